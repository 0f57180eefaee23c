"""A graph file into a store folder, minutes by minutes: conclusions go first and come last, so that none is ever stale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from ..store import GraphError, minutes_graphs
from .folder import Folder
from .source import Part, Source, survey

Tell = Callable[[str, str], object]  # "put", "kept" or "deleted", and the graph's IRI


class Plan(NamedTuple):
    """What a load would do: graphs to put in the order they are put, graphs that are there already, graphs to delete."""

    put: tuple[Part, ...]
    kept: tuple[Part, ...]
    deleted: tuple[str, ...]


class Loaded(NamedTuple):
    """What a load did: how many graphs it put, found there already, and deleted; and how many statements the source has."""

    put: int
    kept: int
    deleted: int
    statements: int


def load_into(folder: Folder, path: Path, tell: Tell = lambda what, graph: None) -> Loaded:
    """Let a folder hold what a graph file holds, and publish it; graphs that are no minutes' and not in the file stay.

    Conclusions are dropped; minutes are put; those that left the source are deleted; corrections and constants are put;
    conclusions are put last. A load that breaks off can be begun again, and does not put twice what was put.

    Raises:
        GraphError: the file is damaged or no graph of ours, its data IRIs begin otherwise than those in the folder, or
            there is no room.
        OSError: the file cannot be read.
    """
    with survey(path) as source:
        return load_source(folder, source, tell)


def load_source(folder: Folder, source: Source, tell: Tell) -> Loaded:
    """Do what `load_into` does with a file that was looked through already."""
    planned = plan(folder, source)
    if planned.put or planned.deleted:
        folder.delete(f"{source.base}graph/derived")
    for part in planned.kept:
        tell("kept", part.graph)
    minutes = [part for part in planned.put if part.graph in source.minutes]
    _put(folder, source, minutes, tell)
    for graph in planned.deleted:
        folder.delete(graph)
        tell("deleted", graph)
    _put(folder, source, planned.put[len(minutes) :], tell)
    if folder.changed:
        folder.publish()
    return Loaded(len(planned.put), len(planned.kept), len(planned.deleted), sum(part.statements for part in source.parts))


def plan(folder: Folder, source: Source) -> Plan:
    """Return what loading a file into a folder would do.

    Raises:
        GraphError: the data IRIs of the two begin with different words.
    """
    if folder.base not in ("", source.base):
        raise GraphError(2, f"{folder.path}: the data in this store begins with {folder.base}, that of the graph with {source.base}", f"load it into another folder, or export it with --base {folder.base}")
    there, names = minutes_graphs(folder.store), {part.graph for part in source.parts}
    correction = f"{source.base}graph/correction/"
    gone = sorted(graph for graph in folder.graphs() if (graph in there or graph.startswith(correction)) and graph not in names)
    derived = f"{source.base}graph/derived"
    new = {part.graph for part in source.parts if folder.digests.get(part.graph) != part.digest}
    if new or gone:
        new |= {derived} & names
    put = sorted((part for part in source.parts if part.graph in new), key=lambda part: (part.graph not in source.minutes, part.graph == derived, part.graph))
    return Plan(tuple(put), tuple(part for part in source.parts if part.graph not in new), tuple(gone))


def _put(folder: Folder, source: Source, parts: Sequence[Part], tell: Tell) -> None:
    for part in parts:
        folder.put(part.graph, source.lines(part), part.digest)
        tell("put", part.graph)
