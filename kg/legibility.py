"""Whether a text can be read at all: marks that conversion leaves, and text that is no text. Knows characters, no minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .diagnostics import Diagnostic
from .patterns import swift
from .source import Source, Span

LEAST_HAN = 0.2  # of the characters that are no white space; sound minutes full of figures still have twice as many
MOST_JUNK = 0.3
LONG_ENOUGH = 40
# Characters without the end of a sentence: in a line, and over lines. The longest lists of those present have a tenth.
LONGEST, LONGEST_OF_LINES = 10_000, 50_000

_COMPATIBILITY = swift(r"[\uf900-\ufaff\U0002f800-\U0002fa1f]")
_ZERO_WIDTH = swift(r"[\u200b-\u200f\u2060\u00ad]|(?<!\A)\ufeff")
# Bold print that was laid down twice: 會會議議紀紀錄錄; 會議 會議紀 紀錄; 22015 年
_DOUBLED = swift(r"(?:(\p{Han})\1){4,}|(\p{Han}{1,4})[ \u3000]+\2(\p{Han}{1,4})[ \u3000]+\3|(?<!\d)\d{5}\s?年")
_STRETCHES = (
    (swift(r"[^。；;\r\n\f\v\u2028\u2029]++"), LONGEST, "the end of a sentence or a line"),
    (swift(r"[^。；;：:、，,]++"), LONGEST_OF_LINES, "any mark"),
)
_HAN = swift(r"\p{Han}++")
_SEEN = swift(r"\S++")
# Signs that stand for glyphs without a character: !"#$%&'()*; private use; the replacement character.
_JUNK = swift(r"[!-,/;-@\[-`{-~]{3,}|[\ufffd\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]|[\x80-\xff]{3,}")


def legibility(source: Source) -> list[Diagnostic]:
    """Report what conversion did to a text; an error says that it cannot be read."""
    found = list(_marks(source))
    if reason := _unreadable(source.text):
        found.append(Diagnostic(code="unreadable-text", message=f"this is probably no readable text: {reason}", source=source, span=_first(source.text)))
    else:
        found += _endless(source)
    return found


def _marks(source: Source) -> Iterator[Diagnostic]:
    for form, code, what in (
        (_COMPATIBILITY, "compatibility-ideographs", "compatibility ideographs, which look like others"),
        (_ZERO_WIDTH, "zero-width", "characters of no width"),
        (_DOUBLED, "doubled-glyphs", "stretches that seem to be printed twice"),
    ):
        places = [m.span() for m in form.finditer(source.text)]
        if places:
            yield Diagnostic(code=code, message=f"{len(places)} {what}; the first is here", source=source, span=Span(*places[0]))


def _endless(source: Source) -> list[Diagnostic]:
    """Refuse stretches that no sentence is as long as: reading one costs the square of its length."""
    for form, most, end in _STRETCHES:
        if max(map(len, form.findall(source.text)), default=0) <= most:
            continue
        for m in form.finditer(source.text):
            if m.end() - m.start() > most and _amount(_SEEN, m[0]) > most:
                message = f"{m.end() - m.start():,} characters stand here without {end}: this is no text of minutes"
                return [Diagnostic(code="unreadable-text", message=message, source=source, span=Span(m.start(), m.start() + 1))]
    return []


def _unreadable(text: str) -> str:
    seen = _amount(_SEEN, text)
    if seen < LONG_ENOUGH:
        return ""
    han, junk = _amount(_HAN, text), _amount(_JUNK, text)
    if junk / seen > MOST_JUNK:
        return f"{junk / seen:.0%} of its characters are signs that stand for nothing"
    if han / seen < LEAST_HAN:
        return f"only {han / seen:.0%} of its characters are Chinese"
    return ""


def _amount(form: re.Pattern[str], text: str) -> int:
    """Count the characters in stretches of a form."""
    return sum(map(len, form.findall(text)))


def _first(text: str) -> Span:
    m = _SEEN.search(text)
    return Span(m.start(), m.start() + 1) if m else Span(0, 0)
