"""Which lines of pages are their furniture: letterheads, footers, page numbers. Knows lines and places, no words of minutes.

A line is furniture for where it stands *and* for what it is: it belongs to the outermost lines of its page, and it is a page
number, or the same (but for a page number) stands at the same place of other pages. A line of the minutes that happens to repeat
is not, nor is the title of each of several minutes in one file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

import regex

from ..source import BULLET, Page, Source, Span

DEEP = 8  # lines from the edge of a page at which its furniture ends
MOST = 0.6  # of the pages hold what is furniture by repetition alone
NEARLY_ALL, SEVERAL = 0.9, 3  # of the pages, and so many at least, are headed by a label that is furniture
WRAPPED = 20  # a line at least this long that ends no sentence was broken by its page

_N = r"(?P<n>\d{1,4})"
_OF = r"\s*(?:[,，、/／;；|｜(（-]\s*)?(?:共|總|全|of)?\s*\d{1,4}\s*(?:頁|页)?\s*[)）]?"
_HAN_N = r"[\d０-９一二三四五六七八九十百〇○零]{1,4}"
# Nothing else is written so: 第 1 頁，共 3 頁; 第1頁/共3頁; 共 3 頁第 1 頁; Page 1 of 3
_CERTAIN = regex.compile(
    rf"(?:第\s*{_HAN_N}\s*頁(?:\s*[,，、/／;；|｜(（-]?\s*[共總全]\s*{_HAN_N}\s*頁\s*[)）]?)?|共\s*{_HAN_N}\s*頁\s*[,，、/／;；-]?\s*第\s*{_HAN_N}\s*頁|page\s*\d{{1,4}}(?:\s*(?:of|/)\s*\d{{1,4}})?)",
    regex.I,
)
_DASHED = rf"[-－–—~〜]\s*{_N}\s*[-－–—~〜]"
# A page number if it is the number of its page: - 1 -; 1/3; P.1; 1
_LIKELY = regex.compile(rf"(?:{_DASHED}|{_N}\s*[/／]\s*\d{{1,4}}|p\.?\s*{_N}(?:{_OF})?|頁次?\s*[:：]?\s*{_N}(?:{_OF})?|{_N}|[(（\[]\s*{_N}\s*[)）\]]|[-－–—~〜]?\s*(?P<roman>(?=[ivxl])(?:x{{0,3}}l?|lx{{0,3}})(?:i[xv]|v?i{{0,3}}))\s*[-－–—~〜]?)", regex.I)
_WITHIN = regex.compile(rf"{_CERTAIN.pattern}|{_DASHED}", regex.I)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
# In a line that says more too: 會議紀錄 第 3 頁, 會議紀錄 - 3 -, 3 會議紀錄; but not 110 年度會議紀錄
_NUMBER_IN = regex.compile(rf"第\s*{_HAN_N}\s*頁|page\s*\d+|(?<=[^\d.])\d{{1,4}}(?:\s*/\s*\d{{1,4}})?\W*$|^\W*\d{{1,4}}(?=[-－–—~〜/／|｜\s]\s*[^\d\s年月日次屆度期])", regex.I)
_OPENING = regex.compile(r"(?:[\p{Han}ㄧ〇]{1,3}[、.．]\s*)?(?:會議|開會)?(?:時\s*間|日\s*期|地\s*點)\s*[:：]")
_ADDRESS = regex.compile(r"(?:機關|聯絡|通訊)?(?:地\s*址|電\s*話|傳\s*真|承\s*辦\s*人|聯\s*絡\s*人|電子(?:信箱|郵件)|網\s*址)\s*[:：]")
_CONTACT = regex.compile(r"\b(?:tel|fax|e-?mail)\b\s*[.:：+(\d]|https?://|\bwww\.|(?:電話|傳真|網址|電子(?:信箱|郵件))\s*[:：]", regex.I)
_MARK = regex.compile(
    rf"[ \t\u3000]*(?:{BULLET}\s*)?(?:[壹貳參叁肆伍陸柒捌玖拾]{{1,3}}\s?[、.．:：]|[(（]\s?(?:[一二三四五六七八九十ㄧ〇○]{{1,3}}|\d{{1,3}}|[A-Za-z])\s?[)）]|[一二三四五六七八九十百廿卅ㄧ]{{1,4}}\s?[、.．]"
    r"|\d{1,3}\s?(?:、|[.．](?![\d０-９]))|\d{1,2}(?:\.\d{1,2})+\.?(?=[\s\p{Han}])(?!\s?(?:元|億|萬|倍|公|%))|[\u2460-\u2487\u3220-\u3229]|[甲乙丙丁戊己庚辛壬癸]\s?、"
    r"|(?:[A-Za-z]|[IVX]{1,4})[.．](?=[\s\p{Han}])|第\s?[\d一二三四五六七八九十]{1,3}\s?案|(?:提案|案由|議題|報告案|討論案)\s?[\d一二三四五六七八九十]{1,3}\s?[:：、])"
)
_BULLETED = regex.compile(rf"[ \t\u3000]*{BULLET}")
_LABEL = regex.compile(r"[ \t\u3000]*\p{Han}[\p{Han} \u3000]{1,9}[:：]")
_TITLE = regex.compile(r"(?:^|[紀記議事])\s*錄$|會議$")
_ENDS = "。！？!?；;：:"
_GOES_ON = "、，,及與和暨第（(「『"
_SPACE = regex.compile(r"\s+")
_LINE = regex.compile(r"[^\r\n\f\v\u2028\u2029]+")


def page_numbers(text: str) -> list[Span]:
    """Return the lines within a text, not its first or last, that are page numbers and nothing else."""
    lines = (line.span() for line in _LINE.finditer(text))
    return [Span(start, end) for start, end in lines if start and end < len(text) and _WITHIN.fullmatch(text[start:end].strip())]


class Placed(NamedTuple):
    """A line of a page: how far it stands from the page's upper and lower edge, and whether a wide gap parts it from the lines inside."""

    text: str
    head: float
    foot: float
    apart: bool = False


def starts_item(text: str) -> bool:
    """Tell whether a line begins with an enumerator or a bullet."""
    return bool(_MARK.match(text) or _BULLETED.match(text))


def starts_label(text: str) -> bool:
    """Tell whether a line begins with a label: 紀錄：."""
    return bool(_LABEL.match(text))


def is_labelled(text: str) -> bool:
    """Tell whether a line begins with a label, after an enumerator or not: 肆、出席人員：."""
    mark = _MARK.match(text)
    return bool(_LABEL.match(text, mark.end() if mark else 0))


def is_open(text: str) -> bool:
    """Tell whether a text must go on: a quote or a bracket is open, or a comma ends it."""
    text = text.rstrip()
    return text[-1:] in _GOES_ON or text.count("「") > text.count("」") or text.count("(") + text.count("（") > text.count(")") + text.count("）")


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends where a sentence does."""
    return text.rstrip(" \t\u3000」』)）")[-1:] in _ENDS


def find(pages: Sequence[Sequence[Placed]], tolerance: float) -> list[set[int]]:
    """Return which lines of each page are furniture.

    Args:
        pages: their lines, from top to bottom, without blank ones.
        tolerance: how far from each other two lines stand at the same place.
    """
    repeated = _repeated(pages, tolerance)
    numbers = _numbers(pages)
    found = [set(_edge(page, i, range(min(len(page), DEEP)), repeated, numbers)) | set(_edge(page, i, range(-1, -min(len(page), DEEP) - 1, -1), repeated, numbers)) for i, page in enumerate(pages)]
    for number, (lines, page) in enumerate(zip(found, pages, strict=True)):
        if number == 0 or _opens(lines, page):
            lines -= set(_titles(lines, page))
    return found


def _edge(page: Sequence[Placed], number: int, places: Iterable[int], repeated: set[tuple[int, int]], numbers: set[tuple[int, int]]) -> Iterator[int]:
    """Go inwards from an edge while lines are furniture."""
    for place in places:
        at = place % len(page)
        line = page[at]
        address = place not in (0, -1) and _ADDRESS.match(line.text)  # it adjoins furniture
        certain = _CERTAIN.fullmatch(line.text.strip()) or address or (line.apart and _CONTACT.search(line.text))
        if not (certain or (number, at) in repeated or (number, at) in numbers):
            return
        yield at


def _repeated(pages: Sequence[Sequence[Placed]], tolerance: float) -> set[tuple[int, int]]:
    """Return the lines that stand at the same place of several pages."""
    groups: dict[tuple[bool, str], list[tuple[float, int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for at, line in enumerate(page):
            for upper, depth, place in ((True, at, line.head), (False, len(page) - 1 - at, line.foot)):
                if depth < DEEP:
                    groups[upper, _SPACE.sub("", _NUMBER_IN.sub("#", line.text.strip()))].append((place, number, at))
    found = set[tuple[int, int]]()
    for group in groups.values():
        if len(group) > 1:
            for same in _clusters(sorted(group), tolerance):
                if _is_furniture(pages, same):
                    found |= {(number, at) for _, number, at in same}
    return found


def _clusters(group: list[tuple[float, int, int]], tolerance: float) -> Iterator[list[tuple[float, int, int]]]:
    last: list[tuple[float, int, int]] = []
    for entry in group:
        if last and entry[0] - last[-1][0] > tolerance:
            yield last
            last = []
        last.append(entry)
    yield last


def _is_furniture(pages: Sequence[Sequence[Placed]], same: list[tuple[float, int, int]]) -> bool:
    held = {number for _, number, _ in same}
    text = pages[same[0][1]][same[0][2]].text
    if len(held) < 2:
        return False
    if _CONTACT.search(text):
        return True
    if _MARK.match(text) or ends_sentence(text) or _LIKELY.fullmatch(text.strip()):
        return False
    if all(pages[number][at].apart for _, number, at in same):
        return True
    if _LABEL.match(text):
        return len(held) >= max(SEVERAL, NEARLY_ALL * len(pages)) and all(at < len(pages[number]) / 2 for _, number, at in same)
    return len(held) >= MOST * len(pages)


def _numbers(pages: Sequence[Sequence[Placed]]) -> set[tuple[int, int]]:
    """Return the lines that may be a page's number and count with the pages; one alone must be the page's own and stand apart."""
    counted: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        edge = {*range(min(len(page), DEEP)), *range(max(0, len(page) - DEEP), len(page))}
        for at in edge:
            if m := _LIKELY.fullmatch(page[at].text.strip()):
                counted[(int(m["n"]) if m["n"] else _value(m["roman"])) - number].append((number, at))
    found = set[tuple[int, int]]()
    for offset, places in counted.items():
        if len({number for number, _ in places}) > 1 or (offset == 1 and all(pages[number][at].apart for number, at in places)):
            found |= set(places)
    return found


def _value(roman: str) -> int:
    """Return the value of a Roman number."""
    values = [_ROMAN[sign] for sign in roman.lower()]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


def _titles(lines: set[int], page: Sequence[Placed]) -> Iterator[int]:
    """Find a title that the other pages repeat as their head, where the page has no other."""
    rest = {_SPACE.sub("", line.text) for at, line in enumerate(page) if at not in lines}
    for at in lines:
        text = _SPACE.sub("", page[at].text)
        if _TITLE.search(text) and text not in rest:
            yield at


def _opens(lines: set[int], page: Sequence[Placed]) -> bool:
    """Tell whether minutes begin at the head of a page: their time or place follows its furniture."""
    inside = (line for at, line in enumerate(page) if at not in lines)
    return any(_OPENING.match(line.text.strip()) for line in islice(inside, 2))


def paged(source: Source) -> Source:
    """Return a plain text with its pages and their furniture: its pages end at form feeds, or at lines that are page numbers."""
    text = source.text
    feeds = "\f" in text
    if not feeds and "頁" not in text and "page" not in text.lower():
        return source
    lines = [Span(*m.span()) for m in _LINE.finditer(text) if m[0].strip("\ufeff \t\u3000")]
    pages = list(_by_feeds(text, lines) if feeds else _by_numbers(text, lines))
    placed = [[Placed(text[a:b], at, len(page) - 1 - at) for at, (a, b) in enumerate(page)] for page in pages]
    marked = find(placed, 0)
    found = [span for span in _masks(text, pages, marked) if span.end > span.start]
    starts = [0, *(m.end() for m in regex.finditer("\f", text))] if feeds else []
    return replace(source, furniture=tuple(found), pages=tuple(Page(number=i + 1, start=start) for i, start in enumerate(starts)))


def _by_feeds(text: str, lines: list[Span]) -> Iterator[list[Span]]:
    at = 0
    for start, end in zip([0, *(m.end() for m in regex.finditer("\f", text))], [*(m.start() for m in regex.finditer("\f", text)), len(text)], strict=True):
        page = []
        while at < len(lines) and lines[at].start < end:
            page.append(lines[at])
            at += 1
        yield page if start <= end else []


def _by_numbers(text: str, lines: list[Span]) -> Iterator[list[Span]]:
    page: list[Span] = []
    for line in lines:
        page.append(line)
        if _CERTAIN.fullmatch(text[line.start : line.end].strip()):
            yield page
            page = []
    yield page


def _masks(text: str, pages: list[list[Span]], marked: list[set[int]]) -> Iterator[Span]:
    """Yield what to read over: the furniture between two lines with the breaks around it, but for one where a paragraph ends."""
    before: Span | None = None
    first: Span | None = None
    broken = False
    for page, furniture in zip(pages, marked, strict=True):
        for at, line in enumerate(page):
            if at in furniture:
                first = first or line
                last = line
                continue
            if first is not None or broken:
                yield from _mask(text, before, Span(first.start, last.end) if first else None, line)
            before, first, broken = line, None, False
        broken = True
    if first is not None:
        yield Span(first.start, last.end)


def _mask(text: str, before: Span | None, furniture: Span | None, after: Span) -> Iterator[Span]:
    if before is None:
        if furniture:
            yield furniture
        return
    end = before.start + len(text[before.start : before.end].rstrip())
    if _goes_on(text[before.start : before.end], text[after.start : after.end]):
        yield Span(end, after.start + len(text[after.start : after.end]) - len(text[after.start : after.end].lstrip()))
    elif furniture:
        yield Span(end, furniture.end)


def _goes_on(before: str, after: str) -> bool:
    if is_open(before):
        return True
    return not starts_item(after) and not starts_label(after) and len(_SPACE.sub("", before)) >= WRAPPED and not ends_sentence(before)
