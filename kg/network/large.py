"""What takes long on large networks, by igraph: made of a mesh as it is, never of a networkx graph. `small` faces it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .mesh import Mesh

if TYPE_CHECKING:
    import igraph

DAMPING = 0.85


def betweenness(mesh: Mesh, sources: Sequence[int]) -> list[float]:
    """Return through how many shortest paths from some nodes to all others each node lies; a path that is one of n counts 1/n."""
    return [float(value) for value in _graph(mesh).betweenness(directed=False, sources=list(sources))]


def pagerank(mesh: Mesh) -> list[float]:
    """Return how probable it is to be met at each node, walking at random."""
    return [float(value) for value in _graph(mesh).pagerank(directed=False, damping=DAMPING)]


def communities(mesh: Mesh, seed: int) -> list[set[int]]:
    """Return the communities of the Louvain method."""
    with _chance(seed):
        return [set(members) for members in _graph(mesh).community_multilevel(weights=list(mesh.weights))]


def _graph(mesh: Mesh) -> igraph.Graph:
    import igraph

    return igraph.Graph(n=len(mesh.nodes), edges=mesh.pairs)


@contextmanager
def _chance(seed: int) -> Iterator[None]:
    """Let igraph draw from a seed; it has one source of chance for the whole process."""
    import igraph

    igraph.set_random_number_generator(random.Random(seed))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
