"""Measure the endpoint: the saved questions over HTTP, by the engine itself, by rdflib in memory; and many clients at once.

    python -m tests.bench.serve                     300 invented minutes, 50 clients for 60 seconds
    python -m tests.bench.serve 1000 20 30          other numbers: minutes, clients, seconds
    python -m tests.bench.serve graph.nq 50 60      a graph file instead of invented minutes
    RDFLIB=1 python -m tests.bench.serve 50         with rdflib, which takes its time

Times are medians of wall-clock seconds: the engine writes its answer as JSON into memory, the endpoint is asked by one
client on one connection, in turn with the engine, so that both have the same machine. rdflib is asked once, and given up after a while.
"""

import json
import os
import signal
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from types import FrameType

import httpx
import pyoxigraph as ox

from kg.outlet import spooled
from kg.pipeline import export
from kg.query import saved_queries
from kg.source import Source
from kg.vocab import read_vocabulary
from tests.serving import serving

from .generate import generate
from .queries import questions

REPEAT, FEWEST, LONG = 15, 3, 20  # times a question is asked; at least, if that takes more than some seconds
PATIENCE = 120  # seconds that rdflib may take for a question
QUERY = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json", "Accept-Encoding": "identity"}


def main() -> None:
    """Print the tables."""
    what, clients, seconds = (*sys.argv[1:], *("300", "50", "60")[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as name:
        graph = Path(what) if what.endswith(".nq") else _generated(int(what), Path(name))
        ox.Store(Path(name, "store")).bulk_load(path=str(graph), format=ox.RdfFormat.N_QUADS)
        store = ox.Store.read_only(str(Path(name, "store")))
        print(f"{len(store):,} quads, {os.cpu_count()} processors")
        texts = dict(_texts(store))
        with serving(Path(name, "store"), "--timeout", "600", "--max-rows", "10000000") as address:
            compare(store, address, texts, _rdflib(graph, texts) if os.environ.get("RDFLIB") else {})
            crowd(store, address, texts, int(clients), float(seconds))


def compare(store: ox.Store, address: str, texts: dict[str, str], slow: dict[str, float]) -> None:
    """Print a row a question."""
    print(f"{'question':20}{'engine':>10}{'endpoint':>10}{'adds':>8}{'rdflib':>10}{'times':>8}")
    directly, served = [], []
    with httpx.Client(base_url=address, timeout=600) as client:
        for name, text in texts.items():
            engine, endpoint = _medians(store, client, text)
            directly.append(engine)
            served.append(endpoint)
            other = f"{slow[name]:9.2f}s{slow[name] / endpoint:8.0f}" if name in slow else ""
            print(f"{name:20}{engine * 1000:8.1f}ms{endpoint * 1000:8.1f}ms{endpoint / engine - 1:8.1%}{other}")
    print(f"{'all twelve':20}{sum(directly) * 1000:8.1f}ms{sum(served) * 1000:8.1f}ms{sum(served) / sum(directly) - 1:8.1%}")


def crowd(store: ox.Store, address: str, texts: dict[str, str], clients: int, seconds: float) -> None:
    """Let clients ask at once, and count what came back."""
    wanted = {text: _rows(_directly(store, text)) for text in texts.values()}
    counted = {"right": 0, "wrong": 0, "refused": 0, "error": 0}
    end = perf_counter() + seconds

    def ask(first: int) -> None:
        turned = [*wanted][first:] + [*wanted][:first]
        with httpx.Client(base_url=address, timeout=120) as client:
            while perf_counter() < end:
                for text in turned:
                    counted[_outcome(client, text, wanted[text])] += 1

    threads = [threading.Thread(target=ask, args=(number % 12,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{clients} clients, {seconds:g} seconds: {', '.join(f'{value:,} {name}' for name, value in counted.items())}")


def _outcome(client: httpx.Client, text: str, wanted: list[str]) -> str:
    try:
        answer = client.post("/sparql", content=text.encode(), headers=QUERY)
    except httpx.TransportError:
        return "error"
    if answer.status_code in (429, 503):
        return "refused"
    return "error" if answer.status_code != 200 else "right" if _rows(answer.content) == wanted else "wrong"


def _medians(store: ox.Store, client: httpx.Client, text: str) -> tuple[float, float]:
    engine, endpoint = [], []
    end = perf_counter() + LONG
    while len(engine) < FEWEST or (len(engine) < REPEAT and perf_counter() < end):
        start = perf_counter()
        _directly(store, text)
        between = perf_counter()
        client.post("/sparql", content=text.encode(), headers=QUERY).raise_for_status()
        engine.append(between - start)
        endpoint.append(perf_counter() - between)
    return statistics.median(engine), statistics.median(endpoint)


def _directly(store: ox.Store, text: str) -> bytes:
    return store.query(text).serialize(format=ox.QueryResultsFormat.JSON) or b""  # type: ignore[union-attr]


def _rows(data: bytes) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in json.loads(data)["results"]["bindings"])


def _generated(number: int, folder: Path) -> Path:
    texts = [Source(text=text, name=name) for name, text in generate(number)]
    return spooled(lambda write: export(texts, read_vocabulary(), write), folder)


def _texts(store: ox.Store) -> Iterator[tuple[str, str]]:
    """Yield the saved questions; the one for evidence about one thing, as it is meant."""
    for saved in saved_queries().values():
        asked = questions(saved, {0: store})
        name = " (one)" if saved.name == "evidence" else ""
        yield saved.name + name, asked[name][0]


def _rdflib(graph: Path, texts: dict[str, str]) -> dict[str, float]:
    """Return seconds a question; those it was given up on count as the patience that was had with it."""
    from rdflib import Dataset

    held, found = Dataset(), {}
    held.parse(graph, format="nquads")
    for name, text in texts.items():
        start = perf_counter()
        try:
            with _at_most(PATIENCE):
                len(list(held.query(text)))
        except TimeoutError:
            print(f"rdflib: {name} was given up after {PATIENCE} seconds")
        found[name] = perf_counter() - start
    return found


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


if __name__ == "__main__":
    main()
