"""The one entrance of all tasks: a step and a number in, a name or nothing out. It can be called on any machine, any number of times."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..conservation import ConservationError
from .conclude import conclude
from .job import WORK, Job, TaskError, kept_value
from .keep import keep, named
from .read import look, read


class Task(NamedTuple):
    """A task of a step: the folder of the export, the plan of the job and that of the step, and the number of the task."""

    folder: str
    job: str
    step: str
    plan: str
    number: int


class Outcome(NamedTuple):
    """What a task returns: a name, several, or why it cannot be done."""

    names: tuple[str, ...] = ()
    refused: tuple[int, str, str] | None = None


def perform(task: Task) -> Outcome:
    """Do a task. What cannot be done anywhere is returned, so that it is not tried again; what is raised may be."""
    try:
        return Outcome(tuple(_STEPS[task.step](_job(task.folder, task.job), task.plan, task.number)))
    except TaskError as error:
        return Outcome(refused=(error.code, error.message, error.remedy))
    except ConservationError as error:
        return Outcome(refused=(1, f"what was written is not what was read: {error}", "nothing was finished; this is a fault of the program: report these minutes"))
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return Outcome(refused=(3, f"a worker failed: {name}{error.strerror or error}", "look at the path, its rights and the space left, on the workers too, and run it again: what is done stays done"))


def _nothing(step: Callable[[Job, str, int], None]) -> Callable[[Job, str, int], list[str]]:
    def done(job: Job, plan: str, number: int) -> list[str]:
        step(job, plan, number)
        return []

    return done


def _named(job: Job, plan: str, number: int) -> set[str]:
    kept, things = msgspec.msgpack.decode((job.work / "plan" / plan).read_bytes(), type=tuple[str, set[str]])
    return named(job, kept, number, things)


_STEPS: dict[str, Callable[[Job, str, int], list[str] | set[str]]] = {
    "look": lambda job, _, number: [look(job, number)],
    "read": lambda job, _, number: [read(job, number)],
    "keep": _nothing(keep),
    "named": _named,
    "conclude": _nothing(conclude),
}


@lru_cache(maxsize=4)
def _job(folder: str, name: str) -> Job:
    job = kept_value(Path(folder, WORK, "plan", name), Job)
    if job is None:
        raise TaskError(3, f"a worker does not see {folder}", "name a folder with -o that all machines see under one path")
    return job
