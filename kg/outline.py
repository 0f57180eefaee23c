"""Text -> the tree of 壹、 一、 (一) 1. with places. Knows marks, lines and the words that head them, and what none of them means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from .diagnostics import Diagnostic
from .grammar.forms import Forms
from .grammar.marks import DITTO, INNER, NUMERAL, SECTION_LINE, Mark, mark_at, value_of, values_of
from .grammar.numerals import number
from .patterns import pattern, swift
from .shadow import Shadow
from .source import BULLET, Source, Span

_BULLET = regex.compile(rf"\s*(?:{BULLET}\s*)?")
_FIELD = regex.compile(r"[\p{Han} \u3000]{1,9}:[^\n]*\S")  # a label with its value is no heading, however large its letters
_LABEL = regex.compile(r"[\p{Han}\s]{1,9}:")
_GOES_ON = "、,及與和暨"
_ENDS = "。:;!?」"
_STOP = swift("[,。;]")
NESTED = 4  # numbers that open one in another in one line: 一、決議：(一)1.
WRAPPED = 20  # a line at least this long (without white space) that ends no sentence was broken by its page
@dataclass(slots=True, kw_only=True)
class Block:
    """A numbered line with the lines that belong to it. `paragraphs` are places in the text, marks left out.

    Two blocks have no number: a heading without one (`item` is -1), and lines that go back to a block above after others
    stood below it (`item` is that block). `under` is the block in whose light this one is read.
    """

    path: str
    style: str
    number: str
    mark: Span
    digits: Span
    parent: int
    depth: int
    position: int
    item: int
    under: int
    value: int | None = None
    paragraphs: list[Span] = field(default_factory=list)
    children: int = 0
    dittos: tuple[int, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.mark.start, max(self.mark.end, self.paragraphs[-1].end if self.paragraphs else 0))


@dataclass(slots=True)
class _Level:
    style: str
    last: int | None
    item: int
    block: int
    parts: bool = False


def parse_outline(shadow: Shadow, forms: Forms, start: int = 0) -> tuple[list[Span], list[Block]]:
    """Take a text apart.

    Args:
        shadow: of one text of minutes.
        forms: the words that head lines.
        start: where the outline begins (after the title).

    Returns:
        The paragraphs before the first number, and the blocks in the order of the text. A block's depth is inferred from
        the run of marks: a style already open continues there, a new one goes deeper; 壹 is always the top.
    """
    return _Outliner(shadow, forms).read(start)


class _Outliner:
    def __init__(self, shadow: Shadow, forms: Forms) -> None:
        self.shadow, self.forms, self.text = shadow, forms, shadow.folded
        self.loose: list[Span] = []
        self.blocks: list[Block] = []
        self.levels: list[_Level] = []
        self.seen: dict[str, int] = {}
        self.heading = -1  # the heading without a number that is open
        self.tops = 0
        self.fresh = True  # nothing of a paragraph is open: a blank line, a number or a label stands before
        self.quotes = self.brackets = 0  # open in the last paragraph
        self.running = False  # which is running text: it has stops within
        self.nested = 0  # numbers within the line that is read
        self.listing = -1  # the item in which the last verb of a list stands on a line of its own
        self.bare_part = False  # the last line was nothing but the label of a part

    def read(self, start: int) -> tuple[list[Span], list[Block]]:
        last = start
        for line in pattern(r"[^\r\n\f\v\u2028\u2029]+").finditer(self.text, start):
            if len(pattern(r"\r\n|[\r\n\f\v]").findall(self.text, last, line.start())) > 1:
                self.fresh = True
            last = line.end()
            content = line[0].rstrip()
            if not content.strip():
                self.fresh = True
                continue
            self._line(line.start(), line.start() + len(content))
        return self.loose, self.blocks

    def _line(self, begin: int, end: int) -> None:
        lead = _BULLET.match(self.text, begin, end)
        at = lead.end() if lead else begin
        bullet = bool(lead and lead[0].strip())
        hashes = lead[0].count("#") if lead else 0
        if self.forms.heading.fullmatch(self.text, at, end):
            self._head(Span(at, end))
            return
        if hashes and mark_at(self.text, at, end) is None and not _FIELD.match(self.text, at, end):
            self._head(Span(at, end))
            return
        for start, stop in self._runs(at, end):
            self._piece(start, stop, bullet, hashes)
            bullet, hashes = False, 0

    def _runs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut a line that lost its breaks before the numbers of a run 壹 貳 參, and its parts before those of 一 二."""
        cuts = self._inner_run("壹、", start, end, self._top_value(), 3)
        for a, b in zip([start, *cuts], [*cuts, end], strict=True):
            if b <= a:
                continue
            ditto = DITTO.match(self.text, a, b)
            headed = SECTION_LINE.match(self.text, a, b)
            inner = self._inner_run("一、", headed.end(), b, 0, 1, first=True) if headed else [ditto.end() + len(gap[0])] if ditto and (gap := pattern(r"\s*").match(self.text, ditto.end(), b)) else []
            yield from ((s, e) for s, e in zip([a, *inner], [*inner, b], strict=True) if e > s)

    def _top_value(self) -> int:
        return next((level.last or 0 for level in self.levels if level.style == "壹、"), 0)

    def _inner_run(self, style: str, start: int, end: int, before: int, least: int, *, first: bool = False) -> list[int]:
        """Find the numbers of a run in mid-line, outside of quotes: each one more than the last, `least` or more of them."""
        if not NUMERAL[style].search(self.text, start, end):
            return []
        form = INNER[style]
        found: list[int] = []
        depth = 0
        place = start
        for m in form.finditer(self.text, start, end):
            between = self.text[place : m.start()]
            depth += between.count("「") + between.count("(") - between.count("」") - between.count(")")
            place = m.start()
            value = number(m["n"])
            if depth == 0 and (value == before + 1 or (value == 1 and not found)):
                found.append(m.start())
                before = value
        if first:  # the run begins right there
            return found if found and found[0] == start else []
        inner = [s for s in found if s > start]
        apart = len(inner) < len(found) and all(pattern(r"[\s。)]").match(self.text, s - 1) for s in inner)
        return inner if len(found) >= least or apart else []

    def _piece(self, at: int, end: int, bullet: bool, hashes: int = 0) -> None:
        mark = mark_at(self.text, at, end)
        mark = mark._replace(style="#" * hashes + mark.style) if mark and hashes and mark.style != "壹、" else mark
        if mark and not self._is_rest(mark, bullet):
            self._open(mark, at)
            self._parts(_stripped(self.text, mark.end, end), marked=True)
        else:
            self._parts(_stripped(self.text, at, end), marked=False, bullet=bullet)

    def _is_rest(self, mark: Mark, bullet: bool) -> bool:
        """Tell a number of a sentence that the page's edge broke from a mark: 長度為⏎3.5 公里; it goes on with no run."""
        style, value = mark.style, value_of(mark.digits)
        if style not in ("1.", "1.1", "第1案") or (style == "1." and self.text[mark.end - 1] != "、") or self.fresh or bullet or not self._goes_on():
            return False
        return value != 1 and not any(level.style == style and level.last is not None and value == level.last + 1 for level in self.levels)

    def _parts(self, span: Span, *, marked: bool, bullet: bool = False) -> None:
        """Cut a line before the labels of parts in it: …案。(地政局)決議:本案通過。"""
        cuts = self._inner_parts(span)
        for index, (a, b) in enumerate(zip([span.start, *cuts], [*cuts, span.end], strict=True)):
            place = _stripped(self.text, a, b)
            if place.end <= place.start:
                continue
            first = marked and index == 0
            label = self.forms.part.match(self.text, *place)
            named = label or (self.forms.section.match(self.text, *place) if first else None)
            if self.nested < NESTED and named and named.end() < place.end and (inner := mark_at(self.text, named.end(), place.end)) and value_of(inner.digits) == 1 and inner.style != "第1案":
                self.nested += 1
                self._parts(Span(place.start, named.end()), marked=first)
                self._piece(named.end(), place.end, bullet=False)
                self.nested -= 1
                continue
            if label and not first:
                self._back(place)
            elif first:
                self._own().append(place)
                if label and self.levels and not self.forms.section.match(self.text, *place):
                    self.levels[-1].parts = True
            elif not self._counts(place) and (bullet or self.fresh or index or _LABEL.match(self.text[place.start : place.end].strip()) or not self._goes_on()):
                self._plain(place)
            else:
                own = self._own()
                own[-1] = Span(own[-1].start, place.end)
                self._weigh(place)
                self.fresh = False
                continue
            self.bare_part = bool(label and label.end() >= place.end)
            self.quotes, self.brackets, self.running = 0, 0, False
            self._weigh(place)
            self.fresh = False

    def _counts(self, place: Span) -> bool:
        """Tell a line that begins with the number of cases the last line speaks of: 同意新增下列⏎2案"""
        return bool(self._own()) and bool(pattern(r"\d{1,3}\s?[案件項](?!\p{Han})").match(self.text, *place)) and self.text[self._own()[-1].end - 1] not in _ENDS

    def _plain(self, place: Span) -> None:
        """Put down a line of its own; what is the same as before stands for the numbers it names; the verb of a list goes with
        the item that has such lists, not with the last line of the list before."""
        if self.forms.list_head.fullmatch(self.text, *place) and self.levels:
            depth = next((i for i, level in enumerate(self.levels[:-1]) if level.item == self.listing), len(self.levels) - 1)
            self.listing = self.levels[depth].item
            if depth < len(self.levels) - 1:
                del self.levels[depth + 1 :]
                self._return(self.levels[depth], place)
        self._own().append(place)
        if self.blocks and (m := DITTO.match(self.text, *place)):
            self.blocks[-1].dittos += values_of(m)

    def _inner_parts(self, span: Span) -> list[int]:
        """Find the labels of parts in mid-line, outside of quotes and brackets."""
        cuts, quotes, brackets, place = list[int](), 0, 0, span.start
        if self.text.find(":", *span) < 0 and self.text.find("】", *span) < 0:
            return cuts
        for m in self.forms.inner_part.finditer(self.text, *span):
            start = m.start("label")
            quotes += self.text.count("「", place, start) - self.text.count("」", place, start)
            brackets += self.text.count("(", place, start) - self.text.count(")", place, start)
            place = start
            if start > span.start and quotes <= 0 and brackets <= 0:
                cuts.append(start)
        return cuts

    def _own(self) -> list[Span]:
        return self.blocks[-1].paragraphs if self.blocks else self.loose

    def _weigh(self, place: Span) -> None:
        text = self.text[place.start : place.end]
        self.quotes += text.count("「") - text.count("」")
        self.brackets += text.count("(") - text.count(")")
        self.running = self.running or bool(_STOP.search(text))

    def _goes_on(self) -> bool:
        """Tell whether the last line was broken by its page: what follows is its rest, whatever it begins with."""
        own = self._own()
        if not own:
            return False
        last = own[-1]
        a, b = self.shadow.down(Span(max(self.text.rfind("\n", last.start, last.end) + 1, last.start), last.end))
        end = self.shadow.squeezed[b - 1 : b]
        if self.quotes > 0 or self.brackets > 0 or end in _GOES_ON:
            return True
        return (b - a >= WRAPPED or (self.running and bool(self.blocks))) and end not in _ENDS

    def _head(self, span: Span) -> None:
        """Open a heading without a number: what is numbered below it starts anew."""
        self.levels.clear()
        self.heading = len(self.blocks)
        self.blocks.append(
            Block(path="", style="", number="", mark=Span(span.start, span.start), digits=Span(span.start, span.start), parent=-1, depth=0, position=0, item=-1, under=-1, paragraphs=[span])
        )
        self.fresh, self.bare_part = True, False
        self.quotes = self.brackets = 0

    def _back(self, place: Span) -> None:
        """Put down a part of an item with the item that has parts, not with the last line of the part before."""
        depth = next((i for i in range(len(self.levels) - 1, -1, -1) if self.levels[i].parts), None)
        if depth is None and self.levels:
            depth = len(self.levels) - 1
            own = bool(pattern(r"[^:。]{1,20}:").match(self.text, *self.blocks[-1].paragraphs[0])) if self.blocks[-1].paragraphs else False
            if depth + (self.heading >= 0) >= 2 and (self.levels[-1].last or 0) > 1 and not own:
                depth -= 1
        if depth is not None:
            self.levels[depth].parts = True
            level = self.levels[depth]
            del self.levels[depth + 1 :]
            if level.block != len(self.blocks) - 1:
                self._return(level, place)
        self._own().append(place)

    def _return(self, level: _Level, place: Span) -> None:
        above = self.blocks[level.item]
        level.block = len(self.blocks)
        self.blocks.append(
            Block(
                path=above.path, style=above.style, number=above.number, mark=Span(place.start, place.start), digits=above.digits, parent=above.parent,
                depth=above.depth, position=above.position, item=level.item, under=level.item,
            )
        )

    def _open(self, mark: Mark, at: int) -> None:
        style, value = mark.style, value_of(mark.digits)
        depth = self._depth(style, value)
        above = self.levels[depth - 1] if depth else None
        parent = above.item if above else -1
        siblings = self.blocks[parent].children if parent >= 0 else self.tops
        # A case has parts if the case before it had; a section of a meeting need not.
        parts = depth < len(self.levels) and self.levels[depth].parts and depth + (self.heading >= 0) > 0 and style != "壹、"
        del self.levels[depth:]
        self.levels.append(_Level(style, value, len(self.blocks), len(self.blocks), parts))
        printed = mark.digits.replace("ㄧ", "一")
        step = pattern(r"[()]").sub("", printed)
        path = f"{self.blocks[parent].path}/{step}" if parent >= 0 else step
        self.seen[path] = self.seen.get(path, 0) + 1
        if self.seen[path] > 1:
            path = f"{path}~{self.seen[path]}"
        if parent >= 0:
            self.blocks[parent].children += 1
        else:
            self.tops += 1
        self.blocks.append(
            Block(
                path=path, style=style, number=printed, mark=Span(at, mark.end), digits=mark.span, parent=parent, depth=depth, position=siblings + 1, item=len(self.blocks),
                under=above.block if above else self.heading, value=value,
            )
        )
        self.fresh, self.bare_part = True, False
        self.quotes = self.brackets = 0

    def _depth(self, style: str, value: int | None) -> int:
        """Tell how deep a mark stands: where its run goes on, else where its style is open, else one deeper."""
        if style == "壹、":
            return 0
        if self.bare_part and value == 1:
            return len(self.levels)
        same = [i for i, level in enumerate(self.levels) if level.style == style]
        going_on = [i for i in same if value is not None and self.levels[i].last is not None and value == self.levels[i].last + 1]  # type: ignore[operator]
        return going_on[-1] if going_on else same[0] if same else len(self.levels)


def order_findings(blocks: list[Block], source: Source, offset: int) -> list[Diagnostic]:
    """Report numbers that skip or repeat among siblings."""
    found, last, same = [], dict[tuple[int, int, str], int](), set[int]()
    for block in blocks:
        run, value = (block.parent, block.under, block.style), block.value
        if block.depth == 0:
            same.clear()
        if value is not None:
            before = last.get(run, 0)
            if before and value not in (before + 1, 1) and not (value > before and same.issuperset(range(before + 1, value))):
                what = "repeats" if value == before else "does not follow"
                span = Span(block.mark.start + offset, block.mark.end + offset)
                found.append(Diagnostic(code="number-order", message=f"number {block.number} {what} number {before}", source=source, span=span))
            last[run] = value
        same.update(block.dittos)
    return found


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
