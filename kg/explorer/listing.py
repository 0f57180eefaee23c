"""The lists of all things: of each kind the first on one page, and all of them on pages of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..network import KINDS
from ..network.words import node_label
from .explorer import Explorer
from .frame import page
from .paging import number_of, numbered, pages_of, part, way
from .shown import Link, link
from .ways import Ways
from .words import status_words, ui

PAGE, STEM = "things.html", "things"
FEW = 50  # of a kind, on the page of all kinds


class Listed(NamedTuple):
    """Things of a kind: its code and name, those shown, how many there are, and the way to all of them."""

    kind: str
    heading: str
    rows: tuple[tuple[Link, str], ...]
    total: int
    all: str


def things_page(explorer: Explorer, asked: Mapping[str, str], ways: Ways, path: str) -> str | None:
    """Return the list of things: of one kind where the path or the address names one, else of all; nothing for a kind that there is none of."""
    stem, number = number_of(path, asked)
    kind = stem.removeprefix(f"{STEM}/") if stem != STEM else asked.get("kind", "")
    if kind:
        return _of_kind(explorer, kind, number, ways, path) if explorer.listed.get(kind) else None
    kinds = [Listed(kind, _heading(kind, ways), _rows(explorer, iris[:FEW], ways), len(iris), _way(ways, kind, 1) if len(iris) > FEW else "") for kind, iris in explorer.listed.items()]
    return page(PAGE, ways, title=ui("things", ways.language), name="things", path=path, kinds=kinds, turned=None)


def paths(explorer: Explorer) -> Iterator[str]:
    """Yield the paths of the lists that stand on disk, but for the one of all kinds."""
    for kind, iris in explorer.listed.items():
        if len(iris) > FEW:
            yield from (numbered(f"{STEM}/{kind}", number) for number in range(1, pages_of(len(iris)) + 1))


def _of_kind(explorer: Explorer, kind: str, number: int, ways: Ways, path: str) -> str:
    turned = part(explorer.listed[kind], ways, STEM if ways.served else f"{STEM}/{kind}", number, **({"kind": kind} if ways.served else {}))
    listed = Listed(kind, _heading(kind, ways), _rows(explorer, turned.rows, ways), len(explorer.listed[kind]), "")
    return page(PAGE, ways, title=_heading(kind, ways), name="things", path=path, kinds=[listed], turned=turned)


def _way(ways: Ways, kind: str, number: int) -> str:
    return way(ways, STEM, number, kind=kind) if ways.served else way(ways, f"{STEM}/{kind}", number)


def _rows(explorer: Explorer, iris: Sequence[str], ways: Ways) -> tuple[tuple[Link, str], ...]:
    return tuple((link(explorer, iri, ways), _hint(explorer, iri, ways)) for iri in iris)


def _hint(explorer: Explorer, iri: str, ways: Ways) -> str:
    """Return what tells a thing from others of its name: its status or its date."""
    if node := explorer.index.node(iri):
        return status_words(node.status, ways.language) if node.status else node.date
    facts = explorer.facts[ways.language]
    return facts.when(facts.meeting(iri)) if iri in explorer.listed["minutes"] else ""


def _heading(kind: str, ways: Ways) -> str:
    return node_label(kind)[ways.language == "en"] if kind in KINDS else ui(kind, ways.language)
