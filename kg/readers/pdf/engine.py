"""The engine that reads PDF: pdfium, without the fonts of the machine, so that what is measured is the same everywhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


def open_document(data: bytes) -> PdfDocument:
    """Open a file.

    Raises:
        PdfiumError: it cannot be opened; `err_code` says why.
    """
    from pypdfium2 import PdfDocument

    _without_fonts()
    return PdfDocument(data)


@cache
def _without_fonts() -> object:
    """Give pdfium an empty list of fonts; what is returned must live as long as the process."""
    import pypdfium2.raw as raw

    none = raw.FPDF_SYSFONTINFO()
    none.version = 1
    raw.FPDF_SetSystemFontInfo(none)
    return none
