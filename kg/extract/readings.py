"""What a sentence holds, before it becomes records: words of structure, titles, claims, verbs. Places are in the sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ..grammar.lexicon import Name
from ..grammar.titles import Citation


class Token(NamedTuple):
    """A word of sentence structure; places are in the sentence."""

    kind: str
    start: int
    end: int


@dataclass(slots=True, kw_only=True)
class Title:
    """A title a verb governs: its place without quote marks, and the groups that bring it."""

    start: int
    end: int
    groups: tuple[Name, ...] = ()
    citations: tuple[Citation, ...] = ()
    earlier: bool = False


@dataclass(slots=True, kw_only=True)
class Claim:
    """A stated number of cases; `unnamed` where the text names a topic rather than a list."""

    start: int
    end: int
    claimed: int
    listed: int
    unnamed: bool = False
    list_follows: bool = False


@dataclass(slots=True, kw_only=True)
class Act:
    """A verb of disposition with what it governs."""

    action: str
    start: int
    end: int
    titles: list[Title] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    groups: tuple[Name, ...] = ()
    list_follows: bool = False
    bound: bool = True


@dataclass(slots=True, kw_only=True)
class Reading:
    """What one sentence says; `loose` are verbs that are there but govern nothing."""

    acts: list[Act]
    loose: list[Token]
    last_groups: tuple[Name, ...]
