"""DOCX -> Source: paragraphs in order, with the numbers that the word processor would print before them.

The libraries there are leave those numbers out, or know no Chinese ones: python-docx gives neither numbers nor text boxes and
notes, mammoth makes HTML lists, docx2python numbers 1, a, i only. So the XML is walked here.
"""

from __future__ import annotations

from pathlib import Path

from ...diagnostics import Diagnostic
from ...source import Source
from ..office import read_document
from ..options import Options

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(data: bytes, path: Path, options: Options) -> tuple[Source | None, list[Diagnostic]]:
    """Read a DOCX file."""
    return read_as(data, path, MEDIA_TYPE)


def read_as(data: bytes, path: Path, media_type: str) -> tuple[Source | None, list[Diagnostic]]:
    """Read a DOCX file that stands for a file of another type."""
    from .document import Document

    return read_document(Document, data, path, media_type)
