"""A hold on a file that ends with the process that has it, however that ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_FAR = 1 << 30  # where systems lock bytes: one that is never written, for locked bytes cannot be read


def hold_alone(path: Path) -> BinaryIO | None:
    """Hold a file alone, and write this process's id into it; `None` where another holds it. Closing lets go."""
    file = path.open("a+b")
    if not _locked(file, alone=True):
        file.close()
        return None
    file.truncate(0)
    file.write(b"%d\n" % os.getpid())
    file.flush()
    return file


def hold_shared(path: Path) -> BinaryIO | None:
    """Hold a file together with others; `None` where one holds it alone.

    Raises:
        OSError: there is no such file.
    """
    file = path.open("rb")
    if not _locked(file, alone=False):
        file.close()
        return None
    return file


def holder(path: Path) -> int | None:
    """Return the id of the process that held a file last."""
    with suppress(OSError, ValueError):
        return int(path.read_bytes())
    return None


if sys.platform == "win32":
    import msvcrt

    def _locked(file: BinaryIO, *, alone: bool) -> bool:
        # There are no shared locks: each reader takes a byte of its own, and who wants to be alone takes all bytes.
        own = os.getpid() % (1 << 20)
        file.seek(_FAR + (0 if alone else own))
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1 << 20 if alone else 1)
        except OSError:
            return False
        file.seek(0)
        return True

else:
    import fcntl

    def _locked(file: BinaryIO, *, alone: bool) -> bool:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
