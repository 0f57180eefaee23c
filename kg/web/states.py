"""The state of the store that readers see. Where somebody may write, it is a snapshot, taken when it is first asked for
after a change; of a store folder it is what was published last."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from ..storage import Folder, open_folder
from .pool import Worker
from .process import writer
from .settings import Settings
from .wire import BROKEN, DATA, END, Head, Refused, Task, head_of


class States:
    """The store as it is read, and the one process that writes, if there is one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._writer: Worker | None = None
        self._turn = asyncio.Lock()
        self._folder: Path | None = None
        self._newest, self._number, self._stale = settings.store, 0, True
        self._used: Counter[Path] = Counter()
        self._published: dict[Path, Folder] = {}  # states of a store folder that are read, each kept alive by being open

    async def open(self) -> None:
        """Begin to write, if that is allowed."""
        if self._settings.token and self._settings.folder:
            self._writer = await Worker.started(writer, self._settings)
        elif self._settings.token:
            # Beside the store, so that a snapshot shares its files instead of copying them.
            self._folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix=".kg-states-", dir=self._settings.store.parent))
            self._writer = await Worker.started(writer, self._settings)

    async def close(self) -> None:
        """End the writing, and throw the snapshots away."""
        if self._writer and self._settings.folder and self._stale:
            await self._told(Task("publish", str(self._settings.store), {}))
        if self._writer:
            await self._writer.end()
        for folder in self._published.values():
            folder.__exit__(None, None, None)
        if self._folder:
            await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[Path]:
        """Give the newest state, and keep it as long as it is read."""
        if self._outdated():
            async with self._turn:
                if self._outdated():
                    await self._renew()
        path = self._newest
        self._used[path] += 1
        try:
            yield path
        finally:
            self._used[path] -= 1
            await self._forget(path)

    async def change(self, task: Task) -> tuple[Head, bytes]:
        """Change the store, one task after another, and return what the process that writes says."""
        async with self._turn:
            try:
                return await self._told(task)
            finally:
                self._stale = True

    def _outdated(self) -> bool:
        """Tell whether readers should see another state than they do."""
        if self._settings.folder:
            held = self._published.get(self._newest)
            return held is None or (self._stale if self._settings.token else held.outdated)
        return bool(self._folder) and self._stale

    async def _renew(self) -> None:
        before, self._number = self._newest, self._number + 1
        path = self._settings.store if self._folder is None else self._folder / str(self._number)
        if self._settings.token:
            head, said = await self._told(Task("publish" if self._settings.folder else "snapshot", str(self._settings.store), {"folder": str(path)}))
            if head.status != 204:
                raise Refused(500, f"the store cannot be read: {said.decode('utf-8', 'replace')}", "look at the space left where the store is")
        if self._settings.folder:
            folder = await asyncio.to_thread(open_folder, self._settings.store, writable=False)
            assert folder.published
            path = folder.published / "graph"
            self._published[path] = folder
        self._newest, self._stale = path, False
        await self._forget(before)

    async def _forget(self, path: Path) -> None:
        if path in (self._newest, self._settings.store) or self._used[path]:
            return
        del self._used[path]
        if folder := self._published.pop(path, None):
            folder.__exit__(None, None, None)
        elif self._folder:
            await asyncio.to_thread(shutil.rmtree, path, ignore_errors=True)

    async def _told(self, task: Task) -> tuple[Head, bytes]:
        if self._writer is None:
            raise Refused(503, "nothing can be written at the moment", "start the server again")
        # Whoever sent it may go away: what is begun is finished.
        return await asyncio.shield(asyncio.create_task(self._worked(self._writer, task)))

    async def _worked(self, at_work: Worker, task: Task) -> tuple[Head, bytes]:
        head, body = Head(500, ()), bytearray()
        try:
            async with asyncio.timeout(self._settings.seconds):
                await at_work.send(task)
                while (frame := await at_work.frame())[0] not in (END, BROKEN):
                    if frame[0] == DATA:
                        body += frame[1]
                    else:
                        head = head_of(frame[1])
            return head, bytes(body)
        except (TimeoutError, EOFError):
            await at_work.end()
            self._writer = None
            with contextlib.suppress(EOFError, OSError):
                self._writer = await Worker.started(writer, self._settings)
            raise Refused(500, f"nothing was changed: it took more than {self._settings.seconds:g} seconds, or more memory than there is", "change less at once") from None
