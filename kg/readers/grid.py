"""Tables of a page: rows of cells with their spans laid out, and whether a table holds data or only lays out the page."""

from __future__ import annotations

from collections.abc import Callable

import regex

from .dom import Node
from .tables import ABOVE

WIDEST = 20  # columns that one cell is spread over; more is a way of saying all
MOST = 100  # columns; beyond them no cell is taken to stand in the rows below
_PARTS = frozenset({"thead", "tbody", "tfoot"})
_HEADING = regex.compile(r"[壹貳參肆伍陸柒捌玖]\s?、")
Paragraphs = Callable[[Node], list[str]]


def rows_of(table: Node) -> list[Node]:
    """Return the rows of a table, not those of the tables in it."""
    found: list[Node] = []
    for part in table.nodes():
        if part.tag == "tr" and not part.unread:
            found.append(part)
        elif part.tag in _PARTS and not part.unread:
            found += [row for row in part.nodes() if row.tag == "tr" and not row.unread]
    return found


def is_data(table: Node) -> bool:
    """Tell a table of data from one that lays out the page: it holds no table, no heading and no section of minutes."""
    if table.get("role") in ("presentation", "none"):
        return False
    for node in table.walk():
        if node is not table and node.tag in ("table", "h1", "h2", "h3", "article", "main"):
            return False
    cells = [cell for row in rows_of(table) for cell in row.nodes() if cell.tag in ("td", "th") and not cell.unread]
    return len(cells) > 1 and not any(len(_HEADING.findall(cell.text())) > 1 for cell in cells)


def grid(table: Node, paragraphs: Paragraphs) -> list[list[list[str]]]:
    """Lay out a table: a cell over several columns is followed by empty ones, a cell over several rows stands above parts of it."""
    laid: list[list[list[str]]] = []
    below: dict[int, int] = {}  # column -> how many more rows a cell above takes there
    for row in rows_of(table):
        out: list[list[str]] = []
        for cell in row.nodes():
            if cell.unread or cell.tag not in ("td", "th"):
                continue
            _skip(out, below)
            width, height = min(_number(cell, "colspan"), WIDEST), _number(cell, "rowspan")
            if height > 1 and len(out) < MOST:
                below |= dict.fromkeys(range(len(out), len(out) + width), height - 1)
            out += [paragraphs(cell), *([] for _ in range(width - 1))]
        _skip(out, below)
        laid.append(out)
    return laid


def _skip(out: list[list[str]], below: dict[int, int]) -> None:
    while below.get(len(out), 0):
        below[len(out)] -= 1
        out.append([ABOVE])


def _number(cell: Node, name: str) -> int:
    value = cell.get(name).strip()
    return max(int(value), 1) if value.isascii() and value.isdigit() and len(value) < 6 else 1
