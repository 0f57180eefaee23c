"""A store folder on the command line: loaded into, asked, checked, compared, and written out again."""

from pathlib import Path

import pytest
from stored import dumped, graph_of, loaded

import kg
from kg.cli import main
from kg.cli.inputs import Refusal
from kg.cli.load_folder import run_folder

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Make a store folder, and the graph file that was loaded into it."""
    folder = tmp_path_factory.mktemp("made")
    graph = graph_of(folder / "a", 107, 108, 110)
    loaded(folder / "store", graph)
    return folder / "store", graph


def ran(capfd: Capture, *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    return (code, *capfd.readouterr())


@pytest.mark.parametrize(
    "command",
    [("query", "case-history", "公車轉乘"), ("query", "-q", "SELECT ?x { GRAPH ?g { ?x a <a:none> } }"), ("show", "公車轉乘"), ("search", "公車")],
    ids=["query", "no-rows", "show", "search"],
)
def test_a_store_answers_as_the_file_does(made: tuple[Path, Path], capfd: Capture, command: tuple[str, ...]) -> None:
    store, graph = made
    answer = ran(capfd, *command, "-g", store)
    assert answer == ran(capfd, *command, "-g", graph)
    assert answer[0] == 0


def test_a_store_is_checked_and_compared_as_the_file_is(made: tuple[Path, Path], capfd: Capture, tmp_path: Path) -> None:
    store, graph = made
    assert ran(capfd, "check", store) == ran(capfd, "check", graph)
    other = graph_of(tmp_path / "b", 107, 109)
    told = ran(capfd, "diff", store, other)
    assert told == ran(capfd, "diff", graph, other) and "單車租借" in told[1]


def test_python_asks_a_store(made: tuple[Path, Path]) -> None:
    store, graph = made
    assert kg.ask(str(store), "closed-cases") == kg.ask(str(graph), "closed-cases") != []


@pytest.mark.parametrize("form", ["nq", "ttl", "jsonld"])
def test_a_store_is_written_out_as_the_export_was(made: tuple[Path, Path], capfd: Capture, tmp_path: Path, form: str) -> None:
    exported = graph_of(tmp_path / "made", 107, 108, 110, form=form)
    for source in made:
        code, _, err = ran(capfd, "export", source, "-f", form, "-o", tmp_path / "again")
        assert (code, err) == (0, f"kg: {source} -> {tmp_path / 'again' / exported.name}\n")
        assert (tmp_path / "again" / exported.name).read_bytes() == exported.read_bytes()


def test_a_graph_is_exported_by_itself_and_keeps_its_iris(made: tuple[Path, Path], capfd: Capture) -> None:
    store, graph = made
    code, _, err = ran(capfd, "export", store, graph, "-o", "-")
    assert code == 2 and "a graph is exported by itself" in err
    code, _, err = ran(capfd, "export", store, "--base", "https://x.example/", "-o", "-")
    assert code == 2 and "help: leave --base out, or name the minutes" in err


def test_loading_says_what_it_did(tmp_path: Path, capfd: Capture) -> None:
    old, new, store = graph_of(tmp_path / "a", 107, 108), graph_of(tmp_path / "b", 107), tmp_path / "deep" / "store"
    many = len(old.read_bytes().splitlines())
    assert run_folder(old, store) == 0
    assert capfd.readouterr().err == f"7 graphs put, 0 there already, 0 taken away: {store} holds {many:,} statements of {old}\n"
    assert run_folder(new, store) == 0
    assert capfd.readouterr().err.startswith("2 graphs put, 4 there already, 1 taken away: ")
    assert dumped(store) == new.read_bytes()


def test_a_dry_run_says_what_would_be_and_does_nothing(tmp_path: Path, capfd: Capture) -> None:
    old, new, store = graph_of(tmp_path / "a", 107, 108), graph_of(tmp_path / "b", 107), tmp_path / "store"
    assert run_folder(old, store, dry_run=True) == 0
    assert capfd.readouterr().err == f"7 graphs put, 0 there already, 0 taken away: {store} would be made; nothing was written\n"
    assert not store.exists()
    loaded(store, old)
    assert run_folder(new, store, dry_run=True) == 0
    assert capfd.readouterr().err == "2 graphs put, 4 there already, 1 taken away: so it would be; nothing was written\n"
    assert dumped(store, writable=True) == old.read_bytes()
    (tmp_path / "b" / "dump").rename(tmp_path / "other")
    with pytest.raises(Refusal, match="this is no store"):
        run_folder(new, tmp_path / "other", dry_run=True)
