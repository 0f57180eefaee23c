"""The picture of one thing and what it has to do with: the thing in the middle, its neighbours around it, words on the lines."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot

from ..network.rows import Edge, Node
from ..network.words import node_label, status_label
from .around import Box, Neighbour, neighbours_of, placed
from .canvas import LARGE, SIZE, SMALL, Canvas, balanced, cut, number, wide, wrapped
from .words import english, said

_MARGIN, _PAD, _LINE = 16, 8, 16
_TITLE, _LINES, _MIDDLE, _MIDDLE_LINES = 26, 3, 34, 5  # cells and lines of a title, and of the one in the middle
_WORDS, _WORDS_MOST = 24, 2  # cells of the words on a line, and lines of them
_ARROW, _HALF = 8.0, 4.0
_HEAD = 80  # cells of the heading


def neighbourhood(nodes: Iterable[Node], edges: Iterable[Edge], centre: str, lang: str = "zh-hant") -> str:
    """Return the picture of a thing and its neighbours, thirty things at most, as SVG.

    Args:
        nodes, edges: in any order; those that have nothing to do with it may be there.
        centre: its IRI.
        lang: `en`, or Chinese.

    Raises:
        KeyError: the thing is no node.
    """
    return _Picture(*neighbours_of(nodes, edges, centre), lang).svg()


class _Picture:
    def __init__(self, middle: Node, around: list[Neighbour], more: int, lang: str) -> None:
        self._middle, self._around, self._more, self._lang, self._en = middle, around, more, lang, english(lang)
        self._canvas = Canvas()
        self._titles = [balanced(self._label(one.node), _TITLE, _LINES) for one in around]
        self._title = balanced(self._label(middle), _MIDDLE, _MIDDLE_LINES)
        self._words = [self._edge_words(one) for one in around]

    def svg(self) -> str:
        """Return the picture."""
        middle, boxes, words = self._places()
        for one, box, told, lines in zip(self._around, boxes, words, self._words, strict=True):
            self._line(one, middle, box)
            self._tell(one, told, lines)
        self._box(self._middle, self._title, middle, central=True)
        for one, box, title in zip(self._around, boxes, self._titles, strict=True):
            self._box(one.node, title, box)
        name = said("around", self._lang, self._label(self._middle))
        right, bottom = max(box.x + box.width / 2 for box in (middle, *boxes)), max(box.y + box.height / 2 for box in (middle, *boxes))
        self._canvas.write(_MARGIN, _MARGIN + LARGE, cut(name, _HEAD), title=name, kind="f-ink large")
        note = said("and-more", self._lang, self._more) if self._more else "" if self._around else said("alone", self._lang)
        if note:
            bottom += 24
            self._canvas.write(_MARGIN, bottom, note, kind="f-ink bold")
        width = max(right + _MARGIN, wide(cut(name, _HEAD), LARGE) + 2 * _MARGIN, wide(note) + 2 * _MARGIN)
        desc = f"{said('around-desc', self._lang, self._label(self._middle))} {note}".strip()
        return self._canvas.svg(width, bottom + _MARGIN, title=name, desc=desc, lang="en" if self._en else "zh-Hant")

    def _places(self) -> tuple[Box, list[Box], list[Box]]:
        """Return the boxes of the middle, the neighbours and the words, below the heading."""
        sizes = [self._size(one.node, title) for one, title in zip(self._around, self._titles, strict=True)]
        words = [(max(map(wide, lines), default=0) * SMALL / SIZE + 8, len(lines) * (SMALL + 3) + 4.0) for lines in self._words]
        middle, boxes, told = placed(self._size(self._middle, self._title), sizes, words)
        left, top = min(box.x - box.width / 2 for box in (middle, *boxes)), min(box.y - box.height / 2 for box in (middle, *boxes))
        dx, dy = _MARGIN - left, _MARGIN + LARGE + 18 - top
        moved = [Box(box.x + dx, box.y + dy, box.width, box.height) for box in (middle, *boxes, *told)]
        return moved[0], moved[1 : len(boxes) + 1], moved[len(boxes) + 1 :]

    def _size(self, node: Node, title: list[str]) -> tuple[float, float]:
        return max(wide(line) for line in (self._kind(node), *title)) + 2 * _PAD + 8, (len(title) + 1) * _LINE + 2 * _PAD - 2.0

    def _box(self, node: Node, title: list[str], box: Box, *, central: bool = False) -> None:
        """Draw a box: its kind as a colour and as a word, persons and organizations with round ends."""
        left, top = box.x - box.width / 2, box.y - box.height / 2
        round_ = 14 if node.kind in ("person", "organization", "group") else 2
        told = f"{self._label(node)} — {self._kind(node)}"
        classes = f"{'kg-middle' if central else 'kg-box'} f-{'band' if central else 'paper'} k-{node.kind}"
        self._canvas.draw("rect", title=told, kind=classes, x=left, y=top, width=box.width, height=box.height, rx=round_, stroke_width=4 if central else 2)
        self._canvas.draw("circle", kind=f"b-{node.kind}", cx=left + _PAD + 5, cy=top + _PAD + 6, r=4)
        self._canvas.write(left + _PAD + 13, top + _PAD + 10, self._kind(node), kind="f-soft small")
        for place, line in enumerate(title, 1):
            self._canvas.write(left + _PAD, top + _PAD + 10 + place * _LINE, line, title=told, kind=f"f-ink{' bold' * central}")

    def _line(self, one: Neighbour, middle: Box, box: Box) -> None:
        start, end = middle.edge(box.x, box.y), box.edge(middle.x, middle.y)
        self._canvas.draw("path", kind="kg-line s-life", d=f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}", stroke_width=1.5)
        if any(edge.source == self._middle.iri for edge in one.edges):
            self._arrow(start, end)
        if any(edge.target == self._middle.iri for edge in one.edges):
            self._arrow(end, start)

    def _arrow(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        dx, dy = end[0] - start[0], end[1] - start[1]
        long = hypot(dx, dy) or 1
        x, y = end[0] - dx / long * _ARROW, end[1] - dy / long * _ARROW
        across = dy / long * _HALF, dx / long * _HALF
        points = (end, (x + across[0], y - across[1]), (x - across[0], y + across[1]))
        self._canvas.draw("path", kind="kg-arrow f-life", d=f"M{'L'.join(f'{number(px)} {number(py)}' for px, py in points)}z")

    def _tell(self, one: Neighbour, box: Box, lines: list[str]) -> None:
        top = box.y - box.height / 2
        told = "\n".join(" ".join(part for part in (edge.date, edge.label_en if self._en else edge.label, edge.wording) if part) for edge in one.edges)
        self._canvas.draw("rect", kind="kg-words f-paper", x=box.x - box.width / 2, y=top, width=box.width, height=box.height, rx=2)
        for place, line in enumerate(lines, 1):
            self._canvas.write(box.x, top + place * (SMALL + 3), line, title=told, kind="f-ink small", anchor="middle")

    def _edge_words(self, one: Neighbour) -> list[str]:
        """Return the words for how two things are joined: each once, in the order of time; which are left out is said."""
        words = list(dict.fromkeys(edge.label_en if self._en else edge.label for edge in sorted(one.edges, key=lambda edge: (edge.date, edge))))
        lines = wrapped(said("join", self._lang).join(words), _WORDS, _WORDS_MOST + 1)
        return lines if len(lines) <= _WORDS_MOST else [*lines[: _WORDS_MOST - 1], said("more-words", self._lang, len(words))]

    def _kind(self, node: Node) -> str:
        words = node_label(node.kind)[self._en]
        return f"{words} · {status_label(node.status)[self._en]}" if node.status else f"{words} · {node.date}" if node.date else words

    def _label(self, node: Node) -> str:
        return (self._en and node.label_en) or node.label
