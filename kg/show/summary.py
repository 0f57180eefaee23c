"""A thing in a few sentences: what it is, where it stands, how it came there."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ..facts import Facts
from ..phrases import phrase
from ..vocab import KG, NIF, ORG, RDF, SKOS, STATUS
from .plan import aliases


def summary(facts: Facts, thing: str) -> Iterator[str]:
    """Yield the sentences of a thing's summary."""
    yield phrase("is", facts.lang, facts.label(thing), facts.kind(thing))
    kinds = facts.kinds(thing)
    if KG.Case in kinds:
        yield from _case(facts, thing)
    elif KG.Meeting in kinds:
        yield from _meeting(facts, thing)
    else:
        yield _heard(facts, thing)


def _case(facts: Facts, thing: str) -> Iterator[str]:
    same = aliases(facts, thing)
    for status in dict.fromkeys(s for t in same for s in facts.values(t, KG.status)):
        yield phrase("listed-note", facts.lang) if status == STATUS.listed else phrase("status-note", facts.lang, facts.label(status), _definition(facts, status))
    decisions = {d for t in same for d in facts.subjects(KG.case, t)}
    for decision in sorted(decisions, key=lambda d: (facts.order(facts.meeting(d)), [p.quote.begin for p in facts.evidence(d)][:1], d)):
        meeting = facts.meeting(decision)
        groups = phrase("join", facts.lang).join(facts.label(g) for g in facts.values(decision, KG.group))
        actions = phrase("join", facts.lang).join(facts.label(a) for a in facts.values(decision, KG.action))
        yield phrase("step", facts.lang, facts.dated(meeting), phrase("bracket", facts.lang, groups) if groups else "", actions)
    for anomaly in dict.fromkeys(a for t in same for a in facts.values(t, KG.anomaly)):
        yield phrase("anomaly-note", facts.lang, facts.label(anomaly))


def _meeting(facts: Facts, thing: str) -> Iterator[str]:
    if not any(KG.Minutes in facts.kinds(s) for s in facts.subjects(KG.meeting, thing)):
        yield phrase("not-held", facts.lang)
        return
    yield phrase("held", facts.lang, facts.dated(thing))
    kinds = [facts.kinds(s) for s in facts.subjects(KG.meeting, thing)]
    yield phrase("tally", facts.lang, *(sum(kind in k for k in kinds) for kind in (KG.AgendaItem, KG.Decision, KG.Directive, KG.Statement)))


def _heard(facts: Facts, thing: str) -> str:
    """Say in how many meetings' minutes a thing, or a person in an office, is named."""
    named = [p for t in (thing, *facts.subjects(ORG.member, thing)) for p in facts.subjects(KG.denotes, t)]
    minutes = {m for p in {*named, *facts.values(thing, KG.evidence)} for m in facts.values(p, NIF.referenceContext)}
    return phrase("graph-counts", facts.lang, len(facts.subjects(RDF.type, KG.Minutes)), len(minutes))


def _definition(facts: Facts, concept: str) -> str:
    stated = [q.object for q in facts.quads(concept, SKOS.definition, None)]
    return next((o.value for o in stated if isinstance(o, ox.Literal) and o.language == facts.lang), "")
