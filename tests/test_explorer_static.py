"""What pages load is what the table beside it says: files, checksums, licences, weights."""

import gzip
import hashlib
import re
from pathlib import Path

STATIC = Path(__file__).parent.parent / "kg/explorer/static"
ROWS = dict(re.findall(r"^\| `([^`]+)` \|.*`([0-9a-f]{64})` \|$", (STATIC / "README.md").read_text("utf-8"), re.M))


def weight(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)


def test_each_script_is_the_one_that_was_built() -> None:
    assert {name: hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in ROWS} == ROWS
    assert {"explorer.js", "cases.js", "connections.js", "graph.js", "query.js", "engine.js", "single.js", "oxigraph.wasm"} == ROWS.keys()


def test_the_licence_of_each_package_travels_with_it() -> None:
    texts = re.findall(r"\[(licences/[^]]+)\]\(\1\)", (STATIC / "README.md").read_text("utf-8"))
    assert len(texts) >= 15
    for name in texts:
        assert "copyright" in (STATIC / name).read_text("utf-8").lower(), name
    assert {f"licences/{path.name}" for path in (STATIC / "licences").iterdir()} == set(texts)


def test_pages_are_light() -> None:
    """With the page itself the first one stays below 180 kB, all without the engine below 450 kB: `python -m tests.bench.explorer` prints them."""
    styles, scripts = [path.name for path in STATIC.glob("*.css")], [name for name in ROWS if name.endswith(".js")]
    assert weight("explorer.js", *styles) < 60_000
    assert weight(*scripts, *styles) < 450_000


def test_nothing_in_them_fetches_from_elsewhere() -> None:
    for path in (*STATIC.glob("*.js"), *STATIC.glob("*.css")):
        text = path.read_text("utf-8")
        assert not re.search(r"""(?:src|href|url|fetch|import)\s*[=(]\s*["'`]?https?://""", text), path.name
