"""How pictures and views show themselves in a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from ..network.rows import KINDS, Edge, Node
from ..network.view import View
from ..network.words import node_label
from .lanes import lanes
from .raster import PictureError, png
from .words import said

if TYPE_CHECKING:
    _Graph = nx.MultiDiGraph[str]
else:
    _Graph = nx.MultiDiGraph

MOST_CASES = 60
_STYLE = "max-width:100%;overflow:auto"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, as SVG: a notebook shows it, `save` writes it."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file, as SVG or PNG by its ending, and return its path.

        Raises:
            PictureError: another ending; of a PNG, no font of this machine has Chinese characters.
            OSError: the file cannot be written.
        """
        path = Path(path)
        if path.suffix.lower() not in (".svg", ".png"):
            raise PictureError(f"{path}: a picture is saved as .svg or .png")
        path.write_bytes(png(self.svg) if path.suffix.lower() == ".png" else self.svg.encode())
        return path


class ShownView(_Graph):
    """A `networkx.MultiDiGraph` that a notebook shows: how many things of each kind, and lanes, if cases are few."""

    def _repr_html_(self) -> str:
        counts = Counter(str(facts.get("kind", "")) for _, facts in self.nodes(data=True))
        rows = "".join(f"<tr><td>{escape('　'.join(node_label(kind)))}</td><td>{counts[kind]:,}</td></tr>" for kind in KINDS if counts[kind])
        told = escape(said("things", "zh", f"{len(self):,}", f"{self.number_of_edges():,}"))
        return f'<div style="{_STYLE}"><p>{told}</p><table>{rows}</table>{self._lanes(counts["case"])}</div>'

    def _lanes(self, cases: int) -> str:
        if not cases:
            return ""
        return lanes(*drawable(self)) if cases <= MOST_CASES else f"<p>{escape(said('too-many', 'zh', MOST_CASES))}</p>"


def drawable(view: View) -> tuple[list[Node], list[Edge]]:
    """Return the nodes and edges of a view that pictures know; others, and other attributes, may have been added to it."""
    nodes = [Node(iri, **_known(facts, Node._fields)) for iri, facts in view.nodes(data=True) if facts.get("kind") in KINDS]
    edges = [Edge(source, target, **_known(facts, Edge._fields)) for source, target, facts in view.edges(data=True) if "kind" in facts and "through" in facts]
    return nodes, edges


def _known(facts: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name in names}
