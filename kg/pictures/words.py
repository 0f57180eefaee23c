"""What pictures say, in Chinese and English."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "lanes": ("案件列管歷程", "How long cases were listed"),
    "lanes-desc": ("每列一案，依議題小組分組，由左而右為會議日期。", "One case a row, by working group; dates of meetings from left to right."),
    "counts": ("共 {0} 案：{1}", "{0} cases: {1}"),
    "count": ("{0} {1}", "{1} {0}"),
    "join": ("、", ", "),
    "lane": ("{0}（{1}）", "{0} ({1})"),
    "of": ("{0}・{1}", "{0}, {1}"),
    "no-group": ("未載議題小組", "no working group"),
    "no-cases": ("圖中沒有案件。", "There are no cases in this graph."),
    "undated": ("未載日期", "undated"),
    "both": ("同次會議新增並解列", "both at one meeting"),
    "open": ("列管中（未見解列）", "listed (not seen delisted)"),
    "unseen": ("未見新增", "addition not seen"),
    "other": ("其他決定", "other decisions"),
    "status-less": ("狀態未載", "no status"),
    "left-out": (
        "另有 {0} 案未畫出（畫的是列管中及最近決定的 {1} 案）。要看其他案件，請以小組、期間或狀態篩選：kg.draw(kg.view(…, groups=…, since=…, until=…, statuses=…))",
        "{0} more cases are not drawn (drawn: the {1} that are listed, or decided on last). To see others, filter by group, period or status: kg.draw(kg.view(…, groups=…, since=…, until=…, statuses=…))",
    ),
    "roc": ("民國 {0} 年", "ROC {0}"),
    "around": ("{0}及其關聯", "{0} and what it has to do with"),
    "around-desc": ("中間為「{0}」；線上的字為關聯，箭頭指其方向。鄰項之間的關聯未畫出。", "“{0}” in the middle; the words on the lines say how things are joined, arrows in which direction. What joins its neighbours is not drawn."),
    "and-more": ("另有 {0} 項未畫出（以 kg graph neighbours 列出全部）", "and {0} more, not drawn (kg graph neighbours lists them all)"),
    "more-words": ("…共 {0} 種", "… {0} in all"),
    "alone": ("圖中與其他事物無關聯。", "Nothing in this graph has to do with it."),
    "things": ("事物 {0}，關聯 {1}", "{0} things, {1} edges"),
    "too-many": ("案件多於 {0}，未畫出；請先篩選（kg.select），或用 kg.draw(view)。", "More than {0} cases: no picture. Filter first (kg.select), or use kg.draw(view)."),
}  # fmt: skip


def said(name: str, lang: str, *values: object) -> str:
    """Return words in Chinese, or in English (`en`)."""
    return _WORDS[name][english(lang)].format(*values)


def english(lang: str) -> bool:
    """Tell whether a language is English; any other is taken for Chinese."""
    return lang.lower().startswith("en")
