"""Shards into a store by the store's own loader: a script for each, to be read, changed, and run. Knows no store itself: `recipes/` does."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

from ..shards import MANIFEST, SUFFIX, Manifest, Shard, is_whole, read_manifest
from .client import LoadError

_FOLDER = Path(__file__).parent / "recipes"
_HEAD = """\
#!/usr/bin/env bash
set -euo pipefail
SHARDS={shards} BASE={base} QUADS={quads}
shards() {{ printf '%s\\0' "$SHARDS"/*{suffix}; }}
new() {{ if [ -e "$1" ]; then echo "$1 exists: name a folder that does not, in LOCATION" >&2; exit 2; fi; }}
counted() {{
    held=$(grep -Eo '[0-9]+' <<<"$1" | tail -1)
    if [ "$held" != "$QUADS" ]; then echo "the store holds $held statements, and the shards $QUADS" >&2; exit 1; fi
    echo "$held statements are there" >&2
}}

"""
RECIPES = ("oxigraph", "virtuoso", "tdb2", "graphdb", "stardog", "neptune", "qlever")


def script(folder: Path, store: str, *, verify: bool = False) -> str:
    """Return the script that loads a folder of shards into a store.

    Args:
        folder: of shards.
        store: one of `RECIPES`.
        verify: whether the bytes of all shards are compared with the manifest, and not their sizes alone.

    Raises:
        LoadError: there is no recipe, no manifest, or a shard is not as it was written.
    """
    if store not in RECIPES:
        raise LoadError(2, f"--bulk --to {store}: there is no recipe for it", f"choose among {', '.join(RECIPES)}")
    manifest = _manifest(folder)
    for shard in manifest.shards:
        if not (is_whole(folder, shard) if verify else _has_its_size(folder, shard)):
            raise LoadError(1, f"{folder / shard.shard} is not as the manifest says", "export again into the folder: what is whole stays, the rest is written anew")
    strange = {path.name for path in folder.glob(f"*{SUFFIX}")} - {shard.shard for shard in manifest.shards}
    if strange:
        raise LoadError(1, f"{folder / min(strange)} is none of the manifest's shards, and would be loaded with them", "take it away")
    quoted = {"shards": shlex.quote(str(folder.resolve())), "base": shlex.quote(manifest.base)}
    return _HEAD.format(**quoted, quads=manifest.quads, suffix=SUFFIX) + (_FOLDER / f"{store}.sh").read_text("utf-8")


def run_script(text: str) -> int:
    """Run a script, and return its exit code."""
    try:
        return subprocess.run(["bash", "-c", text], check=False).returncode
    except FileNotFoundError as error:
        raise LoadError(3, "there is no bash on this machine", "run the script, without --run, where there is one") from error


def _manifest(folder: Path) -> Manifest:
    try:
        manifest = read_manifest(folder)
    except ValueError as error:
        raise LoadError(1, f"{folder / MANIFEST} is damaged: {error}", "export again into the folder: what is whole stays, the rest is written anew") from error
    if manifest is None:
        raise LoadError(3, f"{folder} holds no {MANIFEST}, so its shards are not all there", "give a folder that `kg export --on` has finished")
    return manifest


def _has_its_size(folder: Path, shard: Shard) -> bool:
    path = folder / shard.shard
    return path.is_file() and path.stat().st_size == shard.bytes
