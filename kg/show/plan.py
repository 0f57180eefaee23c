"""Which facts about a thing stand in which section: one table a kind. What no row takes goes to the last section."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..facts import Facts
from ..vocab import ACTION, DCTERMS, FOAF, KG, ORG, OWL, RDFS, SKOS

Reach = Callable[[Facts, str], list[str]]


def aliases(facts: Facts, thing: str) -> list[str]:
    """Reach a thing and what a person declared to be the same."""
    others = {*facts.values(thing, OWL.sameAs), *facts.subjects(OWL.sameAs, thing)}
    return [thing, *sorted(others - {thing})]


def parts(facts: Facts, thing: str) -> list[str]:
    """Reach a project, its parts, and theirs."""
    reached = aliases(facts, thing)
    waiting = list(reached)
    while waiting:
        found = [s for s in facts.subjects(DCTERMS.isPartOf, waiting.pop()) if KG.Project in facts.kinds(s) and s not in reached]
        reached += found
        waiting += found
    return reached


def chairs(facts: Facts, thing: str) -> list[str]:
    """Reach a person and the offices held."""
    return [thing, *facts.subjects(ORG.member, thing)]


def places_decided(facts: Facts, thing: str) -> list[str]:
    """Reach the agenda items in which a case is decided on."""
    return sorted({item for decision in facts.subjects(KG.case, thing) for item in facts.values(decision, KG.item)})


class Row(NamedTuple):
    """A section: which properties of a thing it tells, and which that point at it, from things of some kinds.

    Attributes:
        action: of decisions, those alone that do this.
        reach: what counts as the thing here.
    """

    title: str
    into: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    action: str = ""
    reach: Reach = aliases


_LABELS = (RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, FOAF.name)
_NAMES = Row("names", out=_LABELS)


def _only(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


_MENTIONED = (
    Row("directives", into=(KG.mentions,), kinds=_only(KG.Directive)), Row("cases", into=(KG.mentions,), kinds=_only(KG.Case)),
    Row("items", into=(KG.mentions,), kinds=_only(KG.AgendaItem)),
)
_CORRECTIONS = (Row("corrections", into=(KG.corrects,)),)
_ORGANIZATION = (
    _NAMES, Row("told", into=(KG.addressee,)), Row("members", into=(ORG.memberOf, ORG.unitOf, ORG.hasMember, ORG.subOrganizationOf), out=(ORG.memberOf, ORG.unitOf, ORG.hasMember, ORG.subOrganizationOf)),
    Row("offices", into=(ORG.organization,)), *_MENTIONED, Row("meetings", into=(KG.series,)),
)  # fmt: skip
_HEADER = (
    RDFS.label, KG.series, KG.level, KG.group, KG.rocYear, KG.ordinal, KG.date, KG.year, KG.dayNumber, KG.startTime, KG.endTime, KG.venue, KG.chairedBy, KG.recorder, KG.attendance,
)  # fmt: skip
PLANS: dict[str, tuple[Row, ...]] = {
    KG.Case: (
        Row("history", into=(KG.case,)), Row("status", out=(KG.status, KG.anomaly)), _NAMES, Row("mentions", out=(KG.mentions,)),
        Row("items", into=(KG.mentions,), kinds=_only(KG.AgendaItem)), Row("counts", into=(KG.item,), kinds=_only(KG.CountClaim), reach=places_decided), *_CORRECTIONS,
    ),
    KG.Project: (
        _NAMES, Row("whole", out=(DCTERMS.isPartOf,)), Row("parts", into=(DCTERMS.isPartOf,)), *(row._replace(reach=parts) for row in _MENTIONED),
    ),
    KG.WorkingGroup: (
        Row("added", into=(KG.group,), kinds=_only(KG.Decision), action=ACTION.added), Row("delisted", into=(KG.group,), kinds=_only(KG.Decision), action=ACTION.delisted),
        Row("noted", into=(KG.group,), kinds=_only(KG.Decision), action=ACTION.noted), Row("decisions", into=(KG.group,), kinds=_only(KG.Decision)), Row("meetings", into=(KG.group,)),
        *_ORGANIZATION,
    ),
    FOAF.Person: (
        Row("offices", into=(ORG.member,)), Row("chaired", into=(KG.chairedBy,), reach=chairs), Row("recorded", into=(KG.recorder,)),
        Row("issued", into=(KG.issuedBy,), reach=chairs), Row("spoken", into=(KG.speaker,), reach=chairs), _NAMES, Row("named", into=(KG.mentions,)),
    ),
    KG.Meeting: (
        Row("header", out=_HEADER), Row("outline", into=(KG.meeting,), kinds=_only(KG.AgendaItem)), Row("decisions", into=(KG.meeting,), kinds=_only(KG.Decision)),
        Row("directives", into=(KG.meeting,), kinds=_only(KG.Directive)), Row("statements", into=(KG.meeting,), kinds=_only(KG.Statement)),
        Row("counts", into=(KG.meeting,), kinds=_only(KG.CountClaim)), Row("citations", into=(KG.cites, KG.fromMeeting), out=(KG.cites,)),
        Row("minutes", into=(KG.meeting,), kinds=_only(KG.Minutes)), Row("coverage", into=(KG.meeting,)), *_CORRECTIONS,
    ),
    KG.Directive: (
        Row("facts", out=(KG.text, KG.issuedBy, KG.addressee, KG.mentions, KG.deadline, KG.item, KG.meeting, KG.fromMeeting)), Row("handled", into=(KG.directive,)), _NAMES,
    ),
    KG.AgendaItem: (
        Row("facts", out=(KG.number, KG.heading, KG.sectionKind, KG.mentions, KG.position, DCTERMS.isPartOf, KG.meeting)),
        Row("contents", into=(DCTERMS.isPartOf, KG.item)), _NAMES,
    ),
    ORG.Organization: _ORGANIZATION,
}  # fmt: skip
for _kind in (ORG.FormalOrganization, ORG.OrganizationalCollaboration, KG.Collective):
    PLANS[_kind] = _ORGANIZATION
REST = (Row("facts", out=(KG.text, KG.speaker, KG.action, KG.wording, KG.case, KG.directive, KG.group, KG.addressee, KG.deadline, KG.meeting, KG.item)), _NAMES)


def plan(kinds: frozenset[str]) -> tuple[Row, ...]:
    """Return the rows for a thing: those of its first kind that has some."""
    return next((rows for kind, rows in PLANS.items() if kind in kinds), REST)
