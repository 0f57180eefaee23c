"""Measure the status of cases: ours, concluded once and asked for, against the join that a store would have to do each time.

    python -m tests.bench.status [N] [--repeat K]

Seconds are of CPU. The join knows nothing of undated minutes, of what is only referred, or of anomalies: it takes of each case
the last addition or delisting by date and by place in the text. What both say is compared.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.derive import Timed, derive
from kg.iris import BASE
from kg.pipeline import assemble, text_of
from kg.source import Source
from kg.store import open_store
from kg.vocab import STATUS, read_vocabulary

from .export import timed
from .generate import generate

TARGET = 5
PREFIXES = "PREFIX kg: <https://kg.example/ontology#> PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> PREFIX action: <https://kg.example/concept/action/>"
ASKED = f"{PREFIXES} SELECT ?case ?status WHERE {{ GRAPH ?g {{ ?case kg:status ?status }} }}"
JOIN = f"""{PREFIXES}
SELECT ?case (MAX(?key) AS ?last) WHERE {{
  GRAPH ?g {{
    ?decision kg:case ?case ; kg:action ?action ; kg:evidence ?passage .
    ?passage kg:supports kg:case ; nif:beginIndex ?begin ; nif:referenceContext ?minutes .
    ?minutes kg:meeting ?meeting . ?meeting kg:date ?date
  }}
  FILTER(?action = action:added || ?action = action:delisted)
  BIND(CONCAT(STR(?date), " ", STR(10000000 + ?begin), IF(?action = action:added, "a", "d")) AS ?key)
}} GROUP BY ?case"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.status", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=300, metavar="N", help="minutes (default 300)")
    parser.add_argument("--repeat", type=int, default=5, metavar="K", help="runs to take the median of (default 5)")
    options = parser.parse_args(arguments)
    vocabulary = read_vocabulary()
    texts = [text_of(Source(text=text, name=name), vocabulary) for name, text in generate(options.number)]
    left = [Timed(print_, chunk.day, chunk.precedes) for text in texts for chunk in text.chunks for print_ in chunk.footprints]
    with TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder, "graph.nq")
        with path.open("wb") as out:
            assemble(texts, vocabulary, out.write)
        store = open_store(path)
    runs = [(timed(lambda: concluded(left)), timed(lambda: rows(store, ASKED)), timed(lambda: rows(store, JOIN))) for _ in range(options.repeat)]
    conclude, ask, join = (median(times) for times in zip(*runs, strict=True))
    said = dict(rows(store, ASKED))
    joined = {case: STATUS.listed if last.endswith("a") else STATUS.delisted for case, last in rows(store, JOIN)}
    same = sum(said[case] == status for case, status in joined.items())
    print(f"{options.number:,} minutes, {len(left):,} decisions on {len(said):,} cases; the join tells the status of {len(joined):,}, {same:,} of them as we do")
    print(f"pyoxigraph's join: {join:.3f} s")
    print(f"ours concluded, with labels, anomalies and what closes what: {conclude:.3f} s, ratio {join / conclude:.1f} (target {TARGET})")
    print(f"ours asked of the same store: {ask:.4f} s, ratio {join / ask:.0f}", flush=True)


def concluded(left: Iterable[Timed]) -> int:
    """Conclude on all cases; return how many lines that gives."""
    cases: dict[str, list[Timed]] = {}
    for one in left:
        cases.setdefault(one.footprint.case, []).append(one)
    return sum(map(len, derive(cases.values(), {}, {}, base=BASE)))


def rows(store: ox.Store, text: str) -> list[tuple[str, str]]:
    """Return the rows of a question with two columns."""
    return [(case.value, value.value) for case, value in store.query(text)]  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
