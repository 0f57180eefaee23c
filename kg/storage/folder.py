"""A store folder that is open: to be read by many, or to be written by one."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import pyoxigraph as ox

from .. import store as graph_files
from ..store import GraphError
from ..vocab import OWL
from . import digests, files, marker
from .faults import WRITER, busy, damaged, explained
from .lock import hold_alone, hold_shared
from .spelling import lines_of, settled

BATCH = 16 << 20  # bytes put before they are made to reach the disk
_ATTEMPTS = 10
_OURS = frozenset((WRITER, "published", f".{marker.NAME}.new"))  # what a folder may hold that was to become a store


class Folder:
    """A store folder that is open; use as a context manager.

    Attributes:
        path: of the folder.
        store: what stands in it, to be asked; a reader's never changes and cannot be written to.
        digests: the SHA-256 of each graph's lines, sorted; of those whose lines are known.
    """

    def __init__(self, path: Path, said: marker.Marker, store: ox.Store, hold: BinaryIO, known: dict[str, str], journal: digests.Digests | None = None) -> None:
        self.path, self.store, self.digests = path, store, known
        self._said, self._hold, self._journal = said, hold, journal
        self._pending: dict[str, str] = {}
        self._waiting, self._touched = 0, False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Close; what was written is published unless something went wrong."""
        try:
            if self._journal and kind is None and self.changed:
                self.publish()
            elif self._journal and self._pending:
                with suppress(GraphError, OSError):
                    self._settle()
        finally:
            del self.store  # the engine closes a database with its last reference
            self._hold.close()

    @property
    def base(self) -> str:
        """What the IRIs of data begin with; nothing where there are no minutes."""
        return self._said.base or graph_files.base_of(self.store)

    @property
    def published(self) -> Path | None:
        """The folder that readers open now; `None` before anything is loaded whole."""
        return self.path / "published" / self._said.published if self._said.published else None

    @property
    def changed(self) -> bool:
        """Whether something was written that readers do not see yet, also by a writer that died."""
        place = self.published
        return self._touched or place is None or self.digests != digests.read(place / "digests")

    @property
    def outdated(self) -> bool:
        """Whether something newer is published than what was opened here: a reader that wants it opens the folder anew."""
        return marker.read(self.path).published != self._said.published

    def graphs(self) -> list[str]:
        """Return the names of all graphs, sorted."""
        with explained(self.path):
            return sorted(graph.value for graph in self.store.named_graphs() if isinstance(graph, ox.NamedNode))

    def replace(self, graph: str, nquads: bytes | Iterable[bytes]) -> None:
        """Put a graph in the place of what stood under its name, in one transaction.

        Raises:
            GraphError: the folder was not opened to be written, there is no room, or it is damaged.
            SyntaxError: these are no N-Quads.
            ValueError: they are not of this graph.
        """
        self.put(graph, *settled(nquads if isinstance(nquads, bytes) else b"".join(nquads), graph))

    def put(self, graph: str, lines: bytes, digest: str | None) -> None:
        """Do what `replace` does with lines that are spelt as a store gives them back, and their digest where that is known."""
        with explained(self.path):
            self._forget([graph])
            if self.store.contains_named_graph(ox.NamedNode(graph)):
                body = lines.replace(f" <{graph}> .\n".encode(), b" .\n").decode()
                self.store.update(f"DROP SILENT GRAPH <{graph}> ; INSERT DATA {{ GRAPH <{graph}> {{ {body} }} }}")
            else:
                self.store.load(lines, format=ox.RdfFormat.N_QUADS)
        if digest:
            self._pending[graph] = digest
        self._waiting += len(lines)
        if self._waiting > BATCH:
            self._settle()

    def delete(self, graph: str) -> None:
        """Take a graph away, in one transaction; one that is not there is none the less gone."""
        with explained(self.path):
            self._forget([graph])
            self.store.remove_graph(ox.NamedNode(graph))

    def update(self, text: str, **options: object) -> None:
        """Run SPARQL Update, in one transaction; the next load takes no graph for known.

        Args:
            text: SPARQL Update.
            options: as the engine's `Store.update` takes them.

        Raises:
            SyntaxError: this is no SPARQL Update.
        """
        with explained(self.path):
            self._forget(list(self._written().known))
            self.store.update(text, **options)  # type: ignore[arg-type]

    def publish(self) -> None:
        """Let readers see what stands here now; those that read go on reading what they see.

        Raises:
            GraphError: there is no room; readers see what they saw before.
        """
        self._settle()
        before, number = self.published, max((int(path.name) for path in self._numbered()), default=0) + 1
        made, final = self.path / "published" / f".{number}", self.path / "published" / str(number)
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        with explained(self.path):
            self.store.backup(str(made / "graph"))
            digests.write(made / "digests", self.digests)
            files.write(made, before)
            (made / "lock").touch()
            os.rename(made, final)
            marker.sync_folder(final.parent)
            self._said = replace(self._said, published=str(number), base=graph_files.base_of(self.store), ontology=self._ontology())
            marker.write(self.path, self._said)
        self._touched = False
        self._prune()

    def dump(self, out: BinaryIO) -> None:
        """Write all statements as N-Quads: byte for byte what `kg export -f nq` wrote, where it was loaded from that."""
        with explained(self.path):
            places: list[ox.NamedNode | ox.DefaultGraph] = [ox.DefaultGraph(), *map(ox.NamedNode, self.graphs())]
            for place in places:
                for lines in lines_of(self.store.quads_for_pattern(None, None, None, place)):
                    out.write(lines)

    def _written(self) -> digests.Digests:
        if self._journal is None:
            raise GraphError(2, f"{self.path}: the store was opened to be read", "open it with writable=True")
        return self._journal

    def _forget(self, graphs: list[str]) -> None:
        self._written().forget(graphs)
        self._touched = True
        for graph in graphs:
            self._pending.pop(graph, None)

    def _settle(self) -> None:
        """Let what was put reach the disk, and only then say that it is there."""
        journal = self._written()
        with explained(self.path):
            self.store.flush()
            journal.keep(self._pending)
        self._pending, self._waiting = {}, 0

    def _ontology(self) -> str:
        graph = ox.NamedNode(f"{graph_files.base_of(self.store)}graph/ontology")
        stated = self.store.quads_for_pattern(None, ox.NamedNode(OWL.versionInfo), None, graph)
        return min((quad.object.value for quad in stated if isinstance(quad.object, ox.Literal)), default="")

    def _numbered(self) -> list[Path]:
        return [path for path in (self.path / "published").iterdir() if re.fullmatch("[0-9]+", path.name)]

    def _prune(self) -> None:
        """Take away what was published before, but for what somebody reads still."""
        for path in self._numbered():
            if path != self.published and (hold := hold_alone(path / "lock")):
                shutil.rmtree(path, ignore_errors=True)
                hold.close()
        for log in (self.path / "work").glob("LOG.old.*"):  # the engine's diaries, one for each time it was opened
            log.unlink(missing_ok=True)


def open_folder(path: Path, *, writable: bool) -> Folder:
    """Open a store folder; to be written, it is made where there is none.

    Raises:
        GraphError: it is not ours, damaged, made by a newer program, or another process writes to it; or it is to be read
            and nothing was loaded whole yet.
        OSError: it cannot be reached.
    """
    with explained(path):
        return _to_write(path) if writable else _to_read(path)


def _to_read(path: Path) -> Folder:
    for _ in range(_ATTEMPTS):
        said = marker.read(path)
        if not said.published:
            raise GraphError(1, f"{path}: nothing was loaded whole into this store yet", "load the graph (again): what was put already is not put twice")
        place = path / "published" / said.published
        try:
            hold = hold_shared(place / "lock")
        except FileNotFoundError:
            hold = None
        # Between the two looks at the marker another state may have been published, and this one taken away.
        if marker.read(path) == said:
            if hold is None:
                break
            return Folder(path, said, ox.Store.read_only(str(place / "graph")), hold, digests.read(place / "digests"))
        if hold:
            hold.close()
    raise damaged(path, "what was published last is missing")


def _to_write(path: Path) -> Folder:
    fresh = not path.exists() or (path.is_dir() and {entry.name for entry in path.iterdir()} <= _OURS)
    if not fresh:
        marker.read(path)
    (path / "published").mkdir(parents=True, exist_ok=True)
    hold = hold_alone(path / WRITER)
    if hold is None:
        raise busy(path)
    try:
        if not (path / marker.NAME).exists():
            marker.write(path, marker.Marker())
        return _writer(path, hold)
    except BaseException:
        hold.close()
        raise


def _writer(path: Path, hold: BinaryIO) -> Folder:
    said, journal = marker.read(path), digests.Digests(path / "work.digests")
    store = ox.Store(str(path / "work"))
    there = {graph.value for graph in store.named_graphs()}
    if missing := sorted(journal.known.keys() - there):
        raise damaged(path, f"{len(missing)} graphs are missing, among them <{missing[0]}>")
    return Folder(path, said, store, hold, journal.known, journal)
