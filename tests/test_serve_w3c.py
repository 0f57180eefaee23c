"""The W3C's own tests of the SPARQL Protocol and the Graph Store Protocol, every request sent to a server at work.

Exceptions: none. Where a test leaves something open, or asks what the specification does not decide, `DECIDED` says how it
is read here.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS, Namespace
from serving import TOKEN, serving

W3C = Path(__file__).resolve().parents[2] / "shared" / "w3c" / "sparql" / "sparql11"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
HTS = Namespace("http://www.w3.org/2011/http-statusCodes#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
NAMED = {HTS.OK: 200, HTS.Created: 201, HTS.NoContent: 204, HTS.NotFound: 404}
DECIDED = {
    "head": "the answer to HEAD has the headers of GET and no body, so no body is compared",
    "update": "updates go to /update, queries to /sparql, as a service with two endpoints; an ASK that ends an update test is a query",
    "dataset": "graphs that a protocol test names and does not load exist nowhere: an ASK over them is answered from an empty dataset",
}

ROWS = {
    "application/sparql-results+json": "SPARQL_Results_JSON", "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV", "text/tab-separated-values": "SPARQL_Results_TSV",
}  # fmt: skip
TRIPLES = {
    "text/turtle": "Turtle", "application/n-triples": "N-Triples", "application/ld+json": "JSON-LD", "application/rdf+xml": "RDF_XML",
    "application/n-quads": "N-Quads", "application/trig": "TriG",
}  # fmt: skip

pytestmark = pytest.mark.skipif(not W3C.is_dir(), reason="the W3C tests are not beside this copy")


class Sent(NamedTuple):
    """One request of a test, and what is expected of its answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    expected: URIRef | BNode
    manifest: Graph


class Case(NamedTuple):
    name: str
    data: list[tuple[Path, str]]
    requests: list[Sent]


def manifest(path: Path) -> Graph:
    return Graph().parse(path, format="turtle", publicID=path.as_uri())


def cases(path: Path, kind: URIRef) -> list[Case]:
    g = manifest(path) if path.is_file() else Graph()
    return [case(g, test) for test in sorted(g.subjects(RDF.type, kind))]


def case(g: Graph, test: URIRef) -> Case:
    data = [(Path(httpx.URL(str(g.value(d, UT.graph))).path), str(g.value(d, RDFS.label))) for d in g.objects(test, UT.graphData)]
    requests = Collection(g, g.value(g.value(test, MF.action), HT.requests))
    return Case(str(test).rpartition("#")[2], data, [sent(g, request) for request in requests])


def sent(g: Graph, request: BNode) -> Sent:
    headers = {str(g.value(h, HT.fieldName)): str(g.value(h, HT.fieldValue)) for h in listed(g, g.value(request, HT.headers))}
    content = g.value(request, HT.body)
    body = str(g.value(content, CNT.chars)).encode(str(g.value(content, CNT.characterEncoding))) if content else b""
    return Sent(str(g.value(request, HT.methodName)), str(g.value(request, HT.absolutePath)), headers, body, g.value(request, HT.resp), g)


def listed(g: Graph, head: BNode | None) -> Iterator[BNode]:
    return iter(Collection(g, head)) if head else iter(())


PROTOCOL = cases(W3C / "protocol" / "manifest.ttl", MF.ProtocolTest)
STORE = [one for way in ("direct", "indirect") for one in cases(W3C / "graph-store-protocol" / f"manifest-{way}.ttl", MF.GraphStoreProtocolTest)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("empty") / "store"
    ox.Store(folder)
    with serving(folder, token=TOKEN) as address:
        yield address


def ask(address: str, method: str, path: str, headers: dict[str, str], body: bytes) -> httpx.Response:
    """Send exactly these headers on a connection of its own: no type of the client's own making."""
    with httpx.Client(base_url=address, timeout=30) as client:
        request = httpx.Request(method, f"{address}{path}", content=body, headers={"Authorization": f"Bearer {TOKEN}"} | headers)
        return client.send(request, follow_redirects=False)


def write(address: str, update: str) -> None:
    answer = ask(address, "POST", "/update", {"Content-Type": "application/sparql-update"}, update.encode())
    assert answer.status_code == 204, answer.text


def status_fits(code: int, wanted: set[URIRef]) -> bool:
    classes = {int(found[1]) for one in wanted if (found := re.search(r"StatusCode(\d)xx$", str(one)))}
    return code in {NAMED[one] for one in wanted if one in NAMED} or code // 100 in classes


def parsed(answer: httpx.Response, base: str) -> Graph:
    kind = answer.headers["content-type"].partition(";")[0]
    form = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml", "application/ld+json": "json-ld"}[kind]
    return Graph().parse(data=answer.content, format=form, publicID=base)


def verify(one: Sent, answer: httpx.Response) -> None:
    g, expected = one.manifest, one.expected
    assert status_fits(answer.status_code, set(g.objects(expected, MF.expectedStatus))), f"{answer.status_code} {answer.text}"
    if (truth := g.value(expected, MF.expectedBoolean)) is not None:
        assert answer.json()["boolean"] == truth.toPython()
    form = str(g.value(expected, MF.expectedFormat) or "")
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if form in ("boolean", "tabular"):
        assert kind in ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
    if form == "RDF":
        parsed(answer, "http://a.example/")
    for header in listed(g, g.value(expected, HT.headers)):
        assert answer.headers[str(g.value(header, HT.fieldName))] == str(g.value(header, HT.fieldValue))
    content = g.value(expected, HT.body)
    if content is not None and one.method != "HEAD":
        wanted = Graph().parse(data=str(g.value(content, CNT.chars)), format="turtle", publicID=str(answer.url))
        assert isomorphic(parsed(answer, str(answer.url)), wanted)


@pytest.mark.parametrize("test", PROTOCOL, ids=lambda test: test.name)
def test_the_protocol(server: str, test: Case) -> None:
    write(server, "CLEAR ALL")
    for path, graph in test.data:
        write(server, f"INSERT DATA {{ GRAPH <{graph}> {{ {path.read_text('utf-8')} }} }}")
    for one in test.requests:
        updating = one.headers.get("content-type") == "application/sparql-update" or "update=" in one.path or one.body.startswith(b"update=") or test.name.startswith("bad_update")
        endpoint = "/update" if updating else "/sparql"
        verify(one, ask(server, one.method, one.path.replace("/sparql/", endpoint, 1), one.headers, one.body))


@pytest.mark.parametrize("test", STORE, ids=lambda test: test.name)
def test_the_graph_store(server: str, test: Case) -> None:
    write(server, "DROP ALL")
    location = ""
    for one in test.requests:
        path = one.path.replace("$LOCATION$", quote(location, safe=""))
        answer = ask(server, one.method, path.replace("/gsp", "/store", 1), one.headers, one.body.replace(b"$LOCATION$", location.encode()))
        verify(one, answer)
        if one.manifest.value(one.expected, MF.expectedLocation) is not None:
            location = answer.headers["location"]


def test_none_is_missing() -> None:
    assert (len(PROTOCOL), len(STORE)) == (34, 14)
    assert sum(len(test.requests) for test in PROTOCOL) == 39 and sum(len(test.requests) for test in STORE) == 40


# --- service description: three tests, of which the suite gives the names ----------------------------------------------------------


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"])
def test_the_service_describes_itself(server: str, accept: str) -> None:
    """returns-rdf, has-endpoint-triple and conforms-to-schema: every term is the schema's, where its domain and range allow it."""
    answer = ask(server, "GET", "/sparql", {"Accept": accept}, b"")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith(accept)
    found, sd = parsed(answer, str(answer.url)), Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert list(found.subjects(sd.endpoint, URIRef(f"{server}/sparql")))
    schema = Graph().parse(W3C.parents[2] / "vocabularies" / "sd.ttl", format="turtle")
    for subject, predicate, value in found:
        if predicate == RDF.type:
            assert (value, None, None) in schema
            continue
        assert str(predicate).startswith(str(sd)) and (predicate, RDF.type, None) in schema
        domain = set(schema.objects(predicate, RDFS.domain))
        assert not domain or domain & set(found.objects(subject, RDF.type))
        assert not isinstance(value, Literal)


def test_the_description_says_what_the_server_can_do(server: str) -> None:
    """Each form that is described as an answer's is answered in; updates are named where they are taken."""
    text = ask(server, "GET", "/sparql", {"Accept": "application/n-triples"}, b"").text
    assert "#SPARQL11Query>" in text and "#SPARQL11Update>" in text
    stated = set(re.findall(r"resultFormat> <http://www.w3.org/ns/formats/([^>]+)>", text))
    answered = {**dict.fromkeys(ROWS, "SELECT * {}"), **dict.fromkeys(TRIPLES, "CONSTRUCT WHERE { ?s ?p ?o }")}
    assert stated == {name for names in (ROWS, TRIPLES) for name in names.values()}
    for media, query in answered.items():
        answer = ask(server, "POST", "/sparql", {"Content-Type": "application/sparql-query", "Accept": media}, query.encode())
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, media)
