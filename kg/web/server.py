"""A server at work: its settings, its processes, and what handlers ask of them."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from ..explorer.downloads import FORMS
from .accept import understands
from .ask import Passed
from .description import described
from .pool import Pool
from .process import reader
from .rights import writes
from .settings import Settings
from .states import States
from .views import Views
from .wire import Refused, Task


class Server:
    """Hands tasks to processes; knows who may write."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._pool, self._states, self._views = Pool(reader, settings), States(settings), Views(settings)

    async def open(self) -> None:
        """Start the processes."""
        await self._states.open()
        await self._pool.open()
        if self.settings.views:
            async with self._states.held() as state:
                await self._views.begin(state)

    async def close(self) -> None:
        """End them."""
        await self._views.close()
        await self._pool.close()
        await self._states.close()

    def permit(self, request: Request) -> None:
        """Refuse who may not write."""
        writes(request, self.settings.token)

    def permits(self, request: Request) -> bool:
        """Tell whether a request may write."""
        try:
            writes(request, self.settings.token)
        except Refused:
            return False
        return True

    def passed(self, request: Request, name: str, values: Mapping[str, object]) -> ASGIApp:
        """Return the answer of a process to a task; pages and what else is made of the whole are given what was gathered of it."""
        accept, gzip = request.headers.get("accept", "*/*"), understands(request.headers.get("accept-encoding", "identity"), "gzip")
        return Passed(self._pool, self._states, Task(name, "", values, accept, gzip), self.settings, self._views if is_viewed(name, values, accept) else None)

    async def changed(self, task: Task) -> Response:
        """Change the store, and return what came of it. Conclusions and the catalog are not drawn anew."""
        head, body = await self._states.change(task._replace(store=str(self.settings.store)))
        return Response(body, head.status, {name: value for name, value in head.headers if name not in ("Content-Length", "Content-Type")}, "text/plain" if body else None)

    def description(self, request: Request) -> Response:
        """Describe the service."""
        return described(request, self.endpoint(request), writable=bool(self.settings.token))

    @staticmethod
    def address(request: Request) -> str:
        """Return scheme and host, as the client names them."""
        return f"{request.url.scheme}://{request.url.netloc}"

    def endpoint(self, request: Request) -> str:
        """Return the address of the endpoint, as the client names it."""
        return f"{self.address(request)}{request.url.path}"


def is_viewed(name: str, values: Mapping[str, object], accept: str) -> bool:
    """Tell whether a task needs the graph as a whole: pages do, and downloads of networks; RDF does not."""
    if name == "resource":
        path = str(values["path"])
        return path.endswith((".html", *FORMS))
    return name in ("page", "data", "connected")
