"""N-Quads as text: literals, the lines of one graph, and what one text of minutes gives."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import NamedTuple

from .patterns import swift
from .source import Source, Span
from .vocab import KG, NIF, RDF, RDFS, XSD, ZH

_ESCAPED = swift(r'["\\\n\r\t\x08\x0c]')
_is_escaped = _ESCAPED.search
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x08": "\\b", "\x0c": "\\f"}
_EVIDENCE = f"{KG.evidence}> <"
_PLACE = "#char="
_ANCHOR, _BEGIN, _END = f"{NIF.anchorOf}> ".encode(), f'{NIF.beginIndex}> "'.encode(), f'{NIF.endIndex}> "'.encode()
_INTEGER = f'"^^<{XSD.integer}>'.encode()
_CLOSED = "{}>".format  # subjects stand in the order of their IRIs with what closes them


class _Locals(dict[str, str]):
    """Map a property to its local name."""

    def __missing__(self, iri: str) -> str:
        local = self[iri] = iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
        return local


_LOCAL = _Locals()


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
    return f'"{_ESCAPED.sub(lambda m: _ESCAPES[m[0]], value)}"' if _is_escaped(value) else f'"{value}"'


class GraphText:
    """The lines of one named graph, subject by subject, and the passages of the text it is about.

    Of a line only what stands between its subject and its graph is kept, and bytes are joined, not text: a subject and a
    graph are turned into bytes once, and not again for each of the thousands of lines they stand in.
    """

    def __init__(self, graph: str, context: str, text: str, layout: Layout | None = None) -> None:
        self.graph, self.context, self.text = graph, context, text
        self.layout = layout if layout and (layout.source.pages or layout.source.by_ocr) else None
        self.lines: defaultdict[str, set[str]] = defaultdict(set)
        self.passages: dict[str, tuple[int, int, str]] = {}  # by the end of their IRI
        self.denoted: defaultdict[str, set[str]] = defaultdict(set)
        self.tail = f" <{graph}> .\n"
        self._pointer = f"{_EVIDENCE}{context}{_PLACE}"

    def link(self, subject: str, predicate: str, target: str) -> None:
        self.lines[subject].add(f"{predicate}> <{target}>")

    def plain(self, subject: str, predicate: str, value: str) -> None:
        self.lines[subject].add(f"{predicate}> {literal(value)}")

    def label(self, subject: str, value: str, predicate: str = RDFS.label) -> None:
        self.lines[subject].add(f"{predicate}> {literal(value)}@{ZH}")

    def typed(self, subject: str, predicate: str, value: object, datatype: str) -> None:
        self.lines[subject].add(f'{predicate}> "{value}"^^<{datatype}>')

    def evidence(self, subject: str, predicate: str, span: Span, denotes: str | None = None) -> None:
        """Point from a subject to the passage that supports one of its properties."""
        start, end = span
        passage = f"{start},{end};for={_LOCAL[predicate]}>"
        self.lines[subject].add(self._pointer + passage)
        self.passages[passage] = (start, end, predicate)
        if denotes:
            self.denoted[passage].add(denotes)

    def written(self) -> bytes:
        """Return all lines, sorted bytewise: by subject, then within it (UTF-8 keeps the order of code points)."""
        tail, lines = self.tail.encode(), self.lines
        subjects = sorted(lines, key=_CLOSED)
        place = bisect_left(subjects, f"{self.context}{_PLACE}", key=_CLOSED)  # passages stand together, for their IRIs begin alike
        blocks: list[bytes] = []
        for part in (subjects[:place], None, subjects[place:]):
            if part is None:
                self._passages(blocks, tail)
                continue
            for subject in part:
                lead = f"<{subject}> <".encode()
                blocks += lead, (tail + lead).join(map(str.encode, sorted(lines[subject]))), tail
        return b"".join(blocks)

    def _passages(self, blocks: list[bytes], tail: bytes) -> None:
        """Add the lines of all passages, those of each in the order of their bytes."""
        text, opening, last = self.text, f"<{self.context}{_PLACE}".encode(), dict[str, bytes]()
        kind = f"{NIF.referenceContext}> <{self.context}>".encode(), f"{RDF.type}> <{NIF.OffsetBasedString}>".encode()
        for passage in sorted(self.passages):
            start, end, predicate = self.passages[passage]
            lead = opening + passage.encode() + b" <"
            joint = tail + lead
            supports = last.get(predicate) or last.setdefault(predicate, f"{KG.supports}> <{predicate}>".encode())
            blocks += lead, _ANCHOR, literal(text[start:end]).encode(), joint, _BEGIN, b"%d" % start, _INTEGER, joint, _END, b"%d" % end, _INTEGER, joint
            if self.layout is None and passage not in self.denoted:
                blocks += kind[0], joint, kind[1], joint, supports, tail
            else:
                boxed, paged = self._placed(start, end)
                denotes = (f"{KG.denotes}> <{iri}>".encode() for iri in sorted(self.denoted.get(passage, ())))
                blocks += joint.join((*kind, *boxed, *denotes, *paged, supports)), tail

    def _placed(self, start: int, end: int) -> tuple[list[bytes], list[bytes]]:
        """Say where a passage stands on its pages: what comes before `kg:denotes` in the order of bytes, and what after."""
        if self.layout is None:
            return [], []
        pages, boxes = self.layout.places(start, end)
        before = [f"{KG.box}> {literal(box)}" for box in boxes]
        if self.layout.source.by_ocr:
            before.append(f'{KG.byOCR}> "true"^^<{XSD.boolean}>')
        after = [f'{KG.page}> "{page}"^^<{XSD.integer}>' for page in pages]
        return [line.encode() for line in before], [line.encode() for line in after]
