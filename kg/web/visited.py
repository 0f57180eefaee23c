"""The explorer over HTTP: pages, data and assets. Pages are made by the processes; only assets are read here."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from ..explorer.frame import STATIC
from ..explorer.site import PICTURES
from ..pictures import STYLE
from .accept import chosen, written
from .bodies import pairs
from .documents import document
from .linked import spoken
from .server import Server
from .wire import Refused

HOME = "index.html"
NAMES = ("cases", "connections", "search", "things", "graph")  # pages that answer without their ending as well
_MEDIA = {
    ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json", ".txt": "text/plain", ".md": "text/plain", ".wasm": "application/wasm",
    ".html": "text/html", ".map": "application/json",
}  # fmt: skip


async def home(request: Request, server: Server) -> ASGIApp:
    """Show the first page; to who wants plain text, what is where."""
    if chosen(request.headers.get("accept", "*/*"), ("text/html", "text/plain")) == "text/html":
        return visited(request, server, HOME)
    lines = [f"{server.address(request)}/{name}\n" for name in ("sparql", "store", "catalog", "ontology")]
    return Response("".join(lines), media_type="text/plain", headers={"Vary": "Accept"})


async def visit(request: Request, server: Server) -> ASGIApp:
    """Show a page of the explorer that is no thing's."""
    path = request.url.path.removeprefix("/")
    if path == "connections" and chosen(request.headers.get("accept", "*/*"), ("text/html", "application/json")) == "application/json":
        return server.passed(request, "connected", asked_of(request, server))
    return visited(request, server, path if path.endswith(".html") else f"{path}.html")


async def embedded(request: Request, server: Server) -> ASGIApp:
    """Show a page without its frame, for other sites to show."""
    return server.passed(request, "page", {"path": request.path_params["path"], "embedded": True, **asked_of(request, server)})


async def data(request: Request, server: Server) -> ASGIApp:
    """Give a file of data to scripts."""
    return server.passed(request, "data", {"path": request.path_params["path"], "match": request.headers.get("if-none-match", "")})


async def asset(request: Request, server: Server) -> ASGIApp:
    """Give a file of the explorer's own."""
    name = str(request.path_params["path"])
    body = _assets().get(name)
    if body is None:
        raise Refused(404, f"there is no asset {name}", "look at / for what is where")
    return document(request, body, written(_MEDIA.get(PurePosixPath(name).suffix, "application/octet-stream")))


def visited(request: Request, server: Server, path: str) -> ASGIApp:
    """Let a process make a page."""
    return server.passed(request, "page", {"path": path, **asked_of(request, server)})


def asked_of(request: Request, server: Server) -> dict[str, object]:
    """Return what pages need to know of a request."""
    return {"asked": dict(pairs(request.url.query)), "language": spoken(request), "address": server.address(request), "match": request.headers.get("if-none-match", "")}


@lru_cache
def _assets() -> dict[str, bytes]:
    found = {path.relative_to(STATIC).as_posix(): path.read_bytes() for path in sorted(STATIC.rglob("*")) if path.is_file()}
    return found | {PICTURES: STYLE.encode()}
