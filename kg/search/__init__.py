"""Find things and sentences by the words in them: names first, then what was said, then lines of minutes nothing else quotes.

`entries` says what can be found in a graph, `found` what of it holds some words, the closest first; `place` keeps an index
of a large graph, which gives the same answers without the graph.
"""

from __future__ import annotations

from .entries import Scan, Shelf
from .found import Found, search
from .place import Indexed, Place, make, opened, place_of

__all__ = ["Found", "Indexed", "Place", "Scan", "Shelf", "make", "opened", "place_of", "search"]
