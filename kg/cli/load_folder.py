"""A graph into a store folder, for `kg load GRAPH --to DIR`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .inputs import DONE, SHOWN_FROM, Refusal

if TYPE_CHECKING:
    from ..storage import Source
    from ..storage.load import Tell


def run_folder(graph: Path, folder: Path, *, dry_run: bool = False) -> int:
    """Load a graph file with named graphs into a store folder, made where there is none; say in one line what was done.

    Raises:
        Refusal: the graph or the folder cannot be read or written, or they do not fit.
    """
    from ..storage import load_source, open_folder, survey
    from ..store import GraphError

    try:
        with survey(graph) as source:
            if dry_run:
                print(_would(source, folder), file=sys.stderr)
                return DONE
            with open_folder(folder, writable=True) as store, _bar(len(source.parts)) as tell:
                done = load_source(store, source, tell)
    except GraphError as error:
        raise Refusal(error.code, error.message, error.remedy) from error
    print(f"{_counts(done.put, done.kept, done.deleted)}: {folder} holds {done.statements:,} statements of {graph}", file=sys.stderr)
    return DONE


def _would(source: Source, folder: Path) -> str:
    """Say what a load would do; nothing is made or changed."""
    from ..storage import marker, open_folder, plan

    many = len(source.parts)
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return f"{_counts(many, 0, 0)}: {folder} would be made; nothing was written"
    if not marker.read(folder).published:
        return f"at most {_counts(many, 0, 0)}: nothing was loaded whole into {folder} yet; nothing was written"
    with open_folder(folder, writable=False) as store:
        planned = plan(store, source)
    return f"{_counts(len(planned.put), len(planned.kept), len(planned.deleted))}: so it would be; nothing was written"


def _counts(put: int, kept: int, deleted: int) -> str:
    return f"{put:,} graph{'s' * (put != 1)} put, {kept:,} there already, {deleted:,} taken away"


@contextmanager
def _bar(total: int) -> Iterator[Tell]:
    """Give what draws a bar of progress: on a terminal, for many graphs."""
    if total < SHOWN_FROM or not sys.stderr.isatty():
        yield lambda what, graph: None
        return
    from tqdm import tqdm

    with tqdm(total=total, unit="graph", file=sys.stderr, leave=False, dynamic_ncols=True) as bar:
        yield lambda what, graph: bar.update(what != "deleted")
