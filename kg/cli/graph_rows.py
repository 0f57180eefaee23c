"""The answers of the network's questions as rows: columns by name, things by label and IRI, quotes with their places."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ..places import Quote

if TYPE_CHECKING:
    from ..network.questions.measured import Communities, Ranking
    from ..network.questions.near import Common, Neighbour, Reached
    from ..network.questions.timeline import Event
    from ..network.questions.together import Bridge, Pair
    from ..network.rows import Edge, Node

Value: TypeAlias = "str | int | float | tuple[Quote, ...] | tuple[str, ...]"
Row = tuple[Value, ...]
_HEADS = {
    "kind": "種類", "thing": "事物", "edge": "關聯", "other": "另一方", "meeting": "會議", "date": "日期", "quotes": "原文", "iri": "IRI", "steps": "步數",
    "one": "甲", "weight": "次數", "source": "出處", "rank": "名次", "value": "數值", "community": "群", "name": "名稱", "cases": "案件數", "case": "案件",
    "placed": "時序", "from": "由", "to": "至", "from_iri": "由（IRI）", "to_iri": "至（IRI）", "group": "小組", "group_iri": "小組（IRI）", "with": "關於",
    "one_iri": "甲（IRI）", "other_iri": "另一方（IRI）", "source_iri": "出處（IRI）", "things": "相關事物",
}  # fmt: skip
_PLACED = {"dated": ("載明日期", "dated"), "before": ("未載日期，在此日會議之前", "undated, before the meeting of this date"), "": ("日期不明", "undated")}


class Rows(NamedTuple):
    """An answer: the names of its columns, rows, and what is to be said beside it."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


class Spoken:
    """Makes rows of answers in a language, `zh` or `en`."""

    def __init__(self, lang: str, nodes: Callable[[str], Node | None]) -> None:
        self._english, self._node = lang == "en", nodes

    def neighbours(self, found: Iterable[Neighbour], thing: Node) -> Rows:
        """One row an edge; which way it leads is shown by an arrow."""
        rows = (
            (self._kind(n.thing), self._label(n.thing), f"{'→' if edge.source == thing.iri else '←'} {self._edge(edge)}", self._meeting(edge), edge.date, edge.quotes, n.thing.iri)
            for n in found for edge in n.edges
        )  # fmt: skip
        return Rows(("kind", "thing", "edge", "meeting", "date", "quotes", "iri"), tuple(rows))

    def within(self, found: Iterable[Reached]) -> Rows:
        """One row a thing."""
        return Rows(("steps", "kind", "thing", "iri"), tuple((r.steps, self._kind(r.thing), self._label(r.thing), r.thing.iri) for r in found))

    def common(self, found: Iterable[Common], one: Node, other: Node) -> Rows:
        """One row an edge, to the one or the other."""
        rows = (
            (self._kind(c.thing), self._label(c.thing), self._edge(edge), self._label(end), self._meeting(edge), edge.date, edge.quotes, c.thing.iri)
            for c in found for end, edges in ((one, c.with_one), (other, c.with_other)) for edge in edges
        )  # fmt: skip
        return Rows(("kind", "thing", "edge", "with", "meeting", "date", "quotes", "iri"), tuple(rows))

    def projects(self, found: Iterable[Pair]) -> Rows:
        """One row a directive, case or agenda item of one minutes."""
        rows = (
            (self._label(pair.one), self._label(pair.other), pair.weight, reason.label, self._name(reason.meeting), reason.date, reason.quotes, pair.one.iri, pair.other.iri, reason.through)
            for pair in found for reason in pair.reasons
        )  # fmt: skip
        return Rows(("one", "other", "weight", "source", "meeting", "date", "quotes", "one_iri", "other_iri", "source_iri"), tuple(rows))

    def central(self, found: Ranking, measure: str) -> Rows:
        """One row a thing, the foremost first."""
        rows = ((place, self._kind(r.thing), self._label(r.thing), int(r.value) if measure == "degree" else round(r.value, 6), r.thing.iri) for place, r in enumerate(found.ranks, 1))
        part = f" from {found.sources:,} of {found.nodes:,} things" if found.sources < found.nodes else ""
        return Rows(("rank", "kind", "thing", "value", "iri"), tuple(rows), f"{measure}{part}{found.engine and f' by {found.engine}'}")

    def communities(self, found: Communities) -> Rows:
        """One row a case; those alone last, in community 0."""
        rows = [
            (number, "、".join(map(self._label, one.name)), len(one.cases), self._label(case), case.iri)
            for number, one in enumerate(found.found, 1) for case in one.cases
        ]  # fmt: skip
        rows += [(0, "", 1, self._label(case), case.iri) for case in found.alone]
        many = f"{len(found.found)} communit{'y' if len(found.found) == 1 else 'ies'}"
        alone = f", {len(found.alone)} case{'s' * (len(found.alone) != 1)} in none" if found.alone else ""
        return Rows(("community", "name", "cases", "case", "iri"), tuple(rows), f"{many}{alone}; modularity {found.modularity:.3f} by {found.engine}")

    def timeline(self, found: Iterable[Event]) -> Rows:
        """One row an edge; what no date places stands last, and the row says so."""
        rows = (
            (e.time.date, _PLACED["before" if e.time.before else "dated" if e.time else ""][self._english], self._label(e.source), self._edge(e.edge), self._label(e.target),
             e.edge.quotes, self._meeting(e.edge), e.source.iri, e.target.iri)
            for e in found
        )  # fmt: skip
        return Rows(("date", "placed", "from", "edge", "to", "quotes", "meeting", "from_iri", "to_iri"), tuple(rows))

    def bridges(self, found: Iterable[Bridge]) -> Rows:
        """One row an edge that ties a case to a group."""
        rows = (
            (self._label(b.case), self._label(side.group), f"{self._name(edge.source)} {self._edge(edge)} {self._name(edge.target)}", edge.date, edge.quotes, b.case.iri, side.group.iri)
            for b in found for side in b.sides for edge in side.edges
        )  # fmt: skip
        return Rows(("case", "group", "edge", "date", "quotes", "iri", "group_iri"), tuple(rows))

    def heads(self, columns: Iterable[str]) -> list[str]:
        """Return the names of columns as people read them."""
        return [column.replace("_iri", " IRI") if self._english else _HEADS[column] for column in columns]

    def _kind(self, node: Node) -> str:
        from ..network.words import node_label

        return node_label(node.kind)[self._english]

    def _label(self, node: Node) -> str:
        return (self._english and node.label_en) or node.label

    def _name(self, iri: str) -> str:
        node = self._node(iri) if iri else None
        return self._label(node) if node else iri

    def _edge(self, edge: Edge) -> str:
        return (edge.label_en if self._english else edge.label) + (f"（{edge.wording}）" if edge.wording and not self._english else f" ({edge.wording})" if edge.wording else "")

    def _meeting(self, edge: Edge) -> str:
        return self._name(edge.meeting)


def cell(value: Value) -> str:
    """Return a value as text: quotes in brackets, each with its place."""
    if isinstance(value, tuple):
        return " ".join(f"「{part.text}」({part})" if isinstance(part, Quote) else part for part in value)
    return f"{value:.6f}" if isinstance(value, float) else str(value)


def as_csv(rows: Rows) -> str:
    """Return rows as CSV, with a head."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.columns)
    writer.writerows([cell(value) for value in row] for row in rows.rows)
    return out.getvalue()


def as_json(rows: Rows) -> str:
    """Return rows as a list of objects; quotes are objects as well."""
    made = [{name: _plain(value) for name, value in zip(rows.columns, row, strict=True)} for row in rows.rows]
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Value) -> object:
    if isinstance(value, tuple):
        return [part if isinstance(part, str) else {**part._asdict(), "pages": list(part.pages)} for part in value]
    return value
