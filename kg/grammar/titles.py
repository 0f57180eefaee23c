"""Titles of minutes, and meetings cited in a sentence."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import regex

from ..patterns import pattern
from ..vocab import FIELD, LEVEL, Vocabulary
from . import one_of, row
from .dates import DATE, find_day
from .numerals import NUMBER, number

_N = NUMBER
YEAR = row("year of a session", rf"(?:中華民國|民國|西元)?(?P<year>{_N})(?P<unit>學年度|年度|年)", "109年度")
ORDINAL = row("ordinal", rf"第?(?P<number>{_N})(?P<unit>屆|會期|學期|次|期)|第(?P<number>{_N})(?P<unit>季)", "第8次")
PRINTED = row("a printed ordinal, with its year", rf"(?:(?P<year>{_N})年度?)?(?P<ordinal>第(?P<number>{_N})次)", "109年第9次")


class TitleParts(NamedTuple):
    """What a title states; places are in the squeezed title, `None` where it does not say.

    `ordinals` are normalized, largest unit first (`第25屆`, `第4次`); `kind` is the kind of meeting where it is more
    than 會議 (`市政會議`).
    """

    body: tuple[int, int] | None
    level: tuple[int, int, str] | None
    group: tuple[int, int] | None
    year: tuple[int, int, int] | None
    ordinals: tuple[str, ...]
    ordinal: tuple[int, int, int] | None
    kind: str
    date: tuple[int, int, datetime.date] | None


class Citation(NamedTuple):
    """An earlier meeting named in a sentence; `year` may be carried over from the citation before it."""

    start: int
    end: int
    level: str | None
    level_span: tuple[int, int] | None
    year: int | None
    year_span: tuple[int, int] | None
    ordinal: int | None
    ordinal_span: tuple[int, int] | None
    date: datetime.date | None
    date_span: tuple[int, int] | None
    term: str = ""
    kind: str = ""


class TitleGrammar:
    """The rows of titles and citations, compiled with a vocabulary's words."""

    def __init__(self, vocabulary: Vocabulary, group: str) -> None:
        words = vocabulary.words("level")
        self._levels = {_plain(word): iri for word, iri in words.items()}
        level = one_of(words)
        record = one_of(vocabulary.concepts[FIELD.record].words)
        self._level, self._group = regex.compile(level), regex.compile(group)
        self._record = regex.compile(rf"(?:會議)?{record}(?:\([^()]*\))?$")
        self.looks_like_title = regex.compile(
            rf"^(?![^。:]*[。:;,])(?=.{{4,90}}$)(?:.*{record}(?:\([^()]*\))?|.*第?{_N}次[^、]{{0,12}}會議|.*{_N}年度?[^、]{{0,12}}會議)$"
        )
        date = "|".join(f.pattern.pattern for f in DATE[:1])
        when = rf"(?:(?P<dated>{date})|(?P<y>{_N})年度?)"
        self._cited = regex.compile(
            rf"{when}?(?P<term>第{_N}屆)?第(?P<n>{_N})次(?P<more>(?:[、及與和](?:{_N}年度?)?第{_N}次)*)"
            rf"(?:(?P<level>{level})(?:會議)?|(?P<kind>(?![的之本該])\p{{Han}}{{0,6}}?)會議)"
            rf"|{when}(?P<level>{level})會議"
        )

    def parse(self, text: str, bodies: regex.Pattern[str]) -> TitleParts:
        """Take a squeezed title apart."""
        m = self._record.search(text)
        head = text[: m.start()] if m and m.start() else text
        taken: list[tuple[int, int]] = []
        known = bodies.search(head)
        body = known.span() if known else None
        if body:
            taken.append(body)
        day = find_day(head)
        date = (day.start, day.end, day.date) if day and day.date else None
        if date:
            taken.append(date[:2])
        group = _first(self._group, head, taken)
        level = _first(self._level, head, taken)
        year = _first(YEAR.pattern, head, taken)
        ordinals = [o for o in ORDINAL.pattern.finditer(head) if _free(o.span(), taken)]
        taken += [o.span() for o in ordinals]
        rest = _leftovers(head, taken)
        if body is None and rest:
            body = _body_of(head, rest[0])
            rest = rest[1:]
        last = next((o for o in reversed(ordinals) if o["unit"] == "次"), None)
        return TitleParts(
            body=body,
            level=self._level_of(level, group),
            group=group.span() if group else None,
            year=(year.start(), year.end(), _year(year)) if year and _year(year) else None,  # type: ignore[arg-type]
            ordinals=tuple(f"第{number(o['number'])}{o['unit']}" for o in ordinals),
            ordinal=(last.start(), last.end(), number(last["number"]) or 0) if last else None,
            kind=_kind("".join(_trim(head[a:b]) for a, b in rest), m[0] if m else ""),
            date=date,
        )

    def _level_of(self, level: regex.Match[str] | None, group: regex.Match[str] | None) -> tuple[int, int, str] | None:
        """Return the level a title states; that of a group's meeting is its own, whether it is printed or not."""
        if level:
            return (*level.span(), self._levels[_plain(level[0])])
        return (*group.span(), LEVEL["working-group"]) if group else None

    def citations(self, text: str) -> list[Citation]:
        """Find the meetings a squeezed sentence names by number, in order.

        A year is carried along the sentence (108年第8次、第9次), but not that of a full date, which is the date of one meeting.
        """
        found: list[Citation] = []
        year: int | None = None
        year_span: tuple[int, int] | None = None
        for m in self._cited.finditer(text):
            day = find_day(m["dated"]) if m["dated"] else None
            if _of_another_body(text, m.start()):
                continue
            if m["y"]:
                year, year_span = number(m["y"]), (m.start("y"), m.end("y") + 1)
            elif day:
                year, year_span = day.roc_year, _year_of_date(m.start("dated"), m["dated"])
            own, own_span = year, year_span
            if day:
                year, year_span = None, None
            level = self._levels.get(_plain(m["level"])) if m["level"] else None
            level_span = m.span("level") if m["level"] else None
            ordinal, place = (number(m["n"]), (m.start("n") - 1, m.end("n") + 1)) if m["n"] else (None, None)
            found.append(
                Citation(
                    start=m.start(), end=m.end(), year=own, year_span=own_span, ordinal=ordinal, ordinal_span=place,
                    date=day.date if day else None, date_span=m.span("dated") if day else None, level=level, level_span=level_span,
                    term=m["term"] or "", kind=f"{m['kind']}會議" if m["kind"] else "",
                )
            )
            for more in PRINTED.pattern.finditer(text, *m.span("more")) if m["more"] else ():
                if more["year"]:
                    year, year_span = number(more["year"]), (more.start("year"), more.end("year") + 1)
                found[-1] = found[-1]._replace(end=more.start())
                found.append(
                    Citation(
                        start=more.start(), end=m.end(), year=year, year_span=year_span, ordinal=number(more["number"]),
                        ordinal_span=more.span("ordinal"), date=None, date_span=None, level=level, level_span=level_span,
                        term=m["term"] or "", kind=found[-1].kind,
                    )
                )
        return found


def _kind(rest: str, record: str) -> str:
    """Give back the 會議 that the name of the document took from a kind of meeting: 市政會議紀錄."""
    rest = rest.removesuffix("會議") if rest in ("工作會議", "工作") else rest
    if rest == "工作":
        return ""
    return f"{rest}會議" if rest and record.startswith("會議") and not rest.endswith("會議") else rest


def _of_another_body(text: str, start: int) -> bool:
    """Tell whether the name of some body stands right before a citation: 都市計畫委員會第750次會議."""
    return bool(pattern(r"(?<!本)(?:委員會|小組|協會|學會|[院部署局府會])$").search(text[max(0, start - 6) : start]))


def _plain(text: str) -> str:
    return text.replace("-", "")


def _year(m: regex.Match[str]) -> int | None:
    value = number(m["year"])
    if value is None or value > 2999:
        return None
    return value - 1911 if value >= 1900 else value if value < 200 else None


def _year_of_date(start: int, text: str) -> tuple[int, int]:
    m = pattern(rf"(?:中華民國|民國)?{_N}年?").match(text)
    return (start, start + (m.end() if m else len(text)))


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return all(span[1] <= a or span[0] >= b for a, b in taken)


def _first(pattern: regex.Pattern[str], text: str, taken: list[tuple[int, int]]) -> regex.Match[str] | None:
    for m in pattern.finditer(text):
        if m.end() > m.start() and _free(m.span(), taken):
            taken.append(m.span())
            return m
    return None


def _leftovers(text: str, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    rest, last = [], 0
    for start, end in [*sorted(taken), (len(text), len(text))]:
        if start > last and _trim(text[last:start]):
            rest.append((last, start))
        last = max(last, end)
    return rest


def _trim(text: str) -> str:
    return pattern(r"^[的之暨-]+|^會議$|^會$|[的之-]+$").sub("", text)


def _body_of(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    start, end = span
    return (start, end) if end > start else None
