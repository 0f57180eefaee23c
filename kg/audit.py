"""A check of a graph, whole: its ledgers, what is odd across minutes, and what its shapes refuse. Reads N-Quads in one order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from .diagnostics import Diagnostic
from .formats.dump import Dump, pieces
from .ledgers import Ledgers
from .lives import lives


def read_ledgers(path: Path) -> Ledgers:
    """Read the ledgers of a file of N-Quads whose graphs stand together."""
    ledgers = Ledgers()
    dump = Dump(path=path, prefixes={}, base="", flat=lambda graph: True)
    for _, parts in groupby(pieces(dump), key=itemgetter(0)):
        ledgers.add(triple for _, triples in parts for triple in triples)
    return ledgers


def findings(ledgers: Ledgers, paths: Mapping[str, str], *, counts: bool) -> Iterator[Diagnostic]:
    """Report what the ledgers show: what is odd in the lives of cases, and counts that disagree where nobody has said so yet."""
    yield from lives(ledgers, paths)
    for claim in ledgers.counts if counts else ():
        if claim.verdict != "equal" and claim.place:
            source, span = ledgers.source(claim.place, paths.get(claim.minutes, ""))
            code, were = ("count-unnamed" if claim.verdict == "unnamed" else "count-mismatch"), "was" if claim.listed == 1 else "were"
            yield Diagnostic(code=code, message=f"the text says {claim.claimed}, {claim.listed} {were} read", source=source, span=span)
