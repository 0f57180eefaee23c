"""Rows as an aligned table for people: a Chinese character takes two cells."""

from __future__ import annotations

from collections.abc import Sequence

from .diagnostics import cells

_GAP = "  "
_LEAST = 8  # cells of a column that is cut


def aligned(head: Sequence[str], rows: Sequence[Sequence[object]], *, width: int | None = None) -> str:
    """Return a table; columns of numbers stand to the right.

    Args:
        head: the names of the columns.
        rows: values, as many as there are columns.
        width: in cells, to cut the widest columns to; `None`: nothing is cut.
    """
    text = [[str(value) for value in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(head, *text, strict=True)]
    if width is not None:
        widths = _fitted(widths, width - len(_GAP) * (len(head) - 1))
    right = [bool(rows) and all(isinstance(row[i], int) for row in rows) for i in range(len(head))]
    lines = [head, ["-" * room for room in widths], *text]
    return "\n".join(_GAP.join(_padded(v, w, r) for v, w, r in zip(line, widths, right, strict=True)).rstrip() for line in lines)


def _fitted(widths: list[int], room: int) -> list[int]:
    """Cut the widest columns until all fit, none below a few cells."""
    fitted = list(widths)
    while sum(fitted) > room and max(fitted) > _LEAST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _padded(value: str, room: int, right: bool) -> str:
    if cells(value) > room:
        kept, used = "", 1
        for char in value:
            used += cells(char)
            if used > room:
                break
            kept += char
        value = f"{kept}…"
    gap = " " * (room - cells(value))
    return gap + value if right else value + gap
