"""The ruling lines of a page -> grids of cells. Knows lines and places, no text."""

from __future__ import annotations

import bisect
import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from .lines import View

THIN = 3.0  # points: no line is thicker
SAME = 2.5  # points: lines no further from each other are one
LEAST = 6.0  # points: a shorter stroke rules nothing
DRAWN = 0.6  # of the side of a cell
MOST = 20_000  # objects and strokes of a page; beyond them it is a drawing
RULES = 1000  # lines across or down
CELLS = 20_000  # of a table
DEPTH = 4  # forms within each other

_Matrix = tuple[float, float, float, float, float, float]
_WHOLE: _Matrix = (1, 0, 0, 1, 0, 0)


class Rule(NamedTuple):
    """A line, across or down: where it stands, and from where to where it runs."""

    place: float
    start: float
    end: float


class Area(NamedTuple):
    """A cell: its first row and column, the first ones after it, and its sides in points from the page's top left corner."""

    row: int
    column: int
    below: int
    behind: int
    left: float
    top: float
    right: float
    bottom: float


class Grid:
    """A table's cells, and which of them holds a point of the page."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float], areas: Sequence[Area]) -> None:
        self.xs, self.ys, self.areas = xs, ys, areas
        self._at = {(row, column): at for at, area in enumerate(areas) for row in range(area.row, area.below) for column in range(area.column, area.behind)}

    def at(self, x: float, y: float) -> int:
        """Return the number of the cell that holds a point; -1 where none does."""
        return self._at.get((bisect.bisect_right(self.ys, y) - 1, bisect.bisect_right(self.xs, x) - 1), -1)


def grids(page: PdfPage, shown: View) -> list[Grid]:
    """Return the tables of a page from top to bottom: what lines divide into columns and rows. A frame is none."""
    across, down = _rules(page, shown)
    if len(across) < 2 or len(down) < 2:
        return []
    made = (_grid(group[0], group[1]) for group in _groups(across, down))
    return sorted((grid for grid in made if grid), key=lambda grid: grid.ys[0])


def _rules(page: PdfPage, shown: View) -> tuple[list[Rule], list[Rule]]:
    across: list[Rule] = []
    down: list[Rule] = []
    for at, (x0, y0, x1, y1) in enumerate(_strokes(page)):
        if at > MOST:
            return [], []
        left, top, right, bottom = shown.seen(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if bottom - top <= THIN and right - left >= LEAST:
            across.append(Rule((top + bottom) / 2, left, right))
        elif right - left <= THIN and bottom - top >= LEAST:
            down.append(Rule((left + right) / 2, top, bottom))
    if len(across) < 2 or len(down) < 2:
        return [], []
    across, down = _joined(across), _joined(down)
    return (across, down) if max(len(across), len(down)) <= RULES else ([], [])


def _strokes(page: PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Yield what the paths of a page draw: strokes by their ends, thin filled areas by their sides."""
    import pypdfium2.raw as raw

    objects = (raw.FPDFPage_GetObject(page, i) for i in range(min(raw.FPDFPage_CountObjects(page), MOST)))
    ruling = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM)
    waiting = [(found, _WHOLE, 0) for found in objects if raw.FPDFPageObj_GetType(found) in ruling]
    seen = 0
    while waiting and seen < MOST:
        found, matrix, depth = waiting.pop()
        kind = raw.FPDFPageObj_GetType(found)
        seen += 1
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _path(found, _times(_matrix(found), matrix))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEPTH:
            inner = _times(_matrix(found), matrix)
            waiting += [(raw.FPDFFormObj_GetObject(found, i), inner, depth + 1) for i in range(min(raw.FPDFFormObj_CountObjects(found), MOST))]


def _path(found: object, matrix: _Matrix) -> Iterator[tuple[float, float, float, float]]:
    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(found, fill, stroke)
    for part in _parts(found, matrix):
        if stroke.value:
            yield from ((*a, *b) for a, b in pairwise(part))
        elif fill.value and len(part) > 1:
            xs, ys = [x for x, _ in part], [y for _, y in part]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN:
                yield min(xs), min(ys), max(xs), max(ys)


def _parts(found: object, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the parts of a path that hang together; a part with curves is no rule."""
    import pypdfium2.raw as raw

    part: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(min(raw.FPDFPath_CountSegments(found), MOST)):
        segment = raw.FPDFPath_GetPathSegment(found, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield part
            part = []
        elif kind != raw.FPDF_SEGMENT_LINETO:
            part = []
            continue
        a, b, c, d, e, f = matrix
        part.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment) and part:
            part.append(part[0])
    yield part


def _matrix(found: object) -> _Matrix:
    import pypdfium2.raw as raw

    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(found, m) else _WHOLE


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _joined(rules: list[Rule]) -> list[Rule]:
    """Make one line of those that lie in one: a word processor draws a border cell by cell."""
    found: list[Rule] = []
    places = _places([rule.place for rule in rules])
    near: dict[float, list[Rule]] = {}
    for rule in rules:
        near.setdefault(_nearest(places, rule.place), []).append(rule)
    for place, same in near.items():
        start, end = None, 0.0
        for rule in sorted(same, key=lambda rule: rule.start):
            if start is not None and rule.start > end + SAME:
                found.append(Rule(place, start, end))
                start = None
            start, end = (rule.start, rule.end) if start is None else (start, max(end, rule.end))
        if start is not None:
            found.append(Rule(place, start, end))
    return found


def _places(values: list[float]) -> list[float]:
    """Return the places of lines, those near each other as one."""
    runs: list[list[float]] = []
    for value in sorted(values):
        if runs and value - runs[-1][-1] <= SAME:
            runs[-1].append(value)
        else:
            runs.append([value])
    return [sum(run) / len(run) for run in runs]


def _nearest(places: Sequence[float], value: float) -> float:
    at = bisect.bisect_left(places, value)
    return min(places[max(at - 1, 0) : at + 1], key=lambda place: abs(place - value))


def _groups(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the lines that hang together."""
    left = list(down)
    waiting = list(across)
    while waiting:
        rows, columns, new = [waiting.pop()], list[Rule](), True
        while new:
            touched = [rule for rule in left if any(_touch(row, rule) for row in rows)]
            columns += touched
            left = [rule for rule in left if rule not in touched]
            more = [row for row in waiting if any(_touch(row, rule) for rule in columns)]
            rows += more
            waiting = [row for row in waiting if row not in more]
            new = bool(touched or more)
        yield rows, columns


def _touch(row: Rule, column: Rule) -> bool:
    return row.start - THIN <= column.place <= row.end + THIN and column.start - THIN <= row.place <= column.end + THIN


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    if len(across) < 2 or not down:
        return None
    ys = _places([rule.place for rule in across] + [y for rule in down for y in (rule.start, rule.end)])
    xs = _places([rule.place for rule in down] + [x for rule in across for x in (rule.start, rule.end)])
    if len(xs) < 3 or len(xs) * len(ys) > CELLS:
        return None
    areas = _areas(xs, ys, across, down)
    return Grid(xs, ys, areas) if areas is not None and len({area.row for area in areas}) < len(areas) else None


def _areas(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> list[Area] | None:
    """Take the smallest cells together that no line parts; `None` where what comes of it is no rectangle."""
    wide, high = len(xs) - 1, len(ys) - 1
    beside = [[rule for rule in down if abs(rule.place - x) <= SAME] for x in xs]
    below = [[rule for rule in across if abs(rule.place - y) <= SAME] for y in ys]
    owner = {(row, column): (row, column) for row in range(high) for column in range(wide)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    for row in range(high):
        for column in range(wide):
            if column + 1 < wide and not _drawn(beside[column + 1], ys[row], ys[row + 1]):
                owner[root((row, column + 1))] = root((row, column))
            if row + 1 < high and not _drawn(below[row + 1], xs[column], xs[column + 1]):
                one, other = sorted((root((row, column)), root((row + 1, column))))
                owner[other] = one
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in owner:
        groups.setdefault(root(cell), []).append(cell)
    areas = [
        Area(a, b, c + 1, d + 1, xs[b], ys[a], xs[d + 1], ys[c + 1])
        for cells in groups.values()
        for a, b, c, d in [(min(r for r, _ in cells), min(k for _, k in cells), max(r for r, _ in cells), max(k for _, k in cells))]
    ]
    return sorted(areas) if sum((area.below - area.row) * (area.behind - area.column) for area in areas) == wide * high else None


def _drawn(rules: list[Rule], start: float, end: float) -> bool:
    drawn = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return drawn >= DRAWN * (end - start)
