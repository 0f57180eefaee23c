"""The benchmark runs and prints its figures, and memory does not grow with the number of minutes. No time is asserted."""

import re
from pathlib import Path

import pytest

from tests.bench import network, search, stages
from tests.bench.export import REST, STAGES, main, peak

FIGURES = (
    r"^5 minutes, [\d,]+ quads",
    r"^text -> N-Quads: +[\d,]+ quads/s$",
    r"^triples -> rdflib -> nt: +[\d,]+ quads/s, ratio [\d.]+ \(target 5\)$",
    r"^text -> records -> rdflib -> nt: +[\d,]+ quads/s, ratio [\d.]+$",
    r"^peak memory, 5 minutes, [\d,]+ quads: \d+ MB",
    *(rf"^stage {re.escape(name)}: [\d.]+%, [\d.]+ ms a minutes$" for name in (*(stage for stage, _ in STAGES), REST)),
)
NETWORK = (
    r"^5 minutes: [\d,]+ MB, [\d,]+ nodes, [\d,]+ edges$",
    r"^N-Quads -> view: [\d.]+ s$",
    r"^rdflib, loaded -> the same view: [\d.]+ s, ratio [\d.]+ \(target 3\)$",
    r"^index made: [\d.]+ s, \d+ MB$",
    r"^index opened, the edges of the busiest thing: [\d.]+ ms, \d+ edges$",
    r"^index opened, the edges of a thing in the middle: [\d.]+ ms, \d+ edges$",
    r"^mesh: [\d.]+ s, [\d,]+ nodes, [\d,]+ links$",
    *(rf"^{name}: built [\d.]+ s, betweenness from \d+ things [\d.]+ s, communities [\d.]+ s, modularity 0\.\d+$" for name in ("networkx", "igraph")),
)


ROWS = (
    "read a file's bytes", "split into minutes", "outline", "extract, outline included", "store load", "Turtle, sorted", "question open-cases",
    "text to N-Quads", "records to N-Quads",
)  # fmt: skip
FEW, MANY = 300, 1500  # both far more than the sort holds in memory
GROWTH = 32  # MB; the sorts and caches, each bounded, are not all full at FEW: 3,000 minutes take no more than MANY


def test_figures_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """A short run prints every figure."""
    main(["5", "--repeat", "1", "--memory", "5"])
    printed = capsys.readouterr().out
    for figure in FIGURES:
        assert re.search(figure, printed, re.M), figure


def test_figures_of_the_network_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """A short run prints every figure, and holds the view against a walk through rdflib: the same nodes and typed edges."""
    network.main(["5", "--repeat", "1"])
    printed = capsys.readouterr().out
    for figure in NETWORK:
        assert re.search(figure, printed, re.M), figure


def test_stages_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """A short run prints a ratio for each stage, the cost of one minutes, and one process against two."""
    stages.main(["2", "--repeat", "1", "--sizes", "3", "--jobs", "2"])
    printed = capsys.readouterr().out
    for row in ROWS:
        assert re.search(rf"^{re.escape(row)} +[\d.]+ +\S.* [\d.]+ +[\d.]+$", printed, re.M), row
    assert re.search(r"^network view +[\d.]+ *$", printed, re.M)
    assert re.search(r"^3 minutes, files to N-Quads: [\d.]+ ms a minutes$", printed, re.M)
    assert re.search(r"^2 minutes on the clock: 1 process [\d.]+ s, 2 processes [\d.]+ s, ratio [\d.]+$", printed, re.M)


def test_memory_is_flat() -> None:
    """Five times the minutes take no more than a little more memory."""
    (small, few), (large, many) = peak(FEW), peak(MANY)
    assert many > 4 * few
    assert large - small < GROWTH


def test_search_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """The index gives what reading gives, and rdflib as many rows as the store; that much is asserted by the run itself."""
    search.main([str(Path(__file__).parent.parent / "exports" / "graph.nq")])
    printed = capsys.readouterr().out
    assert re.search(r"^index: made in [\d.]+ s, \d+ MB$", printed, re.M) and re.search(r"^市 +\d+ +[\d.]+s", printed, re.M)
    assert re.search(r"^who-chaired +[\d.]+s +[\d.]+s +[\d.]+   \(10 rows\)$", printed, re.M)
