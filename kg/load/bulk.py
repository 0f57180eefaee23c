"""A graph as files for a store that is filled from files, with the commands that do it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from ..storage import Source
from .client import LoadError
from .profiles import PROFILES, Profile

_CLEAR = 'DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }}\nWHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{base}graph/")) }}\n'


def write_bulk(source: Source, profile: Profile, folder: Path) -> list[Path]:
    """Write a graph and what to run on it into a folder; each file is replaced whole.

    Raises:
        LoadError: the store is not filled from files.
        OSError: a file cannot be written.
    """
    if profile.bulk is None:
        filled = ", ".join(name for name, known in PROFILES.items() if known.bulk)
        raise LoadError(2, f"{profile.name} takes a graph over HTTP, and {folder} is a folder", f"give its address: --to {profile.address}; files are written for {filled}")
    commands = profile.bulk.format(base=source.base)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".kg-") as work:
        made = Path(work)
        shutil.copyfile(source.path, made / "graph.nq")
        (made / "commands.txt").write_text(commands, "utf-8")
        if "clear.ru" in commands:
            (made / "clear.ru").write_text(_CLEAR.format(base=source.base), "utf-8")
        files = sorted(path.name for path in made.iterdir())
        for name in files:
            os.replace(made / name, folder / name)
    return [folder / name for name in files]
