"""N-Quads as text: literals, the lines of one graph, and what one text of minutes gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from .patterns import swift
from .source import Source, Span
from .vocab import KG, NIF, RDF, RDFS, XSD, ZH

_LOCAL: dict[str, str] = {}  # property -> its local name
_ESCAPED = swift(r'["\\\n\r\t\x08\x0c]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x08": "\\b", "\x0c": "\\f"}


_EVIDENCE = f"{KG.evidence}> <"
_CLOSED = "{}>".format  # subjects stand in the order of their IRIs with what closes them


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
    """The lines of one named graph, subject by subject, and the passages of the text it is about.

    Of a line only what stands between its subject and its graph is kept, and bytes are joined, not text: a subject and a
    graph are turned into bytes once, and not again for each of the thousands of lines they stand in.
    """

    def __init__(self, graph: str, context: str, text: str, layout: Layout | None = None) -> None:
        self.graph, self.context, self.text = graph, context, text
        self.layout = layout if layout and (layout.source.pages or layout.source.by_ocr) else None
        self.lines: defaultdict[str, set[str]] = defaultdict(set)
        self.passages: dict[str, tuple[int, int, str, set[str]]] = {}
        self.tail = f" <{graph}> .\n"

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
        local = _LOCAL.get(predicate) or _LOCAL.setdefault(predicate, predicate[max(predicate.rfind("#"), predicate.rfind("/")) + 1 :])
        passage = f"{self.context}#char={start},{end};for={local}"
        self.lines[subject].add(f"{_EVIDENCE}{passage}>")
        known = self.passages.get(passage)
        if known is None:
            known = self.passages[passage] = (start, end, predicate, set())
        if denotes:
            known[3].add(denotes)

    def written(self) -> bytes:
        """Return all lines, sorted bytewise: by subject, then within it (UTF-8 keeps the order of code points)."""
        tail, passages, lines = self.tail.encode(), self.passages, self.lines
        write = self._passages(tail)
        blocks: list[bytes] = []
        for subject in sorted((*lines, *passages), key=_CLOSED):
            lead = f"<{subject}> <".encode()
            if subject in passages:
                blocks += write(lead, *passages[subject])
            else:
                blocks += lead, (tail + lead).join(map(str.encode, sorted(lines[subject]))), tail
        return b"".join(blocks)

    def _passages(self, tail: bytes) -> Callable[[bytes, int, int, str, set[str]], tuple[bytes, ...]]:
        """Return what writes a passage whole, its lines in the order of their bytes."""
        text, placed = self.text, self._placed if self.layout else None
        anchor, begin, finish = f"{NIF.anchorOf}> ".encode(), f'{NIF.beginIndex}> "'.encode(), f'{NIF.endIndex}> "'.encode()
        integer = f'"^^<{XSD.integer}>'.encode() + tail
        context, kind = f"{NIF.referenceContext}> <{self.context}>".encode() + tail, f"{RDF.type}> <{NIF.OffsetBasedString}>".encode() + tail
        supports: dict[str, bytes] = {}

        def write(lead: bytes, start: int, end: int, predicate: str, denoted: set[str]) -> tuple[bytes, ...]:
            boxed, paged = placed(lead, tail, start, end) if placed else (b"", b"")
            denotes = b"".join(lead + f"{KG.denotes}> <{iri}>".encode() + tail for iri in sorted(denoted))
            last = supports.get(predicate) or supports.setdefault(predicate, f"{KG.supports}> <{predicate}>".encode() + tail)
            return (
                lead, anchor, literal(text[start:end]).encode(), tail, lead, begin, b"%d" % start, integer, lead, finish, b"%d" % end, integer,
                lead, context, lead, kind, boxed, denotes, paged, lead, last,
            )  # fmt: skip

        return write

    def _placed(self, lead: bytes, tail: bytes, start: int, end: int) -> tuple[bytes, bytes]:
        """Write where a passage stands on its pages: what comes before `kg:denotes` in the order of bytes, and what after."""
        assert self.layout is not None
        pages, boxes = self.layout.places(start, end)
        before = [f"{KG.box}> {literal(box)}" for box in boxes]
        if self.layout.source.by_ocr:
            before.append(f'{KG.byOCR}> "true"^^<{XSD.boolean}>')
        after = [f'{KG.page}> "{page}"^^<{XSD.integer}>' for page in pages]
        boxed, paged = (b"".join(lead + line.encode() + tail for line in lines) for lines in (before, after))
        return boxed, paged
