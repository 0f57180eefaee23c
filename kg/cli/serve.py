"""`kg serve`: a SPARQL endpoint, a graph store and linked data, on a port of this machine."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from .inputs import DONE, FINDINGS, MISUSE, UNREACHABLE, Refusal, graph_file

PORT, TOKEN = 8000, "KG_TOKEN"
MOST_WORKERS = 64


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "serve", help="a SPARQL endpoint and linked data", description="Serve a graph: SPARQL at /sparql, graphs at /store, and every thing of the data at the path of its IRI. Ctrl-C stops it.",
        epilog=f"The token of those who may write stands in a file (--token-file) or in the environment ({TOKEN}).",
    )  # fmt: skip
    parser.add_argument("graph", nargs="?", metavar="GRAPH", help="a graph file, a store folder, or minutes themselves (default: the bundled sample)")
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="the address to listen on (default: 127.0.0.1, this machine alone)")
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help=f"the port; 0 takes a free one (default: {PORT})")
    parser.add_argument("--writable", action="store_true", help="let who shows the token change the store; conclusions are not drawn anew")
    parser.add_argument("--token-file", metavar="FILE", help="the file that holds the token")
    parser.add_argument("--timeout", type=float, default=30.0, metavar="S", help="seconds a query may take (default: 30)")
    parser.add_argument("--max-rows", type=int, default=1_000_000, metavar="N", help="rows an answer may have (default: 1,000,000)")
    parser.add_argument("--memory", type=int, default=2_000, metavar="MB", help="memory a query may take, where the system keeps count (default: 2,000)")
    parser.add_argument("--workers", type=int, default=min(max(2, os.cpu_count() or 2), MOST_WORKERS), metavar="N", help="queries that are answered at once (default: as many as there are processors, at least 2)")
    parser.add_argument("--base", metavar="IRI", help="what the IRIs of the data begin with (default: as the graph says)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until it is stopped."""
    token = _token(arguments)
    _bounded(arguments)
    signal.signal(signal.SIGTERM, _stop)
    with _store(arguments.graph) as path, _listening(arguments.host, arguments.port) as sock:
        base = _base(path, arguments.base)
        from ..web import Settings
        from ..web.run import serve

        if token and path.parent.name.startswith("kg-serve-"):
            print("what is written is kept while the server runs, and no longer; give a store folder to keep it", file=sys.stderr)
        settings = Settings(
            store=path, folder=_is_folder(path), base=base, views=_views(arguments.graph), source=_lasting(arguments.graph), token=token, seconds=arguments.timeout, rows=arguments.max_rows, memory=arguments.memory * 1_000_000, workers=arguments.workers,
        )  # fmt: skip
        serve(settings, sock, lambda: _announce(sock))
    return DONE


def _announce(sock: socket.socket) -> None:
    host, port = sock.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    print(f"{address}/  SPARQL: {address}/sparql  (Ctrl-C stops it)", file=sys.stderr, flush=True)


def _token(arguments: argparse.Namespace) -> str:
    if not arguments.writable:
        if arguments.token_file:
            raise Refusal(MISUSE, "--token-file is for those who write, and nobody may", "add --writable, or leave --token-file out")
        return ""
    if arguments.token_file:
        try:
            token = Path(arguments.token_file).read_text("utf-8").strip()
        except (FileNotFoundError, IsADirectoryError):
            raise Refusal(UNREACHABLE, f"{arguments.token_file}: no such file", "look at the path of --token-file and try again") from None
        except UnicodeDecodeError:
            raise Refusal(FINDINGS, f"{arguments.token_file}: the token is no text", "write one line of letters and digits") from None
    else:
        token = os.environ.get(TOKEN, "").strip()
    if not token:
        raise Refusal(MISUSE, "--writable needs a token, and there is none", f"write one into a file and name it with --token-file, or set {TOKEN}")
    return token


def _bounded(arguments: argparse.Namespace) -> None:
    for name, value, most in (("port", arguments.port, 65_535), ("timeout", arguments.timeout, 1_000_000), ("max-rows", arguments.max_rows, 10**12), ("memory", arguments.memory, 10**9), ("workers", arguments.workers, MOST_WORKERS)):
        if not (value > 0 or (name == "port" and value == 0)) or value > most:
            raise Refusal(MISUSE, f"--{name} {value:g} cannot be", f"give a number above 0, at most {most:,}")


@contextmanager
def _store(named: str | None) -> Iterator[Path]:
    """Give the folder of a store: the one that is named, or a temporary one with the graph read into it once."""
    from ..storage import is_store

    if named is not None and is_store(Path(named)):  # ours, or a database of the engine
        yield Path(named)
        return
    with tempfile.TemporaryDirectory(prefix="kg-serve-", ignore_cleanup_errors=True) as folder:
        import pyoxigraph as ox

        from ..store import GraphError, read_into

        path = Path(folder, "store")
        try:
            with graph_file(named) as file:
                read_into(ox.Store(path), file)
        except GraphError as error:
            raise Refusal(error.code, error.message, error.remedy) from error
        yield path


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    from ..web.run import listen

    try:
        sock = listen(host, port)
    except OSError as error:
        raise Refusal(UNREACHABLE, f"{host}:{port} cannot be listened on: {error.strerror or error}", "choose another port with --port; 0 takes a free one") from None
    with sock:
        yield sock


def _lasting(named: str | None) -> Path | None:
    """Return the graph file that is named; minutes and the sample are read into one that is gone tomorrow."""
    from ..store import FORMATS

    return Path(named) if named is not None and Path(named).suffix.lower() in FORMATS else None


def _views(named: str | None) -> Path | None:
    """Return where to keep what pages are made of, for the next server of the same graph: beside the indexes of other commands."""
    from ..cache import user_folder
    from ..storage import is_store

    return user_folder() / "views" if _lasting(named) or (named is not None and is_store(Path(named))) else None


def _is_folder(path: Path) -> bool:
    """Tell whether a store is a folder of `kg load`, and no bare database of the engine."""
    return not Path(path, "CURRENT").is_file()


def _base(path: Path, stated: str | None) -> str:
    import pyoxigraph as ox

    from ..storage import open_folder
    from ..store import GraphError, base_of

    try:
        if _is_folder(path):
            with open_folder(path, writable=False) as folder:
                held = folder.base
        else:
            held = base_of(ox.Store.read_only(str(path)))
    except GraphError as error:
        raise Refusal(error.code, error.message, error.remedy) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise Refusal(UNREACHABLE, f"{path}: the store cannot be read: {error}", "load the graph anew, into another folder") from None
    if stated and held and stated != held:
        raise Refusal(MISUSE, f"the data begin with {held}, and not with {stated}", f"leave --base out, or export them anew with --base {stated}")
    return stated or held


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
