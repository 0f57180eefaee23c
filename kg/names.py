"""What things are called in a graph: from the words a person types to IRIs, and to the nearest names where nothing fits."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

import pyoxigraph as ox

from .iris import untitled
from .shadow import key
from .vocab import PREFIXES

_NAMING = tuple(ox.NamedNode(PREFIXES[p] + n) for p, n in (("rdfs", "label"), ("skos", "prefLabel"), ("skos", "altLabel"), ("skos", "hiddenLabel")))


class Named(NamedTuple):
    """A thing, its kinds (IRIs of classes), and the name it was found by."""

    iri: str
    kinds: frozenset[str]
    label: str


def find(store: ox.Store, name: str, kinds: frozenset[str] = frozenset()) -> list[Named]:
    """Return what bears a name, by IRI; of the given kinds only, where some are given.

    Names are compared as the parser compares them: width, dashes, quotes, white space, 台/臺 and a final 案 do not count.
    """
    wanted = _key(name)
    found = {iri: label for iri, label in _names(store) if iri == name or _key(label) == wanted}
    things = (Named(iri, frozenset(_kinds(store, iri)), label) for iri, label in sorted(found.items()))
    return [thing for thing in things if not kinds or thing.kinds & kinds]


def near(store: ox.Store, name: str, kinds: frozenset[str] = frozenset(), *, most: int = 5) -> list[Named]:
    """Return what bears the names most like a name, the nearest first, each thing once."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_key(name))
    best: dict[str, tuple[float, str]] = {}
    for iri, label in _names(store):
        matcher.set_seq1(_key(label)[:200])
        if matcher.quick_ratio() > best.get(iri, (0.4, ""))[0]:
            best[iri] = max(best.get(iri, (0.0, "")), (matcher.ratio(), label))
    ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    things = (Named(iri, frozenset(_kinds(store, iri)), label) for iri, (_, label) in ordered)
    return [thing for thing in things if not kinds or thing.kinds & kinds][:most]


def _names(store: ox.Store) -> Iterator[tuple[str, str]]:
    for predicate in _NAMING:
        for quad in store.quads_for_pattern(None, predicate, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                yield quad.subject.value, quad.object.value


def _kinds(store: ox.Store, iri: str) -> Iterator[str]:
    for quad in store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(PREFIXES["rdf"] + "type"), None):
        if isinstance(quad.object, ox.NamedNode):
            yield quad.object.value


def _key(name: str) -> str:
    return untitled(key(name)).casefold()
