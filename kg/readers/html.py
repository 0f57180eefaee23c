"""HTML -> Source: what a browser would show of the minutes, a line a paragraph, without the frame of the page."""

from __future__ import annotations

from email import message_from_bytes
from pathlib import Path

import regex

from ..diagnostics import Diagnostic
from ..patterns import pattern
from ..source import Source
from .article import leave_out_frame
from .dom import BREAKING, Node, TooMuch, parse
from .encoding import Decoded, decode
from .grid import grid, is_data
from .kinds import is_archived_page
from .lists import prefixes, style_of
from .options import Options
from .stylesheet import Sheet, is_hidden, is_struck
from .tables import linearize
from .text import BLANK, MOST, told

MEDIA_TYPE = "text/html"
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 table blockquote pre ul ol dl figure article section main".split())
_DECLARED = (regex.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']?([\w-]+)", regex.I), regex.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w-]+)", regex.I))
_HEAD = 8192  # bytes in which a page says its encoding
_MINUTES = regex.compile(r"[紀記]\s*錄")


def read(data: bytes, path: Path, options: Options) -> tuple[Source | None, list[Diagnostic]]:
    """Read a page, or the page of a web archive."""
    where = str(path)
    if len(data) > MOST:
        return None, [Diagnostic(code="too-large", message=f"the file is larger than {MOST >> 20} MB of text", path=where)]
    page, declared = _unarchived(data)
    declared = declared or next((m[1].decode("ascii", "replace").lower() for form in _DECLARED if (m := form.search(page[:_HEAD]))), "")
    decoded = decode(page, declared)
    if decoded is None:
        return None, [Diagnostic(code="not-utf8", message="the bytes are no text in any encoding known here", path=where)]
    try:
        text, left = page_text(decoded.text)
    except TooMuch as error:
        return None, [Diagnostic(code="too-large", message=str(error), path=where)]
    if not text.strip(BLANK):
        return None, [Diagnostic(code="empty-file", message="the page shows no text", path=where)]
    source = Source(text=text, name=path.name, media_type=MEDIA_TYPE, path=where)
    found = [Diagnostic(code=code, message=message, path=where) for code, message in left]
    return source, [*_encoding(decoded, declared, source), *found]


def page_text(markup: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the text of a page's minutes, and what of the page was left out: codes and messages."""
    root = parse(markup)
    hidden, struck = _leave_out_unseen(root)
    frame = leave_out_frame(root)
    writer = _Writer()
    writer.write(root)
    text = writer.finish()
    title = " ".join("".join(t.text() for t in root.walk() if t.tag == "title").split())
    if title and _MINUTES.search(title) and not _MINUTES.search(text):
        text = f"{title}\n\n{text}"
    left = []
    if frame or hidden:
        parts = [f"{n:,} characters {what}" for n, what in ((frame, "of the frame of the page"), (hidden, "that the page hides")) if n]
        left.append(("page-frame", f"{' and '.join(parts)} were left out"))
    if struck:
        left.append(("struck-text", f"{struck:,} characters that are struck out were left out"))
    return text, left


def _leave_out_unseen(root: Node) -> tuple[int, int]:
    """Mark what is hidden or struck out as unread; return how many characters each is."""
    sheet, hidden, struck = Sheet(root), 0, 0
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.unread:
            continue
        node.style = sheet.of(node)
        gone, crossed = is_hidden(node, node.style), is_struck(node, node.style)
        if gone or crossed:
            size = len("".join(node.text().split()))
            hidden, struck = hidden + size * gone, struck + size * (crossed and not gone)
            node.unread = True
        else:
            waiting += node.nodes()
    return hidden, struck


class _Writer:
    """Puts down lines as a browser would break them."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._before = ""
        self._kept = 0  # how many elements around keep their white space

    def write(self, node: Node) -> None:
        """Write an element and what is in it."""
        if node.unread:
            return
        kept = node.tag in ("pre", "listing", "xmp") or node.style.get("white-space", "").startswith("pre")
        spaced, breaking = node.tag in _SPACED, node.tag in BREAKING or node.tag == "br"
        if breaking:
            self._end(gap=spaced)
        self._kept += kept
        self._inside(node)
        self._kept -= kept
        if breaking:
            self._end(gap=spaced)

    def finish(self) -> str:
        """Return the lines."""
        self._end()
        return "\n".join(self._lines).strip("\n")

    def _inside(self, node: Node) -> None:
        if node.tag in ("ol", "ul"):
            self._list(node)
        elif node.tag == "table" and is_data(node):
            self._paragraphs(linearize(grid(node, paragraphs)))
        elif node.tag == "dl":
            self._terms(node)
        elif node.tag == "q":
            self._parts.append("「")
            self._all(node)
            self._parts.append("」")
        else:
            self._all(node)

    def _all(self, node: Node) -> None:
        for part in node.inside:
            if isinstance(part, str):
                self._text(part)
            else:
                self.write(part)

    def _text(self, text: str) -> None:
        if not self._kept:
            self._parts.append(pattern(r"[ \t\r\n\f]+").sub(" ", text))
            return
        first, *more = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._parts.append(first)
        for line in more:
            self._end(gap=not "".join(self._parts).strip(), kept=True)
            self._parts.append(line)

    def _list(self, node: Node) -> None:
        before = iter(prefixes(node))
        for part in node.inside:
            if isinstance(part, str):
                self._text(part)
            elif part.tag == "li" and not part.unread:
                self._end(gap=style_of(node, "") == "none")
                self._before = next(before)
                self.write(part)
                self._before = ""
            else:
                self.write(part)

    def _terms(self, node: Node) -> None:
        rows: list[list[list[str]]] = []
        for part in (inner for child in node.nodes() for inner in ([child] if child.tag in ("dt", "dd") else child.nodes())):
            if part.tag == "dt" or not rows:
                rows.append([])
            rows[-1].append(paragraphs(part))
        self._paragraphs(linearize(rows))

    def _paragraphs(self, lines: list[str]) -> None:
        for line in lines:
            self._parts.append(line)
            self._end(gap=True)

    def _end(self, *, gap: bool = False, kept: bool = False) -> None:
        line = "".join(self._parts)
        line = line.rstrip() if self._kept or kept else pattern(" {2,}").sub(" ", line).strip(" ")
        self._parts.clear()
        if line.strip(BLANK):
            self._lines.append(self._before + line)
            self._before = ""
        if gap and self._lines and self._lines[-1]:
            self._lines.append("")


def paragraphs(node: Node) -> list[str]:
    """Return the paragraphs of a cell."""
    writer = _Writer()
    for part in [Node("div", {}, node.inside)] if not node.unread else []:
        writer.write(part)
    return [line for line in writer.finish().split("\n") if line.strip()]


def _encoding(decoded: Decoded, declared: str, source: Source) -> list[Diagnostic]:
    """Say where a page is not in the encoding it names."""
    found = told(decoded, source, in_place=False)
    plain = declared.replace("-", "").replace("_", "")
    known = {"utf8": "UTF-8", "big5": "Big5", "cp950": "Big5", "xxbig5": "Big5", "big5hkscs": "Big5", "gb2312": "GB18030", "gbk": "GB18030", "gb18030": "GB18030", "utf16": "UTF-16"}
    if plain and not decoded.text.isascii() and not decoded.encoding.startswith(known.get(plain, declared)):
        found = [d for d in found if d.code != "encoding"]
        found.append(Diagnostic(code="encoding", message=f"the file says it is {declared}, and is {decoded.encoding}; it was read as such", path=source.path))
    return found


def _unarchived(data: bytes) -> tuple[bytes, str]:
    """Return the page of a web archive and the encoding it is said to be in; other files as they are."""
    if not is_archived_page(data):
        return data, ""
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html" and isinstance(page := part.get_payload(decode=True), bytes):
            return page, part.get_content_charset() or ""
    return b"", ""
