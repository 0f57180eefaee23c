"""What a graph says of its own making: coverage, counts, references, and the decisions that list or delist a case.

Read from N-Quads, graph by graph, so that a file exported last year is as good as minutes read now. A place is read off
the IRI of a passage; the line it stands on is all of a text that is kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from .source import Source, Span
from .vocab import ACTION, KG, NIF, OWL, RDF, RDFS

_PASSAGE = re.compile(r"^(.*)#char=(\d+),(\d+);for=(\w+)$")
_WANTED = (
    KG.meeting, KG.fileName, NIF.isString, KG.firstLine, KG.dayNumber, KG.factCharacters, KG.structureCharacters, KG.boilerplateCharacters, KG.unreadCharacters,
    KG.claimed, KG.listed, KG.verdict, KG.item, KG.cites, KG.case, KG.action, KG.anomaly, OWL.sameAs, RDF.type, RDFS.label,
)  # fmt: skip
# Of passages, only those that a row needs, and of these only the IRI, which says all: reading the rest takes twice the time.
_NEEDED = re.compile(
    f"<[^>#]*> (?:(?:{'|'.join(re.escape(f'<{iri}>') for iri in _WANTED)}) |<{re.escape(KG.evidence)}> <[^>]*;for=(?:claimed|cites|case)>)"
    f"|<[^>]*;for=cites> <{re.escape(KG.denotes)}> ".encode()
)
_LISTING = {ACTION.added: "added", ACTION.delisted: "delisted"}
Facts = Mapping[str, Mapping[str, list[str]]]


class Place(NamedTuple):
    """Where words stand: minutes, file, line of the minutes' text and column, both 1-based, the line itself, and how many of its characters."""

    minutes: str
    file: str
    line: int
    column: int
    text: str
    length: int


_NOWHERE = Place("", "", 0, 0, "", 0)


class Covered(NamedTuple):
    """How the characters of one text of minutes were spent."""

    minutes: str
    file: str
    title: str
    length: int
    fact: int
    structure: int
    boilerplate: int
    unread: int


class Claimed(NamedTuple):
    """A stated number against what was listed."""

    minutes: str
    claim: str
    item: str
    claimed: int
    listed: int
    verdict: str
    place: Place | None


class Cited(NamedTuple):
    """A meeting that another one cites. Whether its minutes are held is known when all graphs are read."""

    meeting: str
    label: str
    by: str
    place: Place | None


class Listed(NamedTuple):
    """A decision that adds or delists a case; `day` since 1970-01-01."""

    case: str
    label: str
    action: str
    decision: str
    day: int | None
    place: Place | None


class Ledgers:
    """The ledgers of a graph, filled graph by graph."""

    def __init__(self) -> None:
        self.coverage: list[Covered] = []
        self.counts: list[Claimed] = []
        self.citations: list[Cited] = []
        self.listings: list[Listed] = []
        self.anomalies: list[tuple[str, str]] = []  # case, concept
        self.same: dict[str, str] = {}  # an alias that a person stated -> what it means, as conclusions have it
        self.held: set[str] = set()  # meetings whose minutes are here
        self.first_lines: dict[str, int] = {}
        self._named = ("", "")  # some minutes and their meeting

    def add(self, lines: Iterable[bytes]) -> None:
        """Take in one graph: its triples as N-Triples, without full stop and line feed."""
        facts = _facts(line for line in lines if _NEEDED.match(line))
        texts = {s: _Text(s, f) for s, f in facts.items() if KG.Minutes in f.get(RDF.type, ())}
        self.first_lines |= {s: int(f[KG.firstLine][0]) for s, f in facts.items() if KG.firstLine in f}
        self.anomalies += [(s, a) for s, f in facts.items() for a in f.get(KG.anomaly, ())]
        self.same |= {s: kept for s, f in facts.items() for kept in f.get(OWL.sameAs, ())}
        self.held |= {meeting for text in texts.values() for meeting in text.facts.get(KG.meeting, ())}
        self._named = next(((t.iri, m) for t in texts.values() for m in t.facts.get(KG.meeting, ())), self._named)
        reading = _Reading(facts, texts)
        self.coverage += reading.coverage()
        self.counts += sorted(reading.counts(), key=lambda c: c.place or _NOWHERE)
        self.citations += reading.citations()
        self.listings += reading.listings()

    @property
    def base(self) -> str:
        """Return what data IRIs begin with: those of a meeting and of its minutes differ from their second letter on."""
        minutes, meeting = self._named
        same = next((i for i, (a, b) in enumerate(zip(minutes, meeting, strict=False)) if a != b), 0)
        return minutes[: max(0, same - 1)]

    def line(self, place: Place) -> int:
        """Return the line of the file, where the catalog says at which one the minutes start; else that of their text."""
        return place.line + self.first_lines.get(place.minutes, 1) - 1

    def source(self, place: Place, path: str = "") -> tuple[Source, Span]:
        """Return the line of a place as a text of its own, and the place in it, as findings want them."""
        start = place.column - 1
        return Source(text=place.text, name=place.file, path=path, first_line=self.line(place)), Span(start, start + place.length)

    def wanted(self) -> list[tuple[str, str, list[Cited]]]:
        """Return the meetings cited whose minutes are not held: IRI, name, and the places that cite them."""
        found: dict[str, list[Cited]] = defaultdict(list)
        for cited in self.citations:
            if cited.meeting not in self.held:
                found[cited.meeting].append(cited)
        return [(meeting, min(c.label for c in places), places) for meeting, places in sorted(found.items())]


class _Text:
    """One text of minutes and where it stands."""

    def __init__(self, iri: str, facts: Mapping[str, list[str]]) -> None:
        self.iri, self.facts = iri, facts
        self.file = next(iter(facts.get(KG.fileName, ())), "")
        self.source = Source(text=next(iter(facts.get(NIF.isString, ())), ""), name=self.file)

    def place(self, start: int, end: int) -> Place:
        line, column = self.source.locate(min(start, len(self.source.text)))
        text = self.source.line(line)
        return Place(self.iri, self.file, line, column, text, max(1, min(end - start, len(text) - column + 1)))


class _Reading:
    """What one graph holds, read into rows."""

    def __init__(self, facts: Facts, texts: Mapping[str, _Text]) -> None:
        self.facts, self.texts = facts, texts
        self.minutes = {meeting: text for text in texts.values() for meeting in text.facts.get(KG.meeting, ())}

    def coverage(self) -> Iterator[Covered]:
        for iri in self._of(KG.CoverageLedger):
            text = self.minutes.get(self._one(iri, KG.meeting))
            numbers = [int(self._one(iri, p) or 0) for p in (KG.factCharacters, KG.structureCharacters, KG.boilerplateCharacters, KG.unreadCharacters)]
            if text:
                yield Covered(text.iri, text.file, self._one(text.iri, RDFS.label), len(text.source.text), *numbers)

    def counts(self) -> Iterator[Claimed]:
        for iri in self._of(KG.CountClaim):
            minutes = self.minutes.get(self._one(iri, KG.meeting))
            item, claimed, listed = self._one(iri, KG.item), self._one(iri, KG.claimed), self._one(iri, KG.listed)
            place = self._place(iri, "claimed")
            yield Claimed(minutes.iri if minutes else "", self._one(iri, RDFS.label), self._one(item, RDFS.label), int(claimed or 0), int(listed or 0), self._one(iri, KG.verdict), place)

    def citations(self) -> Iterator[Cited]:
        for meeting, text in self.minutes.items():
            for cited in sorted(self.facts[meeting].get(KG.cites, ())):
                place = self._place(meeting, "cites", cited)
                yield Cited(cited, min(self.facts.get(cited, {}).get(RDFS.label, ("",))), self._one(meeting, RDFS.label) or self._one(text.iri, RDFS.label), place)

    def listings(self) -> Iterator[Listed]:
        for iri in self._of(KG.Decision):
            action, case = _LISTING.get(self._one(iri, KG.action)), self._one(iri, KG.case)
            if action and case:
                day = self._one(self._one(iri, KG.meeting), KG.dayNumber)
                yield Listed(case, self._one(case, RDFS.label), action, iri, int(day) if day else None, self._place(iri, "case"))

    def _place(self, iri: str, local: str, denoted: str | None = None) -> Place | None:
        """Return where the first passage stands that supports a property of a thing."""
        found = []
        for passage in self.facts[iri].get(KG.evidence, ()):
            m = _PASSAGE.match(passage)
            if m and m[4] == local and m[1] in self.texts and (denoted is None or denoted in self.facts.get(passage, {}).get(KG.denotes, ())):
                found.append((int(m[2]), int(m[3]), m[1]))
        if not found:
            return None
        start, end, text = min(found)
        return self.texts[text].place(start, end)

    def _of(self, kind: str) -> list[str]:
        return sorted(s for s, f in self.facts.items() if kind in f.get(RDF.type, ()))

    def _one(self, iri: str, predicate: str) -> str:
        return min(self.facts.get(iri, {}).get(predicate, ("",)))


def _facts(lines: Iterable[bytes]) -> Facts:
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(b"".join(line + b" .\n" for line in lines), format=ox.RdfFormat.N_TRIPLES):
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            facts[subject.value][triple.predicate.value].append(value.value)
    return facts
