"""What pages are made of, gathered once for each state of the store, by a process of its own: never by those that answer,
whose time is counted, and never by each of them. It lasts where the state has a name that lasts."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import socket
import sqlite3
import tempfile
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from ..explorer.kept import are_words_kept, gather, gather_words, is_kept
from ..network import identity
from ..worker import settle
from .pool import Worker
from .settings import Settings
from .wire import END, READY, Refused, Task, frame, received

PATIENCE = 10.0  # seconds that a request waits before it is told to come again
LARGE = 50_000_000  # bytes of a store that is gathered before anybody asks for a page
T = TypeVar("T")
_SOON = (("Retry-After", "5"), ("Refresh", "5"))


class Views:
    """Says where what pages need of a state is kept."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._own = tempfile.TemporaryDirectory(prefix="kg-views-", ignore_cleanup_errors=True)
        self._gathering: dict[Path, asyncio.Task[tuple[str, str]]] = {}
        self._indexing: dict[Path, asyncio.Task[None]] = {}

    async def begin(self, state: Path) -> None:
        """Begin to gather, if that takes its time."""
        if await asyncio.to_thread(_is_large, state):
            self._started(state)

    async def of(self, state: Path, *, words: bool = False) -> tuple[str, str]:
        """Return folder and name of what is kept of a state; two empty ones where nothing can be kept.

        Args:
            state: of the store.
            words: what words are looked for in is needed as well.

        Raises:
            Refused: it takes its time (503).
        """
        task = self._started(state)
        await _done(task)
        if words and state in self._indexing:
            await _done(self._indexing[state])
        return task.result()

    async def close(self) -> None:
        """Give up what is under way, and throw away what does not last."""
        tasks = (*self._gathering.values(), *self._indexing.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(self._own.cleanup)

    def _started(self, state: Path) -> asyncio.Task[tuple[str, str]]:
        if state not in self._gathering:
            self._gathering[state] = asyncio.create_task(self._gathered(state))
        return self._gathering[state]

    async def _gathered(self, state: Path) -> tuple[str, str]:
        name, own = await asyncio.to_thread(_lasting, self._settings, state), hashlib.sha256(os.fsencode(state)).hexdigest()[:32]
        places = [(Path(self._own.name), own)]
        for folder, known in [(self._settings.views, name), *places] if self._settings.views and name else places:
            if await asyncio.to_thread(is_kept, folder, known) or await self._made("gather", state, folder, known):
                self._indexing[state] = asyncio.create_task(self._indexed(state, folder, known))  # only a search waits for it
                return str(folder), known
        return "", ""

    async def _indexed(self, state: Path, folder: Path, name: str) -> None:
        """Make what words are looked for in, of a graph that is not read through as fast."""
        if await asyncio.to_thread(_is_large, state) and not await asyncio.to_thread(are_words_kept, folder, name):
            await self._made("words", state, folder, name)

    async def _made(self, what: str, state: Path, folder: Path, name: str) -> bool:
        """Let a process gather; tell whether it did."""
        try:
            worker = await Worker.started(gatherer, self._settings)
        except (EOFError, OSError):
            return False
        try:
            await worker.send(Task(what, str(state), {"folder": str(folder), "name": name}))
            return (await worker.frame())[0] == END
        except (EOFError, OSError):
            return False
        finally:
            await asyncio.shield(worker.end())


async def _done(task: asyncio.Task[T]) -> None:
    await asyncio.wait({task}, timeout=PATIENCE)
    if not task.done():
        raise Refused(503, "頁面準備中：資料有變動後做一次，本頁會自行重新載入。\nThe pages are being prepared, once for new data; this page loads itself again.", "wait a minute", _SOON)


def gatherer(sock: socket.socket, settings: Settings) -> None:
    """Gather what pages need of one state (the life of a process)."""
    settle()
    sock.sendall(frame(READY))
    if task := received(sock):
        with contextlib.suppress(OSError, sqlite3.Error, ValueError, RuntimeError):
            make = {"gather": gather, "words": gather_words}[task.name]
            make(ox.Store.read_only(task.store), Path(str(task.values["folder"])), str(task.values["name"]))
            sock.sendall(frame(END))


def _lasting(settings: Settings, state: Path) -> str:
    """Return what a state is known by also tomorrow: the file it was read from, or what its publication says of it; nothing where it is not."""
    file = state.parent / "digests" if settings.folder else settings.source if not settings.token else None
    return identity(file) if settings.views and file and file.is_file() else ""


def _is_large(state: Path) -> bool:
    return sum(file.stat().st_size for file in state.glob("*.sst")) > LARGE
