"""The rows of an answer as a table for people: IRIs short; cut to the width on a terminal only."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TextIO

from ..layout import aligned
from ..query import Iri, shortened


def table(columns: Sequence[str], rows: Sequence[Sequence[str | None]], prefixes: Mapping[str, str], width: int | None) -> str:
    """Return an aligned table.

    Args:
        columns: their names.
        rows: values; IRIs are `Iri`.
        prefixes: to write IRIs with.
        width: in cells; `None`: nothing is cut.
    """
    return aligned(columns, [[_shown(value, prefixes) for value in row] for row in rows], width=width)


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
