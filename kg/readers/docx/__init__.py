"""DOCX -> Source: paragraphs in order, with the numbers that the word processor would print before them.

The libraries there are leave those numbers out, or know no Chinese ones: python-docx gives neither numbers nor text boxes and
notes, mammoth makes HTML lists, docx2python numbers 1, a, i only. So the XML is walked here.
"""

from __future__ import annotations

from pathlib import Path

from ...diagnostics import Diagnostic
from ...source import Source
from ..options import Options
from ..package import Package, Unreadable
from ..paging import paged

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(data: bytes, path: Path, options: Options) -> tuple[Source | None, list[Diagnostic]]:
    """Read a DOCX file."""
    return read_as(data, path, MEDIA_TYPE)


def read_as(data: bytes, path: Path, media_type: str) -> tuple[Source | None, list[Diagnostic]]:
    """Read a DOCX file that stands for a file of another type."""
    from .document import Document

    where = str(path)
    try:
        document = Document(Package(data))
        text, pages = paged(document.paragraphs())
        left = document.left_out(text)
    except Unreadable as error:
        return None, [Diagnostic(code=error.code, message=error.message, path=where)]
    found = [Diagnostic(code="left-out", message=f"not read: {left}", path=where)] if left else []
    if struck := document.omitted["struck"]:
        found.append(Diagnostic(code="struck-text", message=f"{struck:,} characters that are struck out were left out", path=where))
    if not text.strip():
        return None, [*found, Diagnostic(code="empty-file", message=f"the document holds no text{', only pictures' if document.package.pictured else ''}", path=where)]
    return Source(text=text, name=path.name, media_type=media_type, path=where, pages=pages), found
