"""Lines that a leaf of paper brings with it: page numbers within the words of a fact, which are no words of it."""

from __future__ import annotations

import re

from ..source import Span

_NUMERAL = r"[ \t]*[\d〇一二三四五六七八九十]+[ \t]*"
_NUMBER = re.compile(rf"(?<=[\n\f])[ \t]*(?:第{_NUMERAL}頁(?:[ \t]*[,，、/]?[ \t]*共{_NUMERAL}頁)?|[-–—]{_NUMERAL}[-–—])[ \t]*(?=[\n\f])")


def page_numbers(text: str) -> list[Span]:
    """Return the lines of a text that are page numbers."""
    return [Span(*found.span()) for found in _NUMBER.finditer(text)]


def apart(text: str, begin: int, end: int) -> list[tuple[str, bool]]:
    """Return a stretch of text in pieces, each with whether it is the words themselves and no page number."""
    pieces, at = list[tuple[str, bool]](), begin
    for number in page_numbers(text[begin:end]):
        pieces += [(text[at : begin + number.start], True), (text[begin + number.start : begin + number.end], False)]
        at = begin + number.end
    return [*pieces, (text[at:end], True)]
