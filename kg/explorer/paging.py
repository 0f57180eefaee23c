"""Long lists in pages: a server is asked for one by its number (`?page=2`), on disk each is a file (`cases/2.html`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from .ways import ENDING, Ways

SIZE = 100
_NUMBERED = re.compile(r"(.+)/([1-9][0-9]{0,5})\.html")
T = TypeVar("T")


class Part(NamedTuple, Generic[T]):
    """What stands on one page of a list: its number among how many, where it begins, and the ways to the pages before and after it."""

    rows: Sequence[T]
    number: int
    pages: int
    begin: int
    before: str
    after: str


def part(found: Sequence[T], ways: Ways, stem: str, number: int, **asked: str) -> Part[T]:
    """Return one page of a list; the last one for a number beyond it.

    Args:
        found: the list.
        ways: where the page stands.
        stem: of its path, without a number.
        number: of the page, from 1.
        asked: what else a server is asked for.
    """
    pages = pages_of(len(found))
    number = min(number, pages)
    begin = (number - 1) * SIZE
    ends = [way(ways, stem, other, **asked) if 1 <= other <= pages else "" for other in (number - 1, number + 1)]
    return Part(found[begin : begin + SIZE], number, pages, begin, *ends)


def way(ways: Ways, stem: str, number: int, **asked: str) -> str:
    """Return the way to a page of a list."""
    return ways.page(f"{stem}{ENDING}", **asked, **({"page": str(number)} if number > 1 else {})) if ways.served else ways.page(numbered(stem, number))


def pages_of(total: int) -> int:
    """Return how many pages a list of some length has; an empty one has one."""
    return max(1, -(-total // SIZE))


def numbered(stem: str, number: int) -> str:
    """Return the path of a page of a list on disk."""
    return f"{stem}/{number}{ENDING}" if number > 1 else f"{stem}{ENDING}"


def number_of(path: str, asked: Mapping[str, str]) -> tuple[str, int]:
    """Return the stem of a path and the number of the page that is asked for, by the path or by the address."""
    if found := _NUMBERED.fullmatch(path):
        return found[1], int(found[2])
    given = asked.get("page", "")
    return path.removesuffix(ENDING), int(given) if re.fullmatch("[1-9][0-9]{0,5}", given) else 1
