"""The text under the reader's eyes: its shadow, the names in it, and where findings are put."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterable

from ..diagnostics import Diagnostic
from ..grammar.lexicon import Lexicon, Name
from ..patterns import pattern, swift
from ..records import Chair, Mention, Said
from ..shadow import Shadow
from ..source import Source, Span, clean

_QUOTES = swift("[「」]")


class Script:
    """One text of minutes with its names. Places with two numbers are in the squeezed text, spans in the text itself."""

    def __init__(self, text: str, words: Lexicon, source: Source, offset: int) -> None:
        self.words, self.source, self.offset = words, source, offset
        self.shadow = Shadow(text)
        self.s = self.shadow.squeezed
        self.names = words.names(self.s)
        self.found: list[Diagnostic] = []
        self.own = ""  # the name of the body whose minutes these are, as the title prints it, squeezed
        self.date: datetime.date | None = None  # of the meeting, once its header was read

    @property
    def printed(self) -> str:
        """The text as it stands in the file, furniture of pages included."""
        return self.source.text[self.offset : self.offset + len(self.shadow.text)]

    def furniture(self) -> list[Span]:
        """Return the furniture of pages in this text."""
        end = self.offset + len(self.shadow.text)
        inside = (s for s in self.source.furniture if self.offset < s.end and s.start < end)
        return [Span(max(s.start - self.offset, 0), min(s.end, end) - self.offset) for s in inside]

    def day_before(self, day: tuple[int, int] | None) -> datetime.date | None:
        """Return the last day of this month and day up to the meeting: 本府8月27日第307次市政會議 in minutes of September."""
        if day is None or self.date is None:
            return None
        for year in (self.date.year, self.date.year - 1):
            try:
                found = datetime.date(year, *day)
            except ValueError:
                return None
            if found <= self.date:
                return found
        return None

    def squeezed(self, span: Span) -> str:
        a, b = self.shadow.down(span)
        return self.s[a:b]

    def raw(self, span: Span) -> str:
        return self.shadow.text[span.start : span.end]

    def said(self, span: Span) -> Said:
        """Return what a span reads as, with its place."""
        return Said(value=clean(self.raw(span)), span=span)

    def said_at(self, a: int, b: int) -> Said:
        return self.said(self.shadow.up(a, b))

    def names_in(self, span: Span) -> list[Name]:
        a, b = self.shadow.down(span)
        return [n for n in self._from(a, b) if n.end <= b]

    def local_names(self, a: int, b: int) -> list[Name]:
        """Return the names in a range, placed relative to its start."""
        return [n._replace(start=n.start - a, end=n.end - a) for n in self._from(a, b) if n.end <= b]

    def _from(self, a: int, b: int) -> list[Name]:
        """Return the names that start in a range; all are in order."""
        return self.names[bisect_left(self.names, (a,)) : bisect_left(self.names, (b,))]

    def mention(self, name: Name) -> Mention:
        return Mention(sort=name.sort, name=name.name, iris=name.iris, span=self.shadow.up(name.start, name.end))

    def body(self, iri: str, base: int, place: tuple[int, int] | None) -> Mention | None:
        """Mention the declared body that a citation names, at a place relative to `base`."""
        if place is None:
            return None
        return Mention(sort="organization", name=self.words.vocabulary.entities[iri].label, iris=(iri,), span=self.shadow.up(base + place[0], base + place[1]))

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """Return what a span names, collectives left out."""
        return tuple(self.mention(n) for n in self.names_in(span) if n.sort != "collective")

    def learn(self, name: Name) -> bool:
        """Add a name known by its form only; tell whether it is new here."""
        if name in self.names:
            return False
        self.names = sorted([*self.names, name])
        return True

    def new_groups(self, a: int, b: int) -> list[Name]:
        """Find groups the vocabulary does not know, by their form: right before a title or a list's verb."""
        text = self.s[a:b]
        if "組" not in text:
            return []
        known = self.local_names(a, b)
        form = pattern(
            rf"(?:^|(?<=[、,。;」]|與|及|和|暨))(?P<g>(?![與及和暨並]){self.words.group_form})"
            rf"(?=「|[:,、](?:「|同意|洽悉)|同意|(?:[、與及和]\p{{Han}}{{2,6}}組)?(?:均)?洽悉)"
        )
        found = []
        for m in form.finditer(text):
            name = Name(m.start("g"), m.end("g"), "group", m["g"], ())
            before = bisect_left(known, name.end, key=lambda n: n.start)  # names are in order and apart
            if (not before or known[before - 1].end <= name.start) and not pattern(r"請|由|於|向").search(name.name):
                found.append(name)
        return found

    def add_people(self, chairs: tuple[Chair, ...]) -> None:
        """Add the places where a chair of this meeting, or a known official with his full name, is named."""
        forms, form = self.words.officials(tuple((chair.surname, chair.given, chair.office_word) for chair in chairs))
        taken = [(n.start, n.end) for n in self.names]
        people = [Name(m.start(), m.end(), "person", forms[m[0]], ()) for m in form.finditer(self.s)]
        self.names = sorted([*self.names, *(n for n in people if all(n.end <= a or n.start >= b for a, b in taken))])

    def check(self, paragraphs: Iterable[Span]) -> None:
        """Report doubtful names, and quote marks that have no partner in their paragraph."""
        for n in self.words.doubtful(self.s):
            if not any(known.start < n.end and n.start < known.end for known in self.names):
                self.say("doubtful-name", f"{n.name} was not taken for a project", self.shadow.up(n.start, n.end), ("project", n.name))
        for span in paragraphs:
            if (place := _unpaired(self.shadow.folded, span)) is not None:
                self.say("unpaired-quote", "this quote mark has no partner", Span(place, place + 1))

    def say(self, code: str, message: str, span: Span, about: tuple[str, ...] = ()) -> None:
        """Put down a finding about a place of this text."""
        place = Span(span.start + self.offset, span.end + self.offset)
        self.found.append(Diagnostic(code=code, message=message, source=self.source, span=place, about=about))


def _unpaired(text: str, span: Span) -> int | None:
    """Return where the first quote mark without a partner stands: quotes may hold quotes."""
    opened: list[int] = []
    for m in _QUOTES.finditer(text, *span):
        if m[0] == "「":
            opened.append(m.start())
        elif not opened:
            return m.start()
        else:
            opened.pop()
    return opened[0] if opened else None
