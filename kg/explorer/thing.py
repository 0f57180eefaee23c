"""The page of a thing: its facts with their quotes, its neighbours, its downloads, how to cite it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from ..network import Edge, Node
from ..network.sentences import sentence
from ..network.words import edge_label, node_label, status_label
from ..phrases import phrase
from ..pictures import neighbourhood, unstyled
from ..show import Dossier, dossier
from ..vocab import KG
from .explorer import Explorer
from .frame import page
from .shown import Cited, Link, Told, link, quoted, told
from .ways import ENDING, LANGUAGES, Ways

MOST = 300  # neighbours in the list
SERVED = ("ttl", "jsonld", "nt", "rdf", "csv", "json", "gexf", "graphml", "svg", "png")
WRITTEN = ("ttl", "json")
PLAIN = ("ttl", "jsonld", "nt", "rdf", "csv", "json")  # of what stands in no network


class Part(NamedTuple):
    """Facts under a heading."""

    title: str
    facts: tuple[Told, ...]


class Neighbour(NamedTuple):
    """Another thing, how it is joined, and since when that is said."""

    link: Link
    kind: str
    words: str
    date: str
    sentence: str
    quotes: tuple[Cited, ...]


def thing_page(explorer: Explorer, iri: str, ways: Ways, path: str) -> str:
    """Return the page of a thing."""
    facts, taken = explorer.facts[ways.language], set[str]()
    found, node = dossier(facts, iri), explorer.index.node(iri)
    parts = [Part(section.title, tuple(told(explorer, facts, section.facts, iri, ways, taken))) for section in found.sections]
    edges = explorer.index.edges(iri) if node else []
    stem = path.removesuffix(ENDING)
    forms = (SERVED if node else PLAIN) if ways.served else WRITTEN
    return page(
        "thing.html", ways, title=found.title or iri, name="thing", path=path, id=iri.removeprefix(explorer.base), found=found, parts_of=parts, kind=_kind(found, node, ways),
        status=status_label(node.status)[ways.language == "en"] if node and node.status else "", code=node.kind if node else "", status_code=node.status if node else "",
        around=tuple(_neighbours(explorer, edges[:MOST], iri, ways)), more=max(len(edges) - MOST, 0), picture=picture(explorer, node, ways.language) if node else "",
        downloads=[Link(_download(ways, stem, form), form) for form in forms], alternates=((ways.file(f"{stem}.ttl"), "text/turtle"),),
        texts=[link(explorer, minutes, ways) for minutes in facts.subjects(KG.meeting, iri) if KG.Minutes in facts.kinds(minutes)],
        citation=citation(found, ways), joined=bool(node),
    )  # fmt: skip


def picture(explorer: Explorer, node: Node, language: str) -> Markup:
    """Return the picture of a thing and its neighbours, to stand in a page."""
    return Markup(unstyled(drawn(explorer, node, language)))  # the picture escapes what it shows


def drawn(explorer: Explorer, node: Node, language: str) -> str:
    """Return the picture of a thing and its neighbours, as it stands by itself."""
    edges = explorer.index.edges(node.iri)
    ends = {end for edge in edges for end in (edge.source, edge.target)} | {node.iri}
    return neighbourhood([found for iri in sorted(ends) if (found := explorer.index.node(iri))], edges, node.iri, LANGUAGES[language])


def citation(found: Dossier, ways: Ways) -> str:
    """Return how to cite a page: what it is, its IRI, the minutes it rests on, and what made it."""
    sources = [phrase("source", ways.lang, one.file, one.meeting, one.sha256) for one in found.sources]
    return "\n".join([f"{found.title}{phrase('bracket', ways.lang, found.kind)}", found.iri, *sources, found.version])


def _kind(found: Dossier, node: Node | None, ways: Ways) -> str:
    return node_label(node.kind)[ways.language == "en"] if node else found.kind


def _download(ways: Ways, stem: str, form: str) -> str:
    asked = f"?lang={ways.language}" if ways.served and form in ("csv", "json", "svg", "png") else ""
    return f"{ways.file(f'{stem}.{form}')}{asked}"


def _neighbours(explorer: Explorer, edges: list[Edge], iri: str, ways: Ways) -> Iterator[Neighbour]:
    """Yield the other ends of edges, the same ends and words once, in the order of kinds and time."""
    for edge in sorted(edges, key=lambda edge: (edge.kind, edge.source != iri, edge.date or "~", edge)):
        far = edge.target if edge.source == iri else edge.source
        words = edge_label(edge.kind)[ways.language == "en"]
        yield Neighbour(link(explorer, far, ways), edge.kind, words, edge.date, sentence(explorer.index, edge, ways.lang), quoted(explorer, edge.quotes, ways))
