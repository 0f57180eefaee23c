"""A violation in the program's form of findings: where in the text, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .. import iris
from ..diagnostics import Diagnostic
from ..source import Source, Span
from ..vocab import EN, KG, NIF
from . import Violation, graphs_of
from .engine import index_of, term


def to_diagnostic(violation: Violation, source: Source | None = None, *, language: str = EN, base: str = iris.BASE) -> Diagnostic:
    """Say what a shape refuses as a finding of code `shape`.

    Args:
        violation: what to say.
        source: the text of the minutes `violation.source`, as `texts_of` gives it; without it the finding names the file or the graph.
        language: of the message, `en` or `zh-hant`.
        base: what is left out of IRIs.
    """
    about = violation.focus.removeprefix(base)
    value = "" if violation.value is None or violation.value == f"<{violation.focus}>" else f", {_short(violation.value, base)}"
    message = f"{violation.messages.get(language, '')} ({violation.shape}: {about}{value})"
    if source is None or violation.passage is None:
        return Diagnostic(code="shape", message=message, path=violation.file or violation.graph)
    return Diagnostic(code="shape", message=message, source=source, span=Span(violation.passage.begin, violation.passage.end))


def texts_of(path: Path, graphs: frozenset[str], *, base: str = iris.BASE) -> Iterator[tuple[str, Source]]:
    """Yield graph and text of the minutes in some graphs of an N-Quads file, one after the other."""
    for graph, triples in graphs_of(path, base):
        if graph in graphs:
            for facts in index_of(triples).values():
                for text in facts.get(f"<{NIF.isString}>", ()):
                    names = facts.get(f"<{KG.fileName}>", ['""'])
                    yield graph, Source(text=term(text)[0], name=term(names[0])[0])


def _short(value: str, base: str) -> str:
    shown = value[1:-1].removeprefix(base) if value.startswith("<") else value
    return shown if len(shown) <= 60 else f"{shown[:59]}…"
