"""The explorer in a process that answers: its pages, its data, its downloads. What is gathered of a state of the store is kept while it is the newest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import cast

import pyoxigraph as ox

from ..explorer import Explorer
from ..explorer.downloads import FORMS, download
from ..explorer.explained import explained
from ..explorer.kept import recall
from ..explorer.pages import of_thing
from ..explorer.pages import page as page_of
from ..explorer.results import lost_page
from ..explorer.ways import ENDING, Ways, encoded, up
from ..pictures import PictureError
from .accept import written
from .documents import VARY, document_of
from .reply import Reply
from .settings import Settings
from .wire import Refused, Task

_held: dict[str, tuple[ox.Store, Explorer]] = {}


def explorer_of(store: ox.Store, task: Task) -> Explorer:
    """Return the explorer of a store, made when it is first asked for: of what was gathered of it, where that could be kept."""
    if "newest" not in _held or _held["newest"][0] is not store:
        folder, name = cast("tuple[str, str]", task.values["view"])
        _held["newest"] = store, (recall(store, Path(folder), name) if name else None) or Explorer(store)
    return _held["newest"][1]


def page(store: ox.Store, task: Task, reply: Reply, settings: Settings) -> None:
    """Write a page of the explorer.

    Raises:
        Refused: there is none at this path.
    """
    asked = task.values["asked"]
    assert isinstance(asked, Mapping)
    path = str(task.values["path"])
    html = page_of(explorer_of(store, task), path, {**asked, ".seconds": f"{settings.seconds:g}"}, ways_of(task, path))
    if html is None:
        raise missing()
    document_of(html.encode("utf-8", "replace"), written("text/html"), task, reply)


def connected(store: ox.Store, task: Task, reply: Reply, settings: Settings) -> None:
    """Write what connects two things, for scripts.

    Raises:
        Refused: a name does not mean one thing.
    """
    asked = task.values["asked"]
    assert isinstance(asked, Mapping)
    body = explained(explorer_of(store, task), asked, str(task.values["language"]))
    if body is None:
        raise missing()
    document_of(body, "application/json", task, reply)


def data(store: ox.Store, task: Task, reply: Reply, settings: Settings) -> None:
    """Write a file of data.

    Raises:
        Refused: there is none of this name.
    """
    path = str(task.values["path"])
    body = explorer_of(store, task).data(path)
    if body is None:
        raise missing()
    document_of(body, FORMS[PurePosixPath(path).suffix], task, reply)


def thing(store: ox.Store, iri: str, task: Task, path: str) -> bytes:
    """Return the page of whatever an IRI names."""
    explorer = explorer_of(store, task)
    name = iri.removeprefix(explorer.base) if iri.startswith(explorer.base) else path.lstrip("/")
    html = of_thing(explorer, iri, ways_of(task, path.lstrip("/")), f"{name}{ENDING}")
    if html is None:
        raise missing()
    return html.encode("utf-8", "replace")


def downloaded(store: ox.Store, iri: str, suffix: str, task: Task, reply: Reply) -> None:
    """Write what is known of a thing in a form that is no RDF.

    Raises:
        Refused: it stands in no network, or there is no font for a picture.
    """
    try:
        body = download(explorer_of(store, task), iri, suffix, str(task.values["language"]))
    except PictureError as error:
        raise Refused(500, str(error), "ask for .svg, which browsers draw with their own fonts") from error
    if body is None:
        raise missing()
    # A picture is saved and not opened: its own style would not be let in here.
    document_of(body, written(FORMS[suffix]), task, reply, ("Content-Disposition", "attachment"))


def ways_of(task: Task, path: str) -> Ways:
    """Return where a page stands that a server gives.

    Args:
        path: of the request, without the first stroke.
    """
    language, asked = str(task.values["language"]), task.values["asked"]
    assert isinstance(asked, Mapping)
    query = f"?lang={language}" if asked.get("lang") == language else ""
    given = {**asked, "lang": "en" if language == "zh" else "zh"}
    other = "?" + "&".join(f"{encoded(str(key))}={encoded(str(value))}" for key, value in given.items())
    embedded = bool(task.values.get("embedded"))
    return Ways(language=language, root=up(f"embed/{path}" if embedded else path), embedded=embedded, pages=up(path), other=other, query=query, served=True, address=str(task.values["address"]))


def lost(task: Task, reply: Reply, path: str) -> None:
    """Say that a path names nothing: to a person on a page, with a box to search in.

    Raises:
        Refused: the same to a program.
    """
    if "text/html" not in task.accept:
        raise missing()
    reply.start(404, written("text/html"), ("Vary", VARY))
    reply.write(lost_page(ways_of(task, path.lstrip("/")), path).encode("utf-8", "replace"))


def missing() -> Refused:
    """Return the error of a path that names nothing."""
    return Refused(404, "nothing of this name is here", "look at the names with SPARQL, at /sparql, or `kg search`", (("Vary", VARY),))
