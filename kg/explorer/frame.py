"""From values to HTML: the templates, and what they may call. All that comes from data is escaped here."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ..phrases import phrase
from ..render import plain
from .ways import Ways
from .words import ui

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
SCRIPT = "explorer.js"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@lru_cache
def environment() -> Environment:
    """Return the templates."""
    made = Environment(loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(own=own, exact=exact)
    return made


def page(template: str, ways: Ways, *, title: str, name: str, path: str, **values: Any) -> str:
    """Return a page.

    Args:
        template: its file.
        ways: where it stands.
        title: what it is called, as text.
        name: what kind of page it is, for scripts.
        path: its path.
        values: what the template shows.
    """
    say: Callable[..., str] = partial(_said, ways.language)
    given = {"ways": ways, "title": plain(title), "name": name, "path": path, "say": say, "phrase": partial(_phrased, ways.lang), "when": partial(calendar, ways.language), "script": (STATIC / SCRIPT).is_file(), "id": "", "alternates": ()}
    return environment().get_template(template).render(**given | values) + "\n"


@lru_cache(maxsize=4096)
def own(text: str) -> Markup:
    """Return a name on one line, as text of its own direction."""
    return Markup(f"<bdi>{escape(plain(text))}</bdi>")


def exact(text: str) -> Markup:
    """Return words as they are, line breaks and all; what HTML cannot hold is shown as a mark."""
    return escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))


def calendar(language: str, date: str) -> str:
    """Return a date with the year of the other calendar beside it; what is no date, as it is."""
    year = date[:4]
    if len(date) != 10 or not year.isdecimal() or int(year) <= 1911:
        return date
    return f"{date} (ROC {int(year) - 1911})" if language == "en" else f"{date}（民國 {int(year) - 1911}）"


def _said(language: str, name: str, *values: object) -> str:
    return ui(name, language, *values)


def _phrased(lang: str, name: str, *values: object) -> str:
    return phrase(name, lang, *values)
