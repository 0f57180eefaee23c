"""DOC -> Source."""

from __future__ import annotations

from pathlib import Path

from ..diagnostics import Diagnostic
from ..source import Source
from .options import Options


def read(data: bytes, path: Path, options: Options) -> tuple[Source | None, list[Diagnostic]]:
    """Read a DOC file."""
    return None, [Diagnostic(code="unknown-format", message="this is no text file, whatever its name says", path=str(path))]
