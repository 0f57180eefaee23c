"""The walk through the outline: each block is read in the light of its section, its heading and the list it stands in."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ..diagnostics import Diagnostic
from ..grammar.lexicon import HEADER_FIELDS, Lexicon
from ..outline import Block, order_findings, parse_outline
from ..patterns import pattern
from ..records import Item, Minutes, Said
from ..source import Source, Span
from ..vocab import FIELD, SECTION
from .contents import Contents
from .header import HeaderReader
from .ledger import Ledger
from .lines import without_tail
from .remains import sort_out
from .script import Script
from .sentences import Context


def extract(span: Span, title: Span | None, words: Lexicon, source: Source) -> tuple[Minutes, list[Diagnostic]]:
    """Read one text of minutes.

    Args:
        span: of the minutes in the file, from their first to their last non-blank character.
        title: where the title stands in them, `None` where there is none.
        words: the vocabulary, compiled.
        source: the file.
    """
    return _Walk(Script(source.reading[span.start : span.end], words, source, span.start), title).minutes()


class _Walk:
    def __init__(self, script: Script, title: Span | None) -> None:
        self.script, self.words, self.title = script, script.words, title
        self.shadow, self.s = script.shadow, script.s
        self.ledger = Ledger(script)
        self.header = HeaderReader(script)
        self.contents = Contents(script, self.ledger, self.header)
        self.field: str | None = None
        self.people_known = False
        self.names: list[Span] = []  # of sections without a number

    def minutes(self) -> tuple[Minutes, list[Diagnostic]]:
        if self.title:
            self.header.title(self.title)
        loose, blocks = parse_outline(self.shadow, self.words.forms, self.title.end if self.title else 0)
        parents = {b.under for b in blocks}
        governing = self._governing(blocks)
        self._loose(loose)
        if not self.title:
            self._people()
        contexts: list[Context] = []
        items: list[int] = []  # of each block, its place among the items
        for index, block in enumerate(blocks):
            above = contexts[block.under] if block.under >= 0 else Context()
            self.contents.below = index in parents
            if block.item == index:
                items.append(len(self.ledger.items))
                contexts.append(self._block(items[-1], block, above, items[block.parent] if block.parent >= 0 else -1))
            else:
                items.append(items[block.item] if block.item >= 0 else -1)
                contexts.append(self._back(items[-1], block, above) if block.item >= 0 else self._named(block))
            if span := governing.get(index):
                self.contents.govern(items[-1], span, contexts[blocks[index + 1].under])
            if contexts[-1].section not in (SECTION.header, SECTION.adjournment):
                for span in block.paragraphs:
                    self.ledger.cite_rest(span)
        ledger = self.ledger
        ledger.settle()
        paragraphs = (*loose, *(span for i, block in enumerate(blocks) for span in (*block.paragraphs, *([governing[i]] if i in governing else []))))
        self.script.check(paragraphs)
        record = Minutes(
            text=self.script.printed, reading=self.shadow.text, header=self.header.finish(), items=tuple(ledger.items), decisions=tuple(ledger.decisions),
            directives=tuple(ledger.directives), statements=tuple(ledger.statements), counts=tuple(ledger.counts),
            cited=tuple(ledger.cited),
        )
        record = sort_out(record, [*(block.mark for block in blocks if block.number), *self.names, *self.header.repeated], paragraphs, self.script)
        return record, self.script.found + order_findings(blocks, self.script.source, self.script.offset)

    def _governing(self, blocks: list[Block]) -> dict[int, Span]:
        """Take the lines that head a run of items with the name of their group out of the blocks they follow.

        Such a line stands before the first item of a run; the next ones stand between its items.
        """
        found: dict[int, Span] = {}
        opened: set[int] = set()
        for index, (block, after) in enumerate(pairwise(blocks)):
            if after.item != index + 1 or after.under < 0 or len(block.paragraphs) < 2 or (after.under != index and after.under not in opened):
                continue
            label = self.contents.label(block.paragraphs[-2])
            if (label is None or label.rest or label.kind == FIELD.subject) and self.contents.names_group(block.paragraphs[-1]):
                opened.add(after.under)
                found[index] = block.paragraphs.pop()
        return found

    # --- lines and blocks ----------------------------------------------------------------------------------------------

    def _loose(self, paragraphs: list[Span]) -> None:
        """Read the lines before the first number: header fields, or the rest of a speech, or parts of an item without a number."""
        context = Context()
        for span in paragraphs:
            text = self.shadow.folded[span.start : span.end]
            line = self.shadow.folded.rfind("\n", 0, span.start) + 1
            if self.shadow.folded[line : span.start].strip() or self.script.squeezed(span) in self.words.sections:
                self.field = None  # a bullet or a heading begins something else than the value of a field
            label = self.contents.label(span)
            if (label and label.kind == FIELD.resolution) or context.part == FIELD.resolution:
                self.contents.read(-1, None, [span], context)
            elif self.words.labels(text) or (self.field and self.title and (len(text) < 60 or self.field == FIELD.attendance)):
                self.field = self.header.line(span, self.field)
            elif self.title is None and len(text) > 1:
                self.contents.read(-1, None, [span], context)

    def _named(self, block: Block) -> Context:
        """Read a heading without a number, and what stands below it."""
        if not self.people_known:
            self._people()
        head, body = self.contents.split(block.paragraphs[:1])
        span, body = head or block.paragraphs[0], body if head else []
        a, b = self.shadow.down(span)
        found = max(self.words.section.finditer(self.s[a:b]), key=lambda m: m.end() - m.start(), default=None)
        if found is None or not self.words.forms.heading.fullmatch(self.shadow.folded, *block.paragraphs[0]):
            context = Context(title=block.paragraphs[0])
            self.contents.read(-1, None, block.paragraphs, context)
            return context
        context = Context(section=self.words.sections[found[0]])
        self.names.append(self.shadow.up(a + found.start(), a + found.end()))
        if context.section == SECTION.adjournment:
            self._adjourned(block.paragraphs)
            later = next((i for i, p in enumerate(block.paragraphs) if (label := self.contents.label(p)) and label.kind == FIELD.resolution), None)
            if later is not None:
                self.contents.read(-1, None, block.paragraphs[later:], Context())
        else:
            self.contents.read(-1, None, [*body, *block.paragraphs[1:]], context)
        return context

    def _back(self, index: int, block: Block, above: Context) -> Context:
        """Read lines that go back to an item after others stood below it: its next part."""
        context = replace(above, act=None, part=None, telling=False)
        self.contents.read(index, None, list(block.paragraphs), context)
        above.title = context.title
        return context

    def _block(self, index: int, block: Block, above: Context, parent: int) -> Context:
        context = replace(above, act=above.act if above.act and above.act.list_follows else None, units=())
        if above.section in (SECTION.header, SECTION.adjournment):
            context.section = above.section
        paragraphs = list(block.paragraphs)
        own_line = bool(paragraphs) and "\n" not in self.shadow.text[block.mark.end : paragraphs[0].start]
        head, body = self.contents.split(paragraphs) if own_line or not (paragraphs and self.contents.label(paragraphs[0])) else (None, paragraphs)
        named = own_line or head is not None or not paragraphs or self.contents.label(paragraphs[0]) is None
        field = self._header_field(head, paragraphs, above)
        section = Said(value=SECTION.header, span=head or paragraphs[0]) if field else self._section(head, block) if named else None
        label = self.contents.label(paragraphs[0]) if paragraphs and named and not field else None
        if label and (label.kind == FIELD.ruling or section is None or (label.rest and label.kind != FIELD.ruling)):
            section = section if label.kind == FIELD.ruling else None
        else:
            label = None
        if section:
            context.section, context.part, context.resolution = section.value, None, None
        if not field and not self.people_known:
            self._people()
        size = self.ledger.size
        self.ledger.items.append(self._item(block, head, section, paragraphs, parent))
        if field:
            self._header_lines(paragraphs, field)
        elif context.section == SECTION.adjournment:
            self._adjourned(paragraphs)
        elif not named:
            self.contents.read(index, None, paragraphs, context)
        elif label:
            self.contents.part(index, label, [*label.rest, *paragraphs[1:]], context, above)
        else:
            self.contents.block(index, head, body, paragraphs, context, section)
        if head is None and paragraphs and named:
            heading = context.section != SECTION.adjournment and not field and self.contents.is_title(paragraphs[0], section)
            self._whole_line_heading(index, paragraphs[0], said=self.ledger.size != size and not heading)
        return context

    def _header_field(self, head: Span | None, paragraphs: list[Span], above: Context) -> str | None:
        if above.section not in (None, SECTION.header) or not paragraphs:
            return None
        which = self.words.field(self.script.squeezed(head or paragraphs[0]))
        return which if which in HEADER_FIELDS and which != FIELD.title else None

    def _section(self, head: Span | None, block: Block) -> Said | None:
        """Find the kind of a section by the words of its heading; the longest label decides."""
        span = head or (block.paragraphs[0] if block.paragraphs else None)
        if span is None:
            return None
        a = self.shadow.down(span).start
        text = without_tail(self.script.squeezed(span))
        text = pattern(r"\([^()]*\)$").sub("", text) if ")" in text else text
        if exact := self.words.sections.get(text):
            return Said(value=exact, span=self.shadow.up(a, a + len(text)))
        if block.depth or block.under >= 0 or len(text) > 30 or pattern(r"[,。「]").search(text):
            return None
        found = max(self.words.section.finditer(text), key=lambda m: (m.end() - m.start(), -m.start()), default=None)
        if found is None:
            return None
        return Said(value=self.words.sections[found[0]], span=self.shadow.up(a + found.start(), a + found.end()))

    def _item(self, block: Block, head: Span | None, section: Said | None, paragraphs: list[Span], parent: int) -> Item:
        return Item(
            path=block.path, number=self.script.said(block.digits), heading=self.script.said(head) if head else None, position=block.position,
            parent=parent, section=section, mentions=tuple(m for span in paragraphs for m in self.script.mentions_in(span)),
            cases=(), span=block.span,
        )

    def _whole_line_heading(self, index: int, span: Span, *, said: bool) -> None:
        """Give a line without a colon itself as heading, unless it turned out to be a sentence."""
        cases = self.ledger.items[index].cases
        if said and not (cases and cases[0].span.start == span.start):
            return
        a, b = self.shadow.down(span)
        end = a + self.contents.title_end(self.s[a:b])
        if end > a:
            self.ledger.change(index, heading=self.script.said_at(a, end))

    def _header_lines(self, paragraphs: list[Span], which: str) -> None:
        self.field = self.header.line(paragraphs[0], None) or which
        for span in paragraphs[1:]:
            self.field = self.header.line(span, self.field)

    def _adjourned(self, paragraphs: list[Span]) -> None:
        for span in paragraphs[:2]:
            if "end" not in self.header.facts or span is paragraphs[0]:
                self.header.times(span, ("end",))

    def _people(self) -> None:
        self.people_known = True
        self.script.add_people(self.header.facts.get("chairs", ()))
