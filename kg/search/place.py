"""Where the index of a large graph lies, and whether it is still the graph's: made once, then asked instead of the graph.

It lies in the user's folder for what can be made again, under the graph's path; it is stale when the graph's file, the
program or its language are no longer those it was made of.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..cache import program, user_folder
from ..facts import Facts
from ..fulltext import Damaged, Index, Row, Words, write_index
from ..store import FORMATS
from ..vocab import KG, RDF
from .entries import LINES, TELLING, Told, entries

LARGE = 20_000_000  # bytes; what is smaller is read through in less time than it takes to look for an index
_DATA = re.compile(r".*\.sst|MANIFEST-\d+|\d+\.log|CURRENT")  # of a store folder; what else lies there may change by being read
_WRITTEN = "work"  # the part of a store folder that only its writer sees


class Place(NamedTuple):
    """The file of an index, and what it must be of."""

    path: Path
    about: dict[str, str]


class Indexed:
    """An index that stands for a graph."""

    def __init__(self, index: Index) -> None:
        self._index, self.lang = index, index.about["lang"]

    def rows(self, wanted: Words) -> Iterator[Row]:
        """Yield the texts that hold all words."""
        return self._index.rows(wanted)

    def told(self, part: str, thing: str) -> Told:
        """Return what is shown of a thing."""
        try:
            return msgspec.msgpack.decode(self._index.told(part, thing), type=Told)
        except msgspec.MsgspecError as error:
            raise Damaged(str(error)) from error


def place_of(graph: str | None, lang: str) -> Place | None:
    """Return where the index of a graph file or store folder lies; nothing where the graph is small, or minutes."""
    path = Path(graph or "")
    if graph is None or not (path.is_dir() or path.suffix.lower() in FORMATS):
        return None
    state = _state(path)
    if sum(size for _, size, _ in state) < LARGE:
        return None
    whole = str(path.resolve())
    about = {"graph": whole, "state": _digest(repr(state).encode()), "program": _digest(program()), "lang": lang}
    return Place(_folder() / f"{_digest(whole.encode())}-{lang}.sqlite", about)


def opened(place: Place) -> Index | None:
    """Open the index of a graph, if there is one that is not stale."""
    if not place.path.is_file():
        return None
    try:
        index = Index(place.path)
    except Damaged:
        return None
    if {name: index.about.get(name) for name in place.about} == place.about:
        return index
    index.close()
    return None


def make(place: Place, facts: Facts) -> None:
    """Make the index of a graph; those of graphs that are gone go.

    Raises:
        OSError: it cannot be written.
    """
    _sweep()
    things: dict[tuple[str, str], None] = {}
    write_index(place.path, place.about, _noting(facts, things), _told(facts, things))


def _noting(facts: Facts, things: dict[tuple[str, str], None]) -> Iterator[Row]:
    """Pass the texts of a graph on, and note what they are of."""
    for row in entries(facts):
        things[row.part, row.thing] = None
        yield row
    things |= {(LINES, minutes): None for minutes in facts.subjects(RDF.type, KG.Minutes)}  # quotes may stand in any


def _told(facts: Facts, things: dict[tuple[str, str], None]) -> Iterator[tuple[str, str, bytes]]:
    for part, thing in things:
        yield part, thing, msgspec.msgpack.encode(TELLING[part](facts, thing))


def _folder() -> Path:
    return user_folder() / "search"


def _state(path: Path) -> list[tuple[str, int, int]]:
    """Return name, size and time of the files that hold a graph."""
    files = [path]
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if _DATA.fullmatch(p.name) and p.relative_to(path).parts[0] != _WRITTEN)
    found = []
    for file in files:
        with suppress(OSError):  # gone since; then the state is another one
            stat = file.stat()
            found.append((str(file.relative_to(path)), stat.st_size, stat.st_mtime_ns))
    return found


def _sweep() -> None:
    for path in sorted(_folder().glob("*.sqlite")):
        with suppress(OSError, Damaged), Index(path) as index:
            if not Path(index.about.get("graph", "")).exists():
                path.unlink()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]
