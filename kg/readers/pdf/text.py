"""Pages of lines -> one text with its pages, their furniture, and the way back from a place in the text to its line."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from ...source import Page, Span
from ..furniture import Placed, find
from .cells import Entry, Table, woven
from .lines import Line
from .paragraphs import Frame, frames, in_columns, joint, place
from .spaces import parts_numbers

SAME = 4.0  # points: lines of two pages no further from each other stand at the same place
APART = 1.5  # times the height of a line: a gap this wide parts furniture from the text


class Leaf(NamedTuple):
    """A page: its number, its size in points, and its lines from top to bottom, those in tables apart."""

    number: int
    width: float
    height: float
    lines: Sequence[Line]
    tables: Sequence[Table] = ()


class Text(NamedTuple):
    """What was read; `starts` says where its lines begin, `chars` holds for each line the indexes of its characters in the page's text layer."""

    text: str
    pages: tuple[Page, ...]
    furniture: tuple[Span, ...]
    starts: array[int]
    chars: list[Sequence[int]]


def assemble(leaves: Sequence[Leaf]) -> Text:
    """Join lines to paragraphs, over the furniture between them."""
    marked = find([_placed(leaf) for leaf in leaves], SAME)
    leaves = [leaf._replace(lines=found) for leaf, found in zip(leaves, in_columns([(leaf.width, leaf.lines) for leaf in leaves]), strict=True)]
    bodies = [(leaf.width, [line for at, line in enumerate(leaf.lines) if at not in out]) for leaf, out in zip(leaves, marked, strict=True)]
    edges = frames(bodies)
    weaver = _Weaver(parts_numbers("\n".join(line.text for _, body in bodies for line in body)))
    pages = woven([leaf.number for leaf in leaves], [leaf.lines for leaf in leaves], [leaf.tables for leaf in leaves], marked)
    for leaf, entries in zip(leaves, pages, strict=True):
        weaver.turn(leaf.number)
        tabled = False
        for entry in entries:
            if entry is None:
                weaver.ended, tabled = True, not tabled
            elif entry.apart:
                weaver.waiting.append((entry.number, entry.line))
            elif tabled:
                weaver.cell(entry)
            else:
                weaver.add(entry.number, entry.line, edges[place(leaf.width, entry.line)])
    return weaver.done()


def _placed(leaf: Leaf) -> list[Placed]:
    """Return the lines with their distances from the page's edges; from the gap that parts head or foot from the text outwards they stand apart."""
    lines = leaf.lines
    usual = median_low([b.top - a.bottom for a, b in pairwise(lines)]) if len(lines) > 1 else 0.0
    gaps = [b.top - a.bottom > APART * max(usual, a.bottom - a.top) for a, b in pairwise(lines)]
    low, high = 0.2 * leaf.height, 0.8 * leaf.height
    head = max((at + 1 for at, gap in enumerate(gaps) if gap and lines[at].bottom < low), default=0)
    foot = min((at + 1 for at, gap in enumerate(gaps) if gap and lines[at + 1].top > high), default=len(lines))
    return [Placed(line.text, line.top, leaf.height - line.bottom, at < head or at >= foot) for at, line in enumerate(lines)]


class _Weaver:
    """Takes lines one after the other; furniture waits until it is known whether the sentence before it goes on."""

    def __init__(self, parted: bool) -> None:
        self.parted = parted
        self.edges = Frame(0, 0, 0)
        self.parts: list[str] = []
        self.length = 0
        self.starts, self.chars = array("q"), list[Sequence[int]]()
        self.pages: list[Page] = []
        self.furniture: list[Span] = []
        self.waiting: list[tuple[int, Line]] = []
        self.paragraph = ""
        self.last: Line | None = None
        self.first = self.turned = False
        self.ended = False  # the last paragraph goes on in no line
        self.number = 0

    def turn(self, number: int) -> None:
        self.turned, self.number = True, number

    def add(self, number: int, line: Line, edges: Frame) -> None:
        """Put down a line of the text, and before it the furniture that waited."""
        glue = None
        if self.last and not self.ended:
            turned = self.turned or self.last.column != line.column
            glue = joint(self.paragraph, self.last, line, self.edges, first=self.first, turned=turned, beside=edges, parted=self.parted)
        self._add(number, line, glue)
        self.edges = edges

    def cell(self, entry: Entry) -> None:
        """Put down a line of a table's cell, which knows whether it goes on."""
        self._add(entry.number, entry.line, entry.glue)
        self.ended = True

    def _add(self, number: int, line: Line, glue: str | None) -> None:
        if self.last is not None and glue is None:
            self._trim()
        self._put(glue or "")
        start = self.length
        if self.waiting:
            self._furniture(before=self.last is not None, after=glue is not None)
        if glue is None and (self.last is not None or self.length > start):
            self._put("\n")
        if self.waiting:
            self.furniture.append(Span(start, self.length - (glue is None)))
            self.waiting = []
        self._line(number, line)
        self.first = glue is None
        self.paragraph = line.text if glue is None else self.paragraph + glue + line.text
        self.last, self.turned, self.ended = line, False, False

    def done(self) -> Text:
        self._trim()
        if self.waiting:
            if self.length:
                self._put("\n")
            start = self.length
            self._furniture(before=False, after=False)
            self.furniture.append(Span(start, self.length))
        return Text("".join(self.parts), tuple(self.pages), tuple(self.furniture), self.starts, self.chars)

    def _furniture(self, *, before: bool, after: bool) -> None:
        if before:
            self._put("\n")
        for at, (number, line) in enumerate(self.waiting):
            if at:
                self._put("\n")
            self._line(number, line)
            self._trim()
        if after:
            self._put("\n")

    def _line(self, number: int, line: Line) -> None:
        if not self.pages or self.pages[-1].number != number:
            self.pages.append(Page(number=number, start=self.length))
        self.starts.append(self.length)
        self.chars.append(line.chars)
        self._put(line.text)

    def _put(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def _trim(self) -> None:
        """Take back white space at the end of a paragraph."""
        while self.parts and len(kept := self.parts[-1].rstrip()) < len(self.parts[-1]) and "\n" not in self.parts[-1]:
            self.length -= len(self.parts[-1]) - len(kept)
            self.parts[-1] = kept
