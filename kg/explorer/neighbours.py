"""What a thing is joined with, as a list: the same as the picture of it shows, and where the minutes say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ..network import Edge
from ..network.words import edge_label
from .explorer import Explorer
from .frame import calendar
from .quotes import passage
from .shown import Link, link
from .ways import Ways

MOST = 300  # lines of the list
MOST_PLACES = 12  # places beside one of them


class Neighbour(NamedTuple):
    """Another thing, how it is joined, and where that is said: a date and a place each.

    Attributes:
        out: the thing of the page points at it, and not it at the thing.
        more: places that are left out.
    """

    link: Link
    words: str
    out: bool
    places: tuple[tuple[str, Link], ...]
    more: int


def neighbours(explorer: Explorer, edges: Iterable[Edge], iri: str, ways: Ways) -> tuple[list[Neighbour], int]:
    """Return what edges join with a thing, in the order of kinds and time, each once a kind and direction; and how many things there are."""
    joined: dict[tuple[str, bool, str], list[Edge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda edge: (edge.kind, edge.source != iri, edge.date or "~", edge)):
        if edge.source != edge.target:
            joined[edge.kind, edge.source == iri, edge.target if edge.source == iri else edge.source].append(edge)
    found = [_neighbour(explorer, edge, ways) for edge in list(joined.items())[:MOST]]
    return found, len({far for _, _, far in joined})


def _neighbour(explorer: Explorer, joined: tuple[tuple[str, bool, str], list[Edge]], ways: Ways) -> Neighbour:
    (kind, out, far), edges = joined
    places: dict[tuple[str, Link], None] = {}
    for edge in edges:
        date = calendar(ways.language, edge.date)
        for quote in edge.quotes[:1]:
            places[date, Link(passage(explorer, quote, ways), str(quote))] = None
        if not edge.quotes and date:
            places[date, Link("", "")] = None
    told = list(places)
    return Neighbour(link(explorer, far, ways), edge_label(kind)[ways.language == "en"], out, tuple(told[:MOST_PLACES]), max(len(told) - MOST_PLACES, 0))
