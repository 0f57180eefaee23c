"""N-Quads as text: literals, the lines of one graph, and what one text of minutes gives."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import regex

from .source import Source, Span
from .vocab import KG, NIF, RDF, RDFS, XSD, ZH

_LOCAL: dict[str, str] = {}  # property -> its local name
_ESCAPED = regex.compile(r'["\\\n\r\t\x08\x0c]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x08": "\\b", "\x0c": "\\f"}


class Footprint(NamedTuple):
    """What one decision on a case leaves for the conclusions across meetings."""

    case: str
    label: str
    decision: str
    action: str
    meeting: str
    place: int


class Alias(NamedTuple):
    """That one thing is another, as a person stated it: in the minutes of which KEY, in which lines, and where it is written.

    `known`: the vocabulary or the minutes of the same file name the thing kept.
    """

    alias: str
    kept: str
    sort: str
    known: bool
    key: str
    lines: bytes
    source: Source
    span: Span


class Chunk(NamedTuple):
    """The graph of one text of minutes: its IRI, its sorted lines, and what `derive` needs of it.

    `correction` are lines of the graph that corrects it; `day` takes a corrected date into account.
    """

    key: str
    graph: str
    meeting: str
    quads: bytes
    day: int | None
    precedes: str | None
    footprints: tuple[Footprint, ...]
    sha256: str
    body: str
    line: int  # of its file at which the text starts, 1-based
    census: tuple[int, ...]  # what was read, see `conservation`
    correction: bytes = b""
    aliases: tuple[Alias, ...] = ()
    media_type: str = "text/plain"  # of its file


class Layout(NamedTuple):
    """Where a text stands in its file: what a passage's pages and boxes are looked up by."""

    source: Source
    offset: int

    def places(self, start: int, end: int) -> tuple[list[str], list[str]]:
        """Return the numbers of a passage's pages, and its boxes as fragments that viewers of PDF know (RFC 8118)."""
        span = Span(self.offset + start, self.offset + end)
        boxes = self.source.boxes(span) if self.source.boxes else ()
        pages = sorted({str(box.page) for box in boxes} or {str(page) for page in self.source.pages_of(span)})
        return pages, sorted({f"page={b.page}&viewrect={b.left},{b.top},{b.width},{b.height}" for b in boxes})


def literal(value: str) -> str:
    """Return a string between quotes, escaped as N-Quads wants it."""
    return f'"{_ESCAPED.sub(lambda m: _ESCAPES[m[0]], value)}"' if _ESCAPED.search(value) else f'"{value}"'


class GraphText:
    """The lines of one named graph, subject by subject, and the passages of the text it is about."""

    def __init__(self, graph: str, context: str, text: str, layout: Layout | None = None) -> None:
        self.graph, self.context, self.text = graph, context, text
        self.layout = layout if layout and (layout.source.pages or layout.source.by_ocr) else None
        self.lines: defaultdict[str, set[str]] = defaultdict(set)
        self.passages: dict[str, tuple[int, int, str, set[str]]] = {}
        self.tail = f" <{graph}> .\n"

    def link(self, subject: str, predicate: str, target: str) -> None:
        self.lines[subject].add(f"<{subject}> <{predicate}> <{target}>{self.tail}")

    def plain(self, subject: str, predicate: str, value: str) -> None:
        self.lines[subject].add(f"<{subject}> <{predicate}> {literal(value)}{self.tail}")

    def label(self, subject: str, value: str, predicate: str = RDFS.label) -> None:
        self.lines[subject].add(f"<{subject}> <{predicate}> {literal(value)}@{ZH}{self.tail}")

    def typed(self, subject: str, predicate: str, value: object, datatype: str) -> None:
        self.lines[subject].add(f'<{subject}> <{predicate}> "{value}"^^<{datatype}>{self.tail}')

    def evidence(self, subject: str, predicate: str, span: Span, denotes: str | None = None) -> None:
        """Point from a subject to the passage that supports one of its properties."""
        start, end = span
        local = _LOCAL.get(predicate) or _LOCAL.setdefault(predicate, predicate[max(predicate.rfind("#"), predicate.rfind("/")) + 1 :])
        passage = f"<{self.context}#char={start},{end};for={local}>"
        self.lines[subject].add(f"<{subject}> <{KG.evidence}> {passage}{self.tail}")
        known = self.passages.get(passage)
        if known is None:
            known = self.passages[passage] = (start, end, predicate, set())
        if denotes:
            known[3].add(denotes)

    def _passage_lines(self, passage: str, start: int, end: int, predicate: str, denoted: set[str]) -> str:
        """Write a passage whole, its lines in the order of their bytes."""
        lead, tail = f"{passage} <", self.tail
        denotes = "".join(f"{lead}{KG.denotes}> <{iri}>{tail}" for iri in sorted(denoted))
        boxed, paged = self._placed(lead, start, end) if self.layout else ("", "")
        return (
            f"{lead}{NIF.anchorOf}> {literal(self.text[start:end])}{tail}"
            f'{lead}{NIF.beginIndex}> "{start}"^^<{XSD.integer}>{tail}'
            f'{lead}{NIF.endIndex}> "{end}"^^<{XSD.integer}>{tail}'
            f"{lead}{NIF.referenceContext}> <{self.context}>{tail}"
            f"{lead}{RDF.type}> <{NIF.OffsetBasedString}>{tail}"
            f"{boxed}{denotes}{paged}{lead}{KG.supports}> <{predicate}>{tail}"
        )

    def _placed(self, lead: str, start: int, end: int) -> tuple[str, str]:
        """Write where a passage stands on its pages: what comes before `kg:denotes` in the order of bytes, and what after."""
        assert self.layout is not None
        pages, boxes = self.layout.places(start, end)
        boxed = "".join(f"{lead}{KG.box}> {literal(box)}{self.tail}" for box in boxes)
        ocr = f'{lead}{KG.byOCR}> "true"^^<{XSD.boolean}>{self.tail}' if self.layout.source.by_ocr else ""
        return boxed + ocr, "".join(f'{lead}{KG.page}> "{page}"^^<{XSD.integer}>{self.tail}' for page in pages)

    def written(self) -> str:
        """Return all lines, sorted bytewise: by subject, then within it (UTF-8 keeps the order of code points)."""
        blocks = {f"<{subject}>": "".join(sorted(lines)) for subject, lines in self.lines.items()}
        blocks |= {passage: self._passage_lines(passage, *parts) for passage, parts in self.passages.items()}
        return "".join(blocks[subject] for subject in sorted(blocks))
