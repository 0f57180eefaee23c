"""Edges and connections in sentences, Chinese and English."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..phrases import phrase
from ..places import Quote
from ..vocab import EN, ZH
from .explain import Connection, Explained
from .links import Links
from .rows import Edge, Node
from .words import node_label

_SENTENCES: dict[str, tuple[str, str]] = {
    "mentions": ("{0}提及{1}。", "{0} mentions {1}."), "addressee": ("{0}由{1}辦理。", "{0}: {1} is asked to act."), "meeting": ("{0}見於{1}。", "{0} stands in the minutes of {1}."),
    "issuedBy": ("{0}由{1}作成。", "{0} was issued by {1}."), "fromMeeting": ("{0}出自先前的{1}。", "{0} goes back to {1}."), "chairedBy": ("{0}由{1}主持。", "{0} was chaired by {1}."),
    "recorder": ("{0}由{1}紀錄。", "{0} was recorded by {1}."), "series": ("{0}是{1}的會議。", "{0} is a meeting of {1}."), "cites": ("{0}引用{1}。", "{0} cites {1}."),
    "group": ("{0}是{1}的會議。", "{0} is a meeting of {1}."), "isPartOf": ("{0}屬於{1}。", "{0} is part of {1}."), "unitOf": ("{0}隸屬{1}。", "{0} is a unit of {1}."),
    "memberOf": ("{0}是{1}的成員。", "{0} is a member of {1}."), "hasMember": ("{0}包括{1}。", "{0} includes {1}."), "subOrganizationOf": ("{0}屬於{1}。", "{0} belongs to {1}."),
    "office": ("{0}任職於{1}。", "{0} holds an office in {1}."), "speaker": ("{0}中有{1}的發言。", "In {0}, {1} spoke."), "precedes": ("{0}的紀錄排在{1}之前。", "The minutes of {0} stand before those of {1}."),
    "actingFor": ("{0}代理{1}。", "{0} acts for {1}."), "sameAs": ("{0}即{1}。", "{0} is the same as {1}."),
}  # fmt: skip
_DECIDED = ("{0}「{2}」{1}。", "{0}, in the words 「{2}」 ({3}): {1}.")
_RANKS: dict[str, tuple[str, str]] = {
    "direct": ("直接相連", "Joined directly"), "directive": ("同一項指示", "Named in one directive"), "case": ("同一個案件", "Named with one case"), "item": ("同一個項目", "Named in one agenda item"),
    "group": ("同一個議題小組", "Both with one working group"), "meeting": ("同一次會議", "In one meeting"), "organization": ("同一個組織", "Both with one organization"),
    "chain": ("輾轉相連", "By way of others"),
}  # fmt: skip


def templates() -> dict[str, tuple[str, str]]:
    """Return the sentences of the kinds of edges in both languages, with gaps for their ends; `decided` is that of decisions."""
    return {**_SENTENCES, "decided": _DECIDED}


def ranks() -> dict[str, tuple[str, str]]:
    """Return what the ranks of connections are called in both languages."""
    return dict(_RANKS)


def named(node: Node | None, iri: str, lang: str) -> str:
    """Return a thing in words: directives and cases with their kind, between quotes."""
    if node is None:
        return iri
    label = node.label_en if lang == EN and node.label_en else node.label
    if node.kind in ("directive", "case"):
        kind = node_label(node.kind)[lang == EN]
        return f"{kind}「{label}」" if lang == ZH else f"{kind} “{label}”"
    return label


def sentence(links: Links, edge: Edge, lang: str = ZH) -> str:
    """Return what an edge says, in one sentence; a decision begins with its date or meeting."""
    ends = [named(links.node(iri), iri, lang) for iri in (edge.source, edge.target)]
    if edge.kind in _SENTENCES:
        return _SENTENCES[edge.kind][lang == EN].format(*ends)
    return _DECIDED[lang == EN].format(*ends, edge.wording or edge.label, edge.label_en)


def heading(links: Links, connection: Connection, lang: str = ZH) -> str:
    """Return what kind of connection it is, and by what; an item by its printed number and its meeting."""
    kind = _RANKS[connection.rank][lang == EN]
    if connection.rank == "item":
        meeting = connection.steps[0].meeting if connection.steps else ""
        key = meeting.partition("/meeting/")[2]
        number = connection.context.partition(f"/item/{key}/")[2] or connection.context
        return phrase("colon", lang, kind, f"{named(links.node(meeting), meeting, lang)} {number}")
    if not connection.context:
        return kind
    return phrase("colon", lang, kind, named(links.node(connection.context), connection.context, lang))


def words(links: Links, connection: Connection) -> tuple[Quote, ...]:
    """Return all the words of the directive that names both; nothing where something else does."""
    if connection.rank != "directive":
        return ()
    own = (edge for edge in links.edges(connection.context) if edge.source == connection.context and edge.kind == "meeting")
    return next((edge.quotes for edge in own), ())


def lines(links: Links, explained: Explained, lang: str = ZH) -> Iterator[str]:
    """Yield all that connects two things as lines of text: a heading a connection, a sentence a step, under it its quotes with their places."""
    one, other = (named(end, end.iri, lang) for end in explained.ends)
    for place, connection in enumerate(explained.connections, start=1):
        yield f"{place}. {heading(links, connection, lang)}"
        yield from (f"   「{quote.text}」 {quote}" for quote in words(links, connection))
        yield from (f"   {line}" for edge in connection.steps for line in _step(links, edge, lang))
    if explained.connections:
        return
    yield _NOTHING[lang == EN].format(one, other)
    if explained.hubs:
        yield _HUBS[lang == EN].format(phrase("join", lang).join(named(hub, hub.iri, lang) for hub in explained.hubs))
    for end, edges in zip((one, other), explained.misses, strict=True):
        yield (_MISSES if edges else _NOWHERE)[lang == EN].format(end)
        yield from (f"   {line}" for edge in edges for line in _step(links, edge, lang))


_NOTHING = ("{0}與{1}之間，在所載的會議紀錄中沒有關連。", "Nothing in the minutes loaded connects {0} and {1}.")
_HUBS = ("兩者只同與這些有關，而這些與太多事物有關，不算關連（--hubs 計入）：{0}。", "They have only this in common, which has to do with too much to count (--hubs counts it): {0}.")
_MISSES = ("最近的線索，{0}：", "The nearest there is, {0}:")
_NOWHERE = ("所載的會議紀錄沒有提到{0}的字句。", "No words in the minutes loaded speak of {0}.")


def _step(links: Links, edge: Edge, lang: str) -> Iterator[str]:
    meeting = links.node(edge.meeting)
    when = edge.date or (phrase("undated", lang) if edge.meeting else "")
    place = "" if meeting is None or edge.meeting in (edge.source, edge.target) else named(meeting, edge.meeting, lang)
    lead = f"{when} {place}".strip()
    yield f"- {phrase('colon', lang, lead, sentence(links, edge, lang)) if lead else sentence(links, edge, lang)}"
    for quote in edge.quotes:
        yield f"  「{quote.text}」 {quote}"


def as_json(links: Links, explained: Explained, lang: str = ZH) -> str:
    """Return all that connects two things as JSON: IRIs, sentences, quotes with their places."""

    def quote(q: Quote) -> dict[str, object]:
        return {"text": q.text, "file": q.file, "line": q.line, "column": q.column, "pages": list(q.pages), "minutes": q.minutes, "begin": q.begin}

    def step(edge: Edge) -> dict[str, object]:
        return {
            "source": edge.source, "target": edge.target, "kind": edge.kind, "through": edge.through, "meeting": edge.meeting, "date": edge.date, "item": edge.item,
            "sentence": sentence(links, edge, lang),
            "quotes": [quote(q) for q in edge.quotes],
        }  # fmt: skip

    found = {
        "ends": [{"iri": end.iri, "kind": end.kind, "label": end.label} for end in explained.ends], "total": explained.total, "complete": not explained.cut,
        "connections": [
            {"rank": c.rank, "context": c.context or None, "heading": heading(links, c, lang), "words": [quote(q) for q in words(links, c)], "steps": [step(edge) for edge in c.steps]} for c in explained.connections
        ],
        "hubs": [{"iri": hub.iri, "label": hub.label} for hub in explained.hubs], "nearest": [[step(edge) for edge in edges] for edges in explained.misses],
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
