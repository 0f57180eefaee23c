"""Facts and quotes as pages show them: with links to the words in the minutes, and to the things they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..catalog import GRAPHS
from ..facts import SAYINGS, Fact, Facts
from ..phrases import phrase
from ..places import Quote
from ..render import details
from ..store import FLAT
from ..vocab import KG, RDFS, SKOS
from .explorer import Explorer
from .quotes import Cited, cited
from .ways import Ways, mark
from .words import ui

_SEEN = (KG.case, KG.directive, KG.group, KG.addressee, KG.mentions, KG.issuedBy, KG.speaker, KG.fromMeeting, KG.meeting)
MOST_SEEN = 12  # links beside one fact
# What only the parser needs to know of a name, and what other facts of a page say better.
_UNTOLD = frozenset(f"<{iri}>" for iri in (KG.everywhere, KG.namedIn, KG.notFollowedBy, KG.ordinalRuns, SKOS.hiddenLabel, KG.year, KG.dayNumber))
_NAMES = frozenset(f"<{iri}>" for iri in (RDFS.label, SKOS.prefLabel))
_BESIDES = frozenset({KG.Minutes, KG.CoverageLedger})  # a page of a meeting tells of these by itself


class Link(NamedTuple):
    """Where to, and what is there."""

    href: str
    label: str
    kind: str = ""


class Told(NamedTuple):
    """A fact: its anchor, when and where it was stated, what, and what else; things it speaks of; its quotes, or why there are none."""

    id: str
    date: str
    meeting: str
    text: str
    details: tuple[str, ...]
    see: tuple[Link, ...]
    quotes: tuple[Cited, ...]
    why: str


def told(explorer: Explorer, facts: Facts, found: Iterable[Fact], thing: str, ways: Ways, taken: set[str]) -> Iterator[Told]:
    """Yield facts about a thing; `taken` are the anchors the page has already."""
    for fact in found:
        if not _is_told(facts, fact, thing):
            continue
        name = anchor(facts, fact, thing)
        given = "" if name in taken else name
        taken.add(name)
        quotes = cited(explorer, ((said.quote, phrase("join", ways.lang).join(said.of)) for said in fact.quotes), ways)
        why = "" if quotes or fact.settled else ui(f"from-{_stated_by(explorer, facts, fact)}", ways.language)
        yield Told(given, fact.date, fact.meeting, _both_years(fact, ways), details(fact), tuple(_seen(explorer, facts, fact, thing, ways)), quotes, why)


def _is_told(facts: Facts, fact: Fact, thing: str) -> bool:
    """Tell whether a fact says more than its page does without it, to a person."""
    if fact.quotes or fact.settled:
        return True
    predicates, subjects = {predicate for _, predicate, _ in fact.triples}, {_iri(subject) for subject, _, _ in fact.triples}
    if predicates <= _UNTOLD or any(facts.kinds(subject) & _BESIDES for subject in subjects - {thing, ""}):
        return False
    return not (predicates <= _NAMES and fact.text.endswith(facts.label(thing)))


def _stated_by(explorer: Explorer, facts: Facts, fact: Fact) -> str:
    """Return on what a fact rests that no words are quoted for: the vocabulary, a conclusion, or its place among others."""
    quads = (quad for subject, predicate, value in fact.triples if subject.startswith("<") for quad in facts.quads(_iri(subject), _iri(predicate), None) if str(quad.object) == value)
    graphs = {str(quad.graph_name)[1:-1].removeprefix(explorer.base) for quad in quads}
    if graphs & {f"graph/{name}" for name in GRAPHS.values()}:
        return "vocabulary"
    return "conclusion" if "graph/derived" in graphs else "nowhere" if FLAT in graphs else "structure"


def _both_years(fact: Fact, ways: Ways) -> str:
    """Return a fact's words, a year of the Republic with that of the common era."""
    years = {value[1:].partition('"')[0] for _, predicate, value in fact.triples if predicate == f"<{KG.rocYear}>"}
    year = next(iter(years), "")
    return fact.text + ui("common-year", ways.language, int(year) + 1911) if len(years) == 1 and year.isdecimal() and fact.text.endswith(year) else fact.text


def anchor(facts: Facts, fact: Fact, thing: str) -> str:
    """Return the anchor of a fact: made of the saying that states it, else of what is stated."""
    subjects = sorted({_iri(subject) for subject, _, _ in fact.triples} - {thing, ""})
    sayings = [subject for subject in subjects if facts.kinds(subject) & {*SAYINGS}]
    if sayings or subjects:
        return mark((sayings or subjects)[0])
    return mark(*min(fact.triples, default=("", "", ""))[:2])


def quoted(explorer: Explorer, quotes: Iterable[Quote], ways: Ways) -> tuple[Cited, ...]:
    """Return quotes of passages."""
    return cited(explorer, ((quote, "") for quote in quotes), ways)


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
            if iri not in ("", thing) and facts.kinds(iri) & {*SAYINGS}:
                met |= {value: None for predicate in _SEEN for value in facts.values(iri, predicate)}
    places = [iri for iri in met if iri and iri != thing and explorer.has_page(iri)]
    yield from (link(explorer, iri, ways) for iri in places[:MOST_SEEN])


def _iri(term: str) -> str:
    return term[1:-1] if term.startswith("<") else ""
