"""Corrections meet the minutes of their file: what they say becomes lines of `graph/correction/KEY`, or a finding."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .. import iris
from ..diagnostics import Diagnostic
from ..quads import Alias, Chunk, literal
from ..resolve import Scope, days
from ..shadow import key
from ..source import Source, Span
from ..vocab import DCTERMS, KG, OWL, PROV, RDF, RDFS, ZH, Vocabulary
from .file import ALIASES, Corrections, Entry, near, parse
from .stated import Stated
from .terms import Context, Rule, Value, folded, known, label_of, moved, naming, number, pick, rules, thing_types


class Held(NamedTuple):
    """The graph of one text of minutes, and the body its names belong to."""

    chunk: Chunk
    scope: Scope


class Unfit(Exception):
    """Ends one correction: the code of the finding, what is wrong, and at which key."""

    def __init__(self, code: str, message: str, at: str) -> None:
        super().__init__(message)
        self.code, self.message, self.at = code, message, at


def apply(source: Source, held: list[Held], vocabulary: Vocabulary, *, base: str) -> tuple[list[Chunk], list[Diagnostic]]:
    """Apply a corrections file to the minutes of the file it stands beside.

    Args:
        source: the text of the corrections file.
        held: the minutes, in the order of their file.
        vocabulary: the words and names they were read with.
        base: of data IRIs.

    Returns:
        The chunks with what corrects them; their quads are as they were.
    """
    corrections, found = parse(source)
    if corrections is None:
        return [h.chunk for h in held], found
    applier = _Applier(corrections, held, vocabulary, base)
    for entry in corrections.entries:
        applier.enter(entry)
    return applier.chunks(), found + applier.found


class _Applier:
    def __init__(self, corrections: Corrections, held: list[Held], vocabulary: Vocabulary, base: str) -> None:
        self.by, self.role, self.source = corrections.by, corrections.role, corrections.source
        self.held, self.vocabulary, self.base = held, vocabulary, base
        self.stated = tuple(Stated(h.chunk) for h in held)
        self.rules = rules(vocabulary)
        self.lines: defaultdict[int, set[str]] = defaultdict(set)
        self.day: dict[int, int] = {}
        self.aliases: defaultdict[int, list[Alias]] = defaultdict(list)
        self.done: dict[tuple[str, str], Entry] = {}
        self.found: list[Diagnostic] = []

    def chunks(self) -> list[Chunk]:
        return [
            h.chunk._replace(
                correction="".join(sorted(self.lines[place])).encode(),
                day=self.day.get(place, h.chunk.day), aliases=tuple(self.aliases[place]),
            )
            for place, h in enumerate(self.held)
        ]

    def enter(self, entry: Entry) -> None:
        """Apply one entry, or say why not; what concerns several things is applied to all of them or to none."""
        try:
            if entry.sort == "alias":
                self._alias(entry)
            else:
                self._correct(entry)
        except Unfit as unfit:
            self._say(unfit.code, unfit.message, entry.place(unfit.at))

    # --- corrections --------------------------------------------------------------------------------------------------

    def _correct(self, entry: Entry) -> None:
        rule = self.rules.get(folded(entry.text("property")))
        if rule is None:
            raise Unfit("correction-key", f"`property` is nothing that can be corrected{self._near_property(entry)}", "property")
        place = self._minutes(entry, rule)
        values = self._values(entry, rule, place)
        subjects = self._subjects(entry, rule, place)
        terms = {value.term for value in values}
        open_ = [s for s in subjects if not self._says(place, s, rule, terms)]
        if not open_:
            raise Unfit("correction-stale", "the minutes state this already", "value")
        for subject in open_:
            if (subject, rule.property) in self.done:
                line, _ = self.source.locate(self.done[subject, rule.property].span.start)
                raise Unfit("correction-conflict", f"line {line} corrects this already; this one was not applied", "property")
        for subject in open_:
            self._state(entry, rule, place, subject, values)

    def _minutes(self, entry: Entry, rule: Rule) -> int:
        """Return which minutes of the file an entry is about."""
        places = set(range(len(self.held)))
        if quote := entry.text("quote"):
            places = {p for p in places if self.stated[p].find(quote)}
            if not places:
                raise Unfit("correction-stale", "these words stand in no minutes of the file", "quote")
        if title := entry.text("case"):
            named = {p for p in places if self.stated[p].is_a(self._case(p, title), KG.Case)}
            if not named:
                raise Unfit("correction-stale", f"no case of these minutes has this title{near(title, self._titles())}", "case")
            places = named
        if len(places) > 1:
            at = "quote" if quote else "case"
            more = "quote words that stand in one only" if quote or rule.of == (KG.Meeting,) or not title else "add a `quote` that stands in one only"
            raise Unfit("correction-stale", f"{len(places)} minutes of the file are meant; {more}", at)
        return places.pop()

    def _values(self, entry: Entry, rule: Rule, place: int) -> list[Value]:
        written = entry.fields["value"]
        listed = written if rule.many and isinstance(written, list) else [written]
        read = [rule.read(one, self._context(place)) for one in listed]
        for value in read:
            if isinstance(value, str):
                raise Unfit("correction-key", f"`value` {value}", "value")
        return [value for value in read if isinstance(value, Value)]

    def _subjects(self, entry: Entry, rule: Rule, place: int) -> list[str]:
        """Return what is corrected: the meeting, the decisions on a case, or what was read from the quoted words."""
        stated, quote, title = self.stated[place], entry.text("quote"), entry.text("case")
        if rule.of == (KG.Meeting,):
            return [self.held[place].chunk.meeting]
        if title:
            found = [s for s in stated.subjects(KG.case, self._case(place, title)) if any(stated.is_a(s, kind) for kind in rule.of)]
        elif quote:
            spans = stated.find(quote)
            if len(spans) > 1:
                raise Unfit("correction-stale", f"these words stand {len(spans)} times in the minutes; quote more of them", "quote")
            found = stated.touched(spans[0], rule.of)
        else:
            raise Unfit("correction-key", "say of what: add `quote`, words of its sentence, or `case`", "property")
        if not found:
            kinds = " or ".join(kind.rpartition("#")[2].lower() for kind in rule.of)
            raise Unfit("correction-stale", f"no {kinds} was read there", "case" if title else "quote")
        return sorted(found)

    def _says(self, place: int, subject: str, rule: Rule, terms: set[str]) -> bool:
        stated = set(self.stated[place].terms(subject, rule.property))
        return bool(stated) and {key(term) for term in stated} == {key(term) for term in terms}

    def _state(self, entry: Entry, rule: Rule, place: int, subject: str, values: list[Value]) -> None:
        self.done[subject, rule.property] = entry
        shown = "、".join(value.shown for value in values)
        label = label_of(rule, self.vocabulary)
        triples = [(subject, rule.property, value.term) for value in values] + list(_things(values))
        triples += [(subject, predicate, term) for predicate, term in self.stated[place].naming(subject)]
        if rule.property == KG.date:
            date = datetime.date.fromisoformat(values[0].shown)
            self.day[place] = days(date)
            triples += [(subject, KG.year, number(date.year)), (subject, KG.dayNumber, number(days(date)))]
        triples += self._attributed(place, subject, rule.property, f"{label}更正為 {shown}", entry, sorted(v.term for v in values))
        self.lines[place].update(self._written(triples, place))
        if self.stated[place].terms(subject, rule.property):
            self._say("correction-overrules", f"the minutes print another value; beside it now stands {label} {shown}", entry.place("value"))

    # --- aliases ------------------------------------------------------------------------------------------------------

    def _alias(self, entry: Entry) -> None:
        sort = next(name for name in ALIASES if name in entry.fields)
        name, means = entry.text(sort), entry.text("means")
        places = [p for p in range(len(self.held)) if self._named(p, sort, name)]
        if not places:
            titles = self._titles() if sort == "case" else (n for s in self.stated for labels in s.named(thing_types(sort)).values() for n in labels)
            raise Unfit("correction-stale", f"these minutes name no such {sort}{near(name, titles)}", sort)
        pairs = [(place, alias, *self._kept(place, sort, means)) for place in places for alias in self._named(place, sort, name)]
        for _, alias, kept, _ in pairs:
            self._fits(sort, alias, kept)
        for place, alias, kept, is_known in pairs:
            self._join(entry, sort, place, alias, kept, is_known=is_known)

    def _fits(self, sort: str, alias: str, kept: Value) -> None:
        if kept.term == f"<{alias}>":
            raise Unfit("correction-stale", "the two spellings are one already", "means")
        if alias in {moved(iri, self.base) for iri in self.vocabulary.entities}:
            raise Unfit("correction-stale", "the vocabulary declares what this name means; change it there", sort)

    def _join(self, entry: Entry, sort: str, place: int, alias: str, kept: Value, *, is_known: bool) -> None:
        own = self.stated[place].naming(alias)
        shown = f"「{entry.text(sort)}」即「{entry.text('means')}」"
        triples = [(alias, OWL.sameAs, kept.term), *((alias, predicate, term) for predicate, term in own), *_things([kept])]
        triples += self._attributed(place, alias, OWL.sameAs, shown, entry, [kept.term])
        lines = "".join(sorted(set(self._written(triples, place)))).encode()
        self.aliases[place].append(Alias(alias, kept.term[1:-1], sort, is_known, self.held[place].chunk.key, lines, *_cut(self.source, entry.place(sort))))

    def _named(self, place: int, sort: str, name: str) -> list[str]:
        """Return the things of these minutes that bear a name."""
        if sort == "case":
            case = self._case(place, name)
            return [case] if self.stated[place].is_a(case, KG.Case) else []
        return sorted(iri for iri, labels in self.stated[place].named(thing_types(sort)).items() if key(name) in map(key, labels))

    def _kept(self, place: int, sort: str, name: str) -> tuple[Value, bool]:
        """Return the thing that a name means, and whether the vocabulary or the minutes of this file name it."""
        if sort == "case":
            iri = self._case(place, name)
            stated = next((s for s in self.stated if s.is_a(iri, KG.Case)), None)
            return Value(f"<{iri}>", name, stated.naming(iri) if stated else naming(KG.Case, name)), stated is not None
        things = known(self._context(place), thing_types(sort))
        found = pick(name, things, self._context(place))
        if isinstance(found, Value):
            return found, True
        if any(key(name) in map(key, names) for names, _ in things.values()):
            raise Unfit("correction-key", f"`means` {found}", "means")
        iri = f"{self.base}{sort}/{iris.path(self.held[place].scope.name, name)}"
        return Value(f"<{iri}>", name, naming(thing_types(sort)[0], name)), False

    # --- what both need -------------------------------------------------------------------------------------------------

    def _attributed(self, place: int, subject: str, predicate: str, label: str, entry: Entry, terms: list[str]) -> Iterator[tuple[str, str, str]]:
        said = [self._path(subject), predicate, *map(self._path, terms), self.by, entry.text("reason")]
        correction = f"{self.base}correction/{self.held[place].chunk.key}/{iris.short_digest(chr(10).join(said))}"
        agent = f"{self.base}agent/{iris.segment(self.by)}"
        yield correction, RDF.type, f"<{KG.Correction}>"
        yield correction, RDFS.label, f"{literal(label)}@{ZH}"
        yield correction, KG.corrects, f"<{subject}>"
        yield correction, KG.correctedProperty, f"<{predicate}>"
        yield correction, DCTERMS.description, literal(entry.text("reason"))
        yield correction, PROV.wasAttributedTo, f"<{agent}>"
        yield agent, RDF.type, f"<{PROV.Agent}>"
        yield agent, RDFS.label, f"{literal(self.by)}@{ZH}"
        if self.role:
            yield agent, DCTERMS.description, literal(self.role)

    def _path(self, term: str) -> str:
        """Return a term without the base of data, so that what is minted from it is the same under any."""
        path = term.strip("<>").removeprefix(self.base)
        return path if path.partition("/")[0] in iris.KINDS else term

    def _written(self, triples: Iterable[tuple[str, str, str]], place: int) -> Iterator[str]:
        graph = f"{self.base}graph/correction/{self.held[place].chunk.key}"
        return (f"<{subject}> <{predicate}> {term} <{graph}> .\n" for subject, predicate, term in triples)

    def _context(self, place: int) -> Context:
        return Context(self.vocabulary, self.held[place].scope, self.stated, self.base)

    def _case(self, place: int, title: str) -> str:
        return f"{self.base}case/{iris.segment(self.held[place].scope.name)}/{iris.title(title)}"

    def _titles(self) -> list[str]:
        return [label for stated in self.stated for labels in stated.named((KG.Case,)).values() for label in labels]

    def _near_property(self, entry: Entry) -> str:
        return near(entry.text("property"), self.rules) or f"; properties are {'、'.join(label_of(r, self.vocabulary) for r in dict.fromkeys(self.rules.values()))}"

    def _say(self, code: str, message: str, span: Span) -> None:
        self.found.append(Diagnostic(code=code, message=message, source=self.source, span=span))


def _cut(source: Source, span: Span) -> tuple[Source, Span]:
    """Return the one line of a source that a finding will show, at its number: an alias is kept until all files are read."""
    number, column = source.locate(span.start)
    text = "\n" * (number - 1) + source.line(number)
    return Source(text=text, name=source.name, path=source.path), Span(number + column - 2, number + column - 2 + span.end - span.start)


def _things(values: Iterable[Value]) -> Iterator[tuple[str, str, str]]:
    """Yield types and labels of the things that values are."""
    for value in values:
        for predicate, term in value.naming:
            yield value.term[1:-1], predicate, term
