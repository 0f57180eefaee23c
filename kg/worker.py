"""A call with a time limit: it runs in a process of its own, which is ended when time is up. Knows nothing of graphs.

A query engine cannot be interrupted from within, so the process around it must go. It is started afresh (`spawn`),
which works on every system, and it ends by itself when the program that started it is gone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

T = TypeVar("T")
Ready = Callable[[], None]

_READY, _RESULT, _ERROR = "ready", "result", "error"


class WorkerEnded(Exception):
    """The process ended without an answer; says with which exit code."""


def call(function: Callable[..., T], *arguments: object, seconds: float) -> T:
    """Call a function in a process of its own, and return what it returns.

    Args:
        function: of a module, so that another process finds it; its first argument is a function to be called when
            preparations are done: time counts from there.
        arguments: the others; values that can be pickled, as what is returned or raised.
        seconds: the limit.

    Raises:
        TimeoutError: time was up.
        WorkerEnded: the process ended without an answer.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(there, function, arguments), daemon=True)
    start(process)
    there.close()
    try:
        return _received(here, seconds)  # type: ignore[no-any-return]
    except EOFError:
        process.join()
        if process.exitcode == -signal.SIGINT:
            raise KeyboardInterrupt from None
        raise WorkerEnded(f"exit code {process.exitcode}") from None
    finally:
        process.kill()
        process.join()
        here.close()


def start(process: SpawnProcess) -> None:
    """Start a process that Ctrl-C does not reach, not even before its first line runs: what is blocked here is blocked there.

    The tracker of shared resources is started before, since it would undo the blocking.
    """
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _received(connection: Connection, seconds: float) -> Any:
    kind, value = connection.recv()
    if kind == _READY:
        if not connection.poll(seconds):
            raise TimeoutError
        kind, value = connection.recv()
    if kind == _ERROR:
        raise value
    return value


def settle() -> None:
    """Begin the life of a process started here: Ctrl-C is for the process that started it, whose end is its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _work(connection: Connection, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
    settle()
    try:
        connection.send((_RESULT, function(lambda: connection.send((_READY, None)), *arguments)))
    except Exception as error:
        connection.send((_ERROR, error))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
