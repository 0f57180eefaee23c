"""Which projects are named together, where, and in which words; and which cases link working groups."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from ...places import Quote
from ..rows import Edge, Node
from .ground import PART_OF, Ground, Times, ground_of

if TYPE_CHECKING:
    from ..index import Index
    from ..view import View

_NAMING = ("directive", "case")


class Reason(NamedTuple):
    """One directive, case or agenda item of one minutes that names two projects.

    Attributes:
        through: its IRI; `kind` is `directive`, `case` or `item`.
        label: of a directive or case; of an agenda item, its meeting and the numbers it stands under.
        meeting, date: in whose minutes.
        quotes: the words for the one and the other project.
    """

    through: str
    kind: str
    label: str
    meeting: str
    date: str
    quotes: tuple[Quote, ...]


class Pair(NamedTuple):
    """Two projects, in how many directives, cases and agenda items both are named, and in which."""

    one: Node
    other: Node
    weight: int
    reasons: tuple[Reason, ...]


class Side(NamedTuple):
    """A working group that a case has to do with, and the edges that say so, the case's own first."""

    group: Node
    edges: tuple[Edge, ...]


class Bridge(NamedTuple):
    """A case that links working groups."""

    case: Node
    sides: tuple[Side, ...]


def projects(asked: View | Index) -> tuple[Pair, ...]:
    """Return the projects that one directive, case or agenda item names together, each pair once, by their labels."""
    ground = ground_of(asked)
    nodes, times = {node.iri: node for node in ground.nodes()}, Times(ground)
    named: dict[tuple[str, str], dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for edge in sorted(set(ground.of_kind("mentions"))):
        if nodes[edge.target].kind == "project" and (edge.item or nodes[edge.source].kind in _NAMING):
            named[edge.through, edge.meeting][edge.target].append(edge)
    pairs: dict[tuple[str, str], list[tuple[Edge, Edge]]] = defaultdict(list)
    for by_project in named.values():
        for one, other in combinations(sorted(by_project), 2):
            pairs[one, other].append((by_project[one][0], by_project[other][0]))
    made = (_pair(nodes, times, nodes[one], nodes[other], edges) for (one, other), edges in pairs.items())
    return tuple(sorted(made, key=lambda pair: (pair.one.label, pair.other.label, pair.one.iri, pair.other.iri)))


def bridges(asked: View | Index) -> tuple[Bridge, ...]:
    """Return the cases that link two working groups or more, in the order of their labels.

    A case has to do with the group that decides on it; and with the group that it mentions or addresses, or a thing of
    which it mentions or addresses: what is part of that group, or a case or directive it decided on.
    """
    ground = ground_of(asked)
    nodes = {node.iri: node for node in ground.nodes()}
    owners = _owners(ground, nodes)
    sides: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for iri, groups in owners.items():
        if nodes[iri].kind == "case":
            for group, edges in groups.items():
                sides[iri][group] += edges
    for edge in sorted({e for kind in ("mentions", "addressee") for e in ground.of_kind(kind) if nodes[e.source].kind == "case" and e.target != e.source}):
        if nodes[edge.target].kind == "group":
            sides[edge.source][edge.target].append(edge)
        for group, edges in owners.get(edge.target, {}).items():
            sides[edge.source][group] += [edge, *edges]
    linking = sorted((iri for iri, groups in sides.items() if len(groups) > 1), key=lambda iri: (nodes[iri].label, iri))
    return tuple(Bridge(nodes[iri], tuple(Side(nodes[group], tuple(dict.fromkeys(sides[iri][group]))) for group in sorted(sides[iri]))) for iri in linking)


def _pair(nodes: dict[str, Node], times: Times, one: Node, other: Node, edges: list[tuple[Edge, Edge]]) -> Pair:
    ordered = sorted(edges, key=lambda two: (times.of(two[0]).order, two[0].through, two[0].meeting))
    return Pair(one, other, len({first.through for first, _ in edges}), tuple(_reason(nodes, *two) for two in ordered))


def _reason(nodes: dict[str, Node], one: Edge, other: Edge) -> Reason:
    kind = nodes[one.source].kind if one.source == one.through else "item"
    # An item's IRI is that of its meeting but for one word, and the numbers behind.
    label = nodes[one.source].label if kind != "item" else f"{nodes[one.source].label} {one.through[len(one.meeting) - len('meeting') + len('item/') :]}"
    return Reason(one.through, kind, label, one.meeting, one.date, (*one.quotes, *other.quotes))


def _owners(ground: Ground, nodes: dict[str, Node]) -> dict[str, dict[str, list[Edge]]]:
    """Return, of things, the groups that decided on them or that they are part of, with the edges that say so."""
    owners: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for group in sorted(iri for iri, node in nodes.items() if node.kind == "group"):
        for edge in ground.edges(group):
            if edge.source == group and nodes[edge.target].kind in ("case", "directive"):
                owners[edge.target][group].append(edge)
            if edge.target == group and edge.kind in PART_OF:
                owners[edge.source][group].append(edge)
    return owners
