"""The explorer in one file, which opens from disk: pages, data, scripts and the engine lie in it, compressed."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..outlet import replace_files
from .frame import STATIC
from .scripted import ENGINE, GRAPH
from .site import files
from .work import work_folder

if TYPE_CHECKING:
    from .explorer import Explorer

_TEXTS = (".html", ".json", ".ttl", ".js", ".gexf", ".graphml")
_STYLES = ("pictures.css", "explorer.css", "live.css")
_BOOT = "static/single.js"
_STAND_IN = re.compile(r"data/.*\.js")  # what stands for data where pages are opened from disk


def single(explorer: Explorer) -> bytes:
    """Return the file."""
    held = {name: b"".join(body).decode("utf-8", "replace") for name, body in files(explorer) if name.endswith((*_TEXTS, ".css", ".nq")) and _STAND_IN.fullmatch(name) is None}
    style, boot = "\n".join(held[f"static/{name}"] for name in _STYLES), held[_BOOT]
    kept = {name: text for name, text in held.items() if _is_kept(name)}
    scripts = [boot, *(text for name, text in kept.items() if name.endswith(".js"))]
    policy = f"default-src 'none'; script-src {_hashes(scripts)} 'wasm-unsafe-eval'; style-src {_hashes([style])}; img-src data:; base-uri 'none'; form-action 'none'"
    return "".join(
        (
            '<!doctype html>\n<html lang="zh-hant">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<title>kg</title>\n<style>{style}</style>\n',
            *(f'<script type="application/gzip" id="kg-{name}">{_packed(body)}</script>\n' for name, body in _archives(kept, held[GRAPH])),
            f"</head>\n<body>\n<script>{boot}</script>\n</body>\n</html>\n",
        )
    ).encode()


def write_single(explorer: Explorer, path: Path) -> int:
    """Write the file, whole or not at all; return its size.

    Raises:
        OSError: it cannot be written.
    """
    body = single(explorer)
    with work_folder(path.parent) as work:
        made, kept = work / "made", work / "kept"
        made.mkdir()
        (made / path.name).write_bytes(body)
        replace_files([Path(path.name)], made, path.parent, kept)
    return len(body)


def _is_kept(name: str) -> bool:
    """Tell whether a file of the site is needed: data for pages that are opened from disk stand in it once, as JSON."""
    return name.endswith(_TEXTS) and name not in (_BOOT, "static/language.js")


def _archives(kept: dict[str, str], graph: str) -> Iterator[tuple[str, bytes]]:
    yield "files", json.dumps(kept, ensure_ascii=False).encode()
    yield "graph", graph.encode()
    yield "engine", (STATIC / ENGINE).read_bytes()


def _packed(body: bytes) -> str:
    return base64.b64encode(gzip.compress(body, 9, mtime=0)).decode()


def _hashes(texts: list[str]) -> str:
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts)
