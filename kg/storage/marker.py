"""The file that says a folder is a store of ours: of which format, made by which program, and which state is published."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from ..catalog import software_version
from ..store import GraphError

NAME = "store.json"
WHAT = "kg store"
FORMAT = 1  # of the folder; a program opens its own and older ones
ANEW = "a store holds nothing that an export does not: take the folder away and load it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """Describe a store folder.

    Attributes:
        published: the name of the folder under `published/` that readers open; empty where nothing was loaded whole yet.
        base: what the IRIs of data begin with; empty until something is published.
        ontology: the version of the ontology that the graph was made with.
        program: the version of the program that wrote last.
    """

    published: str = ""
    base: str = ""
    ontology: str = ""
    program: str = ""
    format: int = FORMAT
    what: str = WHAT


def read(folder: Path) -> Marker:
    """Return what a folder says of itself.

    Raises:
        GraphError: it is no store of ours, it was made by a newer program, or its marker is damaged.
        OSError: it cannot be read.
    """
    try:
        said = json.loads((folder / NAME).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise GraphError(2, f"{folder}: this is no store that `kg load` made: there is no {NAME}", "name a store folder, or load a graph into a new one") from None
    except ValueError as error:
        raise GraphError(1, f"{folder}: the store is damaged: {NAME} cannot be read", ANEW) from error
    if not isinstance(said, dict) or said.get("what") != WHAT:
        raise GraphError(2, f"{folder}: this is no store that `kg load` made: {NAME} speaks of something else", "name a store folder, or load a graph into a new one")
    if not isinstance(said.get("format"), int) or not all(isinstance(said.get(name, ""), str) for name in ("published", "base", "ontology", "program")):
        raise GraphError(1, f"{folder}: the store is damaged: {NAME} does not say what it should", ANEW)
    if said["format"] > FORMAT:
        raise GraphError(1, f"{folder}: the store was made by a newer program (kg {said.get('program', '')}, format {said['format']}; this one reads {FORMAT})", "install the newer version of kg, or load the graph into a new folder with this one")
    return Marker(**{name: said[name] for name in ("published", "base", "ontology", "program", "format") if name in said})


def write(folder: Path, marker: Marker) -> None:
    """Put a marker in the place of the one before, whole or not at all."""
    text = json.dumps(asdict(marker) | {"program": software_version(), "format": FORMAT}, ensure_ascii=False, indent=1)
    replace_file(folder / NAME, f"{text}\n".encode())


def replace_file(path: Path, data: bytes) -> None:
    """Write a file anew, whole or not at all, also where power fails."""
    made = path.with_name(f".{path.name}.new")
    with made.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    os.replace(made, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let the names in a folder reach the disk, where the system knows of such."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
