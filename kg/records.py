"""What the text says: frozen values, each fact with its own place. Places are code points of the minutes' text."""

from __future__ import annotations

import datetime
from typing import Any

from msgspec import Struct

from .source import Span


class Record(Struct, frozen=True, kw_only=True, gc=False):
    """A value read from the text; never changed."""


class Said(Record, frozen=True, kw_only=True):
    """A literal value and where it is printed."""

    value: Any
    span: Span


class Mention(Record, frozen=True, kw_only=True):
    """A name in the text.

    `sort` is project, organization, collective, group or person; `iris` are the declared things that bear the name
    (none: a name known by its form only); `span` is where it is printed.
    """

    sort: str
    name: str
    iris: tuple[str, ...]
    span: Span


class Chair(Record, frozen=True, kw_only=True):
    """A person in an office, as printed; `given` empty where only surname and office stand."""

    surname: str
    given: str
    office: str | None
    office_word: str
    organization: Mention | None
    span: Span
    acting_for: Chair | None = None

    @property
    def name(self) -> str:
        return self.surname + self.given


class CitedMeeting(Record, frozen=True, kw_only=True):
    """An earlier meeting that the text names by number or date; `body` where it is another's, named with it."""

    level: Said | None
    year: Said | None
    ordinal: Said | None
    date: Said | None
    term: str = ""
    kind: str = ""
    body: Mention | None = None


class Header(Record, frozen=True, kw_only=True):
    """What title and header state; empty or `None` where they do not say."""

    title: Said | None = None
    body: Mention | None = None
    level: Said | None = None
    group: Mention | None = None
    year: Said | None = None
    ordinals: tuple[str, ...] = ()
    ordinal: Said | None = None
    kind: str = ""
    title_date: datetime.date | None = None
    date: Said | None = None
    roc_year: Said | None = None
    start: Said | None = None
    end: Said | None = None
    venue: Said | None = None
    chairs: tuple[Chair, ...] = ()
    recorders: tuple[Said, ...] = ()
    attendance: Said | None = None


class Item(Record, frozen=True, kw_only=True):
    """A numbered line of the outline. `parent` is the place of its parent in the tuple of items, -1 the meeting."""

    path: str
    number: Said
    heading: Said | None
    position: int
    parent: int
    section: Said | None
    mentions: tuple[Mention, ...]
    cases: tuple[Said, ...]
    span: Span


class CitedDirective(Record, frozen=True, kw_only=True):
    """An earlier directive, only referred to."""

    label: Said
    meetings: tuple[CitedMeeting, ...]
    spans: tuple[Span, ...]
    mentions: tuple[Mention, ...]


class Decision(Record, frozen=True, kw_only=True):
    """What was done with a case, an earlier directive or an item."""

    action: str
    wording: Said
    case: Said | None
    cited: CitedDirective | None
    groups: tuple[Mention, ...]
    item: int
    addressees: tuple[Mention, ...]
    deadlines: tuple[Said, ...]
    shared: bool = False
    text: Said | None = None


class Directive(Record, frozen=True, kw_only=True):
    """What somebody is told to do; `text` is clean, its span the raw slice."""

    text: Said
    issued_by: Chair | None
    addressees: tuple[Mention, ...]
    mentions: tuple[Mention, ...]
    cases: tuple[Said, ...]
    deadlines: tuple[Said, ...]
    item: int


class Statement(Record, frozen=True, kw_only=True):
    """Words that decide nothing."""

    text: Said
    speaker: Chair | None
    item: int


class Count(Record, frozen=True, kw_only=True):
    """A stated number of cases against those listed."""

    claimed: Said
    listed: int
    verdict: str
    item: int


class Minutes(Record, frozen=True, kw_only=True):
    """All that one text of minutes says; `structure` and `boilerplate` are places that carry no fact.

    `text` is as printed, `reading` the same without the furniture of pages (see `Source.reading`).
    """

    text: str
    reading: str
    header: Header
    items: tuple[Item, ...]
    decisions: tuple[Decision, ...]
    directives: tuple[Directive, ...]
    statements: tuple[Statement, ...]
    counts: tuple[Count, ...]
    cited: tuple[CitedMeeting, ...]
    structure: tuple[Span, ...] = ()
    boilerplate: tuple[Span, ...] = ()
