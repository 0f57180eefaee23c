"""The shadow of a text: what patterns are matched on, character for character beside the original.

Widths, compatibility ideographs, dashes and 台/臺 are made one, white space and zero-width characters are left out;
every character knows its place in the original, which alone is quoted.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate

from .patterns import swift
from .source import Span

_DASHES = "\u002d\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\ufe31\ufe58\ufe63\uff0d"
_KEYS = 4096  # whose spelling is remembered: labels and names come again and again
_QUOTES = {"﹃": "「", "﹄": "」", "｢": "「", "｣": "」", "『": "「", "』": "」", "“": "「", "”": "」", "〝": "「", "〞": "」", "﹁": "「", "﹂": "」"}


def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for start, end in ((0xF900, 0xFB00), (0x2F800, 0x2FA20)):
        for code in range(start, end):
            normal = unicodedata.normalize("NFC", chr(code))
            if len(normal) == 1 and normal != chr(code):
                table[code] = normal
    table.update({ord(dash): "-" for dash in _DASHES})
    table.update({ord(quote): plain for quote, plain in _QUOTES.items()})
    table.update({ord("台"): "臺", ord("｡"): "。", ord("､"): "、", ord("﹐"): ",", ord("﹔"): ";", ord("﹕"): ":"})
    return table


_TABLE = _table()
_STOP = swift(r"(?<=[\p{Han}」)])\.(?=\s|$|」)")  # a half-width stop that ends a Chinese sentence
_STRAIGHT = re.compile(r'"([^"\n]*)"')  # straight quotes have no sides: they are paired along a line
_MARKUP = re.compile(r"\\(?=[!-/:-@\[-`{-~])|<br ?/?>", re.I)  # what Markdown writes before a mark that is to be one: 1\\. and its line break
_DROPPED = swift(r"[\s\p{Cf}\x00-\x1f]+")


def fold(text: str) -> str:
    """Return the shadow of a text with its white space: same length, same offsets."""
    if "\\" in text or "<" in text:
        text = _MARKUP.sub(lambda m: " " * len(m[0]), text)
    folded = _STOP.sub("。", text.translate(_TABLE)).replace("**", "  ")  # bold in Markdown
    return _STRAIGHT.sub(lambda m: f"「{m[1]}」", folded) if '"' in folded else folded


@lru_cache(_KEYS)
def key(text: str) -> str:
    """Return the shadow of a name, without white space: two spellings of one name have one key."""
    return squeeze(fold(unicodedata.normalize("NFC", text)))


def squeeze(folded: str) -> str:
    """Return folded text without its white space and zero-width characters."""
    return _DROPPED.sub("", folded)


class Shadow:
    """A text, its folded form (same offsets) and its squeezed form (`squeezed`, with places)."""

    __slots__ = ("_at", "_kept", "folded", "squeezed", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        if _DROPPED.search(self.folded) is None:
            self.squeezed = self.folded
            self._at: range | list[int] = range(len(text))
            self._kept: range | list[int] = range(len(text) + 1)
            return
        at, parts, last = list[int](), list[str](), 0
        flags = bytearray(b"\x01") * len(text)
        for m in _DROPPED.finditer(self.folded):
            start, end = m.span()
            at.extend(range(last, start))
            parts.append(self.folded[last:start])
            flags[start:end] = bytes(end - start)
            last = end
        at.extend(range(last, len(text)))
        kept = [0, *accumulate(flags)]
        self.squeezed = "".join((*parts, self.folded[last:]))
        self._at, self._kept = at, kept

    def down(self, span: Span) -> Span:
        """Translate a span of the original into one of the squeezed form."""
        return Span(self._kept[span.start], self._kept[span.end])

    def up(self, start: int, end: int) -> Span:
        """Translate a range of the squeezed form into a span of the original, without white space at its ends."""
        if start >= end:
            place = self._at[start] if start < len(self._at) else len(self.text)
            return Span(place, place)
        return Span(self._at[start], self._at[end - 1] + 1)
