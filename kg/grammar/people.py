"""Persons with their offices: 柯市長文哲, 柯文哲市長, 市長柯文哲, 柯市長, 某某某(理事長)."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..patterns import pattern, swift
from ..shadow import key
from ..vocab import Vocabulary
from . import one_of

_TWO = "司徒|南宮|東方|鍾離|宇文|長孫|東郭|淳于|申屠|歐陽|司馬|上官|諸葛|張簡|范姜|鄭戴|徐邱|夏侯|皇甫|尉遲|公孫|慕容|端木|令狐|赫連|呼延|濮陽|公冶|宗政|單于|太史|仲孫|軒轅|鮮于|百里|第五"
_HAN = r"[\p{Han}‧·.]"


class Person(NamedTuple):
    """A person as printed; places are in the text matched. `given` is empty where only surname and office stand."""

    start: int
    end: int
    surname: str
    given: str
    office: str | None
    office_word: str

    @property
    def name(self) -> str:
        return self.surname + self.given


# Frequent surnames, to tell 王大明經理 from 物業經理 where another name follows.
SURNAMES = frozenset(
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高簡朱鍾彭游詹胡施沈余趙盧梁顏柯翁魏孫戴范方宋鄧杜傅侯曹薛阮丁卓馬董溫唐藍蔣石古紀姚連馮歐程湯康姜田汪尤白鄒涂巫鐘龔嚴韓黎袁金童陸夏柳邵錢伍倪饒甘曲駱管"
    "龍熊申卜祝練任史鄺岳華包安萬喻尹俞殷易苗尚符章孔裴池章樊左凌葛裘焦房閻危單全尋費關雷文向牛秦段毛孟鮑常辛耿譚賀賈霍路隋覃塗粘佘官利車房辜應解榮"
)
HONORIFIC = "先生|女士|小姐"
# What stands where a name is expected and is none: 主席：無; 如簽到表; 詳附件; 未推選.
_NO_NAME = r"無(?=$|[\s。(])|如|詳|略(?=$|[\s。)])|未|缺|同上|公推|推[舉選派]|互推|請假|出席|列席|應到|實到|本[府院部會校局處署所市縣]|先生|女士|小姐|電話|分機|傳真|聯絡|地址|共同|全體|因[公故病]"
ABSENCE = r"(?:因(?:公|病|故|事|另有?\p{Han}{1,4}))?,?(?:請假|公假|公出|出國|公差|出差|差假|不克(?:出席|主持|前來)?|未克(?:出席|主持)?|未出席)"
# An office that nobody declared, by its end: 技術長, 轉運站主任. It is longer than a given name, so that it is not taken for one.
_HEAD, _DESK = r"(?:長|主任|主席|經理|總監|督導|召集人)", r"[長員書任師士監理事正授督工佐察官祕助教導表]"
_RANK = "簡任|薦任|委任|約聘|約僱"  # stands before an office and is none


class PeopleGrammar:
    """The forms of a person's name, compiled with a vocabulary's offices. Matched on folded text with its spaces."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words("office")
        self._offices = {key(word): iri for word, iri in words.items()}
        self.offices = one_of(words, spaced=True)
        plain = one_of(words)
        self._plain = swift(rf"{plain}$")
        office = rf"(?:{_RANK})?\s?(?P<office>(?:代理|代|兼)?副?{self.offices}(?:兼{plain})?)"
        one = rf"(?:{_TWO}|\p{{Han}})"
        name = rf"(?!{self.offices}|代理|{_RANK}|{_NO_NAME})"
        given = rf"(?!{HONORIFIC}|{ABSENCE}|副|代理){_HAN}"
        end = rf"(?=$|[\s、,;()（）。:]|共同|代(?!表)|{HONORIFIC}|{ABSENCE})"
        run = rf"(?:{end}|(?={one}{plain}{_HAN}{{1,2}}(?:$|[\s、,;()。]|代)))"  # names run together: 徐大明邱委員小美代
        frequent = rf"(?P<surname>[{''.join(sorted(SURNAMES))}])"
        self._forms = (
            swift(rf"{name}(?P<surname>[{''.join(sorted(SURNAMES))}]{{2}}|{one})\s?{office}(?:\(\s?{plain}\s?\))?\s{{0,2}}(?P<given>(?!{HONORIFIC}|{ABSENCE}|副){_HAN}{{1,2}}?){run}"),
            swift(rf"{name}(?P<surname>{one})(?P<given>{given}{{1,3}}?)\s{{0,4}}\(?\s?{office}(?:\s?\))?{end}"),
            swift(rf"{office}(?:\s{{0,6}}|:\s?)(?!{_NO_NAME})(?P<surname>{one})\s{{0,4}}(?P<given>{given}{{1,2}}){end}"),
            swift(rf"{name}(?P<surname>{one}){office}{end}"),
            swift(rf"{name}{frequent}(?P<office>\p{{Han}}{{1,4}}{_HEAD})\s{{0,2}}(?P<given>(?!{HONORIFIC}|{ABSENCE}){_HAN}{{1,2}}?){run}"),
            swift(rf"{name}{frequent}(?P<given>{given}{_HAN})\s?(?P<office>\p{{Han}}{{1,5}}{_DESK}){end}"),
            swift(rf"(?P<office>\p{{Han}}{{1,6}}{_DESK})\s{{0,4}}(?!{_NO_NAME}){frequent}(?P<given>{given}{_HAN}){end}"),
            swift(rf"{name}{frequent}(?P<office>\p{{Han}}{{2,5}}{_HEAD}){end}"),
            swift(rf"{name}(?P<surname>\p{{Han}}{{1,6}})(?P<given>[‧·.•]\p{{Han}}{{1,6}}?(?:[‧·.•]\p{{Han}}{{1,6}}?)?)(?:\s{{0,2}}\(?{office}\)?)?{end}"),
            swift(rf"{name}(?P<surname>{one})\s{{1,4}}(?P<given>\p{{Han}}\s{{1,4}}\p{{Han}})(?=\s*(?:$|[、,;(]))"),
            swift(rf"{name}(?P<surname>{one})\s{{0,4}}(?P<given>{given}{_HAN}{{0,2}}?){run}"),
        )

    def at(self, text: str, start: int, *, named_only: bool = False) -> Person | None:
        """Read the person that stands just at `start`, the form with an office first."""
        for form in self._forms[: 3 if named_only else len(self._forms)]:
            m = form.match(text, start)
            if m and not self._cuts(m):
                return self._person(m)
        return None

    def _cuts(self, m: re.Match[str]) -> bool:
        """Tell an office nobody declared that ends in a declared one: it was cut in the wrong place, 林|務局長|王明."""
        word = key(m.groupdict().get("office") or "")
        if not word or m.start("office") < m.start("surname"):  # 文書組長陳小美: where the name begins is sure
            return False
        return word not in self._offices and (known := self._plain.search(word)) is not None and not pattern("(?:代理|代|兼)?副?|.*兼").fullmatch(word[: known.start()])

    def speaker(self, label: str) -> Person | None:
        """Read a whole label as a person with an office."""
        for form in (self._forms[0], self._forms[3], *self._forms[1:3]):
            m = form.fullmatch(label)
            if m:
                return self._person(m)
        return None

    def office(self, word: str) -> str | None:
        """Return the declared office of a word, `None` where there is none."""
        return self._offices.get(key(word))

    def _person(self, m: re.Match[str]) -> Person:
        parts = m.groupdict()
        word = key(parts.get("office") or "")
        office = self._offices.get(pattern("^(?:代理|代|兼)|兼.*$").sub("", word))
        given = pattern(r"\s").sub("", parts.get("given") or "")
        return Person(m.start(), m.end(), m["surname"], given, office, word)
