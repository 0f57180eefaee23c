"""Pictures of the view: cases in lanes along time, and the neighbourhood of one thing, as SVG and PNG.

Same input, same bytes. Colours for paper and, where a viewer asks for them, for the dark; titles are cut visibly and whole
under the pointer; what is left out is said in the picture. Knows nodes and edges, no format and no file.
"""

from __future__ import annotations

from .canvas import STYLE
from .lanes import lanes
from .neighbourhood import neighbourhood
from .raster import PictureError, png

__all__ = ["STYLE", "PictureError", "lanes", "neighbourhood", "png", "unstyled"]


def unstyled(svg: str) -> str:
    """Return a picture without its style, for a page that has `STYLE` in a file of its own."""
    return svg.replace(f"\n<style>{STYLE}</style>", "", 1)
