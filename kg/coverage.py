"""The ledger of a text's characters: what facts quote, structure, boilerplate, unread. The four add up to the length."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import regex

from .source import Span

_UNREAD, _FACT, _STRUCTURE, _BOILERPLATE, _BREAK = range(5)
_RUN = 64  # characters that most stretches are shorter than
_RUNS = [bytes((value,)) * _RUN for value in range(5)]
_SIGN = regex.compile(r"[\p{P}\p{S}\p{Z}\p{C}]")  # punctuation, signs, white space, invisible characters
_BREAKS = "\r\n\f\v\u2028\u2029"
_GAP = regex.compile(rb"\x00(?:[\x00\x02]*\x00)?")


class _Flags(dict[int, int]):
    """Map a character to what it is where nothing claims it; each is looked at once."""

    def __missing__(self, place: int) -> int:
        char = chr(place)
        flag = self[place] = _BREAK if char in _BREAKS else _STRUCTURE if _SIGN.match(char) else _UNREAD
        return flag


_FLAGS = _Flags()


class Coverage(NamedTuple):
    """Numbers of code points, and the stretches within lines that nothing was read from."""

    fact: int
    structure: int
    boilerplate: int
    unread: int
    gaps: tuple[Span, ...]


def measure(text: str, facts: Iterable[Span], structure: Iterable[Span], boilerplate: Iterable[Span]) -> Coverage:
    """Give every character of a text to one of the four; where two claim it, a fact comes first, then boilerplate.

    Signs and white space that nothing else claims are structure.
    """
    flags = bytearray(text.translate(_FLAGS), "latin-1")
    for spans, value in ((structure, _STRUCTURE), (boilerplate, _BOILERPLATE), (facts, _FACT)):
        for start, end in spans:
            flags[start:end] = _RUNS[value][: end - start] if end - start <= _RUN else bytes((value,)) * (end - start)
    gaps = tuple(Span(*m.span()) for m in _GAP.finditer(bytes(flags)))
    of = flags.count
    return Coverage(of(_FACT), of(_STRUCTURE) + of(_BREAK), of(_BOILERPLATE), of(_UNREAD), gaps)
