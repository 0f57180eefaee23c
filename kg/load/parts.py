"""A file of N-Quads in order -> its named graphs: where the lines of each stand, how many they are, and their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import groupby, takewhile
from pathlib import Path
from typing import NamedTuple

from ..store import FLAT, GraphError
from ..vocab import KG

_PLACED = f"> <{KG.inGraph}> <".encode()


class Part(NamedTuple):
    """A named graph of a file: where its lines stand, what they are known by, and how many statements they make."""

    graph: str
    start: int
    length: int
    digest: str
    statements: int


class Source(NamedTuple):
    """A file of N-Quads in order: its graphs, and what the IRIs of its data begin with."""

    path: Path
    parts: tuple[Part, ...]
    base: str

    def triples(self, part: Part) -> list[bytes]:
        """Return the statements of a graph as lines of N-Triples."""
        with self.path.open("rb") as file:
            file.seek(part.start)
            lines = file.read(part.length).splitlines(keepends=True)
        behind = len(f" <{part.graph}> .\n".encode())
        return [line[:-behind] + b" .\n" for line in lines]


def survey(path: Path) -> Source:
    """Look through a file of N-Quads in order, as `arrange.in_order` writes it.

    Raises:
        GraphError: statements stand in no named graph, have no name to be known by, or stand in a graph that is not ours.
        OSError: the file cannot be read.
    """
    parts, base = [], ""
    with path.open("rb") as file:
        start = 0
        for name, lines in groupby(file, _graph):
            digest, length, statements = hashlib.sha256(), 0, 0
            for line in lines:
                if line.startswith(b"_:") or b"> _:" in line.partition(b'"')[0]:
                    raise GraphError(1, f"the graph <{name.decode()}> has blank nodes, which have no name to be known by when it is loaded again", "load a graph that `kg export` wrote")
                base = base or _base(line)
                digest.update(line)
                length, statements = length + len(line), statements + 1
            parts.append(Part(name.decode(), start, length, digest.hexdigest(), statements))
            start += length
    return _checked(Source(path, tuple(parts), base))


def _graph(line: bytes) -> bytes:
    return line[line.rindex(b" <") + 2 : -4]


def _base(line: bytes) -> str:
    """Return what BASEminutes/KEY and BASEgraph/KEY have in common, from the line that says where minutes stand."""
    if _PLACED not in line:
        return ""
    minutes, _, graph = line.partition(_PLACED)
    return bytes(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(minutes[1:], graph, strict=False))).decode("utf-8", "ignore")


def _checked(source: Source) -> Source:
    for graph in _names(source):
        if graph.endswith(FLAT):
            raise GraphError(2, "statements stand in no named graph, so minutes cannot be loaded one by one", "give minutes themselves, or an export as nq or trig")
        if not graph.startswith(f"{source.base}graph/"):
            raise GraphError(1, f"<{graph}> is no graph of these minutes: theirs begin with {source.base}graph/", "load a graph that `kg export` wrote, and what is yours by yourself")
    return source


def _names(source: Source) -> Iterator[str]:
    return (part.graph for part in source.parts)
