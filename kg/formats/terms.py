"""N-Triples terms as other syntaxes write them: prefixed names, and the parts of a literal."""

from __future__ import annotations

import re
from collections.abc import Mapping

RDF_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD = "http://www.w3.org/2001/XMLSchema#"
HELD = 1 << 14

# PN_CHARS_U and PN_CHARS of the Turtle grammar.
_FIRST = (
    "A-Za-z_\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LATER = _FIRST + "0-9\xb7\u0300-\u036f\u203f\u2040\\-"
# Names that would need a backslash or a `%` are left out: a whole IRI can be copied and searched for, `a\~b` cannot.
_LOCAL = re.compile(rf"[{_FIRST}0-9](?:[{_LATER}.]*[{_LATER}])?")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CHARACTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Names(dict[bytes, bytes]):
    """Map `<IRI>` to the name it is written as: `prefix:local` where that needs no escape, else as it is.

    It is a dictionary that fills itself, and forgets when it is full, so memory stays flat.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self.used: set[bytes] = set()
        self._prefixes = {namespace.encode(): prefix.encode() for prefix, namespace in reversed(list(prefixes.items()))}

    def __missing__(self, token: bytes) -> bytes:
        if len(self) >= HELD:
            self.clear()
        name = self[token] = self._name(token)
        return name

    def header(self, line: bytes) -> bytes:
        """Return a line (`%b` prefix, `%b` namespace) for each prefix used so far, sorted."""
        namespaces = {prefix: namespace for namespace, prefix in self._prefixes.items()}
        return b"".join(line % (prefix, namespaces[prefix]) for prefix in sorted(self.used))

    def _name(self, token: bytes) -> bytes:
        cut = max(token.rfind(b"/"), token.rfind(b"#")) + 1
        prefix = self._prefixes.get(token[1:cut])
        local = token[cut:-1]
        if prefix is None or not _LOCAL.fullmatch(local.decode()):
            return token
        self.used.add(prefix)
        return b"%b:%b" % (prefix, local)


def literal_parts(token: bytes) -> tuple[bytes, bytes]:
    """Split a literal of N-Triples into what stands between its quotes, and its tail: nothing, `@tag` or `^^<IRI>`."""
    end = token.rindex(b'"')
    return token[1:end], token[end + 1 :]


def unescape(quoted: bytes) -> str:
    """Return the text that stands between the quotes of a literal."""
    text = quoted.decode()
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    four, eight, char = match.groups()
    return _CHARACTERS.get(char, char) if char else chr(int(four or eight, 16))
