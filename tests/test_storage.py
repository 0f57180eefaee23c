"""A graph in a store folder: what comes out is what went in, minutes by minutes, and an interrupted load is never stale."""

import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from corrected import minutes
from graphs import graph_files, sample_files
from stored import DERIVED, GRAPH, OF, dumped, graph_of, loaded

from kg.storage import check, folder, load_into, open_folder
from kg.store import GraphError

OTHER_BASE = "https://example.org/minutes/"


@pytest.mark.parametrize("base", ["https://kg.example/", OTHER_BASE])
def test_the_dump_is_the_export_byte_for_byte(tmp_path: Path, base: str) -> None:
    graph = sample_files(tmp_path, "nq", base=base)["nq"]
    done = loaded(tmp_path / "store", graph)
    assert (done.put, done.kept, done.deleted) == (9, 0, 0)
    assert done.statements == len(graph.read_bytes().splitlines())
    assert dumped(tmp_path / "store") == graph.read_bytes()


def test_rare_characters_stay_as_they_are(tmp_path: Path) -> None:
    text = minutes(109, '同意新增「公車\x0b轉乘\x7f\\u0041\\n\ufffe」1案。').replace("請新北市", '請"新\b北市')
    graph = graph_files({"109.txt": text}, tmp_path, "nq")["nq"]
    assert "轉乘\x7f\\\\u0041" in graph.read_text("utf-8")
    loaded(tmp_path / "store", graph)
    assert dumped(tmp_path / "store") == graph.read_bytes()
    assert loaded(tmp_path / "store", graph).put == 0
    with open_folder(tmp_path / "store", writable=False) as store:
        assert check(store) == []


def test_a_graph_in_another_spelling_or_order_is_the_same_graph(tmp_path: Path) -> None:
    graph = graph_of(tmp_path / "nq", 107, 110)
    loaded(tmp_path / "store", graph_of(tmp_path / "trig", 107, 110, form="trig"))
    assert dumped(tmp_path / "store") == graph.read_bytes()
    mixed = tmp_path / "mixed.nq"
    mixed.write_bytes(b"".join(reversed(graph.read_bytes().splitlines(keepends=True))).replace("「".encode(), b"\\u300C"))
    done = loaded(tmp_path / "store", mixed)
    assert (done.put, done.deleted) == (0, 0)


def test_numbers_that_a_store_spells_otherwise_are_known_again(tmp_path: Path) -> None:
    graph = tmp_path / "numbers.nq"
    said = f'<https://x.example/a> <https://x.example/b> "007"^^<http://www.w3.org/2001/XMLSchema#integer> <{OF[107]}> .\n'
    graph.write_bytes(graph_of(tmp_path / "nq", 107).read_bytes() + said.encode())
    loaded(tmp_path / "store", graph)
    assert loaded(tmp_path / "store", graph).put == 0
    with open_folder(tmp_path / "store", writable=False) as store:
        assert check(store) == []


def test_loading_twice_leaves_the_same_store(tmp_path: Path) -> None:
    graph = graph_of(tmp_path / "a", 107, 109)
    loaded(tmp_path / "store", graph)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "store" / "published").rglob("*")}
    done = loaded(tmp_path / "store", graph)
    assert (done.put, done.kept, done.deleted) == (0, 7, 0)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "store" / "published").rglob("*")} == before


def test_only_what_changed_is_put_and_what_left_is_deleted(tmp_path: Path) -> None:
    loaded(tmp_path / "store", graph_of(tmp_path / "a", 107, 108, 109))
    graph = graph_of(tmp_path / "b", 107, 109, 110, y109="同意新增「雙北夜市防疫」1案。")
    told: list[tuple[str, str]] = []
    with open_folder(tmp_path / "store", writable=True) as store:
        done = load_into(store, graph, lambda what, name: told.append((what, name)))
    put = [OF[109], OF[110], f"{GRAPH}catalog", DERIVED]
    kept = [f"{GRAPH}{name}" for name in ("concepts", "entities", "ontology")] + [OF[107]]
    assert [name for what, name in told if what == "kept"] == sorted(kept)
    assert [pair for pair in told if pair[0] != "kept"] == [*[("put", name) for name in put[:2]], ("deleted", OF[108]), *[("put", name) for name in put[2:]]]
    assert (done.put, done.kept, done.deleted) == (4, 4, 1)
    assert dumped(tmp_path / "store") == graph.read_bytes()


def test_corrections_come_and_go_with_their_minutes(tmp_path: Path) -> None:
    graph = graph_of(tmp_path / "a", 107)
    correction = f"{GRAPH}correction/雙北合作交流平臺/市長層級/107"
    corrected = tmp_path / "corrected.nq"
    corrected.write_bytes(graph.read_bytes() + f"<https://x.example/a> <https://x.example/b> <https://x.example/c> <{correction}> .\n".encode())
    loaded(tmp_path / "store", corrected)
    done = loaded(tmp_path / "store", graph)
    assert (done.deleted, dumped(tmp_path / "store")) == (1, graph.read_bytes())


class Broken(Exception):
    pass


@pytest.mark.parametrize("steps", range(1, 6))
def test_a_load_that_breaks_off_leaves_no_stale_conclusions_and_can_be_begun_again(tmp_path: Path, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "BATCH", 0)
    old, new = graph_of(tmp_path / "a", 107, 108), graph_of(tmp_path / "b", 107, 109, 110, y107="同意新增「公車接駁」1案。")
    loaded(tmp_path / "store", old)
    told: list[str] = []

    def tell(what: str, graph: str) -> None:
        if what != "kept":
            told.append(what)
        if len(told) == steps:
            raise Broken

    with pytest.raises(Broken), open_folder(tmp_path / "store", writable=True) as store:
        load_into(store, new, tell)
    assert dumped(tmp_path / "store") == old.read_bytes()
    with pytest.raises(Broken), open_folder(tmp_path / "store", writable=True) as store:
        assert DERIVED not in store.graphs()
        assert store.changed
        raise Broken
    done = loaded(tmp_path / "store", new)
    assert (done.put, done.deleted) == (5 - told.count("put"), 1 - told.count("deleted"))
    assert dumped(tmp_path / "store") == new.read_bytes()


def test_a_load_that_breaks_off_before_it_is_published_is_published_by_the_next(tmp_path: Path) -> None:
    graph = graph_of(tmp_path / "a", 107)
    with pytest.raises(Broken), open_folder(tmp_path / "store", writable=True) as store:
        for name in store.graphs():
            store.delete(name)
        load_into(store, graph, lambda what, name: None if name != DERIVED else broken())
    with pytest.raises(GraphError, match="nothing was loaded whole"):
        open_folder(tmp_path / "store", writable=False)
    assert loaded(tmp_path / "store", graph).put == 0
    assert dumped(tmp_path / "store") == graph.read_bytes()


def broken() -> None:
    raise Broken


def test_graphs_of_others_stay(tmp_path: Path) -> None:
    loaded(tmp_path / "store", graph_of(tmp_path / "a", 107, 108))
    own, said = "https://x.example/notes", "_:who <https://x.example/says> \"好\" <https://x.example/notes> .\n"
    with open_folder(tmp_path / "store", writable=True) as store:
        store.replace(own, [said.encode()])
        store.replace(own, said.replace("好", "不好").encode())
    graph = graph_of(tmp_path / "b", 107)
    loaded(tmp_path / "store", graph)
    with open_folder(tmp_path / "store", writable=False) as store:
        assert own in store.graphs() and own not in store.digests
        assert check(store) == []
        notes = list(store.store.quads_for_pattern(None, None, None, ox.NamedNode(own)))
    assert [quad.object.value for quad in notes] == ["不好"]


def test_after_an_update_by_hand_nothing_counts_as_known(tmp_path: Path) -> None:
    graph = graph_of(tmp_path / "a", 107)
    loaded(tmp_path / "store", graph)
    with open_folder(tmp_path / "store", writable=True) as store:
        store.update(f"INSERT DATA {{ GRAPH <{OF[107]}> {{ <{OF[107]}> a <https://x.example/Thing> }} }}")
    assert b"https://x.example/Thing" in dumped(tmp_path / "store")
    assert loaded(tmp_path / "store", graph).kept == 0
    assert dumped(tmp_path / "store") == graph.read_bytes()


def test_what_is_no_graph_of_that_name_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    graph = graph_of(tmp_path / "a", 107)
    loaded(tmp_path / "store", graph)
    with open_folder(tmp_path / "store", writable=True) as store:
        with pytest.raises(ValueError, match="outside"):
            store.replace(OF[108], f"<a:a> <a:b> <a:c> <{OF[107]}> .\n".encode())
        with pytest.raises(SyntaxError):
            store.replace(OF[107], b"<a:a> <a:b> .\n")
        assert not store.changed
    assert dumped(tmp_path / "store") == graph.read_bytes()
    with open_folder(tmp_path / "store", writable=False) as store, pytest.raises(GraphError, match="to be read"):
        store.replace(OF[107], b"")


@pytest.mark.parametrize(
    ("form", "spoil", "words"),
    [
        ("nq", lambda data: data[:-40], "damaged"),
        ("nq", lambda data: b"".join(line for line in data.splitlines(keepends=True) if f" <{OF[108]}> .".encode() not in line), "cut off"),
        ("nq", lambda data: b"", "empty"),
        ("nq", lambda data: b"<a:a> <a:b> <a:c> <a:d> .\n", "no minutes"),
        ("nq", lambda data: data + b"_:a <a:b> <a:c> <a:d> .\n", "blank nodes"),
        ("nt", lambda data: data, "no named graph"),
    ],
    ids=["broken-line", "missing-minutes", "empty", "other", "blank-nodes", "flat"],
)
def test_a_graph_file_that_is_refused_leaves_the_store_as_it_was(tmp_path: Path, form: str, spoil, words: str) -> None:  # type: ignore[no-untyped-def]
    old = graph_of(tmp_path / "a", 107)
    loaded(tmp_path / "store", old)
    new = graph_of(tmp_path / "b", 107, 108, form=form)
    new.write_bytes(spoil(new.read_bytes()))
    with pytest.raises(GraphError, match=words) as refused:
        loaded(tmp_path / "store", new)
    assert refused.value.remedy and "arranged" not in refused.value.message
    assert dumped(tmp_path / "store", writable=True) == dumped(tmp_path / "store") == old.read_bytes()


def test_data_under_another_base_is_refused(tmp_path: Path) -> None:
    loaded(tmp_path / "store", graph_of(tmp_path / "a", 107))
    (tmp_path / "b").mkdir()
    with pytest.raises(GraphError, match=f"https://kg.example/, that of the graph with {OTHER_BASE}") as refused:
        loaded(tmp_path / "store", sample_files(tmp_path / "b", "nq", base=OTHER_BASE)["nq"])
    assert (refused.value.code, refused.value.remedy) == (2, "load it into another folder, or export it with --base https://kg.example/")


def test_a_reader_cannot_write_by_any_way(tmp_path: Path) -> None:
    loaded(tmp_path / "store", graph_of(tmp_path / "a", 107))
    with open_folder(tmp_path / "store", writable=False) as store:
        with pytest.raises(RuntimeError):
            store.store.update("INSERT DATA { <a:a> <a:b> <a:c> }")
        with pytest.raises(GraphError):
            store.publish()
        out = io.BytesIO()
        store.dump(out)
    assert b"<a:a>" not in out.getvalue()
