"""The sheet that pictures are drawn on: SVG as text, one style for all, colours for paper and for the dark."""

from __future__ import annotations

import re
from html import escape

from ..diagnostics import cells
from ..network.palette import PALETTE
from ..network.plain import clean, one_line

SIZE, SMALL, LARGE = 12, 10, 15
_CELL = 0.53  # of the size of the letters: half of a Chinese character, and a little more than most Latin letters
_MOST = 4  # code points a cell: what joins letters takes no room
_FONTS = "'Noto Sans TC','Noto Sans CJK TC','PingFang TC','Microsoft JhengHei',sans-serif"
_TOKEN = re.compile(r"[!-~\u00a1-\u024f]+|.", re.S)
# name -> on paper, in the dark
_COLOURS: dict[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#15181d"), "ink": ("#1b1f24", "#e8eaed"), "soft": ("#57606a", "#a9b1bb"), "grid": ("#d8dde3", "#363d46"),
    "band": ("#f1f3f5", "#20262d"), "added": ("#1a7f37", "#57c476"), "delisted": ("#b3261e", "#ff8a80"), "both": ("#8250df", "#c8a6ff"), "life": ("#6e7781", "#8b949e"),
}  # fmt: skip


def _style() -> str:
    plain = "".join(_rules(name, light) for name, (light, _) in _COLOURS.items())
    dark = "".join(_rules(name, dark) for name, (_, dark) in _COLOURS.items())
    kinds = "".join(f".kg-picture .k-{kind}{{stroke:{colour}}}.kg-picture .b-{kind}{{fill:{colour}}}" for kind, colour in PALETTE.items())
    fonts = f".kg-picture text{{font-family:{_FONTS};font-size:{SIZE}px}}.kg-picture .small{{font-size:{SMALL}px}}.kg-picture .large{{font-size:{LARGE}px;font-weight:bold}}.kg-picture .bold{{font-weight:bold}}"
    return f"{fonts}{plain}{kinds}@media (prefers-color-scheme: dark){{{dark}}}"


def _rules(name: str, colour: str) -> str:
    return f".kg-picture .f-{name}{{fill:{colour}}}.kg-picture .s-{name}{{stroke:{colour}}}"


STYLE = _style()


class Canvas:
    """What is drawn so far, the later over the earlier."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def draw(self, element: str, *, title: str = "", kind: str = "", **attributes: object) -> None:
        """Add an element.

        Args:
            title: what a pointer over it is told.
            kind: its classes.
            attributes: of SVG; `_` in a name stands for `-`.
        """
        told = f"><title>{safe(title)}</title></{element}>" if title else "/>"
        self._parts.append(f"<{element}{_attributes(kind, attributes)}{told}")

    def write(self, x: float, y: float, words: str, *, title: str = "", kind: str = "f-ink", anchor: str = "start") -> None:
        """Add a line of text, as it is."""
        told = f"<title>{safe(title)}</title>" if title else ""
        turned = {} if anchor == "start" else {"text_anchor": anchor}
        self._parts.append(f"<text{_attributes(kind, {'x': x, 'y': y, **turned})}>{told}{safe(words)}</text>")

    def add(self, other: Canvas) -> None:
        """Add what was drawn on another."""
        self._parts += other._parts

    def svg(self, width: float, height: float, *, title: str, desc: str, lang: str) -> str:
        """Return the picture."""
        w, h = number(width), number(height)
        head = f'<svg xmlns="http://www.w3.org/2000/svg" class="kg-picture" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" xml:lang="{lang}">'
        about = f"<title>{safe(title)}</title>\n<desc>{safe(desc)}</desc>\n<style>{STYLE}</style>"
        return "\n".join((head, about, f'<rect class="f-paper" width="{w}" height="{h}"/>', *self._parts, "</svg>", ""))


def number(value: float) -> str:
    """Return a length with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def safe(text: str) -> str:
    """Return a text as XML can hold it, on one line."""
    return escape(clean(one_line(text)))


def wide(text: str, size: float = SIZE) -> float:
    """Return how wide a text is in letters of a size: an estimate, rather too much."""
    return cells(text) * size * _CELL


def cut(text: str, room: int) -> str:
    """Return a text on one line, cut visibly to some cells."""
    text = clean(one_line(text)).strip()
    if cells(text) <= room and len(text) <= room * _MOST:
        return text
    kept, used = "", 1
    for letter in text[: room * _MOST]:
        used += cells(letter)
        if used > room:
            break
        kept += letter
    return f"{kept.rstrip()}…"


def wrapped(text: str, room: int, lines: int) -> list[str]:
    """Return a text in lines of some cells, broken between words or Chinese characters; what is too long ends in `…`."""
    made, left = list[str](), clean(one_line(text)).strip()
    while left and len(made) < lines - 1:
        line = _first(left, room)
        made.append(line.rstrip())
        left = left[len(line) :].lstrip()
    return [*made, cut(left, room)] if left else made


def balanced(text: str, room: int, lines: int) -> list[str]:
    """Return the same, in no more lines, of about the same width."""
    made = wrapped(text, room, lines)
    if len(made) < 2 or made[-1].endswith("…"):
        return made
    for narrower in range(room - 1, room // 2, -1):
        tried = wrapped(text, narrower, lines)
        if len(tried) > len(made) or tried[-1].endswith("…"):
            break
        made = tried
    return made


def _first(text: str, room: int) -> str:
    line, used = "", 0
    for token in _TOKEN.findall(text[: room * _MOST]):
        used += cells(token)
        if used > room:
            break
        line += token
    if line.strip():
        return line
    return next((text[:end] for end in range(min(len(text), room * _MOST), 0, -1) if cells(text[:end]) <= room), text[0])


def _attributes(kind: str, attributes: dict[str, object]) -> str:
    named = {"class": kind, **attributes} if kind else attributes
    return "".join(f' {name.replace("_", "-")}="{number(value) if isinstance(value, float) else escape(str(value))}"' for name, value in named.items())
