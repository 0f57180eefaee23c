"""The service, described in its own vocabulary, at the endpoint itself."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from ..vocab import FORMATS, RDF, SD
from .accept import TRIPLES, chosen, written
from .documents import document

_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "N-Quads", "TriG")


def described(request: Request, endpoint: str, *, writable: bool) -> Response:
    """Describe the service in the form of RDF that is asked for."""
    media = chosen(request.headers.get("accept", "*/*"), TRIPLES)
    data = ox.serialize(_service(endpoint, writable=writable), format=TRIPLES[media], prefixes={"sd": SD.Service.removesuffix("Service"), "formats": FORMATS.Turtle.removesuffix("Turtle")})
    return document(request, data or b"", written(media))


def _service(endpoint: str, *, writable: bool) -> Iterator[ox.Triple]:
    service, dataset, default = (ox.NamedNode(f"{endpoint}#{name}") for name in ("service", "dataset", "default-graph"))
    stated = [(service, RDF.type, SD.Service), (service, SD.endpoint, endpoint), (service, SD.supportedLanguage, SD.SPARQL11Query)]
    if writable:
        stated.append((service, SD.supportedLanguage, SD.SPARQL11Update))
        stated += [(service, SD.inputFormat, FORMATS[name]) for name in _GRAPHS]
    stated += [(service, SD.resultFormat, FORMATS[name]) for name in (*_RESULTS, *_GRAPHS)]
    stated += [(service, SD.defaultDataset, dataset.value), (dataset, RDF.type, SD.Dataset), (dataset, SD.defaultGraph, default.value), (default, RDF.type, SD.Graph)]
    for subject, predicate, target in stated:
        yield ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(target))
