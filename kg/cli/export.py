"""`kg export`: minutes -> graph files."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .export_cluster import add_cluster, run_on
from .export_graph import is_graph, with_dump
from .inputs import DONE, FINDINGS, MISUSE, SHOWN_FROM, UNREACHABLE, Refusal, add_reading, paths_of, tell, texts_of, vocabulary_of

if TYPE_CHECKING:
    from ..diagnostics import Diagnostic
    from ..formats.dump import Dump
    from ..pipeline import Reading, Report
    from ..vocab import Vocabulary


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("export", help="minutes -> graph files", description="Read minutes and write their graph.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="minutes: files, folders, patterns, or - for standard input; or one graph file or store folder (default: the bundled sample)")
    parser.add_argument("-o", "--output", default="exports", metavar="DIR", help="folder to write to, or - for standard output (default: exports)")
    parser.add_argument("-f", "--format", action="append", default=[], metavar="NAME", help="ttl, trig, nq, nt, jsonld, rdf, tables, xlsx, graphml, gexf, cyjs, edges, neo4j, dot, svg, png; may be repeated (default: ttl, nq, graphml and tables)")
    parser.add_argument("--base", default=None, metavar="IRI", help="what data IRIs begin with (default: https://kg.example/)")
    add_reading(parser)
    add_cluster(parser)
    parser.add_argument("--anew", action="store_true", help="read all files, also those that did not change since an earlier export")
    parser.add_argument("-v", "--verbose", action="store_true", help="show notes as well as warnings and errors")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Export, and say in one line what was done."""
    from ..conservation import ConservationError
    from ..outlet import dump_of, spooled
    from ..pipeline import Report, assemble

    if arguments.on is not None:
        return run_on(arguments, _base(arguments))
    formats, base = _formats(arguments), _base(arguments)
    if graphs := [name for name in arguments.paths if is_graph(name)]:
        return _again(arguments, graphs[0], formats)
    paths, vocabulary = paths_of(arguments.paths), vocabulary_of(arguments.vocabulary)
    reading, report = _reading(arguments, vocabulary, base), Report()

    def say(found: Diagnostic) -> None:
        tell(found, verbose=arguments.verbose)

    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        texts = texts_of(paths, reading, report, say, arguments.jobs)
        try:
            dump = spooled(lambda write: assemble(texts, vocabulary, write, base=base, report=report, tell=say), Path(folder))
        except ConservationError as error:
            raise Refusal(FINDINGS, f"what was written is not what was read: {error}", "nothing was written; this is a fault of the program: report these minutes") from error
        if not report.minutes:
            _failed(report)
            print("kg: no minutes were read; nothing was written", file=sys.stderr)
            return UNREACHABLE if report.unreachable else FINDINGS
        written = _write(dump_of(dump, report.bodies, base=base), formats, arguments.output)
    reading.cache.prune()
    _failed(report)
    print(report.line(written), file=sys.stderr)
    return UNREACHABLE if report.unreachable else FINDINGS if report.failed or report.refused else DONE


def _again(arguments: argparse.Namespace, graph: str, formats: list[str]) -> int:
    """Write a graph that was exported before in other formats."""
    if len(arguments.paths) > 1:
        raise Refusal(MISUSE, f"{graph} is a graph, and a graph is exported by itself", "name one graph file, one store folder, or minutes")
    if arguments.base is not None:
        raise Refusal(MISUSE, f"the data IRIs of {graph} begin as they do, and --base is for minutes", "leave --base out, or name the minutes")
    written = with_dump(graph, lambda dump: _write(dump, formats, arguments.output))
    print(f"kg: {graph} -> {written}", file=sys.stderr)
    return DONE


def _reading(arguments: argparse.Namespace, vocabulary: Vocabulary, base: str) -> Reading:
    """Return what reads files, and remembers them for the next time."""
    from ..cache import user_folder
    from ..pipeline import Reading
    from ..readers import Options

    return Reading(vocabulary, base=base, options=Options(ocr=arguments.ocr), folder=None if arguments.anew else user_folder())


def _failed(report: Report) -> None:
    """List the files that gave nothing, where there are many files: the findings on them are far above."""
    if report.files < SHOWN_FROM or not report.failed:
        return
    print(f"kg: {len(report.failed)} of {report.files} files gave no minutes:", file=sys.stderr)
    for path in report.failed:
        print(f"    {path}", file=sys.stderr)


def _formats(arguments: argparse.Namespace) -> list[str]:
    from ..formats import FORMATS
    from ..outlet import default_formats, is_folder

    formats = list(dict.fromkeys(arguments.format)) or default_formats()
    if unknown := [name for name in formats if name not in FORMATS]:
        raise Refusal(MISUSE, f"there is no format {unknown[0]!r}", f"choose among {', '.join(FORMATS)}")
    if arguments.output == "-" and len(formats) > 1:
        if arguments.format:
            raise Refusal(MISUSE, "standard output takes one format", "name one with -f, or a folder with -o")
        return ["ttl"]
    if arguments.output == "-" and is_folder(formats[0]):
        raise Refusal(MISUSE, f"the format {formats[0]} is a folder of files, and standard output takes one file", "name a folder with -o, or choose another format with -f")
    return formats


def _base(arguments: argparse.Namespace) -> str:
    from .. import iris

    base = iris.BASE if arguments.base is None else str(arguments.base)
    absolute = re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]+/|(?!//)[^?#]+/)(?:[^?#]*/)?", base)
    broken = re.search(r"%(?![0-9A-Fa-f]{2})|[\x00-\x20<>\"{}|\\^`\ud800-\udfff]", base)
    if absolute is None or broken:
        raise Refusal(MISUSE, f"--base {base!r} is no IRI that data can begin with", "give an absolute IRI that ends in /, such as https://example.org/minutes/")
    return base


def _write(dump: Dump, formats: list[str], output: str) -> str:
    from ..formats.dump import FormatError
    from ..outlet import write_folder, write_stream

    try:
        if output != "-":
            return ", ".join(str(p) for p in write_folder(dump, formats, Path(output)))
        write_stream(dump, formats[0], sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return "standard output"
    except FormatError as error:
        raise Refusal(FINDINGS, str(error), "choose another format; nothing was written") from error
