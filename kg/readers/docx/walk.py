"""The walk through a body: paragraphs, tables, notes and text boxes in the order they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..package import Unreadable
from ..paging import PAGE_BREAK
from ..tables import ABOVE, linearize
from .names import attribute, child, integer, is_on, tag, value
from .numbering import Counters
from .runs import Runs, chosen

if TYPE_CHECKING:
    from lxml.etree import _Element

DEPTH = 24  # tables and text boxes within each other
_WRAPPERS = ("w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")
_DELETED = ("w:del", "w:moveFrom")
COLUMNS = 64  # of a table: more than a word processor makes


@dataclass(slots=True)
class Walk:
    """Reads the blocks of one document; numbers and fields run on from paragraph to paragraph."""

    counters: Counters
    notes: dict[str, dict[str, _Element]]
    omitted: Counter[str]
    runs: Runs = field(init=False)
    cited: int = 0
    carried: str = ""  # of a paragraph whose end was deleted: it goes on in the next
    depth: int = 0

    def __post_init__(self) -> None:
        self.runs = Runs(self.counters.styles, self.omitted)

    def blocks(self, parent: _Element) -> list[str]:
        """Return the paragraphs of a body, a cell, a note or a text box.

        Raises:
            Unreadable: tables or boxes are nested beyond measure.
        """
        if self.depth > DEPTH:
            raise Unreadable("damaged-file", f"tables or text boxes are nested more than {DEPTH} deep")
        self.depth += 1
        out: list[str] = []
        for element in _unwrapped(parent):
            name = tag(element)
            if name == "w:p":
                out += self._paragraph(element)
            elif name == "w:tbl":
                out += self._carried()
                out += linearize([row for each in _unwrapped(element) if tag(each) == "w:tr" for row in self._row(each)])
            elif name == "w:altChunk":
                self.omitted["embedded"] += 1
        self.depth -= 1
        return out + self._carried()

    def _carried(self) -> list[str]:
        """Return what was carried on, where no paragraph takes it up."""
        text, self.carried = self.carried, ""
        return [text] if text else []

    def _paragraph(self, paragraph: _Element) -> list[str]:
        properties = child(paragraph, "w:pPr")
        before = self.omitted["struck"]
        text, notes, boxes = self.runs.text(paragraph, value(properties, "w:pStyle") or self.counters.styles.default)
        mark = child(properties, "w:rPr")
        gone = child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None
        if gone or (is_on(child(mark, "w:vanish")) and not text):
            self.carried += text
            return [*self._notes(notes), *self._boxes(boxes)]
        label = self.counters.label(properties)
        text, self.carried = self.carried + text, ""
        lead = text[: len(text) - len(text.lstrip(PAGE_BREAK))]
        whole = f"{lead}{label}{text[len(lead):]}"
        if (boxes and not whole.strip()) or (self.omitted["struck"] > before and not text.strip()):
            return [*self._boxes(boxes), *self._notes(notes)]
        return [whole.rstrip(), *self._notes(notes), *self._boxes(boxes)]

    def _notes(self, notes: list[tuple[str, str]]) -> list[str]:
        """Return the notes cited in a paragraph, each with its number in brackets."""
        out: list[str] = []
        for kind, name in notes:
            note = self.notes.get(kind, {}).pop(name, None)
            if note is None:
                continue
            self.cited += 1
            lines = [line.strip() for line in self._apart(note) if line.strip()]
            out += [f"[{self.cited}] {lines[0]}", *lines[1:]] if lines else []
        return out

    def _boxes(self, boxes: list[_Element]) -> list[str]:
        return [line for box in boxes for line in self._apart(box)]

    def _apart(self, element: _Element) -> list[str]:
        """Read what stands beside the text: its page breaks are not those of the text."""
        carried, self.carried = self.carried, ""
        lines = [line.replace(PAGE_BREAK, "") for line in self.blocks(element)]
        self.carried = carried
        return lines

    def _row(self, row: _Element) -> list[list[list[str]]]:
        properties = child(row, "w:trPr")
        if child(properties, "w:del") is not None:
            self.omitted["deleted"] += 1
            return []
        cells: list[list[str]] = [[]] * min(integer(child(properties, "w:gridBefore"), "val") or 0, COLUMNS)
        for cell in (c for c in _unwrapped(row) if tag(c) == "w:tc"):
            lines, span = self._cell(cell)
            cells += [lines, *[[]] * (min(span, COLUMNS - len(cells)) - 1)]
        return [cells]

    def _cell(self, cell: _Element) -> tuple[list[str], int]:
        """Return a cell's lines, and how many columns it spans."""
        properties = child(cell, "w:tcPr")
        span = integer(child(properties, "w:gridSpan"), "val") or 1
        above, before = (m is not None and attribute(m, "val", "continue") == "continue" for m in (child(properties, name) for name in ("w:vMerge", "w:hMerge")))
        if above or before:  # a part of the cell above, or of the one before
            return [ABOVE] if above and not before else [], span
        return [line for block in self.blocks(cell) for line in block.split("\n")], span


def _unwrapped(parent: _Element) -> Iterator[_Element]:
    """Yield the children of an element as they are shown: out of content controls, and of two versions the one meant."""
    for element in parent:
        name = tag(element)
        if name == "w:sdt":
            content = child(element, "w:sdtContent")
            if content is not None:
                yield from _unwrapped(content)
        elif name in _WRAPPERS:
            yield from _unwrapped(element)
        elif name == "mc:AlternateContent":
            yield from _unwrapped(chosen(element))
        elif name not in _DELETED:
            yield element
