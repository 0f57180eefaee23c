"""A server on a port, until it is stopped."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

import uvicorn

from .app import app
from .connection import Connection, quiet
from .settings import Settings

CONNECTIONS = 1_000


def listen(host: str, port: int) -> socket.socket:
    """Take a port; 0 takes a free one.

    Raises:
        OSError: it is taken, or it may not be.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # only if it knows that it is TCP, asyncio lets small pieces go at once
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(128)
    except OSError:
        sock.close()
        raise
    return sock


def serve(settings: Settings, sock: socket.socket, started: Callable[[], None]) -> None:
    """Serve until Ctrl-C; call a function when the first request may come.

    Raises:
        OSError: the processes that answer did not start.
    """
    config = uvicorn.Config(
        app(settings), http=Connection, ws="none", loop="asyncio", log_config=quiet(), access_log=False, server_header=False,
        limit_concurrency=CONNECTIONS, timeout_graceful_shutdown=2, lifespan="on",
    )  # fmt: skip
    server = _Announcing(config, started)
    with contextlib.suppress(KeyboardInterrupt):
        try:
            server.run([sock])
        except SystemExit:
            raise OSError(f"the processes that read {settings.store} did not start") from None


class _Announcing(uvicorn.Server):
    """Says when it has started."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        self._announce()
