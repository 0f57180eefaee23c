"""The walk through the outline: each block is read in the light of its section, its heading and its list."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from ..diagnostics import Diagnostic
from ..grammar import one_of
from ..grammar.lexicon import Lexicon, Name
from ..grammar.titles import Citation
from ..outline import Block, order_findings, parse_outline
from ..records import Chair, CitedDirective, CitedMeeting, Count, Decision, Directive, Item, Mention, Minutes, Said, Statement
from ..shadow import Shadow
from ..source import Source, Span, clean
from ..vocab import ACTION, FIELD, SECTION
from .clauses import QUOTE, SENTENCE, Act, Claim, SentenceReader, Title
from .header import HeaderReader
from .requests import CLAUSE, RequestReader

_HEAD = regex.compile(rf"^(?P<head>(?:{QUOTE}|\([^()]*\)|(?<=\d):(?=\d)|[^:。「」])*?):")
_OMITTED_TAIL = regex.compile(r"[(](?:略|無|從略)[)][。]?$|[。;]+$")
_NOTE = regex.compile(r"\((?P<note>[^()]{7,}|[^()]*[,。][^()]*)\)$")
_DITTO = regex.compile(r"(?:同上|無|略|從略|無意見|未討論)[。]?")
HEADER, ADJOURNED = "header", "adjourned"


@dataclass(slots=True)
class _Context:
    """What a block inherits: its section, the groups of its heading, the verb whose list it stands in, its speaker."""

    section: str | None = None
    groups: tuple[Name, ...] = ()
    act: Act | None = None
    claims: list[Claim] = field(default_factory=list)
    act_item: int = -1
    speaker: Chair | None = None
    said_speaker: bool = False


def extract(text: str, title: Span | None, words: Lexicon, source: Source, offset: int) -> tuple[Minutes, list[Diagnostic]]:
    """Read one text of minutes.

    Args:
        text: of the minutes, from its first to its last non-blank character.
        title: where the title stands in it, `None` where there is none.
        words: the vocabulary, compiled.
        source: the file, for messages.
        offset: where the minutes start in the file.
    """
    return _Walk(text, title, words, source, offset).minutes()


class _Walk:
    def __init__(self, text: str, title: Span | None, words: Lexicon, source: Source, offset: int) -> None:
        self.words, self.source, self.offset, self.title = words, source, offset, title
        self.shadow = Shadow(text)
        self.s = self.shadow.squeezed
        self.names = words.names(self.s)
        self.sentences, self.requests = SentenceReader(words), RequestReader(words)
        self.header = HeaderReader(words, self.shadow, source, offset)
        self.found: list[Diagnostic] = []
        self.items: list[Item] = []
        self.decisions: list[Decision] = []
        self.directives: list[Directive] = []
        self.statements: list[Statement] = []
        self.counts: list[Count] = []
        self.cited: list[CitedMeeting] = []
        self.unread: list[Span] = []
        self.field: str | None = None
        self.people_known = False

    def minutes(self) -> Minutes:
        start = 0
        if self.title:
            self.header.title(self.title)
            start = self.title.end
        loose, blocks = parse_outline(self.shadow, start)
        self.children = {b.parent for b in blocks}
        self._loose(loose)
        if not self.title:
            self._people()
        contexts: list[_Context] = []
        for index, block in enumerate(blocks):
            above = contexts[block.parent] if block.parent >= 0 else _Context()
            contexts.append(self._block(index, block, above, blocks))
        self._settle(blocks)
        self.found += order_findings(blocks, self.source, self.offset) + self.header.found
        record = Minutes(
            text=self.shadow.text, header=self.header.finish(), items=tuple(self.items), decisions=tuple(self.decisions),
            directives=tuple(self.directives), statements=tuple(self.statements), counts=tuple(self.counts),
            cited=tuple(self.cited), unread=tuple(self.unread),
        )  # fmt: skip
        return record, self.found  # type: ignore[return-value]

    # --- lines -----------------------------------------------------------------------------------------------------

    def _loose(self, paragraphs: list[Span]) -> None:
        """Read the lines before the first number: header fields, or the rest of a speech."""
        for span in paragraphs:
            text = self.shadow.folded[span.start : span.end]
            if self.words.label.search(text) or (self.field and self.title and len(text) < 60):
                self.field = self.header.line(span, self.field)
            elif self.title is None and len(text) > 1:
                self._words_of(-1, span, _Context())
            else:
                self.unread.append(span)

    def _block(self, index: int, block: Block, above: _Context, blocks: list[Block]) -> _Context:
        context = _Context(section=above.section, groups=above.groups, speaker=above.speaker, said_speaker=above.said_speaker)
        if above.act and above.act.list_follows:
            context.act, context.claims, context.act_item = above.act, above.claims, above.act_item
        paragraphs = list(block.paragraphs)
        head, body = self._split(paragraphs)
        header = self._header_field(head, paragraphs, above)
        section = None if header else self._section(head, block)
        if header:
            context.section, section = HEADER, Said(value=SECTION.header, span=head)  # type: ignore[arg-type]
        elif section:
            context.section = section.value
        if not header and not self.people_known:
            self._people()
        mark = len(self.decisions), len(self.directives), len(self.statements)
        self.items.append(self._item(block, head, section, paragraphs))
        if header:
            self._header_lines(paragraphs, body, header)
        elif context.section == SECTION.adjournment:
            self._adjourned(paragraphs)
        elif head is None and paragraphs and context.act is None and self._is_heading(paragraphs[0], section):
            if section is None:
                self._read_heading(index, paragraphs[0], context)
            self._content(index, None, paragraphs[1:], context)
        elif context.act is not None and head is None or (context.act is not None and body and not self._has_verb(body)):
            self._listed(index, paragraphs, context)
        else:
            self._content(index, head, body, context)
        if head is None or not body:
            self._heading_of(index, block, head, mark)
        return context

    def _split(self, paragraphs: list[Span]) -> tuple[Span | None, list[Span]]:
        """Split the first line at its first colon outside quotes: heading, and what follows."""
        if not paragraphs:
            return None, []
        first = paragraphs[0]
        a, b = self.shadow.down(first)
        m = _HEAD.match(self.s[a:b])
        if m is None or not m["head"] or (len(m["head"]) > 60 and "(" not in m["head"]):
            return None, paragraphs
        rest = [] if a + m.end() >= b else [self.shadow.up(a + m.end(), b)]
        return self.shadow.up(a, a + m.end("head")), rest + paragraphs[1:]

    def _squeezed(self, span: Span) -> str:
        a, b = self.shadow.down(span)
        return self.s[a:b]

    def _header_field(self, head: Span | None, paragraphs: list[Span], above: _Context) -> str | None:
        if above.section not in (None, HEADER) or not paragraphs:
            return None
        label = self._squeezed(head) if head else self._squeezed(paragraphs[0])
        which = self.words.fields.get(label)
        if which is None and head is None and (m := self.words.label.match(self.shadow.folded[paragraphs[0].start : paragraphs[0].end])):
            which = self.words.fields.get(regex.sub(r"\s", "", m["label"]))
        return which if which in (FIELD.time, FIELD.place, FIELD.chair, FIELD.recorder, FIELD.attendance, FIELD["also-present"]) else None

    def _section(self, head: Span | None, block: Block) -> Said | None:
        span = head or (block.paragraphs[0] if block.paragraphs else None)
        if span is None:
            return None
        text = _OMITTED_TAIL.sub("", self._squeezed(span))
        text = regex.sub(r"\([^()]*\)$", "", text)
        exact = self.words.sections.get(text)
        if exact is None and (block.depth or len(text) > 30 or regex.search(r"[,。「]", text)):
            return None
        if exact:
            return Said(value=exact, span=self.shadow.up(self.shadow.down(span).start, self.shadow.down(span).start + len(text)))
        found = max(self.words.section.finditer(text), key=lambda m: (m.end() - m.start(), -m.start()), default=None)
        if found is None:
            return None
        a = self.shadow.down(span).start
        return Said(value=self.words.sections[found[0]], span=self.shadow.up(a + found.start(), a + found.end()))

    def _item(self, block: Block, head: Span | None, section: Said | None, paragraphs: list[Span]) -> Item:
        digits = self.shadow.folded.find(block.number[0], block.mark.start, block.mark.end)
        raw = self.shadow.text[block.mark.start : block.mark.end]
        m = regex.search(r"[^\s()（）、.．:：]+(?:\s*[^\s()（）、.．:：]+)*", raw)
        number = Span(block.mark.start + m.start(), block.mark.start + m.end()) if m else block.mark
        heading = Said(value=clean(self.shadow.text[head.start : head.end]), span=head) if head else None
        mentions = tuple(self._mention(n) for span in paragraphs for n in self._names_in(span) if n.sort != "collective")
        return Item(
            path=block.path, number=Said(value=clean(self.shadow.text[number.start : number.end]), span=number), heading=heading,
            position=block.position, parent=block.parent, section=section, mentions=mentions, cases=(), span=block.span if digits >= 0 else block.span,
        )  # fmt: skip

    def _heading_of(self, index: int, block: Block, head: Span | None, mark: tuple[int, int, int]) -> None:
        """Give a line without a colon its heading, unless it turned out to be a sentence."""
        if head is not None or not block.paragraphs:
            return
        item = self.items[index]
        said = (len(self.decisions), len(self.directives), len(self.statements)) != mark
        span = block.paragraphs[0]
        listed = item.cases and item.cases[0].span.start == span.start
        if said and not listed:
            return
        a, b = self.shadow.down(span)
        text = self.s[a:b]
        end = a + len(_OMITTED_TAIL.sub("", text))
        if end > a:
            place = self.shadow.up(a, end)
            self.items[index] = _with(item, heading=Said(value=clean(self.shadow.text[place.start : place.end]), span=place))

    def _header_lines(self, paragraphs: list[Span], body: list[Span], which: str) -> None:
        first, *rest = paragraphs
        self.field = self.header.line(first, None) or which
        for span in rest:
            self.field = self.header.line(span, self.field)

    def _adjourned(self, paragraphs: list[Span]) -> None:
        if paragraphs:
            self.header.times(paragraphs[0], ("end",))
        self.unread += paragraphs[1:]

    # --- content ---------------------------------------------------------------------------------------------------

    def _content(self, index: int, head: Span | None, body: list[Span], context: _Context) -> None:
        if head is not None:
            self._read_heading(index, head, context)
        if context.section == SECTION.conclusions:
            self._conclusion(index, head, body, context)
            return
        for place, span in enumerate(body):
            rest = self._after_conclusions(span)
            if rest is None:
                self._words_of(index, span, context, head)
                continue
            context.section = SECTION.conclusions
            following = [rest] if rest.end > rest.start else []
            for later in following + body[place + 1 :]:
                self._conclusion(index, head, [later], context)
            return

    def _after_conclusions(self, span: Span) -> Span | None:
        """Return what follows the label of a ruling (主席裁示：) in a line, `None` where the line has none."""
        a, b = self.shadow.down(span)
        part = self.words.parts.match(self.s[a:b])
        if part is None or self.words.sections.get(part["label"]) != SECTION.conclusions or not part[0].endswith((":", "】")):
            return None
        return self.shadow.up(a + part.end(), b) if a + part.end() < b else Span(span.end, span.end)

    def _read_heading(self, index: int, head: Span, context: _Context) -> None:
        """A heading may name groups, a speaker, or the verb of the list below it."""
        a, b = self.shadow.down(head)
        text = self.s[a:b]
        note = _NOTE.search(text)
        if note:
            self._state(index, self.shadow.up(a + note.start("note"), a + note.end("note")), None)
        bare = text[: note.start()] if note else text
        local = self._local_names(a, a + len(bare))
        groups = [n for n in local if n.sort == "group"]
        if groups and regex.fullmatch(r"(?:「?\0」?(?:[、與及和暨]|以及)?(?:部分)?)+", _blank(bare, groups)):
            context.groups = tuple(n._replace(start=n.start + a, end=n.end + a) for n in groups)
        elif (form := regex.fullmatch(rf"「?(?P<g>{self.words.group_form})」?", bare)) and context.section != SECTION.conclusions:
            context.groups = (Name(a + form.start("g"), a + form.end("g"), "group", form["g"], ()),)
            self._learn(index, context.groups[0])
        elif regex.search(self.words.verb, bare):
            reading = self.sentences.read(bare, local, self._relative(context.groups, a), below=index in self.children)
            acts = [act for act in reading.acts if act.titles or act.list_follows]
            for act in acts:
                self._decide(index, act, a, context, (a, b))
            if acts:
                context.groups = self._absolute(reading.last_groups, a) or context.groups
        speaker = self.words.people.speaker(bare)
        if speaker and context.section in (SECTION.conclusions, SECTION.remarks, None, SECTION.discussion, SECTION.reports):
            context.speaker = self._speaker(speaker, Span(*self.shadow.up(a, a + len(bare))))
            context.said_speaker = True

    def _speaker(self, person: object, span: Span) -> Chair | None:
        chair = Chair(
            surname=person.surname, given=person.given, office=person.office, office_word=person.office_word,  # type: ignore[attr-defined]
            organization=None, span=span,
        )  # fmt: skip
        return chair

    def _conclusion(self, index: int, head: Span | None, body: list[Span], context: _Context) -> None:
        if not body:
            return
        text = "".join(self._squeezed(span) for span in body)
        if _DITTO.fullmatch(text):
            return
        before = len(self.decisions)
        asked = False
        for span in body:
            a, b = self.shadow.down(span)
            for m in SENTENCE.finditer(self.s[a:b]):
                acts, asks = self._sentence(index, a + m.start(), a + m.end(), context, concluding=True)
                asked = asked or asks or not acts
        if asked or len(self.decisions) == before:
            self._direct(index, Span(body[0].start, body[-1].end), context)

    def _words_of(self, index: int, span: Span, context: _Context, head: Span | None = None) -> None:
        """Read a paragraph: decisions and requests, or a statement."""
        a, b = self.shadow.down(span)
        text = self.s[a:b]
        if self.words.omitted.fullmatch(text):
            return
        part = self.words.parts.match(text)
        resolution = bool(part and ":" in part[0] and self.words.fields.get(part["label"]) == FIELD.resolution)
        skip = part.end() if part and ":" in part[0] else 0
        if self.words.omitted.fullmatch(text[skip:]):
            return
        decided = asked = False
        heading = self._heading_titles(head) if head and not context.groups else []
        for m in SENTENCE.finditer(text[skip:]):
            acts, asks = self._sentence(index, a + skip + m.start(), a + skip + m.end(), context, heading=heading, head=head)
            if asks:
                self._direct(index, self.shadow.up(a + skip + m.start(), a + skip + m.end()), context, acts=acts)
            decided, asked = decided or bool(acts), asked or asks
        if not decided and not asked:
            place = self.shadow.up(a + skip, b)
            if resolution and place.end > place.start:
                self._decided(index, part, a, place, context)
            elif regex.search(r"\p{Han}", text[skip:]):
                self._state(index, place, context.speaker if context.said_speaker else None)

    def _decided(self, index: int, part: regex.Match[str], a: int, place: Span, context: _Context) -> None:
        label = self.shadow.up(a + part.start("label"), a + part.end("label"))
        self.decisions.append(
            Decision(
                action=ACTION.decided, wording=Said(value=clean(self.shadow.text[label.start : label.end]), span=label), case=None, cited=None,
                groups=(), item=index, addressees=(), deadlines=(), text=Said(value=clean(self.shadow.text[place.start : place.end]), span=place),
            )  # fmt: skip
        )

    def _sentence(self, index: int, a: int, b: int, context: _Context, *, heading: list[Title] = [], head: Span | None = None, concluding: bool = False) -> tuple[list[Act], bool]:  # noqa: B006
        """Read one sentence into decisions; return its acts and whether it asks for something else as well."""
        text = self.s[a:b]
        local = self._local_names(a, b) + self._new_groups(index, a, b)
        reading = self.sentences.read(text, sorted(local), self._relative(context.groups, a), below=index in self.children)
        acts = [act for act in reading.acts if not (concluding and act.action in (ACTION.continued, ACTION.referred) and not act.titles)]
        asks = self._asks(text, local, acts)
        for act in acts:
            self._complete(act, text, local, heading, head, a)
            if act.bound or act.titles:
                self._decide(index, act, a, context, (a, b))
            else:
                self._unread_sentence(a, b)
        if reading.loose and not acts and any(self.words.action(text[t.start : t.end]) in self.words.listing for t in reading.loose):
            self._note_loose(text, reading.loose, a, b)
        if acts and reading.last_groups:
            context.groups = self._absolute(reading.last_groups, a)
        return acts, asks

    def _note_loose(self, text: str, loose: list[object], a: int, b: int) -> None:
        if regex.search(r"同意|准予", text):
            self._unread_sentence(a, b)

    def _complete(self, act: Act, text: str, local: list[Name], heading: list[Title], head: Span | None, a: int) -> None:
        """A verb that stands alone after a heading speaks of the titles in it."""
        if not act.titles and not act.list_follows and heading and not act.groups:
            act.titles = [Title(start=t.start - a, end=t.end - a, groups=t.groups) for t in heading]
        elif not act.bound and head is not None and not act.titles:
            h, e = self.shadow.down(head)
            if not regex.search(r"會議|事項", self.s[h:e]):
                act.titles = [Title(start=h - a, end=e - a, groups=act.groups)]

    def _heading_titles(self, head: Span) -> list[Title]:
        a, b = self.shadow.down(head)
        text = self.s[a:b]
        if not regex.fullmatch(rf"(?:{QUOTE}(?:等|案|一案)?(?:[、與及和暨])?)+(?:\d+案|案)?", text):
            return []
        return [Title(start=a + m.start() + 1, end=a + m.end() - 1) for m in regex.finditer(QUOTE, text)]

    def _asks(self, text: str, local: list[Name], acts: list[Act]) -> bool:
        """Tell whether a clause that holds no verb of disposition tells somebody to do something."""
        for m in CLAUSE.finditer(text):
            held = any(m.start() <= act.start < m.end() for act in acts)
            if held or (acts and self.requests.is_generic(m[0])):
                continue
            names = [n._replace(start=n.start - m.start(), end=n.end - m.start()) for n in local if m.start() <= n.start and n.end <= m.end()]
            if self.requests.asks(m[0], names):
                return True
        return False

    # --- records ---------------------------------------------------------------------------------------------------

    def _decide(self, index: int, act: Act, a: int, context: _Context, sentence: tuple[int, int]) -> None:
        wording = self.shadow.up(a + act.start, a + act.end)
        said = Said(value=clean(self.shadow.text[wording.start : wording.end]), span=wording)
        addressees, deadlines = self._clause_facts(act, *sentence, a)
        common = {"action": act.action, "wording": said, "item": index, "addressees": addressees, "deadlines": deadlines}
        if act.list_follows:
            context.act, context.act_item = act, index
            context.act = Act(action=act.action, start=act.start + a, end=act.end + a, groups=self._absolute(act.groups, a), list_follows=True)
            context.act.claims = act.claims
            context.claims = [c for c in act.claims if c.list_follows]
            for claim in context.claims:
                self._count(index, claim, a, pending=True)
            self._list_words = said, addressees, deadlines
        for title in act.titles:
            groups = tuple(self._mention(n) for n in self._absolute(title.groups, a))
            place = self.shadow.up(a + title.start, a + title.end)
            label = Said(value=clean(self.shadow.text[place.start : place.end]), span=place)
            if title.earlier:
                cited = self._cited_directive(label, title, a)
                self.decisions.append(Decision(case=None, cited=cited, groups=groups, **common))
            else:
                self._case_on_item(index, label)
                self.decisions.append(Decision(case=label, cited=None, groups=groups, **common))
        if not act.titles and not act.list_follows:
            groups = tuple(self._mention(n) for n in self._absolute(act.groups, a))
            for group in groups or (None,):
                self.decisions.append(Decision(case=None, cited=None, groups=(group,) if group else (), shared=len(groups) > 1, **common))
        for claim in act.claims:
            if not claim.list_follows and claim.claimed >= 0:
                self._count(index, claim, a)

    def _clause_facts(self, act: Act, a: int, b: int, base: int) -> tuple[tuple[Mention, ...], tuple[Said, ...]]:
        """Read who is told, and by when, in the clause of a verb and in the generic clauses behind it."""
        text = self.s[a:b]
        addressees: list[Name] = []
        deadlines: list[tuple[int, int]] = []
        reached = False
        for m in CLAUSE.finditer(text):
            names = [n._replace(start=n.start - m.start(), end=n.end - m.start()) for n in self._local_names(a, b) if m.start() <= n.start and n.end <= m.end()]
            if m.start() <= act.start + base - a < m.end():
                reached = True
                verb = act.start + base - a - m.start()
                addressees = self.requests.addressees(m[0], names) or self.requests.subject(m[0], names, verb)
                addressees = [n._replace(start=n.start + m.start(), end=n.end + m.start()) for n in addressees if n.end <= verb]
            elif not reached or not self.requests.is_generic(m[0]):
                continue
            deadlines += [(s + m.start(), e + m.start()) for s, e in self.requests.deadlines(m[0]) if not regex.search(QUOTE, m[0])]
        said = tuple(Said(value=clean(self.shadow.text[p.start : p.end]), span=p) for s, e in deadlines for p in [self.shadow.up(a + s, a + e)])
        return tuple(self._mention(n._replace(start=n.start + a, end=n.end + a)) for n in addressees), said

    def _listed(self, index: int, paragraphs: list[Span], context: _Context) -> None:
        """Read a line of the list below a verb: the whole line is a title."""
        if not paragraphs or context.act is None:
            return
        a, b = self.shadow.down(paragraphs[0])
        text = self.s[a:b]
        text = regex.sub(r"[。;,]+$", "", text)
        quoted = regex.fullmatch(rf"(?P<q>{QUOTE})(?:一?案)?", text)
        start, end = (a + 1, a + quoted.end("q") - 1) if quoted else (a, a + len(text))
        if end <= start:
            return
        place = self.shadow.up(start, end)
        label = Said(value=clean(self.shadow.text[place.start : place.end]), span=place)
        said, addressees, deadlines = self._list_words_of(context)
        groups = tuple(self._mention(n) for n in context.act.groups or context.groups)
        self._case_on_item(index, label)
        self.decisions.append(Decision(action=context.act.action, wording=said, case=label, cited=None, groups=groups, item=index, addressees=addressees, deadlines=deadlines))
        for claim in context.claims:
            claim.listed += 1
        for span in paragraphs[1:]:
            self._words_of(index, span, _Context(section=context.section, groups=context.groups))

    def _list_words_of(self, context: _Context) -> tuple[Said, tuple[Mention, ...], tuple[Said, ...]]:
        assert context.act is not None
        place = self.shadow.up(context.act.start, context.act.end)
        return Said(value=clean(self.shadow.text[place.start : place.end]), span=place), (), ()

    def _case_on_item(self, index: int, label: Said) -> None:
        if index >= 0:
            self.items[index] = _with(self.items[index], cases=(*self.items[index].cases, label))

    def _count(self, index: int, claim: Claim, a: int, *, pending: bool = False) -> None:
        place = self.shadow.up(a + claim.start, a + claim.end)
        claimed = Said(value=claim.claimed, span=place)
        if pending:
            self._pending = [*getattr(self, "_pending", []), (len(self.counts), claim)]
        self.counts.append(Count(claimed=claimed, listed=claim.listed, verdict=self._verdict(claim), item=index))

    @staticmethod
    def _verdict(claim: Claim) -> str:
        if claim.listed == claim.claimed:
            return "equal"
        if claim.listed > claim.claimed:
            return "more"
        return "unnamed" if claim.unnamed else "fewer"

    def _settle(self, blocks: list[Block]) -> None:
        """Close the counts of lists, now that all their lines are read, and report those that disagree."""
        for place, claim in getattr(self, "_pending", []):
            count = self.counts[place]
            self.counts[place] = Count(claimed=count.claimed, listed=claim.listed, verdict=self._verdict(claim), item=count.item)
        told = {m.span for record in (*self.decisions, *self.directives) for m in record.addressees}
        for place, item in enumerate(self.items):
            if any(m.span in told for m in item.mentions):
                self.items[place] = _with(item, mentions=tuple(m for m in item.mentions if m.span not in told))
        for count in self.counts:
            if count.verdict != "equal":
                code = "count-unnamed" if count.verdict == "unnamed" else "count-mismatch"
                self._say(code, f"the text says {count.claimed.value}, {count.listed} {'was' if count.listed == 1 else 'were'} read", count.claimed.span)

    def _cited_directive(self, label: Said, title: Title, a: int) -> CitedDirective:
        meetings = tuple(self._cite(c, a) for c in title.citations)
        a1, b1 = self.shadow.down(label.span)
        mentions = tuple(self._mention(n) for n in self._names_in(label.span) if n.sort != "collective") if b1 > a1 else ()
        return CitedDirective(label=label, meetings=meetings, spans=tuple(self.shadow.up(a + c.start, a + c.end) for c in title.citations), mentions=mentions)

    def _cite(self, c: Citation, a: int) -> CitedMeeting:
        up = lambda pair: self.shadow.up(a + pair[0], a + pair[1])  # noqa: E731
        meeting = CitedMeeting(
            level=Said(value=c.level, span=up(c.level_span)) if c.level and c.level_span else None,
            year=Said(value=c.year, span=up(c.year_span)) if c.year and c.year_span else None,
            ordinal=Said(value=c.ordinal, span=up(c.ordinal_span)) if c.ordinal is not None and c.ordinal_span else None,
            date=Said(value=c.date, span=up(c.date_span)) if c.date and c.date_span else None,
        )  # fmt: skip
        self.cited.append(meeting)
        return meeting

    def _direct(self, index: int, span: Span, context: _Context, acts: list[Act] | None = None) -> None:
        a, b = self.shadow.down(span)
        text = self.s[a:b]
        local = self._local_names(a, b)
        held = [m.span() for m in CLAUSE.finditer(text) if acts and any(m.start() <= act.start < m.end() for act in acts)]
        asked = [n for n in self.requests.addressees(text, local) if not any(s <= n.start < e for s, e in held)]
        told = {(n.start, n.end) for n in self.requests.addressees(text, local)} | {(n.start, n.end) for act in acts or () for n in self.requests.subject(text, local, act.start)}
        unique = list({(n.sort, n.name): n for n in reversed(asked)}.values())[::-1]
        mentions = [n for n in local if n.sort != "collective" and (n.start, n.end) not in told and n.name not in {u.name for u in unique}]
        deadlines = [p for p in self.requests.deadlines(text) if not any(s <= p[0] < e for s, e in held)]
        self.directives.append(
            Directive(
                text=Said(value=clean(self.shadow.text[span.start : span.end]), span=span),
                issued_by=context.speaker, addressees=tuple(self._mention(n._replace(start=n.start + a, end=n.end + a)) for n in unique),
                mentions=tuple(self._mention(n._replace(start=n.start + a, end=n.end + a)) for n in mentions), cases=(),
                deadlines=tuple(Said(value=clean(self.shadow.text[p.start : p.end]), span=p) for s, e in deadlines for p in [self.shadow.up(a + s, a + e)]),
                item=index,
            )  # fmt: skip
        )

    def _state(self, index: int, span: Span, speaker: Chair | None) -> None:
        text = clean(self.shadow.text[span.start : span.end])
        if text:
            self.statements.append(Statement(text=Said(value=text, span=span), speaker=speaker, item=index))

    # --- names -----------------------------------------------------------------------------------------------------

    def _names_in(self, span: Span) -> list[Name]:
        a, b = self.shadow.down(span)
        return [n for n in self.names if a <= n.start and n.end <= b]

    def _local_names(self, a: int, b: int) -> list[Name]:
        return [n._replace(start=n.start - a, end=n.end - a) for n in self.names if a <= n.start and n.end <= b]

    def _new_groups(self, index: int, a: int, b: int) -> list[Name]:
        """Groups the vocabulary does not know, by their form: right before a title or a list's verb."""
        text = self.s[a:b]
        known = self._local_names(a, b)
        found = []
        for m in regex.finditer(rf"(?:^|(?<=[、,。;」]|與|及|和|暨))(?P<g>{self.words.group_form})(?=「|[:,、](?:「|同意|洽悉)|同意|(?:[、與及和]\p{{Han}}{{2,6}}組)?(?:均)?洽悉)", text):
            name = Name(m.start("g"), m.end("g"), "group", m["g"], ())
            if all(name.end <= n.start or name.start >= n.end for n in known) and not regex.search(r"請|由|於|向", name.name):
                found.append(name)
                self._learn(index, name._replace(start=name.start + a, end=name.end + a))
        return found

    def _learn(self, index: int, name: Name) -> None:
        if name not in self.names:
            self.names = sorted([*self.names, name])
            if index >= 0:
                item = self.items[index]
                self.items[index] = _with(item, mentions=(*item.mentions, self._mention(name)))

    def _relative(self, groups: tuple[Name, ...], a: int) -> tuple[Name, ...]:
        return tuple(n._replace(start=n.start - a, end=n.end - a) for n in groups)

    def _absolute(self, groups: tuple[Name, ...], a: int) -> tuple[Name, ...]:
        return tuple(n._replace(start=n.start + a, end=n.end + a) for n in groups)

    def _mention(self, name: Name) -> Mention:
        return Mention(sort=name.sort, name=name.name, iris=name.iris, span=self.shadow.up(name.start, name.end))

    def _people(self) -> None:
        """Add the places where a chair of this meeting, or a known official with his full name, is named."""
        self.people_known = True
        forms: dict[str, str] = {}
        for chair in self.header.facts.get("chairs", ()):
            if chair.given:
                office = chair.office_word
                forms |= dict.fromkeys((chair.surname + office + chair.given, chair.name + office, chair.surname + office), chair.name) if office else {}
        for person, office, organization in self.words.vocabulary.officers.values():
            name, word = self.words.vocabulary.entities[person].label, self.words.vocabulary.concepts[office].label
            forms |= dict.fromkeys((name[0] + word + name[1:], name + word), name)
        taken = [(n.start, n.end) for n in self.names]
        pattern = regex.compile(one_of(forms))
        people = [Name(m.start(), m.end(), "person", forms[m[0]], ()) for m in pattern.finditer(self.s)]
        self.names = sorted([*self.names, *(n for n in people if all(n.end <= a or n.start >= b for a, b in taken))])

    def _is_heading(self, span: Span, section: Said | None) -> bool:
        """Tell a line that only names what follows from one that says something."""
        text = self._squeezed(span)
        if section is not None or regex.fullmatch(r"[^,。;:]{1,40}\((?:略|無|從略)\)。?", text):
            return True
        return len(text) <= 40 and not regex.search(r"[,。;!?]|請", text) and not regex.search(self.words.verb, text)

    def _has_verb(self, body: list[Span]) -> bool:
        return any(regex.search(self.words.verb, self._squeezed(span)) for span in body)

    def _unread_sentence(self, a: int, b: int) -> None:
        self._say("unread-sentence", "a decision is worded here, but not what it is about", self.shadow.up(a, b))

    def _say(self, code: str, message: str, span: Span) -> None:
        self.found.append(Diagnostic(code=code, message=message, source=self.source, span=Span(span.start + self.offset, span.end + self.offset)))


def _blank(text: str, names: list[Name]) -> str:
    for n in sorted(names, reverse=True):
        text = f"{text[: n.start]}\0{text[n.end :]}"
    return text


def _with(item: Item, **changes: object) -> Item:
    return Item(**{f: changes.get(f, getattr(item, f)) for f in Item.__struct_fields__})
