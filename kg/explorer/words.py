"""What the explorer says of itself, in Chinese and English."""

from __future__ import annotations

from ..network.words import status_label
from ..phrases import filled

WORDS: dict[str, tuple[str, str]] = {
    # frame
    "site": ("會議紀錄知識圖", "Minutes as a knowledge graph"), "skip": ("跳至內容", "Skip to content"), "language": ("English", "中文"), "pages": ("頁面", "Pages"),
    "home": ("首頁", "Home"), "cases": ("案件", "Cases"), "connections": ("關聯", "Connections"), "graph": ("圖", "Graph"), "query": ("查詢", "Query"), "things": ("全部事物", "Everything"),
    "search": ("搜尋", "Search"), "search-hint": ("名稱，或原文字句", "names, or words quoted"),
    "offline": ("事實皆引自所載的會議紀錄，附原文與出處；由其推得者與詞彙所載者另行註明。本頁未連線至他處。", "Facts are taken from the minutes loaded, with their words and place; what is concluded from them, or comes from the vocabulary, says so. Nothing is fetched from elsewhere."),
    "untitled-page": ("（無標題）", "(untitled)"),
    # home
    "lead": ("每項事實都附原文字句與出處。", "Every fact with the words of the minutes and their place."),
    "held": ("所載", "What is loaded"), "n-minutes": ("份會議紀錄", "minutes"), "n-cases": ("個案件", "case[s]"), "n-directives": ("項指示", "directive[s]"), "n-meetings": ("次會議（含僅被引用者）", "meeting[s], those only cited among them"),
    "ask": ("先看這些", "Begin here"), "ask-open": ("哪些案件還沒解列？", "Which cases are not delisted yet?"), "ask-often": ("{0}被討論過幾次？", "How often was {0} discussed?"), "ask-both": ("兩條線有什麼關係？", "What do two lines have to do with each other?"),
    "ask-both-hint": ("{0}與{1}", "{0} and {1}"), "ask-any-hint": ("任選兩個事物", "any two things"), "ask-open-hint": ("{0} 案列管中，附新增時的字句", "{0} case[s] listed, with the words that added them"), "ask-often-hint": ("連同其分段：{0} 次會議、{1} 處，附原文", "with its parts: in {0} meeting[s], at {1} place[s], with the words"),
    "read": ("讀到了什麼，沒讀到什麼", "What was read, and what was not"),
    "read-note": ("每份紀錄的每個字元不是事實的出處，就是結構（編號、標點、虛詞）、套語，或未讀；四者相加即全文。", "Every character of the minutes belongs to the words of a fact, to structure (numbers, punctuation, particles), to boilerplate, or is unread; the four add up to the whole."),
    "all": ("合計", "all"), "read-more": ("列出未讀最多的；另有 {0} 份。", "Those with most unread are listed; {0} more:"), "minutes": ("會議紀錄", "minutes"), "length": ("字元", "characters"), "fact": ("事實", "fact"), "structure": ("結構", "structure"), "boilerplate": ("套語", "boilerplate"), "unread": ("未讀", "unread"),
    "date": ("日期", "date"), "counts": ("自述案數與列出案數不符", "Counts that do not agree"), "counts-none": ("會議紀錄自述的案數皆與列出者相符（共 {0} 處）。", "All {0} counts that the minutes state agree with what they list."),
    "counts-note": ("原文寫明的案數有 {1} 處，其中 {0} 處與列出者不符；原文如此，並非更正。", "Counts stated: {1}; not agreeing with what is listed: {0}. This is what the minutes say, and no correction."),
    "claimed": ("所述", "claimed"), "listed": ("列出", "listed"), "verdict": ("結果", "result"), "place": ("出處", "place"),
    "wanted": ("引用而未收錄的會議", "Meetings cited, minutes not held"), "wanted-none": ("所引用的會議皆已收錄。", "The minutes of all meetings cited are here."), "wanted-by": ("引用 {0} 次", "times cited: {0}"),
    "anomalies": ("異常", "Anomalies"), "machines": ("給程式", "For programs"), "data-files": ("資料檔", "Data files"), "not-told": ("圖中未載", "not stated in this graph"),
    # cases
    "cases-note": ("「列管中？」指：在所載的會議紀錄中已新增、未見解列；其後是否解列，所載紀錄不足以判斷。", "“listed?” means: added, and not seen delisted in the minutes loaded; what came later they cannot tell."),
    "facets": ("篩選", "Filter"), "any": ("不限", "any"), "group": ("議題小組", "working group"), "year": ("年度", "year"), "status": ("狀態", "status"), "kind": ("建設種類", "kind of project"), "organization": ("組織", "organization"), "apply": ("篩選", "Filter"), "clear": ("清除", "Clear"),
    "case": ("案件", "case"), "added": ("新增", "added"), "delisted": ("解除列管", "delisted"), "unknown": ("未載日期", "undated"), "unseen": ("未見新增", "addition not seen"), "none": ("—", "—"), "shown": ("{0} 案，列出 {1}–{2}", "{0} case[s]; {1} to {2} shown"), "shown-none": ("沒有符合的案件。", "No case fits."),
    "first-of": ("列出前 {0} 項，共 {1} 項。", "The first {0} of {1} are listed."), "part": ("第 {0} 頁，共 {1} 頁", "Page {0} of {1}"), "all-of": ("全部{0}（{1}）", "All of: {0} ({1})"),
    "next": ("下一頁", "Next page"), "previous": ("上一頁", "Previous page"), "lanes": ("時間線", "Lanes"), "lanes-note": ("同一內容見下方表格。", "The table below says the same."), "table": ("表格", "Table"), "not-delisted": ("未見解列", "not seen delisted"),
    # things
    "facts": ("事實", "Facts"), "quote-of": ("佐證：{0}", "for: {0}"), "to-text": ("看原文：", "In the minutes: "), "common-year": ("（西元 {0} 年）", " (CE {0})"),
    "from-vocabulary": ("詞彙所載，會議紀錄未必言及。", "From the vocabulary; the minutes need not say it."), "from-conclusion": ("由所載的會議紀錄推得，依據見本頁所引。", "Concluded from the minutes loaded, by what this page quotes."),
    "from-structure": ("依文件的結構，或由其他事實算得。", "From the structure of the text, or worked out from other facts."), "from-nowhere": ("圖中未載依據。", "The graph does not say on what this rests."),
    "this-fact": ("本項的連結", "Link to this"), "page": ("第 {0} 頁", "page {0}"), "line": ("第 {0} 行", "line {0}"),
    "see": ("相關：", "See: "), "neighbours": ("與它相連的事物", "What it is joined with"), "neighbours-n": ("{0} 項", "{0}"), "picture": ("圖示", "Picture"), "picture-note": ("清單與圖說的是同一件事。→ 本頁的事物指向它，← 它指向本頁的事物。", "The list says the same as the picture. → this thing points at it, ← it points at this thing."),
    "picture-some": ("圖中只畫連結最多的 {0} 項。", "The picture shows the {0} that are joined most."),
    "more": ("另有 {0} 處", "and {0} more place[s]"), "more-things": ("列出前 {0} 行；全部見下載的檔案。", "The first {0} lines are shown; the files to download hold all."), "spoken": ("連同其分段：{0} 次會議、{1} 處提及，原文見下。", "With its parts: in {0} meeting[s], at {1} place[s], quoted below."),
    "unwritten": ("{0}：靜態網頁未備；以 kg serve 開啟即可下載。整個網絡：", "{0}: not among static files; kg serve gives them. The whole network: "), "coverage": ("全文 {0} 個字元：事實 {1}、結構 {2}、套語 {3}、未讀 {4}。", "Its text has {0} characters: fact {1}, structure {2}, boilerplate {3}, unread {4}."), "downloads": ("下載", "Downloads"), "cite": ("引用本頁", "Cite this"), "sources": ("來源", "Sources"), "sha": ("全文 SHA-256", "SHA-256 of the text"),
    "text-of": ("會議紀錄全文", "The minutes themselves"), "iri": ("識別碼", "identifier"), "on-graph": ("在圖上展開", "Explore as a graph"), "path-from": ("它與另一事物的關聯", "Connect it with something else"), "in": ("見", "in"), "contents": ("本頁內容", "On this page"),
    # minutes
    "legend": ("標示", "Highlights"), "legend-note": ("有底色的字是事實的出處：指到或以鍵盤移到即說明，點選即到該事實。沒有底色的字是編號、標點、虛詞或套語。", "Coloured words are the words of a fact: point at them or move to them by keyboard to read it, follow them to it. Words without colour are numbers, punctuation, particles or boilerplate."),
    "unread-here": ("未讀：{0} 個字元，劃線標示。", "Unread: {0} characters, struck with a wavy line."), "unread-none": ("全文皆已讀到，沒有未讀的字元。", "All of it was read: no character is unread."),
    "unread-perhaps": ("未讀：{0} 個字元。圖中未載其位置；劃線的是沒有事實引用的字，未讀的在其中。", "Unread: {0} characters. The graph does not say which; struck with a wavy line are the words that no fact quotes, and the unread ones are among them."),
    "unread-word": ("未讀", "unread"), "unread-maybe": ("沒有事實引用，可能未讀", "quoted by no fact, perhaps unread"), "fact-list": ("依原文順序的全部出處", "Every passage, in the order of the text"), "passage": ("原文", "words"), "supports": ("支持", "for"), "about": ("事實", "fact"), "where": ("位置", "place"),
    "meeting": ("會議", "meeting"), "file": ("檔案", "file"), "several": ("數項事實", "several facts"), "text": ("全文", "Text"),
    "of-item": ("項目", "agenda item"), "of-decision": ("決定", "decision"), "of-statement": ("發言與說明", "statement"), "of-count": ("案數", "stated count"),
    # connections
    "from": ("從", "From"), "to": ("到", "To"), "hubs": ("計入平臺、市政府與人", "count platforms, cities and people"), "find": ("找關聯", "Connect"), "connections-lead": ("兩個事物之間有什麼關聯？逐步說明，每步附原文。", "What do two things have to do with each other? Step by step, each with its words."),
    "no-scripts": ("在靜態網頁上，這裡需要 JavaScript；以 kg serve 開啟則不需要。", "On static pages this needs JavaScript; with kg serve it does not."),
    "nothing-between": ("在所載的會議紀錄中，{0}與{1}之間沒有關聯。", "Nothing in the minutes loaded connects {0} and {1}."), "only-hubs": ("兩者只同與這些有關，而這些與太多事物有關，不算關聯：", "They have only this in common, which has to do with too much to count:"), "nearest-of": ("最近的線索，{0}", "The nearest there is, {0}"),
    "of-total": ("共 {0} 種關聯，列出 {1} 種。", "Connections: {0}; shown: {1}."), "show-more": ("看更多", "Show more"), "cut": ("中間隔了太多事物，未再找下去。", "The search was given up: too much lies between."), "same-thing": ("兩個名稱指同一事物。", "Both names mean one thing."),
    "unknown-name": ("圖中沒有「{0}」。", "Nothing is called “{0}” in this graph."), "many-names": ("「{0}」有 {1} 個，請選一個：", "{1} things are called “{0}”; choose one:"), "near-names": ("相近的名稱：", "Nearest names:"), "name-both": ("請寫出兩個事物的名稱。", "Name two things."), "undated": ("未載日期", "undated"), "with-hubs": ("計入它們", "count them"), "example": ("例：{0}與{1}", "An example: {0} and {1}"),
    # query
    "query-lead": ("十二個現成的問題，或自己寫 SPARQL。", "Twelve questions that are ready, or your own SPARQL."), "questions": ("現成的問題", "Ready questions"), "about-what": ("關於（可空白）", "about (may be left empty)"), "ask-it": ("問", "Ask"), "own": ("自己寫 SPARQL", "Your own SPARQL"), "own-note": ("字首皆已宣告；事實都在具名圖中，請寫 GRAPH ?g {{ … }}。最多 {0} 秒。", "All prefixes are declared; facts stand in named graphs: write GRAPH ?g {{ … }}. At most {0} seconds."), "run": ("執行", "Run"),
    "rows": ("{0} 列", "{0} row[s]"), "rows-cut": ("{0} 列，列出前 {1} 列", "{0} row[s], the first {1} shown"), "yes": ("是", "yes"), "no": ("否", "no"), "triples": ("{0} 條陳述", "{0} triple[s]"), "sparql-of": ("所用的 SPARQL", "The SPARQL that was asked"), "answer": ("答案", "Answer"), "refused": ("未能回答", "Not answered"),
    # search, things, graph
    "found-none": ("沒有找到「{0}」。", "Nothing holds “{0}”."), "found-n": ("{0}（{1}）", "{0} ({1})"), "found-most": ("每類列出最接近的 {0} 項。", "The closest {0} of each kind are shown."), "thing-link": ("看這一頁", "its page"), "search-lead": ("輸入字詞，以空格分開；名稱與字句須包含全部。", "Words, with spaces between; names and sentences must hold all of them."),
    "lost": ("這裡沒有東西", "Nothing is here"), "lost-lead": ("圖中沒有這個網址所指的事物。可以搜尋，或看全部事物。", "This address names nothing in this graph. Search for it, or look at everything there is."),
    "things-lead": ("所載會議紀錄提到的一切，依種類。", "All that the minutes loaded speak of, by kind."), "graph-lead": ("從一個事物開始，逐步展開。沒有 JavaScript 時，各頁的清單說的是同一件事。", "Begin with one thing and expand step by step. Without JavaScript, the list on each page says the same."), "chair": ("任職者", "person in an office"),
}  # fmt: skip


# The columns of the saved questions.
COLUMNS: dict[str, tuple[str, str]] = {
    "actionName": ("處置", "action"), "addedFile": ("新增：檔案", "added: file"), "addedMeeting": ("新增：會議", "added: meeting"), "addedOn": ("新增日期", "added on"), "addedWording": ("新增：字句", "added: wording"),
    "addition": ("新增的決定", "decision that added"), "addressee": ("受指示者", "addressee"), "addresseeName": ("受指示者名稱", "addressee, by name"), "begin": ("位移", "offset"), "bodyName": ("機構", "body"), "case": ("案件", "case"),
    "caseTitle": ("案件標題", "title of the case"), "casesAdded": ("新增案數", "cases added"), "casesDelisted": ("解列案數", "cases delisted"), "cited": ("引用的會議", "cited meeting"), "citedDate": ("引用會議的日期", "date of the cited meeting"),
    "citedMeeting": ("引用的會議名稱", "cited meeting, by name"), "citedOrdinal": ("引用會議的次別", "number of the cited meeting"), "citedRocYear": ("引用會議的年", "year of the cited meeting"), "claim": ("案數聲明", "claim"), "claimed": ("所述", "claimed"), "date": ("日期", "date"),
    "days": ("相隔日數", "days between"), "deadline": ("期限", "deadline"), "decision": ("決定", "decision"), "delistedFile": ("解列：檔案", "delisted: file"), "delistedMeeting": ("解列：會議", "delisted: meeting"), "delistedOn": ("解列日期", "delisted on"), "delistedWording": ("解列：字句", "delisted: wording"),
    "delisting": ("解列的決定", "decision that delisted"), "directive": ("指示", "directive"), "directivesDelisted": ("解列的指示數", "directives delisted"), "earlierMeeting": ("先前的會議", "earlier meeting"), "end": ("位移終點", "end of offset"), "file": ("檔案", "file"), "group": ("議題小組", "group"),
    "groupName": ("小組名稱", "group, by name"), "issuedBy": ("作成者", "issued by"), "item": ("項目", "item"), "listed": ("列出", "listed"), "meeting": ("會議", "meeting"), "meetingTitle": ("會議名稱", "title of the meeting"), "namedIn": ("一同提及之處", "named in"), "other": ("另一建設", "other project"),
    "otherName": ("另一建設名稱", "other project, by name"), "page": ("頁", "page"), "passage": ("出處", "passage"), "person": ("人", "person"), "project": ("建設", "project"), "projectName": ("建設名稱", "project, by name"), "property": ("屬性", "property"), "quote": ("原文", "quote"), "rocYear": ("民國年（西元）", "ROC year (CE)"),
    "role": ("職務", "role"), "source": ("所在的圖", "source"), "subject": ("主體", "subject"), "subjectName": ("主體名稱", "subject, by name"), "thing": ("事物", "thing"), "value": ("值", "value"), "verdict": ("對照結果", "verdict"), "who": ("人名", "who"), "wording": ("用語", "wording"), "words": ("字句", "words"),
}  # fmt: skip


def status_words(status: str, language: str) -> str:
    """Return what a status is called; that a case is listed is a question, for nobody knows of minutes that are not loaded."""
    words = status_label(status)[language == "en"]
    return f"{words}{'?' if language == 'en' else '？'}" if status == "listed" else words


def ui(name: str, language: str, *values: object) -> str:
    """Return words in a language (`zh`, `en`), their gaps filled."""
    return filled(WORDS[name][language == "en"], *values)
