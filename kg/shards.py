"""Shards: compressed files of N-Quads, each whole or absent, and the manifest of a folder of them. Knows bytes and files, nothing else.

`manifest.json` is written last: where it stands, all that it names is whole. It holds one entry a line, so that it can be
read and searched without being held: shards first, then each graph with the shard it stands in. A graph of minutes stands
in one shard; `graph/derived` and `graph/catalog` are spread over several.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import msgspec

MANIFEST = "manifest.json"
SUFFIX = ".nq.gz"
LEVEL = 6
_GRAPHS = b'"graphs": ['


class Row(msgspec.Struct, frozen=True):
    """The lines of one graph in one shard; the digest is of them as they are when they are not compressed."""

    graph: str
    shard: str
    quads: int
    sha256: str


class Shard(msgspec.Struct, frozen=True):
    """A file: its name, what it holds, its size, and the digest of its bytes."""

    shard: str
    quads: int
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What stands before the graphs: which program wrote the shards, and what they are."""

    program: str
    base: str
    minutes: int
    quads: int
    shards: list[Shard]


@contextmanager
def replacing(path: Path, work: Path) -> Iterator[BinaryIO]:
    """Give a file that takes its place once it is whole; `work` is a folder of the same file system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=work)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_shard(path: Path, graphs: Iterable[tuple[str, Iterable[bytes]]], work: Path) -> tuple[Shard, list[Row]]:
    """Write graphs into a shard, and return what the manifest says of it. The bytes tell no time and no name.

    Args:
        path: of the shard.
        graphs: their IRIs and stretches of whole lines, in order.
        work: a folder of the same file system, for what is not whole yet.
    """
    packer, digest, rows, size = zlib.compressobj(LEVEL, zlib.DEFLATED, 31), hashlib.sha256(), list[Row](), 0
    with replacing(path, work) as out:
        for graph, stretches in graphs:
            of_graph, quads = hashlib.sha256(), 0
            for lines in stretches:
                of_graph.update(lines)
                quads += lines.count(b"\n")
                packed = packer.compress(lines)
                digest.update(packed)
                size += out.write(packed)
            if quads:
                rows.append(Row(graph, path.name, quads, of_graph.hexdigest()))
        packed = packer.flush()
        digest.update(packed)
        size += out.write(packed)
    return Shard(path.name, sum(row.quads for row in rows), size, digest.hexdigest()), rows


def is_whole(folder: Path, shard: Shard) -> bool:
    """Tell whether a shard stands in a folder as it was written."""
    try:
        with (folder / shard.shard).open("rb") as file:
            if os.fstat(file.fileno()).st_size != shard.bytes:
                return False
        return sha256_of(folder / shard.shard) == shard.sha256
    except OSError:
        return False


def sha256_of(path: Path) -> str:
    """Return the digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path, manifest: Manifest, rows: Iterable[Row], work: Path) -> None:
    """Write the manifest of a folder, line by line."""
    encode = msgspec.json.encode
    with replacing(folder / MANIFEST, work) as out:
        head = {name: getattr(manifest, name) for name in manifest.__struct_fields__ if name != "shards"}
        out.write(b"{\n" + b"".join(b"%b: %b,\n" % (encode(name), encode(value)) for name, value in head.items()))
        out.write(b'"shards": [\n' + b",\n".join(map(encode, manifest.shards)) + b"\n],\n" + _GRAPHS + b"\n")
        for separator, row in zip(chain((b"",), _forever(b",\n")), rows, strict=False):
            out.write(separator + encode(row))
        out.write(b"\n]}\n")


def read_manifest(folder: Path) -> Manifest | None:
    """Return what a manifest says of shards, without its graphs; `None` where there is none.

    Raises:
        ValueError: it is not as it was written.
    """
    try:
        with (folder / MANIFEST).open("rb") as file:
            head = b"".join(iter(lambda: _until_graphs(file), b""))
            whole = _ends(file)
    except FileNotFoundError:
        return None
    if not whole:
        raise ValueError("it breaks off")
    return msgspec.json.decode(head.rstrip().removesuffix(b",") + b"}", type=Manifest)


def _until_graphs(file: BinaryIO) -> bytes:
    line = file.readline()
    return b"" if line.startswith(_GRAPHS) else line


def _ends(file: BinaryIO) -> bool:
    file.seek(max(0, file.seek(0, os.SEEK_END) - 4))
    return file.read() == b"\n]}\n"


def _forever(value: bytes) -> Iterator[bytes]:
    while True:
        yield value
