"""The second step: of each meeting's minutes those that are exported -> shards; and what conclusions rest on, by case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..catalog import first_line
from ..conservation import total, verify
from ..corrections import refuse
from ..derive import Timed
from ..pipeline import held_twice
from ..quads import Chunk
from ..shards import SUFFIX, Row, Shard, is_whole, write_shard
from ..vocab import RDF
from .exchange import Range, Record, bucket, write_records
from .job import Job, keep_value, kept_value
from .read import Said, graphs_path, in_order, said

TASKS_OF_SHARDS, MOST_SHARDS = 256, 16  # tasks, where shards are few; shards of one task: what it needs of all that was read is fetched at once


class Keeping(msgspec.Struct, frozen=True):
    """What the step is to do.

    `read` names what was read; shard n holds the buckets from `bounds[n]` up to `bounds[n + 1]`; a task writes `group` shards.
    """

    read: list[str]
    bounds: list[int]
    group: int

    @property
    def tasks(self) -> int:
        """How many tasks the step has."""
        return -(-(len(self.bounds) - 1) // self.group)

    def shards_of(self, number: int) -> range:
        """Return the numbers of a task's shards."""
        return range(number * self.group, min((number + 1) * self.group, len(self.bounds) - 1))


class Rest(NamedTuple):
    """What the exchange has for the third step: a decision on a case, or minutes to be named in the catalog and in what is derived."""

    timed: Timed | None
    graph: str
    catalog: bytes


class Kept(msgspec.Struct, frozen=True):
    """What a task kept: its shards, counts, and the days of meetings that undated minutes stand before."""

    shards: list[Shard]
    rows: list[Row]
    minutes: int
    bodies: list[str]
    census: dict[str, int]
    said: list[Said]
    days: dict[str, int]
    weight: int  # bytes of what the third step is left


class _Taken:
    """Gathers what a task keeps."""

    def __init__(self) -> None:
        self.minutes, self.weight = 0, 0
        self.bodies, self.census = set[str](), Counter[str]()
        self.said, self.days = list[Said](), dict[str, int]()
        self.rest, self.corrected = list[Record](), list[Chunk]()

    def take(self, chunk: Chunk, base: str) -> None:
        self.minutes += 1
        self.bodies.add(chunk.body)
        total(self.census, chunk)
        if chunk.correction or chunk.aliases:
            self.corrected.append(chunk._replace(quads=b"", footprints=()))
        line = first_line(f"{base}minutes/{chunk.key}", chunk.line, base)
        self._leave(chunk.graph, Rest(None, chunk.graph, line))
        for footprint in chunk.footprints:
            self._leave(footprint.case, Rest(Timed(footprint, chunk.day, chunk.precedes), "", b""))

    def _leave(self, name: str, rest: Rest) -> None:
        record = msgspec.msgpack.encode(rest)
        self.weight += len(record)
        self.rest.append((bucket(name), record))


def keep(job: Job, plan: str, number: int) -> None:
    """Write the shards of a task, if they are not there, and what it leaves for conclusions."""
    done = kept_value(_done(job, plan, number), Kept)
    if done is not None and all(is_whole(Path(job.folder), shard) for shard in done.shards):
        return
    planned, taken, shards, rows = _plan(job, plan), _Taken(), list[Shard](), list[Row]()
    numbers = planned.shards_of(number)
    found = Range((graphs_path(job, key) for key in planned.read), planned.bounds[numbers.start], planned.bounds[numbers.stop])
    for n in numbers:
        chunks = sorted(_chunks(found, planned.bounds[n], planned.bounds[n + 1], taken, job.base), key=attrgetter("graph"))
        if chunks:
            shard, told = write_shard(Path(job.folder, f"part-{n:05}{SUFFIX}"), ((c.graph, (c.quads,)) for c in chunks), job.work)
            shards.append(shard)
            rows += told
    write_records(rest_path(job, plan, number), taken.rest, job.work)
    keep_value(corrected_path(job, plan, number), taken.corrected, job.work)
    keep_value(_done(job, plan, number), Kept(shards, rows, taken.minutes, sorted(taken.bodies), dict(taken.census), taken.said, taken.days, taken.weight), job.work)


def kept_of(job: Job, plan: str, number: int) -> Kept:
    """Return what a task kept."""
    return msgspec.msgpack.decode(_done(job, plan, number).read_bytes(), type=Kept)


def named(job: Job, plan: str, number: int, things: set[str]) -> set[str]:
    """Return which of some things the minutes that a task kept name."""
    planned = _plan(job, plan)
    numbers = planned.shards_of(number)
    first, end = planned.bounds[numbers.start], planned.bounds[numbers.stop]
    chunks = _chunks(Range((graphs_path(job, key) for key in planned.read), first, end), first, end, _Taken(), job.base)
    marks = {f"<{thing}> <{RDF.type}> ".encode(): thing for thing in things}
    return {thing for chunk in chunks for mark, thing in marks.items() if mark in chunk.quads}


def rest_path(job: Job, plan: str, number: int) -> Path:
    """Return the file of the exchange that holds what a task left for conclusions."""
    return job.work / "kept" / f"{plan}-{number}.rest"


def corrected_path(job: Job, plan: str, number: int) -> Path:
    """Return the file of the minutes, without their quads, that persons stated something of."""
    return job.work / "kept" / f"{plan}-{number}.corrected"


def _chunks(found: Range, first: int, end: int, taken: _Taken, base: str) -> Iterator[Chunk]:
    """Yield the minutes of a range that are exported: the first of each graph; the others are said to be held already."""
    last: Chunk | None = None
    wanted, days = set[str](), dict[str, int]()
    for _, chunk, path in in_order(found.records(first, end)):
        if chunk is None:
            wanted.add(path)
        elif last is not None and chunk.graph == last.graph:
            taken.said += said([held_twice(chunk, last, path), *refuse(chunk, last, path)])
        else:
            last = chunk
            verify(chunk)
            taken.take(chunk, base)
            if chunk.day is not None:
                days[chunk.meeting] = chunk.day
            yield chunk
    taken.days |= {meeting: days[meeting] for meeting in wanted if meeting in days}


def _done(job: Job, plan: str, number: int) -> Path:
    return job.work / "kept" / f"{plan}-{number}.done"


@lru_cache(maxsize=4)
def _plan(job: Job, plan: str) -> Keeping:
    return msgspec.msgpack.decode((job.work / "plan" / plan).read_bytes(), type=Keeping)
