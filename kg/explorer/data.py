"""What scripts read: things, edges, quotes, cases and words as JSON, in the order of the index."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import msgspec
import pyoxigraph as ox

from ..facts import Facts
from ..network import KINDS, Edge, Index, Node
from ..network.sentences import ranks, templates
from ..network.words import edge_label, node_label, status_label
from ..phrases import PHRASES
from ..places import Quote
from ..vocab import CONCEPT_IRI, EN, KG, NIF, RDFS, ZH

PIECE = 1000  # edges whose quotes stand in one file
MARKS = ("\x01", "\x02", "\x03", "\x04", "\x05")  # no IRI has these


def things(nodes: Iterable[Node], base: str) -> bytes:
    """Return the things: identifier, kind, labels, other names, status, date, start, end, and whether it is a hub."""
    return _json([[short(n.iri, base), n.kind, n.label, n.label_en, [name for name in n.names if name not in (n.label, n.label_en)], n.status, n.date, n.start, n.end, n.hub] for n in nodes])


def edges(nodes: Iterable[Node], joined: Sequence[Edge], base: str) -> bytes:
    """Return the edges, sorted, column by column: rows would be three times as much to send and to read.

    Things are given by their place among the things; `source` by how far it is from the one before. Of the columns of few
    different values, `words` are these and `at` says which is whose; in them `MARKS` stand for the identifiers of
    target and source, that of the meeting without its kind, and the last part of target and source. `quoted` tells how many quotes an edge has.
    """
    iris = [node.iri for node in nodes]
    places = {iri: place for place, iri in enumerate(iris)}

    def known(iri: str) -> int | str:
        return places[iri] if iri in places else short(iri, base)

    sources = [places[e.source] for e in joined]
    return _json({
        "source": [place - before for before, place in pairwise([0, *sources])], "target": [places[e.target] for e in joined], "meeting": [known(e.meeting) for e in joined],
        "kind": _numbered(e.kind for e in joined), "date": _numbered(e.date for e in joined), "wording": _numbered(e.wording for e in joined), "quoted": [len(e.quotes) for e in joined],
        "through": _numbered(MARKS[1] if e.through == e.source else places.get(e.through, _abridged(e.through, e, base)) for e in joined), "item": _numbered(_abridged(e.item, e, base) for e in joined),
    })  # fmt: skip


def _abridged(iri: str, edge: Edge, base: str) -> str:
    text, ends = short(iri, base), [short(end, base) for end in (edge.target, edge.source)]
    for mark, part in zip(MARKS, (*ends, short(edge.meeting, base).partition("/")[2], *(end.rpartition("/")[2] for end in ends)), strict=True):
        text = text.replace(part, mark) if part else text
    return text


def _numbered(values: Iterable[int | str]) -> dict[str, list[Any]]:
    """Return a column as its different values, in the order they come, and which of them stands where."""
    words: dict[int | str, int] = {}
    at = [words.setdefault(value, len(words)) for value in values]
    return {"words": [*words], "at": at}


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


def packed(found: Iterable[Row]) -> bytes:
    """Return cases as they are kept."""
    return _json([[row.case, sorted(row.groups), sorted(row.organizations), sorted(row.kinds), sorted(row.decisions)] for row in found])


def unpacked(kept: bytes) -> list[Row]:
    """Return cases that were kept."""
    found = []
    for case, groups, organizations, kinds, decisions in msgspec.json.decode(kept, type=list[tuple[Node, set[str], set[str], set[str], set[tuple[str, str, str, str, str]]]]):
        row = Row(case)
        row.groups, row.organizations, row.kinds, row.decisions = groups, organizations, kinds, decisions
        found.append(row)
    return found


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
    """Return the cases with all that facets ask for; what they are called stands among the things."""
    return _json([_case(row, base) for row in found])


def _case(row: Row, base: str) -> dict[str, Any]:
    decided: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for date, meeting, action, group, wording in sorted(row.decisions):
        decided[date, meeting, action, wording] += [short(group, base)] if group else []
    case = row.case
    return {
        "id": short(case.iri, base), "status": case.status,
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
