"""Readings -> records: what a verb, a request or a remark becomes, gathered in the order of the text."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator

from msgspec import structs

from ..grammar.lexicon import Name
from ..grammar.titles import Citation
from ..patterns import pattern
from ..records import Chair, CitedDirective, CitedMeeting, Count, Decision, Directive, Item, Mention, Said, Statement
from ..source import Span
from ..vocab import ACTION
from .phrasing import QUOTE
from .readings import Act, Claim, Title
from .requests import CLAUSE, RequestReader
from .script import Script


class Ledger:
    """The records of one text of minutes, as they are read."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests = RequestReader(script.words)
        self.items: list[Item] = []
        self.decisions: list[Decision] = []
        self.directives: list[Directive] = []
        self.statements: list[Statement] = []
        self.counts: list[Count] = []
        self.cited: list[CitedMeeting] = []
        self._pending: list[tuple[int, Claim]] = []
        self._clauses: tuple[tuple[int, int], list[tuple[int, str]]] = ((0, 0), [])  # of the sentence read last

    @property
    def size(self) -> tuple[int, int, int]:
        return len(self.decisions), len(self.directives), len(self.statements)

    def decide(self, index: int, act: Act, a: int, sentence: tuple[int, int]) -> None:
        """Put down the decisions of a verb; `a` is where its sentence starts."""
        wording = self.script.said_at(a + act.start, a + act.end)
        addressees, deadlines = self._clause_facts(act, *sentence, a)

        def put(case: Said | None, cited: CitedDirective | None, groups: tuple[Mention, ...], *, shared: bool = False) -> None:
            self.decisions.append(
                Decision(
                    action=act.action, wording=wording, case=case, cited=cited, groups=groups, item=index,
                    addressees=addressees, deadlines=deadlines, shared=shared,
                )
            )

        for title in act.titles:
            groups = self._groups(title.groups, a)
            label = self.script.said_at(a + title.start, a + title.end)
            if title.earlier:
                put(None, self._cited_directive(label, title, a), groups)
            else:
                self.case_on_item(index, label)
                put(label, None, groups)
        if not act.titles and not act.list_follows:
            groups = self._groups(act.groups, a)
            for group in groups:
                put(None, None, (group,), shared=len(groups) > 1)
            if not groups:
                put(None, None, ())
        for claim in act.claims:
            if claim.claimed >= 0:
                self.count(index, claim, a)

    def list_line(self, index: int, act: Act, label: Said, groups: tuple[Name, ...]) -> None:
        """Put down a line of the list below a verb; the verb's place is in the whole text here."""
        self.case_on_item(index, label)
        self.decisions.append(
            Decision(
                action=act.action, wording=self.script.said_at(act.start, act.end), case=label, cited=None,
                groups=self._groups(groups, 0), item=index, addressees=(), deadlines=(),
            )
        )
        for claim in act.claims:
            claim.listed += claim.list_follows

    def cited_line(self, index: int, act: Act, title: Title, a: int, groups: tuple[Name, ...]) -> None:
        """Put down a list line that names an earlier directive; the title's place is in the whole text, its citations' in the line."""
        cited = self._cited_directive(self.script.said_at(title.start, title.end), title, a)
        self.decisions.append(
            Decision(
                action=act.action, wording=self.script.said_at(act.start, act.end), case=None, cited=cited,
                groups=self._groups(groups, 0), item=index, addressees=(), deadlines=(),
            )
        )
        for claim in act.claims:
            claim.listed += claim.list_follows

    def resolve_in_words(self, index: int, label: Span, place: Span) -> None:
        """Put down a resolution in free words: its label is the wording."""
        self.decisions.append(
            Decision(
                action=ACTION.decided, wording=self.script.said(label), case=None, cited=None, groups=(), item=index,
                addressees=(), deadlines=(), text=self.script.said(place),
            )
        )

    def direct(self, index: int, span: Span, speaker: Chair | None, acts: list[Act], in_charge: tuple[Name, ...] = ()) -> None:
        """Put down a directive; who is told by a verb of disposition in it belongs to that decision.

        `in_charge` are told where the sentence does not say who is; their places are in the whole text.
        """
        a, b = self.script.shadow.down(span)
        text, local = self.script.s[a:b], self.script.local_names(a, b)
        held = [m.span() for m in CLAUSE.finditer(text) if any(m.start() <= act.start < m.end() for act in acts)]
        told = self.requests.addressees(text, local)
        subjects = [n for act in acts if act.action == ACTION.continued for n in self.requests.subject(text, local, act.start)]
        asked = [n for n in told if not any(s <= n.start < e for s, e in held)]
        unique = list({(n.sort, n.name): n for n in reversed(asked)}.values())[::-1]
        places, named = {(n.start, n.end) for n in told + subjects}, {n.name for n in unique}
        mentions = [n for n in local if n.sort != "collective" and (n.start, n.end) not in places and n.name not in named]
        deadlines = [p for p in self.requests.deadlines(text) if not any(s <= p[0] < e for s, e in held)]
        if not unique and not subjects:
            unique = [n._replace(start=n.start - a, end=n.end - a) for n in in_charge]
            mentions = [n for n in mentions if all(n.end <= u.start or u.end <= n.start for u in unique)]
        self.directives.append(
            Directive(
                text=self.script.said(span), issued_by=speaker, addressees=self._groups(tuple(unique), a), item=index,
                mentions=self._groups(tuple(mentions), a), cases=(), deadlines=tuple(self.script.said_at(a + s, a + e) for s, e in deadlines),
            )
        )

    def state(self, index: int, span: Span, speaker: Chair | None) -> None:
        """Put down words that decide nothing."""
        said = self.script.said(span)
        if said.value:
            self.statements.append(Statement(text=said, speaker=speaker, item=index))

    def case_on_item(self, index: int, label: Said) -> None:
        if index >= 0:
            self.change(index, cases=(*self.items[index].cases, label))

    def change(self, index: int, **changes: object) -> None:
        """Put an item in the place of an item."""
        self.items[index] = structs.replace(self.items[index], **changes)

    def settle(self) -> None:
        """Close the counts of lists, now that all lines are read; report those that disagree; addressees are no mentions."""
        for place, claim in self._pending:
            count = self.counts[place]
            self.counts[place] = Count(claimed=count.claimed, listed=claim.listed, verdict=_verdict(claim), item=count.item)
        for count in self.counts:
            if count.verdict != "equal":
                code = "count-unnamed" if count.verdict == "unnamed" else "count-mismatch"
                were = "was" if count.listed == 1 else "were"
                self.script.say(code, f"the text says {count.claimed.value}, {count.listed} {were} read", count.claimed.span)
        told = {m.span for d in self.decisions for m in d.addressees} | {m.span for d in self.directives for m in d.addressees}
        for index, item in enumerate(self.items):
            if any(m.span in told for m in item.mentions):
                self.change(index, mentions=tuple(m for m in item.mentions if m.span not in told))

    def _groups(self, names: tuple[Name, ...], a: int) -> tuple[Mention, ...]:
        return tuple(self.script.mention(n._replace(start=n.start + a, end=n.end + a)) for n in names)

    def _clauses_from(self, a: int, b: int, place: int) -> Iterator[tuple[int, str]]:
        """Yield the clauses of a sentence from the one at a place on, each with its start; they are told apart once a sentence."""
        if self._clauses[0] != (a, b):
            self._clauses = ((a, b), [(m.start(), m[0]) for m in CLAUSE.finditer(self.script.s[a:b])])
        clauses = self._clauses[1]
        at = bisect.bisect_right(clauses, place, key=lambda clause: clause[0]) - 1
        if at >= 0 and place < clauses[at][0] + len(clauses[at][1]):
            yield from itertools.islice(clauses, at, None)

    def _clause_facts(self, act: Act, a: int, b: int, base: int) -> tuple[tuple[Mention, ...], tuple[Said, ...]]:
        """Read who is told, and by when, in the clause of a verb and in the generic clauses behind it."""
        place = act.start + base - a
        addressees: list[Name] = []
        deadlines: list[tuple[int, int]] = []
        for start, clause in self._clauses_from(a, b, place):
            if start <= place:
                names, verb = self.script.local_names(a + start, a + start + len(clause)), place - start
                told = self.requests.addressees(clause, names)
                if not told and act.action == ACTION.continued:
                    told = [n for n in self.requests.subject(clause, names, verb) if n.sort != "group"]
                told = [n for n in told if n.end <= verb]
                if clause.endswith("請", 0, act.end - act.start + verb):
                    told = self.requests.after(clause, names, verb + act.end - act.start)
                addressees = [n._replace(start=n.start + start, end=n.end + start) for n in told]
            elif not self.requests.is_generic(clause):
                break
            if not pattern(QUOTE).search(clause):
                deadlines += [(s + start, e + start) for s, e in self.requests.deadlines(clause)]
        return self._groups(tuple(addressees), a), tuple(self.script.said_at(a + s, a + e) for s, e in deadlines)

    def count(self, index: int, claim: Claim, a: int) -> None:
        if claim.list_follows:
            self._pending.append((len(self.counts), claim))
        claimed = Said(value=claim.claimed, span=self.script.shadow.up(a + claim.start, a + claim.end))
        self.counts.append(Count(claimed=claimed, listed=claim.listed, verdict=_verdict(claim), item=index))

    def _cited_directive(self, label: Said, title: Title, a: int) -> CitedDirective:
        up = self.script.shadow.up
        return CitedDirective(
            label=label, meetings=tuple(self._cite(c, a) for c in title.citations),
            spans=tuple(up(a + c.start, a + c.end) for c in title.citations), mentions=self.script.mentions_in(label.span),
        )

    def cite_rest(self, span: Span) -> None:
        """Put down the meetings a paragraph cites outside of decisions."""
        a, b = self.script.shadow.down(span)
        known = {fact.span for meeting in self.cited for fact in (meeting.ordinal or meeting.year or meeting.date,) if fact}
        for c in self.script.words.titles.citations(self.script.s[a:b], self.script.own):
            place = c.ordinal_span or c.year_span or c.date_span or (c.start, c.end)
            if self.script.shadow.up(a + place[0], a + place[1]) not in known:
                self._cite(c, a)

    def _cite(self, c: Citation, a: int) -> CitedMeeting:
        def fact(value: object, place: tuple[int, int] | None) -> Said | None:
            return Said(value=value, span=self.script.shadow.up(a + place[0], a + place[1])) if value is not None and place else None

        meeting = CitedMeeting(
            level=fact(c.level, c.level_span), year=fact(c.year, c.year_span), ordinal=fact(c.ordinal, c.ordinal_span),
            date=fact(c.date or self.script.day_before(c.short), c.date_span), term=c.term, kind=c.kind, body=self.script.body(c.body, a, c.body_span),
        )
        self.cited.append(meeting)
        return meeting


def _verdict(claim: Claim) -> str:
    if claim.listed == claim.claimed:
        return "equal"
    if claim.listed > claim.claimed:
        return "more"
    return "unnamed" if claim.unnamed else "fewer"
