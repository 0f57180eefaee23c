"""`kg export --on CLUSTER`: minutes -> shards, on machines that see one folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .export_graph import is_graph
from .inputs import DONE, FINDINGS, MISUSE, SHOWN_FROM, UNREACHABLE, Refusal, paths_of, tell, vocabulary_of

if TYPE_CHECKING:
    from ..cluster.read import Said
    from ..pipeline import Report

ADDRESSES = "dask://HOST:PORT, dask://local, spark://HOST:PORT, local[N], local-cluster[N,CORES,MB]"


def add_cluster(parser: argparse.ArgumentParser) -> None:
    """Add the option that names a cluster."""
    parser.add_argument("--on", default=None, metavar="CLUSTER", help=f"write compressed shards and a manifest, with the help of Dask or Spark: {ADDRESSES}; all machines must see the files and DIR")


def run_on(arguments: argparse.Namespace, base: str) -> int:
    """Export on a cluster, and say in one line what was done.

    Raises:
        Refusal: it cannot be done.
    """
    from ..cluster import EngineError, TaskError, engine_of, export_on
    from ..cluster.job import job_of
    from ..pipeline import Report, find_files

    _check(arguments)
    vocabulary, report = vocabulary_of(arguments.vocabulary), Report()
    files, found, _ = find_files(paths_of(arguments.paths))
    for d in found:
        report.note([d])
        tell(d, verbose=arguments.verbose)
    report.failed += [d.path for d in found if not d.code.startswith("correction-")]
    job = job_of(Path(arguments.output), vocabulary, arguments.vocabulary, base=base, ocr=arguments.ocr)
    if arguments.anew:
        _forget(job.work)

    def say(one: Said) -> None:
        if arguments.verbose or not is_note(one):
            print(one.text, file=sys.stderr)

    try:
        with engine_of(arguments.on) as engine:
            export_on(engine, files, job, vocabulary, report=report, tell=say)
    except (EngineError, TaskError) as error:
        raise Refusal(error.code, error.message, error.remedy) from error
    return _said(report, arguments.output)


def is_note(one: Said) -> bool:
    """Tell whether a finding is no more than a note."""
    from ..diagnostics import CODES

    return CODES[one.code].severity == "info"


def _said(report: Report, output: str) -> int:
    """Say what was done; return the exit code."""
    if not report.minutes:
        print("kg: no minutes were read; nothing was written", file=sys.stderr)
        return UNREACHABLE if report.unreachable else FINDINGS
    if report.failed and report.files >= SHOWN_FROM:
        print(f"kg: {len(report.failed)} of {report.files} files gave no minutes:", file=sys.stderr)
        for path in report.failed:
            print(f"    {path}", file=sys.stderr)
    print(report.line(output), file=sys.stderr)
    return UNREACHABLE if report.unreachable else FINDINGS if report.failed or report.refused else DONE


def _check(arguments: argparse.Namespace) -> None:
    if set(arguments.format) - {"nq"}:
        raise Refusal(MISUSE, "a cluster writes shards of N-Quads and no other format", "leave -f out; a shard, or all of them one after another, can be exported in other formats")
    if arguments.output == "-":
        raise Refusal(MISUSE, "a cluster writes a folder, and standard output is a stream", "name a folder with -o that all machines see")
    if "-" in arguments.paths:
        raise Refusal(MISUSE, "other machines do not see the standard input of this one", "name files that all machines see")
    if graphs := [name for name in arguments.paths if is_graph(name)]:
        raise Refusal(MISUSE, f"{graphs[0]} is a graph, and a cluster reads minutes", "leave --on out, or name minutes")


def _forget(work: Path) -> None:
    import shutil

    shutil.rmtree(work, ignore_errors=True)
