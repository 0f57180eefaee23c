"""Minting: from names to IRIs. The path words of data IRIs stand here and nowhere else."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache

import regex

from .source import digest

BASE = "https://kg.example/"
KINDS = (
    "meeting", "minutes", "chair", "person", "group", "case", "decision", "directive", "statement", "count", "item",
    "project", "organization", "graph", "coverage", "correction", "agent",
)
LONGEST, KEPT = 60, 48

_SPACE = r"[\s\p{Cf}]+"
_LATIN_GAP = regex.compile(rf"(?<=[A-Za-z0-9]){_SPACE}(?=[A-Za-z0-9])")
_DROPPED = regex.compile(_SPACE)
_DASH = regex.compile(r"[\p{Pd}\u2212\u2500\u2501]")
_PAIRS = ("『』", "“”", "〝〞", "﹁﹂", "﹃﹄", "｢｣", "‘’")
_QUOTES = {ord(mark): "「」"[side] for pair in _PAIRS for side, mark in enumerate(pair)} | {0xFF02: '"'}
_UNRESERVED = regex.compile(
    r"[A-Za-z0-9._~\-\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    r"\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)
_PLAIN = regex.compile(f"(?:{_UNRESERVED.pattern})*")
_FULL = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F) if not chr(code).isalnum() and chr(code) not in "-"}
_ASCII = {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F) if chr(code).isalnum() or chr(code) == "-"}
# One final 案 is dropped, but not that of 方案, 專案, 提案, 草案, 個案, 法案: there it belongs to the noun.
_FINAL_CASE = regex.compile(r"(?<![方專提草個法])案$")


@lru_cache(maxsize=8192)
def segment(name: str) -> str:
    """Return a name as one IRI segment: equal for spellings of one thing, readable, RFC 3987 `iunreserved` only.

    Over 60 characters: the first 48, `~` and 12 hexadecimal digits of the whole segment's sha-256.
    """
    return _cut(normal(name))


@lru_cache(maxsize=8192)
def normal(name: str) -> str:
    """Return a name in the form its segment is made of, before it is shortened and escaped."""
    text = unicodedata.normalize("NFC", name).translate(_ASCII | _QUOTES)
    text = _DROPPED.sub("", _LATIN_GAP.sub("-", text.strip()))
    text = _DASH.sub("-", text.replace("台", "臺"))
    if '"' in text:
        parts = text.split('"')
        text = "".join(part + "「」"[place % 2] for place, part in enumerate(parts))[:-1]
    return unicodedata.normalize("NFC", text.translate(_FULL))


@lru_cache(maxsize=8192)
def title(name: str) -> str:
    """Return the form of a case's title that its IRI is made of: without one final 案 that is no part of a noun."""
    return _cut(untitled(name))


def untitled(name: str) -> str:
    """Return a title without its final 案, before it is shortened and escaped."""
    text = normal(name)
    return _FINAL_CASE.sub("", text) or text


def path(*names: str) -> str:
    """Join names as segments."""
    return "/".join(segment(name) for name in names if name)


def short_digest(text: str) -> str:
    """Return 12 hexadecimal digits of the squeezed text's sha-256."""
    return digest(text)[:12]


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return escaped(text)
    return f"{escaped(text[:KEPT])}~{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def escaped(text: str) -> str:
    """Return a text with all that no segment holds percent-encoded."""
    return text if _PLAIN.fullmatch(text) else "".join(c if _UNRESERVED.match(c) else _percent(c) for c in text)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
