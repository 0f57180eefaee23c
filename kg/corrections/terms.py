"""What may be corrected, and with what: names of properties -> rules, written values -> terms of N-Quads."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox
import regex

from .. import iris
from ..quads import literal
from ..resolve import Scope, officer_label
from ..shadow import key
from ..source import clean
from ..vocab import EN, FIELD, KG, KG_IRI, LEVEL, ORG, RDF, RDFS, SKOS, XSD, ZH, Vocabulary
from .file import near
from .stated import Stated

_TIME = regex.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
FIRST_YEAR = 1912  # of the Republic of China; no minutes are older
GREATEST = 9999


class Value(NamedTuple):
    """A term as N-Quads write it, how it reads, and type and label where it is a thing."""

    term: str
    shown: str
    naming: tuple[tuple[str, str], ...] = ()


class Context(NamedTuple):
    """What names mean in one text of minutes: the vocabulary, its body, and what the minutes of the file name."""

    vocabulary: Vocabulary
    scope: Scope
    stated: tuple[Stated, ...]
    base: str


Reading = Callable[[object, Context], Value | str]


class Rule(NamedTuple):
    """A property that may be corrected: of what, how its value is read, and whether it has several."""

    property: str
    of: tuple[str, ...]
    read: Reading
    many: bool = False
    field: str = ""


def thing_types(sort: str) -> tuple[str, ...]:
    """Return the types of what an alias may be of."""
    return {"case": (KG.Case,), "project": (KG.Project,), "group": (KG.WorkingGroup,), "organization": _ORGANIZATIONS}[sort]


def rules(vocabulary: Vocabulary) -> dict[str, Rule]:
    """Return the rules by all names of their properties: its own, its labels, and the words of minutes for that field."""
    found: dict[str, Rule] = {}
    for rule in RULES:
        for name in _names(rule, vocabulary):
            found.setdefault(folded(name), rule)
    return found


def folded(name: str) -> str:
    """Return a property's name as names are compared: `start time`, `startTime` and `StartTime` are one."""
    return key(name).casefold().removeprefix("kg:")


def label_of(rule: Rule, vocabulary: Vocabulary) -> str:
    """Return the Chinese label of a property."""
    return next(iter(_labels(rule, vocabulary)))


def known(context: Context, types: Iterable[str]) -> dict[str, tuple[set[str], Value]]:
    """Return the things of some types that the vocabulary declares for this body or the minutes of the file name."""
    found: dict[str, tuple[set[str], Value]] = {}
    for e in context.vocabulary.entities.values():
        if e.type in types and (e.everywhere or context.scope.iri in e.bodies):
            iri = moved(e.iri, context.base)
            found[iri] = (set(e.names), Value(f"<{iri}>", e.label, naming(e.type, e.label)))
    for stated in context.stated:
        for iri, labels in stated.named(types).items():
            names, _ = found.setdefault(iri, (set(), Value(f"<{iri}>", labels[0], stated.naming(iri))))
            names |= {*labels, *stated.member_names(iri)}
    return found


def pick(name: str, things: Mapping[str, tuple[set[str], Value]], context: Context) -> Value | str:
    """Return the one thing that bears a name, or what keeps it from being found."""
    fitting = [value for names, value in things.values() if key(name) in map(key, names)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        return f"may be {' or '.join(sorted(value.shown for value in fitting))}; write which"
    return f"names nothing known in minutes of {context.scope.name}{near(name, (n for names, _ in things.values() for n in names))}"


def naming(kind: str, label: str) -> tuple[tuple[str, str], ...]:
    """Return the type and the label of a thing."""
    return ((RDF.type, f"<{kind}>"), (RDFS.label, f"{literal(label)}@{ZH}"))


def moved(iri: str, base: str) -> str:
    """Return a declared thing's IRI under another base."""
    return base + iri.removeprefix(iris.BASE)


def number(value: int) -> str:
    """Return an integer as N-Quads write it."""
    return f'"{value}"^^<{XSD.integer}>'


def _date(value: object, context: Context) -> Value | str:
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        return "must be a date without quotes, such as 2019-02-23"
    if value.year < FIRST_YEAR:
        return f"is a date before {FIRST_YEAR}; write the year of the common era, 民國 108 年 as 2019"
    return Value(f'"{value.isoformat()}"^^<{XSD.date}>', value.isoformat())


def _time(value: object, context: Context) -> Value | str:
    if isinstance(value, datetime.time):
        return _string(f"{value.hour:02}:{value.minute:02}")
    m = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    return _string(f"{int(m[1]):02}:{m[2]}") if m else 'must be a time of day, such as "14:30"'


def _text(value: object, context: Context) -> Value | str:
    return _string(clean(value)) if isinstance(value, str) else "must be words between quotes"


def _title(value: object, context: Context) -> Value | str:
    return Value(f"{literal(clean(value))}@{ZH}", clean(value)) if isinstance(value, str) else "must be words between quotes"


def _number(value: object, context: Context) -> Value | str:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= GREATEST:
        return "must be a number from 1, without quotes"
    return Value(number(value), str(value))


def _level(value: object, context: Context) -> Value | str:
    levels = [c for c in context.vocabulary.concepts.values() if c.iri in {LEVEL[name] for name in LEVEL}]
    for c in levels:
        if isinstance(value, str) and key(value) in map(key, (c.label, *c.words, c.iri.rpartition("/")[2])):
            return Value(f"<{c.iri}>", c.label, naming(SKOS.Concept, c.label))
    return f"must be one of {', '.join(c.label for c in levels)}"


def _group(value: object, context: Context) -> Value | str:
    return _one(value, (KG.WorkingGroup,), context)


def _organization(value: object, context: Context) -> Value | str:
    return _one(value, (*_ORGANIZATIONS, KG.WorkingGroup, KG.Collective), context)


def _one(value: object, types: tuple[str, ...], context: Context) -> Value | str:
    return pick(value, known(context, types), context) if isinstance(value, str) else "must be a name between quotes"


def _chair(value: object, context: Context) -> Value | str:
    if not isinstance(value, str):
        return "must be a name between quotes, such as \"臺北市政府市長柯文哲\""
    things = known(context, (KG.Chair,))
    for declared, (person, _, _) in context.vocabulary.officers.items():
        entity, label = context.vocabulary.entities[person], officer_label(context.vocabulary, declared)
        if context.scope.iri in entity.bodies:
            iri = moved(declared, context.base)
            names, officer = things.get(iri, (set[str](), Value(f"<{iri}>", label, naming(KG.Chair, label))))
            things[iri] = (names | {label, entity.label}, officer)
    return pick(value, things, context)


def _string(value: str) -> Value:
    return Value(literal(value), value)


def _names(rule: Rule, vocabulary: Vocabulary) -> Iterator[str]:
    if rule.property.startswith(KG_IRI):
        yield rule.property.removeprefix(KG_IRI)
    yield from _labels(rule, vocabulary)
    if rule.field:
        yield from (rule.field.rpartition("/")[2], *vocabulary.concepts[rule.field].words)


def _labels(rule: Rule, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the labels of a property, the Chinese ones first; those of the field where the property is not ours."""
    of, naming_it = ox.NamedNode(rule.property), {RDFS.label: 0, SKOS.altLabel: 1}
    stated = [(t.object, naming_it[t.predicate.value]) for t in vocabulary.triples["kg.ttl"] if t.subject == of and t.predicate.value in naming_it]
    labels = [(term.language == EN, order, term.value) for term, order in stated if isinstance(term, ox.Literal)]
    yield from (label for _, _, label in sorted(labels))
    if rule.field and not labels:
        yield vocabulary.concepts[rule.field].label


_ORGANIZATIONS = (ORG.Organization, ORG.FormalOrganization, ORG.OrganizationalCollaboration)
_OF_MEETING = (KG.Meeting,)
RULES = (
    Rule(KG.date, _OF_MEETING, _date),
    Rule(KG.startTime, _OF_MEETING, _time),
    Rule(KG.endTime, _OF_MEETING, _time),
    Rule(KG.venue, _OF_MEETING, _text, field=FIELD.place),
    Rule(RDFS.label, _OF_MEETING, _title, field=FIELD.title),
    Rule(KG.series, _OF_MEETING, _organization),
    Rule(KG.level, _OF_MEETING, _level),
    Rule(KG.ordinal, _OF_MEETING, _number),
    Rule(KG.rocYear, _OF_MEETING, _number),
    Rule(KG.chairedBy, _OF_MEETING, _chair, many=True, field=FIELD.chair),
    Rule(KG.group, (KG.Decision,), _group),
    Rule(KG.speaker, (KG.Statement,), _chair),
    Rule(KG.issuedBy, (KG.Directive,), _chair),
    Rule(KG.addressee, (KG.Decision, KG.Directive), _organization, many=True),
)
