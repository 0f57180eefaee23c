"""Minutes in, knowledge graph out.

The street, in the order a sentence walks it: `source` (text and places) -> `readers` (files) -> `vocab` (words, from
`ontology/`) -> `grammar` (forms) -> `outline` (壹 一 (一) 1.) -> `extract` (records) -> `resolve` (which names are one)
-> `iris` (minting) -> `graph` (N-Quads) -> `corrections` (what a person states beside it) -> `derive` (what follows)
-> `pipeline` (their order) ~ the waist: N-Quads ~ `store`, `names`,
`query`, `formats`, `validate`, `ledgers`, `facts` -> `show`, `diff`, `audit`, `load` -> `cli`.
"""

from __future__ import annotations

from typing import Any

__all__ = ["ask", "export_quads", "read_vocabulary"]


def export_quads(text: str, name: str = "minutes.txt", **options: Any) -> bytes:
    """Return the N-Quads of all graphs that one text of minutes gives."""
    from .pipeline import export_text

    return export_text(text, name, **options)


def ask(graph: str | None, question: str, *values: str) -> list[dict[str, str | None]]:
    """Ask a graph a saved question, about things by their names, or SPARQL; return its rows.

    Args:
        graph: a graph file or minutes; `None` is the bundled sample.
        question: the name of a saved question (`kg query` lists them), or SPARQL that selects.
        values: names of what a saved question is asked about.

    Raises:
        Exception: an unknown name, or SPARQL that is refused; its `remedy` says what to do.
    """
    from .cli.inputs import graph_store
    from .cli.query import prefixes_of
    from .query import answer, asked_about, saved_queries

    with graph_store(graph) as store:
        prefixes, saved = prefixes_of(store), saved_queries().get(question)
        found = answer(store, asked_about(store, saved, values, prefixes) if saved else question, prefixes)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def __getattr__(name: str) -> Any:
    if name == "read_vocabulary":
        from .vocab import read_vocabulary

        return read_vocabulary
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
