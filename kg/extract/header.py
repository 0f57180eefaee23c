"""The title and the header's fields: time, place, chairs, recorder, attendance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import regex
from msgspec import structs

from ..grammar.dates import DATE, WEEKDAYS, find_clocks, find_day
from ..grammar.lexicon import HEADER_FIELDS
from ..grammar.people import Person
from ..patterns import pattern
from ..records import Chair, Header, Mention, Said
from ..shadow import key
from ..source import Span, clean
from ..vocab import FIELD
from .script import Script

_ABSENT = regex.compile(r"\s*(?:\((?:請假|公假|未出席|另有要公)\)|請假|公假)")
_BRACKETS = regex.compile(r"\s*\((?P<note>[^()]*)\)")
_WORD = regex.compile(r"\([^()]*\)?|[^\s、,;()]+")
_STOP = regex.compile(r"電話|傳真|聯絡|TEL|FAX|E-?mail", regex.I)
_UNIT = regex.compile(r"[局處署科室組會部院]$")
_ACTING = regex.compile(r"\s*(?:\((?:代|代理|代理主席|代為主持)\)|代理主席|代理|代)")
_NEXT = regex.compile(r"(?:[\s、,;及與和]|兼)+")


class HeaderReader:
    """Reads the header of one text of minutes into `facts`."""

    def __init__(self, script: Script) -> None:
        self.script, self.words, self.shadow = script, script.words, script.shadow
        self.facts: dict[str, Any] = {}
        self.repeated: list[Span] = []  # what is said again of what was read before

    def title(self, span: Span) -> None:
        """Read a title's parts."""
        a, b = self.shadow.down(span)
        text = self.shadow.squeezed[a:b]
        parts = self.words.titles.parse(text, self.words.bodies)

        def up(place: Sequence[Any]) -> Span:
            return self.shadow.up(a + place[0], a + place[1])

        self.facts["title"] = Said(value=clean(self.shadow.text[span.start : span.end]), span=span)
        if parts.body:
            self.facts["body"] = self.mention("organization", up(parts.body))
        if parts.level:
            self.facts["level"] = Said(value=parts.level[2], span=up(parts.level))
        if parts.group:
            self.facts["group"] = self.mention("group", up(parts.group))
        if parts.year:
            self.facts["year"] = Said(value=parts.year[2], span=up(parts.year))
        if parts.ordinal:
            self.facts["ordinal"] = Said(value=parts.ordinal[2], span=up(parts.ordinal))
        self.facts |= {"ordinals": parts.ordinals, "kind": parts.kind, "title_date": parts.date[2] if parts.date else None}

    def mention(self, sort: str, span: Span) -> Mention:
        """Make a mention of a name that fills a span."""
        printed = key(self.shadow.text[span.start : span.end])
        known = [e for e in self.words._named.get(printed.replace("-", ""), []) if (sort == "group") == (e.type.endswith("WorkingGroup"))]
        name = known[0].label if known else clean(self.shadow.text[span.start : span.end])
        return Mention(sort=sort, name=name, iris=tuple(e.iri for e in known), span=span)

    def line(self, span: Span, inherited: str | None) -> str | None:
        """Read one line of the header, which may hold several labels; return the field it ends in."""
        text = self.shadow.folded[span.start : span.end]
        labels = list(self.words.label.finditer(text))
        if not labels:
            if inherited:
                self._value(inherited, span)
            return inherited
        if labels[0].start() and inherited:
            self._value(inherited, Span(span.start, span.start + labels[0].start()))
        for m, following in zip(labels, [*labels[1:], None], strict=True):
            end = following.start() if following else len(text)
            inherited = self.words.fields[key(m["label"])]
            self._value(inherited, self._strip(Span(span.start + m.end(), span.start + end)))
        return inherited

    def finish(self) -> Header:
        """Return what was read; say where its parts contradict each other."""
        start, end, year, date = (self.facts.get(name) for name in ("start", "end", "year", "date"))
        if start and end and end.value < start.value:
            self.script.say("time-mismatch", f"the meeting ends at {end.value}, before it begins at {start.value}", end.span)
        if year and date and abs(date.value.year - 1911 - year.value) > 1:
            self.script.say("year-mismatch", f"the title says {year.value}, the date is of {date.value.year - 1911}", date.span)
        return Header(**self.facts)

    def _strip(self, span: Span) -> Span:
        start, end = span
        text = self.shadow.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end)

    def _value(self, which: str, span: Span) -> None:
        span = self._strip(span)
        if span.start >= span.end or which not in HEADER_FIELDS:
            return
        if which == FIELD.time:
            self._time(span)
        elif which == FIELD.place:
            self._plain("venue", span)
        elif which == FIELD.attendance:
            self._plain("attendance", span)
        elif which == FIELD.chair:
            self._chairs(span)
        elif which == FIELD.recorder:
            self._recorders(span)
        elif which == FIELD.title and "title" not in self.facts:
            self.title(span)

    def _plain(self, name: str, span: Span) -> None:
        if name in self.facts:
            return
        end = span.end
        while end > span.start and self.shadow.text[end - 1] in "。.":
            end -= 1
        value = clean(self.shadow.text[span.start : end])
        if value and value not in ("無",):
            self.facts[name] = Said(value=value, span=Span(span.start, end))

    def _time(self, span: Span) -> None:
        a, b = self.shadow.down(span)
        text = self.shadow.squeezed[a:b]
        day = find_day(text, forms=DATE[:1])
        if day is None and (plain := find_day(self.shadow.folded[span.start : span.end], forms=DATE[1:])):
            place = self.shadow.down(Span(span.start + plain.start, span.start + plain.end))
            day = plain._replace(start=place.start - a, end=place.end - a)
        if day and "date" not in self.facts:
            place = self.shadow.up(a + day.start, a + day.end)
            if day.date is None:
                self.script.say("impossible-date", f"{self.shadow.text[place.start : place.end]} is no day of the calendar", place)
            else:
                self.facts["date"] = Said(value=day.date, span=place)
                if day.roc_year is not None:
                    self.facts["roc_year"] = Said(value=day.roc_year, span=place)
                if day.weekday is not None and day.date.weekday() != day.weekday:
                    said, real = WEEKDAYS[day.weekday], WEEKDAYS[day.date.weekday()]
                    self.script.say("weekday-mismatch", f"the text says 星期{said}, the calendar 星期{real}", place)
        self.times(Span(self.shadow.up(a + (day.end if day else 0), b).start, span.end), ("start", "end"))

    def times(self, span: Span, names: tuple[str, ...]) -> None:
        """Read times of day into the facts named, in order."""
        a, b = self.shadow.down(span)
        clocks = find_clocks(self.shadow.squeezed[a:b])
        for name, clock in zip(names, clocks, strict=False):
            place = self.shadow.up(a + clock.start, a + clock.end)
            if clock.text is None:
                self.script.say("impossible-date", f"{self.shadow.text[place.start : place.end]} is no time of day", place)
            elif name in self.facts:
                self._again(name, clock.text, place)
            else:
                self.facts[name] = Said(value=clock.text, span=place)

    def _again(self, name: str, said: str, place: Span) -> None:
        """A time stated twice, in the header and where the meeting ends: the first stands, and a difference is said."""
        self.repeated.append(place)
        if said != self.facts[name].value:
            self.script.say("time-mismatch", f"{said} here, {self.facts[name].value} above", place)

    def _recorders(self, span: Span) -> None:
        text = self.shadow.folded[span.start : span.end]
        place = 0
        while place < len(text):
            place = self._skip(text, place)
            if _STOP.match(text, place):
                break
            _, place = self._organization(text, place, span.start)
            person = self.words.people.at(text, place)
            if person is None or len(person.name) < 2 or _UNIT.search(person.name):
                place = self._next(text, place)
                continue
            place = person.end
            said = Said(value=person.name, span=Span(span.start + person.start, span.start + person.end))
            self.facts["recorders"] = (*self.facts.get("recorders", ()), said)

    def _chairs(self, span: Span) -> None:
        text = self.words.co_chairing.sub(lambda m: " " * len(m[0]), self.shadow.folded[span.start : span.end]).rstrip("。")
        place, absent = 0, None
        while place < len(text):
            place = self._skip(text, place)
            organization, place = self._organization(text, place, span.start)
            person = self.words.people.at(text, place)
            if person is None:
                place = self._next(text, place)
                continue
            chair = self._chair(person, organization, span.start, absent)
            presiding, place, absent = self._note(text, chair, person.end, span.start)
            if presiding:
                self.facts["chairs"] = (*self.facts.get("chairs", ()), presiding)

    def _note(self, text: str, chair: Chair, place: int, base: int) -> tuple[Chair | None, int, Chair | None]:
        """Read what stands behind a person: 請假, 代, who acts for him, for whom he acts, his organization."""
        if away := _ABSENT.match(text, place):
            return None, away.end(), chair
        if acting := _ACTING.match(text, place):
            return chair, acting.end(), None
        note = _BRACKETS.match(text, place)
        if note is None:
            return chair, place, None
        inside = note["note"]
        if inside.endswith(("代", "代理")) and (other := self.words.people.at(text, note.start("note"))):
            return self._chair(other, None, base, chair), note.end(), None
        if inside.startswith(("代理", "代")) and (other := self.words.people.at(text, note.start("note") + (2 if inside.startswith("代理") else 1))):
            return structs.replace(chair, acting_for=self._chair(other, None, base, None)), note.end(), None
        names = [n for n in self.words.names(inside) if n.sort == "organization" and n.start == 0]
        if names and chair.organization is None:
            start = base + note.start("note")
            return structs.replace(chair, organization=self.mention("organization", Span(start, start + names[0].end))), note.end(), None
        return chair, note.end(), None

    @staticmethod
    def _skip(text: str, place: int) -> int:
        m = _NEXT.match(text, place)
        return m.end() if m else place

    @staticmethod
    def _next(text: str, place: int) -> int:
        """Go on behind words that are no person."""
        m = _WORD.match(text, place)
        return m.end() if m and m.end() > place else place + 1

    def _organization(self, text: str, place: int, base: int) -> tuple[Mention | None, int]:
        names = [n for n in self.words._names.finditer(text, place) if n.start() == place]
        form = pattern(r"(?:\p{Han}{2,12}(?:政府|局|處|署|委員會|公司|院|部|會|大學))(?=\s|\p{Han}{1,3}(?:副)?(?:市長|局長|處長|主任|委員))").match(text, place)
        m = max([*names, *([form] if form else [])], key=lambda x: x.end(), default=None)
        if m is None or not pattern(r"\s*\p{Han}").match(text[m.end() :]) or (self.words.people.at(text, place, named_only=True) and m.end() - place < 3):
            return None, place
        gap = pattern(r"\s*").match(text[m.end() :])
        return self.mention("organization", Span(base + m.start(), base + m.end())), m.end() + (gap.end() if gap else 0)

    def _chair(self, person: Person, organization: Mention | None, base: int, absent: Chair | None) -> Chair:
        return Chair(
            surname=person.surname, given=person.given, office=person.office, office_word=person.office_word,
            organization=organization or (absent.organization if absent else None), acting_for=absent,
            span=Span(organization.span.start if organization else base + person.start, base + person.end),
        )
