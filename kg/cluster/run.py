"""The order of the steps, as the program that was asked drives it. What it holds does not grow with the minutes' size."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

import msgspec

from ..catalog import catalog_lines, constant_graphs, software_version
from ..corrections import Gathered
from ..derive import Timed
from ..diagnostics import Diagnostic
from ..pipeline import BOUND, Report
from ..quads import Chunk
from ..shards import MANIFEST, SUFFIX, Manifest, Row, Shard, is_whole, read_manifest, sha256_of, write_manifest, write_shard
from ..spill import Spill
from ..vocab import Vocabulary
from .conclude import Concluding, concluded_of, lines_of
from .engines import Engine
from .exchange import BUCKETS
from .job import Job, TaskError, batches, keep_plan, keep_value, kept_value
from .keep import MOST_SHARDS, TASKS_OF_SHARDS, Keeping, corrected_path, kept_of
from .read import Said, files_of, list_files, said
from .tasks import Task, perform

Tell = Callable[[Said], None]
_FINISHED = "finished"
_SAID = 1.75  # bytes of what is concluded for each byte of what it rests on
_FAMILIES = ("part", "derived", "correction", "constant")


def export_on(engine: Engine, files: Sequence[Path], job: Job, vocabulary: Vocabulary, *, report: Report, tell: Tell) -> Report:
    """Export files into shards, or go on where a run before was stopped.

    Args:
        engine: runs the tasks.
        files: of minutes; all machines see them under these paths.
        job: where to and how.
        vocabulary: of the job.
        report: to count in.
        tell: takes each finding.

    Raises:
        TaskError: it cannot be done.
        EngineError: the tasks cannot be run.
        OSError: the folder cannot be written.
    """
    return _Run(engine, job, report, tell).export(files, vocabulary)


class _Finished(msgspec.Struct, frozen=True):
    """What is remembered of an export that was finished: what it was made from, its manifest, and what was counted."""

    inputs: str
    manifest: str
    files: int
    failed: list[str]
    unreachable: bool
    refused: int
    bodies: list[str]
    tally: dict[str, int]
    census: dict[str, int]


class _Run:
    def __init__(self, engine: Engine, job: Job, report: Report, tell: Tell) -> None:
        self.engine, self.job, self.report, self.tell = engine, job, report, tell
        self.folder = Path(job.folder)
        job.work.mkdir(parents=True, exist_ok=True)
        self.plan = keep_plan(job, job)

    def export(self, files: Sequence[Path], vocabulary: Vocabulary) -> Report:
        lists = batches(files)
        for number, listed in enumerate(lists):
            list_files(self.job, number, listed)
        known = kept_value(self.job.work / _FINISHED, _Finished)
        if known is not None and self._is_whole(known, len(lists)):
            self._repeat(known)
        else:
            read = [outcome for (outcome,) in self._each("read", "", len(lists))]
            sizes = self._counted(read)
            if any(sizes):
                self._write(read, sizes, vocabulary)
        self._clear()
        return self.report

    def _each(self, step: str, plan: str, tasks: int) -> Iterator[tuple[str, ...]]:
        todo = [Task(self.job.folder, self.plan, step, plan, number) for number in range(tasks)]
        for outcome in self.engine.each(perform, todo):
            if outcome.refused:
                raise TaskError(*outcome.refused)
            yield outcome.names

    def _is_whole(self, known: _Finished, lists: int) -> bool:
        """Tell whether an export of the same files by the same program stands there as it was finished."""
        with suppress(ValueError, OSError):
            manifest = read_manifest(self.folder)
            return (
                manifest is not None and known.manifest == sha256_of(self.folder / MANIFEST)
                and known.inputs == _digest(name for (name,) in self._each("look", "", lists))
                and all(is_whole(self.folder, shard) for shard in manifest.shards)
            )  # fmt: skip
        return False

    def _repeat(self, known: _Finished) -> None:
        """Count what was counted before."""
        manifest, report = read_manifest(self.folder), self.report
        assert manifest is not None
        report.files = report.unchanged = known.files
        report.minutes, report.quads = manifest.minutes, manifest.quads
        report.failed, report.unreachable, report.refused = known.failed, known.unreachable, known.refused
        report.bodies, report.tally, report.census = set(known.bodies), known.tally, Counter(known.census)

    def _remember(self, read: list[str]) -> None:
        """Write down what was counted, for the next time."""
        r = self.report
        inputs, manifest = _digest(read), sha256_of(self.folder / MANIFEST)
        finished = _Finished(inputs, manifest, r.files, r.failed, r.unreachable, r.refused, sorted(r.bodies), r.tally, dict(r.census))
        keep_value(self.job.work / _FINISHED, finished, self.job.work)

    def _clear(self) -> None:
        """Take away all that a finished export needs no more."""
        for path in self.job.work.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != _FINISHED:
                path.unlink()

    def _counted(self, read: Iterable[str]) -> list[int]:
        """Count what was read, tell what was found, and return how many bytes fall into each bucket."""
        sizes = [0] * BUCKETS
        for key in read:
            files = files_of(self.job, key)
            self.report.files += files.files
            self.report.failed += files.failed
            self._say(files.said)
            for place, size in files.sizes.items():
                sizes[place] += size
        return sizes

    def _write(self, read: list[str], sizes: list[int], vocabulary: Vocabulary) -> None:
        (self.folder / MANIFEST).unlink(missing_ok=True)
        bounds = cut(sizes, self.job.target)
        keeping = Keeping(read, bounds, min(max((len(bounds) - 1) // TASKS_OF_SHARDS, 1), MOST_SHARDS))
        plan = keep_plan(self.job, keeping)
        for _ in self._each("keep", plan, keeping.tasks):
            pass
        days, weight = self._taken(plan, keeping.tasks)
        with Spill(bound=BOUND) as stated:
            corrections = self._corrections(Gathered(stated, self.job.base), plan, keeping.tasks)
            concluding = Concluding(plan, keeping.tasks, max(round(weight * _SAID / self.job.target), 1), days, corrections.cases)
            concluded = keep_plan(self.job, concluding)
            for _ in self._each("conclude", concluded, concluding.shards):
                pass
            own = [self._constant(vocabulary), *self._corrected(corrections, concluding, concluded)]
        self._finish(read, keeping, plan, concluding, concluded, own)

    def _taken(self, plan: str, tasks: int) -> tuple[dict[str, int], int]:
        """Count what was kept, and return the days that undated minutes need, and how much is left for conclusions."""
        days, weight = dict[str, int](), 0
        for number in range(tasks):
            kept = kept_of(self.job, plan, number)
            self.report.minutes += kept.minutes
            self.report.bodies.update(kept.bodies)
            self.report.census.update(kept.census)
            self._say(kept.said)
            days |= kept.days
            weight += kept.weight
        return days, weight

    def _corrections(self, corrections: Gathered, plan: str, tasks: int) -> Gathered:
        """Settle what persons stated, which is little: it is gathered here."""
        for number in range(tasks):
            for chunk in msgspec.msgpack.decode(corrected_path(self.job, plan, number).read_bytes(), type=list[Chunk]):
                corrections.take(chunk)
        self._say(said(corrections.settle(lambda things: self._named(plan, tasks, things))))
        return corrections

    def _named(self, plan: str, tasks: int, things: set[str]) -> set[str]:
        return set(chain.from_iterable(self._each("named", keep_plan(self.job, (plan, things)), tasks)))

    def _constant(self, vocabulary: Vocabulary) -> tuple[Shard, list[Row]]:
        catalog = b"".join(sorted(line + b"\n" for line in catalog_lines(self.job.base)))
        graphs = [*constant_graphs(vocabulary, base=self.job.base), (f"{self.job.base}graph/catalog", catalog)]
        return write_shard(self.folder / f"constant-00000{SUFFIX}", ((graph, [lines]) for graph, lines in sorted(graphs)), self.job.work)

    def _corrected(self, corrections: Gathered, concluding: Concluding, concluded: str) -> Iterator[tuple[Shard, list[Row]]]:
        """Write what persons stated, and what follows for the cases that have other names by it."""
        if not corrections.graphs:
            return
        left = [timed for number in range(concluding.shards) for timed in concluded_of(self.job, concluded, number).left]
        aliases = concluding.aliases
        together = [Timed(t.footprint._replace(case=aliases.get(t.footprint.case, t.footprint.case)), t.day, t.precedes) for t in left]
        derived = lines_of(together, concluding.days, corrections.graphs, aliases, base=self.job.base)
        graphs = chain(((graph.decode(), [lines]) for graph, lines in corrections.lines()), [(f"{self.job.base}graph/derived", [derived])])
        yield write_shard(self.folder / f"correction-00000{SUFFIX}", graphs, self.job.work)

    def _finish(self, read: list[str], keeping: Keeping, plan: str, concluding: Concluding, concluded: str, own: list[tuple[Shard, list[Row]]]) -> None:
        """Take away the shards of earlier exports, and write the manifest."""
        shards = [shard for shard, _ in own]
        shards += [shard for number in range(keeping.tasks) for shard in kept_of(self.job, plan, number).shards]
        shards += [concluded_of(self.job, concluded, number).shard for number in range(concluding.shards)]
        names = {shard.shard for shard in shards}
        for path in chain.from_iterable(self.folder.glob(f"{family}-*{SUFFIX}") for family in _FAMILIES):
            if path.name not in names:
                path.unlink()

        def rows() -> Iterator[Row]:
            for _, told in own:
                yield from told
            for number in range(concluding.shards):
                yield from concluded_of(self.job, concluded, number).rows
            for number in range(keeping.tasks):
                yield from kept_of(self.job, plan, number).rows

        self.report.quads = sum(shard.quads for shard in shards)
        ordered = sorted(shards, key=lambda shard: shard.shard)
        manifest = Manifest(f"kg {software_version()}", self.job.base, self.report.minutes, self.report.quads, ordered)
        write_manifest(self.folder, manifest, rows(), self.job.work)
        self._remember(read)

    def _say(self, found: Iterable[Said]) -> None:
        for one in found:
            self.report.note([Diagnostic(code=one.code, message=one.text, path=one.path)])
            self.tell(one)


def cut(sizes: Sequence[int], target: int) -> list[int]:
    """Cut buckets into shards of about `target` bytes, all about equal; return where each begins, and the end of the last."""
    total, passed, bounds = sum(sizes), 0, [0]
    parts = max(round(total / target), 1)
    for place, size in enumerate(sizes):
        passed += size
        if size and total * len(bounds) / parts <= passed < total:
            bounds.append(place + 1)
    return [*bounds, len(sizes)]


def _digest(names: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
