"""Where in the text a violation comes from: the passage of the fact, as far as there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..vocab import KG, NIF
from .engine import Found, Index, term


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A slice of the text of minutes: code points, 0-based, end exclusive."""

    begin: int
    end: int
    quote: str


def passage_of(found: Found, index: Index) -> Passage | None:
    """Return the passage of what a violation is about: of the value, else of the property, else the first of the thing, and of those the longest."""
    best: tuple[int, Passage] | None = None
    for name in _candidates(found, index):
        passage = _passage(index.get(name, {}))
        if passage:
            rank = _rank(found, name, index[name])
            if best is None or (rank, passage.begin, -passage.end) < (best[0], best[1].begin, -best[1].end):
                best = (rank, passage)
    return best[1] if best else None


def file_of(index: Index) -> str:
    """Return the file name of the minutes in a graph, empty where they have none."""
    for facts in index.values():
        for value in facts.get(f"<{KG.fileName}>", ()):
            if value.startswith('"'):
                return term(value)[0]
    return ""


def stands_in(found: Found, index: Index) -> int:
    """Say how much of a violation a graph states: 2 the value, 1 the focus node, 0 nothing."""
    facts = index.get(found.focus)
    if facts is None:
        return 0
    values = facts.get(f"<{found.path}>", []) if found.path else [v for values in facts.values() for v in values]
    return 2 if found.value in values else 1


def _candidates(found: Found, index: Index) -> Iterator[str]:
    if found.focus in index:
        yield found.focus
        yield from index[found.focus].get(f"<{KG.evidence}>", ())
    if found.value is not None and found.value in index:
        yield found.value


def _rank(found: Found, name: str, facts: dict[str, list[str]]) -> int:
    if name in (found.focus, found.value):
        return 0
    supports = found.path is not None and f"<{found.path}>" in facts.get(f"<{KG.supports}>", ())
    denotes = found.value in facts.get(f"<{KG.denotes}>", ())
    return 3 - 2 * supports - denotes


def _passage(facts: dict[str, list[str]]) -> Passage | None:
    try:
        begin, end, quote = (term(facts[f"<{p}>"][0])[0] for p in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf))
        return Passage(begin=int(begin), end=int(end), quote=quote)
    except (KeyError, ValueError):
        return None
