"""What scripts read: things, edges, quotes, cases and words as JSON, in the order of the index."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from ..facts import Facts
from ..network import KINDS, Edge, Index, Node
from ..network.sentences import ranks, templates
from ..network.words import edge_label, node_label, status_label
from ..phrases import PHRASES
from ..places import Quote
from ..vocab import CONCEPT_IRI, EN, KG, NIF, RDFS, ZH

PIECE = 1000  # edges whose quotes stand in one file


def things(nodes: Iterable[Node], base: str) -> bytes:
    """Return the things: identifier, kind, labels, other names, status, date, start, end, and whether it is a hub."""
    return _json([[short(n.iri, base), n.kind, n.label, n.label_en, n.names, n.status, n.date, n.start, n.end, n.hub] for n in nodes])


def edges(nodes: Iterable[Node], joined: Iterable[Edge], base: str) -> bytes:
    """Return the edges, sorted; things in them by their place among the things. Last, how many quotes each has."""
    places = {node.iri: place for place, node in enumerate(nodes)}

    def known(iri: str) -> int | str:
        return places[iri] if iri in places else short(iri, base)

    return _json([[known(e.source), known(e.target), e.kind, known(e.through), known(e.meeting), e.date, short(e.item, base), e.wording, len(e.quotes)] for e in joined])


def quotes(joined: list[Edge], piece: int, base: str) -> bytes:
    """Return the quotes of some edges: of each a list."""
    return _json([[_quote(q, base) for q in edge.quotes] for edge in joined[piece * PIECE : (piece + 1) * PIECE]])


class Row:
    """A case as lists and facets show it."""

    def __init__(self, case: Node) -> None:
        self.case = case
        self.groups: set[str] = set()
        self.organizations: set[str] = set()
        self.kinds: set[str] = set()
        self.decisions: set[tuple[str, str, str, str, str]] = set()  # date, meeting, action, group, wording

    @property
    def years(self) -> list[int]:
        """Return the years of the meetings that decided on it."""
        return sorted({int(date[:4]) for date, *_ in self.decisions if date[:4].isdecimal()})

    def dates(self, action: str) -> list[str]:
        """Return when meetings did something with it; "" where no date is known."""
        return [date for date, _ in sorted({(date, meeting) for date, meeting, done, _, _ in self.decisions if done == action})]

    def meetings(self, action: str) -> list[tuple[str, str]]:
        """Return the dates and meetings that did something with it."""
        return sorted({(date, meeting) for date, meeting, done, _, _ in self.decisions if done == action})


def rows(index: Index, facts: Facts) -> list[Row]:
    """Return the cases in the order of their IRIs."""
    nodes = {node.iri: node for node in index.nodes()}
    found = {iri: Row(node) for iri, node in nodes.items() if node.kind == "case"}
    bodies: dict[str, set[str]] = defaultdict(set)
    for edge in index.all_edges():
        for case, other in ((edge.target, edge.source), (edge.source, edge.target)):
            if case in found and other in nodes:
                _joined(found[case], edge, nodes[other], facts)
        if edge.kind in ("subOrganizationOf", "series"):  # a group's, a meeting's
            bodies[edge.source].add(edge.target)
    for row in found.values():
        row.organizations.update(*(bodies[iri] for iri in (*row.groups, *(meeting for _, meeting, *_ in row.decisions))))
    return [found[iri] for iri in sorted(found)]


def _joined(row: Row, edge: Edge, other: Node, facts: Facts) -> None:
    if edge.kind != "mentions" and edge.target == row.case.iri and other.kind in ("group", "meeting"):
        row.decisions.add((edge.date, edge.meeting, edge.kind, other.iri if other.kind == "group" else "", edge.wording))
    if other.kind == "group":
        row.groups.add(other.iri)
    elif other.kind == "organization" and not other.hub:
        row.organizations.add(other.iri)
    elif other.kind == "project":
        row.kinds.update(kind.rpartition("/")[2] for kind in facts.values(other.iri, KG.kind))


def cases(found: Iterable[Row], base: str) -> bytes:
    """Return the cases with all that facets ask for."""
    return _json([_case(row, base) for row in found])


def _case(row: Row, base: str) -> dict[str, Any]:
    decided: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for date, meeting, action, group, wording in sorted(row.decisions):
        decided[date, meeting, action, wording] += [short(group, base)] if group else []
    case = row.case
    return {
        "id": short(case.iri, base), "label": case.label, "label_en": case.label_en, "names": case.names, "status": case.status,
        "groups": [short(iri, base) for iri in sorted(row.groups)], "years": row.years, "kinds": sorted(row.kinds), "organizations": [short(iri, base) for iri in sorted(row.organizations)],
        "added": row.dates("added"), "delisted": row.dates("delisted"),
        "decisions": [[action, short(meeting, base), date, groups, wording] for (date, meeting, action, wording), groups in decided.items()],
    }  # fmt: skip


def words(joined: Iterable[Edge], nodes: Iterable[Node], facts: Facts) -> bytes:
    """Return what codes are called in both languages."""
    return _json({
        "kinds": {kind: node_label(kind) for kind in KINDS}, "edges": {kind: edge_label(kind) for kind in sorted({e.kind for e in joined})},
        "statuses": {status: status_label(status) for status in sorted({n.status for n in nodes if n.status})}, "projects": project_kinds(facts),
        "ranks": ranks(), "sentences": {kind: words for kind, words in templates().items() if kind != "decided"}, "decided": templates()["decided"],
        "undated": PHRASES["undated"], "listed-note": PHRASES["listed-note"],
    })  # fmt: skip


def texts(facts: Facts, minutes: Iterable[str], base: str) -> bytes:
    """Return the text of all minutes, with the line of its file at which each begins."""
    said = ((iri, next(iter(facts.values(iri, KG.firstLine)), "1"), next(iter(facts.values(iri, NIF.isString)), "")) for iri in minutes)
    return _json([[short(iri, base), int(first), text] for iri, first, text in said])


def project_kinds(facts: Facts) -> dict[str, tuple[str, str]]:
    """Return the kinds of projects and what they are called."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in facts.quads(None, RDFS.label, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal) and quad.subject.value.startswith(f"{CONCEPT_IRI}kind/"):
            found[quad.subject.value.rpartition("/")[2]][quad.object.language or ""] = quad.object.value
    return {code: (names.get(ZH, code), names.get(EN, names.get(ZH, code))) for code, names in sorted(found.items())}


def short(iri: str, base: str) -> str:
    """Return an IRI as identifiers have it: without what all data begin with."""
    return iri.removeprefix(base)


def _quote(quote: Quote, base: str) -> list[object]:
    return [quote.text, quote.file, quote.line, quote.column, short(quote.minutes, base), quote.begin, quote.pages]


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "replace")
