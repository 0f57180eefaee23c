"""Lists of a text document: the shapes of their numbers, and the counters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...patterns import pattern
from ..numerals import written
from .names import all_of, child, count, get, tag

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 10
BULLET = "•"
_AFTER = {"listtab": "\t", "space": " ", "nothing": ""}
# Formats say their first numbers; word processors differ in what they show of them: `一, 二, 三, ...`, `一, 十, 一百(繁), ...`.
_STYLES = {
    "": "none", "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "01,02,03": "decimalZero",
    "一,二,三": "taiwaneseCountingThousand", "一,十,一百": "taiwaneseCountingThousand", "一,十,一○○": "taiwaneseCounting", "一,一○,一○○": "taiwaneseDigital",
    "一,一〇,一〇〇": "ideographDigital", "一,十,百": "japaneseCounting", "壹,貳,參": "ideographLegalTraditional", "壹,贰,叁": "chineseLegalSimplified",
    "甲,乙,丙": "ideographTraditional", "子,丑,寅": "ideographZodiac", "①,②,③": "decimalEnclosedCircle", "１,２,３": "decimalFullWidth",
    "㈠,㈡,㈢": "ideographEnclosedCircle",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of a list: the format of its number, the pattern `(%2%)` it stands in, what follows it."""

    style: str = "decimal"
    text: str = ""
    after: str = "\t"
    start: int = 1


@dataclass(slots=True)
class Counters:
    """The counters of one list, and of those that continue it."""

    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)

    def label(self, shape: dict[int, Level], level: int, start: int | None = None) -> str:
        """Count an item of a level, from 0, and return what stands before it."""
        own = shape.get(level, Level())
        before = self.counts[level]
        self.counts[level] = start if start is not None else own.start if before is None else before + 1
        for above in range(level):
            if self.counts[above] is None:  # a level that was jumped over is printed as its first
                self.counts[above] = shape.get(above, Level()).start
        self.counts[level + 1 :] = [None] * (LEVELS - level - 1)
        if own.style == "bullet":
            return BULLET + (own.after or " ")
        text = pattern(r"%(\d\d?)%").sub(lambda m: self._number(shape, int(m[1]) - 1), own.text) if own.style != "none" else pattern(r"%\d\d?%").sub("", own.text)
        return text + own.after if text else ""

    def _number(self, shape: dict[int, Level], level: int) -> str:
        value = self.counts[level] if 0 <= level < LEVELS else None
        if value is None:
            return ""
        style = shape.get(level, Level()).style
        return "" if style in ("bullet", "none") else written(value, style)


Shapes = dict[str, dict[int, Level]]


def read_shapes(roots: list[_Element]) -> Shapes:
    """Read the list styles of some parts, and the outline style under the name of an empty string."""
    shapes = {get(style, "style:name") or "": _shape(style) for style in all_of(roots, "text:list-style")}
    for outline in all_of(roots, "text:outline-style"):
        shapes[""] = _shape(outline)
    return shapes


def _shape(style: _Element) -> dict[int, Level]:
    shape = {}
    for element in style:
        number = (count(element, "text:level", 1, LEVELS) or 1) - 1
        shape[number] = _level(element, number)
    return shape


def _level(element: _Element, number: int) -> Level:
    alignment = child(element, "style:list-level-properties", "style:list-level-label-alignment")
    after = _AFTER.get(get(alignment, "text:label-followed-by") or "listtab", "\t")
    if tag(element) in ("text:list-level-style-bullet", "text:list-level-style-image"):
        return Level(style="bullet", after=after)
    form = get(element, "style:num-format") or ""
    style = _STYLES.get(pattern(r"\s|\([简繁]\)|,\s*(?:\.\.\.|…)$").sub("", form), "decimal")
    if style.endswith("Letter") and get(element, "style:num-letter-sync") != "true":
        style += "26"
    shown = count(element, "text:display-levels", 1, LEVELS) or 1
    numbers = ".".join(f"%{i}%" for i in range(max(number + 2 - shown, 1), number + 2))
    text = get(element, "loext:num-list-format") or f"{get(element, 'style:num-prefix') or ''}{numbers if form else ''}{get(element, 'style:num-suffix') or ''}"
    return Level(style=style, text=text, after=after, start=count(element, "text:start-value", 1) or 1)
