"""Minutes in, knowledge graph out.

The street, in the order a sentence walks it: `source` (text and places) -> `readers` (files) -> `vocab` (words, from
`ontology/`) -> `grammar` (forms) -> `outline` (壹 一 (一) 1.) -> `extract` (records) -> `resolve` (which names are one)
-> `iris` (minting) -> `graph` (N-Quads) -> `corrections` (what a person states beside it) -> `derive` (what follows)
-> `pipeline` (their order) ~ the waist: N-Quads ~ `formats` -> `cli`.
"""

from __future__ import annotations

from typing import Any

__all__ = ["export_quads", "read_vocabulary"]


def export_quads(text: str, name: str = "minutes.txt", **options: Any) -> bytes:
    """Return the N-Quads of all graphs that one text of minutes gives."""
    from .pipeline import export_text

    return export_text(text, name, **options)


def __getattr__(name: str) -> Any:
    if name == "read_vocabulary":
        from .vocab import read_vocabulary

        return read_vocabulary
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
