"""`kg graph`: the questions a network of things is good for."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from .filters import add_filters, filters_of, kinds_of
from .inputs import DONE, MISUSE, UNREACHABLE, Refusal, add_graph
from .pictured import PICTURES
from .things import graph_index, the_thing

if TYPE_CHECKING:
    from ..network import Index
    from ..network.rows import Node
    from ..network.view import View
    from .graph_rows import Rows, Spoken

FORMS = ("table", "csv", "json")
LANGUAGES = ("zh", "en")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "graph", help="ask the network of things", description="Ask the network of things a question. Without a name: list the questions.",
        epilog="Exit codes: 0 answered (no rows is an answer), 1 the graph is damaged, 2 wrong use, an unknown or ambiguous name, 3 too much to tell, or a file cannot be reached.",
    )  # fmt: skip
    parser.add_argument("name", nargs="?", metavar="NAME", help="a question")
    parser.add_argument("about", nargs="*", metavar="THING", help="what it is asked about, by any of its names; for within, and how many steps")
    add_graph(parser)
    parser.add_argument("-f", "--format", default="table", choices=(*FORMS, *PICTURES), help="form of the answer (default: table); svg and png: a picture of neighbours")
    parser.add_argument("--lang", choices=LANGUAGES, default="zh", help="language of headings and labels (default: zh)")
    parser.add_argument("--hubs", action="store_true", help="let platforms, cities and persons connect as well (within, common, central)")
    parser.add_argument("--measure", default="degree", choices=("degree", "betweenness", "pagerank"), help="of central (default: degree)")
    add_filters(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask, and print the answer; say on standard error how many rows it has."""
    from ..network.questions import QUESTIONS

    if arguments.name is None:
        for name, asked in QUESTIONS.items():
            print(" ".join((name, *(f"[{word}]" for word in asked.about))), f"    {asked.zh}", f"    {asked.en}", sep="\n")
        return DONE
    if arguments.name not in QUESTIONS:
        from difflib import get_close_matches

        alike = get_close_matches(arguments.name, QUESTIONS, cutoff=0.4)
        raise Refusal(MISUSE, f"there is no question {arguments.name!r}", f"did you mean {', '.join(alike)}?" if alike else "`kg graph` lists them all")
    about = QUESTIONS[arguments.name].about
    if len(arguments.about) != len(about):
        raise Refusal(MISUSE, f"{arguments.name} is asked about {len(about) or 'no'} thing{'s' * (len(about) != 1)}, not {len(arguments.about)}", f"kg graph {' '.join((arguments.name, *about))}")
    if arguments.format in PICTURES and arguments.name != "neighbours":
        raise Refusal(MISUSE, f"of {arguments.name} there is no picture", "ask for neighbours, or with -f table, csv or json; `kg export -f svg` draws all cases")
    kinds_of(arguments)
    with graph_index(arguments.graph) as index:
        if arguments.format in PICTURES:
            _draw(index, arguments)
            return DONE
        _print(*_answer(index, arguments), arguments.format)
    return DONE


def _answer(index: Index, arguments: argparse.Namespace) -> tuple[Spoken, Rows]:
    from ..network.questions import TooWide, UnknownThing
    from .graph_rows import Spoken

    name, lang = arguments.name, arguments.lang
    steps = _steps(arguments.about.pop()) if name == "within" else 0
    things = [the_thing(index, word, lang) for word in arguments.about]
    if len(things) == 2 and things[0] == things[1]:
        raise Refusal(MISUSE, f"both names mean one thing: {things[0].iri}", "name two different things")
    asked, spoken = _part(index, arguments), Spoken(lang, index.node)
    try:
        return spoken, _near(asked, spoken, arguments, things, steps) if things else _whole(asked, spoken, arguments)
    except TooWide as wide:
        fewer = f"{wide.found:,} lie within {wide.steps} step{'s' * (wide.steps != 1)}: ask for fewer steps, or leave things out by --group, --since, --until"
        raise Refusal(UNREACHABLE, f"{wide} lie within {steps} steps of {things[0].label}", fewer) from wide
    except UnknownThing as unknown:
        raise Refusal(MISUSE, f"the filters leave {unknown} out", "ask with fewer of --group, --since, --until, --status") from unknown


def _draw(index: Index, arguments: argparse.Namespace) -> None:
    from .pictured import neighbours_picture, print_picture

    thing = the_thing(index, arguments.about[0], arguments.lang)
    print_picture(neighbours_picture(_part(index, arguments), thing, kinds_of(arguments), arguments.lang), arguments.format)


def _near(asked: View | Index, spoken: Spoken, arguments: argparse.Namespace, things: list[Node], steps: int) -> Rows:
    """Answer what is asked about things; kinds are those of what is told."""
    from ..network import questions

    kinds, hubs, iris = kinds_of(arguments), arguments.hubs, [thing.iri for thing in things]
    if arguments.name == "neighbours":
        return spoken.neighbours(questions.neighbours(asked, iris[0], kinds=kinds), things[0])
    if arguments.name == "within":
        return spoken.within(questions.within(asked, iris[0], steps, kinds=kinds, hubs=hubs))
    if arguments.name == "common":
        return spoken.common(questions.common(asked, *iris, kinds=kinds, hubs=hubs), *things)
    told = questions.timeline(asked, iris[0])
    return spoken.timeline(event for event in told if not kinds or event.source.kind in kinds or event.target.kind in kinds)


def _whole(asked: View | Index, spoken: Spoken, arguments: argparse.Namespace) -> Rows:
    """Answer what is asked of the whole network."""
    from ..network import questions

    if arguments.name == "projects":
        return spoken.projects(questions.projects(asked))
    if arguments.name == "communities":
        return spoken.communities(questions.communities(asked))
    if arguments.name == "bridges":
        return spoken.bridges(questions.bridges(asked))
    kinds = kinds_of(arguments) or questions.RANKED
    return spoken.central(questions.central(asked, measure=arguments.measure, kinds=kinds, hubs=arguments.hubs), arguments.measure)


def _part(index: Index, arguments: argparse.Namespace) -> View | Index:
    """Return what is asked: the index as it is, or the part of the view that filters leave."""
    filters = filters_of(arguments, index)
    kinds = kinds_of(arguments) if arguments.name in ("projects", "communities", "bridges") else ()
    if not kinds and not any(filters.values()):
        return index
    from ..network import select, view_of

    return select(view_of(index), kinds=kinds, **filters)


def _steps(word: str) -> int:
    if word.isascii() and word.isdecimal() and int(word) > 0:
        return int(word)
    raise Refusal(MISUSE, f"{word!r} is no number of steps", "give the thing and then a number from 1 on, as: kg graph within 環狀線 2")


def _print(spoken: Spoken, rows: Rows, form: str) -> None:
    from .graph_rows import as_csv, as_json, cell

    if form == "table":
        from ..layout import aligned
        from .table import width

        shown = [[value if isinstance(value, int) else " ".join(cell(value).split()) for value in row] for row in rows.rows]
        made = aligned(spoken.heads(rows.columns), shown, width=width(sys.stdout)) + "\n" if shown else ""
    else:
        made = (as_csv if form == "csv" else as_json)(rows)
    sys.stdout.flush()
    sys.stdout.buffer.write(made.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    count = len(rows.rows)
    print(f"{count or 'no'} row{'s' * (count != 1)}{rows.note and '; '}{rows.note}", file=sys.stderr)
