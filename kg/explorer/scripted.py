"""Data as scripts: from disk browsers refuse to fetch, but run a script that hands over what it holds. And what only static files need."""

from __future__ import annotations

import base64
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..formats.network import write_view
from ..network import View, view_of
from ..spill import Lines
from .frame import STATIC

if TYPE_CHECKING:
    from .explorer import Explorer

GRAPH, ENGINE = "graph.nq", "oxigraph.wasm"
PICTURED = ("graph.gexf", "graph.graphml")
_PIECE = 1 << 20


def as_script(name: str, value: Iterable[bytes]) -> tuple[str, Iterable[bytes]]:
    """Return the path and content of the script that hands over a data file.

    Args:
        name: of the data file.
        value: JSON, which is JavaScript as well; in pieces.
    """
    return f"data/{PurePosixPath(name).with_suffix('.js')}", chain((f"kgData({json.dumps(name)},".encode(),), value, (b")\n",))


def data_files(explorer: Explorer) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield all data files, and the scripts that stand for them and for the engine that answers queries."""
    for name in explorer.data_names():
        body = explorer.data(name) or b""
        yield f"data/{name}", (body,)
        yield as_script(name, (body.strip() or b"null",))
    yield as_script(ENGINE, (json.dumps(base64.b64encode((STATIC / ENGINE).read_bytes()).decode()).encode(),))


def graph_files(explorer: Explorer) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the graph as N-Quads, sorted, and the script that stands for it; it may be larger than memory."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder, Lines(folder=Path(folder)) as lines:
        made = Path(folder, "dump.nq")
        explorer.store.dump(made, format=ox.RdfFormat.N_QUADS)
        with made.open("rb") as dumped:
            while some := dumped.readlines(_PIECE):
                lines.add([line[:-1] for line in some])
        made.unlink()
        yield GRAPH, (b"\n".join((*block, b"")) for block in lines.blocks())
        quoted = (json.dumps("\n".join((*(line.decode() for line in block), "")), ensure_ascii=False)[1:-1].encode() for block in lines.blocks())
        yield as_script(GRAPH, chain((b'"',), quoted, (b'"',)))


def networks(explorer: Explorer) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the whole network for programs that draw large ones."""
    view = view_of(explorer.index)
    for name in PICTURED:
        yield f"data/{name}", (_written(view, name),)


def network(explorer: Explorer, name: str) -> bytes:
    """Return the whole network in one of `PICTURED`."""
    return _written(view_of(explorer.index), name)


def _written(view: View, name: str) -> bytes:
    out = io.BytesIO()
    write_view(view, name.rpartition(".")[2], out)
    return out.getvalue()
