"""The attributes of nodes and edges, by name and type: what `network.rows` says, with kinds in words and quotes as one text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from ...network import Edge, Node
from ...network.plain import clean, one_line
from ...network.words import node_label, status_label
from ...places import Quote

Row = TypeVar("Row", Node, Edge)
Value = str | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """Name an attribute; `texts` are several texts, which most formats join."""

    name: str
    type: Literal["text", "boolean", "date", "texts"]
    value: Callable[[Row], Value]


def day(text: str) -> str:
    """Return a date that the calendar has; nothing for any other text."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def quoted(quote: Quote) -> str:
    """Return words with the file and line where they stand, on one line."""
    place = f"{quote.file}:{quote.line}" if quote.line else quote.file
    pages = f" p.{'-'.join(map(str, quote.pages))}" if quote.pages else ""
    return f"「{one_line(quote.text)}」 {place}{pages}".rstrip()


def joined(value: Value) -> str:
    """Return a value as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return clean(value if isinstance(value, str) else "；".join(value))


NODE: tuple[Column[Node], ...] = (
    Column("label", "text", lambda node: node.label),
    Column("label_en", "text", lambda node: node.label_en),
    Column("kind", "text", lambda node: node.kind),
    Column("kind_zh", "text", lambda node: node_label(node.kind)[0]),
    Column("kind_en", "text", lambda node: node_label(node.kind)[1]),
    Column("status", "text", lambda node: node.status),
    Column("status_zh", "text", lambda node: status_label(node.status)[0]),
    Column("status_en", "text", lambda node: status_label(node.status)[1]),
    Column("date", "date", lambda node: day(node.date)),
    Column("start", "date", lambda node: day(node.start)),
    Column("end", "date", lambda node: day(node.end)),
    Column("hub", "boolean", lambda node: node.hub),
    Column("text", "text", lambda node: node.text),
    Column("names", "texts", lambda node: tuple(name for name in node.names if name not in (node.label, node.label_en))),
)
EDGE: tuple[Column[Edge], ...] = (
    Column("label", "text", lambda edge: edge.label),
    Column("label_en", "text", lambda edge: edge.label_en),
    Column("kind", "text", lambda edge: edge.kind),
    Column("through", "text", lambda edge: edge.through),
    Column("meeting", "text", lambda edge: edge.meeting),
    Column("date", "date", lambda edge: day(edge.date)),
    Column("item", "text", lambda edge: edge.item),
    Column("wording", "text", lambda edge: edge.wording),
    Column("deadline", "text", lambda edge: edge.deadline),
    Column("quotes", "texts", lambda edge: tuple(map(quoted, edge.quotes))),
)


def life(start: str, end: str) -> dict[str, str]:
    """Return the bounds of a period that are known, as a timeline takes them: never an end before the start."""
    begin, last = day(start), day(end)
    return {name: bound for name, bound in (("start", begin), ("end", last if last >= begin else "")) if bound}
