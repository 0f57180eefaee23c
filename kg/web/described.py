"""Linked data: for every IRI of the data a page for people and documents for machines; the catalog of the dataset."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath

import pyoxigraph as ox

from ..explorer.downloads import FORMS
from ..facts import Facts
from ..show import data
from ..vocab import DCAT, DCTERMS, KG_IRI, PREFIXES, RDF, VOID, ZH
from .accept import SUFFIXES, TRIPLES, chosen, written
from .documents import VARY, document_of
from .explored import downloaded, lost, thing
from .pages import graph_page
from .paths import named_by
from .reply import Reply
from .settings import Settings
from .wire import Task

_MEDIA = {media: suffix for suffix, media in SUFFIXES.items()}


def resource(store: ox.Store, task: Task, reply: Reply, settings: Settings) -> None:
    """Answer for a thing: 303 to its page or its data by what is asked for; those themselves under their suffixes.

    Raises:
        Refused: nothing of that name is here (404), or no form of it is acceptable (406).
    """
    path = str(task.values["path"])
    if _stated(store, path, settings.base):
        media = chosen(task.accept, _MEDIA)
        reply.start(303, "text/plain; charset=utf-8", ("Location", path + _MEDIA[media]), ("Vary", VARY))
        return
    suffix = PurePosixPath(path).suffix
    iri = _stated(store, path.removesuffix(suffix), settings.base) if suffix in SUFFIXES or suffix in FORMS else ""
    if not iri:
        lost(task, reply, path)
        return
    if suffix in FORMS:
        downloaded(store, iri, suffix, task, reply)
    else:
        document_of(_written(store, iri, suffix, task, path.removesuffix(suffix)), written(SUFFIXES[suffix]), task, reply)


def catalog(store: ox.Store, task: Task, reply: Reply, settings: Settings) -> None:
    """Write the description of the dataset (DCAT and VoID), with the endpoint that serves it."""
    media = chosen(task.accept, TRIPLES)
    triples = sorted(set(_catalog(store, settings.base, str(task.values["endpoint"]))), key=str)
    document_of(ox.serialize(triples, format=TRIPLES[media], prefixes=PREFIXES) or b"", written(media), task, reply)


def _written(store: ox.Store, iri: str, suffix: str, task: Task, path: str) -> bytes:
    if store.contains_named_graph(ox.NamedNode(iri)):
        return graph_page(store, iri, path, str(task.values["language"])) if suffix == ".html" else _dumped(store, iri, suffix)
    return thing(store, iri, task, path) if suffix == ".html" else data(Facts(store), iri, suffix.removeprefix("."))


def _dumped(store: ox.Store, graph: str, suffix: str) -> bytes:
    triples = sorted({quad.triple for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph))}, key=str)
    out = io.BytesIO()
    ox.serialize(triples, out, format=TRIPLES[SUFFIXES[suffix]], prefixes=PREFIXES)
    return out.getvalue()


def _stated(store: ox.Store, path: str, base: str) -> str:
    """Return the IRI that a path stands for, if the store says anything of it; else nothing."""
    for iri in named_by(path, base):
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            continue
        if any(next(store.quads_for_pattern(*pattern), None) for pattern in ((node, None, None), (None, None, node), (None, None, None, node))):
            return iri
    return ""


def _catalog(store: ox.Store, base: str, endpoint: str) -> Iterator[ox.Triple]:
    dataset, service = ox.NamedNode(f"{base}graph/catalog"), ox.NamedNode(f"{endpoint}#service")
    yield from (quad.triple for quad in store.quads_for_pattern(dataset, None, None, dataset))
    stated = [
        (dataset, RDF.type, DCAT.Dataset), (dataset, RDF.type, VOID.Dataset), (dataset, VOID.sparqlEndpoint, endpoint), (dataset, VOID.vocabulary, KG_IRI),
        (service, RDF.type, DCAT.DataService), (service, DCAT.endpointURL, endpoint), (service, DCAT.endpointDescription, endpoint), (service, DCAT.servesDataset, dataset.value),
    ]  # fmt: skip
    for subject, predicate, target in stated:
        yield ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(target))
    for language, title in (("en", "SPARQL endpoint"), (ZH, "SPARQL 端點")):
        yield ox.Triple(service, ox.NamedNode(DCTERMS.title), ox.Literal(title, language=language))
    if base:
        yield ox.Triple(dataset, ox.NamedNode(VOID.uriSpace), ox.Literal(base))
