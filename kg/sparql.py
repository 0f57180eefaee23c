"""SPARQL as text: its words, what is refused before it runs, and where and why it is not understood.

The engine's own message points behind the word it stumbled over, for it tries long keywords there. So the words are
laid out far apart and parsed again: the last word the parser reached is the one it did not understand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import pyoxigraph as ox

from .diagnostics import cells
from .fulltext.functions import FUNCTIONS

_CHAR = (
    r"A-Za-z0-9_\-\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C\u200D\u203F\u2040"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN = re.compile(
    rf"""(?P<blank>[ \t\r\n]+|\#[^\r\n]*)
    |(?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
    |(?P<string>'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''|\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"|'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    |(?P<variable>[?$][{_CHAR}]+)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<name>(?P<prefix>(?:_|(?![\d_\-])[{_CHAR}](?:[{_CHAR}.]*[{_CHAR}])?)?):(?:(?:[{_CHAR}.:]|{_ESCAPE})*(?:[{_CHAR}:]|{_ESCAPE}))?)
    |(?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<mark>\^\^|&&|\|\||!=|<=|>=|.)""",
    re.X | re.S,
)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split())
_DEEPEST = 100  # what the engine reads without running out of stack
_APART = 64  # more than the longest keyword
_TRIED = {  # what may stand at a place: an example -> what it is called
    "?x": "a variable", "<http://a.example/>": "an IRI", '"x"': "a literal", "{": "{", "}": "}", "(": "(", ")": ")", ".": ".", ";": ";", ",": ",", "=": "an operator",
    "SELECT": "SELECT", "WHERE": "WHERE", "AS": "AS", "BY": "BY", "GRAPH": "GRAPH", "UNION": "UNION", "IN": "IN",
}  # fmt: skip


class Token(NamedTuple):
    """A word of a query: its kind, its text, where it starts (code points, 0-based), and a name's prefix."""

    kind: str
    text: str
    start: int
    prefix: str | None


class SparqlError(Exception):
    """A query that is not run: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def tokens(text: str) -> list[Token]:
    """Split a query into its words; strings, IRIs and names are one word each, comments are none."""
    return [Token(m.lastgroup or "mark", m[0], m.start(), m["prefix"]) for m in _TOKEN.finditer(text) if not m["blank"]]


def check(text: str, prefixes: Mapping[str, str]) -> list[Token]:
    """Refuse what would write or leave this machine, and what the engine does not understand; return the words.

    Args:
        text: the query.
        prefixes: known without being declared.

    Raises:
        SparqlError: with line, column, the line itself and what was expected.
    """
    plain = _CODE_POINT.sub(_character, text)
    if any("\ud800" <= char <= "\udfff" for char in plain):
        raise SparqlError("the query holds what is no text in UTF-8", "write characters, or their code points, in UTF-8")
    words = [_kinded(token) for token in tokens(plain)]
    _refuse(words, plain)
    _lookup(words, plain, prefixes)
    try:
        ox.Store().query(blunt(plain), prefixes=dict(prefixes), custom_functions=FUNCTIONS)
    except SyntaxError as error:
        raise _misunderstood([_kinded(token) for token in tokens(blunt(plain))], plain, prefixes, str(error.msg)) from error
    except RuntimeError as error:  # a function that the engine does not have
        raise SparqlError(f"the query is not run: {error}", f"use a function of SPARQL 1.1, or of ours: {', '.join(str(iri) for iri in FUNCTIONS)}") from error
    try:
        ox.Store().query(blunt(text), prefixes=dict(prefixes), custom_functions=FUNCTIONS)
    except SyntaxError as error:
        raise SparqlError("the query is not understood: it says something else once its escapes are read", "write characters instead of \\u and \\U") from error
    return words


def blunt(text: str, *keywords: str) -> str:
    """Return a text of SPARQL with its SERVICE (and other keywords) misspelt, at the same length, wherever they stand.

    Where a `<` opens an IRI and where it compares, a `'` opens a string and where it stands in an IRI, only the engine
    knows: a keyword can hide from a list of words. But if the misspelt text is still understood, no keyword was in it.
    """
    return re.sub("|".join(("service", *keywords)), lambda found: found[0][:-1] + "x", text, flags=re.I)


def _kinded(token: Token) -> Token:
    return token._replace(kind="name") if token.prefix is not None else token


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= sys.maxunicode else "\ud800"  # no character either way


def _refuse(words: list[Token], text: str) -> None:
    depth = 0
    for token in words:
        depth += (token.text in ("{", "(", "[")) - (token.text in ("}", ")", "]"))
        if depth > _DEEPEST:
            raise _error(text, token.start, 1, f"the query is nested more than {_DEEPEST} deep", "take it apart")
    for token in words:
        if token.kind == "word" and token.text.upper() == "SERVICE":
            raise _error(text, token.start, len(token.text), "SERVICE asks another machine; nothing is sent from here", "ask what is loaded: leave SERVICE out")
    first = next((token for token in _body(words) if token.kind == "word"), None)
    if first and first.text.upper() in _UPDATES:
        raise _error(text, first.start, len(first.text), f"{first.text} would change the graph; it can only be asked", "write SELECT, ASK, CONSTRUCT or DESCRIBE")


def _body(words: list[Token]) -> list[Token]:
    """Return what stands behind the declarations of prefixes and base."""
    at = 0
    while at < len(words) and words[at].text.upper() in ("PREFIX", "BASE"):
        at += 3 if words[at].text.upper() == "PREFIX" else 2
    return words[at:]


def _lookup(words: list[Token], text: str, prefixes: Mapping[str, str]) -> None:
    """Refuse prefixes that nobody declares, and marks that open something and never close it."""
    declared = {after.prefix for word, after in pairwise(words) if word.kind == "word" and word.text.upper() == "PREFIX"}
    based = any(token.kind == "word" and token.text.upper() == "BASE" for token in words)
    for token in words:
        if token.kind == "name" and token.prefix not in {*declared, *prefixes, "_"}:
            known = f", or use one of those known: {', '.join(f'{p}:' for p in sorted(prefixes))}" if prefixes else ""
            raise _error(text, token.start, len(token.text), f"the prefix {token.prefix}: is not declared", f"write PREFIX {token.prefix}: <…> above{known}")
        if token.kind == "iri" and not based and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*:", token.text):
            raise _error(text, token.start, len(token.text), f"{token.text} is no whole IRI", "write it whole, or with a prefix")
        if token.kind == "mark" and token.text in "'\"":
            raise _error(text, token.start, 1, "this quote is not closed", "close it on the same line, or use three quotes on both sides")


def _misunderstood(words: list[Token], text: str, prefixes: Mapping[str, str], message: str) -> SparqlError:
    if said := re.search(r"(?:The|It|This|Variable|IRI) [a-z?A-Z][^,\[]{8,}", message):
        return SparqlError(f"the query is not understood: {said[0].strip()}", "correct the query")
    reached = _reached([token.text for token in words], prefixes)
    at = len(words) if reached is None else reached
    before = [token.text for token in words[:at]]
    expected = [name for tried, name in _TRIED.items() if (far := _reached([*before, tried], prefixes)) is None or far > at]
    what = f"expected {', '.join(expected)}" if expected else "this cannot stand here"
    if at < len(words):
        return _error(text, words[at].start, len(words[at].text), f"the query is not understood at {words[at].text}: {what}", "correct the query at this place")
    return _error(text, len(text.rstrip()), 1, f"the query ends too early: {what}", "complete the query")


def _reached(words: list[str], prefixes: Mapping[str, str]) -> int | None:
    """Return the place in the list of the word that the parser stumbled over (its length: the end), `None` if over none."""
    lines = "\n".join(f"{' ' * _APART}\n{word}\n{' ' * _APART}" for word in words)
    try:
        ox.Store().query(f"{lines}\n{' ' * _APART}", prefixes=dict(prefixes))
    except SyntaxError as error:
        found = re.match(r"error at (\d+):", str(error.msg))
        line = int(found[1]) if found else 1
        starts, at = [], 2
        for word in words:
            starts.append(at)
            at += word.count("\n") + 3
        return max((place for place, start in enumerate([*starts, at - 1]) if start <= line), default=0)
    return None


def _error(text: str, start: int, length: int, message: str, remedy: str) -> SparqlError:
    """Say where: line and column, the line, and carets under the place."""
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    shown = text.split("\n")[line - 1].replace("\t", " ")
    marks = " " * cells(shown[: column - 1]) + "^" * max(1, cells(shown[column - 1 : column - 1 + length]))
    margin = len(str(line)) + 3
    return SparqlError(f"{line}:{column}: {message}\n{line:>{margin - 1}} | {shown}\n{'':>{margin - 1}} | {marks}", remedy)
