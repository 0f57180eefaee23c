"""N-Quads on disk -> files in a folder, all formats or none: what stood there before is replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from . import iris
from .formats import FORMATS, FolderFormat
from .formats.dump import Dump, FormatError
from .vocab import PREFIXES

DEFAULT = ("ttl", "nq", "graphml", "tables")  # of these, the ones that exist
STEM = "graph"
_PER_BODY = ("case", "group", "person")
_CONSTANT = ("ontology", "concepts", "entities", "catalog")


def default_formats() -> list[str]:
    """Return the names of the formats that are written where none is named."""
    return [name for name in DEFAULT if name in FORMATS]


def dump_of(path: Path, bodies: Iterable[str], *, base: str) -> Dump:
    """Describe an N-Quads file of ours for the formats: its prefixes, one set a body, and which graphs are flat."""
    constant = frozenset(f"{base}graph/{name}".encode() for name in _CONSTANT)
    return Dump(path=path, prefixes=prefixes(bodies, base=base), base=base, flat=lambda graph: graph not in constant)


def prefixes(bodies: Iterable[str], *, base: str) -> dict[str, str]:
    """Return prefix -> namespace: the vocabularies', one for each kind of data, and `case:` … for each body."""
    found = dict(PREFIXES) | {kind: f"{base}{kind}/" for kind in iris.KINDS if kind not in _PER_BODY}
    found |= {"persons": f"{base}person/"}
    for place, body in enumerate(sorted(bodies), start=1):
        number = "" if place == 1 else str(place)
        found |= {f"{kind}{number}": f"{base}{kind}/{body}/" for kind in _PER_BODY}
        found |= {f"project{number or 's'}": f"{base}project/{body}/", f"organization{number or 's'}": f"{base}organization/{body}/"}
    return found


def write_folder(dump: Dump, names: Iterable[str], folder: Path) -> list[Path]:
    """Write formats into a folder, as `graph.SUFFIX` or a folder of files called like the format.

    Nothing is replaced before all are written; if one file cannot be replaced, those that were are put back. Files that
    are not of a format's own names stay, in its folder too.

    Returns:
        The file or folder of each format.

    Raises:
        OSError: the folder or a file cannot be written.
        FormatError: a format cannot hold what the graph says.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".kg-") as work:
        made, kept = Path(work, "made"), Path(work, "kept")
        made.mkdir()
        written = [_write(dump, name, made) for name in names]
        files = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
        replace_files(files, made, folder, kept)
    return [folder / path.relative_to(made) for path in written]


def _write(dump: Dump, name: str, folder: Path) -> Path:
    chosen = FORMATS[name]
    if isinstance(chosen, FolderFormat):
        path = folder / name
        path.mkdir()
        chosen.write(dump, path)
    else:
        path = folder / f"{STEM}{chosen.suffix}"
        with path.open("wb") as out:
            chosen.write(dump, out)
    return path


def replace_files(files: Iterable[Path], made: Path, folder: Path, kept: Path) -> None:
    """Move files of one folder over those of another, all or none; the old ones are kept in a third until all are there.

    Raises:
        OSError: one cannot be replaced; those that were are put back.
    """
    done: list[Path] = []
    try:
        for file in files:
            final = folder / file
            for path in (final, kept / file):
                path.parent.mkdir(parents=True, exist_ok=True)
            if final.is_file():
                os.replace(final, kept / file)
            done.append(file)
            os.replace(made / file, final)
    except OSError:
        for file in done:
            if (kept / file).exists():
                os.replace(kept / file, folder / file)
            elif (folder / file).is_file():
                (folder / file).unlink()
        raise


def write_stream(dump: Dump, name: str, out: BinaryIO) -> None:
    """Write one format to a stream.

    Raises:
        FormatError: the format is several files, or cannot hold what the graph says.
    """
    chosen = FORMATS[name]
    if isinstance(chosen, FolderFormat):
        raise FormatError(f"{name} is a folder of files and no stream")
    chosen.write(dump, out)


def is_folder(name: str) -> bool:
    """Tell whether a format is several files, which standard output cannot take."""
    return isinstance(FORMATS[name], FolderFormat)


def spooled(fill: Callable[[Callable[[bytes], object]], object], folder: Path) -> Path:
    """Let a function write N-Quads into a file of a folder, and return the file."""
    path = folder / "graph.nq"
    with path.open("wb") as out:
        fill(out.write)
    return path
