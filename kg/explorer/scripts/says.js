/** What the scripts say, in Chinese and English. */

import { pick } from "./page.js";

const WORDS = {
  search: ["搜尋案件、人、小組、建設、組織", "Search cases, people, groups, projects, organizations"],
  found: ["{0} 項", "{0} found"],
  none: ["沒有符合的名稱", "No name fits"], noneSearch: ["沒有符合的名稱；按 Enter 搜尋原文", "No name fits; press Enter to search the minutes"],
  names: ["名稱", "Names"], lines: ["會議紀錄的文字", "What the minutes say"], noLine: ["沒有一行含有這些字。", "No line holds these words."], lineAt: ["第 {0} 行", "line {0}"], firstLines: ["以下為前 {0} 行。", "The first {0} lines."],
  whole: ["在知識圖中開啟", "Open in the explorer"],
  share: ["分享與嵌入", "Share and embed"], address: ["這個檢視的網址", "Address of this view"], frame: ["嵌入其他網頁的 HTML", "HTML that shows it in another page"], copy: ["複製", "Copy"], copied: ["已複製", "Copied"], selected: ["已選取，請自行複製", "Selected: copy it"],
  help: ["鍵盤操作", "Keyboard"],
  close: ["關閉", "Close"],
  "key /": ["到搜尋框", "go to the search box"],
  "key ?": ["顯示這份說明", "show this help"],
  "key esc": ["關閉建議或說明", "close suggestions or help"],
  "key arrows": ["在建議、清單或圖中移動", "move among suggestions, in a list or a picture"],
  "key enter": ["選取", "choose"],
  "key zoom": ["在圖中放大、縮小、全部顯示", "in a picture: zoom in, zoom out, show all"],
  "key leave": ["離開編輯器", "leave the editor"],
  "key ctrl": ["在編輯器中執行查詢", "in the editor: run the query"],
  failed: ["資料無法載入：{0}", "The data cannot be loaded: {0}"],
  // cases
  filter: ["篩選", "Filter"], title: ["案名", "Title"], titleHolds: ["案名含有", "Title holds"], clear: ["清除篩選", "Clear all filters"],
  group: ["議題小組", "Working group"], year: ["年度", "Year"], status: ["狀態", "Status"], kind: ["建設種類", "Kind of project"], organization: ["組織", "Organization"],
  nothing: ["未載", "not stated"], more: ["其餘 {0} 項", "{0} more"], counted: ["{0} 案", "{0} case[s]"], of: ["{0} 案，共 {1} 案", "{0} of {1} case[s]"],
  table: ["表格", "Table"], lanes: ["時間線", "Lanes"], graph: ["圖", "Graph"], shownAs: ["顯示方式", "Shown as"],
  added: ["新增", "Added"], delisted: ["解除列管", "Delisted"], both: ["同次會議新增並解列", "added and delisted at one meeting"], other: ["其他決定", "other decisions"],
  listedShort: ["列管中？", "listed?"],
  open: ["列管中？（未見解列）", "listed? (not seen delisted)"], unseen: ["未見新增", "addition not seen"], notDelisted: ["未見解列", "not seen delisted"], undated: ["未載日期", "undated"],
  listedNote: ["「列管中？」指：在所載的會議紀錄中已新增、未見解列；其後是否解列，所載紀錄不足以判斷。", "“listed?” means: added, and not seen delisted in the minutes loaded; what came later they cannot tell."],
  page: ["第 {0} 頁，共 {1} 頁", "Page {0} of {1}"], previous: ["上一頁", "Previous"], next: ["下一頁", "Next"], sorted: ["依{0}排序", "sort by {0}"],
  noCases: ["沒有符合的案件。", "No case fits."], legend: ["圖例", "What the marks mean"], noGroup: ["未載議題小組", "no working group"],
  roc: ["民國 {0} 年", "ROC {0}"], calendar: ["{0}（民國 {1} 年）", "{0} (ROC {1})"],
  // connections
  from: ["從", "From"], to: ["到", "To"], swap: ["對調", "Swap"], hubs: ["計入平臺、市政府與人", "count platforms, cities and people"],
  hubsNote: ["這些與太多事物有關，通常不說明什麼。", "They have to do with too much to tell anything."],
  choose: ["請選兩項事物，看它們有什麼關係。", "Choose two things to see how they are connected."],
  one: ["這是同一項事物，請選兩項不同的。", "This is one thing; choose two different ones."],
  pathOf: ["第 {0} 條關聯，共 {1} 條", "Connection {0} of {1}"], previousPath: ["上一條", "Previous connection"], nextPath: ["下一條", "Next connection"],
  unconnected: ["{0}與{1}之間，在所載的會議紀錄中沒有關聯。", "Nothing in the minutes loaded connects {0} and {1}."],
  onlyHubs: ["兩者只同與這些有關，而這些與太多事物有關，不算關聯：{0}。", "They have only this in common, which has to do with too much to count: {0}."],
  nearest: ["最近的線索，{0}：", "The nearest there is, {0}:"], cut: ["尋找到一半即停止：可能另有關聯。", "The search was given up before all was looked at: there may be more."],
  unknownThing: ["沒有這項事物：{0}", "There is no such thing: {0}"], severalThings: ["「{0}」不是單一事物的名稱，請選一項：", "“{0}” does not name one thing; choose:"], corrected: ["（無引文：出自詞彙或更正）", "(no quote: from the vocabulary or a correction)"],
  pageAt: ["第 {0} 頁", "p. {0}"],
  // graph
  begin: ["從一項事物開始", "Begin at one thing"], beginNote: ["選一項事物，再依關係展開。", "Choose a thing, then expand it by its relations."],
  hide: ["隱藏", "Hide"], pin: ["固定", "Pin"], unpin: ["取消固定", "Unpin"], showHidden: ["顯示隱藏的 {0} 項", "Show {0} hidden"],
  relations: ["關係", "Relations"], listed: ["圖中的關係", "What the picture shows"], pictured: ["{0} 項事物，{1} 條關係", "{0} thing[s], {1} relation[s]"],
  tooMany: ["圖最多畫 {0} 項；這裡有 {1} 項。請下載檔案，用 Gephi 開啟：", "The picture holds {0} things at most; here are {1}. Download the files and open them in Gephi:"],
  toPage: ["看這一頁", "Open its page"], fromHere: ["從這裡開始", "Begin here"], outward: ["{0} →", "{0} →"], inward: ["← {0}", "← {0}"], pinned: ["（已固定）", "(pinned)"],
  chooseNode: ["點選圖中一項，這裡顯示其名稱與頁面。", "Click a thing in the picture: its name and page are shown here."], fold: ["收合", "Fold"], expandNote: ["按一下展開或收起；括號內是另一端的數量。", "Press to expand or fold; in parentheses, how many things are at the other end."],
  zoomIn: ["放大", "Zoom in"], zoomOut: ["縮小", "Zoom out"], fit: ["全部顯示", "Fit all"], rest: ["其餘 {0} 項", "{0} more"],
  // query
  questions: ["問題", "Questions"], about: ["關於", "About"], anything: ["（全部）", "(everything)"], editor: ["SPARQL 編輯器", "SPARQL editor"], run: ["執行", "Run"], stop: ["停止", "Stop"],
  limit: ["時間上限 {0} 秒", "Time limit {0} s"], noLimit: ["從磁碟開啟時不限時間，查詢時頁面會停住", "Opened from disk there is no time limit, and the page waits for the query"],
  here: ["在你的瀏覽器中查詢；引擎 {0} MB，首次使用時載入。", "The query runs in your browser; its engine, {0} MB, is loaded when first used."],
  there: ["由這部伺服器回答。", "This server answers."], rows: ["{0} 列，{1} 秒", "{0} row[s], {1} s"], running: ["查詢中…", "Running…"], truth: ["答案：{0}", "Answer: {0}"],
  late: ["超過 {0} 秒，已停止；請縮小查詢。", "Stopped after {0} s: narrow the query."], download: ["下載 CSV", "Download CSV"], editorHelp: ["Ctrl+Enter 執行；Esc 再按 Tab 離開編輯器。", "Ctrl+Enter runs; Esc, then Tab leaves the editor."],
  noRows: ["沒有結果。", "No rows."], yes: ["是", "yes"], no: ["否", "no"], bars: ["長條", "Bars"], results: ["結果", "Results"], own: ["自己的查詢", "Your own query"],
  askLead: ["選一個問題，或自己寫 SPARQL。", "Choose a question, or write SPARQL of your own."], timeline: ["時間線", "Timeline"], triples: ["三元組", "Triples"],
};

/** Return words with values put in; what stands in brackets after a value is for all numbers but one: `{0} case[s]`. */
export function say(name, ...values) {
  const found = WORDS[name];
  return pick(found[0], found[1]).replace(/(\{(\d)\}[^[\]{}]*)\[(\w+)\]/g, (_, before, place, many) => before + (String(values[place]) === "1" ? "" : many)).replace(/\{(\d)\}/g, (_, place) => String(values[place]));
}
