"""Positions of nodes: the same on every run, none upon another, and no part of a network crammed beside the others."""

import os
import subprocess
import sys
from statistics import median

from kg.network.layout import UNIT, positions
from kg.network.rows import Edge, Node

Place = tuple[int, int]


def star(name: str, size: int) -> tuple[list[Node], list[Edge]]:
    """Return meetings with thirty cases each, which one platform joins."""
    nodes = [Node(f"urn:{name}:{n:05}", "case") for n in range(size)]
    return nodes, [Edge(nodes[n].iri, nodes[n // 30].iri, "meeting", "") for n in range(1, size)]


def nearest(places: list[Place]) -> float:
    """Return how far apart a node and the one nearest to it stand, for one in the middle."""
    return median(min(((x - a) ** 2 + (y - b) ** 2) ** 0.5 for a, b in places if (a, b) != (x, y)) for x, y in places)


def box(places: list[Place]) -> tuple[int, int, int, int]:
    return min(x for x, _ in places), min(y for _, y in places), max(x for x, _ in places), max(y for _, y in places)


def test_the_order_of_what_is_given_does_not_matter() -> None:
    nodes, edges = star("a", 90)
    turned = [Edge(edge.target, edge.source, edge.kind, edge.through) for edge in reversed(edges)]
    assert positions(nodes, edges) == positions(nodes[::-1], turned)


def test_hashes_do_not_matter() -> None:
    code = "from test_positions import star; from kg.network.layout import positions; print(positions(*star('a', 1100)))"
    made = {
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1 and len(made.pop()) > 1100


def test_the_generator_of_others_goes_on() -> None:
    import random

    random.seed(7)
    state = random.getstate()
    positions(*star("a", 40))
    assert random.getstate() == state


def test_parts_stand_beside_one_another_and_no_node_upon_another() -> None:
    parts = [star(name, size) for name, size in (("a", 60), ("b", 40), ("c", 2), ("d", 1), ("e", 1))]
    placed = positions([n for nodes, _ in parts for n in nodes], [e for _, edges in parts for e in edges])
    assert len(placed) == len(set(placed.values())) == 104
    assert min(min(place) for place in placed.values()) == 0
    boxes = [box([placed[node.iri] for node in nodes]) for nodes, _ in parts]
    for place, (left, top, right, bottom) in enumerate(boxes):
        for x, y, x2, y2 in boxes[place + 1 :]:
            assert x > right or x2 < left or y > bottom or y2 < top


def test_a_large_part_is_as_loose_as_a_small_one() -> None:
    parts = [star(name, size) for name, size in (("a", 1300), ("b", 700))]
    placed = positions([n for nodes, _ in parts for n in nodes], [e for _, edges in parts for e in edges])
    large, small = (nearest([placed[node.iri] for node in nodes]) for nodes, _ in parts)
    assert 0.5 < large / small < 2 and large > UNIT / 10


def test_edges_to_what_is_no_node_are_passed_over_and_nothing_has_no_positions() -> None:
    assert positions([], []) == {}
    assert positions([Node("urn:a", "case")], [Edge("urn:a", "urn:a", "cites", ""), Edge("urn:a", "urn:b", "cites", "")]) == {"urn:a": (0, 0)}
