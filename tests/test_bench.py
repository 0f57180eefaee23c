"""The benchmark runs and prints its figures, and memory does not grow with the number of minutes. No time is asserted."""

import json
import re
from pathlib import Path

import pytest

from tests.bench import network, plot, queries, rivals, scale, search, stages, status
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
FEW, MANY = 150, 750  # both far more than the sort holds in memory
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


def test_growth_is_measured_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A short run prints cost and memory, and the figures can be drawn."""
    figures, picture = tmp_path / "figures.json", tmp_path / "scale.svg"
    scale.main(["2", "--packed", "--keep", str(figures)])
    line = r"^2 minutes, [\d,]+ quads: [\d.]+ ms a minutes, [\d.]+ µs a quad, 1\.00 times the first \(target < 1\.15\), peak [\d.]+ MiB \(target < 100\), \+0\.0 "
    assert re.search(line, capsys.readouterr().out)
    plot.main([str(figures), str(picture)])
    assert "2 minutes" in picture.read_text(encoding="utf-8")


def test_the_picture_of_growth_is_of_the_figures() -> None:
    """The picture beside the figures is what they give."""
    bench = Path(plot.__file__).parent
    figures = [scale.Figures(**row) for row in json.loads((bench / "scale.json").read_text("utf-8"))]
    assert plot.svg(figures) == (bench / "scale.svg").read_text("utf-8")


def test_the_status_of_cases_and_questions_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """A store's join tells the same status; engines that are not installed are left out with a reason."""
    status.main(["3", "--repeat", "1"])
    printed = capsys.readouterr().out
    told = re.search(r"the join tells the status of ([\d,]+), ([\d,]+) of them as we do$", printed, re.M)
    assert told and told[1] == told[2]
    assert re.search(r"^ours asked of the same store: [\d.]+ s, ratio \d+$", printed, re.M)
    queries.main(["1", "2"])
    assert re.search(r"^who-chaired +[\d.]+s +[\d.]+s +[\d.]+$", capsys.readouterr().out, re.M)
    rivals.main(["1", "--repeat", "1"])
    printed = capsys.readouterr().out
    for engine in ("maplib", "morph-kgc"):
        assert re.search(rf"^{engine}: (not measured: .+|the same [\d,]+ .+)$", printed, re.M), printed


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
