"""From a page to others: relative, so that a page works under any address and from disk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote

LANGUAGES = {"zh": "zh-hant", "en": "en"}
ENDING = ".html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Where a page stands.

    Attributes:
        language: `zh` or `en`.
        root: leads to the root, where `static/` and `data/` lie.
        pages: leads to the pages of this language.
        query: what links to pages end in (`?lang=en`), where the address says the language.
        other: leads to this page in the other language.
        served: a server answers forms.
        embedded: the page stands without its frame, within a page of others.
        address: of the server, as its client names it.
    """

    language: str
    root: str
    pages: str
    other: str
    query: str = ""
    served: bool = False
    embedded: bool = False
    address: str = ""

    @property
    def lang(self) -> str:
        """Return the tag of the language."""
        return LANGUAGES[self.language]

    def page(self, path: str, **values: str) -> str:
        """Return the way to a page, `path#anchor`, asked for some values."""
        name, _, anchor = path.partition("#")
        asked = [part for part in (self.query.removeprefix("?"), *(f"{key}={quote(value, safe='')}" for key, value in values.items())) if part]
        return f"{self.pages}{encoded(name)}{'?' if asked else ''}{'&'.join(asked)}{f'#{quote(anchor)}' if anchor else ''}"

    def file(self, path: str) -> str:
        """Return the way to a file that has no language."""
        return f"{self.root}{encoded(path)}"


def up(path: str) -> str:
    """Return what leads from a page to the folder that its path begins in."""
    return "../" * path.count("/")


def written(path: str, language: str, *, query: str = "") -> Ways:
    """Return the ways of a page of static files: Chinese at the root, English below `en/`."""
    back = up(path)
    root = back if language == "zh" else f"{back}../"
    other = f"{root}en/{encoded(path)}" if language == "zh" else f"{root}{encoded(path)}"
    return Ways(language=language, root=root, pages=back, other=other, query=query)


def embedded(path: str, language: str) -> Ways:
    """Return the ways of a page of static files that stands without its frame: `embed/` below its language."""
    return replace(written(f"embed/{path}", language), embedded=True)


@lru_cache(maxsize=8192)
def encoded(path: str) -> str:
    """Return a path as links have it."""
    return quote(path, safe="/~")


def mark(*names: str) -> str:
    """Return an anchor for what some names stand for."""
    return f"f{hashlib.sha256(' '.join(names).encode()).hexdigest()[:12]}"
