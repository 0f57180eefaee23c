"""The forms of words around a verb of disposition: quotes, counts, what may stand before and behind, what unmakes it."""

from __future__ import annotations

import regex

from ..grammar.numerals import DIGIT, NUMBER
from ..patterns import swift
from ..vocab import ACTION

LONGEST = 40  # characters of what stands right before a word
NEAR = 200  # characters in which what unmakes or changes a verb is looked for
FAR = 800  # the same, brackets included
CORNER = r"「(?:[^「」]++|「(?:[^「」]++|「[^「」]*+」)*+」)*+」"
QUOTE = rf"(?:{CORNER}|《[^《》]*+》|【[^【】]*+】)"
SENTENCE = swift(rf"(?:[^。;「《【(]++|{QUOTE}|\([^()]*+\)|[^。;])++[。;]?|[。;]")
COUNT = rf"(?<![第\d])(?P<lead>等|下列|以下|上列|上述|合計|共計|總計|共|計)?,?(?P<count>{NUMBER})(?P<unit>案|件|項)(?![^,。;:、「]{{0,3}}(?:號|規))"
COUNTS = swift(COUNT)
COUNT_STARTS = f"等下以上合共總計,{DIGIT}"
SEPARATOR = r"(?:[、,]|與|及|和|以及|暨|並|另|以及|或)"
NOUN = r"(?:一案|乙案|合作案|案件|案|議題|計畫案|等)"
CODE = rf"(?:編號|案號|項次|序號)第?(?:{NUMBER}|[A-Za-z0-9]+)(?:-\d+)*(?:號|案|項)?"
CODES = rf"{CODE}(?:[、與及和至]第?(?:編號|案號|項次|序號)?(?:{NUMBER}|[A-Za-z0-9]+)(?:-\d+)*(?:號|案|項)?)*"
BETWEEN = regex.compile(rf"(?:{NOUN})?{SEPARATOR}{{0,2}}(?:{NOUN})?(?:{CODE}:?)?")
AHEAD = regex.compile(r"(?:之)?(?:合作)?(?:方案|案件|項目|議題|案)?(?:為|如下|包括|包含)?:?(?:如下)?:?")
NAMELY = regex.compile(r":|,?(?:分別|各)?(?:為|包括|包含|係|即):?")
BEHIND = regex.compile(rf"(?:{NOUN}|{SEPARATOR}|:|均|皆|業|亦|仍|續|{CODE}|全數|分別|經討論|經確認|合作方案|原則|本次|提報|本次會議|共|計)*")
OF_GROUP = regex.compile(rf"(?:\([^()]*\))?(?:主席)?(?:(?:指裁示|裁示|指示|決議|結論)(?:事項)?(?:第?{NUMBER}[點項案]?)?|事項)?(?:之|的|所提|提報|提出|提案|報告|新增|部分|[:,])?[:]?(?:之|的)?(?:有關|關於|針對|就)?")
TITLE_ENDS = regex.compile(rf"(?:\([^()]*\))?(?:{NOUN}|{COUNT})*(?:{SEPARATOR}|[。;:]|$)")
BASIS = regex.compile(r"(?:依據|依照|按照|依|按|根據|符合|以)$")
UNTRUE = regex.compile(
    r"(?:是否|得否|可否|能否|應否|尚未|尚無法|未能|未|無(?!異議)|無法|俟|待|倘|若|如|擬|擬請|建議|申請|提請|(?<!經\p{Han}{0,8})(?:研議|評估|討論(?!後|通過)|審議(?!後|通過))|預計|預定|規劃|曾|業已|業經|已於|前已|已|原|爭取|有關)[^,。;「」:]{0,10}$"
    rf"|(?:上次|前次|上回|去年|前年|當時|日前|先前)(?:小組)?(?:會議)?(?:業|曾|已)?$|(?:{NUMBER}年度?)(?:{NUMBER}月)?(?:{NUMBER}日)?(?:第{NUMBER}季)?(?:會議)?(?:業|曾|已)?$"
    r"|(?:業經|前經|已經)[^。;]{0,40}(?:第[^,。;]{1,8}次[^,。;]{0,10}會議?|大會|委員會)$"
)
# Words of sentence form that carry no fact: particles, and nouns for "case" that a verb or a title brings along.
FILLER = (
    rf"(?:{NOUN}|{SEPARATOR}|(?:合作)?方案|案件|項目|計畫|事項|下列|以下|上列|上述|如下|如次|本次(?:會議)?|本案|全案|各案|其?餘|原則上?|原列管|原|均|皆|亦|業|全數|分別|各自|共同|"
    r"另外?|並|再|仍|且|惟|爰|則|也|有關|關於|針對|就|擬|將|敬|惠|懇|請|由|應|需|宜|務必|確實|積極|加速|賡續|加強|辦理|處理|執行|同意|准予|予以|各|相關|單位|團隊|機關|同仁|包括|包含|"
    r"共計|合計|總計|共|計|為|之|的|者|於|在|所|提|報告|裁示|指示|決議|結論|經討論後?|經確認|主席)"
)
ASIDE = regex.compile(r"\([^()]*\)")
# What is only spoken of: 「甲」案解除列管一節，未達共識; 同意新增「乙」的提議
UNSETTLED = regex.compile(rf"(?:{QUOTE}|[^。;])*?(?:未(?:能)?(?:達成?|獲|有)|尚?無)共識|(?:一案|案|{QUOTE}|[、及與和])*(?:的|之)(?:提議|提案|建議|構想|想法|可行性)")
_UNSETTLED = swift(r"共識|[的之](?:提議|提案|建議|構想|想法|可行性)")  # without which nothing is

NOUN_AFTER = regex.compile(r"(?:一節|乙節|一事|乙事|之|的|案件|情形|與否|程序|作業|標準|機制|原則|後|時|前|者|中(?!央)|期間|清單|事項|宣導|活動)")
NOUN_ENDS = regex.compile(r"(?:(?:之)?合作)?(?:方案|案件|項目|案)?[。;:]?")  # the noun a verb of listing brings along, at the end of a sentence
CLAUSE_END = regex.compile(r"(?:在案|辦理|為宜)?(?:[,。;:!]|$|並|後續|\()")
# 第三條修正為「十日內」，餘照案通過; 除下列各點外，其餘准照審查意見通過
CHANGED = regex.compile(r"除[^。;]*(?<!迴避)外,(?:其)?餘[^,。;]{0,24}$|(?:修正|修改|刪除|增列|增訂)[^。;]*,(?:其)?餘[^,。;]{0,8}$")
RESOLVED_END = regex.compile(r"(?:本案|議案|提案|原案|在案|辦理|為宜|\p{Han}{2,14}(?:審查|預算案?|計畫|草案))?(?:[,。;:!]|$|並|後續|\()")
# Votes that are only counted: 5 票同意、2 票不同意; 反對:3票
VOTE = regex.compile(r"不?同意$|贊成$|反對$|\d")
# … and what an outcome stands behind: 同意4票,不同意0票,通過由甲承作
VOTED = regex.compile(r"(?:(?:不?同意|贊成|反對|棄權|廢票):?\d+[票人],)+")
# What is waited for before a thing is talked about again: 俟地方說明會後再行討論, 由小組評估經費後提下次會議討論
UNTIL = regex.compile(r"(?:俟|待)[^,。;]*|[由請][^,。;]{2,30}後")
TALLIED, TALLY = regex.compile(r"(?<!^)\d+[票人位]$|[1-9]\d*$"), regex.compile(r"(?:者)?(?::|計|共)?\d+[票人位](?!通過)")
PREFIX = regex.compile(
    rf"(?:{CODES}|並|亦|另|仍|惟|均|皆|爰|同意|原則上?|本案|本項|該項|本次會議|以上|餘|其餘|各案|全案|敬請|請|由|務必|應|加強|積極|單位|團隊|各單位|與|及|、|各|相關|等|將|先|後|案|經討論後?|決議|主席裁示|裁示|結論|有關|"
    r"會議紀錄|紀錄|議事錄|本會議|報告|報告事項|上次|前次|「[^」]*」|\([^()]*\))*"
)
OF_CODE = regex.compile(rf"(?:^|[,;。:]){CODES}[^,;。:]*$")
UNQUOTED = regex.compile(r"(?!並|下列|以下|如下|、|\d+[案件項]|為|之|後|者|及|與|案件|情形|辦理|[,:])(?P<title>[^,。;:「」()]{4,60}?)(?:等)?(?=(?P<n>(?<![\d第])(?:[0-9]+|[一二三四五六七八九十]+)(?:案|件|項))?[。;,]?$)")
COUNTED = regex.compile(rf"^(?:共|計)?{NUMBER}(?:處|條|名|人|位|戶|座|所|輛|次|個|家|場|台|臺|支|株|盞|元|萬|億)|{NUMBER}(?:處|名|人|位|戶|輛|個|家|元|萬元|億元)$")
ALIAS_TITLE = regex.compile(r"(?:提案|所提|之|的)?(?:關於|有關|就)?(?P<label>[^,。;:「」()]{2,60}?)(?=等(?:[0-9]+|[一二三四五六七八九十]+)(?:案|件|項)|[。;,]|等?$|(?:同意|予以)?(?:解除|解列))")

LIST_LABEL = regex.compile(rf"(?:合作)?(?:方案|案件|項目|案)?(?:\((?:共|計|合計)?{COUNT}\))?(?:如下|如次|下列)?(?:方案|案件|項目|案)?(?:,(?:經討論後?)?(?:均|皆)?(?:予以|予)?同意者?(?:如下)?)?[:。]?")
# What a disposition may be about, in the clause before it: 有關「甲」案，…; 擬將「乙」列為合作項目案，…
TOPIC = regex.compile(rf"(?:^|[,;。])(?:另外?|並|又|再)?(?:有關|關於|針對|就)?(?:擬)?(?:將)?(?P<q>{QUOTE})(?:列為[^,。;「」]{{0,16}}|提案)?(?:一案|等案|案)?,$")

# … or of which it says something first: 「丙」案執行完畢，解除列管
TOPIC_SAID = regex.compile(rf"(?:^|[,;。:])(?:惟|另|有關|關於|針對)?(?P<q>{QUOTE})案[^,。;「」請]{{0,24}},(?:[^,。;「」請]{{0,16}},)?$")

# What a sentence may say before its topic, and what makes a quote no topic: 「且戰且走」的精神
LEAD_IN = regex.compile(rf"(?:惟|{CODE}|(?:會議)?(?:結論|決議|裁示|指示)(?:事項)?第?{NUMBER}(?:點|項|案)?之?|(?:前次|上次|歷次)\p{{Han}}{{0,6}}(?:裁示|指示|決議)(?:事項)?之?|另外?|又|有關|關於|針對|就|提報|提案|提出|所提|擬提|擬將|擬|將|新增列管|新增|增列|解除列管|解列|原列管之?|列管之?|原提|\p{{Han}}{{2,14}}[府局處署會所](?:所|原)?提(?:案|報|出)?|原|本次|案由|部分|[:,()])*")
NO_TOPIC = regex.compile(r"(?:案|等)*(?:的|之|精神|原則|方式|理念|目標|為目標|政策|口號|為主題|為題)")
TOPICAL = frozenset((ACTION.added, ACTION.delisted, ACTION.continued, ACTION.deferred, ACTION.rejected))
# What goes on to be said of titles: also that they are handed to somebody. Not where the rest is spoken of: 同意新增「甲」案，餘洽悉
SAID_ON = TOPICAL | {ACTION.referred}
OTHERS = regex.compile(r"[。;「]|餘|其他|各案|另(?!案|行)|歷次|本組|各組")
TOLD = regex.compile(r"(?:請|由|交|移|送|與|和|及|、|會同)$")
# What an earlier meeting concluded, by its number: 結論四之監視器增設仍持續列管
_CONCLUSION = rf"(?:結論|決議|裁示|指示)(?:事項)?(?:第?{NUMBER}(?:[點項案])?|\({NUMBER}\))(?:之|的|有關|關於)+"
CONCLUDED = regex.compile(rf"{_CONCLUSION}$")
OF_CONCLUSION = regex.compile(rf"(?P<of>{_CONCLUSION})(?P<t>[^,。;:「」]{{2,30}}?)(?:一?案)?(?:,[^,。;:]{{0,30}}){{0,2}}[,仍尚均皆續]?$")
# 備查 is somebody else's: 報請主管機關備查
ELSEWHERE = regex.compile(r"(?:報請|函報|陳報|層報|轉報|函送|報)[^,。;「」告]{0,16}$|(?<![敬謹惠提])請(?!准|予|同意|貴|鈞|大會|公)[^,。;「」]{2,12}$")
ASKED = regex.compile(r"(?:^|[,。;並])請[^,。;「」]*後,?$")


def unsettled(text: str, place: int) -> bool:
    """Tell whether what stands before a place is only spoken of, by what stands behind it."""
    end = place + NEAR
    return bool(_UNSETTLED.search(text, place, end) and UNSETTLED.match(text, place, end))
