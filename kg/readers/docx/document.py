"""The parts of a DOCX package, and what of them is left out."""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import TYPE_CHECKING

from ...patterns import pattern
from ...source import squeeze
from ..package import Package, Unreadable
from .names import attribute, child, tag
from .numbering import Counters, read_lists
from .styles import Styles
from .walk import Walk

if TYPE_CHECKING:
    from lxml.etree import _Element

_COUNTED = {
    "comment": "comment{}", "deleted": "tracked deletion{}", "hidden": "passage{} of hidden text", "embedded": "embedded file{}", "contents": "table{} of contents",
}  # fmt: skip


class Document:
    """One DOCX package."""

    def __init__(self, package: Package) -> None:
        """Find the parts of a package.

        Raises:
            Unreadable: it is no DOCX, or its main part is absent or damaged.
        """
        self.package = package
        main = next((part for kind, part in self._related("") if kind == "officeDocument"), "word/document.xml")
        if "[Content_Types].xml" not in package and main not in package:
            raise Unreadable("unknown-format", "this package holds no text document (DOCX), whatever its name says")
        root = package.xml(main)
        body = child(root, "w:body")
        if tag(root) != "w:document" or body is None:
            raise Unreadable("unknown-format", "this package holds no text document (DOCX), whatever its name says")
        self.body, self.parts = body, list(self._related(main))
        self.omitted: Counter[str] = Counter()

    def paragraphs(self) -> list[str]:
        """Return the text of the body, a paragraph each."""
        styles = Styles(self._part("styles"))
        counters = Counters(read_lists(self._part("numbering"), styles), styles)
        walk = Walk(counters, {"footnote": self._notes("footnotes"), "endnote": self._notes("endnotes")}, self.omitted)
        walk.runs.closed = self._closed()
        return walk.blocks(self.body)

    def _closed(self) -> bool:
        kinds = Counter(attribute(mark, "fldCharType") for mark in self.body.iter("{*}fldChar"))
        return kinds["begin"] == kinds["end"]

    def left_out(self, text: str) -> str:
        """Tell in words what was not read."""
        comments = self._part("comments")
        self.omitted["comment"] = 0 if comments is None else sum(tag(c) == "w:comment" for c in comments)
        said = [f"{n} {what.format('s' * (n != 1))}" for kind, what in _COUNTED.items() if (n := self.omitted[kind])]
        if lines := self._furniture(squeeze(text)):
            said.append(f"the heads and feet of pages ({'; '.join(lines)[:80]})")
        return ", ".join(said)

    def _furniture(self, text: str) -> list[str]:
        """Return lines of page heads and feet that stand nowhere in the text; numbers alone are those of pages."""
        lines = dict[str, None]()
        for kind, part in self.parts:
            if kind in ("header", "footer") and part in self.package:
                walk = Walk(Counters({}, Styles(None)), {}, Counter())
                lines |= dict.fromkeys(line.strip() for block in walk.blocks(self.package.xml(part)) for line in block.split("\n"))
        return [line for line in lines if pattern(r"\p{L}{2}").search(line) and squeeze(line) not in text and not pattern(r"第\s*頁|Page\b.*").match(line)]

    def _notes(self, kind: str) -> dict[str, _Element]:
        root = self._part(kind)
        return {} if root is None else {attribute(note, "id") or "": note for note in root if attribute(note, "type") in (None, "normal")}

    def _part(self, kind: str) -> _Element | None:
        found = next((part for name, part in self.parts if name == kind and part in self.package), None)
        return None if found is None else self.package.xml(found)

    def _related(self, part: str) -> list[tuple[str, str]]:
        """Return the kind and the name of the parts that one refers to."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if rels not in self.package:
            return []
        found = []
        for relation in self.package.xml(rels):
            kind, target = (relation.get("Type") or "").rpartition("/")[2], relation.get("Target") or ""
            if relation.get("TargetMode") != "External":
                found.append((kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")))
        return found
