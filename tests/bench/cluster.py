"""Measure what an export on a cluster costs a minutes: each step's CPU and memory, and the bytes that it leaves.

The tasks run here, one after the other, so that what an engine adds is not counted.
"""

import argparse
import gzip
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from kg.cluster import export_on, job
from kg.cluster.job import job_of
from kg.cluster.tasks import Task
from kg.iris import BASE
from kg.pipeline import Report, find_files
from kg.vocab import read_vocabulary

from .generate import generate

T = TypeVar("T")
R = TypeVar("R")


class Clocked:
    """Runs tasks here, and says what each step took."""

    def __init__(self, minutes: int, work: Path) -> None:
        self._minutes, self._work = minutes, work

    def each(self, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
        start = time.process_time()
        done = [function(task) for task in tasks]
        seconds, peak = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        first = tasks[0]
        assert isinstance(first, Task)
        print(f"{first.step:<10} {len(tasks):>4} tasks  {seconds * 1000 / self._minutes:>7.2f} ms of CPU a minutes  peak {peak:>4} MB  {_size(self._work) / self._minutes:>8,.0f} bytes a minutes lie in between")
        yield from done


def main(arguments: Sequence[str] | None = None) -> None:
    """Export generated minutes, print the figures, and load the shards into the stores that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cluster", description=main.__doc__)
    parser.add_argument("number", type=int, help="how many minutes")
    parser.add_argument("--tasks", type=int, default=job.TASKS, help="that read: one shows the memory of the largest task")
    parser.add_argument("--store", action="append", default=[], help="as kg load --bulk --to takes it; may be repeated")
    parser.add_argument("--keep", type=Path, default=None, help="folder for the shards")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        files, out = Path(name, "minutes"), chosen.keep or Path(name, "shards")
        files.mkdir()
        for file, text in generate(chosen.number):
            (files / file).write_text(text, "utf-8", newline="\n")
        job.TASKS = chosen.tasks
        report = _export(files, out, chosen.number)
        for family in ("part", "derived"):
            _say(family, sorted(out.glob(f"{family}-*.gz")), chosen.number)
        print(f"{'manifest':<10} {(out / 'manifest.json').stat().st_size / chosen.number:,.0f} bytes a minutes")
        for store in chosen.store:
            _load(store, out, Path(name), report.quads)


def _export(files: Path, out: Path, number: int) -> Report:
    words, report = read_vocabulary(), Report()
    described = job_of(out, words, (), base=BASE, ocr=False)
    return export_on(Clocked(number, described.work), find_files([files])[0], described, words, report=report, tell=lambda said: None)


def _say(family: str, paths: list[Path], number: int) -> None:
    raw = [len(gzip.decompress(path.read_bytes())) for path in paths]
    packed = sum(path.stat().st_size for path in paths)
    print(f"{family:<10} {len(paths):>4} shards of {min(raw) / 1e6:.1f} to {max(raw) / 1e6:.1f} MB  {sum(raw) / number:,.0f} bytes a minutes, {packed / number:,.0f} compressed")


def _load(store: str, shards: Path, work: Path, quads: int) -> None:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run([sys.executable, "-m", "kg", "load", "--bulk", str(shards), "--to", store, "--run"], cwd=work, capture_output=True, text=True, check=False)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - start
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = _size(work / f"kg-{store}") if (work / f"kg-{store}").exists() else 0
    print(f"{store:<10} exit {done.returncode}: {quads:,} statements, {wall:.1f} s, {seconds:.1f} s of CPU outside a server, {size / quads:,.0f} bytes a statement on disk")
    if done.returncode:
        print(done.stderr, file=sys.stderr)


def _size(folder: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
