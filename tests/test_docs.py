"""What the README shows is what the program does."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.diagnostics import CODES
from kg.formats import FORMATS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
EXPORT = ROOT / "exports" / "graph.nq"


def example(name: str) -> str:
    """Take the block, or the table, behind the mark `<!-- example: NAME -->`."""
    behind = README.split(f"<!-- example: {name} -->\n")[1]
    block = re.match(r"```\w+\n(.*?)^```$", behind, re.M | re.S)
    return block[1] if block else behind.split("\n\n")[0]


def table(text: str) -> list[tuple[str, ...]]:
    """Read the rows of a Markdown table, without its head."""
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in text.strip().splitlines()]
    return rows[2:]


def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, encoding="utf-8", check=True)


def asked(query: str) -> list[tuple[str, ...]]:
    store = ox.Store()
    store.load(path=str(EXPORT), format=ox.RdfFormat.N_QUADS)
    return [tuple(value.value for value in solution) for solution in store.query(query)]


def console_blocks() -> list[tuple[str, str]]:
    """Take the commands that the README shows, each with what it prints; a last line `…` stands for the rest."""
    blocks = re.findall(r"^```console\n(.*?)^```$", README, re.M | re.S)
    return [(command, shown) for block in blocks for command, shown in re.findall(r"^\$ kg ([^\n]*)\n(.*?)(?=^\$ |\Z)", block, re.M | re.S)]


@pytest.mark.parametrize(("command", "shown"), console_blocks(), ids=[command for command, _ in console_blocks()])
def test_commands_print_what_the_readme_shows(command: str, shown: str, tmp_path: Path) -> None:
    for name, content in re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)^```$", README, re.M | re.S):
        (tmp_path / name).write_text(content, "utf-8")
    # Nothing is remembered from a command before: a reader who types it for the first time sees what is shown.
    environment = os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, "-m", "kg", *shlex.split(command)], capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path, env=environment)
    assert "Traceback" not in done.stderr
    lines, expected = (done.stdout or done.stderr).splitlines(), shown.splitlines()
    if expected[-1:] == ["…"]:
        expected.pop()
        assert len(lines) > len(expected)
        lines = lines[: len(expected)]
    assert lines == expected


@pytest.mark.parametrize("block", re.findall(r"^```python\n(.*?)^```$", README, re.M | re.S))
def test_python_of_the_readme_runs(block: str, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-W", "error::UserWarning", "-c", block], capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "print(" not in block or done.stdout


def test_the_table_of_findings_is_the_program_s() -> None:
    section = README.split("\n## Findings\n")[1].split("\n## ")[0]
    documented = {code.strip("`"): (severity, help_) for code, severity, help_ in table(section)}
    assert documented == {code: (kind.severity, kind.help) for code, kind in CODES.items()}


def test_codes_are_used_and_no_others() -> None:
    """Every code of the table is raised somewhere, and every code raised stands in the table."""
    source = "".join(path.read_text("utf-8") for path in (ROOT / "kg").rglob("*.py") if path.name != "diagnostics.py")
    assert [code for code in CODES if f'"{code}"' not in source] == []
    assert set(re.findall(r'code="([a-z0-9-]+)"|_say\(\s*"([a-z0-9-]+)"', source)) <= {(code, "") for code in CODES} | {("", code) for code in CODES}


def test_minutes_become_the_turtle(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text(example("minutes"), "utf-8")
    turtle = kg("export", "-f", "ttl", "-o", "-", str(tmp_path / "minutes.txt")).stdout
    assert "\n" + example("turtle") in turtle
    assert example("turtle").rstrip().endswith(" .")


def test_ten_lines_are_ten_lines() -> None:
    assert len(example("minutes").splitlines()) <= 12


def test_query_gives_the_answer() -> None:
    answer = table(example("answer"))
    assert len(answer) > 1
    assert asked(example("query")) == answer


def test_every_query_has_an_answer() -> None:
    queries = re.findall(r"^```sparql\n(.*?)^```$", README, re.M | re.S)
    assert len(queries) >= 2
    assert [query for query in queries if not asked(query)] == []


def test_the_line_of_turtle_teaches(tmp_path: Path) -> None:
    (block,) = (b for b in re.findall(r"^ *```turtle\n(.*?)^ *```$", README, re.M | re.S) if "同意收錄" in b)
    (tmp_path / "words.ttl").write_text(block, "utf-8")
    (tmp_path / "minutes.txt").write_text(example("minutes").replace("同意新增合作方案", "同意收錄"), "utf-8")
    minutes, words = str(tmp_path / "minutes.txt"), str(tmp_path / "words.ttl")
    assert '"同意收錄"' not in kg("export", "-f", "ttl", "-o", "-", minutes).stdout
    assert 'kg:wording "同意收錄"' in kg("export", "-f", "ttl", "-o", "-", "--vocabulary", words, minutes).stdout


def test_formats_are_listed() -> None:
    (line,) = re.findall(r"^- `-f`: `([a-z0-9 ]+)`", README, re.M)
    assert line.split() == list(FORMATS)
    help_ = re.sub(r"\s+", " ", kg("export", "--help").stdout)
    assert f"{', '.join(FORMATS)}; may be repeated" in help_


@pytest.mark.parametrize("option", ["-o", "-f", "--base", "--vocabulary", "-v"])
def test_options_of_the_synopsis_are_the_program_s(option: str) -> None:
    (synopsis,) = re.findall(r"^kg export \[PATH.*$", README, re.M)
    assert f"[{option}" in synopsis
    assert re.search(rf"^\s+{option}\b", kg("export", "--help").stdout, re.M)


def test_the_questions_are_those_of_the_program() -> None:
    listed = [tuple(line.strip() for line in lines) for lines in batched(kg("query").stdout.splitlines(), 3)]
    section = README.split("\n## Ask\n")[1].split("\n## ")[0]
    assert [(name.strip("`"), words) for name, words in table(section[section.index("| question |") :].split("\n\n")[0])] == [(name, f"{en} {zh}") for name, zh, en in listed]


def test_the_corrections_that_are_shown_can_be_stated(tmp_path: Path) -> None:
    (block,) = re.findall(r"<!-- file: example.corrections.toml -->\n```toml\n(.*?)^```$", README, re.M | re.S)
    sample = ROOT / "kg" / "data" / "platform-mayor-level.txt"
    (tmp_path / "minutes.txt").write_bytes(sample.read_bytes())
    (tmp_path / "minutes.corrections.toml").write_text(block, "utf-8")
    quads = kg("export", str(tmp_path / "minutes.txt"), "-f", "nq", "-o", "-").stdout
    assert quads.count("#Correction> <https://kg.example/graph/correction/") == 2
    assert '"2019-02-23"^^<http://www.w3.org/2001/XMLSchema#date> <https://kg.example/graph/correction/' in quads


def batched(lines: list[str], size: int) -> list[list[str]]:
    return [lines[i : i + size] for i in range(0, len(lines), size)]
