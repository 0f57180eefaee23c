"""The marks that number lines, and what stands for numbers: a style a row, its pattern on the folded line, group `n` the number."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import regex

from ..patterns import pattern, swift
from ..source import Span
from .numerals import FORMAL, PLAIN, number

_P = PLAIN + "ㄧ"
_N = rf"(?:\d{{1,3}}|[{_P}]{{1,3}})"
_CASE = "討論提案|臨時提案|臨時動議案|臨時動議|報告事項|討論事項|報告案|討論案|審議案|備查案|提案|案由|議題"
# Style, pattern (on the folded line after a bullet). The number is group `n`.
MARKS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, swift(form))
    for style, form in (
        ("壹、", rf"(?P<n>[{FORMAL}]{{1,3}})\s?[、.:‧·・•]"),
        ("(一)", rf"\(\s?(?P<n>[{_P}]{{1,3}})\s?\)[、.]?"),
        ("㈠", r"(?P<n>[\u3220-\u3229])[、.]?"),
        ("一、", rf"(?P<n>[{_P}]{{1,4}})\s?[、.‧·・•](?![{PLAIN}]{{1,3}}[、與及和])"),
        ("甲、", r"(?P<n>[甲乙丙丁戊己庚辛壬癸])\s?、"),
        ("(1)", r"\(\s?(?P<n>\d{1,3})\s?\)[、.]?"),
        ("①", r"(?P<n>[\u2460-\u2487])[、.]?"),
        ("1.1", r"(?P<n>\d{1,2}(?:\.\d{1,2})+)\.?(?=[\s\p{Han}])(?!\s?(?:元|億|萬|倍|公|%))"),
        ("1.", r"(?P<n>\d{1,3})\s?(?:、|\.(?!\d)|\.(?=(?:19|20)\d\d(?!\d)))"),
        ("A.", r"(?P<n>[A-Za-z]|[IVX]{1,4})\.(?=[\s\p{Han}])"),
        ("(a)", r"\((?P<n>[A-Za-z])\)"),
        ("第1案", rf"(?:{_CASE})?\s?(?P<n>第\s?{_N}\s?案)\s?(?:[:、.]|(?![與及和、至到]))"),
        ("提案一", rf"(?P<n>(?:{_CASE})\s?(?:\({_N}\)|{_N}))\s?(?:[:、.](?!\d)|(?=\s)|$)"),
        ("編號", rf"(?:編號|案號|項次|案次)\s?:?\s?(?P<n>{_N}|\d{{1,8}}(?:-\d{{1,4}})*)\s?(?:[:、.](?!\d)|(?=\s)|$)"),
    )
)
_MAYBE = swift(rf"[{FORMAL}{_P}甲乙丙丁戊己庚辛壬癸(\dA-Za-z\u3220-\u3229\u2460-\u2487第提案議報討臨審備編項]")
# What several cases share with others is said once: 一至五與前案相同。 一、二、四同上。
DITTO = regex.compile(
    rf"(?:第?(?P<a>{_N})\s?(?:至|到|-|~)\s?第?(?P<b>{_N})|第?(?P<n>{_N})(?:\s?、\s?第?(?P<n>{_N}))*(?:[與及和]第?(?P<n>{_N}))?)\s?(?:項|點|款|案)?\s?(?:均|皆|都)?\s?(?:[與同和如]\s?[前上]\s?(?:一|述|揭)?\s?(?:案|項|次|提案)|同上|同前)[^。;\n]{{0,12}}[。;]?"
)
_BLANK = swift(r"\s")
# The numbers of runs in mid-line, and what none of them is without.
NUMERAL = {"壹、": swift(f"[{FORMAL}]"), "一、": swift(f"[{PLAIN}]")}
INNER = {
    "壹、": regex.compile(rf"(?<![{FORMAL}\p{{N}}])(?P<n>[{FORMAL}]{{1,3}})\s?[、.](?![{FORMAL}]{{1,3}}[、.])"),
    "一、": regex.compile(rf"(?<=[。:;!?)\s])(?P<n>[{PLAIN}]{{1,3}})\s?、(?![{PLAIN}]{{1,3}}[、與及和])"),
}
# A section with all its items in one line: 捌、各課室報告:一、民政課:…二、…
SECTION_LINE = regex.compile(rf"[{FORMAL}]{{1,3}}\s?、[^:。;]{{1,30}}:\s*(?=一\s?、)")


class Mark(NamedTuple):
    """A number that heads a line: its style, its digits without spaces and where they are, where the mark ends."""

    style: str
    digits: str
    span: Span
    end: int


def values_of(m: regex.Match[str]) -> tuple[int, ...]:
    """Return the numbers that a ditto names."""
    if m["a"]:
        first, end = number(m["a"]), number(m["b"])
        return tuple(range(first, min(end, first + 99) + 1)) if first is not None and end is not None else ()
    return tuple(n for text in m.captures("n") if (n := number(text)) is not None)


def mark_at(text: str, start: int, end: int) -> Mark | None:
    if not _MAYBE.match(text, start, end):
        return None
    for style, form in MARKS:
        m = form.match(text, start, end)
        if m:
            return Mark(style, _BLANK.sub("", m["n"]), Span(*m.span("n")), m.end())
    return None


@lru_cache(1024)
def value_of(digits: str) -> int | None:
    if "\u3220" <= digits <= "\u3229":
        return ord(digits) - 0x321F
    if "\u2460" <= digits <= "\u2473":
        return ord(digits) - 0x245F
    if digits in "甲乙丙丁戊己庚辛壬癸":
        return "甲乙丙丁戊己庚辛壬癸".index(digits) + 1
    if len(digits) == 1 and digits.isascii() and digits.isalpha():
        return ord(digits.lower()) - 96
    return number(pattern(rf"^(?:第|{_CASE})\(?|[案)]+$").sub("", digits.replace("ㄧ", "一")).rpartition(".")[2])
