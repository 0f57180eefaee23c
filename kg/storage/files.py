"""The digests of the engine's own files in what is published: a graph that reads well may have an index that does not."""

from __future__ import annotations

import hashlib
from pathlib import Path

from .marker import replace_file

_NAME = "files"


def write(place: Path, before: Path | None) -> None:
    """Write down the digest of each file of a published graph.

    Args:
        place: what is to be published.
        before: what was published before. A table file never changes, so one that was there already is not read again.
    """
    known = {} if before is None else read(before)
    found = {}
    for path in sorted((place / "graph").iterdir()):
        there = before and (before / "graph" / path.name)
        same = there and path.suffix == ".sst" and path.name in known and there.exists() and there.samefile(path)
        found[path.name] = known[path.name] if same else _digest(path)
    replace_file(place / _NAME, "".join(f"{digest} {name}\n" for name, digest in found.items()).encode())


def read(place: Path) -> dict[str, str]:
    """Return name -> digest of the files of a published graph."""
    lines = (place / _NAME).read_text("utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition(" ") for line in lines)}


def changed(place: Path) -> list[str]:
    """Return the names of files that are missing, or not as they were written."""
    return [name for name, digest in read(place).items() if not (place / "graph" / name).is_file() or _digest(place / "graph" / name) != digest]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
