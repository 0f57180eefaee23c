"""A page of a PDF -> its lines in reading order, with where each stands. Knows pdfium, no words."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex

from ..furniture import starts_label
from .spaces import GAP, added_spaces, closed, is_spread, sign

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

HYPHEN = "\ufffe"  # how pdfium writes one at the end of a line, and no break behind it
_LINE = regex.compile(rf"[^\r\n{HYPHEN}]+{HYPHEN}?")
_HAN = regex.compile(r"\p{Han}")
_TWICE = re.compile(r"(\S) ?(?=\1)|(\S\S)\S{0,8} +(?=\2)")
NEAR = 0.3  # of its width and height: the same character so near to itself was laid down twice
SUNK = 0.5  # of an em: lines nearer than that to each other are one


class Line(NamedTuple):
    """What stands on one line of a page; places in points from the page's top left corner.

    `chars` holds the index of each character in the page's text layer, -1 for one that is not there; `em` is the width of a Han character; `spread` says by
    how much the line was made wider, `column` which one of its page it stands in, from 1, or 0 where there are none.
    """

    text: str
    chars: Sequence[int]
    left: float
    right: float
    top: float
    bottom: float
    em: float
    spread: float = 0.0
    column: int = 0

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class View(NamedTuple):
    """How a page is shown: its visible part, in the coordinates of its contents, and its rotation in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turned % 180 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turned % 180 else self.top - self.bottom

    def seen(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return a rectangle of the contents as left, top, right, bottom from the top left corner of the page as shown."""
        if self.turned == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turned == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.turned == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


def view(page: PdfPage) -> View:
    """Return how a page is shown."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return View(box.left, box.bottom, box.right, box.top, page.get_rotation())


def lines(text: str, chars: Sequence[int], boxes: CharBoxes) -> list[Line]:
    """Return the lines of a page, from top to bottom: of its text layer with its characters."""
    added = added_spaces(text, chars, boxes)
    parts = (
        closed(m[0].replace(HYPHEN, "-"), chars[m.start() : m.end()], [at - m.start() for at in added if m.start() < at < m.end()] if added else added, boxes)
        for m in _LINE.finditer(text)
    )
    found = [line for part in parts if (line := _line(*part, boxes))]
    if _is_doubled(text, chars, boxes) or any(_is_crowded(line) for line in found):
        found = [line for old in found if (line := _without_doubles(old, boxes))]
    return in_order(found, boxes)


class CharBoxes:
    """Where the characters of a text layer stand."""

    def __init__(self, layer: PdfTextPage, shown: View) -> None:
        import pypdfium2.raw as raw

        self._rect, self._shown, self._layer, self._get = raw.FS_RECTF(), shown, layer.raw, raw.FPDFText_GetLooseCharBox
        self._added = raw.FPDFText_IsGenerated
        self._ref = ctypes.byref(self._rect)
        self._upright, self._left, self._top = not shown.turned, shown.left, shown.top

    def __getitem__(self, char: int) -> tuple[float, float, float, float]:
        self._get(self._layer, char, self._ref)
        rect = self._rect
        if self._upright:
            return rect.left - self._left, self._top - rect.top, rect.right - self._left, self._top - rect.bottom
        return self._shown.seen(rect.left, rect.bottom, rect.right, rect.top)

    def is_added(self, char: int) -> bool:
        """Tell whether pdfium has added a character that the file does not hold."""
        return char < 0 or self._added(self._layer, char) == 1


def characters(layer: PdfTextPage) -> tuple[str, Sequence[int]]:
    """Return the text of a layer, and the index of each of its characters there: pairs of surrogates are one, characters of no code none."""
    count = layer.count_chars()
    text = layer.get_text_range() if count else ""
    if len(text) == count:
        return text.replace("\x02", HYPHEN), range(count)
    import pypdfium2.raw as raw

    codes = [raw.FPDFText_GetUnicode(layer.raw, i) for i in range(count)]
    parts, chars = [], []
    for i, code in enumerate(codes):
        if 0xD800 <= code < 0xDC00 and i + 1 < count and 0xDC00 <= codes[i + 1] < 0xE000:
            code = 0x10000 + ((code - 0xD800) << 10) + (codes[i + 1] - 0xDC00)
        if code and not 0xD800 <= code < 0xE000:
            parts.append(chr(code))
            chars.append(i)
    return "".join(parts).replace("\x02", HYPHEN), chars


def _line(text: str, chars: Sequence[int], spread: float, boxes: CharBoxes) -> Line | None:
    lead = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if end <= lead:
        return None
    first, last = boxes[chars[lead]], boxes[chars[end - 1]]
    han = _HAN.search(text, lead)
    wide = first if han is None or han.start() == lead else boxes[chars[han.start()]]
    em = (wide[2] - wide[0] if han else wide[3] - wide[1]) or 1.0
    return Line(text[lead:], chars[lead:], min(first[0], last[0]), max(first[2], last[2]), min(first[1], last[1]), max(first[3], last[3]), em, spread)


def width(text: str) -> float:
    """Return about how wide a text is set, in em."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _is_doubled(text: str, chars: Sequence[int], boxes: CharBoxes) -> bool:
    """Tell whether bold print was laid down twice: what stands twice in the text lies over itself on the page."""
    for m in _TWICE.finditer(text):
        one, other = boxes[chars[m.start()]], boxes[chars[m.end()]]
        if abs(one[0] - other[0]) < NEAR * (one[2] - one[0]) and abs(one[1] - other[1]) < NEAR * (one[3] - one[1]):
            return True
    return False


def _is_crowded(line: Line) -> bool:
    """Tell whether a line holds more than it has room for; a Han character has three bytes, a Latin letter one and a third of the width at least."""
    return len(line.text.encode()) / 3 * line.em > 1.15 * (line.right - line.left) + line.em


def _without_doubles(line: Line, boxes: CharBoxes) -> Line | None:
    """Drop the characters that lie over the same character, and set the others by their places."""
    laid: dict[str, list[tuple[float, float]]] = {}
    kept: list[tuple[float, float, str, int]] = []
    for char, index in zip(line.text, line.chars, strict=True):
        if char.isspace() and boxes.is_added(index):
            continue
        left, top, right, bottom = boxes[index]
        if not any(abs(left - x) < NEAR * (right - left) and abs(top - y) < NEAR * (bottom - top) for x, y in laid.get(char, ())):
            laid.setdefault(char, []).append((left, top))
            kept.append((left, right, char, index))
    text, chars, last = "", list[int](), None
    for left, right, char, index in sorted(kept):
        if last is not None and left - last > GAP * line.em and (gap := sign(text[-1], char, (left - last) / line.em)):
            text, chars = text + gap, [*chars, -1]
        text, chars, last = text + char, [*chars, index], right
    return _line(text, chars, line.spread, boxes)


def in_order(found: list[Line], boxes: CharBoxes | None = None) -> list[Line]:
    """Sort lines from top to bottom; what stands side by side is one line, and columns are read one after the other."""
    if all(b.middle - a.middle > SUNK * min(a.em, b.em) for a, b in pairwise(found)):
        return found
    keys = _columns(found)
    order = sorted(range(len(found)), key=lambda i: (keys[i], found[i].middle, found[i].left))
    rows: list[list[int]] = []
    for i in order:
        above = rows[-1][0] if rows else -1
        if rows and keys[i][1:] == keys[above][1:] and abs(found[i].middle - found[above].middle) <= SUNK * min(found[i].em, found[above].em):
            rows[-1].append(i)
        else:
            rows.append([i])
    return [_row([found[i]._replace(column=keys[i][2]) for i in row], boxes) for row in rows]


def _columns(found: list[Line]) -> list[tuple[float, float, int]]:
    """Give each line what it is sorted by first: the top of its columns and the number of its own, or else its own place."""
    keys = [(line.middle, 0.0, 0) for line in found]
    blocks = list(_blocks(found))
    for one, other in pairwise(blocks):
        top, bottom = min(found[i].top for i in other), max(found[i].bottom for i in other)
        beside = [i for i in one if found[i].bottom > top and found[i].top < bottom]
        rest = [i for i in one if found[i].top >= bottom]  # the last column of a text is the shorter one
        if beside and rest and max(found[i].right for i in rest) <= min(found[i].left for i in other):
            beside += rest
        parted = beside and max(found[i].right for i in beside) <= min(found[i].left for i in other)
        labels = sum(starts_label(found[i].text) for i in other)
        if parted and len(other) > 1 and labels * 2 < len(other):
            start, _, column = min(keys[i] for i in beside)
            column = max(column, 1)
            start = min(start, min(found[i].middle for i in other))
            keys = [(start, start, column) if i in beside else (start, start, column + 1) if i in other else key for i, key in enumerate(keys)]
    return keys


def _blocks(found: list[Line]) -> Iterator[list[int]]:
    """Yield runs of lines that go down."""
    block = [0]
    for i in range(1, len(found)):
        if found[i].middle < found[i - 1].middle - SUNK * found[i].em:
            yield block
            block = []
        block.append(i)
    yield block


def _row(row: list[Line], boxes: CharBoxes | None) -> Line:
    """Join what stands on one line; what lies over another was laid down twice."""
    row = sorted(row, key=lambda line: line.left)
    text, chars = row[0].text, list(row[0].chars)
    spread = is_spread([line.text for line in row], [b.left - a.right for a, b in pairwise(row)])
    for before, line in pairwise(row):
        gap = "" if spread or text[-1:].isspace() or line.left - before.right < GAP * line.em else " "
        text, chars = text + gap + line.text, [*chars, *([-1] if gap else []), *line.chars]
    whole = Line(text, chars, row[0].left, max(x.right for x in row), min(x.top for x in row), max(x.bottom for x in row), max(x.em for x in row), column=row[0].column)
    if spread:
        return whole._replace(spread=whole.right - whole.left)
    over = any(b.left < a.right - 0.5 * a.em for a, b in pairwise(row))
    return (_without_doubles(whole, boxes) or whole) if over and boxes else whole
