"""One paragraph or list line -> records: verbs, requests, titles, in the light of what the block inherits."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from ..grammar.lexicon import Name
from ..grammar.numerals import number
from ..grammar.titles import Citation
from ..patterns import pattern
from ..records import Chair
from ..source import Span
from ..vocab import ACTION
from .clauses import SentenceReader
from .ledger import Ledger
from .phrasing import ASKED, COUNT, NEAR, OF_CODE, QUOTE, TOPICAL
from .readings import Act, Claim, Title
from .requests import CLAUSE
from .script import Script

_QUOTES_ONLY = regex.compile(rf"(?:(?P<q>{QUOTE})(?:[一乙]?案)?(?:[、,與及和]|以及)*)+(?:等)?(?:{COUNT})?[。;,]*")
# The same with the groups whose titles they are, blanked: 交通組「甲」、「乙」及災防組「丙」，共3案
_TITLES_ONLY = regex.compile(rf"(?:(?:\0+[、與及和]?)*:?(?:所提|提報|提案)?(?P<q>{QUOTE})(?:一?案)?(?:\(\0+\))?(?:[、,;與及和暨]|以及)*)+(?:等)?(?:{COUNT})?(?:,?(?:經討論後?)?(?:均|皆)?(?:予以|照案|無異議)*(?:同意|通過))?[。;,:]*")
# The subject of an item: 有關「甲」案解除列管一案，提請討論。
_ASKED = regex.compile(r",?(?:謹|敬|提|特|是否|如說明)?(?:提)?請[^,。]{0,8}[。]?$|[。;,]+$")
_SUBJECT = regex.compile(rf"(?:有關|關於|檢陳|檢送|為)?(?:(?P<q>{QUOTE})[、及與和]?)+[^「」]{{0,30}}")
_NO_CASE = regex.compile(r"會議|事項|報告$|情形$|[處局室課科組部館]$|(?:委員|協|學|公|工|農|理事|監事|董事|家長|管委|研考)會$")
_LEAD, _END, _BRACKET = regex.compile(r"^\0+:?"), regex.compile(r"(?:\(\0+\))?[。;,]*$"), regex.compile(r"(?:一?案)?\(\0+\)")
# Titles a line begins with, of which it says something: 「甲」案，經費尚未核定; no title that begins with a quote: 「甲」之推動
_BEGINS = regex.compile(rf"(?:(?:\0+[、與及和]?)*:?(?:所提|提報|提案)?(?P<q>{QUOTE})(?:一?案)?(?:\(\0+\))?(?:[、與及和暨]|以及)*)+(?:等)?(?:{COUNT})?(?:[,。;]|案(?!件))")
# What a line of a list asks for besides, and what makes doubtful that its titles are meant: 「丙」案，請補充資料後再提
_DOUBTED = regex.compile(r"尚|未|無法|不|補充|評估|研議|檢討|再|俟|待|是否")
_CITED_LINE = regex.compile(
    rf"(?:(?:\0+[、與及和]?)*(?:主席)?(?:指裁示|裁示|指示|決議)?(?:事項)?(?:之|的|關於|有關)?(?P<q>{QUOTE})(?:一?案)?(?:[、,;與及和暨]|以及)*)+(?:等)?(?:{COUNT})?[。;,]*"
)


@dataclass(slots=True)
class Context:
    """What a block inherits: its section, the groups of its heading (places in the whole text), the verb whose list it
    stands in (likewise), all verbs whose lists it may stand in, its speaker; the part of an item it belongs to, with the label of that part where it is a
    resolution; the title of the item, and who is in charge of it; whether somebody is only telling, or points of a resolution are
    enumerated."""

    section: str | None = None
    groups: tuple[Name, ...] = ()
    act: Act | None = None
    leads: tuple[Act, ...] = ()
    speaker: Chair | None = None
    resolution: Span | None = None
    part: str | None = None
    title: Span | None = None
    units: tuple[Name, ...] = ()
    telling: bool = False
    enumerating: bool = False


class Sentences:
    """Reads sentences and list lines of one text into its ledger."""

    def __init__(self, script: Script, ledger: Ledger) -> None:
        self.script, self.ledger, self.words = script, ledger, script.words
        self.shadow, self.s = script.shadow, script.s
        self.requests = ledger.requests
        self.reader = SentenceReader(script.words)

    def read(
        self, index: int, a: int, b: int, context: Context, *, below: bool, head: Span | None = None, concluding: bool = False,
        resolving: bool = False,
    ) -> tuple[list[Act], bool]:
        """Read one sentence into decisions; return its acts and whether it asks for something else as well."""
        text = self.s[a:b]
        for name in self.script.new_groups(a, b):
            self.learn(index, *moved((name,), a))
        local = self.script.local_names(a, b)
        reading = self.reader.read(text, local, moved(context.groups, -a), below=below, resolving=resolving)
        asking = {ACTION.continued} if resolving else {ACTION.continued, ACTION.referred}  # what is a request where a chair concludes
        acts = [act for act in reading.acts if not (concluding and act.action in asking and self._is_request(text, act))]
        asks = self._asks(text, local, acts)
        for act in acts:
            self._complete(act, head, a, context.title, row=bool(context.groups), resolving=resolving)
        self.decide(index, acts, a, context, (a, b))
        lost = [t for t in reading.loose if self.words.action(text[t.start : t.end]) in self.words.listing]
        if any(pattern(r"同意|准予").match(text, t.start) for t in lost) or (lost and not acts and pattern(r"同意|准予").search(text)):
            self.script.say("unread-sentence", "a decision is worded here, but not what it is about", self.shadow.up(a, b))
        if acts and reading.last_groups:
            context.groups = moved(reading.last_groups, a)
        return acts, asks

    def heading(self, index: int, bare: str, a: int, b: int, context: Context, *, below: bool) -> None:
        """Read a heading that holds a verb: its titles, or the list below it."""
        reading = self.reader.read(bare, self.script.local_names(a, a + len(bare)), moved(context.groups, -a), below=below)
        acts = [act for act in reading.acts if act.titles or act.list_follows]
        self.decide(index, acts, a, context, (a, b))
        if acts:
            context.groups = moved(reading.last_groups, a) or context.groups
        if pattern(rf"{self.words.verb}[案件]*[及與和暨、或]{self.words.verb}").search(pattern(QUOTE).sub("", bare)):
            context.act = None  # 新增及解列案件：

    def listed(self, index: int, span: Span, context: Context, act: Act) -> None:
        """Read a line of the list below a verb: the whole line is a title, or the quotes of which it consists are."""
        a, b = self.shadow.down(span)
        text = self.s[a:b]
        if self._listed_citation(index, text, a, act, context):
            return
        groups = [n for n in self.script.local_names(a, b) if n.sort == "group"]
        plain = blank(text, groups)
        if self.words.omitted.fullmatch(_LEAD.sub("", plain)):
            return  # 教育文化組：無。
        quoted = _TITLES_ONLY.fullmatch(plain)
        places = quoted.spans("q") if quoted else [(-1, len(_END.sub("", plain)) + 1)]
        last, own = 0, context.groups or act.groups
        for start, end in places:
            behind = _BRACKET.match(plain, end - (not quoted))  # 「甲」(災防組)
            own = moved(tuple(n for n in groups if (behind and behind.start() < n.start < behind.end()) or (last <= n.start and n.end <= start)), a) or own
            last = end
            if end - 1 > start + 1:
                self.ledger.list_line(index, act, self.script.said_at(a + start + 1, a + end - 1), own)
        if quoted and quoted["count"]:
            claim = Claim(start=quoted.start("count"), end=quoted.end("unit"), claimed=number(quoted["count"]) or 0, listed=len(places))
            self.ledger.count(index, claim, a)

    def speaks(self, span: Span, context: Context, *, below: bool) -> bool:
        """Tell a line that governs titles in quotes by a verb of its own, heads a list, or goes on after the titles it begins with."""
        a, b = self.shadow.down(span)
        text, local = self.s[a:b], self.script.local_names(a, b)
        plain = blank(text, [n for n in local if n.sort == "group"])
        if _TITLES_ONLY.fullmatch(plain):
            return False
        if (m := _BEGINS.match(plain)) and m.end() < len(text):
            return True
        acts = self.reader.read(text, local, moved(context.groups, -a), below=below).acts
        return any(act.list_follows or any(title.earlier or text[title.start - 1] in "「《【" for title in act.titles) for act in acts)

    def asked_besides(self, index: int, span: Span, context: Context) -> None:
        """Put down the titles a line of a list begins with, where it only asks for something besides: 「丁」案，請於年底前完成。"""
        a, b = self.shadow.down(span)
        text, local = self.s[a:b], self.script.local_names(a, b)
        m = _BEGINS.match(blank(text, [n for n in local if n.sort == "group"]))
        if m and context.act and not self.reader.read(text, local, (), below=False).acts and self._asks(text, local, []) and not _DOUBTED.search(text, m.end()):
            self.listed(index, self.shadow.up(a, a + m.end()), context, context.act)

    def learn(self, index: int, name: Name) -> None:
        """Take in a group known by its form only, and let its item mention it."""
        if self.script.learn(name) and index >= 0:
            self.ledger.change(index, mentions=(*self.ledger.items[index].mentions, self.script.mention(name)))

    def decide(self, index: int, acts: list[Act], a: int, context: Context, sentence: tuple[int, int]) -> None:
        """Put down the verbs of a sentence; those that head the list below stand for its lines, if there is but one."""
        above, leads = context.leads, list[Act]()
        for act in acts:
            self.ledger.decide(index, act, a, sentence)
            claims = [c for lead in above if lead.action == act.action for c in lead.claims]
            for claim in claims:
                claim.listed += len(act.titles)
            if act.list_follows:
                same = next((lead.claims for lead in leads if lead.action == act.action), claims)
                leads = [*(lead for lead in leads if lead.action != act.action), _shifted(act, a)]
                leads[-1].claims += same
        if leads:
            context.leads, context.act = tuple(leads), leads[0] if len(leads) == 1 else None

    def _listed_citation(self, index: int, text: str, a: int, act: Act, context: Context) -> bool:
        """Read a list line that names an earlier directive by the meeting it came from."""
        citations = self.words.titles.citations(text)
        if not citations or citations[0].start:
            return False
        m = _CITED_LINE.fullmatch(blank(text, citations))
        if m is None:
            return False
        last, cites = 0, tuple[Citation, ...]()
        for start, end in m.spans("q"):
            cites = tuple(c for c in citations if last <= c.start and c.end <= start) or cites
            last = end
            self.ledger.cited_line(index, act, Title(start=a + start + 1, end=a + end - 1, citations=cites, earlier=True), a, context.groups or act.groups)
        if m["count"]:
            self.ledger.count(index, Claim(start=m.start("count"), end=m.end("unit"), claimed=number(m["count"]) or 0, listed=len(m.spans("q"))), a)
        return True

    def _is_request(self, text: str, act: Act) -> bool:
        """In conclusions, to go on or to study is a request where somebody is asked or named: a directive, no decision."""
        if act.titles:
            return False
        m = next((m for m in CLAUSE.finditer(text) if m.start() <= act.start < m.end()), None)
        clause = m[0] if m else ""
        if OF_CODE.match(clause):
            return False  # 編號2請建設處繼續列管
        if m and act.action == ACTION.continued and text[: m.start()].endswith(("一案,", "乙案,", "」案,")):
            return False  # …一案，請四市持續辦理 disposes of a case
        return not pattern(rf"(?:本案|全案|各案|原則上?|仍|均|皆|同意|予以|准予|,)*{self.words.verb}[。;,]?").fullmatch(clause)

    def _complete(self, act: Act, head: Span | None, a: int, title: Span | None, *, row: bool, resolving: bool) -> None:
        """A verb that stands alone after a heading speaks of the titles in it, or of what it names; else of the item's title.

        In the row of a table, with a group, what is resolved of it is about the title too, and what follows a heading about that.
        """
        if act.titles or act.list_follows:
            return
        wording = self.s[a + act.start : a + act.end]
        if head is not None:
            self._complete_by(act, head, a, row=row and (act.action in (ACTION.rejected, ACTION.deferred) or "列管" in wording or wording.startswith("納入")))
        if act.titles or title is None:
            return
        start, end = self.shadow.down(title)
        text = self.s[start:end]
        row = row and resolving and not _NO_CASE.search(text) and (act.action in TOPICAL or wording.startswith("納入"))
        if not act.bound or row or (act.action in TOPICAL and _QUOTES_ONLY.fullmatch(_ASKED.sub("", text))):
            m = _SUBJECT.fullmatch(text)
            for place in m.spans("q") if m else ():
                act.titles.append(Title(start=start + place[0] + 1 - a, end=start + place[1] - 1 - a, groups=act.groups))
            if not act.titles:
                end = start + len(_ASKED.sub("", text))
                act.titles = [Title(start=start - a, end=end - a, groups=act.groups)] if end > start else []

    def _complete_by(self, act: Act, head: Span, a: int, *, row: bool) -> None:
        start, end = self.shadow.down(head)
        text = self.s[start:end]
        lead = pattern(rf"(?P<lead>.*(?:決議|裁示|指示|會議))(?:事項)?(?P<q>{QUOTE})(?:一?案)?").fullmatch(text)
        if lead and act.action in TOPICAL and (cited := self.words.titles.citations(lead["lead"])):
            places = tuple(_moved_citation(c, start - a) for c in cited)
            act.titles = [Title(start=start + lead.start("q") + 1 - a, end=start + lead.end("q") - 1 - a, groups=act.groups, citations=places, earlier=True)]
            return
        quotes = [Title(start=start + m.start() + 1 - a, end=start + m.end() - 1 - a, groups=act.groups) for m in pattern(QUOTE).finditer(text)]
        names = [n for n in self.script.local_names(start, end) if n.sort == "group"]
        if named := _TITLES_ONLY.fullmatch(blank(text, names)) if names else None:  # 交通組「甲」：已完成，同意解列
            for place in (q for q in named.spans("q") if not any(n.start == q[0] + 1 for n in names)):
                before = [n for n in names if n.end <= place[0]]
                own = moved((before[-1],), start - a) if before else act.groups
                act.titles.append(Title(start=start + place[0] + 1 - a, end=start + place[1] - 1 - a, groups=own))
        if names or self.words.people.speaker(text):
            return
        if pattern(rf"(?:{QUOTE}(?:等|案|一案)?(?:[、與及和暨])?)+(?:\d+案|案)?").fullmatch(text):
            act.titles = quotes
        elif (row or not act.bound) and not _NO_CASE.search(text):
            act.titles = [Title(start=start - a, end=end - a, groups=act.groups)]

    def _asks(self, text: str, local: list[Name], acts: list[Act]) -> bool:
        """Tell whether a clause that holds no verb of disposition tells somebody to do something."""
        if self.requests.proposes(text):
            return False
        # 請申請人檢討後再提會審議 puts off, and asks as well.
        decided = sorted(act.start for act in acts if act.action != ACTION.deferred or not ASKED.search(text, max(0, act.start - NEAR), act.start))
        for m in CLAUSE.finditer(text):
            if bisect.bisect_left(decided, m.start()) < bisect.bisect_left(decided, m.end()) or (acts and self.requests.is_generic(m[0])):
                continue
            first = bisect.bisect_left(local, m.start(), key=lambda n: n.start)
            last = bisect.bisect_left(local, m.end(), key=lambda n: n.start)
            if self.requests.asks(m[0], [*moved(tuple(n for n in local[first:last] if n.end <= m.end()), -m.start())]):
                return True
        return False


def blank(text: str, names: Sequence[Name] | Sequence[Citation]) -> str:
    """Return a text of the same length with names or citations blanked."""
    for n in names:
        text = f"{text[: n.start]}{chr(0) * (n.end - n.start)}{text[n.end :]}"
    return text


def moved(names: tuple[Name, ...], by: int) -> tuple[Name, ...]:
    """Return names with their places moved."""
    return tuple(n._replace(start=n.start + by, end=n.end + by) for n in names)


def _moved_citation(citation: Citation, by: int) -> Citation:
    """Return a citation with its places moved."""

    def span(place: tuple[int, int] | None) -> tuple[int, int] | None:
        return (place[0] + by, place[1] + by) if place else None

    return citation._replace(
        start=citation.start + by, end=citation.end + by, level_span=span(citation.level_span), year_span=span(citation.year_span),
        ordinal_span=span(citation.ordinal_span), date_span=span(citation.date_span),
    )


def _shifted(act: Act, by: int) -> Act:
    """Return a verb without titles, moved; the claims stay the same objects, for the lines below still count in them."""
    claims = [c for c in act.claims if c.list_follows]
    return Act(action=act.action, start=act.start + by, end=act.end + by, claims=claims, groups=moved(act.groups, by), list_follows=act.list_follows)
