"""The view: things and typed edges, the same from every kind of source, with the quotes of the text."""

from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from graphs import ALL, graph_files, sample_files

import kg
from kg.network import KINDS, index_of, view_of
from kg.store import open_store

PLATFORM, GROUP = "https://kg.example/organization/雙北合作交流平臺", "https://kg.example/group/雙北合作交流平臺/"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return sample_files(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def view() -> nx.MultiDiGraph:
    return kg.view()


def stated(view: nx.MultiDiGraph) -> tuple[list[object], list[object]]:
    return list(view.nodes(data=True)), list(view.edges(keys=True, data=True))


def test_decisions_are_edges_from_the_group_that_reports_them(view: nx.MultiDiGraph) -> None:
    actions = Counter(facts["kind"] for _, _, facts in view.edges(data=True))
    # The gold of the sample: 45 additions and delistings of cases, four delisted directives.
    assert actions["added"] + actions["delisted"] == 49
    added = view.get_edge_data(f"{GROUP}交通組", "https://kg.example/case/雙北合作交流平臺/捷運環狀線第一階段未來營運相關事宜")
    (facts,) = added.values()
    assert (facts["kind"], facts["label"], facts["wording"], facts["date"]) == ("added", "新增", "同意新增", "")
    assert [f"{q.text} {q.line}" for q in facts["quotes"]] == ["交通組 11", "同意新增 11", "捷運環狀線第一階段未來營運相關事宜 11"]


def test_nodes_are_what_minutes_name(view: nx.MultiDiGraph) -> None:
    assert {facts["kind"] for _, facts in view.nodes(data=True)} == set(KINDS)
    case = view.nodes["https://kg.example/case/雙北合作交流平臺/雙北人民團體培力模式交流"]
    assert {name: case[name] for name in ("label", "kind", "status", "start", "end")} == {
        "label": "雙北人民團體培力模式交流", "kind": "case", "status": "delisted", "start": "2021-03-29", "end": "2022-03-18",
    }  # fmt: skip
    hubs = {facts["label"] for _, facts in view.nodes(data=True) if facts.get("hub") and facts["kind"] != "person"}
    assert {"雙北合作交流平臺", "臺北市政府", "新北市政府", "雙北"} <= hubs and not hubs & {"臺北市政府資訊局", "雙北捷運局", "環境保護署"}


@pytest.mark.parametrize("name", ALL)
def test_every_export_gives_the_same_things_and_edges(files: dict[str, Path], view: nx.MultiDiGraph, name: str) -> None:
    other = kg.view(files[name])
    assert list(other.nodes(data=True)) == list(view.nodes(data=True))
    assert list(other.edges(keys=True)) == list(view.edges(keys=True))


def test_a_store_rdflib_and_the_index_give_the_same_view(files: dict[str, Path], view: nx.MultiDiGraph) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(str(files["nq"]), format="nquads")
    with index_of(files["nq"]) as index:
        for source in (open_store(files["nq"]), dataset, index):
            assert stated(view_of(source)) == stated(view)


def test_quads_in_any_order_give_the_same_view(files: dict[str, Path], view: nx.MultiDiGraph, tmp_path: Path) -> None:
    lines = files["nq"].read_bytes().splitlines(keepends=True)
    shuffled = tmp_path / "shuffled.nq"
    shuffled.write_bytes(b"# by turns\r\n" + b"".join(line for turn in range(7) for line in lines[turn::7]))
    assert stated(view_of(shuffled)) == stated(view)


def test_every_quote_is_the_text_of_its_minutes(view: nx.MultiDiGraph) -> None:
    text = (Path(kg.__file__).parent / "data" / "platform-mayor-level.txt").read_text("utf-8").splitlines()
    quotes = [q for _, _, facts in view.edges(data=True) for q in facts["quotes"]]
    assert len(quotes) > 300
    for q in quotes:
        first = q.text.splitlines()[0]
        assert text[q.line - 1][q.column - 1 :].startswith(first)


def test_every_edge_of_minutes_is_quoted_or_structural(view: nx.MultiDiGraph) -> None:
    unquoted = {facts["kind"] for _, _, facts in view.edges(data=True) if not facts["quotes"]}
    assert unquoted <= {"isPartOf", "unitOf", "memberOf", "hasMember", "subOrganizationOf", "office", "precedes"}


def test_identity_with_the_rdf_is_kept(files: dict[str, Path], view: nx.MultiDiGraph) -> None:
    store = open_store(files["nq"])
    known = {q.subject.value for q in store if hasattr(q.subject, "value")}
    assert set(view) <= known
    assert {facts["through"] for _, _, facts in view.edges(data=True)} <= known


def test_filters_leave_what_they_say(view: nx.MultiDiGraph) -> None:
    assert {d["kind"] for _, d in kg.view(kinds=("project", "directive")).nodes(data=True)} == {"project", "directive"}
    listed = kg.view(statuses=("listed",))
    assert {d["status"] for _, d in listed.nodes(data=True) if d["kind"] == "case"} == {"listed"}
    later = kg.view(since="2021-01-01", until="2021-12-31")
    assert {d["date"] for _, _, d in later.edges(data=True) if d["meeting"]} == {"2021-03-29"}
    traffic = kg.view(groups=(f"{GROUP}交通組",))
    assert {d["label"] for _, d in traffic.nodes(data=True) if d["kind"] == "group"} == {"交通組"}
    assert stated(kg.select(view)) == stated(view)


def test_a_corrected_group_takes_the_place_of_the_printed_one(tmp_path: Path) -> None:
    minutes = tmp_path / "112.txt"
    minutes.write_text("雙北合作交流平臺 112 年度市長層級會議紀錄\n\n壹、議題小組報告：\n\n一、交通組「南港轉乘改善」等 1 案同意新增合作方案。\n", "utf-8")
    minutes.with_name("112.corrections.toml").write_text(
        'by = "王小明"\n[[correction]]\ncase = "南港轉乘改善"\nproperty = "group"\nvalue = "環境資源組"\nreason = "更正函"\n', "utf-8"
    )
    added = [(a.rpartition("/")[2], d["quotes"][-1].text) for a, _, d in kg.view(str(minutes)).edges(data=True) if d["kind"] == "added"]
    assert added == [("環境資源組", "同意新增")]


def test_a_graph_that_says_little_is_no_error(tmp_path: Path) -> None:
    little = graph_files({"112.txt": "雙北合作交流平臺 112 年度市長層級會議紀錄\n\n壹、主席：臺北市政府 柯市長文哲\n"}, tmp_path, "nq")["nq"]
    assert Counter(d["kind"] for _, d in kg.view(little).nodes(data=True)) == {"meeting": 1, "person": 1, "organization": 3}
