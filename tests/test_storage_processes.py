"""One writer, many readers, and processes that die: all real."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from stored import DERIVED, OF, dumped, environment, graph_of, kg, loaded

from kg.storage import check, open_folder
from kg.store import GraphError, links, minutes_graphs
from kg.vocab import PROV

# Loads a graph, and before each step says what it did and waits for a line.
STEPWISE = """
import sys
from pathlib import Path
from kg.storage import folder, load_into, open_folder
folder.BATCH = 0
def tell(what, graph):
    print(what, graph, flush=True)
    sys.stdin.readline()
with open_folder(Path(sys.argv[1]), writable=True) as store:
    load_into(store, Path(sys.argv[2]), tell)
"""
# Asks a store over and over until it is told to stop; says in which state it was seen, and how often.
ASKING = """
import sys, select, collections
from pathlib import Path
from kg.storage import open_folder
from kg.store import links, minutes_graphs
from kg.vocab import PROV
seen = collections.Counter()
while not select.select([sys.stdin], [], [], 0)[0]:
    with open_folder(Path(sys.argv[1]), writable=False) as store:
        graphs = minutes_graphs(store.store)
        rests = {graph for _, graph, _ in links(store.store, "https://kg.example/graph/derived", PROV.wasDerivedFrom)}
        assert graphs == rests, (graphs, rests)
        assert sum(1 for _ in store.store) == len(store.store)
        seen[" ".join(sorted(graph.rpartition("/")[2] for graph in graphs))] += 1
        if sum(seen.values()) == 1:
            print("asking", flush=True)
print(dict(seen))
"""


def started(program: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment())


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def steps(process: subprocess.Popen[str], many: int) -> list[str]:
    """Let a load go on until it put a number of graphs; it waits then."""
    put = []
    while len(put) < many:
        if (said := line(process)).startswith("put"):
            put.append(said.removeprefix("put "))
        if len(put) < many:
            go_on(process)
    return put


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return graph_of(tmp_path / "old", 107, 108)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return graph_of(tmp_path / "new", 107, 109, 110, y107="同意新增「公車接駁」1案。")


def test_a_second_writer_is_refused_and_readers_go_on(tmp_path: Path, old: Path, new: Path) -> None:
    store = tmp_path / "store"
    loaded(store, old)
    writer = started(STEPWISE, store, new)
    steps(writer, 2)
    with pytest.raises(GraphError) as refused:
        open_folder(store, writable=True)
    who = f"process {writer.pid}"
    assert (refused.value.code, refused.value.message) == (3, f"{store}: {who} is writing to this store")
    assert refused.value.remedy == f"wait until it is done, or end {who}; reading goes on meanwhile"
    assert dumped(store) == old.read_bytes()
    assert kg("query", "open-cases", "-g", str(store), "-f", "csv")[:2] == kg("query", "open-cases", "-g", str(old), "-f", "csv")[:2]
    writer.communicate("\n" * 50, timeout=60)
    assert writer.returncode == 0
    assert dumped(store) == new.read_bytes()


def test_one_process_has_one_writer_too(tmp_path: Path, old: Path) -> None:
    loaded(tmp_path / "store", old)
    with open_folder(tmp_path / "store", writable=True), pytest.raises(GraphError, match=f"process {os.getpid()} is writing"):
        open_folder(tmp_path / "store", writable=True)
    loaded(tmp_path / "store", old)


def test_a_reader_keeps_what_it_opened(tmp_path: Path, old: Path, new: Path) -> None:
    store = tmp_path / "store"
    loaded(store, old)
    with open_folder(store, writable=False) as reader:
        assert not reader.outdated
        loaded(store, new)
        assert reader.outdated
        loaded(store, old)
        assert {path.name for path in (store / "published").iterdir()} == {"1", "3"}
        assert minutes_graphs(reader.store) == {OF[107], OF[108]}
        assert sum(1 for _ in reader.store) == len(old.read_bytes().splitlines())
        assert check(reader) == []
    loaded(store, new)
    assert {path.name for path in (store / "published").iterdir()} == {"4"}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no such signal")
@pytest.mark.parametrize("many", [1, 3, 5])
def test_a_writer_that_is_killed_leaves_a_store_that_opens_without_stale_conclusions(tmp_path: Path, old: Path, new: Path, many: int) -> None:
    store = tmp_path / "store"
    loaded(store, old)
    writer = started(STEPWISE, store, new)
    put = steps(writer, many)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    with open_folder(store, writable=False) as reader:
        assert check(reader) == []
    assert dumped(store) == old.read_bytes()
    with pytest.raises(ZeroDivisionError), open_folder(store, writable=True) as left:
        rests = {graph for _, graph, _ in links(left.store, DERIVED, PROV.wasDerivedFrom)}
        assert rests == (minutes_graphs(left.store) if DERIVED in put else set())
        assert set(put) - {DERIVED} <= set(left.digests) | {put[-1]}
        raise ZeroDivisionError
    done = loaded(store, new)
    assert 5 - many <= done.put <= 5 - many + 1
    assert dumped(store) == new.read_bytes()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no such signal")
def test_a_first_load_that_is_killed_is_no_store_yet_and_is_completed(tmp_path: Path, new: Path) -> None:
    store = tmp_path / "store"
    writer = started(STEPWISE, store, new)
    steps(writer, 2)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    code, _, err = kg("show", "公車接駁", "-g", str(store))
    assert code == 1 and "nothing was loaded whole into this store yet" in err
    assert loaded(store, new).kept >= 1
    assert dumped(store) == new.read_bytes()


def test_readers_see_one_whole_state_or_the_other_while_a_writer_goes_back_and_forth(tmp_path: Path, old: Path, new: Path) -> None:
    store = tmp_path / "store"
    loaded(store, old)
    readers = [started(ASKING, store) for _ in range(2)]
    assert [line(reader) for reader in readers] == ["asking", "asking"]
    for graph in [new, old] * 8:
        loaded(store, graph)
    for reader in readers:
        out, _ = reader.communicate("\n", timeout=60)
        assert reader.returncode == 0
        assert "107 108" in out and set(eval(out)) <= {"107 108", "107 109 110"}


# Loads into a disk of some megabytes, that is full before the end; then the disk grows.
FULL = """
mount -t tmpfs -o size=2m none "$1" || exit 77
"$2" -c "$3" "$1/store" "$4"
echo "ended $?"
mount -o remount,size=200m none "$1"
"$2" -c "$3" "$1/store" "$4"
"""
LOAD = """
import sys
from pathlib import Path
from kg.cli.inputs import Refusal
from kg.cli.load_folder import run_folder
try:
    sys.exit(run_folder(Path(sys.argv[2]), Path(sys.argv[1])))
except Refusal as refusal:
    print(f"{refusal.code} {refusal.message} / {refusal.remedy}")
    sys.exit(refusal.code)
"""


def test_a_full_disk_is_told_and_the_load_is_completed_when_there_is_room(tmp_path: Path, new: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["unshare", "-rm", "sh", "-c", FULL, "sh", str(disk), sys.executable, LOAD, str(new)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment(), check=False)
    except FileNotFoundError:
        pytest.skip("the system has no unshare")
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"no small disk can be made here: {done.stderr}")
    told, ended = done.stdout.splitlines()
    assert ended == "ended 3"
    assert told.startswith(f"3 {disk}/store: no room is left on the disk / make room and load again")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert f"{disk}/store holds" in done.stderr


def test_a_database_that_another_program_writes_to_is_in_use(tmp_path: Path, old: Path) -> None:
    loaded(tmp_path / "store", old)
    other = ox.Store(str(tmp_path / "store" / "work"))
    with pytest.raises(GraphError) as refused:
        open_folder(tmp_path / "store", writable=True)
    del other
    assert refused.value.code == 3 and "is writing to this store" in refused.value.message
