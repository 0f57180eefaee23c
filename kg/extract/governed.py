"""What a run of titles beside a verb holds: titles with their groups and citations, counts; and where things stand in a sentence."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from ..grammar.lexicon import Lexicon, Name
from ..grammar.numerals import number
from ..grammar.titles import Citation
from ..patterns import pattern, swift
from . import phrasing
from .readings import Act, Claim, Title, Token

_STOP = swift("[,。;:?!]")


class Sentence:
    """One sentence with its words of structure; it puts titles and counts into verbs."""

    def __init__(self, words: Lexicon, text: str, tokens: list[Token], names: list[Name], carried: tuple[Name, ...], below: bool, resolving: bool) -> None:
        self.words, self.text, self.tokens, self.below, self.resolving = words, text, tokens, below, resolving
        self.group_names = [n for n in names if n.sort == "group"]
        self.citations = words.titles.citations(text) if any(t.kind == "cite" for t in tokens) else []
        self.carried = carried
        self.earlier = bool(words.earlier_directives.search(text))
        self.low = 0  # tokens before this one are spoken for
        self._claims: dict[int, Claim] = {}  # of lists that follow: 新增案共2案，均同意列管： claims once

    def _take(self, act: Act, run: list[Token], *, forward: bool) -> None:
        if not run:
            return
        groups = self._groups_before(run[0].start, self.carried)
        cites: tuple[Citation, ...] = ()
        since, last_kind = 0, ""
        early: list[tuple[int, int, int]] = []
        for position, token in enumerate(run):
            if token.kind == "group":
                joined = last_kind == "group"
                groups = (*(groups if joined else ()), self._group(token))
            elif token.kind == "cite":
                cites = (*(cites if last_kind == "cite" else ()), *self._cited(token))
            elif token.kind == "quote":
                behind = tuple(n for n in self.group_names if self._is_bracketed(n) and token.end < n.start <= token.end + 2)  # 「甲」(交通組)
                act.titles.append(Title(start=token.start + 1, end=token.end - 1, groups=behind or groups, citations=cites, earlier=bool(cites) or self.earlier or self._is_concluded(token.start)))
                follows = run[position + 1] if position + 1 < len(run) else None
                shared = follows is not None and follows.kind == "quote" and self.text[token.end : follows.start] in ("、", "及", "與", "和", "以及")
                since, cites = since + 1, cites if shared else ()  # 第8次會議「甲」、「乙」
            elif token.kind == "n" and not act.titles and any(t.kind == "quote" for t in run[position:]):
                m = phrasing.COUNTS.fullmatch(self.text[token.start : token.end])
                if m and (claimed := number(m["count"])) is not None:
                    early.append((token.start + m.start("count"), token.end, claimed))
            elif token.kind == "n":
                since = self._claim(act, token, since)
            if token.kind in ("group", "cite") and cites:
                self._topic_title(act, run, position, groups, cites)
            last_kind = token.kind
        for claim in early:
            act.claims.append(Claim(start=claim[0], end=claim[1], claimed=claim[2], listed=len(act.titles)))
        act.groups = groups
        act.list_follows = self._is_list_head(run)
        self.low = self.tokens.index(run[-1]) + 1 if forward else max(self.low, self.tokens.index(run[-1]) + 1)

    def _topic_title(self, act: Act, run: list[Token], position: int, groups: tuple[Name, ...], cites: tuple[Citation, ...]) -> None:
        """Read what a citation is about where it is not in quotes."""
        following = run[position + 1] if position + 1 < len(run) else None
        if following and following.kind in ("group", "quote", "cite"):
            return
        m = phrasing.ALIAS_TITLE.match(self.text, run[position].end)
        if m and m["label"] and not m["label"].startswith(("等", "及", "、")) and not pattern(r"(?:會議)?[紀記]錄|(?:會議)?議事錄").fullmatch(m["label"]):
            act.titles.append(Title(start=m.start("label"), end=m.end("label"), groups=groups, citations=cites, earlier=True))
            if following is None and (n := phrasing.COUNTS.match(self.text, m.end("label"))):
                self._claim(act, Token("n", n.start(), n.end()), 1)
            elif following is not None and following.kind == "n":
                act.claims.append(Claim(start=0, end=0, claimed=-1, listed=1))

    def _claim(self, act: Act, token: Token, since: int) -> int:
        m = phrasing.COUNTS.fullmatch(self.text[token.start : token.end])
        claimed = number(m["count"]) if m else None
        if m is None or claimed is None or (not act.titles and not self.below):
            return since
        act.claims = [c for c in act.claims if c.claimed >= 0]
        listed = since or len(act.titles)
        topic = bool(act.titles) and self.text[act.titles[-1].start - 1 : act.titles[-1].start] != "「"
        act.claims.append(
            Claim(
                start=token.start + m.start("count"), end=token.end, claimed=claimed, listed=listed, unnamed=topic,
                list_follows=not act.titles and self.below,
            )
        )
        return 0

    def _is_list_head(self, run: list[Token]) -> bool:
        return self.below and len(run) == 1 and run[0].kind == "n"

    def _is_concluded(self, place: int) -> bool:
        return bool(phrasing.CONCLUDED.search(self.text, max(0, place - phrasing.LONGEST), place))

    def _clause_before(self, place: int) -> str:
        """Return what stands between a place and the last stop before it that is outside of quotes, or in the same ones."""
        ends, depths = self._stops
        before = ends.get(depths[place], [])
        at = bisect_right(before, place)
        return self.text[before[at - 1] if at else 0 : place]

    @cached_property
    def _stops(self) -> tuple[dict[int, list[int]], list[int]]:
        """Find in one pass how many quotes are open at each place, and by that number where stops end."""
        depths = [0, *accumulate((c == "「") - (c == "」") for c in self.text)]
        ends: dict[int, list[int]] = {}
        for m in _STOP.finditer(self.text):
            ends.setdefault(depths[m.end()], []).append(m.end())
        return ends, depths

    def _noun_follows(self, verb: Token) -> bool:
        return bool(phrasing.NOUN_AFTER.match(self.text, verb.end))

    def _group(self, token: Token) -> Name:
        return next(n for n in self.group_names if token.start <= n.start and n.end <= token.end)

    def _cited(self, token: Token) -> tuple[Citation, ...]:
        return tuple(c for c in self.citations if token.start <= c.start and c.end <= token.end)

    def _is_bracketed(self, name: Name) -> bool:
        return self.text.startswith(("」(", "案("), name.start - 2) and name.start > 1 and self.text.startswith(")", name.end)

    def _groups_before(self, place: int, carried: tuple[Name, ...]) -> tuple[Name, ...]:
        """Return the last group, or list of groups, before a place; one that is only asked or spoken with does not govern."""
        found: list[Name] = []
        for name in self.group_names:
            if name.end > place or self._is_bracketed(name) or (pattern(r"(?:請|由|與|向|送|交|移|對)「?$").search(self.text[max(0, name.start - 2) : name.start]) and not found):
                continue
            if found and pattern(r"」?[、與及和暨]?「?").fullmatch(self.text[found[-1].end : name.start]):
                found.append(name)
            else:
                found = [name]
        return tuple(found) or carried
