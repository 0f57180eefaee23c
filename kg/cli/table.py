"""Rows as a table for people: columns aligned by the cells they take, IRIs short; cut to the width on a terminal only."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from ..diagnostics import cells
from ..query import Iri, shortened

_GAP = "  "
_LEAST = 8  # cells of a column that is cut


def table(columns: Sequence[str], rows: Sequence[Sequence[str | None]], prefixes: Mapping[str, str], width: int | None) -> Iterator[str]:
    """Yield the lines of a table.

    Args:
        columns: their names.
        rows: values; IRIs are `Iri`.
        prefixes: to write IRIs with.
        width: in cells; `None`: nothing is cut.
    """
    shown = [[_shown(value, prefixes) for value in row] for row in rows]
    widths = [max(cells(line[place]) for line in [columns, *shown]) for place in range(len(columns))]
    if width is not None:
        widths = _fitted(widths, width - len(_GAP) * (len(columns) - 1))
    for line in [columns, ["-" * w for w in widths], *shown]:
        yield _GAP.join(_padded(value, w) for value, w in zip(line, widths, strict=True)).rstrip()


def width(out: TextIO) -> int | None:
    """Return the width of a terminal, `None` for a file or a pipe."""
    try:
        return os.get_terminal_size(out.fileno()).columns if out.isatty() else None
    except (OSError, ValueError):
        return None


def _shown(value: str | None, prefixes: Mapping[str, str]) -> str:
    if value is None:
        return ""
    return shortened(value, prefixes) if isinstance(value, Iri) else " ".join(value.split())


def _fitted(widths: list[int], room: int) -> list[int]:
    """Cut the widest columns until all fit, none below a few cells."""
    fitted = list(widths)
    while sum(fitted) > room and max(fitted) > _LEAST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _padded(text: str, room: int) -> str:
    if cells(text) > room:
        kept, used = "", 1
        for char in text:
            used += cells(char)
            if used > room:
                break
            kept += char
        text = f"{kept}…"
    return text + " " * (room - cells(text))
