"""Whether a page's text layer can be read: a scan has none, and a font without a map to Unicode gives signs that stand for nothing."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

FEW = 20  # characters: a scan may bear a stamp or a page number
MOST_UNMAPPED = 0.25  # of the characters; sound pages have none
MOST_JUNK = 0.3
COVERED = 0.5  # of the page by one picture

_HAN = regex.compile(r"\p{Han}")
# Bullets of the Symbol and Wingdings fonts are in private use too, and are known as what they are.
_JUNK = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]|[\p{Co}--[\uf020-\uf0ff]]|[!-,/;-@\[-`{-~]{3,}|[\x80-\xff]{2,}", regex.V1)


class State(Enum):
    """What a page holds."""

    TEXT = "text"
    FLAWED = "flawed"  # text, with characters that stand for nothing
    UNREADABLE = "unreadable"
    PICTURE = "picture"
    BLANK = "blank"


def state(page: PdfPage, layer: PdfTextPage, text: str) -> State:
    """Tell what a page holds.

    Args:
        page: the page.
        layer: its text layer.
        text: of the layer.
    """
    seen = sum(map(len, text.split()))
    junk = sum(len(m[0]) for m in _JUNK.finditer(text))
    unmapped = _unmapped(layer) if junk or len(text) != layer.count_chars() else 0
    if unmapped > max(MOST_UNMAPPED * seen, FEW) or (seen >= FEW and junk > MOST_JUNK * seen and len(_HAN.findall(text)) < MOST_JUNK * seen):
        return State.UNREADABLE
    if seen < FEW and _is_picture(page, bare=not seen):
        return State.PICTURE
    if not seen:
        return State.BLANK
    return State.FLAWED if unmapped else State.TEXT


def _unmapped(layer: PdfTextPage) -> int:
    """Count the characters of no known code; bullets of symbol fonts are known without."""
    import pypdfium2.raw as raw

    places = (i for i in range(layer.count_chars()) if raw.FPDFText_HasUnicodeMapError(layer.raw, i) == 1)
    return sum(not 0xF020 <= raw.FPDFText_GetUnicode(layer.raw, i) <= 0xF0FF for i in places)


def _is_picture(page: PdfPage, *, bare: bool) -> bool:
    """Tell whether a page is one: pictures cover it, or drawing is all there is."""
    import pypdfium2.raw as raw

    count = raw.FPDFPage_CountObjects(page)
    if bare:
        return bool(count)
    wide, high = page.get_size()
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = found.get_bounds()
        if (right - left) * (top - bottom) > COVERED * wide * high:
            return True
    return False
