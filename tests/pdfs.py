"""PDF files for tests, laid out as a list of lines says."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from kg.diagnostics import Diagnostic
from kg.readers import Options, read_bytes
from kg.source import Source

WIDTH, HEIGHT = A4
EM = 16
LEFT, TOP, PITCH = 90, 80, 26
FONT = "MSung-Light"

Placed = tuple[float, float, str]  # left, top, text; in points from the page's top left corner

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def column(text: str, *, top: float = TOP, left: float = LEFT, pitch: float = PITCH) -> list[Placed]:
    """Set the lines of a text one below the other; an ideographic space indents."""
    return [(left + EM * (len(line) - len(line.lstrip("\u3000"))), top + pitch * at, line.lstrip("\u3000")) for at, line in enumerate(text.strip("\n").split("\n")) if line]


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most so many em: before any character but in a Latin word, and not before a mark that ends something."""
    lines = [""]
    for unit in re.findall(r"(?:[A-Za-z]+|.)[、，。」；：]* *", text):
        if pdfmetrics.stringWidth((lines[-1] + unit).rstrip(), FONT, EM) > width * EM:
            lines.append("")
        lines[-1] += unit
    return lines


def pdf(*pages: Sequence[Placed], rotation: int = 0, finish: Callable[[Canvas], None] = lambda canvas: None) -> bytes:
    """Print pages of placed lines in the order given."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in pages:
        canvas.setFont(FONT, EM)
        if rotation:
            canvas.setPageRotation(rotation)
            _turn(canvas, rotation)
        for left, top, text in page:
            canvas.drawString(left, HEIGHT - top - EM, text)
        finish(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _turn(canvas: Canvas, rotation: int) -> None:
    """Draw so that a page shown with this rotation reads upright."""
    canvas.translate(*{90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[rotation])
    canvas.rotate({90: 90, 180: 180, 270: -90}[rotation])


def read(data: bytes, *, name: str = "minutes.pdf", ocr: bool = False) -> tuple[Source | None, list[Diagnostic]]:
    return read_bytes(data, Path(name), Options(ocr=ocr))


def text_of(data: bytes) -> str:
    """Return what is read of a PDF, its furniture left out."""
    source, found = read(data)
    assert source is not None, found
    return source.reading.replace("\u2060", "")
