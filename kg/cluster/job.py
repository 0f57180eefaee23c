"""What all tasks of an export share, and the folder in which they leave what they made."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec

from ..cache import program
from ..readers import Options
from ..shards import replacing
from ..vocab import FOLDER, Vocabulary, read_vocabulary

WORK = ".kg-work"
TARGET = 48 << 20  # bytes of a shard before it is compressed
MOST_FILES, TASKS = 1000, 256  # files of a task at most; tasks, where files are few

T = TypeVar("T")


class TaskError(Exception):
    """A task that cannot be done, here or anywhere: an exit code, what is wrong, and what to do."""

    def __init__(self, code: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


class Job(msgspec.Struct, frozen=True):
    """An export: where it is written, and all that its bytes depend on besides the files."""

    folder: str
    base: str
    vocabulary: tuple[str, ...]  # files of the user's
    words: bytes  # digest of the vocabulary
    program: bytes
    ocr: bool = False
    target: int = TARGET

    @property
    def work(self) -> Path:
        """The folder of what is not yet an export."""
        return Path(self.folder, WORK)

    @property
    def options(self) -> Options:
        """How files are read."""
        return Options(ocr=self.ocr)

    @property
    def identity(self) -> bytes:
        """What a file's quads depend on besides the file."""
        return b"\0".join((self.program, self.words, self.base.encode(), repr(self.options).encode(), b"%d" % self.target))


def job_of(folder: Path, vocabulary: Vocabulary, files: Sequence[str], *, base: str, ocr: bool, target: int = TARGET) -> Job:
    """Describe an export by this program with a vocabulary that was read from the program's and the user's files."""
    return Job(str(folder.resolve()), base, tuple(str(Path(name).resolve()) for name in files), vocabulary.digest, program(), ocr, target)


@lru_cache(maxsize=4)
def words_of(job: Job) -> Vocabulary:
    """Read the vocabulary of a job where a task of it runs.

    Raises:
        TaskError: another program, or another vocabulary, stands on this machine.
    """
    if program() != job.program:
        raise TaskError(2, "a worker runs another version of this program, or of Python, regex, lxml or pypdfium2", "install the same versions on all machines, and restart the workers")
    try:
        read = read_vocabulary(FOLDER, tuple(Path(name) for name in job.vocabulary))
    except OSError as error:
        raise TaskError(3, f"a worker cannot read {error.filename}: {error.strerror}", "put the vocabulary where all machines see it under one path") from error
    if read.digest != job.words:
        raise TaskError(2, "a worker reads another vocabulary than the program that asks it", "let the vocabulary alone while an export runs, and start it again")
    return read


def keep_value(path: Path, value: object, work: Path) -> None:
    """Write a value, whole or not at all."""
    with replacing(path, work) as out:
        out.write(msgspec.msgpack.encode(value))


def kept_value(path: Path, kind: type[T]) -> T | None:
    """Return a value that was written, `None` where there is none, or one of another program."""
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=kind)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def keep_plan(job: Job, plan: object) -> str:
    """Write what a step is to do, called by its digest, and return that."""
    name = hashlib.sha256(msgspec.msgpack.encode(plan)).hexdigest()[:32]
    keep_value(job.work / "plan" / name, plan, job.work)
    return name


def batches(files: Sequence[Path]) -> list[Sequence[Path]]:
    """Divide files into tasks, in a way that depends on their number alone."""
    size = min(max(len(files) // TASKS, 1), MOST_FILES)
    return [files[start : start + size] for start in range(0, len(files), size)]
