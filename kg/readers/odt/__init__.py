"""ODT -> Source: paragraphs in order, with the numbers that the word processor would print before them.

The library there is, odfdo, gives the text without them; so the XML is walked here.
"""

from __future__ import annotations

from pathlib import Path

from ...diagnostics import Diagnostic
from ...source import Source
from ..office import read_document
from ..options import Options

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def read(data: bytes, path: Path, options: Options) -> tuple[Source | None, list[Diagnostic]]:
    """Read an ODT file."""
    from .document import Document

    return read_document(Document, data, path, MEDIA_TYPE)
