"""What stands in a block: its heading, the parts of an item, rulings, speeches, paragraphs."""

from __future__ import annotations

from dataclasses import replace

import regex

from ..grammar.lexicon import PROPOSING, Name
from ..patterns import pattern
from ..records import Chair, Said
from ..source import Span
from ..vocab import FIELD, SECTION
from .header import HeaderReader
from .ledger import Ledger
from .lines import GROUPS_ONLY, Label, Lines
from .phrasing import SENTENCE
from .requests import ASK, SHOULD
from .script import Script
from .sentences import Context, Sentences, blank, moved
from .speakers import Speakers

_NOTE = regex.compile(r"\((?P<note>[^()]{7,}|[^()]*[,。][^()]*)\)$")
_NOTHING = regex.compile(r"\(?(?:同上|無|略|從略|無意見|未討論|無決議|未決議)\)?[。]?")
_SPEAKING = (SECTION.conclusions, SECTION.remarks, SECTION.discussion, SECTION.reports, SECTION.motions, None)
_DECIDING = (FIELD.resolution, FIELD.ruling)
_PROGRESS = regex.compile(r"(?:辦理|執行|處理)(?:情形|進度|狀況|成果)")
# The heading of what an earlier meeting decided: 上次會議決議：, 108 年第 3 次會議裁示：
_EARLIER = regex.compile(r"(?:.{0,16}(?:上|前)(?:一)?次|.{0,24}第.{1,6}次)[^:]{0,16}(?:決議|決定|裁示|指示|結論)(?:內容)?$")
_NOTE_LINE = regex.compile(r"\[\d{1,3}\]")  # a footnote, as readers write it: no line of a list
# What ends minutes without a heading: a Roman number, enclosures, signatures, an address, a date alone.
_CLOSES = regex.compile(r"[IVXⅠ-Ⅻ]{1,4}[.、]|附[件錄表圖][一二三四五六七八九十\d]*[:、(]|(?:附件|附錄)$|(?:主席|主持人|[紀記]錄)?(?:簽名|簽章|用印)|(?:聯絡|連絡)?(?:電話|人|地址|傳真)[:(]|(?:中華)?民國.{2,12}日$|.{2,24}(?:敬啟|謹啟|啟)$|此致|副本[:抄]|正本:|以下空白|以上[紀記]錄")


class Contents(Lines):
    """Reads what stands in the blocks of one text into its ledger."""

    def __init__(self, script: Script, ledger: Ledger, header: HeaderReader) -> None:
        super().__init__(script, Sentences(script, ledger))
        self.ledger, self.speakers = ledger, Speakers(script, header)
        self.below = False  # numbered lines follow below the block that is read
        self.more = False  # lines without a number follow in it
        self._outcome = regex.compile(rf"\((?:(?:經|與會|出席|全體|在場|各|委員|董事|代表|同仁|人員|住戶|均|皆|一致|討論後|確認|無異議|無意見|決議|決定|結論|裁示|:)*,)?(?P<verb>{self.words.verb})\)[。.]?$")

    # --- headings and contents -------------------------------------------------------------------------------------------

    def block(self, index: int, head: Span | None, body: list[Span], paragraphs: list[Span], context: Context, section: Said | None) -> None:
        """Read a numbered block."""
        if context.part in PROPOSING or context.telling:
            self.read(index, head, body, context)
        elif context.leads and paragraphs and self._speaks(index, head, paragraphs[0], context):
            self.sentences.asked_besides(index, paragraphs[0], context)
            context.act = None
            self.read(index, head, body, context)
        elif context.act is not None and not self._has_verb(body if head else []) and not any((label := self.label(p)) and label.kind in _DECIDING for p in paragraphs[1:]):
            self._list_block(index, head, paragraphs, context)
        elif head is None and paragraphs and self.is_title(paragraphs[0], section):
            self._titled(index, paragraphs, context, section)
        else:
            if head is None and paragraphs:
                context.units = moved(tuple(self.units(self.script.squeezed(paragraphs[0]))), self.shadow.down(paragraphs[0]).start)
            self.read(index, head, body, context)

    def _titled(self, index: int, paragraphs: list[Span], context: Context, section: Said | None) -> None:
        """Read a block whose first line names it: who is in charge, what came of it in brackets, what stands below."""
        span = paragraphs[0]
        a, b = self.shadow.down(span)
        text = self.s[a:b]
        if section is None:
            self._read_heading(index, span, context)
            context.title = self.shadow.up(a, a + self.title_end(text))
        context.units = moved(tuple(self.units(text)), a)
        self.ledger.change(index, mentions=(*self.ledger.items[index].mentions, *(self.script.mention(n) for n in context.units)))
        if m := pattern(rf"\((?P<verb>{self.words.verb})\)[。.]?$").search(text):
            self.sentences.read(index, a + m.start("verb"), a + m.end("verb"), context, below=False)
        self.read(index, None, paragraphs[1:], context)

    def part(self, index: int, label: Label, body: list[Span], context: Context, above: Context) -> None:
        """Read a numbered part of an item: 一、案由：… 四、決議：…"""
        self._enter(label, context)
        if label.kind == FIELD.subject and body:
            context.title = above.title = body[0]
        if label.kind in (FIELD.particulars, FIELD.group) and body:
            self._particulars(index, label, Span(label.span.start, body[0].end), context)
            above.groups = context.groups
            body = body[1:]
        self.read(index, None, body, context)

    def _enter(self, label: Label, context: Context) -> None:
        context.part, context.telling, context.enumerating = label.kind, False, False
        context.resolution = label.span if label.kind == FIELD.resolution else None

    def _list_block(self, index: int, head: Span | None, paragraphs: list[Span], context: Context) -> None:
        """Read a block in the list below a verb: a title, or a group with its titles."""
        act, body = context.act, paragraphs[:1]
        assert act is not None
        named = head if head is not None else paragraphs[0] if paragraphs and self.below else None
        if named is not None and self._names_groups(named):
            self._read_heading(index, named, context)
            body = self.split(paragraphs)[1][:1] if head is not None else []
        for span in body:
            self.sentences.listed(index, span, context, act)
        self.read(index, None, paragraphs[1:], Context(section=context.section, groups=context.groups))

    def read(self, index: int, head: Span | None, body: list[Span], context: Context) -> None:
        """Read what stands below a heading, part by part."""
        if head is not None and _EARLIER.match(self.script.squeezed(head)):
            context.part = FIELD.subject
        proposing = context.part in PROPOSING or context.telling
        if head is not None and body and not proposing and self._one_sentence(head, body[0]):
            body = [Span(head.start, body[0].end), *body[1:]]
        elif head is not None and not proposing:
            self._read_heading(index, head, context, below=bool(body))
        place = 0
        while place < len(body):
            label = self.label(body[place])
            if label and label.kind in _DECIDING and self._is_earlier(body, place + 1):
                label = label._replace(kind=FIELD.subject)
            if _NOTE_LINE.match(self.script.squeezed(body[place])):
                self.tell(index, body[place], None)
                place += 1
                continue
            if label:
                self._enter(label, context)
            elif context.part == FIELD.resolution and _CLOSES.match(self.script.squeezed(body[place])):
                context.part, context.resolution = None, None
            if label is None and context.act is not None and not self.below and not proposing and not self._heads_list(body[place]) and not self._speaks(index, None, body[place], context):
                self.sentences.listed(index, body[place], context, context.act)
                place += 1
                continue
            if self._concludes(context):
                end = next((i for i in range(place + 1, len(body)) if self.label(body[i])), len(body))
                self._conclusion(index, [*(label.rest if label else [body[place]]), *body[place + 1 : end]], context, head)
                place = end
                continue
            self.more = not self.below and place + 1 < len(body) and not _NOTE_LINE.match(self.script.squeezed(body[place + 1]))
            self._paragraph(index, body[place], label, context, head)
            place += 1

    def _speaks(self, index: int, head: Span | None, line: Span, context: Context) -> bool:
        """Tell a line below the verb of a list that has a verb of its own, or says more of its titles: it is no mere title."""
        if head is not None and (self._is_list_label(self.script.squeezed(head)) or self._one_sentence(head, line)):
            return True
        if self.sentences.speaks(line, context, below=self.below):
            return True
        m = pattern(rf"(?P<title>[^,。;:「」《【]{{4,60}}),(?:[^。;「」]*,)?[^,。;「」]{{0,6}}{self.words.verb}[。;]?").fullmatch(self.script.squeezed(line))
        if m is None:
            return False
        a = self.shadow.down(line).start
        context.title = self.shadow.up(a, a + m.end("title"))
        return True

    def _is_earlier(self, body: list[Span], start: int) -> bool:
        """Tell a resolution of an earlier meeting: what was done of it since stands below it."""
        label = next((label for i in range(start, len(body)) if (label := self.label(body[i]))), None)
        return label is not None and label.kind == FIELD.explanation and bool(_PROGRESS.search(self.script.squeezed(label.span)))

    @staticmethod
    def _concludes(context: Context) -> bool:
        return context.part == FIELD.ruling or (context.part is None and context.section == SECTION.conclusions)

    def names_group(self, span: Span) -> bool:
        """Tell a line that is nothing but the name of a group."""
        return bool(pattern(self.words.group_form).fullmatch(self.script.squeezed(span))) or self._names_groups(span)

    def govern(self, index: int, span: Span, context: Context) -> None:
        """Let the group that a line names govern the items below it."""
        if context.section not in (SECTION.header, SECTION.adjournment):
            self._read_heading(index, span, context)

    def _read_heading(self, index: int, head: Span, context: Context, *, below: bool = False) -> None:
        """A heading may name groups, a speaker, or the verb of the list below it."""
        a, b = self.shadow.down(head)
        text = self.s[a:b]
        note = None if self.units(text) else _NOTE.search(text)
        if note:
            self.ledger.state(index, self.shadow.up(a + note.start("note"), a + note.end("note")), None)
        bare = text[: note.start()] if note else text
        local = self.script.local_names(a, a + len(bare))
        groups = [n for n in local if n.sort == "group"]
        if groups and GROUPS_ONLY.fullmatch(blank(bare, groups)):
            context.groups = moved(tuple(groups), a)
        elif context.section != SECTION.conclusions and (form := pattern(rf"(?:「?(?P<g>{self.words.group_form})」?(?:[、與及和暨]|以及|$))+").fullmatch(bare)):
            places = {n.start: n for n in groups}
            context.groups = tuple(places.get(s, Name(s, e, "group", bare[s:e], ())) for s, e in form.spans("g"))
            context.groups = moved(context.groups, a)
            for name in context.groups:
                self.sentences.learn(index, name)
        elif self.words.verbs.search(bare):
            self.sentences.heading(index, bare, a, b, context, below=below or self.below)
        if context.section in _SPEAKING and (speaker := self._speaker(head)):
            context.speaker, context.telling = self.speakers.named(speaker), not self._presides(speaker, context)

    def _speaker(self, label: Span) -> Chair | None:
        return self.speakers.read(label)

    def _presides(self, speaker: Chair, context: Context) -> bool:
        """Tell who may decide by his word from those who only speak: the chairs, and whoever concludes."""
        return self._concludes(context) or self.speakers.preside(speaker)

    # --- rulings --------------------------------------------------------------------------------------------------------

    def _conclusion(self, index: int, body: list[Span], context: Context, head: Span | None = None) -> None:
        """An item of the conclusions is one directive, a speaker's words on lines of their own another, unless it only disposes."""
        own: list[Span] = []
        for span in body:
            label, rest = self.split([span])
            spoken = self._speaker(label) if label else None
            if spoken:
                context.speaker = spoken
                self._ruling(index, rest, context, None)
            else:
                own.append(span)
        self._ruling(index, own, context, head)

    def _ruling(self, index: int, body: list[Span], context: Context, head: Span | None) -> None:
        if not body or _NOTHING.fullmatch("".join(self.script.squeezed(span) for span in body)):
            return
        decided, asked = False, False
        for span in body:
            a, b = self.shadow.down(span)
            for m in SENTENCE.finditer(self.s[a:b]):
                acts, asks = self.sentences.read(
                    index, a + m.start(), a + m.end(), context, below=self.below, head=head, concluding=True, resolving=context.section != SECTION.conclusions
                )
                decided, asked = decided or bool(acts), asked or asks
        if not asked and not decided and not self._tells(body):
            self.ledger.state(index, Span(body[0].start, body[-1].end), context.speaker)
        elif asked or not decided:
            self.ledger.direct(index, Span(body[0].start, body[-1].end), context.speaker, [], self._in_charge(body[-1], context))

    def _tells(self, body: list[Span]) -> bool:
        """Tell words of a chair that somebody is to act on from those that only report or thank."""
        return any(pattern(r"請|應|務必|須|不得|勿|希望|期待|期許|期勉|責成|督促|要|宜|儘|盡速|(?:^|[,。;並])由(?![於此來])").search(self.script.squeezed(span)) for span in body)

    def _in_charge(self, span: Span, context: Context) -> tuple[Name, ...]:
        """Return who is told where the sentence itself does not say: the units in brackets behind it, else behind the item."""
        return moved(tuple(self.units(self.script.squeezed(span))), self.shadow.down(span).start) or context.units

    # --- paragraphs -----------------------------------------------------------------------------------------------------

    def _paragraph(self, index: int, span: Span, label: Label | None, context: Context, head: Span | None) -> None:
        """Read a paragraph: what is proposed, said, or decided; its outcome may stand in brackets behind it."""
        if label is None and (m := self._outcome.search(self.script.squeezed(span))):
            a = self.shadow.down(span).start
            self.sentences.read(index, a + m.start("verb"), a + m.end("verb"), replace(context, title=None), below=False)
            if m.start() == 0:
                return
            span = self.shadow.up(a, a + m.start())
        if label and label.kind in (FIELD.particulars, FIELD.group):
            self._particulars(index, label, span, context)
            return
        for place in label.rest if label else [span]:
            if context.part in PROPOSING:
                self._proposed(index, place, context)
            else:
                self._said(index, place, context, head, labelled=label is not None)

    def _particulars(self, index: int, label: Label, span: Span, context: Context) -> None:
        """Read who moves an item or whose it is; a group named there governs what is decided on it."""
        a, b = self.shadow.down(label.rest[0]) if label.rest else (0, 0)
        names = self.script.local_names(a, b)
        if label.kind == FIELD.group and b > a:
            form = pattern(self.words.group_form).fullmatch(self.s[a:b])
            groups = [n for n in names if n.sort == "group"] or ([Name(0, b - a, "group", self.s[a:b], ())] if form else [])
            context.groups = moved(tuple(groups), a)
            if groups:
                context.part = None
                return
        context.part = None
        if label.rest and not self.words.omitted.fullmatch(self.s[a:b]):
            self.ledger.state(index, span, None)

    def _proposed(self, index: int, place: Span, context: Context) -> None:
        """Put down what is put before the meeting, or said on it; a subject names the item."""
        if context.part == FIELD.subject and context.title is None:
            context.title = place
        self.tell(index, place, context)

    def tell(self, index: int, place: Span, context: Context | None) -> None:
        """Put down words that decide nothing, with their speaker where a line names one."""
        label, speech = self.split([place])
        speaker = self._speaker(label) if label and speech else None
        text = self.script.squeezed(place)
        if self.words.omitted.fullmatch(text) or self.words.boilerplate.fullmatch(text) or not pattern(r"\p{Han}").search(text):
            return
        if speaker and speech:
            self.ledger.state(index, speech[0], self.speakers.named(speaker))
        else:
            self.ledger.state(index, place, context.speaker if context else None)

    def _said(self, index: int, span: Span, context: Context, head: Span | None, *, labelled: bool) -> None:
        """Read decisions and requests, or a statement."""
        own_line = head is None or "\n" in self.shadow.text[head.end : span.start]
        name, speech = self.split([span]) if not labelled and own_line else (None, [])
        speaker = self._speaker(name) if name and speech else None
        if speaker:
            context.telling, context.speaker = not self._presides(speaker, context), None
            if context.telling:
                context.part = None
        elif name and self.words.participant.fullmatch(self.script.squeezed(name)) and speech:
            context.telling, context.speaker, context.part = True, None, None
        elif name and self.script.squeezed(name) in self.words.fields:
            context.telling, context.speaker = False, None  # 主席：
        if context.telling and not self._disposes(span):
            self.tell(index, span, context)
            return
        place = speech[0] if speaker else span
        a, b = self.shadow.down(place)
        text = self.s[a:b]
        resolving = context.part in (FIELD.resolution, FIELD.vote)
        if not text or self.words.omitted.fullmatch(text) or self.words.boilerplate.fullmatch(text) or (resolving and _NOTHING.fullmatch(text)):
            return
        said = False
        for m in SENTENCE.finditer(text):
            start, end = a + m.start(), a + m.end()
            acts, asks = self.sentences.read(index, start, end, context, below=self.below or self.more, head=head, resolving=resolving)
            if asks:
                self.ledger.direct(index, self.shadow.up(start, end), speaker or context.speaker, acts, self._in_charge(place, context))
            if resolving and asks and not acts and not ASK.search(self.s, start, end) and not SHOULD.search(self.s, start, end):
                asks = False  # 114 年由基隆市政府主辦 settles something as well
            said = said or bool(acts) or asks
        enumerated, context.enumerating = context.enumerating, context.enumerating or (resolving and (text.endswith(":") or "下列" in text))
        if said or not pattern(r"\p{Han}").search(text):
            return
        if resolving and context.resolution and not enumerated:
            self.ledger.resolve_in_words(index, context.resolution, self.shadow.up(a, b))
        else:
            self.ledger.state(index, self.shadow.up(a, b), speaker or context.speaker)
