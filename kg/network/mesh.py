"""The network without its words: numbered nodes, and which of them are joined. What algorithms are run on, whichever engine runs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from .rows import Node


class Mesh(NamedTuple):
    """A simple undirected graph.

    Attributes:
        nodes: IRIs, sorted; a node is its place among them.
        pairs: of places that are joined, the lesser first, sorted, each once.
        weights: of each pair, how many edges join it.
    """

    nodes: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    weights: tuple[int, ...]


def mesh_of(nodes: Iterable[Node], ends: Iterable[tuple[str, str]], *, node: Callable[[Node], bool], pair: Callable[[Node, Node], bool] | None = None) -> Mesh:
    """Return the links among some nodes.

    Args:
        nodes, ends: of a graph; an edge from a node to itself is no link.
        node: tells which nodes to take.
        pair: tells which of them to join; all that an edge joins, where it is not given.
    """
    taken = sorted(n for n in nodes if node(n))
    place = {n.iri: number for number, n in enumerate(taken)}
    joined = Counter((place[a], place[b]) if place[a] < place[b] else (place[b], place[a]) for a, b in ends if a != b and a in place and b in place)
    kept = sorted(two for two in joined if pair is None or pair(taken[two[0]], taken[two[1]]))
    return Mesh(tuple(n.iri for n in taken), tuple(kept), tuple(joined[two] for two in kept))
