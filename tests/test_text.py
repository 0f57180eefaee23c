"""Text: its encoding, what is broken in it, Markdown's marks."""

from pathlib import Path
from re import findall

import pytest

from kg.pipeline import export_text
from kg.readers import read_bytes

MINUTES = "海風市政府第3次市政會議紀錄\n\n時間：113年5月2日上午9時\n地點：第一會議室\n主席：王市長大明\n\n一、交通局：洽悉。\n二、請環保局於下週提出報告。\n"


def read(data: bytes, name: str = "a.txt") -> tuple[str | None, list[tuple[str, str]]]:
    source, found = read_bytes(data, Path(name))
    return source.text if source else None, [(d.code, d.message) for d in found]


def encoding(name: str) -> list[tuple[str, str]]:
    return [("encoding", f"the file is {name}; it was read as such")]


@pytest.mark.parametrize(
    ("codec", "name"),
    [("big5", "Big5"), ("cp950", "Big5"), ("utf-16-le", "UTF-16 without a byte-order mark"), ("utf-16-be", "UTF-16 without a byte-order mark"),
     ("utf-16", "UTF-16"), ("utf-32", "UTF-32"), ("gb18030", "GB18030"), ("utf-8-sig", "UTF-8 with a byte-order mark")],
)  # fmt: skip
def test_encodings_are_told_by_their_bytes(codec: str, name: str) -> None:
    assert read(MINUTES.encode(codec)) == (MINUTES, encoding(name))


def test_characters_of_hong_kong() -> None:
    text = MINUTES.replace("環保局", "邨啲局")
    assert read(text.encode("big5hkscs")) == (text, encoding("Big5-HKSCS"))


def test_utf_8_needs_no_note() -> None:
    assert read(MINUTES.encode()) == (MINUTES, [])


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CR LF", "CR"])
def test_line_ends_stay_and_change_nothing(end: str) -> None:
    text = MINUTES.replace("\n", end)
    assert read(text.encode()) == (text, [])
    assert export_text(text).count(b"\n") == export_text(MINUTES).count(b"\n")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "big5"])
def test_a_file_filled_up_with_nothing(codec: str) -> None:
    assert read(MINUTES.encode(codec) + bytes(4096))[0] == MINUTES


def test_a_download_that_broke_off_is_read_up_to_there() -> None:
    data = MINUTES.encode()[:-5]  # 告 has lost a byte
    text, found = read(data)
    assert text == MINUTES[:-3] + "\ufffd"
    assert found == [("broken-bytes", "a stretch of bytes is no UTF-8; U+FFFD was read in their place")]
    source, said = read_bytes(data, Path("a.txt"))
    assert source is not None and said[0].span is not None and source.locate(said[0].span.start) == (8, 13)


def test_bytes_broken_all_over_are_no_text() -> None:
    data = b"\xff".join(c.encode() for c in MINUTES)
    assert read(data) == (None, [("not-utf8", "the bytes are no text in any encoding known here")])


def test_markdown_stays_as_it_is() -> None:
    text = MINUTES.replace("一、", "- 一、").replace("海風", "# **海風").replace("紀錄", "紀錄**")
    assert read(text.encode(), "a.md") == (text, [])


def test_numbers_that_markdown_escapes_are_numbers() -> None:
    plain, escaped = (export_text(MINUTES.replace("一、", f"1{mark} ").replace("二、", f"2{mark} "), "a.md").decode() for mark in (".", "\\."))
    assert escaped.count("#AgendaItem> ") == plain.count("#AgendaItem> ") > 0
    assert set(findall(r'#number> "([^"]+)"', escaped)) == set(findall(r'#number> "([^"]+)"', plain)) >= {"1", "2"}


def test_a_table_in_markdown_is_read_as_labels() -> None:
    table = "# 海風市政府第3次市政會議紀錄\n\n| 時間 | 113年5月2日 |\n|---|---|\n| 地點 | 第一會議室 |\n\n一、洽悉。\n"
    text, _ = read(table.encode(), "a.md")
    assert text == "# 海風市政府第3次市政會議紀錄\n\n時間：113年5月2日\n地點：第一會議室\n\n\n一、洽悉。\n"
    assert text.split("\n").index("一、洽悉。") == table.split("\n").index("一、洽悉。")


def test_bars_in_other_text_are_no_table() -> None:
    assert read(b"| a | b |\n" + MINUTES.encode(), "a.md")[0] == "| a | b |\n" + MINUTES
