"""N-Quads: the dump as it is, all graphs, one statement a line."""

from __future__ import annotations

import shutil
from typing import BinaryIO

from .dump import Dump


def write(dump: Dump, out: BinaryIO) -> None:
    """Write all graphs as N-Quads."""
    with dump.path.open("rb") as file:
        shutil.copyfileobj(file, out, 1 << 20)
