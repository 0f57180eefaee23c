"""Where a span of a PDF's text stands on its pages. The file is opened again when the first box is asked for."""

from __future__ import annotations

import bisect
import ctypes
import math
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ...source import Box, Span
from .engine import open_document
from .lines import CharBoxes, View, view
from .text import Text

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

HELD = 8  # pages
LEAST = 0.1  # points: a font that is not in the file may leave its characters no ink
Rect = tuple[float, float, float, float]


class Boxes:
    """Tells where a span stands, a box a line, as wide as its ink and as high as its font; furniture between its lines gets none.

    Args:
        data: of the file.
        text: what was read of it.
        words: by page number, the places of what was recognized in its picture: left, top, right, bottom in points.
    """

    def __init__(self, data: bytes, text: Text, words: Mapping[int, Sequence[Rect]]) -> None:
        self._data, self._text, self._words = data, text, words
        self._held: OrderedDict[int, tuple[PdfPage, PdfTextPage, View]] = OrderedDict()

    def __call__(self, span: Span) -> tuple[Box, ...]:
        return tuple(box for at, start, end in self._lines(span) if (box := self._box(at, start, end)))

    @cached_property
    def _document(self) -> PdfDocument:
        return open_document(self._data)

    def _lines(self, span: Span) -> Iterator[tuple[int, int, int]]:
        """Cut a span into what stands on its lines: the number of the line, and from where to where in it."""
        starts, furniture = self._text.starts, self._text.furniture
        first = max(bisect.bisect_right(starts, span.start) - 1, 0)
        for at in range(first, bisect.bisect_left(starts, span.end)):
            before = bisect.bisect_right(furniture, starts[at], key=lambda mask: mask.start)
            if not before or furniture[before - 1].end <= starts[at]:
                yield at, max(span.start - starts[at], 0), span.end - starts[at]

    def _box(self, at: int, start: int, end: int) -> Box | None:
        place = self._text.starts[at]
        number = self._text.pages[bisect.bisect_right(self._text.pages, place, key=lambda page: page.start) - 1].number
        printed = zip(self._text.chars[at][start:end], self._text.text[place + start : place + end], strict=False)
        chars = [char for char, sign in printed if char >= 0 and not sign.isspace()]
        rects = [self._words[number][c] for c in chars] if number in self._words else list(self._rects(number, chars))
        if not rects:
            return None
        left, top = math.floor(min(r[0] for r in rects)), math.floor(min(r[1] for r in rects))
        right, bottom = math.ceil(max(r[2] for r in rects)), math.ceil(max(r[3] for r in rects))
        return Box(number, left, top, right - left, bottom - top)

    def _rects(self, number: int, chars: Sequence[int]) -> Iterator[Rect]:
        if not chars:
            return
        import pypdfium2.raw as raw

        layer, shown = self._page(number)
        whole = CharBoxes(layer, shown)
        left, right, bottom, top = sides = [ctypes.c_double() for _ in range(4)]
        for char in chars:
            raw.FPDFText_GetCharBox(layer, char, *sides)
            inked = shown.seen(left.value, bottom.value, right.value, top.value)
            loose = whole[char]
            wide = inked if inked[2] - inked[0] > LEAST else loose
            yield wide[0], loose[1], wide[2], loose[3]

    def _page(self, number: int) -> tuple[PdfTextPage, View]:
        if number not in self._held:
            if len(self._held) >= HELD:
                page, layer, _ = self._held.popitem(last=False)[1]
                layer.close()
                page.close()
            page = self._document[number - 1]
            self._held[number] = (page, page.get_textpage(), view(page))
        self._held.move_to_end(number)
        return self._held[number][1:]
