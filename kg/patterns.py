"""Patterns compiled once, by the engine that is fit for them.

`pattern` gives those that stand where they are used. `swift` gives the same forms to Python's own engine, which goes through
many words five to thirty times as fast as `regex`. It has no guard against repeats within repeats: a form in which two ways
of repeating read the same text may take forever there, and stays with `regex`.
"""

from __future__ import annotations

import re
from functools import cache

import regex

# Classes of characters that Python's own engine does not know, as `regex` has them. White space differs in the four separators
# \x1c to \x1f alone, which are left out of a text before most forms see it; a class for it would make compiling four times as long.
_HAN = (
    "\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9\U00016fe2-\U00016fe3\U00016ff0-\U00016ff6"
    "\U00020000-\U0002a6df\U0002a700-\U0002b81e\U0002b820-\U0002cead\U0002ceb0-\U0002ebe0\U0002ebf0-\U0002ee5d\U0002f800-\U0002fa1d\U00030000-\U0003134a\U00031350-\U00033479"
)
_CF = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
CLASSES = {r"\p{Han}": _HAN, r"\p{Cf}": _CF}

Match = re.Match[str] | regex.Match[str]
_PARTS = re.compile(r"\\p\{\w+\}|\\.|\[\^?\]?|.", re.S)


@cache
def pattern(text: str) -> regex.Pattern[str]:
    """Return a compiled pattern; the library's own cache costs more than most of the matches here."""
    return regex.compile(text)


@cache
def swift(text: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a form for Python's own engine: Han and format characters are those of `regex`."""
    made, inside = [], False
    for part in _PARTS.findall(text):
        if inside:
            made.append(CLASSES.get(part) or (part.replace("[", "\\[") if part[0] == "[" else part))
            inside = part not in ("]", "[]", "[^]")
        elif part[0] == "[":
            made.append(part)
            inside = True
        else:
            made.append(f"[{CLASSES[part]}]" if part in CLASSES else part)
    return re.compile("".join(made), flags)
