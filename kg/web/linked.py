"""Linked data over HTTP: the things of the data, the catalog, and the ontology at its namespace."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp

from ..vocab import FOLDER, PREFIXES
from .accept import SUFFIXES, TRIPLES, chosen, language, written
from .bodies import pairs
from .documents import VARY, document
from .pages import terms_page
from .server import Server

ONTOLOGY = "/ontology"
_SPOKEN = ("zh", "en")


async def thing(request: Request, server: Server) -> ASGIApp:
    """Answer for whatever the path names."""
    return server.passed(request, "resource", {
        "path": request.scope["raw_path"].decode("ascii"), "language": spoken(request), "match": request.headers.get("if-none-match", ""),
        "asked": dict(pairs(request.url.query)), "address": server.address(request),
    })  # fmt: skip


async def catalog(request: Request, server: Server) -> ASGIApp:
    """Describe the dataset."""
    return server.passed(request, "catalog", {"endpoint": f"{server.address(request)}/sparql", "match": request.headers.get("if-none-match", "")})


async def ontology(request: Request, server: Server) -> ASGIApp:
    """Show the ontology, in words or as RDF: what is at its namespace is the whole of it."""
    suffix = PurePosixPath(request.url.path).suffix
    if not suffix:
        media = chosen(request.headers.get("accept", "*/*"), (*SUFFIXES.values(),))
        return RedirectResponse(ONTOLOGY + next(end for end, kind in SUFFIXES.items() if kind == media), 303, {"Vary": VARY, "Access-Control-Allow-Origin": "*"})
    return document(request, _ontology(suffix, spoken(request)), written(SUFFIXES[suffix]))


def spoken(request: Request) -> str:
    """Return the language of pages: as the address says (?lang=en), else as the client prefers."""
    asked = request.query_params.get("lang", "")
    return asked if asked in _SPOKEN else language(request.headers.get("accept-language", ""), _SPOKEN)


@lru_cache
def _ontology(suffix: str, spoken: str) -> bytes:
    path = FOLDER / "kg.ttl"
    if suffix == ".ttl":
        return path.read_bytes()
    triples = [quad.triple for quad in ox.parse(path=str(path))]
    if suffix == ".html":
        return terms_page(triples, "kg", ONTOLOGY, spoken)
    return ox.serialize(triples, format=TRIPLES[SUFFIXES[suffix]], prefixes=PREFIXES) or b""
