"""The page of a thing: its facts with their quotes, its neighbours, its downloads, how to cite it."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from markupsafe import Markup

from ..network import Node
from ..network.words import node_label
from ..phrases import phrase
from ..pictures import neighbourhood, unstyled
from ..show import Dossier
from ..vocab import KG
from .explorer import Explorer
from .frame import page
from .minutes import coverage_of
from .neighbours import neighbours
from .shown import Link, Told, link, told
from .spoken import spoken_of
from .tables import known
from .ways import ENDING, LANGUAGES, Ways
from .words import status_words, ui

PICTURED = 29  # neighbours in the picture
MANY = 500  # things of which files in all forms are written
TRIPLES, TABLES, NETWORKS, PICTURES = ("ttl", "jsonld", "nt", "rdf"), ("csv", "json"), ("gexf", "graphml"), ("svg", "png")
FEW = ("ttl", "json")


class Part(NamedTuple):
    """Facts under a heading."""

    title: str
    facts: tuple[Told, ...]


def thing_page(explorer: Explorer, iri: str, ways: Ways, path: str) -> str:
    """Return the page of a thing."""
    facts, taken = explorer.facts[ways.language], set[str]()
    found, node = known(explorer, iri, ways.language), explorer.index.node(iri)
    parts = [part for section in found.sections if (part := Part(section.title, tuple(told(explorer, facts, section.facts, iri, ways, taken)))).facts]
    edges = explorer.index.edges(iri) if node else []
    around, joined = neighbours(explorer, edges, iri, ways)
    stem, meeting = path.removesuffix(ENDING), facts.meeting(iri)
    return page(
        "thing.html", ways, title=found.title or iri, name="thing", path=path, id=iri.removeprefix(explorer.base), found=found, parts_of=parts, kind=_kind(found, node, ways),
        status=status_words(node.status, ways.language) if node and node.status else "", code=node.kind if node else "", status_code=node.status if node else "",
        meeting=link(explorer, meeting, ways) if meeting else None, date=facts.dated(meeting), coverage=coverage_of(facts, iri), spoken=_spoken(explorer, node, ways),
        around=around, joined=joined, pictured=PICTURED, picture=picture(explorer, node, ways.language) if node else "",
        downloads=[Link(_download(ways, stem, form), form) for form in (forms(node) if ways.served else written_forms(explorer, node))], alternates=((ways.file(f"{stem}.ttl"), "text/turtle"),),
        texts=[link(explorer, minutes, ways) for minutes in facts.subjects(KG.meeting, iri) if KG.Minutes in facts.kinds(minutes)],
        unwritten=[] if ways.served else [form for form in forms(node) if form not in written_forms(explorer, node)], citation=citation(found, ways), in_network=bool(node),
    )  # fmt: skip


def forms(node: Node | None) -> tuple[str, ...]:
    """Return the forms in which a thing can be had: what stands in no network, has no picture of one."""
    return (*TRIPLES, *TABLES, *(NETWORKS + PICTURES if node else ()))


def written_forms(explorer: Explorer, node: Node | None) -> tuple[str, ...]:
    """Return those that stand on disk: pictures of dots take too long to draw, and where there is much, all but what programs need."""
    return FEW if _is_large(explorer) else tuple(form for form in forms(node) if form != "png")


@lru_cache(maxsize=8)
def _is_large(explorer: Explorer) -> bool:
    return next(islice(explorer.index.nodes(), MANY, None), None) is not None


def _spoken(explorer: Explorer, node: Node | None, ways: Ways) -> str:
    """Say in how many meetings minutes speak of a project, its parts among it, and at how many places."""
    if node is None or node.kind != "project":
        return ""
    said = spoken_of(explorer.index, node)
    return ui("spoken", ways.language, said.meetings, said.times)


def picture(explorer: Explorer, node: Node, language: str) -> Markup:
    """Return the picture of a thing and its neighbours, to stand in a page."""
    return Markup(unstyled(drawn(explorer, node, language)))  # the picture escapes what it shows


@lru_cache(maxsize=4)
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
