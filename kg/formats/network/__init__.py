"""The view as files for the programs that draw, measure and ask networks: Gephi, Cytoscape, igraph, Neo4j, Graphviz; and as a picture of its cases.

The rules, once:

- Nodes are IRIs, as in the RDF; an edge has an id made of what it states, so it is the same in every file and selection.
- Every attribute has one type: text, truth value or date; `columns` names them all. An empty one is left out where the
  format allows it, never written as None.
- Quotes are one text: `「words」 file:line；…`.
- Characters that XML forbids become visible ones: control characters their pictures (␀), others �.

`network` holds what is written, in the order of IRIs; each format is a module with a `write`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..dump import Dump, FormatError
from . import cyjs, dot, edges, gexf, graphml, neo4j, pictures
from .network import Network, network_of, viewed

if TYPE_CHECKING:
    from ...network import View

__all__ = ["FOLDERS", "STREAMS", "from_dump", "write_view"]

STREAMS: dict[str, Callable[[Network, BinaryIO], None]] = {"graphml": graphml.write, "gexf": gexf.write, "cyjs": cyjs.write, "dot": dot.write, "svg": pictures.write_svg, "png": pictures.write_png}
FOLDERS: dict[str, Callable[[Network, Path], None]] = {"edges": edges.write, "neo4j": neo4j.write}


def write_view(view: View, name: str, out: BinaryIO | Path) -> None:
    """Write a view, or a part of one, in a format.

    Args:
        name: of `STREAMS` or `FOLDERS`.
        out: a binary stream, or for the latter a folder, which is made if there is none.

    Raises:
        FormatError: there is no such format, it needs the other kind of `out`, or for PNG a font is missing.
        OSError: a file cannot be written.
    """
    if name in STREAMS and not isinstance(out, Path):
        STREAMS[name](viewed(view), out)
    elif name in FOLDERS and isinstance(out, Path):
        out.mkdir(parents=True, exist_ok=True)
        FOLDERS[name](viewed(view), out)
    else:
        raise FormatError(f"{name} does not go there: {', '.join(STREAMS)} are written to a binary stream, {' and '.join(FOLDERS)} into a folder (a Path)")


def from_dump(name: str) -> Callable[[Dump, BinaryIO], None]:
    """Return what writes a dump in one of `STREAMS`."""
    return lambda dump, out: STREAMS[name](network_of(dump), out)


def folder_from_dump(name: str) -> Callable[[Dump, Path], None]:
    """Return what writes a dump in one of `FOLDERS`."""
    return lambda dump, folder: FOLDERS[name](network_of(dump), folder)
