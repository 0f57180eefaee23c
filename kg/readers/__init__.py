"""A file -> Source, one reader a file; `READERS` is the table of them, in the order that decides which of two texts of one meeting is kept."""

from __future__ import annotations

import stat
from pathlib import Path

from ..diagnostics import Diagnostic
from ..source import Source
from . import doc, docx, html, odt, pdf, text
from .kinds import Kind, has_markup, kind_of
from .options import PLAIN, Options, Reader

__all__ = ["MOST", "PLAIN", "READERS", "Options", "Reader", "bytes_of", "rank", "read_bytes", "read_file"]

READERS: dict[str, Reader] = {
    ".txt": text.read, ".text": text.read, ".md": text.read, ".markdown": text.read, ".html": html.read, ".htm": html.read, ".xhtml": html.read,
    ".mhtml": html.read, ".mht": html.read, ".docx": docx.read, ".doc": doc.read, ".rtf": doc.read, ".odt": odt.read, ".pdf": pdf.read,
}  # fmt: skip
MOST = 512 << 20  # bytes of a file
_NAMED: dict[Reader, str] = {text.read: "text", html.read: "a web page", docx.read: "a Word document", doc.read: "a Word document", odt.read: "an OpenDocument text", pdf.read: "a PDF"}
_TYPES = ("text/", "text/html", "openxmlformats", "msword", "rtf", "opendocument", "pdf")  # of media types, in the order of READERS


def rank(media_type: str) -> int:
    """Return the place of a type of file among those that may hold one meeting: the lowest is kept."""
    return max((i for i, mark in enumerate(_TYPES) if mark in media_type), default=0)


def bytes_of(path: Path) -> tuple[bytes | None, list[Diagnostic]]:
    """Return a file's bytes, or `None` and the reason among the findings."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            what = "a folder" if stat.S_ISDIR(state.st_mode) else "no file that ends: a pipe, a socket or a device"
            return None, [Diagnostic(code="unreadable-file", message=f"this is {what}", path=str(path))]
        if state.st_size > MOST:
            return None, [_too_large(path)]
        return path.read_bytes(), []
    except OSError as error:
        return None, [Diagnostic(code="unreadable-file", message=f"the file cannot be read: {error.strerror}", path=str(path))]


def read_file(path: Path, options: Options = PLAIN) -> tuple[Source | None, list[Diagnostic]]:
    """Read one file; its text, or `None` and the reason among the findings."""
    data, found = bytes_of(path)
    return (None, found) if data is None else read_bytes(data, path, options)


def read_bytes(data: bytes, path: Path, options: Options = PLAIN) -> tuple[Source | None, list[Diagnostic]]:
    """Read a file's bytes by the reader for what it is; for its name's ending where the bytes do not say."""
    if len(data) > MOST:
        return None, [_too_large(path)]
    path = Path(str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace"))  # a name may be no text
    named = path.suffix.lower()
    if not data and named in READERS:
        return None, [Diagnostic(code="empty-file", message="the file is empty", path=str(path))]
    kind = kind_of(data) or _unmarked(data, named)
    if kind is None:
        return READERS.get(named, text.read)(data, path, options)
    if kind.packed and READERS.get(named) in (docx.read, odt.read):
        return READERS[named](data, path, options)
    if not kind.suffix:
        not_named = f", not {_NAMED[READERS[named]]} as its name says" if named in READERS else ""
        return None, [Diagnostic(code="unknown-format", message=f"this is {kind.what}{not_named}", path=str(path))]
    reader = READERS[kind.suffix]
    source, found = reader(data, path, options)
    if named in READERS and READERS[named] is not reader and source is not None:
        found = [Diagnostic(code="renamed", message=f"the name ends in {path.suffix}, and the file is {kind.what}; it was read as such", path=str(path)), *found]
    return source, found


def _unmarked(data: bytes, named: str) -> Kind | None:
    """Tell a text that goes by the name of another type."""
    by_text = READERS.get(named, text.read) is text.read
    if by_text or not data.strip(b"\0 \t\r\n\f") or (READERS[named] is html.read and has_markup(data)):
        return None
    return Kind("plain text", ".txt") if READERS[named] is html.read or _is_text(data) else None


def _is_text(data: bytes) -> bool:
    source, _ = text.read(data, Path("text.txt"), PLAIN)
    return source is not None


def _too_large(path: Path) -> Diagnostic:
    return Diagnostic(code="too-large", message=f"the file is larger than {MOST >> 20} MB", path=str(path))
