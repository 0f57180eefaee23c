"""The engine that reads PDF: pdfium, with one font for all Chinese that is not in the file, instead of those of the machine.

A file may name fonts without holding them. pdfium then measures the characters by fonts of the machine; where there are none, it leaves
out text that it finds without extent. Here each such character is the square it is set in, so that nothing is lost and all machines
measure the same. `kg/data/square.ttf` holds that square, and a `cmap` of format 13, which maps all characters to it.
"""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

SQUARE = Path(__file__).parents[2] / "data" / "square.ttf"
CHINESE = (128, 129, 134, 136)  # FXFONT charsets: Shift-JIS, Hangul, GB2312, Big5


def open_document(data: bytes) -> PdfDocument:
    """Open a file.

    Raises:
        PdfiumError: it cannot be opened; `err_code` says why.
    """
    from pypdfium2 import PdfDocument

    _one_font()
    return PdfDocument(data)


@cache
def _one_font() -> object:
    """Give pdfium its font; what is returned must live as long as the process."""
    import pypdfium2.raw as raw

    font = SQUARE.read_bytes()

    def of_charset(_info: object, _weight: int, _italic: int, charset: int, _pitch: int, _face: object, _exact: object) -> int | None:
        return 1 if charset in CHINESE else None

    def of_name(_info: object, _face: object) -> None:
        return None

    def contents(_info: object, _font: object, table: int, buffer: object, size: int) -> int:
        if table:  # only whole fonts are asked for with 0
            return 0
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))  # type: ignore[arg-type]
        return len(font)

    def done(_info: object, _font: object) -> None:
        return None

    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    fonts = raw.FPDF_SYSFONTINFO()
    fonts.version = 1
    fonts.MapFont, fonts.GetFont, fonts.GetFontData, fonts.DeleteFont = kept = (
        kinds["MapFont"](of_charset), kinds["GetFont"](of_name), kinds["GetFontData"](contents), kinds["DeleteFont"](done),
    )  # fmt: skip
    raw.FPDF_SetSystemFontInfo(fonts)
    return fonts, kept
