"""Nodes and edges -> a `networkx.MultiDiGraph`: the view.

The nodes are IRIs, as in the RDF, with the attributes of `rows.Node`; an attribute that is empty is absent. Edges have
those of `rows.Edge` but for their ends, all of them, so that each has one type: texts, and `quotes`, a tuple of
`places.Quote`. The key of an edge is its kind, what it goes through and, where that is its source, the meeting: a case names
one thing in several minutes. Nodes stand in the order of their IRIs, edges in that of source, target and key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from .rows import Edge, Node

if TYPE_CHECKING:
    import networkx as nx

View: TypeAlias = "nx.MultiDiGraph[str]"


def build_view(edges: Iterable[Edge], nodes: Iterable[Node], into: View | None = None) -> View:
    """Return the view of edges and nodes, both in any order; an edge to what is no node is left out.

    Args:
        into: an empty graph to fill, of another class than networkx's own.
    """
    import networkx as nx

    made = sorted(set(edges))
    view: View = nx.MultiDiGraph() if into is None else into
    for node in sorted(nodes):
        view.add_node(node.iri, **{name: value for name, value in zip(_NODE, node[1:], strict=True) if value})
    held = view.nodes
    for edge in made:
        if edge.source in held and edge.target in held:
            view.add_edge(edge.source, edge.target, edge_key(edge), **dict(zip(_EDGE, edge[2:], strict=True)))
    return view


def edge_key(edge: Edge) -> str:
    """Return what tells an edge from all others between the same two nodes; it does not change when minutes are added."""
    return f"{edge.kind} {edge.through} {edge.meeting}".rstrip() if edge.through == edge.source else f"{edge.kind} {edge.through}"


def rows_of(view: View) -> tuple[list[Node], list[Edge]]:
    """Return a view as nodes and edges again."""
    nodes = [Node(iri, **facts) for iri, facts in view.nodes(data=True)]
    return nodes, [Edge(source, target, **facts) for source, target, facts in view.edges(data=True)]


_NODE, _EDGE = Node._fields[1:], Edge._fields[2:]
