"""The text of one paragraph: runs, fields, breaks, symbols; what is deleted, hidden or struck out is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ...patterns import pattern
from ..paging import PAGE_BREAK
from .names import attribute, child, children, is_kept, is_on, tag, value
from .styles import Styles, struck

if TYPE_CHECKING:
    from lxml.etree import _Element

_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES")  # fields that number pages are no text
_CONTENTS = "TOC"  # repeats the headings
_FIXED = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-", "w:lastRenderedPageBreak": PAGE_BREAK}
_PASSED = ("w:pPr", "w:rPr", "w:instrText", "w:delText", "w:delInstrText", "w:rt", "w:rubyPr", "w:sdtPr", "w:sdtEndPr", "w:softHyphen", "w:pgNum",
           "w:annotationRef", "w:footnoteRef", "w:endnoteRef", "w:separator", "w:continuationSeparator")  # fmt: skip


class Look(NamedTuple):
    """Why characters are not read."""

    hidden: bool = False
    struck: bool = False


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction, and whether its result has begun."""

    instruction: str = ""
    result: bool = False

    @property
    def name(self) -> str:
        return self.instruction.strip().partition(" ")[0]

    @property
    def silent(self) -> bool:
        return not self.result or self.name in (*_PAGES, _CONTENTS)


@dataclass(slots=True)
class Runs:
    """Reads the runs of paragraphs; fields may go on from one to the next."""

    styles: Styles
    omitted: Counter[str]
    closed: bool = True  # every field that begins has an end
    fields: list[_Field] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)

    def text(self, paragraph: _Element, style: str | None) -> tuple[str, list[tuple[str, str]], list[_Element]]:
        """Return a paragraph's text, the notes it cites, and the text boxes tied to it."""
        self.out, self.notes, self.boxes = [], [], []
        self._inside(paragraph, Look(bool(self.styles.hidden(style)), bool(self.styles.struck(style))))
        # The result of a field may go on in later paragraphs, its instruction does not: one without an end would swallow the rest.
        self.fields = [each for each in self.fields if each.result and each.name not in _PAGES]
        return "".join(self.out), self.notes, self.boxes

    def _inside(self, parent: _Element, look: Look) -> None:
        for element in parent:
            self._element(element, look)

    def _element(self, element: _Element, look: Look) -> None:
        name = tag(element)
        if name in _PASSED:
            if name == "w:instrText" and self.fields and not self.fields[-1].result:
                self.fields[-1].instruction += element.text or ""
        elif name in ("w:del", "w:moveFrom"):
            self.omitted["deleted"] += 1
        elif name == "w:r":
            self._inside(element, self._look(element, look))
        elif name == "w:fldChar":
            self._mark(attribute(element, "fldCharType") or "")
        elif name == "w:fldSimple":
            open_before = list(self.fields)
            self.fields.append(_Field(attribute(element, "instr") or "", result=True))
            self._inside(element, look)
            self.fields = open_before
        elif name == "w:txbxContent":
            if not any(look):
                self.boxes.append(element)
        elif name == "mc:AlternateContent":
            self._inside(chosen(element), look)
        elif name == "w:ruby":
            if (base := child(element, "w:rubyBase")) is not None:
                self._inside(base, look)
        elif (said := self._said(element, name)) is not None:
            self._say(said, look)
        else:
            self._inside(element, look)

    def _said(self, element: _Element, name: str) -> str | None:
        """Return the text of an element that has no parts."""
        if name in ("w:t", "m:t"):
            text = (element.text or "").replace("\n", " ").replace("\r", "")
            return text if is_kept(element) else text.strip(" ")
        if name == "w:br":
            return "" if attribute(element, "type") in ("page", "column") else "\n"
        if name == "w:sym":
            return chr(int(code, 16)) if pattern(r"(?![dD][89a-fA-F]|00[0-7])[\da-fA-F]{4}").fullmatch(code := attribute(element, "char") or "") else ""
        if name in ("w:footnoteReference", "w:endnoteReference"):
            self.notes.append((name[2:-9], attribute(element, "id") or ""))
            return ""
        return _FIXED.get(name)

    def _say(self, text: str, look: Look) -> None:
        if any(look) and text.strip():
            self.omitted["hidden" if look.hidden else "struck"] += 1 if look.hidden else len("".join(text.split()))
        elif not any(each.silent for each in self.fields) or text == PAGE_BREAK:
            self.out.append(text)

    def _look(self, run: _Element, look: Look) -> Look:
        """Return how a run looks: as it says itself, else as its style says, else as what it stands in."""
        properties = child(run, "w:rPr")
        style = value(properties, "w:rStyle")
        own = (is_on(child(properties, "w:vanish")), self.styles.hidden(style), look.hidden), (struck(properties), self.styles.struck(style), look.struck)
        return Look(*(next(said for said in each if said is not None) for each in own))

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].result = True
            if self.fields[-1].name == _CONTENTS and self.closed:
                self.omitted["contents"] += 1
            elif self.fields[-1].name == _CONTENTS:
                self.fields.pop()
        elif kind == "end" and self.fields:
            self.fields.pop()


def chosen(alternatives: _Element) -> _Element:
    """Return one of two versions of the same content: the newer, unless only the older holds text."""
    versions = [*children(alternatives, "mc:Choice"), *children(alternatives, "mc:Fallback")]
    return next((v for v in versions if any(tag(e) == "w:t" for e in v.iter("{*}t"))), versions[0] if versions else alternatives)
