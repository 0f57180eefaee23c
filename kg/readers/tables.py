"""A table's rows -> paragraphs that read like minutes without tables: `label：value`, and a numbered line for each case.

Each cell's text stands in them once, in the order it is read; the heads of columns become labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..patterns import pattern
from ..vocab import FIELD, read_vocabulary
from .paging import LABEL, lifted

Cell = list[str]
Row = list[Cell]

SHORT = 40  # characters of a cell that is a word, no sentence
_HEADER = ("time", "place", "chair", "recorder", "attendance", "also-present", "title")
_PARTS = ("subject", "explanation", "resolution", "column", "number", "case-title")
_MARK = r"^(?:[壹貳參肆伍陸柒捌玖拾]{1,3}|[一二三四五六七八九十]{1,3}|\d{1,2})\s?[、.．]\s*"
_ANY_MARK = r"^(?:[壹貳參肆伍陸柒捌玖拾一二三四五六七八九十]{1,4}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}(?:、|[.．](?!\d))|[\u2460-\u2473\u3220-\u3229])"


@dataclass(slots=True)
class _Table:
    """What the rows above said: the heads of the columns, and whether labels and values stood in pairs."""

    heads: list[str] | None = None
    used: bool = False
    pairs: bool = False


def linearize(rows: list[list[list[str]]]) -> list[str]:
    """Turn a table into paragraphs.

    Args:
        rows: of cells, each a list of its paragraphs. A cell over several columns is followed by an empty one for each
            further column, a cell over several rows stands in the first and is empty below, so that columns stay aligned.

    Returns:
        Pairs of a label and its value a line each; below a row of heads an item a row, numbered if the row holds a number;
        the paragraphs of a cell that is alone in its row; of any other row one line of words with tabs between, or the
        cells' paragraphs one after the other.
    """
    table, out, turned = _Table(), list[str](), ""
    for row in rows:
        marks, bare = lifted(row)
        turned += marks
        lines = _row(table, [_cleaned(cell) for cell in bare])
        if lines:
            lines[0], turned = turned + lines[0], ""
        out += lines
    return [*out, *_unused(table), *([turned] if turned else [])]


def _row(table: _Table, row: Row) -> list[str]:
    filled = [cell for cell in row if cell]
    if len(filled) < 2 and (not filled or row[0] or not table.heads):
        return [text for cell in filled for text in cell]
    if table.heads is not None and [_text(cell) for cell in row] == table.heads:
        return []  # repeated on the next page
    if _is_head(row):
        out = _unused(table)
        table.heads, table.used, table.pairs = [_text(cell) for cell in row], False, False
        return out
    if _is_pairs(table, filled):
        out = _unused(table)
        table.heads, table.pairs = None, True
        return out + _paired(filled)
    if table.heads is not None:
        table.used = True
        return _item(table.heads, row)
    if all(len(cell) == 1 and len(cell[0]) <= SHORT and not pattern(r"[:：。]").search(cell[0]) for cell in filled):
        return ["\t".join(_text(cell) for cell in filled)]
    return [text for cell in filled for text in cell]


def _unused(table: _Table) -> list[str]:
    """Return the heads that no row stood under: nothing is lost."""
    return ["\t".join(head for head in table.heads if head)] if table.heads is not None and not table.used else []


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


def _paired(filled: Row) -> list[str]:
    """Write labels with their values; a label that another one follows has none."""
    out: list[str] = []
    value_due = False
    for cell in filled:
        text = _text(cell)
        if _key(text) in _words((*_HEADER, *_PARTS)) or (not value_due and _is_label(text)):
            out.append(_label(text))
            value_due = True
        elif value_due:
            out[-1] += cell[0]
            out += cell[1:]
            value_due = False
        else:
            out += cell
    return out


def _item(heads: list[str], row: Row) -> list[str]:
    """Write a row as an item: number and title on its first line, then a line a column."""
    number = next((i for i, head in enumerate(heads) if _key(head) in _words(("number",)) and _enumerator(row, i)), None)
    titles = [i for kind in ("case-title", "subject") for i, head in enumerate(heads) if _key(head) in _words((kind,)) and i < len(row) and row[i]]
    title = titles[0] if titles and number is not None else None
    out = [] if number is None else [f"{_enumerator(row, number)}{'' if title is None else _joined(row[title])}".rstrip()]
    for i, cell in enumerate(row):
        if cell and i not in (number, title):
            head = _head_over(heads, i)
            out += _labelled(head, cell)
    return out


def _head_over(heads: list[str], column: int) -> str:
    """Return the head of a column: a head may stand over several."""
    return next((head for head in reversed(heads[: column + 1]) if head), "")


def _labelled(head: str, cell: Cell) -> list[str]:
    # A number that begins a line of a cell would open an item of its own, and end the one of the row.
    lines = [_joined(cell)] if any(pattern(_ANY_MARK).match(text) for text in cell) else cell
    return [f"{_label(head) if head else ''}{lines[0]}", *lines[1:]]


def _enumerator(row: Row, column: int) -> str:
    """Return a row's number as the minutes write one: 1 becomes `1. `, 一 becomes `一、`; empty if it is none."""
    text = _text(row[column]) if column < len(row) else ""
    if pattern(r"\d{1,3}").fullmatch(text):
        return f"{text}. "
    if pattern(r"[一二三四五六七八九十壹貳參肆伍陸柒捌玖拾]{1,3}").fullmatch(text):
        return f"{text}、"
    if pattern(rf"{_ANY_MARK}").fullmatch(text):
        return f"{text} " if text[-1] in ".．" else text
    return ""


def _label(text: str) -> str:
    return f"{text.rstrip(' ：:')}："


def _is_label(text: str) -> bool:
    bare = _key(text)
    return 0 < len(bare) <= LABEL and bool(pattern(r"\p{Han}").search(bare)) and not pattern(r"[，,。；;：:「」\d]").search(bare)


def _cleaned(cell: Cell) -> Cell:
    return [text.strip() for text in cell if text.strip()]


def _joined(cell: Cell) -> str:
    return " ".join(cell)


def _text(cell: Cell) -> str:
    """Return a short cell as one word: letters below each other are one too."""
    return "".join(cell)


def _key(text: str) -> str:
    return pattern(r"\s").sub("", pattern(_MARK).sub("", text)).rstrip("：:")


@lru_cache(maxsize=8)
def _words(kinds: tuple[str, ...]) -> frozenset[str]:
    wanted = {FIELD[kind] for kind in kinds}
    return frozenset(word for concept in read_vocabulary().concepts.values() if concept.iri in wanted for word in concept.words)
