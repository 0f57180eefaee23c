"""The tables: their columns, what people and programs call them, and how they refer to one another.

A column's `zh` is its head in every file; its `name` is what CSVW, and so a program, calls it. What people read stands
left, identifiers stand right. A column named `…_labels` or `…s` that holds several values joins them by ；for reading;
the identifiers beside it are the list to compute with, for an IRI never holds the blank that separates them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ...vocab import DCTERMS, KG, ORG, RDFS

Cell = str | int | bool | list[str] | None
Row = Mapping[str, Cell]
Kind = Literal["text", "integer", "date", "boolean", "iri", "iris"]

_WIDTHS: dict[Kind, int] = {"text": 18, "integer": 8, "date": 12, "boolean": 8, "iri": 24, "iris": 24}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Name a column and say what its cells hold.

    Attributes:
        kind: `iris` are several, separated by blanks; a `date` is written as in ISO 8601.
        refers: the table whose `id` the cells hold.
        property: the property of the graph that a cell states of the row's `id`, where it does so as it stands.
        required: no cell is empty.
        width: on a sheet, in characters.
    """

    name: str
    zh: str
    en: str
    kind: Kind = "text"
    refers: str | None = None
    property: str | None = None
    required: bool = False
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Name a table, its columns, and those that tell its rows apart."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)

    def cells(self, row: Row) -> list[Cell]:
        """Return a row's cells in the order of the columns.

        Raises:
            KeyError: the row names a column that is not there.
        """
        cells = [row.get(column.name) for column in self.columns]
        if sum(cell is not None for cell in cells) != sum(cell is not None for cell in row.values()):
            raise KeyError(f"{self.name} has no column {sorted(row.keys() - {column.name for column in self.columns})}")
        return cells


def _text(name: str, zh: str, en: str, *, property: str | None = None, width: int = 18) -> Column:
    return Column(name=name, zh=zh, en=en, property=property, width=width)


def _whole(name: str, zh: str, en: str, *, property: str | None = None, required: bool = False) -> Column:
    return Column(name=name, zh=zh, en=en, kind="integer", property=property, required=required, width=_WIDTHS["integer"])


def _date(name: str, zh: str, en: str, *, property: str | None = None) -> Column:
    return Column(name=name, zh=zh, en=en, kind="date", property=property, width=_WIDTHS["date"])


def _flag(name: str, zh: str, en: str) -> Column:
    return Column(name=name, zh=zh, en=en, kind="boolean", required=True, width=_WIDTHS["boolean"])


def _iri(name: str, zh: str, en: str, *, refers: str | None = None, property: str | None = None, required: bool = False) -> Column:
    return Column(name=name, zh=zh, en=en, kind="iri", refers=refers, property=property, required=required, width=_WIDTHS["iri"])


def _iris(name: str, zh: str, en: str, *, refers: str | None = None) -> Column:
    return Column(name=name, zh=zh, en=en, kind="iris", refers=refers, width=_WIDTHS["iris"])


_ID = _iri("id", "識別碼", "identifier", required=True)
_WHEN = (
    _text("meeting_label", "會議", "meeting", width=40),
    _date("date", "會議日期", "date of the meeting"),
    _whole("roc_year", "民國年", "ROC year of the meeting: of its title, else of its date"),
)
_MEETING = _iri("meeting", "會議識別碼", "meeting identifier", refers="meetings", required=True)
_PLACE = (
    _text("quote", "原文", "quote", width=40),
    _text("file", "檔名", "file", width=28),
    _whole("line", "行", "line"),
    _whole("page", "頁次", "page of the file, from 1, on which the quote begins; empty where the file has no pages"),
    _whole("begin", "起點", "begin: code points of the minutes' text before the quote"),
    _whole("end", "終點", "end: code points of the minutes' text up to the quote's end"),
)
_CORRECTED = _text("corrected", "更正", "what a person corrected, why, and who")
_ITEM = (_text("item_label", "項目", "agenda item", width=24),)
_ITEM_ID = _iri("item", "項目識別碼", "agenda item identifier", refers="items", property=KG.item)
_ASKED = (_text("addressee_labels", "受文單位", "who is asked to act", width=28), _text("deadlines", "期限", "deadlines"))
_ASKED_IDS = _iris("addressees", "受文單位識別碼", "identifiers of who is asked to act")
_MENTIONED = _text("mention_labels", "提及", "what is mentioned", width=28)
_MENTIONED_IDS = _iris("mentions", "提及識別碼", "identifiers of what is mentioned")
_NAMING = _whole("minutes_count", "紀錄數", "number of minutes that name it", required=True)
_OTHER_NAMES = _text("other_names", "別名", "other names", width=28)

CASES = Table(name="cases", zh="案件登記冊", en="register of cases", columns=(
    _whole("number", "編號", "number: in the order in which decisions on the cases were first taken", required=True),
    _text("title", "案名", "title", width=44),
    _text("group_labels", "組別", "working groups", width=14),
    _text("added", "新增", "added: date and meeting", width=44),
    _date("added_date", "新增日期", "date first added"),
    _text("delisted", "解列", "delisted: date and meeting", width=44),
    _date("delisted_date", "解列日期", "date last delisted"),
    _text("status", "狀態", "status", width=10),
    _text("anomalies", "異常", "anomalies"),
    _text("others", "其他決定", "other decisions: action, date and meeting", width=28),
    _text("quotes", "原文", "quotes, each with file and line", width=60),
    _text("other_titles", "其他案名", "other titles"),
    _CORRECTED,
    _ID,
    _iris("groups", "組別識別碼", "working group identifiers", refers="groups"),
    _iris("added_by", "新增決定識別碼", "identifiers of the decisions that added it", refers="decisions"),
    _iris("delisted_by", "解列決定識別碼", "identifiers of the decisions that delisted it", refers="decisions"),
    _iris("other_decisions", "其他決定識別碼", "identifiers of the other decisions on it", refers="decisions"),
))
MEETINGS = Table(name="meetings", zh="會議", en="meetings", columns=(
    _text("label", "會議名稱", "title", property=RDFS.label, width=44),
    _text("series_label", "會議系列", "the body whose meeting it is", width=22),
    _text("level_label", "層級", "level", width=12),
    _text("group_label", "組別", "working group", width=14),
    _whole("ordinal", "次別", "ordinal", property=KG.ordinal),
    _date("date", "會議日期", "date", property=KG.date),
    _whole("roc_year", "民國年", "ROC year"),
    _text("start_time", "開始", "start", property=KG.startTime, width=8),
    _text("end_time", "結束", "end", property=KG.endTime, width=8),
    _text("venue", "地點", "venue", property=KG.venue, width=28),
    _text("chair_labels", "主席", "chairs", width=36),
    _text("recorder_labels", "紀錄", "recorders", width=12),
    _text("attendance", "出席", "attendance", property=KG.attendance),
    _flag("held", "有紀錄", "its minutes are here; else it is only cited"),
    _text("date_quote", "日期原文", "quote of the date", width=28),
    *_PLACE,
    _CORRECTED,
    _ID,
    _iri("series", "會議系列識別碼", "body identifier", refers="organizations", property=KG.series),
    _iri("group", "組別識別碼", "working group identifier", refers="groups", property=KG.group),
    _iris("recorders", "紀錄識別碼", "recorder identifiers", refers="persons"),
    _iri("minutes", "紀錄全文識別碼", "identifier of the minutes"),
    _iri("precedes", "其後會議識別碼", "the meeting whose minutes follow in the file (undated minutes only)", refers="meetings"),
    _text("sha256", "雜湊值", "sha-256 of the squeezed text"),
))
DECISIONS = Table(name="decisions", zh="決定", en="decisions", columns=(
    *_WHEN,
    _text("group_labels", "組別", "working groups", width=14),
    _text("action_label", "處置", "action", width=10),
    _text("wording", "用語", "wording: the verb as printed", property=KG.wording),
    _text("case_label", "案名", "case", width=40),
    _text("directive_label", "指示", "earlier directive", width=28),
    *_ITEM,
    *_ASKED,
    _text("text", "決議", "a resolution in free words", property=KG.text, width=28),
    *_PLACE,
    _whole("wording_line", "用語行", "line of the wording"),
    _whole("wording_begin", "用語起點", "begin of the wording"),
    _whole("wording_end", "用語終點", "end of the wording"),
    _CORRECTED,
    _ID,
    _MEETING,
    _iris("groups", "組別識別碼", "working group identifiers", refers="groups"),
    _iri("action", "處置識別碼", "action identifier", property=KG.action),
    _iri("case", "案件識別碼", "case identifier", refers="cases"),
    _iri("directive", "指示識別碼", "directive identifier", refers="directives", property=KG.directive),
    _ITEM_ID,
    _ASKED_IDS,
))
DIRECTIVES = Table(name="directives", zh="指示", en="directives", columns=(
    *_WHEN,
    _text("text", "內容", "text; of an earlier directive only referred to, its name", width=60),
    _flag("cited", "僅引述", "an earlier directive that these minutes only refer to"),
    _text("from_labels", "原會議", "meetings an earlier directive comes from", width=40),
    _text("issuer_labels", "指示人", "issued by", width=24),
    *_ASKED,
    _MENTIONED,
    *_ITEM,
    *_PLACE,
    _CORRECTED,
    _ID,
    _MEETING,
    _iris("from_meetings", "原會議識別碼", "identifiers of the meetings it comes from", refers="meetings"),
    _iris("issuers", "指示人識別碼", "issuer identifiers", refers="chairs"),
    _ITEM_ID,
    _ASKED_IDS,
    _MENTIONED_IDS,
))
STATEMENTS = Table(name="statements", zh="發言與說明", en="statements", columns=(
    *_WHEN,
    _text("text", "內容", "text", property=KG.text, width=60),
    _text("speaker_labels", "發言人", "speaker", width=24),
    *_ITEM,
    *_PLACE,
    _CORRECTED,
    _ID,
    _MEETING,
    _iris("speakers", "發言人識別碼", "speaker identifiers", refers="chairs"),
    _ITEM_ID,
))
ITEMS = Table(name="items", zh="議程項目", en="agenda items", columns=(
    *_WHEN,
    _text("number", "編次", "number as printed", property=KG.number, width=8),
    _text("heading", "標題", "heading", property=KG.heading, width=40),
    _whole("position", "順序", "position among its siblings, from 1", property=KG.position),
    _text("section_label", "章節", "kind of section", width=14),
    _MENTIONED,
    *_PLACE,
    _CORRECTED,
    _ID,
    _MEETING,
    _iri("parent", "上層項目識別碼", "identifier of the item it is part of", refers="items", property=DCTERMS.isPartOf),
    _MENTIONED_IDS,
))
COUNTS = Table(name="counts", zh="案數聲明", en="count claims", columns=(
    *_WHEN,
    _text("label", "聲明", "claim as printed", property=RDFS.label, width=10),
    _whole("claimed", "聲明數", "number claimed", property=KG.claimed),
    _whole("listed", "列出數", "number listed", property=KG.listed),
    _text("verdict", "核對", "verdict: equal, fewer, more or unnamed", property=KG.verdict, width=10),
    *_ITEM,
    *_PLACE,
    _CORRECTED,
    _ID,
    _MEETING,
    _ITEM_ID,
))
CITATIONS = Table(name="citations", zh="引述會議", en="citations of earlier meetings", key=("meeting", "cited"), columns=(
    *_WHEN,
    _text("cited_label", "被引述會議", "meeting cited", width=44),
    *_PLACE,
    _CORRECTED,
    _MEETING,
    _iri("cited", "被引述會議識別碼", "identifier of the meeting cited", refers="meetings", required=True),
))
CHAIRINGS = Table(name="chairings", zh="主持", en="who chaired which meeting", key=("meeting", "chair"), columns=(
    *_WHEN,
    _text("chair_label", "主席", "chair", width=28),
    *_PLACE,
    _CORRECTED,
    _MEETING,
    _iri("chair", "主席識別碼", "chair identifier", refers="chairs", required=True),
))
CHAIRS = Table(name="chairs", zh="職務", en="persons in office", columns=(
    _text("label", "名稱", "name", property=RDFS.label, width=32),
    _text("person_label", "姓名", "person", width=12),
    _text("office_label", "職稱", "office", width=12),
    _text("organization_label", "機關", "organization", width=24),
    _text("acting_for_label", "代理對象", "whom the person stands in for", width=28),
    _NAMING,
    _ID,
    _iri("person", "姓名識別碼", "person identifier", refers="persons", property=ORG.member),
    _iri("office", "職稱識別碼", "office identifier", property=ORG.role),
    _iri("organization", "機關識別碼", "organization identifier", refers="organizations", property=ORG.organization),
    _iri("acting_for", "代理對象識別碼", "identifier of whom the person stands in for", refers="chairs", property=KG.actingFor),
))
_LABEL = _text("label", "名稱", "name", property=RDFS.label, width=32)
PERSONS = Table(name="persons", zh="人員", en="persons", columns=(_LABEL, _OTHER_NAMES, _NAMING, _ID))
GROUPS = Table(name="groups", zh="議題小組", en="working groups", columns=(
    _LABEL, _OTHER_NAMES, _text("body_label", "所屬平臺", "body", width=28), _NAMING, _ID, _iri("body", "所屬平臺識別碼", "body identifier"),
))
PROJECTS = Table(name="projects", zh="建設", en="projects", columns=(
    _LABEL, _OTHER_NAMES, _text("kind_label", "種類", "kind", width=10), _text("part_of_label", "屬於", "part of", width=24), _NAMING,
    _ID, _iri("kind", "種類識別碼", "kind identifier", property=KG.kind), _iri("part_of", "屬於識別碼", "identifier of what it is part of"),
))
ORGANIZATIONS = Table(name="organizations", zh="機關與合稱", en="organizations and collective names", columns=(
    _LABEL, _OTHER_NAMES, _text("type", "類別", "class, without its namespace", width=24), _text("part_of_label", "隸屬", "what it is a unit or member of", width=32), _NAMING,
    _ID, _iris("part_of", "隸屬識別碼", "identifiers of what it is a unit or member of"),
))
EVIDENCE = Table(name="evidence", zh="出處", en="evidence: every fact read from the text, its quote and its place", key=("subject", "passage"), columns=(
    _text("subject_label", "主體", "what the fact is about", width=32),
    _text("property_label", "事項", "property", width=12),
    _text("value", "內容", "value", width=32),
    *_PLACE,
    *_WHEN,
    _CORRECTED,
    _iri("subject", "主體識別碼", "identifier of what the fact is about", required=True),
    _iri("property", "事項識別碼", "property identifier", required=True),
    _iris("values", "內容識別碼", "identifiers of the values"),
    _iri("passage", "出處識別碼", "identifier of the passage", required=True),
    _MEETING,
))
TABLES = {table.name: table for table in (
    CASES, MEETINGS, DECISIONS, DIRECTIVES, STATEMENTS, ITEMS, COUNTS, CITATIONS, CHAIRINGS, CHAIRS, PERSONS, GROUPS, PROJECTS, ORGANIZATIONS, EVIDENCE,
)}  # fmt: skip
