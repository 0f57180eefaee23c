"""`kg graph` as its user sees it: questions and their words, forms, filters, names, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from graphs import graph_files, sample_files

from kg.cache import user_folder
from kg.cli import main
from kg.network import index_of
from kg.network.questions import QUESTIONS

NAMED = {"neighbours": ["環狀線"], "within": ["環狀線", "2"], "common": ["環狀線", "萬大線"], "timeline": ["環狀線"]}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(sample_files(tmp_path_factory.mktemp("sample"), "nq")["nq"])


Asked = tuple[int, str, str]


@pytest.fixture
def ask(graph: str, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def asked(*words: str, of: str | None = graph) -> Asked:
        capsys.readouterr()
        code = main(["graph", *words, *(("-g", of) if of else ())])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return asked


def test_no_name_lists_the_questions(ask) -> None:  # type: ignore[no-untyped-def]
    code, out, err = ask(of=None)
    assert (code, err) == (0, "")
    for name, asked in QUESTIONS.items():
        assert " ".join([name, *(f"[{word}]" for word in asked.about)]) + f"\n    {asked.zh}\n    {asked.en}\n" in out


@pytest.mark.parametrize("name", QUESTIONS)
def test_all_forms_say_the_same(name: str, ask) -> None:  # type: ignore[no-untyped-def]
    """As many rows, IRIs written out, one set of columns; and the same from minutes as from their graph."""
    words = (name, *NAMED.get(name, ()))
    code, table, err = ask(*words)
    objects = json.loads(ask(*words, "-f", "json")[1])
    rows = list(csv.DictReader(io.StringIO(ask(*words, "-f", "csv")[1], newline="")))
    assert (code, len(rows), len(table.splitlines()[2:])) == (0, len(objects), len(objects))
    assert err.startswith(f"{len(rows) or 'no'} row")
    assert [list(row) for row in rows] == [list(row) for row in objects]
    assert [row.get("iri") for row in rows] == [row.get("iri") for row in objects]
    assert ask(*words, of=None)[1] == table


def test_a_quote_has_its_place(ask) -> None:  # type: ignore[no-untyped-def]
    row = next(row for row in json.loads(ask("common", "環狀線", "萬大線", "--kind", "directive", "-f", "json")[1]) if row["with"] == "萬大-中和-樹林線")
    (quote,) = row["quotes"]
    assert (quote["text"], quote["file"], quote["line"], quote["column"]) == ("萬大-中和-樹林線", "platform-mayor-level.txt", 63, 15)
    assert "「萬大-中和-樹林線」(platform-mayor-level.txt:63:15)" in ask("common", "環狀線", "萬大線")[1]


def test_both_languages(ask) -> None:  # type: ignore[no-untyped-def]
    zh, en = (ask("neighbours", "project/環狀線", "--lang", lang)[1] for lang in ("zh", "en"))
    assert zh.splitlines()[0].split() == ["種類", "事物", "關聯", "會議", "日期", "原文", "IRI"]
    assert en.splitlines()[0].split() == ["kind", "thing", "edge", "meeting", "date", "quotes", "iri"]
    assert "← 屬於" in zh
    assert "Circular Line, phase 1" in en
    assert "← part of" in en


def test_what_is_undated_says_so(ask) -> None:  # type: ignore[no-untyped-def]
    rows = json.loads(ask("timeline", "環狀線", "-f", "json", "--lang", "en")[1])
    assert [row["placed"] for row in rows] == ["undated, before the meeting of this date"] * 5 + ["dated"] * 3


@pytest.mark.parametrize(("words", "labels"), [
    (["neighbours", "環狀線", "--kind", "指示"], {"環狀線通車議題"}),
    (["neighbours", "災防組", "--kind", "case", "--status", "delisted"], {"大型群聚活動安全管理"}),
    (["neighbours", "災防組", "--since", "2022", "--until", "2022"], {"雙北合作交流平臺 111 年度市長層級會議紀錄", "雙北合作交流平臺"}),
    (["within", "環狀線", "1", "--kind", "project"], {"環狀線第一階段"}),
    (["central", "--kind", "group", "--group", "災防組"], {"災防組"}),
])  # fmt: skip
def test_filters(words: list[str], labels: set[str], ask) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = ask(*words, "-f", "json")
    assert (code, {row["thing"] for row in json.loads(out)}) == (0, labels)


def test_projects_by_directives_alone(ask) -> None:  # type: ignore[no-untyped-def]
    rows = json.loads(ask("projects", "--kind", "project", "--kind", "directive", "-f", "json")[1])
    assert {(row["one"], row["weight"]) for row in rows} == {("環狀線第一階段", 1), ("松山機場", 1)}


@pytest.mark.parametrize(("words", "code", "message", "remedy"), [
    (["neighbors", "環狀線"], 2, "there is no question 'neighbors'", "did you mean neighbours?"),
    (["neighbours"], 2, "neighbours is asked about 1 thing, not 0", "kg graph neighbours THING"),
    (["projects", "環狀線"], 2, "projects is asked about no things, not 1", "kg graph projects"),
    (["neighbours", "環壯線"], 2, "nothing is called '環壯線' in this graph", "建設  環狀線  https://kg.example/project/環狀線"),
    (["neighbours", "環壯線", "--lang", "en"], 2, "nothing is called", "project  Circular Line  https://kg.example/project/環狀線"),
    (["neighbours", " "], 2, "no name is given", "name a case"),
    (["neighbours", "zzz"], 2, "nothing is called 'zzz'", "kg search"),
    (["common", "環狀線", "捷運環狀線"], 2, "both names mean one thing: https://kg.example/project/環狀線", "two different things"),
    (["within", "環狀線", "0"], 2, "'0' is no number of steps", "from 1 on"),
    (["within", "環狀線", "二"], 2, "'二' is no number of steps", "from 1 on"),
    (["central", "--kind", "train"], 2, "--kind train", "meeting, person, group"),
    (["central", "--status", "gone"], 2, "--status gone", "delisted, listed, proposed, unknown"),
    (["central", "--since", "109"], 2, "--since 109: this is no date", "YYYY-MM-DD"),
    (["central", "--since", "2020-02-30"], 2, "--since 2020-02-30: this is no date", "YYYY-MM-DD"),
    (["central", "--since", "2021", "--until", "2020"], 2, "--since 2021-01-01 is after --until 2020-12-31", "earlier"),
    (["central", "--group", "環狀線"], 2, "a project is no working group", "kg graph central --kind group"),
    (["timeline", "大型群聚活動安全管理", "--status", "listed"], 2, "the filters leave https://kg.example/case/", "fewer"),
])  # fmt: skip
def test_what_is_refused(words: list[str], code: int, message: str, remedy: str, ask) -> None:  # type: ignore[no-untyped-def]
    found, out, err = ask(*words)
    assert (found, out) == (code, "")
    assert message in err.splitlines()[0]
    assert remedy in err


def test_a_name_of_two_things_is_not_guessed(tmp_path: Path, ask) -> None:  # type: ignore[no-untyped-def]
    text = "{} 109 年度市長層級會議紀錄\n\n壹、會議時間：109 年 3 月 26 日上午 10 時\n\n柒、議題小組報告：\n\n一、水岸組：同意新增「河濱步道照明」1案。\n"
    texts = {f"{n}.txt": text.format(body) for n, body in enumerate(("雙北合作交流平臺", "北北基桃首長會議"))}
    made = str(graph_files(texts, tmp_path, "nq")["nq"])
    code, out, err = ask("neighbours", "水岸組", of=made)
    assert (code, out) == (2, "")
    listed = [line.split() for line in err.splitlines() if "/group/" in line]
    assert [(kind, label) for kind, label, _ in listed] == [("議題小組", "水岸組")] * 2
    for _, _, iri in listed:
        assert ask("neighbours", iri, of=made)[0] == 0


def test_a_graph_without_projects(tmp_path: Path, ask) -> None:  # type: ignore[no-untyped-def]
    text = "雙北合作交流平臺 109 年度市長層級會議紀錄\n\n壹、會議時間：109 年 3 月 26 日上午 10 時\n\n柒、議題小組報告：\n\n一、災防組：洽悉。\n"
    made = str(graph_files({"a.txt": text}, tmp_path, "nq")["nq"])
    for words in (("projects",), ("bridges",), ("communities",), ("central", "--kind", "project", "--measure", "betweenness")):
        code, out, err = ask(*words, of=made)
        assert (code, out) == (0, "")
        assert err.startswith("no rows")


@pytest.mark.parametrize(("spoil", "code", "message"), [
    (lambda data: b"", 1, "the graph file is empty"),
    (lambda data: data[: len(data) // 2 + 7], 1, "damaged"),
    (lambda data: data.replace(b'"', b"", 500), 1, "damaged"),
    (lambda data: b"<a:b> <a:c> <a:d> <a:e> .\n", 1, "no minutes of this ontology"),
    (lambda data: b"no graph\n", 1, "damaged"),
])  # fmt: skip
def test_a_spoilt_file_is_said_to_be_one(spoil, code: int, message: str, graph: str, tmp_path: Path, ask) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "spoilt.nq"
    path.write_bytes(spoil(Path(graph).read_bytes()))
    found, out, err = ask("projects", of=str(path))
    assert (found, out) == (code, "")
    assert message in err
    assert str(path) in err


def test_quads_may_stand_in_any_order(graph: str, tmp_path: Path, ask) -> None:  # type: ignore[no-untyped-def]
    lines = Path(graph).read_bytes().splitlines()
    mixed, windows = tmp_path / "mixed.nq", tmp_path / "windows.nq"
    mixed.write_bytes(b"# quads\n" + b"\n".join(sorted(lines, key=lambda line: line[::-1][40:] + line)))
    windows.write_bytes(b"\r\n".join(lines))
    expected = ask("timeline", "環狀線", "-f", "json")[1]
    assert ask("timeline", "環狀線", "-f", "json", of=str(mixed))[1] == expected
    assert ask("timeline", "環狀線", "-f", "json", of=str(windows))[1] == expected


def test_the_index_is_kept_and_made_again_where_it_is_damaged(tmp_path: Path, ask) -> None:  # type: ignore[no-untyped-def]
    path = sample_files(tmp_path, "nq")["nq"]
    folder = user_folder() / "views"
    before = set(folder.glob("*")) if folder.exists() else set()
    first = ask("bridges", of=str(path))
    (kept,) = set(folder.glob("*")) - before
    assert ask("bridges", of=str(path)) == first
    kept.write_bytes(b"no index")
    assert ask("bridges", of=str(path)) == first
    with index_of(path, folder) as index:
        assert index.node_count() > 0
    data = kept.read_bytes()
    kept.write_bytes(data[:8192] + bytes(len(data) - 8192))  # no node is left
    assert ask("bridges", of=str(path)) == first
    kept.write_bytes(data[: -len(data) // 4] + bytes(len(data) // 4))  # nodes are: what stands last is how edges are found
    code, out, err = ask("bridges", of=str(path))
    assert (code, out) == (3, "")
    assert "the index kept of it is damaged" in err
    assert str(folder) in err


def test_an_index_needs_no_folder_it_may_write_to(tmp_path: Path, graph: str, ask, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr("kg.cache.user_folder", lambda: tmp_path / "file")
    assert ask("neighbours", "環狀線")[0] == 0


def test_no_order_of_hashes_shows() -> None:
    said = set()
    for seed in ("1", "2"):
        parts = [
            subprocess.run([sys.executable, "-m", "kg", "graph", *words, "-f", "json"], capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}).stdout
            for words in (["communities"], ["within", "環狀線", "3"], ["timeline", "環狀線"])
        ]  # fmt: skip
        said.add(b"".join(parts))
    assert len(said) == 1
