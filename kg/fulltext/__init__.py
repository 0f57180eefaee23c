"""Words in texts: when a text holds a word (`words`, `years`), and an index of many texts (`index`).

Knows characters and numbers, and no graph. `functions` lends the same to SPARQL.
"""

from __future__ import annotations

from .index import Damaged, Index, Row, row, write_index
from .words import Words, folded, words

__all__ = ["Damaged", "Index", "Row", "Words", "folded", "row", "words", "write_index"]
