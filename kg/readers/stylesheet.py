"""The few rules of style that decide what a page says: what is shown, what is struck out, how lists are numbered."""

from __future__ import annotations

import regex

from .dom import Node

_COMMENT = regex.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", regex.S)
_TOKEN = regex.compile(r"[^{}]+|[{}]")
_SELECTOR = regex.compile(r"(?P<tag>[a-zA-Z][a-zA-Z0-9]*)?(?P<more>[.#][\w-]+)?")
_WANTED = frozenset({"display", "visibility", "text-decoration", "text-decoration-line", "list-style", "list-style-type", "white-space"})
Rules = dict[str, str]


class Sheet:
    """The rules of a page that name an element, a class or an id, and nothing more."""

    def __init__(self, root: Node) -> None:
        self._rules: dict[str, Rules] = {}
        for node in root.walk():
            if node.tag == "style":
                self._read("".join(part for part in node.inside if isinstance(part, str)))

    def of(self, node: Node) -> Rules:
        """Return the rules for an element; its own come last."""
        found: Rules = {}
        if self._rules:
            names = [f".{name}" for name in node.get("class").split()[:50]] + [f"#{node.get('id')}"] * bool(node.get("id"))
            for selector in (node.tag, *names, *(node.tag + name for name in names)):
                found |= self._rules.get(selector, {})
        style = node.get("style")
        return found | _declared(style) if style else found

    def _read(self, text: str) -> None:
        # What stands inside @media and the like is for other screens, or for paper.
        depth, at_rule, prelude = 0, False, ""
        for token in _TOKEN.findall(_COMMENT.sub("", text)):
            if token == "{":
                at_rule |= depth == 0 and prelude.rpartition(";")[2].strip().startswith("@")
                depth += 1
            elif token == "}":
                depth = max(depth - 1, 0)
                at_rule &= depth > 0
                prelude = ""
            elif depth == 0:
                prelude = token
            elif depth == 1 and not at_rule:
                self._add(prelude.rpartition(";")[2], _declared(token))

    def _add(self, selectors: str, rules: Rules) -> None:
        for selector in selectors.split(",") if rules else ():
            m = _SELECTOR.fullmatch(selector.strip())
            if m and m[0]:
                name = (m["tag"] or "").lower() + (m["more"] or "")
                self._rules[name] = self._rules.get(name, {}) | rules


def is_hidden(node: Node, rules: Rules) -> bool:
    return "hidden" in node.attributes or rules.get("display") == "none" or rules.get("visibility") == "hidden"


def is_struck(node: Node, rules: Rules) -> bool:
    return node.tag in ("del", "s", "strike") or "line-through" in rules.get("text-decoration", "") + rules.get("text-decoration-line", "")


def _declared(style: str) -> Rules:
    found: Rules = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon and name in _WANTED:
            found["list-style-type" if name == "list-style" else name] = value.replace("!important", "").strip().lower()
    return found
