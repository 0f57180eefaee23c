"""Store folders for tests: graphs of small minutes, loaded as the program loads them."""

import io
import os
import subprocess
import sys
from pathlib import Path

from corrected import minutes
from graphs import graph_files

from kg.storage import Loaded, load_into, open_folder

ROOT = Path(__file__).parent.parent
GRAPH = "https://kg.example/graph/"
DERIVED = f"{GRAPH}derived"
OF = {year: f"{GRAPH}雙北合作交流平臺/市長層級/{year}" for year in (107, 108, 109, 110)}
YEARS = {
    107: "同意新增「公車轉乘」1案。",
    108: "同意新增「單車租借」1案。",
    109: "同意新增「雙北市集防疫合作」1案。",
    110: "同意解列「公車轉乘」1案。",
}


def graph_of(folder: Path, *years: int, form: str = "nq", **changed: str) -> Path:
    """Export the minutes of some years; `y109="…"` says what those of 109 report instead."""
    folder.mkdir(parents=True)
    reports = {year: changed.get(f"y{year}", YEARS[year]) for year in years}
    return graph_files({f"{year}.txt": minutes(year, report) for year, report in reports.items()}, folder, form)[form]


def loaded(folder: Path, graph: Path) -> Loaded:
    """Load a graph file into a store folder."""
    with open_folder(folder, writable=True) as store:
        return load_into(store, graph)


def dumped(folder: Path, *, writable: bool = False) -> bytes:
    """Return what readers see in a store folder, or what its writer sees."""
    out = io.BytesIO()
    with open_folder(folder, writable=writable) as store:
        store.dump(out)
    return out.getvalue()


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def kg(*arguments: str) -> tuple[int, str, str]:
    """Run the program; return its exit code and what it printed."""
    done = subprocess.run([sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, encoding="utf-8", env=environment(), check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr
