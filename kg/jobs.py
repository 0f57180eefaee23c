"""Files read by several processes at once: what comes is what one process gives, in the same order.

Each process is started afresh (`spawn`, on every system), reads one file at a time and is told the next one ahead. Only so
many files are under way that memory stays flat. A process that dies ends all; Ctrl-C is for the one that started them.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import NamedTuple

from .diagnostics import Diagnostic
from .pipeline import Reading, Text
from .source import Source
from .worker import settle, start

MANY = 200  # files; a process reads that many in the time that others take to start
AHEAD = 2  # files that a process is told at once
_WINDOW = 8  # files a process that may wait for one before them


class JobEnded(Exception):
    """A process that reads files ended without an answer: names the file, and says with which exit code."""

    def __init__(self, path: Path, code: int | None) -> None:
        super().__init__(f"{path}: the process that read it ended (exit code {code})")
        self.path, self.code = path, code


class _Job(NamedTuple):
    process: SpawnProcess
    connection: Connection
    given: deque[int]  # places of the files it was told


def number_of(asked: int | None, files: int) -> int:
    """Return how many processes read so many files: as many as asked for, else one a core where there are many files."""
    wanted = asked or (cores() if files >= MANY else 1)
    return max(1, min(wanted, files))


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def texts(reading: Reading, files: Sequence[Path], jobs: int) -> Iterator[Text]:
    """Yield what each file gives, in the order of the files.

    Raises:
        JobEnded: a process died.
    """
    if jobs == 1:
        yield from reading.texts(files)
        return
    context = multiprocessing.get_context("spawn")
    pool: list[_Job] = []
    try:
        for _ in range(jobs):
            pool.append(_started(context))
        for job in pool:  # when all are starting: what is sent is large, and waits for its reader
            with suppress(OSError):
                job.connection.send(reading)
        yield from _Run(reading, files, pool).texts()
    finally:
        for job in pool:
            job.process.kill()
        for job in pool:
            job.process.join()
            job.connection.close()


def _started(context: multiprocessing.context.SpawnContext) -> _Job:
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(there,), daemon=True)
    start(process)
    there.close()
    return _Job(process, here, deque())


class _Run:
    """Hands files to processes, and puts what they give in order."""

    def __init__(self, reading: Reading, files: Sequence[Path], pool: list[_Job]) -> None:
        self.reading, self.files, self.pool = reading, files, pool
        self.told = self.done = 0
        self.held: dict[int, Text] = {}

    def texts(self) -> Iterator[Text]:
        while self.done < len(self.files):
            self._tell()
            while self.done in self.held:
                yield self.held.pop(self.done)
                self.done += 1
                self._tell()
            if self.done < len(self.files):
                self._hear()

    def _tell(self) -> None:
        """Give files to those that have the fewest, as long as not too many wait for the one before them."""
        most = min(len(self.files), self.done + _WINDOW * len(self.pool))
        while self.told < most and len((job := min(self.pool, key=lambda job: len(job.given))).given) < AHEAD:
            job.given.append(self.told)
            with suppress(OSError):  # one that died is found when it is listened to
                job.connection.send(self.files[self.told])
            self.told += 1

    def _hear(self) -> None:
        busy = {job.connection: job for job in self.pool if job.given}
        for connection in wait(list(busy)):
            job = busy[connection]  # type: ignore[index]
            try:
                answer = job.connection.recv()
            except (EOFError, OSError):
                job.process.join()
                raise JobEnded(self.files[job.given[0]], job.process.exitcode) from None
            if isinstance(answer, BaseException):
                raise answer
            self.held[job.given.popleft()], asked = answer
            self.reading.cache.asked |= asked


def _work(connection: Connection) -> None:
    settle()
    with suppress(EOFError):
        reading: Reading = connection.recv()
        while True:
            path = connection.recv()
            try:
                text = next(reading.texts([path]))
            except Exception as error:
                connection.send(error)
                return
            connection.send((_portable(text), reading.cache.asked))
            reading.cache.asked = set()


def _portable(text: Text) -> Text:
    """Return what a file gave with its texts alone, without what looks things up in the file."""
    light: dict[int, Source] = {}

    def of(source: Source) -> Source:
        return light.setdefault(id(source), replace(source, boxes=None, corrections=None))

    def found(d: Diagnostic) -> Diagnostic:
        return replace(d, source=of(d.source)) if d.source else d

    chunks = [chunk._replace(aliases=tuple(alias._replace(source=of(alias.source)) for alias in chunk.aliases)) for chunk in text.chunks]
    return text._replace(chunks=chunks, found=[found(d) for d in text.found])
