"""What tests of the cluster share: minutes with all that concerns several files, and an engine that can be broken off."""

import gzip
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bench.generate import generate
from corrected import ADDED, DELISTED, HEAD, ONE, SAMPLE, alias, correction, fragment, minutes

from kg import pipeline
from kg.cluster import Job, export_on
from kg.cluster.job import job_of
from kg.cluster.read import Said
from kg.vocab import read_vocabulary

BASE = "https://minutes.example/data/"
TARGET = 1 << 18  # bytes of a shard, so that few minutes are many shards
T = TypeVar("T")
R = TypeVar("R")


class Stopped(Exception):
    """The program that drives the tasks was ended."""


class Twice:
    """Runs all tasks here, the last first and each twice; ends when `tasks` were done."""

    def __init__(self, tasks: int | None = None) -> None:
        self._left = tasks

    def each(self, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
        done = []
        for task in reversed(tasks):
            if self._left == 0:
                raise Stopped
            self._left = None if self._left is None else self._left - 1
            first = function(task)
            assert function(task) == first
            done.append(first)
        yield from reversed(done)


def write_minutes(folder: Path, number: int = 30) -> Path:
    """Write the sample with corrections, cases with aliases across files, minutes held twice, undated ones, and invented ones."""
    sample = SAMPLE.read_text("utf-8")
    written = {
        "sample.txt": sample, "again/sample.txt": sample,
        "added.txt": ADDED, "delisted.txt": DELISTED, "again/delisted.txt": DELISTED + "\n附註：另一份。\n",
        "fragment.txt": fragment("同意新增「公車動態」1案。") + "\n" + minutes(111, "同意解除列管「公車動態」1案。"),
        "later.txt": minutes(112, "同意新增「河濱自行車道」1案。", "持續辦理「市集防疫」1案。"),
        "spelling.txt": minutes(113, "同意新增「雙北市集防疫合作」1案。"),
        "essay.txt": "今天的天氣很好，我們一起去爬山。\n",
        "delisted.corrections.toml": HEAD + correction(property="venue", value="臺北市政府"),
        "spelling.corrections.toml": HEAD + ONE + correction(property="venue", value="臺北市政府"),
        "later.corrections.toml": HEAD + alias("河濱自行車道", "公車動態") + alias("市集防疫", "無人提過的案"),
    }  # fmt: skip
    written |= dict(generate(number))
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="\n")
    return folder


def job(folder: Path, target: int = TARGET) -> Job:
    return job_of(folder, read_vocabulary(), (), base=BASE, ocr=False, target=target)


def export(engine: object, files: Path, out: Path, target: int = TARGET) -> tuple[pipeline.Report, list[Said]]:
    """Export a folder of minutes into another; return what was counted and found."""
    report, found = pipeline.Report(), list[Said]()
    export_on(engine, pipeline.find_files([files])[0], job(out, target), read_vocabulary(), report=report, tell=found.append)  # type: ignore[arg-type]
    return report, found


def plain(files: Path) -> tuple[bytes, pipeline.Report, list[str]]:
    """Return what one machine makes of a folder: the N-Quads, what was counted, and the codes of what was found."""
    vocabulary, out, report, found = read_vocabulary(), list[bytes](), pipeline.Report(), list[str]()
    texts = pipeline.Reading(vocabulary, base=BASE).texts(pipeline.find_files([files])[0])
    pipeline.assemble(texts, vocabulary, out.append, base=BASE, report=report, tell=lambda d: found.append(d.code))
    return b"".join(out), report, sorted(found)


def union(folder: Path) -> bytes:
    """Return all lines of all shards, in the order of a plain export: by graph, then by line."""
    lines = [line for shard in shards(folder) for line in gzip.decompress(shard.read_bytes()).splitlines(keepends=True)]
    return b"".join(sorted(lines, key=lambda line: (line[line.rindex(b" <") :], line)))


def shards(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.nq.gz"))


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files of an export."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def times(folder: Path) -> dict[str, int]:
    """Return when the files below a folder were written."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def read_whole(folder: Path) -> list[Path]:
    """Return what was read whole by tasks of an export that is not finished."""
    return sorted((folder / ".kg-work" / "read").glob("*.done"))


def kill_in_the_middle(command: Sequence[str], out: Path) -> None:
    """Start an export on a cluster, and have the system end it once a task has read its minutes whole."""
    driver = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while not read_whole(out):
        assert driver.poll() is None
        time.sleep(0.01)
    driver.kill()
    driver.wait()


def descendants(pid: int) -> Iterator[tuple[int, str]]:
    """Yield the processes that a process started, and those that they started, with their command lines."""
    for child in (int(entry) for entry in os.listdir("/proc") if entry.isdigit()):
        try:
            stat, command = Path(f"/proc/{child}/stat").read_text(), Path(f"/proc/{child}/cmdline").read_text()
        except OSError:
            continue
        if int(next(islice(stat.rpartition(")")[2].split(), 1, None))) == pid:
            yield child, command
            yield from descendants(child)
