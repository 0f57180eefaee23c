"""What a server is started with, and the bounds it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LONGEST_QUERY = 1_000_000  # bytes of a request that asks
LONGEST_WRITE = 256_000_000  # bytes of a request that writes, with the token
PLACES = 128  # requests that may wait for a process; one address has half of them at most
PATIENCE = 20.0  # seconds without a byte from a client that sends, or until a request's head is whole
STALLED = 60.0  # seconds, all in all, that a client may keep an answer waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The store (a database of pyoxigraph), what its data begin with, the token of those who write, and the bounds of a query.

    `folder` says that `store` is a folder of `kg.storage`, which others may load into meanwhile. `base` is empty where no data are held; an empty `token` means that nobody writes. `memory` counts bytes.
    `views` is where what pages are made of is kept for the next server; `source` the file that the store was read from. Without them it is thrown away in the end.
    """

    store: Path
    folder: bool = False
    base: str = ""
    token: str = ""
    seconds: float = 30.0
    rows: int = 1_000_000
    memory: int = 2_000_000_000
    workers: int = 2
    views: Path | None = None
    source: Path | None = None
