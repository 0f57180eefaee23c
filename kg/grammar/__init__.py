"""The grammar of minutes: ordered rows of name, pattern and an example that a test runs.

Patterns are matched on the squeezed shadow (no white space, ASCII punctuation and digits, 臺 for 台).
Words of content come from the vocabulary; here stand only the particles and the forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    return alternatives(dict.fromkeys(map(key, words), ""), spaced=spaced)


def alternatives(words: Mapping[str, str], *, spaced: bool = False) -> str:
    """Return a pattern for any of some words, the longest first, each with what must follow it.

    Words that begin alike share their beginning, so that a place where none begins is left at the first character.
    """
    if not words:
        return r"(?!)"
    longest_first = sorted(words.items(), key=lambda word: (-len(word[0]), word[0]))
    return "(?:" + _branches(longest_first, r"\s*" if spaced else "", first=True) + ")"


def _branches(words: list[tuple[str, str]], joint: str, *, first: bool = False) -> str:
    """Join what may follow a beginning: rests of words, the longest first. Rests that begin with different characters exclude each other."""
    if len(words) == 1 or any(rest[:1] in "…-" for rest, _ in words if rest):
        return "|".join(_form(rest, joint, first=first) + tail for rest, tail in words)
    ways: dict[str, list[tuple[str, str]]] = {}
    for rest, tail in words:
        ways.setdefault(rest[:1], []).append((rest[1:], tail))
    return "|".join(_way(char, rests, "" if first else joint, joint) for char, rests in ways.items())


def _way(char: str, rests: list[tuple[str, str]], before: str, joint: str) -> str:
    if not char:  # the word ends here; as the shortest it comes last
        return rests[0][1]
    inner = _branches(rests, joint)
    return before + regex.escape(char) + (f"(?:{inner})" if len(rests) > 1 else inner)


def _form(rest: str, joint: str, *, first: bool) -> str:
    text = "".join(joint + (GAP if c == "…" else "-?" if c == "-" else regex.escape(c)) for c in rest)
    return text[len(joint) :] if first and rest else text
