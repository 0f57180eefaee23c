"""ODT -> Source: paragraphs in order, with the numbers that the word processor would print before them.

The library there is, odfdo, gives the text without them; so the XML is walked here.
"""

from __future__ import annotations

from pathlib import Path

from ...diagnostics import Diagnostic
from ...source import Source
from ..options import Options
from ..package import Package, Unreadable
from ..paging import paged

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def read(data: bytes, path: Path, options: Options) -> tuple[Source | None, list[Diagnostic]]:
    """Read an ODT file."""
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
    return Source(text=text, name=path.name, media_type=MEDIA_TYPE, path=where, pages=pages), found
