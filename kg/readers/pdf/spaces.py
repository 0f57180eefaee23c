"""Which gaps between the characters of a line are spaces: those the text layer holds, and those clearly wider than the line's others.

Programs set Han characters a little apart from Latin ones, and apart from each other to fill a line. pdfium takes such gaps for spaces
and adds one to the text; the file knows better wherever it prints spaces of its own. Of these, pdfium passes over some that are drawn
apart: it then adds one as wide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

import regex

if TYPE_CHECKING:
    from .lines import CharBoxes, Line

NARROW = "\u2005"  # stands for a gap that is a space only in a file that prints none
AS_WIDE = "\u2004"  # or in one that prints more of them than it has such gaps
SPACE = 0.24  # of an em: no space is narrower
APART = 0.5  # of a Han character: nearer ones are not parted by a space
MORE = 0.25  # of the usual gap of a line that is spread: a wider one is a space
GAP = 0.2  # of an em: a wider gap between two Latin characters is a space
USUAL, FEW = 0.8, 5  # of the numbers among Han characters, and so many at least, are parted from them by spaces

_WIDE = regex.compile(r"[\p{Han}\u2014\u2026\u3001-\u301f\uff01-\uff5e\u25cb]")
_BETWEEN = regex.compile(r"(?<=\S) (?=\S)")
_BESIDE = regex.compile(rf"(?<={_WIDE.pattern}) (?=\S)|(?<=\S) (?={_WIDE.pattern})")
_NEXT_TO = regex.compile(r"\p{Han}[A-Za-z\d]|[A-Za-z\d]\p{Han}")
_PARTED = regex.compile(r"\p{Han} [A-Za-z\d]|[A-Za-z\d] \p{Han}")


class Closed(NamedTuple):
    """A line without the spaces that are none, and by how many points it is spread."""

    text: str
    chars: Sequence[int]
    spread: float


def prints_spaces(text: str, chars: Sequence[int], boxes: CharBoxes) -> bool:
    """Tell whether a text layer holds a space of its own."""
    return any(not boxes.is_added(chars[m.start()]) for m in _BETWEEN.finditer(text))  # the first one tells, mostly


def sign(before: str, after: str, gap: float) -> str:
    """Return what stands for a gap, in em, between two characters."""
    wide = bool(_WIDE.match(before)) + bool(_WIDE.match(after))
    if not wide or gap >= APART or (wide == 1 and not (before.isalnum() and after.isalnum())):
        return " "
    return "" if wide == 2 else AS_WIDE if gap >= SPACE else NARROW


def added_spaces(text: str, chars: Sequence[int], boxes: CharBoxes) -> list[int]:
    """Return where pdfium added spaces beside Han characters."""
    return [at for m in _BESIDE.finditer(text) if boxes.is_added(chars[at := m.start()])]


def closed(text: str, chars: Sequence[int], added: Sequence[int], boxes: CharBoxes) -> Closed:
    """Weigh the spaces that were added to a line."""
    if not added:
        return Closed(text, chars, 0.0)
    gaps = {at: boxes[chars[at + 1]][0] - boxes[chars[at - 1]][2] for at in added}
    em = max(box[2] - box[0] for at in added[:1] for box in (boxes[chars[at - 1]], boxes[chars[at + 1]])) or 1.0
    usual = _usual(text, chars, boxes)
    spread = usual > GAP * em and len(added) > 1
    signs = {at: "" if spread and gap < (1 + MORE) * usual else sign(text[at - 1], text[at + 1], (gap - usual) / em) for at, gap in gaps.items()}
    kept = [at for at in range(len(text)) if signs.get(at) != ""]
    return Closed("".join(signs.get(at, text[at]) for at in kept), [chars[at] for at in kept], usual * len(kept) if spread else 0.0)


def _usual(text: str, chars: Sequence[int], boxes: CharBoxes) -> float:
    """Return the usual gap between two Han characters of a line, or else the least that there is."""
    places = [(sign, boxes[char]) for sign, char in zip(text, chars, strict=True) if not (sign == " " and boxes.is_added(char))]
    gaps = [(bool(_WIDE.match(one) and _WIDE.match(other)), after[0] - before[2]) for (one, before), (other, after) in pairwise(places)]
    wide = [gap for both, gap in gaps if both]
    return max(0.0, median_low(wide) if wide else min(gap for _, gap in gaps))


def is_spread(texts: Sequence[str], gaps: Sequence[float]) -> bool:
    """Tell whether what stands side by side is one word whose Han characters are set apart from each other."""
    return len(texts) > 2 and all(_WIDE.fullmatch(text.strip()) for text in texts) and max(gaps) < (1 + MORE) * min(gaps)


def settled(pages: Sequence[Sequence[Line]], spaced: bool) -> list[list[Line]]:
    """Return lines whose gaps that may be spaces are so, or are closed.

    Args:
        pages: the lines of a file.
        spaced: the file prints spaces of its own.
    """
    text = "\n".join(line.text for page in pages for line in page)
    if NARROW not in text and AS_WIDE not in text:
        return [list(page) for page in pages]
    signs = {NARROW: "" if spaced else " ", AS_WIDE: "" if spaced and text.count(AS_WIDE) > len(_PARTED.findall(text)) else " "}
    return [[_settled(line, signs) for line in page] for page in pages]


def _settled(line: Line, signs: Mapping[str, str]) -> Line:
    if NARROW not in line.text and AS_WIDE not in line.text:
        return line
    kept = [at for at, char in enumerate(line.text) if signs.get(char) != ""]
    return line._replace(text="".join(signs.get(line.text[at], line.text[at]) for at in kept), chars=[line.chars[at] for at in kept])


def parts_numbers(text: str) -> bool:
    """Tell whether a file parts numbers and Latin words from Han characters by spaces, as a rule."""
    parted = len(_PARTED.findall(text))
    return parted >= FEW and parted >= USUAL * (parted + len(_NEXT_TO.findall(text)))
