"""`kg query`: a saved or one's own question -> a table, or a file of results."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .inputs import DONE, FINDINGS, MISUSE, UNREACHABLE, Refusal, add_graph, graph_path

if TYPE_CHECKING:
    import pyoxigraph as ox

    from ..query import Answer
    from ..worker import Ready

FORMS = ("table", "csv", "tsv", "json", "xml", "ttl")
LONGEST = 1_000_000  # seconds that may be waited for an answer
LIMIT = 30.0  # seconds


class Question(NamedTuple):
    """What is asked: a saved question with names, or SPARQL; and in which form the answer is wanted."""

    saved: str | None
    values: tuple[str, ...]
    text: str
    form: str


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "query", help="ask a saved question, or SPARQL", description="Ask a graph a saved question, or SPARQL. Without a name: list the saved questions.",
        epilog="Exit codes: 0 answered (no rows is an answer), 1 the graph is damaged, 2 wrong use, an unknown name or SPARQL that is not understood, 3 time was up, the answer is too long, or a file cannot be reached.",
    )  # fmt: skip
    parser.add_argument("name", nargs="?", metavar="NAME", help="a saved question, or a file of SPARQL (.rq)")
    parser.add_argument("values", nargs="*", metavar="VALUE", help="what it is asked about, by any of its names (default: everything)")
    parser.add_argument("-q", "--sparql", metavar="TEXT", help="SPARQL; all usual prefixes are known")
    add_graph(parser)
    parser.add_argument("-f", "--format", default="table", choices=FORMS, help="form of the answer; ttl for CONSTRUCT and DESCRIBE (default: table)")
    parser.add_argument("--timeout", type=float, default=LIMIT, metavar="SECONDS", help="how long the question may take once the graph is read (default: 30)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask, and print the answer; say on standard error how many rows it has."""
    if arguments.name is None and arguments.sparql is None:
        return _list()
    question = _question(arguments)
    if not 0 < arguments.timeout <= LONGEST:
        raise Refusal(MISUSE, f"--timeout {arguments.timeout:g} is no time to wait", f"give a number of seconds above 0, at most {LONGEST:,}")
    from ..worker import WorkerEnded, call

    with graph_path(arguments.graph) as path:
        try:
            answer, prefixes = call(_asked, path, question, seconds=arguments.timeout)
        except TimeoutError:
            raise Refusal(UNREACHABLE, f"the question was not answered within {arguments.timeout:g} seconds", "ask about one thing, narrow the query, or give more time with --timeout") from None
        except WorkerEnded as ended:
            raise Refusal(UNREACHABLE, f"the question broke off ({ended})", "there may be too little memory: ask about one thing, or of a smaller graph") from None
    _print(answer, prefixes, question.form)
    return DONE


def prefixes_of(store: ox.Store) -> dict[str, str]:
    """Return the prefixes that are known without being declared: those of an export of this graph."""
    from ..outlet import prefixes
    from ..store import base_of

    return prefixes(bodies_of(store), base=base_of(store))


def bodies_of(store: ox.Store) -> set[str]:
    """Return the bodies that name cases and groups in the minutes, as they stand in IRIs."""
    from ..store import base_of, links, minutes_graphs
    from ..vocab import KG, RDF

    base, graphs = base_of(store), minutes_graphs(store)
    starts = {KG.Case: f"{base}case/", KG.WorkingGroup: f"{base}group/"}
    named = {iri.removeprefix(starts[kind]) for iri, kind, graph in links(store, None, RDF.type) if kind in starts and graph in graphs}
    return {name.rpartition("/")[0] for name in named if "/" in name}


def _list() -> int:
    from ..query import saved_queries

    for saved in saved_queries().values():
        asked = f" [{saved.parameter.upper()}]" if saved.parameter else ""
        print(f"{saved.name}{asked}\n    {saved.question}\n    {saved.question_en}")
    return DONE


def _question(arguments: argparse.Namespace) -> Question:
    name, values, form = arguments.name, tuple(arguments.values), arguments.format
    if arguments.sparql is not None:
        if name is not None:
            raise Refusal(MISUSE, f"-q asks already; {name} is one question too many", "give either a name or -q")
        return Question(None, (), arguments.sparql, form)
    from ..query import saved_queries

    if name in saved_queries():
        if form == "ttl":
            raise Refusal(MISUSE, f"{name} gives rows, and -f ttl is for triples", f"choose among {', '.join(FORMS[:-1])}")
        return Question(name, values, "", form)
    if not name.endswith((".rq", ".sparql")):
        from difflib import get_close_matches

        alike = get_close_matches(name, saved_queries(), cutoff=0.4)
        raise Refusal(MISUSE, f"there is no saved question {name!r}", f"did you mean {', '.join(alike)}?" if alike else "`kg query` lists them all; a file of SPARQL ends in .rq")
    if values:
        raise Refusal(MISUSE, f"{name} takes no names of things", f"leave {values[0]} out")
    return Question(None, (), _file(Path(name)), form)


def _file(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise Refusal(UNREACHABLE, f"{path}: no such file", "look at the path and try again") from None
    except UnicodeDecodeError:
        raise Refusal(FINDINGS, f"{path}: the file is no text in UTF-8", "save it as UTF-8 and try again") from None


def _asked(ready: Ready, path: Path, question: Question) -> tuple[Answer, dict[str, str]]:
    """Open the graph and answer; runs in the worker."""
    from ..query import TooLong, UnknownName, answer, asked_about, saved_queries
    from ..sparql import SparqlError
    from ..storage import opened
    from ..store import GraphError

    try:
        with opened(path) as store:
            prefixes = prefixes_of(store)
            text = asked_about(store, saved_queries()[question.saved], question.values, prefixes) if question.saved else question.text
            ready()
            return answer(store, text, prefixes, "rows" if question.form in ("table", "ttl") else question.form), prefixes
    except GraphError as error:
        raise Refusal(error.code, error.message, error.remedy) from error
    except TooLong as error:
        raise Refusal(UNREACHABLE, str(error), "add LIMIT to the query, or ask about one thing") from error
    except (UnknownName, SparqlError) as error:
        raise Refusal(MISUSE, error.message, error.remedy) from error


def _print(answer: Answer, prefixes: dict[str, str], form: str) -> None:
    if answer.form == "graph" and form not in ("table", "ttl"):
        raise Refusal(MISUSE, f"the query gives triples, and -f {form} is for rows", "leave -f out, or give -f ttl")
    if answer.form == "select" and form == "ttl":
        raise Refusal(MISUSE, "the query gives rows, and -f ttl is for triples", f"choose among {', '.join(FORMS[:-1])}")
    if answer.form == "select" and form == "table":
        from .table import table, width

        if answer.rows:
            print(table(answer.columns, answer.rows, prefixes, width(sys.stdout)))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(answer.data)
        sys.stdout.buffer.flush()
    if answer.form != "ask":
        what = "triple" if answer.form == "graph" else "row"
        print(f"{answer.total or 'no'} {what}{'s' * (answer.total != 1)}{answer.note and '; '}{answer.note}", file=sys.stderr)
