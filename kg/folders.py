"""The files in folders, named in little memory: a hundred thousand of them are held in two megabytes. It knows no reader.

A folder of a city's whole history has so many files that a path object each would be most of what an export holds.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import overload


class Files(Sequence[Path]):
    """Paths in the order in which they were added; each is made when it is asked for."""

    def __init__(self) -> None:
        self._folders: list[Path] = []
        self._first: list[int] = []  # number of files before each folder
        self._names, self._ends = bytearray(), array("Q")

    def add(self, folder: Path, names: Sequence[str]) -> None:
        """Take in files of one folder."""
        if names:
            self._folders.append(folder)
            self._first.append(len(self))
        for name in names:
            self._names += os.fsencode(name)
            self._ends.append(len(self._names))

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> Path: ...

    @overload
    def __getitem__(self, place: slice) -> list[Path]: ...

    def __getitem__(self, place: int | slice) -> Path | list[Path]:
        if isinstance(place, slice):
            return [self._path(n) for n in range(*place.indices(len(self)))]
        return self._path(range(len(self))[place])

    def _path(self, place: int) -> Path:
        start = self._ends[place - 1] if place else 0
        name = os.fsdecode(bytes(self._names[start : self._ends[place]]))
        return self._folders[bisect_right(self._first, place) - 1] / name


def walk(folder: Path, wanted: Callable[[str], bool], files: Files) -> None:
    """Add the files below a folder whose names are wanted, in the order of their paths, name by name.

    Links to folders are not followed; a folder that may not be looked into holds nothing.
    """
    held: list[str] = []
    for name, is_folder in _inside(folder, wanted):
        if is_folder:
            files.add(folder, held)
            held = []
            walk(folder / name, wanted, files)
        else:
            held.append(name)
    files.add(folder, held)


def _inside(folder: Path, wanted: Callable[[str], bool]) -> list[tuple[str, bool]]:
    try:
        with os.scandir(folder) as inside:
            entries = [(entry, entry.is_dir(follow_symlinks=False)) for entry in inside]
    except PermissionError:
        return []
    return sorted((entry.name, is_folder) for entry, is_folder in entries if is_folder or (wanted(entry.name) and os.path.isfile(entry)))
