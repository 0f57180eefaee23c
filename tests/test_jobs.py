"""Several processes read what one reads, in the same order; one that dies ends all, and nothing is written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest
import regex
from groups import of_group, wait_until_alone

from kg.cli import inputs, main
from kg.jobs import MANY, number_of
from kg.patterns import CLASSES, swift
from tests.bench.generate import generate

NOTE = "會議紀錄\n壹、同意新增「甲」1案。"


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty invented minutes, a note without a header, and a file that holds nothing."""
    folder = tmp_path_factory.mktemp("minutes")
    for name, text in generate(20):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "a-note.txt").write_text(NOTE, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def test_two_processes_write_what_one_writes(minutes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The bytes, the findings and their order are the same."""
    said = []
    for jobs in ("1", "2"):
        assert main(["export", str(minutes), "--anew", "-v", "--jobs", jobs, "-f", "nq", "-o", str(tmp_path / jobs)]) == 1  # for one file is empty
        said.append(capsys.readouterr().err.replace(str(tmp_path / jobs), "FOLDER"))
    assert (tmp_path / "1" / "graph.nq").read_bytes() == (tmp_path / "2" / "graph.nq").read_bytes()
    assert said[0] == said[1] and "empty-file" in said[0]


def test_what_was_read_before_is_known_to_all_processes(minutes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A second export reads nothing anew, and what was asked for is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for _ in range(2):
        main(["export", str(minutes), "--jobs", "2", "-f", "nq", "-o", str(tmp_path)])
    assert "22 files (21 unchanged)" in capsys.readouterr().err


def test_a_process_that_is_killed_ends_the_export(minutes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said which file it read and what to do, and nothing is written."""

    def killing(things: Iterator[object], total: int, unit: str = "file") -> Iterator[object]:
        for thing in things:
            for process in active_children():
                process.kill()
            yield thing

    monkeypatch.setattr(inputs, "progress", killing)
    assert main(["export", str(minutes), "--anew", "--jobs", "2", "-f", "nq", "-o", str(tmp_path / "out")]) == inputs.UNREACHABLE
    said = capsys.readouterr().err
    assert regex.search(r"kg: \S+\.txt: the process that read it ended \(exit code -?\d+\)\n    help: nothing was written; .*--jobs 1", said)
    assert not (tmp_path / "out").exists() and not active_children()


@pytest.mark.skipif(os.name == "nt", reason="groups of processes are POSIX")
def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    """In the middle of reading: all processes end, what was exported before stands as it stood, and no file is left."""
    folder, out, work = tmp_path / "minutes", tmp_path / "out", tmp_path / "work"
    for path in (folder, out, work):
        path.mkdir()
    for name, text in generate(150):
        (folder / name).write_text(text, encoding="utf-8")
    (out / "graph.nq").write_text("what was exported before\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "export", str(folder), "--anew", "-v", "--jobs", "2", "-f", "nq", "-o", str(out)],
        stderr=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(work), "PYTHONUTF8": "1"}, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a shell may have started these tests with the signal ignored
    )  # fmt: skip
    assert process.stderr
    assert process.stderr.readline()  # the first finding: files are being read
    assert sum("spawn_main" in line for line in of_group(process.pid)) == 2 and any(work.iterdir())
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does
    _, err = process.communicate(timeout=20)
    wait_until_alone(process.pid)
    assert process.returncode == inputs.STOPPED and "kg: stopped" in err and "Traceback" not in err
    assert not list(work.iterdir()) and [path.name for path in out.iterdir()] == ["graph.nq"]
    assert (out / "graph.nq").read_text(encoding="utf-8") == "what was exported before\n"


@pytest.mark.parametrize("wrong", ["0", "-1", "two", "257"])
def test_a_number_that_is_none_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As any other wrong use."""
    with pytest.raises(SystemExit) as ended:
        main(["export", "--jobs", wrong])
    assert ended.value.code == inputs.MISUSE and "is no number of processes" in capsys.readouterr().err


def test_few_files_are_read_by_one_process() -> None:
    """Starting others would take longer than reading; and no process is started that has no file to read."""
    assert number_of(None, MANY - 1) == 1 and number_of(None, 0) == 1
    assert number_of(3, 2) == 2 and number_of(2, 1000) == 2


@pytest.mark.parametrize("name", CLASSES)
def test_classes_of_characters_are_those_of_the_other_engine(name: str) -> None:
    """Both engines read one text in one way."""
    characters = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    for form in (f"{name}+", f"[^{name}]+"):
        assert [m.span() for m in swift(form).finditer(characters)] == [m.span() for m in regex.finditer(form, characters)]
