"""`kg site`: the explorer as files that open from disk and on any web host."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .inputs import DONE, MISUSE, Refusal, graph_store


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "site", help="the explorer as static files", description="Write pages that show a graph, in Chinese and English: they open from disk and on any web host, and fetch nothing from elsewhere.",
        epilog="What an earlier run wrote into the folder is replaced, whole or not at all; files added to it since stay. A folder that holds other things is refused.",
    )  # fmt: skip
    parser.add_argument("graph", nargs="?", metavar="GRAPH", help="a graph file, a store folder, or minutes themselves (default: the bundled sample)")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("-o", "--output", metavar="DIR", help="the folder to write; open index.html in it")
    where.add_argument("--single", metavar="FILE.html", help="write all of it into one file")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the site, and say how many files it has."""
    from ..explorer.site import is_foreign

    if arguments.output and is_foreign(Path(arguments.output)):
        raise Refusal(MISUSE, f"{arguments.output}: the folder holds other files, and no site that `kg site` wrote", "name a new or an empty folder")
    with graph_store(arguments.graph) as store:
        from ..explorer import Explorer
        from ..explorer.single import write_single
        from ..explorer.site import write_site

        if arguments.single:
            size = write_single(Explorer(store), Path(arguments.single))
            print(f"{arguments.single}, {size:,} bytes; open it in a browser", file=sys.stderr)
            return DONE
        count = write_site(Explorer(store), Path(arguments.output))
    print(f"{count:,} files in {arguments.output}; open {Path(arguments.output, 'index.html')}", file=sys.stderr)
    return DONE
