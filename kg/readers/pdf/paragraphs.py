"""Lines of pages -> paragraphs: which line breaks only the page's edge has made. Judges by places first, by words where they leave it open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

import regex

from ..furniture import ends_sentence, is_labelled, is_open, starts_item, starts_label
from .lines import Line, width

SLACK = 0.5  # of an em: a line that has no more room than the next word takes and this reaches the edge
LONGEST = 12  # em: no word is longer
MANY = 0.3  # of the lines reach the edge of a column that is narrower than its page
SAME = 0.1  # of its width: the size of two lines is the same
SHARE = 0.03  # of the lines reach the right edge
INDENT = 1.0  # em
WIDER = 1.25  # times the usual distance of lines: a new paragraph

_UNIT = regex.compile(r"[（(「『【《〈“]*(?:[A-Za-z0-9]+(?:[.,:%/-][A-Za-z0-9]+)*%?|\S)[、，。；：！？」』】》〉”）)!?,.;:…%]*")
_TITLE = regex.compile(r"(?:會議|議事)[紀記]?錄$|[紀記]錄$")
_NUMBER_BY_HAN = regex.compile(r"\p{Han}[A-Za-z\d]|[A-Za-z\d]\p{Han}")
_NUMBER_LAST = regex.compile(r"(?<=[^\d\s.,/:~–—-])(?P<gap> ?)\d+$")
_NUMBER_FIRST = regex.compile(r"\d+(?P<gap> ?)(?=[^\d\s])")
_GOING_ON = "、，及與和暨第（(「『"  # no enumerator follows these


class Frame(NamedTuple):
    """The edges of a text, the usual distance of two lines of one paragraph, and where lines stand below that of an enumerator; in points."""

    left: float
    right: float
    pitch: float
    hang: float = 0.0


def frame(pages: Sequence[Sequence[Line]], width: float) -> Frame:
    """Measure the text of pages of one width."""
    lines = [line for page in pages for line in page]
    if not lines:
        return Frame(0, 0, 0)
    ends = sorted((line.right for line in lines), reverse=True)
    left, em = min(line.left for line in lines), median(line.em for line in lines)
    least = max(1, int(SHARE * len(lines)))
    top = next((end for i, end in enumerate(ends) if len(ends) - i <= least or end - ends[i + least - 1] <= 1.5 * em), ends[0])
    right = median(end for end in ends if top - 2 * em <= end <= top)
    broken = [b.middle - a.middle for page in pages for a, b in pairwise(page) if a.right > right - 2 * em and _may_go_on(a, b)]
    mirrored = width - left - SLACK * em
    if len(broken) < 2 or (right < mirrored - 3 * em and len(broken) < max(3, MANY * len(lines))):
        right = max(right, mirrored)  # a few lines as long as the longest make no edge: it is where the left one is on the other side
    pitches = sorted(pitch for pitch in broken if pitch > 0)
    hangs = Counter(round(b.left) for page in pages for a, b in pairwise(page) if starts_item(a.text) and b.left - a.left > em and _may_go_on(a, b))
    return Frame(left, right, pitches[len(pitches) // 4] if pitches else 0.0, max(hangs, key=lambda at: hangs[at], default=0))


def _may_go_on(before: Line, after: Line) -> bool:
    return not ends_sentence(before.text) and not starts_item(after.text) and not starts_label(after.text)


def joint(paragraph: str, before: Line, after: Line, edges: Frame, *, first: bool, turned: bool, beside: Frame | None = None, parted: bool = False) -> str | None:
    """Return what joins two lines, or `None` where a paragraph ends.

    Args:
        paragraph: the text of the paragraph so far.
        before: its last line.
        after: the next line.
        edges: of the text.
        first: `before` is the paragraph's first line.
        turned: a page was turned between them, or a column ended.
        beside: the edges of the next line, where they are others.
        parted: in this file spaces part numbers from Han characters.
    """
    if beside is not None:
        aside = edges.left - beside.left
        after = after._replace(left=after.left + aside, right=after.right + aside)
    if not (_ends_title(before, after, edges) or _goes_on(paragraph, before, after, edges, first, turned)):
        return None
    one, other = before.text[-1:], after.text[:1]
    words = one.isascii() and other.isascii() and one.isalpha() and other.isalpha()
    return " " if words or (_NUMBER_BY_HAN.fullmatch(one + other) and _parts(before.text, after.text, parted)) else ""


def _parts(before: str, after: str, parted: bool) -> bool:
    """Tell whether a space was lost between a number and a Han character: as on the number's other side, or else in the file."""
    near = _NUMBER_LAST.search(before) or _NUMBER_FIRST.match(after)
    return near["gap"] == " " if near else parted


def _goes_on(paragraph: str, before: Line, after: Line, edges: Frame, first: bool, turned: bool) -> bool:
    text, room = before.text.rstrip(), edges.right - before.right + before.spread
    if room > LONGEST * after.em or (room > SLACK * after.em and room > (_unit(text, after.text) + SLACK) * after.em):
        return False
    if starts_item(after.text):
        return text[-1:] in _GOING_ON
    if is_open(paragraph):
        return True
    if starts_label(after.text) and (ends_sentence(text) or (first and is_labelled(paragraph))):
        return False
    if not turned and edges.pitch and after.middle - before.middle > WIDER * edges.pitch:
        return False
    return _is_flush(before, after, edges, first)


def _ends_title(before: Line, after: Line, edges: Frame) -> bool:
    """Tell whether a line is the rest of a centred title: 會議紀 / 錄. What stands whole on its line was put there: 會議 / 紀錄 is cut, 第 3 次 / 會議紀錄 is not."""
    if not after.text.rstrip().endswith("錄"):
        return False
    if abs(before.left + before.right - after.left - after.right) > before.em or abs(before.em - after.em) > SAME * before.em:
        return False
    one = before.text.rstrip()
    title = _TITLE.search(one + after.text.rstrip())
    if title is None or starts_item(after.text) or starts_label(after.text) or starts_item(one) or is_labelled(one):
        return False
    room = edges.right - edges.left - (before.right - before.left) + before.spread
    return title.start() < len(one) or room < (_unit(one, after.text) + SLACK) * after.em


def _unit(before: str, after: str) -> float:
    """Return how wide that is which the line before had no room for: a word with the marks that cannot stand apart from it."""
    if before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum():
        return 0.5
    m = _UNIT.match(after)
    return width(m[0]) if m else 1.0


def _is_flush(before: Line, after: Line, edges: Frame, first: bool) -> bool:
    """Tell whether a line stands where the next one of a paragraph does: below the last, or as the second one left or right of the first."""
    shift = (after.left - before.left) / after.em
    if not first:
        return abs(shift) < INDENT
    if starts_item(before.text):
        return True
    return (shift < INDENT or _hangs(before, after, edges)) and not _is_centred(before, edges)


def _hangs(before: Line, after: Line, edges: Frame) -> bool:
    """Tell whether lines without an enumerator stand as those with one do."""
    return edges.hang > 0 and before.left - edges.left < INDENT and abs(after.left - edges.hang) < INDENT and not ends_sentence(before.text)


def _is_centred(line: Line, edges: Frame) -> bool:
    left, right = line.left - edges.left, edges.right - line.right
    return left > 2.5 * line.em and abs(left - right) < line.em


def place(width: float, line: Line) -> tuple[int, int]:
    """Return where a line stands: the width of its page in points, and its column."""
    return round(width), line.column


def frames(pages: Iterable[tuple[float, Sequence[Line]]]) -> dict[tuple[int, int], Frame]:
    """Measure the text of pages by their width and column."""
    groups: dict[tuple[int, int], list[Sequence[Line]]] = {}
    for wide, lines in pages:
        for column, found in groupby(sorted(lines, key=_column), _column):
            groups.setdefault((round(wide), column), []).append(list(found))
    return {key: frame(group, key[0] if key[1] == 0 else 0.0) for key, group in groups.items()}


def in_columns(pages: Sequence[tuple[float, Sequence[Line]]]) -> Iterator[Sequence[Line]]:
    """Put the lines of a page into the first column of the others where only that was filled."""
    firsts: dict[int, list[Line]] = {}
    for wide, lines in pages:
        firsts.setdefault(round(wide), []).extend(line for line in lines if line.column == 1)
    for wide, lines in pages:
        first = firsts[round(wide)]
        right = max((line.right for line in first), default=0.0) + 1
        yield [line._replace(column=1) if not line.column and line.right < right else line for line in lines] if first else lines


def _column(line: Line) -> int:
    return line.column
