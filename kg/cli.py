"""The command line: arguments in, the stages called, messages out, an exit code. Rooms are imported when they are used."""

from __future__ import annotations

import argparse
import glob
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .diagnostics import Diagnostic
    from .pipeline import Report
    from .source import Source
    from .vocab import Vocabulary

DONE, FINDINGS, MISUSE, UNREACHABLE = 0, 1, 2, 3

START = """\
kg turns the minutes of city governments into a knowledge graph, every fact with its quote.

  kg export                     the bundled sample as a graph, in the folder exports/
  kg export FILE.txt FOLDER/    your own minutes
  kg export -f trig -o - FILE   one format, to standard output
  kg export -h                  all options
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Returns:
        0 done, 1 a file held no minutes or could not be understood, 2 wrong use, 3 a file that cannot be reached.
    """
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        print(START, end="")
        return DONE
    try:
        return int(arguments.run(arguments))
    except BrokenPipeError:
        return DONE
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return _fail(UNREACHABLE, f"{name}{error.strerror or error}", "look at the path, its rights and the space left, and try again")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kg", description="Minutes in, knowledge graph out: every fact with its quote and its place.")
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    export = commands.add_parser("export", help="minutes -> graph files", description="Read minutes and write their graph.")
    export.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, patterns, or - for standard input (default: the bundled sample)")
    export.add_argument("-o", "--output", default="exports", metavar="DIR", help="folder to write to, or - for standard output (default: exports)")
    export.add_argument("-f", "--format", action="append", default=[], metavar="NAME", help="ttl, trig, nq, nt, jsonld, rdf; may be repeated (default: ttl and nq)")
    export.add_argument("--base", default=None, metavar="IRI", help="what data IRIs begin with (default: https://kg.example/)")
    export.add_argument("--vocabulary", action="append", default=[], metavar="FILE.ttl", help="more words and names, in Turtle; may be repeated")
    export.add_argument("-v", "--verbose", action="store_true", help="show notes as well as warnings and errors")
    export.set_defaults(run=_export)
    parser.set_defaults(run=None)
    return parser


def _fail(code: int, message: str, remedy: str) -> int:
    print(f"kg: {message}\n    help: {remedy}", file=sys.stderr)
    return code


def _export(arguments: argparse.Namespace) -> int:
    from . import iris
    from .formats import FORMATS
    from .outlet import default_formats

    formats = list(dict.fromkeys(arguments.format)) or default_formats()
    base = iris.BASE if arguments.base is None else arguments.base
    if unknown := [name for name in formats if name not in FORMATS]:
        return _fail(MISUSE, f"there is no format {unknown[0]!r}", f"choose among {', '.join(FORMATS)}")
    if not _is_base(base):
        return _fail(MISUSE, f"--base {base!r} is no IRI that data can begin with", "give an absolute IRI that ends in /, such as https://example.org/minutes/")
    if arguments.output == "-" and len(formats) > 1:
        if arguments.format:
            return _fail(MISUSE, "standard output takes one format", "name one with -f, or a folder with -o")
        formats = ["ttl"]
    paths, missing = _paths(arguments.paths)
    if missing:
        return _fail(UNREACHABLE, f"{missing[0]}: no such file or folder", "look at the path and try again; nothing was written")
    return _run_export(arguments, paths, formats, base)


def _run_export(arguments: argparse.Namespace, paths: list[Path], formats: list[str], base: str) -> int:
    from .formats.dump import FormatError
    from .outlet import dump_of, spooled, write_folder, write_stream
    from .pipeline import Report, export, find_files, sources
    from .readers import read_bytes

    report = Report()
    vocabulary = _vocabulary(arguments.vocabulary)
    if isinstance(vocabulary, int):
        return vocabulary

    def tell(found: Diagnostic) -> None:
        _tell(found, verbose=arguments.verbose)

    files, found, _ = find_files(p for p in paths if str(p) != "-")
    for d in found:
        report.failed.append(d.path)
        tell(d)
    texts = sources(files, report, tell)
    if any(str(p) == "-" for p in paths):
        texts = _with_stdin(texts, read_bytes(sys.stdin.buffer.read(), Path("stdin.txt")), report, tell)
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        dump = spooled(lambda write: export(texts, vocabulary, write, base=base, report=report, tell=tell), Path(folder))
        if not report.minutes:
            print("kg: no minutes were read; nothing was written", file=sys.stderr)
            return UNREACHABLE if report.unreachable else FINDINGS
        described = dump_of(dump, report.bodies, base=base)
        try:
            if arguments.output == "-":
                write_stream(described, formats[0], sys.stdout.buffer)
                sys.stdout.buffer.flush()
                written = "standard output"
            else:
                written = ", ".join(str(p) for p in write_folder(described, formats, Path(arguments.output)))
        except FormatError as error:
            return _fail(FINDINGS, str(error), "choose another format; nothing was written")
    print(report.line(written), file=sys.stderr)
    return UNREACHABLE if report.unreachable else FINDINGS if report.failed else DONE


def _with_stdin(texts: Iterable[Source], read: tuple[Source | None, list[Diagnostic]], report: Report, tell: Callable[[Diagnostic], None]) -> Iterator[Source]:
    source, found = read
    report.note(found)
    for d in found:
        tell(d)
    if source is None:
        report.failed.append("-")
    else:
        yield source
    yield from texts


def _vocabulary(paths: list[str]) -> Vocabulary | int:
    from .vocab import FOLDER, read_vocabulary

    if missing := [p for p in paths if not Path(p).is_file()]:
        return _fail(UNREACHABLE, f"{missing[0]}: no such file", "look at the path of --vocabulary and try again; nothing was written")
    try:
        return read_vocabulary(FOLDER, tuple(Path(p) for p in paths))
    except SyntaxError as error:
        where = f"{error.filename or paths[0]}:{error.lineno}:{error.offset}" if error.lineno else paths[0]
        return _fail(MISUSE, f"{where}: {error.msg}", "correct the Turtle of the vocabulary file")


def _paths(named: list[str]) -> tuple[list[Path], list[str]]:
    from .pipeline import SAMPLE

    if not named:
        return [SAMPLE], []
    paths: list[Path] = []
    missing: list[str] = []
    for name in named:
        if name == "-" or Path(name).exists():
            paths.append(Path(name))
        elif matches := sorted(glob.glob(name, recursive=True)):
            paths += [Path(m) for m in matches]
        else:
            missing.append(name)
    return paths, missing


def _is_base(base: str) -> bool:
    absolute = re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]+/|(?!//)[^?#]+/)(?:[^?#]*/)?", base)
    broken = re.search(r"%(?![0-9A-Fa-f]{2})|[\x00-\x20<>\"{}|\\^`]", base)
    return absolute is not None and broken is None


def _tell(found: Diagnostic, *, verbose: bool) -> None:
    from .diagnostics import render

    if verbose or found.severity != "info":
        print(render(found), file=sys.stderr)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"kg {version('kg-minutes')}"
    except PackageNotFoundError:
        return "kg (not installed)"
