"""Which parts of a page are its frame: menus, paths, share bars, feet. What holds a line of minutes is never one of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

import regex

from ..patterns import pattern
from ..vocab import FIELD, read_vocabulary
from .dom import BREAKING, Node

LINKED = 0.5  # of a block's characters stand in links: a list of links, no text
LONGEST_TITLE = 100
_LANDMARKS = frozenset({"nav", "aside", "footer", "header"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar"})
_ARTICLES = frozenset({"article", "main"})
_NAMES = pattern(r"(?i)(?:^|[\s_-])(?:breadcrumbs?|shares?|sharebar|social|footer|menu|nav|navbar|navigation|sidebar|toolbar|pager|pagination|skip|skiplink|sitemap|copyright)(?:$|[\s_-])")
_PATHS = pattern(r"(?i)(?:^|[\s_-])(?:breadcrumbs?|menu|nav|navbar|navigation)(?:$|[\s_-])")
_TITLE = regex.compile(r"\S{4,}(?:會議|會報|會)\s*[紀記]\s*錄(?:[(（][^)）]*[)）])?$|\S{4,}議事錄$")
_NUMBERED = regex.compile(
    r"(?:[壹貳參叁肆伍陸柒捌玖拾]{1,3}|[一二三四五六七八九十]{1,4})\s?[、.．]|[(（]\s?[一二三四五六七八九十\d]{1,3}\s?[)）]\s*\S{2}|\d{1,2}[.、．](?!\d)\s*\S{4}"
)

_END = Node("br", {})  # where a block ends, so does a line


@dataclass(slots=True, eq=False)
class _Line:
    """A line as it is shown: its words, the links in it, and the block it stands in."""

    node: Node
    parts: list[str] = field(default_factory=list)
    links: list[Node] = field(default_factory=list)
    linked: int = 0

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()


@dataclass(slots=True)
class _Measured:
    """The page's lines, and for each element what it holds."""

    lines: list[_Line]
    nodes: list[Node]  # that are read, in order
    parents: dict[int, Node]
    order: dict[int, int]
    characters: Counter[int]
    linked: Counter[int]
    links: Counter[int]
    away: Counter[int]


def leave_out_frame(root: Node) -> int:
    """Mark the frame's elements as unread; return how many characters they hold."""
    page = _measure(root)
    titles = [line for line in page.lines if _is_text(line) and _is_title(line.text)]
    others = [line for line in page.lines if _is_text(line) and _says_minutes(line, page)]
    if not others:
        return 0
    held, body = _holders(page, [*titles, *others]), _holders(page, others)
    way = _way(page, held, len(titles) + len(others))
    first, last = (page.order[id(line.node)] for line in (others[0], others[-1]))
    left = 0
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.unread:
            continue
        if _is_frame(node, page, held, body, way, within=first <= page.order[id(node)] <= last):
            node.unread = True
            left += page.characters[id(node)]
        else:
            waiting += node.nodes()
    return left + sum(_leave_out_jumps(line) for line in page.lines)


def _measure(root: Node) -> _Measured:
    page = _Measured([], [], {}, {}, Counter(), Counter(), Counter(), Counter())
    line = _Line(root)
    waiting: list[tuple[Node | str, Node, Node, Node | None]] = [(root, root, root, None)]  # a part, its parent, its block, its link
    while waiting:
        part, parent, block, link = waiting.pop()
        if isinstance(part, str):
            _count(part, parent, link, line, page)
            continue
        if part.unread:
            continue
        if part is not _END:
            page.parents[id(part)] = parent
            page.order[id(part)] = len(page.order)
            page.nodes.append(part)
        if part.tag == "br" or part.tag in BREAKING:
            page.lines.append(line)
            line = _Line(block if part.tag == "br" else part)
        if part.tag in BREAKING:
            waiting.append((_END, parent, block, None))
            block = part
        if part.tag == "a" and part.get("href"):
            link = part
            page.links[id(part)] += 1
            page.away[id(part)] += _leads_away(part)
        waiting += [(inner, part, block, link) for inner in reversed(part.inside)]
    page.lines = [made for made in (*page.lines, line) if made.text]
    for node in reversed(page.nodes):
        if (above := page.parents[id(node)]) is not node:
            for counter in (page.characters, page.linked, page.links, page.away):
                counter[id(above)] += counter[id(node)]
    return page


def _count(text: str, parent: Node, link: Node | None, line: _Line, page: _Measured) -> None:
    shown = len("".join(text.split()))
    line.parts.append(text)
    page.characters[id(parent)] += shown
    if link is not None and shown:
        line.linked += shown
        page.linked[id(parent)] += shown
        if line.links[-1:] != [link]:
            line.links.append(link)


def _leads_away(link: Node) -> bool:
    """Tell a link to a place on the page, to a script or to another site."""
    return link.get("href").strip().lower().startswith(("#", "javascript:", "http:", "https:", "//", "mailto:", "tel:"))


def _is_text(line: _Line) -> bool:
    return line.linked < LINKED * len("".join(line.text.split()))


def _is_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and _TITLE.search(text) is not None


def _says_minutes(line: _Line, page: _Measured) -> bool:
    """Tell a line that begins with a label of minutes or with a number, printed or of a list."""
    text = line.text
    if _NUMBERED.match(text) or _labels().match(text):
        return True
    item = line.node if line.node.tag == "li" else page.parents[id(line.node)]
    return item.tag == "li" and page.parents[id(item)].tag == "ol" and len(text) >= 8 and not _is_title(text)


def _holders(page: _Measured, lines: list[_Line]) -> Counter[int]:
    """Count for each element how many of the lines it holds."""
    held = Counter(id(line.node) for line in lines)
    for node in reversed(page.nodes):
        if (above := page.parents[id(node)]) is not node:
            held[id(above)] += held[id(node)]
    return held


def _way(page: _Measured, held: Counter[int], whole: int) -> list[int]:
    """Return the way up from the element that is said to be the article; empty if none holds all the minutes."""
    found = [node for node in page.nodes if held[id(node)] == whole and (node.tag in _ARTICLES or node.get("role") in _ARTICLES or node.get("itemprop") == "articleBody")]
    way: list[int] = []
    node = found[-1] if found else None
    while node is not None:
        way.append(id(node))
        above = page.parents[id(node)]
        node = above if above is not node else None
    return way


def _is_frame(node: Node, page: _Measured, held: Counter[int], body: Counter[int], way: list[int], *, within: bool) -> bool:
    if held[id(node)] and not (body[id(node)] == 0 and _names(_PATHS, node)):
        return False
    if id(page.parents[id(node)]) in way[1:] and id(node) not in way:
        return True
    if node.tag in _LANDMARKS or node.get("role").lower() in _ROLES or (node.tag == "div" and node.get("title") in ("header", "footer")) or _names(_NAMES, node):
        return True
    links = page.links[id(node)]
    if node.tag not in BREAKING or links < 2 or page.linked[id(node)] < LINKED * page.characters[id(node)]:
        return False
    return not within or page.away[id(node)] == links


def _names(form: regex.Pattern[str], node: Node) -> bool:
    return node.tag in BREAKING and bool(form.search(f"{node.get('class')} {node.get('id')}"))


def _leave_out_jumps(line: _Line) -> int:
    """Leave out a line that only leads to another place on the page, or does something with it: 跳到主要內容區塊, 友善列印."""
    size = len("".join(line.text.split()))
    if line.linked < size or _NUMBERED.match(line.text) or _is_title(line.text):
        return 0
    links = [link for link in line.links if not link.unread]
    if not links or not all(link.get("href").strip().lower().startswith(("#", "javascript:")) for link in links):
        return 0
    for link in links:
        link.unread = True
    return size


@cache
def _labels() -> regex.Pattern[str]:
    wanted = {FIELD.time, FIELD.place, FIELD.chair, FIELD.recorder, FIELD.attendance}
    words = sorted({word for concept in read_vocabulary().concepts.values() if concept.iri in wanted for word in concept.words}, key=len, reverse=True)
    spaced = (r"\s*".join(map(regex.escape, word)) for word in words)
    return regex.compile(rf"(?:{'|'.join(spaced)})\s*(?:[:：]|$)")
