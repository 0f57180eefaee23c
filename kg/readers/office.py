"""A word processor's document -> Source: what DOCX and ODT have in common once their paragraphs are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from ..diagnostics import Diagnostic
from ..source import Source
from .package import Package, Unreadable
from .paging import paged


class Document(Protocol):
    """A document, read: its paragraphs, and what of it is no text of the minutes."""

    package: Package
    omitted: Counter[str]

    def paragraphs(self) -> list[str]:
        """Return them in order, with marks where pages begin."""

    def left_out(self, text: str) -> str:
        """Say what was not read."""


def read_document(make: Callable[[Package], Document], data: bytes, path: Path, media_type: str) -> tuple[Source | None, list[Diagnostic]]:
    """Read the package of a document with what knows its XML."""
    where = str(path)
    try:
        document = make(Package(data))
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
