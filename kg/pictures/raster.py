"""SVG -> PNG, by resvg, with the fonts of this machine."""

from __future__ import annotations

import re
from functools import cache

_TEST = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text y="32" font-size="32" font-family="sans-serif">{0}</text></svg>'
_FAMILIES = (
    "Noto Sans TC", "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei", "Source Han Sans TC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Heiti TC",
    "Droid Sans Fallback", "Noto Serif CJK TC", "AR PL UMing TW", "AR PL UKai TW", "PMingLiU", "MingLiU", "Arial Unicode MS", "DejaVu Sans", "Arial",
)  # fmt: skip
_MANY = 8_000_000  # pixels from which the picture is not drawn at twice its size
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


class PictureError(ValueError):
    """Say why a picture cannot be made, and what to do."""


def png(svg: str) -> bytes:
    """Return a picture of this room as PNG, in the colours for paper.

    Raises:
        PictureError: no font of this machine has Chinese characters.
    """
    from resvg_py import svg_to_bytes

    family = _family()
    if not family:
        raise PictureError("no font on this machine has Chinese characters, and a PNG would show boxes; install one (Debian: apt install fonts-noto-cjk), or choose svg")
    found = _SIZE.search(svg)
    area = float(found[1]) * float(found[2]) if found else 0
    return bytes(svg_to_bytes(svg_string=svg, sans_serif_family=family, zoom=2 if area < _MANY else 1))


@cache
def _family() -> str:
    """Return the first family with Chinese characters: under one without, two characters are two boxes, or nothing."""
    from resvg_py import svg_to_bytes

    for family in _FAMILIES:
        one, other = (svg_to_bytes(svg_string=_TEST.format(letter), sans_serif_family=family) for letter in "臺會")
        if one != other:
            return family
    return ""
