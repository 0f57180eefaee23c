"""What is gathered of a graph once: pages made of it are those of the graph itself, and it is not gathered again."""

from pathlib import Path

import pytest
from graphs import sample_files

from kg.explorer import Explorer
from kg.explorer.kept import gather, is_kept, recall
from kg.explorer.pages import page
from kg.explorer.ways import written
from kg.network import identity
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
