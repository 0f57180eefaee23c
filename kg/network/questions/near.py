"""What lies about a thing: its neighbours, what is some steps away, what it has in common with another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from ..rows import KINDS, Edge, Node
from .ground import Ground, ground_of, known, with_parts

if TYPE_CHECKING:
    from ..index import Index
    from ..view import View

MOST = 10_000  # things within some steps of another


class Neighbour(NamedTuple):
    """What edges join with a thing, and those edges."""

    thing: Node
    edges: tuple[Edge, ...]


class Reached(NamedTuple):
    """What is some steps away from a thing."""

    steps: int
    thing: Node


class Common(NamedTuple):
    """What two things, or parts of them, both have to do with."""

    thing: Node
    with_one: tuple[Edge, ...]
    with_other: tuple[Edge, ...]


class TooWide(Exception):
    """More lies within so many steps than is told; `steps` is how many may be asked for, `found` how much lies within those."""

    def __init__(self, steps: int, found: int, most: int) -> None:
        super().__init__(f"more than {most:,} things")
        self.steps, self.found, self.most = steps, found, most


def neighbours(asked: View | Index, thing: str, *, kinds: Collection[str] = ()) -> tuple[Neighbour, ...]:
    """Return what edges join with a thing, by kind and label, of some kinds only where some are given.

    Raises:
        UnknownThing: there is no such thing.
    """
    ground = ground_of(asked)
    known(ground, thing)
    joined = _joined(ground, {thing})
    return tuple(Neighbour(node, tuple(joined[node.iri])) for node in _nodes(ground, joined, kinds))


def within(asked: View | Index, thing: str, steps: int, *, kinds: Collection[str] = (), hubs: bool = False, most: int = MOST) -> tuple[Reached, ...]:
    """Return what is at most so many steps away, the nearest first; the thing itself is not told.

    Args:
        asked: the graph.
        thing: the IRI to begin at.
        steps: how many; an edge is walked both ways.
        kinds: of things to tell; all are walked through.
        hubs: whether hubs are walked through; they are told in any case.
        most: how many things may lie there.

    Raises:
        UnknownThing: there is no such thing.
        TooWide: more lies there.
    """
    ground = ground_of(asked)
    met, last = {thing: Reached(0, known(ground, thing))}, [thing]
    for step in range(1, steps + 1):
        before, reached = len(met) - 1, list[str]()
        for iri in last:
            for other in ground.beside(iri) - met.keys():
                if len(met) > most:
                    raise TooWide(step - 1, before, most)
                met[other] = Reached(step, known(ground, other))
                reached.append(other)
        last = sorted(iri for iri in reached if hubs or not met[iri].thing.hub)
        if not last:
            break
    return tuple(sorted((r for r in met.values() if r.steps and (not kinds or r.thing.kind in kinds)), key=lambda r: (r.steps, _order(r.thing))))


def common(asked: View | Index, one: str, other: str, *, kinds: Collection[str] = (), hubs: bool = False) -> tuple[Common, ...]:
    """Return what joins with both things; a part of a thing counts as the thing.

    Args:
        asked: the graph.
        one, other: IRIs.
        kinds: of common neighbours.
        hubs: whether hubs count.

    Raises:
        UnknownThing: there is no such thing.
    """
    ground = ground_of(asked)
    for thing in (one, other):
        known(ground, thing)
    ones, others = with_parts(ground, one), with_parts(ground, other)
    beside_one, beside_other = _joined(ground, ones), _joined(ground, others)
    shared = (beside_one.keys() & beside_other.keys()) - ones - others
    found = (node for node in _nodes(ground, shared, kinds) if hubs or not node.hub)
    return tuple(Common(node, tuple(beside_one[node.iri]), tuple(beside_other[node.iri])) for node in found)


def _joined(ground: Ground, things: set[str]) -> dict[str, list[Edge]]:
    """Return the edges of things by what they lead to."""
    joined: dict[str, list[Edge]] = defaultdict(list)
    for edge in sorted({edge for thing in things for edge in ground.edges(thing)}, key=lambda e: (e.date or "9", e)):
        for beyond in {edge.source, edge.target} - things:
            joined[beyond].append(edge)
    return joined


def _nodes(ground: Ground, iris: Collection[str], kinds: Collection[str]) -> list[Node]:
    return sorted((node for iri in iris if (node := ground.node(iri)) and (not kinds or node.kind in kinds)), key=_order)


def _order(node: Node) -> tuple[int, str, str]:
    return KINDS.index(node.kind), node.label, node.iri
