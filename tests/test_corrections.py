"""What a person states beside the minutes: what comes of it, what does not, and what is said about it.

Each test shows minutes and a corrections file, and reads the graphs.
"""

import os
import random
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph

from kg import pipeline
from kg.diagnostics import Diagnostic, render
from kg.formats import FORMATS
from kg.source import Source
from kg.vocab import read_vocabulary

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "kg" / "data" / "platform-mayor-level.txt"
BASE = "https://kg.example/"
KG = BASE + "ontology#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SAME = "http://www.w3.org/2002/07/owl#sameAs"
PROV = "http://www.w3.org/ns/prov#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PLATFORM = "雙北合作交流平臺"
FRAGMENT = "2b4067b289d3"  # KEY of the first minutes of the sample
CLOSED_CASE = f"{BASE}case/{PLATFORM}/市集防疫"

HEAD = 'by = "王小明"\n'
DATED = HEAD + """
[[correction]]
quote = "合作。接下來臺北市智慧城市論壇"
property = "date"
value = 2019-02-23
reason = "臺北燈節 2019 閉幕前一日；見新聞稿"
"""


def minutes(year: int, *reports: str) -> str:
    """Write the minutes of a year's meeting, one numbered line a report of the transport group."""
    lines = "\n\n".join(f"{'一二三四五'[n]}、交通組：{report}" for n, report in enumerate(reports))
    return f"""\
{PLATFORM} {year} 年度市長層級會議紀錄

壹、會議時間：{year} 年 5 月 8 日下午 2 時

貳、會議地點：新北市政府 6 樓大禮堂

參、主席：臺北市政府 柯市長文哲

肆、議題小組報告：

{lines}

伍、主席結論：

一、柯市長：請新北市政府交通局儘速辦理。

陸、散會(下午 3 時)。
"""


def fragment(*reports: str) -> str:
    """Write minutes that lost their head, of the platform all the same."""
    lines = "\n\n".join(f"{'一二三四五'[n]}、交通組：{report}" for n, report in enumerate(reports))
    return f"臺北市與新北市的合作，{PLATFORM}。\n\n柒、議題小組報告：\n\n{lines}\n\n捌、散會(上午 10 時)。\n"


def alias(case: str, means: str, reason: str = "同一案") -> str:
    return f'\n[[alias]]\ncase = "{case}"\nmeans = "{means}"\nreason = "{reason}"\n'


def correction(**keys: object) -> str:
    """Write one correction; text between quotes, anything else as it is."""
    written = {name: f'"{value}"' if isinstance(value, str) else value for name, value in ({"reason": "見新聞稿"} | keys).items()}
    return "\n[[correction]]\n" + "".join(f"{name} = {value}\n" for name, value in written.items())


@dataclass
class Exported:
    """What files gave: the lines of each graph, and the findings as people see them."""

    data: bytes
    found: list[Diagnostic]
    report: pipeline.Report
    graphs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for line in self.data.decode().splitlines():
            self.graphs[line[line.rindex(" <") + 2 : -3].removeprefix(BASE + "graph/")].append(line)

    def of(self, graph: str, subject: str, predicate: str) -> list[str]:
        """Return what a graph states of a subject."""
        quads = ox.parse("\n".join(self.graphs[graph]).encode(), format=ox.RdfFormat.N_QUADS)
        return sorted(q.object.value for q in quads if q.subject.value == subject and q.predicate.value == predicate)

    def corrected(self) -> dict[str, list[str]]:
        return {name: lines for name, lines in self.graphs.items() if name.startswith("correction/")}

    def said(self) -> list[str]:
        """Return the first line of each finding about corrections."""
        return [render(d).splitlines()[0] for d in self.found if d.code.startswith("correction-")]

    def life(self, predicate: str, case: str = CLOSED_CASE) -> list[str]:
        return [value.rpartition("/")[2] for value in self.of("derived", case, KG + predicate)]


def export(*files: tuple[str, str], base: str = BASE) -> Exported:
    """Export files, each a text of minutes and the corrections beside it."""
    out: list[bytes] = []
    found: list[Diagnostic] = []
    report = pipeline.Report()
    sources = []
    for n, (text, corrections) in enumerate(files):
        beside = Source(text=corrections, name=f"{n}.corrections.toml", path=f"{n}.corrections.toml") if corrections else None
        sources.append(Source(text=text, name=f"{n}.txt", path=f"{n}.txt", corrections=beside))
    pipeline.export(sources, read_vocabulary(), out.append, base=base, report=report, tell=found.append)
    return Exported(b"".join(out), found, report)


@cache
def sample(corrections: str = "") -> Exported:
    return export((SAMPLE.read_text("utf-8"), corrections))


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
    later = export((one, ""), (two, HEAD + correction(property="日期", value=TomlDate("2021-01-05"))))
    assert (later.life("status"), later.life("anomaly")) == (["delisted"], [])
    assert any(f"<{KG}closes>" in line for line in later.graphs["derived"])
    earlier = export((one, ""), (two, HEAD + correction(property="日期", value=TomlDate("2019-01-05"))))
    assert (earlier.life("status"), earlier.life("anomaly")) == (["listed"], ["delisted-unseen"])


def test_an_overruled_date_stands_beside_the_printed_one_and_decides() -> None:
    one, two = minutes(109, "同意新增「市集防疫」1案。"), minutes(110, "同意解除列管「市集防疫」1案。")
    found = export((one, ""), (two, HEAD + correction(property="date", value=TomlDate("2019-05-08"))))
    key = f"{PLATFORM}/市長層級/110"
    assert found.of(key, f"{BASE}meeting/{key}", KG + "date") == ["2021-05-08"]
    assert found.of(f"correction/{key}", f"{BASE}meeting/{key}", KG + "date") == ["2019-05-08"]
    assert found.life("status") == ["listed"]
    assert [d.severity for d in found.found if d.code == "correction-overrules"] == ["info"]
    assert found.report.refused == 0


# --- other facts of a meeting ------------------------------------------------------------------------------------------------


class TomlDate(str):
    """A date as TOML writes it, without quotes."""

    def __format__(self, spec: str) -> str:
        return str.__str__(self)


def unquoted(text: str) -> str:
    return text


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
        assert found.said() == []
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

ADDED = minutes(109, "同意新增「雙北市集防疫合作」1案。")
DELISTED = minutes(110, "同意解除列管「市集防疫」1案。")
ONE = alias("雙北市集防疫合作", "市集防疫")


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
    files = [(ADDED, HEAD + ONE), (DELISTED, HEAD + correction(property="date", value=TomlDate("2021-05-09"))), (minutes(111, "洽悉。"), "")]
    assert export(*files).data.replace(b'"1.txt"', b"").replace(b'"0.txt"', b"") == export(*files[1::-1], files[2]).data.replace(b'"1.txt"', b"").replace(b'"0.txt"', b"")


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
    text = HEAD + '[[alias]]\nproject = "三鶯捷運線"\nmeans = "環狀線"\nreason = "示例"\n'
    found = export((minutes(109, "請新北市政府持續推動三鶯捷運線。"), text))
    assert found.said() == []
    ((graph, _),) = found.corrected().items()
    assert found.of(graph, f"{BASE}project/{PLATFORM}/三鶯捷運線", SAME) == [f"{BASE}project/環狀線"]
    assert found.of(graph, f"{BASE}project/環狀線", RDF_TYPE) == [KG + "Project"]


# --- what is refused -----------------------------------------------------------------------------------------------------------

TWO = minutes(109, "同意新增「市集防疫」1案。") + minutes(110, "同意解除列管「市集防疫」1案。")
# What is written below the first line, and what is said of it.
REFUSED = {
    "no-TOML": ('[[correction]]\nproperty = date\n', "3:12: error[correction-syntax]: this is no TOML: invalid value"),
    "chinese-key": ('[[correction]]\n屬性 = "date"\n', "3:1: error[correction-syntax]: this is no TOML: invalid statement"),
    "no-such-day": ('[[correction]]\nproperty = "date"\nvalue = 2019-02-30\nreason = "x"\n', "4:9: error[correction-syntax]: this is no TOML: invalid date or datetime"),
    "unknown-key": ('[[correction]]\npropertie = "date"\n', "3:1: error[correction-key]: unknown key `propertie`; did you mean `property`?"),
    "unknown-key-of-the-file": ('author = "x"\n', "2:1: error[correction-key]: unknown key `author`; keys are `by`, `role`, `correction`, `alias`"),
    "no-reason": ('[[correction]]\nproperty = "ordinal"\nvalue = 3\n', "2:1: error[correction-key]: `reason` is missing"),
    "empty-reason": ('[[correction]]\nproperty = "ordinal"\nvalue = 3\nreason = " "\n', "5:10: error[correction-key]: `reason` is empty"),
    "unknown-property": (correction(property="dates", value=3), "4:12: error[correction-key]: `property` is nothing that can be corrected; did you mean date?"),
    "date-in-quotes": (correction(property="date", quote="109 年 5 月", value="2019-02-23"), "6:9: error[correction-key]: `value` must be a date without quotes, such as 2019-02-23"),
    "roc-date": (correction(property="date", quote="109 年 5 月", value=TomlDate("0108-02-23")), "6:9: error[correction-key]: `value` is a date before 1912; write the year of the common era, 民國 108 年 as 2019"),
    "no-time": (correction(property="startTime", quote="109 年 5 月", value="下午"), '6:9: error[correction-key]: `value` must be a time of day, such as "14:30"'),
    "no-number": (correction(property="ordinal", quote="109 年 5 月", value="3"), "6:9: error[correction-key]: `value` must be a number from 1, without quotes"),
    "no-level": (correction(property="level", quote="109 年 5 月", value="區長"), "6:9: error[correction-key]: `value` must be one of 副市長層級, 市長層級, 議題小組"),
    "no-group": (correction(property="group", quote="同意新增「市集防疫」", value="交通祖"), f"6:9: error[correction-key]: `value` names nothing known in minutes of {PLATFORM}; did you mean 交通組?"),
    "of-what": (correction(property="group", value="環境資源組"), "2 minutes of the file are meant"),
    "one-table": ('[correction]\nproperty = "date"\n', "2:1: error[correction-key]: each correction begins with a line [[correction]], in two brackets"),
    "two-sorts": ('[[alias]]\ncase = "市集防疫"\nproject = "x"\nmeans = "y"\nreason = "z"\n', "2:1: error[correction-key]: an alias names exactly one of `case`, `project`, `organization`, `group`"),
    "quote-not-found": (correction(property="ordinal", quote="無此文字", value=3), "6:9: error[correction-stale]: these words stand in no minutes of the file".replace("6:9", "5:9")),
    "quote-in-two": (correction(property="ordinal", quote="新北市政府 6 樓", value=3), "5:9: error[correction-stale]: 2 minutes of the file are meant; quote words that stand in one only"),
    "case-in-two": (correction(property="group", case="市集防疫", value="環境資源組"), "5:8: error[correction-stale]: 2 minutes of the file are meant; add a `quote` that stands in one only"),
    "no-such-case": (correction(property="group", case="市集防役", value="環境資源組"), "5:8: error[correction-stale]: no case of these minutes has this title; did you mean 市集防疫?"),
    "no-such-alias": (alias("市場防疫", "市集防疫"), "4:8: error[correction-stale]: these minutes name no such case; did you mean 市集防疫?"),
    "one-already": (alias("市集 防疫案", "市集防疫"), "5:9: error[correction-stale]: the two spellings are one already"),
    "declared": ('[[alias]]\norganization = "新北市政府交通局"\nmeans = "臺北市政府交通局"\nreason = "x"\n', "3:16: error[correction-stale]: the vocabulary declares what this name means; change it there"),
    "printed-already": (correction(property="date", quote="109 年 5 月 8 日", value=TomlDate("2020-05-08")), "6:9: error[correction-stale]: the minutes state this already"),
    "group-already": (correction(property="group", quote="同意新增「市集防疫」", value="交通組"), "6:9: error[correction-stale]: the minutes state this already"),
    "nothing-there": (correction(property="speaker", quote="同意新增「市集防疫」", value="柯文哲"), "5:9: error[correction-stale]: no statement was read there"),
    "twice": (correction(property="ordinal", quote="109 年 5 月", value=3) + correction(property="次別", quote="109 年 5 月", value=4), "9:12: error[correction-conflict]: line 3 corrects this already; this one was not applied"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_hold_is_said_and_not_applied(name: str) -> None:
    text, said = REFUSED[name]
    good = correction(property="venue", quote="110 年 5 月", value="他處")
    found = export((TWO, HEAD + text + ("" if "syntax" in said else good)))
    errors = [line for line in found.said() if " error[" in line]
    assert any(said in line for line in errors), errors
    assert found.report.refused == len(errors) > 0
    assert found.report.minutes == 2, "the minutes are exported all the same"
    if "syntax" not in said and name != "one-table":
        assert any("他處" in line for lines in found.corrected().values() for line in lines), "and so are the other corrections"


def test_nothing_holds_that_nobody_states() -> None:
    found = export((TWO, correction(property="ordinal", quote="109 年 5 月", value=3)))
    assert found.said() == ["0.corrections.toml:1:1: error[correction-key]: `by` is missing: who states these corrections?; nothing of this file was applied"]
    assert found.corrected() == {}


def test_a_finding_shows_the_line() -> None:
    found = export((TWO, HEAD + correction(property="ordinal", quote="無此文字", value=3)))
    (it,) = [d for d in found.found if d.code == "correction-stale"]
    assert render(it).splitlines()[1:3] == ['  5 | quote = "無此文字"', "    |         ^^^^^^^^^^"]


def test_no_content_breaks_the_program() -> None:
    """Letters dropped, doubled and swapped, at random but the same on every run."""
    whole = DATED + ONE + correction(property="addressee", quote="請新北", value="x") + "value = [1, {a = '''\n[[alias]]\n'''}]\n"
    chance = random.Random(7)
    for _ in range(300):
        letters = list(whole)
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(letters))
            letters[place] = chance.choice(["", letters[place] * 2, '"', "[", "]", "\n", "=", "\\u0000", "\u2028", "案", "1" * 400])
        for d in export((ADDED, "".join(letters) or " ")).found:
            assert render(d)
    for text in ("[" * 9000, 'by = "\\u0007"', 'by = "a"\ncorrection = [{value = 0x' + "f" * 6000 + ', property = "ordinal", reason = "r"}]', "\u2028by=1", 'by="a"\nalias=[[]]'):
        assert export((ADDED, text)).report.refused > 0


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


def test_corrected_graphs_conform() -> None:
    lines = [f"{q.triple} .\n" for q in ox.parse(sample(ALL).data, format=ox.RdfFormat.N_QUADS) if not q.graph_name.value.endswith(("/ontology", "/concepts", "/entities", "/catalog"))]
    graph = Graph().parse(data="".join(lines), format="nt")
    graph += Graph().parse(ROOT / "ontology" / "kg.ttl")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=str(ROOT / "ontology" / "shapes.ttl"), advanced=True, inplace=True)
    assert conforms, text


# --- the program -------------------------------------------------------------------------------------------------------------


def kg(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "kg", "export", *arguments], cwd=folder, capture_output=True, env=os.environ | {"PYTHONUTF8": "1"}, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "109.txt").write_text(ADDED, "utf-8")
    (tmp_path / "in" / "110.md").write_text(DELISTED, "utf-8")
    (tmp_path / "in" / "109.corrections.toml").write_text(HEAD + ONE, "utf-8-sig")
    return tmp_path


def test_the_file_beside_the_minutes_is_read(folder: Path) -> None:
    for given in (["in"], ["in/109.txt", "in/110.md"], ["in/109.txt", "in/109.corrections.toml", "in/110.md"]):
        done = kg(folder, *given, "-f", "nq", "-o", "-")
        assert done.returncode == 0, done.stderr
        assert f"<{SAME}> <{CLOSED_CASE}> <{BASE}graph/derived> ." in done.stdout


def test_every_format_holds_them(folder: Path) -> None:
    assert kg(folder, "in", *(x for name in FORMATS for x in ("-f", name))).returncode == 0
    forms = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".jsonld": ox.RdfFormat.JSON_LD, ".rdf": ox.RdfFormat.RDF_XML}
    whole = {(q.triple, q.graph_name.value) for q in ox.parse(path=str(folder / "exports" / "graph.nq"))}
    flat = {triple for triple, graph in whole if not graph.endswith(("/ontology", "/concepts", "/entities", "/catalog"))}
    assert sum(graph.startswith(f"{BASE}graph/correction/") for _, graph in whole) > 10
    for suffix, form in forms.items():
        path = folder / "exports" / f"graph{suffix}"
        if path.exists():
            read = list(ox.parse(path=str(path), format=form))
            assert {(q.triple, q.graph_name.value) for q in read} == whole if form in (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG) else {q.triple for q in read} == flat
    assert "correction:" in (folder / "exports" / "graph.ttl").read_text("utf-8")


def test_what_is_refused_ends_with_1_and_the_rest_is_written(folder: Path) -> None:
    (folder / "in" / "110.corrections.toml").write_text(HEAD + correction(property="ordinal", quote="無此文字", value=3), "utf-8")
    done = kg(folder, "in")
    assert done.returncode == 1
    assert "in/110.corrections.toml:5:9: error[correction-stale]" in done.stderr
    assert SAME in (folder / "exports" / "graph.nq").read_text("utf-8")


def test_corrections_without_minutes_are_an_error(folder: Path) -> None:
    (folder / "in" / "111.corrections.toml").write_text(HEAD, "utf-8")
    for given in (["in"], ["in/109.txt", "in/110.md", "in/111.corrections.toml"]):
        done = kg(folder, *given)
        assert done.returncode == 1
        assert "in/111.corrections.toml: error[correction-stale]: no minutes called 111.* stand beside these corrections" in done.stderr
        assert "1 error" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00\xd8", b"\x89PNG\r\n\x1a\n\x00\x00", b"by = \xa4\xa4"])
def test_a_damaged_file_is_said(folder: Path, data: bytes) -> None:
    (folder / "in" / "110.corrections.toml").write_bytes(data)
    done = kg(folder, "in")
    assert done.returncode == 1
    assert "in/110.corrections.toml" in done.stderr
    assert SAME in (folder / "exports" / "graph.nq").read_text("utf-8")


def test_minutes_held_twice_take_the_corrections_that_stand_beside_the_one_exported(folder: Path) -> None:
    (folder / "in" / "another.txt").write_text(ADDED, "utf-8")
    (folder / "in" / "another.corrections.toml").write_text(HEAD + correction(property="venue", value="他處"), "utf-8")
    done = kg(folder, "in")
    assert done.returncode == 1
    assert "in/another.txt: error[correction-stale]: corrections of 雙北合作交流平臺/市長層級/109 stand beside this file" in done.stderr
    (folder / "in" / "another.corrections.toml").write_text(HEAD + ONE, "utf-8")
    assert kg(folder, "in").returncode == 0


def test_standard_input_has_no_corrections(folder: Path) -> None:
    (folder / "stdin.corrections.toml").write_text("no TOML", "utf-8")
    done = subprocess.run([sys.executable, "-m", "kg", "export", "-"], cwd=folder, input=ADDED.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
