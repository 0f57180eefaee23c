"""Measure the checking of shapes: ours, graph by graph, against plain pySHACL over the whole graph at once; and peak memory.

    python -m tests.bench.shapes [N …] [--memory GRAPH.nq]

Seconds are of CPU, one run each: the judge takes minutes. Both check the same minutes; only ratios may be quoted elsewhere.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import pipeline
from kg.source import Source
from kg.validate import background_of, violations
from kg.vocab import FOLDER, read_vocabulary

from .export import ROOT, high_water, timed
from .generate import generate

TARGET = 10  # times as fast as pySHACL
CONSTANT = ("/graph/ontology", "/graph/concepts", "/graph/entities", "/graph/catalog")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.shapes", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", type=int, nargs="*", default=[1, 2], metavar="N", help="minutes to check (default 1 2)")
    parser.add_argument("--memory", type=Path, metavar="GRAPH.nq", help="a large graph file: ours alone, in a process of its own")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="bench-") as folder:
        for number in options.numbers:
            compare(number, Path(folder, "graph.nq"))
    if options.memory:
        peak(options.memory)


def compare(number: int, path: Path) -> None:
    """Print seconds of both on the same minutes, and their ratio."""
    with path.open("wb") as out:
        pipeline.export([Source(text=text, name=name) for name, text in generate(number)], read_vocabulary(), out.write)
    own = timed(lambda: list(violations(path)))
    judge = timed(lambda: by_judge(path))
    print(f"{number:,} minutes: ours {own:.2f} s, pySHACL {judge:.1f} s, ratio {judge / own:.0f} (target {TARGET}); a minutes {own / number:.3f} s and {judge / number:.1f} s", flush=True)


def by_judge(path: Path) -> bool:
    """Check the union of all graphs but the constant ones with plain pySHACL."""
    import pyoxigraph
    import pyshacl
    from rdflib import Graph

    graph = Graph()
    quads = pyoxigraph.parse(path=str(path))
    lines = (f"{quad.triple} .\n" for quad in quads if not str(quad.graph_name)[1:-1].endswith(CONSTANT))
    graph.parse(data="".join(lines) + background_of(read_vocabulary()).lines.decode(), format="nt")
    conforms, _, _ = pyshacl.validate(graph, shacl_graph=Graph().parse(FOLDER / "shapes.ttl"), advanced=True, inplace=True)
    return bool(conforms)


def peak(path: Path) -> None:
    """Check a file in a process of its own, and print its seconds and peak memory."""
    code = "import sys; from tests.bench.shapes import child; child(sys.argv[1])"
    run = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=True, capture_output=True, text=True)
    print(run.stdout, end="")


def child(path: str) -> None:
    """Check a file, and print what it took."""
    start = time.process_time()
    found = sum(1 for _ in violations(Path(path)))
    print(f"{Path(path).name}: {found} violations, {time.process_time() - start:.1f} s, peak memory {high_water() / 1024:.0f} MB")


if __name__ == "__main__":
    main()
