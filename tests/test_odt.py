"""ODT in, text out: what a reader sees in a word processor, numbers included."""

import random
import subprocess
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest
from office import docx, level, lists, numbered, office_text, zipped

from kg.readers import read_bytes
from kg.source import Page

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"))
) + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" xmlns:xml="http://www.w3.org/XML/1998/namespace"'  # fmt: skip


def odt(body: str, automatic: str = "", styles: str = "") -> bytes:
    content = f"<office:document-content {SPACES}><office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "styles.xml": f"<office:document-styles {SPACES}>{styles}</office:document-styles>"})


def lines(data: bytes) -> list[str]:
    source, _ = read_bytes(data, Path("minutes.odt"))
    assert source is not None
    return source.text.split("\n")


def codes(data: bytes) -> list[str]:
    return [f"{d.code}: {d.message}" for d in read_bytes(data, Path("minutes.odt"))[1]]


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


PARAGRAPHS = {
    "spans are one word": (p("會<text:span>議紀</text:span>錄"), ["會議紀錄"]),
    "spaces, tab, line break": (p(" 主<text:s text:c='2'/>席\n  <text:tab/>甲<text:line-break/>乙 "), ["主  席\t甲", "乙"]),
    "link and field": (p("<text:a>甲</text:a>第<text:page-number>7</text:page-number><text:sequence>3</text:sequence>案"), ["甲第3案"]),
    "ruby": (p("<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>ㄏㄢˋ</text:ruby-text></text:ruby>"), ["漢"]),
    "frame": (p("段<draw:frame><draw:text-box>" + p("框") + "</draw:text-box></draw:frame>落"), ["段落", "框"]),
    "note": (p("甲<text:note><text:note-citation>1</text:note-citation><text:note-body>" + p("註") + "</text:note-body></text:note>乙") + p("丙"), ["甲乙", "[1] 註", "丙"]),
    "section": ("<text:section>" + p("甲") + "</text:section><text:section text:display='none'>" + p("乙") + "</text:section>", ["甲"]),
    "deleted text": ("<text:tracked-changes><text:changed-region><text:deletion>" + p("舊") + "</text:deletion></text:changed-region></text:tracked-changes>" + p("<text:change/>新"), ["新"]),
}


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_a_paragraph_is_read_as_it_is_seen(name: str) -> None:
    body, expected = PARAGRAPHS[name]
    assert lines(odt(body)) == expected


def test_what_is_left_out_is_said() -> None:
    hidden = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    data = odt(p("甲<office:annotation><text:p>不妥</text:p></office:annotation><text:span text:style-name='H'>密</text:span>") + PARAGRAPHS["deleted text"][0], hidden)
    assert lines(data) == ["甲", "新"]
    assert codes(data) == ["left-out: not read: 1 comment, 1 tracked deletion, 1 passage of hidden text"]
    head = "<office:master-styles><style:master-page><style:header>" + p("丙市政府") + "</style:header></style:master-page></office:master-styles>"
    assert codes(odt(p("甲"), styles=head)) == ["left-out: not read: the heads and feet of pages (丙市政府)"]
    assert codes(odt(p("丙市政府會議紀錄"), styles=head)) == []


def test_pages_are_those_of_the_last_rendering() -> None:
    source, _ = read_bytes(odt(p("甲") + p("乙<text:soft-page-break/>丙") + "<text:soft-page-break/>" + p("丁")), Path("a.odt"))
    assert source is not None and source.text == "甲\n乙丙\n丁"
    assert source.pages == (Page(number=1, start=0), Page(number=2, start=3), Page(number=3, start=5))


# --- lists --------------------------------------------------------------------------------------------------------------


def shape(at: int, form: str, more: str = "", after: str = "nothing") -> str:
    label = f'<style:list-level-properties><style:list-level-label-alignment text:label-followed-by="{after}"/></style:list-level-properties>'
    return f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" {more}>{label}</text:list-level-style-number>'


def list_style(name: str, *shapes: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(shapes)}</text:list-style>'


def items(*contents: str, attributes: str = 'text:style-name="L"') -> str:
    return f"<text:list {attributes}>{''.join(f'<text:list-item>{content}</text:list-item>' for content in contents)}</text:list>"


MINUTES = list_style(
    "L", shape(1, "壹, 貳, 參, ...", 'style:num-suffix="、"'), shape(2, "一, 二, 三, ...", 'style:num-suffix="、"'),
    shape(3, "一, 二, 三, ...", 'loext:num-list-format="(%3%)"'), shape(4, "1", 'style:num-suffix="."', after="listtab"),
)  # fmt: skip


def test_levels_number_as_minutes_do() -> None:
    inner = items(p("新增") + items(p("甲案"), p("乙案"), attributes=""), p("解列"), attributes="")
    body = items(p("主席") + p("副主席"), p("報告") + items(p("交通組") + inner, p("災防組"), attributes=""), p("散會"))
    assert lines(odt(body, MINUTES)) == ["壹、主席", "副主席", "貳、報告", "一、交通組", "(一)新增", "1.\t甲案", "2.\t乙案", "(二)解列", "二、災防組", "參、散會"]


def test_lists_continue_or_begin_anew() -> None:
    named = 'text:style-name="L" xml:id="a"'
    body = items(p("")) + items(p("")) + items(p(""), attributes=named) + p("間") + items(p("")) + items(p(""), attributes='text:style-name="L" text:continue-list="a"')
    assert lines(odt(body, MINUTES)) == ["壹、", "壹、", "壹、", "間", "壹、", "貳、"]
    body = items(p("")) + p("間") + items(p(""), attributes='text:style-name="L" text:continue-numbering="true"')
    assert lines(odt(body, MINUTES)) == ["壹、", "間", "貳、"]


def test_an_item_may_set_its_number_and_a_header_has_none() -> None:
    body = '<text:list text:style-name="L"><text:list-header><text:p>頭</text:p></text:list-header><text:list-item text:start-value="5"><text:p/></text:list-item><text:list-item><text:p/></text:list-item></text:list>'
    assert lines(odt(body, MINUTES)) == ["頭", "伍、", "陸、"]


def test_an_item_without_a_paragraph_is_not_counted() -> None:
    body = items(p("甲")) + items(items(p("子"), attributes=""), p("乙"), attributes='text:style-name="L" text:continue-numbering="true"')
    assert lines(odt(body, MINUTES)) == ["壹、甲", "一、子", "貳、乙"]


def test_several_levels_may_be_shown() -> None:
    style = list_style("L", shape(1, "1"), shape(2, "1", 'text:display-levels="2" style:num-prefix="第" style:num-suffix="條"'), shape(3, "i", 'loext:num-list-format="%1%-%3%)"'))
    assert lines(odt(items(p("") + items(p("") + items(p(""), attributes=""), p(""), attributes="")), style)) == ["1", "第1.1條", "1-i)", "第1.2條"]


def test_headings_are_numbered_by_the_outline() -> None:
    outline = '<office:styles><text:outline-style>' + "".join(
        f'<text:outline-level-style text:level="{at}" style:num-format="{form}" style:num-suffix="、"><style:list-level-properties><style:list-level-label-alignment text:label-followed-by="nothing"/></style:list-level-properties></text:outline-level-style>'
        for at, form in ((1, "壹, 貳, 參, ..."), (2, "一, 二, 三, ..."))
    ) + '</text:outline-style><style:style style:name="Off" style:family="paragraph" style:list-style-name=""/></office:styles>'  # fmt: skip
    heading = '<text:h text:outline-level="{0}" {2}>{1}</text:h>'
    body = heading.format(1, "甲", "") + heading.format(2, "乙", "") + heading.format(2, "丙", 'text:style-name="Off"') + p("文") + heading.format(2, "丁", "") + heading.format(1, "戊", 'text:is-list-header="true"') + heading.format(1, "己", "")
    assert lines(odt(body, styles=outline)) == ["壹、甲", "一、乙", "丙", "文", "二、丁", "戊", "貳、己"]


FORMS = {
    "a": ["a", "z", "aa", "ab"], "I": ["I", "XXVI", "XXVII", "XXVIII"], "甲, 乙, 丙, ...": ["甲", "26", "27", "28"], "01, 02, 03, ...": ["01", "26", "27", "28"],
    "壹, 贰, 叁, ...": ["壹", "贰拾陆", "贰拾柒", "贰拾捌"], "①, ②, ③, ...": ["①", "㉖", "㉗", "㉘"], "": ["", "", "", ""],
    "一, 二, 三, ...": ["一", "二十六", "二十七", "二十八"], "一, 十, 一百(繁), ...": ["一", "二十六", "二十七", "二十八"], "１, ２, ３, ...": ["１", "２６", "２７", "２８"],
    "一, 一○, 一○○, ...": ["一", "二六", "二七", "二八"], "壹, 貳, 參, ...": ["壹", "貳拾陸", "貳拾柒", "貳拾捌"], "子, 丑, 寅, ...": ["子", "26", "27", "28"],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_numbers_are_written_in_the_list_s_own_signs(form: str) -> None:
    body = "".join(items(f"{p('x')}", attributes="text:style-name='L'").replace("<text:list-item>", f"<text:list-item text:start-value='{n}'>") for n in (1, 26, 27, 28))
    assert lines(odt(body, list_style("L", shape(1, form)))) == [f"{number}x" for number in FORMS[form]]


def test_bullets_are_bullets() -> None:
    style = '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="&#xf0b7;"/></text:list-style>'
    assert lines(odt(items(p("甲")), style)) == ["•\t甲"]


def converted(data: bytes, folder: Path) -> bytes:
    """A DOCX as the ODT that LibreOffice makes of it."""
    if (office := which("soffice")) is None:
        pytest.skip("LibreOffice is not installed, so there is nothing to compare with")
    (folder / "source.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run([office, "--headless", profile, "--convert-to", "odt", "--outdir", str(folder), str(folder / "source.docx")], check=True, capture_output=True, timeout=180)
    return (folder / "source.odt").read_bytes()


def test_numbers_are_those_of_another_program(tmp_path: Path) -> None:
    styles = ("ideographLegalTraditional", "taiwaneseCountingThousand", "decimal", "upperLetter", "lowerRoman", "ideographTraditional", "ideographZodiac", "chineseLegalSimplified", "decimalEnclosedCircle")
    shapes = "".join(level(i, style, f"{'%1.' if i == 8 else ''}%{i + 1}、") for i, style in enumerate(styles))
    jumps = random.Random(2)
    body = "".join(numbered("x", jumps.choice((1, 2)), jumps.choice((0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8))) for _ in range(200))
    data = converted(docx(body, numbering=lists(shapes, shapes)), tmp_path)
    assert [line.split() for line in lines(data)] == [line.split() for line in office_text(data, ".odt", tmp_path)]


# --- tables -------------------------------------------------------------------------------------------------------------


def row(*cells: str) -> str:
    return "<table:table-row>" + "".join(c if c.startswith("<table") else f"<table:table-cell>{p(c)}</table:table-cell>" for c in cells) + "</table:table-row>"


def test_a_table_of_cases_is_numbered_items() -> None:
    head = "<table:table-header-rows>" + row("編號", "案名", "組別", "決議") + "</table:table-header-rows>"
    covered = "<table:covered-table-cell/>"
    table = f"<table:table>{head}{row('1', '環狀線', '交通組', '同意新增')}{row('2', '酷課雲', covered, '洽悉')}</table:table>"
    assert lines(odt(table)) == ["1. 環狀線", "組別：交通組", "決議：同意新增", "2. 酷課雲", "決議：洽悉"]


def test_a_group_over_several_rows_heads_them() -> None:
    shared = f'<table:table-cell table:number-rows-spanned="2">{p("交通組")}</table:table-cell>'
    rows = row("組別", "編號", "案名", "決議") + row(shared, "1", "甲", "新增") + row("<table:covered-table-cell/>", "2", "乙", "備查") + row("文化組", "3", "丙", "洽悉")
    assert lines(odt(f"<table:table>{rows}</table:table>")) == ["交通組", "1. 甲", "決議：新增", "2. 乙", "決議：備查", "", "文化組", "3. 丙", "決議：洽悉"]


@pytest.mark.parametrize("form", ['style:text-line-through-style="solid"', 'style:text-line-through-type="double"'])
def test_what_is_struck_out_is_left_out_and_told_of(form: str) -> None:
    style = f'<style:style style:name="S" style:family="text"><style:text-properties {form}/></style:style>'
    data = odt(p("同意<text:span text:style-name='S'>不同意</text:span>新增") + p("<text:span text:style-name='S'>作廢</text:span>") + p("散會"), style)
    assert lines(data) == ["同意新增", "散會"]
    assert codes(data) == ["struck-text: 5 characters that are struck out were left out"]


def test_a_table_of_labels_is_a_header() -> None:
    wide = f'<table:table-cell table:number-columns-spanned="3">{p("甲乙合作會議")}</table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/>'
    assert lines(odt(f"<table:table>{row('會議名稱', wide)}{row('主席', '丁一', '記錄', '丁二')}</table:table>")) == ["會議名稱：甲乙合作會議", "主席：丁一", "記錄：丁二"]


def test_a_file_of_an_independent_writer() -> None:
    odfdo = pytest.importorskip("odfdo", reason="the independent writer is not installed")
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "會議紀錄"))
    document.body.append(odfdo.Paragraph("主席：丁一\t記錄：丁二"))
    document.body.append(odfdo.List(["甲案", "乙案"]))
    out = BytesIO()
    document.save(out)
    assert lines(out.getvalue()) == ["1.\t會議紀錄", "主席：丁一\t記錄：丁二", "•\t甲案", "•\t乙案"]  # its headings are numbered
