"""Two graphs side by side: how one thing differs, and which things are the same under another name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..facts import BOOKKEEPING, Facts
from ..phrases import phrase
from ..vocab import KG, RDF, RDFS

SAID = (KG.Decision, KG.Directive, KG.Statement, KG.CountClaim)


@dataclass(slots=True)
class Sides:
    """Two graphs side by side, the things that changed, and those told so far."""

    old: Facts
    new: Facts
    changed: list[str]
    told: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)

    def side(self, thing: str) -> Facts:
        return self.new if self.new.kinds(thing) else self.old

    def kinds(self, thing: str) -> frozenset[str]:
        return self.old.kinds(thing) | self.new.kinds(thing)

    def both(self, thing: str) -> bool:
        return bool(self.old.kinds(thing) and self.new.kinds(thing))

    def of(self, kind: str) -> list[str]:
        """Return the changed things of a kind, in the order of meetings and text."""
        found = [t for t in self.changed if t not in self.told and kind in self.kinds(t)]
        return sorted(found, key=lambda t: (self.side(t).order(t if kind == KG.Meeting else self.side(t).meeting(t)), begin(self.side(t), t), t))


def sides(old: Facts, new: Facts, changed: list[str]) -> Sides:
    """Put two graphs side by side; minutes without a title that changed, and all that stayed in them, count as told.

    Such minutes are named after their text, so one changed word gives them, and all that belongs to them, other names.
    """
    two = Sides(old, new, changed)
    gone, come = (_untitled(f, other, changed) for f, other in ((old, new), (new, old)))
    two.renamed = {gone[key]: come[key] for key in sorted(gone.keys() & come.keys())}
    for before, after in two.renamed.items():
        same = [_contents(facts, meeting, changed) for facts, meeting in ((old, before), (new, after))]
        for key in same[0].keys() & same[1].keys():
            pairs = list(zip(same[0][key], same[1][key], strict=False))
            two.told |= {thing for pair in pairs for thing in pair}
        two.told |= {before, after}
    return two


def _untitled(facts: Facts, other: Facts, changed: list[str]) -> dict[str, str]:
    """Return the untitled meetings that are in one graph only, by the meeting they precede or else their first words."""
    found: dict[str, list[str]] = defaultdict(list)
    for minutes in changed:
        meeting = facts.meeting(minutes) if KG.Minutes in facts.kinds(minutes) else ""
        if meeting and not facts.values(meeting, RDFS.label) and not other.kinds(meeting):
            found["".join(facts.values(minutes, KG.precedes)) or facts.label(minutes)].append(meeting)
    return {key: meetings[0] for key, meetings in found.items() if len(meetings) == 1}


def _contents(facts: Facts, meeting: str, changed: list[str]) -> dict[tuple[str, ...], list[str]]:
    """Return what belongs to a meeting by what it says."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for thing in changed:
        if facts.meeting(thing) == meeting and facts.kinds(thing) & {*SAID, KG.AgendaItem}:
            found[(*sorted(facts.kinds(thing)), facts.sentence(thing), *facts.values(thing, KG.action))].append(thing)
    return found


def is_same(two: Sides, thing: str) -> bool:
    """Tell whether both graphs say the same of a thing, though in other named graphs."""
    return two.both(thing) and not any(differences(two, thing, frozenset()))


def differences(two: Sides, thing: str, but: frozenset[str]) -> Iterator[str]:
    """Say property by property how a thing differs that is in both graphs."""
    if not two.both(thing):
        return
    values = [_stated(facts, thing) for facts in (two.old, two.new)]
    for predicate in sorted((values[0].keys() | values[1].keys()) - but - BOOKKEEPING - {RDF.type}):
        before, after = (v.get(predicate, ()) for v in values)
        if before != after:
            shown = (phrase("join", two.new.lang).join(v) or "–" for v in (before, after))
            yield phrase("colon", two.new.lang, two.new.label(predicate), phrase("changed", two.new.lang, *shown))


def _stated(facts: Facts, thing: str) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for q in facts.quads(thing, None, None):
        found[q.predicate.value].add(facts.value(q.object))
    return {predicate: tuple(sorted(values)) for predicate, values in found.items()}


def begin(facts: Facts, thing: str) -> int:
    return next((p.quote.begin for p in facts.evidence(thing)), 0)
