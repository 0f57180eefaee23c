"""The page of cases: a table with filters, and the same in lanes along time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from ..pictures import lanes, unstyled
from .data import Row, project_kinds
from .explorer import Explorer
from .frame import page
from .paging import number_of, numbered, pages_of, part
from .shown import Link, link
from .ways import LANGUAGES, Ways
from .words import status_words, ui

PAGE, STEM = "cases.html", "cases"
_TAKES: dict[str, Callable[[Row], Iterable[str]]] = {
    "status": lambda row: [row.case.status or "unknown"], "group": lambda row: row.groups, "year": lambda row: map(str, row.years), "kind": lambda row: row.kinds, "organization": lambda row: row.organizations,
}  # fmt: skip


class Choice(NamedTuple):
    """A value of a facet: its words, how many cases have it, and whether it is chosen."""

    value: str
    words: str
    cases: int
    chosen: bool


class Shown(NamedTuple):
    """A case as the table shows it."""

    id: str
    link: Link
    status: str
    code: str
    groups: tuple[Link, ...]
    added: tuple[tuple[str, Link], ...]
    delisted: tuple[tuple[str, Link], ...]


def cases_page(explorer: Explorer, asked: Mapping[str, str], ways: Ways, path: str) -> str:
    """Return a page of cases: of those that fit what is asked for, where a server answers; of all on disk."""
    chosen = {name: asked.get(name, "") for name in _TAKES} if ways.served else {}
    asked_for, (_, number) = {name: value for name, value in chosen.items() if value}, number_of(path, asked)
    found = [row for row in explorer.cases if all(_short(explorer, value) in {_short(explorer, v) for v in _TAKES[name](row)} for name, value in asked_for.items())]
    turned = part(found, ways, STEM, number, **asked_for)
    return page(
        PAGE, ways, title=ui("cases", ways.language), name="cases", path=path, facets={name: _choices(explorer, name, chosen, ways) for name in _TAKES} if ways.served else {},
        rows=[_shown(explorer, row, ways) for row in turned.rows], total=len(found), asked=asked_for, turned=turned, picture=_lanes(explorer, turned.rows, ways),
    )  # fmt: skip


def paths(explorer: Explorer) -> Iterator[str]:
    """Yield the paths of the pages that stand on disk besides the first."""
    yield from (numbered(STEM, number) for number in range(2, pages_of(len(explorer.cases)) + 1))


def _short(explorer: Explorer, value: str) -> str:
    return value.removeprefix(explorer.base)


def _choices(explorer: Explorer, name: str, chosen: Mapping[str, str], ways: Ways) -> list[Choice]:
    """Return the values of a facet, counted among the cases that fit all other facets."""
    others = {other: value for other, value in chosen.items() if value and other != name}
    fitting = [row for row in explorer.cases if all(value in {_short(explorer, v) for v in _TAKES[other](row)} for other, value in others.items())]
    counts = Counter(_short(explorer, value) for row in fitting for value in _TAKES[name](row))
    return [Choice(value, _words(explorer, name, value, ways), count, chosen.get(name) == value) for value, count in sorted(counts.items(), key=lambda item: (name != "year" and -item[1], item[0]))]


def _words(explorer: Explorer, name: str, value: str, ways: Ways) -> str:
    if name == "status":
        return status_words(value, ways.language)
    if name == "year":
        return f"{value} (ROC {int(value) - 1911})" if ways.language == "en" else f"{value}（民國 {int(value) - 1911}）"
    if name == "kind":
        return project_kinds(explorer.facts["zh"]).get(value, (value, value))[ways.language == "en"]
    return explorer.label(f"{explorer.base}{value}", ways.language)


def _shown(explorer: Explorer, row: Row, ways: Ways) -> Shown:
    dates = [tuple((date, link(explorer, meeting, ways)) for date, meeting in row.meetings(action)) for action in ("added", "delisted")]
    return Shown(
        _short(explorer, row.case.iri), link(explorer, row.case.iri, ways), status_words(row.case.status or "unknown", ways.language), row.case.status,
        tuple(link(explorer, group, ways) for group in sorted(row.groups)), dates[0], dates[1],
    )  # fmt: skip


def _lanes(explorer: Explorer, rows: Sequence[Row], ways: Ways) -> Markup:
    """Return the picture of some cases: of what joins them, and of how meetings follow each other."""
    held, order = {row.case.iri: row.case for row in rows}, explorer.order
    edges = {edge for iri in held for edge in explorer.index.edges(iri)} | order.edges
    others = {end for edge in edges for end in (edge.source, edge.target)} - held.keys() - order.nodes.keys()
    joined = [node for iri in sorted(others) if (node := explorer.index.node(iri)) and node.kind != "case"]
    nodes = [*held.values(), *order.nodes.values(), *joined]
    return Markup(unstyled(lanes(nodes, edges, LANGUAGES[ways.language])))  # the picture escapes what it shows
