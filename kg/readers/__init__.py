"""A file -> Source, one reader a file; `READERS` is the table of them, in the order that decides which of two texts of one meeting is kept."""

from __future__ import annotations

from pathlib import Path

from ..diagnostics import Diagnostic
from ..source import Source
from . import doc, docx, html, odt, pdf, text
from .options import PLAIN, Options, Reader

__all__ = ["PLAIN", "READERS", "Options", "Reader", "bytes_of", "read_bytes", "read_file"]

READERS: dict[str, Reader] = {
    ".txt": text.read, ".text": text.read, ".md": text.read, ".html": html.read, ".htm": html.read, ".xhtml": html.read,
    ".docx": docx.read, ".doc": doc.read, ".odt": odt.read, ".pdf": pdf.read,
}  # fmt: skip


def bytes_of(path: Path) -> tuple[bytes | None, list[Diagnostic]]:
    """Return a file's bytes, or `None` and the reason among the findings."""
    try:
        if path.exists() and not path.is_file():
            return None, [Diagnostic(code="unreadable-file", message="this is no file that ends: a pipe, a socket or a device", path=str(path))]
        return path.read_bytes(), []
    except OSError as error:
        return None, [Diagnostic(code="unreadable-file", message=f"the file cannot be read: {error.strerror}", path=str(path))]


def read_file(path: Path, options: Options = PLAIN) -> tuple[Source | None, list[Diagnostic]]:
    """Read one file; its text, or `None` and the reason among the findings."""
    data, found = bytes_of(path)
    return (None, found) if data is None else read_bytes(data, path, options)


def read_bytes(data: bytes, path: Path, options: Options = PLAIN) -> tuple[Source | None, list[Diagnostic]]:
    """Read a file's bytes by the reader for its suffix."""
    reader = READERS.get(path.suffix.lower(), text.read)
    return reader(data, Path(str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")), options)  # a name may be no text
