"""DOCX in, text out: what a reader sees in a word processor, numbers included."""

import random
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from office import docx, level, lists, numbered, office_text, p, zipped

from kg.readers import read_bytes
from kg.readers.numerals import written
from kg.source import Page


def lines(data: bytes) -> list[str]:
    source, _ = read_bytes(data, Path("minutes.docx"))
    assert source is not None
    return source.text.split("\n")


def codes(data: bytes) -> list[str]:
    return [f"{d.code}: {d.message}" for d in read_bytes(data, Path("minutes.docx"))[1]]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


PARAGRAPHS = {
    "runs are one word": (f"<w:p>{run('會議')}{run('紀錄')}</w:p>", ["會議紀錄"]),
    "tab, soft break, hyphen": ("<w:p><w:r><w:t>主席</w:t><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t></w:r></w:p>", ["主席\t甲", "乙-丙"]),
    "content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt><w:p><w:sdt><w:sdtContent>{run('乙')}</w:sdtContent></w:sdt></w:p>", ["甲", "乙"]),
    "link and smart tag": (f"<w:p><w:hyperlink>{run('甲')}</w:hyperlink><w:smartTag>{run('乙')}</w:smartTag></w:p>", ["甲乙"]),
    "result of a field": (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF a </w:instrText></w:r><w:r><w:t>no</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        f"{run('第3案')}<w:r><w:fldChar w:fldCharType='end'/></w:r>{run('通過')}</w:p>",
        ["第3案通過"],
    ),
    "page number": (f"<w:p>{run('甲')}<w:fldSimple w:instr=' PAGE \\* MERGEFORMAT '>{run('7')}</w:fldSimple></w:p>", ["甲"]),
    "field without end": (f"<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>{run('no')}</w:p>{p('決議')}", ["", "決議"]),
    "end of a field that did not begin": (f"<w:p><w:fldSimple w:instr='REF a'><w:r><w:fldChar w:fldCharType='end'/></w:r>{run('甲')}</w:fldSimple>{run('乙')}</w:p>", ["甲乙"]),
    "symbol": ("<w:p><w:r><w:sym w:font='Wingdings' w:char='F06C'/></w:r></w:p>", ["\uf06c"]),
    "ruby": (f"<w:p><w:r><w:ruby><w:rt>{run('ㄏㄢˋ')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r></w:p>", ["漢"]),
    "deleted, inserted, moved": (
        f"<w:p><w:del><w:r><w:delText>舊</w:delText></w:r></w:del><w:ins>{run('新')}</w:ins><w:moveFrom>{run('去')}</w:moveFrom><w:moveTo>{run('來')}</w:moveTo></w:p>",
        ["新來"],
    ),
    "hidden": (f"<w:p>{run('看')}{run('不見', '<w:vanish/>')}{run('得見', '<w:vanish w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}</w:p>", ["看得見"]),
    "end of a paragraph deleted": (f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('甲')}</w:p>{p('乙')}", ["甲乙"]),
    "end of a paragraph deleted before a table": (f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('甲')}</w:p><w:tbl><w:tr><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>", ["甲", "乙"]),
    "white space of the file": ("<w:p><w:r><w:t>\n 甲 \n</w:t></w:r></w:p>", ["甲"]),
    "formula": ("<w:p><m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>", ["x=1"]),
}


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_a_paragraph_is_read_as_it_is_seen(name: str) -> None:
    body, expected = PARAGRAPHS[name]
    assert lines(docx(body + p("完")))[:-1] == expected


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('框內')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    assert lines(docx(f"<w:p><w:r>{both}</w:r>{run('段落')}</w:p>{p('下段')}")) == ["段落", "框內", "下段"]


def test_notes_follow_the_paragraph_that_cites_them() -> None:
    cite = "<w:r><w:footnoteReference w:id='{0}'/></w:r>"
    notes = "".join(f"<w:footnote w:id='{i}'>{p(text)}</w:footnote>" for i, text in ((2, "第一註"), (3, "第二註"))) + "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
    assert lines(docx(f"<w:p>{run('甲')}{cite.format(2)}{run('乙')}</w:p><w:p>{run('丙')}{cite.format(3)}</w:p>", footnotes=notes)) == ["甲乙", "[1] 第一註", "丙", "[2] 第二註"]


def test_what_is_left_out_is_said() -> None:
    body = f"<w:p>{run('甲')}<w:del><w:r><w:delText>舊</w:delText></w:r></w:del>{run('密', '<w:vanish/>')}</w:p>"
    assert codes(docx(body, comments=f"<w:comment>{p('不妥')}</w:comment>")) == ["left-out: not read: 1 comment, 1 tracked deletion, 1 passage of hidden text"]
    assert codes(docx(p("甲市政府會議紀錄"), header=p("甲市政府"))) == []
    assert codes(docx(p("甲"), header=p("丙市政府"))) == ["left-out: not read: the heads and feet of pages (丙市政府)"]


def field(kind: str) -> str:
    return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"


def test_a_table_of_contents_repeats_what_follows() -> None:
    begin = f"{field('begin')}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{field('separate')}"
    body = f"<w:p>{begin}{run('壹、主席 1')}</w:p>{p('貳、散會 2')}<w:p>{field('end')}</w:p>{p('壹、主席')}"
    assert lines(docx(body)) == ["", "", "", "壹、主席"]
    assert codes(docx(body)) == ["left-out: not read: 1 table of contents"]
    assert lines(docx(f"<w:p>{begin}{run('甲')}</w:p>{p('乙')}")) == ["甲", "乙"]  # nobody knows where it would end


@pytest.mark.parametrize("form", ["<w:strike/>", "<w:dstrike/>", "<w:rStyle w:val='X'/>"])
def test_what_is_struck_out_is_left_out_and_told_of(form: str) -> None:
    style = "<w:style w:type='character' w:styleId='X'><w:rPr><w:strike/></w:rPr></w:style>"
    data = docx(f"<w:p>{run('同意')}{run('不同意', form)}{run('新增', '<w:strike w:val=' + chr(34) + '0' + chr(34) + '/>')}</w:p><w:p>{run('作廢', form)}</w:p>{p('散會')}", styles=style)
    assert lines(data) == ["同意新增", "散會"]
    assert codes(data) == ["struck-text: 5 characters that are struck out were left out"]


@pytest.mark.parametrize("name", ["minutes.docx", "minutes.odt", "minutes.doc"])
def test_a_file_of_no_bytes_is_empty(name: str) -> None:
    assert [d.code for d in read_bytes(b"", Path(name))[1]] == ["empty-file"]


def test_a_group_over_several_rows_heads_them() -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(cell if cell.startswith('<') else f'<w:tc>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"

    first, rest = f"<w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{p('交通組')}</w:tc>", f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc>"
    table = f"<w:tbl>{row('組別', '編號', '案名', '決議')}{row(first, '1', '甲', '新增')}{row(rest, '2', '乙', '備查')}{row('文化組', '3', '丙', '洽悉')}</w:tbl>"
    assert lines(docx(table)) == ["交通組", "1. 甲", "決議：新增", "2. 乙", "決議：備查", "", "文化組", "3. 丙", "決議：洽悉"]


def test_hidden_styles_hide() -> None:
    style = "<w:style w:type='character' w:styleId='X'><w:rPr><w:vanish/></w:rPr></w:style>"
    assert lines(docx(f"<w:p>{run('甲')}{run('乙', '<w:rStyle w:val=chr/>'.replace('chr', chr(39) + 'X' + chr(39)))}</w:p>", styles=style)) == ["甲"]


# --- pages ------------------------------------------------------------------------------------------------------------


def test_pages_are_those_of_the_last_rendering() -> None:
    broken = f"<w:p>{run('乙')}<w:r><w:lastRenderedPageBreak/><w:t>丙</w:t></w:r></w:p>"
    source, _ = read_bytes(docx(p("甲") + broken + p("丁")), Path("a.docx"))
    assert source is not None and source.text == "甲\n乙丙\n丁"
    assert source.pages == (Page(number=1, start=0), Page(number=2, start=3))


def test_a_row_over_two_pages_turns_one_page() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{0}</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>{1}</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl>{row('案名', '決議')}<w:tr>{cell.format('跨越兩頁的一個很長很長很長的案名', '後半')}{cell.format('同意', '新增')}</w:tr></w:tbl>"
    source, _ = read_bytes(docx(table), Path("a.docx"))
    assert source is not None and source.text == "案名：跨越兩頁的一個很長很長很長的案名後半\n決議：同意新增"
    assert source.pages == (Page(number=1, start=0), Page(number=2, start=source.text.index("後半")))


def test_without_a_rendering_there_are_no_pages() -> None:
    source, _ = read_bytes(docx(p("甲") + "<w:p><w:r><w:br w:type='page'/><w:t>乙</w:t></w:r></w:p>"), Path("a.docx"))
    assert source is not None and (source.text, source.pages) == ("甲\n乙", ())


# --- automatic numbers ------------------------------------------------------------------------------------------------

MINUTES = level(0, "ideographLegalTraditional", "%1、") + level(1, "taiwaneseCountingThousand", "%2、") + level(2, "taiwaneseCountingThousand", "(%3)") + level(3, "decimal", "%4.")
ARTICLES = level(0, "decimal", "第%1條", "<w:suff w:val='space'/>") + level(1, "decimal", "%1.%2") + level(2, "lowerRoman", "%1.%2.%3")


def test_levels_number_as_minutes_do() -> None:
    body = "".join(numbered(text, 1, at) for at, text in ((0, "主席"), (0, "報告"), (1, "交通組"), (2, "新增"), (3, "甲案"), (3, "乙案"), (2, "解列"), (3, "丙案"), (1, "災防組"), (0, "散會")))
    assert lines(docx(body, numbering=lists(MINUTES))) == [
        "壹、\t主席", "貳、\t報告", "一、\t交通組", "(一)\t新增", "1.\t甲案", "2.\t乙案", "(二)\t解列", "1.\t丙案", "二、\t災防組", "參、\t散會",
    ]  # fmt: skip


def test_numbers_of_several_levels_and_what_follows_them() -> None:
    assert lines(docx("".join(numbered("x", 1, at) for at in (0, 1, 2, 2, 1, 0, 1)), numbering=lists(ARTICLES))) == [
        "第1條 x", "1.1\tx", "1.1.i\tx", "1.1.ii\tx", "1.2\tx", "第2條 x", "2.1\tx",
    ]  # fmt: skip


RESTARTS = {
    "by default after any level above": ("", [0, 1, 2, 1, 2], ["1.", "1.1", "(1)", "1.2", "(1)"]),
    "after the first level only": ("<w:lvlRestart w:val='1'/>", [0, 1, 2, 1, 2, 0, 2], ["1.", "1.1", "(1)", "1.2", "(2)", "2.", "(1)"]),
    "never": ("<w:lvlRestart w:val='0'/>", [0, 2, 0, 2], ["1.", "(1)", "2.", "(2)"]),
}


@pytest.mark.parametrize("name", RESTARTS)
def test_deeper_levels_restart(name: str) -> None:
    restart, levels, expected = RESTARTS[name]
    made = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "decimal", "(%3)", restart)
    assert lines(docx("".join(numbered("", 1, at) for at in levels), numbering=lists(made))) == expected


def test_legal_numbers_are_decimal() -> None:
    made = level(0, "ideographLegalTraditional", "%1、") + level(1, "taiwaneseCountingThousand", "%1.%2", "<w:isLgl/>")
    assert lines(docx(numbered("", 1, 0) + numbered("", 1, 1), numbering=lists(made))) == ["壹、", "1.1"]


def test_lists_of_one_kind_count_on_unless_they_start_anew() -> None:
    nums = '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    body = "".join(numbered("", num) for num in (1, 2, 3, 3, 1))
    assert lines(docx(body, numbering=lists(level(0, "decimal", "%1."), nums=nums))) == ["1.", "2.", "1.", "2.", "3."]


def test_a_list_may_replace_a_level() -> None:
    nums = f'<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride></w:num>'
    assert lines(docx(numbered("", 2), numbering=lists(level(0, "decimal", "%1."), nums=nums))) == ["A)"]


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="First"><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Second"><w:basedOn w:val="First"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Second"/></w:style>
<w:style w:type="paragraph" w:styleId="None"><w:basedOn w:val="Second"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="numbering" w:styleId="List"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
"""


def styled(style: str, more: str = "") -> str:
    return p("", f'<w:pStyle w:val="{style}"/>{more}')


def test_styles_number_their_paragraphs() -> None:
    body = styled("First") + styled("Second") + styled("Own") + styled("None") + styled("Second", '<w:numPr><w:numId w:val="0"/></w:numPr>') + styled("Own")
    assert lines(docx(body + p("完"), numbering=lists(MINUTES), styles=STYLES)) == ["壹、", "一、", "二、", "", "", "三、", "完"]


def test_a_list_may_be_defined_by_a_style() -> None:
    numbering = lists(MINUTES, '<w:numStyleLink w:val="List"/>', '<w:styleLink w:val="List"/>' + level(0, "decimal", "%1)"))
    assert lines(docx(numbered("", 2) + numbered("", 3), numbering=numbering, styles=STYLES)) == ["1)", "2)"]


def test_a_deleted_or_hidden_paragraph_is_not_counted() -> None:
    gone = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del w:id="2"><w:r><w:delText>無</w:delText></w:r></w:del></w:p>'
    hidden = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr>{run("無", "<w:vanish/>")}</w:p>'
    assert lines(docx(numbered("甲") + gone + hidden + numbered("乙"), numbering=lists(MINUTES))) == ["壹、\t甲", "貳、\t乙"]


def test_bullets_are_bullets_whatever_their_font() -> None:
    assert lines(docx(numbered("甲"), numbering=lists(level(0, "bullet", "\uf06c")))) == ["•\t甲"]


WRITTEN = {
    "decimalZero": ["01", "10", "21"],
    "upperRoman": ["I", "X", "XXI"],
    "lowerLetter": ["a", "j", "u"],
    "decimalFullWidth": ["１", "１０", "２１"],
    "ideographLegalTraditional": ["壹", "壹拾", "貳拾壹"],
    "chineseLegalSimplified": ["壹", "壹拾", "贰拾壹"],
    "taiwaneseCountingThousand": ["一", "十", "二十一"],
    "taiwaneseCounting": ["一", "十", "二十一"],
    "taiwaneseDigital": ["一", "一○", "二一"],
    "chineseCounting": ["一", "十", "二十一"],
    "japaneseCounting": ["一", "十", "二十一"],
    "ideographTraditional": ["甲", "癸", "21"],
    "ideographZodiac": ["子", "酉", "21"],
    "ideographEnclosedCircle": ["㈠", "㈩", "21"],
    "decimalEnclosedCircle": ["①", "⑩", "㉑"],
    "decimalEnclosedCircleChinese": ["①", "⑩", "㉑"],
    "none": ["", "", ""],
}


@pytest.mark.parametrize("style", WRITTEN)
def test_numbers_are_written_in_the_list_s_own_signs(style: str) -> None:
    assert [written(n, style) for n in (1, 10, 21)] == WRITTEN[style]


def test_hundreds_are_counted() -> None:
    assert [written(n, "taiwaneseCountingThousand") for n in (100, 101, 110, 1010)] == ["一百", "一百零一", "一百一十", "一千零一十"]
    assert [written(n, "taiwaneseCounting") for n in (99, 100)] == ["九十九", "一○○"]
    assert [written(n, "lowerLetter") for n in (26, 27, 53)] == ["z", "aa", "aaa"]


def test_numbers_are_those_of_another_program(tmp_path: Path) -> None:
    styles = ("ideographLegalTraditional", "taiwaneseCountingThousand", "decimal", "upperLetter", "lowerRoman", "ideographTraditional", "ideographZodiac", "chineseLegalSimplified", "decimalEnclosedCircle")
    shapes = [level(i, style, f"{'%1.' if i == 8 else ''}%{i + 1}、") for i, style in enumerate(styles)]
    jumps = random.Random(1)
    body = "".join(numbered("x", jumps.choice((1, 2)), jumps.choice((0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8))) for _ in range(200))
    data = docx(body, numbering=lists("".join(shapes), MINUTES + level(8, "decimal", "%9)") + "".join(level(i, "decimal", f"%{i + 1}.") for i in range(4, 8))))
    assert [line.split() for line in lines(data)] == [line.split() for line in office_text(data, ".docx", tmp_path)]


# --- tables -----------------------------------------------------------------------------------------------------------


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<w:tc') else f'<w:tc>{p(c)}</w:tc>' for c in cells)}</w:tr>"


def merged(how: str, text: str = "") -> str:
    return f"<w:tc><w:tcPr>{how}</w:tcPr>{p(text)}</w:tc>"


def test_a_table_of_labels_is_a_header() -> None:
    wide = "<w:gridSpan w:val='3'/>"
    table = f"<w:tbl>{row('會議名稱', merged(wide, '甲乙合作會議'))}{row('開會時間', '109年3月26日', '地點', '市府')}{row('主 席', '丁一', '記錄', '')}</w:tbl>"
    assert lines(docx(table)) == ["會議名稱：甲乙合作會議", "開會時間：109年3月26日", "地點：市府", "主 席：丁一", "記錄："]


def test_a_table_of_cases_is_numbered_items() -> None:
    table = f"<w:tbl>{row('編號', '案名', '組別', '決議')}{row('1', '環狀線', '交通組', '同意新增')}{row('2', '酷課雲', '教育組', '洽悉')}</w:tbl>"
    assert lines(docx(p("柒、報告") + table)) == ["柒、報告", "1. 環狀線", "組別：交通組", "決議：同意新增", "2. 酷課雲", "組別：教育組", "決議：洽悉"]


def test_numbers_of_rows_may_be_automatic() -> None:
    auto = f"<w:tc>{numbered('')}</w:tc>"
    table = f"<w:tbl>{row('項次', '案由', '決議')}{row(auto, '環狀線', '洽悉')}{row(auto, '酷課雲', '洽悉')}</w:tbl>"
    assert lines(docx(table, numbering=lists(level(0, "taiwaneseCountingThousand", "%1、")))) == ["一、環狀線", "決議：洽悉", "二、酷課雲", "決議：洽悉"]


def test_merged_cells_stand_once() -> None:
    start, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    table = f"<w:tbl>{row('編號', '案名', '決議')}{row('1', merged(start, '環狀線'), '同意')}{row('2', merged(on, '看不見'), '洽悉')}</w:tbl>"
    assert lines(docx(table)) == ["1. 環狀線", "決議：同意", "2.", "決議：洽悉"]


def test_a_deleted_row_is_not_read() -> None:
    table = f"<w:tbl>{row('案名', '決議')}{row('甲', '同意')}{row('乙', '洽悉', properties='<w:del/>')}</w:tbl>"
    assert lines(docx(table)) == ["案名：甲", "決議：同意"]


def test_a_frame_around_everything_is_no_table() -> None:
    inner = f"<w:tbl>{row('主席', '丁一')}</w:tbl>"
    assert lines(docx(f"<w:tbl><w:tr><w:tc>{p('會議紀錄')}{inner}{p('散會')}</w:tc></w:tr></w:tbl>")) == ["會議紀錄", "主席：丁一", "散會"]


def test_a_row_may_begin_a_page() -> None:
    turned = "<w:tc><w:p><w:r><w:lastRenderedPageBreak/><w:t>2</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl>{row('編號', '案名', '決議')}{row('1', '環狀線', '洽悉')}{row(turned, '酷課雲', '洽悉')}</w:tbl>"
    source, _ = read_bytes(docx(table), Path("a.docx"))
    assert source is not None and source.text == "1. 環狀線\n決議：洽悉\n2. 酷課雲\n決議：洽悉"
    assert source.pages[1] == Page(number=2, start=source.text.index("2. "))


def test_a_document_of_the_strict_kind_is_read() -> None:
    with ZipFile(BytesIO(docx(numbered("甲"), numbering=lists(MINUTES)))) as package:
        parts = {name: package.read(name).replace(b"schemas.openxmlformats.org/wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main") for name in package.namelist()}
    assert lines(zipped(parts)) == ["壹、\t甲"]


def test_a_document_of_pictures_is_said_to_be_one() -> None:
    with ZipFile(BytesIO(docx("<w:p/>"))) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    assert codes(zipped({**parts, "word/media/image1.jpeg": b"x"})) == ["empty-file: the document holds no text, only pictures"]
