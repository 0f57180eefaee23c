"""What all commands take: minutes, vocabulary files, graphs. And how they fail."""

from __future__ import annotations

import argparse
import glob
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import pyoxigraph as ox

    from ..diagnostics import Diagnostic
    from ..pipeline import Reading, Report, Text
    from ..vocab import Vocabulary

DONE, FINDINGS, MISUSE, UNREACHABLE, STOPPED = 0, 1, 2, 3, 130
SHOWN_FROM = 20  # files; fewer are read before a bar could be looked at
Thing = TypeVar("Thing")
Tell = Callable[["Diagnostic"], None]


class Refusal(Exception):
    """Ends a command: an exit code, what is wrong, and what to do."""

    def __init__(self, code: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy

    def __reduce__(self) -> tuple[type[Refusal], tuple[int, str, str]]:
        """Travel whole from one process to another."""
        return Refusal, (self.code, self.message, self.remedy)


def fail(code: int, message: str, remedy: str) -> int:
    """Say what is wrong and what to do; return the exit code."""
    print(f"kg: {message}\n    help: {remedy}", file=sys.stderr)
    return code


def add_vocabulary(parser: argparse.ArgumentParser) -> None:
    """Add the option that names vocabulary files."""
    parser.add_argument("--vocabulary", action="append", default=[], metavar="FILE.ttl", help="more words and names, in Turtle; may be repeated")


def add_graph(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the graph a command asks."""
    parser.add_argument("-g", "--graph", default=None, metavar="GRAPH", help="a graph file, a store folder, or minutes themselves (default: the bundled sample)")


def vocabulary_of(paths: list[str]) -> Vocabulary:
    """Read the program's vocabulary and the user's files after it.

    Raises:
        Refusal: a file cannot be read, or is no Turtle.
    """
    from ..vocab import FOLDER, read_vocabulary

    if missing := [p for p in paths if not Path(p).is_file()]:
        raise Refusal(UNREACHABLE, f"{missing[0]}: no such file", "look at the path of --vocabulary and try again; nothing was written")
    try:
        return read_vocabulary(FOLDER, tuple(Path(p) for p in paths))
    except SyntaxError as error:
        where = f"{error.filename or paths[0]}:{error.lineno}:{error.offset}" if error.lineno else paths[0]
        raise Refusal(MISUSE, f"{where}: {error.msg}", "correct the Turtle of the vocabulary file") from error


def paths_of(named: list[str]) -> list[Path]:
    """Return the paths that files, folders, patterns and - name; the bundled sample where none is named.

    Raises:
        Refusal: a path does not exist.
    """
    from ..pipeline import SAMPLE

    paths: list[Path] = [] if named else [SAMPLE]
    for name in named:
        if name == "-" or Path(name).exists():
            paths.append(Path(name))
        elif matches := sorted(glob.glob(name, recursive=True)):
            paths += [Path(m) for m in matches]
        else:
            raise Refusal(UNREACHABLE, f"{name}: no such file or folder", "look at the path and try again; nothing was written")
    return paths


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the options of reading files."""
    add_vocabulary(parser)
    parser.add_argument("--ocr", action="store_true", help="recognize the characters of scanned pages; needs Tesseract and its data for Traditional Chinese")
    parser.add_argument("--jobs", type=_positive, metavar="N", help="processes that read files, which changes nothing in the result (default: one a core for 200 files or more, else 1)")


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; give 1 to 256")
    return int(text)


def texts_of(paths: list[Path], reading: Reading, report: Report, tell: Tell, jobs: int | None = 1) -> Iterator[Text]:
    """Yield what files, the files in folders and standard input give, with a bar of progress on a terminal; tell what gave nothing.

    `jobs` are the processes that read, `None` for as many as fit.

    Raises:
        Refusal: one of them died.
    """
    from ..jobs import JobEnded, number_of, texts
    from ..pipeline import find_files
    from ..readers import MOST

    files, found, _ = find_files(p for p in paths if str(p) != "-")
    for d in found:
        report.note([d])
        if not d.code.startswith("correction-"):
            report.failed.append(d.path)
        tell(d)
    if any(str(p) == "-" for p in paths):
        yield reading.text(sys.stdin.buffer.read(MOST + 1), Path("stdin.txt"))
    try:
        yield from progress(texts(reading, files, number_of(jobs, len(files))), len(files))
    except JobEnded as ended:
        raise Refusal(UNREACHABLE, str(ended), "nothing was written; see whether memory ran out, and try again with --jobs 1") from ended


def progress(things: Iterator[Thing], total: int, unit: str = "file") -> Iterator[Thing]:
    """Pass things on; where standard error is a terminal and there are many, draw a bar."""
    if total < SHOWN_FROM or not sys.stderr.isatty():
        yield from things
        return
    from tqdm import tqdm

    yield from tqdm(things, total=total, unit=unit, file=sys.stderr, leave=False, dynamic_ncols=True)


@contextmanager
def graph_file(named: str | None) -> Iterator[Path]:
    """Give a file of quads for what -g names: a graph file as it is, a store folder or minutes as a temporary N-Quads file.

    Raises:
        Refusal: nothing is there, or no minutes were read from it.
    """
    with graph_path(named) as path:
        if not path.is_dir():
            yield path
            return
        with tempfile.TemporaryDirectory(prefix="kg-") as folder:
            yield dumped(path, Path(folder))


@contextmanager
def graph_path(named: str | None) -> Iterator[Path]:
    """Give a graph file or a store folder for what -g names, each as it is; minutes are read into a temporary N-Quads file.

    Raises:
        Refusal: nothing is there, or no minutes were read from it.
    """
    from ..store import FORMATS

    if named is not None and is_store(Path(named)):
        yield Path(named)
        return
    if named is not None and Path(named).suffix.lower() in FORMATS:
        if not Path(named).is_file():
            raise Refusal(UNREACHABLE, f"{named}: no such file", "look at the path and try again")
        yield Path(named)
        return
    from ..outlet import spooled
    from ..pipeline import Reading, Report, assemble

    def say(found: Diagnostic) -> None:
        if found.severity == "error":
            tell(found, verbose=False)

    report, vocabulary = Report(), vocabulary_of([])
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        texts = texts_of(paths_of([] if named is None else [named]), Reading(vocabulary), report, say)
        dump = spooled(lambda write: assemble(texts, vocabulary, write, report=report, tell=say), Path(folder))
        if not report.minutes:
            raise Refusal(UNREACHABLE if report.unreachable else FINDINGS, f"{named}: no minutes were read", "give minutes, a store folder, or a graph file that `kg export` wrote")
        yield dump


def is_store(path: Path) -> bool:
    """Tell whether a path is a store folder, and no minutes."""
    if not path.is_dir():
        return False
    from ..storage import is_store

    return is_store(path)


def dumped(path: Path, folder: Path) -> Path:
    """Write what stands in a store folder into a file of N-Quads in another folder, and return the file.

    Raises:
        Refusal: the store is damaged, or none of ours.
    """
    from ..storage import open_folder
    from ..store import GraphError

    made = folder / "graph.nq"
    try:
        with open_folder(path, writable=False) as store, made.open("wb") as out:
            store.dump(out)
    except GraphError as error:
        raise Refusal(error.code, error.message, error.remedy) from error
    return made


@contextmanager
def graph_store(named: str | None) -> Iterator[ox.Store]:
    """Give a store that holds what -g names.

    Raises:
        Refusal: there is no graph of ours in it.
    """
    from ..storage import opened
    from ..store import GraphError

    with graph_path(named) as path:
        try:
            with opened(path) as store:
                yield store
        except GraphError as error:
            raise Refusal(error.code, error.message, error.remedy) from error


def tell(found: Diagnostic, *, verbose: bool) -> None:
    """Print a finding to standard error; notes only where they are asked for."""
    from ..diagnostics import render

    if verbose or found.severity != "info":
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)  # over a bar of progress
        print(render(found), file=sys.stderr)
