"""`kg check`: what was read, what was not, where the minutes contradict themselves, and whether the graph is as it should be."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .inputs import DONE, FINDINGS, UNREACHABLE, Refusal, add_reading, fail, is_store, paths_of, texts_of, vocabulary_of

if TYPE_CHECKING:
    from ..diagnostics import Diagnostic
    from ..ledgers import Ledgers
    from ..pipeline import Report
    from ..validate import Violation
    from ..vocab import Vocabulary


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("check", help="findings, ledgers, shapes", description="Say what was read, what was not, and what contradicts itself.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="minutes (files, folders, patterns, -), or one graph file or store folder (default: the bundled sample)")
    parser.add_argument("--strict", action="store_true", help="exit 1 on warnings too")
    parser.add_argument("--json", action="store_true", help="everything as JSON")
    parser.add_argument("--suggest", action="store_true", help="the names and cases in doubt, as lines to review and add")
    parser.add_argument("-v", "--verbose", action="store_true", help="show notes and whole ledgers, however long")
    add_reading(parser)
    parser.set_defaults(run=run)


class _Findings:
    """Findings as they come: printed at once, or kept for JSON; counted either way."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.quiet, self.verbose = arguments.json or arguments.suggest, arguments.verbose
        self.kept: list[Diagnostic] | None = [] if self.quiet else None
        self.tally: Counter[str] = Counter()
        self.hidden = 0

    def __call__(self, found: Diagnostic) -> None:
        from ..diagnostics import render

        self.tally[found.severity] += 1
        if self.kept is not None:
            self.kept.append(found)
        elif self.verbose or found.severity != "info":
            print(render(found), end="\n\n")
        else:
            self.hidden += 1


def run(arguments: argparse.Namespace) -> int:
    """Check, show, and return 1 where there is an error (or with --strict a warning)."""
    from .. import audit, ledgers_text
    from ..ledgers import Ledgers
    from ..pipeline import Report
    from ..suggestions import suggestions

    report, tell, vocabulary = Report(paths={}), _Findings(arguments), vocabulary_of(arguments.vocabulary)
    with _quads(arguments, vocabulary, report, tell) as (path, read_now):
        ledgers = audit.read_ledgers(path) if path else Ledgers()
        for found in audit.findings(ledgers, report.paths or {}, counts=not read_now):
            tell(found)
        shapes = _shapes(path, ledgers, vocabulary, report.paths or {}, tell) if path else None
    if arguments.json:
        json.dump(ledgers_text.as_json(ledgers, tell.kept or [], report.census, shapes), sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif arguments.suggest:
        print(suggestions(tell.kept or []), end="")
    elif shapes is None:
        fail(FINDINGS, "no minutes were read", "look at the findings above")
    else:
        print(ledgers_text.tables(ledgers, report.census, whole=arguments.verbose))
        print(ledgers_text.totals(ledgers, tell.tally, shapes, hidden=tell.hidden))
    if report.unreachable:
        return UNREACHABLE
    return FINDINGS if report.failed or tell.tally["error"] or (arguments.strict and tell.tally["warning"]) else DONE


@contextmanager
def _quads(arguments: argparse.Namespace, vocabulary: Vocabulary, report: Report, tell: _Findings) -> Iterator[tuple[Path | None, bool]]:
    """Give a file of sorted N-Quads, `None` where no minutes were read, and whether it was read from minutes now."""
    from ..store import FORMATS

    graphs = [name for name in arguments.paths if Path(name).suffix.lower() in FORMATS or is_store(Path(name))]
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        if graphs:
            if len(arguments.paths) > 1:
                raise Refusal(2, f"{graphs[0]} is a graph, and a graph is checked by itself", "name one graph file, one store folder, or minutes")
            if not Path(graphs[0]).exists():
                raise Refusal(UNREACHABLE, f"{graphs[0]}: no such file", "look at the path and try again")
            yield _opened(Path(graphs[0]), Path(folder)), False
        else:
            yield _exported(arguments, vocabulary, report, tell, Path(folder)), True


def _opened(path: Path, folder: Path) -> Path:
    from ..arrange import in_order
    from ..store import GraphError

    try:
        return _sound(path, folder) if path.is_dir() else in_order(path, folder)
    except GraphError as error:
        raise Refusal(error.code, error.message, error.remedy) from error


def _sound(path: Path, folder: Path) -> Path:
    """Return what stands in a store folder, once all of it was found to be as it was written."""
    from ..storage import check, open_folder
    from ..storage.faults import damaged

    made = folder / "graph.nq"
    with open_folder(path, writable=False) as store, made.open("wb") as out:
        if faults := check(store):
            raise damaged(path, faults[0] + (f", and {len(faults) - 1} more faults" if len(faults) > 1 else ""))
        store.dump(out)
    return made


def _exported(arguments: argparse.Namespace, vocabulary: Vocabulary, report: Report, tell: _Findings, folder: Path) -> Path | None:
    from ..conservation import ConservationError
    from ..outlet import spooled
    from ..pipeline import Reading, assemble
    from ..readers import Options

    texts = texts_of(paths_of(arguments.paths), Reading(vocabulary, options=Options(ocr=arguments.ocr)), report, tell, arguments.jobs)
    try:
        path = spooled(lambda write: assemble(texts, vocabulary, write, report=report, tell=tell), folder)
    except ConservationError as error:
        raise Refusal(FINDINGS, f"what was written is not what was read: {error}", "this is a fault of the program: report these minutes") from error
    return path if report.minutes else None


def _shapes(path: Path, ledgers: Ledgers, vocabulary: Vocabulary, paths: Mapping[str, str], tell: _Findings) -> int:
    """Tell what the shapes refuse, each with the passage it came from; return how much that is."""
    from ..validate import violations
    from ..validate.finding import texts_of, to_diagnostic

    base = ledgers.base
    found = list(violations(path, vocabulary=vocabulary, base=base))
    located: dict[str, list[Violation]] = {}
    for violation in found:
        if violation.passage:
            located.setdefault(violation.source, []).append(violation)
        else:
            tell(to_diagnostic(violation, base=base))
    for graph, source in texts_of(path, frozenset(located), base=base) if located else ():
        minutes = graph.replace(f"{base}graph/", f"{base}minutes/", 1)
        placed = replace(source, path=paths.get(minutes, ""), first_line=ledgers.first_lines.get(minutes, 1))
        for violation in located.pop(graph, ()):
            tell(to_diagnostic(violation, placed, base=base))
    return len(found)
