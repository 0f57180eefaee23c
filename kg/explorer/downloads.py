"""What is known of a thing, in forms for spreadsheets, for programs that draw networks, and as a picture."""

from __future__ import annotations

import io

from ..formats.network import write_view
from ..network import build_view
from ..pictures import png
from .explorer import Explorer
from .tables import as_csv, as_json
from .thing import drawn

FORMS = {
    ".csv": "text/csv", ".json": "application/json", ".gexf": "application/gexf+xml", ".graphml": "application/graphml+xml", ".svg": "image/svg+xml", ".png": "image/png",
}  # fmt: skip
_TABLES = {".csv": as_csv, ".json": as_json}


def download(explorer: Explorer, iri: str, suffix: str, language: str) -> bytes | None:
    """Return a thing in one of `FORMS`; nothing for a network or picture of what stands in no network.

    Raises:
        PictureError: no font of this machine has Chinese characters.
    """
    if suffix in _TABLES:
        return _TABLES[suffix](explorer, iri, language)
    node = explorer.index.node(iri)
    if node is None:
        return None
    if suffix in (".svg", ".png"):
        svg = drawn(explorer, node, language)
        return png(svg) if suffix == ".png" else svg.encode()
    edges = explorer.index.edges(iri)
    ends = {end for edge in edges for end in (edge.source, edge.target)} | {iri}
    out = io.BytesIO()
    write_view(build_view(edges, (found for end in sorted(ends) if (found := explorer.index.node(end)))), suffix.removeprefix("."), out)
    return out.getvalue()
