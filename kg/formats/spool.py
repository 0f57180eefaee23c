"""A body on disk while its header is not yet known: which prefixes are used shows only at the end."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from tempfile import TemporaryFile
from typing import BinaryIO


def write_under(header: Callable[[], bytes], body: Iterable[bytes], out: BinaryIO) -> None:
    """Write what `header` returns once the body is made, then the body."""
    # Not a SpooledTemporaryFile: its `writelines` looks at the size only when all has been written to memory.
    with TemporaryFile() as spool:
        spool.writelines(body)
        out.write(header())
        spool.seek(0)
        shutil.copyfileobj(spool, out, 1 << 20)
