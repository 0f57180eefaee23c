"""What files gave at an earlier run, by the hash of all that it depends on: what did not change is not read again.

An entry is a file of its own, called by that hash, written whole or not at all; a damaged one counts as absent. It lies
in the user's folder for such things and never beside an export. Those not asked for the longest go when there are too many.
"""

from __future__ import annotations

import hashlib
import os
import platform
import tempfile
import unicodedata
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import msgspec

from .diagnostics import Diagnostic
from .quads import Chunk
from .source import Source, Span

MOST = 1 << 30  # bytes kept besides what the last run asked for
_LIBRARIES = ("regex", "lxml", "pypdfium2")
_SWIFT = 1  # level of compression: quads shrink to a fifteenth at it, and no level is faster


def user_folder() -> Path:
    """Return where this user's programs keep what can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path("kg-minutes", appauthor=False)


class _Finding(NamedTuple):
    """A finding, its source by its place among the sources of the entry."""

    code: str
    message: str
    source: int | None
    span: Span | None
    path: str
    about: tuple[str, ...]


class _Entry(NamedTuple):
    chunks: list[Chunk]
    sources: list[Source]
    found: list[_Finding]


class Cache:
    """The entries in a folder; with no folder it remembers nothing.

    Args:
        folder: to keep entries in; made when the first is kept.
        depends: what all entries depend on besides their file: the vocabulary, the base of data IRIs, options.
    """

    def __init__(self, folder: Path | None, depends: Iterable[bytes] = ()) -> None:
        self.folder = folder
        self._depends = [program(), *depends] if folder else []
        self.asked: set[str] = set()

    def key(self, *parts: bytes) -> str:
        """Return the name of the entry for a file: its name, its bytes, those of its corrections."""
        if self.folder is None:
            return ""
        digest = hashlib.sha256()
        for part in (*self._depends, *parts):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.hexdigest()

    def get(self, key: str, path: str) -> tuple[list[Chunk], list[Diagnostic]] | None:
        """Return what a file gave, `None` where it is not known; findings name it by the path it has now."""
        if self.folder is None:
            return None
        self.asked.add(key)
        try:
            entry = msgspec.msgpack.decode(zlib.decompress((self.folder / key).read_bytes()), type=_Entry)
            os.utime(self.folder / key)
        except (OSError, zlib.error, msgspec.MsgspecError):
            return None
        return _unpacked(entry, Path(path).parent)

    def put(self, key: str, chunks: list[Chunk], found: list[Diagnostic]) -> None:
        """Keep what a file gave; where nothing can be written, nothing is kept."""
        if self.folder is None:
            return
        with suppress(OSError):
            self._write(key, zlib.compress(msgspec.msgpack.encode(_packed(chunks, found)), _SWIFT))

    def prune(self, most: int = MOST) -> None:
        """Take away the entries that were not asked for the longest, until the others are no larger than `most` bytes."""
        if self.folder is None:
            return
        with suppress(OSError):
            others = [(entry.stat(), entry) for entry in self.folder.iterdir() if entry.name not in self.asked]
            left = sum(stat.st_size for stat, _ in others) - most
            for stat, entry in sorted(others, key=lambda pair: pair[0].st_mtime):
                if left <= 0:
                    return
                entry.unlink()
                left -= stat.st_size

    def _write(self, key: str, data: bytes) -> None:
        assert self.folder is not None
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            os.replace(name, self.folder / key)
        except OSError:
            os.unlink(name)
            raise


def _packed(chunks: list[Chunk], found: list[Diagnostic]) -> _Entry:
    """Return an entry in which files are called by their names alone: where they lie may change."""
    sources: list[Source] = []
    places: dict[int, int] = {}
    for d in found:
        if d.source is not None and id(d.source) not in places:
            places[id(d.source)] = len(sources)
            sources.append(_within(d.source, Path()))
    findings = [_Finding(d.code, d.message, places[id(d.source)] if d.source else None, d.span, Path(d.path).name, d.about) for d in found]
    return _Entry([_moved(chunk, Path()) for chunk in chunks], sources, findings)


def _unpacked(entry: _Entry, folder: Path) -> tuple[list[Chunk], list[Diagnostic]]:
    """Return an entry's parts, files called as they lie now."""
    sources = [_within(source, folder) for source in entry.sources]
    found = [
        Diagnostic(code=f.code, message=f.message, source=None if f.source is None else sources[f.source], span=f.span, path=str(folder / f.path) if f.path else "", about=f.about)
        for f in entry.found
    ]
    return [_moved(chunk, folder) for chunk in entry.chunks], found


def _within(source: Source, folder: Path) -> Source:
    return replace(source, path=str(folder / source.name), boxes=None, corrections=None, furniture=())


def _moved(chunk: Chunk, folder: Path) -> Chunk:
    return chunk._replace(aliases=tuple(alias._replace(source=_within(alias.source, folder)) for alias in chunk.aliases))


@cache
def program() -> bytes:
    """Return a hash of this program and of what it reads with: another program may read otherwise."""
    digest = hashlib.sha256(f"{platform.python_version()} {unicodedata.unidata_version}".encode())
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()
