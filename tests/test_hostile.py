"""Files that are not what they seem, through the command line: each is told in words, and spoils nothing beside it."""

import io
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import FrameType
from typing import NamedTuple

import command
import pytest

from kg.pipeline import export_text

MINUTES = "海風市政府第3次市政會議紀錄\n\n時間：113年5月2日上午9時\n地點：第一會議室\n\n一、交通局：洽悉。\n二、請環保局於下週提出報告。\n"
PAGE = "<!DOCTYPE html><html><body><h1>海風市政府第3次市政會議紀錄</h1><p>時間：113年5月2日上午9時<p>地點：第一會議室<p>一、交通局：洽悉。</body></html>"


class Run(NamedTuple):
    code: int
    err: str


def kg(folder: Path, *arguments: str | bytes) -> Run:
    done = command.run(*map(os.fsdecode, arguments), folder=folder)
    return Run(done.code, (done.err + done.out).decode("utf-8", "replace"))


def packed(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


WHAT = {
    "a PNG": ("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(99), "this is a PNG picture"),
    "a JPEG": ("a.txt", b"\xff\xd8\xff\xe0" + bytes(99), "this is a JPEG picture"),
    "a program": ("a.doc", b"MZ" + bytes(60) + b"PE\0\0" + bytes(99), "this is a program"),
    "a ZIP archive": ("a.docx", packed(a=b"x"), "this package holds no text document (DOCX)"),
    "a workbook": ("a.docx", packed(xl__workbook=b"x"), "this is an Excel workbook (XLSX)"),
    "a presentation": ("a.odt", packed(ppt__presentation=b"x"), "this is a PowerPoint presentation (PPTX)"),
    "a spreadsheet": ("a.odt", packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "this is an OpenDocument spreadsheet"),
    "an old workbook": ("a.doc", ole("Workbook"), "this is an Excel workbook (XLS)"),
    "a broken archive": ("a.txt", b"PK\x03\x04" + bytes(99), "this is a damaged ZIP archive"),
    "a RAR archive": ("a.md", b"Rar!\x1a\x07\0" + bytes(99), "this is a RAR archive"),
    "Word's XML": ("a.doc", b'<?xml version="1.0"?><w:wordDocument xmlns:w="x"/>', "this is a Word document in XML (2003)"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "said"), WHAT.values(), ids=WHAT.keys())
def test_what_cannot_be_read_is_called_by_its_name(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    run = kg(tmp_path, "export", name, "-o", "out")
    assert run.code == 1
    assert f"{name}: error[unknown-format]: {said}" in run.err
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


LIES = {
    "a page called text": ("a.txt", PAGE.encode(), "ends in .txt, and the file is a web page (HTML)"),
    "a page called Word": ("a.doc", PAGE.encode("big5"), "ends in .doc, and the file is a web page (HTML)"),
    "a page called PDF": ("a.pdf", PAGE.encode("utf-16"), "ends in .pdf, and the file is a web page (HTML)"),
    "text called a page": ("a.html", MINUTES.encode(), "ends in .html, and the file is plain text"),
    "text called Word": ("a.docx", MINUTES.encode("big5"), "ends in .docx, and the file is plain text"),
    "text called OpenDocument": ("a.odt", MINUTES.encode("utf-16"), "ends in .odt, and the file is plain text"),
    "text called PDF": ("a.pdf", MINUTES.encode(), "ends in .pdf, and the file is plain text"),
}


@pytest.mark.parametrize(("name", "data", "said"), LIES.values(), ids=LIES.keys())
def test_a_file_is_read_as_what_it_is(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    run = kg(tmp_path, "export", name, "-f", "nq", "-o", "out", "-v")
    assert run.code == 0, run.err
    assert f"{name}: info[renamed]: the name {said}; it was read as such" in run.err
    assert "海風市政府第3次市政會議" in (tmp_path / "out" / "graph.nq").read_text("utf-8")


def test_of_two_files_of_a_meeting_the_text_is_kept_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(MINUTES, "utf-8")
    (tmp_path / "b.txt").write_text(PAGE, "utf-8")
    assert kg(tmp_path, "export", "a.html", "b.txt", "-f", "nq", "-o", "out").code == 0
    graph = (tmp_path / "out" / "graph.nq").read_text("utf-8")
    assert "請環保局於下週提出報告" in graph and '"a.html"' in graph and '"b.txt"' not in graph


HEAD = "海風市政府第3次市政會議紀錄\n\n時間：113年5月2日上午9時\n\n地點：第一會議室\n\n"
HUGE: dict[str, tuple[Callable[[], str], str]] = {
    "Chinese at random, 5 MB": (lambda: "".join(map(chr, Random(1).choices(range(0x4E00, 0x9FA5), k=1_750_000))), "unreadable-text"),
    "the same in lines": (lambda: "\n".join("".join(map(chr, Random(i).choices(range(0x4E00, 0x9FA5), k=80))) for i in range(5000)), "unreadable-text"),
    "a line of 5 MB": (lambda: f"{HEAD}一、{'交通局同意新增案件，' * 180_000}", "unreadable-text"),
    "quotes in quotes": (lambda: f"{HEAD}一、{'「' * 50_000}{'」' * 50_000}", "unreadable-text"),
    "brackets in brackets": (lambda: f"{HEAD}一、{'(' * 50_000}", "unreadable-text"),
    "more text than any minutes": (lambda: f"{HEAD}{'一、洽悉。' * 2_300_000}", "too-large"),
}


@pytest.mark.parametrize(("made", "code"), HUGE.values(), ids=HUGE.keys())
def test_what_no_minutes_can_be_is_refused(tmp_path: Path, made: Callable[[], str], code: str) -> None:
    (tmp_path / "a.txt").write_text(made(), "utf-8")
    run = kg(tmp_path, "export", "a.txt", "-o", "out")
    assert run.code == 1 and f"error[{code}]" in run.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("line", ["一、\n", "一、「甲\n", "(一)(二)(三)\n", "「『「『\n"], ids=["numbers", "open quotes", "numbers in a row", "quotes"])
def test_thousands_of_odd_lines_are_read(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text(HEAD + line * 2000, "utf-8")
    assert kg(tmp_path, "export", "a.txt", "-f", "nq", "-o", "out").code in (0, 1)


def lines_run(text: str) -> int:
    """Count the lines of the program that reading a text runs, those of a comprehension each time anew."""
    count = 0

    def step(frame: FrameType, event: str, argument: object) -> Callable[..., object]:
        nonlocal count
        count += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        export_text(text)
    finally:
        sys.settrace(before)
    return count


def test_quotes_that_never_close_are_gone_through_once() -> None:
    _, none, some, twice = (lines_run(f"{HEAD}一、決議：{'「甲同意新增' * n}。\n") for n in (1, 1, 200, 400))  # the first one reads the vocabulary
    assert some > none
    assert twice - none < 2.5 * (some - none)


def test_a_bad_file_stops_no_other_and_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(MINUTES, "utf-8")
    assert kg(tmp_path, "export", "in", "-f", "nq", "-o", "out").code == 0
    before = (tmp_path / "out" / "graph.nq").read_bytes()
    for index, (name, data, _) in enumerate(WHAT.values()):
        (tmp_path / "in" / f"{index}{name}").write_bytes(data)
    (tmp_path / "in" / "empty.html").write_bytes(b"")
    (tmp_path / "in" / "blank.txt").write_bytes("\u3000 \n\t".encode())
    run = kg(tmp_path, "export", "in", "-f", "nq", "-o", "out")
    assert run.code == 1 and run.err.count("error[") == len(WHAT) + 2
    assert (tmp_path / "out" / "graph.nq").read_bytes() == before
    for path in (tmp_path / "in").glob("*good.txt"):
        path.unlink()
    run = kg(tmp_path, "export", "in", "-f", "nq", "-o", "out")
    assert run.code == 1 and (tmp_path / "out" / "graph.nq").read_bytes() == before


def test_odd_paths_are_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "圈.txt").symlink_to(tmp_path / "圈.txt")
    os.mkfifo(tmp_path / "管.txt")
    loop, pipe, long = (kg(tmp_path, "export", name, "-o", "out") for name in ("圈.txt", "管.txt", "長" * 100 + ".txt"))
    assert (loop.code, pipe.code, long.code) == (3, 3, 3)
    assert "圈.txt: " in loop.err and "help: " in loop.err
    assert "管.txt: error[unreadable-file]: this is no file that ends" in pipe.err
    assert "File name too long" in long.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["會議 紀錄 (定稿).txt".encode(), b"\xff\xfe.txt", ("長" * 80 + ".txt").encode()], ids=["blanks", "no text", "long"])
def test_odd_names_are_read(tmp_path: Path, name: bytes) -> None:
    Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text(MINUTES, "utf-8")
    run = kg(tmp_path, "export", name, "-f", "nq", "-o", "out")
    assert run.code == 0, run.err
