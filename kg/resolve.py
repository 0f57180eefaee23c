"""Records -> which mentions are one thing: a table beside the records, never a change to them.

Names are unique only within a body, so every name is resolved in the scope of one. Two candidates are not merged, and said.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from . import iris
from .diagnostics import Diagnostic
from .patterns import pattern
from .records import Chair, CitedMeeting, Header, Mention, Minutes, Said
from .shadow import key
from .source import Source, Span
from .vocab import FOAF, KG, LEVEL, OFFICE, ORG, Entity, Vocabulary

_TYPES = {"project": KG.Project, "group": KG.WorkingGroup, "organization": ORG.Organization, "collective": KG.Collective, "person": FOAF.Person}


class Scope(NamedTuple):
    """The body under which names are minted: its declared IRI if it has one, and its name."""

    iri: str | None
    name: str


class Thing(NamedTuple):
    """What a name denotes: an IRI (path only, without the base), its type and its label."""

    path: str
    type: str
    label: str
    kind: str | None = None


class Officer(NamedTuple):
    """A Chair with its parts."""

    path: str
    label: str
    person: Thing | None
    office: str | None
    organization: Thing | None
    acting_for: Officer | None


@dataclass(slots=True)
class Resolver:
    """Resolves the mentions of one text of minutes."""

    vocabulary: Vocabulary
    scope: Scope
    source: Source
    offset: int
    found: list[Diagnostic] = field(default_factory=list)
    _things: dict[tuple[str, str, tuple[str, ...]], Thing | None] = field(default_factory=dict)

    def thing(self, mention: Mention) -> Thing | None:
        """Resolve a mention; `None` for a collective that means nothing in this body."""
        known = (mention.sort, mention.name, mention.iris)
        if known not in self._things:
            self._things[known] = self._resolve(mention)
        return self._things[known]

    def body(self, span: Span | None = None) -> Thing:
        """Return the body of these minutes where nobody declared it; with the place of its name, report it."""
        name = self.scope.name
        if span:
            self._say("unknown-name", f"{name} is not declared; it was read as the body of these minutes", span, ("organization", name, ""))
        return Thing(f"organization/{iris.segment(name)}", ORG.Organization, name)

    def officer(self, chair: Chair) -> Officer:
        """Resolve a person in an office; a surname alone is the declared officer of this body who bears it, if there is one."""
        declared = self._declared_officer(chair)
        organization = self.thing(chair.organization) if chair.organization else None
        if declared:
            person_iri, office, organization_iri = self.vocabulary.officers[declared]
            entity = self.vocabulary.entities[organization_iri]
            if organization is None or organization.path == self._path(organization_iri):
                label = officer_label(self.vocabulary, declared)
                return Officer(self._path(declared), label, self._entity(person_iri), office, _thing(entity, self._path), self._acting(chair))
        person = self._person(chair.name, known=chair.office is not None or organization is not None) if chair.given else None
        office_label = self._office(chair)
        last = person.path.partition("/")[2] if person else iris.path(self.scope.name, chair.surname)
        parts = [f"chair/{last}", *(iris.segment(x) for x in (organization.label if organization else "", office_label) if x)]
        label = f"{organization.label if organization else ''}{office_label}{chair.name}" if person else f"{organization.label if organization else ''}{chair.surname}{office_label}"
        return Officer("/".join(parts), label, person, chair.office, organization, self._acting(chair))

    def _office(self, chair: Chair) -> str:
        """Return an office as it is called: as printed, without what says that somebody acts in it, but for mere spellings (主委)."""
        word = pattern("^(?:代理|代)|兼.*$").sub("", chair.office_word)
        concept = self.vocabulary.concepts[chair.office] if chair.office else None
        return concept.label if concept and (not word or word in map(key, concept.spellings)) else word

    def person(self, said: Said) -> Thing:
        """Resolve a person named without an office."""
        return self._person(said.value, known=False)

    def speaker(self, chair: Chair, chairs: list[tuple[Chair, Officer]]) -> Officer | None:
        """Resolve who speaks: a chair of this meeting by surname and office; a full name may be anybody."""
        fitting = [officer for known, officer in chairs if _fits(chair, known, officer)]
        if len(fitting) == 1:
            return fitting[0]
        if chair.given and not fitting:
            return self.officer(chair)
        if len(fitting) > 1:
            self._say("two-candidates", f"{chair.surname}{chair.office_word} may be any of " + ", ".join(o.label for o in fitting), chair.span)
        else:
            self._say("not-a-chair", f"{chair.surname}{chair.office_word} is no chair of this meeting", chair.span)
        return None

    def clash(self, span: Span, title: str) -> None:
        """Report a title that would share the IRI of another one."""
        self._say("iri-clash", f"{title} would have the name of another case", span)

    def unread(self, span: Span) -> None:
        """Report a stretch of text that nothing was read from."""
        self._say("unread-line", "nothing was read from these words", span)

    def _acting(self, chair: Chair) -> Officer | None:
        return self.officer(chair.acting_for) if chair.acting_for else None

    def _resolve(self, mention: Mention) -> Thing | None:
        if mention.sort == "person":
            return self._person(mention.name, known=True)
        fitting = [e for iri in mention.iris if (e := self.vocabulary.entities[iri]).everywhere or self.scope.iri in e.bodies]
        if len(fitting) == 1:
            return _thing(fitting[0], self._path)
        if len(fitting) > 1:
            self._say("two-candidates", f"{mention.name} may be " + " or ".join(e.iri for e in fitting), mention.span)
        if mention.sort == "collective":
            return None
        if mention.sort == "organization" and self.scope.iri is None and iris.segment(mention.name) == iris.segment(self.scope.name):
            return self.body()
        if not fitting:
            article = "an" if mention.sort == "organization" else "a"
            self._say("unknown-name", f"{mention.name} is not declared; it was read as {article} {mention.sort} of {self.scope.name}", mention.span, (mention.sort, mention.name, self.scope.name))
        kind = self._kind(mention.name) if mention.sort == "project" else None
        where = f"{mention.sort}/{iris.path(self.scope.name, mention.name)}"
        return Thing(where, _TYPES[mention.sort], mention.name, kind)

    def _kind(self, name: str) -> str | None:
        """Return what sort of project a name tells of by its end."""
        return next((c.iri for c in self.vocabulary.concepts.values() if c.suffixes and name.endswith(c.suffixes)), None)

    def _person(self, name: str, *, known: bool) -> Thing:
        for entity in self.vocabulary.entities.values():
            if known and entity.type == FOAF.Person and name in entity.names and self.scope.iri in entity.bodies:
                return _thing(entity, self._path)
        return Thing(f"person/{iris.path(self.scope.name, name)}", FOAF.Person, name)

    def _declared_officer(self, chair: Chair) -> str | None:
        if not chair.given and (not chair.surname or chair.office != OFFICE.mayor):
            return None  # a deputy's surname alone may be that of another one in another year
        fitting = []
        for iri, (person, office, _) in self.vocabulary.officers.items():
            entity = self.vocabulary.entities[person]
            named = key(chair.name) == key(entity.label) if chair.given else entity.label.startswith(chair.surname)
            if named and (chair.office == office or (chair.office is None and chair.given and chair.organization)) and self.scope.iri in entity.bodies:
                fitting.append(iri)
        return fitting[0] if len(fitting) == 1 else None

    def _entity(self, iri: str) -> Thing:
        return _thing(self.vocabulary.entities[iri], self._path)

    @staticmethod
    def _path(iri: str) -> str:
        return iri.removeprefix(iris.BASE)

    def _say(self, code: str, message: str, span: Span, about: tuple[str, ...] = ()) -> None:
        place = Span(span.start + self.offset, span.end + self.offset)
        self.found.append(Diagnostic(code=code, message=message, source=self.source, span=place, about=about))


def scope_of(header: Header, vocabulary: Vocabulary) -> Scope | None:
    """Return the scope that a title gives, `None` where it names no body."""
    if header.body is None:
        return None
    declared = header.body.iris[0] if header.body.iris else None
    return Scope(declared, vocabulary.entities[declared].label if declared else header.body.name)


def meeting_key(record: Minutes, scope: Scope, vocabulary: Vocabulary) -> str:
    """Return the KEY of a meeting: what its title states, largest unit first; of headless minutes a hash of the text, behind a title that names no body."""
    header = record.header
    if header.title is None:
        return iris.short_digest(record.reading)
    if header.body is None:  # a title alone may be that of many: 會議紀錄, 第3次會議紀錄
        return iris.path(header.title.value, iris.short_digest(record.reading))
    group = header.group
    level = vocabulary.concepts[header.level.value].label if header.level else ""
    if group and not level:
        level = vocabulary.concepts[_level_of_groups(vocabulary)].label
    runs = scope.iri in vocabulary.ordinal_runs and not group and header.ordinal is not None
    year = str(header.year.value) if header.year and not runs else ""
    parts = [scope.name, level, group.name if group else "", header.kind, year, *header.ordinals]
    if not _is_exact(header):
        date = header.title_date or (header.date.value if header.date else None)
        parts.append(date.isoformat() if date else iris.short_digest(record.reading))
    return iris.path(*parts)


def cited_scope(cited: CitedMeeting, scope: Scope, vocabulary: Vocabulary) -> Scope:
    """Return the body of a cited meeting: the one named with it, else the one whose minutes cite it."""
    if cited.body is None or cited.body.iris[0] == scope.iri:
        return scope
    return Scope(cited.body.iris[0], vocabulary.entities[cited.body.iris[0]].label)


def _is_exact(header: Header) -> bool:
    """Tell whether a title's numbers name one meeting: 第8次, 109年度市長層級, 108年第3季; not 第12屆 alone, nor 109年 of a body that meets often."""
    if any(ordinal.endswith("次") for ordinal in header.ordinals):
        return True
    return header.year is not None and bool(header.ordinals or header.level)


def cited_key(cited: CitedMeeting, own: Header, scope: Scope, vocabulary: Vocabulary) -> str:
    """Return the KEY a cited meeting's own minutes would have."""
    level = vocabulary.concepts[cited.level.value].label if cited.level else ""
    other = cited_scope(cited, scope, vocabulary)
    runs = cited.ordinal is not None and (other.iri in vocabulary.ordinal_runs or _runs_on(other, own, scope))
    year = str(cited.year.value) if cited.year and not runs else ""
    return iris.path(other.name, level, _cited_kind(cited, own, scope, vocabulary), year, cited.term, f"第{cited.ordinal.value}次" if cited.ordinal else "")


def _runs_on(other: Scope, own: Header, scope: Scope) -> bool:
    """Tell whether a body numbers its meetings without a year, as these minutes' own title shows."""
    return other == scope and own.title is not None and own.year is None and own.ordinal is not None


def _cited_kind(cited: CitedMeeting, own: Header, scope: Scope, vocabulary: Vocabulary) -> str:
    runs = cited.ordinal is not None and _runs_on(cited_scope(cited, scope, vocabulary), own, scope)
    return cited.kind or (own.kind if runs and not cited.level else "")


def cited_label(cited: CitedMeeting, own: Header, scope: Scope, vocabulary: Vocabulary) -> str:
    """Return the name of a cited meeting, built from what is known of it."""
    year = f"{cited.year.value} 年" if cited.year else ""
    level = vocabulary.concepts[cited.level.value].label if cited.level else ""
    ordinal = f"第 {cited.ordinal.value} 次" if cited.ordinal else ""
    name = cited_scope(cited, scope, vocabulary).name
    kind = cited.kind if cited.year else _cited_kind(cited, own, scope, vocabulary)
    return f"{name} {year}{cited.term}{ordinal}{level or kind.removesuffix('會議')}會議"


def days(date: datetime.date) -> int:
    """Return the number of days since 1970-01-01."""
    return date.toordinal() - datetime.date(1970, 1, 1).toordinal()


def _level_of_groups(vocabulary: Vocabulary) -> str:
    return LEVEL["working-group"]


def _thing(entity: Entity, path: Callable[[str], str]) -> Thing:
    return Thing(path(entity.iri), entity.type, entity.label)


def officer_label(vocabulary: Vocabulary, iri: str) -> str:
    """Return the label of a declared officer: organization, office and person."""
    person, office, organization = vocabulary.officers[iri]
    return f"{vocabulary.entities[organization].label}{vocabulary.concepts[office].label}{vocabulary.entities[person].label}"


def _fits(spoken: Chair, known: Chair, officer: Officer) -> bool:
    name = officer.person.label if officer.person else known.surname
    if spoken.given:
        return key(name) == key(spoken.name)
    return name.startswith(spoken.surname) and (spoken.office is None or spoken.office == officer.office)
