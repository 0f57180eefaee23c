"""The routes, and what every answer bears."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import linked, visited
from .accept import SUFFIXES
from .ask import problem
from .protocol import sparql
from .server import Server
from .settings import Settings
from .store import PATH, store
from .wire import Refused

Handler = Callable[[Request, Server], Awaitable[ASGIApp]]
READS, ASKS, WRITES, ALL = ["GET"], ["GET", "POST"], ["POST"], ["GET", "PUT", "POST", "DELETE"]
_BORNE = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))
_POLICY, _FRAMED = b"default-src 'self'; frame-ancestors 'none'", b"default-src 'self'; frame-ancestors *"


def app(settings: Settings) -> ASGIApp:
    """Build the ASGI application that serves a store."""
    server = Server(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await server.open()
        try:
            yield
        finally:
            await server.close()

    def route(path: str, handler: Handler, methods: list[str]) -> Route:
        return Route(path, _Endpoint(server, handler, methods), methods=[*methods, "OPTIONS"])

    routes: list[BaseRoute] = [
        route("/", visited.home, READS),
        *(route(f"/{name}{ending}", visited.visit, READS) for name in visited.NAMES for ending in ("", ".html")),
        *(route(path, visited.visit, READS) for path in ("/index.html", "/query.html", "/query/{name}.html")),
        route("/embed/{path:path}", visited.embedded, READS),
        route("/data/{path:path}", visited.data, READS), route("/static/{path:path}", visited.asset, READS),
        route("/sparql", sparql, ASKS), route("/query", sparql, ASKS), route("/update", sparql, WRITES),
        route(PATH, store, ALL), route(f"{PATH}/{{path:path}}", store, ALL),
        route("/catalog", linked.catalog, READS), route("/.well-known/void", linked.catalog, READS),
        *(route(linked.ONTOLOGY + suffix, linked.ontology, READS) for suffix in ("", *SUFFIXES)),
        route("/{path:path}", linked.thing, READS),
    ]  # fmt: skip
    return _Borne(Starlette(routes=routes, lifespan=lifespan, exception_handlers={HTTPException: _refused}))


class _Endpoint:
    """A handler as an ASGI application: a refusal becomes an answer, and a browser that asks what it may do is told."""

    def __init__(self, server: Server, handler: Handler, methods: list[str]) -> None:
        self._server, self._handler, self._methods = server, handler, methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._answer(Request(scope, receive))
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> ASGIApp:
        if request.method == "OPTIONS":
            # Scripts of other sites may read, and never write: they cannot show the token.
            reads = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, HEAD, POST", "Access-Control-Allow-Headers": "Accept, Content-Type", "Access-Control-Max-Age": "86400"}
            return Response(status_code=204, headers={"Allow": ", ".join(["HEAD", *self._methods, "OPTIONS"])} | reads)
        try:
            return await self._handler(request, self._server)
        except Refused as refused:
            return problem(refused)


class _Borne:
    """Adds to every answer what keeps a browser from reading more into it than it is."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def bearing(message: Message) -> None:
            if message["type"] == "http.response.start":
                policy = _FRAMED if scope["path"].startswith("/embed/") else _POLICY
                message["headers"] = [*message.get("headers", ()), *_BORNE, (b"content-security-policy", policy)]
            await send(message)

        await self._inner(scope, receive, bearing if scope["type"] == "http" else send)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem(Refused(error.status_code, f"{request.method} {request.url.path}: {error.detail}", "look at / for what is where", tuple((error.headers or {}).items())))
