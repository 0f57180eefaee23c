"""What a graph is asked through, whatever it is: a file read into memory, or a store folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from ..store import open_store
from . import marker
from .faults import explained
from .folder import open_folder


def is_store(path: Path) -> bool:
    """Tell whether a path is a store folder: ours, or one that its marker was lost from, or another program's."""
    return path.is_dir() and any((path / name).exists() for name in (marker.NAME, "CURRENT", "work/CURRENT"))


@contextmanager
def opened(path: Path) -> Iterator[ox.Store]:
    """Give what stands in a graph file or a store folder, to be read.

    Raises:
        GraphError: it is damaged, or no graph of ours.
        OSError: it cannot be read.
    """
    if not path.is_dir():
        yield open_store(path)
        return
    with open_folder(path, writable=False) as folder, explained(path):
        yield folder.store
