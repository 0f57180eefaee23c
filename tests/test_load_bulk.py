"""`kg load --bulk`: shards go into real stores by their own loaders, all of them and nothing else."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import stores
from clusters import Twice, export, shards, write_minutes

from kg.cli import main
from kg.cli.load import PROFILES
from kg.load import RECIPES
from kg.shards import read_manifest


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of shards."""
    folder = tmp_path_factory.mktemp("bulk")
    export(Twice(), write_minutes(folder / "minutes", 3), folder / "shards")
    return folder / "shards"


def quads(folder: Path) -> int:
    manifest = read_manifest(folder)
    assert manifest is not None
    return manifest.quads


def bulk(folder: Path, store: str, work: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as its user does."""
    path = os.pathsep.join([str(work), str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", "kg", "load", "--bulk", str(folder), "--to", store, "--run"]
    return subprocess.run(command, cwd=work, env=os.environ | environment | {"PATH": path}, capture_output=True, text=True, check=False)


def test_oxigraph_holds_all(written: Path, tmp_path: Path) -> None:
    if shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}") is None:
        pytest.skip("there is no oxigraph: pip install oxigraph")
    done = bulk(written, "oxigraph", tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"{quads(written)} statements are there" in done.stderr
    again = bulk(written, "oxigraph", tmp_path)
    assert again.returncode == 2 and "kg-oxigraph exists: name a folder that does not" in again.stderr
    assert bulk(written, "oxigraph", tmp_path, LOCATION="another").returncode == 0


def test_jena_holds_all(written: Path, tmp_path: Path) -> None:
    for name in ("tdbloader", "tdbquery"):
        line = stores.jena_command(tmp_path, f"tdb2.{name}")
        (tmp_path / f"tdb2.{name}").write_text(f'#!/bin/sh\nexec {line} "$@"\n')
        (tmp_path / f"tdb2.{name}").chmod(0o755)
    done = bulk(written, "tdb2", tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"{quads(written)} statements are there" in done.stderr


def test_virtuoso_holds_all(written: Path, tmp_path: Path) -> None:
    with stores.virtuoso(tmp_path, allowed=written):
        port = re.search(r"^ServerPort = (.+)$", (tmp_path / "virtuoso" / "my.ini").read_text(), re.MULTILINE)
        assert port is not None
        where = {"VIRTUOSO": port[1], "KG_USER": "dba", "KG_PASSWORD": "dba", "LOADERS": "2"}
        done = bulk(written, "virtuoso", tmp_path, **where)
        assert done.returncode == 0, done.stderr
        assert f"{quads(written)} statements are there" in done.stderr
        again = bulk(written, "virtuoso", tmp_path, **where)
        assert again.returncode == 2 and "the store holds graphs of https://minutes.example/data/graph/ already" in again.stderr


@pytest.mark.parametrize("store", RECIPES)
def test_a_script_is_printed_and_is_one(store: str, written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", "--bulk", str(written), "--to", store]) == 0
    text = capsys.readouterr().out
    assert f"SHARDS={written} BASE=https://minutes.example/data/ QUADS={quads(written)}" in text
    assert ("by its documents and not tried" in text) == (store not in ("oxigraph", "virtuoso", "tdb2"))
    assert subprocess.run(["bash", "-n", "-c", text], check=False).returncode == 0
    assert store in PROFILES or store == "tdb2"  # which is loaded beside Fuseki


@pytest.mark.parametrize(
    ("harm", "code", "said"),
    [
        ("manifest missing", 3, "holds no manifest.json, so its shards are not all there"),
        ("manifest cut", 1, "manifest.json is damaged"),
        ("shard missing", 1, "part-00001.nq.gz is not as the manifest says"),
        ("shard changed", 1, "part-00001.nq.gz is not as the manifest says"),
        ("shard too many", 1, "part-99999.nq.gz is none of the manifest's shards"),
    ],
)
def test_what_is_not_whole_is_not_loaded(harm: str, code: int, said: str, written: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(shutil.copytree(written, tmp_path / "shards"))
    shard, manifest = folder / "part-00001.nq.gz", folder / "manifest.json"
    if harm == "manifest missing":
        manifest.unlink()
    elif harm == "manifest cut":
        manifest.write_bytes(manifest.read_bytes()[:-20])
    elif harm == "shard missing":
        shard.unlink()
    elif harm == "shard changed":
        shard.write_bytes(bytes([*shard.read_bytes()[:-1], 1]))
    else:
        shutil.copy(shards(folder)[-1], folder / "part-99999.nq.gz")
    assert main(["load", "--bulk", str(folder), "--to", "oxigraph", "--verify"]) == code
    told = capsys.readouterr()
    assert said in told.err and told.out == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--bulk", "shards", "--to", "fuseki"], "there is no recipe for it"),
        (["graph.nq", "--bulk", "shards", "--to", "tdb2"], "graph.nq is another graph"),
        (["--to", "folder", "--run"], "--run is for the scripts of --bulk"),
    ],
)
def test_wrong_use_is_told(options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", *options]) == 2
    assert said in capsys.readouterr().err
