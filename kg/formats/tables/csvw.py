"""Metadata for the tables: CSV on the Web, <https://www.w3.org/TR/tabular-metadata/>."""

from __future__ import annotations

import json
from typing import Any

from ...vocab import EN, ZH
from .schema import TABLES, Column, Table

NAME = "csv-metadata.json"
YES, NO = "是", "否"
_NOTE = {
    ZH: "文字若以 = + - @（含全形）、定位或換行字元起首，前加一個 ' 以免試算表當作公式執行；凡 ' 之後（略過其他 '）為上述字元者，去掉一個 ' 即為原文。",
    EN: "A text that begins with = + - @ (or their full-width forms), a tab or a line break has one ' put before it, so that no spreadsheet runs it "
    "as a formula. Where a ' stands before such a character, other ' between them not counted, take one ' away to get the text.",
}
_DATATYPES: dict[str, Any] = {
    "text": "string", "integer": "integer", "date": "date", "boolean": {"base": "boolean", "format": f"{YES}|{NO}"}, "iri": "anyURI", "iris": "anyURI",
}  # fmt: skip


def metadata() -> bytes:
    """Return the description of all tables, as JSON."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": ZH}],
        "dc:title": _texts({ZH: "會議紀錄知識圖譜：表格", EN: "Knowledge graph of minutes: tables"}),
        "rdfs:comment": _texts(_NOTE),
        "dialect": {
            "encoding": "utf-8", "lineTerminators": ["\r\n", "\n"], "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True,
            "headerRowCount": 1, "commentPrefix": None, "skipBlankRows": False, "skipInitialSpace": False, "trim": False,
        },
        "tables": [_table(table) for table in TABLES.values()],
    }  # fmt: skip
    return (json.dumps(group, ensure_ascii=False, indent=2) + "\n").encode()


def _table(table: Table) -> dict[str, Any]:
    return {
        "url": f"{table.name}.csv",
        "dc:title": _texts({ZH: table.zh, EN: table.en}),
        "tableSchema": {
            **({"aboutUrl": "{+id}"} if table.key == ("id",) else {}),
            "columns": [_column(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"columnReference": column.name, "reference": {"resource": f"{column.refers}.csv", "columnReference": "id"}}
                for column in table.columns if column.refers
            ],
        },
    }  # fmt: skip


def _column(column: Column) -> dict[str, Any]:
    # The head in the files is the one title, of the language of the context: readers look columns up by it.
    described: dict[str, Any] = {"name": column.name, "titles": column.zh, "dc:description": _texts({EN: column.en}), "datatype": _DATATYPES[column.kind]}
    if column.kind == "iris":
        described["separator"] = " "
    if column.required:
        described["required"] = True
    if column.property is None:
        described["suppressOutput"] = True
    else:
        described["propertyUrl"] = column.property
        if column.kind == "iri":
            described["valueUrl"] = f"{{+{column.name}}}"
    return described


def _texts(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]
