"""The page of cases: a table with filters, and the same in lanes along time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from ..pictures import lanes, unstyled
from .data import Row, project_kinds
from .explorer import Explorer
from .frame import page
from .shown import Link, link
from .ways import LANGUAGES, Ways
from .words import status_words, ui

MOST = 500  # cases on a page that is served
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
    """Return the page of cases: those that fit what is asked for, where a server answers; all of them on disk."""
    chosen = {name: asked.get(name, "") for name in _TAKES} if ways.served else {}
    found = [row for row in explorer.cases if all(not value or _short(explorer, value) in {_short(explorer, v) for v in _TAKES[name](row)} for name, value in chosen.items())]
    begin = _begin(asked, len(found)) if ways.served else 0
    held = found[begin : begin + MOST] if ways.served else found
    return page(
        "cases.html", ways, title=ui("cases", ways.language), name="cases", path=path, facets={name: _choices(explorer, name, chosen, ways) for name in _TAKES} if ways.served else {},
        rows=[_shown(explorer, row, ways) for row in held], total=len(found), begin=begin, asked={name: value for name, value in chosen.items() if value},
        before=_turned(ways, chosen, begin - MOST) if begin else "", after=_turned(ways, chosen, begin + MOST) if begin + len(held) < len(found) else "", picture=_lanes(explorer, found, ways),
    )  # fmt: skip


def _begin(asked: Mapping[str, str], total: int) -> int:
    given = asked.get("begin", "0")
    return min(int(given), max(total - 1, 0)) // MOST * MOST if given.isdecimal() and len(given) < 9 else 0


def _turned(ways: Ways, chosen: Mapping[str, str], begin: int) -> str:
    return ways.page("cases.html", **{name: value for name, value in chosen.items() if value}, begin=str(begin))


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


def _lanes(explorer: Explorer, rows: list[Row], ways: Ways) -> Markup:
    wanted = {row.case.iri for row in rows}
    nodes = [node for node in explorer.index.nodes() if node.kind != "case" or node.iri in wanted]
    return Markup(unstyled(lanes(nodes, explorer.index.all_edges(), LANGUAGES[ways.language])))  # the picture escapes what it shows
