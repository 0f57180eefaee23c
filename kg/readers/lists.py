"""The numbers of lists, which stand on the page and not in its text."""

from __future__ import annotations

import regex

from .dom import Node
from .numerals import written

# The name in CSS -> the name in `numerals`, and what follows the number.
_STYLES: dict[str, tuple[str, str]] = {
    "decimal": ("decimal", ". "), "decimal-leading-zero": ("decimalZero", ". "), "cjk-decimal": ("ideographDigital", "、"),
    "cjk-ideographic": ("taiwaneseCountingThousand", "、"), "trad-chinese-informal": ("taiwaneseCountingThousand", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"), "simp-chinese-informal": ("taiwaneseCountingThousand", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"), "japanese-informal": ("japaneseCounting", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"), "cjk-earthly-branch": ("ideographZodiac", "、"),
    "upper-alpha": ("upperLetter26", ". "), "upper-latin": ("upperLetter26", ". "), "lower-alpha": ("lowerLetter26", ". "),
    "lower-latin": ("lowerLetter26", ". "), "upper-roman": ("upperRoman", ". "), "lower-roman": ("lowerRoman", ". "),
}  # fmt: skip
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_ROUND = frozenset({"disc", "circle", "square"})
_OWN = regex.compile(
    r"\s*(?:[壹貳參肆伍陸柒捌玖拾一二三四五六七八九十]{1,4}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}(?:、|[.．](?!\d))|[\u2460-\u2473\u3220-\u3229])"
)


def style_of(node: Node, otherwise: str) -> str:
    """Return the name of the style of a list's numbers, or `none`."""
    named = node.style.get("list-style-type", "").split()
    known = next((word for word in named if word in _STYLES or word in _ROUND or word == "none"), "")
    return known or _TYPES.get(node.get("type"), otherwise)


def prefixes(node: Node) -> list[str]:
    """Return what the page shows before each item of a list, in order; nothing before an item that brings its own number."""
    items = [item for item in node.nodes() if item.tag == "li" and not item.unread]
    style = style_of(node, "decimal" if node.tag == "ol" else "disc")
    backwards = "reversed" in node.attributes
    number, out = _integer(node.get("start"), len(items) if backwards else 1), list[str]()
    for item in items:
        number = _integer(item.get("value"), number)
        own = style_of(item, style)
        out.append("" if own in _STYLES and _OWN.match(item.text()) else _prefix(number, own))
        number += -1 if backwards else 1
    return out


def _prefix(number: int, style: str) -> str:
    if style in _ROUND:
        return "• "
    if style == "none":
        return ""
    name, after = _STYLES[style]
    return f"{written(number, name)}{after}"


def _integer(text: str, otherwise: int) -> int:
    text = text.strip()
    return int(text) if regex.fullmatch(r"-?\d{1,6}", text, regex.ASCII) else otherwise
