"""What the view is made of: nodes and edges as values, whatever they are put into."""

from __future__ import annotations

from typing import NamedTuple

from ..places import Quote

KINDS = ("meeting", "person", "group", "case", "directive", "project", "organization")


class Node(NamedTuple):
    """A thing.

    Attributes:
        iri: its IRI in the RDF.
        kind: one of `KINDS`.
        label: in Chinese; `label_en` where the graph states an English one.
        status: of a case, the code of its concept (`listed`).
        date: of a meeting, or of the meeting that a directive belongs to, `YYYY-MM-DD`; empty where none is stated.
        start: the earliest date at which minutes speak of it.
        end: when a case was delisted, if that was the last word; the date of meetings and directives.
        hub: a platform, a city or a person: so many facts lead through it that it connects nothing.
        text: of a directive, all its words.
        names: whatever else it is called.
    """

    iri: str
    kind: str
    label: str = ""
    label_en: str = ""
    status: str = ""
    date: str = ""
    start: str = ""
    end: str = ""
    hub: bool = False
    text: str = ""
    names: tuple[str, ...] = ()


class Edge(NamedTuple):
    """What joins two things, and the words that say so.

    Attributes:
        source, target: IRIs of nodes.
        kind: the code of an action for a decision (`added`), else the local name of the property (`mentions`).
        through: the IRI of what was folded into this edge (decision, agenda item, chair …), or of the source.
        meeting: in whose minutes this is stated; empty for what only the vocabulary states.
        date: of that meeting.
        item: the innermost agenda item.
        wording: the verb of a decision as printed, or the office of a chair.
        deadline: as printed.
        quotes: in the order of the text; none for what a person corrected or the vocabulary states.
    """

    source: str
    target: str
    kind: str
    through: str
    label: str = ""
    label_en: str = ""
    meeting: str = ""
    date: str = ""
    item: str = ""
    wording: str = ""
    deadline: str = ""
    quotes: tuple[Quote, ...] = ()
