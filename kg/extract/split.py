"""A file's text -> the texts of minutes in it. Every non-blank character belongs to exactly one."""

from __future__ import annotations

from typing import NamedTuple

import regex

from ..grammar.lexicon import Lexicon
from ..outline import MARKS
from ..patterns import pattern
from ..shadow import fold, key
from ..source import BULLET, Span

_LINE = regex.compile(r"[^\r\n\f\v\u2028\u2029]+")
_LEAD = regex.compile(rf"\s*(?:{BULLET}\s*)?")
_CONTINUES = regex.compile(r"^(?:第?[\d一二三四五六七八九十○〇]+(?:次|屆)|[\d一二三四五六七八九十]+學?年度?|會議[紀記]錄$|[紀記]錄$)")
AHEAD = 10  # lines in which a header must begin after a title


class Part(NamedTuple):
    """One text of minutes in a file, and its title; places are in the file's text."""

    span: Span
    title: Span | None


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    marked: bool


def split_minutes(text: str, words: Lexicon) -> list[Part]:
    """Find the texts of minutes in a file: each begins at its title; what stands before the first may be a fragment."""
    lines = [line for m in _LINE.finditer(fold(text)) if (line := _line(m)).text]
    if not lines:
        return []
    titles = _titles(lines, words)
    starts = [Span(lines[a].start, lines[b].end) for a, b in titles]
    parts: list[Part] = []
    first = starts[0].start if starts else lines[-1].end
    before = [line for line in lines if line.end <= first]
    begin = lines[0].start
    if before and (not starts or _is_fragment(before, words)):
        parts.append(Part(Span(begin, before[-1].end), None))
        begin = first
    for index, title in enumerate(starts):
        end = starts[index + 1].start if index + 1 < len(starts) else lines[-1].end
        parts.append(Part(_trim(text, Span(begin if index == 0 else title.start, end)), title))
    return parts


def _line(m: regex.Match[str]) -> _Line:
    lead = _LEAD.match(m[0])
    start = lead.end() if lead else 0
    marked = any(pattern.match(m[0], start) for _, pattern in MARKS)
    return _Line(m.start() + start, m.start() + len(m[0].rstrip()), key(m[0][start:]), marked)


def _titles(lines: list[_Line], words: Lexicon) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        if line.marked or not words.titles.looks_like_title.match(line.text) or not _header_follows(lines, i, words):
            continue
        first = i
        if _CONTINUES.match(line.text) and i and not lines[i - 1].marked and len(lines[i - 1].text) < 40 and not pattern(r"[。:;,]").search(lines[i - 1].text):
            first = i - 1
        if found and found[-1][1] >= first - 1 and (lines[found[-1][1]].text == line.text or found[-1][1] >= first):
            continue
        found.append((first, i))
    return found


def _header_follows(lines: list[_Line], i: int, words: Lexicon) -> bool:
    return any(line.marked or words.label.search(line.text) or words.bare_label.fullmatch(line.text) for line in lines[i + 1:i + 1 + AHEAD])


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
