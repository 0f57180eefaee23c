"""Check the shapes: what the program writes conforms, and of each shape there is a graph that it refuses.

Both are checked with a graph whose queries are parsed once: pySHACL hands rdflib the same text for every node anew.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result

import kg
from kg.validate import background_of
from kg.vocab import read_vocabulary

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "ontology"
SHAPES_FILE = ONTOLOGY / "shapes.ttl"
EXPORT = ROOT / "exports" / "graph.nq"
KG = Namespace("https://kg.example/ontology#")
SHAPES = Namespace("https://kg.example/shapes#")
TARGETS = (SH.targetClass, SH.targetSubjectsOf)

# Two minutes of one file: the first have lost their beginning, the second drop what the first added.
MINUTES = """\
柒、議題小組報告：

一、交通組：

(一)同意新增「捷運環狀線第一階段未來營運相關事宜」1案。

捌、散會(下午 5 時)。

雙北合作交流平臺 112 年度市長層級會議紀錄

壹、會議時間：112 年 5 月 8 日(星期一)下午 2 時

貳、會議地點：新北市政府 6 樓大禮堂

參、主席：臺北市政府 柯市長文哲

新北市政府 侯市長友宜

共同主持

肆、出席單位及人員：詳簽到表

紀錄：王小明

伍、主席致詞：

感謝各位同仁。

陸、議題小組報告：

一、交通組：

(一)同意解列「捷運環狀線第一階段未來營運相關事宜」1案。

二、歷次會議指裁示事項，同意解除列管 108 年第 8 次副市長層級會議「酷課雲數位學習課程」1案。

柒、主席結論暨指示：

一、柯市長：請雙邊單位儘速研議淡海輕軌使用範圍。

捌、散會(下午 3 時)。
"""

PREFIXES = """
@prefix kg: <https://kg.example/ontology#> .
@prefix concept: <https://kg.example/concept/> .
@prefix level: <https://kg.example/concept/level/> .
@prefix action: <https://kg.example/concept/action/> .
@prefix status: <https://kg.example/concept/status/> .
@prefix else: <https://kg.example/elsewhere/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix ledger: <https://kg.example/coverage/1> .
@prefix correction: <https://kg.example/correction/1> .
@prefix agent: <https://kg.example/agent/1> .
"""

# Shape, triples removed from the good graph, triples added to it, in Turtle. `meeting:` and the like are things of the
# good graph, see `names`; `meeting-date:` is the passage of `meeting:` that supports kg:date.
MUTANTS = """
Resource | | [] a kg:Case .
Labelled | | [] a kg:Statement .
Labelled-label | | statement: rdfs:label "另一名稱"@zh-hant .
Named | | [] a kg:Project .
Named-label | project: rdfs:label "淡海輕軌"@zh-hant . |
Label | | [] rdfs:label "無名"@zh-hant .
label-in-chinese | project: rdfs:label "淡海輕軌"@zh-hant . | project: rdfs:label "Danhai LRT"@en .

Stated | | [] a kg:Case .
declared-property | | project: kg:lable "淡海輕軌" .
declared-class | | project: a kg:Projekt .
known-datatype | | project: kg:sha256 1.5 .
no-blank-value | | project: dcterms:isPartOf [ rdfs:label "無名"@zh-hant ] .
Classified | | [] kg:level level:mayor .
declared-concept | | meeting: kg:level <https://kg.example/concept/level/premier> .
declared-concept | | chair: org:role <https://kg.example/concept/office/> .
declared-concept | | addition: kg:action action:lost .
declared-concept | | case: kg:status status:lost .

Meeting | | else:m a kg:Meeting .
Meeting-label | | meeting: rdfs:label "第 9 次會議" .
Meeting-series | | meeting: kg:series person: .
Meeting-level | | meeting: kg:level level:deputy-mayor .
Meeting-group | | meeting: kg:group platform: .
Meeting-rocYear | | meeting: kg:rocYear 111 .
Meeting-ordinal | | meeting: kg:ordinal 0 .
Meeting-date | | meeting: kg:date "2023-05-09"^^xsd:date .
Meeting-year | | meeting: kg:year 112 .
Meeting-dayNumber | | meeting: kg:dayNumber 19486 .
Meeting-startTime | meeting: kg:startTime "14:00" . | meeting: kg:startTime "下午 2 時" .
Meeting-endTime | meeting: kg:endTime "15:00" . | meeting: kg:endTime "24:00" .
Meeting-venue | | meeting: kg:venue "臺北市政府" .
Meeting-attendance | meeting: kg:attendance "詳簽到表" . | meeting: kg:attendance "" .
Meeting-chairedBy | | meeting: kg:chairedBy person: .
Meeting-recorder | | meeting: kg:recorder chair: .
Meeting-cites | | meeting: kg:cites case: .
one-title | | meeting: rdfs:label "另一標題"@zh-hant .
date-complete | meeting: kg:dayNumber 19485 . |
date-complete | meeting: kg:date "2023-05-08"^^xsd:date . |
year-of-date | meeting: kg:year 2023 . | meeting: kg:year 2022 .
year-of-title | meeting: kg:rocYear 112 . | meeting: kg:rocYear 110 .
day-of-date | meeting: kg:dayNumber 19485 . | meeting: kg:dayNumber 19484 .
cites-another | | meeting: kg:cites meeting: .
chair-line | meeting: kg:chairedBy chair: , second: . |

Chair | | else:c a kg:Chair .
Chair-member | | chair: org:member recorder: .
Chair-role | | chair: org:role level:mayor .
Chair-organization | | chair: org:organization person: .
Chair-actingFor | | chair: kg:actingFor person: .
chair-is-somebody | | else:c a kg:Chair .
acting-for-another | | chair: kg:actingFor chair: .
Person | | else:p a foaf:Person .
Person-name | person: foaf:name "柯文哲"@zh-hant . |
Organization | | else:o a org:Organization .
WorkingGroup | | else:g a kg:WorkingGroup .
Project | | else:p a kg:Project .
Project-kind | | project: kg:kind level:mayor .
Project-isPartOf | | project: dcterms:isPartOf case: .

Case | | else:c a kg:Case .
Case-prefLabel | | case: skos:prefLabel "另一標題"@zh-hant .
Case-altLabel | | case: skos:altLabel "另一標題" .
Case-status | | case: kg:status status:listed .
Case-anomaly | | case: kg:anomaly status:listed .
Case-addedBy | | case: kg:addedBy meeting: .
Case-delistedBy | | case: kg:delistedBy directive: .
status-with-label | case: kg:status status:delisted . |
status-with-reason | case: kg:delistedBy delisting: . |
status-with-reason | case: kg:status status:delisted . | case: kg:status status:proposed .
added-by-addition | | case: kg:addedBy delisting: .
delisted-by-delisting | | case: kg:delistedBy addition: .

Decision | | else:d a kg:Decision .
Decision-meeting | addition: kg:meeting fragment: . |
Decision-action | | addition: kg:action action:noted .
Decision-wording | addition: kg:wording "同意新增" . |
Decision-case | | addition: kg:case project: .
Decision-directive | | addition: kg:directive statement: .
Decision-group | | addition: kg:group platform: .
Decision-text | | addition: kg:text "" .
Decision-closes | | delisting: kg:closes case: .
case-or-directive | | delisting: kg:directive directive: .
quotes-its-verb | addition: kg:wording "同意新增" . | addition: kg:wording "新增" .
quotes-its-title | addition: kg:evidence addition-case: . |
quotes-its-title | addition-case: nif:anchorOf "捷運環狀線第一階段未來營運相關事宜" . | addition-case: nif:anchorOf "捷運" .
closes-its-addition | | addition: kg:closes delisting: .

Directive | | else:d a kg:Directive .
Directive-meeting | | directive: kg:meeting fragment: .
Directive-text | | directive: kg:text "請照辦。" .
Directive-issuedBy | | directive: kg:issuedBy platform: .
Directive-fromMeeting | | cited: kg:fromMeeting item: .
told-here-or-cited | directive: kg:text "請雙邊單位儘速研議淡海輕軌使用範圍。" . |
told-here-or-cited | | cited: kg:meeting meeting: .
told-here-or-cited | | directive: kg:fromMeeting fragment: .
Statement | | else:s a kg:Statement .
Statement-meeting | statement: kg:meeting meeting: . |
Statement-text | statement: kg:text "感謝各位同仁。" . |
Statement-speaker | | statement: kg:speaker platform: .
Told | | item: kg:addressee platform: .
Told-addressee | | directive: kg:addressee person: .
Told-deadline | | directive: kg:deadline "" .
Mentioning | | person: kg:mentions project: .
Mentioning-mentions | | directive: kg:mentions meeting: .

AgendaItem | | else:i a kg:AgendaItem .
AgendaItem-meeting | item: kg:meeting meeting: . |
AgendaItem-number | item: kg:number "陸" . |
AgendaItem-heading | | item: kg:heading "另一標題" .
AgendaItem-position | item: kg:position 6 . | item: kg:position 0 .
AgendaItem-isPartOf | item: dcterms:isPartOf meeting: . |
AgendaItem-sectionKind | | item: kg:sectionKind level:mayor .
declared-section | | item: kg:sectionKind <https://kg.example/concept/section/preface> .
one-at-each-position | item: kg:position 6 . | item: kg:position 5 .
outline-of-one-meeting | item: dcterms:isPartOf meeting: . | item: dcterms:isPartOf fragment: .
Placed | | case: kg:item item: .
Placed-item | | directive: kg:item meeting: .
item-of-the-same-meeting | | addition: kg:item item: .
CountClaim | | else:c a kg:CountClaim .
CountClaim-meeting | claim: kg:meeting meeting: . |
CountClaim-claimed | claim: kg:claimed 1 . |
CountClaim-listed | claim: kg:listed 1 . | claim: kg:listed "1" .
CountClaim-verdict | claim: kg:verdict "equal" . | claim: kg:verdict "same" .
verdict-fits-the-numbers | claim: kg:verdict "equal" . | claim: kg:verdict "fewer" .
verdict-fits-the-numbers | claim: kg:claimed 1 . | claim: kg:claimed 2 .

Minutes | | else:m a kg:Minutes .
Minutes-meeting | minutes: kg:meeting meeting: . |
Minutes-isString | | minutes: nif:isString "另一全文" .
Minutes-sha256 | | minutes: kg:sha256 "0" .
Minutes-inGraph | minutes: kg:inGraph graph: . |
Minutes-fileName | minutes: kg:fileName "minutes.txt" . | minutes: kg:fileName "folder/minutes.txt" .
Minutes-mediaType | minutes: kg:mediaType "text/plain" . | minutes: kg:mediaType "text" .
Minutes-precedes | | minutes: kg:precedes case: .
minutes-share-the-key | minutes: kg:inGraph graph: . | minutes: kg:inGraph <https://kg.example/graph/another> .
minutes-once | | <https://kg.example/minutes/another> a kg:Minutes ; kg:meeting meeting: .
only-undated-precede | | minutes: kg:precedes fragment: .
FirstLine | | person: kg:firstLine 1 .
FirstLine-firstLine | | minutes: kg:firstLine 0 .

CoverageLedger | | else:l a kg:CoverageLedger .
Coverage-meeting | | ledger: a kg:CoverageLedger .
Coverage-fact | | ledger: a kg:CoverageLedger ; kg:factCharacters -1 .
Coverage-structure | | ledger: a kg:CoverageLedger .
Coverage-boilerplate | | ledger: a kg:CoverageLedger ; kg:boilerplateCharacters 1, 2 .
Coverage-unread | | ledger: a kg:CoverageLedger ; kg:unreadCharacters "1" .
coverage-adds-up | | ledger: kg:meeting meeting: ; a kg:CoverageLedger ; kg:factCharacters 1 ; kg:structureCharacters 1 ; kg:boilerplateCharacters 0 ; kg:unreadCharacters 0 .
coverage-once | | ledger: a kg:CoverageLedger ; kg:meeting meeting: . else:l a kg:CoverageLedger ; kg:meeting meeting: .
Covered | | [] a kg:Minutes .
has-coverage | covered: a kg:CoverageLedger . |

Correction | | else:c a kg:Correction .
Correction-label | | correction: a kg:Correction .
Correction-corrects | | correction: a kg:Correction ; kg:corrects meeting:, case: .
Correction-correctedProperty | | correction: a kg:Correction ; kg:correctedProperty "date" .
Correction-reason | | correction: a kg:Correction ; dcterms:description "" .
Correction-by | | correction: a kg:Correction ; prov:wasAttributedTo person: .
correction-stated | | correction: a kg:Correction ; kg:corrects fragment: ; kg:correctedProperty kg:date .
correction-declared | | correction: a kg:Correction ; kg:correctedProperty kg:datum .
CorrectionAgent | | person: a prov:Agent .
CorrectionAgent-label | | agent: a prov:Agent .
CorrectionQuotes | | [] kg:evidence meeting-date: .
correction-quotes-nothing | | correction: kg:evidence meeting-date: .


Passage | | else:p a nif:OffsetBasedString .
Passage-context | meeting-date: nif:referenceContext minutes: . |
Passage-begin | | meeting-date: nif:beginIndex 1000 .
Passage-end | | meeting-date: nif:endIndex 1 .
Passage-anchorOf | meeting-date: nif:anchorOf "112 年 5 月 8 日" . |
Passage-supports | | meeting-date: kg:supports kg:venue .
Passage-denotes | | meeting-date: kg:denotes "2023-05-08" .
Passage-page | | meeting-date: kg:page 0 .
Passage-box | | meeting-date: kg:box "2:72,114,451,14" .
Passage-byOCR | | meeting-date: kg:byOCR "yes" .
slice | meeting-date: nif:anchorOf "112 年 5 月 8 日" . | meeting-date: nif:anchorOf "112 年 5 月 9 日" .
passage-says-where | meeting-date: kg:supports kg:date . | meeting-date: kg:supports kg:venue .
passage-of-something | meeting: kg:evidence meeting-date: . |
Evidenced | | person: kg:evidence meeting-date: .
Evidenced-evidence | | meeting: kg:evidence item: .
evidence-of-a-fact | meeting: kg:venue "新北市政府 6 樓大禮堂" . |
evidence-of-a-fact | | case: kg:evidence meeting-date: .
Read | | [] a kg:Meeting .
quoted | meeting: kg:evidence meeting-date: . |
quoted | meeting: kg:evidence meeting-startTime: . |
quoted | meeting: kg:evidence meeting-endTime: . |
quoted | meeting: kg:evidence meeting-venue: . |
quoted | meeting: kg:evidence meeting-attendance: . |
quoted | meeting: kg:evidence meeting-rocYear: . |
quoted | addition: kg:evidence addition-wording: . |
quoted | directive: kg:evidence directive-text: . |
quoted | directive: kg:evidence directive-deadline: . |
quoted | item: kg:evidence item-number: . |
quoted | item: kg:evidence item-heading: . |
quoted | claim: kg:evidence claim-claimed: . |
quoted | | meeting: kg:ordinal 3 .
quoted-by-name | meeting: kg:evidence meeting-series: . |
quoted-by-name | meeting: kg:evidence meeting-level: . |
quoted-by-name | meeting: kg:evidence meeting-recorder: . |
quoted-by-name | meeting: kg:evidence meeting-chairedBy: . |
quoted-by-name | meeting: kg:evidence meeting-cites: . |
quoted-by-name | | meeting: kg:group group: .
quoted-by-name | addition: kg:evidence addition-case: . |
quoted-by-name | addition: kg:evidence addition-action: . |
quoted-by-name | addition: kg:evidence addition-group: . |
quoted-by-name | directive: kg:evidence directive-addressee: . |
quoted-by-name | directive: kg:evidence directive-mentions: . |
quoted-by-name | directive: kg:evidence directive-issuedBy: . |
quoted-by-name | dropping: kg:evidence dropping-directive: . |
quoted-by-name | cited: kg:evidence cited-fromMeeting: . |
quoted-by-name | item: kg:evidence item-sectionKind: . |
quoted-by-name | | statement: kg:speaker chair: .
title-quoted | meeting: kg:evidence meeting-label: . |
title-quoted | cited: kg:evidence cited-label: . |
introduced | project: a kg:Project . |
introduced | person: rdfs:label "柯文哲"@zh-hant . | meeting: kg:recorder person: .
"""


class Prepared(Graph):
    """A graph that parses a query text once."""

    def query(self, query_object, *args, **kwargs) -> Result:  # type: ignore[no-untyped-def,override]
        return super().query(prepared(query_object), *args, **kwargs)


prepared = cache(prepareQuery)


@cache
def shapes() -> Graph:
    return Graph().parse(SHAPES_FILE)


@cache
def owners() -> dict[str, URIRef]:
    """Return, for the name of each shape and constraint, the shape with a target that it belongs to."""
    kinds = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
    found = {}
    for shape in (s for kind in kinds for s in shapes().subjects(RDF.type, kind)):
        found[shape.removeprefix(SHAPES)] = next(shapes().subjects(None, shape), shape)
    return found


def alone(name: str) -> Graph:
    """Return one shape or constraint, with nothing else but the target of what it belongs to."""
    shape, owner, parts = SHAPES[name], owners()[name], (SH["property"], SH.sparql)
    graph = Graph()
    for s, p, o in shapes():
        if p == SH.deactivated:
            continue
        if (s == shape and p not in parts) or (s == owner and (o == shape or p in (RDF.type, *TARGETS))):
            graph.add((s, p, o))
    return graph


def checked(quads: Iterable[ox.Quad]) -> Prepared:
    """Return what shapes are for: minutes graphs and derived in one, and what of the ontology stands beside them."""
    constant = ("/graph/ontology", "/graph/concepts", "/graph/entities", "/graph/catalog")
    graph = Prepared()
    lines = (f"{q.triple} .\n" for q in quads if not q.graph_name.value.endswith(constant))
    graph.parse(data="".join(lines), format="nt")
    graph.parse(data=background_of(read_vocabulary()).lines.decode(), format="nt")
    return graph


@cache
def good() -> Prepared:
    return checked(ox.parse(kg.export_quads(MINUTES, "minutes.txt"), format=ox.RdfFormat.N_QUADS))


def validate(graph: Prepared, by: Graph) -> tuple[bool, Graph, str]:
    return pyshacl.validate(graph, shacl_graph=by, advanced=True, inplace=True)


@cache
def names() -> dict[str, str]:
    """Return the prefixes that stand for things of the good graph, and for their passages."""
    graph = good()

    def about(predicate: URIRef, target: URIRef | None = None) -> URIRef:
        [found] = set(graph.subjects(predicate, target))
        return found

    def called(label: str, kind: URIRef) -> URIRef:
        [found] = {s for s, o in graph.subject_objects(RDFS.label) if str(o) == label and (s, RDF.type, kind) in graph}
        return found

    org, foaf = Namespace("http://www.w3.org/ns/org#"), Namespace("http://xmlns.com/foaf/0.1/")
    meeting, delisting = about(KG.date), about(KG.closes)
    minutes = next(s for s in graph.subjects(KG.meeting, meeting) if (s, RDF.type, KG.Minutes) in graph)
    found = {
        "meeting": meeting, "minutes": minutes, "graph": graph.value(minutes, KG.inGraph),
        "fragment": graph.value(about(KG.precedes), KG.meeting),
        "chair": called("臺北市政府市長柯文哲", KG.Chair), "second": called("新北市政府市長侯友宜", KG.Chair), "person": called("柯文哲", foaf.Person),
        "recorder": called("王小明", foaf.Person), "platform": called("雙北合作交流平臺", org.OrganizationalCollaboration),
        "group": called("交通組", KG.WorkingGroup), "project": called("淡海輕軌", KG.Project),
        "case": about(KG.delistedBy), "delisting": delisting, "addition": graph.value(delisting, KG.closes),
        "dropping": about(KG.directive), "cited": about(KG.fromMeeting), "directive": about(KG.issuedBy),
        "statement": about(RDF.type, KG.Statement), "item": called("陸 議題小組報告", KG.AgendaItem),
        "claim": next(s for s in sorted(graph.subjects(RDF.type, KG.CountClaim)) if (s, KG.meeting, meeting) in graph),
        "covered": next(s for s in sorted(graph.subjects(RDF.type, KG.CoverageLedger)) if (s, KG.meeting, meeting) in graph),
    }  # fmt: skip
    for name, iri in list(found.items()):
        for passage in sorted(graph.objects(iri, KG.evidence)):
            found.setdefault(f"{name}-{passage.rpartition('=')[2]}", passage)
    return {name: str(iri) for name, iri in found.items()}


def rows() -> list[tuple[str, str, str]]:
    lines = (line.split(" |", 2) for line in MUTANTS.splitlines() if line)
    return [(shape.strip(), removed.strip(), added.strip()) for shape, removed, added in lines]


def triples(turtle: str) -> Graph:
    things = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in names().items())
    return Graph().parse(data=PREFIXES + things + turtle, format="turtle")


def refusals(report: Graph) -> set[str]:
    """Return what refused: the constraint where there is one, else the shape."""
    results = list(report.subjects(RDF.type, SH.ValidationResult))
    named = (report.value(r, SH.sourceConstraint) or report.value(r, SH.sourceShape) for r in results)
    return {str(shape).removeprefix(SHAPES) for shape in named}


@pytest.mark.skipif(not EXPORT.exists(), reason="exports/graph.nq is not made yet: run `kg export`")
def test_the_export_conforms() -> None:
    conforms, _, text = validate(checked(ox.parse(path=str(EXPORT))), Graph().parse(SHAPES_FILE))
    assert conforms, text


def test_the_good_graph_conforms() -> None:
    conforms, _, text = validate(Prepared() + good(), Graph().parse(SHAPES_FILE))
    assert conforms, text


@pytest.mark.parametrize(("shape", "removed", "added"), rows(), ids=[f"{i}-{row[0]}" for i, row in enumerate(rows())])
def test_shape_refuses_its_mutant(shape: str, removed: str, added: str) -> None:
    assert all(triple in good() for triple in triples(removed)), "what is removed stands in the good graph"
    assert not any(triple in good() for triple in triples(added)), "what is added does not"
    mutant = Prepared()
    mutant += good()
    mutant -= triples(removed)
    mutant += triples(added)
    _, report, _ = validate(mutant, alone(shape))
    assert refusals(report) == {shape}


def test_every_shape_has_a_mutant() -> None:
    assert owners().keys() - {shape for shape, _, _ in rows()} == set()


def test_every_shape_says_what_is_wrong_in_both_languages() -> None:
    for shape in owners():
        messages = list(shapes().objects(SHAPES[shape], SH.message))
        assert sorted(m.language for m in messages) == ["en", "zh-hant"], shape
        assert {m.language: str(m)[-1] for m in messages} == {"en": ".", "zh-hant": "。"}, shape


def test_every_shape_is_ours_and_has_a_target() -> None:
    """There is nothing outside the namespace, and no property or constraint that no shape with a target holds."""
    assert {s for s in shapes().subjects() if not s.startswith(SHAPES)} == set()
    targeted = {s for p in TARGETS for s in shapes().subjects(p)}
    assert set(owners().values()) <= targeted
    held = {o for p in (SH["property"], SH.sparql) for o in shapes().objects(None, p)}
    assert {str(o).removeprefix(SHAPES) for o in held} <= owners().keys()
