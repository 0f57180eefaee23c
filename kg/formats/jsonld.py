"""JSON-LD: the union of the graphs, one node a subject, under a context that the data itself gives.

A property is called by the last part of its IRI, and the context says what its values are, as far as they are all
alike: IRIs, strings of one language, values of one datatype; several languages become a map. So values are bare
strings, and numbers where nothing is lost. IRIs of data are relative to the base, since a prefix such as `case:` would
collide with the property `case`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from json import JSONEncoder
from operator import itemgetter
from typing import BinaryIO

from .dump import Dump, by_subject, flat_pieces, union
from .spool import write_under
from .terms import RDF_TYPE, XSD, Names, literal_parts, unescape

_IRI = b"@id"
_SHORT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*$")
# Our own two keys, and schemes without `//`: a prefix `urn` would change what `urn:isbn:…` means.
_RESERVED = frozenset(["id", "type", "cid", "data", "did", "doi", "geo", "info", "mailto", "oid", "sms", "tag", "tel", "urn", "uuid"])
# A plain word, a slash, no colon, no segment that resolving would take out, and no `%`, which some readers decode.
_RELATIVE = re.compile(r"(?!.*/\.{0,2}(?:[/?#]|$))[A-Za-z][A-Za-z0-9-]*/[^:%]+")
# 15 digits are exact in the floating-point numbers that JSON readers may use.
_NATIVE = {
    f"^^<{XSD}integer>".encode(): re.compile(rb"0|-?[1-9][0-9]{0,14}"),
    f"^^<{XSD}boolean>".encode(): re.compile(rb"true|false"),
}
_encode = JSONEncoder(ensure_ascii=False).encode

Value = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Term:
    """One property in the context, as JSON: its key, its definition (empty: it needs none), how its values are written.

    `value` is `None` where the values stand in a map by language.
    """

    key: bytes
    definition: bytes
    value: Value | None


class _Vocabulary(Names):
    """Map the `<IRI>` of a property, class or datatype to JSON: a compact IRI, else whole; never relative."""

    def _name(self, token: bytes) -> bytes:
        return _json(super()._name(token).decode().strip("<>"))


class _Ids(Names):
    """Map the `<IRI>` of a node to JSON: a compact IRI, else relative to the base, else whole."""

    def __init__(self, prefixes: Mapping[str, str], base: str) -> None:
        super().__init__(prefixes)
        self._base = base
        self.vocabulary = _Vocabulary(prefixes)
        self.vocabulary.used = self.used

    def _name(self, token: bytes) -> bytes:
        name = super()._name(token).decode().strip("<>")
        rest = name.removeprefix(self._base)
        short = rest != name and self._base.endswith("/") and _RELATIVE.fullmatch(rest)
        return _json(rest if short else name)


def write(dump: Dump, out: BinaryIO) -> None:
    """Write the union of the graphs as one JSON-LD document."""
    kinds = _kinds(dump)
    keys = _keys(kinds)
    ids = _Ids(_prefixes(dump, set(keys.values())), dump.base)
    terms = {predicate: _term(predicate, keys[predicate], kinds[predicate], ids) for predicate in sorted(kinds)}
    write_under(lambda: _header(dump, terms, ids), _nodes(dump, terms, ids), out)


def _kinds(dump: Dump) -> dict[bytes, set[bytes]]:
    """Return predicate -> the kinds of its values: `@id`, or the tail of a literal."""
    seen: set[tuple[bytes, bytes]] = set()
    for triples in flat_pieces(dump):
        seen.update((p, _kind(o)) for _, p, o in (line.split(b" ", 2) for line in triples))
    return {predicate: {kind for _, kind in group} for predicate, group in groupby(sorted(seen), key=itemgetter(0))}


def _kind(value: bytes) -> bytes:
    return _IRI if value.startswith(b"<") else value[value.rindex(b'"') + 1 :]


def _keys(kinds: Mapping[bytes, set[bytes]]) -> dict[bytes, str]:
    """Name properties by the last part of their IRI; those that would share a name get none."""
    last = {predicate: found[0] if (found := _SHORT.search(predicate[1:-1].decode())) else "" for predicate in kinds}
    count = Counter(last.values())
    keys = {predicate: key if count[key] == 1 and key not in _RESERVED else "" for predicate, key in last.items()}
    return keys | ({RDF_TYPE: "type"} if kinds.get(RDF_TYPE) == {_IRI} else {})


def _prefixes(dump: Dump, keys: set[str]) -> dict[str, str]:
    """Return the prefixes that neither collide with a key nor stand for IRIs that are written relative to the base."""
    return {
        prefix: namespace
        for prefix, namespace in dump.prefixes.items()
        if prefix not in keys | _RESERVED and (namespace.endswith("#") or not namespace.startswith(dump.base))
    }


def _term(predicate: bytes, key: str, kinds: set[bytes], ids: _Ids) -> _Term:
    if key == "type":
        return _Term(key=_json(key), definition=b'"@type"', value=ids.vocabulary.__getitem__)
    iri = ids.vocabulary[predicate]
    coercion, value = _coercion(kinds, ids)
    if not key:
        # An IRI as a key says itself what it stands for, and rdflib does not end if the context repeats it.
        return _Term(key=iri, definition=coercion and b"{%b}" % coercion, value=value)
    return _Term(key=_json(key), definition=b'{"@id": %b, %b}' % (iri, coercion) if coercion else iri, value=value)


def _coercion(kinds: set[bytes], ids: _Ids) -> tuple[bytes, Value | None]:
    """Return what the context says of values of these kinds, and how they are written; `None`: by language."""
    if kinds == {_IRI}:
        return b'"@type": "@id"', ids.__getitem__
    if all(kind.startswith(b"@") and kind != _IRI for kind in kinds):
        return (b'"@container": "@language"', None) if len(kinds) > 1 else (b'"@language": "%b"' % min(kinds)[1:], _string)
    if len(kinds) == 1 and (tail := min(kinds)):
        return b'"@type": ' + ids.vocabulary[tail[2:]], _native(tail)
    return b"", lambda value: _expanded(value, ids)


def _native(tail: bytes) -> Value:
    native = _NATIVE.get(tail)

    def value(token: bytes) -> bytes:
        quoted, _ = literal_parts(token)
        return quoted if native and native.fullmatch(quoted) else _string(token)

    return value


def _string(token: bytes) -> bytes:
    return _json(unescape(literal_parts(token)[0]))


def _expanded(token: bytes, ids: _Ids) -> bytes:
    if token.startswith(b"<"):
        return b'{"@id": %b}' % ids[token]
    tail = _kind(token)
    if not tail:
        return _string(token)
    about = b'"@language": "%b"' % tail[1:] if tail.startswith(b"@") else b'"@type": ' + ids.vocabulary[tail[2:]]
    return b'{"@value": %b, %b}' % (_string(token), about)


def _header(dump: Dump, terms: Mapping[bytes, _Term], ids: _Ids) -> bytes:
    lines = [b'"@base": ' + _json(dump.base), b'"id": "@id"']
    lines += ids.header(b'"%b": "%b"\n').splitlines()
    lines += sorted(b"%b: %b" % (term.key, term.definition) for term in terms.values() if term.definition)
    return b'{\n  "@context": {\n    %b\n  },\n  "@graph": [' % b",\n    ".join(lines)


def _nodes(dump: Dump, terms: Mapping[bytes, _Term], ids: _Ids) -> Iterator[bytes]:
    comma = b""
    for subject, pairs in by_subject(union(dump)):
        parts = [
            b"%b: %b" % (terms[predicate].key, _values(terms[predicate], [value for _, value in group]))
            for predicate, group in groupby(pairs, key=itemgetter(0))
        ]
        parts.sort(key=_not_type)
        yield b'%b\n    {\n      "id": %b,\n      %b\n    }' % (comma, ids[subject], b",\n      ".join(parts))
        comma = b","
    yield b"\n  ]\n}\n"


def _not_type(part: bytes) -> bool:
    return not part.startswith(b'"type":')


def _values(term: _Term, values: list[bytes]) -> bytes:
    if term.value:
        return _array([term.value(value) for value in values])
    languages: dict[bytes, list[bytes]] = {}
    for value in values:
        languages.setdefault(_kind(value)[1:], []).append(_string(value))
    return b"{%b}" % b", ".join(b'"%b": %b' % (tag, _array(languages[tag])) for tag in sorted(languages))


def _array(values: list[bytes]) -> bytes:
    return values[0] if len(values) == 1 else b"[%b]" % b", ".join(values)


def _json(text: str) -> bytes:
    return _encode(text).encode()
