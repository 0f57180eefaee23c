"""Statements -> nodes and edges: what stands between two things in RDF (a decision, an agenda item, a chair) becomes the edge.

- A decision joins each group that reports it with its case or directive; without a group, its meeting does. Without a
  case or directive it joins group and meeting.
- Cases, directives and what they are about hang together by the properties of the RDF, under their names.
- An agenda item joins its meeting with what it names, unless a decision of that item does already; a chair joins the
  meeting, or the directive, with the person.
- What organizations and projects are parts of is taken from the vocabulary, for what minutes name.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..places import Quote
from .facts import Facts, Subject
from .rows import Edge
from .terms import text
from .words import edge_label

_LINKS = {"meeting": ("series", "cites", "group"), "directive": ("meeting", "fromMeeting", "mentions", "addressee"), "case": ("mentions",)}
_PROPERTIES = frozenset("meeting mentions addressee".split())  # edges through a decision that say less than it does
UPWARD = ("isPartOf", "unitOf", "memberOf", "subOrganizationOf")


class Fold:
    """The edges of one graph.

    Args:
        facts: what the graph states.
        corrected: the values that a person put in the place of others, by thing and property.
        dates: of meetings that other graphs date.
    """

    def __init__(self, facts: Facts, corrected: dict[tuple[bytes, str], list[bytes]], dates: dict[bytes, str]) -> None:
        self._facts, self._corrected, self._dates = facts, corrected, dates
        self._decided: set[tuple[bytes, bytes]] = set()  # an item and what is decided on in it

    def edges(self) -> Iterator[Edge]:
        """Yield all edges, decisions first."""
        for decision, facts in self._facts.of_kind("decision"):
            yield from self._decision(decision, facts)
        for kind, names in _LINKS.items():
            for thing, facts in self._facts.of_kind(kind):
                for name in names:
                    yield from self._link(thing, facts, name)
        for item, facts in self._facts.of_kind("item"):
            yield from self._item(item, facts)
        yield from self._people()
        for minutes, facts in self._facts.of_kind("minutes"):
            for following in facts.get("precedes", ()):
                for meeting in facts.get("meeting", ()):
                    yield self._edge(meeting, following, "precedes", minutes, meeting)
        yield from self._wholes()

    def _decision(self, decision: bytes, facts: Subject) -> Iterator[Edge]:
        meeting, groups = self._values(decision, facts, "meeting")[0], self._values(decision, facts, "group")
        targets = facts.get("case", []) + facts.get("directive", [])
        item = facts.get("item", [b""])[0]
        self._decided.update((item, thing) for thing in (*targets, *groups))
        joined = [(g, t) for t in targets or [meeting] for g in groups] or [(meeting, t) for t in targets]
        for action in facts.get("action", ()):
            for source, target in joined:
                quotes = self._facts.quotes(decision, "wording group", source) + self._facts.quotes(decision, "wording case directive")
                yield self._edge(source, target, text(action).rpartition("/")[2], decision, meeting, facts, quotes=_in_order(quotes))
        for target in targets:
            yield self._edge(target, meeting, "meeting", decision, meeting, facts, quotes=self._facts.quotes(decision, "case directive"))
        for told in self._values(decision, facts, "addressee"):
            for target in targets or [meeting]:
                yield self._edge(target, told, "addressee", decision, meeting, facts, quotes=self._said(decision, "addressee", told))

    def _link(self, thing: bytes, facts: Subject, name: str) -> Iterator[Edge]:
        for value in self._values(thing, facts, name):
            if name == "meeting":
                yield self._edge(thing, value, name, thing, value, facts, quotes=self._facts.quotes(thing, "text"))
                continue
            by_minutes: dict[str, list[int]] = {}
            quotes = self._said(thing, name, value)
            for place, quote in enumerate(quotes):
                by_minutes.setdefault(quote.minutes, []).append(place)
            if not quotes:
                yield self._edge(thing, value, name, thing, self._meeting(thing, facts), facts)
            for minutes, places in by_minutes.items():  # a case is named in several, if all stand in one graph
                meeting = self._facts.subjects.get(b"<%b>" % minutes.encode(), {}).get("meeting", [b""])[0]
                yield self._edge(thing, value, name, thing, meeting, facts, quotes=tuple(quotes[place] for place in places))

    def _item(self, item: bytes, facts: Subject) -> Iterator[Edge]:
        for value in facts.get("mentions", ()):
            for meeting in facts.get("meeting", ()):
                if (item, value) not in self._decided:
                    yield self._edge(meeting, value, "mentions", item, meeting, {"item": [item]}, quotes=self._said(item, "mentions", value))

    def _people(self) -> Iterator[Edge]:
        for kind, name in (("meeting", "chairedBy"), ("meeting", "recorder"), ("directive", "issuedBy"), ("statement", "speaker")):
            for thing, facts in self._facts.of_kind(kind):
                meeting = self._meeting(thing, facts)
                for who in self._values(thing, facts, name):
                    source = meeting if kind == "statement" else thing
                    yield self._edge(source, self._person(who), name, thing if kind == "statement" else who, meeting, facts, quotes=self._said(thing, name, who))
        for chair, facts in self._facts.of_kind("chair"):
            for value in facts.get("organization", ()):
                yield self._edge(self._person(chair), value, "office", chair, b"")._replace(wording=_label(facts))
            for other in facts.get("actingFor", ()):
                yield self._edge(self._person(chair), self._person(other), "actingFor", chair, b"")

    def _wholes(self) -> Iterator[Edge]:
        for kind in ("project", "organization", "group"):
            for thing, facts in self._facts.of_kind(kind):
                for name in UPWARD:
                    for whole in facts.get(name, ()):
                        yield self._edge(thing, whole, name, thing, b"")

    def _edge(self, source: bytes, target: bytes, kind: str, through: bytes, meeting: bytes, facts: Subject | None = None, quotes: tuple[Quote, ...] = ()) -> Edge:
        facts = facts or {}
        own = {} if kind in _PROPERTIES else facts
        return Edge(
            text(source), text(target), kind, text(through), *edge_label(kind), text(meeting) if meeting else "", self._date(meeting),
            _first(facts, "item"), _first(own, "wording"), _first(own, "deadline"), quotes,
        )  # fmt: skip

    def _date(self, meeting: bytes) -> str:
        if not meeting:
            return ""
        if meeting not in self._dates:
            stated = self._values(meeting, self._facts.subjects.get(meeting, {}), "date")
            self._dates[meeting] = min(map(text, stated), default="")
        return self._dates[meeting]

    def _values(self, thing: bytes, facts: Subject, name: str) -> list[bytes]:
        return self._corrected.get((thing, name)) or facts.get(name, [])

    def _said(self, thing: bytes, name: str, value: bytes) -> tuple[Quote, ...]:
        return self._facts.quotes(thing, name, value)

    def _meeting(self, thing: bytes, facts: Subject) -> bytes:
        """Return the meeting in whose minutes a thing stands."""
        own = thing if self._facts.kind(thing) == "meeting" else b""
        return next(iter(facts.get("meeting", ())), own)

    def _person(self, chair: bytes) -> bytes:
        """Return who holds an office; the office where nobody is named."""
        return next(iter(self._facts.subjects.get(chair, {}).get("member", ())), chair)


def _first(facts: Subject, name: str) -> str:
    return text(facts[name][0]) if name in facts else ""


def _label(facts: Subject) -> str:
    return min(map(text, facts.get("label", ())), default="")


def _in_order(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    return tuple(sorted(set(quotes), key=lambda q: (q.minutes, q.begin, q.text)))


def edge(source: str, target: str, kind: str, through: str) -> Edge:
    """Return an edge with what its kind is called."""
    return Edge(source, target, kind, through, *edge_label(kind))
