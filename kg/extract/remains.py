"""What no fact quotes: the words of structure, known boilerplate, and what a decision's sentence says besides.

A sentence that decides may say more than its verb, its titles and who is told: why, or on what occasion. Such words are
kept whole, as the decision's text. What is neither quoted nor structure nor boilerplate stays unread, and is counted so.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from msgspec import structs

from ..patterns import Match, pattern
from ..records import Item, Mention, Minutes, Record, Said
from ..source import Span
from .phrasing import FILLER, SENTENCE
from .script import Script

_MARKS = r"[\p{P}\p{S}\p{Z}\p{C}]"
# Beside a date, a time or a chair in the header: 109 年 3 月 26 日(星期四); 侯市長友宜(請假)
_HEADER = rf"(?:(?:星期|週|周|禮拜)?[一二三四五六日天]|中華民國|民國|至|到|起|止|請假|公假|代理主席|代理|代為主持|代|兼|線上|視訊|先生|女士|小姐|及|與|{_MARKS})*"


def sort_out(record: Minutes, marks: Iterable[Span], paragraphs: Iterable[Span], script: Script) -> Minutes:
    """Return the record with its structure and boilerplate, and with the texts of decisions that say more than their facts.

    Args:
        record: what was read.
        marks: the enumerators.
        paragraphs: all of the text, title and enumerators left out.
        script: the text.
    """
    return _Sorting(record, marks, script).done(paragraphs)


class _Sorting:
    def __init__(self, record: Minutes, marks: Iterable[Span], script: Script) -> None:
        self.record, self.script = record, script
        self.covered = bytearray(len(script.s) + 1)  # places of the squeezed text that are spoken for
        self.header = sorted(self._squeezed(span)[0] for span in _spans(record.header))
        self.filler = rf"(?:{script.words.section_word}|{FILLER}|{_MARKS})*"
        # Who is replaced is stated of the chair, and evidence belongs to the meeting: 侯市長友宜(請假)張副市長小安(代)
        self.structure = [*marks, *(c.acting_for.span for c in record.header.chairs if c.acting_for)]
        self.boilerplate: list[Span] = script.furniture()
        self.texts: dict[int, Span] = {}
        self.verbs = sorted((d.wording.span.start, i) for i, d in enumerate(record.decisions))
        self.headings = {i.heading.span.start: i.heading.span.end for i in reversed(record.items) if i.heading}
        self._cover(_spans(record))

    def done(self, paragraphs: Iterable[Span]) -> Minutes:
        for span in paragraphs:
            a, b = self._squeezed(span)
            labels = list(_labels(self.script, span))
            formulas = [self.script.shadow.up(a + m.start(), a + m.end()) for m in self.script.words.boilerplate.finditer(self.script.s[a:b])]
            self.structure += labels
            self.boilerplate += formulas
            self._cover((*labels, *formulas))
            for m in SENTENCE.finditer(self.script.s[a:b]):
                self._sentence(a + m.start(), a + m.end())
        said = self.script.said
        decisions = tuple(structs.replace(d, text=said(self.texts[i])) if i in self.texts and d.text is None else d for i, d in enumerate(self.record.decisions))
        return structs.replace(self.record, structure=tuple(self.structure), boilerplate=tuple(self.boilerplate), decisions=decisions)

    def _sentence(self, a: int, b: int) -> None:
        """Sort the words between the facts of a sentence; where there is no fact, nothing was read."""
        if self.covered.find(1, a, b) < 0:
            return
        filler = _HEADER if any(a <= place < b for place in self.header) else self.filler
        unknown = False
        for start, end in self._gaps(a, b):
            if _is(filler, self.script.s[start:end]):
                self.structure.append(self.script.shadow.up(start, end))
            else:
                unknown = True
        if unknown:
            whole = self._without_heading(self.script.shadow.up(a, b))
            first, last = (bisect.bisect_left(self.verbs, (place, -1)) for place in whole)
            self.texts |= {i: whole for _, i in self.verbs[first:last]}

    def _without_heading(self, whole: Span) -> Span:
        """Begin behind the heading of an item and its colon: 交通組：同意新增…"""
        end = self.headings.get(whole.start, whole.start)
        m = pattern(r"[:\s]*").match(self.script.shadow.folded, end)
        return Span(m.end() if m else end, whole.end)

    def _gaps(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        start = self.covered.find(0, a, b)
        while start >= 0:
            end = self.covered.find(1, start, b)
            end = b if end < 0 else end
            yield start, end
            start = self.covered.find(0, end, b)

    def _cover(self, spans: Iterable[Span]) -> None:
        for span in spans:
            a, b = self._squeezed(span)
            self.covered[a:b] = b"\x01" * (b - a)

    def _squeezed(self, span: Span) -> Span:
        return self.script.shadow.down(span)


@lru_cache(4096)
def _is(form: str, words: str) -> bool:
    """Tell whether words have a form; what stands between facts is mostly a comma or a particle, again and again."""
    return bool(pattern(form).fullmatch(words))


def _labels(script: Script, span: Span) -> Iterator[Span]:
    """Yield the labels in a paragraph: of header fields, of co-chairing, of the parts of an item."""
    words, text = script.words, script.shadow.folded[span.start : span.end]
    found: list[Match] = [*words.labels(text), *words.co_chairing.finditer(text)]
    for m in found:
        yield Span(span.start + m.start(), span.start + m.end())
    if words.bare_label.fullmatch(text):
        yield span
    if part := words.forms.part.match(script.shadow.folded, *span):
        yield Span(part.start(), part.end())


def _spans(value: object) -> list[Span]:
    """Return every place that a record or one of its parts names, in no order."""
    found: list[Span] = []
    left = [value]
    while left:
        part = left.pop()
        if type(part) is Span:
            found.append(part)
        elif type(part) is Said or type(part) is Mention:  # nearly all parts are, and hold one place each
            found.append(part.span)
        elif type(part) is tuple:
            left += part
        elif isinstance(part, Record):
            left += [held for name in _parts(type(part)) if (held := getattr(part, name))]
    return found


_PLACELESS = frozenset(("str", "int", "bool", "str | None", "tuple[str, ...]", "datetime.date | None"))  # types of fields


@cache
def _parts(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record that may hold places; the span of an item is all its lines."""
    return tuple(name for name, held in kind.__annotations__.items() if held not in _PLACELESS and (name != "span" or kind is not Item))
