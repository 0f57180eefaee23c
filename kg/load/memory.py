"""What was sent to a store, graph by graph, kept in the user's folder for what can be made again. Without it all is sent.

A line is appended before a graph is sent (from then on nobody knows what is there) and after it was. That the store still
holds what was sent is not known from this, so counts must agree as well; `--verify` compares the statements themselves.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import msgspec


class Memory:
    """The digests of the graphs that a store was sent; where nothing can be written, nothing is kept."""

    def __init__(self, folder: Path, *, target: str, base: str) -> None:
        """Open what is kept of one store.

        Args:
            folder: holds one file for each store.
            target: the store's addresses.
            base: what the data IRIs begin with.
        """
        self._path = folder / f"{hashlib.sha256(f'{target} {base}'.encode()).hexdigest()[:32]}.jsonl"
        self._sent = self._read()

    def digest(self, graph: str) -> str | None:
        """Return the digest of the graph that was sent; `None` where that is not known."""
        return self._sent.get(graph)

    def begun(self) -> frozenset[str]:
        """Return the graphs that were ever sent, whole or not, and not dropped since."""
        return frozenset(self._sent)

    def note(self, graph: str, digest: str | None) -> None:
        """Keep that a graph was sent; no digest: that its sending begins."""
        self._sent[graph] = digest
        self._append([graph, digest or ""])

    def forget(self, graph: str) -> None:
        """Keep that a graph was dropped."""
        self._sent.pop(graph, None)
        self._append([graph])

    def forget_all(self) -> None:
        """Know nothing of the store."""
        self._sent.clear()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _append(self, line: list[str]) -> None:
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.write(msgspec.json.encode(line) + b"\n")

    def _read(self) -> dict[str, str | None]:
        sent: dict[str, str | None] = {}
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return sent
        for line in lines:
            try:
                graph, *digest = msgspec.json.decode(line, type=list[str])
            except (msgspec.MsgspecError, ValueError):
                return {}  # a torn line: what it said of which graph is not known
            if digest:
                sent[graph] = digest[0] or None
            else:
                sent.pop(graph, None)
        return sent
