"""One graph of minutes, to be asked: values as corrected, names of things, quotes and their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from ...source import Source
from ...vocab import KG, NIF, RDF, RDFS
from ..dump import FormatError
from .facts import Facts, name, text, token, whole
from .known import Known
from .schema import Cell

_TYPE, _LABEL, _EVIDENCE, _SUPPORTS, _DENOTES = (token(iri) for iri in (RDF.type, RDFS.label, KG.evidence, KG.supports, KG.denotes))
_BEGIN, _END, _QUOTE, _PAGE = (token(iri) for iri in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf, KG.page))
_MINUTES, _MEETING, _CASE, _DATE, _ROC_YEAR = (token(iri) for iri in (KG.Minutes, KG.meeting, KG.case, KG.date, KG.rocYear))
_ROC = 1911  # years between the calendars


class Passage(NamedTuple):
    """A quote and its place: line and first page in the file, 1-based, and code points of the minutes' text."""

    begin: int
    end: int
    quote: str
    line: int
    iri: bytes
    supports: bytes
    denotes: tuple[bytes, ...]
    page: int | None

    def place(self, file: str | None) -> dict[str, Cell]:
        """Return the cells of a quote."""
        return {"quote": self.quote, "file": file, "line": self.line, "page": self.page, "begin": self.begin, "end": self.end}


class Minutes:
    """What one text of minutes says."""

    def __init__(self, facts: Facts, known: Known) -> None:
        self.facts, self.known = facts, known
        self._typed: dict[bytes, list[bytes]] = defaultdict(list)
        for subject, stated in facts.items():
            for kind in stated.get(_TYPE, ()):
                self._typed[kind].append(subject)
        self.iri = next(iter(self._typed.get(_MINUTES, ())), b"")
        self.meeting = next(iter(facts.get(self.iri, {}).get(_MEETING, ())), b"")

    def of(self, *kinds: str) -> Iterable[bytes]:
        """Return the things of some classes, each once."""
        return dict.fromkeys(thing for kind in kinds for thing in self._typed.get(token(kind), ()))

    def said(self, thing: bytes, term: str) -> list[bytes]:
        """Return the values of a property as the text has them."""
        return self.facts.get(thing, {}).get(token(term), [])

    def values(self, thing: bytes, term: str) -> list[bytes]:
        """Return the values of a property: as corrected, where a person did; of cases those whose life they share."""
        predicate = token(term)
        found = self.known.corrected.get((thing, predicate)) or self.facts.get(thing, {}).get(predicate, [])
        return [self.known.kept.get(value, value) for value in found] if predicate == _CASE else found

    def text(self, thing: bytes, term: str) -> str | None:
        """Return the values of a property as text, joined for reading."""
        return "；".join(map(text, self.values(thing, term))) or None

    def whole(self, thing: bytes, term: str) -> int | None:
        """Return the integer a property states."""
        return next(map(whole, self.values(thing, term)), None)

    def link(self, thing: bytes, term: str) -> str | None:
        """Return the IRI a property states."""
        return next(map(text, self.values(thing, term)), None)

    def links(self, thing: bytes, term: str) -> list[str] | None:
        """Return the IRIs a property states."""
        return [text(value) for value in self.values(thing, term)] or None

    def label(self, thing: bytes) -> str:
        """Return what a thing is called: here, else in the vocabulary, else in its IRI."""
        return name(self.facts.get(thing, {}).get(_LABEL, ())) or self.known.label(thing)

    def labels(self, thing: bytes, term: str) -> str | None:
        """Return what the values of a property are called, joined for reading."""
        return "；".join(self.label(value) for value in self.values(thing, term)) or None

    def title(self, meeting: bytes) -> str | None:
        """Return the title of a meeting; a meeting without a header has none."""
        return name(self.facts.get(meeting, {}).get(_LABEL, ()))

    def date(self, meeting: bytes) -> str | None:
        """Return the day of a meeting."""
        return next((text(day) for day in self.values(meeting, KG.date)), None)

    def roc_year(self, meeting: bytes) -> int | None:
        """Return the ROC year of a meeting: of its title, else of its date."""
        return self.whole(meeting, KG.rocYear) or roc_year(self.date(meeting))

    @cached_property
    def file(self) -> str | None:
        """Return the name of the file the minutes stand in."""
        return self.text(self.iri, KG.fileName)

    @cached_property
    def when(self) -> dict[str, Cell]:
        """Return the cells of the meeting whose minutes these are."""
        return {
            "meeting_label": self.title(self.meeting), "date": self.date(self.meeting), "roc_year": self.roc_year(self.meeting),
            "meeting": text(self.meeting),
        }  # fmt: skip

    def corrected(self, *things: bytes) -> str | None:
        """Say what a person corrected of things, or of the date of this meeting."""
        dated = [c.note for c in self.known.corrections.get(self.meeting, ()) if c.property in (_DATE, _ROC_YEAR)]
        return "；".join(dict.fromkeys([*self.known.notes(things), *dated])) or None

    def passages(self, thing: bytes) -> list[Passage]:
        """Return all evidence of a thing, in the order of the text."""
        return sorted(map(self._passage, self.facts.get(thing, {}).get(_EVIDENCE, ())))

    def place(self, thing: bytes, *terms: str, denotes: bytes | None = None) -> dict[str, Cell]:
        """Return the cells of the first quote for a property; of several properties, the first that has one."""
        found = self.first(thing, *terms, denotes=denotes)
        return found.place(self.file) if found else {}

    def first(self, thing: bytes, *terms: str, denotes: bytes | None = None) -> Passage | None:
        """Return the first passage for a property; of several properties, the first that has one."""
        passages = self.passages(thing)
        for term in terms:
            for passage in passages:
                if passage.supports == token(term) and (denotes is None or denotes in passage.denotes):
                    return passage
        return None

    @cached_property
    def _source(self) -> Source:
        return Source(text=self.text(self.iri, NIF.isString) or "", name="")

    def _passage(self, iri: bytes) -> Passage:
        if iri not in self._passages:
            try:
                self._passages[iri] = self._read(iri, self.facts[iri])
            except (KeyError, ValueError) as error:
                raise FormatError(f"the passage {text(iri)} is damaged: no place in the minutes is stated of it; export the minutes again") from error
        return self._passages[iri]

    def _read(self, iri: bytes, stated: dict[bytes, list[bytes]]) -> Passage:
        begin = whole(stated[_BEGIN][0])
        line = self.known.first_line.get(self.iri, 1) - 1 + self._source.locate(begin)[0]
        page = min(map(whole, stated.get(_PAGE, ())), default=None)
        return Passage(begin, whole(stated[_END][0]), text(stated[_QUOTE][0]), line, iri, stated[_SUPPORTS][0], tuple(stated.get(_DENOTES, ())), page)

    @cached_property
    def _passages(self) -> dict[bytes, Passage]:
        return {}


def roc_year(date: str | None) -> int | None:
    """Return the ROC year of a day written as in ISO 8601."""
    return int(date[:4]) - _ROC if date and date[:4].isdigit() else None
