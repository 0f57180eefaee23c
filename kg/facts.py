"""What a graph says of a thing, fact by fact, and which words of the minutes say so. Reads a store, asks no question of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import pyoxigraph as ox

from .phrases import TERMS, phrase
from .places import Places, Quote
from .vocab import DCTERMS, EN, KG, OWL, PROV, RDF, RDFS, SKOS, XSD, ZH

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Triple = tuple[str, str, str]
SAYINGS = (KG.Decision, KG.Directive, KG.Statement, KG.AgendaItem, KG.CountClaim)
BOOKKEEPING = frozenset({KG.evidence, KG.denotes})
# What a sentence says itself, and what only the parser needs to know of a name: no details beside it.
_TOLD = frozenset({RDF.type, RDFS.label, KG.meeting, KG.text, KG.wording, KG.evidence, KG.position, KG.number, KG.heading, KG.claimed, KG.listed, KG.verdict})
_TOLD |= {KG.everywhere, KG.namedIn, KG.notFollowedBy, KG.ordinalRuns, SKOS.prefLabel, SKOS.hiddenLabel}
_OUTLINE = frozenset({KG.number, KG.heading})
# An ontology that does not declare these has graphs without corrections.


class Passage(NamedTuple):
    """A quote with the property it supports and what it denotes."""

    quote: Quote
    supports: str
    denotes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quote and the names of the properties it is evidence for."""

    quote: Quote
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact in words: where and when it was stated, which quotes say so, who stated it if no text does."""

    text: str
    meeting: str = ""
    date: str = ""
    details: tuple[str, ...] = ()
    quotes: tuple[Said, ...] = ()
    settled: str = ""
    triples: frozenset[Triple] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Facts under a heading."""

    title: str
    facts: tuple[Fact, ...]


class Facts:
    """A store as its readers see it, in one language. Labels and times are read once.

    Args:
        store: the graph.
        lang: of labels.
        like: facts of the same store in another language; what both read alike is read once.
    """

    def __init__(self, store: ox.Store, *, lang: str = ZH, like: Facts | None = None) -> None:
        self.store, self.lang = store, lang
        self.label = lru_cache(maxsize=65536)(self._label)
        self.places: Places = like.places if like else Places(store)
        self.when: Callable[[str], str] = like.when if like else lru_cache(maxsize=65536)(self._when)
        self.order: Callable[[str], tuple[str, int, str]] = like.order if like else lru_cache(maxsize=65536)(self._order)
        self.stated: Callable[[str], dict[str, list[str]]] = like.stated if like else lru_cache(maxsize=8192)(self._stated)
        self.kinds: Callable[[str], frozenset[str]] = like.kinds if like else lru_cache(maxsize=65536)(self._kinds)
        self.meeting: Callable[[str], str] = like.meeting if like else lru_cache(maxsize=65536)(self._meeting)
        self.evidence: Callable[[str], tuple[Passage, ...]] = like.evidence if like else lru_cache(maxsize=1024)(self._evidence)
        self._mixed: Callable[[_Graph], bool] = like._mixed if like else lru_cache(maxsize=1024)(self._is_mixed)

    # --- what is stated -------------------------------------------------------------------------------------------------

    def quads(self, subject: str | None, predicate: str | None, target: str | None) -> Iterator[ox.Quad]:
        """Yield the quads of a pattern of IRIs."""
        yield from self.store.quads_for_pattern(*(ox.NamedNode(t) if t else None for t in (subject, predicate, target)))

    def values(self, subject: str, predicate: str) -> list[str]:
        """Return the values of a property, IRIs or texts, each once, sorted."""
        return [*self.stated(subject).get(predicate, ())]

    def _stated(self, subject: str) -> dict[str, list[str]]:
        """Return the values of all properties of a thing, each once, sorted."""
        found: dict[str, set[str]] = {}
        for quad in self.quads(subject, None, None) if subject else ():
            found.setdefault(quad.predicate.value, set()).add(_value(quad.object))
        return {predicate: sorted(values) for predicate, values in found.items()}

    def subjects(self, predicate: str, target: str) -> list[str]:
        """Return the IRIs that point at a thing with a property, each once, sorted."""
        return sorted({_value(q.subject) for q in self.quads(None, predicate, target)})

    def _kinds(self, iri: str) -> frozenset[str]:
        """Return the classes of a thing."""
        return frozenset(self.values(iri, RDF.type))

    def is_thing(self, name: str) -> bool:
        """Tell whether a name is the IRI of something that is described here."""
        try:
            return bool(self.kinds(name))
        except ValueError:  # no IRI
            return False

    def in_minutes(self, iri: str) -> bool:
        """Tell whether minutes name a thing; what only the vocabulary declares, they do not."""
        return any(self._mixed(q.graph_name) for q in self.quads(iri, RDF.type, None))

    @cached_property
    def minutes(self) -> tuple[str, ...]:
        """The minutes, sorted."""
        return tuple(self.subjects(RDF.type, KG.Minutes))

    @cached_property
    def start(self) -> str:
        """What the IRIs of data begin with, by those of a graph and its minutes: `BASEgraph/KEY`, `BASEminutes/KEY`."""
        placed = min((f"{minutes} {graph}" for minutes in self.minutes for graph in self.values(minutes, KG.inGraph)), default="")
        found = re.fullmatch(r"(.*)minutes/(.*) \1graph/\2", placed)
        return found[1] if found else ""

    @cached_property
    def version(self) -> str:
        """What made the graph, of how many minutes, by which ontology; in words."""
        ontology = sorted(q.object.value for q in self.quads(None, OWL.versionInfo, None) if isinstance(q.object, ox.Literal))
        made = sorted(q.object.value for q in self.quads(None, DCTERMS.hasVersion, None) if isinstance(q.object, ox.Literal))
        return phrase("version", self.lang, ", ".join(ontology), len(self.minutes), ", ".join(made))

    def _is_mixed(self, graph: _Graph) -> bool:
        """Tell whether a graph holds minutes."""
        return next(self.store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(KG.Minutes), graph), None) is not None

    def _evidence(self, iri: str) -> tuple[Passage, ...]:
        """Return the passages about a thing, in the order of minutes and text."""
        found = []
        for passage in self.values(iri, KG.evidence):
            if quote := self.places.quote(passage):
                found.append(Passage(quote, next(iter(self.values(passage, KG.supports)), ""), frozenset(self.values(passage, KG.denotes))))
        return tuple(sorted(found, key=lambda p: (*self.order(self._meeting_of(p.quote)), p.quote.begin, -len(p.quote.text), p.supports)))

    def quotes(self, iri: str, predicate: str, target: Term | None = None) -> tuple[Said, ...]:
        """Return the quotes for one fact about a thing."""
        wanted = target.value if isinstance(target, ox.NamedNode) else None
        return self._merged(p for p in self.evidence(iri) if p.supports == predicate and (wanted is None or wanted in p.denotes))

    # --- in words -------------------------------------------------------------------------------------------------------

    def _label(self, iri: str) -> str:
        """Return one name of a thing in the language of these facts, else in Chinese, else made of its IRI."""
        if iri in TERMS:
            return TERMS[iri][self.lang == EN]
        for predicate in (SKOS.prefLabel, RDFS.label):
            found = {(q.object.language or "", q.object.value) for q in self.quads(iri, predicate, None) if isinstance(q.object, ox.Literal)}
            for language in dict.fromkeys((self.lang, ZH, "")):
                if names := sorted(name for tag, name in found if tag == language):
                    return names[0]
        minutes = self.subjects(KG.meeting, iri) if KG.Meeting in self.kinds(iri) else []
        if text := next((m for m in minutes if KG.Minutes in self.kinds(m)), None):
            return phrase("untitled", self.lang, self._label(text))
        return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :] if iri.startswith(("http://www", "http://purl", "http://xmlns", "http://persistence")) else iri

    def value(self, term: Term) -> str:
        """Return a value in words: the label of a thing, a date in both calendars, any other literal as it is."""
        if isinstance(term, ox.Literal):
            return self.date(term.value) if term.datatype.value == XSD.date else term.value
        return self.label(_value(term))

    def date(self, iso: str) -> str:
        """Return a date in both calendars; what is no date, as it is."""
        parts = iso.split("-")
        if len(parts) != 3 or not all(p.isdecimal() for p in parts):
            return iso
        year, month, day = map(int, parts)
        return phrase("roc", self.lang, iso, year - 1911, month, day) if year > 1911 else iso

    def kind(self, iri: str) -> str:
        """Return the names of a thing's classes."""
        return phrase("join", self.lang).join(self.label(k) for k in sorted(self.kinds(iri)))

    # --- times ----------------------------------------------------------------------------------------------------------

    def _meeting(self, iri: str) -> str:
        """Return the meeting a thing belongs to, nothing where it belongs to none."""
        return next(iter(self.values(iri, KG.meeting)), "")

    def _when(self, meeting: str) -> str:
        """Return the date of a meeting as `YYYY-MM-DD`, the corrected one where there is one; nothing where none is stated."""
        stated = sorted(self.quads(meeting, KG.date, None), key=lambda q: (not self.settled(q), _value(q.object)))
        return _value(stated[0].object) if stated else ""

    def _order(self, meeting: str) -> tuple[str, int, str]:
        """Return what to sort meetings by: undated ones stand before the one they precede, else last."""
        if not meeting:
            return ("~", 1, "")
        if date := self.when(meeting):
            return (date, 1, meeting)
        minutes = self.subjects(KG.meeting, meeting)
        following = next((date for m in minutes for f in self.values(m, KG.precedes) if (date := self.when(f))), "")
        return (following, 0, meeting) if following else ("~", 0, meeting)

    def dated(self, meeting: str) -> str:
        """Return a meeting's date in words; undated ones are said to be so."""
        return (self.date(self.when(meeting)) or phrase("undated", self.lang)) if meeting else ""

    # --- corrections ----------------------------------------------------------------------------------------------------

    @cached_property
    def _is_corrected(self) -> bool:
        return next(self.quads(None, KG.corrects, None), None) is not None

    def settled(self, quad: ox.Quad) -> str:
        """Return who stated a quad and why, where a person did and no text does."""
        if not self._is_corrected:
            return ""
        wanted = KG.date if quad.predicate.value in (KG.year, KG.dayNumber) else quad.predicate.value  # these come with the date
        stated = (_value(q.subject) for q in self.quads(None, KG.corrects, _value(quad.subject)) if q.graph_name == quad.graph_name)
        here = sorted(c for c in stated if wanted in self.values(c, KG.correctedProperty))
        if here and self._mixed(quad.graph_name):  # a file without named graphs: a correction's label ends in what it states
            unquoted = not self._is_quoted(_value(quad.subject), wanted)
            here = [c for c in here if unquoted or self._label(c).endswith((self.value(quad.object), _value(quad.object)))]
        return self._by(here[0]) if here else ""

    def _is_quoted(self, iri: str, predicate: str) -> bool:
        """Tell whether some passage supports a property of a thing, without putting passages in order: that needs dates."""
        return any(predicate in self.values(passage, KG.supports) for passage in self.values(iri, KG.evidence))

    def _by(self, correction: str) -> str:
        agents = phrase("join", self.lang).join(self.label(a) for a in self.values(correction, PROV.wasAttributedTo))
        return phrase("settled", self.lang, agents, " ".join(self.values(correction, DCTERMS.description)))

    def within(self, sections: Iterable[Section]) -> bool:
        """Tell whether some quote's line is counted within its minutes, not within the file."""
        return any(self.places.within(m) for m in {said.quote.minutes for section in sections for fact in section.facts for said in fact.quotes})

    # --- facts ----------------------------------------------------------------------------------------------------------

    def outgoing(self, quads: list[ox.Quad]) -> Fact:
        """Return the fact that a thing has a value; the quads are one triple in several graphs."""
        quad = quads[0]
        subject, predicate = _value(quad.subject), quad.predicate.value
        said = () if all(self.settled(q) for q in quads) else self.quotes(subject, predicate, quad.object)
        meetings = {} if self.meeting(subject) or KG.Meeting in self.kinds(subject) else {self._meeting_of(s.quote) for s in said}
        return Fact(
            text=phrase("colon", self.lang, self.label(predicate), self._verdict(predicate, quad.object)), quotes=said, triples=frozenset(map(triple, quads)),
            meeting=self._names(meetings), settled=self._settled(quads), date=phrase("join", self.lang).join(self.dated(m) for m in sorted(meetings, key=self.order) if m),
        )

    def incoming(self, quads: list[ox.Quad]) -> Fact:
        """Return what a thing says of another it points at; all quads have one subject and one object."""
        subject, target = _value(quads[0].subject), _value(quads[0].object)
        if not self.kinds(subject).isdisjoint(SAYINGS):
            return self.saying(subject, but=target, quads=quads)
        text = phrase("join", self.lang).join(dict.fromkeys(self.label(q.predicate.value) for q in quads))
        predicates = {q.predicate.value for q in quads}
        meetings = {subject} if KG.Meeting in self.kinds(subject) else {m for m in [self.meeting(subject)] if m}
        said = self._merged(p for p in self.evidence(subject) if p.supports in predicates and target in p.denotes)
        return Fact(
            text=phrase("link", self.lang, self.label(subject), text, self.label(target)), quotes=said, settled=self._settled(quads), triples=frozenset(map(triple, quads)),
            meeting=self._names(meetings - {subject}), date=self.dated(next(iter(meetings), "")), details=() if meetings else self._own(subject, _TOLD | predicates | {KG.mentions}, target),
        )

    def saying(self, iri: str, *, but: str = "", quads: Iterable[ox.Quad] = ()) -> Fact:
        """Return a decision, directive, statement, item or claim with all that is said of it, but for its link to a thing."""
        told, meeting = list(quads), self.meeting(iri)
        passages, skipped = self.evidence(iri), _TOLD
        if KG.AgendaItem in self.kinds(iri):  # an item names much; of it counts here what leads to the thing
            passages = tuple(p for p in passages if p.supports in _OUTLINE or but in p.denotes)
            skipped = _TOLD if but == meeting else _TOLD | {KG.mentions}
        return Fact(
            text=self.sentence(iri), meeting=self.label(meeting) if meeting else "", date=self.dated(meeting), details=self._own(iri, skipped, but),
            quotes=self._merged(passages), settled=self._settled(told), triples=frozenset(map(triple, told)),
        )

    def sentence(self, iri: str) -> str:
        """Return the words of a directive or statement, else a label; of a claim, what it claims and what is listed."""
        if KG.CountClaim in self.kinds(iri):
            parts = [f"{self.label(p)} {phrase(v, self.lang) if p == KG.verdict else v}" for p in (KG.claimed, KG.listed, KG.verdict) for v in self.values(iri, p)]
            return phrase("colon", self.lang, self.label(iri), phrase("join", self.lang).join(parts))
        texts = self.values(iri, KG.text)
        if KG.Directive in self.kinds(iri) and not texts:
            return self.label(iri) + phrase("bracket", self.lang, phrase("referred", self.lang))
        return texts[0] if texts and KG.Decision not in self.kinds(iri) else self.label(iri)

    def _own(self, iri: str, told: frozenset[str], but: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for q in sorted(self.quads(iri, None, None), key=lambda q: (q.predicate.value, str(q.object))):
            if q.predicate.value not in told and _value(q.object) != but:
                line = phrase("colon", self.lang, self.label(q.predicate.value), self._verdict(q.predicate.value, q.object))
                settled = self.settled(q)
                found[line + phrase("bracket", self.lang, settled) if settled else line] = None
        return tuple(found)

    def _verdict(self, predicate: str, term: Term) -> str:
        return phrase(_value(term), self.lang) if predicate == KG.verdict and _value(term) in ("equal", "fewer", "more", "unnamed") else self.value(term)

    def _settled(self, quads: list[ox.Quad]) -> str:
        return next((s for q in quads if (s := self.settled(q))), "")

    def _meeting_of(self, quote: Quote) -> str:
        return self.meeting(quote.minutes) if quote.minutes else ""

    def _names(self, meetings: Iterable[str]) -> str:
        return phrase("join", self.lang).join(self.label(m) for m in sorted(meetings, key=self.order) if m)

    def _merged(self, passages: Iterable[Passage]) -> tuple[Said, ...]:
        """Put passages of one slice together, and those within a larger one with it."""
        held: dict[tuple[str, int, int], tuple[Quote, dict[str, None]]] = {}
        for p in passages:
            start, end = p.quote.begin, p.quote.begin + len(p.quote.text)
            around = next((k for k in held if k[0] == p.quote.minutes and k[1] <= start and end <= k[2]), (p.quote.minutes, start, end))
            held.setdefault(around, (p.quote, {}))[1][self.label(p.supports)] = None
        return tuple(Said(quote=quote, of=tuple(of)) for quote, of in held.values())


def triple(quad: ox.Quad) -> Triple:
    """Return a quad without its graph, as text."""
    return (str(quad.subject), str(quad.predicate), str(quad.object))


def _value(term: Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
