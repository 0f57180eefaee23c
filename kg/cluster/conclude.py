"""The third step: what follows from several minutes together, by case -> shards of `graph/derived` and `graph/catalog`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from ..derive import Timed, derive, rests_on
from ..shards import SUFFIX, Row, Shard, is_whole, write_shard
from .exchange import BUCKETS, Range
from .job import Job, keep_value, kept_value
from .keep import Rest, rest_path


class Concluding(msgspec.Struct, frozen=True):
    """What the step is to do: after which step, in how many shards; the days of some meetings, and cases that have other names.

    Decisions on the cases of `aliases` are left to be concluded together.
    """

    kept: str
    tasks: int
    shards: int
    days: dict[str, int]
    aliases: dict[str, str]


class Concluded(msgspec.Struct, frozen=True):
    """What a task concluded: its shard, and the decisions that it left, on cases that have other names."""

    shard: Shard
    rows: list[Row]
    left: list[Timed]


def conclude(job: Job, plan: str, number: int) -> None:
    """Write the shard of a task, if it is not there."""
    done = kept_value(_done(job, plan, number), Concluded)
    if done is not None and is_whole(Path(job.folder), done.shard):
        return
    planned = _plan(job, plan)
    cases, graphs, catalog, left = _gathered(job, planned, number)
    derived = lines_of(cases, planned.days, graphs, {}, base=job.base)
    stated = ((f"{job.base}graph/catalog", [b"".join(sorted(catalog))]), (f"{job.base}graph/derived", [derived]))
    shard, rows = write_shard(Path(job.folder, f"derived-{number:05}{SUFFIX}"), stated, job.work)
    keep_value(_done(job, plan, number), Concluded(shard, rows, left), job.work)


def concluded_of(job: Job, plan: str, number: int) -> Concluded:
    """Return what a task concluded."""
    return msgspec.msgpack.decode(_done(job, plan, number).read_bytes(), type=Concluded)


def lines_of(timed: Iterable[Timed], days: dict[str, int], graphs: Iterable[str], aliases: dict[str, str], *, base: str) -> bytes:
    """Return the sorted lines of what follows from decisions on whole cases."""
    cases = defaultdict[str, list[Timed]](list)
    for one in timed:
        cases[one.footprint.case].append(one)
    stated = {line for lines in derive(cases.values(), days, aliases, base=base) for line in lines}
    stated.update(rests_on(graph, base=base) for graph in graphs)
    return "".join(sorted(stated)).encode()


def _gathered(job: Job, planned: Concluding, number: int) -> tuple[list[Timed], list[str], set[bytes], list[Timed]]:
    cases, graphs, catalog, left = list[Timed](), list[str](), set[bytes](), list[Timed]()
    together = {*planned.aliases, *planned.aliases.values()}
    for timed, graph, line in _rest(job, planned, number):
        if timed is None:
            graphs.append(graph)
            catalog.add(line + b"\n")
        else:
            (left if timed.footprint.case in together else cases).append(timed)
    return cases, graphs, catalog, left


def _rest(job: Job, planned: Concluding, number: int) -> Iterator[Rest]:
    first, end = (BUCKETS * n // planned.shards for n in (number, number + 1))
    held = Range((rest_path(job, planned.kept, n) for n in range(planned.tasks)), first, end)
    return (msgspec.msgpack.decode(record, type=Rest) for record in held.records(first, end))


def _done(job: Job, plan: str, number: int) -> Path:
    return job.work / "concluded" / f"{plan}-{number}.done"


@lru_cache(maxsize=4)
def _plan(job: Job, plan: str) -> Concluding:
    return msgspec.msgpack.decode((job.work / "plan" / plan).read_bytes(), type=Concluding)
