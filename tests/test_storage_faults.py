"""Folders that are no store of ours, stores that are damaged or of another version: each told apart, and nothing lost."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from stored import OF, dumped, graph_of, kg, loaded

from kg.storage import check, is_store, open_folder
from kg.store import GraphError


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph_of(tmp_path_factory.mktemp("made") / "a", 107, 110)


@pytest.fixture
def store(tmp_path: Path, graph: Path) -> Path:
    loaded(tmp_path / "store", graph)
    return tmp_path / "store"


def said(path: Path, *, writable: bool = False) -> str:
    """Return what is said of a folder that is refused."""
    with pytest.raises(GraphError) as refused:
        open_folder(path, writable=writable)
    assert refused.value.remedy
    return f"{refused.value.code} {refused.value.message}".replace(f"{path.parent}/", "")


def mark(store: Path, **changed: object) -> None:
    marker = store / "store.json"
    marker.write_text(json.dumps(json.loads(marker.read_text("utf-8")) | changed), "utf-8")


def table(store: Path, which: int = 0) -> Path:
    """Return a table file of what is published, the largest first."""
    return sorted(store.glob("published/*/graph/*.sst"), key=lambda path: -path.stat().st_size)[which]


def spoil(path: Path, change: Callable[[bytearray], bytearray]) -> None:
    """Change a file's bytes, and not those of other names that it has."""
    data = change(bytearray(path.read_bytes()))
    path.unlink()
    path.write_bytes(data)


def flipped(data: bytearray) -> bytearray:
    middle = len(data) // 2
    return data[:middle] + bytes(byte ^ 0xFF for byte in data[middle : middle + 16]) + data[middle + 16 :]


@pytest.mark.parametrize("writable", [False, True])
def test_somebody_elses_folder_is_refused_and_left_alone(tmp_path: Path, writable: bool) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "one.txt").write_text("1")
    assert said(folder, writable=writable) == "2 photos: this is no store that `kg load` made: there is no store.json"
    assert [path.name for path in folder.iterdir()] == ["one.txt"]
    assert said(folder / "one.txt", writable=writable).startswith("2 one.txt: this is no store")


def test_a_folder_that_is_not_there_is_no_store_and_reading_does_not_make_it(tmp_path: Path) -> None:
    assert said(tmp_path / "none").startswith("2 none: this is no store")
    assert not (tmp_path / "none").exists()


def test_a_database_of_another_program_is_no_store_of_ours(tmp_path: Path) -> None:
    other = ox.Store(str(tmp_path / "other"))
    other.add(ox.Quad(*[ox.NamedNode("a:a")] * 4))
    del other
    assert is_store(tmp_path / "other")
    assert said(tmp_path / "other", writable=True).startswith("2 other: this is no store that `kg load` made")
    code, _, err = kg("query", "open-cases", "-g", str(tmp_path / "other"))
    assert code == 2 and "this is no store that `kg load` made" in err and "help: name a store folder" in err


@pytest.mark.parametrize("writable", [False, True])
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"what": "shopping list"}, "2 store: this is no store that `kg load` made: store.json speaks of something else"),
        ({"format": 2, "program": "9.1"}, "1 store: the store was made by a newer program (kg 9.1, format 2; this one reads 1)"),
        ({"format": "x"}, "1 store: the store is damaged: store.json does not say what it should"),
        ({"published": 7}, "1 store: the store is damaged: store.json does not say what it should"),
    ],
)
def test_the_marker_tells_what_is_wrong(store: Path, changed: dict[str, object], words: str, writable: bool) -> None:
    mark(store, **changed)
    assert said(store, writable=writable) == words


def test_a_marker_cut_off_is_damage(store: Path) -> None:
    spoil(store / "store.json", lambda data: data[:20])
    assert said(store) == said(store, writable=True) == "1 store: the store is damaged: store.json cannot be read"


def test_a_newer_program_opens_what_an_older_one_made(store: Path, graph: Path) -> None:
    mark(store, program="0.0.1", ontology="0.0.1", remark="of a program that knew more")
    assert dumped(store) == graph.read_bytes()
    with open_folder(store, writable=True) as folder:
        folder.publish()
    said = json.loads((store / "store.json").read_text("utf-8"))
    assert (said["ontology"], said["base"], said["format"]) == ("0.1.0", "https://kg.example/", 1)


def test_nothing_loaded_yet_is_told_from_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), open_folder(tmp_path / "store", writable=True):
        raise ZeroDivisionError
    assert said(tmp_path / "store") == "1 store: nothing was loaded whole into this store yet"


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a table is cut off": lambda store: spoil(table(store), lambda data: data[: len(data) // 2]),
    "a table is missing": lambda store: table(store).unlink(),
    "a table's end is another": lambda store: spoil(table(store), lambda data: data[:-40] + bytes(40)),
    "the list of tables is missing": lambda store: next(store.glob("published/*/graph/MANIFEST*")).unlink(),
    "all is missing": lambda store: shutil.rmtree(store / "published"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_that_opening_shows_is_told(store: Path, damage: Callable[[Path], object]) -> None:
    damage(store)
    assert said(store).startswith("1 store: the store is damaged: ")
    code, out, err = kg("query", "open-cases", "-g", str(store))
    assert (code, out) == (1, "")
    assert "the store is damaged" in err and "help: a store holds nothing that an export does not: take the folder away and load it again" in err


@pytest.mark.parametrize("which", range(4))
def test_damage_that_opening_does_not_show_is_found_by_the_check(store: Path, which: int) -> None:
    path = table(store, which)
    spoil(path, flipped)
    code, _, err = kg("check", str(store))
    assert code == 1 and "the store is damaged" in err


@pytest.mark.parametrize("name", ["digests", "files"])
def test_the_check_misses_what_it_goes_by(store: Path, name: str) -> None:
    (store / "published" / "1" / name).unlink()
    with open_folder(store, writable=False) as folder:
        assert check(folder)[0] == f"the file {name} of what is published is missing"


def test_the_check_says_which_graph_is_not_what_was_put(store: Path, graph: Path) -> None:
    with open_folder(store, writable=True) as folder:
        assert check(folder) == []
        folder.store.remove_graph(ox.NamedNode(OF[110]))
        quad = next(folder.store.quads_for_pattern(None, None, None, ox.NamedNode(OF[107])))
        folder.store.remove(quad)
        found = check(folder)
    assert found[:2] == [f"<{OF[107]}> does not hold what was put into it", f"<{OF[110]}> is missing"]
    assert "minutes that its conclusions rest on are missing" in found[2]
    assert said(store, writable=True) == f"1 store: the store is damaged: 1 graphs are missing, among them <{OF[110]}>"
    assert dumped(store) == graph.read_bytes()


def test_a_store_without_conclusions_is_not_whole(store: Path) -> None:
    with open_folder(store, writable=True) as folder:
        folder.delete("https://kg.example/graph/derived")
    with open_folder(store, writable=False) as folder:
        assert check(folder) == ["<https://kg.example/graph/derived> is missing: the store has no conclusions"]


def test_a_writers_database_that_is_gone_is_damage_and_readers_go_on(store: Path, graph: Path) -> None:
    shutil.rmtree(store / "work")
    assert "graphs are missing" in said(store, writable=True)
    assert dumped(store) == graph.read_bytes()
