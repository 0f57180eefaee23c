"""RDF/XML: the union of the graphs, one description a subject, with the namespaces that are used.

Two things RDF can say have no form in XML 1.0: most control characters, and a property whose IRI does not end in an
XML name. They are refused, never dropped; every other format holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from .dump import Dump, FormatError, by_subject, union
from .spool import write_under
from .terms import Names, literal_parts, unescape

_RDF = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMESPACE = b'\n    xmlns:%b="%b"'
# Name characters that the fourth edition of XML 1.0, which expat still follows, and the fifth have in common.
_LOCAL = re.compile("[A-Za-z_\u4e00-\u9fa5][A-Za-z0-9_.\u4e00-\u9fa5-]*$")
# Names of the syntax itself: `rdf:li` as a property would be read as `rdf:_1`.
_SYNTAX = frozenset(b"RDF Description ID about parseType resource nodeID datatype li aboutEach aboutEachPrefix bagID".split())
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A carriage return as it is would be read as a line feed.
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_OTHERS = "export ttl, nt, jsonld, nq or trig, which hold it"


def write(dump: Dump, out: BinaryIO) -> None:
    """Write the union of the graphs as RDF/XML.

    Raises:
        FormatError: XML cannot hold a literal's characters or a property's IRI.
    """
    tags = _Tags(Names({"rdf": _RDF.decode()} | dict(dump.prefixes)))
    write_under(lambda: _header(tags.names), _descriptions(dump, tags), out)


class _Tags(dict[bytes, tuple[bytes, bytes]]):
    """Map the `<IRI>` of a property to how its element begins (with a namespace, where no prefix has it) and ends."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self.names = names

    def __missing__(self, token: bytes) -> tuple[bytes, bytes]:
        local = _LOCAL.search(token[1:-1].decode())
        if local is None or (token.startswith(b"<" + _RDF) and local[0].encode() in _SYNTAX):
            raise FormatError(f"RDF/XML has no name for the property {token.decode()}; {_OTHERS}")
        name = self.names[token]
        if name.endswith(b":" + local[0].encode()):
            tag = name, name
        else:
            namespace = _attribute(token[: -len(local[0].encode()) - 1] + b">")
            tag = b'p:%b xmlns:p="%b"' % (local[0].encode(), namespace), b"p:" + local[0].encode()
        self[token] = tag
        return tag


def _header(names: Names) -> bytes:
    names.used.add(b"rdf")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF%b>\n' % names.header(_NAMESPACE)


def _descriptions(dump: Dump, tags: _Tags) -> Iterator[bytes]:
    for subject, pairs in by_subject(union(dump)):
        yield b'  <rdf:Description rdf:about="%b">\n' % _attribute(subject)
        for predicate, value in pairs:
            yield _element(subject, tags[predicate], value)
        yield b"  </rdf:Description>\n"
    yield b"</rdf:RDF>\n"


def _element(subject: bytes, tag: tuple[bytes, bytes], value: bytes) -> bytes:
    start, end = tag
    if value.startswith(b"<"):
        return b'    <%b rdf:resource="%b"/>\n' % (start, _attribute(value))
    quoted, tail = literal_parts(value)
    text = unescape(quoted)
    if bad := _FORBIDDEN.search(text):
        raise FormatError(f"RDF/XML cannot hold U+{ord(bad[0]):04X}, which {end.decode()} of {subject.decode()} contains; {_OTHERS}")
    if tail.startswith(b"@"):
        start += b' xml:lang="%b"' % tail[1:]
    elif tail:
        start += b' rdf:datatype="%b"' % _attribute(tail[2:])
    return b"    <%b>%b</%b>\n" % (start, text.translate(_TEXT).encode(), end)


def _attribute(token: bytes) -> bytes:
    return token[1:-1].replace(b"&", b"&amp;")
