"""The parts of an ODT package, and what of them is left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...patterns import pattern
from ...source import squeeze
from ..package import Package, Unreadable
from .lists import read_shapes
from .names import all_of, child, tag
from .styles import Styles
from .walk import Walk

if TYPE_CHECKING:
    from lxml.etree import _Element

_COUNTED = {"comment": "comment{}", "deleted": "tracked deletion{}", "hidden": "passage{} of hidden text", "contents": "table{} of contents"}
_MANIFEST = "META-INF/manifest.xml"


class Document:
    """One ODT package."""

    def __init__(self, package: Package) -> None:
        """Find the parts of a package.

        Raises:
            Unreadable: it is no ODT, is locked, or its main part is absent or damaged.
        """
        if "content.xml" not in package and "mimetype" not in package and _MANIFEST not in package:
            raise Unreadable("unknown-format", "this package holds no text document (ODT), whatever its name says")
        if _MANIFEST in package and next(all_of([package.xml(_MANIFEST)], "manifest:encryption-data"), None) is not None:
            raise Unreadable("encrypted-file", "the document is locked with a password")
        content = package.xml("content.xml")
        body = child(content, "office:body", "office:text")
        if body is None:
            raise Unreadable("unknown-format", "this package holds no text document (ODT), whatever its name says")
        self.package, self.body = package, body
        self.roots = [package.xml("styles.xml"), content] if "styles.xml" in package else [content]
        self.omitted: Counter[str] = Counter()
        self.styles, self.shapes = Styles(self.roots), read_shapes(self.roots)

    def paragraphs(self) -> list[str]:
        """Return the text of the body, a paragraph each."""
        return Walk(self.styles, self.shapes, self.omitted).blocks(self.body)

    def left_out(self, text: str) -> str:
        """Tell in words what was not read."""
        self.omitted["deleted"] = sum(1 for _ in all_of([self.body], "text:deletion"))
        said = [f"{n} {what.format('s' * (n != 1))}" for kind, what in _COUNTED.items() if (n := self.omitted[kind])]
        if lines := self._furniture(squeeze(text)):
            said.append(f"the heads and feet of pages ({'; '.join(lines)[:80]})")
        return ", ".join(said)

    def _furniture(self, text: str) -> list[str]:
        """Return lines of page heads and feet that stand nowhere in the text; numbers alone are those of pages."""
        lines = dict[str, None]()
        for part in self._heads_and_feet():
            blocks = Walk(self.styles, {}, Counter()).blocks(part)
            lines |= dict.fromkeys(line.strip() for block in blocks for line in block.split("\n"))
        return [line for line in lines if pattern(r"\p{L}{2}").search(line) and squeeze(line) not in text and not pattern(r"第\s*頁|Page\b.*").match(line)]

    def _heads_and_feet(self) -> list[_Element]:
        masters = [master for root in self.roots for master in all_of([root], "style:master-page")]
        return [part for master in masters for part in master if tag(part).startswith(("style:header", "style:footer"))]
