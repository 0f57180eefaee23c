"""N-Quads as text: literals, and the piece of it that one text of minutes gives."""

from __future__ import annotations

from typing import NamedTuple

import regex

from .source import Source, Span

_ESCAPED = regex.compile(r'["\\\n\r\t\x08\x0c]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x08": "\\b", "\x0c": "\\f"}


class Footprint(NamedTuple):
    """What one decision on a case leaves for the conclusions across meetings."""

    case: str
    label: str
    decision: str
    action: str
    meeting: str
    place: int


class Alias(NamedTuple):
    """That one thing is another, as a person stated it: in the minutes of which KEY, in which lines, and where it is written.

    `known`: the vocabulary or the minutes of the same file name the thing kept.
    """

    alias: str
    kept: str
    sort: str
    known: bool
    key: str
    lines: bytes
    source: Source
    span: Span


class Chunk(NamedTuple):
    """The graph of one text of minutes: its IRI, its sorted lines, and what `derive` needs of it.

    `correction` are lines of the graph that corrects it; `day` takes a corrected date into account.
    """

    key: str
    graph: str
    meeting: str
    quads: bytes
    day: int | None
    precedes: str | None
    footprints: tuple[Footprint, ...]
    sha256: str
    body: str
    correction: bytes = b""
    aliases: tuple[Alias, ...] = ()


def literal(value: str) -> str:
    """Return a string between quotes, escaped as N-Quads wants it."""
    return f'"{_ESCAPED.sub(lambda m: _ESCAPES[m[0]], value)}"' if _ESCAPED.search(value) else f'"{value}"'
