"""Measure the saved questions: seconds of CPU a question, and how they grow with the number of minutes.

    python -m tests.bench.queries            100 and 300 invented minutes
    python -m tests.bench.queries 50 400     other numbers
    python -m tests.bench.queries 3 30 --rdflib     and rdflib on the first number, once each

Two rows a question where it may be asked about one thing: about everything, and about the thing that is named last.
A ratio near that of the numbers of minutes, or below it, is linear growth.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.outlet import spooled
from kg.pipeline import export
from kg.query import KINDS, Saved, asked_about, saved_queries
from kg.source import Source
from kg.store import links, open_store
from kg.vocab import KG, RDF, read_vocabulary

from .generate import generate
from .stages import rdflib_of

if TYPE_CHECKING:
    from rdflib import Dataset

REPEAT, TARGET = 3, 10


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    judged = "--rdflib" in given
    few, many = (int(number) for number in [number for number in given if number != "--rdflib"] or ("100", "300"))
    stores = {number: load(number) for number in (few, many)}
    print(f"{'question':24}{f'{few} minutes':>14}{f'{many} minutes':>14}{'ratio':>8}   (minutes: {many / few:.1f}; quads: {len(stores[many]) / len(stores[few]):.1f})")
    judge = judge_of(stores[few]) if judged else None
    for saved in saved_queries().values():
        for about, texts in questions(saved, stores).items():
            one, other = (seconds(stores[number], texts[number]) for number in (few, many))
            print(f"{saved.name + about:24}{one:13.3f}s{other:13.3f}s{other / max(one, 1e-4):8.1f}{held_against(judge, texts[few], one) if judge else ''}", flush=True)


def load(number: int) -> ox.Store:
    """Export invented minutes, and open the graph."""
    texts = [Source(text=text, name=name) for name, text in generate(number)]
    with tempfile.TemporaryDirectory() as folder:
        return open_store(spooled(lambda write: export(texts, read_vocabulary(), write), Path(folder)))


def judge_of(store: ox.Store) -> "Dataset":
    """Return what a store holds as an rdflib dataset whose default graph is the union."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.nq")
        with path.open("wb") as out:
            store.dump(out, format=ox.RdfFormat.N_QUADS)
        return rdflib_of(path)


def held_against(dataset: "Dataset", text: str, ours: float) -> str:
    """Say how long rdflib takes for a question, and how many times as long that is."""
    start = process_time()
    rows = sum(1 for _ in dataset.query(text))
    theirs = process_time() - start
    return f"   rdflib {theirs:.2f}s, {rows:,} rows, ratio {theirs / max(ours, 1e-4):.0f} (target {TARGET})"


def questions(saved: Saved, stores: dict[int, ox.Store]) -> dict[str, dict[int, str]]:
    """Return the SPARQL for each store: about everything, and about one thing."""
    found = {"": dict.fromkeys(stores, saved.text)}
    if saved.parameter:
        kinds = KINDS[saved.parameter] or frozenset([KG.Case])
        named = {number: max(iri for iri, kind, _ in links(store, None, RDF.type) if kind in kinds) for number, store in stores.items()}
        found[" (one)"] = {number: asked_about(stores[number], saved, [named[number]], {}) for number in stores}
    return found


def seconds(store: ox.Store, text: str) -> float:
    """Return the least seconds of CPU of some runs, rows included."""
    best = float("inf")
    for _ in range(REPEAT):
        start = process_time()
        for _row in store.query(text):  # type: ignore[union-attr]
            pass
        best = min(best, process_time() - start)
    return best


if __name__ == "__main__":
    main()
