"""A graph of the store, or the whole store, written out."""

from __future__ import annotations

import pyoxigraph as ox

from ..vocab import PREFIXES
from .accept import DATASETS, TRIPLES, chosen, written
from .answers import VARY
from .reply import Reply
from .settings import Settings
from .wire import Refused, Task


def graph(store: ox.Store, task: Task, reply: Reply, settings: Settings) -> None:
    """Write the graph that a task names; the default graph where it names "", all of them where it names none.

    Raises:
        Refused: there is no such graph, or no form of it is acceptable.
    """
    name = task.values["graph"]
    media = chosen(task.accept, DATASETS if name is None else TRIPLES)
    place = None if name is None else place_of(str(name))
    if isinstance(place, ox.NamedNode) and not store.contains_named_graph(place):
        raise Refused(404, f"there is no graph <{name}>", "SELECT DISTINCT ?g { GRAPH ?g {} } lists those there are")
    reply.start(200, written(media), VARY)
    store.dump(reply, format=TRIPLES[media], from_graph=place, prefixes=PREFIXES)


def place_of(name: str) -> ox.NamedNode | ox.DefaultGraph:
    """Return a graph by its IRI; the default graph by "".

    Raises:
        Refused: the name is no IRI.
    """
    try:
        return ox.NamedNode(name) if name else ox.DefaultGraph()
    except ValueError as error:
        raise Refused(400, f"<{name}> is no whole IRI of a graph", "give its whole IRI, percent-encoded, as ?graph=…, or ?default") from error
