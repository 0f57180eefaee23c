"""One sentence -> what it decides. Which titles a verb governs is settled here, clause by clause.

A verb governs the titles right behind it (同意新增「甲」1案), else the run of titles right before it (「甲」、「乙」等2案
同意新增), else the list below it (同意新增下列2案：). A group's name governs all titles up to the next group's name.
"""

from __future__ import annotations

import itertools

import regex

from ..grammar.lexicon import Lexicon, Name
from ..grammar.numerals import number
from ..patterns import pattern, swift
from ..vocab import ACTION
from . import phrasing
from .governed import Sentence
from .readings import Act, Reading, Title, Token
from .tokens import tokens_of


class SentenceReader:
    """Reads sentences with a lexicon's words."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        # Most places are told by one character, which is looked at before any of the forms.
        first = "".join(regex.escape(c) for c in sorted({*words.verb_starts, *phrasing.COUNT_STARTS, *"「《【("}))
        self._token, self._resolving_token = (
            swift(rf"(?=[{first}\d])(?:(?P<quote>{phrasing.QUOTE})|(?P<paren>\([^()]*\))|(?P<verb>{verb})|(?P<n>{phrasing.COUNT}))") for verb in (words.verb, words.resolving_verb)
        )

    def read(self, text: str, names: list[Name], carried: tuple[Name, ...], *, below: bool, resolving: bool = False) -> Reading:
        """Read one squeezed sentence.

        Args:
            text: the sentence.
            names: what it names, places in the sentence.
            carried: groups that govern where the sentence names none.
            below: whether list lines stand below it.
            resolving: whether it stands behind the label of a resolution: there a verb decides wherever its clause ends in it.
        """
        tokens = tokens_of(self._words, text, names, self._resolving_token if resolving else self._token)
        return _Run(self._words, text, tokens, names, carried, below, resolving).read()


class _Run(Sentence):
    """The reading of one sentence."""

    def read(self) -> Reading:
        acts: list[Act] = []
        loose: list[Token] = []
        for index, token in enumerate(self.tokens):
            if token.kind != "verb":
                continue
            if act := self._act(index, token):
                act.claims = [self._claims.setdefault(claim.start, claim) if claim.list_follows else claim for claim in act.claims]
                self._add(acts, act)
            else:
                loose.append(token)
        self._sum_up(acts)
        if self.resolving and acts and (granted := self._granted(loose, acts[0].start)):
            acts.insert(0, granted)
        groups = self._groups_before(len(self.text), self.carried)
        return Reading(acts=acts, loose=loose, last_groups=groups)

    def _sum_up(self, acts: list[Act]) -> None:
        """Let a total count the titles of all verbs before it: 新增「甲」及解列「乙」，合計2案."""
        total = 0
        for act in acts:
            total += len(act.titles)
            for claim in act.claims:
                if claim.listed < claim.claimed == total and not claim.list_follows and pattern(r"(?:合|總|共)計?$").search(self.text, 0, claim.start):
                    claim.listed = total

    def _granted(self, loose: list[Token], first: int) -> Act | None:
        """Find the part of a resolution that is agreed to before another is not: 同意採購1台，另1台再議."""
        verb = loose[0] if loose and loose[0].end < first and pattern("[,;]").search(self.text, loose[0].end, first) else None
        if verb is None or self.text[verb.start : verb.end] not in ("同意", "准予") or not phrasing.PREFIX.fullmatch(self.text, 0, verb.start):
            return None
        if not pattern(r"\p{Han}").match(self.text, verb.end):
            return None  # 同意 23 票，不同意 5 票
        return Act(action=ACTION.passed, start=verb.start, end=verb.end, groups=self.carried)

    def _add(self, acts: list[Act], act: Act) -> None:
        """Add a verb; one that only says again what the verb before it says of the item (無異議，照案通過) takes its place."""
        last = acts[-1] if acts else None
        if last and last.action == act.action and not (last.titles or act.titles or last.list_follows or act.list_follows or act.groups):
            if act.end - act.start >= last.end - last.start and "請" not in self.text[last.end : act.start]:
                acts[-1] = act
            return
        if last and last.action == act.action == ACTION.continued and last.titles and not act.titles and not act.list_follows:
            last.start, last.end = act.start, act.end  # 「甲」案請工務課繼續辦理，本項繼續列管
            return
        if last and last.action == ACTION.referred and act.action == ACTION.deferred and not pattern(r"[,。;:]").search(self.text[last.end : act.start]):
            return  # 交由專案小組研提意見後再提會討論 hands on; that it comes back is part of it
        if last and last.titles and not act.titles and not act.list_follows and self._says_on(last, act):
            if self._is_moved(last, act):
                act.claims, act.titles, act.groups = last.claims, last.titles, last.groups
                acts[-1] = act  # 解列「甲」案，不同意
                return
            if last.action == act.action:
                return  # 新增「甲」、「乙」2案，同意列管
            act.titles, act.groups = [*last.titles], last.groups
        acts.append(act)

    def _says_on(self, last: Act, act: Act) -> bool:
        """Tell a verb that says more of the titles of the verb before it: 「甲」案不同意解列，繼續列管."""
        between = self.text[max(last.end, last.titles[-1].end + 1) : act.start]
        if len(between) > phrasing.NEAR or phrasing.OTHERS.search(between) or act.action not in phrasing.SAID_ON:
            return False
        return not any(last.end <= n.start < act.start and not phrasing.TOLD.search(self.text[:n.start]) for n in self.group_names if n not in last.groups)

    def _is_moved(self, last: Act, act: Act) -> bool:
        """Tell a verb before its titles that only says what was moved; the verb behind them decides."""
        moved = last.end <= last.titles[0].start or self.text.startswith("案", last.end)
        bare = moved and not pattern(r"同意|准予|予以").match(self.text, last.start)
        contrary = act.action in (ACTION.rejected, ACTION.deferred, ACTION.referred) or (act.action == ACTION.continued and last.action == ACTION.delisted)
        return bare and contrary and last.action in self.words.listing and not pattern("並").search(self.text[last.titles[-1].end : act.start])

    def _put_off(self, act: Act) -> bool:
        """Tell a resolution that puts off until something is done: 俟地方說明會後再行討論."""
        return self.resolving and act.action == ACTION.deferred and bool(phrasing.UNTIL.fullmatch(self._clause_before(act.start)))

    def _agrees(self, act: Act, wording: str) -> bool:
        """Tell a resolution that begins with agreeing to something in words of its own: 全體同意增設標示牌, 同意廢止."""
        before = self.text[: act.start]
        begins = not before or phrasing.VOTED.fullmatch(before)
        return self.resolving and act.action == ACTION.passed and bool(begins) and wording.endswith(("同意", "通過")) and bool(pattern(r"\p{Han}").match(self.text, act.end))

    def _act(self, index: int, verb: Token) -> Act | None:
        wording = self.text[verb.start : verb.end]
        if phrasing.VOTE.match(wording) and (phrasing.TALLIED.search(self.text, max(0, verb.start - 12), verb.start) or phrasing.TALLY.match(self.text, verb.end)):
            return None
        action = self.words.action(wording)
        if action in (ACTION.passed, ACTION.confirmed) and phrasing.CHANGED.search(self.text, max(0, verb.start - phrasing.NEAR), verb.start):
            action = ACTION.amended
        act = Act(action=action, start=verb.start, end=verb.end)
        ahead = self._ahead(index)
        if act.action == ACTION.noted and phrasing.ELSEWHERE.search(self.text, max(0, verb.start - phrasing.LONGEST), verb.start):
            return None
        untrue = phrasing.UNTRUE.search(phrasing.ASIDE.sub("", self._clause_before(verb.start)[-phrasing.FAR :])) or phrasing.unsettled(self.text, verb.end)
        if untrue and act.action != ACTION.rejected and not self._put_off(act):
            return None
        if ahead is not None and act.action == ACTION.confirmed and not any(t.kind == "quote" for t in ahead):
            return None  # 確認第 96 次會議紀錄 says what is put to the meeting
        if ahead is not None:
            self._take(act, ahead, forward=True)
            return act
        if self._lists(act, wording) and self._is_list_label(act) and not self._has_titles_before(index):
            act.list_follows, act.groups = True, self._groups_before(act.start, self.carried)
            before = self.tokens[index - 1] if index else None
            first = self.tokens[0]
            if before and before.kind == "n" and phrasing.BEHIND.fullmatch(self.text[before.end : verb.start]):
                self._claim(act, before, 0)
            elif first.kind == "n" and self.text.startswith(("下列", "以下")) and not first.start:
                self._claim(act, first, 0)
            elif m := pattern(rf"[^,。;]*?\([共計合]*{phrasing.COUNT}\)").match(self.text, act.end):
                self._claim(act, Token("n", m.start("count"), m.end("unit")), 0)
            return act
        if self._noun_follows(verb) or (pattern(r"案[。;]?$").match(self.text, verb.end) and not wording.startswith(("同意", "准予")) and index and self.tokens[index - 1].kind == "quote"):
            return None
        behind = self._behind(index)
        if behind is not None:
            self._take(act, behind, forward=False)
            return act
        if concluded := self._concluded(act):
            return concluded
        if act.action in self.words.listing:
            act.groups = self._groups_before(act.start, self.carried)
            self._topic_before(act)
            return act if act.titles else self._unquoted(act) or self._about(act) or self._alone(act)
        if self._agrees(act, wording):
            act.groups = self.carried
            return act
        return self._on_item(act)

    # --- titles behind the verb -----------------------------------------------------------------------------------

    def _ahead(self, index: int) -> list[Token] | None:
        """Collect the run of titles that begins right behind the verb."""
        run: list[Token] = []
        last = self.tokens[index].end
        gap_rule = phrasing.AHEAD
        for position in range(index + 1, len(self.tokens)):
            token = self.tokens[position]
            gap = self.text[last : token.start]
            if token.kind == "paren" and run and not gap:
                last = token.end
                continue
            if token.kind in ("verb", "paren") or not self._joins(gap, gap_rule, run):
                break
            if "," in gap and token.kind != "n" and (self._claimed_later(position) or self._has_predicate(position)):
                break
            run.append(token)
            last = token.end
            gap_rule = phrasing.BETWEEN
        while run and run[-1].kind == "group" and not (len(run) > 1 and run[-2].kind == "cite"):
            run.pop()
        if any(t.kind in ("quote", "cite") for t in run) or self._is_list_head(run):
            return run
        return None

    def _has_predicate(self, position: int) -> bool:
        """Tell whether a title goes on to say something of its own: 「庚公車」請於下次會議報告."""
        token = self.tokens[position]
        return token.kind == "quote" and not phrasing.TITLE_ENDS.match(self.text, token.end)

    def _joins(self, gap: str, rule: regex.Pattern[str], run: list[Token]) -> bool:
        if rule.fullmatch(gap):
            return True
        if run and run[-1].kind == "n" and phrasing.NAMELY.fullmatch(gap):
            return True
        return bool(run) and run[-1].kind in ("group", "cite") and bool(phrasing.OF_GROUP.fullmatch(gap))

    def _claimed_later(self, position: int) -> bool:
        """Tell whether the titles from here on stand before a verb of their own."""
        last = None
        for i in range(position, len(self.tokens)):
            token = self.tokens[i]
            if token.kind == "verb":
                return bool(phrasing.BEHIND.fullmatch(self.text[last or token.start : token.start])) and self._ahead(i) is None
            if last is not None and not phrasing.BEHIND.fullmatch(self.text[last : token.start]):
                return False
            last = token.end
        return False

    # --- titles before the verb -----------------------------------------------------------------------------------

    def _behind(self, index: int) -> list[Token] | None:
        """Collect the run of titles that ends right before the verb."""
        run: list[Token] = []
        edge = self.tokens[index].start
        for position in range(index - 1, self.low - 1, -1):
            token = self.tokens[position]
            gap = self.text[token.end : edge]
            if token.kind == "verb" or not (phrasing.BEHIND.fullmatch(gap) or (token.kind in ("group", "cite") and phrasing.OF_GROUP.fullmatch(gap)) or self._topic(token, gap)):
                break
            if token.kind == "paren" or (token.kind == "quote" and phrasing.BASIS.search(self.text[: token.start])):
                break
            run.insert(0, token)
            edge = token.start
        if any(t.kind in ("quote", "cite") for t in run):
            return run
        return None

    def _topic(self, token: Token, gap: str) -> bool:
        """A citation's topic may stand between it and the verb: 第8次…會議關於環狀線通車議題等3案同意解除列管."""
        return token.kind in ("cite", "group") and bool(phrasing.ALIAS_TITLE.fullmatch(gap) or phrasing.ALIAS_TITLE.match(gap)) and "關於" in gap

    # --- verbs without titles right beside them -------------------------------------------------------------------

    def _unquoted(self, act: Act) -> Act | None:
        m = phrasing.UNQUOTED.match(self.text, act.end)
        if not m or (self.words.deadline_word and pattern(r"辦理|說明|相關").search(m["title"])):
            return None
        # 新增隊員 5 名, 解除列管 2 處工地: things that are counted, not cases; 新增 alone needs a case by name or by count.
        agreed = pattern(r"同意|准予|列管|予以|解列").search(self.text[act.start : act.end])
        if phrasing.COUNTED.search(m["title"]) or not (agreed or m["n"] or m["title"].endswith("案")):
            return None
        act.titles.append(Title(start=m.start("title"), end=m.end("title"), groups=self._groups_before(act.start, self.carried), earlier=self.earlier))
        n = phrasing.COUNTS.match(self.text, m.end("title"))
        if n:
            self._claim(act, Token("n", n.start(), n.end()), 1)
        return act

    def _lists(self, act: Act, wording: str) -> bool:
        """Tell a verb that may head a list: it lists, delists, goes on to follow (繼續列管案：), or is itself the heading (緩議案件：)."""
        heading = act.start == 0 and act.action in phrasing.SAID_ON and not self.resolving and not self.text.endswith("。")
        return act.action in self.words.listing or heading or (act.action == ACTION.continued and "列管" in wording)

    def _is_list_label(self, act: Act) -> bool:
        """Tell a verb that heads the lines below it: 新增案件：, 同意解列如下："""
        if act.action == ACTION.continued and self.text.endswith("。"):
            return False
        return self.below and bool(phrasing.LIST_LABEL.fullmatch(self.text[act.end :]))

    def _has_titles_before(self, index: int) -> bool:
        """Tell a verb that ends its sentence and governs the titles before it: 「甲」案同意解除列管。 Its list is not below, unless
        it speaks of more than it names: 「甲」等2案，同意解列："""
        if not phrasing.NOUN_ENDS.fullmatch(self.text, self.tokens[index].end):
            return False
        run = self._behind(index) or []
        titles = sum(t.kind in ("quote", "cite") for t in run)
        count = phrasing.COUNTS.fullmatch(self.text[run[-1].start : run[-1].end]) if run and run[-1].kind == "n" else None
        return titles > 0 and (count is None or (number(count["count"]) or 0) <= titles)

    def _alone(self, act: Act) -> Act | None:
        """A verb of listing with no title in sight speaks of what its heading or its item names."""
        item = self.resolving or pattern(r"(?:本|全|該)案").search(before := self._clause_before(act.start)) or phrasing.OF_CODE.search(before)
        ends = pattern(r"(?:案)?[,。;]").match(self.text, act.end) if item else None
        if (ends or pattern(r"(?:案)?[。;,]?").fullmatch(self.text[act.end :])) and phrasing.PREFIX.fullmatch(self._clause_before(act.start)):
            act.bound = bool(phrasing.OF_CODE.search(self._clause_before(act.start)))
            return act
        return None

    def _on_item(self, act: Act) -> Act | None:
        if act.action == ACTION.elected and pattern(r"人|者|名單|證書|後|與否|票").match(self.text, act.end):
            return None
        handed_on = act.action == ACTION.referred and (self.text[act.end - 1] == "請" or (self.resolving and act.end - act.start > 4))
        ends = phrasing.RESOLVED_END if self.resolving else phrasing.CLAUSE_END
        if not handed_on and act.action != ACTION.elected and not ends.match(self.text, act.end):
            return None
        prefix = self._clause_before(act.start)
        for name in sorted(self.group_names, reverse=True):
            inside = name.start - (act.start - len(prefix))
            if inside >= 0:
                prefix = prefix[:inside] + prefix[inside + name.end - name.start :]
        asked = pattern(r"(?:.*[並,])?(?:敬|惠)?(?:請|責成|函請)|由(?!院)|.{2,8}應").match(prefix)
        if asked and act.action not in (ACTION.referred, ACTION.continued, ACTION.elected) and not (self.resolving and act.action == ACTION.deferred):
            return None
        if act.action == ACTION.elected or (self.resolving and act.action not in (ACTION.referred, ACTION.continued)):
            act.groups = self._groups_before(act.start, self.carried)
            self._topic_before(act)
            return act if act.titles else self._about(act) or act
        if act.action == ACTION.referred or phrasing.PREFIX.fullmatch(self.words._names.sub("", prefix)) or (len(prefix) <= 12 and act.action not in (ACTION.continued, ACTION.confirmed)):
            act.groups = self._groups_before(act.start, self.carried)
            self._topic_before(act)
            return act if act.titles else self._about(act) or act
        if act.action == ACTION.continued and pattern(r"(?:^|[並,案」\d號])請|由|應").search(prefix):
            act.groups = self._groups_before(act.start, self.carried)
            self._topic_before(act)
            return act if act.titles else self._about(act) or act
        return None

    def _about(self, act: Act) -> Act | None:
        """Find the titles with which the sentence begins, of which it says more before the verb: 「甲」、「乙」2案，均已完成，同意解除列管."""
        if act.action not in phrasing.SAID_ON or not phrasing.CLAUSE_END.match(self.text, act.end):
            return None
        first = next((i for i in range(self.low, len(self.tokens)) if self.tokens[i].kind == "quote"), None)
        if first is None or self.tokens[first].end > act.start or not self._begins(self.tokens[first].start):
            return None
        run = [self.tokens[first]]
        while first > self.low and self.tokens[first - 1].kind in ("cite", "group") and phrasing.OF_GROUP.fullmatch(self.text[self.tokens[first - 1].end : run[0].start]):
            first -= 1
            run.insert(0, self.tokens[first])
        for token in itertools.islice(self.tokens, first + len(run), None):
            if token.start >= act.start or token.kind not in ("quote", "n") or not phrasing.BETWEEN.fullmatch(self.text[run[-1].end : token.start]):
                break
            run.append(token)
        between = self.text[run[-1].end : act.start]
        if pattern(r"[「《【]").search(between) or phrasing.NO_TOPIC.match(between) or (act.action in self.words.listing and "請" in between):
            return None
        self._take(act, run, forward=False)
        return act

    def _begins(self, place: int) -> bool:
        """Tell a place before which a sentence has only named a group, or said what it speaks of."""
        start = place - len(self._clause_before(place))
        text = self.text[start:place]
        for name_start, name_end in sorted([*((n.start, n.end) for n in self.group_names), *((c.start, c.end) for c in self.citations)], reverse=True):
            if start <= name_start and name_end <= place:
                text = text[: name_start - start] + text[name_end - start :]
        return bool(phrasing.LEAD_IN.fullmatch(text))

    def _topic_before(self, act: Act) -> None:
        start = act.start - len(self._clause_before(act.start))
        m = phrasing.TOPIC.search(self.text[:start]) or phrasing.TOPIC_SAID.search(self.text[:start])
        if m and not any(t.kind == "group" and t.start == m.start("q") for t in self.tokens):
            act.titles.append(Title(start=m.start("q") + 1, end=m.end("q") - 1, groups=act.groups))

    def _concluded(self, act: Act) -> Act | None:
        """Find what an earlier meeting concluded, by its number and without quotes: 結論四之監視器增設仍持續列管."""
        m = phrasing.OF_CONCLUSION.search(self.text, max(0, act.start - phrasing.NEAR), act.start) if act.action in phrasing.TOPICAL else None
        if m is None:
            return None
        cites = tuple(c for c in self.citations if self.text[c.end : m.start("of")] in ("", "之", "的", "會議"))
        act.titles = [Title(start=m.start("t"), end=m.end("t"), groups=act.groups, citations=cites, earlier=True)]
        return act
