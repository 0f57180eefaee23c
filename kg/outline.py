"""Text -> the tree of 壹、 一、 (一) 1. with places. Knows marks and lines, no word of any domain."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from .diagnostics import Diagnostic
from .grammar.numerals import FORMAL, PLAIN, number
from .patterns import pattern
from .shadow import Shadow
from .source import BULLET, Source, Span

_P = PLAIN + "ㄧ"
# Style, pattern (on the folded line after a bullet). The number is group `n`.
MARKS: tuple[tuple[str, regex.Pattern[str]], ...] = tuple(
    (style, regex.compile(pattern))
    for style, pattern in (
        ("壹、", rf"(?P<n>[{FORMAL}]{{1,3}})\s?[、.:]"),
        ("(一)", rf"\(\s?(?P<n>[{_P}]{{1,3}})\s?\)[、.]?"),
        ("㈠", r"(?P<n>[\u3220-\u3229])[、.]?"),
        ("一、", rf"(?P<n>[{_P}]{{1,4}})\s?[、.](?![{PLAIN}]{{1,3}}[、與])"),
        ("甲、", r"(?P<n>[甲乙丙丁戊己庚辛壬癸])\s?、"),
        ("(1)", r"\(\s?(?P<n>\d{1,3})\s?\)[、.]?"),
        ("①", r"(?P<n>[\u2460-\u2487])[、.]?"),
        ("1.1", r"(?P<n>\d{1,2}(?:\.\d{1,2})+)\.?(?=[\s\p{Han}])(?!\s?(?:元|億|萬|倍|公|%))"),
        ("1.", r"(?P<n>\d{1,3})\s?(?:、|\.(?!\d))"),
        ("A.", r"(?P<n>[A-Za-z]|[IVX]{1,4})\.(?=[\s\p{Han}])"),
        ("(a)", r"\((?P<n>[A-Za-z])\)"),
        ("第1案", rf"(?P<n>第\s?(?:\d{{1,3}}|[{PLAIN}]{{1,3}})\s?案)\s?[:、]?|(?P<n>(?:提案|案由|議題|報告案|討論案)\s?\(?(?:\d{{1,3}}|[{PLAIN}]{{1,3}})\)?)\s?(?:[:、]|$)"),
    )
)
_MAYBE = regex.compile(rf"[{FORMAL}{_P}甲乙丙丁戊己庚辛壬癸(\dA-Za-z\u3220-\u3229\u2460-\u2487第提案議報討]")
_BULLET = regex.compile(rf"\s*(?:{BULLET}\s*)?")
_LABEL = regex.compile(r"[\p{Han}\s]{1,9}:")
_GOES_ON = "、,及與和暨"
_ENDS = "。:;!?」"
WRAPPED = 20  # a line at least this long (without white space) that ends no sentence was broken by its page


@dataclass(slots=True, kw_only=True)
class Block:
    """A numbered line with the lines that belong to it. `paragraphs` are places in the text, marks left out."""

    path: str
    style: str
    number: str
    mark: Span
    parent: int
    depth: int
    position: int
    paragraphs: list[Span] = field(default_factory=list)
    children: int = 0

    @property
    def span(self) -> Span:
        return Span(self.mark.start, max(self.mark.end, self.paragraphs[-1].end if self.paragraphs else 0))


@dataclass(slots=True)
class _Level:
    style: str
    last: int | None
    block: int


def parse_outline(shadow: Shadow, start: int = 0) -> tuple[list[Span], list[Block]]:
    """Take a text apart.

    Args:
        shadow: of one text of minutes.
        start: where the outline begins (after the title).

    Returns:
        The paragraphs before the first number, and the numbered blocks in the order of the text. A block's depth is
        inferred from the run of marks: a style already open continues there, a new one goes deeper; 壹 is always the top.
    """
    loose: list[Span] = []
    blocks: list[Block] = []
    levels: list[_Level] = []
    seen: dict[str, int] = {}
    previous_blank = True
    for line in pattern(r"[^\r\n\f\v\u2028\u2029]+").finditer(shadow.folded[start:]):
        begin, end = start + line.start(), start + line.end()
        if line.start() and len(pattern(r"\r\n|[\r\n\f\v]").findall(shadow.folded[max(0, begin - 4) : begin])) > 1:
            previous_blank = True
        content = line[0].rstrip()
        if not content.strip():
            previous_blank = True
            continue
        lead = _BULLET.match(content)
        at = begin + (lead.end() if lead else 0)
        end = begin + len(content)
        found = _mark(shadow.folded, at, end)
        if found:
            style, digits, mark_end = found
            _open(blocks, levels, seen, style, digits, Span(at, mark_end))
            rest = _stripped(shadow.folded, mark_end, end)
            if rest.end > rest.start:
                blocks[-1].paragraphs.append(rest)
        else:
            own = blocks[-1].paragraphs if blocks else loose
            if own and not previous_blank and not (lead and lead[0].strip()) and not _LABEL.match(content.strip()) and _is_wrapped(shadow, own[-1]):
                own[-1] = Span(own[-1].start, end)
            else:
                own.append(_stripped(shadow.folded, at, end))
        previous_blank = False
    return loose, blocks


def order_findings(blocks: list[Block], source: Source, offset: int) -> list[Diagnostic]:
    """Report numbers that skip or repeat among siblings."""
    found, last = [], dict[tuple[int, str], int]()
    for block in blocks:
        value = _value(block.number)
        if value is None:
            continue
        before = last.get((block.parent, block.style), 0)
        if before and value != before + 1 and value != 1:
            what = "repeats" if value == before else "does not follow"
            span = Span(block.mark.start + offset, block.mark.end + offset)
            found.append(Diagnostic(code="number-order", message=f"number {block.number} {what} number {before}", source=source, span=span))
        last[(block.parent, block.style)] = value
    return found


def _mark(text: str, start: int, end: int) -> tuple[str, str, int] | None:
    if not _MAYBE.match(text, start, end):
        return None
    for style, form in MARKS:
        m = form.match(text, start, end)
        if m:
            return style, pattern(r"\s").sub("", m["n"]), m.end()
    return None


def _value(digits: str) -> int | None:
    if "\u3220" <= digits <= "\u3229":
        return ord(digits) - 0x321F
    if "\u2460" <= digits <= "\u2473":
        return ord(digits) - 0x245F
    if digits in "甲乙丙丁戊己庚辛壬癸":
        return "甲乙丙丁戊己庚辛壬癸".index(digits) + 1
    if len(digits) == 1 and digits.isascii() and digits.isalpha():
        return ord(digits.lower()) - 96
    return number(pattern(r"^(?:第|提案|案由|議題|報告案|討論案)\(?|[案)]+$").sub("", digits.replace("ㄧ", "一")).rpartition(".")[2])


def _open(blocks: list[Block], levels: list[_Level], seen: dict[str, int], style: str, digits: str, mark: Span) -> None:
    value = _value(digits)
    if style == "壹、":
        depth = 0
    else:
        depth = next((i for i, level in enumerate(levels) if level.style == style), len(levels))
    parent_level = levels[depth - 1] if depth else None
    parent = parent_level.block if parent_level else -1
    siblings = blocks[parent].children if parent >= 0 else sum(1 for b in blocks if b.parent == -1)
    del levels[depth:]
    levels.append(_Level(style, value, len(blocks)))
    printed = digits.replace("ㄧ", "一")
    path = f"{blocks[parent].path}/{printed}" if parent >= 0 else printed
    seen[path] = seen.get(path, 0) + 1
    if seen[path] > 1:
        path = f"{path}~{seen[path]}"
    if parent >= 0:
        blocks[parent].children += 1
    blocks.append(Block(path=path, style=style, number=printed, mark=mark, parent=parent, depth=depth, position=siblings + 1))


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _is_wrapped(shadow: Shadow, last: Span) -> bool:
    a, b = shadow.down(last)
    line = shadow.folded.rfind("\n", 0, last.end) + 1
    c, _ = shadow.down(Span(max(line, 0), last.end))
    text = shadow.squeezed[a:b]
    if text.count("「") > text.count("」") or text.count("(") > text.count(")") or text[-1:] in _GOES_ON:
        return True
    return b - max(a, c) >= WRAPPED and text[-1:] not in _ENDS
