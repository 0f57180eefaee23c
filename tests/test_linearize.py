"""Tables of cell texts in, lines of minutes out."""

import pytest

from kg.readers.tables import ABOVE, linearize


def cells(*texts: str) -> list[list[str]]:
    """A row; `|` separates the paragraphs of a cell, nothing is an empty cell or one that belongs to its neighbour, `^` one that belongs to the cell above."""
    return [[ABOVE] if text == "^" else text.split("|") if text else [] for text in texts]


TABLES: dict[str, tuple[list[list[list[str]]], list[str]]] = {
    "labels and values": ([cells("會議名稱", "合作會議"), cells("主席", "丁一", "記錄", "丁二")], ["會議名稱：合作會議", "主席：丁一", "記錄：丁二"]),
    "a label with its colon": ([cells("時間：", "109年3月26日")], ["時間：109年3月26日"]),
    "a label with a number": ([cells("一、時間", "109年3月26日"), cells("二、地點", "市府")], ["一、時間：109年3月26日", "二、地點：市府"]),
    "letters below each other": ([cells("主|席", "丁一")], ["主席：丁一"]),
    "a value over several columns": ([cells("會議名稱", "合作會議", "", ""), cells("主席", "丁一", "記錄", "丁二")], ["會議名稱：合作會議", "主席：丁一", "記錄：丁二"]),
    "a value of several lines": ([cells("主席", "丁一|丁二")], ["主席：丁一", "丁二"]),
    "a label without a value": ([cells("記錄", "", "主席", "丁一")], ["記錄：", "主席：丁一"]),
    "a label that nobody knows": ([cells("主席", "丁一"), cells("會議性質", "例會")], ["主席：丁一", "會議性質：例會"]),
    "labels and values in one cell": ([cells("主席：丁一", "記錄：丁二")], ["主席：丁一", "記錄：丁二"]),
    "both after a row of pairs": ([cells("地點", "市府"), cells("主席：丁一", "記錄：丁二")], ["地點：市府", "主席：丁一", "記錄：丁二"]),
    "parts of a case below each other": ([cells("案由", "環狀線"), cells("說明", "略"), cells("決議", "洽悉")], ["案由：環狀線", "說明：略", "決議：洽悉"]),
    "cases": ([cells("編號", "案名", "組別", "決議"), cells("1", "環狀線", "交通組", "洽悉")], ["1. 環狀線", "組別：交通組", "決議：洽悉"]),
    "cases, the group first": ([cells("組別", "編號", "案名", "決議"), cells("交通組", "一", "環狀線", "洽悉")], ["一、環狀線", "組別：交通組", "決議：洽悉"]),
    "cases without numbers": ([cells("案名", "組別", "決議"), cells("環狀線", "交通組", "洽悉")], ["案名：環狀線", "組別：交通組", "決議：洽悉"]),
    "numbers that are names": ([cells("編號", "案名", "決議"), cells("109-A3", "環狀線", "洽悉")], ["編號：109-A3", "案名：環狀線", "決議：洽悉"]),
    "numbers in brackets": ([cells("項次", "案由", "決議"), cells("(一)", "環狀線", "洽悉"), cells("3.", "甲", "乙")], ["(一)環狀線", "決議：洽悉", "3. 甲", "決議：乙"]),
    "a title that begins with a number": ([cells("編號", "案名", "決議"), cells("1", "2018 棒球賽", "洽悉")], ["1. 2018 棒球賽", "決議：洽悉"]),
    "numbered lines in a cell stay in its line": ([cells("編號", "案名", "決議"), cells("1", "甲", "1.通過|2.公告")], ["1. 甲", "決議：1.通過 2.公告"]),
    "the other columns": (
        [cells("項次", "案由", "提案單位", "辦理情形", "列管建議"), cells("1", "甲", "交通局", "已完成", "解除列管")],
        ["1. 甲", "提案單位：交通局", "辦理情形：已完成", "列管建議：解除列管"],
    ),
    "heads on each page": ([cells("案名", "決議"), cells("甲", "洽悉"), cells("案名", "決議"), cells("乙", "洽悉")], ["案名：甲", "決議：洽悉", "案名：乙", "決議：洽悉"]),
    "a line between rows": ([cells("案名", "決議"), cells("交通組", ""), cells("甲", "洽悉")], ["交通組", "案名：甲", "決議：洽悉"]),
    "a cell over two rows": ([cells("編號", "案名", "決議"), cells("1", "甲", "洽悉"), cells("", "", "備查")], ["1. 甲", "決議：洽悉", "決議：備查"]),
    "a head over two columns": ([cells("編號", "案名", "決議", ""), cells("1", "甲", "同意", "新增")], ["1. 甲", "決議：同意", "決議：新增"]),
    "header and cases in one": (
        [cells("合作會議紀錄", "", ""), cells("主席", "丁一", ""), cells("編號", "案名", "決議"), cells("1", "甲", "洽悉"), cells("記錄", "丁二", "")],
        ["合作會議紀錄", "主席：丁一", "1. 甲", "決議：洽悉", "記錄：丁二"],
    ),
    "a group over several rows": (
        [cells("組別", "編號", "案名", "決議"), cells("交通組", "1", "甲", "新增"), cells("^", "2", "乙", "備查"), cells("文化組", "3", "丙", "洽悉")],
        ["交通組", "1. 甲", "決議：新增", "2. 乙", "決議：備查", "", "文化組", "3. 丙", "決議：洽悉"],
    ),
    "a group over several rows, and a row of none": (
        [cells("組別", "編號", "案名"), cells("交通組", "1", "甲"), cells("^", "2", "乙"), cells("", "3", "丙")],
        ["1. 甲", "組別：交通組", "2. 乙", "3. 丙"],
    ),
    "a number over several rows": ([cells("編號", "案名", "決議"), cells("1", "甲", "洽悉"), cells("^", "^", "備查")], ["1. 甲", "決議：洽悉", "決議：備查"]),
    "heads alone": ([cells("編號", "案名", "決議")], ["編號\t案名\t決議"]),
    "a table of something else": ([cells("單位", "人數"), cells("臺北市", "3")], ["單位\t人數", "臺北市\t3"]),
    "sentences side by side": ([cells("請交通局研議。", "洽悉。")], ["請交通局研議。", "洽悉。"]),
    "one cell around everything": ([cells("會議紀錄|主席：丁一")], ["會議紀錄", "主席：丁一"]),
    "nothing": ([cells("", ""), []], []),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_table_reads_like_minutes(name: str) -> None:
    rows, expected = TABLES[name]
    assert linearize(rows) == expected


@pytest.mark.parametrize("name", TABLES)
def test_nothing_in_a_cell_is_lost(name: str) -> None:
    """But for the heads of a number's, a title's and a shared group's column, and the full stop after a number: they become the form of the line."""
    rows, _ = TABLES[name]
    text = "".join(linearize(rows))
    lost = [word for row in rows for cell in row for word in ["".join(cell)] if word not in text and not all(part in text for part in cell)]
    assert [word for word in lost if word not in ("編號", "項次", "案名", "案由", "組別", ABOVE)] == []
