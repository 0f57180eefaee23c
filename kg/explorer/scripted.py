"""Data as scripts: from disk browsers refuse to fetch, but run a script that hands over what it holds. And what only static files need."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..formats.network import write_view
from ..network import view_of
from .frame import STATIC

if TYPE_CHECKING:
    from .explorer import Explorer

GRAPH, ENGINE = "graph.nq", "oxigraph.wasm"
PICTURED = ("graph.gexf", "graph.graphml")


def as_script(name: str, value: str) -> tuple[str, bytes]:
    """Return the path and content of the script that hands over a data file.

    Args:
        name: of the data file.
        value: JSON, which is JavaScript as well.
    """
    return f"data/{PurePosixPath(name).with_suffix('.js')}", f"kgData({json.dumps(name)},{value.strip()})\n".encode("utf-8", "replace")


def scripts(explorer: Explorer) -> Iterator[tuple[str, bytes]]:
    """Yield the scripts that stand for all data files, for the graph, and for the engine that answers queries."""
    for name in explorer.data_names():
        yield as_script(name, (explorer.data(name) or b"null").decode())
    yield as_script(GRAPH, json.dumps(quads(explorer).decode(), ensure_ascii=False))
    yield as_script(ENGINE, json.dumps(base64.b64encode((STATIC / ENGINE).read_bytes()).decode()))


def quads(explorer: Explorer) -> bytes:
    """Return the graph as N-Quads, sorted."""
    lines = (explorer.store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return b"".join(sorted(lines))


def network(explorer: Explorer, name: str) -> bytes:
    """Return the whole network for programs that draw large ones; `name` is one of `PICTURED`."""
    out = io.BytesIO()
    write_view(view_of(explorer.index), name.rpartition(".")[2], out)
    return out.getvalue()
