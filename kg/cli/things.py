"""What the commands of the network take: the index of a graph, and things by their names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .inputs import MISUSE, UNREACHABLE, Refusal, graph_file

if TYPE_CHECKING:
    from ..network import Index
    from ..network.links import Named
    from ..network.rows import Node

LISTED = 12


@contextmanager
def graph_index(named: str | None) -> Iterator[Index]:
    """Give the index of what -g names: of a graph file the one kept in the user's folder, of anything else one in memory.

    Raises:
        Refusal: nothing is there, it is damaged, or no graph of ours.
    """
    from ..store import FORMATS, GraphError

    lasting = named is not None and Path(named).suffix.lower() in FORMATS
    with graph_file(named) as path:
        try:
            index = _kept(path) if lasting else _whole(path)
        except GraphError as error:
            raise Refusal(error.code, error.message, error.remedy) from error
        with index, _sound(path):
            yield index


def the_thing(index: Named, name: str, lang: str = "zh") -> Node:
    """Return the one thing that a name means: a label, another name, an IRI or the path of one.

    Raises:
        Refusal: nothing bears the name, or several things do; candidates are listed with kind and IRI.
    """
    if not name.strip():
        raise Refusal(MISUSE, "no name is given", "name a case, person, project, group, organization, meeting or directive")
    found = index.find(name)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(MISUSE, f"{len(found)} things are called {name!r}", "\n          ".join(["give the IRI of one of them:", *_listed(found, lang)]))
    near = index.near(name)
    remedy = "\n          ".join(["nearest:", *_listed(near, lang)]) if near else "look at the names with `kg search`"
    raise Refusal(MISUSE, f"nothing is called {name!r} in this graph", remedy)


@contextmanager
def _sound(path: Path) -> Iterator[None]:
    import sqlite3

    from ..cache import user_folder

    try:
        yield
    except sqlite3.DatabaseError as error:
        raise Refusal(UNREACHABLE, f"{path}: the index kept of it is damaged: {error}", f"delete {user_folder() / 'views'}; it is made again") from error


def _kept(path: Path) -> Index:
    """Open the index in the user's folder; one in memory where that folder takes nothing, or the file gave nothing."""
    import sqlite3

    from ..cache import user_folder
    from ..network import index_of

    with suppress(OSError, sqlite3.Error):
        index = index_of(path, user_folder() / "views")
        if index.node_count():
            return index
    return _whole(path)


def _whole(path: Path) -> Index:
    """Make an index in memory; of a file that gives nothing, say what is wrong with it."""
    from ..network import index_of
    from ..store import open_store

    index = index_of(path)
    if not index.node_count():
        open_store(path)
    return index


def _listed(nodes: list[Node], lang: str) -> list[str]:
    from ..network.words import node_label

    shown = [f"{node_label(n.kind)[lang == 'en']}  {(lang == 'en' and n.label_en) or n.label}  {n.iri}" for n in nodes[:LISTED]]
    return shown + ([f"… and {len(nodes) - LISTED} more"] if len(nodes) > LISTED else [])
