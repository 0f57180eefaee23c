"""What runs tasks on other machines: Dask or Spark, each used only when it is asked for. An engine knows no task."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

ADDRESSES = "dask://HOST:PORT, dask://local, spark://HOST:PORT, local[N] or local-cluster[N,CORES,MB]"
_SPARK = re.compile(r"spark://.+|local(?:\[(?:\d+|\*)(?:, ?\d+)?\])?|local-cluster\[ *\d+ *, *\d+ *, *\d+ *\]")

T = TypeVar("T")
R = TypeVar("R")


class EngineError(Exception):
    """Tasks cannot be run: an exit code, what is wrong, and what to do."""

    def __init__(self, code: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


class Engine(Protocol):
    """Runs a function of a module on each of some values, anywhere, perhaps more than once; gives the results in their order."""

    def each(self, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
        """Yield what the function returns for each task.

        Raises:
            EngineError: a task failed again and again, or the machines are gone.
        """
        ...


def engine_of(address: str) -> AbstractContextManager[Engine]:
    """Give the engine at an address, until the context ends.

    Raises:
        EngineError: there is none of this kind, it is not installed, or it cannot be reached.
    """
    if address.startswith("dask://") and len(address) > len("dask://"):
        from .on_dask import connected

        return connected(address.removeprefix("dask://"))
    if _SPARK.fullmatch(address):
        from .on_spark import started

        return started(address)
    raise EngineError(2, f"--on {address}: there is no such cluster", f"give {ADDRESSES}")
