"""What the one process that writes does: updates, graphs put and taken away, each in one transaction, and snapshots for those who read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from ..storage import Folder
from .accept import DATASETS, TRIPLES
from .graphs import place_of
from .reply import Reply
from .settings import Settings
from .using import checked, misunderstood, using
from .wire import Refused, Task

Written = ox.Store | Folder
_PLACE = re.compile(r"Parser error at line \d+ (?:column \d+|between columns \d+ and \d+): ")


def update(store: Written, task: Task, reply: Reply, settings: Settings) -> None:
    """Run an update: all of it or nothing."""
    base, default, named = str(task.values["base"]), task.values["default"], task.values["named"]
    assert isinstance(default, tuple) and isinstance(named, tuple)
    text = str(task.values["update"])
    _run(store, checked(using(text, default, named) if default or named else text, base), base)
    reply.start(204, "")


def put(store: Written, task: Task, reply: Reply, settings: Settings) -> None:
    """Replace a graph, or the whole store, by what was sent; 201 where the graph is new."""
    _write(store, task, reply, clear=True)


def post(store: Written, task: Task, reply: Reply, settings: Settings) -> None:
    """Add what was sent to a graph, or to the store."""
    _write(store, task, reply, clear=False)


def delete(store: Written, task: Task, reply: Reply, settings: Settings) -> None:
    """Take a graph away; "" is the default graph, and none is all."""
    name = task.values["graph"]
    place = None if name is None else place_of(str(name))
    if isinstance(place, ox.NamedNode) and not _held(store).contains_named_graph(place):
        raise Refused(404, f"there is no graph <{name}>", "nothing was changed")
    _run(store, f"DROP SILENT {_target(place)}", "")
    reply.start(204, "")


def snapshot(store: ox.Store, task: Task, reply: Reply, settings: Settings) -> None:
    """Put the state of now into a folder, for others to read."""
    store.backup(str(task.values["folder"]))
    reply.start(204, "")


def publish(store: Folder, task: Task, reply: Reply, settings: Settings) -> None:
    """Let readers of a store folder see what stands there now."""
    if store.changed:
        store.publish()
    reply.start(204, "")


CHANGES: dict[str, Callable[[Any, Task, Reply, Settings], None]] = {"update": update, "put": put, "post": post, "delete": delete, "snapshot": snapshot, "publish": publish}


def _write(store: Written, task: Task, reply: Reply, *, clear: bool) -> None:
    """Write in one transaction, as one update: the engine has no other that both removes and adds."""
    name, bodies = task.values["graph"], task.values["bodies"]
    assert isinstance(bodies, tuple)
    place = None if name is None else place_of(str(name))
    new = isinstance(place, ox.NamedNode) and not _held(store).contains_named_graph(place)
    quads = [quad for body, media in bodies for quad in _read(body, media, str(task.values["base"]), whole=name is None)]
    first = f"DROP SILENT {_target(place)}; " if clear else ""
    made = f"CREATE SILENT GRAPH {place}; " if isinstance(place, ox.NamedNode) else ""
    _run(store, f"{first}{made}INSERT DATA {{ {_block(quads, place)} }}", "")
    reply.start(201 if new else 204, "", *((("Location", str(task.values["location"])),) if task.values.get("location") else ()))


def _read(body: bytes, media: str, base: str, *, whole: bool) -> list[ox.Quad]:
    form = (DATASETS if whole else TRIPLES).get(media)
    if form is None:
        offered = DATASETS if whole else TRIPLES
        raise Refused(415, f"{media or 'no media type'} is not read here", f"send one of {', '.join(offered)}, and say so in Content-Type")
    try:
        return list(ox.parse(body, format=form, base_iri=base, without_named_graphs=not whole, rename_blank_nodes=True))
    except SyntaxError as error:
        where = f"{error.lineno}:{error.offset}: " if error.lineno else ""
        raise Refused(400, f"{where}the data are not understood: {_PLACE.sub('', str(error.msg))[:200]}", "correct them; nothing was changed") from error


def _block(quads: list[ox.Quad], place: ox.NamedNode | ox.DefaultGraph | None) -> str:
    if isinstance(place, ox.NamedNode):
        return f"GRAPH {place} {{ {' '.join(f'{q.triple} .' for q in quads)} }}"
    return " ".join(f"{q.triple} ." if isinstance(q.graph_name, ox.DefaultGraph) else f"GRAPH {q.graph_name} {{ {q.triple} }}" for q in quads)


def _held(store: Written) -> ox.Store:
    return store.store if isinstance(store, Folder) else store


def _target(place: ox.NamedNode | ox.DefaultGraph | None) -> str:
    return "ALL" if place is None else f"GRAPH {place}" if isinstance(place, ox.NamedNode) else "DEFAULT"


def _run(store: Written, text: str, base: str) -> None:
    try:
        store.update(text, base_iri=base or None)
    except SyntaxError as error:
        raise misunderstood(error) from error
    except RuntimeError as error:
        raise Refused(400, f"nothing was changed: {error}", "write SILENT, or name a graph that is there") from error
