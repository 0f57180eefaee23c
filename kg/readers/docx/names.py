"""The names of WordprocessingML, without namespaces; both the transitional and the strict ones are known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHORT = {
    _MAIN: "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps:",
}
_SPACES = tuple(space for space, short in _SHORT.items() if short == "w:")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def tag(element: _Element) -> str:
    """Return an element's name as `w:p`; a foreign one keeps its local name alone."""
    space, _, local = str(element.tag).rpartition("}")
    return _SHORT.get(space[1:], "") + local


def attribute(element: _Element | None, name: str, default: str | None = None) -> str | None:
    """Return an attribute of the element's own namespace."""
    if element is None:
        return default
    for space in _SPACES:
        if (value := element.get(f"{{{space}}}{name}")) is not None:
            return value
    return default


def child(element: _Element | None, *path: str) -> _Element | None:
    """Follow a path of child elements, the first of each name."""
    for name in path:
        if element is None:
            return None
        element = next((c for c in element if tag(c) == name), None)
    return element


def children(element: _Element, name: str) -> Iterator[_Element]:
    """Yield the child elements of a name."""
    return (c for c in element if tag(c) == name)


def value(element: _Element | None, *path: str) -> str | None:
    """Return the `w:val` at the end of a path."""
    return attribute(child(element, *path), "val")


def number(element: _Element | None, *path: str) -> int | None:
    """Return the `w:val` at the end of a path as a number, `None` where it is none."""
    return integer(child(element, *path), "val")


def integer(element: _Element | None, name: str) -> int | None:
    """Return an attribute as a number, `None` where it is none."""
    text = attribute(element, name)
    return int(text) if text is not None and text.removeprefix("-").isdecimal() and len(text) < 10 else None


def is_on(element: _Element | None) -> bool | None:
    """Return what a switch such as `w:vanish` says, `None` where it is absent."""
    return None if element is None else attribute(element, "val", "true") not in ("0", "false", "off")


def is_kept(element: _Element) -> bool:
    """Tell whether white space at the ends of a text counts."""
    return element.get(_SPACE) == "preserve"
