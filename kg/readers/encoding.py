"""Bytes -> text: which encoding it is in is decided by the bytes; what a file says of itself is only believed."""

from __future__ import annotations

import codecs
from functools import cache
from itertools import islice
from typing import NamedTuple

from ..patterns import pattern
from ..vocab import read_vocabulary

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte-order mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"), (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"), (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)  # fmt: skip
# In the order of preference where two are equally sound.
_OTHERS = (
    ("cp950", "Big5"), ("big5hkscs", "Big5-HKSCS"), ("utf-16-le", "UTF-16 without a byte-order mark"),
    ("utf-16-be", "UTF-16 without a byte-order mark"), ("gb18030", "GB18030"),
)  # fmt: skip
_DECLARED = {"big5": "cp950", "big5-tw": "cp950", "cp950": "cp950", "big5hkscs": "big5hkscs", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"}
SOUND = 0.15  # of the Chinese characters are among the common ones; of a text decoded wrongly less than 0.08 are
BROKEN = 200  # characters for each place that is broken: one that breaks more often is in another encoding
FEW = 3  # broken places are mended in the shortest text too
_SAMPLE = 200_000  # characters that are looked at


class Decoded(NamedTuple):
    """A text, the name of its encoding, and where in it bytes stood that are no character."""

    text: str
    encoding: str
    broken: tuple[int, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded | None:
    """Turn bytes into text; `None` if they are text in no encoding known here.

    Args:
        data: of the file, its byte-order mark included.
        declared: the name of the encoding that the file gives itself.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec, name) or (_mended(data, codec, name) if codec == "utf-8-sig" else None)
    data = _unpadded(data)
    plain = _strictly(data, "utf-8", "UTF-8")
    if plain and plain.text.count("\0") * 20 < len(plain.text):
        return plain
    wide = data + b"\0" if len(data) % 2 else data  # the last byte of it may have been taken for padding
    found = [decoded for codec, name in _preferred(declared) if (decoded := _strictly(wide if codec.startswith("utf-16") else data, codec, name))]
    best = max(found, key=lambda decoded: soundness(decoded.text), default=None)
    if best is not None and soundness(best.text) >= SOUND:
        return best
    mended = [decoded for codec, name in (("utf-8", "UTF-8"), *_OTHERS[:2]) if (decoded := _mended(data, codec, name))]
    return max(mended, key=lambda decoded: soundness(decoded.text), default=None) or _short(found)


def soundness(text: str) -> float:
    """Return which share of the Chinese characters are common in minutes, as far as there are any and not other signs."""
    sample = text[:_SAMPLE]
    han = pattern(r"\p{Han}").findall(sample)
    strange = len(pattern(r"[\p{Co}\p{Cn}\x00-\x08\x0e-\x1f\x80-\x9f]").findall(sample))
    return sum(c in _common() for c in han) / (len(han) + strange) if han else 0.0


def _preferred(declared: str) -> list[tuple[str, str]]:
    own = _DECLARED.get(declared.lower())
    return sorted(_OTHERS, key=lambda other: other[0] != own)


def _unpadded(data: bytes) -> bytes:
    return data.strip(b"\0") if data[:1] == b"\0" and data[1:2] == b"\0" else data.rstrip(b"\0")


def _short(found: list[Decoded]) -> Decoded | None:
    """Take Big5 at its word where there is too little text, or too strange, to tell."""
    return next((decoded for decoded in found if decoded.encoding.startswith("Big5")), None)


def _strictly(data: bytes, codec: str, name: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeDecodeError:
        return None


def _mended(data: bytes, codec: str, name: str) -> Decoded | None:
    """Put U+FFFD for bytes that are no character, if they are few and the rest is sound."""
    text = data.decode(codec, "replace")
    most = max(FEW, len(text) // BROKEN)
    broken = tuple(islice((m.start() for m in pattern("\ufffd+").finditer(text)), most + 1))
    return Decoded(text, name, broken) if len(broken) <= most and soundness(text) >= SOUND else None


@cache
def _common() -> frozenset[str]:
    """Characters of the words and names the program knows."""
    vocabulary = read_vocabulary()
    words = (word for concept in vocabulary.concepts.values() for word in concept.words)
    return frozenset(c for text in (*words, *(entity.label for entity in vocabulary.entities.values()), "的一是在有不為了與及以可") for c in text)
