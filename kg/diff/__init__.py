"""What changed between two graphs: as lines (`spell`, `changes`, `write_patch`), and in words (`Changes`, `compare`)."""

from __future__ import annotations

from .lines import changes, spell, write_patch
from .words import Changes, compare

__all__ = ["Changes", "changes", "compare", "spell", "write_patch"]
