"""The title and the header's fields: time, place, chairs, recorder, attendance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import regex
from msgspec import structs

from ..grammar.dates import DATE, SPELT, WEEKDAYS, Clock, Day, find_clocks, find_day, goes_on, is_range
from ..grammar.lexicon import HEADER_FIELDS
from ..patterns import pattern
from ..records import Header, Said
from ..shadow import key
from ..source import Span, clean
from ..vocab import FIELD
from .officers import OfficerReader
from .script import Script

_NEXT_MARK = regex.compile(r"\s*[壹貳參叁肆伍陸柒捌玖拾一二三四五六七八九十]{1,3}\s?、$")  # of the field behind this one, in a line that lost its breaks
_LABEL = regex.compile(r"^(?P<label>[\p{Han}、()\s]{2,12}?)\s*:")
_CLOSING = r"\s*(?:\(|:|。|於|,)*\s*"
LONGEST_FIELD = 500  # characters in which persons are looked for: more is no line of a header
_NONE = ("無", "略", "none", "None", "無。")


class HeaderReader:
    """Reads the header of one text of minutes into `facts`."""

    def __init__(self, script: Script) -> None:
        self.script, self.words, self.shadow = script, script.words, script.shadow
        self.facts: dict[str, Any] = {}
        self.repeated: list[Span] = []  # what is said again of what was read before
        self.officers = OfficerReader(script, None)
        self._bare = False  # the label of the open field has no colon: a line at the margin begins something else
        self._last = ""  # the label read last
        self._closed: set[str] = set()  # fields of persons that another field followed

    def title(self, span: Span) -> None:
        """Read a title's parts."""
        a, b = self.shadow.down(span)
        text = self.shadow.squeezed[a:b]
        parts = self.words.titles.parse(text, self.words.bodies)

        def up(place: Sequence[Any]) -> Span:
            return self.shadow.up(a + place[0], a + place[1])

        self.facts["title"] = Said(value=clean(self.shadow.text[span.start : span.end]), span=span)
        if parts.body:
            body = self.officers.mention("organization", up(parts.body))
            if parts.name != text[slice(*parts.body)]:
                body = structs.replace(body, name=parts.name)
            self.facts["body"] = self.officers.body = body
            self.script.own = text[slice(*parts.body)]
        if parts.level:
            self.facts["level"] = Said(value=parts.level[2], span=up(parts.level))
        if parts.group:
            self.facts["group"] = self.officers.mention("group", up(parts.group))
        if parts.year:
            self.facts["year"] = Said(value=parts.year[2], span=up(parts.year))
        if parts.ordinal:
            self.facts["ordinal"] = Said(value=parts.ordinal[2], span=up(parts.ordinal))
        self.facts |= {"ordinals": parts.ordinals, "kind": parts.kind, "title_date": parts.date[2] if parts.date else None}
        if parts.date:
            day = find_day(text)
            self.script.date = parts.date[2]
            self.facts["date"] = Said(value=parts.date[2], span=up(parts.date))
            if day and day.roc_year is not None:
                self.facts["roc_year"] = Said(value=day.roc_year, span=up(parts.date))

    def line(self, span: Span, inherited: str | None) -> str | None:
        """Read one line of the header, which may hold several labels; return the field it ends in."""
        text = self.shadow.folded[span.start : span.end]
        labels = self.words.labels(text)
        if not labels:
            return self._goes_on(span, inherited)
        if labels[0].start() and inherited:
            self._goes_on(self._strip(Span(span.start, span.start + labels[0].start())), inherited)
        for m, following in zip(labels, [*labels[1:], None], strict=True):
            end = following.start() if following else len(text)
            field, self._last = self.words.field(key(m["label"])), key(m["label"])
            if inherited in (FIELD.chair, FIELD.recorder) and field != inherited:
                self._closed.add(inherited)
            inherited, self._bare = field, not m[0].endswith((":", "]", "】"))
            self._value(inherited, self._value_of(Span(span.start + m.end(), span.start + end)))
        return inherited

    def _goes_on(self, span: Span, field: str | None) -> str | None:
        """Read a line without a label as more of the field above, unless it begins something else."""
        text, line = self.shadow.folded[span.start : span.end], self.shadow.folded.rfind("\n", 0, span.start) + 1
        label = _LABEL.match(text)
        if field is None or (self._bare and line == span.start and self._has_value(field)) or (label and not self.words.names(key(label["label"]))):
            return None
        if field in (FIELD.chair, FIELD.recorder) and self._has_value(field) and (len(text) > LONGEST_FIELD or not self.officers.only_people(span)):
            return None
        if field == FIELD.attendance and "attendance" in self.facts:
            self._more_attendance(span)
        elif field == FIELD.time and "date" in self.facts and ("start" in self.facts or find_day(self.script.squeezed(span))):
            if pattern(r"月.{1,4}日").search(text) or find_day(text):
                self._several(span)
        else:
            self._value(field, span)
        return field

    def _has_value(self, field: str) -> bool:
        names = {FIELD.chair: "chairs", FIELD.recorder: "recorders", FIELD.attendance: "attendance", FIELD.time: "date", FIELD.place: "venue"}
        return names.get(field, "title") in self.facts

    def _more_attendance(self, span: Span) -> None:
        """Add a line to the attendance: it is kept as printed, line by line."""
        said = self.facts["attendance"]
        if not self.shadow.folded[said.span.end : span.start].strip("。. \t\u3000\n\r"):
            self.facts["attendance"] = Said(value=f"{said.value} {clean(self.shadow.text[span.start : span.end])}", span=Span(said.span.start, span.end))

    def finish(self) -> Header:
        """Return what was read; say where its parts contradict each other."""
        self._ditto()
        self._adjourned()
        self._also_recorder()
        start, end, year, date = (self.facts.get(name) for name in ("start", "end", "year", "date"))
        if start and end and end.value < start.value:
            self.script.say("time-mismatch", f"the meeting ends at {end.value}, before it begins at {start.value}", end.span)
        if year and date and abs(date.value.year - 1911 - year.value) > 1:
            self.script.say("year-mismatch", f"the title says {year.value}, the date is of {date.value.year - 1911}", date.span)
        return Header(**self.facts)

    def _also_recorder(self) -> None:
        """Read who took the minutes where the list of those present says so: 秘書長 林小美（兼記錄）."""
        if "recorders" in self.facts:
            return
        for m in pattern(r"(?<=[\s、,;:])(?P<name>[^\s、,;:()。]{2,9})\s*\((?:兼|兼任)?[紀記]錄\)").finditer(self.shadow.folded):
            self._people(FIELD.recorder, Span(*m.span("name")))

    def _ditto(self) -> None:
        """Read the time of a meeting whose header is otherwise that of the one before: 一至三與前次會議相同，惟時間為…"""
        m = None if "date" in self.facts else pattern(r"與(?:前|上)(?:一)?次(?:會議)?相同,?惟?[^。\n]{0,8}時間\s*(?:為|改為|係|:)(?P<time>[^。\n]*)").search(self.shadow.folded)
        if m:
            self._time(Span(*m.span("time")))

    def _adjourned(self) -> None:
        """Read the end of the meeting where a line without a number tells it: 散會：下午5時; 下午5時散會."""
        if "end" in self.facts:
            return
        form = pattern(rf"(?m)^[ \t\u3000]*(?:(?P<before>[^\n。「]{{0,16}}?)(?:主席)?(?:宣[布佈告])?{self.words.adjournment}(?P<after>{_CLOSING}[^\n「]{{0,24}})?)$")
        for m in form.finditer(self.shadow.folded):
            for name in ("after", "before"):
                span = Span(*m.span(name)) if m[name] else None
                if span and find_clocks(self.script.squeezed(span)) and not self._said(span):
                    self.times(span, ("end",))
                    return

    def _said(self, span: Span) -> bool:
        """Tell whether a place was read as the beginning already."""
        start = self.facts.get("start")
        return bool(start and span.start <= start.span.start < span.end)

    def _strip(self, span: Span) -> Span:
        start, end = span
        text = self.shadow.text
        while start < end and (text[start].isspace() or text[start] == "*"):  # ** is bold print in a plain text
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] == "*"):
            end -= 1
        return Span(start, end)

    def _value_of(self, span: Span) -> Span:
        """Cut from a value what belongs to the next field: its number, or a heading in a line that lost its breaks."""
        text = self.shadow.folded[span.start : span.end]
        if self._bare and (margin := pattern(r"\n(?=\S)").search(text)):
            span, text = Span(span.start, span.start + margin.start()), text[: margin.start()]
        mark = _NEXT_MARK.search(text) or pattern(rf"[。\s]*(?<!\d)[{'壹貳參肆伍陸柒捌玖拾'}]{{1,3}}、\s?(?={self.words.section_word})").search(text)
        return self._strip(Span(span.start, span.start + mark.start()) if mark else span)

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
        elif which in (FIELD.chair, FIELD.recorder):
            self._people(which, span)
        elif which == FIELD.title and "title" not in self.facts:
            self.title(span)

    def _people(self, which: str, span: Span) -> None:
        if which in self._closed and not self._last.startswith(("共同", "副")):
            return  # the label comes a second time, after other fields: of another meeting that is told of
        name, read = ("chairs", self.officers.chairs) if which == FIELD.chair else ("recorders", self.officers.recorders)
        if found := read(Span(span.start, min(span.end, span.start + LONGEST_FIELD))):
            self.facts[name] = (*self.facts.get(name, ()), *found)

    def _plain(self, name: str, span: Span) -> None:
        if name in self.facts:
            return
        end = span.end
        while end > span.start and self.shadow.text[end - 1] in "。.":
            end -= 1
        if pattern(r"\([^()]+\)").fullmatch(self.shadow.folded[span.start : end]):
            span, end = Span(span.start + 1, span.end), end - 1
        value = clean(self.shadow.text[span.start : end])
        if value and value not in _NONE:
            self.facts[name] = Said(value=value, span=Span(span.start, end))

    # --- time -------------------------------------------------------------------------------------------------------

    def _time(self, span: Span) -> None:
        a, b = self.shadow.down(span)
        text = self.shadow.squeezed[a:b]
        day = find_day(text, forms=DATE[:SPELT])
        if day is None and (plain := find_day(self.shadow.folded[span.start : span.end], forms=DATE[SPELT:])):
            place = self.shadow.down(Span(span.start + plain.start, span.start + plain.end))
            day = plain._replace(start=place.start - a, end=place.end - a)
        if day:
            self._day(day, self.shadow.up(a + day.start, a + day.end))
            if goes_on(text, day):
                self._several(span)
        self._clocks(Span(self.shadow.up(a + (day.end if day else 0), b).start, span.end))

    def _day(self, day: Day, place: Span) -> None:
        if day.date is None:
            self.script.say("impossible-date", f"{self.shadow.text[place.start : place.end]} is no day of the calendar", place)
            return
        stated = self.facts.get("title_date")
        if "date" in self.facts and stated and stated != day.date:
            self.script.say("date-mismatch", f"{day.date} here, {stated} in the title", place)
        if "date" in self.facts and (stated is None or self._last == "日期" or stated == day.date):
            self.repeated.append(place)
            return
        self.facts["date"] = Said(value=day.date, span=place)
        self.script.date = day.date
        if day.roc_year is not None:
            self.facts["roc_year"] = Said(value=day.roc_year, span=place)
        if day.weekday is not None and day.date.weekday() != day.weekday:
            said, real = WEEKDAYS[day.weekday], WEEKDAYS[day.date.weekday()]
            self.script.say("weekday-mismatch", f"the text says 星期{said}, the calendar 星期{real}", place)

    def _several(self, span: Span) -> None:
        if "date" in self.facts:
            self.script.say("several-days", f"more days are named; {self.facts['date'].value} was kept", span)

    def _clocks(self, span: Span) -> None:
        """Read the beginning, and the end where a range goes to it or the meeting is said to end."""
        a, b = self.shadow.down(span)
        text = self.shadow.squeezed[a:b]
        clocks = find_clocks(text)
        closing = pattern(rf"(?:整|正)?(?:{self.words.adjournment}|止|結束)")
        for index, clock in enumerate(clocks[:2]):
            if index and not is_range(text[clocks[0].end : clock.start]) and not closing.match(text, clock.end):
                break
            name = "end" if index or (closing.match(text, clock.end) and len(clocks) == 1) else "start"
            self._clock(name, clock, a)

    def times(self, span: Span, names: tuple[str, ...]) -> None:
        """Read times of day into the facts named, in order."""
        a, b = self.shadow.down(span)
        for name, clock in zip(names, find_clocks(self.shadow.squeezed[a:b]), strict=False):
            self._clock(name, clock, a)

    def _clock(self, name: str, clock: Clock, base: int) -> None:
        place = self.shadow.up(base + clock.start, base + clock.end)
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
