"""N-Triples: the union of the graphs, one statement a line, sorted bytewise, each once."""

from __future__ import annotations

from typing import BinaryIO

from .dump import Dump, union


def write(dump: Dump, out: BinaryIO) -> None:
    """Write the union of the graphs as N-Triples."""
    for triples in union(dump):
        out.write(b" .\n".join([*triples, b""]))
