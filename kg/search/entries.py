"""What can be found in a graph: the names of things, what was said, the lines of minutes; and what is shown of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

import pyoxigraph as ox

from ..facts import SAYINGS, Facts, Said
from ..fulltext import Row, Words, row
from ..phrases import phrase
from ..places import Quote
from ..vocab import FOAF, KG, KG_IRI, NIF, RDF, RDFS, SKOS

NAMES, SENTENCES, LINES = "names", "sentences", "line"  # the parts, in the order in which they are shown
NAMING = (SKOS.prefLabel, RDFS.label, SKOS.altLabel, SKOS.hiddenLabel, FOAF.name)
SAYING = (KG.text, KG.heading, KG.wording)


class Told(NamedTuple):
    """What is shown of a thing, a saying or minutes.

    `order` sorts by time; `quotes` are by the property they are evidence for; `within` tells of minutes that their lines are
    counted within their own text.
    """

    label: str
    kind: str
    meeting: str = ""
    date: str = ""
    order: tuple[str, int, str] = ("", 0, "")
    quotes: dict[str, tuple[Said, ...]] = {}  # noqa: RUF012 - never changed
    file: str = ""
    within: bool = False


class Shelf(Protocol):
    """Where texts are looked for: a graph that is read through, or an index of it."""

    lang: str

    def rows(self, wanted: Words) -> Iterable[Row]:
        """Return the texts that hold all words."""
        ...

    def told(self, part: str, thing: str) -> Told:
        """Return what is shown of a thing."""
        ...


class Scan:
    """A graph that is read through for every question."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.lang = facts, facts.lang

    def rows(self, wanted: Words) -> Iterator[Row]:
        """Yield the texts that hold all words."""
        return (entry for entry in entries(self.facts) if wanted.held(entry.folded))

    def told(self, part: str, thing: str) -> Told:
        """Return what is shown of a thing."""
        return TELLING[part](self.facts, thing)


def entries(facts: Facts) -> Iterator[Row]:
    """Yield all that can be found, each text of a thing once, in an order that depends on nothing else."""
    for predicate in NAMING:
        yield from (row(NAMES, subject, predicate, name) for subject, name in _texts(facts, predicate) if _has_names(facts, subject))
    for predicate in SAYING:
        yield from (row(SENTENCES, subject, predicate, text) for subject, text in _texts(facts, predicate))
    for quote in (*_lines(facts), *_across_lines(facts)):
        yield row(LINES, quote.minutes, f"{quote.line}:{quote.column}", quote.text, quote.begin)


def _texts(facts: Facts, predicate: str) -> list[tuple[str, str]]:
    stated = facts.quads(None, predicate, None)
    return sorted({(q.subject.value, q.object.value) for q in stated if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.Literal)})


def _has_names(facts: Facts, subject: str) -> bool:
    """Tell whether a thing is found by name: not a term, and not what is found by what it says."""
    return not subject.startswith(KG_IRI) and not facts.kinds(subject) & {*SAYINGS, KG.Minutes}


def _lines(facts: Facts) -> Iterator[Quote]:
    """Yield the lines of all minutes, without the white space around them."""
    for minutes in facts.subjects(RDF.type, KG.Minutes):
        begin = 0
        for line in "".join(facts.values(minutes, NIF.isString)).splitlines(keepends=True):
            if words := line.strip():
                yield facts.places.at(minutes, begin + line.index(words), words)
            begin += len(line)


def _across_lines(facts: Facts) -> list[Quote]:
    """Return the quotes that go over the end of a line: a word may do so too."""
    passages = (p for p, words in _texts(facts, NIF.anchorOf) if "\n" in words)
    quotes = {q._replace(pages=()) for p in passages if (q := facts.places.quote(p))}
    return sorted(quotes, key=lambda q: (q.minutes, q.begin, q.text))


def _named(facts: Facts, thing: str) -> Told:
    return Told(facts.label(thing), facts.kind(thing), quotes={RDFS.label: facts.quotes(thing, RDFS.label) or _first(facts, thing)})


def _first(facts: Facts, thing: str) -> tuple[Said, ...]:
    """Return where minutes name a thing for the first time."""
    quotes = [q for p in facts.subjects(KG.denotes, thing) if (q := facts.places.quote(p))]
    first = min(quotes, key=lambda q: (facts.order(facts.meeting(q.minutes)), q.begin, q.text), default=None)
    return (Said(quote=first),) if first else ()


def _said(facts: Facts, thing: str) -> Told:
    meeting = facts.meeting(thing)
    quotes = {predicate: found for predicate in SAYING if (found := facts.quotes(thing, predicate))}
    label = phrase("colon", facts.lang, facts.kind(thing), facts.sentence(thing))
    return Told(label, facts.kind(thing), facts.label(meeting) if meeting else "", facts.dated(meeting), facts.order(meeting), quotes)


def _written(facts: Facts, minutes: str) -> Told:
    meeting = facts.meeting(minutes)
    return Told("", "", facts.label(meeting), facts.dated(meeting), facts.order(meeting), {}, facts.places.at(minutes, 0, "").file, facts.places.within(minutes))


TELLING = {NAMES: _named, SENTENCES: _said, LINES: _written}
