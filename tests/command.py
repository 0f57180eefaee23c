"""The program's commands, run within the test's own process: a second saved each time, and nothing else changed."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest import mock


class Said(NamedTuple):
    """The same as text, under the names that `subprocess` uses."""

    returncode: int
    stdout: str
    stderr: str


class Done(NamedTuple):
    """What a command ended with, and what it printed."""

    code: int
    out: bytes
    err: bytes


def run(*arguments: str, folder: Path | None = None, stdin: bytes = b"", environment: dict[str, str] | None = None) -> Done:
    """Run `kg ARGUMENTS` in a folder; a command that raises fails the test with its trace."""
    from kg.cli import main

    given, out, err = (io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", write_through=True) for data in (stdin, b"", b""))
    with ExitStack() as changed:
        changed.enter_context(mock.patch.dict(os.environ, environment or {}))
        changed.enter_context(mock.patch.object(tempfile, "tempdir", os.environ.get("TMPDIR")))
        changed.enter_context(mock.patch.object(sys, "stdin", given))
        changed.enter_context(redirect_stdout(out))
        changed.enter_context(redirect_stderr(err))
        if folder:
            changed.enter_context(chdir(folder))
        try:
            code = main(list(arguments))
        except SystemExit as ended:  # argparse ends the program itself
            code = int(ended.code or 0)
    return Done(code, out.buffer.getvalue(), err.buffer.getvalue())  # type: ignore[attr-defined]


def said(*arguments: str, folder: Path | None = None) -> Said:
    """Run a command, and return what it printed as text."""
    done = run(*arguments, folder=folder)
    return Said(done.code, done.out.decode(), done.err.decode())
