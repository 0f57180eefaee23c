"""The questions a graph is good for, one file a family. Each takes a view or an index and returns plain, sorted values."""

from __future__ import annotations

from typing import NamedTuple

from .ground import UnknownThing, ground_of
from .measured import MEASURES, RANKED, central, communities
from .near import MOST, TooWide, common, neighbours, within
from .timeline import timeline
from .together import bridges, projects

__all__ = [
    "MEASURES", "MOST", "QUESTIONS", "RANKED", "Asked", "TooWide", "UnknownThing",
    "bridges", "central", "common", "communities", "ground_of", "neighbours", "projects", "timeline", "within",
]  # fmt: skip


class Asked(NamedTuple):
    """A question: what it is asked about, and its words."""

    about: tuple[str, ...]
    zh: str
    en: str


QUESTIONS = {
    "neighbours": Asked(("THING",), "這個事物與哪些事物直接相連？", "What is directly joined with a thing?"),
    "within": Asked(("THING", "STEPS"), "幾步之內有哪些事物？", "What lies within some steps of a thing?"),
    "common": Asked(("THING", "THING"), "哪些事物與兩者都相連？", "What do two things have in common?"),
    "projects": Asked((), "哪些建設一同提及、幾次、在何處？", "Which projects are named together, how often, and where?"),
    "central": Asked((), "哪些小組、組織與建設最居中心？", "Which groups, organizations and projects are the most central?"),
    "communities": Asked((), "哪些案件自成一群？", "Which cases hang together?"),
    "timeline": Asked(("THING",), "這個事物先後說了、決定了什麼？", "What was said and decided about a thing, in order?"),
    "bridges": Asked((), "哪些案件連結兩個以上的小組？", "Which cases link two working groups or more?"),
}
