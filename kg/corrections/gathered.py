"""Corrections of all files together: aliases that agree, the graphs of corrections, and what is refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter

from ..diagnostics import Diagnostic
from ..quads import Alias, Chunk
from ..spill import Spill


class Gathered:
    """Takes the chunks that are kept, settles their aliases, and gives the graphs of corrections in order.

    Held in memory: the aliases and the names of the graphs; lines are spilled.
    """

    def __init__(self, spill: Spill, base: str) -> None:
        self._spill, self._base = spill, base
        self._aliases: list[Alias] = []
        self._graphs: set[str] = set()
        self.cases: dict[str, str] = {}

    @property
    def graphs(self) -> list[str]:
        """The graphs of corrections."""
        return sorted(self._graphs)

    def take(self, chunk: Chunk) -> None:
        """Take what corrects minutes that are exported."""
        self._aliases += chunk.aliases
        if chunk.correction:
            self._add(chunk.key, chunk.correction)

    def settle(self, named: Callable[[set[str]], set[str]]) -> list[Diagnostic]:
        """Decide which aliases hold: none that another contradicts, none in a circle, none that means what nobody names.

        Args:
            named: tells which of some things are named in any minutes.
        """
        wanted = {a.kept for a in self._aliases if not a.known}
        missing = wanted - named(wanted) if wanted else set()
        meant: defaultdict[str, set[str]] = defaultdict(set)
        for a in self._aliases:
            meant[a.alias].add(a.kept)
        same = {alias: kept.copy().pop() for alias, kept in meant.items() if len(kept) == 1 and not kept & missing}
        circular = {alias for alias in same if _comes_back(alias, same)}
        same = {alias: kept for alias, kept in same.items() if alias not in circular}
        found = []
        for a in self._aliases:
            if a.alias in same:
                self._add(a.key, a.lines)
            else:
                found.append(_refused(a, several=len(meant[a.alias]) > 1, circular=a.alias in circular))
        self.cases = {a.alias: _end(a.alias, same) for a in self._aliases if a.sort == "case" and a.alias in same}
        return found

    def lines(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield graph and sorted lines of each graph of corrections, in order."""
        for graph, pieces in groupby(self._spill, key=itemgetter(0)):
            stated = {line for _, piece in pieces for line in piece.splitlines(keepends=True)}
            yield graph, b"".join(sorted(stated))

    def _add(self, key: str, lines: bytes) -> None:
        graph = f"{self._base}graph/correction/{key}"
        self._graphs.add(graph)
        self._spill.add(graph.encode(), lines)


def refuse(chunk: Chunk, kept: Chunk, path: str) -> list[Diagnostic]:
    """Say that corrections stand beside minutes that are not exported, unless the exported ones have the same."""
    if chunk.correction == kept.correction and [a.lines for a in chunk.aliases] == [a.lines for a in kept.aliases]:
        return []
    if not chunk.correction and not chunk.aliases:
        return []
    message = f"corrections of {chunk.key} stand beside this file, but these minutes are exported from another; move them there"
    return [Diagnostic(code="correction-stale", message=message, path=path)]


def _comes_back(alias: str, same: dict[str, str]) -> bool:
    passed, at = set[str](), same[alias]
    while at in same and at not in passed and at != alias:
        passed.add(at)
        at = same[at]
    return at == alias


def _end(alias: str, same: dict[str, str]) -> str:
    """Follow an alias to what it means in the end."""
    while alias in same:
        alias = same[alias]
    return alias


def _refused(alias: Alias, *, several: bool, circular: bool) -> Diagnostic:
    if several:
        code, message = "correction-conflict", f"corrections state several things that this {alias.sort} would be; none was applied"
    elif circular:
        code, message = "correction-conflict", f"by these corrections this {alias.sort} would be an alias of itself; none was applied"
    else:
        code, message = "correction-stale", f"no minutes of this export name the {alias.sort} that it would mean"
    return Diagnostic(code=code, message=message, source=alias.source, span=alias.span)
