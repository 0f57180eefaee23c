"""`kg search`: things and sentences by the words in them."""

from __future__ import annotations

import argparse
import sys

from .inputs import DONE, MISUSE, Refusal, add_graph, graph_store
from .show import LANGUAGES


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("search", help="find things and sentences", description="Find the names, sentences and lines of minutes that hold all words.")
    parser.add_argument("words", nargs="+", metavar="WORD", help="what a name or a sentence must hold; width, white space and 台/臺 do not count")
    add_graph(parser)
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="zh", help="language of headings and labels (default: zh)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what was found."""
    with graph_store(arguments.graph) as store:
        from ..facts import Facts
        from ..phrases import phrase
        from ..render import text_lines
        from ..search import search

        facts = Facts(store, lang=LANGUAGES[arguments.lang])
        found = search(facts, arguments.words)
        if not found:
            raise Refusal(MISUSE, f"nothing holds {' '.join(arguments.words)!r} in this graph", "try fewer words, or a part of one")
        lines = [*text_lines(found, facts.lang), *(("", phrase("lines-within", facts.lang)) if facts.within(found) else ())]
    sys.stdout.buffer.write("\n".join([*lines[1:], ""]).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return DONE
