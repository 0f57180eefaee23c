"""SPARQL Update as text: what would leave this machine is refused, and the dataset of the request is written into it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from ..sparql import Token, blunt, tokens
from .wire import Refused

_DEEPEST = 100  # what the engine reads without running out of stack


def checked(text: str, base: str) -> str:
    """Return an update that reads nothing from elsewhere.

    Raises:
        Refused: the update is not understood, or it holds LOAD or SERVICE.
    """
    words = tokens(text)
    depth = 0
    for token in words:
        depth += (token.text in ("{", "(", "[")) - (token.text in ("}", ")", "]"))
        if depth > _DEEPEST:
            raise Refused(400, f"{place(text, token.start)}: the update is nested more than {_DEEPEST} deep", "take it apart")
        if token.kind == "word" and token.prefix is None and token.text.upper() in ("LOAD", "SERVICE"):
            raise Refused(400, f"{place(text, token.start)}: {token.text} asks another machine; nothing is fetched from here", "send the data themselves")
    blunted = blunt(text, "load")
    if blunted != text:  # a keyword can hide from a list of words, but not from the engine
        parsed(blunted, base)
    return text


def parsed(text: str, base: str) -> None:
    """Refuse what the engine does not understand; it runs on an empty store, where missing graphs are no fault."""
    with contextlib.suppress(RuntimeError):
        try:
            ox.Store().update(text, base_iri=base)
        except SyntaxError as error:
            raise misunderstood(error) from error


def misunderstood(error: SyntaxError) -> Refused:
    """Return the error of an update that the engine does not understand."""
    return Refused(400, f"the update is not understood: {str(error.msg)[:200]}", "correct the update at this line and column")


def using(text: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return an update whose operations look for their patterns in the dataset of the request (using-graph-uri, using-named-graph-uri).

    Raises:
        Refused: the update names a dataset itself.
    """
    for iri in (*default, *named):
        try:
            ox.NamedNode(iri)
        except ValueError as error:
            raise Refused(400, f"<{iri}> is no whole IRI of a graph", "give whole IRIs in using-graph-uri and using-named-graph-uri") from error
    clause = "".join(f" USING <{iri}>" for iri in default) + "".join(f" USING NAMED <{iri}>" for iri in named) + " "
    parts, at = [], 0
    words = tokens(text)
    for index, token in _outside(words):
        word = token.text.upper()
        if word in ("WITH", "USING"):
            raise Refused(400, f"{place(text, token.start)}: the update names its dataset itself, and the request names another", "leave one of them out")
        if word == "WHERE":
            shorthand = index and words[index - 1].text.upper() == "DELETE"
            pattern = f" {_group(text, words, index + 1)}" if shorthand else ""
            parts += [text[at : token.start], pattern, clause]
            at = token.start
    return "".join((*parts, text[at:]))


def place(text: str, at: int) -> str:
    """Return line and column, from 1, as `line:column`."""
    return f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def _outside(words: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Yield the words that stand in no braces."""
    depth = 0
    for index, token in enumerate(words):
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and token.kind == "word" and token.prefix is None:
            yield index, token


def _group(text: str, words: Sequence[Token], first: int) -> str:
    depth = 0
    for token in words[first:]:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return text[words[first].start : token.start + 1]
    return ""
