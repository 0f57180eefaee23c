"""A store that records what it is asked, for profiles of stores that cannot run here: pyoxigraph behind the addresses of any of them."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox


class Asked(NamedTuple):
    """A request: its method, its path, its query or form, its body, its headers."""

    method: str
    path: str
    words: dict[str, str]
    body: str
    headers: dict[str, str]

    @property
    def writes(self) -> bool:
        return self.method in ("PUT", "DELETE") or self.headers.get("content-type", "").startswith("application/sparql-update")


class Reply(NamedTuple):
    """What is answered instead: a status with headers and a body; status 0 breaks the line."""

    status: int
    headers: Mapping[str, str] = MappingProxyType({})
    body: str = ""


class Recorder:
    """The store: `asked` is all it was asked, `instead` may answer in its place, `rows` is how many rows it gives at most."""

    def __init__(self) -> None:
        self.store = ox.Store()
        self.asked: list[Asked] = []
        self.instead: Callable[[Asked], Reply | None] = lambda asked: None
        self.rows: int | None = None
        self.url = ""

    @property
    def written(self) -> list[str]:
        """Return what changed the store, each as its method, its path and the graph, or as the first words of its update."""
        return [f"{a.method} {a.path} <{a.words['graph']}>" if "graph" in a.words else f"{a.method} {a.path} {' '.join(a.body.split()[:5])}" for a in self.asked if a.writes]

    def answer(self, asked: Asked) -> Reply:
        if "graph" in asked.words:
            return self._graph(asked, ox.NamedNode(asked.words["graph"]))
        if asked.writes:
            self.store.update(asked.body)
            return Reply(204)
        found = self.store.query(asked.words["query"])
        if isinstance(found, ox.QueryTriples):
            return Reply(200, {"Content-Type": "application/n-triples"}, (found.serialize(format=ox.RdfFormat.N_TRIPLES) or b"").decode())
        told = json.loads((found.serialize(format=ox.QueryResultsFormat.JSON) or b"").decode())
        cut = {"X-SPARQL-MaxRows": str(self.rows)} if self.rows and len(told["results"]["bindings"]) > self.rows else {}
        told["results"]["bindings"] = told["results"]["bindings"][: self.rows]
        return Reply(200, {"Content-Type": "application/sparql-results+json", **cut}, json.dumps(told))

    def _graph(self, asked: Asked, graph: ox.NamedNode) -> Reply:
        if asked.method == "GET":
            quads = [ox.Triple(*quad.triple) for quad in self.store.quads_for_pattern(None, None, None, graph)]
            return Reply(200, {"Content-Type": "application/n-triples"}, (ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b"").decode())
        self.store.remove_graph(graph)
        if asked.method == "PUT":
            self.store.load(asked.body, format=ox.RdfFormat.TURTLE, to_graph=graph)
        return Reply(204)


@contextmanager
def recorder() -> Iterator[Recorder]:
    """Run one on a free port of 127.0.0.1."""
    recording = Recorder()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def respond(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            form = body if headers.get("content-type", "") == "application/x-www-form-urlencoded" else ""
            parts = urlsplit(self.path)
            words = {name: values[0] for name, values in parse_qs(f"{parts.query}&{form}").items()}
            asked = Asked(self.command, parts.path, words, body, headers)
            recording.asked.append(asked)
            reply = recording.instead(asked) or recording.answer(asked)
            if not reply.status:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in {**reply.headers, "Content-Length": str(len(reply.body.encode()))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body.encode())

        do_GET = do_POST = do_PUT = do_DELETE = respond

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    recording.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield recording
    finally:
        server.shutdown()
        server.server_close()
