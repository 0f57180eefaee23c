"""`kg search`: names, sentences and lines by the words in them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

MINUTES = """\
雙北合作交流平臺 112 年度市長層級會議紀錄

壹、會議時間：112 年 5 月 8 日(星期一)下午 2 時

貳、會議地點：臺北市政府 12 樓
共享空間

參、議題小組報告：

一、交通組：同意新增「共享 YouBike 單車」1案。

肆、主席結論：

一、環狀線請新北市政府交通局與臺北市政府就共享單車儘速研議。

伍、散會(下午 3 時)。
"""


def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})


@pytest.fixture
def minutes(tmp_path: Path) -> str:
    path = tmp_path / "minutes.txt"
    path.write_text(MINUTES, "utf-8")
    return str(path)


def found(minutes: str, *words: str) -> dict[str, list[str]]:
    done = kg("search", *words, "-g", minutes)
    assert done.returncode == 0, done.stderr
    parts = (block.split("\n") for block in done.stdout.strip().split("\n\n") if "\n" in block)
    return {part[0]: [line.removeprefix("  - ") for line in part[1:] if line.startswith("  - ")] for part in parts}


@pytest.mark.parametrize("words", [("共享", "單車"), ("單車", "共享"), ("共享youbike單車",), ("共享　ＹｏｕＢｉｋｅ",)])
def test_names_hold_all_words_in_any_spelling(minutes: str, words: tuple[str, ...]) -> None:
    assert found(minutes, *words)["名稱"] == ["共享 YouBike 單車（案件）"]


def test_sentences_and_lines_with_quote_and_place(minutes: str) -> None:
    done = kg("search", "共享", "-g", minutes)
    assert "指示：環狀線請新北市政府交通局與臺北市政府就共享單車儘速研議。" in done.stdout
    lines = MINUTES.splitlines()
    for quote, line, column in re.findall(r"「(.*)」 minutes\.txt:(\d+):(\d+)", done.stdout):
        assert lines[int(line) - 1][int(column) - 1 :].startswith(quote)
    assert found(minutes, "共享")["原文其他各行"] == [
        "2023-05-08（民國 112 年 5 月 8 日） 雙北合作交流平臺 112 年度市長層級會議紀錄：第 6 行",
        "2023-05-08（民國 112 年 5 月 8 日） 雙北合作交流平臺 112 年度市長層級會議紀錄：第 10 行",
    ]


def test_another_name_is_said_with_the_first(minutes: str) -> None:
    done = kg("search", "捷運環狀線", "-g", minutes, "--lang", "en")
    assert "Circular Line (project)" in done.stdout and "also 捷運環狀線" in done.stdout
    assert "「環狀線」 minutes.txt:14:3" in done.stdout


def test_tai_is_written_two_ways(minutes: str) -> None:
    assert found(minutes, "台北市政府")["名稱"][0] == found(minutes, "臺北市政府")["名稱"][0]


@pytest.mark.parametrize("words", [("沒有這樣的詞",), ("　",), ("共享", "殯葬")])
def test_nothing_found_is_said(minutes: str, words: tuple[str, ...]) -> None:
    done = kg("search", *words, "-g", minutes)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing holds" in done.stderr
