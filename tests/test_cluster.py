"""`kg export --on`: what many machines write is what one writes, whatever is lost, repeated or broken off.

The engine of most tests runs tasks here, backwards and each twice; Dask runs in processes of this machine. Spark has a
file of its own, `test_cluster_spark.py`.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from clusters import BASE, Stopped, Twice, contents, export, kill_in_the_middle, plain, read_whole, shards, times, union, write_minutes
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.cluster import run
from kg.cluster.exchange import Range, write_records
from kg.shards import read_manifest
from tests.bench import cluster as bench_cluster

READ = 39  # tasks that read: one a file


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_minutes(tmp_path_factory.mktemp("minutes"))


@pytest.fixture(scope="module")
def once(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the shards that others are compared with."""
    out = tmp_path_factory.mktemp("once") / "out"
    export(Twice(), files, out)
    return out


@pytest.fixture(scope="module")
def halfway(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run that was broken off when all was read."""
    out = tmp_path_factory.mktemp("halfway") / "out"
    with pytest.raises(Stopped):
        export(Twice(READ), files, out)
    return out


def test_all_shards_together_are_the_plain_export(files: Path, once: Path, tmp_path: Path) -> None:
    quads, counted, found = plain(files)
    assert union(once) == quads
    report, said = export(Twice(), files, tmp_path / "out")
    assert sorted(one.code for one in said) == found
    assert {"same-text-twice", "held-twice", "correction-stale", "no-minutes"} <= set(found)
    assert report.line("") == counted.line("") and report.census == counted.census and report.bodies == counted.bodies
    assert [Path(path).name for path in report.failed] == ["essay.txt"]


def test_what_concerns_several_files_is_in_it(once: Path) -> None:
    """Aliases join the lives of cases, minutes without a date stand in time, and corrections are stated."""
    lines = union(once).decode()
    assert f"case/雙北合作交流平臺/雙北市集防疫合作> <http://www.w3.org/2002/07/owl#sameAs> <{BASE}case/雙北合作交流平臺/市集防疫> <{BASE}graph/derived>" in lines
    assert "ontology#precedes>" in lines and "ontology#closes>" in lines
    assert f"<{BASE}graph/correction/" in lines
    assert len(list(once.glob("derived-*"))) > 1


def test_shards_and_manifest_fit(once: Path) -> None:
    manifest = json.loads((once / "manifest.json").read_bytes())
    by_shard = {path.name: path for path in shards(once)}
    assert [row["shard"] for row in manifest["shards"]] == list(by_shard)
    for row in manifest["shards"]:
        data = by_shard[row["shard"]].read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest(), gzip.decompress(data).count(b"\n")) == (row["bytes"], row["sha256"], row["quads"])
    held = Counter[str]()
    for row in manifest["graphs"]:
        tail = f" <{row['graph']}> .\n".encode()
        lines = [line for line in gzip.decompress(by_shard[row["shard"]].read_bytes()).splitlines(keepends=True) if line.endswith(tail)]
        assert (len(lines), hashlib.sha256(b"".join(lines)).hexdigest()) == (row["quads"], row["sha256"])
        assert lines == sorted(lines)
        held[row["graph"]] += 1
    spread = {graph.removeprefix(BASE) for graph, count in held.items() if count > 1}
    assert spread == {"graph/catalog", "graph/derived"}
    assert sum(row["quads"] for row in manifest["graphs"]) == manifest["quads"]
    assert sum(name.startswith("part-") for name in by_shard) > 5


def test_shards_tell_no_time_and_no_name(once: Path) -> None:
    for path in shards(once):
        assert path.read_bytes()[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"


@given(sizes=st.dictionaries(st.integers(0, 999), st.integers(1, 100), min_size=1, max_size=60), target=st.integers(1, 300))
def test_buckets_are_cut_into_equal_shares(sizes: dict[int, int], target: int) -> None:
    every = [0] * 1000
    for place, size in sizes.items():
        every[place] = size
    bounds = run.cut(every, target)
    assert bounds[0] == 0 and bounds[-1] == 1000 and bounds[:-1] == sorted(set(bounds[:-1]))
    shares = [sum(size for place, size in sizes.items() if first <= place < end) for first, end in pairwise(bounds)]
    assert sum(shares) == sum(sizes.values())
    assert all(shares) and max(shares) <= 1.5 * target + 2 * max(sizes.values())


@given(st.lists(st.lists(st.tuples(st.integers(0, 40), st.binary(max_size=40_000)), max_size=20), max_size=4), st.lists(st.integers(0, 41), min_size=2, max_size=2).map(sorted))
def test_ranges_are_read_from_what_was_exchanged(written: list[list[tuple[int, bytes]]], ends: list[int]) -> None:
    with tempfile.TemporaryDirectory() as name:
        paths = [Path(name, str(n)) for n in range(len(written))]
        for path, records in zip(paths, written, strict=True):
            write_records(path, list(records), Path(name))
        found = Range(paths, 0, 41).records(*ends)
        assert sorted(found) == sorted(record for records in written for place, record in records if ends[0] <= place < ends[1])


@pytest.mark.parametrize("steps", [0, 0.5, 2])
def test_a_run_that_was_broken_off_goes_on(steps: float, files: Path, once: Path, halfway: Path, tmp_path: Path) -> None:
    """Broken off after the files were read, after some shards were written, and when only conclusions were left (each shard is a task, and looked into for names)."""
    parts = len(list(once.glob("part-*")))
    out = Path(shutil.copytree(halfway, tmp_path / "out"))
    with pytest.raises(Stopped):
        export(Twice(READ + int(parts * steps)), files, out)
    before = times(out)
    assert "manifest.json" not in before and sum(name.endswith(".gz") for name in before) == min(int(parts * steps), parts)
    export(Twice(), files, out)
    assert contents(out) == contents(once)
    after = times(out)
    assert {name: after[name] for name in before if name.endswith(".gz")} == {name: before[name] for name in before if name.endswith(".gz")}


def test_what_was_read_is_not_read_again(files: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(Stopped):
        export(Twice(6), files, out)
    before = {path.name: path.stat().st_mtime_ns for path in read_whole(out)}
    with pytest.raises(Stopped):
        export(Twice(10), files, out)
    after = {path.name: path.stat().st_mtime_ns for path in read_whole(out)}
    assert len(before) == 6 and len(after) == 10
    assert before.items() <= after.items()


def test_a_finished_export_is_left_alone_and_counted(files: Path, halfway: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(halfway, tmp_path / "out"))
    first, _ = export(Twice(), files, out)
    before = times(out)
    second, _ = export(Twice(), files, out)
    assert times(out) == before
    assert second.unchanged == first.files
    assert second.line("").replace(f" ({second.unchanged} unchanged)", "") == first.line("")


@pytest.mark.parametrize("harm", ["missing", "cut", "manifest"])
def test_what_was_harmed_is_written_again(harm: str, files: Path, once: Path, halfway: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(once, tmp_path / "out"))
    shard, manifest = out / "part-00002.nq.gz", out / "manifest.json"
    if harm == "missing":
        shard.unlink()
    elif harm == "cut":
        shard.write_bytes(shard.read_bytes()[:-9])
    else:
        manifest.write_bytes(manifest.read_bytes()[:-9])
    shutil.copytree(halfway / ".kg-work", out / ".kg-work", dirs_exist_ok=True)  # to be quick: what was read is taken away in the end
    export(Twice(), files, out)
    assert contents(out) == contents(once)


def test_fewer_minutes_leave_no_shard_of_the_others(tmp_path: Path) -> None:
    files, out = write_minutes(tmp_path / "minutes", 12), tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("勿動")
    export(Twice(), files, out)
    for path in files.glob("minutes-*.txt"):
        path.unlink()
    export(Twice(), files, out)
    assert union(out) == plain(files)[0]
    assert (out / "notes.txt").read_text() == "勿動"


def test_a_changed_correction_is_seen(tmp_path: Path) -> None:
    files, out = write_minutes(tmp_path / "minutes", 2), tmp_path / "out"
    export(Twice(), files, out)
    stated = files / "spelling.corrections.toml"
    stated.write_text(stated.read_text("utf-8").replace("臺北市政府", "新北市政府"), "utf-8")
    export(Twice(), files, out)
    assert union(out) == plain(files)[0]


def test_without_minutes_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text("今天的天氣很好，我們一起去爬山。\n", "utf-8")
    report, _ = export(Twice(), tmp_path / "essay.txt", tmp_path / "out")
    assert report.minutes == 0 and contents(tmp_path / "out") == {}


def test_a_worker_that_runs_another_program_is_told(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.cluster import TaskError, job

    class Elsewhere(Twice):
        def each(self, function, tasks):  # type: ignore[no-untyped-def]
            job.words_of.cache_clear()
            monkeypatch.setattr(job, "program", lambda: b"another")
            return super().each(function, tasks)

    with pytest.raises(TaskError, match="a worker runs another version of this program"):
        export(Elsewhere(), files, tmp_path / "out")
    job.words_of.cache_clear()


def test_figures_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    bench_cluster.main(["3"])
    printed = capsys.readouterr().out
    for figure in (r"read +3 tasks +[\d.]+ ms of CPU a minutes", r"keep +1 tasks", r"conclude +1 tasks", r"part +1 shards of", r"derived +1 shards of", r"manifest +[\d,]+ bytes a minutes"):
        assert re.search(figure, printed), figure


# --- Dask, in processes of this machine -----------------------------------------------------------------------------------


def test_dask_writes_the_same_though_a_worker_is_killed(files: Path, once: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="there is no Dask: pip install distributed")
    from kg.cluster.on_dask import Dask

    out, killed = tmp_path / "out", list[int]()
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50)
    with cluster, distributed.Client(cluster, set_as_default=False) as client:

        def kill() -> None:
            while not read_whole(out):
                time.sleep(0.01)
            workers = client.run(os.getpid)
            busy = next((worker for worker, tasks in client.processing().items() if tasks), next(iter(workers)))
            os.kill(workers[busy], signal.SIGKILL)
            killed.append(len(read_whole(out)))

        killer = threading.Thread(target=kill)
        killer.start()
        export(Dask(client), files, out)
        killer.join()
    assert killed and killed[0] < len(list(files.rglob("*.txt")))  # in the middle
    assert contents(out) == contents(once)


def test_a_killed_driver_changes_nothing(files: Path, tmp_path: Path) -> None:
    """The command is ended by the system in the middle; the same command goes on, and finishes as if nothing had been."""
    pytest.importorskip("distributed", reason="there is no Dask: pip install distributed")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "kg", "export", str(files), "--base", BASE, "--on", "dask://local", "-o", str(out)]
    kill_in_the_middle(command, out)
    before = {path.name: path.stat().st_mtime_ns for path in read_whole(out)}
    assert before and not (out / "manifest.json").exists()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "essay.txt" in done.stderr, done.stderr  # the essay is no minutes, and said to be none
    assert union(out) == plain(files)[0]
    manifest = read_manifest(out)
    assert manifest is not None and manifest.quads == union(out).count(b"\n")


# --- wrong use -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "code", "said", "remedy"),
    [
        (["--on", "hadoop"], 2, "--on hadoop: there is no such cluster", "dask://HOST:PORT"),
        (["--on", "dask://"], 2, "--on dask://: there is no such cluster", "dask://local"),
        (["--on", "dask://127.0.0.1:9"], 3, "dask://127.0.0.1:9: no scheduler answers", "dask scheduler"),
        (["--on", "dask://local", "-f", "ttl"], 2, "a cluster writes shards of N-Quads", "leave -f out"),
        (["--on", "dask://local", "-o", "-"], 2, "standard output is a stream", "name a folder with -o"),
        (["-", "--on", "dask://local"], 2, "do not see the standard input", "name files"),
    ],
)
def test_wrong_use_is_told(options: list[str], code: int, said: str, remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    if "127.0.0.1" in options[-1]:
        pytest.importorskip("distributed", reason="there is no Dask: pip install distributed")
        monkeypatch.setattr("kg.cluster.on_dask._SECONDS", 1)
    monkeypatch.chdir(tmp_path)
    assert main(["export", *options]) == code
    told = capsys.readouterr().err
    assert said in told and remedy in told and "Traceback" not in told


def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    for package, address, extra in (("distributed", "dask://local", "dask"), ("pyspark", "local[2]", "spark")):
        monkeypatch.setitem(sys.modules, package, None)
        assert main(["export", "--on", address]) == 2
        assert f"pip install 'kg-minutes[{extra}]'" in capsys.readouterr().err
