"""What was read is what is written: how many things of each class the records hold, and how many the quads do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from . import iris
from .quads import Chunk
from .records import Minutes
from .vocab import KG, RDF

CLASSES = (KG.Minutes, KG.Decision, KG.Directive, KG.Statement, KG.AgendaItem, KG.CountClaim, KG.Case, KG.CoverageLedger)

_OURS = KG.Minutes.removesuffix("Minutes").encode()
_TYPE = b" <%b> <%b" % (RDF.type.encode(), _OURS)


class ConservationError(Exception):
    """Things were lost, merged or made between reading and writing: names the minutes and each class that differs."""

    def __init__(self, key: str, differences: tuple[tuple[str, int, int], ...]) -> None:
        said = "; ".join(f"{read} {name} read, {written} written" for name, read, written in differences)
        super().__init__(f"{key}: {said}")


def census(record: Minutes) -> tuple[int, ...]:
    """Count what a record holds of each of `CLASSES`."""
    cited = sum(1 for d in record.decisions if d.cited)
    cases = {iris.untitled(title.value) for title in (*(d.case for d in record.decisions if d.case), *(c for item in record.items for c in item.cases))}
    return (1, len(record.decisions), len(record.directives) + cited, len(record.statements), len(record.items), len(record.counts), len(cases), 1)


def verify(chunk: Chunk) -> None:
    """Compare what was read with what stands in the quads.

    Raises:
        ConservationError: they differ.
    """
    found = Counter(_typed(chunk.quads))
    written = tuple(found[name.encode()] for name in CLASSES)
    if written != chunk.census:
        differences = zip((name.rpartition("#")[2] for name in CLASSES), chunk.census, written, strict=True)
        raise ConservationError(chunk.key, tuple(d for d in differences if d[1] != d[2]))


def _typed(quads: bytes) -> Iterator[bytes]:
    """Yield the class of ours that each type of a thing names; in one pass, for passages are most of the bytes."""
    start = quads.find(_TYPE)
    while start >= 0:
        start += len(_TYPE) - len(_OURS)
        yield quads[start : quads.index(b">", start)]
        start = quads.find(_TYPE, start)


def total(counts: Counter[str], chunk: Chunk) -> None:
    """Add what a chunk holds to the counts of an export, by the local names of classes."""
    counts.update({name.rpartition("#")[2]: n for name, n in zip(CLASSES, chunk.census, strict=True)})
