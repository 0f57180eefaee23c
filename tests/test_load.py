"""`kg load` as its user sees it: in which order what is sent where, what is refused, and what happens when things go wrong."""

import base64
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
from graphs import graph_files
from recorder import Asked, Recorder, Reply, recorder

import kg.cli.load
from kg.cli import main
from kg.load import PROFILES, Client, Credentials, credentials
from kg.load.client import TRIES

TITLE = "雙北合作交流平臺 {year} 年度市長層級會議紀錄\n\n壹、會議時間：{year} 年 3 月 1 日下午 2 時\n\n貳、議題小組報告：\n\n一、交通組：\n\n(一) 同意新增「{case}」1案。\n"
MINUTES = {"a.txt": TITLE.format(year=112, case="共享單車"), "b.txt": TITLE.format(year=113, case="公車動態"), "c.txt": TITLE.format(year=114, case="路燈節能")}
GRAPH = "https://kg.example/graph/"
YEAR = f"{GRAPH}雙北合作交流平臺/市長層級/"
CONSTANT = [f"{GRAPH}{name}" for name in ("catalog", "concepts", "entities", "ontology")]
ALL = [*CONSTANT, f"{YEAR}112", f"{YEAR}113", f"{YEAR}114", f"{GRAPH}derived"]
NOTES = ox.Quad(ox.NamedNode("http://a.example/s"), ox.NamedNode("http://a.example/p"), ox.Literal("x"), ox.NamedNode(f"{GRAPH}notes"))
FOREIGN = ox.Quad(ox.NamedNode("http://a.example/s"), ox.NamedNode("http://a.example/p"), ox.Literal("x"), ox.NamedNode("http://a.example/graph/derived"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three minutes, two of them, and the three with another text in one."""
    texts = {"three": MINUTES, "two": {n: t for n, t in MINUTES.items() if n != "b.txt"}, "other": MINUTES | {"b.txt": MINUTES["b.txt"].replace("公車", "火車")}}
    return {name: graph_files(given, tmp_path_factory.mktemp(name), "nq")["nq"] for name, given in texts.items()}


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Recorder]:
    for name in ("KG_USER", "KG_PASSWORD", "KG_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    (tmp_path / "netrc").write_text("")
    monkeypatch.setattr("kg.load.client.time.sleep", lambda seconds: None)
    with recorder() as recording:
        yield recording


def load(path: Path, store: Recorder, *options: str) -> int:
    """Load a file, forgetting what was asked before."""
    store.asked.clear()
    return main(["load", str(path), "--to", store.url, *(options or ("--profile", "oxigraph"))])


def quads(path: Path) -> set[ox.Quad]:
    return set(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))


def puts(*graphs: str) -> list[str]:
    return [f"PUT /store <{graph}>" for graph in graphs]


def drops(*graphs: str) -> list[str]:
    return [f"DELETE /store <{graph}>" for graph in graphs]


# --- what is sent where, in which order ----------------------------------------------------------------------------------------


def test_minutes_come_first_and_conclusions_last(files: dict[str, Path], store: Recorder) -> None:
    assert load(files["three"], store) == 0
    assert store.written == puts(*ALL)
    assert set(store.store) == quads(files["three"])


def test_loading_twice_sends_nothing(files: dict[str, Path], store: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    assert [load(files["three"], store), load(files["three"], store)] == [0, 0]
    assert store.written == []
    assert capsys.readouterr().err.splitlines()[-1].startswith("0 graphs put, 8 there already, 0 taken away: ")


def test_what_changed_is_sent_and_conclusions_are_dropped_meanwhile(files: dict[str, Path], store: Recorder) -> None:
    assert [load(files["three"], store), load(files["other"], store)] == [0, 0]
    assert store.written == [*drops(f"{GRAPH}derived"), *puts(f"{YEAR}113", f"{GRAPH}derived")]
    assert set(store.store) == quads(files["other"])


def test_minutes_that_left_the_source_leave_the_store_and_nothing_else_does(files: dict[str, Path], store: Recorder) -> None:
    store.store.add(NOTES)
    store.store.add(FOREIGN)
    assert [load(files["three"], store), load(files["two"], store)] == [0, 0]
    assert store.written == [*drops(f"{GRAPH}derived"), *puts(f"{GRAPH}catalog"), *drops(f"{YEAR}113"), *puts(f"{GRAPH}derived")]
    assert set(store.store) == quads(files["two"]) | {NOTES, FOREIGN}


def test_minutes_of_an_earlier_program_run_elsewhere_leave_too(files: dict[str, Path], store: Recorder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is remembered here of what is there, and only two rows come at once."""
    store.rows = 2
    assert load(files["three"], store) == 0
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "elsewhere"))
    assert load(files["two"], store) == 0
    assert drops(f"{YEAR}113")[0] in store.written
    assert set(store.store) == quads(files["two"])


def test_without_the_graph_store_protocol_batches_are_inserted(files: dict[str, Path], store: Recorder) -> None:
    assert load(files["three"], store, "--profile", "generic") == 0
    assert set(store.store) == quads(files["three"])
    assert store.written[:3] == [f"POST / DROP SILENT GRAPH <{GRAPH}catalog>", f"POST / INSERT DATA {{ GRAPH <{GRAPH}catalog>", f"POST / DROP SILENT GRAPH <{GRAPH}concepts>"]
    sizes = [asked.body.count("\n") for asked in store.asked if asked.body.startswith("INSERT")]
    assert max(sizes) <= 501 and len(sizes) > len(ALL)


WHERE = {  # profile -> its own end of the address, and where it takes queries, updates and graphs
    "generic": ("/sparql", "/sparql", "/sparql", None),
    "kg": ("/sparql", "/sparql", "/update", "/store"),
    "oxigraph": ("", "/query", "/update", "/store"),
    "virtuoso": ("/sparql", "/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth"),
    "fuseki": ("/ds", "/ds/query", "/ds/update", "/ds/data"),
    "graphdb": ("/repositories/kg", "/repositories/kg", "/repositories/kg/statements", "/repositories/kg/rdf-graphs/service"),
    "rdf4j": ("/rdf4j-server/repositories/kg/", "/rdf4j-server/repositories/kg", "/rdf4j-server/repositories/kg/statements", "/rdf4j-server/repositories/kg/rdf-graphs/service"),
    "stardog": ("/kg", "/kg/query", "/kg/update", "/kg"),
    "neptune": ("/sparql", "/sparql", "/sparql", "/sparql/gsp/"),
    "qlever": ("", "/", "/", "/"),
}


@pytest.mark.parametrize("name", WHERE)
def test_each_profile_has_its_addresses(name: str, files: dict[str, Path], store: Recorder) -> None:
    end, query, update, graphs = WHERE[name]
    assert main(["load", str(files["three"]), "--to", store.url + end, "--profile", name]) == 0
    assert {asked.path for asked in store.asked if not asked.writes} == {query}
    assert {asked.path for asked in store.asked if asked.writes} == {graphs or update}
    assert {asked.headers["content-type"] for asked in store.asked if asked.method == "PUT"} <= {"text/turtle"}
    assert set(store.store) == quads(files["three"])


def test_the_profiles_are_those_of_the_command(store: Recorder) -> None:
    assert tuple(PROFILES) == kg.cli.load.PROFILES == tuple(WHERE)


def test_other_addresses_can_be_named(files: dict[str, Path], store: Recorder) -> None:
    assert load(files["three"], store, "--update", f"{store.url}/u") == 0
    assert {asked.path for asked in store.asked if asked.writes} == {"/u"}
    assert load(files["other"], store, "--graphs", f"{store.url}/g") == 0
    assert {asked.path for asked in store.asked if asked.writes} == {"/g"}


def test_a_dry_run_says_what_would_be_done_and_does_nothing(files: dict[str, Path], store: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    load(files["three"], store)
    capsys.readouterr()
    assert load(files["two"], store, "--profile", "oxigraph", "--dry-run") == 0
    out, err = capsys.readouterr()
    assert [line.split()[-1] for line in out.splitlines()] == [f"<{graph}>" for graph in (f"{GRAPH}derived", f"{GRAPH}catalog", f"{YEAR}113", f"{GRAPH}derived")]
    assert "2 graphs put, 5 there already, 1 taken away: so it would be" in err
    assert store.written == []


def test_minutes_themselves_can_be_loaded(tmp_path: Path, store: Recorder) -> None:
    (tmp_path / "a.txt").write_text(MINUTES["a.txt"], "utf-8")
    assert load(tmp_path / "a.txt", store) == 0
    assert ox.NamedNode(f"{YEAR}112") in set(store.store.named_graphs())


# --- what is there afterwards ----------------------------------------------------------------------------------------------------


def test_a_store_that_loses_statements_is_told(files: dict[str, Path], store: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    def lose(asked: Asked) -> Reply | None:
        return Reply(204) if asked.method == "PUT" and asked.words["graph"] == f"{YEAR}113" else None

    store.instead = lose
    assert load(files["three"], store) == 1
    error = capsys.readouterr().err
    assert f"1 graphs differ\n    <{YEAR}113>: " in error and "statements were sent, 0 are there" in error and "--anew" in error
    store.instead = lambda asked: None
    assert load(files["three"], store) == 0
    assert set(store.store) == quads(files["three"])


def test_what_has_the_same_count_is_found_by_comparing(files: dict[str, Path], store: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    load(files["three"], store)
    changed = next(iter(store.store.quads_for_pattern(None, None, None, ox.NamedNode(f"{YEAR}113"))))
    store.store.remove(changed)
    store.store.add(ox.Quad(changed.subject, changed.predicate, ox.Literal("x"), changed.graph_name))
    assert load(files["three"], store) == 0 and store.written == []
    assert load(files["three"], store, "--profile", "oxigraph", "--verify") == 0
    assert store.written == [*drops(f"{GRAPH}derived"), *puts(f"{YEAR}113", f"{GRAPH}derived")]
    assert set(store.store) == quads(files["three"])
    assert load(files["three"], store, "--profile", "oxigraph", "--anew") == 0
    assert store.written == [*drops(f"{GRAPH}derived"), *puts(*ALL)]


# --- when things go wrong ----------------------------------------------------------------------------------------------------------


def test_a_load_that_broke_off_goes_on_and_has_no_conclusions_meanwhile(files: dict[str, Path], store: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    load(files["three"], store)
    sent = iter(range(100))
    store.instead = lambda asked: Reply(0) if asked.writes and next(sent) >= 2 else None
    assert load(files["two"], store) == 3
    error = capsys.readouterr().err
    assert "the store went away in the middle of the load" in error and "run the same command again: what is there already is not sent again" in error
    assert ox.NamedNode(f"{GRAPH}derived") not in set(store.store.named_graphs())
    store.instead = lambda asked: None
    assert load(files["two"], store) == 0
    assert store.written == [*drops(f"{YEAR}113"), *puts(f"{GRAPH}derived")]
    assert set(store.store) == quads(files["two"])


def test_a_batch_that_broke_off_is_sent_again(files: dict[str, Path], store: Recorder) -> None:
    sent = iter(range(100))
    store.instead = lambda asked: Reply(0) if asked.writes and next(sent) >= 4 else None
    assert load(files["three"], store, "--profile", "generic") == 3
    assert 0 < len(list(store.store.quads_for_pattern(None, None, None, ox.NamedNode(f"{GRAPH}concepts")))) <= 500
    store.instead = lambda asked: None
    assert load(files["three"], store, "--profile", "generic") == 0
    assert store.written[0] == f"POST / DROP SILENT GRAPH <{GRAPH}concepts>"
    assert set(store.store) == quads(files["three"])


def test_a_busy_store_is_waited_for_as_long_as_it_asks(store: Recorder) -> None:
    waits: list[float] = []
    replies = iter([Reply(503, {"Retry-After": "7"}), Reply(429, {"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}), Reply(502), Reply(0), Reply(503, {"Retry-After": "100000"})])
    store.instead = lambda asked: next(replies, None)
    with Client(Credentials(), wait=waits.append) as client:
        assert client.send("PUT", f"{store.url}/store", params={"graph": "http://a.example/g"}, content=b"").status_code == 204
    assert waits == [7.0, 0.0, 2.0, 4.0, 60.0]


def test_a_store_that_stays_busy_is_told(files: dict[str, Path], store: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    store.instead = lambda asked: Reply(503, {}, "out of memory") if asked.writes else None
    assert load(files["three"], store) == 3
    assert f"/store: the store did not get it done in {TRIES} tries (503: out of memory)" in capsys.readouterr().err
    assert len(store.written) == TRIES


TOLD = {
    "no such place": (Reply(404, {}, "no dataset"), "/query: nothing takes a POST here (404: no dataset)", "look at the address of --to"),
    "elsewhere": (Reply(302, {"Location": "https://b.example/"}), "the store sends elsewhere: https://b.example/", "give that address with --to"),
    "too large": (Reply(413), "the store takes no request of this size", "--profile generic"),
    "a page": (Reply(200, {}, "<!DOCTYPE html><html></html>"), "/query: the answer is no result of a query", "no SPARQL endpoint"),
    "refused": (Reply(400, {}, "<html>\n</html>"), "the store refused (400)", "log"),
    "locked": (Reply(403, {}, "read only"), "/query: the store wants to know who writes (403: read only)", "KG_USER and KG_PASSWORD"),
}


@pytest.mark.parametrize(("reply", "said", "remedy"), TOLD.values(), ids=TOLD.keys())
def test_what_a_store_says_is_told(reply: Reply, said: str, remedy: str, files: dict[str, Path], store: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    store.instead = lambda asked: reply
    assert load(files["three"], store) == 3
    error = capsys.readouterr().err
    assert said in error and remedy in error


def test_a_store_that_does_not_run_is_told_at_once(files: dict[str, Path], store: Recorder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", str(files["three"]), "--to", "http://127.0.0.1:9/", "--profile", "oxigraph"]) == 3
    error = capsys.readouterr().err
    assert "http://127.0.0.1:9: the store cannot be reached" in error and "look whether it runs" in error


def test_a_certificate_that_does_not_verify_is_told(files: dict[str, Path], store: Recorder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make a certificate with")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(make, cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        assert main(["load", str(files["three"]), "--to", f"https://127.0.0.1:{server.server_address[1]}", "--profile", "oxigraph"]) == 3
    finally:
        server.shutdown()
        server.server_close()
    error = capsys.readouterr().err
    assert "the certificate does not verify: self-signed certificate" in error and "nothing was sent" in error and "SSL_CERT_FILE" in error


# --- who we are ---------------------------------------------------------------------------------------------------------------------


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def guarded(expected: str) -> Callable[[Asked], Reply | None]:
    return lambda asked: None if asked.headers.get("authorization") == expected else Reply(401, {"WWW-Authenticate": 'Basic realm="x"'}, "who?")


def test_the_password_comes_from_the_environment(files: dict[str, Path], store: Recorder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    store.instead = guarded(basic("王小明", "密碼"))
    assert load(files["three"], store) == 3
    assert "the store wants to know who writes (401: who?)" in capsys.readouterr().err
    monkeypatch.setenv("KG_PASSWORD", "密碼")
    assert load(files["three"], store, "--profile", "oxigraph", "--user", "王小明") == 0
    assert sum("authorization" not in asked.headers for asked in store.asked) == 1  # asked once
    monkeypatch.setenv("KG_PASSWORD", "祕密")
    monkeypatch.setenv("KG_USER", "王小明")
    assert load(files["three"], store) == 3
    error = capsys.readouterr().err
    assert "the store does not let in 王小明 and this password (401: who?)" in error and "祕密" not in error


def test_the_password_comes_from_a_netrc_file(files: dict[str, Path], store: Recorder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login anna password p\n")
    store.instead = guarded(basic("anna", "p"))
    assert load(files["three"], store) == 0
    assert load(files["three"], store, "--user", "bert") == 2
    assert "there is no password for bert" in capsys.readouterr().err
    (tmp_path / "netrc").write_text("machines 127.0.0.1 login anna password p\n")
    assert load(files["three"], store) == 3
    error = capsys.readouterr().err
    assert f"{tmp_path / 'netrc'}:1: the netrc file is not understood" in error and "anna" not in error


def test_a_token_is_shown(files: dict[str, Path], store: Recorder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KG_TOKEN", "secret")
    store.instead = guarded("Bearer secret")
    assert load(files["three"], store, "--profile", "qlever") == 0
    monkeypatch.setenv("KG_TOKEN", "se\ncret")
    assert load(files["three"], store) == 2
    error = capsys.readouterr().err
    assert "holds what cannot stand in a request" in error and "cret" not in error


def test_who_we_are_is_found_in_order(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine a.example login anna password p\n")
    environment = {"NETRC": str(tmp_path / "netrc")}
    assert credentials("http://a.example/x", None, environment) == Credentials("anna", "p")
    assert credentials("http://b.example/x", None, environment) == Credentials()
    assert credentials("http://a.example/x", "bert", environment | {"KG_PASSWORD": "q"}) == Credentials("bert", "q")
    assert credentials("http://a.example/x", None, environment | {"KG_TOKEN": "t", "KG_USER": "c", "KG_PASSWORD": "q"}) == Credentials(token="t")
    with pytest.raises(LookupError):
        credentials("http://a.example/x", None, environment | {"KG_PASSWORD": "q"})


# --- wrong use, and graphs that cannot be loaded ------------------------------------------------------------------------------------

WRONG = {
    "a password in the address": (["--to", "http://anna:p@127.0.0.1:9/"], 2, "--to holds a name or a password", "KG_PASSWORD"),
    "another scheme": (["--to", "ftp://127.0.0.1/"], 2, "--to ftp://127.0.0.1/ is no address of a store", "http://"),
    "no host": (["--to", "http:///x"], 2, "is no address of a store", "http://"),
    "an option of addresses": (["--to", "folder", "--anew"], 2, "--anew is for a store with an address, and folder is a folder", "leave --anew out"),
    "no files for this store": (["--to", "folder", "--profile", "graphdb"], 2, "graphdb takes a graph over HTTP, and folder is a folder", "/repositories/"),
}


@pytest.mark.parametrize(("options", "code", "said", "remedy"), WRONG.values(), ids=WRONG.keys())
def test_wrong_use(options: list[str], code: int, said: str, remedy: str, files: dict[str, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["load", str(files["three"]), *options]) == code
    error = capsys.readouterr().err
    assert said in error and remedy in error and ":p@" not in error


BAD = {
    "no named graphs": ("ttl", "", 2, "statements stand in no named graph"),
    "a graph of others": ("nq", "<http://a.example/s> <http://a.example/p> <http://a.example/o> <http://a.example/g> .\n", 1, "<http://a.example/g> is no graph of these minutes"),
    "a blank node": ("nq", f"_:x <http://a.example/p> <http://a.example/o> <{GRAPH}notes> .\n", 1, "has blank nodes"),
    "damaged": ("nq", "<http://a.example/s\n", 1, "the graph file is damaged"),
}


@pytest.mark.parametrize(("form", "more", "code", "said"), BAD.values(), ids=BAD.keys())
def test_a_graph_that_cannot_be_loaded_is_refused_before_anything_is_sent(form: str, more: str, code: int, said: str, store: Recorder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = graph_files(MINUTES, tmp_path, form)[form]
    with path.open("a", encoding="utf-8") as file:
        file.write(more)
    assert load(path, store) == code
    assert said in capsys.readouterr().err and store.asked == []


# --- files for stores that are filled from files ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "written"), [("qlever", ["commands.txt", "graph.nq"]), ("neptune", ["clear.ru", "commands.txt", "graph.nq"]), ("fuseki", ["commands.txt", "graph.nq"])])
def test_files_are_written_with_what_to_run(name: str, written: list[str], files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", str(files["three"]), "--to", str(tmp_path / "bulk"), "--profile", name]) == 0
    assert sorted(path.name for path in (tmp_path / "bulk").iterdir()) == written
    assert quads(tmp_path / "bulk" / "graph.nq") == quads(files["three"])
    assert "graph.nq" in (tmp_path / "bulk" / "commands.txt").read_text("utf-8")
    assert "nothing was loaded yet" in capsys.readouterr().err


def test_the_clearing_update_takes_ours_and_no_others(files: dict[str, Path], tmp_path: Path) -> None:
    main(["load", str(files["three"]), "--to", str(tmp_path), "--profile", "neptune"])
    store = ox.Store()
    store.bulk_load(path=str(tmp_path / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    store.add(FOREIGN)
    store.update((tmp_path / "clear.ru").read_text("utf-8"))
    assert set(store) == {FOREIGN}
