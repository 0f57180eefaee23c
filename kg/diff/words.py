"""What changed between two graphs, in words: by case, by meeting, then the rest by number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..facts import Fact, Facts, Section
from ..phrases import phrase
from ..vocab import KG, RDFS, SKOS, STATUS
from .lines import Change
from .needed import changed_subject, needed, subjects
from .sides import SAID, Sides, differences, is_same, sides

_TITLES = frozenset({RDFS.label, SKOS.prefLabel, SKOS.altLabel})
_HEADER = (RDFS.label, KG.date, KG.startTime, KG.endTime, KG.venue, KG.chairedBy, KG.recorder, KG.attendance, KG.level, KG.ordinal, KG.rocYear)
_LIFE = frozenset({KG.status, KG.addedBy, KG.delistedBy, KG.anomaly, *_TITLES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed: sections of facts, how many quads came and left, how many of them no section tells, and how lines are counted."""

    sections: tuple[Section, ...]
    came: int
    left: int
    untold: int
    within: bool


def compare(old: Path, new: Path, found: Iterable[Change], *, lang: str, constant: bytes = b"") -> Changes:
    """Tell in words what changed.

    Args:
        old, new: N-Quads of one spelling.
        found: the lines that came and left.
        lang: of labels and phrases.
        constant: N-Quads to be read beside both, for graphs that leave out the ontology.
    """
    counts, changed = Counter[bytes](), Counter[bytes]()
    for sign, line in found:
        counts[sign] += 1
        changed[changed_subject(line)] += 1
    stores = [needed(path, set(changed)) for path in (old, new)]
    for store in stores:
        store.extend(ox.parse(constant, format=ox.RdfFormat.N_QUADS))
    two = sides(Facts(stores[0], lang=lang), Facts(stores[1], lang=lang), list(subjects(set(changed))))
    made = (("cases", _cases(two)), ("meetings", _meetings(two)), *((title, _sayings(two, kind)) for title, kind in zip(("decisions", "directives", "statements", "counts"), SAID, strict=True)), ("corrections", _corrections(two)))
    sections = [Section(title=phrase(title, lang), facts=tuple(facts)) for title, facts in made]
    sections.append(Section(title=phrase("other-changes", lang), facts=tuple(_rest(two))))
    told = sum(number for subject, number in changed.items() if subject[1:-1].decode() in two.told)
    within = two.new.within(sections) and two.old.within(sections)
    return Changes(sections=tuple(s for s in sections if s.facts), came=counts[b"A"], left=counts[b"D"], untold=counts.total() - told, within=within)


# --- cases ---------------------------------------------------------------------------------------------------------------


def _cases(two: Sides) -> Iterator[Fact]:
    decisions: defaultdict[str, list[str]] = defaultdict(list)
    for decision in two.of(KG.Decision):
        for case in two.side(decision).values(decision, KG.case):
            decisions[case].append(decision)
    cases = {t for t in two.changed if KG.Case in two.kinds(t)} | decisions.keys()
    for case in sorted(cases, key=lambda c: (two.side(c).label(c), c)):
        own = decisions.get(case, [])
        what = [*_life(two, case), *differences(two, case, _LIFE)]
        details = [line for decision in own for line in _of_decision(two, decision)]
        if what or details:
            two.told |= {case, *own}
            quotes = tuple(said for d in own for said in two.side(d).saying(d).quotes) or two.side(case).quotes(case, RDFS.label)
            yield Fact(text=phrase("colon", two.new.lang, two.side(case).label(case), "；".join(what)) if what else two.side(case).label(case), details=tuple(details), quotes=quotes)


def _life(two: Sides, case: str) -> Iterator[str]:
    """Say what became of a case."""
    lang = two.new.lang
    before, after = (next(iter(f.values(case, KG.status)), "") for f in (two.old, two.new))
    was, now = (f.label(s) if s else phrase("no-status", lang) for f, s in ((two.old, before), (two.new, after)))
    if not two.old.kinds(case):
        yield phrase("new-case", lang, now)
    elif not two.new.kinds(case):
        yield phrase("gone-case", lang, was)
    else:
        if before != after:
            delisted, added = (after == status and bool(set(two.new.values(case, by)) - set(two.old.values(case, by))) for status, by in ((STATUS.delisted, KG.delistedBy), (STATUS.listed, KG.addedBy)))
            again = added and before == STATUS.delisted
            yield phrase("since-delisted", lang, was) if delisted else phrase("re-added", lang, was) if again else phrase("changed-status", lang, was, now)
        for name, properties in (("changed-titles", _TITLES), ("anomalies-changed", frozenset({KG.anomaly}))):
            titles = [phrase("join", lang).join(sorted({f.label(v) if v.startswith("http") else v for p in properties for v in f.values(case, p)})) for f in (two.old, two.new)]
            if titles[0] != titles[1]:
                yield phrase(name, lang, *(t or "–" for t in titles))


def _of_decision(two: Sides, decision: str) -> Iterator[str]:
    facts, lang = two.side(decision), two.new.lang
    meeting = facts.meeting(decision)
    text = phrase("colon", lang, f"{facts.dated(meeting)} {facts.label(meeting)}", facts.sentence(decision)) if meeting else facts.sentence(decision)
    if two.both(decision):
        yield from (f"{text}；{line}" for line in differences(two, decision, frozenset()))
    else:
        yield phrase("came" if two.new.kinds(decision) else "left", lang, text)


# --- meetings, sayings, corrections ------------------------------------------------------------------------------------------


def _meetings(two: Sides) -> Iterator[Fact]:
    """Tell which meetings came, left or changed; that one is now held which was only cited is a change."""
    lang = two.new.lang
    for before, after in two.renamed.items():
        yield Fact(text=phrase("renamed", lang, two.new.label(after)), details=(phrase("changed", lang, before, after),))
    for meeting in two.of(KG.Meeting):
        held = [any(KG.Minutes in f.kinds(m) for m in f.subjects(KG.meeting, meeting)) for f in (two.old, two.new)]
        both = two.both(meeting)
        facts = two.side(meeting)
        lines = list(differences(two, meeting, frozenset())) if both else []
        if both and held[0] == held[1] and not lines:
            continue
        two.told.add(meeting)
        name = f"{facts.dated(meeting)} {facts.label(meeting)}" + ("" if any(held) else phrase("bracket", lang, phrase("not-held", lang)))
        text = name if both and held[0] == held[1] else phrase("came" if two.new.kinds(meeting) and not held[0] else "left", lang, name)
        changed = [p for p in _HEADER if lines and sorted(two.old.values(meeting, p)) != sorted(two.new.values(meeting, p))]
        quotes = tuple(quote for p in changed for quote in facts.quotes(meeting, p)) or facts.quotes(meeting, RDFS.label)
        yield Fact(text=text, details=tuple(lines), quotes=quotes)


def _sayings(two: Sides, kind: str) -> Iterator[Fact]:
    """Tell which decisions, directives, statements or claims came, left or changed; one for another in one item is a new wording."""
    things = [t for t in two.of(kind) if t not in two.told]
    went, came = ([t for t in things if not f.kinds(t)] for f in (two.new, two.old))
    instead = dict(_pairs(two, went, came))
    for thing in things:
        if thing in instead.values():
            continue
        facts, fact = two.side(thing), two.side(thing).saying(thing)
        lines: tuple[str, ...] = ()
        if thing in instead:
            other = two.new.saying(instead[thing])
            text, quotes = phrase("changed", two.new.lang, fact.text, other.text), other.quotes
        elif two.both(thing):
            text, quotes, lines = fact.text, fact.quotes, tuple(differences(two, thing, frozenset()))
            if not lines:
                continue
        else:
            text, quotes = phrase("came" if facts is two.new else "left", two.new.lang, fact.text), fact.quotes
        two.told |= {thing, instead.get(thing, thing)}
        yield Fact(text=text, meeting=fact.meeting, date=fact.date, details=lines or fact.details, quotes=quotes)


def _pairs(two: Sides, went: list[str], came: list[str]) -> Iterator[tuple[str, str]]:
    """Pair what left with what came in the same item of the same meeting, where there is one of each."""
    places = [Counter(_place(two, f, t) for t in things) for f, things in ((two.old, went), (two.new, came))]
    for thing in went:
        place = _place(two, two.old, thing)
        if place[0] and all(count[place] == 1 for count in places):
            yield thing, next(t for t in came if _place(two, two.new, t) == place)


def _place(two: Sides, facts: Facts, thing: str) -> tuple[str, ...]:
    meeting = facts.meeting(thing)
    return (two.renamed.get(meeting, meeting), *(facts.label(item) for item in facts.values(thing, KG.item)), *facts.values(thing, KG.action))


def _corrections(two: Sides) -> Iterator[Fact]:
    for correction in two.of(KG.Correction):
        facts = two.side(correction)
        two.told.add(correction)
        fact = facts.saying(correction)
        both = two.both(correction)
        lines = tuple(differences(two, correction, frozenset())) if both else fact.details
        yield Fact(text=fact.text if both else phrase("came" if facts is two.new else "left", two.new.lang, fact.text), details=lines)


def _rest(two: Sides) -> Iterator[Fact]:
    """Count what else came, left or changed, by kind."""
    numbers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for thing in two.changed:
        if thing not in two.told and two.kinds(thing) and not is_same(two, thing):
            numbers[two.side(thing).kind(thing)]["changed-things" if two.both(thing) else "came-things" if two.new.kinds(thing) else "left-things"] += 1
    for kind, found in sorted(numbers.items()):
        counted = [phrase(name, two.new.lang, found[name]) for name in ("came-things", "left-things", "changed-things") if found[name]]
        yield Fact(text=phrase("colon", two.new.lang, kind, phrase("join", two.new.lang).join(counted)))
