"""Persons with their offices: 柯市長文哲, 柯文哲市長, 市長柯文哲, 柯市長, 某某某(理事長)."""

from __future__ import annotations

from typing import NamedTuple

import regex

from ..patterns import pattern
from ..shadow import key
from ..vocab import Vocabulary
from . import one_of

_TWO = "歐陽|司馬|上官|諸葛|張簡|范姜|鄭戴|徐邱|夏侯|皇甫|尉遲|公孫|慕容|端木|令狐"
_HAN = r"[\p{Han}‧·.]"


class Person(NamedTuple):
    """A person as printed; places are in the text matched. `given` is empty where only surname and office stand."""

    start: int
    end: int
    surname: str
    given: str
    office: str | None
    office_word: str

    @property
    def name(self) -> str:
        return self.surname + self.given


class PeopleGrammar:
    """The forms of a person's name, compiled with a vocabulary's offices. Matched on folded text with its spaces."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words("office")
        self._offices = {key(word): iri for word, iri in words.items()}
        office = rf"(?P<office>(?:代理|代)?{one_of(words, spaced=True)})"
        one = rf"(?:{_TWO}|\p{{Han}})"
        end = r"(?=$|[\s、,;()（）。:]|共同|代)"
        self._forms = (
            regex.compile(rf"(?P<surname>{one})\s?{office}\s?(?P<given>{_HAN}{{1,2}}?){end}"),
            regex.compile(rf"(?P<surname>{one})(?P<given>(?!副|代理){_HAN}{{1,3}}?)\s?\(?{office}\)?{end}"),
            regex.compile(rf"{office}[\s:]?(?P<surname>{one})\s{{0,4}}(?P<given>{_HAN}{{1,2}}){end}"),
            regex.compile(rf"(?P<surname>{one}){office}{end}"),
            regex.compile(rf"(?P<surname>{one})\s{{0,4}}(?P<given>{_HAN}{{1,3}}){end}"),
        )

    def at(self, text: str, start: int, *, named_only: bool = False) -> Person | None:
        """Read the person that stands just at `start`, the form with an office first."""
        for form in self._forms[: 3 if named_only else 5]:
            m = form.match(text, start)
            if m:
                return self._person(m)
        return None

    def speaker(self, label: str) -> Person | None:
        """Read a whole label as a person with an office."""
        for form in (self._forms[0], self._forms[3], *self._forms[1:3]):
            m = form.fullmatch(label)
            if m:
                return self._person(m)
        return None

    def _person(self, m: regex.Match[str]) -> Person:
        parts = m.groupdict()
        word = key(parts.get("office") or "")
        office = self._offices.get(pattern("^(?:代理|代)").sub("", word))
        given = pattern(r"\s").sub("", parts.get("given") or "")
        return Person(m.start(), m.end(), m["surname"], given, office, word)
