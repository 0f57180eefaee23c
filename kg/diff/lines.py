"""Two graph files as sorted lines of N-Quads, and the lines that only one of them has. Memory is flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from ..spill import Lines
from ..store import FORMATS, GraphError

_PIECE = 1 << 20
Change = tuple[bytes, bytes]  # b"A" or b"D", and a line without its line feed


def spell(path: Path, out: Path) -> bool:
    """Write a graph file of any format as N-Quads of one spelling; tell whether it has named graphs.

    Raises:
        GraphError: the file is damaged or says nothing.
        OSError: a file cannot be read or written.
    """
    try:
        ox.serialize(ox.parse(path=str(path), format=FORMATS[path.suffix.lower()]), output=str(out), format=ox.RdfFormat.N_QUADS)
    except SyntaxError as error:
        where = f"{path}:{error.lineno}:{error.offset}" if error.lineno else str(path)
        raise GraphError(1, f"{where}: the graph file is damaged: {error.msg}", "export it again, or fetch it again from where it came from") from error
    first = next(iter(ox.parse(path=str(out), format=ox.RdfFormat.N_QUADS)), None)
    if first is None:
        raise GraphError(1, f"{path}: the graph file says nothing", "give a graph that `kg export` wrote, or minutes")
    return isinstance(first.graph_name, ox.NamedNode)


def read_lines(path: Path) -> Iterator[list[bytes]]:
    """Yield the lines of a file, without line feeds, some thousand at a time."""
    with path.open("rb") as file:
        while text := file.read(_PIECE) + file.readline():
            yield text.split(b"\n")[:-1]


def changes(old: Path, new: Path) -> Iterator[Change]:
    """Yield what turns one file of lines into another, sorted by line: D for a line that left, A for one that came."""
    with Lines() as before, Lines() as after:
        for path, lines in ((old, before), (new, after)):
            for block in read_lines(path):
                lines.add(block)
        yield from _merged(iter(before), iter(after))


def write_patch(found: Iterable[Change], out: BinaryIO) -> None:
    """Write changes as RDF Patch, one transaction; applied to the old graph it gives the new one.

    Raises:
        GraphError: a line has a blank node, which means nothing outside its file.
    """
    out.write(b"TX .\n")
    for sign, line in found:
        subject, _, rest = line.split(b" ", 2)
        if subject.startswith(b"_:") or rest.startswith(b"_:") or rest.split(b" ")[-2].startswith(b"_:"):
            raise GraphError(1, "a patch cannot name blank nodes, and one of the graphs has some", "compare graphs that `kg export` wrote")
        out.write(b"%b %b\n" % (sign, line))
    out.write(b"TC .\n")


def _merged(before: Iterator[bytes], after: Iterator[bytes]) -> Iterator[Change]:
    left, came = next(before, None), next(after, None)
    while left is not None or came is not None:
        if left == came:
            left, came = next(before, None), next(after, None)
        elif came is None or (left is not None and left < came):
            assert left is not None
            yield b"D", left
            left = next(before, None)
        else:
            yield b"A", came
            came = next(after, None)
