"""All that a graph holds of one thing, as a value: a summary, sections of facts, sources."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pyoxigraph as ox

from ..facts import BOOKKEEPING, Fact, Facts, Section, Triple, triple
from ..phrases import phrase
from ..vocab import KG, RDF
from .plan import Row, plan
from .summary import summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Minutes that are quoted."""

    file: str
    sha256: str
    meeting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What is known of one thing. `notes` says how lines are counted, `version` what made the graph."""

    title: str
    kind: str
    iri: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    version: str


def dossier(facts: Facts, thing: str) -> Dossier:
    """Gather all that is said of a thing: by the rows of its kind first, then what no row takes."""
    taken: set[Triple] = set()
    sections = [Section(title=phrase(row.title, facts.lang), facts=_row(facts, thing, row, taken)) for row in plan(facts.kinds(thing))]
    sections.append(Section(title=phrase("other", facts.lang), facts=_others(facts, thing, taken)))
    held = tuple(s for s in sections if s.facts)
    minutes = sorted({said.quote.minutes for s in held for f in s.facts for said in f.quotes}, key=lambda m: facts.order(facts.meeting(m)))
    return Dossier(
        title=facts.label(thing), kind=facts.kind(thing), iri=thing, summary=tuple(summary(facts, thing)), sections=held, sources=tuple(_source(facts, m) for m in minutes),
        notes=(phrase("lines-within", facts.lang),) if facts.within(held) else (), version=facts.version,
    )  # fmt: skip


def about(store: ox.Store, thing: str) -> list[ox.Quad]:
    """Return every quad that has a thing as its subject or object."""
    node = ox.NamedNode(thing)
    return [*store.quads_for_pattern(node, None, None), *store.quads_for_pattern(None, None, node)]


def _row(facts: Facts, thing: str, row: Row, taken: set[Triple]) -> tuple[Fact, ...]:
    found: list[tuple[tuple[object, ...], Fact]] = []
    for reached in row.reach(facts, thing):
        out = [q for predicate in row.out for q in facts.quads(reached, predicate, None)]
        into = [q for predicate in row.into for q in facts.quads(None, predicate, reached) if _wanted(facts, q, row)]
        found += _facts(facts, thing, reached, [q for q in out if triple(q) not in taken], [q for q in into if triple(q) not in taken], list(row.out))
    for _, fact in found:
        taken |= fact.triples
    return tuple(fact for _, fact in sorted(found, key=lambda f: f[0]))


def _facts(facts: Facts, thing: str, reached: str, out: list[ox.Quad], into: list[ox.Quad], order: list[str]) -> list[tuple[tuple[object, ...], Fact]]:
    found: list[tuple[tuple[object, ...], Fact]] = []
    values: dict[Triple, list[ox.Quad]] = {}
    for q in out:
        values.setdefault(triple(q), []).append(q)
    for key, quads in values.items():
        place = order.index(quads[0].predicate.value) if order else 0
        found.append(((0, place, key), _via(facts, facts.outgoing(quads), thing, reached)))
    pointing: dict[str, list[ox.Quad]] = {}
    for q in into:
        pointing.setdefault(q.subject.value if isinstance(q.subject, ox.NamedNode) else str(q.subject), []).append(q)
    for subject, quads in pointing.items():
        # Whatever else links the two stands with it: that a decision added a case is told by the decision.
        back = [q for q in facts.quads(reached, None, subject) if q.predicate.value not in BOOKKEEPING]
        fact = facts.incoming(quads + [q for q in facts.quads(subject, None, reached) if q not in quads and q.predicate.value not in BOOKKEEPING])
        hence = tuple(phrase("hence", facts.lang, facts.label(p)) for p in sorted({q.predicate.value for q in back}))
        fact = replace(fact, triples=fact.triples | frozenset(map(triple, back)), details=fact.details + hence)
        meeting = subject if KG.Meeting in facts.kinds(subject) else facts.meeting(subject)
        if meeting == thing:  # its title and date stand above
            fact = replace(fact, meeting="", date="")
        first = fact.quotes[0].quote.begin if fact.quotes else 0
        found.append(((1, *facts.order(meeting), first, subject), _via(facts, fact, thing, reached)))
    return found


def _wanted(facts: Facts, quad: ox.Quad, row: Row) -> bool:
    subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
    return (not row.kinds or bool(facts.kinds(subject) & row.kinds)) and (not row.action or row.action in facts.values(subject, KG.action))


def _others(facts: Facts, thing: str, taken: set[Triple]) -> tuple[Fact, ...]:
    rest = [q for q in about(facts.store, thing) if triple(q) not in taken and q.predicate.value not in BOOKKEEPING and q.predicate.value != RDF.type]
    out = [q for q in rest if q.subject == ox.NamedNode(thing)]
    into = [q for q in rest if q.subject != ox.NamedNode(thing)]
    return tuple(fact for _, fact in sorted(_facts(facts, thing, thing, out, into, []), key=lambda f: f[0]))


def _via(facts: Facts, fact: Fact, thing: str, reached: str) -> Fact:
    """Say by way of what a fact is one about the thing."""
    return fact if thing == reached else replace(fact, details=(phrase("via", facts.lang, facts.label(reached)), *fact.details))


def _source(facts: Facts, minutes: str) -> Source:
    file, sha256 = (next(iter(facts.values(minutes, p)), "") for p in (KG.fileName, KG.sha256))
    return Source(file=file, sha256=sha256, meeting=facts.label(facts.meeting(minutes)))
