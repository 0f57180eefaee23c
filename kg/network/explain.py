"""How two things are connected: what names both, the most telling first.

Two things may be joined by an edge; be named by one directive, one case, one agenda item; stand with one group or in one
meeting; have to do with one organization. What is said of a project's parts counts for the project. A hub (a platform, a
city, a person) connects nothing unless it is asked for. Where none of this joins them, a chain may: one thing named with
another, that one with a third.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, groupby
from operator import attrgetter
from typing import NamedTuple

from .links import Links
from .rows import Edge, Node

RANKS = ("direct", "directive", "case", "item", "group", "meeting", "organization", "chain")
_NAMING = ("directive", "case")
_LONGEST, _WIDEST = 3, 3_000  # contexts in a chain; things looked at on the way
_MISSES = 3
Touch = dict[str, tuple[Edge, ...]]  # what a thing has to do with -> the edges that lead there


class Connection(NamedTuple):
    """One connection.

    Attributes:
        rank: one of `RANKS`.
        context: the IRI of what names both; empty for an edge and for a chain.
        steps: edges that lead from the one to the other, in this order.
    """

    rank: str
    context: str
    steps: tuple[Edge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """All that connects two things, the most telling first.

    Attributes:
        ends: the two things.
        connections: up to as many as were asked for; `total` tells how many there are.
        hubs: what would connect them if hubs counted.
        misses: where each of the two is named, if nothing connects them.
        cut: whether the search for a chain was given up before all was looked at.
    """

    ends: tuple[Node, Node]
    connections: tuple[Connection, ...] = ()
    total: int = 0
    hubs: tuple[Node, ...] = ()
    misses: tuple[tuple[Edge, ...], tuple[Edge, ...]] = ((), ())
    cut: bool = False


def explain(links: Links, one: Node, other: Node, *, most: int = 5, hubs: bool = False) -> Explained:
    """Return what connects two different things.

    Args:
        links: a view (`ViewLinks`) or an index.
        most: connections returned.
        hubs: whether a platform, a city or a person connects.
    """
    found, cut = _telling(links, sorted(connections(links, one, other, hubs=hubs), key=_order)), False
    if all(c.rank == "meeting" for c in found):
        chain, cut = _chain(links, one, other, hubs=hubs)
        found += chain
    if found:
        return Explained(ends=(one, other), connections=tuple(found[:most]), total=len(found), cut=cut)
    through = {c.context for c in connections(links, one, other, hubs=True)} if not hubs else set()
    nodes = [node for iri in sorted(through) if (node := links.node(iri))]
    return Explained(ends=(one, other), hubs=tuple(nodes), misses=(_named(links, one), _named(links, other)), cut=cut)


def connections(links: Links, one: Node, other: Node, *, hubs: bool = False) -> Iterator[Connection]:
    """Yield all connections but chains, each context once a rank, in no order."""
    mine, theirs = sides(links, one, other)
    for thing, steps in mine.items():
        for edge in links.edges(thing):
            far = _far(edge, thing)
            if far in theirs:
                yield Connection("direct", "", (*steps, edge, *reversed(theirs[far])))
    ends = mine.keys() | theirs.keys()
    here, there = (_touched(links, side, ends, hubs=hubs) for side in (mine, theirs))
    for rank, touched in here.items():
        for context in touched.keys() & there.get(rank, {}).keys():
            yield Connection(rank, context, (*touched[context], *reversed(there[rank][context])))


def sides(links: Links, one: Node, other: Node) -> tuple[dict[str, tuple[Edge, ...]], dict[str, tuple[Edge, ...]]]:
    """Return both things with what counts as them; where one is part of the other, it counts as itself only."""
    mine, theirs = reach(links, one), reach(links, other)
    return {i: steps for i, steps in mine.items() if i == one.iri or i not in theirs}, {i: steps for i, steps in theirs.items() if i == other.iri or i not in mine}


def reach(links: Links, thing: Node) -> dict[str, tuple[Edge, ...]]:
    """Return a thing, then its parts and aliases, with the edges that lead to each."""
    reached: dict[str, tuple[Edge, ...]] = {thing.iri: ()}
    waiting = [thing.iri]
    while waiting:
        at = waiting.pop(0)
        for edge in links.edges(at):
            far = _far(edge, at)
            if far not in reached and (edge.kind == "sameAs" or (edge.kind == "isPartOf" and edge.target == at)):
                reached[far] = (*reached[at], edge)
                waiting.append(far)
    return reached


def _touched(links: Links, reached: dict[str, tuple[Edge, ...]], ends: set[str], *, hubs: bool) -> dict[str, Touch]:
    """Return by rank what a thing has to do with, and how."""
    found: dict[str, Touch] = {rank: {} for rank in RANKS[1:-1]}

    def touch(rank: str, context: str, steps: tuple[Edge, ...]) -> None:
        if context and context not in ends and (context not in found[rank] or _clearer(steps, found[rank][context])):
            found[rank][context] = steps

    for thing, steps in reached.items():
        node = links.node(thing)
        for edge in links.edges(thing):
            far = links.node(_far(edge, thing))
            if far is None or far.iri in reached:
                continue
            if far.kind in _NAMING and far.iri not in ends:
                touch(far.kind, far.iri, (*steps, edge))
                for second in links.edges(far.iri):
                    _beside(links.node(_far(second, far.iri)), (*steps, edge, second), touch, hubs)
            _beside(far, (*steps, edge), touch, hubs)
            if node and node.kind != "meeting" and edge.kind != "series":
                touch("item", edge.item, (*steps, edge))
                touch("meeting", edge.meeting, (*steps, edge))
    return found


def _beside(node: Node | None, steps: tuple[Edge, ...], touch, hubs: bool) -> None:  # type: ignore[no-untyped-def]
    """Take a group or an organization as what two things may have in common."""
    if node and (hubs or not node.hub) and node.kind in ("group", "organization", "person"):
        touch("group" if node.kind == "group" else "organization", node.iri, steps)


def _far(edge: Edge, thing: str) -> str:
    return edge.target if edge.source == thing else edge.source


def _clearer(steps: tuple[Edge, ...], held: tuple[Edge, ...]) -> bool:
    """Tell whether steps say more than others: fewer, quoted, later; what is left to chance is settled by their order."""
    return _weight(steps) < _weight(held)


def _weight(steps: tuple[Edge, ...]) -> tuple[object, ...]:
    return len(steps), sum(not edge.quotes for edge in steps), tuple(edge[:6] for edge in steps)


def _order(connection: Connection) -> tuple[object, ...]:
    """Sort by rank, then the latest first, undated last."""
    dates = [edge.date for edge in connection.steps if edge.date]
    late = tuple(-int(part) for part in max(dates).split("-")) if dates else (0,)
    return RANKS.index(connection.rank), late, connection.context, _weight(connection.steps)


def _telling(links: Links, found: list[Connection]) -> list[Connection]:
    """Leave out what is shared only since something more telling is: the item and the meeting it stands in, the group it belongs to."""
    kept: list[Connection] = []
    places: set[str] = set()
    for _, group in groupby(found, key=attrgetter("rank")):
        told = [c for c in group if c.context not in places and len({*c.steps}) == len(c.steps)]
        for c in told:
            around = links.edges(c.context) if c.rank in _NAMING else []
            places |= {place for edge in (*c.steps, *around) for place in (edge.item, edge.meeting) if place}
        kept += told
    return kept


def _named(links: Links, thing: Node) -> tuple[Edge, ...]:
    """Return where a thing is named, the latest first."""
    edges = [edge for iri in reach(links, thing) for edge in links.edges(iri) if edge.quotes]
    # A directive says more than the item it stands in, in the same words.
    edges.sort(key=lambda edge: (edge.date, edge.source != edge.meeting, edge), reverse=True)
    first = {edge.quotes: edge for edge in reversed(edges)}
    return tuple(edge for edge in edges if first[edge.quotes] is edge)[:_MISSES]


def _chain(links: Links, one: Node, other: Node, *, hubs: bool) -> tuple[list[Connection], bool]:
    """Find the chain of directives, cases and items that says most; tell whether the search was given up."""
    goal, seen, tie = reach(links, other), set[str](), count()
    waiting = [(0, 0, next(tie), iri, steps) for iri, steps in reach(links, one).items()]
    while waiting:
        cost, length, _, thing, steps = heapq.heappop(waiting)
        if thing in goal:
            return [Connection("chain", "", (*steps, *reversed(goal[thing])))], False
        if thing in seen or length == _LONGEST:
            continue
        seen.add(thing)
        if len(seen) > _WIDEST:
            return [], True
        for rank, far, path in _named_with(links, thing):
            node = links.node(far)
            if far not in seen and node and (far in goal or (node.kind not in ("meeting", "person") and (hubs or not node.hub))):
                heapq.heappush(waiting, (cost + rank, length + 1, next(tie), far, steps + path))
    return [], False


def _named_with(links: Links, thing: str) -> Iterator[tuple[int, str, tuple[Edge, ...]]]:
    """Yield what is named with a thing in one directive, case or item, and how."""
    for edge in links.edges(thing):
        context = links.node(_far(edge, thing))
        if context and context.kind in _NAMING:
            for second in links.edges(context.iri):
                yield RANKS.index(context.kind), _far(second, context.iri), (edge, second)
            yield RANKS.index(context.kind), context.iri, (edge,)
        if edge.item:
            for second in links.within("item", edge.item):
                for far in (second.source, second.target):
                    if far != thing:
                        yield RANKS.index("item"), far, (edge, second)
