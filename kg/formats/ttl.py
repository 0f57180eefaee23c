"""Turtle: the union of the graphs, grouped by subject, with the prefixes that are used.

Lines are rewritten as text, since they are sorted and their syntax is fixed; the strings of literals are written
the same way in N-Triples and in Turtle. The lines of one subject are held in memory, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from .dump import Dump, union
from .spool import write_under
from .terms import HELD, RDF_TYPE, XSD, Names, literal_parts

PREFIX = b"@prefix %b: <%b> .\n"
_BARE = re.compile(rb'"([+-]?[0-9]+)"\^\^<%binteger>|"(true|false)"\^\^<%bboolean>' % ((XSD.encode(),) * 2))


def write(dump: Dump, out: BinaryIO) -> None:
    """Write the union of the graphs as Turtle."""
    names = Names(dump.prefixes)
    write_under(lambda: names.header(PREFIX), subjects(union(dump), names), out)


def subjects(blocks: Iterable[list[bytes]], names: Names) -> Iterator[bytes]:
    """Yield sorted triples as Turtle, a blank line before each subject and its type first."""
    verbs, values = _Verbs(names), _Values(names)
    subject = predicate = b""
    parts: list[bytes] = []
    last = -1
    for block in blocks:
        made: list[bytes] = []
        for triple in block:
            s, p, o = triple.split(b" ", 2)
            # What ends in `>` is an IRI or has a datatype; a plain or tagged string is Turtle as it stands.
            if o.endswith(b">"):
                o = values[o]
            if s != subject:
                made.append(_subject(subject, parts, names))
                subject, predicate, parts, last = s, p, [verbs[p] + o], -1
            elif p == predicate:
                parts[last] += b",\n        " + o
            else:
                predicate, last = p, 0 if p == RDF_TYPE else -1
                parts.insert(0 if last == 0 else len(parts), verbs[p] + o)
        yield b"".join(made)
    yield _subject(subject, parts, names)


def _subject(subject: bytes, parts: list[bytes], names: Names) -> bytes:
    return b"\n%b %b .\n" % (names[subject], b" ;\n    ".join(parts)) if parts else b""


class _Verbs(dict[bytes, bytes]):
    """Map `<IRI>` to the verb as Turtle writes it, with the blank that follows."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, token: bytes) -> bytes:
        verb = self[token] = b"a " if token == RDF_TYPE else self._names[token] + b" "
        return verb


class _Values(dict[bytes, bytes]):
    """Map an IRI or a literal with a datatype to the object as Turtle writes it."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, token: bytes) -> bytes:
        if len(self) >= HELD:
            self.clear()
        value = self[token] = self._names[token] if token.startswith(b"<") else self._typed(token)
        return value

    def _typed(self, token: bytes) -> bytes:
        if bare := _BARE.fullmatch(token):
            return bare[1] or bare[2]
        quoted, tail = literal_parts(token)
        return b'"%b"^^%b' % (quoted, self._names[tail[2:]])
