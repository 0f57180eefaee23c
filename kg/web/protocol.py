"""The SPARQL 1.1 Protocol: from a request to a query or an update."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from .bodies import body_of, media_of, pairs, text_of
from .server import Server
from .settings import LONGEST_QUERY, LONGEST_WRITE
from .wire import Refused, Task

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


async def sparql(request: Request, server: Server) -> ASGIApp:
    """Answer a query, or run an update, or describe the service where neither is given."""
    given = pairs(request.url.query)
    kind = media_of(request) if request.method == "POST" else ""
    if request.method == "POST" and kind not in (FORM, QUERY, UPDATE):
        raise Refused(415, f"a request in {kind or 'no media type'} is not read here", f"send it as {QUERY}, {UPDATE} or {FORM}, and say so in Content-Type", (("Connection", "close"),))
    if kind == UPDATE:
        server.permit(request)
    if kind == FORM:
        given += pairs(text_of(await body_of(request, LONGEST_WRITE if server.permits(request) else LONGEST_QUERY), request))
    elif kind:
        given.append((kind.removeprefix("application/sparql-"), text_of(await body_of(request, LONGEST_QUERY if kind == QUERY else LONGEST_WRITE), request)))
    asked, written = _all(given, "query"), _all(given, "update")
    if len(asked) + len(written) > 1:
        raise Refused(400, "the request asks more than one thing", "send one query or one update")
    if written:
        return await _update(request, server, written[0], given)
    if asked:
        return _query(request, server, asked[0], given)
    if request.method == "POST":
        raise Refused(400, "the request asks nothing", "send a query as query=… or as a body in application/sparql-query")
    return server.description(request)


def _query(request: Request, server: Server, text: str, given: Sequence[tuple[str, str]]) -> ASGIApp:
    if len(text) > LONGEST_QUERY:
        raise Refused(413, f"the query is longer than {LONGEST_QUERY:,} characters", "send less at once")
    values = {"query": text, "default": _all(given, "default-graph-uri"), "named": _all(given, "named-graph-uri"), "base": server.endpoint(request)}
    return server.passed(request, "query", values)


async def _update(request: Request, server: Server, text: str, given: Sequence[tuple[str, str]]) -> Response:
    if request.method != "POST":
        raise Refused(400, "an update does not come by GET", "send it by POST")
    server.permit(request)
    values = {"update": text, "default": _all(given, "using-graph-uri"), "named": _all(given, "using-named-graph-uri"), "base": server.endpoint(request)}
    return await server.changed(Task("update", "", values))


def _all(given: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for key, value in given if key == name)
