"""The names of OpenDocument, with short prefixes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {name: f"{_OASIS}{name}:1.0" for name in ("office", "style", "text", "table", "manifest")}
_SPACES |= {"draw": f"{_OASIS}drawing:1.0", "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"}
_SHORT = {space: name for name, space in _SPACES.items()}
ID = "{http://www.w3.org/XML/1998/namespace}id"


def tag(element: _Element) -> str:
    """Return an element's name as `text:p`; a foreign one keeps its local name alone."""
    space, _, local = str(element.tag).rpartition("}")
    short = _SHORT.get(space[1:])
    return f"{short}:{local}" if short else local


def get(element: _Element | None, name: str) -> str | None:
    """Return an attribute by its short name."""
    if element is None:
        return None
    space, _, local = name.partition(":")
    return element.get(f"{{{_SPACES[space]}}}{local}")


def count(element: _Element, name: str, default: int | None = None, limit: int = 1 << 20) -> int | None:
    """Return an attribute that is a number, within a limit; the default where it is none."""
    text = get(element, name)
    return min(int(text), limit) if text is not None and text.isdecimal() and len(text) < 10 else default


def child(element: _Element | None, *path: str) -> _Element | None:
    """Follow a path of child elements, the first of each name."""
    for name in path:
        if element is None:
            return None
        element = next((c for c in element if tag(c) == name), None)
    return element


def all_of(roots: list[_Element], name: str) -> Iterator[_Element]:
    """Yield all elements of a name, below any of the roots."""
    space, _, local = name.partition(":")
    for root in roots:
        yield from root.iter(f"{{{_SPACES[space]}}}{local}")
