"""What a person states beside the minutes, and what comes of it.

Each test shows minutes and a corrections file, and reads the graphs.
"""

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import pipeline
from kg.validate import violations
from tests.corrected import (
    ADDED,
    BASE,
    CLOSED_CASE,
    DATED,
    DELISTED,
    FRAGMENT,
    HEAD,
    KG,
    LABEL,
    ONE,
    PLATFORM,
    PROV,
    RDF_TYPE,
    SAME,
    SAMPLE,
    XSD,
    alias,
    correction,
    export,
    fragment,
    minutes,
    sample,
)  # fmt: skip

# --- a date --------------------------------------------------------------------------------------------------------------


def test_a_fragment_is_dated() -> None:
    found, meeting = sample(DATED), f"{BASE}meeting/{FRAGMENT}"
    graph = f"correction/{FRAGMENT}"
    assert found.said() == []
    assert found.corrected().keys() == {graph}
    assert found.of(graph, meeting, KG + "date") == ["2019-02-23"]
    assert found.of(graph, meeting, KG + "year") == ["2019"]
    assert found.of(graph, meeting, KG + "dayNumber") == ["17950"]
    assert found.of(graph, meeting, RDF_TYPE) == [KG + "Meeting"]


def test_a_correction_says_who_what_and_why() -> None:
    found, graph = sample(DATED), f"correction/{FRAGMENT}"
    (it,) = {line.split(" ")[0][1:-1] for line in found.graphs[graph] if f"<{KG}Correction>" in line}
    assert it.startswith(f"{BASE}correction/{FRAGMENT}/") and len(it.rpartition("/")[2]) == 12
    assert found.of(graph, it, KG + "corrects") == [f"{BASE}meeting/{FRAGMENT}"]
    assert found.of(graph, it, KG + "correctedProperty") == [KG + "date"]
    assert found.of(graph, it, "http://purl.org/dc/terms/description") == ["臺北燈節 2019 閉幕前一日；見新聞稿"]
    assert found.of(graph, it, LABEL) == ["日期更正為 2019-02-23"]
    assert found.of(graph, it, PROV + "wasAttributedTo") == [f"{BASE}agent/王小明"]
    assert found.of(graph, f"{BASE}agent/王小明", RDF_TYPE) == [PROV + "Agent"]
    assert found.of(graph, f"{BASE}agent/王小明", LABEL) == ["王小明"]


def test_the_graphs_of_minutes_do_not_change_by_a_byte() -> None:
    before, after = sample().graphs, sample(DATED).graphs
    assert {name for name in after if after[name] != before.get(name)} == {f"correction/{FRAGMENT}", "derived"}
    assert len(before) == 4 + 5


def test_conclusions_name_the_corrections_they_rest_on() -> None:
    before, after = (x.of("derived", f"{BASE}graph/derived", PROV + "wasDerivedFrom") for x in (sample(), sample(DATED)))
    assert set(after) - set(before) == {f"{BASE}graph/correction/{FRAGMENT}"}


def test_a_dated_fragment_has_its_place_in_time() -> None:
    """Unknown without the date: delisted in minutes that nobody can place."""
    one, two = minutes(109, "同意新增「市集防疫」1案。"), fragment("同意解除列管「市集防疫」1案。")
    open_ = export((one, ""), (two, ""))
    assert (open_.life("status"), open_.life("anomaly")) == (["unknown"], ["order-unknown"])
    later = export((one, ""), (two, HEAD + correction(property="日期", value=date(2021, 1, 5))))
    assert (later.life("status"), later.life("anomaly")) == (["delisted"], [])
    assert any(f"<{KG}closes>" in line for line in later.graphs["derived"])
    earlier = export((one, ""), (two, HEAD + correction(property="日期", value=date(2019, 1, 5))))
    assert (earlier.life("status"), earlier.life("anomaly")) == (["listed"], ["delisted-unseen"])


def test_an_overruled_date_stands_beside_the_printed_one_and_decides() -> None:
    one, two = minutes(109, "同意新增「市集防疫」1案。"), minutes(110, "同意解除列管「市集防疫」1案。")
    found = export((one, ""), (two, HEAD + correction(property="date", value=date(2019, 5, 8))))
    key = f"{PLATFORM}/市長層級/110"
    assert found.of(key, f"{BASE}meeting/{key}", KG + "date") == ["2021-05-08"]
    assert found.of(f"correction/{key}", f"{BASE}meeting/{key}", KG + "date") == ["2019-05-08"]
    assert found.life("status") == ["listed"]
    assert [d.severity for d in found.found if d.code == "correction-overrules"] == ["info"]
    assert found.report.refused == 0


# --- other facts of a meeting ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "value", "property_", "term"),
    [
        (("startTime", "start time", "開始時間"), '"9:05"', KG + "startTime", '"09:05"'),
        (("endTime", "散會時間"), "16:30:00", KG + "endTime", '"16:30"'),
        (("venue", "地點", "會議地點"), '"臺北市政府 12 樓"', KG + "venue", '"臺北市政府 12 樓"'),
        (("title", "會議名稱"), '"第一次籌備會議紀錄"', LABEL, '"第一次籌備會議紀錄"@zh-hant'),
        (("series", "所屬機構"), f'"{PLATFORM}"', KG + "series", f"<{BASE}organization/{PLATFORM}>"),
        (("level", "會議層級"), '"副市長層級"', KG + "level", f"<{BASE}concept/level/deputy-mayor>"),
        (("level", "kg:level"), '"deputy-mayor"', KG + "level", f"<{BASE}concept/level/deputy-mayor>"),
        (("ordinal", "次別"), "8", KG + "ordinal", f'"8"^^<{XSD}integer>'),
        (("rocYear", "民國年", "ROC year"), "108", KG + "rocYear", f'"108"^^<{XSD}integer>'),
        (("chairedBy", "主席", "主持"), '["柯文哲", "新北市政府市長侯友宜"]', KG + "chairedBy", f"<{BASE}chair/侯友宜/新北市政府/市長>"),
    ],
)
def test_what_a_meeting_was(names: tuple[str, ...], value: str, property_: str, term: str) -> None:
    for name in names:
        text = HEAD + f'[[correction]]\nproperty = "{name}"\nvalue = {value}\nreason = "見新聞稿"\n'
        found = export((fragment("同意新增「市集防疫」1案。"), text))
        assert [line for line in found.said() if " error[" in line] == []
        ((graph, lines),) = found.corrected().items()
        meeting = graph.replace("correction/", f"{BASE}meeting/")
        assert f"<{meeting}> <{property_}> {term} <{BASE}graph/{graph}> ." in lines


# --- decisions, statements, directives ---------------------------------------------------------------------------------------


def test_a_wrong_group() -> None:
    text = HEAD + correction(case="捷運環狀線第一階段未來營運相關事宜", property="組別", value="都會發展組")
    found, graph = sample(text), f"correction/{FRAGMENT}"
    decision = f"{BASE}decision/{FRAGMENT}/added/case/捷運環狀線第一階段未來營運相關事宜"
    assert found.of(graph, decision, KG + "group") == [f"{BASE}group/{PLATFORM}/都會發展組"]
    assert found.of(FRAGMENT, decision, KG + "group") == [f"{BASE}group/{PLATFORM}/交通組"]
    assert found.graphs[FRAGMENT] == sample().graphs[FRAGMENT]
    touched = set(found.graphs["derived"]) - set(sample().graphs["derived"])
    assert [line for line in touched if "wasDerivedFrom" not in line] == []


def test_the_corrected_group_is_found_by_the_query_of_the_contract() -> None:
    text = HEAD + correction(case="捷運環狀線第一階段未來營運相關事宜", property="group", value="都會發展組")
    store = ox.Store()
    store.bulk_load(sample(text).data, format=ox.RdfFormat.N_QUADS)
    query = f"""PREFIX kg: <{KG}> SELECT ?decision ?corrected WHERE {{
        GRAPH ?g {{ ?decision kg:group ?group ; kg:evidence ?any . ?any kg:supports kg:group }}
        OPTIONAL {{ GRAPH ?c {{ ?correction kg:corrects ?decision ; kg:correctedProperty kg:group . ?decision kg:group ?corrected }} }}
    }}"""
    rows = {(row["decision"].value, row["corrected"].value if row["corrected"] else None) for row in store.query(query)}
    assert [corrected for _, corrected in rows if corrected] == [f"{BASE}group/{PLATFORM}/都會發展組"]
    assert len(rows) > 20


def test_who_said_it_and_who_is_told() -> None:
    text = (
        HEAD
        + correction(quote="請新北市政府交通局儘速辦理", property="指示者", value="新北市政府市長侯友宜")
        + correction(quote="交通局儘速辦理", property="受指示者", value="臺北市政府交通局")
    )
    found = export((minutes(109, "洽悉。"), text))
    assert [line for line in found.said() if "error" in line] == []
    ((graph, lines),) = found.corrected().items()
    (directive,) = {line.split(" ")[0] for line in lines if f"<{KG}Directive>" in line}
    stated = {line.removesuffix(f" <{BASE}graph/{graph}> .") for line in lines}
    assert f"{directive} <{KG}issuedBy> <{BASE}chair/侯友宜/新北市政府/市長>" in stated
    assert f"{directive} <{KG}addressee> <{BASE}organization/臺北市政府交通局>" in stated


def test_quoted_words_tell_one_decision_from_another() -> None:
    text = HEAD + correction(quote="「機車退出騎樓」", property="group", value="環境資源組")
    found = export((minutes(109, "同意新增「市集防疫」1案。", "同意新增「機車退出騎樓」1案。"), text))
    (lines,) = found.corrected().values()
    assert [line.split(" ")[0].rpartition("/")[2] for line in lines if f"<{KG}group>" in line and f"<{KG}correctedProperty>" not in line] == ["機車退出騎樓>"]


# --- aliases -------------------------------------------------------------------------------------------------------------


def test_an_alias_joins_two_lives() -> None:
    apart, joined = export((ADDED, ""), (DELISTED, "")), export((ADDED, HEAD + ONE), (DELISTED, ""))
    other = f"{BASE}case/{PLATFORM}/雙北市集防疫合作"
    assert (apart.life("status"), apart.life("anomaly"), apart.life("status", other)) == (["delisted"], ["delisted-unseen"], ["listed"])
    assert joined.said() == []
    assert (joined.life("status"), joined.life("anomaly")) == (["delisted"], [])
    assert joined.life("addedBy") == ["雙北市集防疫合作"] and joined.life("delistedBy") == ["市集防疫"]
    addition, delisting = joined.of("derived", CLOSED_CASE, KG + "addedBy")[0], joined.of("derived", CLOSED_CASE, KG + "delistedBy")[0]
    assert joined.of("derived", delisting, KG + "closes") == [addition]


def test_an_alias_has_no_life_of_its_own() -> None:
    joined, other = export((ADDED, HEAD + ONE), (DELISTED, "")), f"{BASE}case/{PLATFORM}/雙北市集防疫合作"
    stated = [line for line in joined.graphs["derived"] if line.startswith(f"<{other}> ")]
    assert stated == [f"<{other}> <{SAME}> <{CLOSED_CASE}> <{BASE}graph/derived> ."]
    assert joined.of("derived", CLOSED_CASE, "http://www.w3.org/2004/02/skos/core#prefLabel") == ["雙北市集防疫合作"]
    assert joined.of("derived", CLOSED_CASE, "http://www.w3.org/2004/02/skos/core#altLabel") == ["市集防疫"]
    assert joined.of(f"correction/{PLATFORM}/市長層級/109", other, SAME) == [CLOSED_CASE]


def test_aliases_of_aliases_end_at_one_case() -> None:
    third = minutes(111, "同意新增「防疫市集」1案。")
    found = export((ADDED, HEAD + ONE), (DELISTED, HEAD + alias("市集防疫", "防疫市集")), (third, ""))
    last = f"{BASE}case/{PLATFORM}/防疫市集"
    assert found.said() == []
    assert (found.life("status", last), len(found.of("derived", last, KG + "addedBy"))) == (["listed"], 2)
    assert found.life("status") == []


def test_order_of_files_does_not_matter() -> None:
    files = [(ADDED, HEAD + ONE), (DELISTED, HEAD + correction(property="date", value=date(2021, 5, 9))), (minutes(111, "洽悉。"), "")]
    assert export(*files).data.replace(b'"1.txt"', b"").replace(b'"0.txt"', b"") == export(*files[1::-1], files[2]).data.replace(b'"1.txt"', b"").replace(b'"0.txt"', b"")


def test_what_is_spilled_to_disk_comes_back_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [(minutes(year, f"同意新增「{year}市集防疫」1案。"), HEAD + alias(f"{year}市集防疫", "100市集防疫") if year > 100 else "") for year in range(100, 112)]
    held = export(*files)
    monkeypatch.setattr(pipeline, "BOUND", 1 << 10)
    assert export(*files).data == held.data
    assert len(held.corrected()) == 11


def test_the_same_alias_stated_twice_is_one() -> None:
    again = minutes(111, "「雙北市集防疫合作」持續列管。")
    found = export((ADDED, HEAD + ONE), (DELISTED, ""), (again, HEAD.replace("王小明", "林大華") + ONE))
    assert found.said() == []
    assert found.life("status") == ["delisted"]
    assert len(found.corrected()) == 2


def test_contradictory_aliases_are_none() -> None:
    again = minutes(111, "「雙北市集防疫合作」持續列管。", "同意新增「夜市」1案。")
    found = export((ADDED, HEAD + ONE), (DELISTED, ""), (again, HEAD + alias("雙北市集防疫合作", "夜市")))
    assert [line.split(": ")[:2] for line in found.said()] == [["0.corrections.toml:4:8", "error[correction-conflict]"], ["2.corrections.toml:4:8", "error[correction-conflict]"]]
    assert found.corrected() == {}
    assert found.graphs["derived"] == export((ADDED, ""), (DELISTED, ""), (again, "")).graphs["derived"]


def test_aliases_in_a_circle_are_none_and_others_hold() -> None:
    text = HEAD + alias("甲案", "乙案") + alias("乙案", "甲案") + alias("丙案", "甲案")
    found = export((minutes(109, "同意新增「甲案」1案。", "同意新增「乙案」1案。", "同意解除列管「丙案」1案。"), text))
    assert ["alias of itself" in line for line in found.said()] == [True, True]
    assert found.life("status", f"{BASE}case/{PLATFORM}/甲") == ["delisted"]
    assert found.life("status", f"{BASE}case/{PLATFORM}/乙") == ["listed"]


def test_a_case_that_nobody_names_is_no_meaning() -> None:
    found = export((ADDED, HEAD + alias("雙北市集防疫合作", "市集防役")), (DELISTED, ""))
    assert found.said() == ["0.corrections.toml:4:8: error[correction-stale]: no minutes of this export name the case that it would mean"]
    assert found.corrected() == {}


def test_a_name_minted_from_the_text_is_a_known_thing() -> None:
    text = HEAD + '[[alias]]\nproject = "土城大橋"\nmeans = "環狀線"\nreason = "示例"\n'
    found = export((minutes(109, "請新北市政府交通局持續推動土城大橋。"), text))
    assert found.said() == []
    ((graph, _),) = found.corrected().items()
    assert found.of(graph, f"{BASE}project/{PLATFORM}/土城大橋", SAME) == [f"{BASE}project/環狀線"]
    assert found.of(graph, f"{BASE}project/環狀線", RDF_TYPE) == [KG + "Project"]


# --- what all graphs of corrections keep to -----------------------------------------------------------------------------------

ALL = DATED + alias("雙北心理衛生資源整合平臺", "雙北日間照顧中心每月收托空位查詢系統") + correction(property="開始時間", quote="合作。接下來臺北市智慧城市論壇", value="09:00")


def test_no_evidence_and_everything_is_attributed_named_and_typed() -> None:
    found = sample(ALL)
    assert found.said() == []
    quads = list(ox.parse("\n".join(found.graphs[f"correction/{FRAGMENT}"]).encode(), format=ox.RdfFormat.N_QUADS))
    assert not [q for q in quads if q.predicate.value == KG + "evidence" or "#char=" in str(q)]
    corrected = {(q.object.value, next(p.object.value for p in quads if p.subject == q.subject and p.predicate.value == KG + "correctedProperty")) for q in quads if q.predicate.value == KG + "corrects"}
    about = {(q.subject.value, q.predicate.value) for q in quads} - {(q.subject.value, p) for q in quads for p in (RDF_TYPE, LABEL)}
    stated = {(s, p) for s, p in about if not s.startswith((BASE + "correction/", BASE + "agent/"))}
    assert stated - {(s, KG + p) for s, _ in stated for p in ("year", "dayNumber")} == corrected
    assert len(corrected) == 3
    typed = {q.subject.value for q in quads if q.predicate.value == RDF_TYPE}
    named = {q.subject.value for q in quads} | {q.object.value for q in quads if isinstance(q.object, ox.NamedNode) and q.predicate.value not in (RDF_TYPE, KG + "correctedProperty")}
    assert named == typed
    labelled = {q.subject.value for q in quads if q.predicate.value == LABEL}
    assert typed - labelled == {f"{BASE}meeting/{FRAGMENT}"}, "headless minutes have no title, and no correction gave one"


def test_base_is_respected() -> None:
    other = "https://example.org/x/"
    text = ALL + correction(property="level", quote="合作。接下來臺北市智慧城市論壇", value="市長層級") + correction(property="主席", quote="合作。接下來臺北市智慧城市論壇", value="柯文哲")
    here, there = sample(text), export((SAMPLE.read_text("utf-8"), text), base=other)
    kinds = "meeting|minutes|chair|person|group|case|decision|directive|statement|count|item|project|organization|graph|correction|agent|coverage".split("|")
    moved = here.data.decode()
    for kind in kinds:
        moved = moved.replace(f"<{BASE}{kind}/", f"<{other}{kind}/")
    ours = {line for line in moved.splitlines() if "graph/correction/" in line or "graph/derived" in line}
    theirs = {line for line in there.data.decode().splitlines() if "graph/correction/" in line or "graph/derived" in line}
    assert ours == theirs and len(ours) > 100


def test_corrected_graphs_conform(tmp_path: Path) -> None:
    """Corrections are checked by themselves, and what follows from them beside the minutes."""
    dated = HEAD + correction(property="date", value=date(2019, 5, 8)) + correction(property="level", value="市長層級") + correction(property="title", value="第一次會議")
    found = export((fragment("「雙北市集防疫合作」持續列管。") + ADDED, HEAD + ONE + dated.removeprefix(HEAD).replace('value', 'quote = "捌、散會"\nvalue')), (DELISTED, ""))
    assert found.said() == [] and len(found.corrected()) == 2
    (tmp_path / "graph.nq").write_bytes(found.data)
    assert list(violations(tmp_path / "graph.nq")) == []
