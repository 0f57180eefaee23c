"""TriG: all graphs, each grouped by subject as in Turtle, with the prefixes that are used."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO

from .dump import Dump, pieces
from .spool import write_under
from .terms import Names
from .ttl import PREFIX, subjects


def write(dump: Dump, out: BinaryIO) -> None:
    """Write all graphs as TriG, in the order of the dump."""
    names = Names(dump.prefixes)
    write_under(lambda: names.header(PREFIX), _graphs(dump, names), out)


def _graphs(dump: Dump, names: Names) -> Iterator[bytes]:
    for graph, group in groupby(pieces(dump), key=itemgetter(0)):
        yield b"\n%b {\n" % names[graph]
        yield from subjects((triples for _, triples in group), names)
        yield b"\n}\n"
