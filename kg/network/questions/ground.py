"""What all questions stand on: a view or an index, asked in one manner; parts of things, and the order of meetings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ..index import Index
from ..rows import Edge, Node

if TYPE_CHECKING:
    from ..view import View

PART_OF = ("isPartOf", "unitOf", "subOrganizationOf")  # from the part to the whole


class UnknownThing(LookupError):
    """What is asked about is not in the graph."""


class Ground(Protocol):
    """What a graph is asked. `Index` answers it as it is."""

    def node(self, iri: str) -> Node | None:
        """Return a node; nothing for what is none."""

    def nodes(self) -> Iterator[Node]:
        """Yield all nodes."""

    def edges(self, iri: str) -> list[Edge]:
        """Return the edges that begin or end at a node, sorted, each once."""

    def of_kind(self, kind: str) -> Iterator[Edge]:
        """Yield all edges of a kind."""

    def ends(self) -> Iterator[tuple[str, str]]:
        """Yield the two nodes of each edge."""

    def beside(self, iri: str) -> set[str]:
        """Return the nodes that edges join with a node."""


class Held:
    """A view, asked as an index is."""

    def __init__(self, view: View) -> None:
        self._view = view

    def node(self, iri: str) -> Node | None:
        """Return a node; nothing for what is none."""
        return Node(iri, **self._view.nodes[iri]) if iri in self._view else None

    def nodes(self) -> Iterator[Node]:
        """Yield all nodes."""
        return (Node(iri, **facts) for iri, facts in self._view.nodes(data=True))

    def edges(self, iri: str) -> list[Edge]:
        """Return the edges that begin or end at a node, sorted, each once."""
        return sorted(set(_rows([*self._view.out_edges(iri, data=True), *self._view.in_edges(iri, data=True)])))

    def of_kind(self, kind: str) -> Iterator[Edge]:
        """Yield all edges of a kind."""
        return _rows(row for row in self._view.edges(data=True) if row[2]["kind"] == kind)

    def ends(self) -> Iterator[tuple[str, str]]:
        """Yield the two nodes of each edge."""
        return iter(self._view.edges())

    def beside(self, iri: str) -> set[str]:
        """Return the nodes that edges join with a node."""
        return {*self._view.successors(iri), *self._view.predecessors(iri)}


class Time(NamedTuple):
    """When something was said, to be sorted by; `before`: not dated itself, but before what has this date."""

    date: str
    before: bool = False

    def __bool__(self) -> bool:
        return bool(self.date)

    @property
    def order(self) -> tuple[str, bool]:
        """Return what puts what precedes a date before it, and what has none last."""
        return self.date or "9999-99-99", not self.before


class Times:
    """When meetings were: what has no date, but precedes one that has, stands before it."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._next = {edge.source: edge.target for edge in ground.of_kind("precedes")}

    def of(self, edge: Edge) -> Time:
        """Return when an edge was stated."""
        return Time(edge.date) if edge.date or not edge.meeting else self._before(edge.meeting)

    def _before(self, meeting: str) -> Time:
        met = {meeting}
        while (meeting := self._next.get(meeting, "")) and meeting not in met:
            met.add(meeting)
            node = self._ground.node(meeting)
            if node and node.date:
                return Time(node.date, before=True)
        return Time("")


def ground_of(asked: View | Index) -> Ground:
    """Return a view or an index as what questions are asked of."""
    return asked if isinstance(asked, Index) else Held(asked)


def known(ground: Ground, iri: str) -> Node:
    """Return a node.

    Raises:
        UnknownThing: there is none of this IRI.
    """
    if node := ground.node(iri):
        return node
    raise UnknownThing(iri)


def with_parts(ground: Ground, iri: str) -> set[str]:
    """Return a thing and all that is part of it."""
    found, waiting = {iri}, [iri]
    while waiting:
        whole = waiting.pop()
        parts = {edge.source for edge in ground.edges(whole) if edge.target == whole and edge.kind in PART_OF} - found
        found |= parts
        waiting += parts
    return found


def _rows(rows: Iterable[tuple[str, str, dict[str, str]]]) -> Iterator[Edge]:
    return (Edge(source, target, **facts) for source, target, facts in rows)  # type: ignore[arg-type]
