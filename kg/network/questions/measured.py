"""Which groups, organizations and projects much leads through, and which cases belong together."""

from __future__ import annotations

from collections.abc import Collection
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from .. import large, small
from ..mesh import Mesh, mesh_of
from ..rows import Node
from .ground import ground_of

if TYPE_CHECKING:
    from ..index import Index
    from ..view import View

MEASURES = ("degree", "betweenness", "pagerank")
RANKED = ("group", "organization", "project")
LARGE = 1_000  # links; from here on igraph is the faster one for all measures, its import included
WORK = 150_000_000  # links that may be walked for betweenness, from all sources together: some seconds
NAMING = 3  # things that name a community
_ENGINES = {"networkx": small, "igraph": large}
_AROUND_CASES = ("group", "organization", "project", "directive")
_SEED = 1


class Rank(NamedTuple):
    """A thing and its measure: the number of its neighbours, the share of shortest paths through it, or its PageRank."""

    thing: Node
    value: float


class Ranking(NamedTuple):
    """Things by their measure, the foremost first; what computed it, and from how many of how many nodes paths were walked."""

    ranks: tuple[Rank, ...]
    engine: str
    sources: int
    nodes: int


class Community(NamedTuple):
    """Cases that hang together, by label; all else that does, the most central first; and the most central of all, which name it."""

    name: tuple[Node, ...]
    cases: tuple[Node, ...]
    things: tuple[Node, ...]


class Communities(NamedTuple):
    """Communities of two cases or more, the largest first; cases in none; how good the division is (modularity), and what made it."""

    found: tuple[Community, ...]
    alone: tuple[Node, ...]
    modularity: float
    engine: str


def central(asked: View | Index, *, measure: str = "degree", kinds: Collection[str] = RANKED, hubs: bool = False, engine: str = "", work: int = WORK) -> Ranking:
    """Return how central things are in the whole network.

    Args:
        asked: the graph.
        measure: one of `MEASURES`, on the simple undirected graph of all nodes; of betweenness, the share of all pairs of
            other nodes, taken from a part of the nodes, spread evenly over their kinds, where all would be too much work.
        kinds: of things to rank.
        hubs: whether hubs are part of the network.
        engine: `networkx` or `igraph`; by the size of the network where none is named. PageRank is always computed by igraph.
        work: how many links may be walked.

    Raises:
        ValueError: there is no such measure.
    """
    if measure not in MEASURES:
        raise ValueError(f"{measure!r} is none of {', '.join(MEASURES)}")
    ground = ground_of(asked)
    nodes = {node.iri: node for node in ground.nodes()}
    made = mesh_of(nodes.values(), ground.ends(), node=lambda node: hubs or not node.hub)
    engine = engine or _engine(made)
    count = len(made.nodes)
    sources = range(count)
    if measure == "degree":
        values, engine = _degrees(made), ""
    elif measure == "pagerank":
        values, engine = large.pagerank(made), "igraph"
    else:
        sources = sources[:: -(-count * len(made.pairs) // work) or 1]
        values = _shares(made, _ENGINES[engine], sources)
    ranks = (Rank(nodes[iri], value) for iri, value in zip(made.nodes, values, strict=True) if nodes[iri].kind in kinds)
    return Ranking(tuple(sorted(ranks, key=lambda rank: (-round(rank.value, 9), rank.thing.label, rank.thing.iri))), engine, len(sources), count)


def communities(asked: View | Index, *, engine: str = "") -> Communities:
    """Return the communities of cases, joined by the groups, organizations, projects and directives they have to do with.

    Hubs join nothing. The Louvain method, on pairs weighted by the number of their edges, with a seed that stays the same.
    """
    ground = ground_of(asked)
    nodes = {node.iri: node for node in ground.nodes()}
    made = mesh_of(
        nodes.values(), ground.ends(), node=lambda node: node.kind == "case" or (node.kind in _AROUND_CASES and not node.hub),
        pair=lambda one, other: (one.kind == "case") != (other.kind == "case"),
    )  # fmt: skip
    engine = engine or _engine(made)
    parts = _ENGINES[engine].communities(made, _SEED) if made.pairs else [{place} for place in range(len(made.nodes))]
    found, alone = [], list[Node]()
    for part, strengths in zip(parts, _strengths(made, parts), strict=True):
        ordered = [nodes[made.nodes[place]] for place in sorted(part, key=lambda place: (-strengths[place], place))]
        cases = sorted((node for node in ordered if node.kind == "case"), key=lambda node: (node.label, node.iri))
        around = tuple(node for node in ordered if node.kind != "case")
        if len(cases) > 1:
            found.append(Community((around or tuple(ordered))[:NAMING], tuple(cases), around))
        else:
            alone += cases
    found.sort(key=lambda one: (-len(one.cases), one.name))
    return Communities(tuple(found), tuple(sorted(alone, key=lambda node: (node.label, node.iri))), modularity(made, parts), engine)


def modularity(made: Mesh, parts: Collection[set[int]]) -> float:
    """Return how much more of the weight lies within the parts than chance would put there; 0 without links."""
    total, of = sum(made.weights), {place: number for number, part in enumerate(parts) for place in part}
    if not total:
        return 0.0
    inner, degrees = [0] * len(parts), [0] * len(parts)
    for (a, b), weight in zip(made.pairs, made.weights, strict=True):
        degrees[of[a]] += weight
        degrees[of[b]] += weight
        inner[of[a]] += weight * (of[a] == of[b])
    return sum(i / total - (d / (2 * total)) ** 2 for i, d in zip(inner, degrees, strict=True))


def _engine(made: Mesh) -> str:
    return "igraph" if len(made.pairs) >= LARGE else "networkx"


def _degrees(made: Mesh) -> list[float]:
    values = [0.0] * len(made.nodes)
    for pair in made.pairs:
        for place in pair:
            values[place] += 1
    return values


def _shares(made: Mesh, engine: ModuleType, sources: range) -> list[float]:
    """Return betweenness as a share of all pairs of other nodes, as if walked from all."""
    count = len(made.nodes)
    if count < 3:
        return [0.0] * count
    # Walked from all sources, a path is met from both its ends and counted by half.
    scale = count / len(sources) * 2 / ((count - 1) * (count - 2))
    return [value * scale for value in engine.betweenness(made, sources)]


def _strengths(made: Mesh, parts: list[set[int]]) -> list[dict[int, int]]:
    """Return the weight of each node's links within its part."""
    of = {place: number for number, part in enumerate(parts) for place in part}
    strengths = [dict.fromkeys(part, 0) for part in parts]
    for (a, b), weight in zip(made.pairs, made.weights, strict=True):
        if of[a] == of[b]:
            strengths[of[a]][a] += weight
            strengths[of[a]][b] += weight
    return strengths
