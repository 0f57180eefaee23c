"""An index of texts in one file of SQLite: which texts hold some words, without reading them all.

A text is indexed by its overlapping pairs of characters, the last with a mark for the end, so that one character is the
start of a pair; a pair is a term, and a word of three characters two of them. Terms say which texts may hold a word; each
is held against the word again. (The tokenizer that comes with SQLite for this, `trigram`, finds no word of two characters.)
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from .words import Words, folded

FORM = 1  # of the file; another form is made anew
_END = "\n"
_SHIFT = 0xE000  # SQLite parts words at ASCII marks; among what it takes for letters no character is a mark
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE texts (id INTEGER PRIMARY KEY, part TEXT NOT NULL, thing TEXT NOT NULL, place INTEGER NOT NULL, of TEXT NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL);
CREATE TABLE things (part TEXT NOT NULL, thing TEXT NOT NULL, told BLOB NOT NULL, PRIMARY KEY (part, thing)) WITHOUT ROWID;
CREATE VIRTUAL TABLE terms USING fts5 (pairs, content = '', detail = none, columnsize = 0, tokenize = 'ascii');
"""


class Damaged(Exception):
    """A file that is no index, or none of this form; it can be made again."""


class Row(NamedTuple):
    """A text that can be found: of which part, of what, where in it, which property of it; the text, as it is and folded."""

    part: str
    thing: str
    place: int
    of: str
    text: str
    folded: str


def row(part: str, thing: str, of: str, text: str, place: int = 0) -> Row:
    """Return a row for a text."""
    return Row(part, thing, place, of, text, folded(text))


def write_index(path: Path, about: Mapping[str, str], rows: Iterable[Row], told: Iterable[tuple[str, str, bytes]]) -> None:
    """Write an index, whole or not at all; the same rows in the same order give the same bytes.

    Args:
        path: of the file.
        about: what the index is of, to tell a stale one by.
        rows: the texts.
        told: for each part and thing what is shown of it.

    Raises:
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kg-")
    os.close(handle)
    try:
        _fill(name, {**about, "form": str(FORM)}, rows, told)
        os.replace(name, path)
    except sqlite3.Error as error:
        raise OSError(0, f"the index cannot be written: {error}", str(path)) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _fill(name: str, about: Mapping[str, str], rows: Iterable[Row], told: Iterable[tuple[str, str, bytes]]) -> None:
    with closing(sqlite3.connect(name, isolation_level=None)) as base:
        base.executescript(_SCHEMA)
        base.execute("BEGIN")
        base.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        for number, one in enumerate(rows):
            base.execute("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *one))
            base.execute("INSERT INTO terms (rowid, pairs) VALUES (?, ?)", (number, " ".join(_terms(one.folded))))
        base.executemany("INSERT INTO things VALUES (?, ?, ?)", told)
        base.execute("INSERT INTO terms (terms) VALUES ('optimize')")
        base.execute("COMMIT")


class Index:
    """An index that is open for reading.

    Raises:
        Damaged: the file is no index of this form.
    """

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            self.about = dict(self._base.execute("SELECT name, value FROM about"))
        except sqlite3.Error as error:
            self._base.close()
            raise Damaged(str(error)) from error
        if self.about.get("form") != str(FORM):
            self._base.close()
            raise Damaged("another form")

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def rows(self, wanted: Words) -> Iterator[Row]:
        """Yield the texts that hold all words, in the order in which they were written.

        Raises:
            Damaged: the file is damaged.
        """
        if not wanted.forms:
            return
        held = " AND ".join(f"({' OR '.join('instr(folded, ?)' for _ in forms)})" for forms in wanted.forms)
        asked = f"SELECT part, thing, place, of, text, folded FROM texts WHERE id IN (SELECT rowid FROM terms WHERE terms MATCH ?) AND {held} ORDER BY id"
        yield from (Row(*found) for found in self._ask(asked, _expression(wanted), *(form for forms in wanted.forms for form in forms)))

    def told(self, part: str, thing: str) -> bytes:
        """Return what is shown of a thing; nothing where it is not known."""
        return next((found[0] for found in self._ask("SELECT told FROM things WHERE part = ? AND thing = ?", part, thing)), b"")

    def _ask(self, text: str, *values: str) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._base.execute(text, values)
        except sqlite3.Error as error:
            raise Damaged(str(error)) from error


def _terms(compared: str) -> list[str]:
    return sorted({_term(a + b) for a, b in pairwise(compared + _END)})


def _expression(wanted: Words) -> str:
    """Return the words as a query of terms: of each some form, of each form all its pairs."""
    return " AND ".join(f"({' OR '.join(_pairs(form) for form in forms)})" for forms in wanted.forms)


def _pairs(form: str) -> str:
    if len(form) == 1:
        return f'"{_term(form)}" *'
    pairs = (_term(a + b) for a, b in dict.fromkeys(pairwise(form)))
    return "({})".format(" AND ".join(f'"{pair}"' for pair in pairs))


def _term(pair: str) -> str:
    return "".join(chr(ord(char) + _SHIFT) if ord(char) < 0x80 else char for char in pair)
