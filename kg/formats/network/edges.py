"""Two CSV files, `nodes.csv` and `edges.csv`, under the column names that Gephi imports: Id, Label, Source, Target, Type, Kind.

They are for programs: UTF-8 without a byte order mark, which would become part of the first column's name. They may be
opened in a spreadsheet all the same, so texts are guarded as in the tables.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from ...network.plain import clean
from ..tables import printed
from .columns import EDGE, NODE, joined
from .network import Network

_NODE = ("Id", "Label", *(column.name for column in NODE[1:]))
_EDGE = ("Id", "Source", "Target", "Type", "Kind", "Label", "Weight", *(column.name for column in EDGE[1:]))


def write(network: Network, folder: Path) -> None:
    """Write both files into a folder."""
    _rows(folder / "nodes.csv", _NODE, ([clean(node.iri), *(joined(column.value(node)) for column in NODE)] for node in network.nodes))
    _rows(folder / "edges.csv", _EDGE, _edges(network))


def _edges(network: Network) -> Iterable[list[str]]:
    for name, edge in network.named_edges():
        label, *own = (joined(column.value(edge)) for column in EDGE)
        yield [name, clean(edge.source), clean(edge.target), "Directed", clean(edge.kind), label, "1", *own]


def _rows(path: Path, head: Iterable[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(head)
        writer.writerows(map(printed, row) for row in rows)
