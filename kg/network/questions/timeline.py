"""What was said and decided about a thing, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..rows import Edge, Node
from .ground import Time, Times, ground_of, known, with_parts

if TYPE_CHECKING:
    from ..index import Index
    from ..view import View

_LED_BY = ("mentions", "addressee")


class Event(NamedTuple):
    """What minutes say, and when.

    Attributes:
        time: the date of the meeting; `before` where it has none but precedes one of this date; no date where nothing places it.
        source, target: what the edge joins.
        edge: with its words.
    """

    time: Time
    source: Node
    target: Node
    edge: Edge


def timeline(asked: View | Index, thing: str) -> tuple[Event, ...]:
    """Return what minutes say of a thing and its parts, in order: undated minutes before those they precede, else last.

    What was decided on the cases and directives that mention or address the thing belongs to it.

    Raises:
        UnknownThing: there is no such thing.
    """
    ground = ground_of(asked)
    known(ground, thing)
    things, times = with_parts(ground, thing), Times(ground)
    edges = {edge for iri in things for edge in ground.edges(iri)}
    naming = {e.source for e in edges if e.target in things and e.kind in _LED_BY}
    for iri in naming - things:
        node = ground.node(iri)
        if node and node.kind in ("case", "directive"):
            edges |= {e for e in ground.edges(iri) if e.target == iri and e.wording}  # decisions
    # A case "of a meeting" says nothing beside the decision that says so.
    said = {e for e in edges if e.meeting and not (e.kind == "meeting" and e.target not in things and e.through != e.source)}
    made = (Event(times.of(edge), source, target, edge) for edge in said if (source := ground.node(edge.source)) and (target := ground.node(edge.target)))
    return tuple(sorted(made, key=lambda event: (event.time.order, event.edge.meeting, _place(event.edge), event.edge)))


def _place(edge: Edge) -> int:
    return min((quote.begin for quote in edge.quotes), default=0)
