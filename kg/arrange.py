"""A graph file of any format -> N-Quads in order, as all that streams wants them: graphs together, lines sorted, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

from . import iris
from .spill import Spill
from .store import FLAT, check_whole, damaged, form_of
from .vocab import KG, PROV, RDF

# What tells whether a graph is ours, and whole.
_TELLING = frozenset((KG.inGraph, KG.meeting, PROV.wasDerivedFrom))


def in_order(path: Path, folder: Path, spell: Callable[[ox.Quad], str] = str) -> Path:
    """Write a graph file anew in a folder, in order; triples without a named graph get the one that `open_store` gives them.

    Raises:
        GraphError: the file is damaged, cut off, empty, or of another ontology.
        OSError: the file cannot be read.
    """
    arranged, telling, says_something = folder / "arranged.nq", ox.Store(), False
    with Spill(folder=folder) as quads:
        try:
            for quad in _parsed(path):
                says_something = True
                if quad.predicate.value in _TELLING or (quad.predicate.value == RDF.type and isinstance(quad.object, ox.NamedNode) and quad.object.value == KG.Minutes):
                    telling.add(quad)
                quads.add(str(quad.graph_name).encode(), f"{spell(quad)} .\n".encode())
        except SyntaxError as error:
            raise damaged(path, error) from error
        check_whole(telling, path, says_something=says_something)
        with arranged.open("wb") as out:
            out.writelines(_once(quads))
    return arranged


def _parsed(path: Path) -> Iterator[ox.Quad]:
    flat = ox.NamedNode(iris.BASE + FLAT)
    for quad in ox.parse(path=str(path), format=form_of(path)):
        yield quad if isinstance(quad.graph_name, ox.NamedNode) else ox.Quad(quad.subject, quad.predicate, quad.object, flat)


def _once(quads: Spill) -> Iterator[bytes]:
    last = b""
    for _, line in quads:
        if line != last:
            last = line
            yield line
