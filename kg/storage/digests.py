"""What stands in the writer's database: the digest of each graph's lines, in a file that never says more than is on disk.

Lines are `SHA256 IRI` for a graph that is whole, and `- IRI` for one that is not, or no longer; the last line on a graph
counts. A line that is cut off, since the writer died while it wrote it, says nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from .marker import replace_file

_LINE = re.compile(r"([0-9a-f]{64}|-) ([^\s<>]+)")


class Digests:
    """The digests of graphs, in a file.

    A change to a graph is made in three steps: `forget` it, change it and let that reach the disk, `keep` its new digest.
    So a writer that dies leaves a graph without a digest, and never one with a wrong digest.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known = read(path)
        replace_file(path, _lines(self.known))

    def forget(self, graphs: Iterable[str]) -> None:
        """Say that graphs may not be what they were."""
        if gone := [graph for graph in graphs if self.known.pop(graph, None)]:
            self._append([f"- {graph}\n" for graph in gone])

    def keep(self, digests: dict[str, str]) -> None:
        """Say what stands on the disk now."""
        if digests:
            self.known |= digests
            self._append([f"{digest} {graph}\n" for graph, digest in digests.items()])

    def _append(self, lines: list[str]) -> None:
        with self.path.open("ab") as out:
            out.write("".join(lines).encode())
            out.flush()
            os.fsync(out.fileno())


def read(path: Path) -> dict[str, str]:
    """Return graph -> digest; nothing where there is no file."""
    known: dict[str, str] = {}
    text = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
    for line in text.split("\n")[:-1]:
        if found := _LINE.fullmatch(line):
            known.pop(found[2], None)
            if found[1] != "-":
                known[found[2]] = found[1]
    return known


def write(path: Path, known: dict[str, str]) -> None:
    """Write digests into a file of their own."""
    replace_file(path, _lines(known))


def _lines(known: dict[str, str]) -> bytes:
    return "".join(f"{known[graph]} {graph}\n" for graph in sorted(known)).encode()
