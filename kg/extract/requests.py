"""Who is told to do something, by when: addressees and deadlines of a sentence."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from ..grammar.lexicon import Lexicon, Name
from ..grammar.numerals import NUMBER
from ..patterns import pattern, swift
from .phrasing import QUOTE

CLAUSE = swift(rf"(?:[^,。;:「《【(]++|{QUOTE}|\([^()]*+\)|[^,。;:])++")
_ASK = r"(?<![已業經]函)(?<![申邀聘報簽陳提延呈奉懸宴移送轉退建所擬])(?<!(?<![協磋會])商)請(?![假示求領益購款願辭]|審議|鑒核|核議|公決|備查|查照|核轉)"
_BY = r"(?<![來經理自案事緣是])(?<![已業][移交送])由(?![於此來])"
_SHOULD = r"(?<![因反對適供回相響效])應(?![用變對到酬聘考邀該付屆]|出席|出列席|列席)"
ASK, BY, SHOULD = regex.compile(_ASK), regex.compile(_BY), regex.compile(_SHOULD)
_LEAD = r"(?:並|另|亦|再|仍|且|惟|爰|故|也|後續|嗣後|未來|本案|餘|其餘|敬|惠|懇|務|則|同時|均|皆|原則上?|以上|及)*"
STARTS_ASK = regex.compile(rf"{_LEAD}{_ASK}")
STARTS_BY = regex.compile(rf"{_LEAD}{_BY}")
STARTS_SHOULD = regex.compile(rf"{_LEAD}(?:務必|毋須|切勿|不得)?{_SHOULD}")
_TELLS = regex.compile(r"(?:報告|說明|提案|簡報|提出|發言|提報|\p{Han}{2,4}中[,。;])")
_DOES = regex.compile(r"(?:負責)?(?:規劃|辦理|負責|研議|研擬|擬定|彙整|主政|主辦|統籌|評估|處理|執行|邀集|安排|追蹤|公告|提報|協助|接續)")
_TALKS = regex.compile(r"(?:持續|積極|妥善|加強)*(?:溝通|協調|聯繫)")
_JOIN = regex.compile(r"(?:以及|會同|協同|[、與及和暨])")
_SUFFIX = regex.compile(r"(?:各|相關|等)?(?:相關)?(?:單位|團隊|機關|各局處|局處|各單位|各機關|同仁)?(?:各自|共同)?")
# How a proposal ends, which asks nobody to do anything: 提請討論, 請鑒核, 請參閱附件
_FORMULA = regex.compile(
    r"(?:謹|敬|惠|提|特|並|爰|擬|報|均|亦)*請(?:各位|委員|大會|貴會|本會|會議|鈞長|准予|惠予|同意|卓|公|議|裁|鑒|鑑|核|查|審|參|討|確|追|備|決|表|指|知|惠|賜|逕|自|行|予|見|詳)*"
    r"(?:討論|審議|審查|核議|鑒核|鑑核|鑒察|公決|公鑒|裁示|核示|核定|核備|核可|核准|備查|查照|察照|卓參|卓裁|審核|決議|議決|確認|追認|表決|指教|指示|知照|知悉|參閱|參考|參照|見附件|詳見附件|賜教|同意|通過|票選|推選)"
    r"(?:附件[一二三四五六七八九十\d]*|案|如附件|意見|)?[。;]?"
)
# Those who are bound are often a class: 開發單位應於施工前設置監測站
_BOUND = regex.compile(rf"{_LEAD}(?:各|該|本)?\p{{Han}}{{1,10}}?(?:單位|機關|機構|廠商|公司|政府|學校|業者|委員會|里長|住戶|局|處|課|科|室){_SHOULD}(?!該|為|可|已|有)")
_GENERIC = (rf"{_LEAD}(?:應|請|需|宜)?(?:務必)?(?:確實|積極|加速|賡續|加強|DEADLINE)*(?:辦理|處理|執行|辦妥)?[。]?|{_LEAD}DEADLINE(?:回報|提報|彙報|填報|更新)(?:(?:辦理|執行|處理)?(?:成果|進度|情形))?[。]?")
_N = NUMBER
# Before something is to happen: 於施工前, 在每月5日前, 於大橋通車前半年. In front of a place is no time: 於車站前設置.
_EVENT = (
    rf"(?:於|在)(?:(?!於|在|前)[\p{{Han}}\d/:]){{2,14}}?(?<![站門廟館口院所廳樓場路街巷橋樹牌機面臺櫃址庭]|(?<![離返到])校)(?:之|以)?前"
    rf"(?![往揭述次瞻線端來款條鎮金衛例項]|開(?:會議|規定|事項|決議|案)|期|提(?![出送報供會交案早])|置(?:作業|條件))(?:半年|{_N}個?(?:月|日|天|週|周|工作天|小時))?"
)


def _found(form: regex.Pattern[str], word: str, text: str) -> Iterable[regex.Match[str]]:
    """Find a form of a word; most texts are told by the word alone."""
    return form.finditer(text) if word in text else ()


class RequestReader:
    """Finds requests with a lexicon's words."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        day = rf"(?:{_N}年)?(?:{_N}月)(?:{_N}日|底|中旬|初|中)?"
        self._deadline = regex.compile(
            rf"{words.deadline_word}"
            rf"|(?:於|在)?(?:本|今|明|次|隔|下)?(?:\({_N}\))?年?(?:{day}|{_N}年第{_N}季|第{_N}季|\d{{2,4}}/\d{{1,2}}/\d{{1,2}}|年底|月底|年|月|週|{_N}年底?|\d{{1,2}}/\d{{1,2}})(?:之|以)?前"
            rf"|(?:於|在)?(?:本|下|這|次)?(?:週|周|星期|禮拜)[一二三四五六日]前"
            rf"|{_N}(?:個)?(?:工作)?(?:日|天|週|周|星期|月|個月|小時)(?:之|以)?內|(?:於|在)?半年(?:之|以)?內"
            rf"|{_EVENT}"
        )
        self._timed = swift(rf"[前內]|{words.deadline_word}")  # one of which stands in every deadline
        self._generic = regex.compile(_GENERIC.replace("DEADLINE", f"(?:{self._deadline.pattern})"))

    def deadlines(self, text: str) -> list[tuple[int, int]]:
        """Find the words of time for the doing, places in the text."""
        if not self._timed.search(text):
            return []
        return [m.span() for m in self._deadline.finditer(text) if not pattern(r"[^,。;]{0,2}(?:新增|完成並)|再(?:行)?(?:議|審|討論|研議|提)").match(text[m.end() :])]

    @staticmethod
    def proposes(text: str) -> bool:
        """Tell a sentence that ends as a proposal does: 擬請各課室支援人力一案，提請討論。"""
        return "請" in text and bool(pattern(rf"(?:.*,)?{_FORMULA.pattern}").fullmatch(text)) and not pattern(r"備查|知悉|知照|核備").search(text[-6:])

    def is_generic(self, clause: str) -> bool:
        """Tell whether a clause only hastens what stands before it: 並應儘速辦理."""
        return bool(self._generic.fullmatch(clause))

    def asks(self, clause: str, names: list[Name]) -> bool:
        """Tell whether a clause tells somebody to do something. `names` are placed in the clause."""
        asking = "請" in clause
        if asking and _FORMULA.fullmatch(clause):
            return False
        if STARTS_ASK.match(clause) or _BOUND.match(clause) or STARTS_SHOULD.match(clause):
            return True
        if asking and ASK.search(clause):
            return True
        for m in _found(BY, "由", clause):
            found, end = self._list_at(clause, names, m.end(), strict=not STARTS_BY.match(clause))
            if found and not _TELLS.match(clause, end):
                return True
        return any(self._list_before(names, clause, m.start()) for m in _found(SHOULD, "應", clause))

    def addressees(self, text: str, names: list[Name]) -> list[Name]:
        """Find who is told, in order: behind 請 or 由, before 應. Each once."""
        found: dict[tuple[int, int], Name] = {}
        for form, word in ((ASK, "請"), (BY, "由")):
            for m in _found(form, word, text):
                begins = pattern(r"(?:^|[,。;:])(?:並|另|後續|爰|再)?$").search(text[max(0, m.start() - 3) : m.start()])
                listed, end = self._list_at(text, names, m.end(), strict=form is BY and not begins)
                if form is BY and _TELLS.match(text, end):
                    continue
                found.update({(n.start, n.end): n for n in listed})
        for m in _found(SHOULD, "應", text):
            found.update({(n.start, n.end): n for n in self._list_before(names, text, m.start())})
        return [found[place] for place in sorted(found)]

    def after(self, text: str, names: list[Name], place: int) -> list[Name]:
        """Find who is named right behind a word that hands something on: 移請A研議."""
        return self._list_at(text, names, place, strict=False)[0]

    def subject(self, text: str, names: list[Name], end: int) -> list[Name]:
        """Find who stands right before a verb as the subject of its clause."""
        return self._list_before(names, text, end)

    def _list_at(self, text: str, names: list[Name], start: int, *, strict: bool) -> tuple[list[Name], int]:
        at = {n.start: n for n in names if n.sort in ADDRESSABLE}
        found: list[Name] = []
        place = start
        while True:
            name = at.get(place) or self._unit_at(text, place, strict=strict and not found)
            if name is None or text.startswith("」", name.end):
                break
            found.append(self._words.under(name, found[-1]) if found else name)
            suffix = _SUFFIX.match(text, name.end)
            end = suffix.end() if suffix else name.end
            joint = _JOIN.match(text, end)
            if joint is None:
                return self._without_object(text, found, end), end
            place = joint.end()
        return found, place

    def _unit_at(self, text: str, place: int, *, strict: bool) -> Name | None:
        """Find a name by its form; in the middle of a clause only where a verb of doing follows: 大掃除由清潔隊規劃."""
        name = self._words.unit_at(text, place)
        return None if name and strict and not _DOES.match(text, name.end) else name

    @staticmethod
    def _without_object(text: str, found: list[Name], end: int) -> list[Name]:
        """Leave out whom one only talks with (與臺北市議會溝通), and a name that is followed by no verb."""
        spoken_with = len(found) > 1 and text[found[-1].start - 1] in "與和" and _TALKS.match(text, end)
        return found[:-1] if spoken_with or end >= len(text) or text[end] in "。;」" else found

    def _list_before(self, names: list[Name], text: str, end: int) -> list[Name]:
        found: list[Name] = []
        place = end
        begin = max(text.rfind(mark, 0, end) for mark in ",。;:、") + 1
        lead = pattern(_LEAD).match(text, begin, end)
        if (unit := self._words.units.filling(text, lead.end() if lead else begin, end)) and not any(n.start < end and n.end > unit[0] for n in names):
            return [Name(*unit, "organization", text[slice(*unit)], ())]
        for name in sorted((n for n in names if n.sort in ADDRESSABLE and n.end <= end), reverse=True):
            between = text[name.end : place]
            if not found and not _SUFFIX.fullmatch(between):
                break
            if found and not pattern(r"(?:單位)?(?:以及|[、與及和暨])").fullmatch(between):
                break
            found.insert(0, name)
            place = name.start
        if found and (place == 0 or text[place - 1] in ",。;:、請由並亦另是" or text[:place].endswith(("後續", "未來", "請由"))):
            return found
        return []


ADDRESSABLE = ("organization", "collective", "group")

