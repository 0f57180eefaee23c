"""Find things and sentences by the words in them: names first, then what was said, then lines of minutes nothing else quotes.

Words are compared as names are: width, dashes, quotes, white space, 台/臺 and case do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from .facts import SAYINGS, Fact, Facts, Said, Section
from .phrases import phrase
from .shadow import key
from .vocab import FOAF, KG, KG_IRI, NIF, RDF, RDFS, SKOS

_NAMING = (SKOS.prefLabel, RDFS.label, SKOS.altLabel, SKOS.hiddenLabel, FOAF.name)
_SAYING = (KG.text, KG.heading, KG.wording)


def search(facts: Facts, words: list[str]) -> tuple[Section, ...]:
    """Return names, sentences and lines that hold all words, each with its kind, meeting, quote and place."""
    wanted = [k for k in (_key(word) for word in words) if k]
    if not wanted:
        return ()
    said = sorted(_sentences(facts, wanted), key=lambda found: found[0])
    quotes = [s for _, fact in said for s in fact.quotes]
    found = {"names": tuple(_names(facts, wanted)), "sentences": tuple(fact for _, fact in said), "line": tuple(_lines(facts, wanted, quotes))}
    return tuple(Section(title=phrase(title, facts.lang), facts=held) for title, held in found.items() if held)


def _names(facts: Facts, wanted: list[str]) -> Iterator[Fact]:
    """Yield what bears a name that holds the words, with the names by which it was found if they are not its first."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for subject, name in _texts(facts, _NAMING, wanted):
        if not subject.startswith(KG_IRI) and not facts.kinds(subject) & {*SAYINGS, KG.Minutes}:
            found[subject].add(name)
    for thing in sorted(found, key=lambda t: (facts.label(t), t)):
        label = facts.label(thing)
        others = sorted(found[thing] - {label})
        also = (phrase("also", facts.lang, phrase("join", facts.lang).join(others)),) if others else ()
        yield Fact(text=f"{label}{phrase('bracket', facts.lang, facts.kind(thing))}", details=(thing, *also), quotes=facts.quotes(thing, RDFS.label) or _first(facts, thing))


def _first(facts: Facts, thing: str) -> tuple[Said, ...]:
    """Return where minutes name a thing for the first time."""
    quotes = [q for p in facts.subjects(KG.denotes, thing) if (q := facts.places.quote(p))]
    first = min(quotes, key=lambda q: (facts.order(facts.meeting(q.minutes)), q.begin, q.text), default=None)
    return (Said(quote=first),) if first else ()


def _sentences(facts: Facts, wanted: list[str]) -> Iterator[tuple[tuple[object, ...], Fact]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for predicate in _SAYING:
        for subject, _ in _texts(facts, (predicate,), wanted):
            found[subject].add(predicate)
    for thing, predicates in found.items():
        quotes = tuple(q for p in _SAYING if p in predicates for q in facts.quotes(thing, p))
        meeting = facts.meeting(thing)
        text = phrase("colon", facts.lang, facts.kind(thing), facts.sentence(thing))
        place = (facts.order(meeting), quotes[0].quote.begin if quotes else 0, thing)
        yield place, Fact(text=text, meeting=facts.label(meeting) if meeting else "", date=facts.dated(meeting), details=(thing,), quotes=quotes)


def _lines(facts: Facts, wanted: list[str], quoted: list[Said]) -> Iterator[Fact]:
    """Yield the lines of minutes that hold the words, but for those a sentence found quotes."""
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for said in quoted:
        spans[said.quote.minutes].append((said.quote.begin, said.quote.begin + len(said.quote.text)))
    for minutes in sorted(facts.subjects(RDF.type, KG.Minutes), key=lambda m: facts.order(facts.meeting(m))):
        begin = 0
        for line in "".join(facts.values(minutes, NIF.isString)).splitlines(keepends=True):
            start, end, begin = begin, begin + len(line), begin + len(line)
            if _holds(line, wanted) and not any(start < last and first < end for first, last in spans[minutes]):
                meeting, words = facts.meeting(minutes), line.strip()
                quote = facts.places.at(minutes, start + line.index(words), words)
                yield Fact(text=phrase("line-at", facts.lang, quote.line), meeting=facts.label(meeting), date=facts.dated(meeting), quotes=(Said(quote=quote),))


def _texts(facts: Facts, predicates: tuple[str, ...], wanted: list[str]) -> Iterator[tuple[str, str]]:
    for predicate in predicates:
        for q in facts.quads(None, predicate, None):
            if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.Literal) and _holds(q.object.value, wanted):
                yield q.subject.value, q.object.value


def _holds(text: str, wanted: list[str]) -> bool:
    folded = _key(text)
    return all(word in folded for word in wanted)


def _key(text: str) -> str:
    return key(text).casefold()
