"""Cytoscape JSON: opened by Cytoscape with positions, drawn by Cytoscape.js, read by networkx. Every element has all attributes.

`name` and `interaction` are the columns that Cytoscape shows, `value` and `key` those that networkx names nodes and edges by.
"""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from ...network import Edge, Node
from ...network.plain import clean
from .columns import EDGE, NODE, joined
from .network import Network

_HEAD = b'{"format_version":"1.0","generated_by":"kg","target_cytoscapejs_version":"~3.0","directed":true,"multigraph":true,"data":{"name":"kg","shared_name":"kg"},\n'


def write(network: Network, out: BinaryIO) -> None:
    """Write a network as Cytoscape JSON, an element a line."""
    encode, places = msgspec.json.encode, network.positions
    out.write(_HEAD + b'"elements":{"nodes":[')
    before = b"\n"
    for node in network.nodes:
        x, y = places[node.iri]
        out.write(before + encode({"data": _node(node), "position": {"x": x, "y": y}}))
        before = b",\n"
    out.write(b'\n],"edges":[')
    before = b"\n"
    for name, edge in network.named_edges():
        out.write(before + encode({"data": _edge(name, edge)}))
        before = b",\n"
    out.write(b"\n]}}\n")


def _node(node: Node) -> dict[str, str | bool]:
    iri, label = clean(node.iri), clean(node.label)
    own = {column.name: node.hub if column.name == "hub" else joined(column.value(node)) for column in NODE}
    return {"id": iri, "value": iri, "name": label, "shared_name": label, **own}


def _edge(name: str, edge: Edge) -> dict[str, str]:
    own = {column.name: joined(column.value(edge)) for column in EDGE}
    named = {"name": own["label"], "interaction": own["kind"], "shared_interaction": own["kind"]}
    return {"id": name, "key": name, "source": clean(edge.source), "target": clean(edge.target), **named, **own}
