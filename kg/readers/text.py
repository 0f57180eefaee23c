"""Plain text and Markdown: decoded, and otherwise left as it is, but for Markdown's tables."""

from __future__ import annotations

from pathlib import Path

from ..diagnostics import Diagnostic
from ..patterns import pattern
from ..source import Source, Span
from .encoding import Decoded, decode
from .furniture import paged
from .markdown import without_tables
from .options import Options

MOST = 32 << 20  # bytes of a text
BLANK = "\ufeff\u200b \t\r\n\f\v\u3000\u00a0\0"
MARKDOWN = (".md", ".markdown")


def read(data: bytes, path: Path, options: Options) -> tuple[Source | None, list[Diagnostic]]:
    """Decode a text file; say so where it is not UTF-8."""
    where = str(path)
    if not data.strip(b"\x00 \t\r\n\f"):
        return None, [Diagnostic(code="empty-file", message="the file is empty", path=where)]
    if len(data) > MOST:
        return None, [Diagnostic(code="too-large", message=f"the file is larger than {MOST >> 20} MB of text", path=where)]
    decoded = decode(data)
    if decoded is None or _is_binary(decoded.text):
        return None, [Diagnostic(code="not-utf8", message="the bytes are no text in any encoding known here", path=where)]
    if not decoded.text.strip(BLANK):
        return None, [Diagnostic(code="empty-file", message="the file holds only white space", path=where)]
    text = without_tables(decoded.text) if path.suffix.lower() in MARKDOWN else decoded.text
    source = paged(Source(text=text, name=path.name, media_type="text/plain", path=where))
    return source, told(decoded, source)


def told(decoded: Decoded, source: Source, *, in_place: bool = True) -> list[Diagnostic]:
    """Say which encoding a file is in, and where its bytes are broken; `in_place`: the source's text is the decoded one."""
    found = []
    if decoded.encoding != "UTF-8":
        found.append(Diagnostic(code="encoding", message=f"the file is {decoded.encoding}; it was read as such", path=source.path))
    if decoded.broken:
        several = f"{len(decoded.broken)} stretches of bytes are" if len(decoded.broken) > 1 else "a stretch of bytes is"
        message = f"{several} no {decoded.encoding}; U+FFFD was read in their place"
        first = source.text.find("\ufffd") if in_place else -1
        place = Span(first, first + 1) if first >= 0 else None
        found.append(Diagnostic(code="broken-bytes", message=message, path=source.path, source=source if place else None, span=place))
    return found


def _is_binary(text: str) -> bool:
    return len(pattern(r"[\x01-\x08\x0e-\x1f]").findall(text)) > len(text) // 50 or text.count("\0") > len(text) // 2
