"""Columns without ruling lines: lines whose gaps stand below each other. They are left as they are printed, and told of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .lines import CharBoxes, Line, width

WIDE = 1.5  # em: a gap between columns
COMMON = 0.7  # em: of the gaps of two lines, what they share
LEAST = 3  # lines
BETWEEN = 4  # lines of one column only, between two with gaps
SHORT = 4  # characters: names side by side are read as they stand

Gap = tuple[float, float]


def unread(found: Sequence[Line], boxes: CharBoxes) -> bool:
    """Tell whether three lines have the same two wide gaps or more, with words in them: columns that may be read across."""
    shared: list[Gap] = []
    count, last, words = 0, 0, False
    for at, line in enumerate(found):
        gaps = list(_gaps(line, boxes)) if _is_loose(line) else []
        common = [both for gap in gaps for other in shared if (both := _both(gap, other))] if count else gaps
        if len(common) > 1 and (not count or at - last <= BETWEEN):
            shared, count, last = common, count + 1, at
            words = words or any(len(part) > SHORT for part in _parts(line, boxes))
            if count >= LEAST and words:
                return True
        elif len(gaps) > 1:
            shared, count, last, words = gaps, 1, at, any(len(part) > SHORT for part in _parts(line, boxes))
        elif count and any(line.left < start and line.right > end for start, end in shared):
            shared, count = [], 0
    return False


def _is_loose(line: Line) -> bool:
    """Tell a line that has room for two gaps; asked first, for places cost time."""
    return line.right - line.left > (width("".join(line.text.split())) + 2 * WIDE) * line.em * 0.9


def _places(line: Line, boxes: CharBoxes) -> Iterator[tuple[float, float, str]]:
    for sign, char in zip(line.text, line.chars, strict=True):
        if char >= 0 and not sign.isspace():
            left, _, right, _ = boxes[char]
            yield left, right, sign


def _gaps(line: Line, boxes: CharBoxes) -> Iterator[Gap]:
    for (_, end, _), (start, _, _) in pairwise(_places(line, boxes)):
        if start - end > WIDE * line.em:
            yield end, start


def _parts(line: Line, boxes: CharBoxes) -> Iterator[str]:
    part, last = "", None
    for left, right, sign in _places(line, boxes):
        if last is not None and left - last > WIDE * line.em:
            yield part
            part = ""
        part, last = part + sign, right
    yield part


def _both(one: Gap, other: Gap) -> Gap | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if end - start > COMMON * WIDE else None
