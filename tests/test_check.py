"""`kg check` as its user sees it: findings in their form, ledgers, totals, exit codes; on minutes and on graphs."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import command
import pyoxigraph as ox
import pytest

from kg.diagnostics import CODES
from kg.lives import near_titles

SAMPLE = Path(__file__).parent / "gold" / "platform-mayor-level.txt"
MINUTES = """\
雙北合作交流平臺 {year} 年度市長層級會議紀錄

壹、會議時間：{year} 年 5 月 8 日下午 2 時

貳、主席：臺北市政府 柯市長文哲

參、議題小組報告：

一、交通組：{decision}

肆、散會(下午 3 時)。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of the program gave."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        return self.out.strip().splitlines()[-1]


def kg(*arguments: object, stdin: str = "") -> Run:
    done = command.run(*map(str, arguments), stdin=stdin.encode())
    return Run(code=done.code, out=done.out.decode(), err=done.err.decode())


@pytest.fixture
def minutes(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Return a function that writes minutes of several years into a folder, and returns the folder."""

    def written(**decisions: str) -> Path:
        for year, decision in decisions.items():
            (tmp_path / f"{year}.txt").write_text(MINUTES.format(year=year[1:], decision=decision), "utf-8")
        return tmp_path

    return written


def found(*arguments: object, code: str) -> list[tuple[str, int, int, str]]:
    """Return file, line, column and excerpt of the findings of one code."""
    run = kg("check", "--json", *arguments)
    assert run.err == ""
    return [(Path(f["file"]).name, f["line"], f["column"], f["excerpt"]) for f in json.loads(run.out)["findings"] if f["code"] == code]


# --- for people -------------------------------------------------------------------------------------------------------------


def test_the_sample_has_no_error_and_nothing_unread() -> None:
    run = kg("check")
    assert (run.code, run.err) == (0, "")
    assert run.last == "4 minutes, 0 of 3,646 characters unread, 0 errors, 0 warnings, 20 infos (20 notes not shown: -v); the graph conforms to its shapes"
    assert re.search(r"^all +3646 +2978 +657 +11 +0 +0\.0$", run.out, re.M)
    assert "counts stated and listed: 14 equal, 1 unnamed" in run.out
    assert "meetings cited: 0 held, 3 not held" in run.out
    assert re.search(r"^雙北合作交流平臺 109 年第 10 次副市長層級會議 +1 +platform-mayor-level\.txt:189:144 ", run.out, re.M)


def test_findings_stand_before_the_ledgers_in_their_form(minutes) -> None:  # type: ignore[no-untyped-def]
    folder = minutes(y112="同意新增「共享單車」等 3 案。")
    run = kg("check", folder / "y112.txt")
    assert run.code == 0
    assert run.out.startswith(f"""\
{folder / "y112.txt"}:9:19: warning[count-mismatch]: the text says 3, 1 was read
  9 | 一、交通組：同意新增「共享單車」等 3 案。
    |                                    ^^^^
""")
    assert run.out.index("warning[") < run.out.index("coverage (characters)") < run.out.index("1 minutes, ")


def test_strict_fails_on_warnings_and_not_on_notes(minutes) -> None:  # type: ignore[no-untyped-def]
    folder = minutes(y112="同意新增「共享單車」等 3 案。")
    assert kg("check", folder, "--strict").code == 1
    assert kg("check", folder).code == 0
    assert kg("check", "--strict").code == 0


def test_errors_fail_and_the_rest_is_shown(minutes) -> None:  # type: ignore[no-untyped-def]
    folder = minutes(y112="洽悉。")
    (folder / "garbage.txt").write_text("!\"#$%&'()*+ 562022 7 12 8 9 :;<=>? " * 30, "utf-8")
    run = kg("check", folder)
    assert run.code == 1
    assert "error[unreadable-text]" in run.out
    assert run.last.startswith("1 minutes, 0 of ")


def test_what_cannot_be_read_is_told_to_machines_too(tmp_path: Path) -> None:
    (tmp_path / "garbage.txt").write_text("!\"#$%&'()*+ 562022 7 12 8 9 :;<=>? " * 30, "utf-8")
    run = kg("check", "--json", tmp_path / "garbage.txt")
    told = json.loads(run.out)
    assert (run.code, [f["code"] for f in told["findings"]]) == (1, ["unreadable-text"])
    assert (told["totals"]["minutes"], told["totals"]["errors"], told["totals"]["conforms"]) == (0, 1, None)


@pytest.mark.parametrize(
    ("name", "content", "code", "what"),
    [
        ("nothing.txt", "今天的天氣很好，我們一起去爬山。\n", 1, "no minutes were found in this text"),
        ("empty.txt", "", 1, "the file is empty"),
        ("missing.txt", None, 3, "no such file or folder"),
        ("missing.nq", None, 3, "no such file"),
        ("empty.nq", "", 1, "the graph file is empty"),
        ("other.ttl", "<https://example.org/a> <https://example.org/b> 1 .", 1, "no minutes of this ontology are in this graph"),
    ],
)
def test_bad_input_says_what_is_wrong(tmp_path: Path, name: str, content: str | None, code: int, what: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")
    run = kg("check", tmp_path / name)
    assert run.code == code
    assert what in run.out + run.err
    assert name in run.out + run.err


def test_a_cut_graph_is_refused(tmp_path: Path) -> None:
    kg("export", SAMPLE, "-f", "nq", "-o", tmp_path)
    whole = (tmp_path / "graph.nq").read_bytes()
    (tmp_path / "cut.nq").write_bytes(whole[: len(whole) * 2 // 3])
    run = kg("check", tmp_path / "cut.nq")
    assert run.code == 1
    assert re.search(r"cut\.nq:\d+:\d+: the graph file is damaged", run.err)


# --- on graphs --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    kg("export", SAMPLE, "-f", "nq", "-f", "trig", "-f", "ttl", "-f", "jsonld", "-o", folder)
    return folder


@pytest.mark.parametrize("suffix", ["nq", "trig"])
def test_a_graph_gives_the_ledgers_that_its_minutes_gave(exported: Path, suffix: str) -> None:
    of_minutes, of_graph = (json.loads(kg("check", "--json", path).out) for path in (SAMPLE, exported / f"graph.{suffix}"))
    for ledger in ("coverage", "counts", "references", "wanted"):
        assert of_graph[ledger] == of_minutes[ledger]
    assert of_graph["totals"]["conforms"] is True


@pytest.mark.parametrize("suffix", ["ttl", "jsonld"])
def test_a_flat_graph_counts_lines_within_the_minutes(exported: Path, suffix: str) -> None:
    """The catalog, which knows at which line of the file minutes start, is in no flat format."""
    of_graph = json.loads(kg("check", "--json", exported / f"graph.{suffix}").out)
    assert of_graph["totals"] | {"infos": 0} == {"minutes": 4, "characters": 3646, "unread": 0, "errors": 0, "warnings": 0, "infos": 0, "refused": 0, "conforms": True}
    assert {(c["place"]["line"], c["claim"]) for c in of_graph["counts"] if c["verdict"] == "unnamed"} == {(20, "3 案")}


def test_a_graph_that_was_tampered_with_is_refused_at_the_place(exported: Path, tmp_path: Path) -> None:
    lines = (exported / "graph.nq").read_text("utf-8")
    assert lines.count('#wording> "同意解除列管" ') > 1
    (tmp_path / "graph.nq").write_text(lines.replace('#wording> "同意解除列管" ', '#wording> "解除" ', 1), "utf-8")
    run = kg("check", tmp_path / "graph.nq")
    assert run.code == 1
    assert "error[shape]" in run.out
    assert "platform-mayor-level.txt:" in run.out


def test_counts_that_disagree_are_found_in_a_graph_too(minutes) -> None:  # type: ignore[no-untyped-def]
    folder = minutes(y112="同意新增「共享單車」等 3 案。")
    kg("export", folder / "y112.txt", "-f", "nq", "-o", folder)
    assert found(folder / "graph.nq", code="count-mismatch") == [("y112.txt", 9, 19, "3 案")]


# --- what is odd across minutes ---------------------------------------------------------------------------------------------

ODD = {
    "delisted-unseen": ({"y112": "同意解除列管「共享單車」案。"}, "y112.txt"),
    "same-meeting": ({"y112": "同意新增「共享單車」案，解除列管「共享單車」案。"}, "y112.txt"),
    "added-twice": ({"y111": "同意新增「共享單車」案。", "y112": "同意新增「共享單車」案。"}, "y112.txt"),
    "delisted-twice": ({"y110": "同意新增「共享單車」案。", "y111": "同意解除列管「共享單車」案。", "y112": "同意解除列管「共享單車」案。"}, "y112.txt"),
    "near-title": ({"y111": "同意新增「共享單車停放區擴充」案。", "y112": "同意解除列管「共享單車停放區擴充計畫」案。"}, "y112.txt"),
}


@pytest.mark.parametrize("code", ODD)
def test_odd_lives_are_said_at_the_place(minutes, code: str) -> None:  # type: ignore[no-untyped-def]
    decisions, file = ODD[code]
    folder = minutes(**decisions)
    places = found(folder, code=code)
    assert [(name, line) for name, line, _, _ in places] == [(file, 9)]
    assert "共享單車" in places[0][3]


def test_added_again_after_its_delisting_is_not_odd(minutes) -> None:  # type: ignore[no-untyped-def]
    folder = minutes(y110="同意新增「共享單車」案。", y111="同意解除列管「共享單車」案。", y112="同意新增「共享單車」案。")
    run = json.loads(kg("check", "--json", folder).out)
    assert [f["code"] for f in run["findings"]] == []


def test_an_alias_has_the_life_of_the_case_it_means(minutes) -> None:  # type: ignore[no-untyped-def]
    """Added under one spelling and again under the other: odd at the second, and no longer only near."""
    folder = minutes(y111="同意新增「共享單車停放區擴充」案。", y112="同意新增「共享單車停放區擴充計畫」案。")
    assert (len(found(folder, code="near-title")), found(folder, code="added-twice")) == (1, [])
    alias = 'by = "王小明"\n[[alias]]\ncase = "共享單車停放區擴充計畫"\nmeans = "共享單車停放區擴充"\nreason = "同一案"\n'
    (folder / "y112.corrections.toml").write_text(alias, "utf-8")
    assert found(folder, code="near-title") == []
    assert [(name, line, excerpt) for name, line, _, excerpt in found(folder, code="added-twice")] == [("y112.txt", 9, "共享單車停放區擴充計畫")]


NEAR = [
    ("雙北市集商圈防疫合作", "雙北市集商圈防疫合作計畫", True),
    ("大量傷患通報及後送機制", "大量傷病患通報及後送機制", True),
    ("酷課雲-酷課學園網路學校", "酷課雲酷課學園網路學校", True),
    ("捷運環狀線第一階段營運", "捷運環狀線第二階段營運", False),
    ("2018城市棒球邀請賽", "2019城市棒球邀請賽", False),
    ("淡水河南側道路興建", "淡水河北側道路興建", False),
    ("合作推廣臺北酷課雲-酷課學園網路學校課程", "酷課雲數位學習課程", False),
    ("共享單車", "共享汽車", False),
]


@pytest.mark.parametrize(("one", "other", "near"), NEAR)
def test_titles_are_near_that_a_person_would_compare(one: str, other: str, near: bool) -> None:
    cases = [f"https://kg.example/case/平臺/{title}" for title in (one, other)]
    assert near_titles(cases) == ([tuple(sorted(cases))] if near else [])


def test_titles_of_two_bodies_are_never_near() -> None:
    assert near_titles([f"https://kg.example/case/{body}/雙北市集商圈防疫合作" for body in ("甲", "乙")]) == []


# --- suggestions ------------------------------------------------------------------------------------------------------------


def test_suggestions_can_be_taken_over_and_change_no_iri(minutes, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = minutes(y112="請新北市政府樂活局儘速推動三鶯線。")
    run = kg("check", "--suggest", folder / "y112.txt")
    (tmp_path / "words.ttl").write_text(run.out, "utf-8")
    assert len(found(folder / "y112.txt", code="unknown-name")) == 2
    assert found(folder / "y112.txt", "--vocabulary", tmp_path / "words.ttl", code="unknown-name") == []
    before, after = (named(kg("export", "-f", "nq", "-o", "-", *options, folder / "y112.txt").out) for options in ((), ("--vocabulary", tmp_path / "words.ttl")))
    assert before - after == set()


def named(quads: str) -> set[str]:
    return {q.subject.value for q in ox.parse(quads, format=ox.RdfFormat.N_QUADS) if isinstance(q.subject, ox.NamedNode)}


def test_near_titles_are_suggested_as_corrections(minutes) -> None:  # type: ignore[no-untyped-def]
    run = kg("check", "--suggest", minutes(**ODD["near-title"][0]))
    assert '# [[alias]]\n# case = "共享單車停放區擴充計畫"\n# means = "共享單車停放區擴充"\n' in run.out


def test_nothing_to_suggest() -> None:
    assert kg("check", "--suggest").out == "# nothing is in doubt\n"


# --- every code --------------------------------------------------------------------------------------------------------------


def test_json_is_complete(exported: Path) -> None:
    run = json.loads(kg("check", "--json").out)
    assert set(run) == {"totals", "findings", "coverage", "counts", "references", "wanted", "conservation"}
    assert run["conservation"] == {"Minutes": 4, "Decision": 68, "Directive": 19, "Statement": 3, "AgendaItem": 95, "CountClaim": 15, "Case": 42, "CoverageLedger": 4}
    assert all(c["fact"] + c["structure"] + c["boilerplate"] + c["unread"] == c["length"] for c in run["coverage"])
    assert {f["code"] for f in run["findings"]} <= set(CODES)
    assert [w["cited"] for w in run["wanted"]] == [1, 2, 2]
