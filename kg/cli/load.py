"""`kg load`: a graph into a triple store, one named graph after another, counted afterwards."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .inputs import DONE, FINDINGS, MISUSE, UNREACHABLE, Refusal, graph_file, progress

if TYPE_CHECKING:
    from ..load import Addresses, Credentials, Memory, Plan, Profile, Remote
    from ..storage import Source

PROFILES = ("generic", "kg", "oxigraph", "virtuoso", "fuseki", "graphdb", "rdf4j", "stardog", "neptune", "qlever")
SHOWN = 10  # differences
_HERE = ("localhost", "127.0.0.1", "::1")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "load", help="into a triple store, as often as you like", description="Let a triple store hold a graph, one named graph for each minutes, and count afterwards. Graphs that are not of these minutes are never touched.",
        epilog="Who you are: KG_USER and KG_PASSWORD, or KG_TOKEN, in the environment, or the store's line in ~/.netrc. "
        "Exit codes: 0 done, 1 the store does not hold what was sent, or the graph is damaged, 2 wrong use, 3 the store cannot be reached or does not let you in.",
    )  # fmt: skip
    parser.add_argument("graph", nargs="?", default=None, metavar="GRAPH", help="a graph file with named graphs, or minutes themselves (default: the bundled sample)")
    parser.add_argument("--to", required=True, metavar="URL|DIR", help="the address of the store, or a folder: a store on disk, or with --profile files to load; with --bulk a kind of store")
    parser.add_argument("--bulk", default=None, metavar="SHARDS", help="print the script that lets a store load a folder of shards, which `kg export --on` wrote, by its own loader")
    parser.add_argument("--run", dest="execute", action="store_true", help="with --bulk: run the script")
    parser.add_argument("--profile", choices=PROFILES, default=None, help="what kind of store it is (default: generic, any SPARQL 1.1 endpoint)")
    parser.add_argument("--update", default=None, metavar="URL", help="where the store takes updates, if elsewhere")
    parser.add_argument("--graphs", default=None, metavar="URL", help="where the store speaks the Graph Store Protocol, if elsewhere")
    parser.add_argument("--user", default=None, metavar="NAME", help="your name to the store; its password comes from KG_PASSWORD or ~/.netrc")
    parser.add_argument("--dry-run", action="store_true", help="say what would be put and dropped, and change nothing")
    parser.add_argument("--verify", action="store_true", help="read every graph back and compare all statements, before and after")
    parser.add_argument("--anew", action="store_true", help="send all graphs, also those that are there already")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Load, verify, and return 1 where the store does not hold what was sent."""
    if arguments.bulk is not None:
        return _bulk(arguments)
    if arguments.execute:
        raise Refusal(MISUSE, "--run is for the scripts of --bulk", "leave it out, or name a folder of shards with --bulk")
    if "://" in arguments.to:
        return _into_store(arguments)
    given = next((name for name in ("update", "graphs", "user", "verify", "anew") if getattr(arguments, name)), None)
    if given:
        raise Refusal(MISUSE, f"--{given} is for a store with an address, and {arguments.to} is a folder", f"leave --{given} out, or give an address that begins with http:// or https://")
    if arguments.profile is None:
        from .load_folder import run_folder

        with graph_file(arguments.graph) as path:
            return run_folder(path, Path(arguments.to), dry_run=arguments.dry_run)
    return _into_files(arguments)


def _bulk(arguments: argparse.Namespace) -> int:
    """Print what loads shards into a store, or do it."""
    from ..load import LoadError, run_script, script

    if arguments.graph is not None:
        raise Refusal(MISUSE, f"--bulk loads the shards of {arguments.bulk}, and {arguments.graph} is another graph", "name one of the two")
    try:
        text = script(Path(arguments.bulk), arguments.to, verify=arguments.verify)
        if not arguments.execute or arguments.dry_run:
            print(text, end="")
            return DONE
        code = run_script(text)
    except LoadError as error:
        raise Refusal(error.code, error.message, error.remedy) from error
    if code:
        raise Refusal(FINDINGS if code == 1 else MISUSE if code == 2 else UNREACHABLE, f"the script for {arguments.to} ended with exit code {code}", "what it said stands above; read the script, which is printed without --run")
    return DONE


def _into_files(arguments: argparse.Namespace) -> int:
    from ..load import PROFILES, LoadError, write_bulk

    profile, folder = PROFILES[arguments.profile], Path(arguments.to)
    with _source(arguments.graph) as source:
        if arguments.dry_run:
            print(f"{len(source.parts):,} graphs, {_total(source):,} statements for {profile.name}, into {folder}; nothing was written", file=sys.stderr)
            return DONE
        try:
            files = write_bulk(source, profile, folder)
        except LoadError as error:
            raise Refusal(error.code, error.message, error.remedy) from error
    print(f"{', '.join(map(str, files))}: {len(source.parts):,} graphs, {_total(source):,} statements; nothing was loaded yet: run what stands in {folder / 'commands.txt'}", file=sys.stderr)
    return DONE


def _into_store(arguments: argparse.Namespace) -> int:
    from ..load import PROFILES, Client, LoadError, Remote

    profile = PROFILES[arguments.profile or "generic"]
    at, who = _addresses(arguments, profile), _credentials(arguments)
    try:
        with _source(arguments.graph) as source, Client(who) as client:
            return _load(arguments, source, Remote(client, at), _memory(at, source))
    except LoadError as error:
        raise Refusal(error.code, error.message, error.remedy) from error


def _load(arguments: argparse.Namespace, source: Source, store: Remote, memory: Memory) -> int:
    from ..load import ours, plan, remembered

    start = f"{source.base}graph/"
    held = store.held(start)
    mine = ours(store, source, held, memory)
    same = frozenset() if arguments.anew else _read_back(source, store, held) if arguments.verify else remembered(source, held, memory)
    planned = plan(source, held, mine, same)
    if arguments.dry_run:
        return _say(planned, arguments.to)
    for step in progress(iter(planned.steps), len(planned.steps), unit="graph"):
        step.take(store, source, memory)
    return _verify(arguments, source, store, planned, mine)


def _verify(arguments: argparse.Namespace, source: Source, store: Remote, planned: Plan, mine: frozenset[str]) -> int:
    """Count every graph, or read it back; say what was done and what differs."""
    from ..load import differences

    held = store.held(f"{source.base}graph/")
    wrong = differences(source, held, mine)
    if arguments.verify and not wrong:
        same = _read_back(source, store, held)
        wrong = [f"<{part.graph}>: other statements are there than were sent, though as many" for part in source.parts if part.graph not in same]
    how = "compared" if arguments.verify else "counted"
    print(f"{_counts(planned)}: {_total(source):,} statements in {len(source.parts):,} graphs {how} at {arguments.to}", file=sys.stderr)
    if not wrong:
        return DONE
    more = f"\n    … and {len(wrong) - SHOWN:,} more" if len(wrong) > SHOWN else ""
    raise Refusal(FINDINGS, f"the store does not hold what was sent: {len(wrong):,} graphs differ\n    " + "\n    ".join(wrong[:SHOWN]) + more,
                  "load again with --anew; if they still differ, something else writes into these graphs, or the store changes what it is given")  # fmt: skip


def _read_back(source: Source, store: Remote, held: dict[str, int]) -> frozenset[str]:
    """Return the graphs that a store holds as they are, statement by statement."""
    import pyoxigraph as ox

    from ..load import spelt

    counted = [part for part in source.parts if held.get(part.graph) == part.statements]
    return frozenset(
        part.graph
        for part in progress(iter(counted), len(counted), unit="graph")
        if store.contents(part.graph) == spelt(b"".join(source.triples(part)), ox.RdfFormat.N_TRIPLES)
    )  # fmt: skip


def _say(planned: Plan, where: str) -> int:
    for step in planned.steps:
        print(f"put   {step.part.statements:>9,}  <{step.graph}>" if step.part else f"drop             <{step.graph}>")
    print(f"{_counts(planned)}: so it would be at {where}; nothing was changed", file=sys.stderr)
    return DONE


def _counts(planned: Plan) -> str:
    return f"{planned.put:,} graph{'s' * (planned.put != 1)} put, {len(planned.kept):,} there already, {planned.gone:,} taken away"


def _total(source: Source) -> int:
    return sum(part.statements for part in source.parts)


@contextmanager
def _source(named: str | None) -> Iterator[Source]:
    """Give the graphs of a file or of minutes, in order.

    Raises:
        Refusal: the file is damaged, or cannot be loaded graph by graph.
    """
    from ..load import checked
    from ..storage import survey
    from ..store import GraphError

    with graph_file(named) as path, ExitStack() as held:
        try:
            source = checked(held.enter_context(survey(path)))
        except GraphError as error:
            raise Refusal(error.code, error.message, error.remedy) from error
        yield source


def _addresses(arguments: argparse.Namespace, profile: Profile) -> Addresses:
    for name in ("to", "update", "graphs"):
        _check(name, getattr(arguments, name))
    at = profile.addresses(arguments.to)
    return at._replace(update=arguments.update or at.update, graphs=arguments.graphs or at.graphs)


def _check(name: str, url: str | None) -> None:
    if url is None:
        return
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refusal(MISUSE, f"--{name} {url} is no address of a store", "give an address that begins with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise Refusal(MISUSE, f"--{name} holds a name or a password, which everybody on this machine can read", "leave it out, and set KG_USER and KG_PASSWORD in the environment, or write ~/.netrc")


def _credentials(arguments: argparse.Namespace) -> Credentials:
    import netrc

    from ..load import credentials

    try:
        who = credentials(arguments.to, arguments.user)
    except LookupError as error:
        raise Refusal(MISUSE, str(error.args[0]), "set KG_USER (or --user) and KG_PASSWORD, or write a line for this host into ~/.netrc") from error
    except netrc.NetrcParseError as error:
        raise Refusal(UNREACHABLE, f"{error.filename}:{error.lineno}: the netrc file is not understood", "write lines such as: machine HOST login NAME password WORD") from error
    parts = urlsplit(arguments.to)
    if who and parts.scheme == "http" and parts.hostname not in _HERE:
        print(f"kg: warning: your password goes to {parts.hostname} where others can read it; prefer an address that begins with https://", file=sys.stderr)
    return who


def _memory(at: Addresses, source: Source) -> Memory:
    from platformdirs import user_cache_path

    from ..load import Memory

    return Memory(user_cache_path("kg-minutes-loads", appauthor=False), target=f"{at.query} {at.update} {at.graphs}", base=source.base)
