"""Quotes as pages show them: in the sentence they stand in, several of one sentence together, each with its place and the way there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..phrases import phrase
from ..places import Quote
from .explorer import Explorer
from .leaves import apart
from .ways import Ways

MOST = 160  # characters of a sentence that are shown on each side of what is quoted
_FULL, _CUT = "。", "…"
_STOPS = f"\r\n\f\v\u2028\u2029{_FULL}"


class Place(NamedTuple):
    """Where quoted words stand, the way there, and what they are evidence for."""

    place: str
    href: str
    of: str


class Cited(NamedTuple):
    """A sentence of minutes: its pieces, each quoted or what stands around; the places of what is quoted."""

    pieces: tuple[tuple[str, bool], ...]
    places: tuple[Place, ...]


class _Stretch(NamedTuple):
    """What is shown of some minutes, from an offset to another, and the quotes in it; `cut` where a sentence goes on before or after."""

    start: int
    end: int
    cut: tuple[bool, bool]
    quotes: tuple[tuple[Quote, str], ...]


def cited(explorer: Explorer, quotes: Iterable[tuple[Quote, str]], ways: Ways) -> tuple[Cited, ...]:
    """Return quotes in their sentences, minutes by minutes in the order of the text; with each quote what it is evidence for."""
    held: dict[str, list[tuple[Quote, str]]] = {}
    for quote, of in quotes:
        held.setdefault(quote.minutes, []).append((quote, of))
    places = explorer.facts[ways.language].places
    return tuple(_sentence(explorer, places.text(minutes), found, ways) for minutes, given in held.items() for found in _merged(places.text(minutes), given))


def passage(explorer: Explorer, quote: Quote, ways: Ways) -> str:
    """Return the way to a passage in its minutes."""
    place = explorer.place(quote.minutes)
    return ways.page(f"{place}#c{quote.begin}") if place else ""


def _merged(text: str, quotes: list[tuple[Quote, str]]) -> Iterator[_Stretch]:
    """Yield the stretches that quotes stand in; those that overlap are one."""
    last: _Stretch | None = None
    for one in sorted((_around(text, quote, of) for quote, of in quotes), key=lambda one: one[:2]):
        if last and one.start < last.end:
            longer = one.end > last.end
            last = _Stretch(last.start, max(last.end, one.end), (last.cut[0], one.cut[1] if longer else last.cut[1]), last.quotes + one.quotes)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _around(text: str, quote: Quote, of: str) -> _Stretch:
    """Return a quote with its sentence, from its start to its full stop, at most so much of it."""
    begin, end = quote.begin, quote.begin + len(quote.text)
    before = max(text.rfind(stop, max(begin - MOST, 0), begin) for stop in _STOPS) + 1
    start, cut = before or max(begin - MOST, 0), not before and begin > MOST
    stops = [end - 1] if text[end - 1 : end] == _FULL else [at for stop in _STOPS if (at := text.find(stop, end, end + MOST)) >= 0]
    stop = min(stops, default=min(end + MOST, len(text)))
    last = stop + (text[stop : stop + 1] == _FULL)
    start += len(text[start:begin]) - len(text[start:begin].lstrip())
    return _Stretch(start, end + len(text[end:last].rstrip()), (cut, not stops and stop < len(text)), ((quote, of),))


def _sentence(explorer: Explorer, text: str, found: _Stretch, ways: Ways) -> Cited:
    of: dict[tuple[str, str], list[str]] = {}
    for quote, words in found.quotes:
        of.setdefault((str(quote), passage(explorer, quote, ways)), []).append(words)
    joined = phrase("join", ways.lang)
    return Cited(tuple(_pieces(text, found)), tuple(Place(place, href, joined.join(filter(None, dict.fromkeys(words)))) for (place, href), words in of.items()))


def _pieces(text: str, found: _Stretch) -> Iterator[tuple[str, bool]]:
    """Yield what is quoted and what stands around it, as it is."""
    if any(text[quote.begin : quote.begin + len(quote.text)] != quote.text for quote, _ in found.quotes):  # a graph without its texts
        yield from (piece for quote, _ in found.quotes for piece in apart(quote.text, 0, len(quote.text)))
        return
    at = found.start
    if found.cut[0]:
        yield _CUT, False
    for begin, end in sorted({(quote.begin, quote.begin + len(quote.text)) for quote, _ in found.quotes}):
        if begin > at:
            yield text[at:begin], False
        if end > max(begin, at):
            yield from apart(text, max(begin, at), end)
        at = max(at, end)
    if found.end > at:
        yield text[at : found.end], False
    if found.cut[1]:
        yield _CUT, False
