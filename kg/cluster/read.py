"""The first step: files of minutes -> the graphs of their minutes, by the hash of each graph."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..corrections import beside
from ..diagnostics import Diagnostic, render
from ..pipeline import Reading, Text, sort_key
from ..quads import Chunk
from ..readers import bytes_of
from .exchange import SWIFT, Record, bucket, write_records
from .job import Job, TaskError, keep_value, kept_value, words_of


class Said(NamedTuple):
    """A finding, as it is told to people."""

    code: str
    path: str
    text: str


class Files(msgspec.Struct, frozen=True):
    """What a task made of its files; the graphs stand in a file of the exchange that is called by `key`."""

    key: str
    files: int
    failed: list[str]
    said: list[Said]
    sizes: dict[int, int]  # bucket -> bytes of its graphs


class Found(NamedTuple):
    """What the exchange says of a graph: its minutes and the path of their file, in the order that decides which is kept.

    Without a chunk: that some undated minutes stand before this meeting, so that its day is wanted.
    """

    order: bytes
    chunk: Chunk | None
    path: str


def list_files(job: Job, number: int, files: Sequence[Path]) -> None:
    """Write down which files a task is to read."""
    keep_value(_list(job, number), [os.fsencode(os.path.abspath(path)) for path in files], job.work)


def look(job: Job, number: int) -> str:
    """Return the digest of all that a task's result depends on."""
    return _key(job, _listed(job, number))


def read(job: Job, number: int) -> str:
    """Read the files of a task, if that was not done before, and return what its result is called."""
    listed = _listed(job, number)
    key = _key(job, listed)
    if kept_value(_done(job, key), Files) is None:
        texts = Reading(words_of(job), base=job.base, options=job.options).texts(listed)
        keep_value(_done(job, key), _read(job, key, texts), job.work)
    return key


def files_of(job: Job, key: str) -> Files:
    """Return what a task made of its files."""
    done = kept_value(_done(job, key), Files)
    if done is None:
        raise TaskError(3, f"{_done(job, key)} is gone", "let the folder alone while an export runs, and start it again")
    return done


def graphs_path(job: Job, key: str) -> Path:
    """Return the file of the exchange that holds what a task read."""
    return job.work / "read" / key


def graph_of(meeting: str, base: str) -> str:
    """Return the graph that the minutes of a meeting stand in."""
    return f"{base}graph/{meeting.removeprefix(f'{base}meeting/')}"


def said(found: Iterable[Diagnostic]) -> list[Said]:
    """Render findings: what they quote is not taken along."""
    return [Said(d.code, _plain(d.path), _plain(render(d))) for d in found]


def in_order(records: Iterable[bytes]) -> list[Found]:
    """Put what was found in the order in which one machine alone would see it."""
    pairs = [(msgspec.msgpack.decode(record, type=Found), record) for record in map(zlib.decompress, records)]
    return [found for found, _ in sorted(pairs, key=lambda pair: (pair[0].order, pair[1]))]


def _packed(found: Found) -> bytes:
    """Pack at once, for a task holds all that it read: quads shrink to a twentieth."""
    return zlib.compress(msgspec.msgpack.encode(found), SWIFT)


def _read(job: Job, key: str, texts: Iterator[Text]) -> Files:
    count, failed, told = 0, list[str](), list[Said]()
    records, sizes = list[Record](), dict[int, int]()
    for text in texts:
        count += 1
        told += said(text.found)
        if not text.chunks:
            failed.append(_plain(text.path))
        for chunk in text.chunks:
            place = bucket(chunk.graph)
            sizes[place] = sizes.get(place, 0) + len(chunk.quads)
            records.append((place, _packed(Found(sort_key(chunk, text), chunk, text.path))))
            if chunk.precedes:
                graph = graph_of(chunk.precedes, job.base)
                records.append((bucket(graph), _packed(Found(f"{graph}\0".encode(), None, chunk.precedes))))
    write_records(graphs_path(job, key), records, job.work)
    return Files(key, count, failed, told, sizes)


def _list(job: Job, number: int) -> Path:
    return job.work / "files" / f"{number:06}"


def _done(job: Job, key: str) -> Path:
    return job.work / "read" / f"{key}.done"


def _listed(job: Job, number: int) -> list[Path]:
    names = kept_value(_list(job, number), list[bytes])
    if names is None:
        raise TaskError(3, f"a worker does not see {_list(job, number)}", "name a folder with -o that all machines see under one path, and files likewise")
    return [Path(os.fsdecode(name)) for name in names]


def _key(job: Job, files: list[Path]) -> str:
    digest = hashlib.sha256(job.identity)
    for path in files:
        beside_it = beside(path)
        for part in (os.fsencode(path), _bytes(path), _bytes(beside_it) if os.path.isfile(beside_it) else None):
            digest.update(b"-" if part is None else b"%d+" % len(part))
            digest.update(part or b"")
    return digest.hexdigest()[:32]


def _bytes(path: Path) -> bytes | None:
    return bytes_of(path)[0]


def _plain(text: str) -> str:
    """Return a text that can be written: the name of a file may be no text."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


