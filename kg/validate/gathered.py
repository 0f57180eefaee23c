"""What one graph alone cannot show: facts on the same thing in several graphs, gathered on disk and checked in batches.

Gathered is, of each kind of thing that several graphs may speak of, what shapes can be decided by; the text, the outline
and the passages stay behind, for they belong to one minutes. A finding is decided here or in its own graph, never in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..formats.dump import by_subject
from ..spill import Lines
from ..vocab import KG, NIF, OWL, RDF
from .engine import Background, Found, Index, check, index_of
from .shapes import ANY, Shape

BATCH = 40_000  # triples

# Whole: everything is gathered but what points into the text. The other kinds are gathered, and decided by, some properties.
WHOLE = frozenset({"meeting", "chair", "person", "organization", "group", "project", "case"})
PARTLY = {
    "decision": frozenset({RDF.type, KG.action, KG.case, KG.closes, OWL.sameAs}),
    "minutes": frozenset({RDF.type, KG.meeting, KG.precedes, KG.date, KG.Minutes}),
}
# What reads one of these is decided in its own graph: not all that states them is gathered.
LEFT = frozenset(
    {
        KG.evidence, KG.supports, KG.denotes, KG.item, KG.sectionKind, KG.heading, KG.number, KG.position, KG.text, KG.wording, KG.directive,
        KG.AgendaItem, KG.CountClaim, KG.CoverageLedger, KG.Directive, KG.Statement, NIF.isString, NIF.anchorOf, NIF.referenceContext, ANY,
    }
)  # fmt: skip
INVERSE = frozenset(f"<{p}>".encode() for p in (KG.cites, KG.fromMeeting, KG.meeting))
_EVIDENCE = f"<{KG.evidence}>"
_SAME = f"<{OWL.sameAs}>".encode()
_KEPT = {kind: frozenset(f"<{p}>" for p in kept) for kind, kept in (PARTLY | {"directive": {KG.fromMeeting}}).items()}  # what cites a meeting is no focus node here


def kind_of(subject: str, base: str) -> str:
    """Return the path word of a data IRI in angle brackets; a passage and what is not ours have none."""
    if not subject.startswith(f"<{base}") or "#" in subject:
        return ""
    return subject[len(base) + 1 :].partition("/")[0]


def is_gathered(found: Found, base: str) -> bool:
    """Say whether a finding is decided on what was gathered, and not in its own graph."""
    kind, reads = kind_of(found.focus, base), found.by.reads
    if not reads or reads & LEFT:
        return False
    return kind in WHOLE or reads <= PARTLY.get(kind, frozenset())


def gather(index: Index, base: str, into: Lines) -> None:
    """Keep of a graph what is needed beside other graphs."""
    lines = []
    for subject, facts in index.items():
        kind = kind_of(subject, base)
        if kind in WHOLE:
            lines += [f"{subject} {p} {o}" for p, values in facts.items() if p != _EVIDENCE for o in values]
        elif kind in _KEPT:
            lines += [f"{subject} {p} {o}" for p, values in facts.items() if p in _KEPT[kind] for o in values]
    into.add([line.encode() for line in sorted(lines)])


def gather_aliases(index: Index, into: Lines) -> None:
    """Keep of a correction graph what it says of two names for one thing."""
    same = _SAME.decode()
    into.add(sorted(f"{subject} {same} {o}".encode() for subject, facts in index.items() for o in facts.get(same, ())))


def check_gathered(shapes: Sequence[Shape], lines: Lines, background: Background, base: str) -> Iterator[Found]:
    """Yield what shapes find in what was gathered."""
    chosen = [shape for shape in map(_decidable, shapes) if shape.rules or shape.queries]
    for batch in _batches(lines):
        focus = {triple.split(b" ", 1)[0] for triple in batch}
        index = index_of(batch)
        triples = [*batch, *_beside(batch, focus, lines)]
        nodes = index.keys()
        for found in check(chosen, triples, index_of(triples), background):
            if found.focus in nodes and is_gathered(found, base):
                yield found


def _decidable(shape: Shape) -> Shape:
    return Shape(
        name=shape.name, active=shape.active, classes=shape.classes, subjects_of=shape.subjects_of,
        rules=tuple(rule for rule in shape.rules if rule.reads and not rule.reads & LEFT),
        queries=tuple(query for query in shape.queries if not query.reads & LEFT),
    )


def _batches(lines: Lines) -> Iterator[list[bytes]]:
    """Yield all triples, those of one subject together."""
    batch: list[bytes] = []
    for subject, pairs in by_subject(lines.blocks()):
        batch += [b"%b %b %b" % (subject, p, o) for p, o in pairs]
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _beside(batch: list[bytes], focus: set[bytes], lines: Lines) -> Iterator[bytes]:
    """Yield what is said of the values in a batch, what points at its nodes or at those, and all aliases."""
    near = focus | {value for triple in batch if (value := triple.split(b" ", 2)[2]).startswith(b"<")}
    for subject, pairs in by_subject(lines.blocks()):
        if subject in focus:
            continue
        if subject in near or any((p in INVERSE and o in near) or p == _SAME for p, o in pairs):
            yield from (b"%b %b %b" % (subject, p, o) for p, o in pairs)
