"""Measure the export: quads a second against rdflib, each stage's share, and peak memory.

    python -m tests.bench.export [N] [--repeat K] [--memory N …]

Seconds are of CPU. What is compared is a ratio taken in one run on one machine; only ratios may be quoted elsewhere.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from kg import pipeline
from kg.source import Source
from kg.vocab import Vocabulary, read_vocabulary

from .generate import generate
from .generate import main as write_minutes

STAGES = (("split", "split_minutes"), ("extract", "extract"), ("resolve + write", "build"))  # and the functions of `kg.pipeline` that are it
REST = "spill, merge, derive"
TARGET = 5  # times rdflib
CEILING = 300  # MB
ROOT = Path(__file__).parents[2]

P, T = ParamSpec("P"), TypeVar("T")
Triple = tuple[str, str, tuple[str, ...]]  # the object: an IRI, or a value with its datatype and its language


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.export", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=300, metavar="N", help="minutes to measure speed on (default 300)")
    parser.add_argument("--repeat", type=int, default=5, metavar="K", help="runs to take the median of (default 5)")
    parser.add_argument("--memory", type=int, nargs="*", default=[1000, 10_000], metavar="N", help="minutes to measure memory on (default 1000 10000)")
    options = parser.parse_args(arguments)
    vocabulary = read_vocabulary()
    texts = [Source(text=text, name=name) for name, text in generate(options.number)]
    few = texts[: max(1, options.number // 10)]  # rdflib is slow, and linear
    speed(texts, few, vocabulary, options.repeat)
    for number in options.memory:
        megabytes, quads = peak(number)
        print(f"peak memory, {number:,} minutes, {quads:,} quads: {megabytes:.0f} MB (target < {CEILING})", flush=True)


def speed(texts: Sequence[Source], few: Sequence[Source], vocabulary: Vocabulary, repeat: int) -> None:
    """Print quads a second of both roads, their ratios, and the share of each stage."""
    export(few, vocabulary)  # compiles the vocabulary
    runs = [export(texts, vocabulary) for _ in range(repeat)]
    quads = runs[0][1].count(b"\n")
    own = quads / median(seconds["all"] for seconds, _ in runs)
    few_runs = [export(few, vocabulary) for _ in range(repeat)]
    reading = median(seconds["split"] + seconds["extract"] for seconds, _ in few_runs)
    triples = triples_of(few_runs[0][1])
    building = median(timed(lambda: through_rdflib(triples)) for _ in range(repeat))
    alone, whole = len(triples) / building, len(triples) / (reading + building)
    print(f"{len(texts):,} minutes, {quads:,} quads, {quads // len(texts):,} a minutes; rdflib on {len(few):,}; medians of {repeat}; seconds of CPU")
    print(f"text -> N-Quads:                 {own:>9,.0f} quads/s")
    print(f"triples -> rdflib -> nt:         {alone:>9,.0f} quads/s, ratio {own / alone:.1f} (target {TARGET})")
    print(f"text -> records -> rdflib -> nt: {whole:>9,.0f} quads/s, ratio {own / whole:.1f}")
    for name in (*(stage for stage, _ in STAGES), REST):
        print(f"stage {name}: {median(seconds[name] / seconds['all'] for seconds, _ in runs):.1%}, {1000 * median(seconds[name] for seconds, _ in runs) / len(texts):.2f} ms a minutes")
    sys.stdout.flush()


def export(texts: Sequence[Source], vocabulary: Vocabulary) -> tuple[dict[str, float], bytes]:
    """Export texts; return the seconds of each stage and of all, and the N-Quads."""
    out: list[bytes] = []
    with stopwatches() as seconds:
        seconds["all"] = timed(lambda: pipeline.export(texts, vocabulary, out.append))
    seconds[REST] = seconds["all"] - sum(seconds[stage] for stage, _ in STAGES)
    return seconds, b"".join(out)


@contextmanager
def stopwatches() -> Iterator[dict[str, float]]:
    """Clock the stages inside `kg.pipeline`, whatever arguments they take."""
    seconds = dict.fromkeys((stage for stage, _ in STAGES), 0.0)

    def clocked(stage: str, function: Callable[P, T]) -> Callable[P, T]:
        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            start = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                seconds[stage] += time.process_time() - start

        return run

    with ExitStack() as stack:
        for stage, name in STAGES:
            stack.enter_context(patch.object(pipeline, name, clocked(stage, getattr(pipeline, name))))
        yield seconds


def triples_of(quads: bytes) -> list[Triple]:
    """Take N-Quads apart into plain strings, one triple a quad: what a program that builds a graph has in hand."""
    import pyoxigraph

    triples: list[Triple] = []
    for quad in pyoxigraph.parse(quads, format=pyoxigraph.RdfFormat.N_QUADS):
        thing = quad.object
        rest = (thing.datatype.value, thing.language or "") if isinstance(thing, pyoxigraph.Literal) else ()
        triples.append((quad.subject.value, quad.predicate.value, (thing.value, *rest)))
    return triples


def through_rdflib(triples: Sequence[Triple], form: str = "nt") -> bytes:
    """Make an rdflib graph of triples and write it, as N-Triples if no other form is named."""
    from rdflib import XSD, Graph, Literal, URIRef

    graph, plain = Graph(), str(XSD.string)
    for subject, predicate, (value, *rest) in triples:
        if not rest:
            thing: URIRef | Literal = URIRef(value)
        elif rest[1]:
            thing = Literal(value, lang=rest[1])
        else:
            thing = Literal(value) if rest[0] == plain else Literal(value, datatype=URIRef(rest[0]))
        graph.add((URIRef(subject), URIRef(predicate), thing))
    return graph.serialize(format=form, encoding="utf-8")


def timed(function: Callable[[], object]) -> float:
    """Return the seconds of CPU that a call takes."""
    start = time.process_time()
    function()
    return time.process_time() - start


def peak(number: int) -> tuple[float, int]:
    """Export so many generated minutes, a file each, to N-Quads in a process of its own; return its peak memory in MB, and the quads."""
    with TemporaryDirectory(prefix="bench-") as folder:
        minutes, quads = Path(folder, "minutes"), Path(folder, "graph.nq")
        write_minutes([str(number), str(minutes)])
        code = "import sys; from tests.bench.export import child; child(*sys.argv[1:])"
        run = subprocess.run([sys.executable, "-c", code, str(minutes), str(quads)], cwd=ROOT, check=True, capture_output=True, text=True)
    kilobytes, written = run.stdout.split()
    return int(kilobytes) / 1024, int(written)


def child(minutes: str, quads: str) -> None:
    """Export a folder and print this process's peak memory in kB, and the number of quads."""
    vocabulary = read_vocabulary()
    files, _, _ = pipeline.find_files([Path(minutes)])
    with Path(quads).open("wb") as out:
        report = pipeline.assemble(pipeline.Reading(vocabulary).texts(files), vocabulary, out.write)
    print(high_water(), report.quads)


def high_water() -> int:
    """Return the peak resident memory of this process in kB.

    Linux hands `ru_maxrss` of the parent down through fork and exec; the high-water mark of the process itself is in /proc.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    import resource

    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest // 1024 if sys.platform == "darwin" else largest


if __name__ == "__main__":
    main()
