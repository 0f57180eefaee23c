"""What this program adds to SPARQL: functions of our own, by the IRIs that the ontology declares."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pyoxigraph as ox

from ..vocab import KG
from .words import folded, words_in

_folded = lru_cache(maxsize=4096)(folded)
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def matches(*terms: Term) -> ox.Literal | None:
    """Tell whether a text holds all words of another, as `kg search` compares; an error where they are not two texts."""
    if len(terms) != 2 or not all(isinstance(term, ox.Literal) for term in terms):
        return None
    text, wanted = (term.value for term in terms if isinstance(term, ox.Literal))
    given = words_in(wanted)
    return ox.Literal(bool(given.forms) and given.held(_folded(text)))


FUNCTIONS: dict[ox.NamedNode, Callable[..., Term | None]] = {ox.NamedNode(KG.matches): matches}
