"""`kg export --on local-cluster[…]`: Spark with executors in processes of their own writes what one machine writes.

Slow, so it has a command of its own: `pytest -m slow -n 0 tests/test_cluster_spark.py`. It needs pyspark from pip, and Java 17.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from clusters import BASE, Twice, contents, descendants, export, kill_in_the_middle, plain, read_whole, union, write_minutes

pytestmark = pytest.mark.slow
MASTER = "local-cluster[2,1,1024]"


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    pytest.importorskip("pyspark", reason="there is no Spark: pip install pyspark")
    if shutil.which("java") is None:
        pytest.skip("there is no Java: apt-get install default-jre-headless")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_minutes(tmp_path_factory.mktemp("minutes"))


def test_spark_writes_the_same_though_an_executor_is_killed(files: Path, tmp_path: Path) -> None:
    from kg.cluster import engine_of

    here, killed = tmp_path / "here", list[tuple[int, int]]()
    export(Twice(), files, here)
    out = tmp_path / "out"

    def kill() -> None:
        while not read_whole(out):
            time.sleep(0.01)
        executor = next(pid for pid, command in descendants(os.getpid()) if "CoarseGrainedExecutorBackend" in command)
        os.kill(executor, signal.SIGKILL)
        killed.append((executor, len(read_whole(out))))

    killer = threading.Thread(target=kill)
    with engine_of(MASTER) as engine:
        killer.start()
        export(engine, files, out)
        killer.join()
    assert killed and killed[0][1] < len(list(files.rglob("*.txt")))  # in the middle
    assert contents(out) == contents(here)


def test_a_killed_driver_changes_nothing(files: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "kg", "export", str(files), "--base", BASE, "--on", MASTER, "-o", str(out)]
    kill_in_the_middle(command, out)
    before = len(read_whole(out))
    assert before and not (out / "manifest.json").exists()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "essay.txt" in done.stderr, done.stderr
    assert union(out) == plain(files)[0]
