"""The graph as people walk it: things and what joins them, decisions folded into typed edges, each with its quotes.

`rows` says what nodes and edges are. `statements` -> `facts` -> `fold` -> `gather` make them of quads, from a file, a store
or rdflib; `view` puts them into networkx, `index` into a file that answers without being read whole; `select` filters.
`questions` are asked of either; what they compute runs on a `mesh`, by networkx (`small`) or igraph (`large`).
Knows the waist and no record.
"""

from __future__ import annotations

from .gather import Gathered, uncollected
from .index import Index, identity, index_of, prune
from .rows import KINDS, Edge, Node
from .select import select
from .statements import reader, told
from .view import View, build_view

__all__ = ["KINDS", "Edge", "Gathered", "Index", "Node", "View", "build_view", "identity", "index_of", "prune", "reader", "select", "view_of"]


def view_of(read_from: object, into: View | None = None) -> View:
    """Return the view of a graph file (a `Path`), a pyoxigraph store, an rdflib graph or dataset, or an index.

    Args:
        into: as `build_view` takes it.

    Raises:
        GraphError: a file is damaged, or not ours.
        OSError: a file cannot be read.
    """
    if isinstance(read_from, Index):
        return build_view(read_from.all_edges(), read_from.nodes(), into)
    with told(read_from), uncollected():
        gathered = Gathered(reader(read_from))  # type: ignore[arg-type]
        edges = [edge for part in gathered.edges() for edge in part]
        return build_view(edges, gathered.nodes(), into)
