"""A text and places in it. Knows nothing of minutes, words or RDF."""

from __future__ import annotations

import bisect
import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import regex

from .patterns import pattern, swift

# Marks that conversion puts before a line; they carry no number and no word.
BULLET = r"(?:[-*+•●○◦‣▪■□◆◇‧·\uf06c\uf0d8\uf0b7](?=[ \t\u3000])|[•●◦‣▪■◆◇\uf06c\uf0d8\uf0b7]|#{1,6}(?=[ \t]))"
_LINE_BULLET = swift(rf"^[ \t\u3000]*{BULLET}", re.M)
MASK = "\u2060"  # WORD JOINER: no width, no break, no word
_INVISIBLE = swift(r"[\s\p{Cf}\x00-\x1f]+")
_BREAK = swift(r"(?:(?<![ \t\u3000])[ \t\u3000]+)?[\r\n\f\v\u2028\u2029]+[ \t\u3000]*")  # blanks are looked through from their first only
_UNCLEAN = regex.compile(r"^\s|\s$|[^\S ]|  |[\p{Cf}\p{M}\u00a0\uf900-\ufaff\U0002f800-\U0002fa1f]")
_CLEAN = re.compile(r"(?:[!-~\u2010-\u2027\u3001-\u3020\u4e00-\u9fff\uff01-\uff5e]++ ?+)+(?<! )")  # what most is: told at once
_FORMAT = swift(r"[\p{Cf}]+")
_SPACES = re.compile(r"[ \t\u3000\u00a0]+")


class Span(NamedTuple):
    """A half-open range of code points, 0-based."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the file: its 1-based number and where its text starts."""

    number: int
    start: int


class Box(NamedTuple):
    """A rectangle on a page: the page's 1-based number; the rest in points (1/72 inch) from the page's top left corner."""

    page: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file as text.

    Args:
        text: what was read, untouched but for the decoding; lines that only the page's edge broke are whole.
        name: the file's name without folders.
        media_type: of the file read, not of the text.
        path: how to name the file in messages; never exported.
        pages: where each page begins, in order; one that a row of a table goes over begins once for each of its cells. Empty
            where the file has none.
        furniture: heads, feet and numbers of pages: they stand in the text, are quoted with it, and are read over, together
            with the line breaks the spans hold. In order and apart.
        quoted: whole minutes of other meetings that these reproduce: masked when read, and no furniture. In order and apart.
        boxes: tells where a span stands on its pages, a box a line; `None` where the file has no layout.
        by_ocr: the characters were recognized in a picture.
        first_line: of the file at which the text starts, where it is only a part of it.
        corrections: the text of the corrections file beside it.
    """

    text: str
    name: str
    media_type: str = "text/plain"
    path: str = ""
    pages: tuple[Page, ...] = field(default=())
    furniture: tuple[Span, ...] = ()
    quoted: tuple[Span, ...] = ()
    boxes: Callable[[Span], tuple[Box, ...]] | None = field(default=None, compare=False)
    by_ocr: bool = False
    first_line: int = 1
    corrections: Source | None = None

    @cached_property
    def _breaks(self) -> list[int]:
        return [0, *(m.end() for m in pattern(r"\r\n|[\r\n\f\v\u2028\u2029]").finditer(self.text))]

    @cached_property
    def reading(self) -> str:
        """The text as it is read: of the same length, with characters of no width in the place of the pages' furniture."""
        if not self.furniture and not self.quoted:
            return self.text
        parts, last = [], 0
        for start, end in sorted((*self.furniture, *self.quoted)):
            if end > last:
                parts += [self.text[last : max(last, start)], MASK * (end - max(last, start))]
                last = end
        return "".join([*parts, self.text[last:]])

    def pages_of(self, span: Span) -> tuple[int, ...]:
        """Return the numbers of the pages that a span touches; empty where the file has none."""
        first = bisect.bisect_right(self.pages, span.start, key=lambda page: page.start)
        last = bisect.bisect_left(self.pages, max(span.end, span.start + 1), key=lambda page: page.start)
        return tuple(sorted({page.number for page in self.pages[max(first - 1, 0) : last]}))

    def locate(self, offset: int) -> tuple[int, int]:
        """Turn an offset into the line and column a person would count.

        Args:
            offset: code points from the start of the text, 0-based; the end of the text is allowed.

        Returns:
            Line and column, both 1-based; columns count code points, not display cells.

        Raises:
            ValueError: the offset lies outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} lies outside a text of {len(self.text)} code points")
        line = bisect.bisect_right(self._breaks, offset)
        return line + self.first_line - 1, offset - self._breaks[line - 1] + 1

    def line(self, number: int) -> str:
        """Return one line, numbered as `locate` does, without its line break."""
        number -= self.first_line - 1
        start = self._breaks[number - 1]
        end = self._breaks[number] if number < len(self._breaks) else len(self.text)
        return self.text[start:end].rstrip("\r\n\f\v\u2028\u2029")


def squeeze(text: str) -> str:
    """Return the text as NFC without white space, zero-width characters and list bullets: what a hash is made of."""
    return _INVISIBLE.sub("", _LINE_BULLET.sub("", unicodedata.normalize("NFC", text)))


def digest(text: str) -> str:
    """Return the sha-256 of the squeezed text in hexadecimal."""
    return hashlib.sha256(squeeze(text).encode()).hexdigest()


def clean(raw: str) -> str:
    """Return a raw slice as it reads: NFC, line breaks joined, bullets and zero-width characters gone.

    A break between two Latin words becomes a space, any other break nothing: Chinese needs none.
    """
    if _CLEAN.fullmatch(raw) or not _UNCLEAN.search(raw):
        return raw
    text = _LINE_BULLET.sub("", unicodedata.normalize("NFC", raw)) if "\n" in raw else unicodedata.normalize("NFC", raw)
    text = _SPACES.sub(" ", _BREAK.sub(_joint, _FORMAT.sub("", text)))
    return text.strip()


def _joint(found: re.Match[str]) -> str:
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    return " " if before.isascii() and after.isascii() and before.isalpha() and after.isalpha() else ""
