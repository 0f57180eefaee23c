"""Markdown's tables; its other marks stay in the text and are read over."""

from __future__ import annotations

import regex

from ..patterns import pattern
from .tables import linearize

_ROW = regex.compile(r"^[ \t]*\|.*\|[ \t]*$")
_RULE = regex.compile(r"^[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$")
_BREAK = regex.compile(r"<br ?/?>", regex.I)


def without_tables(text: str) -> str:
    """Write tables as labels with values and numbered lines; what follows keeps its line, where they need no more lines than before."""
    lines = text.split("\n")
    if not any(_RULE.match(line.rstrip("\r")) for line in lines):
        return text
    out: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _ROW.match(lines[end].rstrip("\r")):
            end += 1
        rows = [line.rstrip("\r") for line in lines[at:end]]
        if any(_RULE.match(row) for row in rows):
            written = linearize([_cells(row) for row in rows if not _RULE.match(row)])
            out += [*written, *[""] * (end - at - len(written))]
        else:
            out += lines[at : max(end, at + 1)]
        at = max(end, at + 1)
    return "\n".join(out)


def _cells(row: str) -> list[list[str]]:
    return [_BREAK.split(cell) for cell in pattern(r"(?<!\\)\|").split(row.strip().strip("|"))]
