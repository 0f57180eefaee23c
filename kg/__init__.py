"""Minutes in, knowledge graph out.

The street, in the order a sentence walks it: `source` (text and places) -> `readers` (files) -> `vocab` (words, from
`ontology/`) -> `grammar` (forms) -> `outline` (壹 一 (一) 1.) -> `extract` (records) -> `resolve` (which names are one)
-> `iris` (minting) -> `graph` (N-Quads) -> `corrections` (what a person states beside it) -> `derive` (what follows)
-> `pipeline` (their order), which `cluster` does on many machines ~ the waist: N-Quads ~ `store`, `names`,
`query`, `network` (what is joined with what), `pictures`, `formats`, `storage` (on disk), `validate`, `ledgers`, `facts` -> `show`,
`diff`, `audit`, `search` -> `load` (into other stores), `web` -> `cli`. Beside it: `fulltext`, when a text holds a word, with
an index of texts; `shards`, compressed N-Quads and their manifest; `dataset` and `rdflib_plugin`, the same graph for users of rdflib.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from os import PathLike

    from rdflib import Dataset

__all__ = ["ask", "draw", "explain", "export_quads", "open", "read_vocabulary", "select", "view"]


def export_quads(text: str, name: str = "minutes.txt", **options: Any) -> bytes:
    """Return the N-Quads of all graphs that one text of minutes gives."""
    from .pipeline import export_text

    return export_text(text, name, **options)


def ask(graph: str | None, question: str, *values: str) -> list[dict[str, str | None]]:
    """Ask a graph a saved question, about things by their names, or SPARQL; return its rows.

    Args:
        graph: a graph file, a store folder or minutes; `None` is the bundled sample.
        question: the name of a saved question (`kg query` lists them), or SPARQL that selects.
        values: names of what a saved question is asked about.

    Raises:
        Exception: an unknown name, or SPARQL that is refused; its `remedy` says what to do.
    """
    from .cli.inputs import graph_store
    from .cli.query import prefixes_of
    from .query import answer, asked_about, saved_queries

    with graph_store(graph) as store:
        prefixes, saved = prefixes_of(store), saved_queries().get(question)
        found = answer(store, asked_about(store, saved, values, prefixes) if saved else question, prefixes)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def view(graph: Any = None, **filters: Any) -> Any:
    """Return a graph as a `networkx.MultiDiGraph` of things, decisions folded into typed edges with quotes; a notebook shows it.

    Args:
        graph: a graph file or minutes (a name), a pyoxigraph store, an rdflib graph or dataset; `None` is the bundled sample.
        filters: as `select` takes them: kinds, groups, since, until, statuses.

    Raises:
        Exception: nothing is there, or it is damaged; its `remedy` says what to do.
    """
    from pathlib import Path

    from .cli.inputs import graph_file
    from .network import select, view_of
    from .pictures.notebook import ShownView

    if graph is None or isinstance(graph, str | Path):
        with graph_file(None if graph is None else str(graph)) as path:
            made = view_of(path, ShownView())
    else:
        made = view_of(graph, ShownView())
    return select(made, **filters) if filters else made


def explain(one: str, other: str, graph: Any = None, *, most: int = 5, hubs: bool = False) -> Any:
    """Return what connects two things, in which words; print it, or let a notebook show it.

    Args:
        one, other: labels, other names or IRIs.
        graph: a view, or what `view` takes.
        most: connections.
        hubs: whether platforms, cities and persons connect as well.

    Raises:
        Exception: a name means nothing, or several things; its `remedy` lists candidates.
    """
    from .cli.things import the_thing
    from .network.explain import explain
    from .network.explanation import Explanation
    from .network.links import ViewLinks

    links = ViewLinks(graph if hasattr(graph, "out_edges") else view(graph))
    ends = the_thing(links, one), the_thing(links, other)
    if ends[0] == ends[1]:
        raise ValueError(f"{one} and {other} are one thing: {ends[0].iri}")
    return Explanation(found=explain(links, *ends, most=most, hubs=hubs), links=links)


def open(graph: str | PathLike[str] | None = None) -> Dataset:
    """Open a graph as an `rdflib.Dataset` whose queries the embedded store answers, or the endpoint itself.

    Args:
        graph: a graph file, minutes, a store folder, or the http address of a SPARQL endpoint, which is only read;
            `None` is the bundled sample.

    Returns:
        All named graphs; facts stand in no other. Our prefixes are bound, and queries may call `kg:matches`. Of a file it
        is a copy: what is added to it is in memory only.

    Raises:
        ImportError: rdflib or oxrdflib is not installed.
        Exception: there is no graph of ours; its `remedy` says what to do.
    """
    from contextlib import ExitStack
    from os import fspath

    try:
        from .dataset import of_endpoint, of_store
    except ModuleNotFoundError as error:
        if error.name not in ("rdflib", "oxrdflib"):
            raise
        raise ImportError(f"kg.open needs {error.name}; install it with: pip install 'kg-minutes[rdflib]'", name=error.name) from error
    from .cli.inputs import graph_store
    from .cli.query import prefixes_of

    named = None if graph is None else fspath(graph)
    if named is not None and named.startswith(("http://", "https://")):
        return of_endpoint(named)
    with ExitStack() as held:
        store = held.enter_context(graph_store(named))
        return of_store(store, prefixes_of(store), held.pop_all().close)


def draw(graph: Any = None, centre: str | None = None, lang: str = "zh") -> Any:
    """Draw the cases of a graph in lanes along time, or one thing with its neighbours; a notebook shows it, `.save(path)` writes SVG or PNG.

    Args:
        graph: a view, or what `view` takes.
        centre: what to draw with its neighbours, by a label, another name or its IRI.
        lang: `zh` or `en`.

    Raises:
        Exception: a name means nothing, or several things; its `remedy` lists candidates.
    """
    from .cli.things import the_thing
    from .network.links import ViewLinks
    from .pictures import lanes, neighbourhood
    from .pictures.notebook import Picture, drawable

    made = graph if hasattr(graph, "out_edges") else view(graph)
    nodes, edges = drawable(made)
    return Picture(lanes(nodes, edges, lang) if centre is None else neighbourhood(nodes, edges, the_thing(ViewLinks(made), centre, lang).iri, lang))


def __getattr__(name: str) -> Any:
    if name == "select":
        from .network import select

        return select
    if name == "read_vocabulary":
        from .vocab import read_vocabulary

        return read_vocabulary
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
