"""The life of a process that answers or writes: one task after another, until the server is gone or ends it."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..worker import settle
from .reply import Reply
from .settings import Settings
from .wire import READY, Refused, Task, frame, received

Work = Callable[[Any, Task, Reply, Settings], None]


def reader(sock: socket.socket, settings: Settings) -> None:
    """Answer; a store that has another path than that of the last task is opened anew, for it is another state of the data."""
    from .answers import query
    from .described import catalog, resource
    from .explored import connected, data, page
    from .graphs import graph

    # What somebody else writes to is not opened: the first task says which state to read.
    _live(sock, settings, ox.Store.read_only, "" if settings.token or settings.folder else str(settings.store), {"query": query, "graph": graph, "resource": resource, "catalog": catalog, "page": page, "data": data, "connected": connected})


def writer(sock: socket.socket, settings: Settings) -> None:
    """Write."""
    from ..storage import open_folder
    from .changes import CHANGES

    opener = (lambda path: open_folder(Path(path), writable=True)) if settings.folder else ox.Store
    _live(sock, settings, opener, str(settings.store), CHANGES)


def _live(sock: socket.socket, settings: Settings, opener: Callable[[str], Any], path: str, works: Mapping[str, Work]) -> None:
    settle()
    store = opener(path) if path else ox.Store()
    _bound(settings.memory)
    # What the engine cries when memory is out is for nobody: the answer says it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sock.sendall(frame(READY))
    while task := received(sock):
        reply = Reply(sock, gzip=task.gzip)
        try:
            if task.store != path:
                path, store = task.store, opener(task.store)
            works[task.name](store, task, reply, settings)
            reply.end()
        except Refused as refused:
            reply.fail(refused)
        except MemoryError:
            reply.fail(Refused(500, "the query needs more memory than this server gives", "ask about one thing, or narrow the query"))
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception as error:
            reply.fail(Refused(500, f"this was not done: {error}", "ask something else; if it comes again, the store may be damaged"))


def _bound(memory: int) -> None:
    """Let the process have so much more memory than it has now. Where the system keeps no such bound, there is none."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            held = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (held + memory, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
