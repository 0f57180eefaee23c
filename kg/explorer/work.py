"""A folder to make files in before they take their places; what a run that was killed left of its own, goes with the next."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from ..storage.lock import hold_alone

PREFIX, LOCK = ".kg-site-", "lock"


@contextmanager
def work_folder(folder: Path) -> Iterator[Path]:
    """Give a folder within a folder, which is gone afterwards.

    Raises:
        OSError: it cannot be made.
    """
    for left in folder.glob(f"{PREFIX}*/{LOCK}"):
        _swept(left)
    with tempfile.TemporaryDirectory(dir=folder, prefix=PREFIX) as work, ExitStack() as held:
        with suppress(OSError):  # a file system without locks: then nothing is swept there either
            if lock := hold_alone(Path(work, LOCK)):
                held.callback(lock.close)
        yield Path(work)


def _swept(left: Path) -> None:
    """Take a folder away whose lock nobody holds."""
    with suppress(OSError):
        if lock := hold_alone(left):
            lock.close()
            shutil.rmtree(left.parent)
