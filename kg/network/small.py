"""The same as `large`, by networkx: for networks that are no work. But for PageRank: that of networkx needs SciPy, a library larger than its use here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .mesh import Mesh

if TYPE_CHECKING:
    import networkx as nx

def betweenness(mesh: Mesh, sources: Sequence[int]) -> list[float]:
    """Return through how many shortest paths from some nodes to all others each node lies; a path that is one of n counts 1/n."""
    import networkx as nx

    graph = _graph(mesh)
    found = nx.betweenness_centrality_subset(graph, sources=list(sources), targets=list(graph))
    return [float(found[node]) for node in graph]


def communities(mesh: Mesh, seed: int) -> list[set[int]]:
    """Return the communities of the Louvain method."""
    import networkx as nx

    return [set(members) for members in nx.community.louvain_communities(_graph(mesh), seed=seed)]


def _graph(mesh: Mesh) -> nx.Graph[int]:
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(mesh.nodes)))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in zip(mesh.pairs, mesh.weights, strict=True))
    return graph
