"""GEXF 1.3: Gephi's own format, with colours by kind, sizes by degree, stored positions, and a timeline.

A node lives from the first date at which minutes speak of it to its end; an edge on the date of its minutes. What is
undated has no bounds, so it is always there. `kind` of an edge keeps edges apart that join the same two nodes. Labels
are no attributes, for Gephi has a column of that name already.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt
from typing import TYPE_CHECKING, BinaryIO

from ...network.palette import PALETTE
from ...network.plain import clean
from .columns import EDGE, NODE, Column, Row, joined, life
from .network import Network

if TYPE_CHECKING:
    from lxml.etree import _IncrementalFileWriter

SPACE, VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_PLACE = {"version": "1.3", f"{{{_SCHEMA}}}schemaLocation": f"{SPACE} {SPACE}/gexf.xsd"}
_GRAPH = {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
_NODE = [column for column in NODE if column.name != "label"]
_EDGE = [column for column in EDGE if column.name != "label"]
_SMALLEST = 4


def write(network: Network, out: BinaryIO) -> None:
    """Write a network as GEXF."""
    from lxml import etree

    with etree.xmlfile(out, encoding="UTF-8", close=False) as xml:
        xml.write_declaration()
        with xml.element("gexf", _PLACE, nsmap={None: SPACE, "viz": VIZ, "xsi": _SCHEMA}):
            with xml.element("meta"), xml.element("creator"):
                xml.write("kg")
            with xml.element("graph", _GRAPH):
                _attributes(xml, "node", _NODE)
                _attributes(xml, "edge", _EDGE)
                _nodes(xml, network)
                _edges(xml, network)
            xml.write("\n")
    out.write(b"\n")


def size(degree: int) -> int:
    """Return the size of a node: its area grows with its degree."""
    return _SMALLEST + isqrt(16 * degree)


def _attributes(xml: _IncrementalFileWriter, of: str, columns: Sequence[Column[Row]]) -> None:
    xml.write("\n  ")
    with xml.element("attributes", {"class": of, "mode": "static"}):
        for column in columns:
            _empty(xml, "attribute", {"id": column.name, "title": column.name, "type": "boolean" if column.type == "boolean" else "string"}, 2)
        xml.write("\n  ")


def _nodes(xml: _IncrementalFileWriter, network: Network) -> None:
    degrees, places = network.degrees, network.positions
    xml.write("\n  ")
    with xml.element("nodes"):
        for node in network.nodes:
            xml.write("\n    ")
            with xml.element("node", {"id": clean(node.iri), "label": clean(node.label), **life(node.start, node.end)}):
                _values(xml, _NODE, node)
                x, y = places[node.iri]
                red, green, blue = bytes.fromhex(PALETTE[node.kind][1:])
                _empty(xml, f"{{{VIZ}}}size", {"value": str(size(degrees[node.iri]))}, 3)
                _empty(xml, f"{{{VIZ}}}position", {"x": str(x), "y": str(-y), "z": "0"}, 3)  # upwards
                _empty(xml, f"{{{VIZ}}}color", {"r": str(red), "g": str(green), "b": str(blue)}, 3)
                xml.write("\n    ")
        xml.write("\n  ")


def _edges(xml: _IncrementalFileWriter, network: Network) -> None:
    xml.write("\n  ")
    with xml.element("edges"):
        for name, edge in network.named_edges():
            ends = {"id": name, "source": clean(edge.source), "target": clean(edge.target)}
            xml.write("\n    ")
            with xml.element("edge", {**ends, "kind": clean(edge.kind), "label": clean(edge.label), **life(edge.date, edge.date)}):
                _values(xml, _EDGE, edge)
                xml.write("\n    ")
        xml.write("\n  ")
    xml.write("\n")


def _values(xml: _IncrementalFileWriter, columns: Sequence[Column[Row]], row: Row) -> None:
    xml.write("\n      ")
    with xml.element("attvalues"):
        for column in columns:
            if text := joined(column.value(row)):
                _empty(xml, "attvalue", {"for": column.name, "value": text}, 4)
        xml.write("\n      ")


def _empty(xml: _IncrementalFileWriter, name: str, attributes: dict[str, str], deep: int) -> None:
    xml.write("\n" + "  " * deep)
    with xml.element(name, attributes):
        pass
