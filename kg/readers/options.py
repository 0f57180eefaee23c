"""What a reader is, and what a user may ask of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ..diagnostics import Diagnostic
from ..source import Source


class Options(NamedTuple):
    """`ocr`: recognize the characters of pages that are pictures."""

    ocr: bool = False


PLAIN = Options()

Reader = Callable[[bytes, Path, Options], tuple[Source | None, list[Diagnostic]]]
