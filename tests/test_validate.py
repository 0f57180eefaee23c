"""Our checking of shapes says what the judge, pySHACL, says: on the sample, on generated minutes, on every mutant.

Compared are sets of (shape or constraint, focus node, value). The judge sees the union of minutes graphs and derived.
In one respect we are stricter, by contract: what one minutes graph names and leaves undescribed, no other makes good.
"""

import itertools
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.namespace import SH
from test_shapes import EXPORT, MINUTES, SHAPES, SHAPES_FILE, Prepared, alone, checked, names, owners, rows, triples, validate

from kg import export_quads, pipeline
from kg.diagnostics import render
from kg.source import Source
from kg.validate import violations
from kg.validate.finding import texts_of, to_diagnostic
from kg.validate.gathered import BATCH
from kg.validate.shapes import ShapeError, shapes_of
from kg.vocab import read_vocabulary
from tests.bench.generate import generate

BASE = "https://kg.example/"
CONSTANT = tuple(f"{BASE}graph/{name}" for name in ("ontology", "concepts", "entities", "catalog"))
Key = tuple[str, str, str | None]


def plain(value: object) -> str | None:
    """Write a term so that both sides write it alike: blank nodes have no name that lasts."""
    if value is None or isinstance(value, BNode):
        return "_:" if value is not None else None
    if isinstance(value, Literal):
        return str((str(value), str(value.datatype or ""), value.language or ""))
    return str(value)


def read_back(value: str | None) -> str | None:
    if value is None or value.startswith("_:"):
        return "_:" if value is not None else None
    [triple] = Graph().parse(data=f"<urn:s> <urn:p> {value} .", format="nt")
    return plain(triple[2])


def ours(path: Path) -> set[Key]:
    return {(v.shape, "_:" if v.focus.startswith("_:") else v.focus, read_back(v.value)) for v in violations(path)}


def judged(graph: Prepared, by: Graph) -> set[Key]:
    _, report, _ = validate(graph, by)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        found.add((str(shape).removeprefix(SHAPES), str(plain(focus)), plain(value)))
    return found


@cache
def good_quads() -> tuple[ox.Quad, ...]:
    return tuple(ox.parse(export_quads(MINUTES, "minutes.txt"), format=ox.RdfFormat.N_QUADS))


def mutated(removed: str, added: str) -> list[ox.Quad]:
    """Take triples out of every graph that states them, and put others where their subject is described, else in the last minutes.

    A graph states type and label of all that it names, so those of what the added triples name come with them.
    """
    gone = {quad.triple for quad in parsed(removed)}
    quads = [quad for quad in good_quads() if quad.triple not in gone]
    homes = {quad.subject: quad.graph_name for quad in quads if quad.graph_name.value not in CONSTANT and not quad.graph_name.value.endswith("/derived")}
    last = homes[ox.NamedNode(names()["minutes"])]
    for quad in parsed(added):
        home = homes.get(quad.subject, last)
        named = [q for q in quads if q.subject == quad.object and q.graph_name == homes.get(quad.object) and q.predicate.value.endswith(("#type", "#label"))]
        quads += [ox.Quad(q.subject, q.predicate, q.object, home) for q in (quad, *named)]
    return quads


def parsed(turtle: str) -> list[ox.Quad]:
    return list(ox.parse(triples(turtle).serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES))


def written(quads: list[ox.Quad], path: Path) -> Path:
    lines = sorted({f"{q.subject} {q.predicate} {q.object} {q.graph_name} .\n" for q in quads}, key=lambda line: (line.rsplit(" <", 1)[1], line))
    path.write_text("".join(lines), "utf-8")
    return path


def correcting(shape: str) -> bool:
    return shape.lower().startswith("correct")


@pytest.mark.parametrize(("shape", "removed", "added"), [row for row in rows() if not correcting(row[0]) and row[0] not in ("Covered", "has-coverage")])
def test_a_mutant_is_refused_as_the_judge_refuses_it(shape: str, removed: str, added: str, tmp_path: Path) -> None:
    quads = mutated(removed, added)
    found = {key for key in ours(written(quads, tmp_path / "mutant.nq")) if key[0] == shape}
    assert found == judged(checked(quads), alone(shape))
    assert found


@pytest.mark.parametrize(("shape", "removed", "added"), [row for row in rows() if correcting(row[0])])
def test_a_correction_graph_is_held_to_its_own_shapes(shape: str, removed: str, added: str, tmp_path: Path) -> None:
    graph = ox.NamedNode(f"{BASE}graph/correction/a")
    stated = parsed(added)
    quads = [*good_quads(), *(ox.Quad(q.subject, q.predicate, q.object, graph) for q in stated)]
    found = {key for key in ours(written(quads, tmp_path / "corrected.nq")) if key[0] == shape}
    own = checked([ox.Quad(q.subject, q.predicate, q.object, graph) for q in stated])
    assert found == judged(own, alone(shape))
    assert found


CORRECTED = """
<{base}correction/a/1> a kg:Correction ; rdfs:label "更正日期"@zh-hant ; kg:corrects meeting: ; kg:correctedProperty kg:date ;
    dcterms:description "公報所載。" ; prov:wasAttributedTo agent: .
agent: a prov:Agent ; rdfs:label "王小明"@zh-hant .
meeting: kg:date "2023-05-09"^^xsd:date .
"""


def test_a_corrected_date_stands_beside_the_printed_one(tmp_path: Path) -> None:
    graph = ox.NamedNode(f"{BASE}graph/correction/a")
    stated = parsed(CORRECTED.format(base=BASE))
    quads = [*good_quads(), *(ox.Quad(q.subject, q.predicate, q.object, graph) for q in stated)]
    assert ours(written(quads, tmp_path / "corrected.nq")) == set()


def test_the_export_conforms() -> None:
    assert ours(EXPORT) == set()


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("validate") / "graph.nq"
    with path.open("wb") as out:
        pipeline.export([Source(text=text, name=name) for name, text in generate(3)], read_vocabulary(), out.write)
    return path


def test_much_that_is_wrong_at_once_is_found_as_the_judge_finds_it(generated: Path, tmp_path: Path) -> None:
    """Of generated minutes some statements are lost, in whatever graph they stand, and others are doubled."""
    quads = list(ox.parse(path=str(generated)))
    touched = [q for q in quads if q.graph_name.value not in CONSTANT and not q.predicate.value.endswith(("#type", "#isString"))]
    lost = {q.triple for q in itertools.islice(touched, 5, None, 97)}
    doubled = [ox.Quad(q.subject, q.predicate, ox.Literal("x"), q.graph_name) for q in itertools.islice(touched, 3, None, 211)]
    spoilt = [*(q for q in quads if q.triple not in lost), *doubled]
    found = ours(written(spoilt, tmp_path / "spoilt.nq"))
    assert len({shape for shape, _, _ in found}) > 10
    assert found == judged(checked(spoilt), Graph().parse(SHAPES_FILE))


def test_batches_do_not_change_what_is_found(generated: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    quads = [q for q in ox.parse(path=str(generated)) if not q.predicate.value.endswith(("#addedBy", "#prefLabel"))]
    path = written(quads, tmp_path / "mutant.nq")
    whole = ours(path)
    monkeypatch.setattr("kg.validate.gathered.BATCH", 20)
    assert BATCH > 20
    assert ours(path) == whole != set()


def test_a_violation_is_shown_in_the_text(tmp_path: Path) -> None:
    path = written(mutated('meeting: kg:date "2023-05-08"^^xsd:date .', 'meeting: kg:date "2023-05-09"^^xsd:date .'), tmp_path / "mutant.nq")
    [found] = [v for v in violations(path) if v.shape == "day-of-date"]
    assert (found.file, found.messages["zh-hant"]) == ("minutes.txt", "日序即日期距 1970-01-01 的日數。")
    texts = dict(texts_of(path, frozenset({found.source})))
    shown = render(to_diagnostic(found, texts[found.source]))
    assert shown.startswith("minutes.txt:")
    assert "error[shape]: The day number counts the days from 1970-01-01 to the date. (day-of-date: meeting/" in shown
    assert "日序" in to_diagnostic(found, language="zh-hant").message


def test_a_conclusion_is_shown_where_its_case_is_decided(tmp_path: Path) -> None:
    """What several graphs show together has the graph, the file and the passage of its focus node."""
    path = written(mutated("case: kg:delistedBy delisting: .", ""), tmp_path / "mutant.nq")
    [found] = [v for v in violations(path) if v.shape == "status-with-reason"]
    assert (found.graph, found.file) == (f"{BASE}graph/derived", "minutes.txt")
    assert found.passage is not None and found.passage.quote == "捷運環狀線第一階段未來營運相關事宜"


def test_raised_language_tags_are_refused(tmp_path: Path) -> None:
    path = written(list(good_quads()), tmp_path / "graph.nq")
    path.write_bytes(path.read_bytes().replace(b'@zh-hant <https://kg.example/graph/derived>', b'@zh-Hant <https://kg.example/graph/derived>', 1))
    assert [v.shape for v in violations(path)] == ["lower-case-tag"]


@pytest.mark.parametrize("unknown", ["sh:closed true", "sh:uniqueLang true", "sh:nodeKind sh:Literal"])
def test_a_constraint_that_is_not_known_is_refused(unknown: str) -> None:
    turtle = f"@prefix sh: <{SH}> . @prefix s: <{SHAPES}> . s:A a sh:NodeShape ; sh:targetClass s:B ; {unknown} ."
    with pytest.raises(ShapeError):
        shapes_of(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))


def test_every_query_binds_this_in_its_outermost_group() -> None:
    """That is what lets a query run once for all focus nodes."""
    shapes = Graph().parse(SHAPES_FILE)
    for name in owners():
        for query in shapes.objects(URIRef(SHAPES[name]), SH.select):
            body = str(query).partition("WHERE {")[2]
            assert "$this" in body.partition("FILTER")[0].partition("OPTIONAL")[0], name
