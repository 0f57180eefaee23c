"""A query, answered: checked, run, and written in the form that is asked for, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from ..fulltext.functions import FUNCTIONS
from ..sparql import SparqlError, check, tokens
from .accept import BOOLEANS, RESULTS, TRIPLES, chosen, written
from .reply import Reply, row_counter, too_many
from .settings import Settings
from .wire import Refused, Task

VARY = ("Vary", "Accept, Accept-Encoding")
_CAREFUL = re.compile(r"service|\\u", re.I)
_SHALLOW = 100  # brackets that are certainly not nested too deep for the engine


def query(store: ox.Store, task: Task, reply: Reply, settings: Settings) -> None:
    """Answer a query over the dataset that the request names, else over what the query names, else over all.

    Raises:
        Refused: the query is not understood, or no form of its answer is acceptable.
    """
    text, default, named = str(task.values["query"]), _graphs(task.values["default"]), _graphs(task.values["named"])
    if _CAREFUL.search(text) or sum(map(text.count, "{([")) > _SHALLOW:
        _checked(text)
    given = bool(default or named)
    union = not given and _describes(text)
    try:
        found = store.query(text, base_iri=str(task.values["base"]), use_default_graph_as_union=union, default_graph=default if given else None, named_graphs=named if given else None, custom_functions=FUNCTIONS)
    except SyntaxError as error:
        _checked(text)
        raise Refused(400, f"the query is not understood: {error.msg}", "correct the query") from error
    _write(found, task.accept, reply, settings.rows)


def _write(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, accept: str, reply: Reply, rows: int) -> None:
    if isinstance(found, ox.QueryTriples):
        media = chosen(accept, TRIPLES)
        reply.start(200, written(media), VARY)
        ox.serialize(_counted(found, rows), reply, format=TRIPLES[media])
        return
    media = chosen(accept, BOOLEANS if isinstance(found, ox.QueryBoolean) else RESULTS)
    reply.start(200, written(media), VARY)
    if isinstance(found, ox.QuerySolutions):
        reply.within(rows, *row_counter(RESULTS[media]))
    found.serialize(reply, format=RESULTS[media])


def _counted(found: Iterable[ox.Triple], most: int) -> Iterator[ox.Triple]:
    for place, triple in enumerate(found):
        if place == most:
            raise too_many()
        yield triple


def _describes(text: str) -> bool:
    """Tell whether all graphs are asked together: DESCRIBE knows no GRAPH, and here all facts stand in named graphs."""
    words = {token.text.upper() for token in tokens(text) if token.kind == "word"} if re.search("describe", text, re.I) else set()
    return "DESCRIBE" in words and "FROM" not in words


def _checked(text: str) -> None:
    try:
        check(text, {})
    except SparqlError as error:
        raise Refused(400, error.message, error.remedy) from error


def _graphs(iris: object) -> list[Any]:
    assert isinstance(iris, tuple)
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise Refused(400, f"a graph of the dataset has no whole IRI: {error}", "give whole IRIs in default-graph-uri and named-graph-uri") from error
