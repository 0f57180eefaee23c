"""Every format says what the dump says, to two parsers, in the same bytes each time."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.formats import FORMATS, Dump, Format, FormatError
from kg.spill import Lines

BASE = "https://kg.example/"
PREFIXES = {
    "kg": "https://kg.example/ontology#",
    "status": "https://kg.example/concept/status/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "case": "https://kg.example/case/雙北合作交流平臺/",
    "minutes": "https://kg.example/minutes/雙北合作交流平臺/市長層級/",
}
CONSTANT = frozenset(f"{BASE}graph/{name}".encode() for name in ("ontology", "concepts", "entities", "catalog"))
FLAT = ("ttl", "nt", "jsonld", "rdf")
NAMED = ("nq", "trig")
OX = {
    "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD, "rdf": ox.RdfFormat.RDF_XML,
    "nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG,
}  # fmt: skip
RDFLIB = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml", "nq": "nquads", "trig": "trig"}
W3C = Path(__file__).parents[2] / "shared" / "w3c" / "rdf" / "rdf11"

# One statement a line in Turtle's abbreviations; `graph |` before each says where it stands.
SAMPLE = r"""
graph/雙北/109 | case:雙北市集商圈防疫合作 a kg:Case .
graph/雙北/109 | case:雙北市集商圈防疫合作 rdfs:label "雙北市集商圈防疫合作"@zh-hant .
graph/雙北/109 | case:雙北市集商圈防疫合作 kg:evidence <minutes/雙北合作交流平臺/市長層級/109#char=3,5;for=date> .
graph/雙北/109 | case:雙北市集商圈防疫合作 kg:evidence <minutes/雙北合作交流平臺/市長層級/109#char=15,25;for=label> .
graph/雙北/109 | <minutes/雙北合作交流平臺/市長層級/109#char=3,5;for=date> kg:anchorOf "109 年 12 月" .
graph/雙北/109 | <minutes/雙北合作交流平臺/市長層級/109> kg:text "一\t二\r\n三\n「四」\"五\"\\六\\n \u0001\u007F\u2028 \u200F\u202E🏙️𠀋 <b>&amp; ]]> '" .
graph/雙北/109 | <minutes/雙北合作交流平臺/市長層級/109> kg:fileName "" , " " , "a  b " , ">" , "a@en" , "x^^<y>" , "<b" .
graph/雙北/109 | <meeting/雙北/109> kg:date "2020-12-28"^^xsd:date .
graph/雙北/109 | <meeting/雙北/109> kg:rocYear 109 .
graph/雙北/109 | <meeting/雙北/109> kg:ordinal 0 , -1 , 12345678901234567890 .
graph/雙北/109 | <meeting/雙北/109> kg:held true , false .
graph/雙北/109 | <meeting/雙北/109> kg:case case:Go！Ｃ＃（甲）「乙」、：～ , <case/雙北合作交流平臺/長名~0123456789ab> , <case/雙北合作交流平臺/a%E4%20b> .
graph/雙北/109 | <meeting/雙北/109> kg:case <case/雙北合作交流平臺/v1.> , <case/雙北合作交流平臺/v1.0> , <case/雙北合作交流平臺/-a> , <case/雙北合作交流平臺/①…—×> .
graph/雙北/109 | <meeting/雙北/109> kg:case <case/雙北合作交流平臺/> , <case/雙北合作交流平臺/a:b> , <case/雙北合作交流平臺/𠀋😀> , <case/x&y='z',(w)*+$!@?q=1;r> .
graph/雙北/109 | <meeting/雙北/109> kg:case <case//a> , <case/a/> , <case/..a/b...> , <https://kg.example> , <urn:isbn:1> , <mailto:a@b.tw> , <HTTP://Kg.Example/%7Ea> .
graph/雙北/110 | case:雙北市集商圈防疫合作 a kg:Case .
graph/雙北/110 | case:雙北市集商圈防疫合作 rdfs:label "雙北市集商圈防疫合作"@zh-hant , "Markets"@en , "Fairs"@en .
graph/雙北/110 | case:雙北市集商圈防疫合作 skos:note "mixed" , "混"@zh-hant , 5 , "2020-12-28"^^xsd:date , case:混 .
graph/雙北/110 | case:雙北市集商圈防疫合作 <http://other.example/label> "another label" .
graph/雙北/110 | case:雙北市集商圈防疫合作 <http://other.example/status> status:listed .
graph/derived | case:雙北市集商圈防疫合作 kg:status status:listed .
graph/entities | case:雙北市集商圈防疫合作 rdfs:label "not in the union"@en .
"""


def dump_of(quads: Iterable[ox.Quad], folder: Path, **changes: object) -> Dump:
    """Write quads as the waist has them: graphs together, lines sorted."""
    lines = {(str(quad.graph_name), ox.serialize([quad], format=ox.RdfFormat.N_QUADS)) for quad in quads}
    path = folder / "graph.nq"
    path.write_bytes(b"".join(line for _, line in sorted(lines)))
    return Dump(**{"path": path, "prefixes": PREFIXES, "base": BASE, "flat": lambda graph: graph not in CONSTANT} | changes)


def sample_quads() -> list[ox.Quad]:
    quads = []
    for line in SAMPLE.strip().splitlines():
        graph, _, statement = line.partition(" | ")
        quads += [ox.Quad(*quad.triple, ox.NamedNode(BASE + graph)) for quad in turtle(statement)]
    return quads


def turtle(statement: str) -> list[ox.Quad]:
    head = f"@base <{BASE}> .\n" + "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return list(ox.parse((head + statement).encode(), ox.RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Dump:
    return dump_of(sample_quads(), tmp_path_factory.mktemp("dump"))


@pytest.fixture(scope="module")
def xml_dump(tmp_path_factory: pytest.TempPathFactory) -> Dump:
    """The sample without the one literal that XML cannot hold."""
    return dump_of((q for q in sample_quads() if "\x01" not in str(q.object.value)), tmp_path_factory.mktemp("xml"))


def written(dump: Dump, name: str) -> bytes:
    out, chosen = io.BytesIO(), FORMATS[name]
    assert isinstance(chosen, Format)
    chosen.write(dump, out)
    return out.getvalue()


def quads(dump: Dump) -> set[ox.Quad]:
    return set(ox.parse(path=str(dump.path), format=ox.RdfFormat.N_QUADS))


def union(dump: Dump) -> set[ox.Triple]:
    return {quad.triple for quad in quads(dump) if dump.flat(quad.graph_name.value.encode())}


def read_by_oxigraph(data: bytes, name: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(data, OX[name])}


def read_by_rdflib(data: bytes, name: str) -> set[tuple[rdflib.term.Node, ...]]:
    return set(rdflib.Graph().parse(data=data, format=RDFLIB[name]))


@pytest.fixture(params=FLAT)
def flat(request: pytest.FixtureRequest, dump: Dump, xml_dump: Dump) -> tuple[Dump, str]:
    return (xml_dump if request.param == "rdf" else dump), request.param


def test_the_table_names_each_format_once() -> None:
    files = {name: row for name, row in FORMATS.items() if isinstance(row, Format)}
    assert {name: row.suffix for name, row in files.items()} == {name: f".{name}" for name in (*FLAT, *NAMED, "xlsx", "graphml", "gexf", "cyjs", "dot", "svg", "png")}
    assert FORMATS.keys() - files.keys() == {"tables", "edges", "neo4j"}
    assert len({row.media_type for row in files.values()}) == len(files)


def test_flat_formats_hold_the_union_for_oxigraph(flat: tuple[Dump, str]) -> None:
    dump, name = flat
    assert read_by_oxigraph(written(dump, name), name) == union(dump)


def test_flat_formats_hold_the_union_for_rdflib(flat: tuple[Dump, str]) -> None:
    dump, name = flat
    plain = ox.serialize(sorted(union(dump), key=str), format=ox.RdfFormat.N_TRIPLES)
    assert read_by_rdflib(written(dump, name), name) == read_by_rdflib(plain, "nt")


@pytest.mark.parametrize("name", NAMED)
def test_formats_with_named_graphs_hold_all(dump: Dump, name: str) -> None:
    data = written(dump, name)
    assert set(ox.parse(data, OX[name])) == quads(dump)
    assert set(rdflib.Dataset().parse(data=data, format=RDFLIB[name]).quads()) == set(
        rdflib.Dataset().parse(data=dump.path.read_bytes(), format="nquads").quads()
    )


def test_nothing_is_written_twice(dump: Dump) -> None:
    lines = written(dump, "nt").splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len(union(dump))


@pytest.mark.parametrize("name", (*FLAT, *NAMED))
def test_an_empty_dump_gives_an_empty_graph(tmp_path: Path, name: str) -> None:
    assert not list(ox.parse(written(dump_of([], tmp_path), name), OX[name]))


def test_turtle_reads_like_this(tmp_path: Path) -> None:
    statements = """
        case:雙北市集商圈防疫合作 kg:evidence <minutes/雙北合作交流平臺/市長層級/109#char=3,5;for=label>, case:乙; a kg:Case;
            <http://a.example/first> "先"; rdfs:label "雙北市集商圈防疫合作"@zh-hant .
        <meeting/雙北合作交流平臺/市長層級/109> kg:rocYear 109; kg:date "2020-12-28"^^xsd:date; kg:held true .
    """
    graph = ox.NamedNode(f"{BASE}graph/x")
    dump = dump_of([ox.Quad(*quad.triple, graph) for quad in turtle(statements)], tmp_path)
    body = """
case:雙北市集商圈防疫合作 a kg:Case ;
    <http://a.example/first> "先" ;
    rdfs:label "雙北市集商圈防疫合作"@zh-hant ;
    kg:evidence case:乙,
        <https://kg.example/minutes/雙北合作交流平臺/市長層級/109#char=3,5;for=label> .

<https://kg.example/meeting/雙北合作交流平臺/市長層級/109> kg:date "2020-12-28"^^xsd:date ;
    kg:held true ;
    kg:rocYear 109 .
"""
    used = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in ("case", "kg", "rdfs", "xsd"))
    assert written(dump, "ttl").decode() == used + body
    assert written(dump, "trig").decode() == f"{used}\n<{BASE}graph/x> {{\n{body}\n}}\n"


def test_jsonld_reads_like_this(tmp_path: Path) -> None:
    statements = """
        case:甲 a kg:Case; rdfs:label "甲"@zh-hant, "A"@en; kg:case case:乙, kg:Case; kg:rocYear 109; kg:date "2020-12-28"^^xsd:date;
            kg:text "文"; kg:heading "題"@zh-hant; <http://other.example/text> "x" .
    """
    dump = dump_of([ox.Quad(*quad.triple, ox.NamedNode(f"{BASE}graph/x")) for quad in turtle(statements)], tmp_path)
    assert written(dump, "jsonld").decode() == """{
  "@context": {
    "@base": "https://kg.example/",
    "id": "@id",
    "kg": "https://kg.example/ontology#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "case": {"@id": "kg:case", "@type": "@id"},
    "date": {"@id": "kg:date", "@type": "xsd:date"},
    "heading": {"@id": "kg:heading", "@language": "zh-hant"},
    "label": {"@id": "rdfs:label", "@container": "@language"},
    "rocYear": {"@id": "kg:rocYear", "@type": "xsd:integer"},
    "type": "@type"
  },
  "@graph": [
    {
      "id": "case/雙北合作交流平臺/甲",
      "type": "kg:Case",
      "http://other.example/text": "x",
      "label": {"en": "A", "zh-hant": "甲"},
      "case": ["case/雙北合作交流平臺/乙", "kg:Case"],
      "date": "2020-12-28",
      "heading": "題",
      "rocYear": 109,
      "kg:text": "文"
    }
  ]
}
"""


def test_rdf_xml_refuses_a_control_character_and_says_where(dump: Dump) -> None:
    with pytest.raises(FormatError, match=r"U\+0001, which kg:text of <https://kg.example/minutes/雙北合作交流平臺/市長層級/109>"):
        written(dump, "rdf")


@pytest.mark.parametrize("iri", ["http://a.example/", "http://a.example/9", f"{PREFIXES['rdf']}li"])
def test_rdf_xml_refuses_a_property_that_has_no_xml_name(tmp_path: Path, iri: str) -> None:
    statement = f"<a> <{iri}> <b> ."
    dump = dump_of([ox.Quad(*quad.triple, ox.NamedNode(f"{BASE}graph/x")) for quad in turtle(statement)], tmp_path)
    with pytest.raises(FormatError, match="no name for the property"):
        written(dump, "rdf")


def test_bytes_do_not_depend_on_the_hash_seed(xml_dump: Dump) -> None:
    program = (
        "import hashlib, io, pathlib, sys\n"
        "from kg.formats import FORMATS, Dump, Format\n"
        f"dump = Dump(path=pathlib.Path(sys.argv[1]), prefixes={PREFIXES!r}, base={BASE!r}, flat=lambda graph: graph not in {sorted(CONSTANT)!r})\n"
        "for row in (row for row in FORMATS.values() if isinstance(row, Format)):\n"
        "    row.write(dump, out := io.BytesIO())\n"
        "    print(row.name, hashlib.sha256(out.getvalue()).hexdigest())\n"
    )
    root = str(Path(__file__).parents[1])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, str(xml_dump.path)], env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": root},
            capture_output=True, check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(outputs) == 1


@pytest.mark.parametrize("name", (*FLAT, *NAMED))
def test_memory_does_not_grow_with_the_dump(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Lines.__init__.__kwdefaults__, "bound", 1 << 20)
    monkeypatch.setattr("kg.spill._BLOCK", 16 << 10)
    for room in ("terms", "ttl"):
        monkeypatch.setattr(f"kg.formats.{room}.HELD", 1 << 10)
    peaks = []
    for graphs in (20, 80):
        path = tmp_path / f"{graphs}.nq"
        with path.open("w", encoding="utf-8") as file:
            for number in sorted(map(str, range(graphs))):
                file.writelines(f'<{BASE}case/{number}/案{n:03}> <{PREFIXES["rdfs"]}label> "案件 {n}"@zh-hant <{BASE}graph/{number}> .\n' for n in range(500))
        dump = Dump(path=path, prefixes=PREFIXES, base=BASE, flat=lambda graph: graph not in CONSTANT)
        tracemalloc.start()
        with (tmp_path / "out").open("wb") as out:
            FORMATS[name].write(dump, out)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0] + (1 << 20)


TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8)
SEGMENT = st.text(st.sampled_from("雙a9._~-!$&'()*+,;=:@%4E／、：（😀\u200d·"), max_size=6).map(lambda s: s.replace("%", "%4E"))
IRI = st.builds(lambda start, segments: start + "/".join(segments), st.sampled_from([BASE, f"{BASE}case/雙北合作交流平臺/", PREFIXES["kg"], f"{BASE}case/", "http://x.example/", "urn:x:"]), st.lists(SEGMENT, max_size=3))
DATATYPE = st.sampled_from([ox.NamedNode(PREFIXES["xsd"] + name) for name in ("integer", "boolean", "date")])
LITERAL = st.one_of(
    st.builds(ox.Literal, TEXT),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXT, st.sampled_from(["zh-hant", "en"])),
    st.builds(lambda text, kind: ox.Literal(text, datatype=kind), st.sampled_from(["1", "01", "-0", "true", "x", "2020-01-01", "1e3", "+5"]), DATATYPE),
)
PROPERTY = st.sampled_from([ox.NamedNode(iri) for iri in (PREFIXES["rdf"] + "type", PREFIXES["kg"] + "case", PREFIXES["rdfs"] + "label", "http://x.example/label", BASE + "a/b")])
NODE = IRI.map(ox.NamedNode)
QUAD = st.builds(lambda s, p, o, g: ox.Quad(s, p, o, ox.NamedNode(BASE + "graph/" + g)), NODE, PROPERTY, st.one_of(NODE, LITERAL), st.sampled_from(["a", "a/b", "雙", "entities"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(found=st.lists(QUAD, max_size=12))
def test_any_graph_comes_back(found: list[ox.Quad], tmp_path: Path) -> None:
    dump = dump_of(found, tmp_path)
    for name in NAMED:
        assert set(ox.parse(written(dump, name), OX[name])) == quads(dump)
    for name in FLAT:
        try:
            data = written(dump, name)
        except FormatError as error:
            assert name == "rdf" and "cannot hold U+" in str(error)
            continue
        assert read_by_oxigraph(data, name) == union(dump), name


@pytest.mark.skipif(not W3C.is_dir(), reason="the W3C test suites stand beside the repository, not in it")
def test_the_graphs_of_the_w3c_suites_come_back(tmp_path: Path) -> None:
    graphs = {path: graph for path in sorted(W3C.glob("*/*")) if (graph := w3c_graph(path))}
    assert len(graphs) > 300
    all_of_them = dump_of([quad for graph in graphs.values() for quad in graph], tmp_path)
    for name in (*NAMED, "ttl", "nt", "jsonld"):
        data = written(all_of_them, name)
        expected, got = (quads(all_of_them), set(ox.parse(data, OX[name]))) if name in NAMED else (union(all_of_them), read_by_oxigraph(data, name))
        assert got == expected, name


@pytest.mark.skipif(not W3C.is_dir(), reason="the W3C test suites stand beside the repository, not in it")
def test_the_graphs_of_the_w3c_suites_come_back_from_xml_or_are_refused(tmp_path: Path) -> None:
    refused = 0
    for path in sorted(W3C.glob("*/*")):
        if graph := w3c_graph(path):
            dump = dump_of(graph, tmp_path)
            try:
                data = written(dump, "rdf")
            except FormatError:
                refused += 1
                continue
            assert read_by_oxigraph(data, "rdf") == union(dump), path
    assert refused < 60


def w3c_graph(path: Path) -> list[ox.Quad]:
    """Return a test file's statements in a graph of its own; nothing if it is a bad one, or has blank nodes."""
    kind = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG}.get(path.suffix)
    if kind is None or path.name == "manifest.ttl":
        return []
    try:
        found = list(ox.parse(path=str(path), format=kind, base_iri="http://w3.example/base"))
    except SyntaxError:
        return []
    if any(isinstance(term, ox.BlankNode) for quad in found for term in (*quad.triple, quad.graph_name)):
        return []
    graph = ox.NamedNode(f"{BASE}graph/{path.parent.name}/{path.name}")
    return [ox.Quad(*quad.triple, graph) for quad in found]
