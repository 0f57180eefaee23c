"""The words a person types, and what they stand for in a graph."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from graphs import graph_files, sample_files

from kg.names import find, near
from kg.store import open_store
from kg.vocab import KG

BODY = "雙北合作交流平臺"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    return open_store(sample_files(tmp_path_factory.mktemp("sample"), "nq")["nq"])


FOUND = {
    "環狀線": "project/環狀線",
    "捷運環狀線": "project/環狀線",
    "萬大線": "project/萬大-中和-樹林線",
    "萬大—中和—樹林線": "project/萬大-中和-樹林線",
    "Circular Line": "project/環狀線",
    "台北市政府": "organization/臺北市政府",
    "北市府": "organization/臺北市政府",
    "柯文哲": "person/柯文哲",
    "交通組": f"group/{BODY}/交通組",
    "北北基好玩卡景點合作與整合": f"case/{BODY}/北北基好玩卡景點合作與整合",
    "北北基好玩卡 景點合作與整合案": f"case/{BODY}/北北基好玩卡景點合作與整合",
    f"case/{BODY}/雙北市集商圈防疫合作": f"case/{BODY}/雙北市集商圈防疫合作",
    "<https://kg.example/project/環狀線>": "project/環狀線",
    "https://kg.example/project/%E7%92%B0%E7%8B%80%E7%B7%9A": "project/環狀線",
    "project/%E7%92%B0%E7%8B%80%E7%B7%9A": "project/環狀線",
    "action:added": "concept/action/added",
    f"{BODY} 109 年度市長層級會議紀錄": f"meeting/{BODY}/市長層級/109",
}


@pytest.mark.parametrize(("typed", "path"), FOUND.items())
def test_a_name_finds_one_thing(sample: ox.Store, typed: str, path: str) -> None:
    assert [thing.iri for thing in find(sample, typed)] == [f"https://kg.example/{path}"]


@pytest.mark.parametrize("typed", ["", " ", "環壯線", "a b", "http://[", "case/", "kg:", "<>", "案", '"'])
def test_what_names_nothing_finds_nothing(sample: ox.Store, typed: str) -> None:
    assert find(sample, typed) == []


def test_kinds_narrow_what_is_found(sample: ox.Store) -> None:
    assert find(sample, "環狀線", frozenset([KG.Case])) == []
    assert [thing.label for thing in find(sample, "捷運環狀線", frozenset([KG.Case, KG.Project]))] == ["捷運環狀線"]


NEAR = {"環壯線": "環狀線", "雙北市集防疫": "雙北市集商圈防疫合作", "柯文著": "柯文哲", "交通祖": "交通組"}


@pytest.mark.parametrize(("typed", "label"), NEAR.items())
def test_the_nearest_name_stands_first(sample: ox.Store, typed: str, label: str) -> None:
    found = near(sample, typed)
    assert found[0].label == label
    assert len(found) == len({thing.iri for thing in found}) <= 5


def test_nothing_is_near_to_words_of_another_world(sample: ox.Store) -> None:
    assert near(sample, "量子糾纏") == []


TWO_BODIES = {
    "a.txt": "雙北合作交流平臺 112 年度市長層級會議紀錄\n\n壹、議題小組報告：\n\n一、交通組：同意新增「共享單車」1案。\n",
    "b.txt": "基北北桃合作交流平臺 112 年度市長層級會議紀錄\n\n壹、議題小組報告：\n\n一、交通組：同意新增「共享單車」1案。\n",
}


def test_things_of_one_name_in_two_bodies_are_both_found(tmp_path: Path) -> None:
    store = open_store(graph_files(TWO_BODIES, tmp_path, "ttl")["ttl"])
    for name, kind in (("交通組", "group"), ("共享單車", "case")):
        assert [thing.iri for thing in find(store, name)] == [f"https://kg.example/{kind}/{body}/{name}" for body in ("基北北桃合作交流平臺", BODY)]


def test_a_name_that_minutes_use_stands_before_one_only_declared(tmp_path: Path) -> None:
    for name, base in (("nq", "https://example.org/minutes/"), ("ttl", "https://example.org/graph/")):
        folder = tmp_path / name
        folder.mkdir()
        store = open_store(graph_files({"b.txt": TWO_BODIES["b.txt"]}, folder, name, base=base)[name])
        assert [thing.iri for thing in find(store, "交通組")] == [f"{base}group/基北北桃合作交流平臺/交通組"]
        assert [thing.iri for thing in find(store, "group/基北北桃合作交流平臺/交通組")] == [f"{base}group/基北北桃合作交流平臺/交通組"]
        assert len(find(store, "教育文化組")) == 2
