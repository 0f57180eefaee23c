"""Processes that answer: some are always there, one whose time is up is ended and replaced, and who asks much waits for who asks little."""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
from collections import Counter
from collections.abc import Callable

from ..worker import start
from .settings import PLACES, Settings
from .wire import FRAME, Refused, Task, frame, packed

Life = Callable[[socket.socket, Settings], None]
START = 60.0  # seconds
RETRY = (("Retry-After", "2"),)


class Worker:
    """A process as the server sees it: tasks go in, frames come out."""

    def __init__(self, process: multiprocessing.process.BaseProcess, streams: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
        self._process, (self._reader, self._writer) = process, streams

    @classmethod
    async def started(cls, life: Life, settings: Settings) -> Worker:
        """Start a process, and wait until it can be given a task.

        Raises:
            EOFError: it has ended, or does not begin.
        """
        here, there = socket.socketpair()
        process = multiprocessing.get_context("spawn").Process(target=life, args=(there, settings), daemon=True)
        await asyncio.to_thread(start, process)
        there.close()
        worker = cls(process, await asyncio.open_connection(sock=here, limit=1 << 20))
        try:
            await asyncio.wait_for(worker.frame(), START)
        except (EOFError, TimeoutError):
            await worker.end()
            raise EOFError from None
        return worker

    async def send(self, task: Task) -> None:
        """Give it a task."""
        self._writer.write(frame(b"T", packed(task)))
        await self._writer.drain()

    async def frame(self) -> tuple[bytes, bytes]:
        """Wait for a frame.

        Raises:
            EOFError: the process has ended.
        """
        try:
            kind, size = FRAME.unpack(await self._reader.readexactly(FRAME.size))
            return kind, await self._reader.readexactly(size)
        except (asyncio.IncompleteReadError, OSError):
            raise EOFError from None

    def lives(self) -> bool:
        """Tell whether the process has not ended."""
        return self._process.is_alive()

    async def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._writer.close()
        await asyncio.to_thread(self._process.join)


class Pool:
    """Keeps processes, and gives the next free one to who has the fewest at work."""

    def __init__(self, life: Life, settings: Settings) -> None:
        self._life, self._settings = life, settings
        self._idle: list[Worker] = []
        self._waiting: list[tuple[str, asyncio.Future[Worker]]] = []
        self._busy: dict[Worker, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Start the processes."""
        self._idle += await asyncio.gather(*(Worker.started(self._life, self._settings) for _ in range(self._settings.workers)))

    async def close(self) -> None:
        """End them all."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, *(worker.end() for worker in (*self._idle, *self._busy)), return_exceptions=True)

    async def take(self, client: str) -> Worker:
        """Wait for a process.

        Raises:
            Refused: too many wait already, or none came free in time.
        """
        while self._idle:
            worker = self._idle.pop()
            if worker.lives():
                self._busy[worker] = client
                return worker
            self._replace(worker)
        self._refuse_crowds(client)
        waiter = client, asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            return await asyncio.wait_for(waiter[1], self._settings.seconds + 5)
        except TimeoutError:
            raise Refused(503, "all processes are busy", "try again in a moment", RETRY) from None
        finally:
            if waiter in self._waiting:
                self._waiting.remove(waiter)

    def give(self, worker: Worker) -> None:
        """Take a process back, or hand it on."""
        self._busy.pop(worker, None)
        waiting = [waiter for waiter in self._waiting if not waiter[1].done()]
        if not waiting:
            self._idle.append(worker)
            return
        at_work = Counter(self._busy.values())
        client, future = min(waiting, key=lambda waiter: at_work[waiter[0]])
        self._busy[worker] = client
        self._waiting.remove((client, future))
        future.set_result(worker)

    def lose(self, worker: Worker) -> None:
        """End a process, and start another."""
        self._busy.pop(worker, None)
        self._replace(worker)

    def _refuse_crowds(self, client: str) -> None:
        if len(self._waiting) >= PLACES:
            raise Refused(503, "too many requests wait already", "try again in a moment", RETRY)
        if sum(one == client for one, _ in self._waiting) >= PLACES // 2:
            raise Refused(429, "too many requests of yours wait already", "send fewer at once", RETRY)

    def _replace(self, worker: Worker) -> None:
        task = asyncio.create_task(self._replaced(worker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _replaced(self, worker: Worker) -> None:
        await worker.end()
        while True:
            try:
                self.give(await Worker.started(self._life, self._settings))
                return
            except (EOFError, OSError):
                await asyncio.sleep(1)
