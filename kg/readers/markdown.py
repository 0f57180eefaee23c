"""Markdown's marks in a text: what is read over, so that numbers and labels are whole. The text itself stays, but for its tables."""

from __future__ import annotations

import regex

from ..patterns import pattern
from ..source import Span
from .tables import linearize

# Bold and struck marks around words; <br>; the backslash before a mark that would otherwise be one; code and block quotes.
_MARKS = regex.compile(
    r"(?<![*\\])\*{2,3}(?=[^\s*]|\s*$)|(?<=[^\s*\\])\*{2,3}(?!\*)"
    r"|(?<![\w_\\])__(?=[^\s_])|(?<=[^\s_\\])__(?![\w_])"
    r"|\\(?=[!-/:-@\[-`{-~])|<br ?/?>|^[ \t]*>+[ \t]?|^[ \t]*(?:```|~~~)[^\n]*$|^[ \t]*(?:[-*_][ \t]*){3,}$",
    regex.M | regex.I,
)
_ROW = regex.compile(r"^[ \t]*\|.*\|[ \t]*$")
_RULE = regex.compile(r"^[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$")
_BREAK = regex.compile(r"<br ?/?>", regex.I)


def marks(text: str) -> tuple[Span, ...]:
    """Return the places of marks that are no words, in order."""
    return tuple(Span(*m.span()) for m in _MARKS.finditer(text) if m.end() > m.start())


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
