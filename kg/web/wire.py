"""What goes between the server and its processes: a task one way, frames the other. Knows no HTTP and no graph."""

from __future__ import annotations

import pickle
import socket
import struct
from collections.abc import Mapping
from typing import NamedTuple

READY, HEAD, DATA, END, BROKEN = b"R", b"H", b"D", b"E", b"B"
FRAME = struct.Struct("!cQ")  # kind, length of what follows


class Task(NamedTuple):
    """What a process is to do, by name; on which store; for whom it is written: `Accept` and whether gzip is understood."""

    name: str
    store: str
    values: Mapping[str, object]
    accept: str = "*/*"
    gzip: bool = False


class Head(NamedTuple):
    """How an answer begins: HTTP status and headers."""

    status: int
    headers: tuple[tuple[str, str], ...]


class Refused(Exception):
    """Ends a task: an HTTP status, what is wrong, what to do, and headers."""

    def __init__(self, status: int, message: str, remedy: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.status, self.message, self.remedy, self.headers = status, message, remedy, headers

    def body(self) -> bytes:
        """Return what a person reads."""
        return f"{self.message}\n    help: {self.remedy}\n".encode("utf-8", "replace")


def frame(kind: bytes, data: bytes = b"") -> bytes:
    """Return a frame."""
    return FRAME.pack(kind, len(data)) + data


def packed(value: Task | Head) -> bytes:
    """Return a task or a head as bytes."""
    return pickle.dumps(tuple(value))


def head_of(data: bytes) -> Head:
    """Return the head that some bytes are."""
    return Head(*pickle.loads(data))


def received(sock: socket.socket) -> Task | None:
    """Wait for a task; `None` when the server is gone."""
    head = _exactly(sock, FRAME.size)
    if not head:
        return None
    return Task(*pickle.loads(_exactly(sock, FRAME.unpack(head)[1])))


def _exactly(sock: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = sock.recv(min(size - len(parts), 1 << 20))
        if not part:
            return b""
        parts += part
    return bytes(parts)
