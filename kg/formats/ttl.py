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
_CLOSING = ord(">")


def write(dump: Dump, out: BinaryIO) -> None:
    """Write the union of the graphs as Turtle."""
    names = Names(dump.prefixes)
    write_under(lambda: names.header(PREFIX), subjects(union(dump), names), out)


def subjects(blocks: Iterable[list[bytes]], names: Names) -> Iterator[bytes]:
    """Yield sorted triples as Turtle, a blank line before each subject and its type first."""
    predicates, objects = _Predicates(names), _Objects(names)
    subject = predicate = b""
    parts: list[bytes] = []
    for block in blocks:
        made: list[bytes] = []
        for line in block:
            s, p, o = line.split(b" ", 2)
            # What ends in `>` is an IRI or has a datatype; a plain or tagged string is already Turtle.
            value = objects[o] if o[-4] == _CLOSING else o[:-3]
            if s != subject:
                if subject:
                    made.append(_subject(names[subject], parts))
                subject, predicate, parts = s, p, [predicates[p] + value]
            elif p != predicate:
                predicate = p
                parts.append(predicates[p] + value)
            else:
                parts[-1] += b",\n        " + value
        yield b"".join(made)
    if subject:
        yield _subject(names[subject], parts)


def _subject(name: bytes, parts: list[bytes]) -> bytes:
    parts.sort(key=_not_type)
    return b"\n%b %b .\n" % (name, b" ;\n    ".join(parts))


def _not_type(part: bytes) -> bool:
    return not part.startswith(b"a ")


class _Predicates(dict[bytes, bytes]):
    """Map `<IRI>` to the verb as Turtle writes it, with the blank that follows."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, token: bytes) -> bytes:
        verb = self[token] = b"a " if token == RDF_TYPE else self._names[token] + b" "
        return verb


class _Objects(dict[bytes, bytes]):
    """Map an IRI or typed literal, with the end of its line, to the object as Turtle writes it."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, ending: bytes) -> bytes:
        if len(self) >= HELD:
            self.clear()
        token = ending[:-3]
        value = self[ending] = self._names[token] if token.startswith(b"<") else self._typed(token)
        return value

    def _typed(self, token: bytes) -> bytes:
        if bare := _BARE.fullmatch(token):
            return bare[1] or bare[2]
        quoted, tail = literal_parts(token)
        return b'"%b"^^%b' % (quoted, self._names[tail[2:]])
