"""`kg show`: all that is known of one thing, with quotes."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from .inputs import DONE, MISUSE, Refusal, add_graph, graph_store

if TYPE_CHECKING:
    import pyoxigraph as ox

    from ..facts import Facts
    from ..names import Named

LANGUAGES = {"zh": "zh-hant", "en": "en"}
LISTED = 12


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("show", help="all that is known of one thing, with quotes", description="Show all that the graph holds of one thing, fact by fact, with quote and place.")
    parser.add_argument("name", metavar="X", help="a label, another name or an IRI: of a case, person, project, group, organization, meeting, directive")
    add_graph(parser)
    parser.add_argument("-f", "--format", choices=("text", "md", "ttl"), default="text", help="text, a dossier in Markdown, or Turtle (default: text)")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="zh", help="language of headings and labels (default: zh)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what is known."""
    with graph_store(arguments.graph) as store:
        from ..facts import Facts
        from ..show import dossier, markdown, text, turtle

        thing = the_one(store, arguments.name)
        facts = Facts(store, lang=LANGUAGES[arguments.lang])
        if arguments.format == "ttl":
            made = turtle(facts, thing)
        else:
            made = (text if arguments.format == "text" else markdown)(dossier(facts, thing), facts.lang).encode("utf-8", "replace")
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return DONE


def the_one(store: ox.Store, name: str) -> str:
    """Return the one thing that a name means.

    Raises:
        Refusal: nothing bears the name, or several things do and the minutes loaded use more than one of them.
    """
    from ..facts import Facts
    from ..names import find, near

    if not name.strip():
        raise Refusal(MISUSE, "no name is given", "name a case, person, project, group, organization, meeting or directive")
    facts = Facts(store)
    found = find(store, name)
    if not found and facts.is_thing(name):
        return name
    if not found:
        nearest = "、".join(dict.fromkeys(n.label for n in near(store, name)))
        raise Refusal(MISUSE, f"nothing is called {name!r} in this graph", f"nearest: {nearest}" if nearest else "look at the names with `kg search`")
    iris = sorted({_meant(store, thing) for thing in found})
    used = [iri for iri in iris if facts.in_minutes(iri)] or iris
    if len(used) > 1:
        raise Refusal(MISUSE, f"{len(used)} things are called {name!r}", "\n          ".join(["give the IRI of one of them:", *_listed(facts, used)]))
    return used[0]


def _meant(store: ox.Store, thing: Named) -> str:
    """Return the meeting where minutes bear the name: both have one title."""
    import pyoxigraph as ox

    from ..vocab import KG

    of = store.quads_for_pattern(ox.NamedNode(thing.iri), ox.NamedNode(KG.meeting), None) if KG.Minutes in thing.kinds else ()
    return next((q.object.value for q in of if isinstance(q.object, ox.NamedNode)), thing.iri)


def _listed(facts: Facts, iris: list[str]) -> list[str]:
    return [f"{facts.kind(iri)}  {iri}" for iri in iris[:LISTED]] + ([f"… and {len(iris) - LISTED} more"] if len(iris) > LISTED else [])
