"""Who speaks: labels read as persons, and which of them preside."""

from __future__ import annotations

from ..grammar.people import Person
from ..patterns import pattern
from ..records import Chair
from ..source import Span
from .header import HeaderReader
from .script import Script

_SAYS = r"(?:口頭|補充|書面|工作|綜合)?(?:報告|說明|發言|回應|答覆|表示|補充|建議|意見|提問)"


class Speakers:
    """The speakers of one text, told by what its header says."""

    def __init__(self, script: Script, header: HeaderReader) -> None:
        self.script, self.words, self.header = script, script.words, header
        self.shadow, self.s = script.shadow, script.s

    def read(self, label: Span) -> Chair | None:
        """Read a label as a speaker: 柯市長, 臺北市政府柯市長, 柯文哲市長, 某局劉局長口頭報告."""
        a, b = self.shadow.down(label)
        says = pattern(rf"{_SAYS}$").search(self.s[a:b])
        b = a + says.start() if says and says.start() else b
        lead = next((n.end for n in self.script.local_names(a, b) if n.start == 0 and n.sort == "organization"), 0)
        unit = None if lead else self.words.bare_unit.match(self.s, a, b)
        lead = lead or (unit.end() - a if unit else 0)
        text = self.s[a + lead : b]
        person = self.words.people.speaker(text) or (self.words.people.speaker(self.s[a:b]) if lead else None)
        return _chair(person, self.shadow.up(a + lead, b)) if person else None

    def preside(self, speaker: Chair) -> bool:
        """Tell whether somebody is a chair of the meeting; where it names none, everybody may be."""
        chairs = self._chairs()
        return not chairs or any(speaker.surname == c.surname and (not speaker.given or not c.given or speaker.given == c.given) for c in chairs)

    def named(self, speaker: Chair) -> Chair | None:
        """Return a speaker who is named; a surname with an office names only a chair of the meeting."""
        chairs = self._chairs()
        return speaker if not chairs or speaker.given or any(speaker.surname == c.surname for c in chairs) else None

    def _chairs(self) -> tuple[Chair, ...]:
        found: tuple[Chair, ...] = self.header.facts.get("chairs", ())
        return found


def _chair(person: Person, span: Span) -> Chair:
    return Chair(surname=person.surname, given=person.given, office=person.office, office_word=person.office_word, organization=None, span=span)
