"""The chunks of many minutes, in the order of their graphs: memory stays flat, and no quad is sorted or copied on the way.

What says which chunk is which is sorted outside memory; the quads, nearly all of the bytes, stand in a file in the order in
which they came, each once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import NamedTuple, Self

import msgspec

from .quads import Chunk
from .spill import Spill


class Held(NamedTuple):
    """A chunk without its quads, the path of its file, and where the quads stand."""

    chunk: Chunk
    path: str
    length: int
    start: int


class Shelf:
    """Chunks by keys; use as a context manager, which removes the files.

    Args:
        bound: bytes held in memory, of quads and of what is sorted each.
    """

    def __init__(self, bound: int) -> None:
        self._sorted = Spill(bound=bound)
        self._quads = SpooledTemporaryFile(max_size=bound, prefix="kg-")  # noqa: SIM115 - closed with the shelf
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._sorted.__exit__(kind, error, trace)
        self._quads.close()

    def add(self, key: bytes, chunk: Chunk, path: str) -> None:
        """Take in a chunk; all are to be taken in before any is asked for."""
        self._sorted.add(key, msgspec.msgpack.encode(Held(chunk._replace(quads=b""), path, len(chunk.quads), self._end)))
        self._quads.write(chunk.quads)
        self._end += len(chunk.quads)

    def __iter__(self) -> Iterator[Held]:
        """Go through the chunks without their quads, by key; those of one key in an order of their own, whatever order they came in."""
        for _, pairs in groupby(self._sorted, key=itemgetter(0)):
            same = [packed for _, packed in pairs]
            yield from map(_unpacked, same if len(same) == 1 else sorted(same, key=self._rank))

    def whole(self, held: Held) -> Chunk:
        """Return a chunk with its quads."""
        self._quads.seek(held.start)
        return held.chunk._replace(quads=self._quads.read(held.length))

    def _rank(self, packed: bytes) -> tuple[int, bytes, str]:
        held = _unpacked(packed)
        return held.length, hashlib.sha256(self.whole(held).quads).digest(), held.path


def _unpacked(packed: bytes) -> Held:
    return msgspec.msgpack.decode(packed, type=Held)
