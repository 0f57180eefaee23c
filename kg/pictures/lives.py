"""Nodes and edges -> what lanes show: of each case its marks, one a meeting, and from where to where it was listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ..network.rows import Edge, Node

ADDED, DELISTED, LISTED = "added", "delisted", "listed"
UNKNOWN = date.min  # stands for when nobody knows when
_SOURCES = ("group", "meeting")


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """When a meeting was: on a day, or before a day, in the order of undated meetings (negative), or nobody knows when."""

    day: date
    rank: int = 0
    meeting: str = ""

    @property
    def dated(self) -> bool:
        return self.rank == 0


@dataclass(frozen=True, slots=True)
class Mark:
    """What one meeting decided on a case: codes of actions, each once, with the words for it."""

    moment: Moment
    actions: tuple[str, ...]

    @property
    def sign(self) -> str:
        """Return added, delisted, both, or other."""
        held = ADDED in self.actions, DELISTED in self.actions
        return "both" if all(held) else ADDED if held[0] else DELISTED if held[1] else "other"


@dataclass(frozen=True, slots=True)
class Life:
    """A case, the group that reported on it first, and its marks in the order of time."""

    case: Node
    group: str
    marks: tuple[Mark, ...]

    @property
    def listed(self) -> bool:
        return self.case.status == LISTED


@dataclass(slots=True)
class _Met:
    actions: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))  # meeting, its date -> actions
    groups: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True, slots=True)
class Lives:
    """The lives of all cases in the order of their IRIs, all nodes by IRI, and the body of each group that minutes of one body name."""

    lives: list[Life]
    nodes: dict[str, Node]
    bodies: dict[str, str]


def lives_of(nodes: Iterable[Node], edges: Iterable[Edge]) -> Lives:
    """Gather what lanes show."""
    held = {node.iri: node for node in nodes}
    met: dict[str, _Met] = {iri: _Met() for iri, node in held.items() if node.kind == "case"}
    follows, series, reports = (defaultdict[str, set[str]](set) for _ in range(3))
    for edge in edges:
        if edge.kind == "precedes":
            follows[edge.source].add(edge.target)
        elif edge.kind == "series":
            series[edge.source].add(edge.target)
        elif edge.target in met and edge.kind != "mentions" and (source := held.get(edge.source)) and source.kind in _SOURCES:
            met[edge.target].actions[edge.meeting, edge.date].add(edge.kind)
            if source.kind == "group":
                met[edge.target].groups[edge.meeting, edge.date].add(edge.source)
                reports[edge.source].add(edge.meeting)
    moments = _Moments(held, follows)
    bodies = {group: {body for meeting in meetings for body in series.get(meeting, ())} for group, meetings in reports.items()}
    return Lives([_life(held[iri], met[iri], moments) for iri in sorted(met)], held, {group: min(found) for group, found in bodies.items() if len(found) == 1})


def _life(case: Node, met: _Met, moments: _Moments) -> Life:
    marks = sorted((Mark(moments.of(*where), tuple(sorted(actions))) for where, actions in met.actions.items()), key=lambda mark: mark.moment)
    groups = sorted((moments.of(*where), min(found)) for where, found in met.groups.items())
    return Life(case, groups[0][1] if groups else "", tuple(marks))


class _Moments:
    """When meetings were."""

    def __init__(self, nodes: dict[str, Node], follows: dict[str, set[str]]) -> None:
        self._nodes, self._follows = nodes, follows

    def of(self, meeting: str, stated: str) -> Moment:
        """Return when a meeting was; of an undated one, the first day that it is said to precede."""
        if day := _day(stated) or self._own(meeting):
            return Moment(day, 0, meeting)
        seen, near, steps = {meeting}, {meeting}, 0
        while near:
            near = {following for one in near for following in self._follows.get(one, ())} - seen
            seen |= near
            steps += 1
            if days := [day for one in near if (day := self._own(one))]:
                return Moment(min(days), -steps, meeting)
        return Moment(UNKNOWN, -1, meeting)

    def _own(self, meeting: str) -> date | None:
        return _day(self._nodes[meeting].date) if meeting in self._nodes else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
