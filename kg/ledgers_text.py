"""The ledgers for people and for machines: tables, totals, JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .diagnostics import Diagnostic
from .layout import aligned
from .ledgers import Claimed, Covered, Ledgers, Place

MOST = 20  # rows of a table where the whole is not asked for


def tables(ledgers: Ledgers, census: Mapping[str, int], *, whole: bool) -> str:
    """Return the ledgers as tables; long ones shortened to what asks for attention, unless the whole is wanted."""
    parts = [_coverage(ledgers.coverage, whole=whole), _counts(ledgers, whole=whole), _references(ledgers, whole=whole)]
    if census:
        parts.append("read and written: " + ", ".join(f"{number} {name}" for name, number in census.items()))
    return "\n\n".join(parts)


def totals(ledgers: Ledgers, tally: Counter[str], shapes: int, *, hidden: int) -> str:
    """Return one line of totals."""
    findings = ", ".join(f"{tally[s]} {s}{'s' * (tally[s] != 1)}" for s in ("error", "warning", "info"))
    unread, length = sum(c.unread for c in ledgers.coverage), sum(c.length for c in ledgers.coverage)
    conform = "the graph conforms to its shapes" if not shapes else f"{shapes} refused by the shapes"
    more = f" ({hidden} note{'s' * (hidden != 1)} not shown: -v)" if hidden else ""
    return f"{len(ledgers.coverage)} minutes, {unread:,} of {length:,} characters unread, {findings}{more}; {conform}"


def as_json(ledgers: Ledgers, found: Iterable[Diagnostic], census: Mapping[str, int], shapes: int | None) -> dict[str, Any]:
    """Return everything as values for JSON. Lines and columns are 1-based, lengths in code points.

    `shapes` is how much the shapes refuse, `None` where there was no graph to check.
    """
    findings = [_finding(d) for d in found]
    severities = Counter(d["severity"] for d in findings)
    return {
        "totals": {
            "minutes": len(ledgers.coverage), "characters": sum(c.length for c in ledgers.coverage), "unread": sum(c.unread for c in ledgers.coverage),
            "errors": severities["error"], "warnings": severities["warning"], "infos": severities["info"], "refused": shapes, "conforms": None if shapes is None else not shapes,
        },
        "findings": findings,
        "coverage": [c._asdict() for c in ledgers.coverage],
        "counts": [c._asdict() | {"place": _place(ledgers, c.place)} for c in ledgers.counts],
        "references": [c._asdict() | {"held": c.meeting in ledgers.held, "place": _place(ledgers, c.place)} for c in ledgers.citations],
        "wanted": [{"meeting": meeting, "label": label, "cited": len(places)} for meeting, label, places in ledgers.wanted()],
        "conservation": dict(census),
    }  # fmt: skip


def _coverage(rows: Sequence[Covered], *, whole: bool) -> str:
    shown = rows if whole or len(rows) <= MOST else sorted((r for r in rows if r.unread), key=lambda r: -r.unread)[:MOST]
    sums = [sum(column) for column in zip(*(r[3:] for r in rows), strict=True)] or [0] * 5
    body = [*((r.title, *r[3:], _percent(r.unread, r.length)) for r in shown), ("all", *sums, _percent(sums[4], sums[0]))]
    hidden = f"\n({len(rows) - len(shown)} minutes not shown)" if len(shown) < len(rows) else ""
    return "coverage (characters)\n" + aligned(("minutes", "length", "fact", "structure", "boilerplate", "unread", "%"), body) + hidden


def _counts(ledgers: Ledgers, *, whole: bool) -> str:
    rows: Sequence[Claimed] = ledgers.counts
    if not whole and len(rows) > MOST:
        rows = sorted((c for c in rows if c.verdict != "equal"), key=lambda c: c.verdict == "unnamed")[:MOST]
    hidden = [f"({len(ledgers.counts) - len(rows)} claims not shown)"] if len(rows) < len(ledgers.counts) else []
    body = [(_where(ledgers, c.place), c.claim, c.claimed, c.listed, c.verdict, c.item) for c in rows]
    verdicts = Counter(c.verdict for c in ledgers.counts)
    summary = ", ".join(f"{number} {verdict}" for verdict, number in sorted(verdicts.items())) or "none"
    return "\n".join([f"counts stated and listed: {summary}", *([aligned(("place", "claim", "claimed", "listed", "verdict", "item"), body)] if body else []), *hidden])


def _references(ledgers: Ledgers, *, whole: bool) -> str:
    wanted = ledgers.wanted()
    held = len({c.meeting for c in ledgers.citations}) - len(wanted)
    body = [(label, len(places), _where(ledgers, places[0].place), places[0].by) for _, label, places in (wanted if whole else wanted[:MOST])]
    hidden = f"\n({len(wanted) - len(body)} meetings not shown)" if len(body) < len(wanted) else ""
    head = f"meetings cited: {held} held, {len(wanted)} not held"
    return "\n".join([head, *([aligned(("cited, not held", "times", "first at", "by"), body) + hidden] if body else [])])


def _where(ledgers: Ledgers, place: Place | None) -> str:
    return f"{place.file}:{ledgers.line(place)}:{place.column}" if place else ""


def _place(ledgers: Ledgers, place: Place | None) -> dict[str, Any] | None:
    return None if place is None else {"file": place.file, "line": ledgers.line(place), "column": place.column, "quote": place.text[place.column - 1 : place.column - 1 + place.length]}


def _finding(d: Diagnostic) -> dict[str, Any]:
    line, column = d.source.locate(d.span.start) if d.source and d.span else (None, None)
    excerpt = d.source.text[d.span.start : d.span.end] if d.source and d.span else None
    file = d.path or (d.source.path or d.source.name if d.source else "")
    return {"code": d.code, "severity": d.severity, "message": d.message, "file": file, "line": line, "column": column, "excerpt": excerpt, "help": d.help}


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else ""


