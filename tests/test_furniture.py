"""Furniture of pages in plain text: it is read over and quoted, and what only looks like it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.pipeline import chunks
from kg.readers import read_bytes
from kg.source import MASK, Source
from kg.vocab import read_vocabulary

HALF = "一、交通組「合作推廣臺北酷課雲-酷課學園網路學"
REST = "校課程」1 案同意新增。"
HEAD = "雙北合作交流平臺 109 年度市長層級會議紀錄\n壹、會議時間：109 年 3 月 26 日\n貳、議題小組報告：\n"


def source(text: str) -> Source:
    found, _ = read_bytes(text.encode(), Path("minutes.txt"))
    assert found is not None and found.text == text
    return found


def reading(text: str) -> str:
    return source(text).reading.replace(MASK, "")


@pytest.mark.parametrize(
    "between",
    [
        "\n第 1 頁，共 2 頁\n", "\n第1頁/共2頁\n", "\n\n第 1 頁\n\n", "\nPage 1 of 2\n", "\n共 2 頁，第 1 頁\n",
        "\n第 1 頁，共 2 頁\n\f", "\f", "\n\f", "\n\n\f\n",
    ],
)  # fmt: skip
def test_a_sentence_goes_on_over_it(between: str) -> None:
    text = f"{HEAD}{HALF}{between}{REST}\n"
    assert f"{HALF}{REST}" in reading(text)
    made, _ = chunks(source(text), read_vocabulary())
    assert "酷課學園網路學校課程" in made[0].quads.decode()


@pytest.mark.parametrize("number", ["- {n} -", "{n}", "{n}/2", "P.{n}"])
def test_numbers_that_count_with_the_pages(number: str) -> None:
    text = f"{HEAD}{HALF}\n{number.format(n=1)}\n\f{REST}\n{number.format(n=2)}\n"
    assert f"{HALF}{REST}" in reading(text)
    assert len(source(text).furniture) == 2


def test_a_paragraph_that_ended_stays_ended() -> None:
    text = "一、洽悉。\n第 1 頁，共 2 頁\n二、洽悉。\n第 2 頁，共 2 頁\n"
    assert reading(text).strip().split("\n") == ["一、洽悉。", "二、洽悉。"]


def test_heads_and_feet_that_the_pages_repeat() -> None:
    head, foot = "某某學會\nSOME SOCIETY OF SCIENCE\n", "\nTEL: (02) 2345-6789 FAX: (02) 2345-6780\nhttp://www.society.example\n"
    text = f"{head}第 27 屆理事會議紀錄\n{HALF}{foot}\f{head}{REST}\n二、洽悉。{foot}"
    assert reading(text).strip().split("\n") == ["第 27 屆理事會議紀錄", f"{HALF}{REST}", "二、洽悉。"]


def test_pages_begin_at_form_feeds() -> None:
    found = source("一、甲\n\f二、乙\n\f三、丙\n")
    assert [(page.number, found.text[page.start]) for page in found.pages] == [(1, "一"), (2, "二"), (3, "三")]
    assert source("一、甲\n第 1 頁，共 1 頁\n").pages == ()


@pytest.mark.parametrize(
    "text",
    [
        "一、甲案\n(一) 洽悉。\n\f二、乙案\n(一) 洽悉。\n",  # the last line of two pages
        "一、甲案\n決議：照案通過\n\f二、乙案\n決議：照案通過\n",
        "一、請參閱第 1 頁，共 2 頁之附件\n二、洽悉。\n",  # in a sentence
        "一、票數\n3\n二、洽悉。\n",
        "一、票數\n3\n\f二、票數\n3\n",  # does not count with the pages
        "一、頁數洽悉。\n",
    ],
)
def test_what_only_looks_like_it_is_read(text: str) -> None:
    assert source(text).furniture == ()


def test_a_title_that_the_pages_repeat_is_read_once() -> None:
    title = "雙北合作交流平臺 109 年度市長層級會議紀錄"
    text = f"{title}\n壹、會議時間：109 年 3 月 26 日\n\f{title}\n貳、散會\n"
    assert reading(text).count(title) == 1
    assert reading(text).startswith(title)


@pytest.mark.parametrize("title", ["雙北合作交流平臺 {} 年度市長層級會議紀錄", "某市政府第 {} 次市政會議紀錄", "{} 年度市長層級會議紀錄"])
def test_minutes_that_each_begin_a_page_keep_their_titles(title: str) -> None:
    """Their titles differ in a number that counts as the pages do."""
    text = "\f".join(f"{title.format(n)}\n壹、會議時間：{n} 年 3 月 26 日\n貳、散會\n" for n in (109, 110, 111))
    assert source(text).furniture == ()


@pytest.mark.parametrize("opening", ["時間：{} 年 3 月 26 日", "壹、開會時間：{} 年 3 月 26 日", "一、地點：第 {} 會議室"])
def test_titles_that_are_the_same_are_kept_where_minutes_begin(opening: str) -> None:
    pages = [f"某市政府市政會議紀錄\n{opening.format(n)}\n甲、散會\n" for n in (1, 2, 3)]
    going_on = "某市政府市政會議紀錄\n乙、洽悉。\n"
    assert reading("\f".join([*pages, going_on])).count("某市政府市政會議紀錄") == 3


@pytest.mark.parametrize("number", ["- {} -", "{}", "第 {} 頁", "{}/3"])
def test_a_running_head_counts_with_its_pages(number: str) -> None:
    pages = [f"某平臺工作會議 {number.format(n)}\n{text}\n" for n, text in ((1, f"第 3 次會議紀錄\n{HALF}"), (2, REST), (3, "二、洽悉。"))]
    assert reading("\f".join(pages)).strip().split("\n") == ["第 3 次會議紀錄", f"{HALF}{REST}", "二、洽悉。"]


def test_an_address_belongs_to_the_letterhead_above_it() -> None:
    head = "某某學會\n地址：220 某市某區某路 1 號\n"
    assert reading(f"{head}第 27 屆理事會議紀錄\n{HALF}\n\f{head}{REST}\n").strip().split("\n") == ["第 27 屆理事會議紀錄", f"{HALF}{REST}"]
    assert source("第 27 屆理事會議紀錄\n地址：220 某市某區某路 1 號\n\f二、洽悉。\n").furniture == ()


def test_roman_numbers_count_with_the_pages() -> None:
    bodies = [HALF, REST, "二、洽悉。", "三、洽悉。", "四、洽悉。"]
    text = "\f".join(f"{body}\n{number}\n" for body, number in zip(bodies, ("iii", "iv", "v", "vi", "vii"), strict=True))
    assert reading(text).replace("\f", "").strip().split("\n") == [f"{HALF}{REST}", *bodies[2:]]
    assert source("一、等級\nV\n\f二、等級\nV\n").furniture == ()


def test_a_chair_before_the_number_of_a_page_is_read() -> None:
    text = f"{HEAD.splitlines()[0]}\n壹、會議時間：109 年 3 月 26 日\n貳、主席：臺北市政府 柯市長文哲\n新北市政府 侯市長友宜\n1\n\f共同主持\n參、散會\n2\n"
    assert "chair/侯友宜/" in chunks(source(text), read_vocabulary())[0][0].quads.decode()
