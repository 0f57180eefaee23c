"""The shapes of `ontology/shapes.ttl` as values. What this room does not know it refuses: no constraint is passed over in silence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from ..vocab import FOLDER, PREFIXES, RDF, Namespace

SH = Namespace(
    "http://www.w3.org/ns/shacl#",
    frozenset(
        "NodeShape PropertyShape SPARQLConstraint targetClass targetSubjectsOf property sparql path select message deactivated "
        "nodeKind IRI pattern class datatype minCount maxCount minLength minInclusive lessThan".split()
    ),
)
KINDS = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
ANY = "any"  # what a query reads that leaves the property open

_PREFIX = re.compile(r"PREFIX\s+(\w+):\s*<([^>]*)>")
_NAME = re.compile(r"(?<![\w<?$])(\w+):(\w+)|<([^>\s]+)>")
_OPEN = re.compile(r"\$this \?\w+ \?\w+")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What the values of one property are held to; without a path, the focus node itself."""

    name: str
    messages: MappingProxyType[str, str]
    path: str | None = None
    iri: bool = False
    pattern: re.Pattern[str] | None = None
    kind: str | None = None
    datatype: str | None = None
    at_least: int = 0
    at_most: int | None = None
    length: int = 0
    minimum: int | None = None
    below: str | None = None

    @property
    def reads(self) -> frozenset[str]:
        return frozenset(p for p in (self.path, self.below) if p)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A constraint in SPARQL: each solution is a violation."""

    name: str
    messages: MappingProxyType[str, str]
    text: str
    reads: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A shape with a target: instances of classes, or subjects of properties."""

    name: str
    active: bool
    classes: frozenset[str]
    subjects_of: frozenset[str]
    rules: tuple[Rule, ...]
    queries: tuple[Query, ...]


class ShapeError(ValueError):
    """A shape uses what this program cannot check: names the shape and the term."""


@lru_cache(maxsize=4)
def read_shapes(path: Path = FOLDER / "shapes.ttl") -> tuple[Shape, ...]:
    """Read all shapes that have a target, by name.

    Raises:
        OSError: the file cannot be read.
        SyntaxError: the file is not Turtle.
        ShapeError: a shape holds a term that is not known here.
    """
    return shapes_of(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def shapes_of(triples: Iterable[ox.Quad]) -> tuple[Shape, ...]:
    """Make shapes of the triples of a shapes graph without blank nodes."""
    stated = _Stated(triples)
    return tuple(_shape(iri, stated) for iri in sorted(stated.facts) if stated.targets(iri))


@dataclass(slots=True)
class _Stated:
    """What a shapes graph says of each subject; terms that are asked for are known, others are refused."""

    triples: Iterable[ox.Quad]
    facts: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    def __post_init__(self) -> None:
        for t in self.triples:
            if not isinstance(t.subject, ox.NamedNode) or not isinstance(t.object, ox.NamedNode | ox.Literal):
                raise ShapeError(f"{t.subject}: a shape here holds no blank node")
            self.facts[t.subject.value][t.predicate.value].append(t.object)

    def targets(self, iri: str) -> bool:
        return bool(self.facts[iri].keys() & {SH.targetClass, SH.targetSubjectsOf})

    def values(self, iri: str, predicate: str) -> list[str]:
        return [o.value for o in self.facts[iri].get(predicate, [])]

    def one(self, iri: str, predicate: str) -> str | None:
        found = self.values(iri, predicate)
        if len(found) > 1:
            raise ShapeError(f"<{iri}> has several <{predicate}>: only one can be checked")
        return found[0] if found else None

    def number(self, iri: str, predicate: str) -> int | None:
        found = self.one(iri, predicate)
        return None if found is None else int(found)

    def messages(self, iri: str) -> MappingProxyType[str, str]:
        return MappingProxyType({o.language or "": o.value for o in self.facts[iri].get(SH.message, []) if isinstance(o, ox.Literal)})

    def only(self, iri: str, allowed: Iterable[str]) -> None:
        """Refuse what is not among the terms that a kind of shape may hold."""
        for unknown in self.facts[iri].keys() - {RDF.type, SH.message, *allowed}:
            raise ShapeError(f"<{iri}> holds <{unknown}>, which is not checked here")
        if not set(self.values(iri, RDF.type)) <= set(KINDS):
            raise ShapeError(f"<{iri}> is of a kind that is not checked here")


_VALUE = (SH.nodeKind, SH.pattern, SH["class"], SH.datatype, SH.minLength, SH.minInclusive)


def _shape(iri: str, stated: _Stated) -> Shape:
    stated.only(iri, (SH.targetClass, SH.targetSubjectsOf, SH.property, SH.sparql, SH.deactivated, *_VALUE))
    return Shape(
        name=_local(iri),
        active=stated.one(iri, SH.deactivated) != "true",
        classes=frozenset(stated.values(iri, SH.targetClass)),
        subjects_of=frozenset(stated.values(iri, SH.targetSubjectsOf)),
        rules=(_rule(iri, stated), *(_property(p, stated) for p in sorted(stated.values(iri, SH.property)))),
        queries=tuple(_query(q, stated) for q in sorted(stated.values(iri, SH.sparql))),
    )


def _property(iri: str, stated: _Stated) -> Rule:
    stated.only(iri, (SH.path, SH.minCount, SH.maxCount, SH.lessThan, *_VALUE))
    if stated.one(iri, SH.path) is None:
        raise ShapeError(f"<{iri}> has no path")
    return _rule(iri, stated)


def _rule(iri: str, stated: _Stated) -> Rule:
    kind, pattern = stated.one(iri, SH.nodeKind), stated.one(iri, SH.pattern)
    if kind not in (None, SH.IRI):
        raise ShapeError(f"<{iri}> asks for <{kind}>: only sh:IRI is checked here")
    return Rule(
        name=_local(iri),
        messages=stated.messages(iri),
        path=stated.one(iri, SH.path),
        iri=kind is not None,
        pattern=None if pattern is None else re.compile(pattern),
        kind=stated.one(iri, SH["class"]),
        datatype=stated.one(iri, SH.datatype),
        at_least=stated.number(iri, SH.minCount) or 0,
        at_most=stated.number(iri, SH.maxCount),
        length=stated.number(iri, SH.minLength) or 0,
        minimum=stated.number(iri, SH.minInclusive),
        below=stated.one(iri, SH.lessThan),
    )


def _query(iri: str, stated: _Stated) -> Query:
    stated.only(iri, (SH.select,))
    text = stated.one(iri, SH.select)
    if text is None:
        raise ShapeError(f"<{iri}> has no query")
    return Query(name=_local(iri), messages=stated.messages(iri), text=text, reads=_reads(text))


def _reads(text: str) -> frozenset[str]:
    """Return the properties and classes that a query names, and `ANY` where it leaves a property open."""
    prefixes = PREFIXES | dict(_PREFIX.findall(text))
    body = _STRING.sub('""', _PREFIX.sub("", text))
    named = {iri or prefixes.get(prefix, f"{prefix}:") + local for prefix, local, iri in _NAME.findall(body)}
    return frozenset(named | ({ANY} if _OPEN.search(body) else set()))


def _local(iri: str) -> str:
    return re.split("[#/]", iri)[-1]
