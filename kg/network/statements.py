"""Quads as the view wants them: the lines of one graph after the other, from a file of N-Quads, a store, or rdflib."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import pyoxigraph as ox

from ..store import FORMATS, GraphError, open_store

if TYPE_CHECKING:
    from rdflib import Graph

_PIECE = 1 << 20


class Statements(NamedTuple):
    """The statements of one graph: its IRI, lines `<s> <p> o` with the same ending, and how long that is in bytes."""

    graph: str
    lines: list[bytes]
    ending: int


Wanted = Callable[[str], bool]
Reader = Callable[[Wanted], Iterator[Statements]]


def reader(graph: Path | ox.Store | Graph) -> Reader:
    """Return what reads the graphs of a file, a store or rdflib, those that are wanted, as often as it is called.

    Raises:
        GraphError: the file is damaged, or not ours.
        OSError: the file cannot be read.
    """
    if isinstance(graph, Path):
        if FORMATS.get(graph.suffix.lower()) == ox.RdfFormat.N_QUADS:
            return _Quads(graph)
        graph = open_store(graph)
    store = graph if isinstance(graph, ox.Store) else _stored(graph)
    return lambda wanted: _of_store(store, wanted)


@contextmanager
def told(graph: object) -> Iterator[None]:
    """Turn what goes wrong within, if it is a file that is read, into what is wrong with that file.

    Raises:
        GraphError: the file is damaged, or says what no export does.
    """
    try:
        yield
    except (ValueError, LookupError) as error:
        if not isinstance(graph, Path):
            raise
        open_store(graph)  # says where
        raise GraphError(1, f"{graph}: the graph file holds what `kg export` never writes", "export it again, or fetch it again from where it came from") from error


class _Quads:
    """A file of N-Quads: where the lines of which graph stand, found once. The quads of a graph may stand apart."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._runs: dict[bytes, list[_Run]] = {}

    def __call__(self, wanted: Wanted) -> Iterator[Statements]:
        """Yield the statements of the graphs that are wanted.

        Raises:
            ValueError: the file breaks off within a line.
        """
        if not self._runs:
            for run in _runs(self._path):
                self._runs.setdefault(run.ending, []).append(run)
        with self._path.open("rb") as file:
            for ending, runs in self._runs.items():
                graph = ending[2 : ending.rindex(b">")].decode()
                if wanted(graph):
                    yield Statements(graph, list(chain.from_iterable(_lines(file, run) for run in runs)), len(ending.rstrip()))


class _Run(NamedTuple):
    """Lines of one graph: ` <g> .` with the end of the line, and where they stand in the file."""

    ending: bytes
    start: int
    end: int


def _lines(file: BinaryIO, run: _Run) -> list[bytes]:
    file.seek(run.start)
    text = file.read(run.end - run.start)
    lines = (text.replace(b"\r\n", b"\n") if run.ending.endswith(b"\r\n") else text).split(b"\n")
    return lines if lines[-1] else lines[:-1]


def _runs(path: Path) -> Iterator[_Run]:
    with path.open("rb") as file:
        at = 0
        while text := file.read(_PIECE) + file.readline():
            length, start = len(text), 0
            if not text.endswith(b"\n"):
                text += b"\n"
                if not _ending(text[text.rfind(b"\n", 0, -1) + 1 :]):
                    raise ValueError("cut off within a line")
            while start < len(text):
                ending = _ending(text[start : text.find(b"\n", start) + 1])
                last = text.rfind(ending, start) + len(ending)
                if ending and text.count(ending, start, last) == text.count(b"\n", start, last):
                    yield _Run(ending, at + start, at + min(last, length))
                    start = last
                    continue
                for found, run in groupby(text[start:].splitlines(keepends=True), _ending):  # graphs by turns, comments, or an empty line
                    last = start + sum(map(len, run))
                    if found:
                        yield _Run(found, at + start, at + min(last, length))
                    start = last
            at += length


def _ending(line: bytes) -> bytes:
    """Return the graph of a quad with what follows it; nothing for what is no quad with a graph."""
    if not line.endswith((b"> .\n", b"> .\r\n")):
        return b""
    ending = line[line.rfind(b" <") :]
    return ending if line.count(b" ", 0, len(line) - len(ending)) > 1 else b""


def _of_store(store: ox.Store, wanted: Wanted) -> Iterator[Statements]:
    for name in sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)):
        if wanted(name):
            dump = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b""
            yield Statements(name, dump.split(b"\n")[:-1], 2)


def _stored(graph: Graph) -> ox.Store:
    """Copy what rdflib holds into a store; a graph without a name becomes one of its own."""
    store = ox.Store()
    quads = getattr(graph, "quads", None)
    if quads is None:
        store.load(graph.serialize(format="nt", encoding="utf-8"), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode("urn:graph"))
    else:
        store.load(graph.serialize(format="nquads", encoding="utf-8"), format=ox.RdfFormat.N_QUADS)
    return store
