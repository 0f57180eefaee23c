"""Measure search: an index made and asked, against the graph read through; and rdflib over the embedded store.

    python -m tests.bench.search GRAPH.nq...     exports of invented minutes (`kg export FOLDER -f nq`)

Seconds are of CPU. *asked* is the question alone, its graph in memory; *command* is all that `kg search` does, from opening the
graph or index to the sections, and for a graph file that is to load it. Each is the median of three; an index is made once.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import TypeVar

from kg.cli.query import prefixes_of
from kg.dataset import of_store
from kg.facts import Facts
from kg.query import saved_queries
from kg.search import Found, Indexed, Place, Scan, make, opened, search
from kg.store import open_store

REPEAT = 3
T = TypeVar("T")
MOST = 50
WORDS = (("市",), ("停車",), ("臺北市政府", "研議"), ("109", "年"), ("沒有這樣的詞",))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables of each graph."""
    for name in sys.argv[1:] if arguments is None else arguments:
        measure(Path(name))


def measure(path: Path) -> None:
    """Print what one graph costs."""
    with tempfile.TemporaryDirectory() as folder:
        loading, store = timed(lambda: open_store(path))
        where = Place(Path(folder, "index"), {"lang": "zh-hant"})
        making, _ = timed(lambda: make(where, Facts(store)))
        print(f"{path}: {len(store):,} quads, {path.stat().st_size / 1e6:,.0f} MB; loaded in {loading:.1f} s")
        print(f"index: made in {making:.1f} s, {where.path.stat().st_size / 1e6:,.0f} MB")
        print(f"{'words':16}{'found':>8}{'read, asked':>14}{'read, command':>16}{'index, command':>16}{'ratio':>8}")
        for words in WORDS:
            read, found = middle(lambda words=words: search(Scan(Facts(store)), words, most=MOST))  # type: ignore[misc]
            by_index, same = middle(lambda words=words: from_index(where, words))  # type: ignore[misc]
            assert same == found
            print(f"{' '.join(words):16}{sum(found.counts.values()):8,}{read:13.2f}s{loading + read:15.2f}s{by_index:15.3f}s{(loading + read) / by_index:8.0f}")
        print(f"{'question':24}{'pyoxigraph':>12}{'kg.open':>10}{'ratio':>8}")
        dataset = of_store(store, prefixes_of(store), lambda: None)
        for saved in saved_queries().values():
            ours, rows = middle(lambda saved=saved: sum(1 for _ in store.query(saved.text)))  # type: ignore[misc, union-attr]
            theirs, same_rows = middle(lambda saved=saved: sum(1 for _ in dataset.query(saved.text)))  # type: ignore[misc]
            assert rows == same_rows
            print(f"{saved.name:24}{ours:11.3f}s{theirs:9.3f}s{theirs / max(ours, 1e-4):8.1f}   ({rows:,} rows)")


def from_index(where: Place, words: Sequence[str]) -> Found:
    """Open an index and ask it."""
    index = opened(where)
    assert index
    with index:
        return search(Indexed(index), words, most=MOST)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return seconds of CPU, and what came of it."""
    start = process_time()
    made = work()
    return process_time() - start, made


def middle(work: Callable[[], T]) -> tuple[float, T]:
    """Return the median of some runs."""
    runs = [timed(work) for _ in range(REPEAT)]
    return median(seconds for seconds, _ in runs), runs[0][1]


if __name__ == "__main__":
    main()
