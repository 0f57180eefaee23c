"""The formats a dump can be written in: one module each, gathered in `FORMATS`. They know the waist and no record.

`nq` and `trig` hold all graphs; `ttl`, `nt`, `jsonld` and `rdf` hold one graph, the union of those `Dump.flat` names;
`tables` and `xlsx` hold what a spreadsheet user asks of it; those of `network` hold the view, things and what joins them.
The bytes are a function of the dump alone. Another format is another module with a `write`, and another row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from . import jsonld, network, nq, nt, rdf, tables, trig, ttl, xlsx
from .dump import Dump, FormatError

__all__ = ["FORMATS", "Dump", "FolderFormat", "Format", "FormatError"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """Name a format, its files, and the function that writes a dump in it to a stream."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Dump, BinaryIO], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderFormat:
    """Name a format of several files, and the function that writes them into an empty folder called like the format."""

    name: str
    media_type: str
    write: Callable[[Dump, Path], None]


_ROWS: tuple[Format | FolderFormat, ...] = (
    Format(name="ttl", suffix=".ttl", media_type="text/turtle", write=ttl.write),
    Format(name="trig", suffix=".trig", media_type="application/trig", write=trig.write),
    Format(name="nq", suffix=".nq", media_type="application/n-quads", write=nq.write),
    Format(name="nt", suffix=".nt", media_type="application/n-triples", write=nt.write),
    Format(name="jsonld", suffix=".jsonld", media_type="application/ld+json", write=jsonld.write),
    Format(name="rdf", suffix=".rdf", media_type="application/rdf+xml", write=rdf.write),
    FolderFormat(name="tables", media_type="text/csv", write=tables.write),
    Format(name="xlsx", suffix=".xlsx", media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write=xlsx.write),
    Format(name="graphml", suffix=".graphml", media_type="application/graphml+xml", write=network.from_dump("graphml")),
    Format(name="gexf", suffix=".gexf", media_type="application/gexf+xml", write=network.from_dump("gexf")),
    Format(name="cyjs", suffix=".cyjs", media_type="application/vnd.cytoscape+json", write=network.from_dump("cyjs")),
    FolderFormat(name="edges", media_type="text/csv", write=network.folder_from_dump("edges")),
    FolderFormat(name="neo4j", media_type="text/csv", write=network.folder_from_dump("neo4j")),
    Format(name="dot", suffix=".dot", media_type="text/vnd.graphviz", write=network.from_dump("dot")),
    Format(name="svg", suffix=".svg", media_type="image/svg+xml", write=network.from_dump("svg")),
    Format(name="png", suffix=".png", media_type="image/png", write=network.from_dump("png")),
)
FORMATS = {row.name: row for row in _ROWS}
