"""The questions asked of the network: on the sample as its text says, on invented minutes, and on networks made for the purpose."""

from __future__ import annotations

import random
from pathlib import Path

import networkx as nx
import pytest
from graphs import graph_files, sample_files

import kg
from kg.network import Edge, Index, Node, View, build_view, index_of, large, small, view_of
from kg.network.mesh import Mesh, mesh_of
from kg.network.questions import TooWide, UnknownThing, bridges, central, common, communities, neighbours, projects, timeline, within
from kg.network.questions.ground import Held
from kg.network.questions.measured import modularity
from tests.bench.generate import generate

LINE, PHASE, WANDA = "project/環狀線", "project/環狀線第一階段", "project/萬大-中和-樹林線"
BASE = "https://kg.example/"
MINUTES = """雙北合作交流平臺 {0} 年度市長層級會議紀錄

壹、會議時間：{0} 年 3 月 26 日上午 10 時

柒、議題小組報告：

{1}

捌、散會。
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_files(tmp_path_factory.mktemp("sample"), "nq")["nq"]


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph_files(dict(generate(60)), tmp_path_factory.mktemp("invented"), "nq")["nq"]


@pytest.fixture(scope="module", params=["view", "index"])
def asked(request: pytest.FixtureRequest, sample: Path) -> View | Index:
    return view_of(sample) if request.param == "view" else index_of(sample)


def iri(path: str) -> str:
    return BASE + path


def group(name: str) -> str:
    return iri(f"group/雙北合作交流平臺/{name}")


def stated(folder: Path, **minutes: str) -> Path:
    """Return the graph of minutes, each given by its year and what its groups report."""
    return graph_files({f"{year}.txt": MINUTES.format(year[1:], text) for year, text in minutes.items()}, folder, "nq")["nq"]


def made(*edges: tuple[str, str, str], **kinds: str) -> View:
    """Return a view of things called by one letter each, of edges (source, kind, target)."""
    nodes = [Node(name, kind, name, hub=kind == "person") for name, kind in kinds.items()]
    return build_view([Edge(a, b, kind, f"{a}{kind}{b}", meeting="m") for a, kind, b in edges], nodes)


def test_neighbours_of_a_group_are_what_it_reports(asked: View | Index) -> None:
    """六、災防組 in the first minutes: two cases added, one delisted."""
    found = neighbours(asked, group("災防組"), kinds=["case"])
    assert {n.thing.label: [(e.kind, e.wording) for e in n.edges] for n in found} == {
        "大型群聚活動安全管理": [("delisted", "同意解列")],
        "大量傷病患通報及後送機制合作案": [("added", "同意新增")],
        "避難弱勢場所火災初期自救及疏散演練交流觀摩合作案": [("added", "同意新增")],
    }
    assert {n.thing.label[:4]: [quote.line for e in n.edges for quote in e.quotes] for n in found} == {"大型群聚": [42, 49, 49], "大量傷病": [42, 44, 46], "避難弱勢": [42, 44, 47]}


def test_neighbours_stand_by_kind_then_by_name(asked: View | Index) -> None:
    found = [(n.thing.kind, n.thing.label) for n in neighbours(asked, iri(LINE))]
    assert found == [("meeting", "雙北合作交流平臺 109 年度市長層級會議紀錄"), ("directive", "環狀線通車議題"), ("project", "環狀線第一階段")]


def test_two_lines_have_a_directive_in_common(asked: View | Index) -> None:
    """Only the first phase of 環狀線 is named with 萬大-中和-樹林線: what is part of a thing counts as the thing."""
    found = common(asked, iri(LINE), iri(WANDA), kinds=["directive"])
    assert [c.thing.text for c in found] == ["捷運環狀線第一階段、萬大-中和-樹林線請兩市持續積極合作，加速辦理，並擇適當時間安排兩市市長視察工程進度。"]
    assert [quote.text for c in found for e in (*c.with_one, *c.with_other) for quote in e.quotes] == ["捷運環狀線第一階段", "萬大-中和-樹林線"]
    assert {(quote.line, quote.column) for c in found for e in c.with_one for quote in e.quotes} == {(63, 5)}


def test_hubs_are_nothing_in_common_unless_asked_for(asked: View | Index) -> None:
    """Every group is part of the platform."""
    two = group("災防組"), group("觀光文創組")
    platform = iri("organization/雙北合作交流平臺")
    assert platform not in {c.thing.iri for c in common(asked, *two)}
    assert platform in {c.thing.iri for c in common(asked, *two, hubs=True)}


def test_projects_named_together(asked: View | Index) -> None:
    """The first two conclusions of the first minutes name two projects each."""
    found = projects(asked)
    assert {frozenset((p.one.label, p.other.label)): p.weight for p in found} == {
        frozenset(("環狀線第一階段", "萬大-中和-樹林線")): 2,
        frozenset(("汐止民生線", "松山機場")): 2,
    }
    assert all({r.kind for r in p.reasons} == {"directive", "item"} for p in found)
    assert {r.label.rpartition(" ")[2] for p in found for r in p.reasons if r.kind == "item"} == {"捌/一", "捌/二"}


@pytest.mark.parametrize("minutes", ["sample", "invented", "case"])
def test_projects_are_those_of_the_saved_question(minutes: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    titles = {year: f"一、交通組：同意{word}「捷運環狀線與汐止民生線合作」1案。" for year, word in (("y107", "新增"), ("y108", "解除列管"))}
    graph = stated(tmp_path, **titles) if minutes == "case" else request.getfixturevalue(minutes)
    rows = kg.ask(str(graph), "projects-together")
    found = projects(view_of(graph))
    assert {(p.one.iri, p.other.iri, r.through, r.date) for p in found for r in p.reasons} == {(r["project"], r["other"], r["thing"], r["date"] or "") for r in rows}
    assert sum(len(p.reasons) for p in found) == len(rows) > 0
    assert {(p.one.iri, p.other.iri): p.weight for p in found} == {
        two: len({r["thing"] for r in rows if (r["project"], r["other"]) == two}) for two in {(r["project"], r["other"]) for r in rows}
    }


def test_a_case_named_in_two_minutes_counts_once(tmp_path: Path) -> None:
    """Its weight is the case and the two agenda items; its reasons are those of both minutes."""
    titles = {year: f"一、交通組：同意{word}「捷運環狀線與汐止民生線合作」1案。" for year, word in (("y107", "新增"), ("y108", "解除列管"))}
    (pair,) = projects(view_of(stated(tmp_path, **titles)))
    assert (pair.weight, [(r.kind, r.date[:4]) for r in pair.reasons]) == (3, [("case", "2018"), ("item", "2018"), ("case", "2019"), ("item", "2019")])


def test_a_timeline_tells_of_parts_in_order(asked: View | Index) -> None:
    """The undated minutes stand before those of 2020, which they precede; 2021 and 2022 do not name the line."""
    told = timeline(asked, iri(LINE))
    assert [(e.time.date, e.time.before) for e in told] == [("2020-03-26", True)] * 5 + [("2020-03-26", False)] * 3
    assert [{quote.line for quote in e.edge.quotes} for e in told] == [{11}, {11}, {11}, {63}, {63}, {91}, {91}, {91}]
    assert [e.edge.wording for e in told if e.edge.wording] == ["同意新增", "同意解除列管"]


def test_what_no_date_places_stands_last(tmp_path: Path) -> None:
    """Two minutes without a date in files of their own, one with."""
    text = "柒、議題小組報告：\n\n一、交通組：同意{}「河濱步道照明」1案。\n"
    texts = {"a.txt": "雙北合作交流平臺 107 年度市長層級會議紀錄\n\n" + text.format("新增"), "b.txt": MINUTES.format(108, "一、交通組：同意解除列管「河濱步道照明」1案。")}
    told = timeline(view_of(graph_files(texts, tmp_path, "nq")["nq"]), iri("case/雙北合作交流平臺/河濱步道照明"))
    assert [(e.time.date, e.time.before, e.edge.kind) for e in told] == [("2019-03-26", False, "delisted"), ("", False, "added")]


def test_how_many_have_to_do_with_a_group(asked: View | Index) -> None:
    """災防組: three cases, the heading in the first minutes, the decision of 2022. 環境資源組: noted in two minutes."""
    found = {r.thing.label: r.value for r in central(asked, kinds=["group"]).ranks}
    assert (found["災防組"], found["環境資源組"]) == (5, 2)
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_cases_hang_together_by_the_group_that_reports_them(asked: View | Index) -> None:
    """In the sample no case is of two groups. Counted in the text; a case delisted later counts once."""
    found = communities(asked)
    assert [(c.name[0].label, len(c.cases)) for c in found.found] == [("產業民生組", 12), ("教育文化組", 10), ("衛生社福組", 8), ("交通組", 3), ("災防組", 3), ("觀光文創組", 3)]
    assert (found.alone, found.engine) == ((), "networkx")


def test_a_case_of_two_groups_is_a_bridge(tmp_path: Path, asked: View | Index) -> None:
    graph = stated(tmp_path, y107="一、交通組：同意新增「河濱步道照明」1案。\n\n二、災防組：同意新增「防災地圖」1案。", y108="一、環境資源組：同意解除列管「河濱步道照明」1案。")
    (bridge,) = bridges(view_of(graph))
    assert bridge.case.label == "河濱步道照明"
    assert {side.group.label: [e.wording for e in side.edges] for side in bridge.sides} == {"交通組": ["同意新增"], "環境資源組": ["同意解除列管"]}
    assert bridges(asked) == ()


def test_a_case_is_tied_to_groups_by_what_it_names() -> None:
    """By the group itself, by a case of that group, by a unit of it; not by a project that both name."""
    kinds = {"A": "group", "B": "group", "c": "case", "d": "case", "e": "case", "f": "case", "g": "case", "p": "project", "u": "organization", "m": "meeting"}
    view = made(
        ("A", "added", "c"), ("c", "mentions", "B"), ("B", "added", "d"), ("A", "added", "e"), ("e", "mentions", "d"), ("u", "unitOf", "B"), ("A", "added", "f"), ("f", "addressee", "u"),
        ("A", "added", "g"), ("g", "mentions", "p"), ("d", "mentions", "p"), **kinds,
    )  # fmt: skip
    assert {b.case.iri: {s.group.iri: [e.kind for e in s.edges] for s in b.sides} for b in bridges(view)} == {
        "c": {"A": ["added"], "B": ["mentions"]}, "e": {"A": ["added"], "B": ["mentions", "added"]}, "f": {"A": ["added"], "B": ["addressee", "unitOf"]},
    }  # fmt: skip


@pytest.mark.parametrize("hubs", [False, True])
def test_steps_are_those_of_shortest_paths(invented: Path, hubs: bool) -> None:
    """Without hubs no path leads through one, though it may end there."""
    view = view_of(invented)
    plain = nx.Graph(view)
    inner = plain if hubs else nx.Graph(view.subgraph(n for n, facts in view.nodes(data=True) if not facts.get("hub")))
    for start in random.Random(1).sample(sorted(view), 12):
        near = {start: 0} if start not in inner else nx.single_source_shortest_path_length(inner, start, cutoff=3)
        if start not in inner:
            continue
        expected = dict(near)
        for node in plain:
            steps = min((near[n] + 1 for n in plain[node] if n in near), default=9)
            if node not in inner and steps <= 3:
                expected[node] = steps
        del expected[start]
        assert {r.thing.iri: r.steps for r in within(view, start, 3, hubs=hubs)} == expected


def test_view_and_index_answer_alike(invented: Path) -> None:
    view = view_of(invented)
    with index_of(invented) as index:
        for thing in random.Random(2).sample(sorted(view), 20):
            assert neighbours(view, thing) == neighbours(index, thing)
            assert within(view, thing, 2) == within(index, thing, 2)
            assert timeline(view, thing) == timeline(index, thing)
        assert projects(view) == projects(index)
        assert bridges(view) == bridges(index)
        assert central(view, measure="betweenness") == central(index, measure="betweenness")
        assert communities(view) == communities(index)


def test_a_ring_ends() -> None:
    ring = "abcde"
    view = made(*((a, "mentions", b) for a, b in zip(ring, ring[1:] + ring[0], strict=True)), **dict.fromkeys(ring, "case"))
    assert [(r.steps, r.thing.iri) for r in within(view, "a", 99)] == [(1, "b"), (1, "e"), (2, "c"), (2, "d")]
    whole = made(("a", "isPartOf", "b"), ("b", "isPartOf", "a"), ("a", "mentions", "a"), a="project", b="project")
    assert [n.thing.iri for n in neighbours(whole, "a")] == ["b"]
    assert len(timeline(whole, "a")) == 3
    late = made(("a", "precedes", "b"), ("b", "precedes", "a"), ("a", "mentions", "c"), a="meeting", b="meeting", c="case")
    assert [e.time.date for e in timeline(late, "a")] == ["", "", ""]


def test_nothing_gives_nothing() -> None:
    empty: View = nx.MultiDiGraph()
    assert (projects(empty), bridges(empty)) == ((), ())
    assert communities(empty)[:3] == ((), (), 0.0)
    for measure in ("degree", "betweenness", "pagerank"):
        assert central(empty, measure=measure).ranks == ()
    for ask in (neighbours, timeline):
        with pytest.raises(UnknownThing):
            ask(empty, "a")
    with pytest.raises(ValueError, match="degree, betweenness, pagerank"):
        central(empty, measure="closeness")
    one = made(a="group")
    assert central(one, measure="betweenness").ranks[0].value == 0
    assert (neighbours(one, "a"), within(one, "a", 3), projects(one)) == ((), (), ())


def test_a_hundred_thousand_things_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tree of ten branches a thing: what is walked is bounded by what may be told."""
    view: View = nx.MultiDiGraph()
    view.add_nodes_from((str(n), {"kind": "case", "label": str(n)}) for n in range(100_000))
    facts = dict(zip(Edge._fields[2:], ("mentions", "", "", "", "m", "", "", "", "", ()), strict=True))
    view.add_edges_from((str((n - 1) // 10), str(n), facts) for n in range(1, 100_000))
    walked = []
    beside = Held.beside
    monkeypatch.setattr(Held, "beside", lambda self, iri: walked.append(iri) or beside(self, iri))
    with pytest.raises(TooWide) as wide:
        within(view, "0", 50, most=5000)
    assert (wide.value.steps, wide.value.found, wide.value.most) == (3, 1110, 5000)
    assert len(walked) < 1000
    ranking = central(view, measure="betweenness", kinds=["case"], work=1_000_000)
    assert (ranking.engine, ranking.sources, ranking.nodes) == ("igraph", 10, 100_000)
    assert ranking.ranks[0].thing.iri == "0"


@pytest.mark.parametrize("seed", range(6))
def test_both_engines_measure_alike(seed: int) -> None:
    """Betweenness from all nodes or some is exact; communities are as good by either."""
    graph = nx.gnm_random_graph(60, 110, seed=seed)
    weights = random.Random(seed)
    mesh = Mesh(tuple(f"{n:03}" for n in graph), tuple(sorted(tuple(sorted(e)) for e in graph.edges)), tuple(weights.randint(1, 3) for _ in graph.edges))
    for sources in (range(60), range(60)[::7], range(1)):
        assert small.betweenness(mesh, sources) == pytest.approx(large.betweenness(mesh, sources))
    whole = nx.betweenness_centrality(graph, normalized=False)
    assert large.betweenness(mesh, range(60)) == pytest.approx([whole[n] for n in graph])
    by_small, by_large = small.communities(mesh, 1), large.communities(mesh, 1)
    assert modularity(mesh, by_small) == pytest.approx(modularity(mesh, by_large), abs=0.03)
    weighted = nx.Graph()
    weighted.add_nodes_from(graph)
    weighted.add_weighted_edges_from((*pair, weight) for pair, weight in zip(mesh.pairs, mesh.weights, strict=True))
    assert modularity(mesh, by_large) == pytest.approx(nx.community.modularity(weighted, by_large))
    assert large.communities(mesh, 1) == by_large


@pytest.mark.parametrize("seed", range(3))
def test_pagerank_is_the_stationary_walk(seed: int) -> None:
    """Each node has its share of what its neighbours pass on, of what nodes without neighbours do, and of chance."""
    graph = nx.gnm_random_graph(40, 60, seed=seed)
    ranks = large.pagerank(Mesh(tuple(map(str, graph)), tuple(tuple(sorted(e)) for e in graph.edges), (1,) * graph.number_of_edges()))
    lost = sum(ranks[n] for n in graph if not graph.degree(n))
    assert ranks == pytest.approx([0.15 / 40 + 0.85 * (lost / 40 + sum(ranks[m] / graph.degree(m) for m in graph[n])) for n in graph])


def test_engines_agree_on_minutes(invented: Path) -> None:
    with index_of(invented) as index:
        one, other = (central(index, measure="betweenness", engine=engine) for engine in ("networkx", "igraph"))
        assert [(r.thing.iri, pytest.approx(r.value)) for r in one.ranks] == [(r.thing.iri, r.value) for r in other.ranks]
        assert communities(index, engine="networkx").modularity == pytest.approx(communities(index, engine="igraph").modularity, abs=0.01)
        mesh = mesh_of(index.nodes(), index.ends(), node=lambda node: not node.hub)
        assert len(mesh.pairs) == nx.Graph(view_of(index).subgraph(mesh.nodes)).number_of_edges()


def test_the_generator_of_chance_is_given_back() -> None:
    """What a program draws after communities were found is what it would have drawn."""
    random.seed(5)
    expected = random.random()
    random.seed(5)
    large.communities(Mesh(("a", "b", "c"), ((0, 1), (1, 2)), (1, 1)), 1)
    assert random.random() == expected
