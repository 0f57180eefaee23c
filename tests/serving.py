"""A server for tests: `kg serve` as its user starts it, on a free port, ended with Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TOKEN = "a-token-for-tests"


@contextmanager
def serving(*arguments: str | Path, token: str = "") -> Iterator[str]:
    """Start a server, give its address, and stop it: it must end well."""
    environment = {name: value for name, value in os.environ.items() if name != "KG_TOKEN"} | {"PYTHONUTF8": "1"} | ({"KG_TOKEN": token} if token else {})
    command = [sys.executable, "-m", "kg", "serve", *map(str, arguments), "--port", "0", *(("--writable",) if token else ())]
    # A test run in the background has Ctrl-C switched off, and so would what it starts.
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, preexec_fn=_ctrl_c_is_heard)
    assert process.stderr
    said = []
    try:
        for line in process.stderr:
            said.append(line)
            if found := re.match(r"(http://127\.0\.0\.1:\d+)/  SPARQL", line):
                yield found[1]
                break
        else:
            raise AssertionError(f"the server did not start: {said}")
    finally:
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=20)
    assert (process.returncode, rest) == (0, ""), rest


def _ctrl_c_is_heard() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
