"""A graph for those who work with rdflib: a `Dataset` over the embedded store, at the store's speed, or over an endpoint."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from typing import Any, cast

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result

from .fulltext.functions import FUNCTIONS
from .vocab import PREFIXES


def of_store(store: ox.Store, prefixes: Mapping[str, str], release: Callable[[], None]) -> Dataset:
    """Return the named graphs of a store as a dataset.

    Args:
        store: what is asked; a folder opened for reading refuses what would change it.
        prefixes: to bind.
        release: called when nobody holds the dataset's store any more.
    """
    kept = _Embedded(store=cast(ox.Store, _Asked(store)))
    weakref.finalize(kept, release)
    return _bound(Dataset(store=kept), prefixes)


def of_endpoint(url: str) -> Dataset:
    """Return what a SPARQL endpoint holds as a dataset that is only read; nothing is asked before somebody asks."""
    return _bound(Dataset(store=_Endpoint(url, method="POST")), PREFIXES)


class _Asked:
    """A store of which all queries know our functions."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def query(self, text: str, **options: Any) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        return self._store.query(text, custom_functions=FUNCTIONS, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class _Embedded(OxigraphStore):
    def add_graph(self, graph: Graph) -> None:
        """Put no graph without triples: `Dataset.graph` calls this also where a graph is only to be read."""


class _Endpoint(SPARQLStore):
    """An endpoint that is asked of its own default graph: to name rdflib's would leave it with no named graph to look into."""

    def add_graph(self, graph: Graph) -> None:
        """Put no graph, as above."""

    def query(self, query: Any, initNs: Any = None, initBindings: Any = None, queryGraph: str | None = None, **options: Any) -> Result:  # type: ignore[override]
        return super().query(query, initNs, initBindings, None if queryGraph == DATASET_DEFAULT_GRAPH_ID else queryGraph, **options)


def _bound(dataset: Dataset, prefixes: Mapping[str, str]) -> Dataset:
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, URIRef(namespace), override=True, replace=True)
    return dataset
