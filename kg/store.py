"""A graph file in memory, to be asked: each graph under its name, as it was exported. Knows quads and no record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from xml.parsers import expat

import pyoxigraph as ox

from . import iris
from .catalog import constant_graphs
from .vocab import KG, OWL, PROV, RDF, read_vocabulary

FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD, ".rdf": ox.RdfFormat.RDF_XML,
}
FLAT = "graph/flat"  # where the triples of a file without named graphs stand

_PLACE = re.compile(r"Parser error at line \d+ (?:column \d+|between columns \d+ and \d+): ")
_LOOKS = (  # how a file begins -> what it is, and the suffix it should have
    (re.compile(rb"\s*<(\?xml|rdf:RDF|!DOCTYPE rdf)"), "RDF/XML", ".rdf"),
    (re.compile(rb"\s*[{\[]\s*\""), "JSON-LD", ".jsonld"),
    (re.compile(rb"\s*(@prefix|@base|PREFIX|BASE)\s", re.I), "Turtle or TriG", ".ttl or .trig"),
    (re.compile(rb"\s*<[^<>\s]+> <[^<>\s]+> [^\n]* <[^<>\s]+> \.\r?\n"), "N-Quads", ".nq"),
    (re.compile(rb"\s*<[^<>\s]+> <[^<>\s]+> [^\n]* \.\r?\n"), "N-Triples", ".nt"),
)
_AGAIN = "export it again, or fetch it again from where it came from"


class GraphError(Exception):
    """A file that holds no graph of ours: an exit code, what is wrong, and what to do."""

    def __init__(self, code: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


def open_store(path: Path) -> ox.Store:
    """Read a graph file into memory; nothing is fetched from elsewhere.

    Triples that stand in no named graph are put into one, and the program's own ontology, concepts and entities beside
    them, for a file without named graphs leaves them out.

    Raises:
        GraphError: the file is damaged, cut off, empty, or of another ontology.
        OSError: the file cannot be read.
    """
    store = ox.Store()
    read_into(store, path)
    return store


def read_into(store: ox.Store, path: Path) -> None:
    """Read a graph file into an empty store.

    Raises:
        GraphError: as `open_store`.
        OSError: the file cannot be read.
    """
    form = form_of(path)
    try:
        store.bulk_load(path=str(path), format=form, to_graph=ox.NamedNode(iris.BASE + FLAT))
    except SyntaxError as error:
        raise damaged(path, error) from error
    check_whole(store, path, says_something=len(store) > 0)
    if next(store.quads_for_pattern(ox.NamedNode(KG.Minutes), ox.NamedNode(RDF.type), ox.NamedNode(OWL.Class)), None) is None:
        for _, lines in constant_graphs(read_vocabulary(), base=base_of(store)):
            store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)


def form_of(path: Path) -> ox.RdfFormat:
    """Return the format of a graph file by its suffix.

    Raises:
        GraphError: the suffix is no graph's, the file is empty, or it is XML that breaks off.
        OSError: the file cannot be read.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise GraphError(2, f"{path}: {path.suffix or 'no suffix'} is no graph file", f"give a file that ends in {', '.join(FORMATS)}")
    if not path.stat().st_size:
        raise GraphError(1, f"{path}: the graph file is empty", _AGAIN)
    if form == ox.RdfFormat.RDF_XML and (broken := _broken_xml(path)):
        raise damaged(path, broken)
    return form


def minutes_graphs(store: ox.Store) -> frozenset[str]:
    """Return the graphs that state what minutes say: one for each minutes, or the one of a file without named graphs."""
    stated = store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(KG.Minutes))
    return frozenset(quad.graph_name.value for quad in stated if isinstance(quad.graph_name, ox.NamedNode))


def base_of(store: ox.Store) -> str:
    """Return what the IRIs of data begin with; nothing where there are no minutes."""
    # BASEgraph/KEY and BASEminutes/KEY differ from their next letter on.
    graph, minutes = min(_placed(store).items(), default=("", ""))
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(graph, minutes, strict=False)))


def links(store: ox.Store, subject: str | None, predicate: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a subject, or any, is linked to by a predicate: subject, object and graph, IRIs all."""
    for quad in store.quads_for_pattern(ox.NamedNode(subject) if subject else None, ox.NamedNode(predicate), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode):
            yield quad.subject.value, quad.object.value, quad.graph_name.value


def _placed(store: ox.Store) -> dict[str, str]:
    return {graph: minutes for minutes, graph, _ in links(store, None, KG.inGraph)}


def check_whole(store: ox.Store, path: Path, *, says_something: bool) -> None:
    """Refuse a graph that is not ours, or not whole, by what it says of minutes, their meetings, and what conclusions rest on.

    Raises:
        GraphError: says which.
    """
    placed = _placed(store)
    if not placed or not minutes_graphs(store):
        if next(store.quads_for_pattern(None, ox.NamedNode(KG.meeting), None), None):
            raise GraphError(1, f"{path}: the graph file is cut off: it speaks of meetings, but holds no minutes", _AGAIN)
        what = "no minutes of this ontology are in this graph" if says_something else "the graph file says nothing"
        raise GraphError(1, f"{path}: {what}", "give a graph that `kg export` wrote, or minutes")
    derived = links(store, f"{base_of(store)}graph/derived", PROV.wasDerivedFrom)
    if missing := sorted(graph for graph in {graph for _, graph, _ in derived} - placed.keys() if not graph.startswith(f"{base_of(store)}graph/correction/")):
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise GraphError(1, f"{path}: the graph file is cut off: minutes that its conclusions rest on are missing: <{missing[0]}>{more}", _AGAIN)


def damaged(path: Path, error: SyntaxError) -> GraphError:
    """Return the error of a file that does not parse, with the place."""
    message = _PLACE.sub("", error.msg).partition("\n")[0][:120]
    if "LoadDocumentCallback" in message:
        return GraphError(1, f"{path}: the file leaves its JSON-LD context to another address, and nothing is fetched", "write the context into the file")
    where = f"{path}:{error.lineno}:{error.offset}" if error.lineno else str(path)
    with path.open("rb") as file:
        start = file.read(4096)
    looks = next(((kind, suffix) for form, kind, suffix in _LOOKS if form.match(start)), None)
    if looks and path.suffix.lower() not in looks[1]:
        return GraphError(1, f"{where}: the file is no {path.suffix} file, it looks like {looks[0]}", f"let its name end in {looks[1]}")
    return GraphError(1, f"{where}: the graph file is damaged: {message}", _AGAIN)


def _broken_xml(path: Path) -> SyntaxError | None:
    """Say where XML breaks or breaks off: the parser of RDF/XML tells neither."""
    parser = expat.ParserCreate()
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        return SyntaxError(expat.ErrorString(error.code), (str(path), error.lineno, error.offset + 1, None))
    return None
