"""Writing to a server: who may, in which forms, whole or not at all; what readers see, and what stays after the end."""

import base64
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from graphs import graph_files, sample_files
from serving import TOKEN, serving

from kg.storage import open_folder

G = "http://a.example/graph/圖"
AUTH = {"Authorization": f"Bearer {TOKEN}"}
TURTLE = {"Content-Type": "text/turtle"}
UPDATE = {"Content-Type": "application/sparql-update"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "store"
    ox.Store(path)
    return path


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[httpx.Client]:
    with serving(folder, "--timeout", "4", token=TOKEN) as address, httpx.Client(base_url=address, timeout=30, headers=AUTH) as client:
        yield client


def put(server: httpx.Client, data: str, graph: str = G) -> int:
    return server.put("/store", params={"graph": graph}, content=data.encode(), headers=TURTLE).status_code


def count(server: httpx.Client, graph: str = G) -> int:
    return int(server.get("/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"}).json()["results"]["bindings"][0]["n"]["value"])


# --- who ----------------------------------------------------------------------------------------------------------------------------

SHOWN = {
    "": 401, "Bearer another": 403, "Bearer": 403, f"Bearer {TOKEN}": 204, f"bearer  {TOKEN}": 204, "Digest x": 401, "Basic !!": 403, "Bearer \xe9": 403,
    "Basic " + base64.b64encode(f"anybody:{TOKEN}".encode()).decode(): 204, "Basic " + base64.b64encode(b"anybody:another").decode(): 403,
}  # fmt: skip


@pytest.mark.parametrize(("shown", "status"), SHOWN.items(), ids=range(len(SHOWN)))
def test_only_who_shows_the_token_writes(server: httpx.Client, shown: str, status: int) -> None:
    headers = [(b"Authorization", shown.encode("latin-1"))] if shown else []
    address = str(server.base_url).rstrip("/")
    insert = 'INSERT DATA { <http://a.example/s> <http://a.example/p> "x" }'
    for form in ({"content": insert.encode(), "headers": [*headers, (b"Content-Type", b"application/sparql-update")]}, {"data": {"update": insert}, "headers": headers}):
        answer = httpx.post(f"{address}/update", **form)  # type: ignore[arg-type]
        assert answer.status_code == status, answer.text
        assert status != 401 or "Bearer" in answer.headers["www-authenticate"]
    assert httpx.put(f"{address}/store?default", content=b"", headers=[*headers, (b"Content-Type", b"text/turtle")]).status_code == status


# --- forms --------------------------------------------------------------------------------------------------------------------------

SAID = {
    "text/turtle": '<s> <http://a.example/p> "中"@zh-hant .', "application/n-triples": '<http://a.example/s> <http://a.example/p> "中"@zh-hant .',
    "application/ld+json": '{"@id": "http://a.example/s", "http://a.example/p": {"@value": "中", "@language": "zh-hant"}}',
    "application/rdf+xml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a.example/"><rdf:Description rdf:about="http://a.example/s"><a:p xml:lang="zh-hant">中</a:p></rdf:Description></rdf:RDF>',
    "application/n-quads": '<http://a.example/s> <http://a.example/p> "中"@zh-hant .', "application/trig": '<http://a.example/s> <http://a.example/p> "中"@zh-hant .',
}  # fmt: skip


@pytest.mark.parametrize("media", SAID)
def test_a_graph_is_put_and_read_in_every_form(server: httpx.Client, media: str) -> None:
    graph = "http://a.example/g"
    for expected in (201, 204):
        answer = server.put("/store", params={"graph": graph}, content=SAID[media].encode(), headers={"Content-Type": media})
        assert answer.status_code == expected, answer.text
    form = ox.RdfFormat.from_media_type(media)
    read = server.get("/store", params={"graph": graph}, headers={"Accept": media})
    assert form and [str(q.triple) for q in ox.parse(read.content, format=form)] == ['<http://a.example/s> <http://a.example/p> "中"@zh-hant']
    assert server.delete("/store", params={"graph": graph}).status_code == 204
    assert [server.request(method, "/store", params={"graph": graph}).status_code for method in ("GET", "HEAD", "DELETE")] == [404, 404, 404]


def test_the_whole_store_is_put_and_read(server: httpx.Client) -> None:
    quads = f'<http://a.example/s> <http://a.example/p> "1" <{G}> .\n<http://a.example/s> <http://a.example/p> "2" .\n'
    assert server.put("/store", content=quads.encode(), headers={"Content-Type": "application/n-quads"}).status_code == 204
    assert sorted(server.get("/store").text.splitlines(keepends=True)) == sorted(quads.splitlines(keepends=True))
    more = quads.replace('"1"', '"3"')
    assert server.post("/store", content=more.encode(), headers={"Content-Type": "application/n-quads"}).status_code == 204
    assert len(server.get("/store").text.splitlines()) == 3
    assert server.get("/store", headers={"Accept": "text/turtle"}).status_code == 406


def test_blank_nodes_stay_apart(server: httpx.Client) -> None:
    """Two graphs that both say _:a speak of two things."""
    for graph in (G, G + "2"):
        put(server, "_:a <http://a.example/p> 1 .", graph)
    query = "SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s <http://a.example/p> 1 } }"
    assert server.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["n"]["value"] == "2"


# --- whole or not at all -------------------------------------------------------------------------------------------------------------

FAULTY = [
    ("PUT", "/store", TURTLE, "<s> <p> .", 400, "1:9"), ("PUT", "/store", {"Content-Type": "text/csv"}, "a,b", 415, "text/csv is not read here"), ("PUT", "/store", {}, "", 415, "no media type"),
    ("PUT", "/store", {"Content-Type": "application/n-quads"}, "<http://a/> <http://a/> <http://a/> <http://a/> .", 400, "not understood"),
    ("PUT", "/store", {"Content-Type": "application/ld+json"}, '{"@context": "http://127.0.0.1:9/", "a": 1}', 400, "not understood"),
    ("POST", "/store", {"Content-Type": "multipart/form-data; boundary=x"}, "nothing", 400, "no parts"),
    ("POST", "/update", UPDATE, "DELETE WHERE { GRAPH ?g { ?s ?p ?o } } ; INSERT DATA { <s> }", 400, "not understood"),
    ("POST", "/update", UPDATE, "DELETE WHERE { GRAPH ?g { ?s ?p ?o } } ; DROP GRAPH <http://a.example/nothing>", 400, "nothing was changed"),
    ("POST", "/update", UPDATE, "LOAD <http://127.0.0.1:9/a>", 400, "1:1: LOAD asks another machine"),
    ("POST", "/update", UPDATE, "PREFIX a: <http://a/> INSERT {} WHERE { FILTER(?a<a:b)SERVICE#>\n?s { ?x ?y ?z } }", 400, "not understood"),
    ("POST", "/update", UPDATE, "INSERT DATA " + "{" * 200, 400, "nested more than 100 deep"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "headers", "body", "status", "said"), FAULTY, ids=range(len(FAULTY)))
def test_what_fails_changes_nothing(server: httpx.Client, method: str, path: str, headers: dict[str, str], body: str, status: int, said: str) -> None:
    put(server, "<http://a.example/s> <http://a.example/p> 1, 2 .")
    address = f"{path}?graph={G}" if path == "/store" else path
    answer = server.send(server.build_request(method, address, content=body.encode(), headers=headers))
    assert answer.status_code == status and said in answer.text and "help: " in answer.text, answer.text
    assert count(server) == 2


def test_an_update_that_takes_too_long_changes_nothing(server: httpx.Client) -> None:
    put(server, " ".join(f"<http://a.example/{n}> <http://a.example/p> {n} ." for n in range(2000)))
    pattern = f"GRAPH <{G}> {{ ?a ?b ?c . ?d ?e ?f . ?h ?i ?j }}"
    answer = server.post("/update", content=f"INSERT {{ GRAPH <{G}> {{ ?a ?e ?j }} }} WHERE {{ {pattern} FILTER(?c + ?f + ?j < 0) }}".encode(), headers=UPDATE)
    assert answer.status_code == 500 and "nothing was changed" in answer.text
    assert count(server) == 2000 and put(server, "") == 204 and count(server) == 0


def test_the_dataset_of_an_update_is_the_request_s(server: httpx.Client) -> None:
    """`DELETE WHERE` has no place for a dataset: it is rewritten with one."""
    put(server, "<http://a.example/s> <http://a.example/p> 1 .")
    put(server, "<http://a.example/s> <http://a.example/p> 1 .", G + "2")
    update = 'DELETE WHERE { GRAPH ?where { ?s <http://a.example/p> ?o } } ; INSERT { <http://a.example/done> <http://a.example/p> "WHERE" } WHERE {}'
    assert server.post("/update", params={"using-named-graph-uri": G}, content=update.encode(), headers=UPDATE).status_code == 204
    assert (count(server), count(server, G + "2")) == (0, 1)


# --- readers and the end ------------------------------------------------------------------------------------------------------------


def test_readers_see_what_was_written_and_nothing_half_done(server: httpx.Client) -> None:
    """While a graph is put again and again, every reader finds one state of it, whole."""
    found, stop = [], threading.Event()

    def read() -> None:
        with httpx.Client(base_url=server.base_url, timeout=30) as client:
            while not stop.is_set():
                found.append(count(client))

    put(server, " ".join(f"<http://a.example/{n}> <http://a.example/p> {n} ." for n in range(100)))
    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for size in (100, 200) * 5:
        put(server, " ".join(f"<http://a.example/{n}> <http://a.example/p> {n} ." for n in range(size)))
        assert count(server) == size
    stop.set()
    for thread in threads:
        thread.join()
    assert set(found) <= {100, 200} and found


def test_what_was_written_stays(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    ox.Store(folder)
    with serving(folder, token=TOKEN) as address:
        made = httpx.post(f"{address}/store", content=b"<> <http://a.example/p> 1 .", headers=TURTLE | AUTH)
        assert made.status_code == 201 and httpx.get(made.headers["location"], headers={"Accept": "application/n-triples"}).text.startswith(f"<{made.headers['location']}> ")
    assert len(ox.Store.read_only(str(folder))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["store"]  # no snapshot is left behind


def test_a_file_is_never_written_to(tmp_path: Path) -> None:
    graph = sample_files(tmp_path, "nq")["nq"]
    before = graph.read_bytes()
    with serving(graph, token=TOKEN) as address:
        assert httpx.post(f"{address}/update", content=b"DROP ALL", headers=UPDATE | AUTH).status_code == 204
        assert httpx.get(f"{address}/store").text == ""
    assert graph.read_bytes() == before


def test_readers_go_on_while_something_long_is_written(server: httpx.Client) -> None:
    put(server, " ".join(f"<http://a.example/{n}> <http://a.example/p> {n} ." for n in range(2000)))
    assert count(server) == 2000
    pattern = f"GRAPH <{G}> {{ ?a ?b ?c . ?d ?e ?f . ?h ?i ?j }}"
    long = threading.Thread(target=server.post, args=("/update",), kwargs={"content": f"INSERT {{ ?a ?e ?j }} WHERE {{ {pattern} FILTER(?c + ?f + ?j < 0) }}".encode(), "headers": UPDATE})
    long.start()
    time.sleep(0.3)
    assert count(server) == 2000 and long.is_alive()
    long.join()


ONE = "雙北合作交流平臺 112 年度市長層級會議紀錄\n\n壹、主席：臺北市政府 柯市長文哲\n\n貳、臨時動議：無\n"
TWO = ONE.replace("112", "113")


def load(graph: Path, store: Path) -> None:
    subprocess.run([sys.executable, "-m", "kg", "load", str(graph), "--to", str(store)], capture_output=True, check=True)


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def meetings(address: str) -> set[str]:
    found = httpx.get(f"{address}/sparql", params={"query": "PREFIX kg: <https://kg.example/ontology#> SELECT ?m { GRAPH ?g { ?m a kg:Meeting } }"}).json()
    return {row["m"]["value"].rpartition("/")[2] for row in found["results"]["bindings"]}


def test_a_store_folder_is_served_as_it_was_loaded_last(tmp_path: Path) -> None:
    first = graph_files({"112.txt": ONE}, made(tmp_path / "one"), "nq")["nq"]
    both = graph_files({"112.txt": ONE, "113.txt": TWO}, made(tmp_path / "two"), "nq")["nq"]
    load(first, tmp_path / "store")
    with serving(tmp_path / "store") as address:
        assert meetings(address) == {"112"}
        load(both, tmp_path / "store")
        assert meetings(address) == {"112", "113"}
        load(first, tmp_path / "store")
        assert meetings(address) == {"112"}


def test_what_is_written_to_a_store_folder_stays_in_it(tmp_path: Path) -> None:
    load(graph_files({"112.txt": ONE}, made(tmp_path / "one"), "nq")["nq"], tmp_path / "store")
    with serving(tmp_path / "store", token=TOKEN) as address:
        assert httpx.put(f"{address}/store", params={"graph": G}, content=b"<> <http://a.example/p> 1 .", headers=TURTLE | AUTH).status_code == 201
        assert httpx.get(f"{address}/store", params={"graph": G}, headers={"Accept": "text/turtle"}).status_code == 200
        ended = subprocess.run([sys.executable, "-m", "kg", "load", str(tmp_path / "one" / "graph.nq"), "--to", str(tmp_path / "store")], capture_output=True, text=True, check=False)
        assert ended.returncode == 3 and "process" in ended.stderr
    with open_folder(tmp_path / "store", writable=False) as folder:
        assert G in folder.graphs()
