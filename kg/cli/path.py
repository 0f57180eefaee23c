"""`kg path`: how two things are connected, a sentence and its quotes a step."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from .inputs import DONE, MISUSE, Refusal, add_graph
from .show import LANGUAGES
from .things import graph_index, the_thing

if TYPE_CHECKING:
    from ..network import Index
    from ..network.explain import Explained

FORMS = ("text", "json")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "path", help="how two things are connected, in which words",
        description="Tell what connects two things, the most telling first: one directive, case, agenda item, working group, meeting, or organization that both have to do with; else a chain of them.",
        epilog="Exit codes: 0 answered (that nothing connects them is an answer), 1 the graph is damaged, 2 wrong use or an unknown name, 3 a file cannot be reached.",
    )  # fmt: skip
    parser.add_argument("one", metavar="A", help="a label, another name or an IRI: of a project, case, person, group, organization, meeting, directive")
    parser.add_argument("other", metavar="B", help="another thing")
    add_graph(parser)
    parser.add_argument("-n", "--number", type=int, default=5, metavar="N", help="connections to show (default: 5)")
    parser.add_argument("--hubs", action="store_true", help="let platforms, cities and persons connect as well, though much has to do with them")
    parser.add_argument("-f", "--format", choices=FORMS, default="text", help="text, or JSON (default: text)")
    parser.add_argument("--sparql", action="store_true", help="print SPARQL that finds the same connections in any store that holds the graph")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="zh", help="language of the sentences (default: zh)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what connects two things; say on standard error how many connections there are."""
    if arguments.number < 1:
        raise Refusal(MISUSE, f"-n {arguments.number} asks for nothing", "give a number from 1 on")
    with graph_index(arguments.graph) as index:
        from ..network.explain import explain

        one, other = (the_thing(index, name, arguments.lang) for name in (arguments.one, arguments.other))
        if one == other:
            raise Refusal(MISUSE, f"{arguments.one} and {arguments.other} are one thing: {one.iri}", "name two different things; `kg show` tells all about one")
        if arguments.sparql:
            from ..network.connections import query
            from ..network.explain import sides

            made = query(*map(list, sides(index, one, other)), hubs=arguments.hubs)
        else:
            explained = explain(index, one, other, most=arguments.number, hubs=arguments.hubs)
            made = _json(index, explained, arguments.lang) if arguments.format == "json" else _text(index, explained, arguments.lang)
            print(_counted(explained), file=sys.stderr)
    sys.stdout.buffer.write(made.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return DONE


def _text(index: Index, explained: Explained, lang: str) -> str:
    from ..network.sentences import lines
    from ..render import plain

    return "".join(f"{line[: len(line) - len(line.lstrip())]}{plain(line.lstrip())}\n" for line in lines(index, explained, LANGUAGES[lang]))


def _json(index: Index, explained: Explained, lang: str) -> str:
    from ..network.sentences import as_json

    return as_json(index, explained, LANGUAGES[lang])


def _counted(explained: Explained) -> str:
    shown, total = len(explained.connections), explained.total
    what = f"{total or 'no'} connection{'s' * (total != 1)}"
    more = f", {shown} shown (-n {total} shows all)" if shown < total else ""
    return f"{what}{more}{'; the search for a chain was given up: too much lies between' if explained.cut else ''}"
