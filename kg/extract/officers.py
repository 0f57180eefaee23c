"""The persons of a header: who presides, for whom, and who records."""

from __future__ import annotations

from typing import NamedTuple

import regex
from msgspec import structs

from ..grammar.people import ABSENCE, SURNAMES, Person
from ..grammar.titles import BODY
from ..patterns import pattern
from ..records import Chair, Mention, Said
from ..shadow import key
from ..source import MASK, Span, clean
from .script import Script

_ABSENT = regex.compile(rf"\s*(?:\((?:{ABSENCE}|另有要公|公務請假|休假)\)|,?{ABSENCE})")
_ACTS = r"(?:代為主持|暫?代理?(?:主席|主持)?)(?:會議)?"
_ACTING = regex.compile(rf"\s*(?:\({_ACTS}\)|{_ACTS}(?!表)|主持(?:會議)?(?=$|[\s。,]))")
_BY = regex.compile(rf"^(?:{ABSENCE}[,、\s]*(?:[改並]?由)?|[改並]?由)")
_BRACKETS = regex.compile(r"\s*\((?P<note>[^()]*)\)")
_WORD = regex.compile(r"\([^()]*\)?|[^\s、,;()]+")
_STOP = regex.compile(r"電話|分機|傳真|聯絡|TEL|FAX|E-?mail|應到|實到", regex.I)
_UNIT = regex.compile(r"[局處署科室組會部院]$")
_OFFICE = regex.compile(r"[長員書審任師士監理事正記授委督工佐察官祕助教導表]$")  # the end of a word that is an office, whether it is declared or not
_NEXT = regex.compile(r"(?:[\s、,;及與和]|兼|[改並]?由|公推|互推|推[舉選派](?=\p{Han}{2}))+")
_OWN = regex.compile(r"本(?:市|縣|校|公)?(?:政府|[府院部會校局處署所司])(?=\s|\p{Han})")


class _Bare(NamedTuple):
    """Those who preside by an office that stands before their names, or alone."""

    chairs: list[Chair]
    end: int


class OfficerReader:
    """Reads persons with their offices out of one field of a header. `body` is what 本府 means, where the title says it."""

    def __init__(self, script: Script, body: Mention | None) -> None:
        self.script, self.words, self.shadow, self.body = script, script.words, script.shadow, body
        self._absent: Chair | None = None

    def mention(self, sort: str, span: Span) -> Mention:
        """Make a mention of a name that fills a span."""
        printed = key(self.shadow.text[span.start : span.end])
        known = [e for e in self.words._named.get(printed.replace("-", ""), []) if (sort == "group") == (e.type.endswith("WorkingGroup"))]
        name = known[0].label if known else clean(self.shadow.text[span.start : span.end])
        return Mention(sort=sort, name=name, iris=tuple(e.iri for e in known), span=span)

    def only_people(self, span: Span) -> bool:
        """Tell whether a line without a label holds persons and organizations alone, so that it goes on with the line above."""
        text, place = self._text(span), 0
        while place < len(text):
            place = self._skip(text, place)
            _, place = self._organization(text, place, span.start)
            person = self.words.people.at(text, place)
            note = _ABSENT.match(text, place) or _ACTING.match(text, place) or _BRACKETS.match(text, place)
            if person is None and note is None and place < len(text):
                return False
            place = person.end if person else note.end() if note else place
        return True

    def recorders(self, span: Span) -> list[Said]:
        """Read the names of those who record; an office without a full name names nobody."""
        found: list[Said] = []
        text, place = self._folded(span), 0
        while place < len(text):
            place = self._skip(text, place)
            if _STOP.match(text, place):
                break
            _, place = self._organization(text, place, span.start)
            person = self.words.people.at(text, place)
            if person is None or len(person.name) < 2 or self._is_no_name(person, text):
                place = self._next(text, place)
                continue
            place = person.end
            found.append(Said(value=self._printed(person, span.start), span=Span(span.start + person.start, span.start + person.end)))
        return found

    def chairs(self, span: Span) -> list[Chair]:
        """Read who presides: not who is on leave, and not who is replaced."""
        found: list[Chair] = []
        text = self._text(span)
        place, last, absent = 0, -1, self._absent  # who is on leave may stand on the line above
        while place < len(text):
            start = place
            place = self._skip(text, place)
            if _STOP.match(text, place):
                break
            organization, place = self._organization(text, place, span.start)
            behind = last == start and not text[start:place].strip()  # 王大明 副院長: the office is his
            if not behind and (bare := self._of_office(text, place, organization, span.start)):
                found += bare.chairs
                place, absent = bare.end, None
                continue
            person = self.words.people.at(text, place)
            if person is None or self._is_no_name(person, text):
                place = self._next(text, place)
                continue
            if absent is None and found and last == start and self._replaces(text, start, person):
                absent = found.pop()
            acts = absent if absent and self._acts(text, person.end) else None
            presiding, place, absent = self._note(text, self._chair(person, organization, span.start, acts), person.end, span.start)
            last = place
            found += [presiding] if presiding else []
        self._absent = absent
        return found

    def _of_office(self, text: str, place: int, organization: Mention | None, base: int) -> _Bare | None:
        """Read an office alone, which names nobody, or before the names that bear it: 市長、副市長(王大明、李小華)."""
        m = pattern(rf"{self.words.people.offices}\s*(?:(?=$|[、,;。])|\((?P<names>[^()]*)\))").match(text, place)
        if m is None:
            return None
        word = m[0].partition("(")[0].strip()
        office = self.words.people.office(word)
        if m["names"] is None:
            person = Person(place, place + len(word), "", "", office, key(word))
            return _Bare([self._chair(person, organization, base, None)], m.end())
        named = [found for part in regex.finditer(r"[^、,\s]+", m["names"]) if (found := self.words.people.at(text, m.start("names") + part.start()))]
        people = [p._replace(office=office, office_word=key(word)) for p in named if p.given and not p.office_word]
        return _Bare([self._chair(p, organization, base, None) for p in people], m.end()) if people else None

    @staticmethod
    def _acts(text: str, place: int) -> bool:
        return bool(_ACTING.match(text, place) or ((note := _BRACKETS.match(text, place)) and "代" in note["note"]))

    def _folded(self, span: Span) -> str:
        """Return a field with spaces where the number of a page stands behind a name."""
        return self.shadow.folded[span.start : span.end].replace(MASK, " ")

    def _text(self, span: Span) -> str:
        return self.words.co_chairing.sub(lambda m: " " * len(m[0]), self._folded(span)).rstrip("。")

    def _replaces(self, text: str, start: int, person: Person) -> bool:
        """Tell whether a person right behind another presides in his place: 徐大明邱委員小美代."""
        return not text[start : person.start].strip() and bool(_ACTING.match(text, person.end))

    @staticmethod
    def _is_no_name(person: Person, text: str) -> bool:
        """Tell the name of a unit, or an office nobody declared that a name follows, from a name: 研考組, 簡任技監 王大明."""
        if person.office_word:
            following = pattern(r"\s+(\p{Han})\p{Han}{1,2}(?=$|[\s、,;(])").match(text, person.end)
            return bool(person.given and following and person.surname[0] not in SURNAMES and (following[1] in SURNAMES or len(person.name) == 2))
        return bool(_UNIT.search(person.name)) or bool(_OFFICE.search(person.name) and pattern(r"\s+\p{Han}").match(text, person.end))

    def _note(self, text: str, chair: Chair, place: int, base: int) -> tuple[Chair | None, int, Chair | None]:
        """Read what stands behind a person: 請假, 代, who acts for him, for whom he acts, his organization."""
        if away := _ABSENT.match(text, place):
            return None, away.end(), chair
        if acting := _ACTING.match(text, place):
            return chair, acting.end(), None
        note = _BRACKETS.match(text, place)
        if note is None:
            return chair, place, None
        inside = note["note"]
        begin = note.start("note") + (m.end() if (m := _BY.match(inside)) else 0)
        if pattern(rf"{_ACTS}$").search(inside) and (other := self.words.people.at(text, begin)):
            return self._chair(other, None, base, chair), note.end(), None
        if inside.startswith(("代理", "代")) and (other := self.words.people.at(text, note.start("note") + (2 if inside.startswith("代理") else 1))):
            return structs.replace(chair, acting_for=self._chair(other, None, base, None)), note.end(), None
        if chair.organization is None and (length := self._affiliation(inside)):
            start = base + note.start("note")
            return structs.replace(chair, organization=self.mention("organization", Span(start, start + length))), note.end(), None
        return chair, note.end(), None

    def _affiliation(self, inside: str) -> int:
        """Return how much of a note is the name of an organization."""
        names = [n.end for n in self.words.names(inside) if n.sort == "organization" and n.start == 0]
        form = BODY.pattern.match(inside)
        return max([*names, form.end() if form else 0])

    @staticmethod
    def _skip(text: str, place: int) -> int:
        m = _NEXT.match(text, place)
        return m.end() if m else place

    @staticmethod
    def _next(text: str, place: int) -> int:
        """Go on behind words that are no person."""
        m = _WORD.match(text, place)
        return m.end() if m and m.end() > place else place + 1

    def _organization(self, text: str, place: int, base: int) -> tuple[Mention | None, int]:
        own = _OWN.match(text, place)
        if own:
            end = own.end() + len(text[own.end() :]) - len(text[own.end() :].lstrip())
            return (structs.replace(self.body, span=Span(base + own.start(), base + own.end())) if self.body else None), end
        name = self.words._names.match(text, place)
        form = pattern(
            rf"(?:\p{{Han}}{{2,12}}(?:政府|公所|[局處署院部司]|委員會|公司|大學|學會|協會|基金會|中心))(?=\s+\p{{Han}}|\p{{Han}}{{1,2}}{self.words.people.offices})(?!\p{{Han}}?{self.words.people.offices}\s?$)"
        ).match(text, place)
        known, end = name.end() if name else 0, form.end() if form else 0
        by_form, end = end > known, max(known, end)
        if not end or not pattern(r"\s*\p{Han}").match(text[end:]):
            return None, place
        person = self.words.people.at(text, place, named_only=True)
        if person and (end - place < 3 or (by_form and person.surname in SURNAMES and not _UNIT.search(person.name))):
            return None, place  # 王副院長兼主任大明 is no 王副院
        gap = pattern(r"\s*").match(text[end:])
        return self.mention("organization", Span(base + place, base + end)), end + (gap.end() if gap else 0)

    def _chair(self, person: Person, organization: Mention | None, base: int, absent: Chair | None) -> Chair:
        name = self._printed(person, base)
        return Chair(
            surname=name[: len(person.surname)], given=name[len(person.surname) :], office=person.office, office_word=person.office_word,
            organization=organization or (absent.organization if absent else None), acting_for=absent,
            span=Span(organization.span.start if organization and organization.span.start >= base else base + person.start, base + person.end),
        )

    def _printed(self, person: Person, base: int) -> str:
        """Return a name in the characters that are printed: patterns see 臺 for 台."""
        folded, printed = (text[base + person.start : base + person.end] for text in (self.shadow.folded, self.shadow.text))
        if folded == printed:
            return person.name
        name, at = "", 0
        for character in person.name:
            at = folded.index(character, at) + 1
            name += printed[at - 1]
        return clean(name)
