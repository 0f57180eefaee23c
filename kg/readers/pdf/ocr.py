"""A page that is a picture -> its lines, recognized by Tesseract. Knows the command, no words."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from .lines import Line, View, in_order

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

LANGUAGE = "chi_tra"  # it knows Latin letters too; with "eng" beside it, Chinese lines are taken for English ones
DPI = 300
MOST = 6000  # pixels of a side: posters are rendered coarser
LIMIT = 180  # seconds a page
WIDE = 1.5  # times the height of a line: a gap so wide parts columns

Rect = tuple[float, float, float, float]


class Recognized(NamedTuple):
    """The lines of a page, and the places of its words; a line's `chars` are indexes of words."""

    lines: list[Line]
    words: list[Rect]


class Failure(Exception):
    """Why nothing was recognized."""


def missing() -> str:
    """Return what is missing to recognize Chinese; empty where all is there."""
    if shutil.which("tesseract") is None:
        return "the command tesseract is not installed"
    try:
        return "" if LANGUAGE in _languages() else f"Tesseract has no data for Chinese ({LANGUAGE})"
    except (OSError, subprocess.SubprocessError):
        return "the command tesseract does not run"


def recognize(page: PdfPage, shown: View) -> Recognized:
    """Recognize the characters of a page.

    Raises:
        Failure: Tesseract failed or took too long.
    """
    scale = min(DPI / 72, MOST / max(shown.width, shown.height, 1.0))
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--psm", "6", "--dpi", str(round(scale * 72)), "tsv"]
    try:
        done = subprocess.run(command, input=_picture(page, scale), capture_output=True, timeout=LIMIT, env={**os.environ, "OMP_THREAD_LIMIT": "1"}, check=False)
    except subprocess.TimeoutExpired as error:
        raise Failure(f"Tesseract took more than {LIMIT} seconds") from error
    except OSError as error:
        raise Failure(f"Tesseract cannot be run: {error.strerror}") from error
    if done.returncode:
        raise Failure("Tesseract failed")
    return _read(done.stdout.decode("utf-8", "replace"), scale)


def _languages() -> list[str]:
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=LIMIT, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "replace").split()


def _picture(page: PdfPage, scale: float) -> bytes:
    """Render a page as grey values, in the plainest form there is (PGM)."""
    bitmap = page.render(scale=scale, grayscale=True)
    pixels, wide, stride = memoryview(bitmap.buffer).cast("B"), bitmap.width, bitmap.stride
    rows = b"".join(bytes(pixels[at * stride : at * stride + wide]) for at in range(bitmap.height))
    head = b"P5 %d %d 255\n" % (wide, bitmap.height)
    bitmap.close()
    return head + rows


def _read(table: str, scale: float) -> Recognized:
    found: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    words: list[Rect] = []
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height = (int(cell) / scale for cell in cells[6:10])
            found.setdefault(tuple(cells[1:5]), []).append((cells[11].strip(), len(words)))
            words.append((left, top, left + width, top + height))
    return Recognized(in_order([_line(line, words) for line in found.values()]), words)


def _line(line: Sequence[tuple[str, int]], words: Sequence[Rect]) -> Line:
    em = median(words[at][3] - words[at][1] for _, at in line)
    text, chars = "", list[int]()
    for (word, at), gap in zip(line, _gaps(line, words, em), strict=True):
        text += gap + word
        chars += [-1] * len(gap) + [at] * len(word)
    rects = [words[at] for _, at in line]
    return Line(text, chars, min(r[0] for r in rects), max(r[2] for r in rects), min(r[1] for r in rects), max(r[3] for r in rects), em)


def _gaps(line: Sequence[tuple[str, int]], words: Sequence[Rect], em: float) -> Iterator[str]:
    """Yield what stands before each word: Tesseract parts Han characters too, which need no space."""
    yield ""
    for (before, one), (after, other) in pairwise(line):
        wide = words[other][0] - words[one][2] > WIDE * em
        yield " " if wide or (before[-1].isascii() and after[0].isascii()) else ""
