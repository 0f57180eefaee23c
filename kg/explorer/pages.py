"""Which path shows what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..query import saved_queries
from ..vocab import KG
from .cases import cases_page
from .connections import connections_page
from .explorer import Explorer
from .home import home_page
from .minutes import minutes_page
from .questions import FOLDER, query_page
from .results import graph_page, results_page, things_page
from .thing import thing_page
from .ways import ENDING, Ways

HOME = "index.html"
WHOLE = (HOME, "cases.html", "connections.html", "query.html", "search.html", "things.html", "graph.html")


def page(explorer: Explorer, path: str, asked: Mapping[str, str], ways: Ways) -> str | None:
    """Return a page; nothing where the path names none.

    Args:
        path: relative to the root: `cases.html`, or that of a thing's IRI with the ending of pages.
        asked: what the address asks for.
        ways: where the page stands.
    """
    if path == HOME:
        return home_page(explorer, ways, path)
    if path == "cases.html":
        return cases_page(explorer, asked, ways, path)
    if path == "connections.html":
        return connections_page(explorer, asked, ways, path)
    if path == "query.html" or is_question(path):
        return query_page(explorer, asked, ways, path)
    if path == "search.html":
        return results_page(explorer, asked, ways, path)
    if path == "things.html":
        return things_page(explorer, ways, path)
    if path == "graph.html":
        return graph_page(explorer, ways, path)
    return of_thing(explorer, f"{explorer.base}{path.removesuffix(ENDING)}", ways, path)


def of_thing(explorer: Explorer, iri: str, ways: Ways, path: str) -> str | None:
    """Return the page of a thing, or of minutes; nothing where there is no such thing."""
    facts = explorer.facts[ways.language]
    if not facts.is_thing(iri):
        return None
    return (minutes_page if KG.Minutes in facts.kinds(iri) else thing_page)(explorer, iri, ways, path)


def is_question(path: str) -> bool:
    """Tell whether a path is that of a saved question."""
    return path.startswith(FOLDER) and path.removeprefix(FOLDER).removesuffix(ENDING) in saved_queries()


def paths(explorer: Explorer) -> Iterator[str]:
    """Yield the paths of all pages that stand on disk."""
    yield from WHOLE
    yield from (f"{FOLDER}{name}{ENDING}" for name in saved_queries())
    yield from (explorer.place(iri) for iri in explorer.things())
