"""Where the nodes of a graph stand on a plane: computed once, the same on every run."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from .rows import Edge, Node

_APART = 100


def positions(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, tuple[int, int]]:
    """Return a position for each node, by its IRI; x to the right, y downwards, none below zero."""
    radius = _APART * max(len(nodes), 1) / (2 * pi)
    turns = {iri: 2 * pi * place / len(nodes) for place, iri in enumerate(sorted(node.iri for node in nodes))}
    return {iri: (round(radius * (1 + cos(turn))), round(radius * (1 + sin(turn)))) for iri, turn in turns.items()}
