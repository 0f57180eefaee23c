"""N-Quads on disk -> files in a folder, all formats or none: what stood there before is replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from . import iris
from .formats import FORMATS
from .formats.dump import Dump
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
    """Write formats into a folder as `graph.SUFFIX`; nothing is replaced before all are written.

    Raises:
        OSError: the folder or a file cannot be written.
        FormatError: a format cannot hold what the graph says.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".kg-") as made:
        pairs = []
        for name in names:
            chosen = FORMATS[name]
            temporary = Path(made) / f"{STEM}{chosen.suffix}"
            with temporary.open("wb") as out:
                chosen.write(dump, out)
            pairs.append((temporary, folder / temporary.name))
        for temporary, final in pairs:
            os.replace(temporary, final)
    return [final for _, final in pairs]


def write_stream(dump: Dump, name: str, out: BinaryIO) -> None:
    """Write one format to a stream."""
    FORMATS[name].write(dump, out)


def spooled(fill: Callable[[Callable[[bytes], object]], object], folder: Path) -> Path:
    """Let a function write N-Quads into a file of a folder, and return the file."""
    path = folder / "graph.nq"
    with path.open("wb") as out:
        fill(out.write)
    return path
