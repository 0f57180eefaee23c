"""What is gathered of a graph once: pages made of it are those of the graph itself, and it is not gathered again."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from graphs import sample_files

from kg.explorer import Explorer
from kg.explorer.kept import are_words_kept, gather, gather_words, is_kept, recall
from kg.explorer.pages import page
from kg.explorer.ways import LANGUAGES, written
from kg.explorer.work import LOCK, work_folder
from kg.network import identity
from kg.search import Indexed, Scan
from kg.store import open_store


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_files(tmp_path_factory.mktemp("sample"), "nq")["nq"]


def test_pages_of_what_is_kept_are_those_of_the_graph(graph: Path, tmp_path: Path) -> None:
    store = open_store(graph)
    assert recall(store, tmp_path, "x") is None
    gather(store, tmp_path, "x")
    made, kept = Explorer(store), recall(store, tmp_path, "x")
    assert kept is not None
    for path in ("index.html", "cases.html", "things.html", "project/環狀線.html"):
        assert page(kept, path, {}, written(path, "zh")) == page(made, path, {}, written(path, "zh"))
    for name in (*made.data_names(), "graph.gexf"):
        assert kept.data(name) == made.data(name), name
    assert kept.data("nothing.json") is None and kept.data("../x") is None


def test_what_is_kept_is_made_once_and_the_same_on_every_run(graph: Path, tmp_path: Path) -> None:
    for folder in ("one", "other"):
        gather(open_store(graph), tmp_path / folder, "x")
    one, other = (sorted(path.read_bytes() for path in (tmp_path / folder).glob("pages-*")) for folder in ("one", "other"))
    assert one == other and is_kept(tmp_path / "one", "x") and not is_kept(tmp_path / "one", "y")
    (path,) = (tmp_path / "one").glob("pages-*")
    before = path.stat().st_ino
    gather(open_store(graph), tmp_path / "one", "x")
    assert path.stat().st_ino == before
    path.write_bytes(path.read_bytes()[:100])  # a disk that was full: it counts as absent, and is made again
    assert recall(open_store(graph), tmp_path / "one", "x") is None
    gather(open_store(graph), tmp_path / "one", "x")
    assert path.read_bytes() == one[0]


def test_a_file_that_changed_is_another_state(graph: Path, tmp_path: Path) -> None:
    copy = tmp_path / "graph.nq"
    copy.write_bytes(graph.read_bytes())
    before = identity(copy)
    assert identity(copy) == before
    copy.write_bytes(graph.read_bytes() + b"\n")
    assert identity(copy) != before


def test_words_are_found_in_what_is_kept_as_in_the_graph(graph: Path, tmp_path: Path) -> None:
    store = open_store(graph)
    gather(store, tmp_path, "x")
    assert not are_words_kept(tmp_path, "x")
    gather_words(store, tmp_path, "x")
    made, kept = Explorer(store), recall(store, tmp_path, "x")
    assert kept is not None and are_words_kept(tmp_path, "x")
    for language in LANGUAGES:
        assert isinstance(kept.shelf(language), Indexed) and isinstance(made.shelf(language), Scan)
        for words in ("停車", "109 年", "nothing holds this"):
            assert page(kept, "search.html", {"q": words}, written("search.html", language)) == page(made, "search.html", {"q": words}, written("search.html", language))


def test_what_only_pages_on_disk_need_is_not_kept(graph: Path, tmp_path: Path) -> None:
    gather(open_store(graph), tmp_path, "x")
    (path,) = tmp_path.glob("pages-*")
    with ZipFile(path) as archive:
        assert {"things.json", "quotes/0.json"} <= {*archive.namelist()} and "text.json" not in archive.namelist()


def test_a_run_sweeps_what_a_killed_one_left_and_nobody_elses(tmp_path: Path) -> None:
    left, other = tmp_path / ".kg-site-left", tmp_path / ".kg-other"
    for folder in (left / "made", other):
        folder.mkdir(parents=True)
    (left / LOCK).touch()
    with work_folder(tmp_path) as one:
        assert not left.exists()
        with work_folder(tmp_path) as two:
            assert one.is_dir() and one != two
    assert list(tmp_path.iterdir()) == [other]
