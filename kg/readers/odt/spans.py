"""The text of one paragraph: spans, spaces, breaks, fields; what is hidden or struck out is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...patterns import pattern
from ..paging import PAGE_BREAK
from .names import count, get, tag
from .styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "\x02"  # a space that counts: those of the XML itself fold into one
_SPACES = 64  # that one element may stand for
_FIXED = {"text:tab": "\t", "text:line-break": "\n", "text:soft-page-break": PAGE_BREAK}
_PASSED = ("text:page-number", "text:page-count", "text:page-continuation", "text:ruby-text", "text:note-citation", "desc", "title", "text:bibliography-mark-label")


@dataclass(slots=True)
class Spans:
    """Reads the spans of paragraphs."""

    styles: Styles
    omitted: Counter[str]
    out: list[str] = field(default_factory=list)
    notes: list[_Element] = field(default_factory=list)
    frames: list[_Element] = field(default_factory=list)

    def text(self, paragraph: _Element) -> tuple[str, list[_Element], list[_Element], bool]:
        """Return a paragraph's text, its notes, the frames tied to it, and whether it is hidden as a whole."""
        self.out, self.notes, self.frames = [], [], []
        hidden = bool(self.styles.hidden("paragraph", get(paragraph, "text:style-name")))
        self._inside(paragraph, hidden, bool(self.styles.struck("paragraph", get(paragraph, "text:style-name"))))
        folded = pattern(r" *([\t\n]) *").sub(r"\1", pattern(r" +").sub(" ", "".join(self.out)))
        return folded.strip(" ").replace(_SPACE, " "), self.notes, self.frames, hidden

    def _inside(self, parent: _Element, hidden: bool, struck: bool) -> None:
        self._say(parent.text, hidden, struck)
        for element in parent:
            self._element(element, tag(element), hidden, struck)
            self._say(element.tail, hidden, struck)

    def _element(self, element: _Element, name: str, hidden: bool, struck: bool) -> None:
        if name in _FIXED:
            self.out.append(_FIXED[name])
        elif name == "text:s":
            self.out.append(_SPACE * (count(element, "text:c", 1, _SPACES) or 1))
        elif name == "text:note":
            self.notes.append(element)
        elif name == "office:annotation":
            self.omitted["comment"] += 1
        elif name.startswith("draw:") and name != "draw:a":
            self.frames.append(element)
        elif name in ("text:hidden-text", "text:hidden-paragraph") and get(element, "text:is-hidden") != "false":
            self.omitted["hidden"] += 1
        elif name not in _PASSED:
            style = get(element, "text:style-name") if name == "text:span" else None
            own, through = self.styles.hidden("text", style), self.styles.struck("text", style)
            self._inside(element, hidden if own is None else own, struck if through is None else through)

    def _say(self, text: str | None, hidden: bool, struck: bool) -> None:
        if not text:
            return
        if hidden and text.strip():
            self.omitted["hidden"] += 1
        elif struck and text.strip():
            self.omitted["struck"] += len("".join(text.split()))
        elif not hidden:
            self.out.append(pattern(r"[ \t\r\n]+").sub(" ", text))
