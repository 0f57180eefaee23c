"""A connection: a request's head comes in time, a path may be written in any characters, and an answer can be broken off."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from .settings import PATIENCE

_BEYOND = re.compile(rb"[\x80-\xff]+")


class Connection(H11Protocol):
    """Uvicorn's own, with these three things added."""

    _awaited: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self.app_state = self.app_state | {"abort": transport.abort}
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take bytes; those of a request line that are no ASCII are percent-encoded, as the address they stand for."""
        if self.conn.their_state is h11.IDLE and not data.isascii():
            line, end, rest = data.partition(b"\r\n")
            data = _BEYOND.sub(_encoded, line) + end + rest
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._wait()
        else:
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._awaited is None:
            self._awaited = self.loop.call_later(PATIENCE, self.transport.abort)

    def _stop(self) -> None:
        if self._awaited is not None:
            self._awaited.cancel()
            self._awaited = None


def _encoded(found: re.Match[bytes]) -> bytes:
    return b"".join(b"%%%02X" % byte for byte in found[0])


def quiet() -> dict[str, Any]:
    """Return settings of logging under which a server says nothing: what users need to know is in the answers."""
    return {"version": 1, "disable_existing_loggers": False, "loggers": {"uvicorn": {"level": "CRITICAL", "propagate": False, "handlers": []}}}
