"""Pages of the web: what of them is minutes, and what a browser would show of it."""

from pathlib import Path

import pytest

from kg.readers import read_bytes
from kg.readers.html import page_text
from kg.readers.tables import ABOVE

MINUTES = """
<h1>海風市政府第3次市政會議紀錄</h1>
<p>時間：113年5月2日上午9時</p><p>地點：第一會議室</p>
<p>一、交通局：洽悉。</p><p>二、請環保局於下週提出報告。</p>
"""
LINES = ["海風市政府第3次市政會議紀錄", "時間：113年5月2日上午9時", "地點：第一會議室", "一、交通局：洽悉。", "二、請環保局於下週提出報告。"]


def lines(markup: str) -> list[str]:
    return [line for line in page_text(markup)[0].split("\n") if line]


FRAMES = {
    "landmarks": f"<body><header>海風市政府</header><nav><a href=/>首頁</a></nav>{MINUTES}<aside>最新消息</aside><footer>地址：海風市海風路1號</footer>",
    "roles": f"<div role=banner>海風市政府</div><div role=navigation><a href=/>首頁</a></div>{MINUTES}<div role=contentinfo>電話</div>",
    "a list of links before, another one after": f"<ul><li><a href=/a>市政新聞</a><li><a href=/b>一、會議專區</a></ul>{MINUTES}<table><tr><td><a href=/c>隱私權</a><td><a href=/d>資訊安全</a></table>",
    "jumps": f"<a href=#main>跳到主要內容區塊</a>{MINUTES}<p><a href='javascript:print()'>友善列印</a>",
    "a share bar below the title": MINUTES.replace("</h1>", "</h1><div class='share-bar'><a href='https://facebook.example/'>facebook</a> <a href='https://line.example/'>line</a></div>"),
    "an article, and things beside it": f"<div>今日天氣</div><main>{MINUTES}</main><div>瀏覽人次：12</div>",
    "scripts, styles, controls, comments, pictures": f"<script>var a</script><style>p{{}}</style><!-- 註 --><form><select><option>甲<option>乙</select><button>查詢</button>{MINUTES}<img alt=圖><svg><text>字</text></svg></form>",
    "hidden": f"<style>.x{{display:none}}</style><p hidden>一、甲</p><p class=x>二、乙</p><p style='display: none'>三、丙</p>{MINUTES}",
    "the path of the page": f"<ol class=breadcrumb><li><a href=/>首頁</a><li>海風市政府第3次市政會議紀錄</ol>{MINUTES}",
}


@pytest.mark.parametrize("markup", FRAMES.values(), ids=FRAMES.keys())
def test_the_frame_of_a_page_is_no_minutes(markup: str) -> None:
    assert lines(markup) == LINES


KEPT = {
    "minutes in a header": f"<header>{MINUTES}</header>",
    "minutes in a part called menu": f"<div class=menu>{MINUTES}</div>",
    "two minutes on a page": f"<article>{MINUTES}</article><article>{MINUTES}</article>",
    "links among the lines": MINUTES.replace("交通局", "<a href=/t>交通局</a>"),
    "a title beside the article": MINUTES.replace("</h1>", "</h1><main>") + "</main>",
}


@pytest.mark.parametrize("markup", KEPT.values(), ids=KEPT.keys())
def test_no_line_of_minutes_is_lost(markup: str) -> None:
    assert lines(markup) == LINES * (2 if "</article><article>" in markup else 1)


def test_what_was_left_out_is_told() -> None:
    source, found = read_bytes(f"<nav>首頁</nav>{MINUTES}<p>三、<del>准予</del>不准。</p>".encode(), Path("a.html"))
    assert source is not None and source.text.endswith("三、不准。")
    assert [(d.code, d.message) for d in found] == [
        ("page-frame", "2 characters of the frame of the page were left out"),
        ("struck-text", "2 characters that are struck out were left out"),
    ]


SHOWN = {
    "white space": ("<p>  市政\n\t會  議 </p>", ["市政 會 議"]),
    "spaces that are not collapsed": ("<p>主席：甲&nbsp;&nbsp;乙\u3000丙</p>", ["主席：甲\u00a0\u00a0乙\u3000丙"]),
    "breaks": ("<p>甲<br>乙<br/>丙</p>丁<div>戊</div>己", ["甲", "乙", "丙", "丁", "戊", "己"]),
    "kept white space": ("<pre>一、甲\n    乙\n\n二、丙</pre>", ["一、甲", "    乙", "二、丙"]),
    "ruby": ("<p><ruby>漢<rp>(</rp><rt>ㄏㄢˋ</rt><rp>)</rp></ruby>字</p>", ["漢字"]),
    "quotes": ("<p>同意<q>甲案</q></p>", ["同意「甲案」"]),
    "numbers": ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
    "numbers from elsewhere": ("<ol start=3><li>甲<li value=9>乙<li>丙</ol>", ["3. 甲", "9. 乙", "10. 丙"]),
    "numbers backwards": ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
    "letters": ("<ol type=a><li>甲</ol><ol type=I><li>甲<li>乙</ol>", ["a. 甲", "I. 甲", "II. 乙"]),
    "Chinese numbers": ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
    "formal numbers of a rule": ("<style>ol.f { list-style: trad-chinese-formal }</style><ol class=f><li>甲<li>乙</ol>", ["壹、甲", "貳、乙"]),
    "stems": ("<ol style='list-style-type:cjk-heavenly-stem'><li>子<li>丑</ol>", ["甲、子", "乙、丑"]),
    "items with numbers of their own": ("<ol><li>一、甲<li>二、乙</ol>", ["一、甲", "二、乙"]),
    "a rule for paper": ("<style>@media print { p { display: none } }</style><p>甲</p>", ["甲"]),
    "lists in lists": ("<ol style='list-style-type:cjk-ideographic'><li>甲<ol><li>子<li>丑</ol><li>乙</ol>", ["一、甲", "1. 子", "2. 丑", "二、乙"]),
    "an item of paragraphs": ("<ol><li><p>甲</p><p>乙</p></ol>", ["1. 甲", "乙"]),
    "bullets": ("<ul><li>甲<li>乙</ul>", ["• 甲", "• 乙"]),
    "a table of labels": ("<table><tr><th>時間<td>113年5月2日<tr><th>地點<td>禮堂</table>", ["時間：113年5月2日", "地點：禮堂"]),
    "a table that lays out": ("<table><tr><td><table><tr><td>甲</table><td>乙</table>", ["甲", "乙"]),
    "a list of terms": ("<dl><dt>時間<dd>113年5月2日</dl>", ["時間：113年5月2日"]),
    "tags in the wrong order": ("<p><b>甲<i>乙</b>丙</i><p>丁", ["甲乙丙", "丁"]),
}  # fmt: skip


@pytest.mark.parametrize(("markup", "shown"), SHOWN.values(), ids=SHOWN.keys())
def test_lines_are_those_a_browser_shows(markup: str, shown: list[str]) -> None:
    assert lines(markup) == shown


def test_cells_over_rows_and_columns_keep_the_columns() -> None:
    from kg.readers.dom import parse
    from kg.readers.grid import grid
    from kg.readers.html import paragraphs

    markup = "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</table>"
    table = next(node for node in parse(markup).walk() if node.tag == "table")
    assert grid(table, paragraphs) == [[["甲"], ["乙"], []], [[ABOVE], ["丙"], ["丁"]]]


def test_the_title_of_the_page_stands_in_for_one_that_is_not_shown() -> None:
    assert lines("<title>海風市政府第3次市政會議紀錄</title><p>一、洽悉。") == ["海風市政府第3次市政會議紀錄", "一、洽悉。"]


DECLARED = [("utf-8", "utf-8", None), ("big5", "big5", "the file is Big5"), ("big5", "utf-8", "says it is big5, and is UTF-8"), ("utf-8", "cp950", "says it is utf-8, and is Big5"),
            ("", "big5", "the file is Big5"), ("gb2312", "gb18030", "the file is GB18030")]


@pytest.mark.parametrize(("declared", "codec", "said"), DECLARED)
def test_a_page_is_in_the_encoding_of_its_bytes(declared: str, codec: str, said: str | None) -> None:
    meta = f"<meta charset={declared}>" if declared else ""
    source, found = read_bytes(f"<html><head>{meta}</head>{MINUTES}".encode(codec), Path("a.htm"))
    assert source is not None and source.text.split("\n")[0] == LINES[0]
    assert [said in d.message for d in found if said] == [True] * bool(said) and len(found) == bool(said)


def test_a_web_archive_holds_a_page() -> None:
    import base64

    page = base64.b64encode(f"<html>{MINUTES}".encode()).decode()
    archive = f'From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n{page}\n--b--\n'
    source, found = read_bytes(archive.encode(), Path("a.mht"))
    assert source is not None and [line for line in source.text.split("\n") if line] == LINES and found == []


MANY = 100_000
HOSTILE = {
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(MANY)) + ">末</p>",
    "angles": "<" * MANY + "末",
    "ends": "</p></div>" * MANY + "末",
    "links in links": "<a href=x>" * MANY + "末",
    "rows without a table's end": "<table>" + "字<tr>" * MANY + "末",
    "bold without an end": "<p><b><i>" * MANY + "末",
    "comments of style": f"<style>{'/*' * MANY}</style>末",
    "braces of style": f"<style>{'a{' * MANY}</style>末",
    "cells over all columns": "<table>" + "<tr><td colspan=65534 rowspan=65534>字" * 1000 + "</table>末",
    "quotes without an end": "<p>末</p>" + "<p a='" * MANY,
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_is_read_to_its_end(markup: str) -> None:
    assert "末" in page_text(markup)[0]


TOO_MUCH = {"deep": "<div>" * MANY, "lists": "<ul><li>" * MANY, "large": "<br>" * 500_001}


@pytest.mark.parametrize("markup", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_a_page_beyond_measure_is_refused(markup: str) -> None:
    source, found = read_bytes(f"<html>{markup}末".encode(), Path("a.html"))
    assert source is None and [d.code for d in found] == ["too-large"]


def test_what_is_nested_deeply_keeps_its_order_and_its_lines() -> None:
    markup = "<div>" * 300 + "甲<p>乙<b>丙</b>丁</p><script>x</script>戊" + "</div>" * 300
    assert lines(markup) == ["甲", "乙丙丁", "戊"]
