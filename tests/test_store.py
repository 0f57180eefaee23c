"""A graph file is read, or refused in words that say where it breaks and what to do."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from graphs import ALL, sample_files

from kg.store import FORMATS, GraphError, base_of, minutes_graphs, open_store
from kg.vocab import KG, PREFIXES

OTHER_BASE = "https://example.org/minutes/"
FLAT = ("ttl", "nt", "jsonld", "rdf")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return sample_files(tmp_path_factory.mktemp("sample"))


def said(path: Path) -> str:
    """Return what is said of a file that is refused."""
    with pytest.raises(GraphError) as refused:
        open_store(path)
    assert refused.value.remedy
    return f"{refused.value.code} {refused.value.message} / {refused.value.remedy}".replace(f"{path.parent}/", "")


def meetings(store: ox.Store) -> set[str]:
    return {quad.object.value for quad in store.quads_for_pattern(None, ox.NamedNode(KG.meeting), None)}


@pytest.mark.parametrize("name", ALL)
def test_every_export_can_be_asked(sample: dict[str, Path], name: str) -> None:
    store = open_store(sample[name])
    assert len(meetings(store)) == 4
    assert base_of(store) == "https://kg.example/"
    assert len(minutes_graphs(store)) == (1 if name in FLAT else 4)
    assert not any(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    part_of = ox.NamedNode(PREFIXES["dcterms"] + "isPartOf")
    project = "https://kg.example/project/環狀線"
    assert any(store.quads_for_pattern(ox.NamedNode(f"{project}第一階段"), part_of, ox.NamedNode(project)))


@pytest.mark.parametrize("name", ALL)
def test_what_the_program_knows_stands_under_the_base_of_the_data(tmp_path: Path, name: str) -> None:
    store = open_store(sample_files(tmp_path, name, base=OTHER_BASE)[name])
    assert base_of(store) == OTHER_BASE
    kinds = {q.subject.value for q in store.quads_for_pattern(None, ox.NamedNode(KG.kind), None)}
    assert kinds and all(iri.startswith(f"{OTHER_BASE}project/") for iri in kinds)


@pytest.mark.parametrize("name", ALL)
def test_a_file_that_breaks_off_is_refused_with_its_place(sample: dict[str, Path], tmp_path: Path, name: str) -> None:
    data = sample[name].read_bytes()
    for end in (len(data) // 2, len(data) - 30):
        path = tmp_path / f"graph.{name}"
        path.write_bytes(data[:end])
        line = data[:end].count(b"\n") + 1
        where = {f"1 graph.{name}:{at}:" for at in (line - 1, line)}
        assert any(said(path).startswith(place) for place in where)
        assert "export it again" in said(path)


@pytest.mark.parametrize("name", ["nq", "nt", "rdf"])
def test_a_file_that_breaks_off_between_two_lines_is_refused(sample: dict[str, Path], tmp_path: Path, name: str) -> None:
    lines = sample[name].read_bytes().splitlines(keepends=True)
    path = tmp_path / f"graph.{name}"
    path.write_bytes(b"".join(lines[: len(lines) // 2]))
    assert "export it again" in said(path)


def test_minutes_that_conclusions_rest_on_are_missed(sample: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_bytes(b"".join(line for line in sample["nq"].read_bytes().splitlines(keepends=True) if not line.endswith("市長層級/111> .\n".encode())))
    assert said(path).startswith("1 graph.nq: the graph file is cut off: minutes that its conclusions rest on are missing: <https://kg.example/graph/雙北合作交流平臺/市長層級/111>")


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "empty": ("graph.nq", b"", "1 graph.nq: the graph file is empty / export it again"),
    "only white space": ("graph.ttl", b" \n", "1 graph.ttl: the graph file says nothing / give a graph that `kg export` wrote"),
    "of another ontology": ("graph.ttl", b"<http://a.example/> a <http://b.example/> .", "1 graph.ttl: no minutes of this ontology are in this graph / give"),
    "a picture": ("graph.trig", b"\x89PNG\r\n\x1a\n\0", "1 graph.trig:1:1: the graph file is damaged: Invalid UTF-8"),
    "another suffix": ("graph.owl", b"<a>", "2 graph.owl: .owl is no graph file / give a file that ends in .nq"),
    "a remote context": ("graph.jsonld", b'{"@context": "https://schema.org/", "name": "x"}', "1 graph.jsonld: the file leaves its JSON-LD context to another address, and nothing is fetched / write the context into the file"),
    "damaged JSON": ("graph.jsonld", b'{"@id": "http://a.example/",\n "@type": }', "1 graph.jsonld:2:11: the graph file is damaged: "),
    "damaged XML": ("graph.rdf", b"<?xml version='1.0'?>\n<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<a></b>\n</rdf:RDF>", "1 graph.rdf:3:6: the graph file is damaged: mismatched tag"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_graph_of_ours_is_refused(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert said(tmp_path / name).startswith(message)


WRONG_SUFFIX = [("ttl", "nq", "Turtle"), ("nq", "ttl", "N-Quads"), ("rdf", "ttl", "RDF/XML"), ("jsonld", "rdf", "JSON-LD"), ("nt", "rdf", "N-Triples"), ("trig", "jsonld", "TriG")]


@pytest.mark.parametrize(("inside", "suffix", "looks"), WRONG_SUFFIX)
def test_a_wrong_suffix_is_told(sample: dict[str, Path], tmp_path: Path, inside: str, suffix: str, looks: str) -> None:
    path = tmp_path / f"graph.{suffix}"
    path.write_bytes(sample[inside].read_bytes())
    assert f"the file is no .{suffix} file, it looks like" in said(path)
    assert looks in said(path)
    assert f"let its name end in .{inside}" in said(path) or "let its name end in .ttl or .trig" in said(path)


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    opened: Callable[[Path], object] = open_store
    with pytest.raises(FileNotFoundError):
        opened(tmp_path / "graph.nq")
    assert set(FORMATS) == {f".{name}" for name in ALL}
