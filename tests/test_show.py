"""`kg show`: all that a graph holds of one thing, each fact with its quote, file and line."""

import os
import re
from functools import cache
from pathlib import Path

import command
import pyoxigraph as ox
import pytest

from kg import export_quads
from kg.facts import BOOKKEEPING, Facts, triple
from kg.render import escape, quoted
from kg.show import dossier, markdown, text
from kg.show.dossier import about
from kg.vocab import FOAF, KG, ORG, RDF

GOLDEN = Path(__file__).parent / "golden" / "show"
SAMPLE = Path(__file__).parent.parent / "kg" / "data" / "platform-mayor-level.txt"
FIRST = "捷運環狀線第一階段、萬大-中和-樹林線請兩市持續積極合作，加速辦理，並擇適當時間安排兩市市長視察工程進度。"
CASE, MEETING = "雙北人民團體培力模式交流", "雙北合作交流平臺 110 年度市長層級會議紀錄"
MINUTES = """\
雙北合作交流平臺 112 年度市長層級會議紀錄

壹、會議時間：112 年 5 月 8 日(星期一)下午 2 時

貳、主席：臺北市政府 柯市長文哲

參、議題小組報告：

一、交通組：同意新增「共享*單車*」1案。

肆、主席結論：

一、柯市長：請新北市政府交通局儘速研議「共享*單車*」與環狀線之銜接。

伍、散會(下午 3 時)。
"""


def kg(*arguments: str) -> command.Said:
    return command.said(*arguments)


def shown(*arguments: str) -> str:
    done = kg("show", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@cache
def sample() -> ox.Store:
    return store_of(SAMPLE.read_text("utf-8"), "platform-mayor-level.txt")


def store_of(minutes: str, name: str = "minutes.txt", more: str = "") -> ox.Store:
    store = ox.Store()
    store.load(export_quads(minutes, name) + more.encode(), format=ox.RdfFormat.N_QUADS)
    return store


def of_kind(store: ox.Store, *kinds: str) -> list[str]:
    return sorted({q.subject.value for kind in kinds for q in store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(kind)) if isinstance(q.subject, ox.NamedNode)})


# --- known facts of the sample ---------------------------------------------------------------------------------------------


def test_a_project_shows_what_was_directed_about_its_parts() -> None:
    told = shown("環狀線")
    assert f"未載日期 （無標題）合作。接下來臺北市智慧城市論壇，新北市也是重要夥…：{FIRST}" in told
    place = re.search(rf"「{re.escape(FIRST)}」 platform-mayor-level\.txt:(\d+):(\d+)", told)
    assert place is not None
    text = SAMPLE.read_text("utf-8")
    text = text.lstrip("\n") if "行次自每份紀錄的開頭起算。" in told else text
    assert text.splitlines()[int(place[1]) - 1][int(place[2]) - 1 :] == FIRST
    assert "經由 環狀線第一階段" in told and "環狀線通車議題（僅被提及的先前指示）" in told


def test_what_is_said_about_a_person_is_not_said_by_him() -> None:
    told = shown("侯友宜")
    assert "侯市長熱情邀請" not in told
    assert "防疫最重要的是應變機制的快速反應" in told.partition("作成的指示")[2].partition("名稱\n")[0]


def test_a_case_shows_its_life_in_order() -> None:
    life = shown(CASE).partition("歷程")[2].partition("\n\n")[0]
    heads = re.findall(r"^  - (\d{4}-\d\d-\d\d（民國 \d+ 年 \d+ 月 \d+ 日）) (.*?)：(.*)$", life, re.M)
    assert heads == [
        ("2021-03-29（民國 110 年 3 月 29 日）", MEETING, f"衛生社福組 同意新增 {CASE}"),
        ("2022-03-18（民國 111 年 3 月 18 日）", MEETING.replace("110", "111"), f"衛生社福組 同意解除列管 {CASE}"),
    ]


def test_a_listed_case_is_not_said_to_be_listed_still() -> None:
    told = shown("行動天文館校園趴趴go!", "--lang", "en")
    assert "It was added, and not seen delisted in the minutes loaded" in told
    assert re.search(r"^  - undated untitled minutes: 合作。", told, re.M)


def test_english_headings_and_labels() -> None:
    told = shown("交通組", "--lang", "en")
    assert told.startswith("Transport Group (working group)")
    assert "Additions" in told and "action: added" in told


# --- nothing is left out ------------------------------------------------------------------------------------------------------


KINDS = (KG.Case, FOAF.Person, KG.Project, KG.WorkingGroup, ORG.FormalOrganization, KG.Collective, ORG.OrganizationalCollaboration, KG.Meeting,
         KG.Directive, KG.Decision, KG.Statement, KG.AgendaItem, KG.CountClaim, KG.Chair, KG.Minutes)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: re.split("[/#]", kind)[-1])
def test_every_quad_about_a_thing_appears(kind: str) -> None:
    facts = Facts(sample())
    things = of_kind(sample(), kind)
    assert things
    for thing in things:
        found = dossier(facts, thing)
        told = frozenset().union(*(fact.triples for section in found.sections for fact in section.facts))
        stated = [q for q in about(sample(), thing) if q.predicate.value not in BOOKKEEPING | {RDF.type}]
        assert {triple(q) for q in stated} <= told
        written = text(found, "zh-hant")
        for q in stated:
            own = q.subject == ox.NamedNode(thing)
            if q.predicate.value not in (KG.inGraph, "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString"):
                assert (told_as(facts, q.object) if own else facts.sentence(q.subject.value)) in written, q


def told_as(facts: Facts, term: ox.NamedNode | ox.Literal) -> str:
    return {"equal": "相等", "fewer": "列出較少", "more": "列出較多", "unnamed": "未列全"}.get(term.value, facts.value(term))


def test_the_quotes_of_a_dossier_stand_where_it_says() -> None:
    lines = SAMPLE.read_text("utf-8").splitlines()
    facts = Facts(sample())
    quotes = [said.quote for thing in of_kind(sample(), KG.Meeting) for section in dossier(facts, thing).sections for fact in section.facts for said in fact.quotes]
    assert len(quotes) > 400
    starts = {q.minutes: next(i for i, line in enumerate(lines) if facts.values(q.minutes, "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString")[0].splitlines()[0] == line) for q in quotes}
    for q in quotes:
        first = lines[starts[q.minutes] + q.line - 1] if facts.places.within(q.minutes) else lines[q.line - 1]
        assert first[q.column - 1 :].startswith(q.text.splitlines()[0])


def test_flat_graphs_show_the_same_facts(tmp_path: Path) -> None:
    assert kg("export", "-o", str(tmp_path), "-f", "ttl", "-f", "nq").returncode == 0
    from_flat, from_named = shown(CASE, "-g", str(tmp_path / "graph.ttl")), shown(CASE, "-g", str(tmp_path / "graph.nq"))
    assert re.findall("「.*」", from_flat) == re.findall("「.*」", from_named)


# --- names ------------------------------------------------------------------------------------------------------------------------


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    done = kg("show", "環狀綫")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing is called '環狀綫'" in done.stderr and "環狀線" in done.stderr.partition("nearest:")[2]


def test_a_name_of_several_things_lists_them_and_an_iri_picks_one(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(MINUTES.replace("雙北合作交流平臺", "基北北桃合作交流平臺"), "utf-8")
    (tmp_path / "minutes.txt").write_text(MINUTES, "utf-8")
    done = kg("show", "交通組", "-g", str(tmp_path))
    assert done.returncode == 2
    listed = re.findall(r"議題小組  (\S+)", done.stderr)
    assert listed == ["https://kg.example/group/基北北桃合作交流平臺/交通組", "https://kg.example/group/雙北合作交流平臺/交通組"]
    assert listed[1] in shown(listed[1], "-g", str(tmp_path))
    assert listed[0] in shown("交通組", "-g", str(other))  # the other is declared, but not used


def test_untitled_minutes_are_found_by_their_iri() -> None:
    meeting = next(iri for iri in of_kind(sample(), KG.Meeting) if Facts(sample()).label(iri).startswith("（無標題）"))
    told = shown(meeting)
    assert told.startswith("（無標題）合作。接下來臺北市智慧城市論壇") and "日期：未載日期。" in told
    assert kg("show", "no iri <at> all").returncode == 2


def test_a_title_of_minutes_means_the_meeting() -> None:
    assert shown(MEETING).splitlines()[0] == f"{MEETING}（會議）"


# --- Markdown and Turtle ----------------------------------------------------------------------------------------------------------


def test_marks_of_markdown_are_text(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(MINUTES, "utf-8")
    told = shown("共享*單車*", "-g", str(path), "-f", "md")
    assert told.startswith("# 共享\\*單車\\*\n")
    assert "  > 共享\\*單車\\*\n" in told
    assert not re.search(r"(?<!\\)\*", told)


@pytest.mark.parametrize(("raw", "written"), [
    ("1. 智慧", "1\\. 智慧"), ("- 一", "\\- 一"), ("2021-03-29", "2021-03-29"), ("<b>[x](y)", "\\<b\\>\\[x\\](y)"), ("# 標", "\\# 標"), ("a\nb", "a b"), ("+ 1", "\\+ 1"), ("1) x", "1\\) x"),
])  # fmt: skip
def test_escape(raw: str, written: str) -> None:
    assert escape(raw) == written


def test_a_quote_of_several_lines_stays_one_quote() -> None:
    assert quoted("新北市政府\n\n# 主持\r\n") == ["新北市政府\\", "\\# 主持"]


def test_turtle_is_the_quads_about_the_thing() -> None:
    made = shown("環狀線", "-f", "ttl")
    assert made.startswith("@prefix ") and shown("環狀線", "-f", "ttl") == made
    triples = {triple(q) for q in ox.parse(made, format=ox.RdfFormat.TURTLE)}
    thing = "https://kg.example/project/環狀線"
    assert {triple(q) for q in about(sample(), thing)} <= triples
    assert triples <= {triple(q) for q in sample()}


@pytest.mark.parametrize(("name", "thing", "suffix"), [(n, t, s) for n, t in (("case", CASE), ("meeting", MEETING)) for s in ("text", "md")])
def test_golden(name: str, thing: str, suffix: str) -> None:
    """`KG_GOLDEN=1 pytest tests/test_show.py` writes the files anew."""
    path, store = GOLDEN / f"{name}.{suffix}", sample()
    found = next(iri for iri in of_kind(store, KG.Case, KG.Meeting) if Facts(store).label(iri) == thing)
    made = (text if suffix == "text" else markdown)(dossier(Facts(store), found), "zh-hant")
    if os.environ.get("KG_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, "utf-8")
    assert made == path.read_text("utf-8")


# --- corrections --------------------------------------------------------------------------------------------------------------------


CORRECTION = """\
<https://kg.example/meeting/雙北合作交流平臺/市長層級/112> <https://kg.example/ontology#venue> "市政大樓" <https://kg.example/graph/correction/x> .
<https://kg.example/correction/x/1> <https://kg.example/ontology#corrects> <https://kg.example/meeting/雙北合作交流平臺/市長層級/112> <https://kg.example/graph/correction/x> .
<https://kg.example/correction/x/1> <https://kg.example/ontology#correctedProperty> <https://kg.example/ontology#venue> <https://kg.example/graph/correction/x> .
<https://kg.example/correction/x/1> <http://www.w3.org/2000/01/rdf-schema#label> "地點更正為 市政大樓"@zh-hant <https://kg.example/graph/correction/x> .
<https://kg.example/correction/x/1> <http://purl.org/dc/terms/description> "依簽到表" <https://kg.example/graph/correction/x> .
<https://kg.example/correction/x/1> <http://www.w3.org/ns/prov#wasAttributedTo> <https://kg.example/agent/編輯> <https://kg.example/graph/correction/x> .
<https://kg.example/agent/編輯> <http://www.w3.org/2000/01/rdf-schema#label> "編輯"@zh-hant <https://kg.example/graph/correction/x> .
"""


@pytest.mark.parametrize("place", ["", "貳、會議地點：市府大樓\n\n"], ids=["supplied", "instead"])
@pytest.mark.parametrize("graph", ["https://kg.example/graph/correction/x", "https://kg.example/graph/雙北合作交流平臺/市長層級/112"], ids=["named", "flat"])
def test_what_a_person_stated_is_marked_and_not_quoted(graph: str, place: str) -> None:
    minutes = MINUTES.replace("貳、主席", f"{place}貳、主席")
    store = store_of(minutes, more=CORRECTION.replace("https://kg.example/graph/correction/x", graph))
    header = dossier(Facts(store), "https://kg.example/meeting/雙北合作交流平臺/市長層級/112").sections[0]
    venue = next(fact for fact in header.facts if fact.text == "地點：市政大樓")
    assert (venue.quotes, venue.settled) == ((), "由 編輯 更正，非原文所載；理由：依簽到表")
    assert not any(fact.settled for fact in header.facts if fact is not venue)
    printed = [fact for fact in header.facts if fact.text.startswith("地點") and fact is not venue]
    assert [fact.quotes[0].quote.text for fact in printed] == (["市府大樓"] if place else [])


@pytest.mark.parametrize("graph", ["https://kg.example/graph/correction/x", "https://kg.example/graph/雙北合作交流平臺/市長層級/112"], ids=["named", "flat"])
def test_a_corrected_date_is_the_one_that_counts(graph: str) -> None:
    dated = CORRECTION.replace('"市政大樓"', '"2023-05-09"^^<http://www.w3.org/2001/XMLSchema#date>').replace("#venue", "#date").replace("地點更正為 市政大樓", "日期更正為 2023-05-09")
    store = store_of(MINUTES, more=dated.replace("https://kg.example/graph/correction/x", graph))
    facts = Facts(store)
    found = dossier(facts, "https://kg.example/meeting/雙北合作交流平臺/市長層級/112")
    dates = {fact.text: (bool(fact.quotes), bool(fact.settled)) for fact in found.sections[0].facts if fact.text.startswith("日期")}
    assert dates == {"日期：2023-05-08（民國 112 年 5 月 8 日）": (True, False), "日期：2023-05-09（民國 112 年 5 月 9 日）": (False, True)}
    assert facts.when("https://kg.example/meeting/雙北合作交流平臺/市長層級/112") == "2023-05-09"


def test_lines_are_those_of_the_file_where_the_catalog_says_where_minutes_start() -> None:
    stated = '<https://kg.example/minutes/雙北合作交流平臺/市長層級/112> <https://kg.example/ontology#firstLine> "41"^^<http://www.w3.org/2001/XMLSchema#integer> <https://kg.example/graph/catalog> .\n'
    quads = b"".join(line for line in export_quads(MINUTES).splitlines(keepends=True) if b"#firstLine>" not in line)
    store = ox.Store()
    store.load(quads + stated.encode(), format=ox.RdfFormat.N_QUADS)
    found = dossier(Facts(store), "https://kg.example/meeting/雙北合作交流平臺/市長層級/112")
    date = next(fact for fact in found.sections[0].facts if fact.text.startswith("日期"))
    assert (str(date.quotes[0].quote), found.notes) == ("minutes.txt:43:8", ())
