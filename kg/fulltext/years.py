"""Years in texts: 民國 109 年, 109 年, 一百零九年 and 2020 年 are one, and so are 109/3/26 and 2020 年 3 月 26 日.

A number alone is a number: 109 案, 2020 元, extension 2020. What is a year is said by 年, by an era before it, or by a
month and a day behind it; two figures before 年 are as often a length of time, so they are a year only with a month or 度.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from ..grammar.numerals import NUMBER, number

FIRST_ROC, LAST_ROC, OFFSET = 1, 199, 1911
_S = r"[\s\p{Cf}]*"
_NO_NUMBER = r"(?<![\d〇○零元一二兩三四五六七八九十百千廿卅.,])"
_MONTH_DAY = rf"(?:{_S}(?P<month>{NUMBER}){_S}月(?:(?:{_S}份)|{_S}(?P<day>{NUMBER}){_S}[日號])?)?"
_COMMON = r"(?:19|20|21)\d\d"
_HUNDREDS = r"1\d\d|一百(?:[零〇○]?[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)|一[〇○零一二三四五六七八九]{2}"
_LENGTH = rf"(?!{_S}(?:來|以上|以來|歷史|之久|老))"  # 100年歷史
_LISTED = rf"(?={_S}(?:[、~至到及和與-]{_S}(?:{_HUNDREDS}){_S})+年)"  # 108、109年
_BARE = regex.compile(rf"(?:西元)?({_COMMON})")
_FORMS: tuple[tuple[str, str, str], ...] = (  # name, pattern on folded text with its spaces, example
    ("era and figures", rf"(?:中華)?民國{_S}(?P<roc>\d{{1,3}}){_S}(?P<mark>[-/.]){_S}(?P<month>\d{{1,2}}){_S}(?P=mark){_S}(?P<day>\d{{1,2}})(?!\d)", "民國109.3.26"),
    ("era", rf"(?:中華)?民國{_S}(?P<roc>{NUMBER})(?:{_S}年{_MONTH_DAY})?", "中華民國109年3月"),
    ("said and given", rf"本{_S}\({_S}(?P<roc>\d{{2,3}}){_S}\){_S}年{_MONTH_DAY}", "本(109)年"),
    ("common figures", rf"(?<![\d.,/-])(?P<ce>{_COMMON}){_S}(?P<mark>[-/.]){_S}(?P<month>\d{{1,2}}){_S}(?P=mark){_S}(?P<day>\d{{1,2}})(?![\d/-])", "2020-03-26"),
    ("figures", rf"(?<![\d.,/-])(?P<roc>1\d\d){_S}(?P<mark>[-/.]){_S}(?P<month>\d{{1,2}}){_S}(?P=mark){_S}(?P<day>\d{{1,2}})(?![\d/-])", "109/3/26"),
    ("common era", rf"西元{_S}(?P<ce>{_COMMON})(?!\d)(?:{_S}年{_MONTH_DAY})?", "西元2020"),
    ("common", rf"{_NO_NUMBER}(?P<ce>{_COMMON}){_S}年{_MONTH_DAY}", "2020年"),
    ("hundreds", rf"{_NO_NUMBER}(?P<roc>{_HUNDREDS}){_S}年{_LENGTH}{_MONTH_DAY}", "109年3月26日"),
    ("listed", rf"{_NO_NUMBER}(?P<roc>{_HUNDREDS}){_LISTED}", "108、109年"),
    ("two figures", rf"{_NO_NUMBER}(?P<roc>[3-9]\d|[三四五六七八九]十[一二三四五六七八九]?){_S}年(?:(?={_S}度)|(?={_S}{NUMBER}{_S}月){_MONTH_DAY})", "95年度"),
)
_DATE = regex.compile("|".join(f"(?:{pattern})" for _, pattern, _ in _FORMS))
_MAYBE = regex.compile(r"年|民國|西元|\d[\s\p{Cf}]*[-/.][\s\p{Cf}]*\d")
# A year in what is compared is a mark and four figures that no text holds: control characters.
_MARK = "\x1e"
_FIGURES = str.maketrans("0123456789", "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19")


class Dated(NamedTuple):
    """A date in a text: where it stands, and the form that all its spellings share."""

    start: int
    end: int
    form: str


def dates(text: str) -> Iterator[Dated]:
    """Yield the years and dates of a folded text, spaces and all, in order."""
    if _MAYBE.search(text):
        for m in _DATE.finditer(text):
            if form := _form(m["roc"], m["ce"], m["month"], m["day"]):
                yield Dated(m.start(), m.end(), form)


def bare_year(word: str) -> str | None:
    """Return the shared form of a word that is a year of the common era and nothing else; people ask for 2020."""
    m = _BARE.fullmatch(word)
    return _form(None, m[1], None, None) if m else None


def examples() -> list[tuple[str, str]]:
    """Return each form's name and example."""
    return [(name, example) for name, _, example in _FORMS]


def _form(roc: str | None, common: str | None, month: str | None, day: str | None) -> str | None:
    given = number(roc or common or "")
    if given is None:
        return None
    year = given + OFFSET if roc else given
    if not FIRST_ROC <= year - OFFSET <= LAST_ROC:
        return None
    parts = [_MARK, f"{year}".translate(_FIGURES)]
    for value, most, name in ((month, 12, "月"), (day, 31, "日")):
        if value is not None:
            count = number(value)
            if count is None or not 1 <= count <= most:
                return None
            parts.append(f"{count}{name}")
    return "".join(parts)
