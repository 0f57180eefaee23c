"""Measure records to N-Quads against maplib and morph-kgc, which are given the same statements as tables.

    python -m tests.bench.rivals [N …] [--repeat K] [--engine ENGINE] [--python PYTHON]

For each predicate and kind of object they get a CSV file of subject, object and graph: nothing is left to be resolved, joined
or made into names. maplib writes N-Triples and so leaves the graphs out. Ours resolves the records and sorts what it writes.
Seconds are of CPU. What an engine made is read again and held against ours; what is not installed in PYTHON is left out.
"""

import argparse
import csv
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from kg.source import Source
from kg.vocab import read_vocabulary

from .export import export
from .generate import generate
from .mapping import ENGINES

MAPPING = Path(__file__).with_name("mapping.py")
Kind = tuple[str, str, str]  # predicate, datatype of the object (none: an IRI), its language


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rivals", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", type=int, nargs="*", default=[30], metavar="N", help="minutes (default 30)")
    parser.add_argument("--repeat", type=int, default=5, metavar="K", help="runs to take the median of (default 5)")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="hold against this one alone; may be repeated (default: all)")
    parser.add_argument("--python", default=sys.executable, help="in which maplib and morph-kgc are installed (default: this one)")
    options = parser.parse_args(arguments)
    for number in options.numbers:
        compare(number, options.repeat, options.python, options.engine or list(ENGINES))


def compare(number: int, repeat: int, python: str, engines: list[str]) -> None:
    """Print the seconds of each on the same statements, by turns, and the ratio."""
    vocabulary, texts = read_vocabulary(), [Source(text=text, name=name) for name, text in generate(number)]
    quads = export(texts, vocabulary)[1]
    ours: list[float] = []
    theirs = defaultdict[str, list[float]](list)
    with TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        tables = write_tables(quads, folder)
        print(f"{number:,} minutes, {quads.count(10):,} statements in {tables} tables; medians of {repeat}; seconds of CPU")
        names = list(engines)
        for _ in range(repeat):
            seconds = export(texts, vocabulary)[0]
            ours.append(seconds["all"] - seconds["split"] - seconds["extract"])
            for engine in tuple(names):
                told = run(python, engine, folder)
                if "why" in told:
                    print(f"{engine}: not measured: {told['why']}")
                    names.remove(engine)
                else:
                    theirs[f"{engine} {told['version']}"].append(float(told["seconds"]))
        for engine in names:
            print(f"{engine}: {differences(quads, folder / engine)}")
    for engine, times in theirs.items():
        print(f"records to N-Quads: ours {median(ours):.2f} s, {engine} {median(times):.2f} s, ratio {median(times) / median(ours):.2f}", flush=True)


def run(python: str, engine: str, folder: Path) -> dict[str, str]:
    """Let an engine map the tables of a folder, in a process of its own."""
    done = subprocess.run([python, str(MAPPING), engine, str(folder), str(folder / engine)], check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def write_tables(quads: bytes, folder: Path) -> int:
    """Write statements as tables, and return how many tables there are."""
    rows = defaultdict[Kind, list[tuple[str, str, str]]](list)
    for kind, row in statements(quads):
        rows[kind].append(row)
    told = []
    for number, (predicate, datatype, language) in enumerate(sorted(rows)):
        name = f"{number:03}.csv"
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([("s", "o", "g"), *rows[predicate, datatype, language]])
        told.append({"file": name, "predicate": predicate, "datatype": datatype, "language": language})
    (folder / "tables.json").write_text(json.dumps(told), encoding="utf-8")
    return len(told)


def statements(quads: bytes, *, graphs: bool = True) -> Iterator[tuple[Kind, tuple[str, str, str]]]:
    """Yield statements as what tables they stand in, and their rows."""
    import pyoxigraph as ox

    for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS):
        thing = quad.object
        datatype, language = (thing.datatype.value, thing.language or "") if isinstance(thing, ox.Literal) else ("", "")
        graph = quad.graph_name.value if graphs and isinstance(quad.graph_name, ox.NamedNode) else ""
        yield (quad.predicate.value, datatype, language), (quad.subject.value, thing.value, graph)


def differences(quads: bytes, path: Path) -> str:
    """Say how what an engine wrote differs from ours."""
    made = set(statements(path.read_bytes()))
    graphs = any(graph for _, (_, _, graph) in made)
    ours = set(statements(quads, graphs=graphs))
    what = "quads" if graphs else "triples, graphs left out"
    return f"the same {len(ours):,} {what}" if ours == made else f"{len(ours & made):,} {what} of {len(ours):,} are the same, {len(made - ours):,} are others"


if __name__ == "__main__":
    main()
