"""The grammar of minutes: ordered rows of name, pattern and an example that a test runs.

Patterns are matched on the squeezed shadow (no white space, ASCII punctuation and digits, 臺 for 台).
Words of content come from the vocabulary; here stand only the particles and the forms.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import regex

from ..shadow import key

GAP = r"[^。;「」]{1,16}?"


class Row(NamedTuple):
    """A form of words."""

    name: str
    pattern: regex.Pattern[str]
    example: str


def row(name: str, pattern: str, example: str) -> Row:
    return Row(name, regex.compile(pattern), example)


def one_of(words: Iterable[str], *, spaced: bool = False) -> str:
    """Return a pattern for any of the words, the longest first; `…` is a short run of other words, a hyphen is optional."""
    forms = sorted({key(word) for word in words}, key=lambda word: (-len(word), word))
    if not forms:
        return r"(?!)"
    return "(?:" + "|".join(_form(word, spaced) for word in forms) + ")"


def _form(word: str, spaced: bool) -> str:
    joint = r"\s*" if spaced else ""
    return joint.join(GAP if c == "…" else "-?" if c == "-" else regex.escape(c) for c in word)
