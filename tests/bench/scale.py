"""Measure how cost and memory grow: files of 1,000, 10,000 and 100,000 minutes to N-Quads, each in a process of its own.

    python -m tests.bench.scale [N …] [--folder FOLDER] [--packed] [--keep FIGURES.json]

Seconds are of CPU, and nothing keeps the quads. 100,000 minutes hold 64 GB of them in a temporary file while they are put in
order; with --packed that file is compressed, and the seconds that this takes are left out of the figures.
"""

import argparse
import json
import subprocess
import sys
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from kg import pipeline
from kg.grammar.lexicon import lexicon
from kg.quads import Chunk
from kg.shelf import Held, Shelf
from kg.vocab import read_vocabulary

from .export import ROOT, high_water
from .generate import main as write_minutes

PER_FOLDER = 1000
SWIFT = 1
COST, GROWTH, CEILING = 1.15, 16, 100  # times; MiB


class Figures(NamedTuple):
    """What so many minutes took."""

    minutes: int
    quads: int
    seconds: float
    megabytes: float
    packing: float  # seconds, not in those above


class Packed(Shelf):
    """A shelf whose quads stand compressed in their file; what that takes is clocked."""

    seconds = 0.0

    def add(self, key: bytes, chunk: Chunk, path: str) -> None:
        start = time.process_time()
        packed = zlib.compress(chunk.quads, SWIFT)
        Packed.seconds += time.process_time() - start
        super().add(key, chunk._replace(quads=packed), path)

    def whole(self, held: Held) -> Chunk:
        chunk = super().whole(held)
        start = time.process_time()
        quads = zlib.decompress(chunk.quads)
        Packed.seconds += time.process_time() - start
        return chunk._replace(quads=quads)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of each size, held against the first."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", type=int, nargs="*", default=[1000, 10_000, 100_000], metavar="N", help="minutes (default 1000 10000 100000)")
    parser.add_argument("--folder", type=Path, help="where as many minutes stand as the largest number, from tests.bench.generate")
    parser.add_argument("--packed", action="store_true", help="compress the temporary file")
    parser.add_argument("--keep", type=Path, metavar="FIGURES.json", help="write the figures there")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="bench-") as made:
        folder = options.folder or Path(made)
        if not options.folder:
            write_minutes([str(max(options.numbers)), made])
        found: list[Figures] = []
        for number in options.numbers:
            found.append(measured(folder, number, packed=options.packed))
            print(line(found[-1], found[0]), flush=True)
            if options.keep:
                options.keep.write_text(json.dumps([figures._asdict() for figures in found], indent=1) + "\n")


def line(figures: Figures, first: Figures) -> str:
    """Say what so many minutes took, and how it stands to the first."""
    each, cost = 1000 * figures.seconds / figures.minutes, (figures.seconds / figures.quads) / (first.seconds / first.quads)
    held = f"peak {figures.megabytes:.1f} MiB (target < {CEILING}), {figures.megabytes - first.megabytes:+.1f} (target < {GROWTH})"
    return f"{figures.minutes:,} minutes, {figures.quads:,} quads: {each:.2f} ms a minutes, {1e6 * figures.seconds / figures.quads:.2f} µs a quad, {cost:.2f} times the first (target < {COST}), {held}"


def measured(folder: Path, number: int, *, packed: bool) -> Figures:
    """Export the first so many minutes of a folder in a process of its own."""
    code = "import sys; from tests.bench.scale import child; child(*sys.argv[1:])"
    run = subprocess.run([sys.executable, "-c", code, str(folder), str(number), "packed" if packed else ""], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return Figures(**json.loads(run.stdout))


def child(folder: str, number: str, packed: str) -> None:
    """Export minutes to nowhere, and print what it took."""
    if packed:
        pipeline.Shelf = Packed  # type: ignore[misc]
    vocabulary, minutes = read_vocabulary(), int(number)
    lexicon(vocabulary)
    start = time.process_time()
    folders = [Path(folder, f"{place:04}") for place in range(-(-minutes // PER_FOLDER))]
    files, _, _ = pipeline.find_files(folders)
    report = pipeline.assemble(pipeline.Reading(vocabulary).texts(files), vocabulary, lambda quads: None)
    seconds = time.process_time() - start - Packed.seconds
    print(json.dumps(Figures(report.minutes, report.quads, seconds, high_water() / 1024, Packed.seconds)._asdict()))


if __name__ == "__main__":
    main()
