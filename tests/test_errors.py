"""Each kind of finding in its exact words: `errors/CODE.md` holds the files, and what `kg` says of them.

A file is a block named after it: ```` ```minutes.txt ````; bytes are written as `\\xff`. `$ kg …` is the command (else
`kg export . -f nq -o out -v`), and the block `says` what it prints on standard error, or as its findings. `KG_GOLDEN=1` writes those blocks.
"""

import codecs
import os
import re
from pathlib import Path

import pytest

from kg.cli import main
from kg.diagnostics import CODES

ERRORS = Path(__file__).parent / "errors"
HERE = sorted(path.stem for path in ERRORS.glob("*.md"))
ELSEWHERE = {  # what needs a PDF, a package, a program that is missing, or megabytes
    "test_pdf.py": "no-text-layer pages-without-text unreadable-pages recognized recognizer-missing",
    "test_pdf_tables.py": "columns-unread",
    "test_packages.py": "encrypted-file oversized-file unsafe-file converter-missing converter-failed",
    "test_docx.py": "left-out",
    "test_hostile.py": "too-large unreadable-file",
    "test_check.py": "shape",
}
UNSEEN = {"recognizer-failed", "iri-clash"}  # no input is known that leads there
BLOCK = re.compile(r"^```([^\n`]+)\n(.*?)^```$", re.M | re.S)


@pytest.mark.parametrize("code", HERE)
def test_what_is_said(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    page = (ERRORS / f"{code}.md").read_text("utf-8")
    blocks = dict(BLOCK.findall(page))
    expected = blocks.pop("says", "")
    for name, content in blocks.items():
        data = content.encode("utf-8")
        (tmp_path / name).write_bytes(codecs.escape_decode(data)[0] if b"\\x" in data else data)  # type: ignore[attr-defined]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    command = re.search(r"^\$ kg (.*)$", page, re.M)
    main((command[1] if command else "export . -f nq -o out -v").split())
    out, err = capfd.readouterr()
    said = "".join(f"{line}\n" for line in _finding(code, out + err))
    if os.environ.get("KG_GOLDEN"):
        (ERRORS / f"{code}.md").write_text(_with(page, said), "utf-8")
    assert f"{CODES[code].severity}[{code}]" in said
    assert said == expected


def _finding(code: str, printed: str) -> list[str]:
    """Keep the lines of the findings of one code: its place, its line, its help."""
    kept: list[str] = []
    inside = False
    for line in printed.splitlines():
        inside = f"[{code}]" in line or (inside and line.startswith(" "))
        kept += [line.rstrip()] * inside
    return kept


def _with(page: str, said: str) -> str:
    """Put what is said into a page."""
    block = f"```says\n{said}```\n"
    return re.sub(r"^```says\n.*?^```\n", lambda _: block, page, flags=re.M | re.S) if "```says\n" in page else f"{page.rstrip()}\n\n{block}"


def test_every_code_has_its_words() -> None:
    tested = {code: name for name, codes in ELSEWHERE.items() for code in codes.split()}
    for code, name in tested.items():
        assert code in (Path(__file__).parent / name).read_text("utf-8"), (code, name)
    assert {*HERE, *tested, *UNSEEN} == set(CODES)
    assert not set(HERE) & (set(tested) | UNSEEN)
