"""Automatic numbers: definitions of numbering.xml, and the counters that run through the document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from ...patterns import pattern
from ..numerals import written
from .names import child, children, integer, is_on, number, tag, value
from .styles import Numbering, Styles, numbering_of

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
_AFTER = {"tab": "\t", "space": " ", "nothing": ""}
BULLET = "•"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of a list. `restart`: the level, counted from 1, after which it begins anew; 0 is never, `None` after any above."""

    start: int = 0
    style: str = "decimal"
    text: str = ""
    after: str = "\t"
    legal: bool = False
    restart: int | None = None
    paragraph_style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A `w:num`: the abstract numbering whose counters it shares, its levels, and where it sets a counter anew."""

    abstract: int
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Counters:
    """Writes the numbers of one document's paragraphs, in their order."""

    lists: dict[int, List]
    styles: Styles
    counts: dict[int, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[int, int]] = field(default_factory=set)  # list and level whose start was applied

    def label(self, properties: _Element | None) -> str:
        """Return what stands before a paragraph, and count it; empty where it has no number."""
        own = numbering_of(properties)
        style = value(properties, "w:pStyle") or self.styles.default
        inherited, names = self.styles.numbering(style)
        num = own.num if own.num is not None else inherited.num
        found = self.lists.get(num) if num else None
        if found is None or num is None:
            return ""
        level = self._level(found, own, inherited, names)
        return self._write(found, level, self._count(num, found, level))

    def _level(self, found: List, own: Numbering, inherited: Numbering, names: tuple[str, ...]) -> int:
        if own.level is not None:
            level = own.level
        elif own.num is None and (of_style := next((i for name in names for i, lvl in found.levels.items() if lvl.paragraph_style == name), None)) is not None:
            level = of_style
        else:
            level = inherited.level or 0
        return min(max(level, 0), LEVELS - 1)

    def _count(self, num: int, found: List, level: int) -> list[int | None]:
        counts = self.counts.setdefault(found.abstract, [None] * LEVELS)
        before = counts[level]
        counts[level] = self._start(found, level) if before is None else before + 1
        if level in found.starts and (num, level) not in self.begun:
            counts[level] = found.starts[level]
        self.begun.add((num, level))
        for above in range(level):
            if counts[above] is None:  # a level that was jumped over is printed as its first, and the next of it is the second
                counts[above] = self._start(found, above)
        for deeper in range(level + 1, LEVELS):
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                counts[deeper] = None
        return counts

    @staticmethod
    def _start(found: List, level: int) -> int:
        return found.starts.get(level, found.levels.get(level, Level()).start)

    def _write(self, found: List, level: int, counts: list[int | None]) -> str:
        shape = found.levels.get(level)
        if shape is None:
            return ""
        if shape.style == "bullet":
            return BULLET + (shape.after or " ") if shape.text.strip() else ""

        def number_of(place: str) -> str:
            at = int(place) - 1
            count = counts[at]
            style = found.levels.get(at, Level()).style
            return written(self._start(found, at) if count is None else count, "decimal" if shape.legal and style != "none" else style)

        text = pattern(r"%([1-9])").sub(lambda m: number_of(m[1]), shape.text)
        return text + shape.after if text else ""


def read_lists(root: _Element | None, styles: Styles) -> dict[int, List]:
    """Read numbering.xml: a list by its `w:numId`."""
    if root is None:
        return {}
    abstracts = {name: a for a in children(root, "w:abstractNum") if (name := integer(a, "abstractNumId")) is not None}
    nums = {name: n for n in children(root, "w:num") if (name := integer(n, "numId")) is not None}
    links = _Links({name: number(num, "w:abstractNumId") for name, num in nums.items()}, {}, {})
    for name, abstract in abstracts.items():
        links.defined[value(abstract, "w:styleLink") or ""] = name
        links.linked[name] = value(abstract, "w:numStyleLink")
    shapes = {name: _levels(abstract) for name, abstract in abstracts.items()}
    return {name: _list(num, at, shapes[at]) for name, num in nums.items() if (at := links.abstract(name, styles)) is not None}


class _Links(NamedTuple):
    """Which abstract numbering a list names; which style one defines, and which one only links to."""

    named: dict[int, int | None]
    defined: dict[str, int]
    linked: dict[int, str | None]

    def abstract(self, num: int, styles: Styles) -> int | None:
        """Find the abstract numbering of a list; one that only links to a style has its levels where that style is defined."""
        at = self.named[num]
        for _ in range(LEVELS):
            link = self.linked.get(at) if at is not None else None
            if link is None:
                break
            at = self.defined[link] if link in self.defined else self.named.get(styles.numbering(link)[0].num or -1)
        return at if at in self.linked else None


def _list(num: _Element, at: int, shapes: dict[int, Level]) -> List:
    levels, starts = dict(shapes), {}
    for override in children(num, "w:lvlOverride"):
        level = integer(override, "ilvl") or 0
        if (shape := child(override, "w:lvl")) is not None and 0 <= level < LEVELS:
            levels[level] = _shape(shape)
        if (start := number(override, "w:startOverride")) is not None:
            starts[level] = start
    return List(at, levels, starts)


def _levels(abstract: _Element) -> dict[int, Level]:
    numbered = ((integer(level, "ilvl") or 0, level) for level in children(abstract, "w:lvl"))
    return {at: _shape(level) for at, level in numbered if 0 <= at < LEVELS}


def _shape(level: _Element) -> Level:
    shape = Level(
        start=number(level, "w:start") or 0,
        style=_style(level),
        text=value(level, "w:lvlText") or "",
        after=_AFTER.get(value(level, "w:suff") or "tab", "\t"),
        legal=bool(is_on(child(level, "w:isLgl"))),
        restart=number(level, "w:lvlRestart"),
        paragraph_style=value(level, "w:pStyle"),
    )
    return replace(shape, style="bullet", text=BULLET) if child(level, "w:lvlPicBulletId") is not None else shape


def _style(level: _Element) -> str:
    """Return the format of a level's number; a newer one stands beside the older one that is known here."""
    for element in level:
        if tag(element) == "mc:AlternateContent" and (other := value(element, "mc:Fallback", "w:numFmt")):
            return other
    return value(level, "w:numFmt") or "decimal"
