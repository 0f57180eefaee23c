"""Measure each stage, from a file's bytes to the answers, against what a user would pick instead.

    python -m tests.bench [N] [--repeat K] [--sizes N …] [--jobs J]

Seconds are of CPU, medians of K runs in which both sides take turns; only ratios may be quoted elsewhere. With --sizes the
cost of one minutes at each size is printed, with --jobs the time on the clock of one process against J.
"""

import argparse
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from kg.extract import extract
from kg.extract.split import split_minutes
from kg.formats import FORMATS
from kg.grammar.lexicon import Lexicon, lexicon
from kg.jobs import texts as read_by
from kg.network import view_of
from kg.outlet import dump_of
from kg.outline import parse_outline
from kg.patterns import swift
from kg.pipeline import Reading, assemble, find_files
from kg.query import saved_queries
from kg.readers import read_bytes
from kg.shadow import Shadow
from kg.source import Source
from kg.store import open_store
from kg.vocab import read_vocabulary

from .export import Triple, export, through_rdflib, timed, triples_of
from .generate import generate
from .generate import main as write_minutes

if TYPE_CHECKING:
    from rdflib import Dataset

ASKED = ("open-cases", "delisted-unseen", "who-chaired")  # that rdflib answers in seconds on some minutes
_BOUND = swift(r"^\s*(?P<n>[壹貳參肆伍陸柒捌玖拾]+、|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])|「[^「」]*」")


class Row(NamedTuple):
    """A stage: ours, and what is done instead; seconds of CPU."""

    name: str
    ours: Callable[[], object]
    other: str
    instead: Callable[[], object] | None


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=30, metavar="N", help="minutes (default 30)")
    parser.add_argument("--repeat", type=int, default=5, metavar="K", help="runs to take the median of (default 5)")
    parser.add_argument("--sizes", type=int, nargs="*", default=[], metavar="N", help="minutes to measure the cost of one on")
    parser.add_argument("--jobs", type=int, metavar="J", help="processes to hold against one, on N minutes")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="bench-") as folder:
        stages(options.number, options.repeat, Path(folder))
    for number in options.sizes:
        size(number)
    if options.jobs:
        clock(options.number, options.jobs, options.repeat)


def stages(number: int, repeat: int, folder: Path) -> None:
    """Print milliseconds a minutes of each stage, of what is done instead, and the ratio."""
    vocabulary = read_vocabulary()
    words = lexicon(vocabulary)
    named = [(name, text) for name, text in generate(number)]
    sources = [Source(text=text, name=name) for name, text in named]
    quads = export(sources, vocabulary)[1]
    triples = triples_of(quads)
    path = folder / "graph.nq"
    path.write_bytes(quads)
    print(f"{number} minutes, {quads.count(10):,} quads, {len(quads) >> 10:,} KB; medians of {repeat}; milliseconds of CPU a minutes")
    print(f"{'stage':34}{'ours':>9}   {'instead':44}{'theirs':>10}{'ratio':>8}")
    for row in rows(named, sources, words, quads, triples, path):
        figures(row, number, repeat)
    runs = [export(sources, vocabulary)[0] for _ in range(repeat)]
    reading = median(s["split"] + s["extract"] for s in runs)
    ours, made = median(s["all"] for s in runs), median(s["all"] - s["split"] - s["extract"] for s in runs)
    slow = median(timed(lambda: through_rdflib(triples)) for _ in range(repeat))
    copied, objects = (median(timed(lambda f=f: f(quads)) for _ in range(repeat)) for f in (copy, copy_of_objects))  # type: ignore[misc]
    line("text to N-Quads", ours, "the same parser feeding rdflib, nt", reading + slow, number)
    line("records to N-Quads", made, "rdflib, nt", slow, number)
    line("records to N-Quads", made, "pyoxigraph: objects made, serialized", objects, number)
    line("records to N-Quads", made, "pyoxigraph: the file parsed, serialized", copied, number)


def rows(named: list[tuple[str, str]], sources: list[Source], words: Lexicon, quads: bytes, triples: list[Triple], path: Path) -> Iterator[Row]:
    """Yield the stages in the order in which a file goes through them."""
    files = [(Path(name), text.encode()) for name, text in named]
    shadows = [Shadow(source.text) for source in sources]
    parts = [(part, source) for source in sources for part in split_minutes(source.text, words)]
    bare = ("lines split, numbers and quotes found", lambda: [bound(source.text) for source in sources])
    yield Row("read a file's bytes", lambda: [read_bytes(data, name) for name, data in files], "bytes.decode", lambda: [data.decode() for _, data in files])
    yield Row("split into minutes", lambda: [split_minutes(source.text, words) for source in sources], *bare)
    yield Row("outline", lambda: [parse_outline(shadow, words.forms) for shadow in shadows], *bare)
    yield Row("extract, outline included", lambda: [extract(part.span, part.title, words, source) for part, source in parts], *bare)
    yield Row("store load", lambda: open_store(path), "rdflib: Dataset.parse", lambda: rdflib_of(path))
    dump = dump_of(path, (), base="https://kg.example/")
    yield Row("Turtle, sorted", lambda: FORMATS["ttl"].write(dump, io.BytesIO()), "rdflib: graph made, turtle", lambda: through_rdflib(triples, "turtle"))
    yield Row("Turtle, sorted", lambda: FORMATS["ttl"].write(dump, io.BytesIO()), "pyoxigraph: the file parsed, turtle", lambda: copy(quads, turtle=True))
    yield Row("network view", lambda: view_of(path), "", None)
    store, dataset = open_store(path), rdflib_of(path)
    for saved in (saved_queries()[name] for name in ASKED):
        yield Row(f"question {saved.name}", lambda text=saved.text: list(store.query(text)), "rdflib", lambda text=saved.text: list(dataset.query(text)))  # type: ignore[misc]


def figures(row: Row, number: int, repeat: int) -> None:
    """Measure one stage by turns, and print it."""
    row.ours()
    ours, theirs = [], []
    for _ in range(repeat):
        ours.append(timed(row.ours))
        theirs.append(timed(row.instead) if row.instead else 0.0)
    line(row.name, median(ours), row.other, median(theirs) if row.instead else None, number)


def line(name: str, ours: float, other: str, theirs: float | None, number: int) -> None:
    """Print one line of the table."""
    rest = f"{other:44}{1000 * theirs / number:>10.3f}{theirs / max(ours, 1e-9):>8.2f}" if theirs is not None else ""
    print(f"{name:34}{1000 * ours / number:>9.3f}   {rest}", flush=True)


def bound(text: str) -> int:
    """Split lines, and find their numbers and quotes: the least that a reader of minutes can do."""
    return sum(len(_BOUND.findall(line)) for line in text.split("\n"))


def copy(quads: bytes, *, turtle: bool = False) -> bytes | None:
    """Parse and serialize quads without touching them."""
    import pyoxigraph as ox

    parsed = ox.parse(quads, format=ox.RdfFormat.N_QUADS)
    if turtle:
        return ox.serialize((quad.triple for quad in parsed), format=ox.RdfFormat.TURTLE)
    return ox.serialize(parsed, format=ox.RdfFormat.N_QUADS)


def copy_of_objects(quads: bytes) -> bytes | None:
    """Make each quad anew of its parts, and serialize them: what a program with strings in hand does."""
    import pyoxigraph as ox

    def made(term: ox.NamedNode | ox.Literal) -> ox.NamedNode | ox.Literal:
        return ox.NamedNode(term.value) if isinstance(term, ox.NamedNode) else ox.Literal(term.value, datatype=None if term.language else term.datatype, language=term.language)

    parsed = ox.parse(quads, format=ox.RdfFormat.N_QUADS)
    return ox.serialize((ox.Quad(made(q.subject), made(q.predicate), made(q.object), made(q.graph_name)) for q in parsed), format=ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]


def rdflib_of(path: Path) -> "Dataset":
    """Read a file into an rdflib dataset whose default graph is the union."""
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    dataset.parse(path, format="nquads")
    return dataset


def size(number: int) -> None:
    """Print what one minutes cost among so many, texts read from a folder."""
    with TemporaryDirectory(prefix="bench-") as folder:
        write_minutes([str(number), folder])
        vocabulary, files = read_vocabulary(), find_files([Path(folder)])[0]
        lexicon(vocabulary)
        with Path(folder, "graph.nq").open("wb") as out:
            seconds = timed(lambda: assemble(Reading(vocabulary).texts(files), vocabulary, out.write))
        print(f"{number:,} minutes, files to N-Quads: {1000 * seconds / number:.2f} ms a minutes", flush=True)


def clock(number: int, jobs: int, repeat: int) -> None:
    """Print the time on the clock of one process and of several, by turns."""
    with TemporaryDirectory(prefix="bench-") as folder:
        write_minutes([str(number), folder])
        vocabulary, files = read_vocabulary(), find_files([Path(folder)])[0]
        lexicon(vocabulary)
        taken: dict[int, list[float]] = {1: [], jobs: []}
        for _ in range(repeat):
            for n, times in taken.items():
                start = perf_counter()
                assemble(read_by(Reading(vocabulary), files, n), vocabulary, lambda quads: None)
                times.append(perf_counter() - start)
        one, many = (median(times) for times in taken.values())
        print(f"{number:,} minutes on the clock: 1 process {one:.1f} s, {jobs} processes {many:.1f} s, ratio {one / many:.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
