"""The same minutes give the same bytes: on every run, in every order, from other files and folders, and beside others."""

import os
import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import pipeline
from kg.source import Source
from kg.vocab import read_vocabulary
from tests.bench.generate import generate

ROOT = Path(__file__).parent.parent
FORMATS = ("ttl", "trig", "nq", "nt", "jsonld", "rdf")
OTHERS = ("tables", "xlsx", "graphml", "gexf", "cyjs", "edges", "neo4j", "dot", "svg", "png")
BASE, OTHER_BASE = "https://kg.example/", "https://example.org/x/"
DATA = ["meeting", "minutes", "chair", "person", "group", "case", "decision", "directive", "statement", "count", "item", "project", "organization", "graph", "coverage", "correction", "agent"]
FORMAT_OF = {
    "ttl": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS, "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD, "rdf": ox.RdfFormat.RDF_XML,
}  # fmt: skip
CONSTANT = {f"{BASE}graph/{name}" for name in ("ontology", "concepts", "entities", "catalog")}
DERIVED = f"{BASE}graph/derived"


@cache
def ten() -> tuple[tuple[str, str], ...]:
    return tuple(generate(10))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return ten files of minutes."""
    folder = tmp_path_factory.mktemp("minutes")
    for name, text in ten():
        (folder / name).write_text(text, "utf-8", newline="\n")
    return [folder / name for name, _ in ten()]


def export(paths: list[Path], out: Path, *options: str, formats: tuple[str, ...] = FORMATS, seed: str = "0", work: Path | None = None) -> dict[str, bytes]:
    """Run the program, and return the bytes of each file, by its suffix or, in a folder of its own, its path."""
    chosen = [argument for name in formats for argument in ("-f", name)]
    command = [sys.executable, "-m", "kg", "export", *map(str, paths), "-o", str(out), *chosen, *options]
    done = subprocess.run(command, cwd=work or out.parent, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return {path.suffix[1:] if path.parent == out else path.relative_to(out).as_posix(): path.read_bytes() for path in files_of(out)}


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def once(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the export of the ten files that others are compared with."""
    return export(files, tmp_path_factory.mktemp("once") / "out", formats=(*FORMATS, *OTHERS))


def graphs(quads: bytes) -> dict[str, set[bytes]]:
    """Return the lines of each graph."""
    found: dict[str, set[bytes]] = defaultdict(set)
    for line in quads.splitlines():
        found[line[line.rindex(b" <") + 2 : -3].decode()].add(line)
    return found


def minutes_graphs(quads: bytes) -> dict[str, set[bytes]]:
    return {name: lines for name, lines in graphs(quads).items() if name not in CONSTANT | {DERIVED}}


def without_file_names(quads: bytes) -> list[bytes]:
    """Leave out what is said of files: their names, and the lines at which minutes start in them."""
    return [line for line in quads.splitlines() if b" <https://kg.example/ontology#fileName> " not in line and b" <https://kg.example/ontology#firstLine> " not in line]


# --- equal bytes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", ["1", "random"])
def test_hash_seed_does_not_matter(files: list[Path], once: dict[str, bytes], tmp_path: Path, seed: str) -> None:
    assert once.keys() > {*FORMATS, "xlsx", "tables/cases.csv", "tables/csv-metadata.json", "graphml", "gexf", "cyjs", "edges/nodes.csv", "neo4j/load.cypher", "dot", "svg", "png"}
    assert export(files, tmp_path / "out", formats=(*FORMATS, *OTHERS), seed=seed) == once


def test_order_and_working_folder_do_not_matter(files: list[Path], once: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "another folder").mkdir()
    assert export(files[::-1], tmp_path / "out", formats=(*FORMATS, *OTHERS), work=tmp_path / "another folder") == once


def test_relative_paths_and_folders_do_not_matter(files: list[Path], once: dict[str, bytes], tmp_path: Path) -> None:
    assert export([Path(".")], tmp_path / "out", formats=(*FORMATS, *OTHERS), work=files[0].parent) == once


@pytest.mark.parametrize("cuts", [[10], [3, 10], [1, 2, 9, 10]], ids=str)
def test_other_files_give_the_same_graphs(once: dict[str, bytes], tmp_path: Path, cuts: list[int]) -> None:
    """Only `kg:fileName` may tell how minutes were spread over files."""
    (tmp_path / "in").mkdir()
    texts = [text for _, text in ten()]
    for start, end in zip([0, *cuts], cuts, strict=False):
        (tmp_path / "in" / f"{start}.txt").write_text("\n".join(texts[start:end]), "utf-8", newline="\n")
    assert without_file_names(export([tmp_path / "in"], tmp_path / "out", formats=("nq",))["nq"]) == without_file_names(once["nq"])


def test_the_committed_export_is_what_the_sample_gives(tmp_path: Path) -> None:
    committed = {path.relative_to(ROOT): path.read_bytes() for path in files_of(ROOT / "exports")}
    subprocess.run([sys.executable, "-m", "kg", "export"], cwd=tmp_path, capture_output=True, check=True)
    assert {path.relative_to(tmp_path): path.read_bytes() for path in files_of(tmp_path / "exports")} == committed


# --- more minutes change nothing in those that were there ----------------------------------------------------------------------


def test_another_file_changes_no_graph_of_minutes(files: list[Path], once: dict[str, bytes], tmp_path: Path) -> None:
    before = graphs(export(files[:9], tmp_path / "out", formats=("nq",))["nq"])
    after = graphs(once["nq"])
    assert len(before) == len(after) - 1
    assert {name for name in before if before[name] != after[name]} == {DERIVED, f"{BASE}graph/catalog"}


def test_another_file_changes_no_iri(files: list[Path], once: dict[str, bytes], tmp_path: Path) -> None:
    before, after = (set(re.findall(rb"<[^>]+>", nquads)) for nquads in (export(files[:9], tmp_path / "out", formats=("nq",))["nq"], once["nq"]))
    assert len(before) > 1000
    assert before - after == set()


# --- another base ------------------------------------------------------------------------------------------------------------


def moved(term: object) -> object:
    """Move a term of data to the other base, as the contract says."""
    if isinstance(term, ox.NamedNode) and term.value.startswith(BASE) and term.value[len(BASE) :].partition("/")[0] in DATA:
        return ox.NamedNode(OTHER_BASE + term.value[len(BASE) :])
    return term


@cache
def parsed(data: bytes, name: str) -> frozenset[tuple[object, ...]]:
    return frozenset((q.subject, q.predicate, q.object, q.graph_name) for q in ox.parse(data, format=FORMAT_OF[name]))


@pytest.fixture(scope="module")
def elsewhere(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return export(files, tmp_path_factory.mktemp("elsewhere") / "out", "--base", OTHER_BASE)


@pytest.mark.parametrize("name", FORMATS)
def test_base_moves_data_and_nothing_else(once: dict[str, bytes], elsewhere: dict[str, bytes], name: str) -> None:
    expected = {tuple(map(moved, quad)) for quad in parsed(once[name], name)}
    found = parsed(elsewhere[name], name)
    assert found ^ expected == frozenset()
    used = {term.value for quad in found for term in quad if isinstance(term, ox.NamedNode)}
    assert {iri for iri in used if iri.startswith(BASE)} == {iri for iri in used if iri.startswith((f"{BASE}ontology", f"{BASE}concept/"))}
    assert f"{BASE}ontology#Meeting" in used and f"{BASE}concept/action/added" in used


# --- what no output may hold ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_no_blank_node(once: dict[str, bytes], name: str) -> None:
    found = parsed(once[name], name)
    assert len(found) > 1000
    assert [quad for quad in found if any(isinstance(term, ox.BlankNode) for term in quad)] == []


@pytest.mark.parametrize("name", FORMATS)
def test_no_path_of_the_machine(files: list[Path], once: dict[str, bytes], name: str) -> None:
    folders = {str(path) for path in (files[0].parent, ROOT, Path.home(), Path(sys.prefix), Path(os.getcwd()))} - {"/"}
    assert files[0].name in once[name].decode()
    assert [path for path in folders if path in once[name].decode()] == []


def test_what_is_spilled_to_disk_comes_back_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorting in memory and through files gives the same lines, each of them whole."""
    texts = [Source(text=text, name=name) for name, text in generate(30)]

    def exported(bound: int) -> bytes:
        monkeypatch.setattr(pipeline, "BOUND", bound)
        out: list[bytes] = []
        pipeline.export(texts, read_vocabulary(), out.append)
        return b"".join(out)

    held, spilled = exported(1 << 30), exported(1 << 12)
    same = spilled == held  # megabytes that differ are not to be shown
    assert same
    assert sum(1 for _ in ox.parse(spilled, format=ox.RdfFormat.N_QUADS)) == spilled.count(b"\n")
