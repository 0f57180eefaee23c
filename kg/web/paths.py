"""Between the path of a request and the IRI of a thing: data IRIs are readable, paths may be percent-encoded or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote, urlsplit

from .. import iris
from ..vocab import CONCEPT_IRI, KG_IRI

_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_ORIGIN = KG_IRI.rpartition("/")[0] + "/"


def readable(path: str) -> str:
    """Return a path with its percent-encoded characters beyond ASCII as they are; other escapes stay."""
    return _ENCODED.sub(lambda found: _character(found[0]), path)


def named_by(path: str, base: str) -> Iterator[str]:
    """Yield the IRIs that a path may stand for, under a base; the path of the base may be left out. Concepts stay where they are."""
    under = urlsplit(base).path if base else "/"
    local = path.removeprefix(quote(under, safe="/%")).removeprefix("/")
    plain = unquote(local, errors="replace")
    whole = "/".join(iris.escaped(part) for part in plain.split("/"))
    starts = dict.fromkeys((base, _ORIGIN) if f"{_ORIGIN}{plain}".startswith(CONCEPT_IRI) else (base,))
    yield from dict.fromkeys(f"{start}{form}" for start in starts for form in (whole, readable(local), plain))


def _character(escapes: str) -> str:
    try:
        return unquote(escapes, errors="strict")
    except UnicodeDecodeError:
        return escapes
