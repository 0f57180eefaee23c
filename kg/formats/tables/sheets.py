"""A dump as rows of tables: one pass for what holds for all minutes, one pass through the minutes, one graph at a time."""

from __future__ import annotations

from collections.abc import Iterator

from ...spill import Spill
from ..dump import Dump
from .facts import facts_of, graphs
from .known import is_correction, known
from .minutes import Minutes
from .own import OWN
from .register import Register
from .schema import TABLES, Cell
from .shared import Shared

BOUND = 8 << 20  # bytes of a sort held in memory


def rows(dump: Dump) -> Iterator[tuple[str, list[Cell]]]:
    """Yield the name of a table and the cells of a row; the rows of a table come in their order, tables by turns.

    Raises:
        FormatError: the graph states what no table can hold.
    """
    beside = known(dump)
    with Spill(bound=BOUND) as named, Spill(bound=BOUND) as found, Spill(bound=BOUND) as ordered:
        shared, register = Shared(named), Register(found, ordered)
        for graph, blocks in graphs(dump):
            if graph == f"{dump.base}graph/derived".encode():
                register.conclude(blocks, beside)
            elif dump.flat(graph) and not is_correction(dump, graph):
                minutes = Minutes(facts_of(blocks), beside)
                if not minutes.iri:
                    continue
                shared.add(minutes)
                register.add(minutes)
                for table, own in OWN.items():
                    for row in own(minutes):
                        yield table, TABLES[table].cells(row)
        for table, row in shared.rows():
            yield table, TABLES[table].cells(row)
        for row in register.rows():
            yield "cases", TABLES["cases"].cells(row)
