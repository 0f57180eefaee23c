"""The waist as the formats see it: an N-Quads file, read in pieces of one graph. It knows lines, not what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ..spill import Lines

_PIECE = 64 << 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """Describe an N-Quads file and how it is to be read.

    Attributes:
        path: lines `<s> <p> o <g> .`, one blank between terms, UTF-8, readable IRIs, no blank nodes, no default graph;
            the lines of a graph together, sorted bytewise, each once.
        prefixes: prefix -> namespace, which ends in `/` or `#`; of two prefixes for one namespace the first is used.
        base: what the IRIs of data begin with, such as `https://kg.example/`.
        flat: says by a graph's IRI (no angle brackets) whether formats without named graphs hold it.
    """

    path: Path
    prefixes: Mapping[str, str]
    base: str
    flat: Callable[[bytes], bool]


class FormatError(ValueError):
    """Say that a format cannot hold what the graph says: names the subject, and a format that can."""


def pieces(dump: Dump) -> Iterator[tuple[bytes, list[bytes]]]:
    """Yield the quads as `(<g>, triples)`, in the order of the file; one graph may come in several pieces.

    A triple is `<s> <p> o`, as in N-Triples, without the full stop and the line feed.
    """
    with dump.path.open("rb") as file:
        while text := file.read(_PIECE) + file.readline():
            while text:
                end = text.index(b"\n")
                graph = text[text.rindex(b" <", 0, end) + 1 : end - 2]
                # No literal holds a bare line feed, so this is the end of a line wherever it stands.
                ending = b" %b .\n" % graph
                end = text.rindex(ending) + len(ending)
                yield graph, text[:end].split(ending)[:-1]
                text = text[end:]


def flat_pieces(dump: Dump) -> Iterator[list[bytes]]:
    """Yield the triples of the graphs that flat formats hold, as they stand in the file."""
    for graph, triples in pieces(dump):
        if dump.flat(graph[1:-1]):
            yield triples


def union(dump: Dump) -> Iterator[list[bytes]]:
    """Yield the union of the graphs that flat formats hold: blocks of triples, sorted bytewise, each once."""
    with Lines() as lines:
        for triples in flat_pieces(dump):
            lines.add(triples)
        yield from lines.blocks()


def by_subject(blocks: Iterable[list[bytes]]) -> Iterator[tuple[bytes, list[tuple[bytes, bytes]]]]:
    """Yield each subject of sorted triples with its `(predicate, object)` pairs."""
    subject = b""
    pairs: list[tuple[bytes, bytes]] = []
    for line in chain.from_iterable(blocks):
        s, p, o = line.split(b" ", 2)
        if s != subject:
            if subject:
                yield subject, pairs
            subject, pairs = s, []
        pairs.append((p, o))
    if subject:
        yield subject, pairs
