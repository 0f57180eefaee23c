"""Tasks on Spark: a cluster that runs somewhere, or processes of this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from .engines import Engine, EngineError

if TYPE_CHECKING:
    from pyspark import SparkContext

_HERE = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "SPARK_SCALA_VERSION": "2.13"}  # the last: a pip package has no build to tell it from
_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "OFF"}

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def started(master: str) -> Iterator[Engine]:
    """Start a driver here for a master.

    Raises:
        EngineError: Spark or Java is not installed, or nobody answers.
    """
    try:
        from pyspark import SparkConf, SparkContext
    except ModuleNotFoundError as error:
        raise EngineError(2, f"--on {master} needs {error.name}, which is not installed", "install it with: pip install 'kg-minutes[spark]', and Java 17 or later") from error
    if not master.startswith("spark://"):
        for name, value in _HERE.items():
            os.environ.setdefault(name, value)
    conf = SparkConf().setMaster(master).setAppName("kg export").setAll(list(_QUIET.items()))
    try:
        context = SparkContext(conf=conf)
    except Exception as error:  # what the launcher or the Java side raises has no common class
        raise EngineError(3, f"{master}: Spark does not start: {_first_line(error)}", "look whether Java 17 or later is installed, whether the master runs, and at its address") from error
    try:
        yield Spark(context)
    finally:
        context.stop()


class Spark:
    """Runs tasks through a context: one partition each."""

    def __init__(self, context: SparkContext) -> None:
        self._context = context

    def each(self, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
        """Yield what the function returns for each task, once all are done."""
        if not tasks:
            return
        try:
            yield from self._context.parallelize(tasks, len(tasks)).map(function).collect()
        except Exception as error:  # Py4JJavaError and its kin: what a task raised stands in its text
            raise EngineError(3, f"a task failed on the cluster: {_first_line(error)}", "look into the logs of the executors, and run it again: what is done stays done") from error


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
