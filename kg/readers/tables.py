"""A table's rows -> paragraphs that read like minutes without tables: `label：value`, and a numbered line for each case.

Each cell's text stands in them once, in the order it is read; the heads of columns become labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..patterns import pattern
from ..vocab import FIELD, read_vocabulary
from .paging import LABEL, lifted

ABOVE = "\x02"  # the one paragraph of a cell that is a part of the cell above it; no text holds it

SHORT = 40  # characters of a cell that is a word, no sentence
_HEADER = ("time", "place", "chair", "recorder", "attendance", "also-present", "title")
_PARTS = ("subject", "explanation", "resolution", "column", "number", "case-title")
_MARK = r"^(?:[壹貳參肆伍陸柒捌玖拾]{1,3}|[一二三四五六七八九十]{1,3}|\d{1,2})\s?[、.．]\s*"
_ANY_MARK = r"^(?:[壹貳參肆伍陸柒捌玖拾一二三四五六七八九十]{1,4}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}(?:、|[.．](?!\d))|[\u2460-\u2473\u3220-\u3229])"


class Bit(NamedTuple):
    """A piece of a line: all of a paragraph of a cell or its beginning, and which one; no place for what only the table's form says."""

    text: str
    place: tuple[int, int, int] | None = None  # row, column, paragraph


Cell = list[Bit]
Row = list[Cell]
Laid = list[Bit]


@dataclass(slots=True)
class _Table:
    """What the rows above said: the heads of the columns, and whether labels and values stood in pairs."""

    heads: Row | None = None
    used: bool = False
    pairs: bool = False
    heading: int | None = None  # the column of groups of which some have several rows


def linearize(rows: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """Turn a table into paragraphs.

    Args:
        rows: of cells, each a list of its paragraphs. A cell over several columns is followed by an empty one for each
            further column, a cell over several rows stands in the first and is `[ABOVE]` below, so that columns stay aligned.

    Returns:
        Pairs of a label and its value a line each; below a row of heads an item a row, numbered if the row holds a number,
        with a blank line and one of their group before those that share its cell; the paragraphs of a cell that is alone in its row; of any
        other row one line of words with tabs between, or the cells' paragraphs one after the other.
    """
    return ["".join(bit.text for bit in line) for line in lay(rows)]


def lay(rows: Sequence[Sequence[Sequence[str]]]) -> list[Laid]:
    """Turn a table into paragraphs as `linearize` does, and tell where each piece of them stood."""
    table, out, turned = _Table(), list[Laid](), ""
    covered = [[list(cell) == [ABOVE] for cell in row] for row in rows]
    bare: list[tuple[str, Row]] = []
    for at, row in enumerate(rows):
        marks, texts = lifted([[] if above else list(cell) for cell, above in zip(row, covered[at], strict=True)])
        bare.append((marks, [_cleaned(cell, at, column) for column, cell in enumerate(texts)]))
    for at, (marks, cells) in enumerate(bare):
        turned += marks
        heads = table.heads
        lines = _row(table, cells)
        if table.heads is not heads and table.heads is not None:
            table.heading = _heading(table.heads, [row for _, row in bare[at + 1 :]], covered[at + 1 :])
        lines = lines[not out and not lines[0] :] if lines else lines
        if lines and turned:
            lines[0], turned = [Bit(turned), *lines[0]], ""
        out += lines
    return [*out, *_unused(table), *([[Bit(turned)]] if turned else [])]


def _row(table: _Table, row: Row) -> list[Laid]:
    filled = [cell for cell in row if cell]
    if len(filled) < 2 and (not filled or row[0] or not table.heads):
        return [[bit] for cell in filled for bit in cell]
    if table.heads is not None and [_text(cell) for cell in row] == [_text(head) for head in table.heads]:
        return []  # repeated on the next page
    if _is_head(row):
        out = _unused(table)
        table.heads, table.used, table.pairs = row, False, False
        return out
    if _is_pairs(table, filled):
        out = _unused(table)
        table.heads, table.pairs = None, True
        return out + _paired(filled)
    if table.heads is not None:
        table.used = True
        return _item(table.heads, row, table.heading)
    if all(len(cell) == 1 and len(cell[0].text) <= SHORT and not pattern(r"[:：。]").search(cell[0].text) for cell in filled):
        return [_parted(filled)]
    return [[bit] for cell in filled for bit in cell]


def _parted(cells: Row) -> Laid:
    """Set short cells side by side."""
    return [bit for at, cell in enumerate(cells) for bit in ([Bit("\t")] if at else []) + cell]


def _unused(table: _Table) -> list[Laid]:
    """Return the heads that no row stood under: nothing is lost."""
    return [_parted([head for head in table.heads if head])] if table.heads is not None and not table.used else []


def _heading(heads: Row, rows: list[Row], covered: list[list[bool]]) -> int | None:
    """Return the column of the groups, if some are shared by several numbered rows, and none is missing: the last one named governs."""
    column = next((at for at, head in enumerate(heads) if _key(_text(head)) in _words(("group",))), None)
    if column is None or _number(heads) is None:
        return None
    cells = [(bool(row[column]), above[column]) for row, above in zip(rows, covered, strict=True) if len(row) == len(heads) and sum(map(bool, row)) > 1]
    return column if any(above for _, above in cells) and all(filled or above for filled, above in cells) else None


def _is_head(row: Row) -> bool:
    """Tell a row of column heads: known words mostly, and nothing but short words."""
    texts = [_text(cell) for cell in row if cell]
    known = [text for text in texts if _key(text) in _words(_PARTS)]
    return len(texts) > 1 and all(_is_label(text) for text in texts) and len(known) * 2 >= len(texts) and (len(texts) > 2 or len(known) == 2)


def _is_pairs(table: _Table, filled: Row) -> bool:
    """Tell a row of labels with their values: it begins with a known label, or looks like the rows of pairs above it."""
    first = _text(filled[0])
    if _key(first) in _words(_HEADER):
        return True
    if table.heads is not None:
        return False
    return _key(first) in _words(_PARTS) or (table.pairs and len(filled) % 2 == 0 and all(_is_label(_text(cell)) for cell in filled[::2]))


def _paired(filled: Row) -> list[Laid]:
    """Write labels with their values; a label that another one follows has none."""
    out: list[Laid] = []
    value_due = False
    for cell in filled:
        text = _text(cell)
        if _key(text) in _words((*_HEADER, *_PARTS)) or (not value_due and _is_label(text)):
            out.append(_label(cell))
            value_due = True
        elif value_due:
            out[-1].append(cell[0])
            out += [[bit] for bit in cell[1:]]
            value_due = False
        else:
            out += [[bit] for bit in cell]
    return out


def _item(heads: Row, row: Row, heading: int | None) -> list[Laid]:
    """Write a row as an item: number and title on its first line, then a line a column; before it the group of this row and the next ones."""
    at = _number(heads)
    number = at if at is not None and _enumerator(row, at) else None
    titles = [i for kind in ("case-title", "subject") for i, head in enumerate(heads) if _key(_text(head)) in _words((kind,)) and i < len(row) and row[i]]
    title = titles[0] if titles and number is not None else None
    out: list[Laid] = [[], list(row[heading])] if heading is not None and heading < len(row) and row[heading] else []
    if number is not None:
        first = _enumerator(row, number) + ([] if title is None else _joined(row[title]))
        out.append([*first[:-1], first[-1]._replace(text=first[-1].text.rstrip())])
    for i, cell in enumerate(row):
        if cell and i not in (number, title, heading):
            out += _labelled(_head_over(heads, i), cell)
    return out


def _number(heads: Row) -> int | None:
    """Return the column of numbers."""
    return next((i for i, head in enumerate(heads) if _key(_text(head)) in _words(("number",))), None)


def _head_over(heads: Row, column: int) -> str:
    """Return the head of a column: a head may stand over several."""
    return next((_text(head) for head in reversed(heads[: column + 1]) if head), "")


def _labelled(head: str, cell: Cell) -> list[Laid]:
    # A number that begins a line of a cell would open an item of its own, and end the one of the row.
    lines = [_joined(cell)] if any(pattern(_ANY_MARK).match(bit.text) for bit in cell) else [[bit] for bit in cell]
    label = _label([Bit(head)]) if head else []
    return [[*label, *lines[0]], *lines[1:]]


def _enumerator(row: Row, column: int) -> Laid:
    """Return a row's number as the minutes write one: 1 becomes `1. `, 一 becomes `一、`; empty if it is none."""
    cell = row[column] if column < len(row) else []
    text = _text(cell)
    if pattern(r"\d{1,3}").fullmatch(text):
        return [*cell, Bit(". ")]
    if pattern(r"[一二三四五六七八九十壹貳參肆伍陸柒捌玖拾]{1,3}").fullmatch(text):
        return [*cell, Bit("、")]
    if pattern(rf"{_ANY_MARK}").fullmatch(text):
        return [*cell, Bit(" ")] if text[-1] in ".．" else list(cell)
    return []


def _label(cell: Cell) -> Laid:
    *first, last = cell
    return [*first, last._replace(text=last.text.rstrip(" ：:")), Bit("：")]


def _is_label(text: str) -> bool:
    bare = _key(text)
    return 0 < len(bare) <= LABEL and bool(pattern(r"\p{Han}").search(bare)) and not pattern(r"[，,。；;：:「」\d]").search(bare)


def _cleaned(cell: list[str], row: int, column: int) -> Cell:
    return [Bit(text.strip(), (row, column, at)) for at, text in enumerate(cell) if text.strip()]


def _joined(cell: Cell) -> Laid:
    return [bit for at, each in enumerate(cell) for bit in ([Bit(" ")] if at else []) + [each]]


def _text(cell: Cell) -> str:
    """Return a short cell as one word: letters below each other are one too."""
    return "".join(bit.text for bit in cell)


def _key(text: str) -> str:
    return pattern(r"\s").sub("", pattern(_MARK).sub("", text)).rstrip("：:")


@lru_cache(maxsize=8)
def _words(kinds: tuple[str, ...]) -> frozenset[str]:
    wanted = {FIELD[kind] for kind in kinds}
    return frozenset(word for concept in read_vocabulary().concepts.values() if concept.iri in wanted for word in concept.words)
