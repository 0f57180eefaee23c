"""What is asked of a view or an index alike: a thing, the edges at it, the edges of one agenda item or one meeting."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Literal, Protocol

from ..names import name_key, nearest
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


class Named(Links, Protocol):
    """The same, and what things are called."""

    def find(self, name: str) -> list[Node]:
        """Return the nodes that bear a name, or have this IRI."""

    def near(self, name: str, most: int = 5) -> list[Node]:
        """Return the nodes with the names most like a name, the nearest first."""


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

    def find(self, name: str) -> list[Node]:
        """Return the nodes that bear a name, or have this IRI."""
        if held := self.node(name):
            return [held]
        return [Node(iri, **self._view.nodes[iri]) for iri in self._names.get(name_key(name), ())]

    def near(self, name: str, most: int = 5) -> list[Node]:
        """Return the nodes with the names most like a name, the nearest first."""
        return [Node(iri, **self._view.nodes[iri]) for iri in nearest(name, ((key, iri) for key, iris in self._names.items() for iri in iris))[:most]]

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for iri, facts in self._view.nodes(data=True):
            for key in {name_key(name) for name in (facts["label"], facts.get("label_en", ""), *facts.get("names", ())) if name}:
                found[key].append(iri)
        return found

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
