"""The vocabulary's words compiled into patterns, once; and the names a text holds."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

import regex

from ..patterns import pattern, swift
from ..shadow import key
from ..vocab import ACTION, FIELD, FOAF, KG, SECTION, Concept, Entity, Vocabulary
from . import alternatives, one_of
from .forms import forms
from .numerals import NUMBER
from .people import SURNAMES, PeopleGrammar
from .titles import TitleGrammar
from .units import NOT_UNIT, Units

LEFT = r"(?:^|(?<=[、,。;:()「」\[\]])|(?<=[與及和暨將就對至往在或以請由])|(?<=關於|有關|針對|包括|包含|例如|捷運|推動|興建|以及))"
LONGEST_NAME = 16
_LINES = 512  # whose labels are remembered: a line is looked at in every stage
_UNIT = r"(?:局|處|署|委員會|大隊|公司|中心|區公所)"
_NOT_NAME = r"[請應由與及和將的之於並為是有可能使讓就對在被把所各該本其此這那,]|辦理|推動|加強|持續|配合|完成|建構|改善|規劃|研議|興建|協助|安排|加速|提升|強化|檢討"
_NO_NAME = regex.compile(_NOT_NAME)
_CLASS = r"(?:[員事師表生長者戶官賓]|家長|同仁|同學|會友|人(?!數))"  # how a word for a class of people ends: 出席董事, 列席家長代表


class Name(NamedTuple):
    """A name found; places are in the squeezed text."""

    start: int
    end: int
    sort: str
    name: str
    iris: tuple[str, ...]


class Lexicon:
    """Patterns made of a vocabulary. Get one with `lexicon`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.people = PeopleGrammar(vocabulary)
        actions = vocabulary.words("action")
        self._actions = sorted(((regex.compile(one_of([w])), iri) for w, iri in actions.items() if "…" in w), key=lambda p: -len(p[0].pattern))
        self._action_of = {key(w): iri for w, iri in actions.items() if "…" not in w}
        self.verb = one_of(actions)
        self.verbs = swift(self.verb)
        # Words that decide only behind the label of a resolution: 決議：同意。
        resolved = {word: ACTION[iri.rpartition("/")[2]] for word, iri in vocabulary.words("resolved").items()}
        self._resolved = {key(w): iri for w, iri in resolved.items() if "…" not in w}
        self._actions += sorted(((regex.compile(one_of([w])), iri) for w, iri in resolved.items() if "…" in w), key=lambda p: -len(p[0].pattern))
        self.resolving_verb = one_of({*actions, *resolved})
        self.verb_starts = frozenset(key(w)[0] for w in (*actions, *resolved))
        self.deadline_word = one_of(vocabulary.words("deadline"))
        self.listing = frozenset((ACTION.added, ACTION.delisted))
        self._named: dict[str, list[Entity]] = defaultdict(list)
        for entity in vocabulary.entities.values():
            if entity.type != FOAF.Person:
                for name in entity.names:
                    self._named[key(name).replace("-", "")].append(entity)
        # 臺北自來水事業處 names its city itself.
        self._cities = one_of(e.label[:2] for e in vocabulary.entities.values() if e.label.endswith(("市政府", "縣政府")))
        self._names = swift(alternatives({name: _guard(entities) for name, entities in self._spellings().items()}))
        self._unit = regex.compile(rf"(?!{NOT_UNIT})(?:(?:(?![及與和暨]|會同|偕同)\p{{Han}}){{1,7}}?{_UNIT}(?!長)){{1,2}}")
        self._city = swift(rf"{LEFT}(?P<name>(?![由請向與及和於在將])\p{{Han}}{{2,3}}[市縣]政府(?:(?:(?![及與和暨]|會同|偕同)\p{{Han}}){{1,7}}?{_UNIT}(?!長))?)")
        self._bureau = regex.compile(rf"(?!{NOT_UNIT})\p{{Han}}{{1,5}}?局(?![長部限勢面])")
        self.units = Units()
        self.bare_unit = self.units.form
        groups = [n for e in vocabulary.entities.values() if e.type == KG.WorkingGroup for n in e.names]
        self.group = one_of(groups)
        self.group_form = r"(?!各|本|該|專案|工作|議題)\p{Han}{2,8}?(?:議題小組|小組|組)"
        self.titles = TitleGrammar(vocabulary, rf"(?:{self.group}|(?<=臺){self.group_form})(?=\d|第|會議|{NUMBER}年|工作|$|議題|小組)")
        bodies = {kind: [n for e in vocabulary.entities.values() if e.type.endswith(kind) for n in e.names if len(n) > 3] for kind in ("OrganizationalCollaboration", "FormalOrganization")}
        part = r"\p{Han}{1,20}(?:局|處|委員會|小組|大會|中心|公所|里)(?!會議)"
        self.bodies = regex.compile(rf"{one_of(bodies['OrganizationalCollaboration'])}|{one_of(bodies['FormalOrganization'])}(?!{part})")
        self._last: tuple[str, list[Name]] = ("", [])
        self._suffix = [self._form_of(c) for c in vocabulary.concepts.values() if c.suffixes]
        concepts = [c for c in vocabulary.concepts.values() if c.iri in HEADER_FIELDS | PART_FIELDS]
        self.fields = {key(word): c.iri for c in concepts for word in c.words}
        self.sections = {key(w): iri for w, iri in vocabulary.words("section").items()}
        self.section_word = one_of(self.sections)
        self.section = swift(self.section_word)
        header = [word for c in concepts if c.iri in HEADER_FIELDS for word in c.words]
        classes = {kind: rf"(?:{word})(?:單位)?(?:及|與|、)?\p{{Han}}{{0,6}}?{_CLASS}" for kind, word in ((FIELD.attendance, "出席"), (FIELD["also-present"], "列席|請假|缺席|未出席"))}
        classes[FIELD.recorder] = r"會議[紀記]錄"  # only where a name follows, for it is the name of the document
        named = rf"(?=\s*:\s*\p{{Han}}{{0,6}}?\s?[{''.join(sorted(SURNAMES))}]\p{{Han}}{{1,2}}(?:[\s、]|$))"
        self._class_fields = [(regex.compile(form), kind) for kind, form in classes.items()]
        # Without a colon a label stands at the beginning of a line, or in a line that has none: 時　間　105年5月4日, 主席 王大明 記錄 李小美
        bare = one_of([w for w in header if len(w) > 1 and w != "會議"], spaced=True)
        inside = one_of([w for w in header if len(w) > 1 and self.fields[key(w)] in _IN_A_ROW and w not in ("召集人", "會議")], spaced=True)
        # No label is without one of these words: most lines are told by that.
        self._labelled = swift(one_of([*header, "出席", "列席", "請假", "缺席", "紀錄", "記錄"], spaced=True))
        self._label = regex.compile(
            rf"(?:^|(?<=[\s。;\)*])|(?<=[壹貳參叁肆伍陸柒捌玖拾一二三四五六七八九十]\s?、\s?))(?P<label>{one_of(header, spaced=True)}|{'|'.join(classes.values())}{named})\s*:"
            rf"|(?:^|(?<=\s))[\[【](?P<label>{one_of(header, spaced=True)})[\]】]\s*:?"
            rf"|(?<=\p{{Han}})(?<!會議|次|之|的|份|本|上|讀|認)(?P<label>[紀記]錄)\s*:"
            rf"|^(?P<label>{bare})(?:(?=[ \t\u3000]+[^\s:])|(?=\s*$))|(?<=^(?:[^:\n]|(?<=\d):(?=\d))*[ \t\u3000])(?P<label>{inside})(?=[ \t\u3000]+[^\s:])", regex.M,
        )
        self.labels = lru_cache(_LINES)(self._labels)
        self.officials = lru_cache(_LINES)(self._officials)
        self.adjournment = one_of([w for w, i in self.sections.items() if i == SECTION.adjournment], spaced=True)
        self.bare_label = swift(rf"{one_of(header, spaced=True)}\s*+:?\s*$")
        self.forms = forms(self.sections, [word for c in concepts if c.iri in PART_FIELDS for word in c.words], vocabulary.concepts[FIELD.omitted].words, (w for w in actions if "…" not in w))
        self.part_of = {word: FIELD.ruling for word, iri in self.sections.items() if iri == SECTION.conclusions} | {w: i for w, i in self.fields.items() if i in PART_FIELDS}
        self.co_chairing = swift(one_of(vocabulary.concepts[FIELD["co-chairing"]].words))
        participant = one_of(vocabulary.concepts[FIELD.participant].words)
        # One of those present who is not named by office: 住戶甲(B棟7樓), 陳先生
        self.participant = swift(rf"{participant}(?:代表)?(?:\p{{Han}}{{0,2}}|[A-Z\d]{{0,4}})?(?:\([^()]*\))?|\p{{Han}}{{1,4}}(?:先生|女士|小姐)(?:\([^()]*\))?")
        self.omitted = swift(rf"\(?{one_of(vocabulary.concepts[FIELD.omitted].words)}\)?[。.]?$")
        furniture = one_of(vocabulary.concepts[FIELD.furniture].words)
        omitted = one_of(vocabulary.concepts[FIELD.omitted].words)
        self.boilerplate = swift(rf"\({omitted}\)|(?:^|(?<=:)){omitted}(?=[。.]?$)|{furniture}|^-?\d{{1,3}}-?$|第{NUMBER}頁(?:[,/]?共{NUMBER}頁)?", re.M)
        earlier = one_of(w for w, i in self.sections.items() if i == SECTION.conclusions)
        self.earlier_directives = swift(rf"(?:歷次|歷屆|前次|上次|以往|過去)[^,。;]{{0,12}}?{earlier}")

    def field(self, label: str) -> str:
        """Return the field that a label of the header names: a word of the vocabulary, or 出席 and a class of people; empty where it names none."""
        return self.fields.get(label) or next((kind for form, kind in self._class_fields if form.fullmatch(label)), "")

    def _officials(self, chairs: tuple[tuple[str, str, str], ...]) -> tuple[dict[str, str], re.Pattern[str]]:
        """Return how some chairs, given by surname, given name and word of office, and the known officials are named in a text."""
        forms: dict[str, str] = {}
        for surname, given, word in chairs:
            if given and word:
                forms |= dict.fromkeys((surname + word + given, surname + given + word, surname + word), surname + given)
        for person, office, _ in self.vocabulary.officers.values():
            name, word = self.vocabulary.entities[person].label, self.vocabulary.concepts[office].label
            forms |= dict.fromkeys((name[0] + word + name[1:], name + word), name)
        forms = {key(form): name for form, name in forms.items()}
        return forms, re.compile(one_of(forms))

    def _labels(self, text: str) -> tuple[regex.Match[str], ...]:
        """Find the labels of the header's fields in folded text, in order; the label without its colon is group `label`."""
        return tuple(self._label.finditer(text)) if self._labelled.search(text) else ()

    def action(self, wording: str) -> str:
        """Return the action that a matched verb says."""
        found = self._action_of.get(wording) or self._resolved.get(wording)
        return found or next(iri for form, iri in self._actions if form.fullmatch(wording))

    def names(self, text: str) -> list[Name]:
        """Find the names of declared things and of projects by their form, in order and without overlap."""
        found, last = [], 0
        while m := self._names.search(text, last):
            found.append(self._name(text, m))
            last = found[-1].end
        taken = [(n.start, n.end) for n in found]
        cities = (Name(m.start("name"), m.end("name"), "organization", m["name"], ()) for m in self._city.finditer(text))
        found += [n for n in cities if all(n.end <= a or n.start >= b for a, b in taken)]
        taken = [(n.start, n.end) for n in found]
        found += [n for n in self._by_form(text) if all(n.end <= a or n.start >= b for a, b in taken)]
        return sorted(found)

    def unit_at(self, text: str, start: int) -> Name | None:
        """Read an undeclared organization by its form at a place where somebody is told to do something."""
        place = self.units.at(text, start)
        return Name(*place, "organization", text[slice(*place)], ()) if place else None

    def under(self, name: Name, before: Name) -> Name:
        """Read a bureau behind one of a city as that city's: 臺北市政府交通局、都發局."""
        city = pattern(r"(?P<city>\p{Han}{2,3}[市縣]政府)\p{Han}+").fullmatch(before.name)
        if city is None or name.iris or not pattern(rf"(?!中央|國|\p{{Han}}{{2}}[市縣]|{self._cities})(?:(?!政府)\p{{Han}}){{2,7}}[局處]").fullmatch(name.name):
            return name
        full = city["city"] + name.name
        known = self._named.get(key(full), [])
        return name._replace(name=known[0].label if known else full, iris=tuple(e.iri for e in known))

    def _spellings(self) -> dict[str, list[Entity]]:
        spellings: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.vocabulary.entities.values():
            if entity.type != FOAF.Person:
                for name in entity.names:
                    spellings[key(name)].append(entity)
        return spellings

    def _name(self, text: str, m: re.Match[str]) -> Name:
        entities = self._named[m[0].replace("-", "")]
        first, end, name = entities[0], m.end(), entities[0].label
        iris = tuple(e.iri for e in entities)
        extension = self._unit if first.label.endswith("政府") else self._bureau if first.type == KG.Collective else None
        if extension and (unit := extension.match(text, end)):
            return Name(m.start(), unit.end(), "organization", name + unit[0], ())
        return Name(m.start(), end, SORTS.get(first.type, "organization"), name, iris)

    def _form_of(self, concept: Concept) -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
        suffix = one_of(concept.suffixes)
        form = rf"{LEFT}(?P<name>(?:\p{{Han}}|\d|-){{1,12}}?{suffix})(?![路上索性民長])"
        return swift(suffix), swift(form), concept.not_suffixes

    def doubtful(self, text: str) -> list[Name]:
        """Find what has the form of a project's name but holds words that names do not have."""
        return [n for n in self._candidates(text) if len(n.name) > 2 and _NO_NAME.search(n.name)]

    def _by_form(self, text: str) -> list[Name]:
        return [n for n in self._candidates(text) if len(n.name) > 2 and not _NO_NAME.search(n.name)]

    def _candidates(self, text: str) -> list[Name]:
        if self._last[0] is text:
            return self._last[1]
        found = []
        for ending, form, refused in self._suffix:
            last = 0
            for m in ending.finditer(text):
                # A name is at most a dozen characters: only there is it worth looking.
                named = form.search(text, max(last, m.end() - LONGEST_NAME), m.end() + 1)
                if named and not named["name"].endswith(refused):
                    last = named.end("name")
                    found.append(Name(named.start("name"), last, "project", named["name"], ()))
        self._last = (text, found)
        return found


def _guard(entities: list[Entity]) -> str:
    refused = {word for e in entities for word in e.not_before}
    return f"(?!{one_of(refused)})" if refused else ""


SORTS = {KG.Project: "project", KG.WorkingGroup: "group", KG.Collective: "collective"}
HEADER_FIELDS = frozenset((FIELD.time, FIELD.place, FIELD.chair, FIELD.recorder, FIELD.attendance, FIELD["also-present"], FIELD.title))
_IN_A_ROW = frozenset((FIELD.time, FIELD.place, FIELD.chair, FIELD.recorder))
PROPOSING = frozenset((FIELD.subject, FIELD.explanation, FIELD.proposal))  # what is put before the meeting, and decides nothing
PART_FIELDS = frozenset((FIELD.subject, FIELD.explanation, FIELD.proposal, FIELD.particulars, FIELD.group, FIELD.vote, FIELD.resolution))


_CACHE: dict[int, Lexicon] = {}


def lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Return the compiled words of a vocabulary, compiling them once."""
    found = _CACHE.get(id(vocabulary))
    if found is None or found.vocabulary is not vocabulary:
        found = _CACHE[id(vocabulary)] = Lexicon(vocabulary)
    return found
