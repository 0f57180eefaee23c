"""Stores and engines that others make, started for a test on 127.0.0.1; each skips, with the reason, where its program is absent."""

import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from graphs import sample_files

JARS = Path("/usr/share/java")
JENA = (
    "jena-arq jena-base jena-cmds jena-core jena-dboe-base jena-dboe-index jena-dboe-storage jena-dboe-trans-data jena-dboe-transaction jena-iri jena-rdfconnection "
    "jena-shacl jena-shex jena-tdb jena-tdb2 jena-text commons-cli commons-codec commons-compress commons-csv commons-io commons-lang3 dexx.collection gson guava httpclient "
    "httpcore jackson-annotations jackson-core jackson-databind jakarta.json-api jcl-over-slf4j jsonld-java protobuf slf4j-api slf4j-nop thrift titanium-json-ld"
).split()
COMUNICA = Path.home() / ".cache/kg-minutes-tests/comunica/node_modules/@comunica/query-sparql-file/lib/index.js"
VIRTUOSO = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = {allowed}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CaseMode = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
"""


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Start an Oxigraph server; give its address."""
    program = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if program is None:
        pytest.skip("there is no oxigraph: pip install oxigraph")
    port = free_port()
    with _running([program, "serve", "--location", str(folder / "oxigraph"), "--bind", f"127.0.0.1:{port}"], folder, f"http://127.0.0.1:{port}/query?query=ASK%7B%7D"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso(folder: Path, *, rows: int = 10_000, allowed: Path = Path(".")) -> Iterator[str]:
    """Start Virtuoso, whose user dba has the password dba, and which reads files of one folder; give its address."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("there is no virtuoso-t: apt-get install virtuoso-opensource-7 virtuoso-opensource-7-bin")
    home, port = folder / "virtuoso", free_port()
    home.mkdir()
    (home / "my.ini").write_text(VIRTUOSO.format(sql=free_port(), http=port, rows=rows, allowed=allowed))
    with _running([program, "+foreground", "+configfile", "my.ini"], home, f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def kg_serve(folder: Path) -> Iterator[str]:
    """Start our own endpoint, emptied, writable with the token `secret`; give its address."""
    port, home = free_port(), folder / "served"
    home.mkdir()
    command = [sys.executable, "-m", "kg", "serve", str(sample_files(home, "nq")["nq"]), "--port", str(port), "--writable"]
    with _running(command, folder, f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D", environment={"KG_TOKEN": "secret"}):
        emptied = httpx.post(f"http://127.0.0.1:{port}/update", content="DROP ALL", headers={"Content-Type": "application/sparql-update", "Authorization": "Bearer secret"})
        assert emptied.is_success, emptied.text
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], folder: Path, address: str, environment: dict[str, str] | None = None) -> Iterator[None]:
    """Run a server while it is used: wait until it answers, and end it."""
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=os.environ | (environment or {}))
    try:
        for _ in range(300):
            assert process.poll() is None, (folder / "output.log").read_text("utf-8", "replace")
            try:
                httpx.get(address, timeout=10)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def jena(folder: Path, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Jena's, such as `riotcmd.riot` or `tdb2.tdbquery`."""
    line = [*shlex.split(jena_command(folder, command)), *arguments]
    return subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder)


def jena_command(folder: Path, command: str) -> str:
    """Return the command line that runs a command of Jena's."""
    jars = [JARS / f"{name}.jar" for name in JENA]
    if shutil.which("java") is None or not (JARS / "jena-cmds.jar").is_file():
        pytest.skip("there is no Jena: apt-get install libapache-jena-java default-jre-headless")
    path = [str(_messages(folder)), *(str(jar) for jar in jars if jar.is_file())]
    return shlex.join(["java", "-XX:TieredStopAtLevel=1", "-cp", os.pathsep.join(path), command])


def _messages(folder: Path) -> Path:
    """Lay out the texts of Jena's XML parser where it looks for them: Debian's package moved its classes and not its texts."""
    found = folder / "messages"
    if not found.is_dir():
        with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
            for name in jar.namelist():
                if name.startswith("org/apache/jena/ext/xerces/") and name.endswith(".properties"):
                    target = found / name.removeprefix("org/apache/jena/ext/")
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(jar.read(name))
    return found


def comunica(graph: Path, folder: Path) -> None:
    """Let Comunica answer the queries of a folder over a graph file: NAME.rq -> NAME.rq.json."""
    node = shutil.which("node")
    if node is None or not COMUNICA.is_file():
        pytest.skip(f"there is no Comunica: npm install --prefix {COMUNICA.parents[4]} @comunica/query-sparql-file@4")
    done = subprocess.run([node, str(Path(__file__).parent / "comunica.mjs"), str(COMUNICA), str(graph), str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
