"""A task handed to a process, and its answer passed on as it comes: within time, to a client that reads it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from .pool import Pool, Worker
from .settings import STALLED, Settings
from .states import States
from .views import Views
from .wire import BROKEN, DATA, END, HEAD, Head, Refused, Task, head_of

WHOLE = 64_000_000  # bytes that are held for a client that cannot be told where an answer ends


class Broken(Exception):
    """An answer that ends before its end."""


class Passed:
    """An answer (an ASGI application): waits for a process, gives it the task, and passes on what it says."""

    def __init__(self, pool: Pool, states: States, task: Task, settings: Settings, views: Views | None) -> None:
        self._pool, self._states, self._task, self._settings, self._views = pool, states, task, settings, views

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        gone = asyncio.create_task(_gone(receive))
        try:
            async with self._states.held() as path:
                values = {**self._task.values, "view": await self._views.of(path, words=self._task.values.get("path") == "search.html")} if self._views else self._task.values
                await self._ask(self._task._replace(store=str(path), values=values), scope, send, gone)
        except Refused as refused:
            await problem(refused)(scope, receive, send)
        except Broken:
            # Without its end no client takes an answer for whole; what this process still holds of it is not sent.
            scope["state"]["abort"]()
        finally:
            gone.cancel()

    async def _ask(self, task: Task, scope: Scope, send: Send, gone: asyncio.Task[None]) -> None:
        worker = await self._pool.take(scope["client"][0] if scope["client"] else "")
        whole = False
        try:
            await worker.send(task)
            frames = self._frames(worker, gone)
            head = await self._head(frames)
            if scope["http_version"] == "1.0":
                await _at_once(head, frames, send)
            else:
                await _in_pieces(head, frames, send)
            whole = True
        finally:
            if whole:
                self._pool.give(worker)
            else:
                self._pool.lose(worker)

    async def _frames(self, worker: Worker, gone: asyncio.Task[None]) -> AsyncIterator[tuple[bytes, bytes]]:
        """Yield the frames of an answer. Only the time counts that the process takes, and not the client."""
        left = self._settings.seconds
        while True:
            began, coming = time.monotonic(), asyncio.create_task(worker.frame())
            try:
                await asyncio.wait({coming, gone}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            finally:  # also when the server stops: nobody asks for it then
                if not coming.done():
                    coming.cancel()
            left -= time.monotonic() - began
            if not coming.done():
                raise Broken if gone.done() else TimeoutError
            kind, data = coming.result()
            if kind == END:
                return
            if kind == BROKEN:
                raise Broken
            yield kind, data

    async def _head(self, frames: AsyncIterator[tuple[bytes, bytes]]) -> Head:
        try:
            kind, data = await anext(frames)
        except TimeoutError:
            raise Refused(500, f"this was not answered within {self._settings.seconds:g} seconds", "ask about one thing, or narrow the query") from None
        except EOFError:
            raise Refused(500, "this broke off: there may be too little memory for it", "ask about one thing, or narrow the query") from None
        assert kind == HEAD
        return head_of(data)


def problem(refused: Refused) -> Response:
    """Return an error for people: what is wrong and what to do."""
    response = Response(refused.body(), refused.status, {"Access-Control-Allow-Origin": "*"}, "text/plain")
    for name, value in refused.headers:
        response.headers.append(name, value)
    return response


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _in_pieces(head: Head, frames: AsyncIterator[tuple[bytes, bytes]], send: Send) -> None:
    patience = [STALLED]
    await _sent(send, _start(head), patience)
    try:
        async for kind, data in frames:
            assert kind == DATA
            await _sent(send, {"type": "http.response.body", "body": data, "more_body": True}, patience)
    except (TimeoutError, EOFError):
        raise Broken from None
    await _sent(send, {"type": "http.response.body", "body": b""}, patience)


async def _at_once(head: Head, frames: AsyncIterator[tuple[bytes, bytes]], send: Send) -> None:
    body = bytearray()
    try:
        async for _, data in frames:
            body += data
            if len(body) > WHOLE:
                raise Refused(500, "the answer is too long for HTTP/1.0", "ask with HTTP/1.1")
    except (TimeoutError, EOFError, Broken):
        raise Refused(500, "the answer broke off: it takes too long, or has too many rows", "ask about one thing, or add LIMIT to the query") from None
    headers = tuple(header for header in head.headers if header[0] != "Content-Length")
    await send(_start(Head(head.status, (*headers, ("Content-Length", str(len(body)))))))
    await send({"type": "http.response.body", "body": bytes(body)})


async def _sent(send: Send, message: Message, patience: list[float]) -> None:
    """Send, and count how long the client lets that wait."""
    began = time.monotonic()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(send(message), patience[0])
        patience[0] -= time.monotonic() - began
        return
    raise Broken


def _start(head: Head) -> Message:
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in (*head.headers, ("Access-Control-Allow-Origin", "*"))]
    return {"type": "http.response.start", "status": head.status, "headers": headers}
