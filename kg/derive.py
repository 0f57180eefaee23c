"""What follows from several minutes together: a case's labels, status and life -> `graph/derived`.

The rules, once: decisions of one case stand in the order of their meetings' dates, within a meeting in the order of the
text; undated minutes stand before the meeting they precede, else their place is unknown. The last addition or delisting
decides the status. A delisting closes the latest addition before it. An alias that a person stated has no life of its own:
its decisions belong to the case it means.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .quads import Footprint, literal
from .vocab import ACTION, ANOMALY, KG, OWL, PROV, SKOS, STATUS, ZH

LISTING = (ACTION.added, ACTION.delisted)


class Times(NamedTuple):
    """When meetings were held: days since 1970-01-01, and for undated ones the meeting they precede."""

    day: dict[str, int]
    precedes: dict[str, str]

    def order(self, meeting: str) -> tuple[int, int] | None:
        """Return a key to sort meetings by, `None` where the order is not known."""
        if meeting in self.day:
            return (self.day[meeting], 1)
        following = self.precedes.get(meeting, "")
        return (self.day[following], 0) if following in self.day else None


def derive(cases: Iterable[list[Footprint]], times: Times, graphs: Iterable[str], aliases: Mapping[str, str], *, base: str) -> Iterator[list[str]]:
    """Yield the lines of `graph/derived`, unsorted, some at a time.

    Args:
        cases: for each case what the decisions on it left behind, in any order.
        times: of the meetings.
        graphs: what all this rests on, minutes and corrections.
        aliases: of cases, with the case that each means.
        base: of data IRIs.
    """
    graph = f"{base}graph/derived"
    yield [f"<{graph}> <{PROV.wasDerivedFrom}> <{source}> <{graph}> .\n" for source in graphs]
    yield [f"<{alias}> <{OWL.sameAs}> <{kept}> <{graph}> .\n" for alias, kept in aliases.items()]
    for found in _joined(cases, aliases):
        lines = [f"<{found[0].case}> <{predicate}> {target} <{graph}> .\n" for predicate, target in _life(found, times)]
        yield lines + [f"<{delisting}> <{KG.closes}> <{addition}> <{graph}> .\n" for delisting, addition in _closings(found, times)]


def _joined(cases: Iterable[list[Footprint]], aliases: Mapping[str, str]) -> Iterator[list[Footprint]]:
    """Bring the decisions on a case and on its aliases together; only these are held back."""
    together, joined = {*aliases, *aliases.values()}, defaultdict[str, list[Footprint]](list)
    for found in cases:
        case = found[0].case
        if case in together:
            joined[aliases.get(case, case)] += found
        else:
            yield found
    for kept, found in joined.items():
        yield [p._replace(case=kept) for p in found]


def _life(found: list[Footprint], times: Times) -> Iterator[tuple[str, str]]:
    ordered, known = _ordered(found, times)
    preferred = next((p.label for p in ordered if p.meeting in times.day), ordered[0].label)
    yield SKOS.prefLabel, f"{literal(preferred)}@{ZH}"
    for label in sorted({p.label for p in found} - {preferred}):
        yield SKOS.altLabel, f"{literal(label)}@{ZH}"
    listing = [p for p in ordered if p.action in LISTING]
    yield KG.status, f"<{_status(listing, ordered, known)}>"
    for p in listing:
        yield (KG.addedBy if p.action == ACTION.added else KG.delistedBy), f"<{p.decision}>"
    for anomaly in sorted(_anomalies(listing, known)):
        yield KG.anomaly, f"<{anomaly}>"


def _ordered(found: list[Footprint], times: Times) -> tuple[list[Footprint], bool]:
    """Sort decisions in time; tell whether their order is known."""
    meetings = {p.meeting for p in found}
    known = len(meetings) == 1 or all(times.order(m) is not None for m in meetings)
    last = (1 << 40, 0)
    return sorted(found, key=lambda p: (times.order(p.meeting) or last, p.meeting, p.place, p.decision)), known


def _status(listing: list[Footprint], ordered: list[Footprint], known: bool) -> str:
    actions = {p.action for p in listing}
    if not listing:
        return STATUS.proposed if any(p.action == ACTION.referred for p in ordered) else STATUS.unknown
    if len(actions) == 2 and not known:
        return STATUS.unknown
    return STATUS.listed if listing[-1].action == ACTION.added else STATUS.delisted


def _anomalies(listing: list[Footprint], known: bool) -> set[str]:
    found = set()
    if listing and all(p.action == ACTION.delisted for p in listing):
        found.add(ANOMALY["delisted-unseen"])
    if not known and len({p.action for p in listing}) == 2:
        return found | {ANOMALY["order-unknown"]}
    if known and listing and listing[0].action == ACTION.delisted:
        found.add(ANOMALY["delisted-unseen"])
    for before, after in itertools.pairwise(listing):
        if before.action == after.action:
            found.add(ANOMALY["added-twice"] if after.action == ACTION.added else ANOMALY["delisted-twice"])
        elif before.meeting == after.meeting and after.action == ACTION.delisted:
            found.add(ANOMALY["same-meeting"])
    return found


def _closings(found: list[Footprint], times: Times) -> Iterator[tuple[str, str]]:
    ordered, known = _ordered(found, times)
    addition = None
    for p in ordered if known else ():
        if p.action == ACTION.added:
            addition = p
        elif p.action == ACTION.delisted and addition:
            yield p.decision, addition.decision
            addition = None
