"""Where a passage stands: file, line and column. From a store that holds minutes and passages; knows nothing else of them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from .source import Source
from .vocab import KG, NIF


class Quote(NamedTuple):
    """A slice of minutes and its place; line and column are 1-based, 0 where the graph does not hold the text.

    `pages` are the numbers of the file's pages it stands on, where the file has pages.
    """

    text: str
    file: str
    line: int
    column: int
    minutes: str
    begin: int
    pages: tuple[int, ...] = ()

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place} p.{'-'.join(str(page) for page in self.pages)}" if self.pages else place


class Places:
    """The places of a store's passages. Texts are read once."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._texts: dict[str, tuple[Source, int]] = {}
        self.quote = lru_cache(maxsize=8192)(self._quote)

    def _quote(self, passage: str) -> Quote | None:
        """Return a passage's words and place; nothing where it has no words."""
        words, begin, minutes = (self._one(passage, p) for p in (NIF.anchorOf, NIF.beginIndex, NIF.referenceContext))
        if words is None:
            return None
        pages = sorted(int(page) for page in self._all(passage, KG.page) if page.isdecimal())
        return self.at(minutes or "", int(begin) if begin and begin.isdecimal() else 0, words)._replace(pages=tuple(pages))

    def at(self, minutes: str, begin: int, words: str) -> Quote:
        """Return words that stand at an offset of the text of minutes, with their place."""
        source, first = self._text(minutes)
        if not begin <= len(source.text) or not source.text:
            return Quote(words, source.name, 0, 0, minutes, begin)
        line, column = source.locate(begin)
        return Quote(words, source.name, line + first - 1, column, minutes, begin)

    def text(self, minutes: str) -> str:
        """Return the text of minutes; nothing where the graph does not hold it."""
        return self._text(minutes)[0].text

    def within(self, minutes: str) -> bool:
        """Tell whether lines are counted within the minutes' text, not within their file."""
        return self._first(minutes) is None

    def _text(self, minutes: str) -> tuple[Source, int]:
        if minutes not in self._texts:
            name = self._one(minutes, KG.fileName) or ""
            self._texts[minutes] = Source(text=self._one(minutes, NIF.isString) or "", name=name), self._first(minutes) or 1
        return self._texts[minutes]

    def _first(self, minutes: str) -> int | None:
        stated = self._one(minutes, KG.firstLine)
        return int(stated) if stated and stated.isdecimal() else None

    def _one(self, subject: str, predicate: str) -> str | None:
        return min(self._all(subject, predicate), default=None) if subject else None

    def _all(self, subject: str, predicate: str) -> list[str]:
        found = (q.object for q in self._store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None))
        return [o.value for o in found if isinstance(o, ox.Literal | ox.NamedNode)]
