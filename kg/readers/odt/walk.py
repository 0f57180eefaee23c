"""The walk through a body: paragraphs, lists, tables, notes and frames in the order they are read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..package import Unreadable
from ..paging import PAGE_BREAK
from ..tables import ABOVE, linearize
from .lists import BULLET, LEVELS, Counters, Shapes
from .names import ID, count, get, tag
from .spans import Spans
from .styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

DEPTH = 48  # tables, frames, sections and lists within each other
COLUMNS = 64  # of a table: more than a word processor makes
_PASSED = ("text:tracked-changes", "text:sequence-decls", "text:variable-decls", "text:user-field-decls", "office:forms", "office:scripts", "text:index-title-template")


@dataclass(slots=True)
class _Place:
    """Where in a list the walk is: the list's style and counters, the level, and the number due to the next paragraph."""

    style: str
    counters: Counters
    level: int = -1
    due: bool = False
    start: int | None = None
    override: str | None = None


@dataclass(slots=True)
class Walk:
    """Reads the blocks of one document."""

    styles: Styles
    shapes: Shapes
    omitted: Counter[str]
    spans: Spans = field(init=False)
    outline: Counters = field(default_factory=Counters)
    lists: dict[str, Counters] = field(default_factory=dict)  # by identifier
    last: dict[str, Counters] = field(default_factory=dict)  # by style
    breaks: str = ""  # page breaks between paragraphs
    depth: int = 0

    def __post_init__(self) -> None:
        self.spans = Spans(self.styles, self.omitted)

    def blocks(self, parent: _Element, place: _Place | None = None) -> list[str]:
        """Return the paragraphs of a body, a list item, a cell, a note or a frame.

        Raises:
            Unreadable: blocks are nested beyond measure.
        """
        if self.depth > DEPTH:
            raise Unreadable("damaged-file", f"tables, frames or lists are nested more than {DEPTH} deep")
        self.depth += 1
        out = [line for element in parent for line in self._block(element, tag(element), place)]
        self.depth -= 1
        return out

    def _block(self, element: _Element, name: str, place: _Place | None) -> list[str]:
        if name in ("text:p", "text:h"):
            return self._paragraph(element, place)
        if name == "text:list":
            return self._list(element, place)
        if name == "text:numbered-paragraph":
            return self._numbered(element)
        if name == "table:table":
            return linearize(self._rows(element, {}))
        if name == "text:soft-page-break":
            self.breaks += PAGE_BREAK
        elif name.startswith("draw:"):
            return self._apart(element)
        elif name == "text:section" and get(element, "text:display") == "none":
            self.omitted["hidden"] += 1
        elif name == "text:table-of-content":
            self.omitted["contents"] += 1
        elif name not in _PASSED:
            return self.blocks(element, place)
        return []

    def _paragraph(self, paragraph: _Element, place: _Place | None) -> list[str]:
        before = self.omitted["struck"]
        text, notes, frames, hidden = self.spans.text(paragraph)
        beside = [line for note in notes for line in self._note(note)] + [line for frame in frames for line in self._apart(frame)]
        if hidden and not text.strip():
            return beside
        struck = self.omitted["struck"] > before and not text.strip()
        breaks, self.breaks = self.breaks, ""
        lead = text[: len(text) - len(text.lstrip(PAGE_BREAK))]
        whole = f"{breaks}{lead}{self._label(paragraph, place)}{text[len(lead):]}".rstrip()
        return beside if struck or (frames and not whole) else [whole, *beside]

    def _label(self, paragraph: _Element, place: _Place | None) -> str:
        style = get(paragraph, "text:style-name")
        if place is not None and place.level >= 0:
            if not place.due:
                return ""
            place.due = False
            shape = self.shapes.get(place.override or place.style or self.styles.list_style(style) or "\0", {})
            return place.counters.label(shape, place.level, place.start) if shape else f"{BULLET}\t"  # a list without a style
        if tag(paragraph) != "text:h" or get(paragraph, "text:is-list-header") == "true" or self.styles.list_style(style) == "":
            return ""
        level = (count(paragraph, "text:outline-level", 1, LEVELS) or 1) - 1
        start = count(paragraph, "text:start-value") if get(paragraph, "text:restart-numbering") == "true" else None
        return self.outline.label(self.shapes.get("", {}), level, start)

    def _list(self, element: _Element, place: _Place | None) -> list[str]:
        """Read a list: of its own, one within an item of another, or one that continues another."""
        if place is not None:
            inner = _Place(get(element, "text:style-name") or place.style, place.counters, min(place.level + 1, LEVELS - 1))
        else:
            style = get(element, "text:style-name") or ""
            inner = _Place(style, self._counters(element, style), 0)
        out: list[str] = []
        for item in element:
            inner.due = tag(item) == "text:list-item"
            inner.start, inner.override = count(item, "text:start-value"), get(item, "text:style-override")
            out += self.blocks(item, inner)
        return out

    def _counters(self, element: _Element, style: str) -> Counters:
        continued = self.lists.get(get(element, "text:continue-list") or "\0")
        if continued is None and get(element, "text:continue-numbering") == "true":
            continued = self.last.get(style)
        counters = continued or Counters()
        self.lists[element.get(ID) or ""] = self.last[style] = counters
        return counters

    def _numbered(self, element: _Element) -> list[str]:
        style, name = get(element, "text:style-name") or "", get(element, "text:list-id") or ""
        counters = self.lists.setdefault(f"#{name}", Counters())
        return self.blocks(element, _Place(style, counters, (count(element, "text:level", 1, LEVELS) or 1) - 1, True, count(element, "text:start-value")))

    def _note(self, note: _Element) -> list[str]:
        """Return a note with its mark in brackets."""
        mark = "".join(text for part in note if tag(part) == "text:note-citation" for text in part.itertext() if isinstance(text, str))
        lines = [line.strip() for part in note if tag(part) == "text:note-body" for line in self._apart(part) if line.strip()]
        return [f"[{mark}] {lines[0]}", *lines[1:]] if lines else []

    def _apart(self, element: _Element) -> list[str]:
        """Read what stands beside the text: its page breaks are not those of the text."""
        breaks, self.breaks = self.breaks, ""
        lines = [line.replace(PAGE_BREAK, "") for line in self.blocks(element)]
        self.breaks = breaks
        return lines

    def _rows(self, parent: _Element, below: dict[int, int]) -> list[list[list[str]]]:
        """Return the rows; `below` says for a column how many more rows a cell above takes there."""
        rows: list[list[list[str]]] = []
        for element in parent:
            name = tag(element)
            if name == "table:table-row":
                rows.append(self._row(element, below))
            elif name in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
                rows += self._rows(element, below)
            elif name == "text:soft-page-break":
                self.breaks += PAGE_BREAK
        return rows

    def _row(self, row: _Element, below: dict[int, int]) -> list[list[str]]:
        cells: list[list[str]] = []
        for cell in row:
            name, place = tag(cell), len(cells)
            wide = min(count(cell, "table:number-columns-repeated") or 1, COLUMNS - place)
            if name == "table:table-cell":
                if (high := count(cell, "table:number-rows-spanned", 1) or 1) > 1:
                    below[place] = high
                cells += [[line for block in self.blocks(cell) for line in block.split("\n")], *[[]] * (wide - 1)]
            elif name == "table:covered-table-cell":
                cells += [[ABOVE] if below.get(at) else [] for at in range(place, place + max(wide, 1))]
        for column in list(below):
            below[column] = max(below[column] - 1, 0)
        return cells
