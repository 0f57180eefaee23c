"""The view in files: each is read back by a program that knows nothing of ours, with the same nodes, edges, names and words."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import igraph
import networkx as nx
import pytest
import real_ladybug as ladybug

import kg
from kg.formats import FORMATS, FormatError
from kg.formats.network import FOLDERS, STREAMS, write_view
from kg.formats.network.columns import EDGE, NODE
from kg.formats.tables import unguarded
from kg.network import KINDS, Edge, Node, View, build_view, select, view_of
from kg.network.palette import PALETTE
from kg.places import Quote
from tests.graphs import graph_files, sample_files

GEXF = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
BASE = "https://kg.example/"
MEETING = f"{BASE}meeting/x"

# What a title may be, and how it reads in a file.
TITLES = {
    "plain": ("捷運環狀線第一階段", "捷運環狀線第一階段"),
    "quotes": ("說\"是\"的'人'", "說\"是\"的'人'"),
    "tab": ("甲\t乙", "甲\t乙"),
    "line breaks": ("甲\n乙\r\n丙", "甲\n乙\r\n丙"),
    "markup": ("<b>&amp; ]]> <!-- -->&#20154;", "<b>&amp; ]]> <!-- -->&#20154;"),
    "beyond the basic plane": ("🏙️𠀋👩‍👩‍👧", "🏙️𠀋👩‍👩‍👧"),
    "right to left": ("\u202eשלום\u202c مرحبا", "\u202eשלום\u202c مرحبا"),
    "control characters": ("控\x00制\x01\x1b\x7f\x85", "控␀制␁␛␡\ufffd"),
    "half a pair": ("\ud800孤\udfff\ufffe", "\ufffd孤\ufffd\ufffd"),
    "long": ("長" * 2000, "長" * 2000),
    "a formula": ("=1+1", "=1+1"),
    "guarded already": ("'@甲", "'@甲"),
    "separators": ("a,b;c；d|e", "a,b;c；d|e"),
    "backslashes": ("a\\n\\N\\\"b\\", "a\\n\\N\\\"b\\"),
    "braces": ("{a} [b] $c % 'd", "{a} [b] $c % 'd"),
}  # fmt: skip


class Read(NamedTuple):
    """What a reader found: node -> label, and source, target and label of edges by their id."""

    nodes: dict[str, str]
    edges: dict[str, tuple[str, str, str]]


# --- readers -------------------------------------------------------------------------------------------------------------------


def graphml_by_igraph(path: Path) -> Read:
    graph = igraph.Graph.Read_GraphML(str(path))
    names = graph.vs["id"]
    # igraph 1.0 gives edges the ids of nodes, so they are told apart by their places.
    edges = {str(edge.index): (names[edge.source], names[edge.target], edge["label"]) for edge in graph.es}
    return Read(dict(zip(names, graph.vs["label"], strict=True)), edges)


def graphml_by_networkx(path: Path) -> Read:
    return of_networkx(nx.read_graphml(path, force_multigraph=True))


def gexf_by_networkx(path: Path) -> Read:
    graph = nx.read_gexf(path, version="1.3")
    return Read(dict(graph.nodes(data="label")), {facts["id"]: (a, b, facts["label"]) for a, b, facts in graph.edges(data=True)})


def cyjs_by_networkx(path: Path) -> Read:
    return of_networkx(nx.cytoscape_graph(json.loads(path.read_text("utf-8"))))


def of_networkx(graph: nx.MultiDiGraph) -> Read:
    assert graph.is_directed()
    return Read(dict(graph.nodes(data="label")), {key: (a, b, facts["label"]) for a, b, key, facts in graph.edges(keys=True, data=True)})


def edges_by_csv(folder: Path) -> Read:
    nodes, edges = (list(csv.DictReader(io.StringIO((folder / name).read_bytes().decode("utf-8"), newline=""))) for name in ("nodes.csv", "edges.csv"))
    assert {row["Type"] for row in edges} <= {"Directed"}
    return Read(
        {row["Id"]: unguarded(row["Label"]) for row in nodes},
        {row["Id"]: (row["Source"], row["Target"], unguarded(row["Label"])) for row in edges},
    )


def neo4j_by_ladybug(folder: Path) -> Read:
    connection = imported(folder)
    nodes = rows(connection, "MATCH (n:Thing) RETURN n.id, n.label")
    edges = rows(connection, "MATCH (a:Thing)-[e:Edge]->(b:Thing) RETURN e.id, a.id, b.id, e.label")
    return Read(dict(nodes), {row[0]: tuple(row[1:]) for row in edges})


READERS: dict[str, tuple[str, Callable[[Path], Read]]] = {
    "GraphML by igraph": ("graphml", graphml_by_igraph),
    "GraphML by networkx": ("graphml", graphml_by_networkx),
    "GEXF by networkx": ("gexf", gexf_by_networkx),
    "Cytoscape JSON by networkx": ("cyjs", cyjs_by_networkx),
    "CSV": ("edges", edges_by_csv),
    "Neo4j's CSV by Ladybug": ("neo4j", neo4j_by_ladybug),
}


def imported(folder: Path) -> ladybug.Connection:
    """Import the files for Neo4j into a database that speaks Cypher, by what their heads say of the columns."""
    connection = ladybug.Connection(ladybug.Database(":memory:"))
    head = (folder / "nodes.csv").read_text("utf-8").splitlines()[0].split(",")
    connection.execute(f"CREATE NODE TABLE Thing ({', '.join(map(declared, head))}, PRIMARY KEY (id))")
    connection.execute(f'COPY Thing FROM "{folder / "nodes.csv"}" (HEADER=true, PARALLEL=false)')
    start, end, *head = (folder / "edges.csv").read_text("utf-8").splitlines()[0].split(",")
    assert (start, end) == (":START_ID", ":END_ID")
    connection.execute(f"CREATE REL TABLE Edge (FROM Thing TO Thing, {', '.join(map(declared, head))})")
    connection.execute(f'COPY Edge FROM "{folder / "edges.csv"}" (HEADER=true, PARALLEL=false)')
    return connection


def declared(column: str) -> str:
    name, _, kind = column.partition(":")
    return f"`{name or f'{kind}s'}` {({'boolean': 'BOOL', 'date': 'DATE'}).get(kind, 'STRING')}"


def rows(connection: ladybug.Connection, query: str) -> list[list[str]]:
    result = connection.execute(query)
    found = []
    while result.has_next():
        found.append(["" if value is None else value for value in result.get_next()])
    return found


# --- views ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the bundled sample in all formats of the view, and as N-Quads."""
    return sample_files(tmp_path_factory.mktemp("sample"), *STREAMS, *FOLDERS, "nq")


@pytest.fixture(scope="module")
def sample(files: dict[str, Path]) -> View:
    return view_of(files["nq"])


def hostile() -> View:
    """Return a view whose titles, words and quotes are the worst there are."""
    nodes = [Node(MEETING, "meeting", "會議", date="2020-03-26", start="2020-03-26", end="2020-03-26", hub=True)]
    edges = []
    for name, (title, _) in TITLES.items():
        iri = f"{BASE}case/{name.replace(' ', '')}"
        nodes.append(Node(iri, "case", title, title, "listed", text=title, names=(title, "別名")))
        quotes = (Quote(title, "a.txt", 3, 1, MEETING, 0), Quote("乙", "b.pdf", 0, 0, MEETING, 9, (1, 2)))
        edges.append(Edge(iri, MEETING, "mentions", iri, title, title, MEETING, "2020-03-26", "", title, title, quotes))
    return build_view(edges, nodes)


def written(view: View, name: str, folder: Path) -> Path:
    path = folder / name
    if name in FOLDERS:
        write_view(view, name, path)
    else:
        with path.open("wb") as out:
            write_view(view, name, out)
    return path


def expected(view: View) -> tuple[dict[str, str], Counter[tuple[str, str, str]]]:
    return dict(view.nodes(data="label")), Counter((a, b, facts["label"]) for a, b, facts in view.edges(data=True))


# --- everything comes back -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "read"), READERS.values(), ids=READERS)
def test_the_sample_is_read_back(files: dict[str, Path], sample: View, name: str, read: Callable[[Path], Read]) -> None:
    found = read(files[name])
    assert len(found.nodes) > 100
    assert (found.nodes, Counter(found.edges.values())) == expected(sample)


@pytest.mark.parametrize(("name", "read"), READERS.values(), ids=READERS)
def test_the_worst_titles_are_read_back(tmp_path: Path, name: str, read: Callable[[Path], Read]) -> None:
    found = read(written(hostile(), name, tmp_path))
    titles = {f"{BASE}case/{key.replace(' ', '')}": title for key, (_, title) in TITLES.items()}
    if name == "neo4j":
        titles = {iri: re.sub("\r\n|\n", "⏎", title).replace("\\", "＼") for iri, title in titles.items()}
    assert found.nodes == titles | {MEETING: "會議"}
    assert sorted(found.edges.values()) == sorted((iri, MEETING, title) for iri, title in titles.items())


@pytest.mark.parametrize(("name", "read"), READERS.values(), ids=READERS)
def test_an_empty_view_is_a_file_without_nodes(tmp_path: Path, name: str, read: Callable[[Path], Read]) -> None:
    path = written(build_view([], []), name, tmp_path)
    if read is graphml_by_igraph:  # it gives no attributes to a graph without nodes
        assert igraph.Graph.Read_GraphML(str(path)).vcount() == 0
    else:
        assert read(path) == Read({}, {})


def test_all_formats_name_edges_alike(files: dict[str, Path]) -> None:
    found = [read(files[name]).edges for name, read in READERS.values() if read is not graphml_by_igraph]
    assert len(found[0]) > 200 and all(edges == found[0] for edges in found)


@pytest.mark.parametrize("name", [*STREAMS, *FOLDERS])
def test_a_view_is_written_as_its_dump_is(files: dict[str, Path], sample: View, tmp_path: Path, name: str) -> None:
    path = written(sample, name, tmp_path)
    pairs = [(path, files[name])] if path.is_file() else [(file, files[name] / file.name) for file in sorted(path.iterdir())]
    assert pairs and all(made.read_bytes() == exported.read_bytes() for made, exported in pairs)


def test_a_part_of_a_view_keeps_the_ids(files: dict[str, Path], sample: View, tmp_path: Path) -> None:
    part = graphml_by_networkx(written(select(sample, kinds=["group", "case"]), "graphml", tmp_path))
    whole = graphml_by_networkx(files["graphml"])
    assert 20 < len(part.edges) < len(whole.edges)
    assert part.edges.items() <= whole.edges.items()


def test_what_several_meetings_state_of_a_case_is_several_edges(tmp_path: Path) -> None:
    minutes = "海風市政府第{}次市政會議紀錄\n\n時間：113年5月{}日上午9時\n\n一、交通組「環狀線營運事宜」等1案{}。\n"
    texts = {"a.txt": minutes.format(3, 2, "同意新增合作方案"), "b.txt": minutes.format(4, 9, "同意解除列管")}
    made = graph_files(texts, tmp_path, "nq", "graphml")
    named = [facts["meeting"] for a, _, facts in view_of(made["nq"]).edges(data=True) if facts["kind"] == "mentions" and "/case/" in a]
    assert named == [f"{BASE}meeting/海風市政府/市政會議/第{number}次" for number in (3, 4)]
    assert (len(graphml_by_igraph(made["graphml"]).edges)) == view_of(made["nq"]).number_of_edges()


@pytest.mark.parametrize(("name", "out"), [("graphml", "folder"), ("edges", "stream"), ("xlsx", "stream")])
def test_a_view_goes_where_its_format_can(tmp_path: Path, name: str, out: str) -> None:
    with pytest.raises(FormatError, match=f"{name} does not go there"):
        write_view(hostile(), name, tmp_path if out == "folder" else io.BytesIO())


def test_every_format_of_the_view_is_a_format_of_the_program() -> None:
    assert {*STREAMS, *FOLDERS} <= FORMATS.keys()


# --- attributes ----------------------------------------------------------------------------------------------------------------


def test_attributes_are_what_the_view_says(files: dict[str, Path], sample: View) -> None:
    graph = igraph.Graph.Read_GraphML(str(files["graphml"]))
    case = graph.vs.find(label="捷運環狀線第一階段未來營運相關事宜")
    assert (case["kind"], case["kind_zh"], case["kind_en"], case["status"], case["status_zh"], case["hub"]) == ("case", "案件", "case", "listed", "列管中", False)
    line = graph.vs.find(label="環狀線")
    assert (line["label_en"], line["names"], line["hub"]) == ("Circular Line", "捷運環狀線", False)
    assert graph.vs.find(label="柯文哲")["hub"] is True
    (added,) = (edge for edge in graph.es if edge["kind"] == "added" and edge.target_vertex == case)
    assert (added["label"], added["label_en"], added["wording"]) == ("新增", "added", "同意新增")
    assert added["quotes"] == "；".join(f"「{words}」 platform-mayor-level.txt:11" for words in ("交通組", "同意新增", "捷運環狀線第一階段未來營運相關事宜"))
    for column in NODE:
        assert {type(value) for value in graph.vs[column.name]} == {bool if column.name == "hub" else str}
    for column in EDGE:
        assert {type(value) for value in graph.es[column.name]} == {str}


def test_no_file_says_none(files: dict[str, Path]) -> None:
    texts = [path.read_text("utf-8") for name in (*STREAMS, *FOLDERS) if name != "png" for path in ([files[name]] if files[name].is_file() else files[name].iterdir())]
    assert len(texts) == 10
    assert [text for text in texts if re.search(r"\b(None|null|NaN)\b", text)] == []


def test_quotes_are_one_line_each_with_its_place(tmp_path: Path) -> None:
    edge = Edge(MEETING, MEETING, "cites", MEETING, quotes=(Quote("環狀\n線 A\n B", "a.txt", 3, 1, "", 0), Quote("乙", "b.pdf", 7, 1, "", 0, (1, 2)), Quote("丙", "c.txt", 0, 0, "", 0)))
    path = written(build_view([edge], [Node(MEETING, "meeting")]), "cyjs", tmp_path)
    (element,) = json.loads(path.read_text("utf-8"))["elements"]["edges"]
    assert element["data"]["quotes"] == "「環狀線 A B」 a.txt:3；「乙」 b.pdf:7 p.1-2；「丙」 c.txt"


def test_columns_are_those_of_gephi(files: dict[str, Path]) -> None:
    heads = [(files["edges"] / name).read_text("utf-8").splitlines()[0].split(",")[:7] for name in ("nodes.csv", "edges.csv")]
    assert heads[0][:2] == ["Id", "Label"]
    assert heads[1] == ["Id", "Source", "Target", "Type", "Kind", "Label", "Weight"]


def test_no_cell_is_run_as_a_formula(tmp_path: Path) -> None:
    folder = written(hostile(), "edges", tmp_path)
    cells = [cell for name in ("nodes.csv", "edges.csv") for row in csv.reader(io.StringIO((folder / name).read_bytes().decode(), newline="")) for cell in row]
    assert "'=1+1" in cells
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n＝＋－＠")] == []


# --- GEXF: what Gephi asks of it ------------------------------------------------------------------------------------------------


def tree(path: Path) -> ET.Element:
    return ET.parse(path).getroot()


@pytest.fixture(params=["sample", "hostile"])
def gexf(request: pytest.FixtureRequest, files: dict[str, Path], tmp_path: Path) -> ET.Element:
    return tree(files["gexf"] if request.param == "sample" else written(hostile(), "gexf", tmp_path))


def test_gexf_is_built_as_its_schema_says(gexf: ET.Element) -> None:
    g, viz = (f"{{{GEXF[prefix]}}}" for prefix in ("g", "viz"))
    inside = {
        f"{g}gexf": {f"{g}meta", f"{g}graph"}, f"{g}meta": {f"{g}creator"}, f"{g}graph": {f"{g}attributes", f"{g}nodes", f"{g}edges"}, f"{g}attributes": {f"{g}attribute"},
        f"{g}nodes": {f"{g}node"}, f"{g}edges": {f"{g}edge"}, f"{g}node": {f"{g}attvalues", f"{viz}size", f"{viz}position", f"{viz}color"},
        f"{g}edge": {f"{g}attvalues"}, f"{g}attvalues": {f"{g}attvalue"},
    }  # fmt: skip
    said = {
        f"{g}graph": {"defaultedgetype", "mode", "timeformat", "timerepresentation"}, f"{g}attributes": {"class", "mode"}, f"{g}attribute": {"id", "title", "type"},
        f"{g}node": {"id", "label", "start", "end"}, f"{g}edge": {"id", "source", "target", "kind", "label", "start", "end"}, f"{g}attvalue": {"for", "value"},
        f"{viz}size": {"value"}, f"{viz}position": {"x", "y", "z"}, f"{viz}color": {"r", "g", "b"},
    }  # fmt: skip
    assert gexf.tag == f"{g}gexf" and gexf.get("version") == "1.3"
    for element in gexf.iter():
        assert {child.tag for child in element} <= inside.get(element.tag, set())
        assert {name for name in element.keys() if not name.startswith("{")} <= said.get(element.tag, {"version"})  # noqa: SIM118


def test_gexf_names_and_types_hold_together(gexf: ET.Element) -> None:
    assert gexf.find("g:graph", GEXF).attrib == {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    nodes, edges = gexf.findall(".//g:node", GEXF), gexf.findall(".//g:edge", GEXF)
    ids = [element.get("id") for element in nodes]
    assert len(set(ids)) == len(ids) and len({edge.get("id") for edge in edges}) == len(edges) > 0
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= set(ids)
    for of, elements in (("node", nodes), ("edge", edges)):
        declared = {a.get("id"): a.get("type") for a in gexf.findall(f".//g:attributes[@class='{of}']/g:attribute", GEXF)}
        values = [(value.get("for"), value.get("value")) for element in elements for value in element.findall("g:attvalues/g:attvalue", GEXF)]
        assert {name for name, _ in values} <= declared.keys()
        assert all(text in ("true", "false") for name, text in values if declared[name] == "boolean")
        assert all(text for _, text in values)


def test_gexf_is_drawn_by_kind_and_degree(files: dict[str, Path], sample: View) -> None:
    kinds, degrees, places = dict(sample.nodes(data="kind")), dict(sample.degree()), set()
    for node in tree(files["gexf"]).findall(".//g:node", GEXF):
        color, size, position = (node.find(f"viz:{name}", GEXF).attrib for name in ("color", "size", "position"))
        assert "#{:02X}{:02X}{:02X}".format(*(int(color[part]) for part in "rgb")) == PALETTE[kinds[node.get("id")]]
        assert 4 + 4 * degrees[node.get("id")] ** 0.5 - 1 < int(size["value"]) <= 4 + 4 * degrees[node.get("id")] ** 0.5
        places.add((int(position["x"]), int(position["y"])))
    assert len(places) > 0.9 * len(kinds)
    assert PALETTE.keys() == set(KINDS)


def test_the_timeline_knows_when_things_were_spoken_of(files: dict[str, Path]) -> None:
    root = tree(files["gexf"])
    bounds = [(element.get("start"), element.get("end")) for name in ("node", "edge") for element in root.findall(f".//g:{name}", GEXF)]
    assert all(bound is None or date.fromisoformat(bound).isoformat() == bound for pair in bounds for bound in pair)
    assert all(start <= end for start, end in bounds if start and end)
    lives = {node.get("label"): (node.get("start"), node.get("end")) for node in root.findall(".//g:node", GEXF)}
    assert lives["雙北人民團體培力模式交流"] == ("2021-03-29", "2022-03-18")
    assert lives["雙北市集商圈防疫合作"] == ("2020-03-26", None)
    assert lives["大型群聚活動安全管理"] == (None, None)


@pytest.mark.parametrize(
    ("start", "end", "bounds"),
    [
        ("2020-03-26", "2021-03-29", {"start": "2020-03-26", "end": "2021-03-29"}),
        ("2021-03-29", "2020-03-26", {"start": "2021-03-29"}),
        ("", "2020-03-26", {"end": "2020-03-26"}),
        ("2020-02-30", "109.3.26", {}),
        ("", "", {}),
    ],
)
def test_no_life_ends_before_it_begins(tmp_path: Path, start: str, end: str, bounds: dict[str, str]) -> None:
    view = build_view([], [Node(MEETING, "meeting", "會議", start=start, end=end)])
    (node,) = tree(written(view, "gexf", tmp_path)).findall(".//g:node", GEXF)
    assert {name: node.get(name) for name in ("start", "end") if node.get(name)} == bounds


# --- Cytoscape -----------------------------------------------------------------------------------------------------------------


def test_cytoscape_finds_names_positions_and_one_type_a_column(files: dict[str, Path]) -> None:
    elements = json.loads(files["cyjs"].read_text("utf-8"))["elements"]
    for kind in ("nodes", "edges"):
        assert len({frozenset((name, type(value)) for name, value in element["data"].items()) for element in elements[kind]}) == 1
    assert all(element["data"]["name"] == element["data"]["label"] for element in elements["nodes"])
    assert all(type(element["position"][axis]) is int for element in elements["nodes"] for axis in "xy")
    gephi = {node.get("id"): node.find("viz:position", GEXF).attrib for node in tree(files["gexf"]).findall(".//g:node", GEXF)}
    assert all((int(gephi[e["data"]["id"]]["x"]), -int(gephi[e["data"]["id"]]["y"])) == (e["position"]["x"], e["position"]["y"]) for e in elements["nodes"])


# --- Neo4j ---------------------------------------------------------------------------------------------------------------------


def test_a_question_in_cypher_has_its_answer(files: dict[str, Path]) -> None:
    connection = imported(files["neo4j"])
    asked = "MATCH (g:Thing {label: '交通組'})-[e:Edge {kind: 'added'}]->(c:Thing {kind: 'case'}) RETURN c.label, e.wording, e.date, c.LABELs ORDER BY c.label"
    assert rows(connection, asked) == [
        ["南港及汐止自行車動線串聯", "同意新增", date(2021, 3, 29), "Thing;Case"],
        ["捷運環狀線第一階段未來營運相關事宜", "同意新增", "", "Thing;Case"],
    ]
    assert rows(connection, "MATCH (n:Thing) WHERE n.hub AND n.kind = 'person' RETURN COUNT(*)") == [[5]]


def test_neo4j_s_files_have_a_line_a_row_and_typed_heads(files: dict[str, Path], tmp_path: Path) -> None:
    folder = written(hostile(), "neo4j", tmp_path)
    assert len((folder / "nodes.csv").read_text("utf-8").split("\n")) == len(TITLES) + 3
    node, edge = ((folder / name).read_text("utf-8").splitlines()[0] for name in ("nodes.csv", "edges.csv"))
    assert node == "id:ID,label,label_en,kind,kind_zh,kind_en,status,status_zh,status_en,date:date,start:date,end:date,hub:boolean,text,names:string[],:LABEL"
    assert edge == ":START_ID,:END_ID,:TYPE,id,label,label_en,kind,through,meeting,date:date,item,wording,deadline,quotes:string[]"
    (row,) = (row for row in csv.DictReader((folder / "nodes.csv").open(encoding="utf-8")) if row["id:ID"].endswith("case/separators"))
    assert row["names:string[]"].split(";") == ["別名"]
    (row,) = (row for row in csv.DictReader((folder / "edges.csv").open(encoding="utf-8")) if row[":START_ID"].endswith("case/separators"))
    assert row["quotes:string[]"].split(";") == ["「a,b；c；d|e」 a.txt:3", "「乙」 b.pdf p.1-2"]
    assert row[":TYPE"] == "MENTIONS"


def test_the_script_loads_every_column_of_every_kind(files: dict[str, Path]) -> None:
    script = (files["neo4j"] / "load.cypher").read_text("utf-8")
    statements = [part for part in script.split(";\n") if "LOAD CSV" in part]
    for name, mark in (("nodes.csv", "kind"), ("edges.csv", ":TYPE")):
        with (files["neo4j"] / name).open(encoding="utf-8") as file:
            found = list(csv.DictReader(file))
        own = [part for part in statements if f"file:///{name}" in part]
        assert {row[mark] for row in found} <= {re.search(r"WHERE row\.\S+ = '(\w+)'", part)[1] for part in own}
        assert all(found[0].keys() - {":LABEL"} <= set(re.findall(r"row\.`?([\w:\[\]]+)", part)) for part in own)


# --- Graphviz ------------------------------------------------------------------------------------------------------------------

graphviz = pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")


def drawn(path: Path) -> ET.Element:
    done = subprocess.run(["dot", "-Tsvg", str(path)], capture_output=True, check=True)
    assert b"syntax" not in done.stderr and b"Error" not in done.stderr
    return ET.fromstring(done.stdout)


def shown(svg: ET.Element, of: str) -> dict[str, str]:
    """Return the words of each drawn node or edge, without blanks, by its title."""
    space = "{http://www.w3.org/2000/svg}"
    groups = [group for group in svg.iter(f"{space}g") if group.get("class") == of]
    return {group.findtext(f"{space}title") if of == "node" else group.get("id"): "".join("".join(e.itertext()) for e in group.iter(f"{space}text")) for group in groups}


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@graphviz
def test_graphviz_draws_the_sample(files: dict[str, Path], sample: View) -> None:
    svg = drawn(files["dot"])
    nodes, edges = shown(svg, "node"), shown(svg, "edge")
    assert {iri: bare(text) for iri, text in nodes.items()} == {iri: bare(label) for iri, label in sample.nodes(data="label")}
    assert {name: bare(text) for name, text in edges.items()} == {name: bare(label) for name, (_, _, label) in graphml_by_networkx(files["graphml"]).edges.items()}


@graphviz
def test_graphviz_draws_the_worst_titles(tmp_path: Path) -> None:
    found = {iri.removeprefix(f"{BASE}case/"): bare(text) for iri, text in shown(drawn(written(hostile(), "dot", tmp_path)), "node").items()}
    titles = {name.replace(" ", ""): bare(title) for name, (_, title) in TITLES.items()} | {MEETING: "會議"}
    assert found.pop("long") == "長" * 71 + "…"
    titles.pop("long")
    assert found == titles


def test_dot_is_utf_8_with_colours_and_wrapped_titles(files: dict[str, Path]) -> None:
    text = files["dot"].read_text("utf-8")
    assert 'charset="UTF-8"' in text and 'rankdir="LR"' in text
    assert r'[label="2018 新北國際城市高中棒\n球邀請賽邀請北市青棒隊伍\n共襄盛舉"' in text
    assert f'color="{PALETTE["case"]}"' in text


# --- beside other things -------------------------------------------------------------------------------------------------------


def test_the_view_of_the_sample_is_what_kg_view_gives(sample: View) -> None:
    assert expected(kg.view()) == expected(sample)
