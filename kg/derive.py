"""What follows from several minutes together: a case's labels, status and life -> `graph/derived`.

Decisions of one case stand in the order of their meetings' dates, within a meeting in the order of the text; undated
minutes stand before the meeting they precede, else their place is unknown. What such a life means is said once, in
`concepts.ttl`: each status and anomaly has a `kg:lifePattern`. A delisting closes the latest addition before it. An alias that a person stated has no life of its own:
its decisions belong to the case it means.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from .quads import Footprint, literal
from .vocab import ACTION, KG, OWL, PROV, SKOS, ZH, read_vocabulary

LISTING = {ACTION.added: KG.addedBy, ACTION.delisted: KG.delistedBy}
_LETTERS = {ACTION.added: "a", ACTION.delisted: "d", ACTION.referred: "r"}
_OTHER = "o"
_CLOSES = KG.closes


class Timed(NamedTuple):
    """A decision on a case with the time of its meeting: what conclusions rest on."""

    footprint: Footprint
    day: int | None
    precedes: str | None


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


def derive(cases: Iterable[list[Timed]], days: Mapping[str, int], aliases: Mapping[str, str], *, base: str) -> Iterator[list[str]]:
    """Yield the lines of `graph/derived`, unsorted, some at a time; what it rests on is left to `rests_on`.

    Args:
        cases: for each case what the decisions on it left behind, in any order.
        days: of the meetings that undated ones precede.
        aliases: of cases, with the case that each means.
        base: of data IRIs.
    """
    graph = f"{base}graph/derived"
    yield [f"<{alias}> <{OWL.sameAs}> <{kept}> <{graph}> .\n" for alias, kept in aliases.items()]
    for timed in _joined(cases, aliases):
        found, times = [t.footprint for t in timed], _times(timed, days)
        ordered, known = _ordered(found, times)
        lines = [f"<{found[0].case}> <{predicate}> {target} <{graph}> .\n" for predicate, target in _life(ordered, times, known=known)]
        if known:
            lines += [f"<{delisting}> <{_CLOSES}> <{addition}> <{graph}> .\n" for delisting, addition in _closings(ordered)]
        yield lines


def rests_on(source: str, *, base: str) -> str:
    """Return the line of `graph/derived` that names a graph, of minutes or of corrections, that it rests on."""
    graph = f"{base}graph/derived"
    return f"<{graph}> <{PROV.wasDerivedFrom}> <{source}> <{graph}> .\n"


def life_of(decisions: Sequence[tuple[str, str]], *, known: bool) -> str:
    """Write the life of a case as `kg:lifePattern` reads it.

    Args:
        decisions: action and meeting of each, in order.
        known: whether the order is.

    Returns:
        A letter a decision, `=` between two of one meeting and `<` between two meetings; `?` alone where the order of
        additions and delistings is not known.
    """
    letters = [_LETTERS.get(action, _OTHER) for action, _ in decisions]
    if not known and {"a", "d"} <= set(letters):
        return "?"
    signs = ["=" if one == other else "<" for (_, one), (_, other) in itertools.pairwise(decisions)]
    return "".join(itertools.chain.from_iterable(itertools.zip_longest(letters, signs, fillvalue="")))


@lru_cache(maxsize=4096)  # most cases live one of a few lives
def concluded(life: str) -> tuple[tuple[str, str], ...]:
    """Return the statuses and anomalies whose pattern a life shows, with the property that states them."""
    return tuple((concept, predicate) for concept, form, predicate in _rules() if form.search(life))


@cache
def _rules() -> tuple[tuple[str, regex.Pattern[str], str], ...]:
    """Read the rules, which stand in the ontology: pattern by concept."""
    properties = {"status": KG.status, "anomaly": KG.anomaly}
    concepts = sorted(read_vocabulary().concepts.values())
    return tuple((c.iri, regex.compile(form), properties[c.scheme]) for c in concepts for form in c.life_patterns)


def _times(timed: Iterable[Timed], days: Mapping[str, int]) -> Times:
    times = Times({}, {})
    for footprint, day, precedes in timed:
        if day is not None:
            times.day[footprint.meeting] = day
        if precedes:
            times.precedes[footprint.meeting] = precedes
            if precedes in days:
                times.day[precedes] = days[precedes]
    return times


def _joined(cases: Iterable[list[Timed]], aliases: Mapping[str, str]) -> Iterator[list[Timed]]:
    """Bring the decisions on a case and on its aliases together; only these are held back."""
    together, joined = {*aliases, *aliases.values()}, defaultdict[str, list[Timed]](list)
    for found in cases:
        case = found[0].footprint.case
        if case in together:
            joined[aliases.get(case, case)] += found
        else:
            yield found
    for kept, found in joined.items():
        yield [t._replace(footprint=t.footprint._replace(case=kept)) for t in found]


def _life(ordered: list[Footprint], times: Times, *, known: bool) -> Iterator[tuple[str, str]]:
    preferred = next((p.label for p in ordered if p.meeting in times.day), ordered[0].label)
    yield SKOS.prefLabel, f"{literal(preferred)}@{ZH}"
    for label in sorted({p.label for p in ordered} - {preferred}):
        yield SKOS.altLabel, f"{literal(label)}@{ZH}"
    for p in ordered:
        if p.action in LISTING:
            yield LISTING[p.action], f"<{p.decision}>"
    life = life_of([(p.action, p.meeting) for p in ordered], known=known)
    for concept, predicate in concluded(life):
        yield predicate, f"<{concept}>"


def _ordered(found: list[Footprint], times: Times) -> tuple[list[Footprint], bool]:
    """Sort decisions in time; tell whether their order is known."""
    if len(found) == 1:
        return found, True
    orders = {p.meeting: times.order(p.meeting) for p in found}
    known = len(orders) == 1 or None not in orders.values()
    last = (1 << 40, 0)
    return sorted(found, key=lambda p: (orders[p.meeting] or last, p.meeting, p.place, p.decision)), known


def _closings(ordered: list[Footprint]) -> Iterator[tuple[str, str]]:
    addition = None
    for p in ordered:
        if p.action == ACTION.added:
            addition = p
        elif p.action == ACTION.delisted and addition:
            yield p.decision, addition.decision
            addition = None
