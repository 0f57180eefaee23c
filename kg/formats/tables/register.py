"""The register of cases, as city staff keep it: one row a case, from the decisions on it and from `graph/derived`.

Cases are numbered in the order in which the first decision on each was taken, so minutes of later meetings add numbers
at the end and change none. Undated minutes stand before the meeting they precede, else last; nobody makes up a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import attrgetter, itemgetter

import msgspec

from ...spill import Spill
from ...vocab import KG, SKOS
from ..dump import by_subject
from .facts import local, name, text, token
from .known import Known
from .minutes import Minutes, roc_year
from .schema import Cell, Row

_UNDATED, _UNTITLED = "日期未載", "（會議名稱未載）"
_PREFERRED, _ALSO, _STATUS, _ANOMALY = (token(iri) for iri in (SKOS.prefLabel, SKOS.altLabel, KG.status, KG.anomaly))
_ADDED, _DELISTED = token(KG.addedBy), token(KG.delistedBy)
_NEVER = ("9999-99-99",)  # after all days: when a case was taken up is not known


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One decision on a case, as the register needs it."""

    id: str
    meeting: str
    meeting_label: str | None
    date: str | None
    places: list[int]
    action: str
    groups: list[str]
    group_labels: list[str]
    quotes: str
    corrected: list[str]


class Life(msgspec.Struct, frozen=True, kw_only=True):
    """What follows of a case from all minutes together."""

    title: str | None = None
    other_titles: list[str] = []
    status: str | None = None
    anomalies: list[str] = []
    added_by: list[str] = []
    delisted_by: list[str] = []


class Title(msgspec.Struct, frozen=True, kw_only=True):
    """What a case is called in some minutes, and what was corrected of it."""

    title: str
    corrected: list[str]


_KINDS: tuple[type[Life | Title | Act], ...] = (Life, Title, Act)


class Register:
    """Gather what is known of cases, and write their rows."""

    def __init__(self, found: Spill, ordered: Spill) -> None:
        self._found, self._ordered = found, ordered
        self._dates: dict[str, str] = {}
        self._precedes: dict[str, str] = {}

    def add(self, minutes: Minutes) -> None:
        """Take in one graph of minutes."""
        meeting = text(minutes.meeting)
        if date := minutes.date(minutes.meeting):
            self._dates[meeting] = date
        if following := minutes.link(minutes.iri, KG.precedes):
            self._precedes[meeting] = following
        for thing in minutes.of(KG.Case):
            self._add(minutes.known.kept.get(thing, thing), Title(title=minutes.label(thing), corrected=minutes.known.notes([thing])))
        for decision in minutes.of(KG.Decision):
            for case in minutes.values(decision, KG.case):
                self._add(case, _act(minutes, decision))

    def conclude(self, blocks: Iterable[list[bytes]], known: Known) -> None:
        """Take in the conclusions, sorted by subject."""
        for subject, pairs in by_subject(blocks):
            facts = {predicate: [value for _, value in group] for predicate, group in groupby(pairs, key=itemgetter(0))}
            if _STATUS in facts:
                self._add(subject, _life(facts, known))

    def rows(self) -> Iterator[Row]:
        """Yield the cases in their order, numbered from 1."""
        for case, group in groupby(self._found, key=itemgetter(0)):
            acts, life, titles = _parts(packed for _, packed in group)
            acts.sort(key=self._order)
            order = self._order(acts[0]) if acts else _NEVER
            self._ordered.add("\0".join((*order, "")).encode() + case, msgspec.msgpack.encode(_row(case, acts, life, titles)))
        for number, (_, packed) in enumerate(self._ordered, start=1):
            yield {"number": number, **msgspec.msgpack.decode(packed, type=dict[str, Cell])}

    def _add(self, case: bytes, part: Life | Title | Act) -> None:
        self._found.add(case, b"%d" % _KINDS.index(type(part)) + msgspec.msgpack.encode(part))

    def _order(self, act: Act) -> tuple[str, ...]:
        following = self._dates.get(self._precedes.get(act.meeting, ""), _NEVER[0])
        return (act.date or following, "1" if act.date else "0", act.meeting, *(f"{place:09}" for place in act.places), act.id)


def _act(minutes: Minutes, decision: bytes) -> Act:
    wording, case = minutes.first(decision, KG.wording), minutes.first(decision, KG.case)
    places = [place for place in (wording, case) if place]
    groups = minutes.values(decision, KG.group)
    return Act(
        id=text(decision), meeting=text(minutes.meeting), meeting_label=minutes.title(minutes.meeting), date=minutes.date(minutes.meeting),
        places=[place.begin for place in places], action=minutes.labels(decision, KG.action) or "",
        groups=list(map(text, groups)), group_labels=list(map(minutes.label, groups)),
        quotes=" ".join(f"{place.quote}［{minutes.file}:{place.line}］" for place in places),
        corrected=[note for note in [minutes.corrected(decision)] if note],
    )  # fmt: skip


def _life(facts: dict[bytes, list[bytes]], known: Known) -> Life:
    return Life(
        title=name(facts.get(_PREFERRED, ())), other_titles=list(map(text, facts.get(_ALSO, ()))), status=known.label(facts[_STATUS][0]),
        anomalies=list(map(known.label, facts.get(_ANOMALY, ()))), added_by=list(map(text, facts.get(_ADDED, ()))),
        delisted_by=list(map(text, facts.get(_DELISTED, ()))),
    )  # fmt: skip


def _parts(packed: Iterable[bytes]) -> tuple[list[Act], Life, list[Title]]:
    parts: list[Life | Title | Act] = [msgspec.msgpack.decode(chunk[1:], type=_KINDS[int(chunk[:1])]) for chunk in packed]
    return (
        [part for part in parts if isinstance(part, Act)], next((part for part in parts if isinstance(part, Life)), Life()),
        [part for part in parts if isinstance(part, Title)],
    )  # fmt: skip


def _row(case: bytes, acts: list[Act], life: Life, titles: list[Title]) -> dict[str, Cell]:
    named = life.title or next((title.title for title in titles), local(case))
    added = [act for act in acts if act.id in life.added_by]
    delisted = [act for act in acts if act.id in life.delisted_by]
    others = [act for act in acts if act.id not in {*life.added_by, *life.delisted_by}]
    return {
        "id": text(case), "title": named, "other_titles": _joined({*life.other_titles, *(title.title for title in titles)} - {named}),
        "group_labels": _joined(chain.from_iterable(map(attrgetter("group_labels"), acts)), mark="、"),
        "groups": list(dict.fromkeys(chain.from_iterable(map(attrgetter("groups"), acts)))) or None,
        "added": _joined(map(_when, added)), "added_date": next((act.date for act in added), None), "added_by": [act.id for act in added] or None,
        "delisted": _joined(map(_when, delisted)), "delisted_date": delisted[-1].date if delisted else None,
        "delisted_by": [act.id for act in delisted] or None,
        "others": _joined(f"{act.action} {_when(act)}" for act in others), "other_decisions": [act.id for act in others] or None,
        "status": life.status, "anomalies": _joined(life.anomalies), "quotes": "；".join(act.quotes for act in acts) or None,
        "corrected": _joined([note for title in titles for note in title.corrected] + [note for act in acts for note in act.corrected]),
    }  # fmt: skip


def _joined(values: Iterable[str], *, mark: str = "；") -> str | None:
    """Join values for reading, each once; a set in the order of its characters."""
    return mark.join(sorted(values) if isinstance(values, set) else dict.fromkeys(values)) or None


def _when(act: Act) -> str:
    """Return date and meeting as the register has them: 109.03.26 雙北合作交流平臺 109 年度市長層級會議紀錄."""
    year = roc_year(act.date)
    day = f"{year}.{act.date[5:7]}.{act.date[8:10]}" if act.date and year else act.date or _UNDATED
    return f"{day} {act.meeting_label}" if act.meeting_label else f"{day}{_UNTITLED}"
