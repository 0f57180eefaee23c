"""Dates, times of day and ordinals."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import regex

from . import Row, row
from .numerals import NUMBER, number

_N = NUMBER
WEEKDAYS = "一二三四五六日"
_WEEKDAY_OF = r"\((?:星期|週|周|禮拜)?[一二三四五六日天]\)|(?:星期|週|周|禮拜)[一二三四五六日天]"
_WEEKDAY = r"(?:\(?(?:星期|週|周|禮拜)?(?P<weekday>[一二三四五六日天])\)|(?:星期|週|周|禮拜)(?P<weekday>[一二三四五六日天]))?"

SPELT = 2  # rows of DATE that spell 年, 月 and 日; the others are figures alone
DATE: tuple[Row, ...] = (
    row("年月日", rf"(?P<era>中華民國|民國|西元)?(?P<year>{_N})年(?P<month>{_N})月(?P<day>{_N})日{_WEEKDAY}", "109年3月26日(星期四)"),
    row("a year said and given", rf"(?P<era>)本\((?P<year>{_N})\)年(?P<month>{_N})月(?P<day>{_N})日{_WEEKDAY}", "本(109)年7月24日"),
    row("separators", rf"(?P<era>中華民國|民國)?(?P<year>(?:\d{{4}}|1?\d{{2}}))(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d){_WEEKDAY}", "2020-12-22"),
)
_CLOCK = rf"(?:(?P<hour>{_N})(?:[時點](?:(?P<minute>{_N})分|(?P<half>半)|整)?|:(?P<minute>\d{{2}})(?P<second>:\d{{2}}(?:\.\d+)?)?))"
_AFTERNOON = "下午|午後|晚上|晚間|夜間|夜晚|傍晚"
_WORD = rf"(?P<word>上午|午前|{_AFTERNOON}|中午|正午|凌晨|清晨|早上|[AaPp]\.?[Mm]\.?)?"
TIME = row("time of day", rf"{_WORD}{_CLOCK}(?P<after>[AaPp]\.?[Mm]\.?)?", "下午2時45分")
BARE_TIME = row("noon run together", r"(?P<word>上午|下午|中午)(?P<hour>\d{2})(?P<minute>\d{2})(?!\d)", "中午1230")
RUN_TOGETHER = row("a range run together", r"(?<![\d:])(?P<from>(?:[01]\d|2[0-3])[0-5]\d)[-~至到](?P<to>(?:[01]\d|2[0-3])[0-5]\d)(?!\d)", "1400-1600")
RANGE = regex.compile(r"(?:整|正|起|時)*[-~〜∼→至到迄起]+(?:翌日|隔日|隔天|次日)?")
_NEXT_DAY = regex.compile(r"(?:翌日|隔日|隔天|次日)$")
SEVERAL = row("days of one meeting", rf"(?:{_WEEKDAY_OF}|上午|下午|全天|[\d:~-])*(?:至|到|[-~、及與和])(?:(?:{_N}年)?{_N}月)?{_N}日(?!前)", "(六)至6月3日")


class Day(NamedTuple):
    """A date read; `roc_year` and `weekday` (Monday is 0) as printed, else `None`; `date` is `None` where impossible."""

    start: int
    end: int
    date: datetime.date | None
    roc_year: int | None
    weekday: int | None


class Clock(NamedTuple):
    """A time of day as "HH:MM", 24 h; `None` where impossible."""

    start: int
    end: int
    text: str | None


def find_day(text: str, start: int = 0, *, forms: tuple[Row, ...] = DATE) -> Day | None:
    """Find the first date. Under 200 is a year of the Republic, from 1900 on a common one.

    Args:
        text: squeezed; with its spaces for a form of figures alone, where a time may follow the day.
        start: where to begin.
        forms: to look for.
    """
    found = [m for form in forms if (m := form.pattern.search(text, start))]
    return min((_day(m) for m in found), key=lambda day: day.start, default=None)


def find_clocks(text: str, start: int = 0) -> list[Clock]:
    """Find the times of day in squeezed text, in order. 下午 and PM add twelve hours where the hour is under twelve.

    00:00:00 is what a machine writes where nobody gave a time: it is none.
    """
    found = list(TIME.pattern.finditer(text, start)) or list(BARE_TIME.pattern.finditer(text, start))
    if not found and (m := RUN_TOGETHER.pattern.search(text, start)):
        return [Clock(*m.span(side), f"{m[side][:2]}:{m[side][2:]}") for side in ("from", "to")]
    clocks: list[Clock] = []
    for m in found:
        clock, before = _clock(m), clocks[-1].text if clocks else None
        if clock.text == "00:00" and m.groupdict().get("second"):
            continue
        if before and clock.text and clock.text < before and _has_no_word(m) and before >= "12:00" and not _NEXT_DAY.search(text[: m.start()]):
            clock = clock._replace(text=f"{int(clock.text[:2]) + 12:02}{clock.text[2:]}" if clock.text < "12" else clock.text)
        clocks.append(clock)
    return clocks


def is_range(between: str) -> bool:
    """Tell whether what stands between two times of day makes the second the end: 至, ~, -."""
    return bool(RANGE.fullmatch(between))


def goes_on(text: str, day: Day) -> bool:
    """Tell whether a date is the first of several days: 6月2日至3日."""
    return bool(SEVERAL.pattern.match(text, day.end))


def _has_no_word(m: regex.Match[str]) -> bool:
    return not m["word"] and not m.groupdict().get("after")


def _day(m: regex.Match[str]) -> Day:
    year, month, day = (number(m[name]) for name in ("year", "month", "day"))
    roc = year if year is not None and year < 200 and m["era"] != "西元" else None
    common = year + 1911 if roc is not None and year is not None else year
    weekday = "一二三四五六日".find(m["weekday"].replace("天", "日")) if m["weekday"] else None
    return Day(m.start(), m.end("day") + (m[0][m.end("day") - m.start() : m.end("day") - m.start() + 1] == "日"), _date(common, month, day), roc, weekday)


def _date(year: int | None, month: int | None, day: int | None) -> datetime.date | None:
    try:
        return datetime.date(year or 0, month or 0, day or 0) if year and 1900 <= year <= 2199 else None
    except ValueError:
        return None


def _clock(m: regex.Match[str]) -> Clock:
    hour, minute = number(m["hour"]), number(m["minute"]) if m["minute"] else 0
    parts = m.groupdict()
    if parts.get("half"):
        minute = 30
    word = (m["word"] or parts.get("after") or "").lower().replace(".", "")
    if hour is None or minute is None:
        return Clock(m.start(), m.end(), None)
    if (word in ("pm", *_AFTERNOON.split("|")) and hour < 12) or (word in ("中午", "正午") and hour < 10):
        hour += 12
    elif word in ("凌晨", "am") and hour == 12:
        hour = 0
    return Clock(m.start(), m.end(), f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None)
