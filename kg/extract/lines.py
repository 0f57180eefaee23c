"""What a line of minutes is: a heading, the label of a part, a title, the verb of a list, who is in charge."""

from __future__ import annotations

from typing import NamedTuple

import regex

from ..grammar.lexicon import Name
from ..patterns import pattern
from ..records import Said
from ..shadow import key
from ..source import Span
from .phrasing import CORNER, COUNTS, LIST_LABEL, QUOTE
from .script import Script
from .sentences import Sentences, blank

HEAD = regex.compile(rf"^(?P<head>(?:{CORNER}|\([^()]*\)|(?<=\d):(?=\d)|[^:。「」(]|\((?![^()]*\)))*?):")
_TAIL = regex.compile(r"\((?:略|無|從略)\)。?$|[。;]+$")
GROUPS_ONLY = regex.compile(r"(?:「?\0+」?(?:[、與及和暨]|以及)?(?:部分)?)+(?:工作)?(?:報告|提案)?")
_UNIT = r"(?P<unit>\p{Han}{1,12}?(?:局|處|署|會|部|院|府|館|中心|科|室|課|公所|組|隊|所|司|公司|大學))"
_UNITS = regex.compile(rf"{_UNIT}(?:[、,;及與和]{_UNIT})*")
_ELECTED = regex.compile(r"當選(?=人|者|名單|證書)")
# A line that only names a matter: 修正某某辦法案。(法務局)
_MATTER = regex.compile(r"[^。;:?!]{2,120}?(?<![\d一二三四五六七八九十兩])案[。.]?(?:\([^()]*\))?[。.]?")


def without_tail(text: str) -> str:
    """Return a line without its last stop, and without what says that the rest was left out."""
    return _TAIL.sub("", text) if text.endswith(("。", ";", ")", "\n")) else text


class Label(NamedTuple):
    """The label of a part of an item: its kind, where it is printed, and what follows it in its line."""

    kind: str
    span: Span
    rest: list[Span]


class Lines:
    """Tells the kinds of lines of one text."""

    def __init__(self, script: Script, sentences: Sentences) -> None:
        self.script, self.words, self.sentences = script, script.words, sentences
        self.shadow, self.s = script.shadow, script.s
        self._labels: dict[Span, Label | None] = {}

    def split(self, paragraphs: list[Span]) -> tuple[Span | None, list[Span]]:
        """Split the first line at its first colon outside quotes: heading, and what follows."""
        if not paragraphs:
            return None, []
        a, b = self.shadow.down(paragraphs[0])
        m = HEAD.match(self.s[a:b]) if self.s.find(":", a, b) >= 0 else None
        if m is None or not m["head"] or (len(m["head"]) > 60 and "(" not in m["head"]):
            return None, paragraphs
        rest = [] if a + m.end() >= b else [self.shadow.up(a + m.end(), b)]
        return self.shadow.up(a, a + m.end("head")), rest + paragraphs[1:]

    def label(self, span: Span) -> Label | None:
        """Read the label of a part at the start of a line: 案由：, 決 議：, 【議決】. It is asked again and again."""
        if span not in self._labels:
            self._labels[span] = self._label(span)
        return self._labels[span]

    def _label(self, span: Span) -> Label | None:
        m = self.words.forms.part.match(self.shadow.folded, *span)
        if m is None:
            return None
        a, b = self.shadow.down(Span(m.end(), span.end))
        kind = self.words.part_of[key(m[m.lastindex or 0])]
        return Label(kind, Span(*m.span(m.lastindex or 0)), [self.shadow.up(a, b)] if b > a else [])

    def is_title(self, span: Span, section: Said | None) -> bool:
        """Tell a line that only names what follows from one that says something."""
        text = self.script.squeezed(span)
        if section is not None or (")" in text and pattern(r"[^,。;:]{1,40}\((?:略|無|從略)\)。?").fullmatch(text)):
            return True
        if text.startswith(("宣讀", "確認")) and pattern(r"(?:宣讀|確認)[^。,:]{0,40}(?:[紀記]錄|議事錄)(?:\([^()]*\))?。?").fullmatch(text):
            return True
        if len(text) <= 40 and not pattern(r"[,。;!?]|請").search(text) and not self.words.verbs.search(_ELECTED.sub("", text)):
            return True
        return "案" in text and bool(_MATTER.fullmatch(text)) and not pattern(r"請(?!領|求|假)|同意新增|同意解").search(pattern(QUOTE).sub("", text)) and not self._decides(text)

    def _decides(self, text: str) -> bool:
        return bool(self.sentences.reader.read(text, [], (), below=False).acts)

    def title_end(self, text: str) -> int:
        """Return where the heading in a line ends: without (略), without who is in charge, without the final stop."""
        text = without_tail(text)
        units = self.units(text)
        outcome = pattern(rf"\({self.words.verb}\)$").search(text)
        if units or outcome:
            text = without_tail(text[: text.rindex("(")])
        return len(text)

    def units(self, text: str) -> list[Name]:
        """Read who is in charge, in brackets at the end of a line: (勞動局、法務局); places in the text."""
        m = pattern(r"\((?:主辦機關:|主辦單位:|權責單位:|主辦:)?(?P<in>[^()]{2,40})\)[。.]?$").search(text, max(0, len(text) - 60)) if ")" in text else None
        if m is None:
            return []
        listed = _UNITS.fullmatch(text, m.start("in"), m.end("in"))
        return self._known([Name(a, b, "organization", text[a:b], ()) for a, b in listed.spans("unit")]) if listed else []

    def _known(self, units: list[Name]) -> list[Name]:
        """Give units that are declared the name they have."""
        named = {(n.start, n.end): n for u in units for n in self.words.names(u.name)}
        return [named[0, u.end - u.start]._replace(start=u.start, end=u.end) if (0, u.end - u.start) in named else u for u in units]

    def _heads_list(self, span: Span) -> bool:
        """Tell a line that is itself the verb of a list: 同意解除列管："""
        text = self.script.squeezed(span)
        return text.endswith(":") and self._is_list_label(text)

    def _is_list_label(self, text: str) -> bool:
        m = self.words.verbs.match(text)
        return m is not None and bool(LIST_LABEL.fullmatch(text, m.end()))

    def _one_sentence(self, head: Span, rest: Span) -> bool:
        """Tell a heading that is half of a sentence: 新增案件：「甲」、「乙」。 新增：3案"""
        text = self.script.squeezed(head)
        listing = self._is_list_label(text) or any(self.words.action(m[0]) in self.words.listing for m in self.words.verbs.finditer(text))
        begins = self.script.squeezed(rest)
        return listing and (begins.startswith("「") or bool(COUNTS.fullmatch(begins)))

    def _names_groups(self, head: Span) -> bool:
        a, b = self.shadow.down(head)
        groups = [n for n in self.script.local_names(a, b) if n.sort == "group"]
        return bool(groups) and bool(GROUPS_ONLY.fullmatch(blank(self.s[a:b], groups)))

    def _disposes(self, span: Span) -> bool:
        """Tell a line that is nothing but a disposition."""
        return bool(pattern(rf"(?:本案|全案|以上|經討論後?|經表決後?|,)*{self.words.verb}[。]?").fullmatch(self.script.squeezed(span)))

    def _has_verb(self, body: list[Span]) -> bool:
        return any(self.words.verbs.search(self.script.squeezed(span)) for span in body)
