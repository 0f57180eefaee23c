"""What is asked of a view or an index alike: a thing, the edges at it, the edges of one agenda item or one meeting."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Literal, Protocol

from .rows import Edge, Node
from .view import View

Field = Literal["item", "meeting"]


class Links(Protocol):
    """What `Index` and `ViewLinks` answer."""

    def node(self, iri: str) -> Node | None:
        """Return a node; nothing for what is none."""

    def edges(self, iri: str) -> list[Edge]:
        """Return the edges that begin or end at a node, sorted, each once."""

    def within(self, field: Field, iri: str) -> list[Edge]:
        """Return the edges that one agenda item or the minutes of one meeting state, sorted."""


class ViewLinks:
    """The answers of a view."""

    def __init__(self, view: View) -> None:
        self._view = view

    def node(self, iri: str) -> Node | None:
        """Return a node; nothing for what is none."""
        return Node(iri, **self._view.nodes[iri]) if iri in self._view else None

    def edges(self, iri: str) -> list[Edge]:
        """Return the edges that begin or end at a node, sorted, each once."""
        if iri not in self._view:
            return []
        found = [*self._view.out_edges(iri, data=True), *self._view.in_edges(iri, data=True)]
        return sorted({Edge(source, target, **facts) for source, target, facts in found})

    def within(self, field: Field, iri: str) -> list[Edge]:
        """Return the edges that one agenda item or the minutes of one meeting state, sorted."""
        return self._placed[field, iri]

    @cached_property
    def _placed(self) -> dict[tuple[str, str], list[Edge]]:
        found: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        for source, target, facts in self._view.edges(data=True):
            edge = Edge(source, target, **facts)
            for field, iri in (("item", edge.item), ("meeting", edge.meeting)):
                if iri:
                    found[field, iri].append(edge)
        for edges in found.values():
            edges.sort()
        return found
