"""Content negotiation by quality, and the media types that go over the wire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from .wire import Refused

JSON, XML = ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML
RESULTS: dict[str, ox.QueryResultsFormat] = {  # the foremost first: where all are equally welcome, it is taken
    "application/sparql-results+json": JSON, "application/sparql-results+xml": XML,
    "text/csv": ox.QueryResultsFormat.CSV, "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": JSON, "application/xml": XML, "text/xml": XML,
}  # fmt: skip
BOOLEANS = {media: form for media, form in RESULTS.items() if form in (JSON, XML)}
TRIPLES: dict[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE, "application/n-triples": ox.RdfFormat.N_TRIPLES, "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML, "application/n-quads": ox.RdfFormat.N_QUADS, "application/trig": ox.RdfFormat.TRIG,
    "application/x-turtle": ox.RdfFormat.TURTLE, "text/plain": ox.RdfFormat.N_TRIPLES, "application/json": ox.RdfFormat.JSON_LD,
    "application/xml": ox.RdfFormat.RDF_XML, "text/x-nquads": ox.RdfFormat.N_QUADS,
}  # fmt: skip
DATASETS = {media: form for media, form in TRIPLES.items() if form in (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG)}
SUFFIXES = {".ttl": "text/turtle", ".nt": "application/n-triples", ".jsonld": "application/ld+json", ".rdf": "application/rdf+xml", ".html": "text/html"}


class Range(NamedTuple):
    """One range of `Accept`: a type and its quality."""

    media: str
    quality: float


def chosen(accept: str, offered: Iterable[str]) -> str:
    """Return the offered media type of the best quality; the foremost of several.

    Raises:
        Refused: none is acceptable (406).
    """
    ranges, types = _ranges(accept), list(offered)
    qualities = [_quality(media, ranges) for media in types]
    best = max(qualities)
    if best <= 0:
        raise Refused(406, f"none of these can be written: {accept}", f"ask for one of {', '.join(types)}", (("Vary", "Accept"),))
    return types[qualities.index(best)]


def understands(accept_encoding: str, coding: str) -> bool:
    """Tell whether `Accept-Encoding` names a coding, with a quality above 0."""
    return any(part.media == coding and part.quality > 0 for part in _ranges(accept_encoding))


def language(accept_language: str, offered: Sequence[str]) -> str:
    """Return the offered language of the best quality, by its first part (zh, en); the foremost where none fits."""
    spoken = {part.media.partition("-")[0]: part.quality for part in reversed(_ranges(accept_language))}
    return max(offered, key=lambda tag: spoken.get(tag, 0.0))


def written(media: str) -> str:
    """Return a media type as Content-Type gives it."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _ranges(header: str) -> list[Range]:
    return [_range(part) for part in header.lower().split(",") if part.strip()] or [Range("*/*", 1.0)]


def _range(part: str) -> Range:
    media, *parameters = (word.strip() for word in part.split(";"))
    quality = next((word[2:] for word in parameters if word.startswith("q=")), "1")
    return Range(media, min(float(quality), 1.0) if re.fullmatch(r"\d(\.\d*)?", quality) else 0.0)


def _quality(media: str, ranges: list[Range]) -> float:
    for wanted in (media, f"{media.partition('/')[0]}/*", "*/*"):
        found = [part.quality for part in ranges if part.media == wanted]
        if found:
            return max(found)
    return 0.0
