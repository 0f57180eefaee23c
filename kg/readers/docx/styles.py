"""Styles: what paragraphs and runs inherit of numbering and of being hidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from .names import attribute, child, children, is_on, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

DEPTH = 64  # styles that one is based on, one after the other


class Numbering(NamedTuple):
    """A paragraph's or style's `w:numPr`; `None` is not said."""

    num: int | None = None
    level: int | None = None


class Style(NamedTuple):
    based_on: str | None
    numbering: Numbering
    hidden: bool | None
    struck: bool | None = None


def struck(properties: _Element | None) -> bool | None:
    """Tell whether characters are struck out, once or twice; `None` where nothing is said."""
    said = [on for name in ("w:strike", "w:dstrike") if (on := is_on(child(properties, name))) is not None]
    return any(said) if said else None


class Styles:
    """The styles of a document, by identifier."""

    def __init__(self, root: _Element | None) -> None:
        self.default: str | None = None
        self._styles: dict[str, Style] = {}
        for element in children(root, "w:style") if root is not None else ():
            name = attribute(element, "styleId") or ""
            self._styles[name] = Style(value(element, "w:basedOn"), numbering_of(child(element, "w:pPr")), is_on(child(element, "w:rPr", "w:vanish")), struck(child(element, "w:rPr")))
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
                self.default = name

    def chain(self, name: str | None) -> Iterator[tuple[str, Style]]:
        """Yield a style and those it is based on, nearest first; a circle ends it."""
        seen = set[str]()
        while name is not None and name not in seen and len(seen) < DEPTH and name in self._styles:
            seen.add(name)
            yield name, self._styles[name]
            name = self._styles[name].based_on

    def numbering(self, name: str | None) -> tuple[Numbering, tuple[str, ...]]:
        """Return what a style says of numbering, and the styles through which it does, nearest first."""
        num = level = None
        names = []
        for each, style in self.chain(name):
            names.append(each)
            level = style.numbering.level if level is None else level
            num = style.numbering.num
            if num is not None:
                break
        return Numbering(num, level), tuple(names)

    def struck(self, name: str | None) -> bool | None:
        """Tell whether text of a style is struck out; `None` where no style says so."""
        return next((style.struck for _, style in self.chain(name) if style.struck is not None), None)

    def hidden(self, name: str | None) -> bool | None:
        """Tell whether text of a style is hidden; `None` where no style says so."""
        return next((style.hidden for _, style in self.chain(name) if style.hidden is not None), None)


def numbering_of(properties: _Element | None) -> Numbering:
    """Read the numbering of paragraph properties."""
    numbered = child(properties, "w:numPr")
    return Numbering(number(numbered, "w:numId"), number(numbered, "w:ilvl"))
