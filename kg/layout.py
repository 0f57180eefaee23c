"""Rows as an aligned table for people: a Chinese character takes two cells."""

from __future__ import annotations

from collections.abc import Sequence

from .diagnostics import cells


def aligned(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table; numbers stand to the right, the last column is as long as it is."""
    text = [[str(value) for value in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(head, *text, strict=True)]
    right = [bool(rows) and all(isinstance(row[i], int) for row in rows) for i in range(len(head))]
    lines = [head, ["-" * width for width in widths], *text]
    return "\n".join("  ".join(_padded(v, w, r) for v, w, r in zip(line, widths, right, strict=True)).rstrip() for line in lines)


def _padded(value: str, width: int, right: bool) -> str:
    gap = " " * (width - cells(value))
    return gap + value if right else value + gap
