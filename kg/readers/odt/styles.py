"""Paragraph and text styles: what is hidden, and which list a paragraph belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .names import all_of, child, get

if TYPE_CHECKING:
    from lxml.etree import _Element

DEPTH = 64  # styles that one is based on, one after the other


class Style(NamedTuple):
    parent: str | None
    list_style: str | None
    hidden: bool | None
    struck: bool | None


class Styles:
    """The styles of a document, by family and name."""

    def __init__(self, roots: list[_Element]) -> None:
        self._styles: dict[tuple[str, str], Style] = {}
        for style in all_of(roots, "style:style"):
            properties = child(style, "style:text-properties")
            shown = get(properties, "text:display")
            through = [said for name in ("style", "type") if (said := get(properties, f"style:text-line-through-{name}")) is not None]
            made = Style(
                get(style, "style:parent-style-name"), get(style, "style:list-style-name"), None if shown is None else shown == "none",
                "none" not in through if through else None,
            )  # fmt: skip
            self._styles[(get(style, "style:family") or "", get(style, "style:name") or "")] = made

    def _chain(self, family: str, name: str | None) -> list[Style]:
        found: list[Style] = []
        seen = set[str]()
        while name is not None and name not in seen and len(seen) < DEPTH and (family, name) in self._styles:
            seen.add(name)
            found.append(self._styles[(family, name)])
            name = found[-1].parent
        return found

    def hidden(self, family: str, name: str | None) -> bool | None:
        """Tell whether text of a style is hidden; `None` where no style says so."""
        return next((style.hidden for style in self._chain(family, name) if style.hidden is not None), None)

    def struck(self, family: str, name: str | None) -> bool | None:
        """Tell whether text of a style is struck out; `None` where no style says so."""
        return next((style.struck for style in self._chain(family, name) if style.struck is not None), None)

    def list_style(self, name: str | None) -> str | None:
        """Return the list style of a paragraph style; an empty one takes the number away."""
        return next((style.list_style for style in self._chain("paragraph", name) if style.list_style is not None), None)
