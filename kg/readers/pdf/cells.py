"""Tables of a PDF: its lines by the cells they stand in, rows over the pages they stand on, and what they read like, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..tables import ABOVE, Bit, lay
from .lines import SUNK, CharBoxes, Line, in_order
from .paragraphs import Frame, joint
from .rules import SAME, Area, Grid

PAD = 6.0  # points between a cell's sides and its text
CENTRED = 0.6  # of an em: a line no further from the middle of its cell stands there

HANGING = "、，。；：！？」』》〉）】,.;:!?)"

Place = tuple[int, int]
Rect = tuple[float, float, float, float]
_BLANK = Line("", (), 0.0, 0.0, 0.0, 0.0, 1.0)


class Table(NamedTuple):
    """A table of a page: how many lines of the page stand above it, its grid, and the lines of each cell."""

    above: int
    grid: Grid
    cells: Sequence[Sequence[Line]]


class Entry(NamedTuple):
    """A line where it is read; `glue` joins it to the one before, `None` begins a paragraph; `apart` it is read over."""

    number: int
    line: Line
    glue: str | None = None
    apart: bool = False


class _Piece(NamedTuple):
    number: int
    line: Line
    glue: str = ""  # before it


_Paragraph = list[_Piece]
_Cell = list[_Paragraph]


def split(found: Sequence[Line], grids: Sequence[Grid], boxes: CharBoxes) -> tuple[list[Line], list[Table]]:
    """Part the lines of a page into those beside its tables and those in their cells."""
    outer = [grid for grid in grids if not any(_holds(other, grid) for other in grids)]
    rest: list[Line] = []
    held: dict[Place, list[Line]] = {}
    for line in found:
        near = [at for at, grid in enumerate(outer) if line.bottom > grid.ys[0] and line.top < grid.ys[-1]]
        for place, part in _parted(line, near, outer, boxes) if near else [(None, line)]:
            (rest if place is None else held.setdefault(place, [])).append(part)
    tables = [
        Table(sum(line.middle < grid.ys[0] for line in rest), grid, [in_order(held[at, i], boxes) if (at, i) in held else [] for i in range(len(grid.areas))])
        for at, grid in enumerate(outer)
    ]
    return rest, [table for table in tables if any(table.cells)]


def _holds(outer: Grid, inner: Grid) -> bool:
    return outer is not inner and any(
        area.left - SAME <= inner.xs[0] and inner.xs[-1] <= area.right + SAME and area.top - SAME <= inner.ys[0] and inner.ys[-1] <= area.bottom + SAME for area in outer.areas
    )


def _parted(line: Line, near: Sequence[int], grids: Sequence[Grid], boxes: CharBoxes) -> Iterator[tuple[Place | None, Line]]:
    """Cut a line where it leaves a cell, or goes down in one; a mark that hangs over the side of a cell belongs to the word before it."""
    runs: list[tuple[Place | None, list[int], list[Rect]]] = []
    for at, (sign, char) in enumerate(zip(line.text, line.chars, strict=True)):
        if char < 0 or sign.isspace():
            if runs:
                runs[-1][1].append(at)
            continue
        rect = boxes[char]
        x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
        place, last = next(((i, cell) for i in near if (cell := grids[i].at(x, y)) >= 0), None), runs[-1][2][-1] if runs else None
        level = last is not None and abs(y - (last[1] + last[3]) / 2) <= SUNK * line.em
        if last is not None and level and (place == runs[-1][0] or (sign in HANGING and abs(rect[0] - last[2]) < SUNK * line.em)):
            runs[-1][1].append(at)
            runs[-1][2].append(rect)
        else:
            runs.append((place, [at], [rect]))
    if len(runs) == 1:
        yield runs[0][0], line
        return
    for place, inside, rects in runs:
        text = "".join(line.text[at] for at in inside).rstrip()
        chars = [line.chars[at] for at in inside[: len(text)]]
        yield place, Line(text, chars, min(r[0] for r in rects), max(r[2] for r in rects), min(r[1] for r in rects), max(r[3] for r in rects), line.em)


# --- paragraphs of cells ------------------------------------------------------------------------------------------------


def _cell(number: int, area: Area, found: Sequence[Line]) -> _Cell:
    """Join the lines of a cell to paragraphs."""
    out: _Cell = []
    for line in found:
        _add(out, [_Piece(number, line)], area, turned=False)
    return out


def _add(cell: _Cell, more: _Paragraph, area: Area, *, turned: bool) -> None:
    """Add a paragraph to a cell, as the rest of its last one if that goes on."""
    glue = _glue(cell[-1], more[0].line, area, turned) if cell else None
    if glue is None:
        cell.append(list(more))
    else:
        cell[-1] += [more[0]._replace(glue=glue), *more[1:]]


def _glue(paragraph: _Paragraph, line: Line, area: Area, turned: bool) -> str | None:
    last = paragraph[-1].line
    pad = max(0.0, min(PAD, last.left - area.left, line.left - area.left))
    edges = Frame(area.left + pad, area.right - pad, 0.0)
    one, other = (_ranged(each, area, edges) for each in (last, line))
    return joint(_text(paragraph), one, other, edges, first=len(paragraph) == 1, turned=turned)


def _ranged(line: Line, area: Area, edges: Frame) -> Line:
    """Return a line in the middle of its cell as it would stand at the left."""
    left, right = line.left - area.left, area.right - line.right
    if abs(left - right) > CENTRED * line.em or left < PAD:
        return line
    return line._replace(left=edges.left, right=edges.left + line.right - line.left)


def _text(paragraph: _Paragraph) -> str:
    return "".join(piece.glue + piece.line.text for piece in paragraph)


# --- rows ---------------------------------------------------------------------------------------------------------------


class _Row(NamedTuple):
    """A row: the place of its page, its cells (`None` is a part of the cell above), and the area of each."""

    leaf: int
    cells: list[_Cell | None]
    areas: list[Area]


def _rows(leaf: int, number: int, table: Table) -> Iterator[_Row]:
    grid = table.grid
    for row in range(len(grid.ys) - 1):
        cells: list[_Cell | None] = []
        areas: list[Area] = []
        for column in range(len(grid.xs) - 1):
            at = grid.at((grid.xs[column] + grid.xs[column + 1]) / 2, (grid.ys[row] + grid.ys[row + 1]) / 2)
            area = grid.areas[at]
            areas.append(area)
            own = area.row == row and area.column == column
            cells.append(_cell(number, area, table.cells[at]) if own else None if area.column == column else [])
        yield _Row(leaf, cells, areas)


class Chain:
    """A table over one page or several."""

    def __init__(self, leaf: int, number: int, table: Table) -> None:
        self.grid, self.rows = table.grid, list(_rows(leaf, number, table))
        self.repeated: list[_Row] = []

    def takes(self, grid: Grid) -> bool:
        """Tell whether a table at the top of the next page has the same columns."""
        return len(grid.xs) == len(self.grid.xs) and all(abs(a - b) <= 2 * SAME for a, b in zip(grid.xs, self.grid.xs, strict=True))

    def turn(self, leaf: int, number: int, table: Table) -> None:
        """Go on with the table of the next page: without the rows of heads, and with the rest of a row that the page cut."""
        rows = list(_rows(leaf, number, table))
        heads = next((i for i, (row, first) in enumerate(zip(rows, self.rows, strict=False)) if not any(row.cells) or _texts(row) != _texts(first)), min(len(rows), len(self.rows)))
        self.repeated += rows[:heads]
        rows = rows[heads:]
        if rows and self._is_rest(rows[0]):
            for column, (cell, area) in enumerate(zip(rows[0].cells, rows[0].areas, strict=True)):
                above = next(held for row in reversed(self.rows) if (held := row.cells[column]) is not None)
                for at, paragraph in enumerate(cell or []):
                    if at:
                        above.append(paragraph)
                    else:
                        _add(above, paragraph, area, turned=True)
            rows = rows[1:]
        elif rows:
            self._shared(rows)
        self.rows += rows

    def _is_rest(self, row: _Row) -> bool:
        """Tell the rest of a row: nothing stands where the row above begins."""
        first, *more = [at for at, cell in enumerate(self.rows[-1].cells) if cell] or [0]
        return any(row.cells) and bool(more) and not row.cells[first]

    def _shared(self, rows: list[_Row]) -> None:
        """Let a cell over several rows go on where the page cut it."""
        for column, cell in enumerate(rows[0].cells):
            over = rows[0].areas[column].below - rows[0].areas[column].row > 1 or self.rows[-1].cells[column] is None
            if cell == [] and over and rows[0].areas[column].column == column:
                rows[0].cells[column] = None

    def entries(self, numbers: Sequence[int]) -> dict[int, list[Entry]]:
        """Return what the table reads like, by the place of the page it begins on; what is no part of that is read over."""
        laid = lay([[[ABOVE] if cell is None else [_text(paragraph) for paragraph in cell] for cell in row.cells] for row in self.rows])
        used = {bit.place for line in laid for bit in line if bit.place}
        out: dict[int, list[Entry]] = {}
        over = [(row, at) for at, row in enumerate(self.rows)]
        first = 0
        for line in laid:
            first = min((bit.place[0] for bit in line if bit.place), default=first)
            while over and over[0][1] <= first:
                row, at = over.pop(0)
                out.setdefault(row.leaf, []).extend(_aside(row, at, used))
            out.setdefault(self.rows[first].leaf, []).extend(self._entries(line, numbers[self.rows[first].leaf]))
        for row, at in over:
            out.setdefault(row.leaf, []).extend(_aside(row, at, used))
        for row in reversed(self.repeated):
            out[row.leaf] = [*_aside(row, -1, set()), *out.get(row.leaf, [])]
        return out

    def _entries(self, line: Sequence[Bit], number: int) -> Iterator[Entry]:
        """Yield a paragraph line by line; what no cell holds goes with the piece before it, at the beginning with the one behind."""
        if not line:
            yield Entry(number, _BLANK)
        pieces: list[_Piece] = []
        lead = ""
        for bit in line:
            if bit.place is not None:
                row, column, at = bit.place
                cell = self.rows[row].cells[column] or []
                pieces += [_led(piece, piece.glue) for piece in _cut(cell[at], len(bit.text))]
            elif pieces:
                pieces[-1] = pieces[-1]._replace(line=_with(pieces[-1].line, "", bit.text))
            else:
                lead += bit.text
        if lead and pieces:
            pieces[0] = _led(pieces[0], lead)
        for at, piece in enumerate(pieces):
            yield Entry(piece.number, piece.line, "" if at else None)


def _aside(row: _Row, at: int, used: set[tuple[int, int, int]]) -> Iterator[Entry]:
    for column, cell in enumerate(row.cells):
        for i, paragraph in enumerate(cell or []):
            if (at, column, i) not in used:
                yield from (Entry(piece.number, piece.line, apart=True) for piece in paragraph)


def _texts(row: _Row) -> list[list[str]]:
    return [[_text(paragraph) for paragraph in cell or []] for cell in row.cells]


def _cut(paragraph: _Paragraph, length: int) -> Iterator[_Piece]:
    """Yield the beginning of a paragraph."""
    for piece in paragraph:
        length -= len(piece.glue)
        if length <= 0:
            return
        text = piece.line.text[:length]
        yield piece._replace(line=piece.line._replace(text=text, chars=piece.line.chars[: len(text)]))
        length -= len(text)


def _led(piece: _Piece, lead: str) -> _Piece:
    return piece._replace(line=_with(piece.line, lead, ""), glue="") if lead else piece


def _with(line: Line, lead: str, rest: str) -> Line:
    """Return a line with characters that are not on its page."""
    return line._replace(text=f"{lead}{line.text}{rest}", chars=[*[-1] * len(lead), *line.chars, *[-1] * len(rest)])


# --- pages --------------------------------------------------------------------------------------------------------------


def woven(numbers: Sequence[int], pages: Sequence[Sequence[Line]], tables: Sequence[Sequence[Table]], marked: Sequence[set[int]]) -> list[list[Entry | None]]:
    """Return the lines of each page in the order they are read, those of its tables among them; `None` where a table begins or ends.

    Args:
        numbers: of the pages.
        pages: their lines beside tables.
        tables: of each page.
        marked: which of the lines are furniture.
    """
    chains: list[tuple[Chain, list[Place]]] = []
    for leaf, found in enumerate(tables):
        for at, table in enumerate(found):
            last = chains[-1] if chains else None
            if at == 0 and last and _goes_over(last[1][-1], leaf, table, pages, tables, marked) and last[0].takes(table.grid):
                last[0].turn(leaf, numbers[leaf], table)
                last[1].append((leaf, at))
            else:
                chains.append((Chain(leaf, numbers[leaf], table), [(leaf, at)]))
    laid: dict[Place, list[Entry]] = {}
    for chain, places in chains:
        made = chain.entries(numbers)
        laid |= {place: made.get(place[0], []) for place in places}
    return [list(_page(leaf, numbers[leaf], lines, tables[leaf], marked[leaf], laid)) for leaf, lines in enumerate(pages)]


def _goes_over(place: Place, leaf: int, table: Table, pages: Sequence[Sequence[Line]], tables: Sequence[Sequence[Table]], marked: Sequence[set[int]]) -> bool:
    """Tell whether nothing but furniture stands between the last table of a page and the first one of the next."""
    before, at = place
    if before != leaf - 1 or at != len(tables[before]) - 1:
        return False
    rest = range(tables[before][at].above, len(pages[before]))
    return all(i in marked[before] for i in rest) and all(i in marked[leaf] for i in range(table.above))


def _page(leaf: int, number: int, lines: Sequence[Line], tables: Sequence[Table], marked: set[int], laid: dict[Place, list[Entry]]) -> Iterator[Entry | None]:
    for at in range(len(lines) + 1):
        for i, table in enumerate(tables):
            if table.above == at:
                yield None
                yield from laid[leaf, i]
                yield None
        if at < len(lines):
            yield Entry(number, lines[at], "", at in marked)
