"""What the engine says when something fails -> what to tell a person: damaged, in use, no room, no right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..store import GraphError
from .lock import holder
from .marker import ANEW

WRITER = "writer.lock"
_NO_ROOM = ("No space left", "Disk quota exceeded", "File too large")
_IN_USE = ("lock hold by current process", "While lock file")


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Let what the engine raises within reach a person as a `GraphError`."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if told := _told(folder, error):
            raise told from error
        raise


def busy(folder: Path) -> GraphError:
    """Return the error of a second writer."""
    process = holder(folder / WRITER)
    who = f"process {process}" if process else "another process"
    return GraphError(3, f"{folder}: {who} is writing to this store", f"wait until it is done, or end {who}; reading goes on meanwhile")


def no_room(folder: Path) -> GraphError:
    """Return the error of a full disk."""
    return GraphError(3, f"{folder}: no room is left on the disk", "make room and load again: what was put stays put, and readers see what was there before")


def damaged(folder: Path, what: str) -> GraphError:
    """Return the error of a store that is not as it was written."""
    return GraphError(1, f"{folder}: the store is damaged: {what}", ANEW)


def _told(folder: Path, error: OSError | RuntimeError) -> GraphError | None:
    """Return what an error of the engine means; nothing where it is not the engine's, or no fault of the folder."""
    text = str(error)
    if any(words in text for words in _NO_ROOM):
        return no_room(folder)
    if not text.startswith(("IO error", "Corruption", "Invalid argument")) or isinstance(error, PermissionError):
        return None
    if any(words in text for words in _IN_USE):
        return busy(folder)
    return damaged(folder, " ".join(text.split())[:160])
