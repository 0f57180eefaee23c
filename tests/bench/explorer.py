"""Measure the explorer with much data: what is gathered once, what pages weigh, how lanes and facets answer in a browser, a whole site.

    python -m tests.bench.explorer                  300 invented minutes
    python -m tests.bench.explorer 1000             another number
    python -m tests.bench.explorer graph.nq         a graph file instead of invented minutes
    SITE=1 python -m tests.bench.explorer 100       with `kg site`, which takes its time

Seconds are of CPU of this process; milliseconds are measured in the browser, by performance.now.
"""

import gzip
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TypeVar

from kg.explorer import Explorer
from kg.explorer.frame import STATIC
from kg.explorer.kept import gather, recall
from kg.explorer.pages import page
from kg.explorer.site import PICTURES, write_site
from kg.explorer.ways import written
from kg.pictures import STYLE
from kg.store import open_store
from tests.browsing import browser, hosting

from .serve import _generated

PAGES = ("index.html", "cases.html", "things.html", "connections.html", "graph.html", "query.html")
LOADED = {"cases.html": ("cases", "things", "words"), "connections.html": ("things", "edges", "words"), "graph.html": ("things", "edges", "words")}
T = TypeVar("T")

TIMED = """window.kgFrames = []; const asked = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (draw) => asked((time) => { const begin = performance.now(); draw(time); kgFrames.push(performance.now() - begin); });"""
SCROLLED = """async () => { const box = document.querySelector('.kg-lanes'); kgFrames.length = 0;
for (let i = 0; i < 120; i += 1) { box.scrollTop += i % 3 ? 40 : 700; await new Promise((done) => setTimeout(done, 40)); } return kgFrames; }"""
PRESSED = """async (what) => { const took = []; for (let i = 0; i < 12; i += 1) { const found = document.querySelector(what), begin = performance.now(); found.click();
took.push(performance.now() - begin); await new Promise((done) => setTimeout(done, 60)); } return took.sort((a, b) => a - b); }"""


def main() -> None:
    """Print the tables."""
    what = sys.argv[1] if len(sys.argv) > 1 else "300"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graph = Path(what) if what.endswith(".nq") else _generated(int(what), folder)
        store = open_store(graph)
        clocked("gathered, once for a graph", lambda: gather(store, folder / "views", "bench"))
        explorer = clocked("what was gathered, opened", lambda: recall(store, folder / "views", "bench"))
        assert explorer is not None
        print(f"{len(explorer.minutes):,} minutes, {len(explorer.cases):,} cases, {sum(map(len, explorer.listed.values())):,} things")
        weigh(explorer, folder / "site")
        watch(folder / "site")
        if os.environ.get("SITE"):
            count = clocked("kg site", lambda: write_site(explorer, folder / "whole"))
            print(f"{count:,} files, {sum(path.stat().st_size for path in (folder / 'whole').rglob('*') if path.is_file()):,} bytes")


def weigh(explorer: Explorer, folder: Path) -> None:
    """Print what pages and data weigh, write them, and how long a page takes the second time."""
    files = {f"data/{name}": explorer.data(name) or b"" for name in explorer.data_names()}
    files |= {f"static/{path.name}": path.read_bytes() for path in STATIC.iterdir() if path.is_file()} | {f"static/{PICTURES}": STYLE.encode()}
    print(f"{'page':20}{'bytes':>12}{'gzipped':>12}{'with all it loads, gzipped':>28}")
    for path in PAGES:
        page(explorer, path, {}, written(path, "zh"))
        files[path] = clocked("", lambda path=path: page(explorer, path, {}, written(path, "zh"))).encode()
        needed = ["static/explorer.js", *(name for name in files if name.endswith(".css")), f"static/{path.removesuffix('.html')}.js", *(f"data/{name}.json" for name in LOADED.get(path, ()))]
        print(f"{path:20}{len(files[path]):12,}{zipped(files[path]):12,}{zipped(files[path]) + sum(zipped(files[name]) for name in needed if name in files):28,}")
    for name in ("things", "edges", "cases", "words"):
        print(f"{name + '.json':20}{len(files[f'data/{name}.json']):12,}{zipped(files[f'data/{name}.json']):12,}")
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)


def watch(folder: Path) -> None:
    """Print how long the scripts of the page of cases take to answer."""
    with hosting(folder) as address, browser() as opened:
        tab = opened.new_context(locale="zh-TW", viewport={"width": 1200, "height": 800}).new_page()
        tab.add_init_script(TIMED)
        tab.goto(f"{address}/cases.html")
        tab.wait_for_function("() => document.documentElement.dataset.live", timeout=120_000)
        for what, pressed in (("a facet on and off", "input[name=group]"), ("sorted", "th:nth-child(3) button.kg-sort")):
            took = tab.evaluate(PRESSED, pressed)
            print(f"{what:20}{took[0]:8.1f} ms of script at best of {len(took)} times, {took[len(took) // 2]:.1f} in the middle")
        tab.goto(f"{address}/cases.html?view=lanes")
        tab.wait_for_selector(".kg-lane a", timeout=120_000)
        frames = sorted(tab.evaluate(SCROLLED))
        print(f"{'lanes, scrolled':20}{frames[len(frames) // 2]:8.1f} ms of script a frame, 95 of 100 below {frames[len(frames) * 95 // 100]:.1f}, all below {frames[-1]:.1f}")


def clocked(what: str, work: Callable[[], T]) -> T:
    """Return what a function returns; print what it took, where that has a name."""
    begin = process_time()
    made = work()
    if what:
        print(f"{what:28}{process_time() - begin:8.2f} s", flush=True)
    return made


def zipped(body: bytes) -> int:
    """Return the size of a file as it is sent."""
    return len(gzip.compress(body, 6))


if __name__ == "__main__":
    main()
