"""Corrections that do not hold, and what is said of them; and the program as its user sees it."""

import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import command
import pyoxigraph as ox
import pytest

from kg.diagnostics import render
from kg.formats import FORMATS
from kg.pipeline import chunks
from kg.source import Source
from kg.vocab import read_vocabulary
from tests.corrected import ADDED, BASE, CLOSED_CASE, DATED, DELISTED, HEAD, ONE, PLATFORM, SAME, alias, correction, export, minutes

# --- what is refused -----------------------------------------------------------------------------------------------------------

TWO = minutes(109, "同意新增「市集防疫」1案。") + minutes(110, "同意解除列管「市集防疫」1案。")
# What is written below the first line, and what is said of it.
REFUSED = {
    "no-TOML": ('[[correction]]\nproperty = date\n', "3:12: error[correction-syntax]: this is no TOML: invalid value"),
    "chinese-key": ('[[correction]]\n屬性 = "date"\n', "3:1: error[correction-syntax]: this is no TOML: invalid statement"),
    "no-such-day": ('[[correction]]\nproperty = "date"\nvalue = 2019-02-30\nreason = "x"\n', "4:9: error[correction-syntax]: this is no TOML: invalid date or datetime"),
    "unknown-key": ('[[correction]]\npropertie = "date"\n', "3:1: error[correction-key]: unknown key `propertie`; did you mean `property`?"),
    "unknown-key-of-the-file": ('author = "x"\n', "2:1: error[correction-key]: unknown key `author`; keys are `by`, `role`, `correction`, `alias`"),
    "no-reason": ('[[correction]]\nproperty = "ordinal"\nvalue = 3\n', "2:1: error[correction-key]: `reason` is missing"),
    "empty-reason": ('[[correction]]\nproperty = "ordinal"\nvalue = 3\nreason = " "\n', "5:10: error[correction-key]: `reason` is empty"),
    "unknown-property": (correction(property="dates", value=3), "3:12: error[correction-key]: `property` is nothing that can be corrected; did you mean date?"),
    "date-in-quotes": (correction(property="date", quote="109 年 5 月", value="2019-02-23"), "5:9: error[correction-key]: `value` must be a date without quotes, such as 2019-02-23"),
    "roc-date": (correction(property="date", quote="109 年 5 月", value=date(108, 2, 23)), "5:9: error[correction-key]: `value` is a date before 1912; write the year of the common era, 民國 108 年 as 2019"),
    "no-time": (correction(property="startTime", quote="109 年 5 月", value="下午"), '5:9: error[correction-key]: `value` must be a time of day, such as "14:30"'),
    "no-number": (correction(property="ordinal", quote="109 年 5 月", value="3"), "5:9: error[correction-key]: `value` must be a number from 1, without quotes"),
    "no-level": (correction(property="level", quote="109 年 5 月", value="區長"), "5:9: error[correction-key]: `value` must be one of 市長層級, 副市長層級, 議題小組"),
    "no-group": (correction(property="group", quote="同意新增「市集防疫」", value="交通祖"), f"5:9: error[correction-key]: `value` names nothing known in minutes of {PLATFORM}; did you mean 交通組 or 交通小組?"),
    "of-what": (correction(property="group", value="環境資源組"), "2 minutes of the file are meant"),
    "one-table": ('[correction]\nproperty = "date"\n', "2:1: error[correction-key]: each correction begins with a line [[correction]], in two brackets"),
    "two-sorts": ('[[alias]]\ncase = "市集防疫"\nproject = "x"\nmeans = "y"\nreason = "z"\n', "2:1: error[correction-key]: an alias names exactly one of `case`, `project`, `organization`, `group`"),
    "quote-not-found": (correction(property="ordinal", quote="無此文字", value=3), "4:9: error[correction-stale]: these words stand in no minutes of the file"),
    "quote-in-two": (correction(property="ordinal", quote="新北市政府 6 樓", value=3), "4:9: error[correction-stale]: 2 minutes of the file are meant; quote words that stand in one only"),
    "case-in-two": (correction(property="group", case="市集防疫", value="環境資源組"), "4:8: error[correction-stale]: 2 minutes of the file are meant; add a `quote` that stands in one only"),
    "no-such-case": (correction(property="group", case="市集防役", value="環境資源組"), "4:8: error[correction-stale]: no case of these minutes has this title; did you mean 市集防疫?"),
    "no-such-alias": (alias("市場防疫", "市集防疫"), "3:8: error[correction-stale]: these minutes name no such case; did you mean 市集防疫?"),
    "one-already": (alias("市集 防疫案", "市集防疫"), "4:9: error[correction-stale]: the two spellings are one already"),
    "declared": ('[[alias]]\norganization = "新北市政府交通局"\nmeans = "臺北市政府交通局"\nreason = "x"\n', "3:16: error[correction-stale]: the vocabulary declares what this name means; change it there"),
    "printed-already": (correction(property="date", quote="109 年 5 月 8 日", value=date(2020, 5, 8)), "5:9: error[correction-stale]: the minutes state this already"),
    "group-already": (correction(property="group", quote="同意新增「市集防疫」", value="交通組"), "5:9: error[correction-stale]: the minutes state this already"),
    "nothing-there": (correction(property="speaker", quote="同意新增「市集防疫」", value="柯文哲"), "4:9: error[correction-stale]: no statement was read there"),
    "twice": (correction(property="ordinal", quote="109 年 5 月", value=3) + correction(property="次別", quote="109 年 5 月", value=4), "9:12: error[correction-conflict]: line 2 corrects this already; this one was not applied"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_hold_is_said_and_not_applied(name: str) -> None:
    text, said = REFUSED[name]
    whole = "syntax" not in said and name != "one-table"
    good = correction(property="venue", quote="110 年 5 月", value="他處")
    found = export((TWO, HEAD + text.lstrip("\n") + (good if whole else "")))
    errors = [line for line in found.said() if " error[" in line]
    assert any(said in line for line in errors), errors
    assert found.report.refused == len(errors) > 0
    assert found.report.minutes == 2, "the minutes are exported all the same"
    if whole:
        assert any("他處" in line for lines in found.corrected().values() for line in lines), "and so are the other corrections"


def test_nothing_holds_that_nobody_states() -> None:
    found = export((TWO, correction(property="ordinal", quote="109 年 5 月", value=3)))
    assert found.said() == ["0.corrections.toml:1:1: error[correction-key]: `by` is missing: who states these corrections?; nothing of this file was applied"]
    assert found.corrected() == {}


def test_a_finding_shows_the_line() -> None:
    found = export((TWO, HEAD + correction(property="ordinal", quote="無此文字", value=3)))
    (it,) = [d for d in found.found if d.code == "correction-stale"]
    assert render(it).splitlines()[1:3] == ['  5 | quote = "無此文字"', "    |         ^^^^^^^^^^"]


def test_no_content_breaks_the_program() -> None:
    """Letters dropped, doubled and swapped, at random but the same on every run."""
    whole = DATED + ONE + correction(property="addressee", quote="請新北", value="x") + "value = [1, {a = '''\n[[alias]]\n'''}]\n"
    chance = random.Random(7)
    for _ in range(400):
        letters = list(whole)
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(letters))
            letters[place] = chance.choice(["", letters[place] * 2, '"', "[", "]", "\n", "=", "\\u0000", "\u2028", "案", "1" * 400])
        source = Source(text=ADDED, name="109.txt", corrections=Source(text="".join(letters), name="109.corrections.toml"))
        made, found = chunks(source, read_vocabulary())
        assert len(made) == 1
        assert all(render(d) for d in found)
    for text in ("[" * 9000, 'by = "\\u0007"', 'by = "a"\ncorrection = [{value = 0x' + "f" * 6000 + ', property = "ordinal", reason = "r"}]', "\u2028by=1", 'by="a"\nalias=[[]]'):
        assert export((ADDED, text)).report.refused > 0


# --- the program -------------------------------------------------------------------------------------------------------------


def kg(folder: Path, *arguments: str) -> command.Said:
    return command.said("export", *arguments, folder=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "109.txt").write_text(ADDED, "utf-8")
    (tmp_path / "in" / "110.md").write_text(DELISTED, "utf-8")
    (tmp_path / "in" / "109.corrections.toml").write_text(HEAD + ONE, "utf-8-sig")
    return tmp_path


def test_the_file_beside_the_minutes_is_read(folder: Path) -> None:
    for given in (["in"], ["in/109.txt", "in/110.md"], ["in/109.txt", "in/109.corrections.toml", "in/110.md"]):
        done = kg(folder, *given, "-f", "nq", "-o", "-")
        assert done.returncode == 0, done.stderr
        assert f"<{SAME}> <{CLOSED_CASE}> <{BASE}graph/derived> ." in done.stdout


def test_every_format_holds_them(folder: Path) -> None:
    assert kg(folder, "in", *(x for name in FORMATS for x in ("-f", name))).returncode == 0
    forms = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".jsonld": ox.RdfFormat.JSON_LD, ".rdf": ox.RdfFormat.RDF_XML}
    whole = {(q.triple, q.graph_name.value) for q in ox.parse(path=str(folder / "exports" / "graph.nq"))}
    flat = {triple for triple, graph in whole if not graph.endswith(("/ontology", "/concepts", "/entities", "/catalog"))}
    assert sum(graph.startswith(f"{BASE}graph/correction/") for _, graph in whole) > 10
    for suffix, form in forms.items():
        path = folder / "exports" / f"graph{suffix}"
        if path.exists():
            read = list(ox.parse(path=str(path), format=form))
            assert {(q.triple, q.graph_name.value) for q in read} == whole if form in (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG) else {q.triple for q in read} == flat
    assert "kg:corrects " in (folder / "exports" / "graph.ttl").read_text("utf-8")


def test_what_is_refused_ends_with_1_and_the_rest_is_written(folder: Path) -> None:
    (folder / "in" / "110.corrections.toml").write_text(HEAD + correction(property="ordinal", quote="無此文字", value=3), "utf-8")
    done = kg(folder, "in")
    assert done.returncode == 1
    assert "in/110.corrections.toml:5:9: error[correction-stale]" in done.stderr
    assert SAME in (folder / "exports" / "graph.nq").read_text("utf-8")


def test_corrections_without_minutes_are_an_error(folder: Path) -> None:
    (folder / "in" / "111.corrections.toml").write_text(HEAD, "utf-8")
    for given in (["in"], ["in/109.txt", "in/110.md", "in/111.corrections.toml"]):
        done = kg(folder, *given)
        assert done.returncode == 1
        assert "in/111.corrections.toml: error[correction-stale]: no minutes called 111.* stand beside these corrections" in done.stderr
        assert "1 error" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00\xd8", b"\x89PNG\r\n\x1a\n\x00\x00", b"by = \xa4\xa4"])
def test_a_damaged_file_is_said(folder: Path, data: bytes) -> None:
    (folder / "in" / "110.corrections.toml").write_bytes(data)
    done = kg(folder, "in")
    assert done.returncode == 1
    assert "in/110.corrections.toml" in done.stderr
    assert SAME in (folder / "exports" / "graph.nq").read_text("utf-8")


def test_minutes_held_twice_take_the_corrections_that_stand_beside_the_one_exported(folder: Path) -> None:
    (folder / "in" / "another.txt").write_text(ADDED, "utf-8")
    (folder / "in" / "another.corrections.toml").write_text(HEAD + correction(property="venue", value="他處"), "utf-8")
    done = kg(folder, "in")
    assert done.returncode == 1
    assert "in/another.txt: error[correction-stale]: corrections of 雙北合作交流平臺/市長層級/109 stand beside this file" in done.stderr
    (folder / "in" / "another.corrections.toml").write_text(HEAD + ONE, "utf-8")
    assert kg(folder, "in").returncode == 0


def test_standard_input_has_no_corrections(folder: Path) -> None:
    (folder / "stdin.corrections.toml").write_text("no TOML", "utf-8")
    done = subprocess.run([sys.executable, "-m", "kg", "export", "-"], cwd=folder, input=ADDED.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
