"""The page of what was found by words; the page of the graph; the page of what is not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..facts import Fact
from ..fulltext import Damaged
from ..phrases import phrase
from ..search import Found, Scan, search
from .explorer import Explorer
from .frame import page
from .quotes import Cited, Place
from .shown import line
from .ways import Ways
from .words import ui

MOST = 50


class Hit(NamedTuple):
    """What was found: when and where it was said, its words, its page, its quotes."""

    date: str
    meeting: str
    text: str
    also: tuple[str, ...]
    href: str
    quotes: tuple[Cited, ...]


def results_page(explorer: Explorer, asked: Mapping[str, str], ways: Ways, path: str) -> str:
    """Return the page of what holds the words that are asked for."""
    words = asked.get("q", "").strip()
    found = _found(explorer, words.split(), ways.language) if words else None
    sections = [(section.title, [_hit(explorer, fact, ways) for fact in section.facts]) for section in found.sections] if found else []
    counts = list(found.counts.values()) if found else []
    return page("search.html", ways, title=ui("search", ways.language), name="search", path=path, words=words, sections=list(zip(sections, counts, strict=True)), most=MOST)


def _found(explorer: Explorer, words: list[str], language: str) -> Found:
    try:
        return search(explorer.shelf(language), words, most=MOST)
    except Damaged:
        return search(Scan(explorer.facts[language]), words, most=MOST)


def graph_page(explorer: Explorer, ways: Ways, path: str) -> str:
    """Return the page on which scripts draw the graph; without them it leads to the lists."""
    return page("graph.html", ways, title=ui("graph", ways.language), name="graph", path=path)


def lost_page(ways: Ways, path: str) -> str:
    """Return the page of an address that names nothing."""
    return page("lost.html", ways, title=ui("lost", ways.language), name="lost", path=path)


def _hit(explorer: Explorer, fact: Fact, ways: Ways) -> Hit:
    iri, also = (fact.details[0], fact.details[1:]) if fact.details else ("", ())
    place = explorer.place(iri) if iri else ""
    quotes = (Cited(((said.quote.text, True),), (Place(str(said.quote), line(explorer, said.quote, ways), phrase("join", ways.lang).join(said.of)),)) for said in fact.quotes)
    return Hit(fact.date, fact.meeting, fact.text, also, ways.page(place) if place else "", tuple(quotes))
