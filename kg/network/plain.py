"""Texts as files and pictures can hold them: no characters that XML forbids, no line breaks where one line is wanted."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"\s*[\n\v\f\r\x85\u2028\u2029]\s*")
_PICTURES, _DELETE = 0x2400, 0x7F


def clean(text: str) -> str:
    """Return a text with visible signs for the characters that no file should hold."""
    return _FORBIDDEN.sub(_visible, text) if _FORBIDDEN.search(text) else text


def one_line(text: str) -> str:
    """Return a text without line breaks; between two Chinese characters nothing takes their place, elsewhere a blank."""
    return _BREAKS.sub(lambda found: "" if _wide(text, found.start() - 1) and _wide(text, found.end()) else " ", text)


def _visible(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(_PICTURES + code) if code < ord(" ") else "␡" if code == _DELETE else "\ufffd"


def _wide(text: str, place: int) -> bool:
    return 0 <= place < len(text) and unicodedata.east_asian_width(text[place]) in "WF"
