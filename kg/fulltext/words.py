"""When a text holds a word: compared as names are, with years of both calendars alike. The one definition for all who search."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..shadow import fold, squeeze
from .years import bare_year, dates

BETWEEN = "\n"  # stands in what is compared between a text and the same text with its years made alike; no word holds it


class Words(NamedTuple):
    """Words to look for: each the forms of which a text must hold one."""

    forms: tuple[tuple[str, ...], ...]

    def held(self, compared: str) -> bool:
        """Tell whether a folded text holds all words."""
        return all(any(form in compared for form in forms) for forms in self.forms)

    def closeness(self, compared: str) -> int:
        """Return how much else a folded text that holds the words says: 0 nothing, 1 the least, one more where it is twice as much."""
        longest = sum(max((len(form) for form in forms if form in compared), default=0) for forms in self.forms)
        whole = len(compared.partition(BETWEEN)[0])
        return 0 if whole <= longest else (whole // max(longest, 1)).bit_length()


def words(given: Iterable[str]) -> Words:
    """Read the words that somebody looks for; what says nothing (white space) is none.

    A date goes on over the gaps between words: 109 年 3 月 is one word, where 109 alone would be any number.
    """
    folded_words = [word for word in (_spaced(g).replace(BETWEEN, " ") for g in given) if squeeze(word)]
    return Words(tuple(dict.fromkeys(_forms(word) for word in _joined(folded_words))))


@lru_cache(maxsize=256)
def words_in(text: str) -> Words:
    """Read the words of a text that white space parts."""
    return words(text.split())


def folded(text: str) -> str:
    """Return what words are looked for in: the text as names are compared, and, if it states years, once more with these made alike."""
    spaced = _spaced(text)
    plain, alike = squeeze(spaced), _alike(spaced)
    return plain if alike is None else f"{plain}{BETWEEN}{alike}"


def _spaced(text: str) -> str:
    return fold(unicodedata.normalize("NFC", text)).casefold()


def _alike(spaced: str) -> str | None:
    """Return folded text with its years in the form that their spellings share; nothing where there are none."""
    parts, last = list[str](), 0
    for date in dates(spaced):
        parts += [squeeze(spaced[last : date.start]), date.form]
        last = date.end
    return "".join([*parts, squeeze(spaced[last:])]) if parts else None


def _joined(given: list[str]) -> list[str]:
    """Put the words together that are one date."""
    text = BETWEEN.join(given)
    gaps = {at for date in dates(text) for at in range(date.start, date.end) if text[at] == BETWEEN}
    return "".join(" " if at in gaps else char for at, char in enumerate(text)).split(BETWEEN) if gaps else given


def _forms(word: str) -> tuple[str, ...]:
    plain = squeeze(word)
    alike = bare_year(plain) or _alike(word)
    return (plain,) if alike is None else (plain, alike)
