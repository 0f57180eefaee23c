"""The page of minutes: the whole text, every fact marked in place and linked, unread words marked as unread."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from ..coverage import measure
from ..facts import Facts
from ..network import KINDS
from ..network.words import node_label
from ..phrases import phrase
from ..readers.furniture import page_numbers
from ..source import Span
from ..vocab import KG, NIF
from .explorer import Explorer
from .frame import exact, page
from .shown import Link, link
from .ways import Ways, mark
from .words import ui

_BREAKS = re.compile(r"\r\n|[\r\n\f\v\u2028\u2029]")
_BY_PROPERTY = {KG.number: "item", KG.heading: "item", KG.sectionKind: "item", KG.claimed: "count"}
_SUBJECTS = ("meeting", "decision", "directive", "statement", "count", "item", "case")


class Passage(NamedTuple):
    """Words of a fact.

    Attributes:
        kind: of what they speak of: a case, a project, an item …
        label: what they say, in words: property and value.
        about: the way to the fact, and its words.
    """

    start: int
    end: int
    kind: str
    label: str
    about: Link
    pages: tuple[int, ...]


class Piece(NamedTuple):
    """A stretch of one line, all of it of the same passages."""

    text: str
    ids: tuple[str, ...]
    kinds: str
    title: str
    href: str
    page: int


class Line(NamedTuple):
    """A line of the text with its number in the file."""

    number: int
    pieces: tuple[Piece, ...]
    html: Markup


def minutes_page(explorer: Explorer, iri: str, ways: Ways, path: str) -> str:
    """Return the page of minutes."""
    facts = explorer.facts[ways.language]
    text, first = _one(facts, iri, NIF.isString), int(_one(facts, iri, KG.firstLine) or 1)
    passages = sorted(passages_of(explorer, facts, iri, ways))
    meeting, coverage = facts.meeting(iri), coverage_of(facts, facts.meeting(iri))
    unread, told = unread_of(facts, iri, text, passages)
    return page(
        "minutes.html", ways, title=facts.label(iri), name="minutes", path=path, id=iri.removeprefix(explorer.base), meeting=link(explorer, meeting, ways), date=facts.dated(meeting),
        file=_one(facts, iri, KG.fileName), sha=_one(facts, iri, KG.sha256), lines=list(lines(text, first, passages, unread, "unread-word" if told else "unread-maybe", ways)), passages=passages,
        kinds=list(dict.fromkeys(p.kind for p in passages)), coverage=coverage, unread=coverage[-1] if coverage else 0, known=told, line_of=_Lines(text, first), text=text, mark_of=row_mark, names={kind: _named(kind, ways) for kind in {p.kind for p in passages}},
    )  # fmt: skip


def passages_of(explorer: Explorer, facts: Facts, minutes: str, ways: Ways) -> Iterator[Passage]:
    """Yield the words of all facts of some minutes."""
    for passage in facts.subjects(NIF.referenceContext, minutes):
        start, end = (int(_one(facts, passage, p) or 0) for p in (NIF.beginIndex, NIF.endIndex))
        pages = tuple(sorted(int(n) for n in facts.values(passage, KG.page) if n.isdecimal()))
        supports, denotes = _one(facts, passage, KG.supports), facts.values(passage, KG.denotes)
        for subject in facts.subjects(KG.evidence, passage):
            if not facts.values(subject, KG.unreadCharacters):
                values = phrase("join", ways.lang).join(map(facts.label, denotes)) or _stated(facts, subject, supports)
                label = phrase("colon", ways.lang, facts.label(supports), values)
                yield Passage(start, end, _kind(explorer, subject, supports, denotes), label, _about(explorer, facts, subject, supports, denotes, ways), pages)


def unread_of(facts: Facts, minutes: str, text: str, passages: list[Passage]) -> tuple[list[Span], bool]:
    """Return the stretches that nothing was read from, and whether the graph states them; else the stretches among which they are."""
    meeting = facts.meeting(minutes)
    ledger = next((s for s in facts.subjects(KG.meeting, meeting) if KG.CoverageLedger in facts.kinds(s)), "") if meeting else ""
    stated = [p for p in facts.values(ledger, KG.evidence) if _one(facts, p, NIF.referenceContext) == minutes] if ledger else []
    spans = sorted(Span(int(_one(facts, p, NIF.beginIndex)), int(_one(facts, p, NIF.endIndex))) for p in stated)
    if spans or not (coverage_of(facts, meeting) or (0,))[-1]:
        return spans, True
    return list(measure(text, (Span(p.start, p.end) for p in passages), (), ()).gaps), False


def lines(text: str, first: int, passages: list[Passage], unread: list[Span], name: str, ways: Ways) -> Iterator[Line]:
    """Yield the lines of a text, cut where passages begin and end."""
    marked = _Marked(passages, unread, page_numbers(text), ui(name, ways.language), ui("several", ways.language))
    begin, number = 0, first
    for end, after in [*((m.start(), m.end()) for m in _BREAKS.finditer(text)), (len(text), len(text))]:
        pieces = tuple(marked.pieces(text, begin, end))
        yield Line(number, pieces, Markup("").join(_drawn(piece, ways) for piece in pieces))
        begin, number = after, number + 1


def _drawn(piece: Piece, ways: Ways) -> Markup:
    """Return a piece as HTML; nothing stands between one and the next."""
    before = Markup("").join(Markup('<span id="{}"></span>').format(name) for name in piece.ids[:-1])
    if piece.page:
        before += Markup('<span class="turn-page">{}</span>').format(ui("page", ways.language, piece.page))
    if not piece.kinds:
        return before + exact(piece.text)
    name = Markup(' id="{}"').format(piece.ids[-1]) if piece.ids else Markup("")
    if piece.href:
        return before + Markup('<a class="h {}"{} href="{}" title="{}">{}</a>').format(piece.kinds, name, piece.href, exact(piece.title), exact(piece.text))
    element = "mark" if piece.kinds == "unread" else "span"
    return before + Markup('<{0} class="{1}"{2} title="{3}">{4}</{0}>').format(element, piece.kinds if element == "mark" else f"h {piece.kinds}", name, exact(piece.title), exact(piece.text))


class _Marked:
    """Cuts a text into pieces; knows which passages cover each."""

    def __init__(self, passages: list[Passage], unread: list[Span], printed: list[Span], word: str, several: str) -> None:
        self._passages, self._unread, self._printed, self._word, self._several = passages, unread, printed, word, several
        self._cuts = sorted({p.start for p in passages} | {p.end for p in passages} | {cut for span in (*unread, *printed) for cut in span})
        self._begun: list[Passage] = []
        self._next = 0
        self._named: set[int] = set()
        self._page = 0

    def pieces(self, text: str, begin: int, end: int) -> Iterator[Piece]:
        """Yield the pieces of one line; lines are asked for in order."""
        inner = self._cuts[bisect_right(self._cuts, begin) : bisect_right(self._cuts, end)]
        edges = [begin, *(cut for cut in inner if cut < end), end]
        for start, stop in pairwise(edges):
            if stop > start:
                yield self._piece(text[start:stop], start)

    def _piece(self, words: str, start: int) -> Piece:
        while self._next < len(self._passages) and self._passages[self._next].start <= start:
            self._begun.append(self._passages[self._next])
            self._next += 1
        self._begun = [p for p in self._begun if p.end > start]
        over = [] if any(span.start <= start < span.end for span in self._printed) else sorted(self._begun, key=lambda p: (p.end - p.start, p))
        unread = any(span.start <= start < span.end for span in self._unread)
        if not over:
            begun = any(span.start == start for span in self._unread)
            return Piece(words, (f"c{start}",) if begun else (), "unread" if unread else "", self._word if unread else "", "", 0)
        # A passage may begin in a line break, hence the first piece of it, wherever that is.
        begins = {p.start for p in over} - self._named
        self._named |= begins
        inner = [p for p in over if p[:2] == over[0][:2]]
        ways = dict.fromkeys(p.about.href for p in inner if p.about.href)
        href = next(iter(ways), "") if len(ways) < 2 else f"#{row_mark(inner[0])}"
        title = "\n".join(dict.fromkeys(p.label for p in over))
        return Piece(words, tuple(f"c{begin}" for begin in sorted(begins)), " ".join(f"k-{kind}" for kind in dict.fromkeys(p.kind for p in over)), title, href, self._turned(over))

    def _turned(self, over: list[Passage]) -> int:
        """Return the number of a page where the first passage on it begins."""
        first = next((p.pages[0] for p in over if p.pages), 0)
        if first <= self._page:
            return 0
        self._page = first
        return first


class _Lines:
    """Tells the line of an offset."""

    def __init__(self, text: str, first: int) -> None:
        self._starts, self._first = [0, *(m.end() for m in _BREAKS.finditer(text))], first

    def __call__(self, offset: int) -> int:
        return bisect_right(self._starts, offset) + self._first - 1


def row_mark(passage: Passage) -> str:
    """Return the anchor of a stretch in the list below the text."""
    return f"p{passage.start}-{passage.end}"


def _about(explorer: Explorer, facts: Facts, subject: str, supports: str, denotes: list[str], ways: Ways) -> Link:
    """Return the way to a fact: on the page of what its words denote, else where the fact itself is shown."""
    for iri in denotes:
        if explorer.has_page(iri) and iri != facts.meeting(subject):
            return link(explorer, iri, ways)._replace(href=ways.page(f"{explorer.place(iri)}{'' if iri == subject else '#' + mark(subject)}"))
    place = explorer.place(subject)
    if not place:
        return Link("", facts.label(subject))
    if KG.Meeting in facts.kinds(subject):
        return Link(ways.page(f"{place}#{mark(f'<{subject}>', f'<{supports}>')}"), facts.label(subject))
    return Link(ways.page(place), facts.sentence(subject))


def _kind(explorer: Explorer, subject: str, supports: str, denotes: list[str]) -> str:
    nodes = [node for iri in denotes if (node := explorer.index.node(iri))]
    if nodes:
        return nodes[0].kind
    if supports in _BY_PROPERTY:
        return _BY_PROPERTY[supports]
    kind = subject.removeprefix(explorer.base).partition("/")[0]
    return kind if kind in _SUBJECTS else "meeting"


def _named(kind: str, ways: Ways) -> str:
    """Return what a kind of passage is called."""
    return node_label(kind)[ways.language == "en"] if kind in KINDS else ui(f"of-{kind}", ways.language)


def _stated(facts: Facts, subject: str, predicate: str) -> str:
    values = facts.values(subject, predicate)
    return values[0] if values else ""


def coverage_of(facts: Facts, meeting: str) -> tuple[int, ...]:
    """Return how many characters the text of a meeting's minutes has, and how many of them are facts, structure, boilerplate, and unread; nothing where that is not told."""
    ledgers = [s for s in (facts.subjects(KG.meeting, meeting) if meeting else ()) if facts.values(s, KG.unreadCharacters)]
    counted = [int(_one(facts, ledger, p) or 0) for ledger in ledgers[:1] for p in (KG.factCharacters, KG.structureCharacters, KG.boilerplateCharacters, KG.unreadCharacters)]
    return (sum(counted), *counted) if counted else ()


def _one(facts: Facts, subject: str, predicate: str) -> str:
    return next(iter(facts.values(subject, predicate)), "")
