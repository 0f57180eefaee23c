"""Folders of files: one bad file does not stop the rest, and what did not change is not read again, with the same bytes."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from kg import pipeline
from kg.cache import Cache
from kg.cli import main

TITLE = "雙北合作交流平臺 {} 年度市長層級會議紀錄\n壹、會議時間：{} 年 3 月 26 日\n貳、議題小組報告\n一、交通組：同意新增「{}」1案。\n"
NAMES = ("公車路線整合", "共享單車調度", "捷運轉乘優惠", "橋梁耐震補強")


def minutes(year: int, title: str) -> str:
    return TITLE.format(year, year, title)


@pytest.fixture(autouse=True)
def remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let each test begin with no memory."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "kg-minutes"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "會議 紀錄"
    (place / "往年").mkdir(parents=True)
    for year, name in enumerate(NAMES, start=108):
        (place / ("往年" if year < 110 else ".") / f"{year} 年.txt").write_text(minutes(year, name), encoding="utf-8")
    return place


def export(folder: Path, out: Path, *options: str) -> int:
    return main(["export", str(folder), "-f", "nq", "-o", str(out), *options])


def line(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the line of counts, without what is written where."""
    return capsys.readouterr().err.splitlines()[-1].partition(" ->")[0]


def test_what_did_not_change_is_not_read_again(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    out, read = tmp_path / "out", []
    extract = pipeline.extract
    monkeypatch.setattr(pipeline, "extract", lambda span, title, words, source: read.append(source.name) or extract(span, title, words, source))
    assert export(folder, out) == 0
    assert sorted(read) == ["108 年.txt", "109 年.txt", "110 年.txt", "111 年.txt"]
    assert line(capsys).startswith("4 files, 4 minutes")

    (folder / "111 年.txt").write_text(minutes(111, "河濱自行車道"), encoding="utf-8")
    os.rename(folder / "往年" / "108 年.txt", folder / "108 年.txt")
    read.clear()
    assert export(folder, out) == 0
    assert read == ["111 年.txt"]
    assert line(capsys).startswith("4 files (3 unchanged), 4 minutes")

    (folder / "110 年.txt").unlink()
    read.clear()
    assert export(folder, out) == 0
    assert (read, line(capsys)[:32]) == ([], "3 files (3 unchanged), 3 minutes")
    assert export(folder, tmp_path / "fresh", "--anew") == 0
    assert (out / "graph.nq").read_bytes() == (tmp_path / "fresh" / "graph.nq").read_bytes()
    assert "捷運轉乘優惠" not in (out / "graph.nq").read_text("utf-8")
    assert [p.name for p in out.iterdir()] == ["graph.nq"]


def test_findings_are_told_again_where_the_file_lies_now(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "110 年.txt"
    path.write_text(minutes(110, "捷運轉乘優惠").replace("1案", "2案"), encoding="utf-8")
    export(folder, tmp_path / "out")
    assert f"{path}:4:19: warning[count-mismatch]" in capsys.readouterr().err
    os.rename(path, folder / "往年" / "110 年.txt")
    export(folder, tmp_path / "out")
    told = capsys.readouterr().err
    assert f"{folder / '往年' / '110 年.txt'}:4:19: warning[count-mismatch]" in told
    assert "一、交通組：同意新增「捷運轉乘優惠」2案。" in told


@pytest.mark.parametrize("option", [["--base", "https://example.org/"], ["--vocabulary"]], ids=["base", "vocabulary"])
def test_what_was_read_otherwise_does_not_count(option: list[str], folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = tmp_path / "words.ttl"
    words.write_text('@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<https://kg.example/concept/action/added> skos:altLabel "准予納入"@zh-hant .\n', encoding="utf-8")
    export(folder, tmp_path / "out")
    export(folder, tmp_path / "out", *option, *([str(words)] if option == ["--vocabulary"] else []))
    assert line(capsys).startswith("4 files, 4 minutes")


def test_a_corrected_file_is_read_again(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export(folder, tmp_path / "out")
    (folder / "111 年.corrections.toml").write_text('by = "王小明"\n[[correction]]\nproperty = "venue"\nvalue = "市府"\nreason = "漏印"\n', encoding="utf-8")
    assert export(folder, tmp_path / "out") == 0
    assert line(capsys).startswith("4 files (3 unchanged), 4 minutes")
    assert b"/graph/correction/" in (tmp_path / "out" / "graph.nq").read_bytes()
    assert export(folder, tmp_path / "out") == 0
    assert line(capsys).startswith("4 files (4 unchanged), 4 minutes")
    assert b"/graph/correction/" in (tmp_path / "out" / "graph.nq").read_bytes()


def test_damaged_entries_are_read_anew(folder: Path, tmp_path: Path, remembered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export(folder, tmp_path / "out")
    before = (tmp_path / "out" / "graph.nq").read_bytes()
    for place, entry in enumerate(sorted(remembered.iterdir())):
        data = entry.read_bytes()
        entry.write_bytes((data[: len(data) // 2], b"", b"\x00" * 9, data[:-1])[place])
    assert export(folder, tmp_path / "out") == 0
    assert line(capsys).startswith("4 files, 4 minutes")
    assert (tmp_path / "out" / "graph.nq").read_bytes() == before


def test_bad_files_among_many_are_listed_at_the_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for year in range(80, 105):
        (tmp_path / f"{year}.txt").write_text(minutes(year, f"第{year}期道路改善"), encoding="utf-8")
    (tmp_path / "090.txt").write_bytes(b"")
    (tmp_path / "091.txt").write_text("無關之文字。", encoding="utf-8")
    assert export(tmp_path, tmp_path / "out") == 1
    *_, head, first, second, counts = capsys.readouterr().err.splitlines()
    assert (head, first.strip(), second.strip()) == ("kg: 2 of 27 files gave no minutes:", str(tmp_path / "090.txt"), str(tmp_path / "091.txt"))
    assert counts.startswith("27 files, 25 minutes")


def test_what_was_not_asked_for_the_longest_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    keys = [cache.key(name) for name in (b"1", b"2", b"3", b"4")]
    for age, key in enumerate(keys):
        cache.put(key, [], [])
        os.utime(tmp_path / "kept" / key, (1000 + age, 1000 + age))
    size = (tmp_path / "kept" / keys[0]).stat().st_size
    again = Cache(tmp_path / "kept")
    assert again.get(keys[0], "甲.txt") == ([], [])
    again.prune(most=2 * size)
    assert {p.name for p in (tmp_path / "kept").iterdir()} == {keys[0], keys[2], keys[3]}


def test_where_nothing_can_be_kept_all_is_read(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cache").write_text("a file stands in the way", encoding="utf-8")
    for _ in range(2):
        assert export(folder, tmp_path / "out") == 0
        assert line(capsys).startswith("4 files, 4 minutes")


def test_a_bar_is_drawn_on_a_terminal_only(tmp_path: Path) -> None:
    for year in range(80, 105):
        (tmp_path / f"{year}.txt").write_text(minutes(year, f"第{year}期道路改善"), encoding="utf-8")
    command = [sys.executable, "-m", "kg", "export", str(tmp_path), "--anew", "-f", "nq", "-o"]
    plain = subprocess.run([*command, str(tmp_path / "a")], capture_output=True, text=True, timeout=120)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        run = subprocess.Popen([*command, str(tmp_path / "b")], stderr=theirs, stdout=subprocess.DEVNULL)
        os.close(theirs)
        drawn = b""
        while chunk := _read(terminal):
            drawn += chunk
        assert run.wait(120) == 0
    assert "25 files, 25 minutes" in plain.stderr and "%|" not in plain.stderr
    assert b"%|" in drawn and b"/25 [" in drawn and b"25 files, 25 minutes" in drawn


def _read(terminal: object) -> bytes:
    try:
        return terminal.read(65536)  # type: ignore[attr-defined]
    except OSError:  # the other end is closed
        return b""
