"""Tables: the graph as CSV files for spreadsheets, R and pandas, and their description in `csv-metadata.json` (CSVW).

The rules, once:

- Heads are Chinese in all files, for the people who open them read Chinese minutes; the description gives every column
  an English name, for programs, and says in English what it holds.
- UTF-8 with a byte order mark, without which Excel reads another encoding; RFC 4180: lines end in CR LF, and cells with
  commas, quotes or line breaks stand between quotes. A line break inside a cell is the text's own.
- A text that begins with `= + - @`, their full-width forms, a tab or a line break would be run as a formula by some
  spreadsheet: one `'` is put before it. `unguarded` takes it away again, so no text is lost. Identifiers begin with
  the scheme of an IRI and need none.
- Every row has a quote and its place: the file, the line in it, and code points of the minutes' text from `begin` to
  `end`. Where a value is not the quote itself, `evidence.csv` has the quote of each fact.
- What a person corrected counts; the column `corrected` says what it was, why, and who. Only `evidence.csv` holds what
  the text says.
"""

from __future__ import annotations

import csv
import re
from contextlib import ExitStack
from pathlib import Path

from ..dump import Dump
from .csvw import NAME, NO, YES, metadata
from .schema import TABLES, Cell
from .sheets import rows

__all__ = ["RISKY", "flag", "unguarded", "write"]

RISKY = re.compile("'*[=+\\-@＝＋－＠\t\r\n]")


def write(dump: Dump, folder: Path) -> None:
    """Write all tables and their description into a folder.

    Raises:
        FormatError: the graph states what no table can hold.
        OSError: a file cannot be written.
    """
    (folder / NAME).write_bytes(metadata())
    with ExitStack() as stack:
        writers = {}
        for name, table in TABLES.items():
            file = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline=""))
            writers[name] = csv.writer(file, lineterminator="\r\n")
            writers[name].writerow([column.zh for column in table.columns])
        for name, cells in rows(dump):
            writers[name].writerow(map(printed, cells))


def printed(cell: Cell) -> str | int:
    """Return a cell as a CSV file holds it."""
    if isinstance(cell, str):
        return f"'{cell}" if RISKY.match(cell) else cell
    if isinstance(cell, list):
        return " ".join(cell)
    if isinstance(cell, bool):
        return flag(cell)
    return "" if cell is None else cell


def unguarded(cell: str) -> str:
    """Return a text as it was before it was guarded against spreadsheets."""
    return cell[1:] if cell.startswith("'") and RISKY.match(cell) else cell


def flag(cell: bool) -> str:
    """Return a truth value as a cell holds it."""
    return YES if cell else NO
