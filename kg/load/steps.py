"""The order of a load: conclusions go first and come last, so that an interrupted load has none, never stale ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..storage import Part, Source
from ..store import GraphError
from .memory import Memory
from .remote import Remote


class Step(NamedTuple):
    """One graph to put, or, without a part, to drop."""

    graph: str
    part: Part | None = None

    def take(self, store: Remote, source: Source, memory: Memory) -> None:
        """Do it, and keep that it is done."""
        memory.note(self.graph, None)
        if self.part is None:
            store.drop(self.graph)
            memory.forget(self.graph)
        else:
            store.put(self.graph, source.triples(self.part))
            memory.note(self.graph, self.part.digest)


class Plan(NamedTuple):
    """What a load does, in order; and the graphs that the store holds already."""

    steps: tuple[Step, ...]
    kept: tuple[Part, ...]

    @property
    def put(self) -> int:
        """Count the graphs that are put."""
        return sum(step.part is not None for step in self.steps)

    @property
    def gone(self) -> int:
        """Count the graphs that are dropped for good."""
        again = {step.graph for step in self.steps if step.part is not None}
        return sum(step.part is None and step.graph not in again for step in self.steps)


def checked(source: Source) -> Source:
    """Return a file's graphs if all are of its minutes.

    Raises:
        GraphError: one is not.
    """
    for part in source.parts:
        if not part.graph.startswith(f"{source.base}graph/"):
            raise GraphError(1, f"<{part.graph}> is no graph of these minutes: theirs begin with {source.base}graph/", "load a graph that `kg export` wrote, and what is yours by yourself")
    return source


def plan(source: Source, held: Mapping[str, int], ours: frozenset[str], same: frozenset[str]) -> Plan:
    """Return the steps that let a store hold what a source holds.

    Args:
        source: the graphs to load.
        held: the graphs in the store, with their counts.
        ours: the graphs in the store that this program may drop.
        same: the graphs of the source that the store holds as they are.
    """
    derived = f"{source.base}graph/derived"
    parts = {part.graph: part for part in source.parts}
    changed = [part for part in source.parts if part.graph not in same and part.graph != derived]
    gone = sorted(graph for graph in ours & held.keys() if graph not in parts and graph != derived)
    stale = bool(changed or gone or (derived in parts and derived not in same) or (derived in held and derived not in parts))
    # corrections behind the minutes they speak of
    changed.sort(key=lambda part: part.graph.startswith(f"{source.base}graph/correction/"))
    last = [parts[derived]] if stale and derived in parts else []
    first = [Step(derived)] if stale and derived in held else []
    steps = (*first, *(Step(part.graph, part) for part in changed), *(Step(graph) for graph in gone), *(Step(part.graph, part) for part in last))
    put = {step.graph for step in steps if step.part}
    return Plan(steps, tuple(part for part in source.parts if part.graph not in put))


def ours(store: Remote, source: Source, held: Mapping[str, int], memory: Memory) -> frozenset[str]:
    """Return the graphs in a store that a load may drop: minutes, corrections and conclusions, and what this program ever began to send."""
    start = f"{source.base}graph/"
    known = store.minutes(start) | memory.begun() | {f"{start}derived"}
    return frozenset(graph for graph in held if graph in known or graph.startswith(f"{start}correction/"))


def remembered(source: Source, held: Mapping[str, int], memory: Memory) -> frozenset[str]:
    """Return the graphs that were sent as they are, and whose counts in the store are still those."""
    return frozenset(part.graph for part in source.parts if memory.digest(part.graph) == part.digest and held.get(part.graph) == part.statements)


def differences(source: Source, held: Mapping[str, int], ours: frozenset[str]) -> list[str]:
    """Say for each graph in which a store differs from a source how many statements were sent, and how many are there."""
    wrong = [f"<{part.graph}>: {part.statements:,} statements were sent, {held.get(part.graph, 0):,} are there" for part in source.parts if held.get(part.graph, 0) != part.statements]
    names = {part.graph for part in source.parts}
    return [*wrong, *(f"<{graph}>: nothing should be left, {held[graph]:,} statements are there" for graph in sorted(ours & held.keys()) if graph not in names)]
