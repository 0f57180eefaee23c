"""A graph file in memory, to be asked: each graph under its name, as it was exported. Knows quads and no record."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from . import iris
from .catalog import constant_graphs
from .vocab import KG, RDF, read_vocabulary

FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD, ".rdf": ox.RdfFormat.RDF_XML,
}
FLAT = "graph/flat"  # where the triples of a file without named graphs stand


class GraphError(Exception):
    """A file that holds no graph of ours: an exit code, what is wrong, and what to do."""

    def __init__(self, code: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


def open_store(path: Path) -> ox.Store:
    """Read a graph file into memory.

    A file without named graphs is put into one graph, and the program's own ontology, concepts and entities beside it,
    for such a file leaves them out.

    Raises:
        GraphError: the file is damaged, empty, or of another ontology.
        OSError: the file cannot be read.
    """
    store, form = ox.Store(), FORMATS[path.suffix.lower()]
    try:
        if form.supports_datasets and form != ox.RdfFormat.JSON_LD:
            store.bulk_load(path=str(path), format=form)
        else:
            store.bulk_load(path=str(path), format=form, to_graph=ox.NamedNode(iris.BASE + FLAT))
            for _, lines in constant_graphs(read_vocabulary(), base=iris.BASE):
                store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
    except SyntaxError as error:
        where = f"{path}:{error.lineno}:{error.offset}" if error.lineno else str(path)
        raise GraphError(1, f"{where}: the graph file is damaged: {error.msg}", "export it again, or fetch it again from where it came from") from error
    if next(store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(KG.Minutes)), None) is None:
        raise GraphError(1, f"{path}: no minutes of this ontology are in this graph", "give a graph that `kg export` wrote, or minutes")
    return store
