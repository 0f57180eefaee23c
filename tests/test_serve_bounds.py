"""What a server bears: queries without end, answers without end, greedy and slow clients; and that others are served meanwhile."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from graphs import sample_files
from serving import serving

CROSS = "GRAPH ?a { ?b ?c ?d } GRAPH ?e { ?f ?g ?h } GRAPH ?i { ?j ?k ?l }"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"
FLOOD = f"SELECT * {{ {CROSS} }}"
GREEDY = f"SELECT * {{ {CROSS} }} ORDER BY ?l"
ASK = {"query": "ASK {}"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_files(tmp_path_factory.mktemp("sample"), "nq")["nq"]


@pytest.fixture(scope="module")
def hurried(graph: Path) -> Iterator[httpx.Client]:
    with serving(graph, "--timeout", "1", "--workers", "2") as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def narrow(graph: Path) -> Iterator[httpx.Client]:
    with serving(graph, "--max-rows", "20000", "--workers", "2") as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def patient(graph: Path) -> Iterator[httpx.Client]:
    with serving(graph, "--timeout", "300", "--workers", "2") as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def test_a_query_without_end_is_ended(hurried: httpx.Client) -> None:
    answer = hurried.get("/sparql", params={"query": ENDLESS})
    assert answer.status_code == 500 and "not answered within 1 seconds" in answer.text and "narrow the query" in answer.text
    assert hurried.get("/sparql", params=ASK).json()["boolean"] is True


def test_a_query_of_an_empty_dataset_without_end_is_ended_too(hurried: httpx.Client) -> None:
    """Looking at a query may itself run it: that, too, happens where it can be ended."""
    values = " ".join(f'"{n} service"' for n in range(300))
    crossed = " ".join(f"VALUES ?v{n} {{ {values} }}" for n in range(5))
    assert hurried.post("/sparql", data={"query": f"ASK {{ {crossed} FILTER(CONCAT(?v0, ?v1, ?v2, ?v3, ?v4) = 'x') }}"}).status_code == 500


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
def test_an_answer_with_too_many_rows_is_never_taken_for_whole(narrow: httpx.Client, accept: str) -> None:
    query = "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?q ?r } }"
    with pytest.raises(httpx.TransportError):
        narrow.get("/sparql", params={"query": query}, headers={"Accept": accept})
    answer = narrow.get("/sparql", params={"query": f"{query} LIMIT 20000"}, headers={"Accept": accept, "Accept-Encoding": "gzip"})
    assert answer.status_code == 200 and len(answer.content) > 1_000_000


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
def test_rows_are_counted_to_the_last(graph: Path, accept: str) -> None:
    """A value with line ends, quotes, commas and brackets is still one row."""
    rows = " ".join(f'("{n}" "a\\n\\",{{\\"<result>,{{\\"\\r\\n{n}")' for n in range(11))
    with serving(graph, "--max-rows", "10", "--workers", "1") as address:
        for rows_asked, status in ((10, 200), (11, 500)):
            query = f"SELECT * {{ VALUES (?x ?y) {{ {rows} }} }} LIMIT {rows_asked}"
            answer = httpx.post(f"{address}/sparql", data={"query": query}, headers={"Accept": accept})
            assert answer.status_code == status, answer.text
            assert status == 200 or "more rows than this server gives" in answer.text


def test_triples_are_counted_too(narrow: httpx.Client) -> None:
    with pytest.raises(httpx.TransportError):
        narrow.get("/sparql", params={"query": f"CONSTRUCT {{ ?b ?c ?l }} WHERE {{ {CROSS} }}"})


@pytest.mark.skipif(sys.platform != "linux", reason="this system keeps no count of a process's memory")
def test_a_query_that_needs_too_much_memory_is_ended(graph: Path) -> None:
    with serving(graph, "--memory", "200", "--timeout", "60", "--workers", "2") as address:
        answer = httpx.get(f"{address}/sparql", params={"query": GREEDY}, timeout=60)
        assert answer.status_code == 500 and "memory" in answer.text
        assert httpx.get(f"{address}/sparql", params=ASK).json()["boolean"] is True


def test_the_first_row_leaves_before_the_last_is_computed(patient: httpx.Client) -> None:
    """This answer has more rows than could be computed in years."""
    with patient.stream("GET", "/sparql", params={"query": FLOOD}) as answer:
        first = next(answer.iter_bytes())
    assert answer.headers["transfer-encoding"] == "chunked" and b'"bindings":[{' in first


def test_an_answer_that_has_begun_is_broken_off(hurried: httpx.Client) -> None:
    """Time is up when rows have gone out: no client may take them for all."""
    with pytest.raises(httpx.TransportError), hurried.stream("GET", "/sparql", params={"query": FLOOD}) as answer:
        assert answer.status_code == 200
        for _ in answer.iter_bytes():
            pass


def test_a_hostile_query_stops_nobody_else(patient: httpx.Client) -> None:
    hostile = threading.Thread(target=_ask_until_cut_off, args=(patient.base_url, ENDLESS), daemon=True)
    hostile.start()
    time.sleep(0.5)
    for _ in range(10):
        assert patient.get("/sparql", params=ASK).json()["boolean"] is True
    assert hostile.is_alive()


def _ask_until_cut_off(address: httpx.URL, query: str) -> None:
    with contextlib.suppress(httpx.TransportError):
        httpx.get(f"{address}/sparql", params={"query": query}, timeout=8)


def test_who_goes_away_frees_the_process(graph: Path) -> None:
    """With one process: an endless query whose asker has left does not keep it."""
    with serving(graph, "--timeout", "300", "--workers", "1") as address:
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{address}/sparql", params={"query": ENDLESS}, timeout=0.5)
        assert httpx.get(f"{address}/sparql", params=ASK, timeout=30).json()["boolean"] is True


def test_who_asks_too_much_is_told_to_wait(graph: Path) -> None:
    """One process, kept busy; one address may have half of the places that wait."""
    with serving(graph, "--timeout", "300", "--workers", "1") as address:
        socks = [_requested(address, ENDLESS if n == 0 else "ASK {}") for n in range(66)]
        answers = [sock.recv(4096) for sock in socks[65:]]
        assert [b" 429 " in answer and b"retry-after: 2" in answer for answer in answers] == [True]
        for sock in socks:
            sock.close()


def _requested(address: str, query: str) -> socket.socket:
    url = httpx.URL(address, path="/sparql", params={"query": query})
    sock = socket.create_connection((url.host, url.port), timeout=30)
    sock.sendall(f"GET {url.raw_path.decode()} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    time.sleep(0.01)
    return sock


def test_ctrl_c_ends_it_well_while_it_is_at_work(graph: Path) -> None:
    """`serving` asserts the exit code; the process that answers an endless query is gone, too."""
    with serving(graph, "--timeout", "300", "--workers", "1") as address:
        sock = _requested(address, ENDLESS)
        time.sleep(0.3)
    sock.close()


def test_a_worker_that_dies_is_replaced(graph: Path) -> None:
    with serving(graph, "--workers", "1") as address:
        assert httpx.get(f"{address}/sparql", params=ASK).status_code == 200
        for child in _workers(address):
            os.kill(child, signal.SIGKILL)
        time.sleep(0.2)
        assert httpx.get(f"{address}/sparql", params=ASK, timeout=30).json()["boolean"] is True


def _workers(address: str) -> list[int]:
    """Return the processes that were started by the server on this port."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [line.split(None, 2) for line in listed[1:]]
    servers = {row[0] for row in rows if int(row[1]) == os.getpid() and "kg serve" in row[2]}
    return [int(row[0]) for row in rows if row[1] in servers and "spawn_main" in row[2]]


def test_the_answer_under_load_is_the_answer(patient: httpx.Client) -> None:
    query = {"query": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"}
    wanted = patient.get("/sparql", params=query).json()
    found: list[object] = []

    def ask() -> None:
        found.extend(httpx.get(f"{patient.base_url}/sparql", params=query, timeout=60).json() for _ in range(3))

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [json.dumps(one) for one in found] == [json.dumps(wanted)] * 36
