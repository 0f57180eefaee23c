"""PDF -> Source: pages by pdfium, lines by their places, paragraphs by lines; pictures of text by Tesseract where that is asked for.

Of the extractors measured (pypdfium2, pdfminer.six, pypdf) pdfium is the fastest by far, and the only one that also tells where a character stands,
renders pages, and says which characters have no code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...diagnostics import Diagnostic
from ...source import Source
from ..options import Options
from . import cells, ocr
from .boxes import Boxes, Rect
from .columns import unread
from .engine import open_document
from .layer import State, state
from .lines import CharBoxes, characters, lines, view
from .rules import grids
from .spaces import prints_spaces, settled
from .text import Leaf, assemble

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MEDIA_TYPE = "application/pdf"
HEAD = 1024  # bytes in which a PDF says that it is one

_OTHERS = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"), (b"II*\x00", "a TIFF picture"), (b"MM\x00*", "a TIFF picture"),
    (b"PK\x03\x04", "a ZIP archive, as DOCX and ODT are"), (b"\xd0\xcf\x11\xe0", "a DOC file or the like"), (b"{\\rtf", "an RTF file"),
    (b"<!doctype html", "a web page"), (b"<html", "a web page"),
)  # fmt: skip


class _Refused(Exception):
    """Why nothing can be read."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read(data: bytes, path: Path, options: Options) -> tuple[Source | None, list[Diagnostic]]:
    """Read a PDF file."""
    try:
        reading = _Reading(path, options)
        reading.pages(_open(data))
        return reading.source(data), reading.found
    except _Refused as refused:
        return None, [Diagnostic(code=refused.code, message=str(refused), path=str(path))]


def _open(data: bytes) -> PdfDocument:
    from pypdfium2 import PdfiumError

    if not data.strip(b"\x00 \t\r\n\f"):
        raise _Refused("empty-file", "the file is empty")
    if b"%PDF" not in data[:HEAD]:
        start = data.lstrip().lower()
        what = next((what for mark, what in _OTHERS if data.startswith(mark) or start.startswith(mark)), "")
        raise _Refused("unknown-format", f"this is {what}, not a PDF as its name says" if what else "this is no PDF, whatever its name says")
    try:
        document = open_document(data)
    except PdfiumError as error:
        if error.err_code in (4, 5):  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
            raise _Refused("encrypted-file", "the file is encrypted and opens with a password only") from error
        raise _Refused("damaged-file", "the file begins as a PDF and cannot be opened: it is damaged, or its end is missing") from error
    if not len(document):
        raise _Refused("damaged-file", "the file has no pages")
    return document


class _Reading:
    """Reads the pages one after the other."""

    def __init__(self, path: Path, options: Options) -> None:
        self.path, self.options = path, options
        self.leaves: list[Leaf] = []
        self.spaced = False
        self.words: dict[int, list[Rect]] = {}
        self.states: dict[State, list[int]] = defaultdict(list)
        self.failures: dict[str, list[int]] = defaultdict(list)
        self.columns: list[int] = []  # pages of columns that no line parts
        self.found: list[Diagnostic] = []

    def pages(self, document: PdfDocument) -> None:
        """Read all pages; each is closed before the next is opened."""
        from pypdfium2 import PdfiumError

        for number in range(1, len(document) + 1):
            try:
                page = document[number - 1]
                self._page(number, page)
                page.close()
            except PdfiumError as error:
                raise _Refused("damaged-file", f"page {number} cannot be opened: the file is damaged") from error
        document.close()

    def _page(self, number: int, page: PdfPage) -> None:
        layer, shown = page.get_textpage(), view(page)
        text, chars = characters(layer)
        what = state(page, layer, text)
        self.states[what].append(number)
        if what in (State.PICTURE, State.UNREADABLE):
            if self.options.ocr:
                self._recognize(number, page)
        elif what is not State.BLANK:
            boxes = CharBoxes(layer, shown)
            self.spaced = self.spaced or prints_spaces(text, chars, boxes)
            found = lines(text, chars, boxes)
            ruled = grids(page, shown)
            rest, tables = cells.split(found, ruled, boxes) if ruled else (found, [])
            if unread(rest, boxes):
                self.columns.append(number)
            self.leaves.append(Leaf(number, shown.width, shown.height, rest, tables))
        layer.close()

    def _recognize(self, number: int, page: PdfPage) -> None:
        if not self.words and not self.failures and (why := ocr.missing()):
            raise _Refused("recognizer-missing", f"{_pages([number])} must be recognized, and {why}")
        shown = view(page)
        try:
            made = ocr.recognize(page, shown)
        except ocr.Failure as failure:
            self.failures[str(failure)].append(number)
            return
        self.words[number] = made.words
        self.leaves.append(Leaf(number, shown.width, shown.height, made.lines))

    def source(self, data: bytes) -> Source:
        """Return what was read, and put down what was not."""
        self.found += self._findings()
        text = assemble(self._settled())
        if not text.text:
            raise self._nothing()
        return Source(
            text=text.text, name=self.path.name, media_type=MEDIA_TYPE, path=str(self.path), pages=text.pages,
            furniture=text.furniture, boxes=Boxes(data, text, self.words), by_ocr=bool(self.words),
        )  # fmt: skip

    def _settled(self) -> list[Leaf]:
        """Return the pages with their spaces, which the whole file tells, in and out of tables."""
        parts = iter(settled([part for leaf in self.leaves for part in (leaf.lines, *(cell for table in leaf.tables for cell in table.cells))], self.spaced))
        return [
            leaf._replace(lines=next(parts), tables=[table._replace(cells=[next(parts) for _ in table.cells]) for table in leaf.tables])
            for leaf in self.leaves
        ]  # fmt: skip

    def _nothing(self) -> _Refused:
        pictures, unreadable = self.states[State.PICTURE], self.states[State.UNREADABLE]
        if self.failures:
            return _Refused("unreadable-text", f"nothing was recognized: {'; '.join(self.failures)}")
        if self.words:
            return _Refused("no-text-layer", "no characters were recognized on the pages, which are pictures")
        if unreadable:
            return _Refused("unreadable-text", f"the fonts of {_pages(unreadable)} do not say which characters they print")
        if pictures:
            return _Refused("no-text-layer", f"this is a scan: its {_count(pictures)} hold{'s' * (len(pictures) == 1)} pictures of text, and no text")
        return _Refused("empty-file", "the pages are blank")

    def _findings(self) -> Iterator[Diagnostic]:
        read = set(self.words)
        for code, what, numbers in (
            ("recognized", "pictures; their characters were recognized", sorted(read)),
            ("pages-without-text", "scans without text", self._unread(State.PICTURE)),
            ("unreadable-pages", "printed in fonts that do not say which characters they print", self._unread(State.UNREADABLE)),
            ("unreadable-pages", "printed in part in fonts that do not say which characters they print", self.states[State.FLAWED]),
            ("columns-unread", "set in columns that no lines part; they were read line by line, across", self.columns),
            *(("recognizer-failed", f"pictures in which nothing was recognized: {why}", numbers) for why, numbers in self.failures.items()),
        ):
            if numbers:
                yield Diagnostic(code=code, message=f"{_pages(numbers)} {'is' if len(numbers) == 1 else 'are'} {what}", path=str(self.path))

    def _unread(self, what: State) -> list[int]:
        failed = {number for numbers in self.failures.values() for number in numbers}
        return [number for number in self.states[what] if number not in self.words and number not in failed]


def _count(numbers: list[int]) -> str:
    return f"{len(numbers)} page{'s' * (len(numbers) != 1)}"


def _pages(numbers: Iterable[int]) -> str:
    """Name pages: page 3; pages 1-4, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    many = len(runs) > 1 or runs[0][0] < runs[0][1]
    return f"page{'s' * many} " + ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
