"""Quads -> the nodes and edges of the view. Two passes: first what holds for all minutes, then the minutes, one graph at a time."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ..phrases import phrase
from ..vocab import OFFICE, ZH
from .facts import Facts, Subject
from .fold import UPWARD, Fold, edge
from .rows import KINDS, Edge, Node
from .statements import Reader, Statements
from .terms import language, text

_CONSTANT = ("ontology", "concepts", "entities", "catalog", "derived")
_OTHER_NAMES = ("prefLabel", "label", "name", "altLabel", "hiddenLabel")


class _Known:
    """What was met of a thing so far."""

    __slots__ = ("date", "delisted", "kind", "labels", "names", "start", "status", "text")

    def __init__(self) -> None:
        self.kind = self.status = self.date = self.text = self.start = self.delisted = ""
        self.labels: dict[str, str] = {}  # how good a label is, and in which language -> the first in their order
        self.names: set[str] = set()

    def label(self, rank: str, value: str) -> None:
        self.labels[rank] = min(self.labels.get(rank, value), value)


class Gathered:
    """All edges of a graph, and its nodes.

    Args:
        read: gives the graphs that are wanted.
    """

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._known: dict[str, _Known] = defaultdict(_Known)
        self._first_lines: dict[str, int] = {}
        self._corrected: dict[tuple[bytes, str], list[bytes]] = {}
        self._dates: dict[bytes, str] = {}
        self._hubs: set[str] = set()
        self._cities: set[str] = set()  # members of a platform
        self._upward: dict[str, list[Edge]] = defaultdict(list)
        self._members: dict[str, set[str]] = defaultdict(set)
        self._declared: dict[str, str] = {}  # what the vocabulary names -> its kind
        for statements in read(is_constant):
            self._constant(statements)

    def edges(self) -> Iterator[list[Edge]]:
        """Yield the edges, those of one graph after the other; all must be taken before `nodes` are asked for."""
        for statements in self._read(lambda graph: not is_constant(graph)):
            if statements.lines:
                facts = Facts(statements, self._first_lines)
                made = sorted(set(Fold(facts, self._corrected, self._dates).edges()))
                self._things(facts)
                self._lives(made)
                yield made
        yield sorted(self._structure())

    def nodes(self) -> Iterator[Node]:
        """Yield what minutes name, and what it is part of, in the order of IRIs."""
        hubs = self._hubs | {thing for thing, members in self._members.items() if members & self._cities}
        for iri in sorted(iri for iri, known in self._known.items() if known.kind in KINDS):
            known = self._known[iri]
            labels = {lang: _foremost(known.labels, lang) for lang in ("zh", "en")}
            end = known.delisted if known.status == "delisted" else known.date
            yield Node(
                iri, known.kind, labels["zh"] or labels["en"] or iri, labels["en"], known.status, known.date, known.date or known.start, end,
                known.kind == "person" or iri in hubs or iri in self._cities, known.text, tuple(sorted(known.names)),
            )  # fmt: skip

    def _constant(self, statements: Statements) -> None:
        facts = Facts(statements, {})
        if "/graph/correction/" in statements.graph:
            for _, correction in facts.of_kind("correction"):
                self._correct(facts, correction)
            self._things(facts, named=False)
            return
        entities = statements.graph.endswith("/entities")
        for subject, said in facts.subjects.items():
            iri = text(subject)
            if "firstLine" in said:
                self._first_lines[iri] = int(text(said["firstLine"][0]))
            if "status" in said:
                self._known[iri].status = text(said["status"][0]).rpartition("/")[2]
            if entities or "prefLabel" in said:
                self._label(iri, said, "1" if entities else "0")
            if entities:
                self._declared[iri] = facts.kind(subject)
                self._upward[iri] += [edge(iri, text(whole), name, iri) for name in UPWARD for whole in said.get(name, ())]
                self._members[iri] |= {text(member) for member in said.get("hasMember", ())}
                self._cities |= {iri} if "memberOf" in said else set()

    def _correct(self, facts: Facts, correction: Subject) -> None:
        for thing in correction.get("corrects", ()):
            for name in correction.get("correctedProperty", ()):
                local = text(name)[max(text(name).rfind("#"), text(name).rfind("/")) + 1 :]
                if values := facts.subjects.get(thing, {}).get(local):
                    self._corrected[thing, local] = values

    def _things(self, facts: Facts, *, named: bool = True) -> None:
        """Take in what the things of a graph are, and what they are called."""
        for kind in (*KINDS, "chair") if named else ():
            for thing, said in facts.of_kind(kind):
                if kind == "chair" and "member" in said:
                    self._hubs |= {text(o) for o in said.get("organization", ()) if f"<{OFFICE.mayor}>".encode() in said.get("role", ())}
                    continue
                iri, known = text(thing), self._known[text(thing)]
                known.kind = "person" if kind == "chair" else kind
                self._label(iri, said, "2")
                known.status = text(said["status"][0]).rpartition("/")[2] if "status" in said else known.status
                known.text = text(said["text"][0]) if kind == "directive" and "text" in said else known.text
        for _, said in facts.of_kind("minutes"):
            for meeting in said.get("meeting", ()):
                if label := min(map(text, said.get("label", ())), default=""):
                    self._known[text(meeting)].label("3zh", phrase("untitled", ZH, label))
                    self._known[text(meeting)].label("3en", phrase("untitled", "en", label))

    def _label(self, iri: str, said: Subject, rank: str) -> None:
        known = self._known[iri]
        for name in ("prefLabel", "label", "name"):
            for term in said.get(name, ()):
                known.label(f"{'0' if name == 'prefLabel' else rank}{'en' if language(term) == 'en' else 'zh'}", text(term))
        known.names.update(text(term) for name in _OTHER_NAMES for term in said.get(name, ()))

    def _lives(self, edges: Iterable[Edge]) -> None:
        """Take in when things were spoken of, and what was delisted."""
        for made in edges:
            if made.kind == "series":
                self._hubs.add(made.target)
            for iri in (made.source, made.target):  # what a person put in the place of something else, no minutes need name
                if not self._known[iri].kind:
                    self._known[iri].kind = self._declared.get(iri, "")
            if not made.date:
                continue
            for iri in (made.source, made.target):
                known = self._known[iri]
                known.start = min(known.start or made.date, made.date)
            if made.kind == "delisted":
                self._known[made.target].delisted = max(self._known[made.target].delisted, made.date)
            if made.kind == "meeting":
                self._known[made.target].date = made.date
                if made.through == made.source:
                    self._known[made.source].date = made.date
            elif made.meeting == made.source:
                self._known[made.source].date = made.date

    def _structure(self) -> Iterator[Edge]:
        """Yield what the things that minutes name are part of, and add it to them."""
        waiting = [iri for iri, known in self._known.items() if known.kind]
        while waiting:
            iri = waiting.pop()
            for made in self._upward.pop(iri, ()):
                if made.target in self._known:
                    yield made
                    if not self._known[made.target].kind:
                        self._known[made.target].kind = self._known[iri].kind if made.kind in ("isPartOf", "unitOf") else "organization"
                        waiting.append(made.target)
        for whole, members in self._members.items():
            yield from (edge(whole, member, "hasMember", whole) for member in members if self._known[whole].kind and self._known[member].kind)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no garbage be looked for: values are made by the million here, and none refers to itself."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _foremost(labels: dict[str, str], lang: str) -> str:
    """Return the best label in a language; of minutes with a title none that calls them untitled."""
    untitled = all(rank.startswith("3") for rank in labels)
    return min(((rank, label) for rank, label in labels.items() if rank.endswith(lang) and (untitled or not rank.startswith("3"))), default=("", ""))[1]


def is_constant(graph: str) -> bool:
    """Tell whether a graph holds no minutes, by its IRI."""
    return "/graph/correction/" in graph or graph.endswith(tuple(f"/graph/{name}" for name in _CONSTANT))
