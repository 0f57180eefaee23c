"""A file's text -> the texts of minutes in it. Every non-blank character belongs to exactly one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import regex

from ..grammar.dates import find_day
from ..grammar.lexicon import Lexicon
from ..grammar.marks import MARKS
from ..grammar.numerals import PLAIN
from ..grammar.titles import TitleParts
from ..patterns import pattern
from ..shadow import fold, key
from ..source import BULLET, Span
from ..vocab import FIELD

_LINE = regex.compile(r"[^\r\n\f\v\u2028\u2029]+")
_LEAD = regex.compile(rf"\s*(?:{BULLET}\s*)?")
_PLAIN = regex.compile(r"[^。:;,「」]{2,40}")
# A heading in one line with all that follows: 第144次會議紀錄壹、時間:…
_RUN_ON = regex.compile(r"^(?P<title>[^。:;,]{6,90}?錄)(?=[壹一]\s?、|(?:會議|開會)?時\s*間\s*:)")
_REPRODUCES = regex.compile(r"(?:宣讀|確認|報告|檢附|附[件錄]|備查|核備)[^。;]{0,16}(?:議事錄|[紀記]錄)|(?:上|前)(?:一|1)?次[^。;]{0,10}(?:議事錄|[紀記]錄)|協商(?:結論|會議)")
_REST = regex.compile(r"(?:會議)?[紀記]錄|議事錄")
_NUMBERED = regex.compile(rf"第(?:\d|[{PLAIN}]){{1,4}}[屆次]")  # a title that begins so goes on from the line above, if that names a body
AHEAD = 10  # lines in which a header must begin after a title
LONGEST_TITLE = 3  # lines


class Part(NamedTuple):
    """One text of minutes in a file, and its title; places are in the file's text.

    `nested` are whole minutes of other meetings that stand in these, between the lines: text of these, and nothing else.
    """

    span: Span
    title: Span | None
    nested: tuple[Span, ...] = ()


class _Line(NamedTuple):
    begin: int  # with its bullet
    start: int
    end: int
    text: str
    marked: bool
    folded: str  # without the mark


@dataclass(frozen=True, slots=True, kw_only=True)
class _Title:
    first: int
    last: int
    span: Span
    parts: TitleParts
    name: str
    nested: tuple[Span, ...] = ()


def split_minutes(text: str, words: Lexicon) -> list[Part]:
    """Find the texts of minutes in a file: each begins at its title; what stands before the first may be a fragment."""
    lines = [line for m in _LINE.finditer(fold(text)) if (line := _line(m)).text]
    if not lines:
        return []
    titles = _Titles(lines, words).found()
    parts: list[Part] = []
    first = lines[titles[0].first].begin if titles else lines[-1].end
    before = [line for line in lines if line.end <= first]
    begin = lines[0].begin
    if before and (not titles or _is_fragment(before, words)):
        parts.append(Part(Span(begin, before[-1].end), None))
        begin = first
    for index, title in enumerate(titles):
        end = lines[titles[index + 1].first].begin if index + 1 < len(titles) else lines[-1].end
        parts.append(Part(_trim(text, Span(begin if index == 0 else lines[title.first].begin, end)), title.span, title.nested))
    return parts


def _line(m: regex.Match[str]) -> _Line:
    lead = _LEAD.match(m[0])
    start = lead.end() if lead else 0
    mark = next((found for _, form in MARKS if (found := form.match(m[0], start))), None)
    begin = m.start() + len(m[0]) - len(m[0].lstrip())
    return _Line(begin, m.start() + start, m.start() + len(m[0].rstrip()), key(m[0][start:]), mark is not None, m[0][mark.end() if mark else start :].rstrip())


class _Titles:
    """The titles among the lines of a file, of which each begins minutes of its own."""

    def __init__(self, lines: list[_Line], words: Lexicon) -> None:
        self.lines, self.words = lines, words

    def found(self) -> list[_Title]:
        found: list[_Title] = []
        skip = -1
        for i in range(len(self.lines)):
            title = self._title(i) if i > skip else None
            if title is None:
                continue
            last = found[-1] if found else None
            if last is None:
                found.append(title)
            elif not any(self._is_header(line) for line in self.lines[last.last + 1 : title.first]):
                found[-1] = self._joined(last, title)
            elif self._repeats(last, title) or not self._header_at(title):
                continue
            elif (end := self._nested_until(last, title)) is not None:
                found[-1] = replace(last, nested=(*last.nested, Span(self.lines[title.first].start, self.lines[end].end)))
                skip = end
            else:
                found.append(title)
        return found

    # --- one title ----------------------------------------------------------------------------------------------------

    def _title(self, i: int) -> _Title | None:
        line = self.lines[i]
        if span := self._field(line) or self._run_on(line):
            return self._made(i, i, span)
        if line.marked or not self.words.titles.looks_like_title.match(line.text) or not any(map(self._is_header, self.lines[i + 1 : i + 1 + AHEAD])):
            return None
        last = i + 1 if self._is_rest(i + 1) and not line.text.endswith("錄") else i
        own = self._made(i, last, Span(line.start, self.lines[last].end))
        return self._from_above(own) if own.parts.body is None or _NUMBERED.match(line.text) else own

    def _is_rest(self, i: int) -> bool:
        """Tell a line that is the last word of a title from the label of the one who took the minutes: a name follows that."""
        return i + 1 < len(self.lines) and bool(_REST.fullmatch(self.lines[i].text)) and self._is_header(self.lines[i + 1])

    def _from_above(self, own: _Title) -> _Title:
        """Take the lines above that a title without a body began in: 甲山大學100學年度第2學期 / 第1次教務會議紀錄."""
        for first in range(own.first - 1, max(-1, own.first - LONGEST_TITLE), -1):
            line = self.lines[first]
            if line.marked or not _PLAIN.fullmatch(line.text) or self._is_header(line) or line.text.endswith(own.name):
                break
            wider = self._made(first, own.last, Span(line.start, own.span.end))
            if wider.parts.body and (self._is_known(wider) or self._is_known(self._made(first, first, Span(line.start, line.end)))):
                return wider
        return own

    def _is_known(self, title: _Title) -> bool:
        """Tell the name of a body by its form, from other words that happen to stand above."""
        if title.parts.body is None:
            return False
        return self.words.titles.is_body(title.name[slice(*title.parts.body)], self.words.bodies)

    def _made(self, first: int, last: int, span: Span) -> _Title:
        inside = [line.text for line in self.lines[first : last + 1]]
        name = "".join(inside) if span == Span(self.lines[first].start, self.lines[last].end) else self._name(first, span)
        return _Title(first=first, last=last, span=span, parts=self.words.titles.parse(name, self.words.bodies), name=name)

    def _name(self, first: int, span: Span) -> str:
        line = self.lines[first]
        raw = line.folded
        begin = line.end - len(raw)
        return key(raw[span.start - begin : span.end - begin])

    def _field(self, line: _Line) -> Span | None:
        """Find a title as the value of a field: 會議名稱：…"""
        labels = self.words.labels(line.folded)
        for m, following in zip(labels, [*labels[1:], None], strict=False):
            if self.words.field(key(m["label"])) == FIELD.title and key(m["label"]) != "會議":
                end = following.start() if following else len(line.folded)
                value = line.folded[m.end() : end]
                begin = line.end - len(line.folded) + m.end()
                if value.strip():
                    return Span(begin + len(value) - len(value.lstrip()), begin + len(value.rstrip()))
        return None

    def _run_on(self, line: _Line) -> Span | None:
        m = None if line.marked else _RUN_ON.match(line.folded)
        begin = line.end - len(line.folded)
        return Span(begin + m.start("title"), begin + m.end("title")) if m else None

    # --- titles among each other ----------------------------------------------------------------------------------------

    def _joined(self, last: _Title, title: _Title) -> _Title:
        """Of two titles with no header between them, keep one: they are parts of one, or the second says the first again."""
        if title.name and last.name.endswith(title.name):
            return last
        if title.first <= last.last + 1 and title.parts.body is None and last.last + 1 - last.first < LONGEST_TITLE:
            return self._made(last.first, title.last, Span(last.span.start, title.span.end))
        if title.first == last.first:
            return title
        return title if _says(title) > _says(last) else last

    def _repeats(self, last: _Title, title: _Title) -> bool:
        """Tell the heading of another page, or of a list that is enclosed, from other minutes of the same name."""
        if _identity(last.parts) != _identity(title.parts):
            return False
        dates = [self._date(t) for t in (last, title)]
        return dates[1] is None or dates[0] == dates[1]

    def _date(self, title: _Title) -> object:
        ahead = (line for line in self.lines[title.last + 1 : title.last + 1 + AHEAD] if self._is_header(line))
        return next((day.date for line in ahead if (day := find_day(line.text))), None)

    def _header_at(self, title: _Title) -> bool:
        """Tell whether the field of a header follows at once: a list with numbers follows many a line."""
        ahead = self.lines[title.last + 1 : title.last + 1 + AHEAD]
        return title.span.end < self.lines[title.last].end or any(self._has_label(line) for line in ahead)

    def _nested_until(self, outer: _Title, title: _Title) -> int | None:
        """Return the last line of minutes that others reproduce, `None` where they are no part of others.

        A heading above says so (宣讀上次會議議事錄), the outer meeting has not ended yet, and the inner one ends before more follows.
        """
        before = self.lines[outer.last + 1 : title.first]
        if any(self._ends(line) for line in before) or not any(_REPRODUCES.search(line.text) for line in before[-4:]):
            return None
        for i in range(title.last + 1, len(self.lines)):
            if self._ends(self.lines[i]):
                return i if i + 1 < len(self.lines) else None
        return None

    # --- lines --------------------------------------------------------------------------------------------------------

    def _ends(self, line: _Line) -> bool:
        return bool(pattern(rf"{self.words.adjournment}").match(key(line.folded))) and len(line.text) < 40

    def _is_header(self, line: _Line) -> bool:
        return line.marked or self._has_label(line)

    def _has_label(self, line: _Line) -> bool:
        return bool(self.words.labels(line.folded) or self.words.bare_label.fullmatch(line.folded))


def _identity(parts: TitleParts) -> tuple[object, ...]:
    return parts.ordinals, parts.year[2] if parts.year else None, parts.level[2] if parts.level else None, parts.kind, bool(parts.body)


def _says(title: _Title) -> tuple[int, bool]:
    parts = title.parts
    stated = sum(x is not None for x in (parts.body, parts.level, parts.group, parts.year, parts.date)) + len(parts.ordinals) + bool(parts.kind)
    return stated, title.name.endswith("錄")


def _is_fragment(lines: list[_Line], words: Lexicon) -> bool:
    """Tell minutes that lost their head from the furniture of a page."""
    return sum(line.marked for line in lines) > 1 or any(line.marked and words.verbs.search(line.text) for line in lines)


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
