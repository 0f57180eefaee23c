"""Minutes as one of the formats that rdflib reads: `rdflib.Dataset().parse("minutes.pdf", format="minutes")`.

A dataset takes all named graphs; a graph takes what minutes say and what follows from it, without the vocabulary. With the
plugin comes `kg:matches` for queries that rdflib itself answers.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from os import PathLike
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.parser import InputSource, Parser
from rdflib.plugins.sparql.operators import register_custom_function
from rdflib.plugins.sparql.sparql import SPARQLError

from . import iris
from .diagnostics import Diagnostic, render
from .fulltext.functions import matches
from .outlet import dump_of, prefixes
from .pipeline import Reading, Report, Text, assemble
from .readers.options import Options
from .vocab import FOLDER, KG, read_vocabulary

UNNAMED = "minutes.txt"  # what data without a file is called
_log = logging.getLogger("kg")
_STRING = ox.Literal("").datatype
_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO}
Quad = tuple[Any, Any, Any, Graph]


class MinutesParser(Parser):
    """Reads minutes in any file that `kg export` reads, or their text."""

    def parse(self, source: InputSource, sink: Graph, base: str = iris.BASE, vocabulary: Iterable[str | PathLike[str]] = (), ocr: bool = False) -> None:
        """Add the graphs of minutes to a graph or dataset; findings go to the log `kg`.

        Args:
            source: a file, with its corrections if they lie beside it, an address, or data.
            sink: the graph; the default graph of a dataset stands for all of it.
            base: of data IRIs.
            vocabulary: files of more words and names.
            ocr: whether to recognize the characters of scanned pages.

        Raises:
            ParserError: there are no minutes in it.
        """
        report, words = Report(), read_vocabulary(FOLDER, tuple(Path(path) for path in vocabulary))
        text, out, findings = _text(source, Reading(words, base=base, options=Options(ocr=ocr))), list[bytes](), list[Diagnostic]()
        assemble([text], words, out.append, base=base, report=report, tell=findings.append)
        if not report.minutes:
            raise ParserError("\n".join(render(found) for found in findings if found.severity == "error") or f"{text.name}: no minutes were read")
        for found in findings:
            _log.log(_LEVELS[found.severity], "%s", render(found))
        flat = None if sink.identifier == DATASET_DEFAULT_GRAPH_ID else dump_of(Path(text.name), report.bodies, base=base).flat
        sink.store.addN(_quads(out, sink, None if flat is None else lambda graph: flat(graph.encode())))
        for prefix, namespace in prefixes(report.bodies, base=base).items():
            sink.bind(prefix, URIRef(namespace), override=True, replace=True)


def _text(source: InputSource, reading: Reading) -> Text:
    """Read what a source of rdflib holds; a file is read as a file, with what lies beside it."""
    name = getattr(getattr(source, "file", None), "name", None)
    if isinstance(name, str) and Path(name).is_file():
        return next(iter(reading.texts([Path(name)])))
    address = urlsplit(source.getSystemId() or "")
    called = PurePosixPath(unquote(address.path)).name if address.scheme in ("http", "https") else ""
    stream = source.getByteStream()  # rdflib gives one for characters too
    return reading.text(stream.read() if stream else b"", Path(called or UNNAMED))


def _quads(lines: Iterable[bytes], sink: Graph, flat: Callable[[str], bool] | None) -> Iterator[Quad]:
    """Yield quads in rdflib's terms: each graph under its name, or, where flat ones are chosen, all in one."""
    graphs: dict[str, Graph] = {}
    for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS):
        name = _name(quad)
        if flat is None:
            if name not in graphs:
                graphs[name] = Graph(store=sink.store, identifier=URIRef(name))
            yield _term(quad.subject), _term(quad.predicate), _term(quad.object), graphs[name]
        elif flat(name):
            yield _term(quad.subject), _term(quad.predicate), _term(quad.object), sink


def _name(quad: ox.Quad) -> str:
    assert isinstance(quad.graph_name, ox.NamedNode)  # we write no other
    return quad.graph_name.value


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> URIRef | Literal:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    assert isinstance(term, ox.Literal)  # nor blank nodes
    return Literal(term.value, lang=term.language) if term.language else Literal(term.value, datatype=None if term.datatype == _STRING else URIRef(term.datatype.value))


def _matches(*terms: Any) -> Literal:
    told = matches(*(ox.Literal(term) if isinstance(term, Literal) else ox.BlankNode() for term in terms))
    if told is None:
        raise SPARQLError("kg:matches takes two texts")
    return Literal(told.value == "true")


register_custom_function(URIRef(KG.matches), _matches, override=True)
