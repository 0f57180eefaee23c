"""Lines that a leaf of paper brings with it: page numbers within the words of a fact, which are no words of it."""

from __future__ import annotations

from ..readers.furniture import page_numbers


def apart(text: str, begin: int, end: int) -> list[tuple[str, bool]]:
    """Return a stretch of text in pieces, each with whether it is the words themselves and no page number."""
    pieces, at = list[tuple[str, bool]](), begin
    for number in page_numbers(text[begin:end]):
        pieces += [(text[at : begin + number.start], True), (text[begin + number.start : begin + number.end], False)]
        at = begin + number.end
    return [*pieces, (text[at:end], True)]
