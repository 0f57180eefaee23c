"""Rows of what several minutes name: gathered from all of them, sorted by IRI, one row each.

Where minutes differ, a meeting's own minutes come before those that cite it, and then the earlier graph of the dump.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter

import msgspec

from ...spill import Spill
from ...vocab import FOAF, KG, ORG, RDF, RDFS
from .facts import local, text
from .minutes import Minutes
from .schema import Cell, Row

_PLACE = ("quote", "file", "line", "begin", "end")
_ORGANIZATIONS = (ORG.Organization, ORG.FormalOrganization, ORG.OrganizationalCollaboration, KG.Collective)


class Shared:
    """Gather what minutes say of things that others name too."""

    def __init__(self, spill: Spill) -> None:
        self._spill = spill
        self._minutes = 0

    def add(self, minutes: Minutes) -> None:
        """Take in one graph of minutes."""
        self._minutes += 1
        for table, rows in SHARED.items():
            for row in rows(minutes):
                rank = 0 if row.get("held") else 1
                key = f"{table}\0{row['id']}\0{rank}\0{self._minutes:012}"
                self._spill.add(key.encode(), msgspec.msgpack.encode(row))

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Yield each thing's table and row."""
        for place, group in groupby(self._spill, key=lambda pair: pair[0].split(b"\0")[:2]):
            yield place[0].decode(), _merged([msgspec.msgpack.decode(packed, type=dict[str, Cell]) for packed in map(itemgetter(1), group)])


def meetings(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each meeting: the one held, and those it cites."""
    for thing in minutes.of(KG.Meeting):
        held = thing == minutes.meeting
        label, date = minutes.first(thing, RDFS.label), minutes.first(thing, KG.date)
        cited = minutes.first(minutes.meeting, KG.cites, denotes=thing)
        place = label or cited or date
        yield {
            "id": text(thing), "label": minutes.title(thing), "held": held, "ordinal": minutes.whole(thing, KG.ordinal),
            "series_label": minutes.labels(thing, KG.series), "series": minutes.link(thing, KG.series), "level_label": minutes.labels(thing, KG.level),
            "group_label": minutes.labels(thing, KG.group), "group": minutes.link(thing, KG.group),
            "date": minutes.date(thing), "roc_year": minutes.roc_year(thing),
            "start_time": minutes.text(thing, KG.startTime), "end_time": minutes.text(thing, KG.endTime),
            "venue": minutes.text(thing, KG.venue), "attendance": minutes.text(thing, KG.attendance),
            "chair_labels": minutes.labels(thing, KG.chairedBy), "recorder_labels": minutes.labels(thing, KG.recorder), "recorders": minutes.links(thing, KG.recorder),
            "date_quote": date and date.quote, **(place.place(minutes.file) if place else {"file": minutes.file}),
            "corrected": "；".join(minutes.known.notes([thing])) or None,
            **(_held(minutes) if held else {}),
        }  # fmt: skip


def chairs(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each person in office."""
    for thing in minutes.of(KG.Chair):
        yield {
            **_named(minutes, thing),
            "person": minutes.link(thing, ORG.member), "person_label": minutes.labels(thing, ORG.member),
            "office": minutes.link(thing, ORG.role), "office_label": minutes.labels(thing, ORG.role),
            "organization": minutes.link(thing, ORG.organization), "organization_label": minutes.labels(thing, ORG.organization),
            "acting_for": minutes.link(thing, KG.actingFor), "acting_for_label": minutes.labels(thing, KG.actingFor),
        }  # fmt: skip


def persons(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each person."""
    for thing in minutes.of(FOAF.Person):
        yield {**_named(minutes, thing), **_other_names(minutes, thing)}


def groups(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each working group; one that only a correction names is no name of the minutes."""
    corrected = [value for decision in minutes.of(KG.Decision) for value in minutes.values(decision, KG.group)]
    for thing in dict.fromkeys([*minutes.of(KG.WorkingGroup), *corrected]):
        body = next(iter(minutes.known.part_of(thing)), None)
        yield {
            **_named(minutes, thing), **_other_names(minutes, thing), "body": text(body) if body else None, "body_label": minutes.label(body) if body else None,
            "minutes_count": int(thing in minutes.facts),
        }  # fmt: skip


def projects(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each project."""
    for thing in minutes.of(KG.Project):
        part_of = next(iter(minutes.known.part_of(thing)), None)
        yield {
            **_named(minutes, thing), **_other_names(minutes, thing), "kind": minutes.link(thing, KG.kind), "kind_label": minutes.labels(thing, KG.kind),
            "part_of": text(part_of) if part_of else None, "part_of_label": minutes.label(part_of) if part_of else None,
        }  # fmt: skip


def organizations(minutes: Minutes) -> Iterator[Row]:
    """Yield a row for each organization and collective name."""
    for thing in minutes.of(*_ORGANIZATIONS):
        part_of = minutes.known.part_of(thing)
        yield {
            **_named(minutes, thing), **_other_names(minutes, thing), "type": "；".join(map(local, minutes.said(thing, RDF.type))),
            "part_of": [text(whole) for whole in part_of] or None, "part_of_label": "；".join(map(minutes.label, part_of)) or None,
        }  # fmt: skip


SHARED: dict[str, Callable[[Minutes], Iterator[Row]]] = {
    "meetings": meetings, "chairs": chairs, "persons": persons, "groups": groups, "projects": projects, "organizations": organizations,
}  # fmt: skip


def _held(minutes: Minutes) -> dict[str, Cell]:
    return {"minutes": text(minutes.iri), "precedes": minutes.link(minutes.iri, KG.precedes), "sha256": minutes.text(minutes.iri, KG.sha256)}


def _named(minutes: Minutes, thing: bytes) -> dict[str, Cell]:
    return {"id": text(thing), "label": minutes.label(thing), "minutes_count": 1}


def _other_names(minutes: Minutes, thing: bytes) -> dict[str, Cell]:
    return {"other_names": "；".join(minutes.known.other_names(thing)) or None}


def _merged(rows: list[dict[str, Cell]]) -> Row:
    """Take each cell from the first row that has it, a quote with its place; count the minutes."""
    merged: dict[str, Cell] = {}
    placed = next((row for row in rows if row.get("quote") is not None), rows[0])
    for row in [{name: placed.get(name) for name in _PLACE}, *rows]:
        merged |= {name: cell for name, cell in row.items() if cell is not None and merged.get(name) is None}
    if "minutes_count" in merged:
        merged["minutes_count"] = sum(count for row in rows if isinstance(count := row["minutes_count"], int))
    return merged
