"""The walk through the outline: each block is read in the light of its section, its heading and the list it stands in."""

from __future__ import annotations

import regex

from ..diagnostics import Diagnostic
from ..grammar.lexicon import HEADER_FIELDS, Lexicon, Name
from ..grammar.people import Person
from ..outline import Block, order_findings, parse_outline
from ..patterns import pattern
from ..records import Chair, Item, Minutes, Said
from ..source import Source, Span
from ..vocab import FIELD, SECTION
from .clauses import QUOTE, SENTENCE
from .header import HeaderReader
from .ledger import Ledger
from .remains import sort_out
from .script import Script
from .sentences import Context, Sentences, moved

_HEAD = regex.compile(rf"^(?P<head>(?:{QUOTE}|\([^()]*\)|(?<=\d):(?=\d)|[^:。「」(]|\((?![^()]*\)))*?):")
_TAIL = regex.compile(r"\((?:略|無|從略)\)。?$|[。;]+$")
_NOTE = regex.compile(r"\((?P<note>[^()]{7,}|[^()]*[,。][^()]*)\)$")
_GROUPS_ONLY = regex.compile(r"(?:「?\0」?(?:[、與及和暨]|以及)?(?:部分)?)+(?:工作)?(?:報告|提案)?")
_NOTHING = regex.compile(r"\(?(?:同上|無|略|從略|無意見|未討論)\)?[。]?")
_SPEAKING = (SECTION.conclusions, SECTION.remarks, SECTION.discussion, SECTION.reports, None)


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
        self.sentences = Sentences(script, self.ledger)
        self.header = HeaderReader(script)
        self.field: str | None = None
        self.people_known = False
        self.more = False  # lines without a number follow in the block that is read
        self.parents: set[int] = set()

    def minutes(self) -> tuple[Minutes, list[Diagnostic]]:
        if self.title:
            self.header.title(self.title)
        loose, blocks = parse_outline(self.shadow, self.title.end if self.title else 0)
        self.parents = {b.parent for b in blocks}
        self._loose(loose)
        if not self.title:
            self._people()
        contexts: list[Context] = []
        for index, block in enumerate(blocks):
            above = contexts[block.parent] if block.parent >= 0 else Context()
            contexts.append(self._block(index, block, above))
            if contexts[-1].section not in (SECTION.header, SECTION.adjournment):
                for span in block.paragraphs:
                    self.ledger.cite_rest(span)
        ledger = self.ledger
        ledger.settle()
        paragraphs = (*loose, *(span for block in blocks for span in block.paragraphs))
        self.script.check(paragraphs)
        record = Minutes(
            text=self.script.printed, reading=self.shadow.text, header=self.header.finish(), items=tuple(ledger.items), decisions=tuple(ledger.decisions),
            directives=tuple(ledger.directives), statements=tuple(ledger.statements), counts=tuple(ledger.counts),
            cited=tuple(ledger.cited),
        )
        record = sort_out(record, [*(block.mark for block in blocks), *self.header.repeated], paragraphs, self.script)
        return record, self.script.found + order_findings(blocks, self.script.source, self.script.offset)

    # --- lines and blocks ----------------------------------------------------------------------------------------------

    def _loose(self, paragraphs: list[Span]) -> None:
        """Read the lines before the first number: header fields, or the rest of a speech."""
        for span in paragraphs:
            text = self.shadow.folded[span.start : span.end]
            line = self.shadow.folded.rfind("\n", 0, span.start) + 1
            if self.shadow.folded[line : span.start].strip() or self.script.squeezed(span) in self.words.sections:
                self.field = None  # a bullet or a heading begins something else than the value of a field
            if self.words.label.search(text) or (self.field and self.title and (len(text) < 60 or self.field == FIELD.attendance)):
                self.field = self.header.line(span, self.field)
            elif self.title is None and len(text) > 1:
                self._paragraph(-1, span, Context(), None)

    def _block(self, index: int, block: Block, above: Context) -> Context:
        listed = above.act if above.act and above.act.list_follows else None
        context = Context(section=above.section, groups=above.groups, speaker=above.speaker, act=listed, resolution=above.resolution)
        paragraphs = list(block.paragraphs)
        head, body = self._split(paragraphs)
        field = self._header_field(head, paragraphs, above)
        section = Said(value=SECTION.header, span=head or paragraphs[0]) if field else self._section(head, block)
        if section:
            context.section = section.value
        if not field and not self.people_known:
            self._people()
        size = self.ledger.size
        self.ledger.items.append(self._item(block, head, section, paragraphs))
        if field:
            self._header_lines(paragraphs, field)
        elif context.section == SECTION.adjournment:
            self._adjourned(paragraphs)
        elif context.act is not None and not self._has_verb(body if head else []):
            self._list_block(index, head, paragraphs, context)
        elif head is None and paragraphs and self._is_heading(paragraphs[0], section):
            if section is None:
                self._read_heading(index, paragraphs[0], context)
            self._content(index, None, paragraphs[1:], context)
        else:
            self._content(index, head, body, context)
        if head is None and paragraphs:
            named = context.section not in (SECTION.adjournment,) and not field and self._is_heading(paragraphs[0], section)
            self._whole_line_heading(index, paragraphs[0], said=self.ledger.size != size and not named)
        return context

    def _split(self, paragraphs: list[Span]) -> tuple[Span | None, list[Span]]:
        """Split the first line at its first colon outside quotes: heading, and what follows."""
        if not paragraphs:
            return None, []
        a, b = self.shadow.down(paragraphs[0])
        m = _HEAD.match(self.s[a:b])
        if m is None or not m["head"] or (len(m["head"]) > 60 and "(" not in m["head"]):
            return None, paragraphs
        rest = [] if a + m.end() >= b else [self.shadow.up(a + m.end(), b)]
        return self.shadow.up(a, a + m.end("head")), rest + paragraphs[1:]

    def _header_field(self, head: Span | None, paragraphs: list[Span], above: Context) -> str | None:
        if above.section not in (None, SECTION.header) or not paragraphs:
            return None
        which = self.words.fields.get(self.script.squeezed(head or paragraphs[0]))
        return which if which in HEADER_FIELDS and which != FIELD.title else None

    def _section(self, head: Span | None, block: Block) -> Said | None:
        """Find the kind of a section by the words of its heading; the longest label decides."""
        span = head or (block.paragraphs[0] if block.paragraphs else None)
        if span is None:
            return None
        a = self.shadow.down(span).start
        text = pattern(r"\([^()]*\)$").sub("", _TAIL.sub("", self.script.squeezed(span)))
        if exact := self.words.sections.get(text):
            return Said(value=exact, span=self.shadow.up(a, a + len(text)))
        if block.depth or len(text) > 30 or pattern(r"[,。「]").search(text):
            return None
        found = max(self.words.section.finditer(text), key=lambda m: (m.end() - m.start(), -m.start()), default=None)
        if found is None:
            return None
        return Said(value=self.words.sections[found[0]], span=self.shadow.up(a + found.start(), a + found.end()))

    def _item(self, block: Block, head: Span | None, section: Said | None, paragraphs: list[Span]) -> Item:
        m = pattern(r"[^\s()（）、.．:：]+(?:\s*[^\s()（）、.．:：]+)*").search(self.script.raw(block.mark))
        number = Span(block.mark.start + m.start(), block.mark.start + m.end()) if m else block.mark
        return Item(
            path=block.path, number=self.script.said(number), heading=self.script.said(head) if head else None, position=block.position,
            parent=block.parent, section=section, mentions=tuple(m for span in paragraphs for m in self.script.mentions_in(span)),
            cases=(), span=block.span,
        )

    def _whole_line_heading(self, index: int, span: Span, *, said: bool) -> None:
        """Give a line without a colon itself as heading, unless it turned out to be a sentence."""
        cases = self.ledger.items[index].cases
        if said and not (cases and cases[0].span.start == span.start):
            return
        a, b = self.shadow.down(span)
        end = a + len(_TAIL.sub("", self.s[a:b]))
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

    def _is_heading(self, span: Span, section: Said | None) -> bool:
        """Tell a line that only names what follows from one that says something."""
        text = self.script.squeezed(span)
        if section is not None or pattern(r"[^,。;:]{1,40}\((?:略|無|從略)\)。?").fullmatch(text):
            return True
        return len(text) <= 40 and not pattern(r"[,。;!?]|請").search(text) and not self.words.verbs.search(text)

    def _is_labelled(self, span: Span) -> bool:
        """Tell a line that begins with the label of a part: 主席裁示：, 決議："""
        part = self.words.parts.match(self.script.squeezed(span))
        return part is not None and part[0].endswith((":", "】"))

    def _has_verb(self, body: list[Span]) -> bool:
        return any(self.words.verbs.search(self.script.squeezed(span)) for span in body)

    # --- headings and contents -------------------------------------------------------------------------------------------

    def _list_block(self, index: int, head: Span | None, paragraphs: list[Span], context: Context) -> None:
        """Read a block in the list below a verb: a title, or a group with its titles."""
        act, body = context.act, paragraphs[:1]
        assert act is not None
        if head is not None and self._names_groups(head):
            self._read_heading(index, head, context)
            body = self._split(paragraphs)[1][:1]
        for span in body:
            self.sentences.listed(index, span, context, act)
        self._content(index, None, paragraphs[1:], Context(section=context.section, groups=context.groups))

    def _content(self, index: int, head: Span | None, body: list[Span], context: Context) -> None:
        if head is not None and body and self._one_sentence(head, body[0]):
            body = [Span(head.start, body[0].end), *body[1:]]
        elif head is not None:
            self._read_heading(index, head, context, below=bool(body))
        if context.section == SECTION.conclusions:
            self._conclusion(index, body, context)
            return
        for place, span in enumerate(body):
            if context.act is not None and index not in self.parents and not self._is_labelled(span):
                self.sentences.listed(index, span, context, context.act)
                continue
            rest = self._after_conclusions(span)
            if rest is None:
                self.more = index not in self.parents and place + 1 < len(body)
                self._paragraph(index, span, context, head)
                continue
            self._conclusion(index, ([rest] if rest.end > rest.start else []) + body[place + 1 :], context, head)
            context.section = SECTION.conclusions
            return

    def _one_sentence(self, head: Span, rest: Span) -> bool:
        """Tell a heading that is half of a sentence: 新增案件：「甲」、「乙」。"""
        text = self.script.squeezed(head)
        return self.script.squeezed(rest).startswith("「") and any(self.words.action(m[0]) in self.words.listing for m in self.words.verbs.finditer(text))

    def _names_groups(self, head: Span) -> bool:
        a, b = self.shadow.down(head)
        groups = [n for n in self.script.local_names(a, b) if n.sort == "group"]
        return bool(groups) and bool(_GROUPS_ONLY.fullmatch(_blank(self.s[a:b], groups)))

    def _after_conclusions(self, span: Span) -> Span | None:
        """Return what follows the label of a ruling (主席裁示：) in a line, `None` where the line has none."""
        a, b = self.shadow.down(span)
        part = self.words.parts.match(self.s[a:b])
        if part is None or self.words.sections.get(part["label"]) != SECTION.conclusions or not part[0].endswith((":", "】")):
            return None
        return self.shadow.up(a + part.end(), b) if a + part.end() < b else Span(span.end, span.end)

    def _read_heading(self, index: int, head: Span, context: Context, *, below: bool = False) -> None:
        """A heading may name groups, a speaker, or the verb of the list below it."""
        a, b = self.shadow.down(head)
        text = self.s[a:b]
        note = _NOTE.search(text)
        if note:
            self.ledger.state(index, self.shadow.up(a + note.start("note"), a + note.end("note")), None)
        bare = text[: note.start()] if note else text
        local = self.script.local_names(a, a + len(bare))
        groups = [n for n in local if n.sort == "group"]
        if groups and _GROUPS_ONLY.fullmatch(_blank(bare, groups)):
            context.groups = moved(tuple(groups), a)
        elif context.section != SECTION.conclusions and (form := pattern(rf"(?:「?(?P<g>{self.words.group_form})」?(?:[、與及和暨]|以及|$))+").fullmatch(bare)):
            places = {n.start: n for n in groups}
            context.groups = tuple(places.get(s, Name(s, e, "group", bare[s:e], ())) for s, e in form.spans("g"))
            context.groups = moved(context.groups, a)
            for name in context.groups:
                self.sentences.learn(index, name)
        elif self.words.verbs.search(bare):
            self.sentences.heading(index, bare, a, b, context, below=below or index in self.parents)
        if context.section in _SPEAKING:
            context.speaker = self._speaker(head) or context.speaker

    def _speaker(self, label: Span) -> Chair | None:
        """Read a label as a speaker: 柯市長, 臺北市政府柯市長, 柯文哲市長."""
        a, b = self.shadow.down(label)
        lead = next((n.end for n in self.script.local_names(a, b) if n.start == 0 and n.sort == "organization"), 0)
        text = self.s[a + lead : b]
        person = self.words.people.speaker(text) or (self.words.people.speaker(self.s[a:b]) if lead else None)
        return _chair(person, self.shadow.up(a + lead, b)) if person else None

    def _conclusion(self, index: int, body: list[Span], context: Context, head: Span | None = None) -> None:
        """An item of the conclusions is one directive, a speaker's words on lines of their own another, unless it only disposes."""
        own: list[Span] = []
        for span in body:
            label, rest = self._split([span])
            spoken = self._speaker(label) if label else None
            if spoken:
                context.speaker = spoken
                self._ruling(index, rest, context, None)
            elif not self.words.parts.fullmatch(self.script.squeezed(span)):
                own.append(span)
        self._ruling(index, own, context, head)

    def _ruling(self, index: int, body: list[Span], context: Context, head: Span | None) -> None:
        if not body or _NOTHING.fullmatch("".join(self.script.squeezed(span) for span in body)):
            return
        decided, asked = False, False
        for span in body:
            a, b = self.shadow.down(span)
            for m in SENTENCE.finditer(self.s[a:b]):
                acts, asks = self.sentences.read(index, a + m.start(), a + m.end(), context, below=index in self.parents, head=head, concluding=True)
                decided, asked = decided or bool(acts), asked or asks or not acts
        if asked or not decided:
            self.ledger.direct(index, Span(body[0].start, body[-1].end), context.speaker, [])

    def _paragraph(self, index: int, span: Span, context: Context, head: Span | None) -> None:
        """Read a paragraph: decisions and requests, or a statement."""
        a, b = self.shadow.down(span)
        part = self.words.parts.match(self.s[a:b])
        labelled = part is not None and part[0].endswith(":")
        own_line = head is None or "\n" in self.shadow.text[head.end : span.start]
        label, speech = self._split([span]) if not labelled and own_line else (None, [])
        speaker = self._speaker(label) if label and speech else None
        skip = part.end() if part and labelled else self.shadow.down(speech[0]).start - a if speaker else 0
        text = self.s[a + skip : b]
        if part and labelled and self.words.fields.get(part["label"]) == FIELD.resolution:
            context.resolution = self.shadow.up(a + part.start("label"), a + part.end("label"))
        elif labelled:
            context.resolution = None
        if not text or self.words.omitted.fullmatch(text) or self.words.boilerplate.fullmatch(text):
            return
        said = False
        for m in SENTENCE.finditer(text):
            start, end = a + skip + m.start(), a + skip + m.end()
            acts, asks = self.sentences.read(index, start, end, context, below=index in self.parents or self.more, head=head)
            if asks:
                self.ledger.direct(index, self.shadow.up(start, end), speaker or context.speaker, acts)
            said = said or bool(acts) or asks
        if said or not pattern(r"\p{Han}").search(text):
            return
        place = self.shadow.up(a + skip, b)
        if context.resolution and (labelled or not part):
            self.ledger.resolve_in_words(index, context.resolution, place)
        else:
            self.ledger.state(index, place, speaker or context.speaker)


def _chair(person: Person, span: Span) -> Chair:
    return Chair(surname=person.surname, given=person.given, office=person.office, office_word=person.office_word, organization=None, span=span)


def _blank(text: str, names: list[Name]) -> str:
    for n in sorted(names, reverse=True):
        text = f"{text[: n.start]}\0{text[n.end :]}"
    return text
