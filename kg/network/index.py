"""The view as a file: asked for one thing's edges without building the rest, made once for a graph file.

It is SQLite: a table of nodes, one of edges, one of names. For a graph file it lies in the user's folder for such things,
under a name made of the file's path, size and time, of the program and its vocabulary, so that what changed is read anew;
so it does for a store whose state somebody can name. For anything else it is held in memory.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import msgspec

from ..cache import program
from ..iris import KINDS
from ..names import name_key, nearest
from ..places import Quote
from ..vocab import FOLDER
from .gather import Gathered, uncollected
from .rows import Edge, Node
from .statements import Reader, reader, told

if TYPE_CHECKING:
    import pyoxigraph as ox

KEPT = 8  # files
_SCHEMA = """
CREATE TABLE node (iri TEXT PRIMARY KEY, kind, label, label_en, status, date, start, "end", hub, text, names) WITHOUT ROWID;
CREATE TABLE edge (source, target, kind, through, label, label_en, meeting, date, item, wording, deadline, quotes);
CREATE TABLE name (key, iri, label);
"""
_INDICES = """
CREATE INDEX edge_source ON edge (source);
CREATE INDEX edge_target ON edge (target);
CREATE INDEX edge_item ON edge (item) WHERE item != '';
CREATE INDEX edge_meeting ON edge (meeting) WHERE meeting != '';
CREATE INDEX name_key ON name (key);
"""
_NODE = ", ".join(f'"{name}"' for name in Node._fields)
_EDGE = ", ".join(f'"{name}"' for name in Edge._fields)


class Index:
    """Nodes and edges on disk or in memory. Close it, or use it as a context."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.node = lru_cache(maxsize=8192)(self._node)

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def _node(self, iri: str) -> Node | None:
        """Return a node; nothing for what is none."""
        return next(self._nodes("WHERE iri = ?", iri), None)

    def nodes(self) -> Iterator[Node]:
        """Yield all nodes in the order of their IRIs."""
        return self._nodes("ORDER BY iri")

    def all_edges(self) -> Iterator[Edge]:
        """Yield all edges, unsorted."""
        return self._edges("")

    def node_count(self) -> int:
        """Return how many nodes there are."""
        return int(self._database.execute("SELECT count(*) FROM node").fetchone()[0])

    def edges(self, iri: str) -> list[Edge]:
        """Return the edges that begin or end at a node, sorted, each once."""
        return sorted({*self._edges("WHERE source = ?", iri), *self._edges("WHERE target = ?", iri)})

    def of_kind(self, kind: str) -> Iterator[Edge]:
        """Yield all edges of a kind, unsorted."""
        return self._edges("WHERE kind = ?", kind)

    def ends(self) -> Iterator[tuple[str, str]]:
        """Yield the two nodes of each edge, unsorted."""
        return iter(self._database.execute("SELECT source, target FROM edge"))

    def beside(self, iri: str) -> set[str]:
        """Return the nodes that edges join with a node."""
        return {other for (other,) in self._database.execute("SELECT target FROM edge WHERE source = ? UNION SELECT source FROM edge WHERE target = ?", (iri, iri))}

    def within(self, field: str, iri: str) -> list[Edge]:
        """Return the edges that one agenda item (`item`) or the minutes of one meeting (`meeting`) state, sorted."""
        assert field in ("item", "meeting")
        return sorted(self._edges(f"WHERE {field} = ?", iri))

    def find(self, name: str) -> list[Node]:
        """Return the nodes that bear a name, or have this IRI or the path of it."""
        typed = unquote(name.strip().removeprefix("<").removesuffix(">"))
        if held := self.node(typed):
            return [held]
        if typed.partition("/")[0] in KINDS:
            return list(self._nodes("WHERE substr(iri, ?) = '/' || ?", str(-len(typed) - 1), typed))
        rows = self._database.execute("SELECT DISTINCT iri FROM name WHERE key = ? ORDER BY iri", (name_key(name),))
        return [node for (iri,) in rows.fetchall() if (node := self.node(iri))]

    def near(self, name: str, most: int = 5) -> list[Node]:
        """Return the nodes with the names most like a name, the nearest first."""
        found = nearest(name, self._database.execute("SELECT key, iri FROM name"))
        return [node for iri in found[:most] if (node := self.node(iri))]

    def _nodes(self, where: str, *values: str) -> Iterator[Node]:
        for row in self._database.execute(f"SELECT {_NODE} FROM node {where}", values):
            yield Node._make((*row[:8], bool(row[8]), row[9], tuple(msgspec.json.decode(row[10]))))

    def _edges(self, where: str, *values: str) -> Iterator[Edge]:
        for row in self._database.execute(f"SELECT {_EDGE} FROM edge {where}", values):
            yield Edge._make((*row[:-1], tuple(Quote._make((*quote[:-1], tuple(quote[-1]))) for quote in msgspec.json.decode(row[-1]))))


def index_of(graph: Path | ox.Store, folder: Path | None = None, *, name: str = "") -> Index:
    """Open the index of a graph; make it, if there is none of the graph as it is now.

    Args:
        graph: a file, or a store.
        folder: where to keep the index; with none it is held in memory.
        name: what the state of a store is known by, as `identity` gives it; without one its index is held in memory.

    Raises:
        GraphError: the file is damaged, or not ours.
        OSError: the file cannot be read.
    """
    if folder and isinstance(graph, Path):
        name = identity(graph)
    if folder is None or not name:
        database = sqlite3.connect(":memory:")
        with told(graph), uncollected():
            _fill(database, reader(graph))
        return Index(database)
    path = folder / f"view-{name}.sqlite"
    if not _sound(path):
        _make(path, graph)
    with suppress(OSError):
        os.utime(path)
    return Index(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True))


def identity(graph: Path) -> str:
    """Return what the state of a file is known by: its path, size and time, this program and its vocabulary."""
    stat = graph.stat()
    digest = hashlib.sha256(f"{graph.resolve()}\0{stat.st_size}\0{stat.st_mtime_ns}".encode("utf-8", "surrogateescape"))
    for words in (program(), *(path.read_bytes() for path in sorted(FOLDER.glob("*.ttl")))):
        digest.update(words)
    return digest.hexdigest()[:32]


def _sound(path: Path) -> bool:
    """Tell whether an index is there, and is one."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            return bool(database.execute("SELECT 1 FROM sqlite_master WHERE name = 'name_key'").fetchone())
    except sqlite3.Error:
        return False


def _make(path: Path, graph: Path | ox.Store) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".kg-") as work:
        made = Path(work, "made.sqlite")
        database = sqlite3.connect(made)
        try:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            with told(graph), uncollected():
                _fill(database, reader(graph))
        finally:
            database.close()
        os.replace(made, path)
    prune(path.parent, "view-*.sqlite")


def prune(folder: Path, pattern: str) -> None:
    """Take away what was not used for the longest, when there are too many files of a kind."""
    for old in sorted(folder.glob(pattern), key=lambda file: file.stat().st_mtime)[:-KEPT]:
        with suppress(OSError):
            old.unlink()


def _fill(database: sqlite3.Connection, read: Reader) -> None:
    database.executescript(_SCHEMA)
    gathered, encode = Gathered(read), msgspec.json.encode
    with database:
        for edges in gathered.edges():
            database.executemany(f"INSERT INTO edge VALUES ({', '.join('?' * len(Edge._fields))})", ((*edge[:-1], encode(edge.quotes)) for edge in edges))
        for node in gathered.nodes():
            database.execute(f"INSERT INTO node VALUES ({', '.join('?' * len(Node._fields))})", (*node[:-1], encode(node.names)))
            names = {node.label, node.label_en, *node.names} - {""}
            database.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted({(name_key(name), node.iri, name) for name in names}))
        database.execute("DELETE FROM edge WHERE source NOT IN (SELECT iri FROM node) OR target NOT IN (SELECT iri FROM node)")
    database.executescript(_INDICES)
