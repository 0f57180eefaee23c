"""The page of connections: what two things have to do with each other, step by step, with the words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..network import Edge, Node
from ..network.explain import Explained, explain
from ..network.sentences import heading, named, sentence, words
from .explorer import Explorer
from .frame import page
from .home import example
from .quotes import Cited
from .shown import Link, link, quoted
from .ways import Ways
from .words import ui

MOST, STEP = 50, 5
_LISTED = 12


class Step(NamedTuple):
    """What joins two things, in a sentence, with the ends and the words."""

    date: str
    meeting: Link
    sentence: str
    see: tuple[Link, ...]
    quotes: tuple[Cited, ...]


class Way(NamedTuple):
    """A connection: what kind, through what, its words and its steps."""

    heading: str
    words: tuple[Cited, ...]
    steps: tuple[Step, ...]


class Unknown(NamedTuple):
    """A name that stands for nothing, or for several things: what is said, and candidates by `from` and `to`."""

    words: str
    candidates: tuple[Link, ...]


def connections_page(explorer: Explorer, asked: Mapping[str, str], ways: Ways, path: str) -> str:
    """Return the page of connections: those asked for, or an example."""
    names, hubs = {end: asked.get(end, "").strip() for end in ("from", "to")}, asked.get("hubs", "") not in ("", "0")
    most = min(max(int(asked["most"]), STEP), MOST) if asked.get("most", "").isdecimal() and len(asked["most"]) < 5 else STEP
    values: dict[str, object] = {"explained": None, "unknown": [], "note": "", "example": False, "ways_found": [], "hubs_found": [], "misses": [], "more": ""}
    if names["from"] and names["to"]:
        values |= _asked(explorer, names, ways, hubs=hubs, most=most)
    elif names["from"] or names["to"]:
        values["note"] = ui("name-both", ways.language)
    elif pair := example(explorer):
        values |= _told(explorer, explain(explorer.index, *pair, most=STEP), ways) | {"example": True}
    return page("connections.html", ways, title=ui("connections", ways.language), name="connections", path=path, names=names, hubs=hubs, **values)


def _asked(explorer: Explorer, names: Mapping[str, str], ways: Ways, *, hubs: bool, most: int) -> dict[str, object]:
    found = {end: explorer.index.find(name) for end, name in names.items()}
    unknown = [_unknown(explorer, end, names, nodes, ways, hubs=hubs) for end, nodes in found.items() if len(nodes) != 1]
    if unknown:
        return {"unknown": unknown}
    one, other = found["from"][0], found["to"][0]
    if one == other:
        return {"note": ui("same-thing", ways.language)}
    told = explain(explorer.index, one, other, most=most, hubs=hubs)
    asked = {**names, **({"hubs": "1"} if hubs else {})}
    more = ways.page("connections.html", **asked, most=str(most + STEP)) if told.total > len(told.connections) and most < MOST else ""
    return _told(explorer, told, ways) | {"more": more, "with_hubs": ways.page("connections.html", **names, hubs="1")}


def _unknown(explorer: Explorer, end: str, names: Mapping[str, str], nodes: list[Node], ways: Ways, *, hubs: bool) -> Unknown:
    """Say of a name that it means nothing, or too much; each candidate asks again."""
    said = ui("many-names", ways.language, names[end], len(nodes)) if nodes else ui("unknown-name", ways.language, names[end])
    candidates = nodes[:_LISTED] or explorer.index.near(names[end])
    given = {**names, **({"hubs": "1"} if hubs else {})}
    return Unknown(said, tuple(Link(ways.page("connections.html", **given | {end: node.iri}), explorer.node_label(node, ways.language), node.kind) for node in candidates))


def _told(explorer: Explorer, told: Explained, ways: Ways) -> dict[str, object]:
    index, lang = explorer.index, ways.lang
    found = [Way(heading(index, c, lang), quoted(explorer, words(index, c), ways), tuple(_step(explorer, edge, ways) for edge in c.steps)) for c in told.connections]
    return {
        "explained": told, "ends": [named(end, end.iri, lang) for end in told.ends], "links": [link(explorer, end.iri, ways) for end in told.ends], "ways_found": found,
        "hubs_found": [link(explorer, hub.iri, ways) for hub in told.hubs], "misses": [tuple(_step(explorer, edge, ways) for edge in edges) for edges in told.misses], "with_hubs": "",
    }  # fmt: skip


def _step(explorer: Explorer, edge: Edge, ways: Ways) -> Step:
    meeting = link(explorer, edge.meeting, ways) if edge.meeting and edge.meeting not in (edge.source, edge.target) else Link("", "")
    see = tuple(link(explorer, iri, ways) for iri in (edge.source, edge.target))
    return Step(edge.date, meeting, sentence(explorer.index, edge, ways.lang), see, quoted(explorer, edge.quotes, ways))
