"""`kg serve` as it is started and stopped; and connections that come to nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from serving import serving

from kg.web import settings

MINUTES = "雙北合作交流平臺 110 年度市長層級會議紀錄\n\n壹、會議時間：110 年 3 月 29 日\n\n貳、議題小組報告：\n\n一、交通組「南港及汐止自行車動線串聯」等 1 案同意新增合作方案。\n"


def start(*arguments: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-m", "kg", "serve", *arguments], capture_output=True, text=True, timeout=60, env=os.environ | {"KG_TOKEN": ""} | environment)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving() as address:
        yield address


def test_the_sample_is_served_where_nothing_is_named(address: str) -> None:
    answer = httpx.get(f"{address}/sparql", params={"query": "SELECT (COUNT(DISTINCT ?c) AS ?n) { GRAPH ?g { ?c a <https://kg.example/ontology#Case> } }"})
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "39"
    assert f"{address}/sparql" in httpx.get(f"{address}/").text


def test_minutes_themselves_are_served(tmp_path: Path) -> None:
    (tmp_path / "110.txt").write_text(MINUTES, "utf-8")
    with serving(tmp_path) as address:
        assert httpx.get(f"{address}/case/雙北合作交流平臺/南港及汐止自行車動線串聯.ttl").status_code == 200


def test_a_port_that_is_taken_is_said(address: str) -> None:
    code, said = start("--port", address.rpartition(":")[2])
    assert code == 3 and "cannot be listened on" in said and "--port" in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--writable",), 2, "--writable needs a token"), (("--token-file", "x"), 2, "nobody may"), (("--writable", "--token-file", "/nowhere"), 3, "/nowhere: no such file"),
        (("nothing.nq",), 3, "nothing.nq: no such file"), (("--timeout", "0"), 2, "--timeout 0 cannot be"), (("--workers", "-1"), 2, "--workers -1 cannot be"),
        (("--port", "70000"), 2, "--port 70000 cannot be"), (("--max-rows", "0"), 2, "--max-rows 0 cannot be"), (("--timeout", "nan"), 2, "--timeout nan cannot be"),
    ],
)  # fmt: skip
def test_wrong_use_is_refused(arguments: tuple[str, ...], code: int, said: str) -> None:
    assert start("--port", "0", *arguments)[0] == code
    assert said in start("--port", "0", *arguments)[1]


def test_a_damaged_graph_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("<http://a.example/a> <http://a.example/b> .\n")
    code, said = start(str(path), "--port", "0")
    assert code == 1 and f"{path}:1:" in said and "damaged" in said


def test_a_damaged_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("nothing\n")
    code, said = start(str(tmp_path), "--port", "0")
    assert code == 3 and str(tmp_path) in said and "help: " in said


def test_the_token_stands_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("secret\n")
    with serving("--writable", "--token-file", tmp_path / "token") as address:
        for shown, status in (("another", 403), ("secret", 204)):
            answer = httpx.post(f"{address}/update", content=b"DROP ALL", headers={"Content-Type": "application/sparql-update", "Authorization": f"Bearer {shown}"})
            assert answer.status_code == status


def test_the_end_of_the_program_is_the_end_of_all_it_started(tmp_path: Path) -> None:
    """Also where it is told to end (SIGTERM), and no temporary store is left."""
    process = subprocess.Popen([sys.executable, "-m", "kg", "serve", "--port", "0"], stderr=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": str(tmp_path)})
    assert process.stderr and "SPARQL" in process.stderr.readline()
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=True).stdout.split()
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0 and len(children) >= 2
    time.sleep(0.5)
    assert not [pid for pid in children if _lives(pid)] and not list(tmp_path.glob("kg-*"))


def _lives(pid: str) -> bool:
    state = subprocess.run(["ps", "-o", "state=", "-p", pid], capture_output=True, text=True).stdout.strip()
    return bool(state) and state != "Z"  # what is dead and not yet buried does nothing


# --- connections ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """A server that waits a second for what others wait longer for: the same program, with its constants changed as it starts."""
    (tmp_path / "sitecustomize.py").write_text("import kg.web.settings as s\ns.PATIENCE, s.STALLED = 1.0, 1.0\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", ""))))
    with serving("--timeout", "100") as address:
        yield address


def test_slow_clients_are_cut_off(impatient: str) -> None:
    assert settings.PATIENCE <= 60 and settings.STALLED <= 120
    url = httpx.URL(impatient)
    head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\n"
    flood = b"GET /sparql?query=SELECT*%7BGRAPH%3Fa%7B%3Fb%3Fc%3Fd%7DGRAPH%3Fe%7B%3Ff%3Fg%3Fh%7D%7D HTTP/1.1\r\nHost: a\r\n\r\n"
    silent, half, bodiless = (socket.create_connection((url.host, url.port), timeout=20) for _ in range(3))
    reading = socket.socket()
    reading.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reading.settimeout(20)
    reading.connect((url.host, url.port or 0))
    half.sendall(b"GET /sparql HTTP/1.1\r\nHo")
    bodiless.sendall(head + b"AS")
    reading.sendall(flood)
    assert bodiless.recv(4096).startswith(b"HTTP/1.1 408 ")
    for sock in (silent, half):
        assert _rest(sock) == b""
    time.sleep(4)  # reads nothing, though an answer waits
    assert b"\r\n0\r\n\r\n" not in _rest(reading)[-16:]
    assert httpx.get(f"{impatient}/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def _rest(sock: socket.socket) -> bytes:
    parts = []
    try:
        while part := sock.recv(1 << 20):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


@pytest.mark.parametrize("sent", [b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", b"\xff\xfe\r\n\r\n", b"GET \xe7\x92 HTTP/1.1\r\nHost: a\r\n\r\n"], ids=range(5))
def test_what_is_no_request_is_refused(address: str, sent: bytes) -> None:
    url = httpx.URL(address)
    with socket.create_connection((url.host, url.port), timeout=20) as sock:
        sock.sendall(sent)
        assert sock.recv(4096).startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 404 "))
    assert httpx.get(f"{address}/sparql").status_code == 200
