"""A graph file or store folder in other formats, for `kg export GRAPH`: nothing is read from minutes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .inputs import Refusal, dumped, graph_path, is_store
from .query import bodies_of

if TYPE_CHECKING:
    from ..formats.dump import Dump


def is_graph(name: str) -> bool:
    """Tell whether a path is a graph, and no minutes."""
    from ..store import FORMATS

    return Path(name).suffix.lower() in FORMATS or is_store(Path(name))


def with_dump(named: str, write: Callable[[Dump], str]) -> str:
    """Give the statements of a graph to what writes them, and say what was written.

    Raises:
        Refusal: the graph is damaged, or none of ours.
    """
    from ..arrange import in_order
    from ..outlet import dump_of
    from ..storage import opened
    from ..store import GraphError, base_of

    with graph_path(named) as path, tempfile.TemporaryDirectory(prefix="kg-") as folder:
        try:
            with opened(path) as store:
                base, bodies = base_of(store), bodies_of(store)
            lines = dumped(path, Path(folder)) if path.is_dir() else in_order(path, Path(folder))
        except GraphError as error:
            raise Refusal(error.code, error.message, error.remedy) from error
        return write(dump_of(lines, bodies, base=base))
