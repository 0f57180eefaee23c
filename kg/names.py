"""What things are called in a graph: from the words a person types to IRIs, and to the nearest names where nothing fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple
from urllib.parse import unquote

import pyoxigraph as ox

from .iris import KINDS, untitled
from .shadow import key
from .store import base_of, links, minutes_graphs
from .vocab import KG, PREFIXES, RDF, RDFS, SKOS

_NAMING = tuple(ox.NamedNode(iri) for iri in (RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel))  # the foremost first
FAR = 0.25  # names less alike than this are no help


class Named(NamedTuple):
    """A thing, its kinds (IRIs of classes), and the name it was found by."""

    iri: str
    kinds: frozenset[str]
    label: str


def find(store: ox.Store, name: str, kinds: frozenset[str] = frozenset()) -> list[Named]:
    """Return what bears a name, by IRI; of the given kinds only, where some are given.

    Names are labels of all sorts, IRIs, prefixed names (`action:added`) and the paths of data IRIs (`case/BODY/TITLE`).
    They are compared as the parser compares them: width, dashes, quotes, white space, 台/臺 and a final 案 do not count.
    Where several things bear the name, those that minutes name stand for those that only the vocabulary declares, and a
    meeting stands for its minutes.
    """
    found = _by_iri(store, name) or _by_label(store, name)
    things = list(_things(store, sorted(found.items()), kinds))
    if len(things) < 2:
        return things
    graphs, iris = minutes_graphs(store), {thing.iri for thing in things}
    things = [thing for thing in things if all(meeting not in iris for _, meeting, _ in links(store, thing.iri, KG.meeting))]
    return [thing for thing in things if any(graph in graphs for _, _, graph in links(store, thing.iri, RDF.type))] or things


def near(store: ox.Store, name: str, kinds: frozenset[str] = frozenset(), *, most: int = 5) -> list[Named]:
    """Return what bears the names most like a name, the nearest first, each thing once."""
    wanted = marks(name_key(name))
    best: dict[str, tuple[float, str]] = {}
    for iri, label in _names(store):
        alike = likeness(wanted, marks(name_key(label)))
        if alike > best.get(iri, (FAR, ""))[0]:
            best[iri] = (alike, label)
    ordered = sorted(best.items(), key=lambda item: (-item[1][0], len(item[1][1]), item[0]))
    return list(islice(_things(store, ((iri, label) for iri, (_, label) in ordered), kinds), most))


def nearest(name: str, keys: Iterable[tuple[str, str]]) -> list[str]:
    """Return the things with the names most like a name, the nearest first; of pairs of a name's key and a thing."""
    wanted, best = marks(name_key(name)), dict[str, float]()
    for known, thing in keys:
        best[thing] = max(best.get(thing, FAR), likeness(wanted, marks(known)))
    return sorted((thing for thing, alike in best.items() if alike > FAR), key=lambda thing: (-best[thing], thing))


def _things(store: ox.Store, found: Iterator[tuple[str, str]] | list[tuple[str, str]], kinds: frozenset[str]) -> Iterator[Named]:
    for iri, label in found:
        thing = Named(iri, frozenset(kind for _, kind, _ in links(store, iri, RDF.type)), label)
        if not kinds or thing.kinds & kinds:
            yield thing


def _by_iri(store: ox.Store, name: str) -> dict[str, str]:
    """Find what has this IRI, prefixed name or path; the escapes of a browser's address line are undone."""
    typed = name.strip().removeprefix("<").removesuffix(">")
    prefix, _, local = typed.partition(":")
    iris = [typed, PREFIXES.get(prefix, f"{prefix}:") + local] if ":" in typed else []
    if typed.partition("/")[0] in KINDS:
        iris.append(base_of(store) + typed)
    return {iri: iri for plain in iris for iri in (plain, unquote(plain)) if _is_stated(store, iri)}


def _is_stated(store: ox.Store, iri: str) -> bool:
    try:
        return next(store.quads_for_pattern(ox.NamedNode(iri), None, None), None) is not None
    except ValueError:  # no IRI after all
        return False


def _by_label(store: ox.Store, name: str) -> dict[str, str]:
    wanted = name_key(name)
    found: dict[str, str] = {}
    for iri, label in _names(store):
        if name_key(label) == wanted:
            found.setdefault(iri, label)
    return found if wanted else {}


def _names(store: ox.Store) -> Iterator[tuple[str, str]]:
    for predicate in _NAMING:
        for quad in store.quads_for_pattern(None, predicate, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                yield quad.subject.value, quad.object.value


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common."""
    return untitled(key(name)).casefold()


def marks(name: str) -> frozenset[str]:
    """Return a name's characters and pairs of neighbours: what two names have in common tells how alike they are."""
    return frozenset(name) | frozenset(a + b for a, b in pairwise(name))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how alike the marks of two names are, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other) or 1)
