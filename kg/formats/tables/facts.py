"""Graphs of a dump as facts: subject -> property -> values, all as they stand in N-Quads; and what a token says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from urllib.parse import unquote

from ...vocab import ZH
from ..dump import Dump, FormatError, pieces
from ..terms import literal_parts, unescape

Facts = dict[bytes, dict[bytes, list[bytes]]]
_CHINESE = f"@{ZH}".encode()


def graphs(dump: Dump) -> Iterator[tuple[bytes, Iterator[list[bytes]]]]:
    """Yield each graph's IRI (no angle brackets) with its triples, some at a time."""
    for graph, group in groupby(pieces(dump), key=itemgetter(0)):
        yield graph[1:-1], (triples for _, triples in group)


def facts_of(blocks: Iterable[list[bytes]], *, into: Facts | None = None) -> Facts:
    """Gather the triples of a graph."""
    found: Facts = defaultdict(dict) if into is None else into
    for triples in blocks:
        for triple in triples:
            subject, predicate, value = triple.split(b" ", 2)
            found[subject].setdefault(predicate, []).append(value)
    return found


def token(iri: str) -> bytes:
    """Return an IRI as N-Quads writes it."""
    return f"<{iri}>".encode()


def text(value: bytes) -> str:
    """Return what a literal says, or the IRI between angle brackets."""
    return unescape(literal_parts(value)[0]) if value.startswith(b'"') else value[1:-1].decode()


def whole(value: bytes) -> int:
    """Return what an integer says.

    Raises:
        FormatError: it is none.
    """
    try:
        return int(text(value))
    except ValueError as error:
        raise FormatError(f"{value.decode()} is no whole number, which no table can hold; export nq or trig, which hold it") from error


def name(labels: Iterable[bytes]) -> str | None:
    """Return the first Chinese one of some labels, else the first."""
    ordered = sorted(labels, key=lambda label: not label.endswith(_CHINESE))
    return text(ordered[0]) if ordered else None


def local(value: bytes) -> str:
    """Return the last part of an IRI: what a thing without a label is called."""
    return unquote(text(value).rpartition("#")[2].rpartition("/")[2])
