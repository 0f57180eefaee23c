"""Where the nodes of a graph stand on a plane: computed once, the same on every run.

Each connected component is laid out by itself, by the method of Fruchterman and Reingold, from positions that its nodes
have by their distance from the middle; then the components are packed on shelves, the largest first, downwards.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import cos, pi, sin, sqrt
from typing import Any

from .rows import Edge, Node

Point = tuple[float, float]
UNIT = 100  # how far apart two neighbours would like to stand
_PAIRS, _ROUNDS = 500_000_000, 300  # of nodes that are pushed apart in all, which takes about two seconds; of that, at most
_MANY, _FIRST = 1000, 100  # so many nodes are brought near their places first, in that many rounds that look at what is close alone
_TURN = pi * (3 - sqrt(5))  # the golden angle: no two stand at one place


def positions(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, tuple[int, int]]:
    """Return a position for each node, by its IRI; x to the right, y downwards, none below zero."""
    import igraph

    places = {iri: place for place, iri in enumerate(sorted(node.iri for node in nodes))}
    pairs = {(places[e.source], places[e.target]) for e in edges if e.source in places and e.target in places}
    graph = igraph.Graph(n=len(places), edges=sorted({(min(p), max(p)) for p in pairs if p[0] != p[1]}))
    parts = sorted(graph.connected_components(), key=lambda part: (-len(part), part))
    rounds = min(_ROUNDS, _PAIRS // max(1, sum(len(part) ** 2 for part in parts)))
    placed: dict[int, tuple[int, int]] = {}
    igraph.set_random_number_generator(random.Random(0))
    try:
        boxes = [_spread(graph.subgraph(part), rounds) for part in parts]
    finally:
        igraph.set_random_number_generator(random)
    for part, points in zip(parts, _packed(boxes), strict=True):
        placed.update(zip(part, ((round(x * UNIT), round(y * UNIT)) for x, y in points), strict=True))
    return {iri: placed[place] for iri, place in places.items()}


def _spread(part: Any, rounds: int) -> list[Point]:
    """Lay out a connected graph."""
    size = part.vcount()
    if size == 1:
        return [(0, 0)]
    degrees = part.degree()
    made: list[Point] = [(0, 0)] * size
    for rank, place in enumerate(part.bfs(degrees.index(max(degrees)))[0]):
        made[place] = sqrt(rank) * cos(rank * _TURN), sqrt(rank) * sin(rank * _TURN)
    if size > _MANY:
        # What is far away does not push here, so the drawing comes out far too small.
        near = part.layout_fruchterman_reingold(seed=made, niter=_FIRST, grid=True)
        near.fit_into((0, 0, sqrt(size), sqrt(size)))
        made = near.coords
    if rounds:
        made = part.layout_fruchterman_reingold(seed=made, niter=rounds, grid=False).coords
    return [(x, y) for x, y in made]


def _packed(boxes: Sequence[Sequence[Point]]) -> list[list[Point]]:
    """Move each box of points so that none overlaps another; the sheet is about as wide as high."""
    sizes = [(max(x for x, _ in box) - min(x for x, _ in box) + 1, max(y for _, y in box) - min(y for _, y in box) + 1) for box in boxes]
    width = max(max((w for w, _ in sizes), default=0.0), sqrt(sum(w * h for w, h in sizes)) * 1.1)
    moved = list[list[Point]]()
    left = top = high = 0.0
    for box, (wide, height) in zip(boxes, sizes, strict=True):
        if left and left + wide > width:
            left, top, high = 0.0, top + high, 0.0
        x0, y0 = min(x for x, _ in box), min(y for _, y in box)
        moved.append([(x - x0 + left, y - y0 + top) for x, y in box])
        left, high = left + wide, max(high, height)
    return moved
