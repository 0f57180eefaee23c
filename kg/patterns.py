"""Patterns that stand where they are used, compiled once."""

from __future__ import annotations

from functools import cache

import regex


@cache
def pattern(text: str) -> regex.Pattern[str]:
    """Return a compiled pattern; the library's own cache costs more than most of the matches here."""
    return regex.compile(text)
