"""Shapes over one graph: rules in Python on an index of the lines, queries by the SPARQL engine, each once for all focus nodes.

`$this` is left open in a query and its solutions are held to the targets. That is what SHACL means where `$this` stands
in the outermost group, as it does in all our queries; tests compare with a judge that runs each query once a node.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import pyoxigraph as ox

from ..vocab import PREFIXES, RDF, XSD
from .shapes import Query, Rule, Shape, ShapeError

_TYPE = f"<{RDF.type}>"
_LANG_STRING, _STRING = PREFIXES["rdf"] + "langString", PREFIXES["xsd"] + "string"
_LITERAL = re.compile(r'"(.*)"(?:@([\w-]+)|\^\^<([^>]*)>)?', re.S)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.S)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Index = dict[str, dict[str, list[str]]]  # subject -> property -> values, terms as N-Triples writes them


class Found(NamedTuple):
    """A violation as the engine sees it, terms as N-Triples writes them; the path is an IRI."""

    shape: Shape
    by: Rule | Query
    focus: str
    path: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Background:
    """What the ontology says that shapes ask for: lines, and class -> its superclasses and itself."""

    lines: bytes
    above: MappingProxyType[str, frozenset[str]]


def index_of(triples: Iterable[bytes]) -> Index:
    """Sort lines `<s> <p> o` by subject and property."""
    index: Index = {}
    for triple in triples:
        subject, predicate, value = triple.decode().split(" ", 2)
        index.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return index


def check(shapes: Sequence[Shape], triples: Sequence[bytes], index: Index, background: Background, *, everything: bool = False) -> Iterator[Found]:
    """Yield what shapes find in a graph.

    Args:
        shapes: those to check; whether they are active is not asked.
        triples: the graph, lines `<s> <p> o`.
        index: of the same lines.
        background: stands beside the graph and is not checked itself.
        everything: every subject is a focus node, whatever the target of a shape.
    """
    kinds = _kinds(index, background)
    store = ox.Store()
    store.load(b" .\n".join([*triples, background.lines]), format=ox.RdfFormat.N_TRIPLES)
    answers: dict[str, list[tuple[str, str | None, str | None]]] = {}
    for shape in shapes:
        targets = index.keys() if everything else _targets(shape, index, kinds)
        if not targets:
            continue
        for rule in shape.rules:
            for focus in targets:
                yield from (Found(shape, rule, focus, rule.path, value) for value in _broken(rule, focus, index, kinds))
        for query in shape.queries:
            if query.name not in answers:
                answers[query.name] = _answers(store, query)
            yield from (Found(shape, query, focus, path, value) for focus, path, value in answers[query.name] if focus in targets)


def term(value: str) -> tuple[str, str, str]:
    """Take a literal apart into its text, its datatype and its language.

    Raises:
        ShapeError: it is no literal.
    """
    found = _LITERAL.fullmatch(value)
    if found is None:
        raise ShapeError(f"{value} is no literal")
    text, language, datatype = found.groups()
    if "\\" in text:
        text = _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _ESCAPED.get(m[3], m[3]), text)
    return text, datatype or (_LANG_STRING if language else _STRING), language or ""


def _kinds(index: Index, background: Background) -> dict[str, set[str]]:
    """Return class -> its instances and those of its subclasses."""
    kinds: dict[str, set[str]] = {}
    for subject, facts in index.items():
        for value in facts.get(_TYPE, ()):
            kind = value[1:-1]
            for above in background.above.get(kind, (kind,)):
                kinds.setdefault(above, set()).add(subject)
    return kinds


def _targets(shape: Shape, index: Index, kinds: dict[str, set[str]]) -> set[str]:
    found = set[str]().union(*(kinds.get(kind, ()) for kind in shape.classes))
    for predicate in shape.subjects_of:
        name = f"<{predicate}>"
        found.update(subject for subject, facts in index.items() if name in facts)
    return found


def _answers(store: ox.Store, query: Query) -> list[tuple[str, str | None, str | None]]:
    solutions = store.query(query.text)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = {variable.value for variable in solutions.variables}
    has_path, has_value = "path" in columns, "value" in columns
    found: list[tuple[str, str | None, str | None]] = []
    for solution in solutions:
        this, path = str(solution["this"]), solution["path"] if has_path else None
        found.append((this, path.value if isinstance(path, ox.NamedNode) else None, str(solution["value"]) if has_value else this))
    return found


def _broken(rule: Rule, focus: str, index: Index, kinds: dict[str, set[str]]) -> Iterator[str | None]:
    """Yield a value for each time a rule is broken; no value where they are too many or too few."""
    if rule.path is None:
        values = [focus]
    else:
        values = index[focus].get(f"<{rule.path}>", [])
        if len(values) < rule.at_least or (rule.at_most is not None and len(values) > rule.at_most):
            yield None
    for value in values:
        if (
            (rule.iri and value[0] != "<")
            or (rule.pattern is not None and not _matches(rule.pattern, value))
            or (rule.kind is not None and value not in kinds.get(rule.kind, ()))
            or (rule.datatype is not None and not _is_of(rule.datatype, value))
            or (rule.length and _length(value) < rule.length)
            or (rule.minimum is not None and not _at_least(rule.minimum, value))
        ):
            yield value
        elif rule.below is not None:
            yield from (value for other in index[focus].get(f"<{rule.below}>", []) if not _less(value, other))


def _lexical(value: str) -> str | None:
    """Return the text of an IRI or a literal; a blank node has none."""
    return value[1:-1] if value[0] == "<" else term(value)[0] if value[0] == '"' else None


def _matches(pattern: re.Pattern[str], value: str) -> bool:
    text = _lexical(value)
    return text is not None and pattern.search(text) is not None


def _length(value: str) -> int:
    text = _lexical(value)
    return -1 if text is None else len(text)


def _is_of(datatype: str, value: str) -> bool:
    if value[0] != '"':
        return False
    text, own, _ = term(value)
    return own == datatype and _is_well_formed(text, own)


def _is_well_formed(text: str, datatype: str) -> bool:
    if datatype == XSD.integer:
        return _INTEGER.fullmatch(text) is not None
    if datatype == XSD.boolean:
        return text in ("true", "false", "1", "0")
    if datatype == XSD.date:
        return _DATE.fullmatch(text) is not None and _is_day(text)
    if datatype in (_STRING, _LANG_STRING):
        return True
    raise ShapeError(f"<{datatype}> is a datatype that is not checked here")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _number(value: str) -> int | None:
    if value[0] != '"':
        return None
    text, datatype, _ = term(value)
    return int(text) if datatype == XSD.integer and _INTEGER.fullmatch(text) else None


def _at_least(minimum: int, value: str) -> bool:
    number = _number(value)
    return number is not None and number >= minimum


def _less(value: str, other: str) -> bool:
    one, two = _number(value), _number(other)
    return one is not None and two is not None and one < two
