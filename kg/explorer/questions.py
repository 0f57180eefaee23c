"""The page of queries: the saved questions and one's own SPARQL, answered as a table with names instead of IRIs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ..outlet import prefixes
from ..query import Answer, Iri, Saved, TooLong, UnknownName, answer, asked_about, saved_queries
from ..sparql import SparqlError
from .explorer import Explorer
from .frame import calendar, page
from .shown import Link, link
from .ways import ENDING, Ways
from .words import COLUMNS, ui

FOLDER = "query/"
MOST = 1000  # rows that are shown
_ROC = ("rocYear", "citedRocYear")  # columns of years
_START = "SELECT ?case ?title WHERE {\n  GRAPH ?g { ?case a kg:Case ; rdfs:label ?title }\n} LIMIT 20"


class Table(NamedTuple):
    """An answer as a page shows it: columns, rows of links and texts, how many there are, and what else is said."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Link, ...], ...] = ()
    total: int = 0
    said: str = ""
    text: str = ""


def query_page(explorer: Explorer, asked: Mapping[str, str], ways: Ways, path: str) -> str:
    """Return the page of queries, with the answer of the one that is asked."""
    own, saved = asked.get("query", "").strip(), saved_queries().get(asked.get("name", "") or _named(path))
    value = asked.get("value", "").strip()
    table, refused, sparql = None, ("", ""), own or _START
    if saved or own:
        try:
            sparql = asked_about(explorer.store, saved, [value] if value else [], known(explorer)) if saved and not own else own
            table = _table(explorer, _answered(explorer, sparql), ways)
        except (UnknownName, SparqlError) as error:
            refused = error.message, error.remedy
        except TooLong as error:
            refused = str(error), ""
    return page(
        "query.html", ways, title=_words(saved, ways)[0] if saved and not own else ui("query", ways.language), name="query", path=path, table=table, refused=refused, sparql=sparql, value=value,
        asked=saved if not own else None, saved=[(one, *_words(one, ways), ways.page(f"{FOLDER}{one.name}{ENDING}")) for one in saved_queries().values()], seconds=asked.get(".seconds", "30"),
        columns={name: said[ways.language == "en"] for name, said in COLUMNS.items()} if saved and not own else {},
    )  # fmt: skip


@lru_cache(maxsize=1)
def _answered(explorer: Explorer, sparql: str) -> Answer:
    """Return an answer, its first rows; the pages in two languages are made one after the other."""
    return answer(explorer.store, sparql, known(explorer), most=MOST)


@lru_cache(maxsize=2)
def known(explorer: Explorer) -> dict[str, str]:
    """Return the prefixes that are known without being declared: those of an export of this graph."""
    starts = {kind: f"{explorer.base}{kind}/" for kind in ("case", "group")}
    named = {node.iri.removeprefix(starts[node.kind]) for node in explorer.index.nodes() if node.kind in starts and node.iri.startswith(starts[node.kind])}
    return prefixes({name.rpartition("/")[0] for name in named if "/" in name}, base=explorer.base)


def _named(path: str) -> str:
    return path.removeprefix(FOLDER).removesuffix(ENDING) if path.startswith(FOLDER) else ""


def _words(saved: Saved, ways: Ways) -> tuple[str, str]:
    return (saved.title_en, saved.question_en) if ways.language == "en" else (saved.title, saved.question)


def _table(explorer: Explorer, given: Answer, ways: Ways) -> Table:
    if given.form == "ask":
        return Table(said=ui("yes" if given.data == b"true\n" else "no", ways.language), total=1)
    if given.form == "graph":
        return Table(said=ui("triples", ways.language, given.total), text=given.data.decode("utf-8", "replace"), total=given.total)
    columns, rows = _merged(given.columns, [[_cell(explorer, *cell, ways) for cell in zip(given.columns, row, strict=True)] for row in given.rows])
    said = ui("rows-cut" if given.total > MOST else "rows", ways.language, given.total, MOST)
    return Table(columns, rows, given.total, f"{said}{'; ' if given.note else ''}{given.note}")


def _merged(columns: tuple[str, ...], rows: list[list[Link]]) -> tuple[tuple[str, ...], tuple[tuple[Link, ...], ...]]:
    """Let the name of a thing lead to it, and leave out the column that did: `caseTitle` with `case`, `groupName` with `group`."""
    named = {columns.index(column): columns.index(name) for column in columns for name in (f"{column}Title", f"{column}Name") if name in columns}
    for row in rows:
        for thing, name in named.items():
            row[name] = row[name]._replace(href=row[thing].href) if row[name].label else row[thing]
    kept = [place for place in range(len(columns)) if place not in named]
    return tuple(columns[place] for place in kept), tuple(tuple(row[place] for place in kept) for row in rows)


def _cell(explorer: Explorer, column: str, value: str | None, ways: Ways) -> Link:
    if isinstance(value, Iri):
        return link(explorer, value, ways) if explorer.facts[ways.language].is_thing(value) else Link("", value)
    if value and column in _ROC and value.isdecimal():
        return Link("", f"{value}（{int(value) + 1911}）" if ways.language == "zh" else f"{value} ({int(value) + 1911})")
    return Link("", calendar(ways.language, value) if value and len(value) == 10 and value[4:5] == value[7:8] == "-" else value or "")
