"""What rdflib users get: a dataset over the embedded store or an endpoint, and minutes as a format to parse."""

import gc
import os
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import Dataset, Graph, Literal, Namespace, URIRef
from rdflib.exceptions import ParserError
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

import kg
from kg.dataset import of_store
from kg.query import saved_queries
from kg.vocab import PREFIXES

ROOT = Path(__file__).parent.parent
GRAPH = ROOT / "exports" / "graph.nq"
KG = Namespace(PREFIXES["kg"])
MINUTES = """\
雙北合作交流平臺 112 年度市長層級會議紀錄

壹、會議時間：112 年 5 月 8 日(星期一)下午 2 時

貳、議題小組報告：

一、交通組：同意新增「共享 YouBike 單車」1案。

參、散會(下午 3 時)。
"""
MATCHING = 'SELECT DISTINCT ?name WHERE { GRAPH ?g { ?case a kg:Case ; rdfs:label ?name FILTER(kg:matches(?name, "捷運 環狀線")) } }'


@pytest.fixture(scope="module", autouse=True)
def _installed(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Register what the project's metadata registers, for a checkout that was installed before it did."""
    for name, value in declared().items():
        module, _, parser = value.partition(":")
        rdflib.plugin.register(name, rdflib.parser.Parser, module, parser)


def declared() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return dict(project["entry-points"]["rdf.plugins.parser"])


# --- kg.open ----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return kg.open(GRAPH)


def rows(dataset: Dataset, sparql: str) -> list[dict[str, str | None]]:
    found = dataset.query(sparql)
    return [{str(v): None if row[v] is None else str(row[v]) for v in found.vars or ()} for row in found]  # type: ignore[index, union-attr]


@pytest.mark.parametrize("name", saved_queries())
def test_a_dataset_answers_as_the_program_does(dataset: Dataset, name: str) -> None:
    expected = kg.ask(str(GRAPH), name)
    assert expected and rows(dataset, saved_queries()[name].text) == expected


def test_a_dataset_knows_our_prefixes_and_functions(dataset: Dataset) -> None:
    assert dict(dataset.namespaces())["case"] == URIRef("https://kg.example/case/雙北合作交流平臺/")
    assert [row["name"] for row in rows(dataset, MATCHING)] == [row["name"] for row in kg.ask(str(GRAPH), MATCHING)] != []


def test_facts_stand_in_named_graphs_only(dataset: Dataset) -> None:
    assert rows(dataset, "SELECT ?m WHERE { ?m a kg:Meeting }") == []
    meetings = {quad[0] for quad in dataset.quads((None, rdflib.RDF.type, KG.Meeting, None))}
    assert len(meetings) == len(kg.ask(str(GRAPH), "SELECT DISTINCT ?m WHERE { GRAPH ?g { ?m a kg:Meeting } }"))


def test_what_is_added_to_a_file_s_dataset_stays_in_memory() -> None:
    before, dataset = GRAPH.read_bytes(), kg.open(str(GRAPH))
    dataset.graph(URIRef("https://a.example/mine")).add((KG.Case, rdflib.RDFS.comment, Literal("mine")))
    assert rows(dataset, "SELECT ?c WHERE { GRAPH <https://a.example/mine> { ?s rdfs:comment ?c } }") == [{"c": "mine"}]
    assert GRAPH.read_bytes() == before


def test_minutes_themselves_can_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(MINUTES, "utf-8")
    assert rows(kg.open(path), "SELECT DISTINCT ?name WHERE { GRAPH ?g { ?case a kg:Case ; rdfs:label ?name } }") == [{"name": "共享 YouBike 單車"}]


def test_what_is_no_graph_is_refused_as_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no such file") as refused:
        kg.open(tmp_path / "absent.nq")
    assert getattr(refused.value, "remedy", "")


def test_a_folder_is_only_read_and_let_go(tmp_path: Path) -> None:
    ox.Store(str(tmp_path / "store")).bulk_load(path=str(GRAPH), format=ox.RdfFormat.N_QUADS)
    released: list[bool] = []
    dataset = of_store(ox.Store.read_only(str(tmp_path / "store")), PREFIXES, lambda: released.append(True))
    assert rows(dataset, saved_queries()["who-chaired"].text) == kg.ask(str(GRAPH), "who-chaired")
    one = URIRef(kg.ask(str(GRAPH), "SELECT ?g WHERE { GRAPH ?g { ?m a kg:Minutes } } ORDER BY ?g LIMIT 1")[0]["g"] or "")
    assert len(list(dataset.graph(one).triples((None, rdflib.RDF.type, KG.Minutes)))) == 1
    with pytest.raises(RuntimeError, match="read-write"):
        dataset.graph(URIRef("https://a.example/mine")).add((KG.Case, rdflib.RDFS.comment, Literal("mine")))
    assert not released
    del dataset
    gc.collect()
    assert released


@pytest.mark.parametrize("absent", ["rdflib", "oxrdflib"])
def test_an_absent_library_is_named_with_its_remedy(absent: str) -> None:
    code = f"import sys; sys.modules[{absent!r}] = None\nimport kg\ntry: kg.open()\nexcept ImportError as error: print(error)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == f"kg.open needs {absent}; install it with: pip install 'kg-minutes[rdflib]'\n", done.stderr


# --- an endpoint ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Answer SPARQL over HTTP as the protocol says: a dataset that is named is the whole dataset."""
    store = ox.Store()
    store.bulk_load(path=str(GRAPH), format=ox.RdfFormat.N_QUADS)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"])).decode()
            default = parse_qs(urlsplit(self.path).query).get("default-graph-uri")
            given = {"default_graph": [ox.NamedNode(iri) for iri in default], "named_graphs": []} if default else {}
            data = store.query(query, **given).serialize(format=ox.QueryResultsFormat.XML)  # type: ignore[arg-type, union-attr]
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+xml")
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("name", ["case-history", "who-chaired"])
def test_an_endpoint_answers_as_the_program_does(endpoint: str, name: str) -> None:
    assert rows(kg.open(endpoint), saved_queries()[name].text) == kg.ask(str(GRAPH), name)


def test_an_endpoint_is_only_read(endpoint: str) -> None:
    graph = kg.open(endpoint).graph(URIRef("https://kg.example/graph/derived"))
    assert {str(o) for _, _, o in graph.triples((None, KG.status, None))} == {row["s"] for row in kg.ask(str(GRAPH), "SELECT DISTINCT ?s { GRAPH ?g { ?c kg:status ?s } }")}
    with pytest.raises(TypeError, match="read only"):
        kg.open(endpoint).add((KG.Case, rdflib.RDFS.comment, Literal("mine"), URIRef("https://a.example/mine")))


# --- the parser -------------------------------------------------------------------------------------------------------------


def quads(dataset: Dataset) -> set[tuple[object, ...]]:
    return {quad for quad in dataset.quads() if quad[3] != DATASET_DEFAULT_GRAPH_ID}


def test_a_dataset_takes_all_graphs_and_a_graph_the_flat_ones() -> None:
    expected = Dataset().parse(data=kg.export_quads(MINUTES), format="nquads")
    found = Dataset().parse(data=MINUTES, format="minutes")
    assert quads(found) == quads(expected) and len(found.default_graph) == 0
    flat = {quad[:3] for quad in quads(expected) if not str(quad[3]).endswith(("graph/ontology", "graph/concepts", "graph/entities", "graph/catalog"))}
    assert set(Graph().parse(data=MINUTES, format="minutes")) == flat
    named = Dataset().graph(URIRef("https://a.example/mine"))
    assert set(named.parse(data=MINUTES.encode("utf-16"), format="minutes")) == flat


def test_a_file_is_read_by_what_it_is() -> None:
    parsed = Dataset().parse(ROOT / "tests" / "minutes" / "109-mayor.pdf", format="minutes")
    assert {str(o) for _, _, o, _ in parsed.quads((None, KG.fileName, None, None))} == {"109-mayor.pdf"}
    assert any(True for _ in parsed.quads((None, KG.page, None, None)))


def test_corrections_beside_a_file_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(MINUTES, "utf-8")
    path.with_name("minutes.corrections.toml").write_text('by = "王小明"\n[[correction]]\nproperty = "地點"\nvalue = "市府"\nreason = "見會後更正函"\n', "utf-8")
    parsed = Dataset().parse(str(path), format="minutes")
    assert {str(o) for _, _, o, _ in parsed.quads((None, KG.venue, None, None))} == {"市府"}


def test_bases_and_words_of_one_s_own(tmp_path: Path) -> None:
    words = tmp_path / "words.ttl"
    words.write_text(f"@prefix action: <{PREFIXES['action']}> . @prefix skos: <{PREFIXES['skos']}> .\naction:noted skos:inScheme <https://kg.example/concept/action> ; skos:altLabel \"知道了\"@zh-hant .", "utf-8")
    text = MINUTES.replace("同意新增「共享 YouBike 單車」1案", "「共享 YouBike 單車」1案知道了")
    parsed = Dataset().parse(data=text, format="minutes", base="https://city.example/", vocabulary=[words])
    [decision] = {s for s, _, _, _ in parsed.quads((None, KG.wording, Literal("知道了"), None))}
    assert decision.startswith("https://city.example/decision/")
    assert dict(parsed.namespaces())["case"] == URIRef("https://city.example/case/雙北合作交流平臺/")


@pytest.mark.parametrize(("data", "message"), [("hello", "no minutes were found"), ("", "holds no text"), (b"\x89PNG\r\n\x1a\n0000", "unknown-format")])
def test_what_holds_no_minutes_is_refused(data: str | bytes, message: str) -> None:
    with pytest.raises(ParserError, match=message):
        Dataset().parse(data=data, format="minutes")


def test_rdflib_itself_knows_the_function_too() -> None:
    parsed = Dataset().parse(data=MINUTES, format="minutes")
    found = parsed.query('SELECT DISTINCT ?name WHERE { GRAPH ?g { ?case a kg:Case ; rdfs:label ?name FILTER(kg:matches(?name, "共享 單車")) } }')
    assert [str(row[0]) for row in found] == ["共享 YouBike 單車"]  # type: ignore[index]
    assert not list(parsed.query('SELECT ?case WHERE { GRAPH ?g { ?case a kg:Case FILTER(kg:matches(?case, "共享")) } }'))


def test_the_format_is_registered_by_installing(tmp_path: Path) -> None:
    metadata = tmp_path / "plugin-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("\n".join(["[rdf.plugins.parser]", *(f"{name} = {value}" for name, value in declared().items()), ""]))
    code = "import sys, rdflib; print(len(rdflib.Graph().parse(data=sys.stdin.read(), format='minutes')))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], input=MINUTES, capture_output=True, text=True, encoding="utf-8", env=environment)
    assert int(done.stdout) == len(Graph().parse(data=MINUTES, format="minutes")), done.stderr
