"""What the commands say to people in two languages: sentences and headings of show, diff and search. Knows no graph."""

from __future__ import annotations

import re

from .vocab import DCTERMS, EN, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS

PHRASES: dict[str, tuple[str, str]] = {
    # places and times
    "undated": ("未載日期", "undated"),
    "untitled": ("（無標題）{0}", "untitled minutes: {0}"),
    "roc": ("{0}（民國 {1} 年 {2} 月 {3} 日）", "{0} (ROC year {1}, {2}/{3})"),
    "lines-within": ("行次自每份紀錄的開頭起算。", "Lines are counted within each minutes' text."),
    "settled": ("由 {0} 更正，非原文所載；理由：{1}", "corrected by {0}, not stated in the text; reason: {1}"),
    "referred": ("僅被提及的先前指示", "an earlier directive, only referred to"), "hence": ("據此推論：{0}", "concluded from it: {0}"),
    "via": ("經由 {0}", "by way of {0}"),
    "colon": ("{0}：{1}", "{0}: {1}"),
    "link": ("{0} — {1} → {2}", "{0} — {1} → {2}"),
    "join": ("、", ", "),
    "bracket": ("（{0}）", " ({0})"),
    "sources": ("來源", "Sources"),
    "source": ("{0}：{1}；全文 SHA-256：{2}", "{0}: {1}; SHA-256 of the text: {2}"),
    "version": ("依本體 {0} 版；{1} 份會議紀錄的圖，{2} 產生。", "Ontology {0}; a graph of {1} minutes, made by {2}."),
    "nothing-quoted": ("圖中沒有引自會議紀錄的內容。", "Nothing in the graph quotes minutes on this."),
    # sections
    "status": ("狀態", "Status"), "history": ("歷程", "History"), "names": ("名稱", "Names"), "mentions": ("標題所提及", "What its title mentions"),
    "items": ("所在項目", "Agenda items"), "counts": ("案數聲明", "Count claims"), "offices": ("職務", "Offices"),
    "chaired": ("主持的會議", "Meetings chaired"), "recorded": ("紀錄的會議", "Meetings recorded"), "issued": ("作成的指示", "Directives issued"),
    "spoken": ("發言", "Statements spoken"), "named": ("提及此人或此項之處", "Where it is mentioned"), "whole": ("所屬整體", "Part of"), "parts": ("部分", "Parts"),
    "directives": ("指示", "Directives"), "cases": ("案件", "Cases"), "added": ("新增", "Additions"), "delisted": ("解除列管", "Delistings"),
    "noted": ("洽悉", "Noted"), "decisions": ("決定", "Decisions"), "told": ("受指示辦理", "What it was told to do"), "members": ("成員與所屬", "Members and units"),
    "header": ("會議資料", "Header"), "outline": ("項目", "Outline"), "statements": ("發言與說明", "Statements"), "citations": ("引用", "Citations"),
    "minutes": ("會議紀錄", "Minutes"), "coverage": ("讀取情形與其他", "Coverage and the rest"), "facts": ("內容", "Facts"), "meetings": ("會議", "Meetings"),
    "corrections": ("更正", "Corrections"), "other": ("其他事實", "Other facts"), "handled": ("後續處置", "What was done with it"), "contents": ("其下內容", "What stands in it"),
    # summaries
    "is": ("「{0}」是{1}。", "“{0}” is a {1}."),
    "graph-counts": ("所載 {0} 份會議紀錄中，有 {1} 次會議提及。", "Of the {0} minutes loaded, those of {1} meeting[s] speak of it."),
    "listed-note": ("狀態：列管中——在所載的會議紀錄中已新增，未見解列；其後是否解列，所載紀錄不足以判斷。", "Status: listed. It was added, and not seen delisted in the minutes loaded; what came later they cannot tell."),
    "status-note": ("狀態：{0}。{1}", "Status: {0}. {1}"),
    "anomaly-note": ("異常：{0}。", "Anomaly: {0}."),
    "step": ("{0}{1}：{2}。", "{0}{1}: {2}."),
    "held": ("日期：{0}。", "Date: {0}."),
    "tally": ("本會議有 {0} 個項目、{1} 個決定、{2} 個指示、{3} 段發言與說明。", "The graph holds {0} agenda item[s], {1} decision[s], {2} directive[s] and {3} statement[s] of it."),
    "not-held": ("所載紀錄僅引用此會議，未收錄其紀錄。", "This meeting is only cited: its minutes are not loaded."),
    # count claims
    "equal": ("相等", "equal"), "fewer": ("列出較少", "fewer listed"), "more": ("列出較多", "more listed"), "unnamed": ("未列全", "some not named"),
    # differences
    "diff": ("兩份圖的差異", "What changed"), "same": ("沒有差異。", "Nothing changed."), "new-case": ("新案件（{0}）", "new case ({0})"), "gone-case": ("案件不再出現（原為{0}）", "case no longer there (was {0})"),
    "since-delisted": ("已解除列管（原為{0}）", "delisted since (was {0})"), "re-added": ("再度新增（原為{0}）", "added again (was {0})"),
    "changed-status": ("狀態由{0}改為{1}", "status changed from {0} to {1}"), "changed-titles": ("標題由「{0}」改為「{1}」", "titles changed from “{0}” to “{1}”"),
    "came": ("增：{0}", "came: {0}"), "left": ("減：{0}", "left: {0}"), "changed": ("改：{0} → {1}", "changed: {0} → {1}"),
    "diff-counts": ("增 {0} 條，減 {1} 條；其中 {2} 條不屬上列各項（如出處、位移、本體）。", "{0} quads came, {1} left; {2} of them belong to none of the above (passages, offsets, ontology)."),
    "no-status": ("狀態未載", "no status"), "other-changes": ("其他變動", "Other changes"), "anomalies-changed": ("異常由「{0}」改為「{1}」", "anomalies changed from “{0}” to “{1}”"),
    "renamed": ("{0}：內文有更動，識別碼隨之改變", "{0}: the text changed, and with it the name in the graph"),
    "came-things": ("增 {0}", "{0} came"), "left-things": ("減 {0}", "{0} left"), "changed-things": ("改 {0}", "{0} changed"),
    # search
    "sentences": ("文句", "Sentences"), "line": ("原文其他各行", "Other lines of the minutes"), "line-at": ("第 {0} 行", "line {0}"), "also": ("又名 {0}", "also {0}"),
}
# Terms of others, which no ontology here labels.
TERMS: dict[str, tuple[str, str]] = {
    RDF.type: ("種類", "kind"), RDFS.label: ("名稱", "label"), SKOS.prefLabel: ("主要名稱", "preferred name"), SKOS.altLabel: ("別名", "other name"),
    SKOS.hiddenLabel: ("其他寫法", "other spelling"), SKOS.definition: ("定義", "definition"), SKOS.inScheme: ("概念表", "scheme"), FOAF.name: ("姓名", "name"),
    DCTERMS.isPartOf: ("屬於", "part of"), DCTERMS.description: ("說明", "description"), ORG.member: ("任職者", "member"), ORG.role: ("職務", "office"),
    ORG.organization: ("所在組織", "organization"), ORG.unitOf: ("隸屬", "unit of"), ORG.memberOf: ("為其成員", "member of"), ORG.hasMember: ("成員", "has member"),
    ORG.subOrganizationOf: ("所屬機構", "belongs to"), OWL.sameAs: ("即", "same as"), PROV.wasAttributedTo: ("出於", "attributed to"), PROV.wasDerivedFrom: ("依據", "derived from"),
    FOAF.Person: ("人", "person"), ORG.Organization: ("組織", "organization"), ORG.FormalOrganization: ("機關", "public body"), ORG.Role: ("職務", "office"),
    ORG.OrganizationalCollaboration: ("合作機制", "collaboration"), SKOS.Concept: ("概念", "concept"), PROV.SoftwareAgent: ("程式", "software"), PROV.Agent: ("陳述者", "agent"),
}  # fmt: skip

_MANY = re.compile(r"(\{(\d)\}[^\[\]{}]*)?\[(\w+)\]")


def phrase(name: str, lang: str, *values: object) -> str:
    """Return a phrase in a language, its gaps filled."""
    return filled(PHRASES[name][lang == EN], *values)


def filled(words: str, *values: object) -> str:
    """Fill the gaps of words; what stands in brackets after a gap is for all numbers but one: `{0} place[s]`; with no gap before it, of the first value."""
    return _MANY.sub(lambda found: f"{found[1] or ''}{'' if str(values[int(found[2] or 0)]) == '1' else found[3]}", words).format(*values)
