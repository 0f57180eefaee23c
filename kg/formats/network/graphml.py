"""GraphML: what nearly every program for networks opens. Attributes that are empty are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from ...network.plain import clean
from .columns import EDGE, NODE, Column, Row, joined
from .network import Network

if TYPE_CHECKING:
    from lxml.etree import _IncrementalFileWriter

SPACE = "http://graphml.graphdrawing.org/xmlns"
_PLACE = {"{http://www.w3.org/2001/XMLSchema-instance}schemaLocation": f"{SPACE} {SPACE}/1.0/graphml.xsd"}


def write(network: Network, out: BinaryIO) -> None:
    """Write a network as GraphML."""
    from lxml import etree

    spaces = {None: SPACE, "xsi": "http://www.w3.org/2001/XMLSchema-instance"}
    with etree.xmlfile(out, encoding="UTF-8", close=False) as xml:
        xml.write_declaration()
        with xml.element("graphml", _PLACE, nsmap=spaces):
            _keys(xml, "node", NODE)
            _keys(xml, "edge", EDGE)
            xml.write("\n")
            with xml.element("graph", id="kg", edgedefault="directed"):
                for node in network.nodes:
                    _element(xml, "node", {"id": clean(node.iri)}, NODE, node)
                for name, edge in network.named_edges():
                    _element(xml, "edge", {"id": name, "source": clean(edge.source), "target": clean(edge.target)}, EDGE, edge)
                xml.write("\n")
            xml.write("\n")
    out.write(b"\n")


def _keys(xml: _IncrementalFileWriter, of: str, columns: tuple[Column[Row], ...]) -> None:
    for column in columns:
        xml.write("\n  ")
        kind = "boolean" if column.type == "boolean" else "string"
        with xml.element("key", {"id": f"{of}_{column.name}", "for": of, "attr.name": column.name, "attr.type": kind}):
            pass


def _element(xml: _IncrementalFileWriter, name: str, attributes: dict[str, str], columns: tuple[Column[Row], ...], row: Row) -> None:
    xml.write("\n    ")
    with xml.element(name, attributes):
        for column in columns:
            if text := joined(column.value(row)):
                xml.write("\n      ")
                with xml.element("data", key=f"{name}_{column.name}"):
                    xml.write(text)
        xml.write("\n    ")
