"""What the files hold: nodes, edges, degrees and positions, of a view or of a dump.

Of a dump, edges are sorted on disk and memory holds the nodes alone. They are gathered once for all formats.
"""

from __future__ import annotations

import hashlib
import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ...network import Edge, Gathered, Node, reader
from ...network.view import rows_of
from ...spill import Spill
from ..dump import Dump

if TYPE_CHECKING:
    from ...network import View

_EDGES = msgspec.msgpack.Decoder(Edge)


class Network:
    """Nodes in the order of their IRIs, and edges in that of their ends.

    Args:
        edges: gives all edges, sorted, as often as it is called; one whose ends are no nodes is left out.
    """

    def __init__(self, nodes: Iterable[Node], edges: Callable[[], Iterable[Edge]]) -> None:
        self.nodes = tuple(sorted(nodes))
        self._edges = edges

    def edges(self) -> Iterator[Edge]:
        """Yield each edge once."""
        held, last = {node.iri for node in self.nodes}, None
        for edge in self._edges():
            if edge != last and edge.source in held and edge.target in held:
                yield edge
            last = edge

    def named_edges(self) -> Iterator[tuple[str, Edge]]:
        """Yield each edge under an id: the same wherever it stands, and no other's."""
        last, repeated = "", 0
        for edge in self.edges():
            told = "\0".join((edge.source, edge.target, edge.kind, edge.through, edge.meeting))
            name = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
            repeated = repeated + 1 if name == last else 0
            last = name
            yield f"e{name}~{repeated + 1}" if repeated else f"e{name}", edge

    @cached_property
    def degrees(self) -> Counter[str]:
        """Count the edges at each node."""
        found: Counter[str] = Counter()
        for edge in self.edges():
            found.update((edge.source, edge.target))
        return found

    @cached_property
    def positions(self) -> dict[str, tuple[int, int]]:
        """Return where each node stands; x to the right, y downwards."""
        from ...network.layout import positions

        own = {node.iri: node.iri for node in self.nodes}
        pairs = {(own[edge.source], own[edge.target]) for edge in self.edges()}
        return positions(self.nodes, [Edge(source, target, "", "") for source, target in sorted(pairs)])


def viewed(view: View) -> Network:
    """Return what a view holds."""
    nodes, edges = rows_of(view)
    edges.sort()
    return Network(nodes, lambda: edges)


def network_of(dump: Dump) -> Network:
    """Return what a dump holds.

    Raises:
        GraphError: the dump is no graph of ours.
        OSError: it cannot be read.
    """
    stat = dump.path.stat()
    return _gathered(dump.path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1)  # several formats of one dump are written one after the other
def _gathered(path: Path, _time: int, _size: int) -> Network:
    gathered, spill, encode = Gathered(reader(path)), Spill(bound=8 << 20), msgspec.msgpack.encode
    for edges in gathered.edges():
        for edge in edges:
            spill.add("\0".join(edge[:11]).encode(), encode(edge))
    network = Network(gathered.nodes(), lambda: map(_edge, spill))
    weakref.finalize(network, spill.__exit__, None, None, None)
    return network


def _edge(item: tuple[bytes, bytes]) -> Edge:
    return _EDGES.decode(item[1])
