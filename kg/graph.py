"""Records and their resolution -> N-Quads: the only room that knows both records and RDF.

Lines are written as text: a term object a quad would cost more than the parsing.
"""

from __future__ import annotations

from . import iris
from .coverage import measure
from .quads import Chunk, Footprint, GraphText, Layout, literal
from .records import CitedMeeting, Decision, Item, Mention, Minutes, Said
from .resolve import Officer, Resolver, Thing, cited_key, cited_label, days
from .source import Source, Span, clean, digest
from .vocab import DCTERMS, FOAF, KG, NIF, ORG, RDF, RDFS, SKOS, XSD, ZH, Vocabulary

SHORT = 24  # characters of a sentence that serve as its label

COVERAGE = "涵蓋帳"  # the label of a ledger of coverage

# Literal facts of a header: field of the record -> property.
MEETING = (("date", KG.date), ("start", KG.startTime), ("end", KG.endTime), ("venue", KG.venue), ("attendance", KG.attendance), ("ordinal", KG.ordinal))


def build(record: Minutes, key: str, resolver: Resolver, source: Source, *, base: str, precedes: str | None) -> Chunk:
    """Write the graph of one text of minutes."""
    return _Writer(record, key, resolver, source, base, precedes).chunk()


class _Writer(GraphText):
    def __init__(self, record: Minutes, key: str, resolver: Resolver, source: Source, base: str, precedes: str | None) -> None:
        super().__init__(f"{base}graph/{key}", f"{base}minutes/{key}", record.text, Layout(source, resolver.offset))
        self.record, self.key, self.resolver, self.source, self.base = record, key, resolver, source, base
        self.vocabulary: Vocabulary = resolver.vocabulary
        self.precedes = precedes
        self.named = [m for item in record.items for m in item.mentions if m.sort != "group"]
        self.meeting = f"{base}meeting/{key}"
        self._of_meeting = f"{KG.meeting}> <{self.meeting}>"
        self.seen: dict[str, int] = {}
        self.titles: dict[str, str] = {}
        self.prints: list[Footprint] = []
        self.cited: dict[int, str] = {}

    def chunk(self) -> Chunk:
        self.chairs = [(c, self.resolver.officer(c)) for c in self.record.header.chairs]
        self._minutes()
        self._meeting()
        self.item_iris = [f"{self.base}item/{self.key}/{iris_path(item.path)}" for item in self.record.items]
        for index, item in enumerate(self.record.items):
            self._item(index, item)
        for decision in self.record.decisions:
            self._decision(decision)
        self._directives()
        self._statements()
        self._counts()
        for meeting in self.record.cited:
            self._cites(meeting)
        self._coverage()
        date = self.record.header.date
        return Chunk(
            self.key, self.graph, self.meeting, self.written(), days(date.value) if date else None,
            f"{self.base}meeting/{self.precedes}" if self.precedes else None, tuple(self.prints), digest(self.record.reading), iris.segment(self.resolver.scope.name),
            self.source.locate(self.resolver.offset)[0], (), media_type=self.source.media_type,
        )

    def said(self, subject: str, predicate: str, fact: Said | None, target: str | None = None) -> None:
        """State a fact with its passage: a link where there is a target, else a plain string, a number or a date."""
        if fact is None:
            return
        value = fact.value
        if target is not None:
            stated = f"<{target}>"
        elif isinstance(value, str):
            stated = literal(value)
        else:
            stated = f'"{value}"^^<{XSD.integer}>' if isinstance(value, int) else f'"{value.isoformat()}"^^<{XSD.date}>'
        self.lines[subject].add(f"{predicate}> {stated}")
        self.evidence(subject, predicate, fact.span, target)

    def once(self, iri: str) -> str:
        """Return an IRI, with `~n` from its second use in these minutes."""
        self.seen[iri] = self.seen.get(iri, 0) + 1
        return iri if self.seen[iri] == 1 else f"{iri}~{self.seen[iri]}"

    # --- named things -----------------------------------------------------------------------------------------------

    def concept(self, iri: str) -> str:
        if iri in self.lines:
            return iri
        self.link(iri, RDF.type, SKOS.Concept)
        if iri.startswith(self._offices):
            self.link(iri, RDF.type, ORG.Role)
        self.label(iri, self.vocabulary.concepts[iri].label)
        return iri

    _offices = "https://kg.example/concept/office/"

    def thing(self, thing: Thing) -> str:
        iri = self.base + thing.path
        if iri in self.lines:
            return iri
        self.link(iri, RDF.type, thing.type)
        self.label(iri, thing.label)
        if thing.type == FOAF.Person:
            self.label(iri, thing.label, FOAF.name)
        if thing.kind:
            self.link(iri, KG.kind, self.concept(thing.kind))
        return iri

    def mention(self, subject: str, predicate: str, mention: Mention) -> None:
        thing = self.resolver.thing(mention)
        if thing:
            iri = self.thing(thing)
            self.link(subject, predicate, iri)
            self.evidence(subject, predicate, mention.span, iri)

    def officer(self, officer: Officer) -> str:
        iri = self.base + officer.path
        if iri in self.lines and not officer.acting_for:
            return iri
        self.link(iri, RDF.type, KG.Chair)
        self.label(iri, officer.label)
        if officer.person:
            self.link(iri, ORG.member, self.thing(officer.person))
        if officer.office:
            self.link(iri, ORG.role, self.concept(officer.office))
        if officer.organization:
            self.link(iri, ORG.organization, self.thing(officer.organization))
        if officer.acting_for:
            self.link(iri, KG.actingFor, self.officer(officer.acting_for))
        return iri

    # --- the meeting --------------------------------------------------------------------------------------------------

    def _minutes(self) -> None:
        text, title = self.record.text, self.record.header.title
        self.link(self.context, RDF.type, KG.Minutes)
        self.label(self.context, title.value if title else _short(clean(self.record.reading)))
        self.link(self.context, KG.meeting, self.meeting)
        self.plain(self.context, NIF.isString, text)
        self.plain(self.context, KG.sha256, digest(self.record.reading))
        self.plain(self.context, KG.fileName, self.source.name)
        self.plain(self.context, KG.mediaType, self.source.media_type)
        self.link(self.context, KG.inGraph, self.graph)
        for page in self.source.pages_of(Span(self.resolver.offset, self.resolver.offset + len(text))):
            self.typed(self.context, KG.page, page, XSD.integer)
        if self.source.by_ocr:
            self.typed(self.context, KG.byOCR, "true", XSD.boolean)
        if self.precedes:
            self.link(self.context, KG.precedes, f"{self.base}meeting/{self.precedes}")

    def _meeting(self) -> None:
        header, meeting = self.record.header, self.meeting
        self.link(meeting, RDF.type, KG.Meeting)
        if header.title:
            self.label(meeting, header.title.value)
            self.evidence(meeting, RDFS.label, header.title.span)
        if header.body:
            series = self.resolver.thing(header.body) if header.body.iris else None
            thing = series or self.resolver.body(header.body.span)
            self.said(meeting, KG.series, Said(value=0, span=header.body.span), self.thing(thing))
        if header.level:
            self.said(meeting, KG.level, header.level, self.concept(header.level.value))
        if header.group:
            self.mention(meeting, KG.group, header.group)
        self.said(meeting, KG.rocYear, header.year or header.roc_year)
        for field, predicate in MEETING:
            self.said(meeting, predicate, getattr(header, field))
        self._day(meeting, header.date)
        for chair, officer in self.chairs:
            self.said(meeting, KG.chairedBy, Said(value=0, span=chair.span), self.officer(officer))
        for recorder in header.recorders:
            self.said(meeting, KG.recorder, recorder, self.thing(self.resolver.person(recorder)))

    def _day(self, meeting: str, date: Said | None) -> None:
        if date:
            self.typed(meeting, KG.year, date.value.year, XSD.integer)
            self.typed(meeting, KG.dayNumber, days(date.value), XSD.integer)

    def _cited(self, cited: CitedMeeting) -> str:
        if id(cited) in self.cited:
            return self.cited[id(cited)]
        scope = self.resolver.scope
        iri = f"{self.base}meeting/{cited_key(cited, self.record.header, scope, self.vocabulary)}"
        self.cited[id(cited)] = iri
        self.link(iri, RDF.type, KG.Meeting)
        self.label(iri, cited_label(cited, self.record.header, scope, self.vocabulary))
        if cited.body:
            self.mention(iri, KG.series, cited.body)
        if cited.level:
            self.said(iri, KG.level, cited.level, self.concept(cited.level.value))
        self.said(iri, KG.rocYear, cited.year)
        self.said(iri, KG.ordinal, cited.ordinal)
        self.said(iri, KG.date, cited.date)
        self._day(iri, cited.date)
        return iri

    def _cites(self, cited: CitedMeeting) -> None:
        span = Span(min(s.start for s in _places(cited)), max(s.end for s in _places(cited))) if cited.date or _near(cited) else _spoken_ordinal(cited)
        if f"{self.base}meeting/{cited_key(cited, self.record.header, self.resolver.scope, self.vocabulary)}" == self.meeting or self._is_to_come(cited):
            return
        iri = self._cited(cited)
        self.link(self.meeting, KG.cites, iri)
        self.evidence(self.meeting, KG.cites, span, iri)

    def _is_to_come(self, cited: CitedMeeting) -> bool:
        """Tell whether the year of a meeting is after that of these minutes, so that it is spoken of and not cited."""
        own = self.record.header.year or self.record.header.roc_year
        return bool(own and cited.year and cited.year.value > own.value)

    # --- what belongs to the meeting ------------------------------------------------------------------------------------

    def _own(self, iri: str, kind: str, label: str, item: int) -> None:
        lines = self.lines[iri]
        lines.update((f"{RDF.type}> <{kind}>", f"{RDFS.label}> {literal(label)}@{ZH}", self._of_meeting))
        if item >= 0 and kind != KG.AgendaItem:
            lines.add(f"{KG.item}> <{self.item_iris[item]}>")

    def _item(self, index: int, item: Item) -> None:
        iri = self.item_iris[index]
        self._own(iri, KG.AgendaItem, f"{item.number.value} {item.heading.value}" if item.heading else item.number.value, index)
        self.link(iri, DCTERMS.isPartOf, self.item_iris[item.parent] if item.parent >= 0 else self.meeting)
        self.typed(iri, KG.position, item.position, XSD.integer)
        self.said(iri, KG.number, item.number)
        self.said(iri, KG.heading, item.heading)
        if item.section:
            self.said(iri, KG.sectionKind, item.section, self.concept(item.section.value))
        for mention in item.mentions:
            self.mention(iri, KG.mentions, mention)
        for case in item.cases:
            self.said(iri, KG.mentions, case, self.case(case))

    def case(self, title: Said) -> str:
        """State a case with its label as first printed here, and what its title names."""
        iri = f"{self.base}case/{iris.segment(self.resolver.scope.name)}/{iris.title(title.value)}"
        full = iris.untitled(title.value)
        if self.titles.setdefault(iri, full) != full:
            self.resolver.clash(title.span, title.value)
        if iri not in self.seen:
            self.seen[iri] = 1
            self.link(iri, RDF.type, KG.Case)
            self.label(iri, title.value)
            self.evidence(iri, RDFS.label, title.span)
            for mention in self.named:
                if title.span.start <= mention.span.start and mention.span.end <= title.span.end:
                    self.mention(iri, KG.mentions, mention)
        return iri

    def _decision(self, decision: Decision) -> None:
        code = decision.action.rpartition("/")[2]
        case = self.case(decision.case) if decision.case else None
        cited = self._cited_directive(decision) if decision.cited else None
        if decision.case:
            tail = f"case/{iris.title(decision.case.value)}"
        elif decision.cited:
            tail = f"directive/{iris.title(decision.cited.label.value)}"
        else:
            tail = f"item/{iris_path(self.record.items[decision.item].path) if decision.item >= 0 else ''}".rstrip("/")
            tail += "".join(f"/{iris.segment(g.name)}" for g in decision.groups) if decision.shared else ""
        iri = self.once(f"{self.base}decision/{self.key}/{code}/{tail}")
        item = self.record.items[decision.item] if decision.item >= 0 else None
        about = decision.case or (decision.cited.label if decision.cited else None) or (item.heading or item.number if item else None)
        groups = "、".join(g.name for g in decision.groups)
        about_text = about.value if about else ""
        self._own(iri, KG.Decision, " ".join(x for x in (groups, decision.wording.value, "" if about_text == groups else about_text) if x), decision.item)
        self.said(iri, KG.action, decision.wording, self.concept(decision.action))
        self.said(iri, KG.wording, decision.wording)
        if decision.text:
            self.said(iri, KG.text, decision.text)
        if case and decision.case:
            self.said(iri, KG.case, decision.case, case)
            self.prints.append(Footprint(case, decision.case.value, iri, decision.action, self.meeting, decision.wording.span.start))
        if cited and decision.cited:
            self.said(iri, KG.directive, decision.cited.label, cited)
        for group in decision.groups:
            self.mention(iri, KG.group, group)
        self._told(iri, decision.addressees, decision.deadlines)

    def _told(self, iri: str, addressees: tuple[Mention, ...], deadlines: tuple[Said, ...]) -> None:
        for addressee in addressees:
            self.mention(iri, KG.addressee, addressee)
        for deadline in deadlines:
            self.said(iri, KG.deadline, deadline)

    def _cited_directive(self, decision: Decision) -> str:
        cited = decision.cited
        assert cited is not None
        iri = self.once(f"{self.base}directive/cited/{self.key}/{iris.title(cited.label.value)}")
        self.link(iri, RDF.type, KG.Directive)
        self.label(iri, cited.label.value)
        self.evidence(iri, RDFS.label, cited.label.span)
        for meeting, span in zip(cited.meetings, cited.spans, strict=True):
            self.said(iri, KG.fromMeeting, Said(value=0, span=span), self._cited(meeting))
        for mention in cited.mentions:
            self.mention(iri, KG.mentions, mention)
        return iri

    def _directives(self) -> None:
        for directive in self.record.directives:
            iri = self.once(f"{self.base}directive/{self.key}/{iris.short_digest(directive.text.value)}")
            self._own(iri, KG.Directive, _short(directive.text.value), directive.item)
            self.said(iri, KG.text, directive.text)
            self._spoken(iri, KG.issuedBy, directive.issued_by)
            self._told(iri, directive.addressees, directive.deadlines)
            for mention in directive.mentions:
                self.mention(iri, KG.mentions, mention)

    def _spoken(self, iri: str, predicate: str, chair: object) -> None:
        if chair is not None:
            officer = self.resolver.speaker(chair, self.chairs)  # type: ignore[arg-type]
            if officer:
                self.said(iri, predicate, Said(value=0, span=chair.span), self.officer(officer))  # type: ignore[attr-defined]

    def _statements(self) -> None:
        for statement in self.record.statements:
            iri = self.once(f"{self.base}statement/{self.key}/{iris.short_digest(statement.text.value)}")
            self._own(iri, KG.Statement, _short(statement.text.value), statement.item)
            self.said(iri, KG.text, statement.text)
            self._spoken(iri, KG.speaker, statement.speaker)

    def _coverage(self) -> None:
        """State how much of the text was read; report what was not. All passages are known by now."""
        facts = (Span(start, end) for start, end, _ in self.passages.values())
        found = measure(self.record.text, facts, self.record.structure, self.record.boilerplate)
        iri = f"{self.base}coverage/{self.key}"
        self._own(iri, KG.CoverageLedger, COVERAGE, -1)
        for predicate, number in zip((KG.factCharacters, KG.structureCharacters, KG.boilerplateCharacters, KG.unreadCharacters), found, strict=False):
            self.typed(iri, predicate, number, XSD.integer)
        for gap in found.gaps:
            self.evidence(iri, KG.unreadCharacters, gap)
            self.resolver.unread(gap)

    def _counts(self) -> None:
        for count in self.record.counts:
            printed = clean(self.record.reading[count.claimed.span.start : count.claimed.span.end])
            where = iris_path(self.record.items[count.item].path) + "/" if count.item >= 0 else ""
            iri = self.once(f"{self.base}count/{self.key}/{where}{iris.segment(printed)}")
            self._own(iri, KG.CountClaim, printed, count.item)
            self.said(iri, KG.claimed, count.claimed)
            self.typed(iri, KG.listed, count.listed, XSD.integer)
            self.plain(iri, KG.verdict, count.verdict)


def iris_path(path: str) -> str:
    """Return an item's path as segments; the `~` of a repeated number stays."""
    return "/".join("~".join(iris.segment(p) for p in part.split("~")) for part in path.split("/"))


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


def _places(cited: CitedMeeting) -> list[Span]:
    return [fact.span for fact in (cited.level, cited.year, cited.ordinal, cited.date) if fact]


def _spoken_ordinal(cited: CitedMeeting) -> Span:
    assert cited.ordinal is not None
    return cited.ordinal.span


def _near(cited: CitedMeeting) -> bool:
    """A year printed with another citation is no part of this one's words."""
    if cited.ordinal is None:
        return True
    return cited.year is None or 0 <= cited.ordinal.span.start - cited.year.span.end <= 2
