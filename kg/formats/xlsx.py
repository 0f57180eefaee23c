"""A workbook: the tables as sheets, the register of cases first, for people who want one file to open.

A text is written as a text, never as a formula, a number or a link, so nothing is put before it as in the CSV files.
What Excel cannot hold is not lost in silence: a cut cell says so, and too many rows are refused.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, datetime
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from .dump import Dump, FormatError
from .tables import RISKY, flag
from .tables.schema import TABLES, Cell, Kind, Table
from .tables.sheets import rows

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS, UNITS = 1_048_576, 32_767  # of a sheet, with its head; of a cell, in UTF-16
CUT = "……［儲存格容量有限，以下截去；全文見 tables 格式］"
_EXACT = 10**15  # larger integers lose digits on a sheet
_FIRST_DAY = date(1900, 3, 1)  # before it, Excel counts a day that never was
# The time of writing would make each workbook another.
_PROPERTIES = {"title": "會議紀錄知識圖譜", "created": datetime(1980, 1, 1)}
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


class _Styles(NamedTuple):
    head: Format
    day: Format
    text: Format


def write(dump: Dump, out: BinaryIO) -> None:
    """Write all tables as one workbook.

    Raises:
        FormatError: a table has more rows than a sheet, or the graph states what no table can hold.
    """
    from xlsxwriter import Workbook

    # Not straight to `out`: a zip file on a pipe would be other bytes than one on disk.
    with TemporaryDirectory(prefix="kg-") as folder, TemporaryFile() as file:
        book = Workbook(file, {**_OPTIONS, "tmpdir": folder})
        try:
            book.set_properties(_PROPERTIES)
            # Where an edited cell must not become a formula, Excel marks it with an apostrophe that is no part of it.
            styles = _Styles(book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"quote_prefix": True}))
            _fill(dump, {name: _sheet(book.add_worksheet(table.zh), table, styles) for name, table in TABLES.items()}, styles)
        finally:
            book.close()
        file.seek(0)
        shutil.copyfileobj(file, out, 1 << 20)


def _sheet(sheet: Worksheet, table: Table, styles: _Styles) -> Worksheet:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.zh, styles.head)
    sheet.freeze_panes(1, 0)
    return sheet


def _fill(dump: Dump, sheets: Mapping[str, Worksheet], styles: _Styles) -> None:
    filled = dict.fromkeys(sheets, 0)
    for name, cells in rows(dump):
        filled[name] += 1
        if filled[name] >= ROWS:
            raise FormatError(f"the table {name} has more rows than the {ROWS:,} of a sheet; export tables, which hold any number")
        for place, (column, cell) in enumerate(zip(TABLES[name].columns, cells, strict=True)):
            if cell is not None:
                _put(sheets[name], filled[name], place, column.kind, cell, styles)
    for name, sheet in sheets.items():
        sheet.autofilter(0, 0, filled[name], len(TABLES[name].columns) - 1)


def _put(sheet: Worksheet, row: int, place: int, kind: Kind, cell: Cell, styles: _Styles) -> None:
    if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) < _EXACT:
        sheet.write_number(row, place, cell)
    elif kind == "date" and (day := _day(str(cell))):
        sheet.write_datetime(row, place, day, styles.day)
    else:
        _put_text(sheet, row, place, _text(cell), styles)


def _put_text(sheet: Worksheet, row: int, place: int, text: str, styles: _Styles) -> None:
    if text.startswith("<r>"):
        # The writer takes such a string for markup of its own; given in two runs it is a text.
        sheet.write_rich_string(row, place, styles.text, text[:1], styles.text, text[1:])
    else:
        sheet.write_string(row, place, text, *([styles.text] if RISKY.match(text) else []))


def _text(cell: Cell) -> str:
    text = flag(cell) if isinstance(cell, bool) else " ".join(cell) if isinstance(cell, list) else str(cell)
    encoded = text.encode("utf-16-le")
    return text if len(encoded) <= 2 * UNITS else encoded[: 2 * (UNITS - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None
