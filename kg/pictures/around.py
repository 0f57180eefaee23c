"""What stands around one thing, and where: boxes on an ellipse, as wide as it must be for none to cover another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from ..network.rows import KINDS, Edge, Node

MOST = 30  # things, with the one in the middle
_SPREAD, _GROWTH, _TURNS = 1.35, 1.06, 720  # how much wider than high; how the ellipse grows; places tried on it
_CIRCLE = [(sin(2 * pi * turn / _TURNS), cos(2 * pi * turn / _TURNS)) for turn in range(_TURNS)]
_ROOM, _SHOWN = 8, 40  # pixels between boxes; of a line, besides its words
_SHARES = (0.5, 0.58, 0.42, 0.66, 0.34, 0.74)  # of a line, where its words may stand


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its middle and its size."""

    x: float
    y: float
    width: float
    height: float

    def covers(self, other: Box, room: float = 0) -> bool:
        """Tell whether two boxes share a place, or stand nearer than `room`."""
        return abs(self.x - other.x) * 2 < self.width + other.width + 2 * room and abs(self.y - other.y) * 2 < self.height + other.height + 2 * room

    def edge(self, x: float, y: float) -> tuple[float, float]:
        """Return where the line from the middle to a point outside leaves the box."""
        dx, dy = x - self.x, y - self.y
        share = min(self.width / 2 / abs(dx) if dx else 2, self.height / 2 / abs(dy) if dy else 2, 1)
        return self.x + dx * share, self.y + dy * share


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thing, and the edges that join it with the middle, sorted."""

    node: Node
    edges: tuple[Edge, ...]


def neighbours_of(nodes: Iterable[Node], edges: Iterable[Edge], centre: str) -> tuple[Node, list[Neighbour], int]:
    """Return the thing in the middle, those drawn around it, by kind, and how many more there are.

    Those that most edges join with it are drawn first; platforms, cities and persons, with which everything has to do, last.

    Raises:
        KeyError: the thing is no node.
    """
    held = {node.iri: node for node in nodes}
    joined: dict[str, set[Edge]] = defaultdict(set)
    for edge in edges:
        if centre in (edge.source, edge.target) and edge.source != edge.target:
            joined[edge.target if edge.source == centre else edge.source].add(edge)
    found = [Neighbour(held[iri], tuple(sorted(joined[iri]))) for iri in sorted(joined) if iri in held]
    telling = sorted(found, key=lambda one: (one.node.hub, -len(one.edges), KINDS.index(one.node.kind), one.node.iri))
    kept = sorted(telling[: MOST - 1], key=lambda one: (KINDS.index(one.node.kind), one.node.date or one.node.start, one.node.label, one.node.iri))
    return held[centre], kept, len(found) - len(kept)


def placed(middle: tuple[float, float], sizes: Sequence[tuple[float, float]], words: Sequence[tuple[float, float]]) -> tuple[Box, list[Box], list[Box]]:
    """Return boxes of these sizes around one in the middle, in this order from the top to the right, and boxes for the words on the lines; none covers another."""
    centre = Box(0, 0, *middle)
    if not sizes:
        return centre, [], []
    radius = max(middle[0] / _SPREAD, middle[1], 120.0)
    while True:
        boxes = _around(centre, sizes, radius)
        if boxes and (told := _between(centre, boxes, words)) is not None:
            return centre, boxes, told
        radius *= _GROWTH


def _around(centre: Box, sizes: Sequence[tuple[float, float]], radius: float) -> list[Box]:
    """Return boxes on an ellipse, evenly if they fit so; nothing if they do not fit."""
    even = [_on(radius, 2 * pi * place / len(sizes), size) for place, size in enumerate(sizes)]
    if _apart(centre, even):
        return even
    boxes, turn = list[Box](), 0
    for width, height in sizes:
        # What `Box.covers` tells, without a box for each place that is tried: there are hundreds.
        beside = [(other.x, other.y, width + other.width + 2 * _ROOM, height + other.height + 2 * _ROOM) for other in (*boxes[-1:], *boxes[:1])]
        while turn < _TURNS:
            x, y = radius * _SPREAD * _CIRCLE[turn][0], -radius * _CIRCLE[turn][1]
            turn += 1
            for left, top, across, down in beside:
                if abs(x - left) * 2 < across and abs(y - top) * 2 < down:
                    break
            else:
                boxes.append(Box(x, y, width, height))
                break
    return boxes if len(boxes) == len(sizes) and _apart(centre, boxes) else []


def _on(radius: float, angle: float, size: tuple[float, float]) -> Box:
    return Box(radius * _SPREAD * sin(angle), -radius * cos(angle), *size)


def _apart(centre: Box, boxes: Sequence[Box]) -> bool:
    held = [centre]
    for box in boxes:
        if any(box.covers(other, _ROOM) for other in held):
            return False
        held.append(box)
    return True


def _between(centre: Box, boxes: Sequence[Box], words: Sequence[tuple[float, float]]) -> list[Box] | None:
    """Return boxes for words on the lines between the middle and the others, or nothing where there is no room for them."""
    told = list[Box]()
    for box, size in zip(boxes, words, strict=True):
        start, end = centre.edge(box.x, box.y), box.edge(centre.x, centre.y)
        across, down = abs(end[0] - start[0]), abs(end[1] - start[1])
        long = hypot(across, down)
        if not long or long < (across * size[0] + down * size[1]) / long + _SHOWN:
            return None
        if any(_crosses(start, end, other) for other in boxes if other is not box):
            return None
        tried = (Box(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share, *size) for share in _SHARES)
        free = next((one for one in tried if not any(one.covers(other, 2) for other in (centre, *boxes, *told))), None)
        if free is None:
            return None
        told.append(free)
    return told


def _crosses(start: tuple[float, float], end: tuple[float, float], box: Box) -> bool:
    """Tell whether a line goes through a box: it does between where it is within its width and within its height."""
    first, last = 0.0, 1.0
    for begin, way, middle, half in ((start[0], end[0] - start[0], box.x, box.width / 2), (start[1], end[1] - start[1], box.y, box.height / 2)):
        if not way:
            if abs(begin - middle) >= half:
                return False
            continue
        near, far = sorted(((middle - half - begin) / way, (middle + half - begin) / way))
        first, last = max(first, near), min(last, far)
    return first < last
