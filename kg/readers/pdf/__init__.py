"""PDF -> Source: pages by pdfium, lines by their places, paragraphs by lines; pictures of text by Tesseract where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...diagnostics import Diagnostic
from ...source import Source
from ..options import Options
from .boxes import Boxes, Rect
from .lines import lines, view
from .text import Leaf, assemble

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MEDIA_TYPE = "application/pdf"


def read(data: bytes, path: Path, options: Options) -> tuple[Source | None, list[Diagnostic]]:
    """Read a PDF file."""
    from pypdfium2 import PdfDocument

    leaves = []
    document = PdfDocument(data)
    for number, page in enumerate(document, 1):
        layer = page.get_textpage()
        shown = view(page)
        leaves.append(Leaf(number, shown.width, shown.height, lines(layer, shown)))
        layer.close()
        page.close()
    document.close()
    text = assemble(leaves)
    return Source(text=text.text, name=path.name, media_type=MEDIA_TYPE, path=str(path), pages=text.pages, furniture=text.furniture, boxes=Boxes(data, text, {})), []
