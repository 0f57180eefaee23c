"""Rows of what belongs to one meeting: each stands in the minutes of that meeting and in no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...vocab import DCTERMS, KG, RDFS
from .facts import text
from .minutes import Minutes, Passage
from .schema import Cell, Row


def decisions(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each decision; its quote is the title, or the verb where nothing is named."""
    for thing in minutes.of(KG.Decision):
        wording = minutes.first(thing, KG.wording)
        yield {
            **_own(minutes, thing), **_item(minutes, thing), **_asked(minutes, thing),
            "group_labels": minutes.labels(thing, KG.group), "groups": minutes.links(thing, KG.group),
            "action_label": minutes.labels(thing, KG.action), "action": minutes.link(thing, KG.action), "wording": minutes.text(thing, KG.wording),
            "case_label": minutes.labels(thing, KG.case), "case": minutes.link(thing, KG.case),
            "directive_label": minutes.labels(thing, KG.directive), "directive": minutes.link(thing, KG.directive),
            "text": minutes.text(thing, KG.text),
            **minutes.place(thing, KG.case, KG.directive, KG.text, KG.wording),
            "wording_line": wording and wording.line, "wording_begin": wording and wording.begin, "wording_end": wording and wording.end,
            "corrected": minutes.corrected(thing, *minutes.said(thing, KG.case)),
        }  # fmt: skip


def directives(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each directive, given here or only referred to."""
    for thing in minutes.of(KG.Directive):
        told = minutes.text(thing, KG.text)
        yield {
            **_own(minutes, thing), **_item(minutes, thing), **_asked(minutes, thing), **_mentioned(minutes, thing),
            "text": told or minutes.label(thing), "cited": told is None,
            "from_labels": minutes.labels(thing, KG.fromMeeting), "from_meetings": minutes.links(thing, KG.fromMeeting),
            "issuer_labels": minutes.labels(thing, KG.issuedBy), "issuers": minutes.links(thing, KG.issuedBy),
            **minutes.place(thing, KG.text, RDFS.label),
        }  # fmt: skip


def statements(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each statement."""
    for thing in minutes.of(KG.Statement):
        yield {
            **_own(minutes, thing), **_item(minutes, thing), "text": minutes.text(thing, KG.text),
            "speaker_labels": minutes.labels(thing, KG.speaker), "speakers": minutes.links(thing, KG.speaker), **minutes.place(thing, KG.text),
        }  # fmt: skip


def items(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each agenda item; its quote is the heading, or the number where there is none."""
    for thing in minutes.of(KG.AgendaItem):
        parent = minutes.link(thing, DCTERMS.isPartOf)
        yield {
            **_own(minutes, thing), **_mentioned(minutes, thing), **minutes.place(thing, KG.heading, KG.number),
            "number": minutes.text(thing, KG.number), "heading": minutes.text(thing, KG.heading), "position": minutes.whole(thing, KG.position),
            "section_label": minutes.labels(thing, KG.sectionKind), "parent": None if parent == text(minutes.meeting) else parent,
        }  # fmt: skip


def counts(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each claim of a number of cases."""
    for thing in minutes.of(KG.CountClaim):
        yield {
            **_own(minutes, thing), **_item(minutes, thing), **minutes.place(thing, KG.claimed), "label": minutes.label(thing),
            "claimed": minutes.whole(thing, KG.claimed), "listed": minutes.whole(thing, KG.listed), "verdict": minutes.text(thing, KG.verdict),
        }  # fmt: skip


def citations(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each earlier meeting that is cited."""
    for cited in minutes.values(minutes.meeting, KG.cites):
        place = minutes.place(minutes.meeting, KG.cites, denotes=cited)
        yield {**minutes.when, **place, "cited": text(cited), "cited_label": minutes.label(cited), "corrected": minutes.corrected()}


def chairings(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each chair of the meeting."""
    for chair in minutes.values(minutes.meeting, KG.chairedBy):
        place = minutes.place(minutes.meeting, KG.chairedBy, denotes=chair)
        yield {**minutes.when, **place, "chair": text(chair), "chair_label": minutes.label(chair), "corrected": minutes.corrected()}


def evidence(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each fact read from the text, as the text has it."""
    for thing in minutes.facts:
        passages = minutes.passages(thing)
        label = minutes.label(thing) if passages else None
        for passage in passages:
            values = minutes.facts[thing].get(passage.supports, [])
            yield {
                **minutes.when, **passage.place(minutes.file), "subject": text(thing), "subject_label": label,
                "property": text(passage.supports), "property_label": minutes.known.label(passage.supports), "passage": text(passage.iri),
                **_value(minutes, passage, values), "corrected": minutes.corrected(thing),
            }  # fmt: skip


OWN: dict[str, Callable[[Minutes], Iterator[Row]]] = {
    "decisions": decisions, "directives": directives, "statements": statements, "items": items, "counts": counts,
    "citations": citations, "chairings": chairings, "evidence": evidence,
}  # fmt: skip


def _own(minutes: Minutes, thing: bytes) -> dict[str, Cell]:
    return {**minutes.when, "id": text(thing), "corrected": minutes.corrected(thing)}


def _item(minutes: Minutes, thing: bytes) -> dict[str, Cell]:
    return {"item": minutes.link(thing, KG.item), "item_label": minutes.labels(thing, KG.item)}


def _asked(minutes: Minutes, thing: bytes) -> dict[str, Cell]:
    return {
        "addressees": minutes.links(thing, KG.addressee), "addressee_labels": minutes.labels(thing, KG.addressee),
        "deadlines": minutes.text(thing, KG.deadline),
    }  # fmt: skip


def _mentioned(minutes: Minutes, thing: bytes) -> dict[str, Cell]:
    return {"mentions": minutes.links(thing, KG.mentions), "mention_labels": minutes.labels(thing, KG.mentions)}


def _value(minutes: Minutes, passage: Passage, values: list[bytes]) -> dict[str, Cell]:
    """Return what a passage is evidence of: the things it denotes; of several literals the one it quotes, if one is."""
    if links := [value for value in values if value.startswith(b"<") and (not passage.denotes or value in passage.denotes)]:
        return {"value": "；".join(map(minutes.label, links)), "values": [text(value) for value in links]}
    literals = [text(value) for value in values]
    return {"value": passage.quote if passage.quote in literals else "；".join(literals) or None}
