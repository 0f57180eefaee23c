"""What holds some words, the closest first: names, then what was said, then the lines of minutes that no sentence found quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple, TypeVar

from ..facts import Fact, Said, Section
from ..fulltext import Row, Words, words
from ..phrases import phrase
from ..places import Quote
from ..vocab import RDFS
from .entries import LINES, NAMES, SAYING, SENTENCES, Shelf

Rank = TypeVar("Rank")


class Found(NamedTuple):
    """What was found: the sections shown, how many facts each part has in all, and whether lines are counted within minutes."""

    sections: tuple[Section, ...]
    counts: dict[str, int]
    within: bool


def search(shelf: Shelf, given: Iterable[str], *, most: int | None = None) -> Found:
    """Return the names, sentences and lines that hold all words, each with its kind, meeting, quote and place.

    Args:
        shelf: where to look.
        given: words; a date may go on over several of them.
        most: how many of each part are shown; all where none is given.
    """
    wanted = words(given)
    hits: defaultdict[str, list[Row]] = defaultdict(list)
    for hit in shelf.rows(wanted) if wanted.forms else ():
        hits[hit.part].append(hit)
    sentences, quoted = _sentences(shelf, hits[SENTENCES], wanted)
    facts = {NAMES: _names(shelf, hits[NAMES], wanted), SENTENCES: sentences, LINES: _lines(shelf, hits[LINES], wanted, quoted)}
    shown = {part: tuple(found[:most]) for part, found in facts.items() if found}
    minutes = {said.quote.minutes for held in shown.values() for fact in held for said in fact.quotes}
    return Found(
        tuple(Section(title=phrase(part, shelf.lang), facts=held) for part, held in shown.items()),
        {part: len(found) for part, found in facts.items() if found}, any(shelf.told(LINES, m).within for m in minutes if m),
    )  # fmt: skip


def _names(shelf: Shelf, hits: list[Row], wanted: Words) -> list[Fact]:
    """Return what bears a name that holds the words, with the names by which it was found if they are not its first."""
    found = []
    for thing, rows in _by_thing(hits):
        told = shelf.told(NAMES, thing)
        others = sorted({row.text for row in rows} - {told.label})
        also = (phrase("also", shelf.lang, phrase("join", shelf.lang).join(others)),) if others else ()
        quotes = told.quotes[RDFS.label]  # none: minutes do not name it, only the vocabulary does
        fact = Fact(text=f"{told.label}{phrase('bracket', shelf.lang, told.kind)}", details=(thing, *also), quotes=quotes)
        found.append(((_closest(rows, wanted), not quotes, told.label, thing), fact))
    return _ranked(found)


def _sentences(shelf: Shelf, hits: list[Row], wanted: Words) -> tuple[list[Fact], list[Quote]]:
    """Return what was said that holds the words, and all quotes of it."""
    found = []
    for thing, rows in _by_thing(hits):
        told, properties = shelf.told(SENTENCES, thing), {row.of for row in rows}
        quotes = tuple(said for p in SAYING if p in properties for said in told.quotes.get(p, ()))
        fact = Fact(text=told.label, meeting=told.meeting, date=told.date, details=(thing,), quotes=quotes)
        found.append(((_closest(rows, wanted), told.order, quotes[0].quote.begin if quotes else 0, thing), fact))
    return _ranked(found), [said.quote for _, fact in found for said in fact.quotes]


def _lines(shelf: Shelf, hits: list[Row], wanted: Words, quoted: list[Quote]) -> list[Fact]:
    """Return the lines of minutes that hold the words, and the quotes over several lines, but for those that are shown already."""
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for quote in quoted:
        spans[quote.minutes].append((quote.begin, quote.begin + len(quote.text)))
    found = []
    for row in sorted(hits, key=lambda row: ("\n" in row.text, len(row.text), row.thing, row.place)):
        start, end = row.place, row.place + len(row.text)
        if not any(start < last and first < end for first, last in spans[row.thing]):
            spans[row.thing].append((start, end))
            told, (line, _, column) = shelf.told(LINES, row.thing), row.of.partition(":")
            quote = Quote(row.text, told.file, int(line), int(column), row.thing, row.place)
            fact = Fact(text=phrase("line-at", shelf.lang, quote.line), meeting=told.meeting, date=told.date, quotes=(Said(quote=quote),))
            found.append(((wanted.closeness(row.folded), told.order, row.place), fact))
    return _ranked(found)


def _by_thing(hits: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for hit in hits:
        found[hit.thing].append(hit)
    yield from found.items()


def _closest(rows: list[Row], wanted: Words) -> int:
    return min(wanted.closeness(row.folded) for row in rows)


def _ranked(found: Iterable[tuple[Rank, Fact]]) -> list[Fact]:
    return [fact for _, fact in sorted(found, key=itemgetter(0))]
