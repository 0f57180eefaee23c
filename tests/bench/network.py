"""Measure the network: the view against a walk through rdflib, the index, and igraph against networkx.

    python -m tests.bench.network               300 invented minutes
    python -m tests.bench.network 1000          another number
    python -m tests.bench.network --graph FILE.nq              a graph of one's own
    python -m tests.bench.network 10000 --alone                without rdflib, which holds no such graph, and without networkx' communities

Seconds are of CPU, of the view the best of some runs. Ours reads the N-Quads file; rdflib has been given its dataset in memory already.
"""

import argparse
import gc
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import TypeVar

import networkx as nx

from kg.network import index_of, large, small, view_of
from kg.network.mesh import Mesh, mesh_of
from kg.network.questions.measured import modularity
from kg.outlet import spooled
from kg.pipeline import export
from kg.source import Source
from kg.vocab import read_vocabulary

from .generate import generate

Thing = TypeVar("Thing")
SOURCES = 8
TARGET = 3


def main(arguments: Sequence[str] | None = None) -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.network")
    parser.add_argument("number", type=int, nargs="?", default=300, help="how many minutes")
    parser.add_argument("--graph", type=Path, help="N-Quads, instead of invented minutes")
    parser.add_argument("--alone", action="store_true", help="ours alone")
    parser.add_argument("--repeat", type=int, default=3, help="how often the view is made, by either; the best counts")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = asked.graph or spooled(lambda write: export((Source(text=t, name=n) for n, t in generate(asked.number)), read_vocabulary(), write), Path(folder))
        warm()
        ours, view = best(lambda: view_of(path), asked.repeat)
        print(f"{asked.graph or f'{asked.number:,} minutes'}: {path.stat().st_size / 1e6:,.0f} MB, {view.number_of_nodes():,} nodes, {view.number_of_edges():,} edges")
        print(f"N-Quads -> view: {ours:.2f} s")
        if not asked.alone:
            against_rdflib(path, view, ours, asked.repeat)
        gc.collect()
        of_index(path, view, Path(folder))
        engines(path, alone=asked.alone)


def against_rdflib(path: Path, view: "nx.MultiDiGraph[str]", ours: float, repeat: int) -> None:
    """Print how long rdflib is walked for the same view."""
    from rdflib import Dataset

    from .walk import Walk

    dataset = Dataset(default_union=True)
    dataset.parse(path, format="nquads")
    theirs, walked = best(lambda: Walk(dataset).run(), repeat)
    assert nodes(walked) == nodes(view)
    assert typed(walked) == typed(view)
    print(f"rdflib, loaded -> the same view: {theirs:.2f} s, ratio {theirs / ours:.1f} (target {TARGET})")


def of_index(path: Path, view: "nx.MultiDiGraph[str]", folder: Path) -> None:
    """Print how long an index takes to be made, and to answer."""
    made, index = clocked(lambda: index_of(path, folder / "views"))
    index.__exit__()
    busiest = max(view, key=lambda node: (view.degree(node), node))
    middling = sorted(view, key=lambda node: (view.degree(node), node))[len(view) // 2]
    print(f"index made: {made:.2f} s, {sum(file.stat().st_size for file in (folder / 'views').iterdir()) / 1e6:,.0f} MB")
    for what, node in (("the busiest thing", busiest), ("a thing in the middle", middling)):
        took, edges = clocked(lambda node=node: opened(path, folder, node))
        print(f"index opened, the edges of {what}: {took * 1000:.1f} ms, {edges:,} edges")


def opened(path: Path, folder: Path, node: str) -> int:
    """Return how many edges a thing has, from the index on disk."""
    with index_of(path, folder / "views") as index:
        return len(index.edges(node))


def engines(path: Path, *, alone: bool) -> None:
    """Print what igraph and networkx take for one and the same."""
    with index_of(path) as index:
        took, mesh = clocked(lambda: mesh_of(index.nodes(), index.ends(), node=lambda node: not node.hub))
    print(f"mesh: {took:.2f} s, {len(mesh.nodes):,} nodes, {len(mesh.pairs):,} links")
    spread = range(len(mesh.nodes))[:: max(1, len(mesh.nodes) // SOURCES)][:SOURCES]
    for engine in (small, large):
        name = "networkx" if engine is small else "igraph"
        print(f"{name}: built {clocked(lambda: engine._graph(mesh))[0]:.2f} s", end="")  # noqa: B023
        print(f", betweenness from {len(spread)} things {clocked(lambda: engine.betweenness(mesh, spread))[0]:.2f} s", end="")  # noqa: B023
        print(f", communities {communities(engine.communities, mesh)}" if engine is large or not alone else "")


def communities(find: Callable[[Mesh, int], list[set[int]]], mesh: Mesh) -> str:
    """Return how long communities take, and how good they are."""
    took, found = clocked(lambda: find(mesh, 1))
    return f"{took:.2f} s, modularity {modularity(mesh, found):.4f}"


def nodes(view: "nx.MultiDiGraph[str]") -> dict[str, str]:
    """Return what nodes are."""
    return dict(view.nodes(data="kind"))


def typed(view: "nx.MultiDiGraph[str]") -> set[tuple[str, ...]]:
    """Return edges with their kind, what they go through, and when they were stated."""
    return {(a, b, facts["kind"], facts["through"], facts["meeting"], facts["date"]) for a, b, facts in view.edges(data=True)}


def warm() -> None:
    """Let both engines and the vocabulary be loaded."""
    from kg.network.words import edge_label

    edge_label("mentions")
    mesh = Mesh(("a", "b"), ((0, 1),), (1,))
    for engine in (small, large):
        engine.communities(mesh, 1)


def best(work: Callable[[], Thing], repeat: int) -> tuple[float, Thing]:
    """Return the least seconds of some runs, and the last result."""
    runs = [clocked(work)[0] for _ in range(repeat - 1)]
    last, made = clocked(work)
    return min(*runs, last) if runs else last, made


def clocked(work: Callable[[], Thing]) -> tuple[float, Thing]:
    """Return the seconds of CPU that work takes, and its result."""
    start = process_time()
    made = work()
    return process_time() - start, made


if __name__ == "__main__":
    main()
