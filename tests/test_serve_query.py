"""`kg serve` as a tool sees it that asks: forms of answers and of requests, what is refused and where, what a browser may do."""

import csv
import gzip
import http.client
import io
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from graphs import sample_files
from serving import serving

from kg.query import saved_queries

COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
CASES = "SELECT ?title { GRAPH ?g { ?c a <https://kg.example/ontology#Case> ; <http://www.w3.org/2000/01/rdf-schema#label> ?title } } ORDER BY ?title"
DERIVED = "https://kg.example/graph/derived"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_files(tmp_path_factory.mktemp("sample"), "nq")["nq"]


@pytest.fixture(scope="module")
def server(graph: Path) -> Iterator[httpx.Client]:
    with serving(graph) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def store(graph: Path) -> ox.Store:
    held = ox.Store()
    held.bulk_load(path=str(graph), format=ox.RdfFormat.N_QUADS)
    return held


def ask(server: httpx.Client, query: str, accept: str = "*/*", **parameters: str | list[str]) -> httpx.Response:
    return server.get("/sparql", params={"query": query} | parameters, headers={"Accept": accept})


# --- forms ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", saved_queries())
def test_the_saved_questions_are_answered_as_the_engine_answers_them(server: httpx.Client, store: ox.Store, name: str) -> None:
    text = saved_queries()[name].text
    answer = server.post("/sparql", content=text.encode(), headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code == 200
    direct = store.query(text).serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[union-attr]
    rows, wanted = (sorted(json.dumps(row, sort_keys=True) for row in json.loads(data)["results"]["bindings"]) for data in (answer.content, direct or b""))
    assert rows == wanted and rows


FORMS = {
    "application/sparql-results+json": "application/sparql-results+json", "application/json": "application/json",
    "application/sparql-results+xml": "application/sparql-results+xml", "text/csv": "text/csv; charset=utf-8",
    "text/tab-separated-values": "text/tab-separated-values; charset=utf-8", "*/*": "application/sparql-results+json",
    "text/csv;q=0.5, application/sparql-results+xml": "application/sparql-results+xml", "text/*": "text/csv; charset=utf-8",
    "text/html, application/xhtml+xml, */*;q=0.8": "application/sparql-results+json", "application/sparql-results+json;q=0, */*": "application/sparql-results+xml",
    "": "application/sparql-results+json",
}  # fmt: skip


@pytest.mark.parametrize(("accept", "media"), FORMS.items())
def test_the_form_of_best_quality_is_taken(server: httpx.Client, accept: str, media: str) -> None:
    answer = ask(server, COUNT, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media) and "Accept" in answer.headers["vary"]


def test_rows_are_the_same_in_every_form(server: httpx.Client) -> None:
    wanted = [row["title"]["value"] for row in ask(server, CASES).json()["results"]["bindings"]]
    assert [row[0] for row in csv.reader(io.StringIO(ask(server, CASES, "text/csv").text))][1:] == wanted
    found = ox.parse_query_results(ask(server, CASES, "application/sparql-results+xml").content, format=ox.QueryResultsFormat.XML)
    assert [row["title"].value for row in found] == wanted  # type: ignore[union-attr]


@pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "application/n-quads", "application/trig"])
def test_triples_are_the_same_in_every_form(server: httpx.Client, accept: str) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{DERIVED}> {{ ?s ?p ?o }} }}"
    answer = ask(server, query, accept)
    form = ox.RdfFormat.from_media_type(accept)
    assert form and answer.headers["content-type"].startswith(accept)
    assert {q.triple for q in ox.parse(answer.content, format=form)} == {q.triple for q in ox.parse(ask(server, query).content, format=ox.RdfFormat.TURTLE)}


@pytest.mark.parametrize(("query", "accept"), [(COUNT, "text/turtle"), (COUNT, "image/png"), ("ASK {}", "text/csv"), ("DESCRIBE <http://a.example/>", "text/csv")])
def test_a_form_that_cannot_be_is_refused(server: httpx.Client, query: str, accept: str) -> None:
    answer = ask(server, query, accept)
    assert answer.status_code == 406 and "ask for one of" in answer.text and answer.headers["vary"]


def test_long_answers_are_compressed_where_that_is_understood(server: httpx.Client) -> None:
    query = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    plain = server.get("/sparql", params={"query": query}, headers={"Accept-Encoding": "identity"})
    with server.stream("GET", "/sparql", params={"query": query}, headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == "gzip" and len(raw) < len(plain.content) / 5
    assert gzip.decompress(raw) == plain.content and "content-encoding" not in plain.headers
    assert "content-encoding" not in server.get("/sparql", params={"query": query}, headers={"Accept-Encoding": "gzip;q=0"}).headers


# --- the dataset ---------------------------------------------------------------------------------------------------------------------


def test_the_request_names_the_dataset(server: httpx.Client) -> None:
    plain, named = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

    def count(query: str, **parameters: str | list[str]) -> int:
        return int(ask(server, query, **parameters).json()["results"]["bindings"][0]["n"]["value"])

    one, two = count(plain, **{"default-graph-uri": DERIVED}), count(plain, **{"default-graph-uri": "https://kg.example/graph/catalog"})
    assert one and two and count(plain) == 0
    assert count(plain, **{"default-graph-uri": [DERIVED, "https://kg.example/graph/catalog"]}) == one + two
    assert count(named, **{"named-graph-uri": DERIVED}) == 1 < count(named)
    assert count(plain.replace("{ ?s", "FROM <https://kg.example/graph/catalog> { ?s"), **{"default-graph-uri": DERIVED}) == one
    assert ask(server, plain, **{"default-graph-uri": "no iri"}).status_code == 400


def test_describe_looks_into_all_graphs(server: httpx.Client) -> None:
    assert "環狀線" in ask(server, "DESCRIBE <https://kg.example/project/環狀線>").text


# --- what is refused -----------------------------------------------------------------------------------------------------------------

REFUSED = {
    "SELECT * {\n  GRAPH ?g { ?s ?p }\n}": "2:20: the query is not understood at }",
    "SELECT * { ?s kg:case ?o }": "1:15: the prefix kg: is not declared",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": "1:12: SERVICE asks another machine",
    "PREFIX a: <http://a/> ASK { FILTER(?a<a:b)SERVICE#>\n<http://127.0.0.1:9/> {?s ?p ?o} }": "not understood",
    "LOAD <http://127.0.0.1:9/>": "1:1: LOAD would change the graph",
    "DROP ALL": "1:1: DROP would change the graph",
    "ASK { " + "{" * 5000 + "}" * 5001: "nested more than 100 deep",
    "": "1:1: the query ends too early",
}


@pytest.mark.parametrize(("query", "said"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_is_not_understood_is_said_with_its_place(server: httpx.Client, query: str, said: str) -> None:
    answer = server.post("/sparql", data={"query": query})
    assert answer.status_code == 400 and said in answer.text and "help: " in answer.text and "Traceback" not in answer.text


TYPED = {"Content-Type": "application/sparql-query"}
WRONG = [
    ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, b"", 400), ("GET", "/sparql?query=%FF", {}, b"", 400), ("GET", "/sparql?update=DROP+ALL", {}, b"", 400),
    ("POST", "/sparql", {}, b"ASK {}", 415), ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415), ("POST", "/sparql", TYPED, b"ASK { \xff }", 400),
    ("POST", "/sparql", TYPED | {"Content-Encoding": "gzip"}, gzip.compress(b"ASK {}"), 415), ("POST", "/sparql", TYPED, b"ASK {}" + b" " * 1_000_001, 413),
    ("POST", "/sparql", {"Content-Type": "application/x-www-form-urlencoded"}, b"", 400), ("PUT", "/sparql", TYPED, b"ASK {}", 405), ("DELETE", "/catalog", {}, b"", 405),
    ("POST", "/update", {"Content-Type": "application/sparql-update"}, b"DROP ALL", 403), ("PUT", "/store?default", {"Content-Type": "text/turtle"}, b"", 403),
    ("DELETE", f"/store?graph={DERIVED}", {}, b"", 403), ("GET", "/store?graph=https://kg.example/nothing", {}, b"", 404), ("GET", "/store?graph=a%20b", {}, b"", 400),
    ("GET", f"/store?default&graph={DERIVED}", {}, b"", 400),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "headers", "body", "status"), WRONG, ids=range(len(WRONG)))
def test_wrong_requests_are_refused(server: httpx.Client, method: str, path: str, headers: dict[str, str], body: bytes, status: int) -> None:
    answer = server.send(httpx.Request(method, f"{server.base_url}".rstrip("/") + path, headers=headers, content=body))
    assert answer.status_code == status and "help: " in answer.text
    assert ask(server, "ASK {}").json()["boolean"] is True


def test_an_endless_body_is_cut_off(server: httpx.Client) -> None:
    """Without a length nobody knows how much will come: what is too much is refused while it comes."""

    def endless() -> Iterator[bytes]:
        while True:
            yield b"#" * 65_536

    try:
        status = server.post("/sparql", content=endless(), headers=TYPED).status_code
    except httpx.TransportError:
        status = 413  # the connection was closed while more was sent
    assert status == 413


# --- browsers and other clients ------------------------------------------------------------------------------------------------------


def test_scripts_of_other_sites_may_read_and_not_write(server: httpx.Client) -> None:
    assert ask(server, "ASK {}").headers["access-control-allow-origin"] == "*"
    asked = server.options("/update", headers={"Origin": "https://a.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"})
    assert asked.status_code == 204 and "authorization" not in asked.headers["access-control-allow-headers"].lower()
    assert "PUT" not in asked.headers["access-control-allow-methods"]


@pytest.mark.parametrize("path", ["/", "/sparql", "/sparql?query=ASK%7B%7D", "/ontology.html", "/nothing", "/catalog"])
def test_every_answer_bears_what_keeps_a_browser_safe(server: httpx.Client, path: str) -> None:
    headers = server.get(path).headers
    assert headers["x-content-type-options"] == "nosniff" and "default-src 'self'" in headers["content-security-policy"]


def test_old_clients_get_the_answer_at_once(server: httpx.Client) -> None:
    """HTTP/1.0 has no pieces: without a length, a client could take half an answer for whole."""
    connection = http.client.HTTPConnection(server.base_url.host, server.base_url.port)
    connection._http_vsn, connection._http_vsn_str = 10, "HTTP/1.0"  # type: ignore[attr-defined]
    connection.request("GET", "/sparql?query=SELECT*%7BGRAPH%3Fg%7B%3Fs%3Fp%3Fo%7D%7D")
    answer = connection.getresponse()
    assert int(answer.headers["content-length"]) == len(body := answer.read()) > 1_000_000 and body.endswith(b"]}}")
