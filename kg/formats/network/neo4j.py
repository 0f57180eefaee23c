"""CSV files for `neo4j-admin database import`, typed by their heads, and the same import as Cypher for a running database.

Line breaks within a text become ⏎, for the import takes a line for a row; backslashes, an escape to some readers, become ＼.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from ...network import KINDS
from ...network.plain import clean
from .columns import EDGE, NODE, Column, Row, Value, joined
from .network import Network

_TYPES = {"text": "", "boolean": ":boolean", "date": ":date", "texts": ":string[]"}
_BETWEEN = ";"
_READ = {"text": "row.`{}`", "boolean": "toBoolean(row.`{}`)", "date": "date(row.`{}`)", "texts": f"split(row.`{{}}`, '{_BETWEEN}')"}
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|\W+")
_INTRODUCTION = """\
// Loads nodes.csv and edges.csv, which lie in the import folder of a Neo4j database that runs; twice is as good as once:
//   cypher-shell --file load.cypher
// Faster, into a database that does not run yet:
//   neo4j-admin database import full --nodes=nodes.csv --relationships=edges.csv neo4j
CREATE CONSTRAINT thing_id IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE;
"""


def write(network: Network, folder: Path) -> None:
    """Write `nodes.csv`, `edges.csv` and `load.cypher` into a folder."""
    kinds = set[str]()
    nodes = ([clean(node.iri), *map(_cell, _values(NODE, node)), f"Thing;{label(node.kind)}"] for node in network.nodes)
    _rows(folder / "nodes.csv", ["id:ID", *map(_head, NODE), ":LABEL"], nodes)
    _rows(folder / "edges.csv", [":START_ID", ":END_ID", ":TYPE", "id", *map(_head, EDGE)], _edges(network, kinds))
    (folder / "load.cypher").write_text(_INTRODUCTION + "".join(_statements(sorted(kinds))), "utf-8", newline="\n")


def label(kind: str) -> str:
    """Return what nodes of a kind are labelled."""
    return kind.capitalize()


def relationship(kind: str) -> str:
    """Return the type of relationships of a kind: `chairedBy` is `CHAIRED_BY`."""
    return _WORD.sub("_", clean(kind)).upper()


def _edges(network: Network, kinds: set[str]) -> Iterable[list[str]]:
    for name, edge in network.named_edges():
        kinds.add(edge.kind)
        yield [clean(edge.source), clean(edge.target), relationship(edge.kind), name, *map(_cell, _values(EDGE, edge))]


def _values(columns: Sequence[Column[Row]], row: Row) -> list[Value]:
    return [column.value(row) for column in columns]


def _cell(value: Value) -> str:
    if isinstance(value, tuple):
        return _BETWEEN.join(_cell(text.replace(_BETWEEN, "；")) for text in value)
    return "⏎".join(joined(value).replace("\\", "＼").splitlines())


def _head(column: Column[Row]) -> str:
    return column.name + _TYPES[column.type]


def _rows(path: Path, head: Iterable[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def _statements(kinds: Iterable[str]) -> Iterable[str]:
    for kind in KINDS:
        read = f"\nLOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row WITH row WHERE row.kind = '{kind}'\n"
        yield f"{read}MERGE (n:Thing {{id: row.`id:ID`}}) SET n:{label(kind)}, n += {_properties(NODE)};\n"
    for kind in kinds:
        read = f"\nLOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row WITH row WHERE row.`:TYPE` = '{relationship(kind)}'\n"
        ends = "MATCH (a:Thing {id: row.`:START_ID`}), (b:Thing {id: row.`:END_ID`})\n"
        yield f"{read}{ends}MERGE (a)-[e:`{relationship(kind)}` {{id: row.id}}]->(b) SET e += {_properties(EDGE)};\n"


def _properties(columns: Iterable[Column[Row]]) -> str:
    return "{" + ", ".join(f"`{column.name}`: {_READ[column.type].format(_head(column))}" for column in columns) + "}"
