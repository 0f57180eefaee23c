"""Real stores, started here: what is loaded into them is what was sent, and all questions have the answers they have in memory."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from graphs import graph_files, sample_files
from stores import comunica, jena, kg_serve, oxigraph, virtuoso

from kg.cli import main
from kg.load import PROFILES, Client, Remote, credentials
from kg.query import asked_about, saved_queries
from kg.store import open_store

ABOUT = {  # question -> what it is asked about as well
    "asked-to-act": "臺北市政府", "case-history": "雙北市集商圈防疫合作", "delisted-unseen": "交通組", "directives-about": "環狀線", "evidence": "雙北市集商圈防疫合作",
    "group-activity": "交通組", "open-cases": "交通組", "projects-together": "松山機場",
}  # fmt: skip
TITLE = "雙北合作交流平臺 {year} 年度市長層級會議紀錄\n\n壹、會議時間：{year} 年 3 月 1 日下午 2 時\n\n貳、議題小組報告：\n\n一、交通組：\n\n(一) 同意新增「{case}」1案。\n"
MINUTES = {"a.txt": TITLE.format(year=112, case="共享單車"), "b.txt": TITLE.format(year=113, case="公車動態"), "c.txt": TITLE.format(year=114, case="路燈節能")}
DBA = {"KG_USER": "dba", "KG_PASSWORD": "dba"}
SERVERS = {  # profile -> what starts such a store, and who may write to it
    "oxigraph": (oxigraph, {}), "virtuoso": (virtuoso, DBA), "kg": (kg_serve, {"KG_TOKEN": "secret"}),
}  # fmt: skip
COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), 'example/')) } GROUP BY ?g ORDER BY ?g"
NOTES = ("http://a.example/derived", "https://kg.example/graph/notes")  # graphs of others


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_files(tmp_path_factory.mktemp("sample"), "nq")["nq"]


@pytest.fixture(scope="module")
def memory(sample: Path) -> ox.Store:
    return open_store(sample)


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """Start a store; give its profile and address, who we are being in the environment."""
    start, environment = SERVERS[request.param]
    for key, value in ({"XDG_CACHE_HOME": str(tmp_path / "cache")} | environment).items():
        monkeypatch.setenv(key, value)
    with start(tmp_path) as url:
        yield request.param, url


servers = pytest.mark.parametrize("server", SERVERS, indirect=True)


def questions(store: ox.Store) -> dict[str, str]:
    """Return all that is asked: every question about everything, and those that take a name about a thing."""
    asked = {name: asked_about(store, saved, [ABOUT[name]] if name == "evidence" else [], {}) for name, saved in saved_queries().items()}
    return asked | {f"{name} about": asked_about(store, saved_queries()[name], [thing], {}) for name, thing in ABOUT.items()}


def rows(answer: bytes) -> list[list[str]]:
    """Read rows of terms, as SPARQL writes them."""
    found = ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    return [[str(row[variable] or "") for variable in found.variables] for row in found]


def remembered(store: ox.Store, text: str) -> list[list[str]]:
    found = store.query(text)
    assert isinstance(found, ox.QuerySolutions)
    answer = rows(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")
    assert answer
    return answer


def asked(name: str, url: str, text: str) -> bytes:
    answer = httpx.post(PROFILES[name].addresses(url).query.replace("-auth", ""), data={"query": text}, headers={"Accept": "application/sparql-results+json"}, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.content


@servers
def test_questions_have_the_same_answers_in_a_store(server: tuple[str, str], sample: Path, memory: ox.Store, capsys: pytest.CaptureFixture[str]) -> None:
    name, url = server
    assert main(["load", str(sample), "--to", url, "--profile", name, "--verify"]) == 0
    assert "0 there already, 0 taken away" in capsys.readouterr().err
    for question, text in questions(memory).items():
        assert rows(asked(name, url, text)) == remembered(memory, text), question


def test_questions_have_the_same_answers_in_jena(sample: Path, memory: ox.Store, tmp_path: Path) -> None:
    made = jena(tmp_path, "tdb2.tdbloader", "--loc", str(tmp_path / "tdb2"), str(sample))
    assert made.returncode == 0, made.stderr
    for question, text in questions(memory).items():
        if question in saved_queries():  # a process each, so not all of them
            (tmp_path / "question.rq").write_text(text, "utf-8")
            done = jena(tmp_path, "tdb2.tdbquery", "--loc", str(tmp_path / "tdb2"), "--results=json", "--query", "question.rq")
            assert rows(done.stdout.encode()) == remembered(memory, text), question


def test_questions_have_the_same_answers_in_comunica(sample: Path, memory: ox.Store, tmp_path: Path) -> None:
    """Rows in any order: it leaves out of ORDER BY what is not selected."""
    asking = questions(memory)
    for question, text in asking.items():
        (tmp_path / f"{question}.rq").write_text(text, "utf-8")
    comunica(sample, tmp_path)
    for question, text in asking.items():
        assert sorted(rows((tmp_path / f"{question}.rq.json").read_bytes())) == sorted(remembered(memory, text)), question


@servers
@pytest.mark.parametrize("batches", [False, True], ids=["graphs", "batches"])
def test_a_store_follows_its_source(server: tuple[str, str], batches: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Loaded, loaded again, and loaded without one of the minutes: what is not ours stays."""
    name, url = server
    at = PROFILES[name].addresses(url)
    to = [at.query, "--profile", "generic", "--update", at.update] if batches else [url, "--profile", name]
    for folder in ("three", "two"):
        (tmp_path / folder).mkdir()
    three = graph_files(MINUTES, tmp_path / "three", "nq")["nq"]
    two = graph_files({name: text for name, text in MINUTES.items() if name != "b.txt"}, tmp_path / "two", "nq")["nq"]
    with Client(credentials(url, None)) as client:
        for graph in NOTES:
            Remote(client, at).put(graph, [b"<http://a.example/s> <http://a.example/p> <http://a.example/o> .\n"])
    before = dict(rows(asked(name, url, COUNTS)))
    loaded = [main(["load", str(path), "--to", *to, "--verify"]) for path in (three, three, two)]
    told = [line.partition(":")[0] for line in capsys.readouterr().err.splitlines()]
    assert (loaded, told) == ([0, 0, 0], ["8 graphs put, 0 there already, 0 taken away", "0 graphs put, 8 there already, 0 taken away", "2 graphs put, 5 there already, 1 taken away"])
    assert dict(rows(asked(name, url, COUNTS))) == before | dict(remembered(open_store(two), COUNTS))


def test_minutes_are_found_and_dropped_where_results_are_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Virtuoso gives three rows at most, with status 200; what was loaded from elsewhere is known all the same."""
    for folder in ("three", "two"):
        (tmp_path / folder).mkdir()
    three = graph_files(MINUTES, tmp_path / "three", "nq")["nq"]
    two = graph_files({name: text for name, text in MINUTES.items() if name != "b.txt"}, tmp_path / "two", "nq")["nq"]
    for key, value in DBA.items():
        monkeypatch.setenv(key, value)
    with virtuoso(tmp_path, rows=3) as url:
        assert "x-sparql-maxrows" in httpx.get(f"{url}/sparql", params={"query": "SELECT * { ?s ?p ?o }"}).headers
        for number, path in enumerate((three, two)):
            monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / f"cache{number}"))
            assert main(["load", str(path), "--to", url, "--profile", "virtuoso"]) == 0
    assert "7 graphs put, 0 there already, 1 taken away" in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize("server", ["virtuoso"], indirect=True)
def test_a_wrong_password_is_told(server: tuple[str, str], sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    name, url = server
    monkeypatch.setenv("KG_PASSWORD", "wrong")
    assert main(["load", str(sample), "--to", url, "--profile", name]) == 3
    error = capsys.readouterr().err
    assert "does not let in dba" in error and "KG_PASSWORD" in error and "wrong" not in error
