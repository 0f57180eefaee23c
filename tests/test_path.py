"""How two things are connected: each rank on minutes that show it, and the same from networkx, from the index and from SPARQL."""

import json
import random
from itertools import combinations
from pathlib import Path

import command
import pytest
from bench.generate import generate
from graphs import graph_files, sample_files

import kg
from kg.network import index_of
from kg.network.connections import query
from kg.network.explain import RANKS, connections, explain, sides
from kg.network.explanation import Explanation
from kg.network.links import ViewLinks
from kg.store import open_store

FIRST = "捷運環狀線第一階段、萬大-中和-樹林線請兩市持續積極合作，加速辦理，並擇適當時間安排兩市市長視察工程進度。"
MINUTES = """\
雙北合作交流平臺 112 年度市長層級會議紀錄

壹、會議時間：112 年 5 月 8 日(星期一)下午 2 時

貳、主席：臺北市政府 柯市長文哲

參、議題小組報告：

一、交通組「環狀線與三鶯線轉乘改善」等 1 案同意新增合作方案。

二、環境資源組「翡翠水庫專管操作」、「淡水河水質改善」等 2 案同意新增合作方案。

三、交通組「汐止民生線規劃」等 1 案同意新增合作方案。

肆、會議結論：

一、環狀線、萬大線請兩市加速辦理。

二、松山機場請臺北市政府交通局研議。

三、林口區公園用地請臺北市政府交通局儘速點交。

伍、散會(下午 2 時 45 分)。
"""
LATER = """\
雙北合作交流平臺 113 年度市長層級會議紀錄

壹、會議時間：113 年 5 月 6 日(星期一)下午 2 時

貳、主席：臺北市政府 柯市長文哲

參、會議結論：

一、萬大線、南港轉運園區請兩市加速辦理。

二、新店焚化園區請臺北市政府研議。
"""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory):
    return kg.view(graph_files({"112.txt": MINUTES, "113.txt": LATER}, tmp_path_factory.mktemp("connected"), "nq")["nq"])


def ranks(found: Explanation) -> list[tuple[str, str]]:
    return [(c.rank, c.context.rpartition("/")[2]) for c in found.connections]


def quotes(found: Explanation) -> list[str]:
    return [f"{q.text} {q.file}:{q.line}" for c in found.connections for edge in c.steps for q in edge.quotes]


def test_the_first_minutes_direct_both_lines_in_one_sentence() -> None:
    found = kg.explain("環狀線", "萬大-中和-樹林線")
    assert [c.rank for c in found.connections] == ["directive"]
    assert [edge.kind for edge in found.connections[0].steps] == ["isPartOf", "mentions", "mentions"]
    assert quotes(found) == ["捷運環狀線第一階段 platform-mayor-level.txt:63", "萬大-中和-樹林線 platform-mayor-level.txt:63"]
    assert f"「{FIRST}」 platform-mayor-level.txt:63:5" in found.text()
    assert "Circular Line, phase 1 is part of Circular Line." in found.text("en")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("環狀線", "萬大線", ("directive", None)),
        ("環狀線", "三鶯線", ("case", "環狀線與三鶯線轉乘改善")),
        ("翡翠水庫專管操作", "淡水河水質改善", ("item", "二")),
        ("環狀線", "汐止民生線", ("group", "交通組")),
        ("翡翠水庫專管", "環狀線", ("meeting", "112")),
        ("交通組", "汐止民生線規劃", ("direct", "")),
    ],
)
def test_the_most_telling_connection_comes_first(view, one: str, other: str, expected: tuple[str, str | None]) -> None:
    rank, context = ranks(kg.explain(one, other, view))[0]
    assert rank == expected[0]
    assert expected[1] is None or context == expected[1]
    assert ranks(kg.explain(other, one, view))[0] == (rank, context)


def test_an_organization_that_both_have_to_do_with(view) -> None:
    assert ranks(kg.explain("松山機場", "林口區公園用地", view)) == [("meeting", "112"), ("organization", "臺北市政府交通局")]


def test_a_chain_leads_by_way_of_a_third_thing(view) -> None:
    found = kg.explain("環狀線", "南港轉運園區", view)
    assert [c.rank for c in found.connections] == ["chain"]
    assert quotes(found) == ["環狀線 112.txt:17", "萬大線 112.txt:17", "萬大線 113.txt:9", "南港轉運園區 113.txt:9"]


def test_a_hub_connects_only_when_asked(view) -> None:
    found = kg.explain("松山機場", "新店焚化園區", view)
    assert found.connections == ()
    assert "臺北市政府" in [hub.label for hub in found.found.hubs] or found.found.hubs == ()
    assert "沒有關連" in found.text() and "113.txt:11" in found.text()
    bureau = kg.explain("臺北市政府交通局", "新店焚化園區", view)
    assert bureau.connections == () and [hub.label for hub in bureau.found.hubs] == ["臺北市政府"]
    assert ranks(kg.explain("臺北市政府交通局", "新店焚化園區", view, hubs=True)) == [("organization", "臺北市政府")]


def test_what_is_too_far_away_is_said_to_be_so(view) -> None:
    found = kg.explain("環狀線", "新店焚化園區", view)
    assert found.connections == () and all(found.found.misses)
    assert found.text().splitlines()[0] == "環狀線與新店焚化園區之間，在所載的會議紀錄中沒有關連。"


def test_names_are_never_guessed(view) -> None:
    with pytest.raises(Exception, match="nothing is called '環形線'") as raised:
        kg.explain("環形線", "萬大線", view)
    assert "建設  環狀線  https://kg.example/project/環狀線" in raised.value.remedy
    with pytest.raises(ValueError, match="one thing"):
        kg.explain("環狀線", "捷運環狀線", view)


def test_a_notebook_shows_sentences_and_quotes_as_text(view) -> None:
    shown = kg.explain("環狀線", "三鶯線", view)._repr_html_()
    assert "<blockquote>三鶯線 <small>112.txt:9:11</small></blockquote>" in shown
    assert kg.explain("環狀線", "新店焚化園區", view)._repr_html_().startswith("<pre>")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph_files({**dict(generate(6)), "112.txt": MINUTES, "113.txt": LATER}, tmp_path_factory.mktemp("generated"), "nq")["nq"]


def test_networkx_the_index_and_sparql_find_the_same(generated: Path, tmp_path: Path) -> None:
    store, seen = open_store(generated), set[str]()
    links = ViewLinks(kg.view(generated))
    with index_of(generated, tmp_path) as index:
        things = [n for n in index.nodes() if n.kind in ("project", "group", "case", "organization") and not n.hub]
        near = [(a, b) for a, b in combinations(things, 2) if {e.item for e in index.edges(a.iri)} & {e.item for e in index.edges(b.iri)} - {""}]
        # Most things that stand together are cases of one item; those that one case joins are sought.
        beside = {c.iri: [e.source if e.target == c.iri else e.target for e in index.edges(c.iri) if e.kind in ("mentions", "addressee", "added")] for c in things if c.kind == "case"}
        joined = sorted({pair for iris in beside.values() for pair in combinations(sorted({*iris} & {n.iri for n in things}), 2)})
        pairs = random.Random(3).sample(near, 10) + random.Random(4).sample(list(combinations(things, 2)), 5)
        pairs += [(index.node(one), index.node(other)) for one, other in joined[:5]]
        for one, other in pairs:
            asked = query(*map(list, sides(index, one, other)))
            answered = {(row["rank"].value, row["c"].value) for row in store.query(asked)}
            for held in (index, links):
                found = {(c.rank, c.context) for c in connections(held, one, other)}
                assert found == answered, (one.iri, other.iri)
            assert explain(index, one, other) == explain(links, one, other)
            seen |= {rank for rank, _ in answered}
    assert seen >= {"direct", "directive", "case", "item", "group", "meeting"}
    assert seen <= set(RANKS)


def run(*arguments: str) -> command.Said:
    return command.said("path", *arguments)


def test_the_command_answers_from_a_file_and_again_from_its_index(tmp_path: Path) -> None:
    graph = str(sample_files(tmp_path, "nq")["nq"])
    first, again = run("環狀線", "萬大線", "-g", graph), run("環狀線", "萬大線", "-g", graph)
    assert first.returncode == 0 and first.stdout == again.stdout
    assert "platform-mayor-level.txt:63:5" in first.stdout and first.stderr == "1 connection\n"


def test_the_command_gives_json_and_sparql(tmp_path: Path) -> None:
    files = sample_files(tmp_path, "nq", "ttl")
    found = json.loads(run("環狀線", "萬大線", "-f", "json").stdout)
    assert found["connections"][0]["words"][0]["text"] == FIRST
    assert found["connections"][0]["steps"][-1]["quotes"][0] | {"minutes": ""} == {"text": "萬大-中和-樹林線", "file": "platform-mayor-level.txt", "line": 63, "column": 15, "pages": [], "minutes": "", "begin": 1038} | {"begin": found["connections"][0]["steps"][-1]["quotes"][0]["begin"]}
    answered = open_store(files["nq"]).query(run("環狀線", "萬大線", "--sparql").stdout)
    assert ("directive", found["connections"][0]["context"]) in {(row["rank"].value, row["c"].value) for row in answered}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("環狀線", "環狀"), 2, "建設  環狀線  https://kg.example/project/環狀線"),
        (("環狀線", "捷運環狀線"), 2, "are one thing"),
        (("環狀線", ""), 2, "no name is given"),
        (("環狀線", "萬大線", "-n", "0"), 2, "asks for nothing"),
        (("環狀線", "萬大線", "-g", "missing.nq"), 3, "missing.nq: no such file"),
        (("環狀線", "北區消防訓練中心"), 0, "no connections"),
    ],
)
def test_what_cannot_be_answered_is_said(arguments: tuple[str, ...], code: int, message: str) -> None:
    ended = run(*arguments)
    assert (ended.returncode, message in ended.stderr) == (code, True), ended.stderr
