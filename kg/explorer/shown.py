"""Facts and quotes as pages show them: with links to the words in the minutes, and to the things they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..facts import SAYINGS, Fact, Facts, Said
from ..phrases import phrase
from ..places import Quote
from ..render import details
from ..vocab import KG
from .explorer import Explorer
from .ways import Ways, mark

_SEEN = (KG.case, KG.directive, KG.group, KG.addressee, KG.mentions, KG.issuedBy, KG.speaker, KG.fromMeeting, KG.meeting)
MOST_SEEN = 12  # links beside one fact


class Link(NamedTuple):
    """Where to, and what is there."""

    href: str
    label: str
    kind: str = ""


class Cited(NamedTuple):
    """A quote, what it is evidence for, where it stands, and the way there."""

    text: str
    of: str
    place: str
    href: str


class Told(NamedTuple):
    """A fact: its anchor, when and where it was stated, what, and what else; things it speaks of; its quotes."""

    id: str
    date: str
    meeting: str
    text: str
    details: tuple[str, ...]
    see: tuple[Link, ...]
    quotes: tuple[Cited, ...]


def told(explorer: Explorer, facts: Facts, found: Iterable[Fact], thing: str, ways: Ways, taken: set[str]) -> Iterator[Told]:
    """Yield facts about a thing; `taken` are the anchors the page has already."""
    for fact in found:
        name = anchor(facts, fact, thing)
        given = "" if name in taken else name
        taken.add(name)
        yield Told(given, fact.date, fact.meeting, fact.text, details(fact), tuple(_seen(explorer, facts, fact, thing, ways)), tuple(cited(explorer, said, ways) for said in fact.quotes))


def anchor(facts: Facts, fact: Fact, thing: str) -> str:
    """Return the anchor of a fact: made of the saying that states it, else of what is stated."""
    subjects = sorted({_iri(subject) for subject, _, _ in fact.triples} - {thing, ""})
    sayings = [subject for subject in subjects if facts.kinds(subject) & {*SAYINGS}]
    if sayings or subjects:
        return mark((sayings or subjects)[0])
    return mark(*min(fact.triples, default=("", "", ""))[:2])


def cited(explorer: Explorer, said: Said, ways: Ways) -> Cited:
    """Return a quote of a passage."""
    return Cited(said.quote.text, phrase("join", ways.lang).join(said.of), str(said.quote), passage(explorer, said.quote, ways))


def quoted(explorer: Explorer, quotes: Iterable[Quote], ways: Ways) -> tuple[Cited, ...]:
    """Return quotes of passages."""
    return tuple(Cited(quote.text, "", str(quote), passage(explorer, quote, ways)) for quote in quotes)


def passage(explorer: Explorer, quote: Quote, ways: Ways) -> str:
    """Return the way to a passage in its minutes."""
    place = explorer.place(quote.minutes)
    return ways.page(f"{place}#c{quote.begin}") if place else ""


def line(explorer: Explorer, quote: Quote, ways: Ways) -> str:
    """Return the way to a line of minutes."""
    place = explorer.place(quote.minutes)
    return ways.page(f"{place}#L{quote.line}") if place else ""


def link(explorer: Explorer, iri: str, ways: Ways) -> Link:
    """Return the way to a thing, with its name; no way where it has no page."""
    place = explorer.place(iri)
    node = explorer.index.node(iri)
    return Link(ways.page(place) if place else "", explorer.label(iri, ways.language), node.kind if node else "")


def _seen(explorer: Explorer, facts: Facts, fact: Fact, thing: str, ways: Ways) -> Iterator[Link]:
    """Yield the things that a fact speaks of, but for the one whose page this is."""
    met: dict[str, None] = {}
    for subject, _, value in sorted(fact.triples):
        for iri in (_iri(subject), _iri(value)):
            met[iri] = None
            if facts.kinds(iri) & {*SAYINGS} if iri else False:
                met |= {value: None for predicate in _SEEN for value in facts.values(iri, predicate)}
    places = [iri for iri in met if iri and iri != thing and explorer.has_page(iri)]
    yield from (link(explorer, iri, ways) for iri in places[:MOST_SEEN])


def _iri(term: str) -> str:
    return term[1:-1] if term.startswith("<") else ""
