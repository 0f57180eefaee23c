"""The SPARQL 1.1 Graph Store Protocol: a graph named by ?graph=IRI or ?default, or by the address itself; without a name, the whole store."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.types import ASGIApp

from .accept import DATASETS
from .bodies import body_of, media_of, pairs, parts_of
from .paths import readable
from .server import Server
from .settings import LONGEST_WRITE
from .wire import Refused, Task

PATH = "/store"


async def store(request: Request, server: Server) -> ASGIApp:
    """Read, put, extend or take away a graph."""
    if request.method in ("GET", "HEAD"):
        return server.passed(request, "graph", {"graph": _graph(request, server)})
    server.permit(request)
    name = _graph(request, server)
    if request.method == "DELETE":
        return await server.changed(Task("delete", "", {"graph": name}))
    body = await body_of(request, LONGEST_WRITE)
    location = ""
    if name is None and media_of(request) not in DATASETS:
        if request.method == "PUT":
            raise Refused(400, "no graph is named", "name it as ?graph=IRI or ?default; the whole store is put as N-Quads or TriG")
        name = location = f"{server.address(request)}{PATH}/{secrets.token_hex(8)}"
    values = {"graph": name, "bodies": parts_of(body, request), "base": name or server.endpoint(request), "location": location}
    return await server.changed(Task("put" if request.method == "PUT" else "post", "", values))


def _graph(request: Request, server: Server) -> str | None:
    """Return the name of the graph of a request: "" is the default graph, `None` all of them."""
    given = pairs(request.url.query)
    named, default = [value for key, value in given if key == "graph"], [value for key, value in given if key == "default"]
    direct = request.scope["raw_path"].decode("ascii").removeprefix(PATH).strip("/")
    if len(named) + len(default) + bool(direct) > 1:
        raise Refused(400, "more than one graph is named", "name one, as ?graph=IRI, ?default or by the address itself")
    if direct:
        return f"{server.address(request)}{readable(request.scope['raw_path'].decode('ascii'))}"
    return named[0] if named else "" if default else None
