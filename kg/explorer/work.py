"""A folder to make files in before they take their places; what a run that was killed left of its own, goes with the next."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX, LOCK = ".kg-site-", "lock"


@contextmanager
def work_folder(folder: Path) -> Iterator[Path]:
    """Give a folder within a folder, which is gone afterwards.

    Raises:
        OSError: it cannot be made.
    """
    for left in folder.glob(f"{PREFIX}*/{LOCK}"):
        _swept(left)
    with tempfile.TemporaryDirectory(dir=folder, prefix=PREFIX) as work, Path(work, LOCK).open("wb") as lock:
        with suppress(OSError):  # a file system without locks: then nothing is swept there either
            _lock(lock.fileno())
        yield Path(work)


def _swept(left: Path) -> None:
    """Take a folder away whose lock nobody holds."""
    with suppress(OSError):
        with left.open("rb") as lock:
            _lock(lock.fileno())
        left.unlink()  # where files in use cannot be removed, this is what tells
        shutil.rmtree(left.parent)


def _lock(file: int) -> None:
    """Lock a file as long as it is open.

    Raises:
        OSError: somebody else has, or there are no locks.
    """
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
