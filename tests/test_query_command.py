"""`kg query` as its user sees it: answers, forms, near names, and what is refused or stopped."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import command
import pyoxigraph as ox
import pytest
from graphs import sample_files
from groups import of_group, wait_until_alone

import kg
from kg.cli.table import table
from kg.diagnostics import cells
from kg.query import Iri, saved_queries
from kg.sparql import SparqlError, check
from kg.vocab import PREFIXES

CROSS = "{ GRAPH ?a { ?b ?c ?d } GRAPH ?e { ?f ?g ?h } GRAPH ?i { ?j ?k ?l } }"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {CROSS}"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_files(tmp_path_factory.mktemp("sample"), "nq")["nq"]


def query(*arguments: str, cwd: Path | None = None) -> tuple[int, str, str]:
    return command.said("query", *arguments, folder=cwd)


def test_no_name_lists_the_questions() -> None:
    code, out, err = query()
    assert (code, err) == (0, "")
    for saved in saved_queries().values():
        assert saved.name in out and saved.question in out and saved.question_en in out


def test_a_table_is_aligned_and_whole(graph: Path) -> None:
    code, out, err = query("case-history", "雙北市集商圈防疫合作案", "-g", str(graph))
    assert (code, err) == (0, "1 row\n")
    head, rule, row = out.splitlines()
    assert [line.split() for line in (head, row)][1][:4] == ["雙北市集商圈防疫合作", "2020-03-26", "109", "新增"]
    places = [cells(line[: line.index(word)]) for line, word in ((head, "wording"), (row, "同意新增"))]
    assert places[0] == places[1] and rule[places[0]] == "-"
    assert row.split()[-2] == "case:雙北市集商圈防疫合作"


def test_without_a_graph_the_sample_is_asked(tmp_path: Path) -> None:
    code, out, err = query("open-cases", "交通小組", "-f", "csv", cwd=tmp_path)
    assert (code, err) == (0, "2 rows\n")
    assert out.splitlines()[1].startswith("捷運環狀線第一階段未來營運相關事宜,,,交通組,同意新增")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_results_are_of_the_standard_forms(graph: Path, form: str) -> None:
    code, out, err = query("who-chaired", "-g", str(graph), "-f", form)
    assert (code, err) == (0, "10 rows\n")
    if form == "json":
        assert len(json.loads(out)["results"]["bindings"]) == 10
    elif form == "xml":
        assert len(list(ox.parse_query_results(out.encode(), format=ox.QueryResultsFormat.XML))) == 10  # type: ignore[arg-type]
    else:
        assert out.count("\n") == 11


def test_rows_are_counted_though_cells_hold_line_breaks(graph: Path) -> None:
    for form in ("csv", "tsv"):
        code, _, err = query("-q", "SELECT ?text { GRAPH ?g { ?m nif:isString ?text } }", "-g", str(graph), "-f", form)
        assert (code, err) == (0, "4 rows\n")


def test_ask_construct_describe(graph: Path) -> None:
    assert query("-q", "ASK { GRAPH ?g { ?s a kg:Case } }", "-g", str(graph)) == (0, "true\n", "")
    code, out, err = query("-q", "CONSTRUCT { ?s a kg:Case } WHERE { GRAPH ?g { ?s kg:status status:listed } }", "-g", str(graph), "-f", "ttl")
    assert (code, err) == (0, "17 triples\n")
    assert len(set(ox.parse(out.encode(), format=ox.RdfFormat.TURTLE))) == 17
    code, out, err = query("-q", "DESCRIBE project:環狀線", "-g", str(graph))
    assert code == 0 and "project:環狀線 a kg:Project" in out
    assert query("-q", "DESCRIBE project:環狀線", "-g", str(graph), "-f", "csv")[0] == 2


def test_an_empty_answer_is_said(graph: Path) -> None:
    assert query("-q", "SELECT * { GRAPH ?g { ?s kg:case kg:case } }", "-g", str(graph)) == (0, "", "no rows\n")
    code, out, err = query("-q", "SELECT * { ?s ?p ?o }", "-g", str(graph))
    assert (code, out) == (0, "") and err.startswith("no rows; all facts stand in named graphs: write GRAPH ?g")


def test_from_chooses_among_what_is_loaded(graph: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) FROM <{0}> WHERE {{ ?s a kg:Case }}"
    assert query("-q", text.format("https://kg.example/graph/雙北合作交流平臺/市長層級/109"), "-g", str(graph), "-f", "csv")[1].split() == ["n", "6"]
    assert query("-q", text.format("http://127.0.0.1:9/"), "-g", str(graph), "-f", "csv")[1].split() == ["n", "0"]


def test_a_file_of_sparql(tmp_path: Path, graph: Path) -> None:
    (tmp_path / "我的.rq").write_text("\ufeffSELECT ?x { GRAPH ?g { ?x a kg:Project } } LIMIT 1", "utf-8")
    assert query("我的.rq", "-g", str(graph), cwd=tmp_path)[0::2] == (0, "1 row\n")
    assert query("absent.rq", cwd=tmp_path)[0] == 3


WRONG = {
    "an unknown question": (["open-case"], 2, "there is no saved question 'open-case'", "did you mean open-cases"),
    "an unknown name": (["directives-about", "環壯線"], 2, "no project is named 環壯線", "環狀線  project:環狀線"),
    "a name of another kind": (["case-history", "交通組"], 2, "no case is named 交通組", "help: "),
    "a question that takes no name": (["who-chaired", "柯文哲"], 2, "who-chaired is asked about nothing in particular", "leave 柯文哲 out"),
    "two questions": (["open-cases", "-q", "ASK {}"], 2, "open-cases is one question too many", "-q"),
    "rows as triples": (["open-cases", "-f", "ttl"], 2, "-f ttl is for triples", "csv"),
    "no time": (["open-cases", "--timeout", "0"], 2, "is no time to wait", "above 0"),
    "no such graph": (["open-cases", "-g", "absent.nq"], 3, "absent.nq: no such file", "help: "),
}


@pytest.mark.parametrize(("arguments", "code", "said", "remedy"), WRONG.values(), ids=WRONG.keys())
def test_wrong_use(arguments: list[str], code: int, said: str, remedy: str) -> None:
    found, out, err = query(*arguments)
    assert (found, out) == (code, "")
    assert said in err and remedy in err


def test_several_candidates_are_listed(tmp_path: Path) -> None:
    for body in ("雙北", "基北北桃"):
        (tmp_path / f"{body}.txt").write_text(f"{body}合作交流平臺 112 年度市長層級會議紀錄\n\n壹、議題小組報告：\n\n一、交通組：同意新增「共享單車」1案。\n", "utf-8")
    code, out, err = query("case-history", "共享單車", "-g", str(tmp_path))
    assert (code, out) == (2, "")
    assert "共享單車 is the name of 2 things" in err and "case:共享單車" in err and "case2:共享單車" in err
    code, out, err = query("case-history", "case2:共享單車", "-g", str(tmp_path))
    assert (code, err) == (0, "1 row\n")


def test_a_damaged_graph_is_told(tmp_path: Path, graph: Path) -> None:
    (tmp_path / "graph.nq").write_bytes(graph.read_bytes()[:5000])
    code, out, err = query("open-cases", "-g", str(tmp_path / "graph.nq"))
    assert (code, out) == (1, "")
    assert "the graph file is damaged" in err and "export it again" in err


# --- what is refused, and what is not understood ----------------------------------------------------------------------------------

REFUSED = {
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": "1:12: SERVICE asks another machine",
    "SELECT * {\n  GRAPH ?g { ?s ?p ?o }\n  service silent ?x { ?s ?p ?o } }": "3:3: SERVICE asks another machine",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { } }": "SERVICE asks another machine",
    "SELECT * { ?a ?b '# '. SERVICE <http://127.0.0.1:9/> {} }": "1:24: SERVICE asks another machine",
    "SELECT * { FILTER(?a <?b) SERVICE <http://127.0.0.1:9/> {} }": "SERVICE asks another machine",
    "PREFIX a: <http://a/> ASK { FILTER(?a<a:b)SERVICE#>\n<http://127.0.0.1:9/> {?s ?p ?o} }": "not understood",
    "PREFIX a: <http://a/> ASK { FILTER(?x<a:b#>'''\n) SERVICE <http://127.0.0.1:9/> {?s ?p ?o} } #'''": "not understood",
    'ASK { FILTER("\\u005C" IN(1))SERVICE <http://127.0.0.1:9/> {?s ?p ?o}}#")}': "not understood",
    "INSERT DATA { <http://a.example/> a kg:Case }": "1:1: INSERT would change the graph",
    "PREFIX x: <http://x.example/>\nDROP ALL": "2:1: DROP would change the graph",
    "LOAD <http://127.0.0.1:9/>": "1:1: LOAD would change the graph",
    "SELECT * WHERE { ?s ?p }": "1:24: the query is not understood at }: expected a variable, an IRI, a literal",
    "SELECT * WHER { ?s ?p ?o }": "1:10: the query is not understood at WHER: expected {, WHERE",
    "SELECT * { ?s kg:case ?o": "1:25: the query ends too early: expected ",
    "SELECT ?s {\n  ?案件 kg:case ?o .\n  FILTER(?o = ) }": "3:15: the query is not understood at ): expected a variable",
    "SELECT * { ?s foo:bar ?o }": "1:15: the prefix foo: is not declared",
    "SELECT * { ?s <case> ?o }": "1:15: <case> is no whole IRI",
    'SELECT * { ?s ?p "案件 }': "1:18: this quote is not closed",
    "SELECT ?s { ?s ?p ?o } GROUP BY ?p": "The SELECT contains a variable that is unbound",
    "": "1:1: the query ends too early: expected SELECT",
}
ALLOWED = [
    "SELECT ?service { GRAPH ?g { ?service kg:service 'SERVICE' } } # SERVICE <http://127.0.0.1:9/>",
    'SELECT * { GRAPH ?g { ?s ?p """SERVICE " DROP""", <http://a.example/SERVICE>, "x"@service, _:SERVICE } }',
    "PREFIX service: <http://a.example/> SELECT * { GRAPH ?g { service:SERVICE kg:a.SERVICE $SERVICE } }",
    "PREFIX drop: <http://a.example/> ASK { GRAPH ?g { case:東湖、汐止 drop:delete ?insert } }",
]


@pytest.mark.parametrize(("text", "said"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_is_refused_is_said_with_its_place(text: str, said: str) -> None:
    with pytest.raises(SparqlError) as refused:
        check(text, PREFIXES)
    assert said in refused.value.message and refused.value.remedy


def test_the_place_is_shown_with_carets(graph: Path) -> None:
    code, out, err = query("-q", "SELECT * {\n  ?案件 kg:case ?o FILTER }", "-g", str(graph))
    assert (code, out) == (2, "")
    shown, marks = err.splitlines()[1:3]
    assert shown == "  2 |   ?案件 kg:case ?o FILTER }"
    assert cells(marks[: marks.index("^")]) == cells(shown[: shown.index("}")])


@pytest.mark.parametrize("text", ALLOWED)
def test_words_that_only_look_like_it_are_allowed(text: str) -> None:
    check(text, PREFIXES | {"case": "http://a.example/"})


# --- time ----------------------------------------------------------------------------------------------------------------------


def started(*arguments: str) -> subprocess.Popen[bytes]:
    """Start a query in a group of its own, and wait until its worker runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "query", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell may have started these tests with the signal ignored
    )  # fmt: skip
    while not any("spawn_main" in line for line in of_group(process.pid)):
        assert process.poll() is None
        time.sleep(0.05)
    return process


def test_a_question_without_end_is_ended(graph: Path) -> None:
    code, out, err = query("-q", ENDLESS, "-g", str(graph), "--timeout", "1")
    assert (code, out) == (3, "")
    assert "the question was not answered within 1 seconds" in err and "--timeout" in err


@pytest.mark.parametrize("form", ["table", "tsv"])
def test_an_answer_that_is_too_long_is_ended(graph: Path, form: str) -> None:
    code, out, err = query("-q", f"SELECT * {CROSS}", "-g", str(graph), "-f", form, "--timeout", "300")
    assert (code, out) == (3, "")
    assert "the answer " in err and "add LIMIT" in err


@pytest.mark.skipif(os.name == "nt", reason="groups of processes are POSIX")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=str)
def test_no_process_stays_behind(graph: Path, sign: signal.Signals) -> None:
    process = started("-q", ENDLESS, "-g", str(graph))
    if sign is signal.SIGINT:
        os.killpg(process.pid, sign)  # as Ctrl-C does
    else:
        process.send_signal(sign)
    _, err = process.communicate()
    wait_until_alone(process.pid)
    assert b"Traceback" not in err
    if sign is signal.SIGINT:
        assert process.returncode == 130 and err.startswith(b"kg: stopped")


# --- tables and Python ------------------------------------------------------------------------------------------------------------


def test_on_a_terminal_lines_fit() -> None:
    rows = [("雙北市集商圈防疫合作", Iri("https://kg.example/case/x"), None), ("<b>", "a\nb", "長" * 60)]
    whole = table(["case", "iri", "text"], rows, {"case": "https://kg.example/case/"}, None).splitlines()
    cut = table(["case", "iri", "text"], rows, {"case": "https://kg.example/case/"}, 60).splitlines()
    assert whole[2].split() == ["雙北市集商圈防疫合作", "case:x"]
    assert whole[3].split() == ["<b>", "a", "b", "長" * 60]
    assert max(cells(line) for line in cut) <= 60 and cut[3].endswith("長…")


def test_python_asks_the_same_questions(graph: Path) -> None:
    rows = kg.ask(str(graph), "case-history", "雙北市集商圈防疫合作")
    assert [(row["date"], row["wording"], row["case"]) for row in rows] == [("2020-03-26", "同意新增", "https://kg.example/case/雙北合作交流平臺/雙北市集商圈防疫合作")]
    assert kg.ask(str(graph), "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?c kg:status status:listed } }") == [{"n": "17"}]
