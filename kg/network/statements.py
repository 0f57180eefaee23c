"""Quads as the view wants them: the lines of one graph after the other, from a file of N-Quads, a store, or rdflib."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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


class Apart(Exception):
    """The quads of a graph do not stand together in a file; `read` gives its graphs by way of a store."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        store = open_store(path)
        self.read: Reader = lambda wanted: _of_store(store, wanted)


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
            path = graph
            return lambda wanted: _of_file(path, wanted)
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


def _of_file(path: Path, wanted: Wanted) -> Iterator[Statements]:
    """Read N-Quads whose graphs stand together, as in all files that `kg export` writes.

    Raises:
        Apart: the quads of a graph do not.
    """
    seen = set[bytes]()
    with path.open("rb") as file:
        graph, held, taken = b"", list[bytes](), False
        while text := file.read(_PIECE) + file.readline():
            for found, run in _runs(_whole_lines(text)):
                if found != graph:
                    if held:
                        yield Statements(graph[2:-4].decode(), held, len(graph) - 1)
                    if found in seen:
                        raise Apart(path)
                    seen.add(found)
                    graph, held, taken = found, [], wanted(found[2:-4].decode())
                if taken:
                    held += run.split(b"\n")[:-1]
        if held:
            yield Statements(graph[2:-4].decode(), held, len(graph) - 1)


def _whole_lines(text: bytes) -> bytes:
    """Return lines with line feeds, also the last one.

    Raises:
        ValueError: the last line breaks off.
    """
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n")
    if not text.endswith(b"\n"):
        text += b"\n"
        if not _ending(text[text.rfind(b"\n", 0, -1) + 1 :]):
            raise ValueError("cut off within a line")
    return text


def _runs(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Split lines into runs of one graph: ` <g> .` with its line feed, and the lines."""
    start = 0
    while start < len(text):
        ending = _ending(text[start : text.find(b"\n", start) + 1])
        last = text.rfind(ending, start) + len(ending)
        if not ending or text.count(ending, start, last) != text.count(b"\n", start, last):  # graphs by turns, comments, or an empty line
            yield from ((found, b"".join(run)) for found, run in groupby(text[start:].splitlines(keepends=True), _ending) if found)
            return
        yield ending, text[start:last]
        start = last


def _ending(line: bytes) -> bytes:
    """Return the graph of a quad with what follows it; nothing for what is no quad with a graph."""
    if not line.endswith(b"> .\n"):
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
