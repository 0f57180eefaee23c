"""`kg search`: things and sentences by the words in them."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from .inputs import DONE, MISUSE, Refusal, add_graph, graph_store
from .show import LANGUAGES

if TYPE_CHECKING:
    from ..search import Found

SHOWN = 50


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "search", help="find things and sentences",
        description="Find the names, sentences and lines of minutes that hold all words, the closest first.",
        epilog="A year is found in both calendars where a year is meant: 109 年 and 民國 109 年 find 2020 年 and 2020-03-26, as 2020 finds 109/3/26. "
        "Of a large graph an index is made at the first search, and kept until the graph changes.",
    )  # fmt: skip
    parser.add_argument("words", nargs="+", metavar="WORD", help="what a name or a sentence must hold; width, white space and 台/臺 do not count")
    add_graph(parser)
    parser.add_argument("--most", type=int, default=SHOWN, metavar="N", help=f"how many names, sentences and lines are shown, 0 for all (default: {SHOWN})")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="zh", help="language of headings and labels (default: zh)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; say on standard error what is not shown."""
    if arguments.most < 0:
        raise Refusal(MISUSE, f"--most {arguments.most} is no number of answers", "give 0 for all, or a number above it")
    lang = LANGUAGES[arguments.lang]
    found = _found(arguments, lang)
    if not found.sections:
        raise Refusal(MISUSE, f"nothing holds {' '.join(arguments.words)!r} in this graph", "try fewer words, or a part of one")
    from ..phrases import phrase
    from ..render import text_lines

    lines = [*text_lines(found.sections, lang), *(("", phrase("lines-within", lang)) if found.within else ())]
    sys.stdout.buffer.write("\n".join([*lines[1:], ""]).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    if hidden := [f"{phrase(part, lang)} {count:,}" for part, count in found.counts.items() if arguments.most and count > arguments.most]:
        print(f"the closest {arguments.most} are shown of {', '.join(hidden)}; --most 0 shows all", file=sys.stderr)
    return DONE


def _found(arguments: argparse.Namespace, lang: str) -> Found:
    """Look into the index of a large graph, made where there is none; through any other graph."""
    from ..facts import Facts
    from ..fulltext import Damaged
    from ..search import Indexed, Scan, make, opened, place_of, search

    most, place = arguments.most or None, place_of(arguments.graph, lang)
    if place and (index := opened(place)):
        with index:
            try:
                return search(Indexed(index), arguments.words, most=most)
            except Damaged:
                place.path.unlink(missing_ok=True)
    with graph_store(arguments.graph) as store:
        facts = Facts(store, lang=lang)
        if place:
            print("an index of this graph is made, once; later searches take it", file=sys.stderr)
            try:
                make(place, facts)
            except OSError as error:
                print(f"the index cannot be kept ({error.strerror or error}); the graph is read through", file=sys.stderr)
        return search(Scan(facts), arguments.words, most=most)
