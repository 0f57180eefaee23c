"""Tasks on Dask: a scheduler that runs somewhere, or processes of this machine."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from .engines import Engine, EngineError

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
RETRIES = 3  # of a task that raised; one whose worker was lost is run elsewhere as often
AHEAD = 4  # tasks handed out for each thread: those that wait cost the scheduler memory
_SECONDS = 10

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def connected(address: str) -> Iterator[Engine]:
    """Connect to a scheduler, or start one with a process for each core here.

    Raises:
        EngineError: Dask is not installed, or nobody answers.
    """
    try:
        from distributed import Client, LocalCluster
    except ModuleNotFoundError as error:
        raise EngineError(2, f"--on dask://{address} needs {error.name}, which is not installed", "install it with: pip install 'kg-minutes[dask]'") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # a worker that is lost is no news: its tasks are run elsewhere
    with ExitStack() as held:
        if address == LOCAL:
            address = held.enter_context(LocalCluster(processes=True, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL)).scheduler_address
        try:
            client = held.enter_context(Client(address, timeout=_SECONDS, set_as_default=False))
        except (OSError, ValueError) as error:
            raise EngineError(3, f"dask://{address}: no scheduler answers ({error})", "look whether it runs, and at the address; `dask scheduler` prints it") from error
        yield Dask(client)


class Dask:
    """Runs tasks through a client."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def each(self, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
        """Yield what the function returns for each task; a few tasks are handed out ahead."""
        waiting, left = deque[Any](), iter(tasks)
        while True:
            for task in left:
                waiting.append(self._client.submit(function, task, pure=False, retries=RETRIES))
                if len(waiting) >= self._ahead():
                    break
            if not waiting:
                return
            yield self._result(waiting.popleft())

    def _ahead(self) -> int:
        return AHEAD * max(1, sum(map(int, self._client.nthreads().values())))

    def _result(self, future: Any) -> Any:
        try:
            return future.result()
        except Exception as error:
            raise EngineError(3, f"a task failed on the cluster: {type(error).__name__}: {error}", "look into the logs of the workers, and run it again: what is done stays done") from error
