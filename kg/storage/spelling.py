"""How a statement is spelt in a store's dump: as `kg export` spells it, and never in two ways."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import lt

import pyoxigraph as ox

from ..quads import literal
from ..spill import Lines
from ..vocab import XSD

_MANY = 10_000
_IRI = rb'<[^<>"{}|^`\\\x00-\x20]++>'
_TYPED = b"|".join(
    rb'"%b"\^\^<%b>' % (form, iri.encode())
    for form, iri in ((rb"(?:0|-?[1-9][0-9]{0,17})", XSD.integer), (rb"[0-9]{4}-[0-9]{2}-[0-9]{2}", XSD.date), (rb"(?:true|false)", XSD.boolean))
)
_STRING = rb'"(?:[^"\\\n\r\t\x08\x0c]++|\\["\\nrtbf])*+"(?:@[a-z0-9-]+)?'
_STATEMENTS = re.compile(rb"(?:%b %b (?:%b|%b|%b) %b \.\n)*+" % (_IRI, _IRI, _IRI, _TYPED, _STRING, _IRI))
_EXACT = re.compile(rb"%b|%b|%b" % (_IRI, _TYPED, _STRING))


def spelt(quad: ox.Quad) -> str:
    """Return a statement as a line, without its full stop: as the engine writes it, but for rare characters, which stand as they are."""
    line = str(quad)
    if "\\u" not in line or not isinstance(quad.object, ox.Literal):
        return line
    written = str(quad.object)
    value = literal(quad.object.value) + written[written.rindex('"') + 1 :]
    return " ".join(str(part) for part in (quad.subject, quad.predicate, value, quad.graph_name) if not isinstance(part, ox.DefaultGraph))


def as_stored(quad: ox.Quad) -> str:
    """Return a statement as a line, spelt as a store gives it back: `01` comes back as `1`."""
    line = spelt(quad)
    if isinstance(quad.object, ox.Literal) and not _EXACT.fullmatch(str(quad.object).encode()):
        store = ox.Store()
        store.add(quad)
        return spelt(next(iter(store)))
    return line


def is_exact(lines: bytes, graph: bytes) -> bool:
    """Tell whether lines are of one graph, spelt as a store gives them back, and in order, each once."""
    if lines.count(b" <%b> .\n" % graph) != lines.count(b"\n") or not _STATEMENTS.fullmatch(lines):
        return False
    split = lines.split(b"\n")[:-1]
    return all(map(lt, split, split[1:]))


def settled(data: bytes, graph: str) -> tuple[bytes, str | None]:
    """Return the lines of a graph as they will stand in the store, and their digest; none where blank nodes have no lasting names.

    Raises:
        SyntaxError: these are no N-Quads.
        ValueError: they are not of this graph.
    """
    if is_exact(data, graph.encode()):
        return data, hashlib.sha256(data).hexdigest()
    quads = list(ox.parse(data, format=ox.RdfFormat.N_QUADS))
    if any(not isinstance(quad.graph_name, ox.NamedNode) or quad.graph_name.value != graph for quad in quads):
        raise ValueError(f"a statement stands outside <{graph}>")
    lines = "".join(f"{line} .\n" for line in sorted({as_stored(quad) for quad in quads})).encode()
    return lines, hashlib.sha256(lines).hexdigest() if is_exact(lines, graph.encode()) else None


def lines_of(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """Yield statements as lines in order, some thousand at a time; memory is flat."""
    rest = iter(quads)
    with Lines() as lines:
        while some := [f"{spelt(quad)} .".encode() for quad in islice(rest, _MANY)]:
            lines.add(some)
        for block in lines.blocks():
            if block:
                yield b"\n".join([*block, b""])
