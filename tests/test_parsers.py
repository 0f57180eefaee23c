"""What the sample gives, read by parsers from outside Python: they find the very statements that were written."""

import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
from graphs import sample_files
from stores import jena

FORMS = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES}
RAPPER = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "nt": "ntriples"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return sample_files(tmp_path_factory.mktemp("sample"), *FORMS)


def written(path: Path, form: str) -> set[ox.Quad]:
    return set(ox.parse(path=str(path), format=FORMS[form]))


def read(quads: str) -> set[ox.Quad]:
    return set(ox.parse(quads, format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("form", FORMS)
def test_raptor_reads_what_was_written(files: dict[str, Path], form: str) -> None:
    if shutil.which("rapper") is None:
        pytest.skip("there is no rapper: apt-get install raptor2-utils")
    done = subprocess.run(["rapper", "-q", "-i", RAPPER[form], "-o", "nquads", str(files[form])], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert read(done.stdout) == written(files[form], form)


@pytest.mark.parametrize("form", FORMS)
def test_jena_reads_what_was_written(files: dict[str, Path], form: str, tmp_path: Path) -> None:
    done = jena(tmp_path, "riotcmd.riot", "--strict", "--output=nquads", str(files[form]))
    assert (done.returncode, done.stderr) == (0, "")
    assert read(done.stdout) == written(files[form], form)
