"""What pages need of a graph as a whole, gathered once and kept: the index of its network, and beside it an archive of
the ledgers, the cases and the files of data. Whoever opens it shows the first page without reading the graph."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
import pyoxigraph as ox

from .. import fulltext
from ..facts import Facts
from ..ledgers import Cited, Claimed, Covered, Ledgers
from ..network import index_of, prune
from ..search import Place, make, opened
from .data import packed
from .explorer import CASES, LEDGERS, Explorer
from .ways import LANGUAGES

_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the time of all that is kept: the same graph gives the same bytes


class _Told(NamedTuple):
    """The ledgers that pages tell of."""

    coverage: list[Covered]
    counts: list[Claimed]
    citations: list[Cited]
    anomalies: list[tuple[str, str]]
    held: list[str]
    first_lines: dict[str, int]


class Archive:
    """What was kept of one graph."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file, self._folder, self._name = zipfile.ZipFile(_archive(folder, name)), folder, name
        self._indexes: dict[str, fulltext.Index | None] = {}
        self._names = set(self._file.namelist())

    def read(self, name: str) -> bytes | None:
        """Return a file; nothing where none of that name was kept."""
        return self._file.read(name) if name in self._names else None

    def searched(self, lang: str) -> fulltext.Index | None:
        """Return the index of words in a language, as soon as it is made."""
        if not self._indexes.get(lang):
            self._indexes[lang] = opened(_searched(self._folder, self._name, lang))
        return self._indexes[lang]

    def ledgers(self) -> Ledgers:
        """Return the ledgers."""
        told, made = msgspec.json.decode(self._file.read(LEDGERS), type=_Told), Ledgers()
        made.coverage, made.counts, made.citations, made.anomalies = told[:4]
        made.held, made.first_lines = set(told.held), told.first_lines
        return made


def gather(store: ox.Store, folder: Path, name: str) -> None:
    """Make what is kept of a graph, where it is not there yet.

    Args:
        store: the graph.
        folder: where to keep it.
        name: what the state of the graph is known by.

    Raises:
        OSError: it cannot be written.
        sqlite3.Error: the same, of the index.
    """
    path = _archive(folder, name)
    with index_of(store, folder, name=name) as index:
        if _is_whole(path):
            return
        explorer = Explorer(store, index)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".kg-") as work:
            made = Path(work, "made.zip")
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for file in explorer.data_names(served=True):
                    archive.writestr(zipfile.ZipInfo(file, _ALWAYS), explorer.data(file) or b"", zipfile.ZIP_DEFLATED)
                archive.writestr(zipfile.ZipInfo(CASES, _ALWAYS), packed(explorer.cases), zipfile.ZIP_DEFLATED)
                archive.writestr(zipfile.ZipInfo(LEDGERS, _ALWAYS), msgspec.json.encode(_told(explorer.ledgers)), zipfile.ZIP_DEFLATED)
            os.replace(made, path)
    prune(folder, "pages-*.zip")


def gather_words(store: ox.Store, folder: Path, name: str) -> None:
    """Make the indexes that words are looked for in, where they are not there yet.

    Raises:
        OSError: they cannot be written.
    """
    first = Facts(store)
    for lang in LANGUAGES.values():
        place = _searched(folder, name, lang)
        if not place.path.is_file():
            make(place, first if lang == first.lang else Facts(store, lang=lang, like=first))
    prune(folder, "search-*.sqlite")


def recall(store: ox.Store, folder: Path, name: str) -> Explorer | None:
    """Return the explorer of a graph, of which all is kept; nothing where it is not."""
    path = _archive(folder, name)
    with suppress(OSError, sqlite3.Error, zipfile.BadZipFile):
        if is_kept(folder, name):
            os.utime(path)
            return Explorer(store, index_of(store, folder, name=name), Archive(folder, name))
    return None


def are_words_kept(folder: Path, name: str) -> bool:
    """Tell whether the indexes of words are made."""
    return all(_searched(folder, name, lang).path.is_file() for lang in LANGUAGES.values())


def is_kept(folder: Path, name: str) -> bool:
    """Tell whether all is kept of a graph."""
    return _is_whole(_archive(folder, name)) and (folder / f"view-{name}.sqlite").is_file()


def _archive(folder: Path, name: str) -> Path:
    return folder / f"pages-{name}.zip"


def _searched(folder: Path, name: str, lang: str) -> Place:
    return Place(folder / f"search-{name}-{lang}.sqlite", {"state": name, "lang": lang})


def _is_whole(path: Path) -> bool:
    return zipfile.is_zipfile(path)


def _told(ledgers: Ledgers) -> _Told:
    return _Told(ledgers.coverage, ledgers.counts, ledgers.citations, ledgers.anomalies, sorted(ledgers.held), ledgers.first_lines)
