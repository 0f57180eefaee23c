"""The walk through the outline: each block is read in the light of its section, its heading and the list it stands in."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from ..diagnostics import Diagnostic
from ..grammar.lexicon import HEADER_FIELDS, Lexicon, Name
from ..grammar.numerals import number
from ..grammar.people import Person
from ..outline import Block, order_findings, parse_outline
from ..records import Chair, Item, Minutes, Said
from ..source import Source, Span
from ..vocab import ACTION, FIELD, SECTION
from .clauses import COUNT, QUOTE, SENTENCE, Act, Claim, SentenceReader, Title
from .header import HeaderReader
from .ledger import Ledger
from .requests import CLAUSE
from .script import Script

_HEAD = regex.compile(rf"^(?P<head>(?:{QUOTE}|\([^()]*\)|(?<=\d):(?=\d)|[^:。「」])*?):")
_TAIL = regex.compile(r"\((?:略|無|從略)\)。?$|[。;]+$")
_NOTE = regex.compile(r"\((?P<note>[^()]{7,}|[^()]*[,。][^()]*)\)$")
_NOTHING = regex.compile(r"(?:同上|無|略|從略|無意見|未討論)[。]?")
_SPEAKING = (SECTION.conclusions, SECTION.remarks, SECTION.discussion, SECTION.reports, None)


@dataclass(slots=True)
class _Context:
    """What a block inherits: its section, the groups of its heading (places in the whole text), the verb whose list it
    stands in (likewise), its speaker."""

    section: str | None = None
    groups: tuple[Name, ...] = ()
    act: Act | None = None
    speaker: Chair | None = None


def extract(text: str, title: Span | None, words: Lexicon, source: Source, offset: int) -> tuple[Minutes, list[Diagnostic]]:
    """Read one text of minutes.

    Args:
        text: of the minutes, from its first to its last non-blank character.
        title: where the title stands in it, `None` where there is none.
        words: the vocabulary, compiled.
        source: the file, for messages.
        offset: where the minutes start in the file.
    """
    return _Walk(Script(text, words, source, offset), title).minutes()


class _Walk:
    def __init__(self, script: Script, title: Span | None) -> None:
        self.script, self.words, self.title = script, script.words, title
        self.shadow, self.s = script.shadow, script.s
        self.ledger = Ledger(script)
        self.requests = self.ledger.requests
        self.sentences = SentenceReader(script.words)
        self.header = HeaderReader(script)
        self.unread: list[Span] = []
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
        contexts: list[_Context] = []
        for index, block in enumerate(blocks):
            above = contexts[block.parent] if block.parent >= 0 else _Context()
            contexts.append(self._block(index, block, above))
            if contexts[-1].section not in (SECTION.header, SECTION.adjournment):
                for span in block.paragraphs:
                    self.ledger.cite_rest(span)
        ledger = self.ledger
        ledger.settle()
        self.script.check(self.unread)
        record = Minutes(
            text=self.shadow.text, header=self.header.finish(), items=tuple(ledger.items), decisions=tuple(ledger.decisions),
            directives=tuple(ledger.directives), statements=tuple(ledger.statements), counts=tuple(ledger.counts),
            cited=tuple(ledger.cited), unread=tuple(self.unread),
        )
        return record, self.script.found + order_findings(blocks, self.script.source, self.script.offset)

    # --- lines and blocks ----------------------------------------------------------------------------------------------

    def _loose(self, paragraphs: list[Span]) -> None:
        """Read the lines before the first number: header fields, or the rest of a speech."""
        for span in paragraphs:
            text = self.shadow.folded[span.start : span.end]
            if self.words.label.search(text) or (self.field and self.title and len(text) < 60):
                self.field = self.header.line(span, self.field)
            elif self.title is None and len(text) > 1:
                self._paragraph(-1, span, _Context(), None)
            else:
                self.unread.append(span)

    def _block(self, index: int, block: Block, above: _Context) -> _Context:
        listed = above.act if above.act and above.act.list_follows else None
        context = _Context(section=above.section, groups=above.groups, speaker=above.speaker, act=listed)
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
        elif context.act is not None and (head is None or not self._has_verb(body)):
            self._listed(index, paragraphs[:1], context, context.act)
            self._content(index, None, paragraphs[1:], _Context(section=context.section, groups=context.groups))
        elif head is None and paragraphs and self._is_heading(paragraphs[0], section):
            if section is None:
                self._read_heading(index, paragraphs[0], context)
            self._content(index, None, paragraphs[1:], context)
        else:
            self._content(index, head, body, context)
        if head is None and paragraphs:
            self._whole_line_heading(index, paragraphs[0], said=self.ledger.size != size)
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

    def _header_field(self, head: Span | None, paragraphs: list[Span], above: _Context) -> str | None:
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
        text = regex.sub(r"\([^()]*\)$", "", _TAIL.sub("", self.script.squeezed(span)))
        if exact := self.words.sections.get(text):
            return Said(value=exact, span=self.shadow.up(a, a + len(text)))
        if block.depth or len(text) > 30 or regex.search(r"[,。「]", text):
            return None
        found = max(self.words.section.finditer(text), key=lambda m: (m.end() - m.start(), -m.start()), default=None)
        if found is None:
            return None
        return Said(value=self.words.sections[found[0]], span=self.shadow.up(a + found.start(), a + found.end()))

    def _item(self, block: Block, head: Span | None, section: Said | None, paragraphs: list[Span]) -> Item:
        m = regex.search(r"[^\s()（）、.．:：]+(?:\s*[^\s()（）、.．:：]+)*", self.script.raw(block.mark))
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
        if paragraphs:
            self.header.times(paragraphs[0], ("end",))
        self.unread += paragraphs[1:]

    def _people(self) -> None:
        self.people_known = True
        self.script.add_people(self.header.facts.get("chairs", ()))

    def _is_heading(self, span: Span, section: Said | None) -> bool:
        """Tell a line that only names what follows from one that says something."""
        text = self.script.squeezed(span)
        if section is not None or regex.fullmatch(r"[^,。;:]{1,40}\((?:略|無|從略)\)。?", text):
            return True
        return len(text) <= 40 and not regex.search(r"[,。;!?]|請", text) and not regex.search(self.words.verb, text)

    def _has_verb(self, body: list[Span]) -> bool:
        return any(regex.search(self.words.verb, self.script.squeezed(span)) for span in body)

    # --- headings and contents -------------------------------------------------------------------------------------------

    def _content(self, index: int, head: Span | None, body: list[Span], context: _Context) -> None:
        more = index not in self.parents and bool(body)
        if head is not None:
            self._read_heading(index, head, context, below=more)
        if context.section == SECTION.conclusions:
            self._conclusion(index, body, context)
            return
        for place, span in enumerate(body):
            if context.act is not None and index not in self.parents:
                self._listed(index, [span], context, context.act)
                continue
            self.more = index not in self.parents and place + 1 < len(body)
            rest = self._after_conclusions(span)
            if rest is None:
                self._paragraph(index, span, context, head)
                continue
            context.section = SECTION.conclusions
            for later in ([rest] if rest.end > rest.start else []) + body[place + 1 :]:
                self._conclusion(index, [later], context)
            return

    def _after_conclusions(self, span: Span) -> Span | None:
        """Return what follows the label of a ruling (主席裁示：) in a line, `None` where the line has none."""
        a, b = self.shadow.down(span)
        part = self.words.parts.match(self.s[a:b])
        if part is None or self.words.sections.get(part["label"]) != SECTION.conclusions or not part[0].endswith((":", "】")):
            return None
        return self.shadow.up(a + part.end(), b) if a + part.end() < b else Span(span.end, span.end)

    def _read_heading(self, index: int, head: Span, context: _Context, *, below: bool = False) -> None:
        """A heading may name groups, a speaker, or the verb of the list below it."""
        a, b = self.shadow.down(head)
        text = self.s[a:b]
        note = _NOTE.search(text)
        if note:
            self.ledger.state(index, self.shadow.up(a + note.start("note"), a + note.end("note")), None)
        bare = text[: note.start()] if note else text
        local = self.script.local_names(a, a + len(bare))
        groups = [n for n in local if n.sort == "group"]
        if groups and regex.fullmatch(r"(?:「?\0」?(?:[、與及和暨]|以及)?(?:部分)?)+", _blank(bare, groups)):
            context.groups = _moved(tuple(groups), a)
        elif context.section != SECTION.conclusions and (form := regex.fullmatch(rf"「?(?P<g>{self.words.group_form})」?", bare)):
            context.groups = (Name(a + form.start("g"), a + form.end("g"), "group", form["g"], ()),)
            self._learn(index, context.groups[0])
        elif regex.search(self.words.verb, bare):
            self.more = below
            self._heading_verbs(index, bare, local, a, b, context)
        speaker = self.words.people.speaker(bare)
        if speaker and context.section in _SPEAKING:
            context.speaker = _chair(speaker, self.shadow.up(a, a + len(bare)))

    def _heading_verbs(self, index: int, bare: str, local: list[Name], a: int, b: int, context: _Context) -> None:
        reading = self.sentences.read(bare, local, _moved(context.groups, -a), below=index in self.parents or self.more)
        acts = [act for act in reading.acts if act.titles or act.list_follows]
        for act in acts:
            self._decide(index, act, a, context, (a, b))
        if acts:
            context.groups = _moved(reading.last_groups, a) or context.groups

    def _conclusion(self, index: int, body: list[Span], context: _Context) -> None:
        """An item of the conclusions is one directive, unless it only disposes."""
        if not body or _NOTHING.fullmatch("".join(self.script.squeezed(span) for span in body)):
            return
        decided, asked = False, False
        for span in body:
            a, b = self.shadow.down(span)
            for m in SENTENCE.finditer(self.s[a:b]):
                acts, asks = self._sentence(index, a + m.start(), a + m.end(), context, concluding=True)
                decided, asked = decided or bool(acts), asked or asks or not acts
        if asked or not decided:
            self.ledger.direct(index, Span(body[0].start, body[-1].end), context.speaker, [])

    def _paragraph(self, index: int, span: Span, context: _Context, head: Span | None) -> None:
        """Read a paragraph: decisions and requests, or a statement."""
        a, b = self.shadow.down(span)
        part = self.words.parts.match(self.s[a:b])
        labelled = part is not None and part[0].endswith(":")
        skip = part.end() if part and labelled else 0
        text = self.s[a + skip : b]
        if self.words.omitted.fullmatch(text):
            return
        said = False
        titles = self._heading_titles(head) if head and not context.groups else []
        for m in SENTENCE.finditer(text):
            start, end = a + skip + m.start(), a + skip + m.end()
            acts, asks = self._sentence(index, start, end, context, heading=titles, head=head)
            if asks:
                self.ledger.direct(index, self.shadow.up(start, end), context.speaker, acts)
            said = said or bool(acts) or asks
        if said or not regex.search(r"\p{Han}", text):
            return
        place = self.shadow.up(a + skip, b)
        if part and labelled and self.words.fields.get(part["label"]) == FIELD.resolution:
            self.ledger.resolve_in_words(index, self.shadow.up(a + part.start("label"), a + part.end("label")), place)
        else:
            self.ledger.state(index, place, context.speaker)

    # --- sentences -------------------------------------------------------------------------------------------------------

    def _sentence(
        self, index: int, a: int, b: int, context: _Context, *, heading: list[Title] | None = None, head: Span | None = None, concluding: bool = False
    ) -> tuple[list[Act], bool]:
        """Read one sentence into decisions; return its acts and whether it asks for something else as well."""
        text = self.s[a:b]
        new = self.script.new_groups(a, b)
        for name in new:
            self._learn(index, *_moved((name,), a))
        local = self.script.local_names(a, b)
        reading = self.sentences.read(text, local, _moved(context.groups, -a), below=index in self.parents or self.more)
        acts = [act for act in reading.acts if act.titles or not concluding or act.action not in (ACTION.continued, ACTION.referred)]
        asks = self._asks(text, local, acts)
        for act in acts:
            self._complete(act, heading, head, a)
            if act.bound or act.titles:
                self._decide(index, act, a, context, (a, b))
            else:
                self._unread(a, b)
        if not acts and any(self.words.action(text[t.start : t.end]) in self.words.listing for t in reading.loose) and regex.search(r"同意|准予", text):
            self._unread(a, b)
        if acts and reading.last_groups:
            context.groups = _moved(reading.last_groups, a)
        return acts, asks

    def _complete(self, act: Act, heading: list[Title] | None, head: Span | None, a: int) -> None:
        """A verb that stands alone after a heading speaks of the titles in it, or of what it names."""
        if act.titles or act.list_follows:
            return
        if heading and not act.groups:
            act.titles = [Title(start=t.start - a, end=t.end - a, groups=t.groups) for t in heading]
        elif not act.bound and head is not None and not regex.search(r"會議|事項", self.script.squeezed(head)):
            start, end = self.shadow.down(head)
            act.titles = [Title(start=start - a, end=end - a, groups=act.groups)]

    def _heading_titles(self, head: Span) -> list[Title]:
        a, b = self.shadow.down(head)
        text = self.s[a:b]
        if not regex.fullmatch(rf"(?:{QUOTE}(?:等|案|一案)?(?:[、與及和暨])?)+(?:\d+案|案)?", text):
            return []
        return [Title(start=a + m.start() + 1, end=a + m.end() - 1) for m in regex.finditer(QUOTE, text)]

    def _asks(self, text: str, local: list[Name], acts: list[Act]) -> bool:
        """Tell whether a clause that holds no verb of disposition tells somebody to do something."""
        for m in CLAUSE.finditer(text):
            if any(m.start() <= act.start < m.end() for act in acts) or (acts and self.requests.is_generic(m[0])):
                continue
            names = [n._replace(start=n.start - m.start(), end=n.end - m.start()) for n in local if m.start() <= n.start and n.end <= m.end()]
            if self.requests.asks(m[0], names):
                return True
        return False

    def _decide(self, index: int, act: Act, a: int, context: _Context, sentence: tuple[int, int]) -> None:
        self.ledger.decide(index, act, a, sentence)
        if act.list_follows:
            context.act = _shifted(act, a)

    def _listed(self, index: int, paragraphs: list[Span], context: _Context, act: Act) -> None:
        """Read lines of the list below a verb: the whole line is a title, or the quotes of which it consists are."""
        for span in paragraphs:
            a, b = self.shadow.down(span)
            text = self.s[a:b]
            quoted = regex.fullmatch(rf"(?:(?P<q>{QUOTE})(?:一?案)?(?:[、,與及和]|以及)*)+(?:等)?(?:{COUNT})?[。;,]*", text)
            if quoted:
                places = [(a + start + 1, a + end - 1) for start, end in quoted.spans("q")]
            else:
                places = [(a, a + len(regex.sub(r"[。;,]+$", "", text)))]
            for start, end in places:
                if end > start:
                    self.ledger.list_line(index, act, self.script.said_at(start, end), act.groups or context.groups)
            if quoted and quoted["count"]:
                claim = Claim(start=quoted.start("count"), end=quoted.end("unit"), claimed=number(quoted["count"]) or 0, listed=len(places))
                self.ledger.count(index, claim, a)

    def _learn(self, index: int, name: Name) -> None:
        if self.script.learn(name) and index >= 0:
            self.ledger.change(index, mentions=(*self.ledger.items[index].mentions, self.script.mention(name)))

    def _unread(self, a: int, b: int) -> None:
        self.script.say("unread-sentence", "a decision is worded here, but not what it is about", self.shadow.up(a, b))


def _chair(person: Person, span: Span) -> Chair:
    return Chair(surname=person.surname, given=person.given, office=person.office, office_word=person.office_word, organization=None, span=span)


def _blank(text: str, names: list[Name]) -> str:
    for n in sorted(names, reverse=True):
        text = f"{text[: n.start]}\0{text[n.end :]}"
    return text


def _moved(names: tuple[Name, ...], by: int) -> tuple[Name, ...]:
    return tuple(n._replace(start=n.start + by, end=n.end + by) for n in names)


def _shifted(act: Act, by: int) -> Act:
    """Return a verb without titles, moved; the claims stay the same objects, for the lines below still count in them."""
    claims: list[Claim] = [c for c in act.claims if c.list_follows]
    return Act(action=act.action, start=act.start + by, end=act.end + by, claims=claims, groups=_moved(act.groups, by), list_follows=act.list_follows)
