"""What one step leaves for the next: a file of records in the order of a hash, from which a range can be read. It knows bytes only.

Records are packed in blocks; an index at the end tells the range of each, so that a reader fetches no more than it needs.
"""

from __future__ import annotations

import hashlib
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from ..shards import replacing

BUCKETS = 1 << 20
SWIFT = 1  # level of compression
_BLOCK = 64 << 10
_LENGTH = 8

Record = tuple[int, bytes]


class _Block(NamedTuple):
    """Where a block stands, and the first and the last bucket of its records."""

    first: int
    last: int
    start: int
    length: int


def bucket(name: str) -> int:
    """Return the bucket that a name falls into, the same on every machine."""
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:4], "big") >> 12


def write_records(path: Path, records: list[Record], work: Path) -> None:
    """Write records, which are sorted here; `work` is a folder of the same file system."""
    records.sort()
    blocks, start = list[_Block](), 0
    with replacing(path, work) as out:
        for taken in _blocks(records):
            packed = zlib.compress(msgspec.msgpack.encode(taken), SWIFT)
            out.write(packed)
            blocks.append(_Block(taken[0][0], taken[-1][0], start, len(packed)))
            start += len(packed)
        index = msgspec.msgpack.encode(blocks)
        out.write(index + len(index).to_bytes(_LENGTH, "big"))


class Range:
    """The records of several files whose buckets lie in a range; blocks are held packed, and unpacked as they are asked for.

    Args:
        paths: of the files.
        first: bucket.
        end: the bucket after the last.
    """

    def __init__(self, paths: Iterable[Path], first: int, end: int) -> None:
        self._blocks = [held for path in paths for held in _fetched(path, first, end)]

    def records(self, first: int, end: int) -> Iterator[bytes]:
        """Yield the records of a part of the range, file by file."""
        for block, packed in self._blocks:
            if block.first < end and block.last >= first:
                held = msgspec.msgpack.decode(zlib.decompress(packed), type=list[Record])
                for place, record in held[bisect_left(held, (first, b"")) :]:
                    if place >= end:
                        break
                    yield record


def _blocks(records: list[Record]) -> Iterator[list[Record]]:
    taken, size = list[Record](), 0
    for record in records:
        taken.append(record)
        size += len(record[1])
        if size >= _BLOCK:
            yield taken
            taken, size = [], 0
    if taken:
        yield taken


def _fetched(path: Path, first: int, end: int) -> Iterator[tuple[_Block, bytes]]:
    with path.open("rb") as file:
        for block in _index(file):
            if block.first < end and block.last >= first:
                file.seek(block.start)
                yield block, file.read(block.length)


def _index(file: BinaryIO) -> list[_Block]:
    end = file.seek(-_LENGTH, 2)
    length = int.from_bytes(file.read(_LENGTH), "big")
    file.seek(end - length)
    return msgspec.msgpack.decode(file.read(length), type=list[_Block])
