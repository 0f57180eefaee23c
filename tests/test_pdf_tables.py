"""Tables of a PDF: read cell by cell where lines rule them, told of where none do."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from pdfs import FONT, column, pdf
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from kg.pipeline import read_minutes
from kg.readers import read_bytes
from kg.source import MASK, Source, Span
from kg.vocab import read_vocabulary

TEXT = ParagraphStyle("text", fontName=FONT, fontSize=12, leading=18, wordWrap="CJK")
RULED = ("GRID", (0, 0), (-1, -1), 0.5, "black")
HEAD = ("雙北合作交流平臺 110 年度市長層級會議紀錄", "壹、會議時間：110 年 3 月 29 日(星期一)下午 2 時", "參、主席：臺北市政府 柯市長文哲", "肆、議題小組報告：")
HEADS = ("編號", "案名", "組別", "決議")
CASES = (
    ("1", "南港及汐止自行車動線串聯", "交通組", "同意新增"),
    ("2", "兩市合作預防青少年學生犯罪", "教育文化組", "同意解除列管"),
)
READ = "1. 南港及汐止自行車動線串聯\n組別：交通組\n決議：同意新增\n2. 兩市合作預防青少年學生犯罪\n組別：教育文化組\n決議：同意解除列管"
END = "伍、散會(下午 2 時 45 分)。"


def table(*rows: Sequence[str], widths: Sequence[float] = (50, 110, 110, 110), spans: Sequence[tuple[int, int, int, int]] = (), style: Sequence[tuple[object, ...]] = (RULED,)) -> Table:
    """A table; a line break in a cell begins a paragraph of it, `spans` are first and last columns and rows of cells taken together."""
    cells = [[[Paragraph(line, TEXT) for line in cell.split("\n")] if cell else "" for cell in row] for row in rows]
    return Table(cells, widths, repeatRows=1, style=[*style, *(("SPAN", (a, b), (c, d)) for a, b, c, d in spans)])


def printed(*content: str | Flowable) -> bytes:
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build([Paragraph(each, TEXT) if isinstance(each, str) else each for each in content])
    return out.getvalue()


def source_of(data: bytes) -> Source:
    source, found = read_bytes(data, Path("minutes.pdf"))
    assert source is not None and found == []
    return source


def shown(source: Source) -> list[str]:
    """The lines that are read: without what is read over."""
    return [line for line in source.reading.replace(MASK, "").split("\n") if line]


def decisions(source: Source) -> list[tuple[str, str, str]]:
    reads, _ = read_minutes(source, read_vocabulary())
    return [(made.case.value if made.case else "", made.groups[0].name if made.groups else "", made.wording.value) for read in reads for made in read.record.decisions]


def test_wrapped_cells_are_read_one_by_one() -> None:
    source = source_of(printed(*HEAD, table(HEADS, *CASES), END))
    assert "\n".join(shown(source)) == "\n".join([*HEAD, READ, END])
    assert decisions(source) == [("南港及汐止自行車動線串聯", "交通組", "同意新增"), ("兩市合作預防青少年學生犯罪", "教育文化組", "同意解除列管")]


def test_no_character_is_lost_and_none_stands_twice() -> None:
    source = source_of(printed(*HEAD, table(HEADS, *CASES), END))
    for word in (*HEADS[:2], *(cell for row in CASES for cell in row[1:])):
        assert source.text.count(word) == 1, word
    assert source.text.count("組別") == source.text.count("決議") == 3  # the heads, read over, and the label of each case


def test_a_box_holds_the_words_of_its_cell() -> None:
    source = source_of(printed(*HEAD, table(HEADS, *CASES), END))
    assert source.boxes is not None
    begin = source.text.index("南港及汐止自行車動線串聯")
    title = source.boxes(Span(begin, begin + 12))
    assert len(title) == 2 and len({box.left for box in title}) == 1  # two lines, below each other
    begin = source.text.index("組別：交通組")
    group = source.boxes(Span(begin, begin + 6))
    assert len(group) == 1 and group[0].left > title[0].left + 100 and group[0].width < 60


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_has_its_table(turned: int) -> None:
    rows = [(x, y) for y in (100, 140, 180) for x in (90, 290, 490)]
    words = [(95.0, 110.0, "時間"), (295.0, 110.0, "明天"), (95.0, 150.0, "主席"), (295.0, 150.0, "丁一")]

    def rule(canvas: Canvas) -> None:
        for (a, b), (c, d) in pairwise(rows):
            if b == d:
                canvas.line(a, A4[1] - b, c, A4[1] - d)
        for x in (90, 290, 490):
            canvas.line(x, A4[1] - 100, x, A4[1] - 180)

    assert shown(source_of(pdf(words, rotation=turned, finish=rule))) == ["時間：明天", "主席：丁一"]


def test_lines_in_a_form_rule_too() -> None:
    def rule(canvas: Canvas) -> None:
        canvas.beginForm("grid")
        for y in (0, 40, 80):
            canvas.line(0, y, 400, y)
        for x in (0, 200, 400):
            canvas.line(x, 0, x, 80)
        canvas.endForm()
        canvas.translate(90, A4[1] - 180)
        canvas.doForm("grid")

    words = [(95.0, 105.0, "會議名"), (95.0, 122.0, "稱"), (295.0, 110.0, "例會"), (95.0, 150.0, "主席"), (295.0, 150.0, "丁一")]
    assert shown(source_of(pdf(words, finish=rule))) == ["會議名稱：例會", "主席：丁一"]


def test_two_chairs_in_one_cell_stay_two_lines() -> None:
    rows = (("會議時間", "110 年 3 月 29 日"), ("主席", "臺北市政府 柯市長文哲\n新北市政府 侯市長友宜"), ("紀錄", "丁一"))
    assert shown(source_of(printed(HEAD[0], table(*rows, widths=(100, 300))))) == [
        HEAD[0], "會議時間：110 年 3 月 29 日", "主席：臺北市政府 柯市長文哲", "新北市政府 侯市長友宜", "紀錄：丁一",
    ]  # fmt: skip


def test_pairs_side_by_side_stay_pairs() -> None:
    rows = (("會議時間", "110 年 3 月 29 日(星期一)下午 2 時", "會議地點", "五股新碇境綠地公園、楓江企業廠房"), ("主席", "臺北市政府 柯市長文哲\n新北市政府 侯市長友宜", "", ""))
    source = source_of(printed(HEAD[0], table(*rows, widths=(60, 120, 60, 120), spans=[(1, 1, 3, 1)])))
    assert shown(source)[1:] == ["會議時間：110 年 3 月 29 日(星期一)下午 2 時", "會議地點：五股新碇境綠地公園、楓江企業廠房", "主席：臺北市政府 柯市長文哲", "新北市政府 侯市長友宜"]


def test_a_merged_group_holds_for_all_its_rows() -> None:
    rows = (("組別", "編號", "案名", "決議"), ("教育文化組", "1", "兩市合作預防犯罪", "同意新增"), ("", "2", "合作籌辦運動會", "同意新增"), ("交通組", "3", "自行車動線串聯", "同意解除列管"))
    source = source_of(printed(*HEAD, table(*rows, widths=(90, 50, 120, 110), spans=[(0, 1, 0, 2)]), END))
    assert source.text.count("教育文化組") == 1
    assert decisions(source) == [("兩市合作預防犯罪", "教育文化組", "同意新增"), ("合作籌辦運動會", "教育文化組", "同意新增"), ("自行車動線串聯", "交通組", "同意解除列管")]


def test_a_table_over_pages_is_one() -> None:
    many = [(str(n), f"雙北合作交流推動計畫之推動策略及分工{'甲乙丙丁'[n % 4]}", "交通組", "同意新增") for n in range(1, 61)]
    source = source_of(printed(*HEAD, table(HEADS, *many), END))
    assert len({page.number for page in source.pages}) > 2
    lines = [f"{n}. {title}" for n, title, _, _ in many]
    assert [line for line in shown(source) if line[0].isdigit()] == lines
    assert shown(source).count("決議：同意新增") == 60 and "編號" not in "".join(shown(source))


def grid(canvas: Canvas) -> None:
    """Two rows under heads, in four columns."""
    for y in (100, 130, 180, 230):
        canvas.line(90, A4[1] - y, 490, A4[1] - y)
    for x in (90, 150, 290, 390, 490):
        canvas.line(x, A4[1] - 100, x, A4[1] - 230)


def row(top: float, *words: str) -> list[tuple[float, float, str]]:
    return [(left, top, word) for left, word in zip((95, 155, 295, 395), words, strict=True) if word]


def test_a_row_that_the_page_cut_is_one() -> None:
    first = [*row(105, *HEADS), *row(140, "1", "南港自行車", "交通組", "洽悉"), *row(190, "2", "兩市合作預防犯罪", "教育組", "同意新增")]
    second = [*row(105, *HEADS), *row(140, "", "之行動計畫", "", "計畫"), *row(190, "3", "市場", "民生組", "備查")]
    source = source_of(pdf(first, second, finish=grid))
    assert shown(source) == [
        "1. 南港自行車", "組別：交通組", "決議：洽悉", "2. 兩市合作預防犯罪之行動計畫", "組別：教育組", "決議：同意新增", "計畫", "3. 市場", "組別：民生組", "決議：備查",
    ]  # fmt: skip
    assert source.boxes is not None
    begin = source.text.index("兩市合作")
    assert [box.page for box in source.boxes(Span(begin, begin + 13))] == [1, 2]
    assert source.pages_of(Span(begin, source.text.index("3. 市場"))) == (1, 2)


def test_a_frame_is_no_table() -> None:
    framed = Table([[[Paragraph(line, TEXT) for line in (*HEAD, END)]]], [400], style=[("BOX", (0, 0), (-1, -1), 1, "black")])
    assert source_of(printed(framed)).text == "\n".join([*HEAD, END])


def test_columns_without_lines_are_told_of() -> None:
    data = printed(*HEAD, table(HEADS, *CASES, CASES[0], style=()), END)
    _, found = read_bytes(data, Path("minutes.pdf"))
    assert [each.code for each in found] == ["columns-unread"]


def test_names_side_by_side_are_read_as_they_stand() -> None:
    names = [(90.0 + 120 * x, 100.0 + 26 * y, f"{'甲乙丙丁'[y]}{'一二三四'[x]}") for y in range(4) for x in range(4)]
    _, found = read_bytes(pdf(names), Path("minutes.pdf"))
    assert found == []


def test_a_text_without_lines_is_told_nothing() -> None:
    _, found = read_bytes(pdf(column("\n".join(HEAD))), Path("minutes.pdf"))
    assert found == []
