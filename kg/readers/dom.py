"""HTML -> a small tree. The parser hands over tags one by one, so that no input costs more than its length; nothing of minutes here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

DEEP = 100  # elements inside each other; what is nested deeper stands in that one
DEEPEST = 1000
MOST = 500_000  # elements
_PIECE = 1 << 16
BREAKING = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup "
    "hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
UNREAD = frozenset(
    "script style template noscript svg math object embed applet iframe canvas audio video map select option button input textarea datalist rt rp rtc head "
    "noframes frameset xml".split()
)


class TooMuch(Exception):
    """The page is larger or deeper than pages are."""


@dataclass(slots=True, eq=False)
class Node:
    """An element: its name, its attributes, and what stands in it."""

    tag: str
    attributes: dict[str, str]
    inside: list[Node | str] = field(default_factory=list)
    unread: bool = False
    style: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def nodes(self) -> list[Node]:
        return [child for child in self.inside if isinstance(child, Node)]

    def walk(self) -> Iterator[Node]:
        """Yield this element and all in it, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.nodes())

    def text(self) -> str:
        """Return the characters that are read in it."""
        return "".join(part for part in self.pieces())

    def pieces(self) -> Iterator[str]:
        waiting: list[Node | str] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                yield part
            elif not part.unread:
                waiting += reversed(part.inside)


class _Builder:
    """Takes what the parser says."""

    def __init__(self) -> None:
        self.root = Node("html", {})
        self.open = [self.root]
        self.breaking = [False]  # for each open element, whether a line ends with it although it is none of the tree
        self.count = 0

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes]) -> None:
        self.count += 1
        if self.count > MOST:
            raise TooMuch(f"the page has more than {MOST:,} elements")
        if len(self.open) > DEEPEST:
            raise TooMuch(f"the page has more than {DEEPEST:,} elements inside each other")
        name = str(tag).lower()
        above = self.open[-1]
        if len(self.open) > DEEP and name not in UNREAD:
            breaking = name in BREAKING or name == "br"
            if breaking:
                above.inside.append(Node("br", {}))
            self.open.append(above)
            self.breaking.append(breaking)
            return
        node = Node(name, {str(key).lower(): str(value or "") for key, value in attrib.items()}, unread=name in UNREAD)
        above.inside.append(node)
        self.open.append(node)
        self.breaking.append(False)

    def end(self, tag: str | bytes) -> None:
        if len(self.open) > 1 and self.breaking.pop():
            self.open.pop().inside.append(Node("br", {}))
        elif len(self.open) > 1:
            self.open.pop()

    def data(self, data: str | bytes) -> None:
        self.open[-1].inside.append(str(data))

    def comment(self, text: str | bytes) -> None:
        """Comments are not read."""

    def close(self) -> Node:
        return self.root


def parse(text: str) -> Node:
    """Parse a page.

    Raises:
        TooMuch: it has too many elements, or too many inside each other.
    """
    from lxml import etree

    builder = _Builder()
    parser = etree.HTMLParser(target=builder, encoding="utf-8", huge_tree=True)
    data = text.encode("utf-8", "replace")
    try:
        for at in range(0, len(data), _PIECE):
            parser.feed(data[at : at + _PIECE])
        parser.close()
    except etree.XMLSyntaxError:  # nothing but comments
        pass
    return builder.root
