"""The explorer on disk: every page in both languages, data and assets, in place of what an earlier run wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..outlet import replace_files
from ..pictures import STYLE
from ..show import all_data
from .downloads import download
from .explorer import Explorer
from .frame import STATIC
from .pages import page, paths
from .scripted import data_files, graph_files, networks
from .thing import TRIPLES, written_forms
from .ways import ENDING, LANGUAGES, embedded, written
from .work import work_folder

LIST = ".kg-site"  # what this program wrote into the folder, a line a file
PICTURES = "pictures.css"
EMBEDDED = ("cases.html", "connections.html", "graph.html", "query.html")  # views that stand without their frame as well


def write_site(explorer: Explorer, folder: Path) -> int:
    """Write the explorer into a folder: all of it, or nothing; what an earlier run wrote and this one does not, goes. Other files stay.

    Returns:
        How many files were written.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with work_folder(folder) as work:
        made, kept = work / "made", work / "kept"
        names = sorted(_put(made, name, body) for name, body in files(explorer))
        _put(made, LIST, [f"{name}\n".encode() for name in names])
        gone = _listed(folder) - set(names)
        replace_files([Path(name) for name in (*names, LIST)], made, folder, kept)
    _remove(folder, gone)
    return len(names)


def is_foreign(folder: Path) -> bool:
    """Tell whether a folder holds what somebody else put there, and no site of ours; names that begin with a dot do not count."""
    return folder.is_dir() and not (folder / LIST).is_file() and any(not path.name.startswith(".") for path in folder.iterdir())


def files(explorer: Explorer) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the files of the site: path and content, in pieces; one is to be taken before the next is asked for."""
    for path in paths(explorer):
        yield from _both(explorer, path)
        iri = f"{explorer.base}{path.removesuffix(ENDING)}"
        for form, body in _downloads(explorer, iri) if explorer.has_page(iri) else ():
            yield f"{path.removesuffix(ENDING)}.{form}", (body,)
    for path in EMBEDDED:
        for language in LANGUAGES:
            html = page(explorer, path, {}, embedded(path, language))
            yield f"{'' if language == 'zh' else 'en/'}embed/{path}", ((html or "").encode("utf-8", "replace"),)
    yield from data_files(explorer)
    yield from networks(explorer)
    yield from graph_files(explorer)
    for file in sorted(STATIC.rglob("*")):
        if file.is_file():
            yield f"static/{file.relative_to(STATIC).as_posix()}", (file.read_bytes(),)
    yield f"static/{PICTURES}", (STYLE.encode(),)


def _downloads(explorer: Explorer, iri: str) -> Iterator[tuple[str, bytes]]:
    """Yield a thing in all forms that stand on disk; its quads are gathered once for all of RDF."""
    forms = written_forms(explorer, explorer.index.node(iri))
    triples = all_data(explorer.facts["zh"], iri, [form for form in forms if form in TRIPLES])
    for form in forms:
        yield form, triples[form] if form in triples else download(explorer, iri, f".{form}", "zh") or b""


def _both(explorer: Explorer, path: str) -> Iterator[tuple[str, tuple[bytes]]]:
    """Yield a page in English and in Chinese, in which its files are made next."""
    for language in reversed(LANGUAGES):
        html = page(explorer, path, {}, written(path, language))
        if html is not None:
            yield f"{'' if language == 'zh' else 'en/'}{path}", (html.encode("utf-8", "replace"),)


def _put(folder: Path, name: str, body: Iterable[bytes]) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        out.writelines(body)
    return name


def _listed(folder: Path) -> set[str]:
    """Return what an earlier run wrote; a line that leads out of the folder is none of ours."""
    path = folder / LIST
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return {line for line in lines if line and ".." not in Path(line).parts and not Path(line).is_absolute()}


def _remove(folder: Path, names: set[str]) -> None:
    for name in sorted(names):
        path = folder / name
        path.unlink(missing_ok=True)
        for parent in path.parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()
