"""The saved questions: the answers that a reader of the sample finds, on two engines and from every export."""

import csv
import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from graphs import ALL, graph_files, sample_files

from kg.query import KINDS, asked_about, saved_queries
from kg.store import open_store
from kg.vocab import KG, PREFIXES

ANSWERS = Path(__file__).parent / "answers"
NAMES = sorted(saved_queries())
Rows = list[dict[str, str]]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, about itself


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return sample_files(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def stores(files: dict[str, Path]) -> dict[str, ox.Store]:
    return {name: open_store(path) for name, path in files.items()}


@pytest.fixture(scope="module")
def dataset(files: dict[str, Path]) -> rdflib.Dataset:
    found = rdflib.Dataset(default_union=False)
    found.parse(str(files["nq"]), format="nquads")
    return found


def rows(store: ox.Store, text: str) -> Rows:
    found = store.query(text)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: "" if value is None else value.value for name, value in zip(names, row, strict=True)} for row in found]


def asked(store: ox.Store, name: str, *values: str) -> Rows:
    return rows(store, asked_about(store, saved_queries()[name], values, {}))


@cache
def frozen(name: str) -> Rows:
    with (ANSWERS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "evidence"])
def test_the_answer_is_what_a_reader_finds(stores: dict[str, ox.Store], name: str) -> None:
    columns = frozen(name)[0]
    assert [{column: row[column] for column in columns} for row in asked(stores["nq"], name)] == frozen(name)


@pytest.mark.parametrize("name", NAMES)
def test_two_engines_give_the_same_rows_in_the_same_order(stores: dict[str, ox.Store], dataset: rdflib.Dataset, name: str) -> None:
    text = asked_about(stores["nq"], saved_queries()[name], ["雙北市集商圈防疫合作"] if name == "evidence" else [], {})
    other = [{str(name): "" if (value := row[name]) is None else str(value) for name in row.labels} for row in dataset.query(text)]
    assert other == rows(stores["nq"], text)
    assert other


@pytest.mark.parametrize("name", NAMES)
def test_every_export_gives_the_same_answer(stores: dict[str, ox.Store], name: str) -> None:
    expected = asked(stores["nq"], name)
    for form in ALL:
        assert asked(stores[form], name) == expected, form


@pytest.mark.parametrize("name", NAMES)
def test_rows_come_once_and_in_one_order(stores: dict[str, ox.Store], name: str) -> None:
    found = [tuple(row.items()) for row in asked(stores["nq"], name)]
    assert len(found) == len(set(found))
    always = [column for column in dict(found[0]) if all(dict(row)[column] for row in found)]
    assert always


def test_evidence_of_everything_is_where_it_says(stores: dict[str, ox.Store]) -> None:
    texts = {q.subject.value: q.object.value for q in stores["nq"].quads_for_pattern(None, ox.NamedNode(PREFIXES["nif"] + "isString"), None)}
    found = asked(stores["nq"], "evidence")
    for row in found:
        assert texts[row["passage"].partition("#")[0]][int(row["begin"]) : int(row["end"])] == row["quote"]
    told = {(q.subject.value, q.object.value) for q in stores["nq"].quads_for_pattern(None, ox.NamedNode(KG.evidence), None)}
    assert {(row["subject"], row["passage"]) for row in found} == told


def test_evidence_of_one_case(stores: dict[str, ox.Store]) -> None:
    """The text: 產業民生組「共同推行…」、「雙北市集商圈防疫合作」,與…同意新增合作方案。"""
    found = asked(stores["nq"], "evidence", "雙北市集商圈防疫合作")
    assert {(row["subjectName"], row["fact"], row["value"], row["quote"]) for row in found} == {
        ("雙北市集商圈防疫合作", "label", "雙北市集商圈防疫合作", "雙北市集商圈防疫合作"),
        ("產業民生組 同意新增 雙北市集商圈防疫合作", "案件", "雙北市集商圈防疫合作", "雙北市集商圈防疫合作"),
        ("一", "提及", "雙北市集商圈防疫合作", "雙北市集商圈防疫合作"),
    }


def test_a_project_is_told_with_its_parts_and_under_its_aliases(stores: dict[str, ox.Store]) -> None:
    for form in ("nq", "ttl"):
        assert {row["projectName"] for row in asked(stores[form], "directives-about", "捷運環狀線")} == {"環狀線", "環狀線第一階段"}
        assert {row["projectName"] for row in asked(stores[form], "directives-about", "環狀線第一階段")} == {"環狀線第一階段"}


def test_a_city_is_told_with_its_departments_and_collectives(stores: dict[str, ox.Store]) -> None:
    found = {row["addresseeName"] for row in asked(stores["nq"], "asked-to-act", "台北市")}
    assert found == {"臺北市政府", "臺北市政府資訊局", "雙北", "雙北捷運局", "雙北消防局"}


def test_a_pair_of_projects_is_found_from_both_sides(stores: dict[str, ox.Store]) -> None:
    for one, other in (("松山機場", "汐止民生線"), ("汐止民生線", "松山機場")):
        assert {(row["projectName"], row["otherName"]) for row in asked(stores["nq"], "projects-together", one)} == {(one, other)}


# --- what the sample does not hold -----------------------------------------------------------------------------------------

TITLE = "{body} {year} 年度市長層級會議紀錄\n\n壹、會議時間：{year} 年 3 月 1 日下午 2 時\n\n貳、議題小組報告：\n\n"
LIVES = {
    "a.txt": TITLE.format(body="雙北合作交流平臺", year=112) + "一、交通組：\n\n(一) 同意新增「共享單車」1案。\n\n(二) 同意新增「公車動態」1案。\n\n二、同意新增「路燈節能」1案。\n",
    "b.txt": TITLE.format(body="雙北合作交流平臺", year=113) + "一、災防組：\n\n(一) 同意解除列管「共享單車」1案。\n\n(二) 同意新增「公車動態」1案。\n",
    "c.txt": TITLE.format(body="雙北合作交流平臺", year=114) + "一、產業民生組：\n\n(一) 同意新增「共享單車」1案。\n\n(二) 同意解除列管「公車即時動態」1案。\n",
    "d.txt": TITLE.format(body="基北北桃合作交流平臺", year=113) + "一、交通組：\n\n(一) 同意新增「共享單車」1案。\n",
}
CORRECTION = """
PREFIX kg: <https://kg.example/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA {{ GRAPH <https://kg.example/graph/correction/x> {{
  <https://kg.example/case/雙北合作交流平臺/公車即時動態> owl:sameAs <https://kg.example/case/雙北合作交流平臺/公車動態> .
  <https://kg.example/correction/x/1> kg:corrects <{decision}> ; kg:correctedProperty kg:group .
  <{decision}> kg:group <https://kg.example/group/雙北合作交流平臺/災防組> .
}} }}
"""


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    store = open_store(graph_files(LIVES, tmp_path_factory.mktemp("lives"), "nq")["nq"])
    store.update(CORRECTION.format(decision="https://kg.example/decision/雙北合作交流平臺/市長層級/112/added/case/路燈節能"))
    return store


def told(found: Rows, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in columns) for row in found]


def test_an_open_case_has_one_row_its_latest_addition(lives: ox.Store) -> None:
    assert told(asked(lives, "open-cases"), "caseTitle", "addedOn", "groupName") == [
        ("路燈節能", "2023-03-01", "災防組"),
        ("公車動態", "2024-03-01", "災防組"),
        ("共享單車", "2024-03-01", "交通組"),
        ("共享單車", "2025-03-01", "產業民生組"),
    ]


def test_a_corrected_group_is_the_one_that_is_shown_and_asked(lives: ox.Store) -> None:
    assert told(asked(lives, "open-cases", "災防組"), "caseTitle") == [("路燈節能",), ("公車動態",)]
    assert ("災防組", "112", "1", "0") in told(asked(lives, "group-activity"), "groupName", "rocYear", "casesAdded", "casesDelisted")


def test_a_case_is_told_with_what_was_decided_under_its_alias(lives: ox.Store) -> None:
    for name in ("公車動態", "公車即時動態"):
        assert told(asked(lives, "case-history", name), "date", "actionName", "quote") == [
            ("2023-03-01", "新增", "公車動態"),
            ("2024-03-01", "新增", "公車動態"),
            ("2025-03-01", "解除列管", "公車即時動態"),
        ]


def test_each_closing_belongs_to_its_addition(lives: ox.Store) -> None:
    assert told(asked(lives, "closed-cases"), "caseTitle", "addedOn", "delistedOn", "days") == [("共享單車", "2023-03-01", "2024-03-01", "366")]


# --- the files themselves ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_file_keeps_to_the_rules(name: str) -> None:
    saved = saved_queries()[name]
    body = "\n".join(line for line in saved.text.splitlines() if not line.startswith(("#", "PREFIX")))
    assert saved.title and saved.title_en and saved.question and saved.question_en
    assert (saved.parameter is not None) == ("{ UNDEF }" in body)
    assert saved.parameter is None or saved.parameter in KINDS
    assert not re.search(r"NOT EXISTS|YEAR\(|SERVICE|https?://", body)
    assert "GRAPH" in body and "ORDER BY" in body
    used = set(re.findall(r"(?<![\w?:/])kg:(\w+)", body))
    assert used <= {iri.partition("#")[2] for iri in (getattr(KG, term) for term in KG) if "#" in iri}


def test_the_questions_of_the_contract_are_there() -> None:
    assert sorted(
        "open-cases case-history closed-cases delisted-unseen group-activity directives-about projects-together asked-to-act who-chaired "
        "cited-not-held count-claims evidence".split()
    ) == NAMES  # fmt: skip
