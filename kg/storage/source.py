"""A graph file before it is loaded: is it whole, which graphs are in it, where, and what is the digest of each."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from .. import iris
from ..arrange import in_order
from ..store import FLAT, GraphError, base_of, check_whole, minutes_graphs
from ..vocab import KG, PROV, RDF
from .spelling import as_stored, is_exact

_PIECE = 1 << 20
# What tells whether a file is ours and whole: see `check_whole`.
_TELLING = tuple(words.encode() for words in (f"> <{KG.inGraph}> <", f"> <{PROV.wasDerivedFrom}> <", f"> <{RDF.type}> <{KG.Minutes}> <"))


class Part(NamedTuple):
    """A named graph in a file: where its lines stand, and what they are known by."""

    graph: str
    start: int
    length: int
    digest: str
    statements: int


class Source(NamedTuple):
    """A file of N-Quads that is whole and in order: its graphs, which of them are minutes', and what data IRIs begin with."""

    path: Path
    parts: tuple[Part, ...]
    minutes: frozenset[str]
    base: str

    def lines(self, part: Part) -> bytes:
        """Return the lines of a graph."""
        with self.path.open("rb") as file:
            file.seek(part.start)
            return file.read(part.length)

    def triples(self, part: Part) -> list[bytes]:
        """Return the statements of a graph as lines of N-Triples."""
        behind = len(f" <{part.graph}> .\n".encode())
        return [line[:-behind] + b" .\n" for line in self.lines(part).splitlines(keepends=True)]


class _Disorder(Exception):
    """A file of N-Quads that is not as `kg export` writes it."""


@contextmanager
def survey(path: Path) -> Iterator[Source]:
    """Look through a graph file of any format with named graphs; one that is not as `kg export -f nq` writes it is written anew for the while.

    Raises:
        GraphError: the file is damaged, cut off, empty, of another ontology, has no named graphs, or has blank nodes.
        OSError: it cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        try:
            found = _surveyed(path)
        except _Disorder:
            found = _anew(path, Path(folder))
        yield found


def _anew(path: Path, folder: Path) -> Source:
    arranged = in_order(path, folder, as_stored)
    try:
        found = _surveyed(arranged)
    except _Disorder as error:
        raise GraphError(1, f"{path}: the graph has blank nodes or nested statements, which have no name to be known by when it is loaded again", "load a graph that `kg export` wrote") from error
    if any(part.graph == iris.BASE + FLAT for part in found.parts):
        raise GraphError(2, f"{path}: statements stand in no named graph, so minutes cannot be loaded one by one", "give minutes themselves, or an export as nq or trig")
    return found


def _surveyed(path: Path) -> Source:
    parts: dict[str, Part] = {}
    current, last, digest, telling = "", b"", hashlib.sha256(), ox.Store()
    for start, name, lines in _stretches(path):
        graph = name.decode("utf-8", "replace")
        if graph != current:
            if graph in parts:
                raise _Disorder
            current, last, digest = graph, b"", hashlib.sha256()
            parts[graph] = Part(graph, start, 0, "", 0)
        if lines <= last or not is_exact(lines, name):
            raise _Disorder
        digest.update(lines)
        last, known = lines[lines.rfind(b"\n", 0, -1) + 1 :], parts[graph]
        parts[graph] = Part(graph, known.start, known.length + len(lines), digest.hexdigest(), known.statements + lines.count(b"\n"))
        telling.load(b"".join(_telling(lines)), format=ox.RdfFormat.N_QUADS)
    if not minutes_graphs(telling):
        raise _Disorder  # why, is told when it is parsed
    check_whole(telling, path, says_something=True)
    return Source(path, tuple(parts.values()), minutes_graphs(telling), base_of(telling))


def _telling(lines: bytes) -> Iterator[bytes]:
    for words in _TELLING:
        place = lines.find(words)
        while place >= 0:
            end = lines.index(b"\n", place) + 1
            yield lines[lines.rfind(b"\n", 0, place) + 1 : end]
            place = lines.find(words, end)


def _stretches(path: Path) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield neighbouring lines of one graph: where they start, the graph's IRI, and the lines."""
    start = 0
    with path.open("rb") as file:
        while text := file.read(_PIECE) + file.readline():
            while text:
                end = text.find(b"\n")
                graph = text[text.rfind(b" <", 0, end) + 2 : max(end - 3, 0)]
                ending = b" <%b> .\n" % graph
                end = text.rfind(ending) + len(ending)
                if not graph or end < len(ending):
                    raise _Disorder
                yield start, graph, text[:end]
                start, text = start + end, text[end:]
