"""Plain text: UTF-8, UTF-16 with a byte-order mark, Big5."""

from __future__ import annotations

import codecs
from pathlib import Path

import regex

from ..diagnostics import Diagnostic
from ..source import Source
from .furniture import paged
from .options import Options

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte-order mark"), (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"), (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"))
_BINARY = regex.compile(rb"\A(?:%PDF|PK\x03\x04|\x89PNG|\xd0\xcf\x11\xe0|GIF8|\xff\xd8\xff)")
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1f]")


def read(data: bytes, path: Path, options: Options) -> tuple[Source | None, list[Diagnostic]]:
    """Decode a text file; say so where it is not UTF-8."""
    where = str(path)
    if not data.strip(b"\x00 \t\r\n\f"):
        return None, [Diagnostic(code="empty-file", message="the file is empty", path=where)]
    if _BINARY.match(data):
        return None, [Diagnostic(code="unknown-format", message="this is no text file, whatever its name says", path=where)]
    text, encoding = _decode(data)
    if text is None or len(_CONTROL.findall(text)) > len(text) // 50:
        return None, [Diagnostic(code="not-utf8", message="the bytes are no text in any encoding known here", path=where)]
    if not text.strip("\ufeff \t\r\n\f\u3000"):
        return None, [Diagnostic(code="empty-file", message="the file holds only white space", path=where)]
    source = paged(Source(text=text, name=path.name, media_type="text/plain", path=where))
    notes = [] if encoding == "UTF-8" else [Diagnostic(code="encoding", message=f"the file is {encoding}; it was read as such", path=where)]
    return source, notes


def _decode(data: bytes) -> tuple[str | None, str]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec), name
            except UnicodeDecodeError:
                return None, name
    for codec, name in (("utf-8", "UTF-8"), ("cp950", "Big5")):
        try:
            return data.decode(codec), name
        except UnicodeDecodeError:
            continue
    return None, ""
