"""How often minutes speak of a project, what they say of its parts among it."""

from __future__ import annotations

from typing import NamedTuple

from ..network import Index, Node
from ..network.explain import reach


class Spoken(NamedTuple):
    """A project, in how many meetings minutes speak of it or its parts, and at how many places: what several facts quote, counts once."""

    project: Node
    meetings: int
    times: int


def spoken_of(index: Index, project: Node) -> Spoken:
    """Return how often minutes speak of a project."""
    edges = {edge for iri in reach(index, project) for edge in index.edges(iri) if edge.meeting}
    places = {(quote.minutes, quote.begin) for edge in edges for quote in edge.quotes[:1]}
    return Spoken(project, len({edge.meeting for edge in edges}), len(places))
