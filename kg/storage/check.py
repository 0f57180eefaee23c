"""Is a store as it was written: its files, each graph's lines, and the minutes that its conclusions rest on."""

from __future__ import annotations

import hashlib

import pyoxigraph as ox

from ..store import GraphError, check_whole, minutes_graphs
from . import files
from .faults import explained
from .folder import Folder
from .spelling import lines_of


def check(folder: Folder) -> list[str]:
    """Go through all that is published, or all that stands in the writer's database; return what is not as it should be.

    Raises:
        GraphError: it is so damaged that it cannot be gone through.
    """
    with explained(folder.path):
        return [*_files(folder), *_graphs(folder), *_whole(folder)]


def _files(folder: Folder) -> list[str]:
    place = folder.published
    if place is None:
        return []
    if missing := [name for name in ("digests", "files") if not (place / name).is_file()]:
        return [f"the file {name} of what is published is missing" for name in missing]
    return [f"the file {name} of what is published is not as it was written" for name in files.changed(place)]


def _graphs(folder: Folder) -> list[str]:
    there, found = set(folder.graphs()), []
    for graph, kept in sorted(folder.digests.items()):
        if graph not in there:
            found.append(f"<{graph}> is missing")
        elif digest_of(folder.store, graph) != kept:
            found.append(f"<{graph}> does not hold what was put into it")
    return found


def _whole(folder: Folder) -> list[str]:
    try:
        check_whole(folder.store, folder.path, says_something=len(folder.store) > 0)
    except GraphError as error:
        return [error.message]
    derived = ox.NamedNode(f"{folder.base}graph/derived")
    if minutes_graphs(folder.store) and not folder.store.contains_named_graph(derived):
        return [f"<{derived.value}> is missing: the store has no conclusions"]
    return []


def digest_of(store: ox.Store, graph: str) -> str:
    """Return the SHA-256 of a graph's lines, sorted."""
    digest = hashlib.sha256()
    for lines in lines_of(store.quads_for_pattern(None, None, None, ox.NamedNode(graph))):
        digest.update(lines)
    return digest.hexdigest()
