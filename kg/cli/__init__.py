"""The command line: arguments in, the stages called, messages out, an exit code. Rooms are imported when they are used."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence

from . import check, diff, export, graph, load, path, query, search, serve, show, site
from .inputs import DONE, STOPPED, UNREACHABLE, Refusal, fail

START = """\
kg turns the minutes of city governments into a knowledge graph, every fact with its quote.

  kg export                     the bundled sample as a graph and tables, in exports/; name files to read your own
  kg check FILE.txt             what was read, what was not, and what contradicts itself
  kg query open-cases           a question by name; kg query lists them
  kg show 環狀線                all that is known of one thing, with quotes; kg COMMAND -h for more
"""
COMMANDS = (export, check, query, show, path, graph, search, diff, serve, site, load)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Returns:
        0 done, 1 `check` found errors, or a file held no minutes or could not be understood, 2 wrong use or an unknown
        name, 3 a file that cannot be reached or read.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # the name of a file may be no text
    arguments = _parser().parse_args(argv)
    if arguments.command is None:
        print(START, end="")
        return DONE
    try:
        return int(arguments.run(arguments))
    except Refusal as refusal:
        return fail(refusal.code, refusal.message, refusal.remedy)
    except BrokenPipeError:
        return DONE
    except KeyboardInterrupt:
        return fail(STOPPED, "stopped", "nothing more was done; run it again when you like")
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return fail(UNREACHABLE, f"{name}{error.strerror or error}", "look at the path, its rights and the space left, and try again")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kg", description="Minutes in, knowledge graph out: every fact with its quote and its place.")
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    parser.set_defaults(run=None)
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"kg {version('kg-minutes')}"
    except PackageNotFoundError:
        return "kg (not installed)"
