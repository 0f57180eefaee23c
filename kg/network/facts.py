"""The statements of one graph, by subject, and the quotes among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..places import Quote
from ..source import Source
from .statements import Statements
from .terms import CLASSES, PROPERTIES, text

Subject = dict[str, list[bytes]]
_PASSAGE = b"#char="


class _Said(NamedTuple):
    """A passage: for which property it is evidence, and for which values."""

    supports: str
    denotes: list[bytes]
    quote: Quote


class Facts:
    """What one graph states, as far as the view reads it; terms are bytes of N-Triples.

    Args:
        statements: of the graph.
        first_lines: of minutes in their files, 1-based; counted within the text where it is not known.
    """

    def __init__(self, statements: Statements, first_lines: Mapping[str, int]) -> None:
        self.subjects: dict[bytes, Subject] = {}  # but for passages
        self._passages: dict[bytes, list[bytes]] = {}  # lines, read where they are asked for: most of what a graph states
        self._evidence: dict[bytes, list[_Said]] = {}
        self._kinds: dict[str, list[tuple[bytes, Subject]]] = {}
        self._first_lines = first_lines
        self._texts: dict[bytes, tuple[str, Source, int]] = {}
        self._cut = -statements.ending
        for subject, lines in _by_subject(statements.lines).items():
            if _PASSAGE in subject:
                self._passages[subject] = lines
            elif facts := self._read(subject, lines):
                self.subjects[subject] = facts

    def kind(self, subject: bytes) -> str:
        """Return what a thing is; nothing for what the view does not read."""
        types = self.subjects.get(subject, {}).get("type", ())
        return next((CLASSES[t] for t in types if t in CLASSES), "")

    def of_kind(self, kind: str) -> list[tuple[bytes, Subject]]:
        """Return the things of a kind."""
        if not self._kinds:
            for subject, facts in self.subjects.items():
                self._kinds.setdefault(self.kind(subject), []).append((subject, facts))
        return self._kinds.get(kind, [])

    def quotes(self, subject: bytes, supports: str, denotes: bytes | None = None) -> tuple[Quote, ...]:
        """Return the words for some properties of a thing (their names, apart by blanks), in the order of the text, each slice once."""
        names = supports.split()
        wanted = (said.quote for said in self._said(subject) if said.supports in names and (denotes is None or denotes in said.denotes))
        return tuple({(quote.minutes, quote.begin, quote.text): quote for quote in wanted}.values())

    def _read(self, subject: bytes, lines: list[bytes]) -> Subject:
        facts, start, cut = Subject(), len(subject) + 1, self._cut
        for line in lines:
            predicate, _, value = line[start:cut].partition(b" ")
            if name := PROPERTIES.get(predicate):
                if name in facts:
                    facts[name].append(value)
                else:
                    facts[name] = [value]
        return facts

    def _said(self, subject: bytes) -> list[_Said]:
        """Return the passages that are evidence for something of a thing, in the order of the text."""
        if subject not in self._evidence:
            passages = self.subjects.get(subject, {}).get("evidence", ())
            read = [self._read(passage, self._passages[passage]) for passage in passages if passage in self._passages]
            said = [_Said(PROPERTIES.get(facts["supports"][0], ""), facts.get("denotes", []), self._quote(facts)) for facts in read if "supports" in facts]
            self._evidence[subject] = sorted(said, key=lambda one: (one.quote.minutes, one.quote.begin, one.quote.text))
        return self._evidence[subject]

    def _quote(self, facts: Subject) -> Quote:
        words, begin = text(facts["anchorOf"][0]), int(text(facts["beginIndex"][0]))
        minutes, source, first = self._text(facts["referenceContext"][0])
        pages = tuple(sorted(int(text(page)) for page in facts["page"])) if "page" in facts else ()
        if not begin <= len(source.text):  # the graph does not hold the text
            return Quote(words, source.name, 0, 0, minutes, begin, pages)
        line, column = source.locate(begin)
        return Quote(words, source.name, line + first - 1, column, minutes, begin, pages)

    def _text(self, minutes: bytes) -> tuple[str, Source, int]:
        """Return the IRI of minutes, their text under the name of their file, and its first line there."""
        if minutes not in self._texts:
            facts, iri = self.subjects.get(minutes, {}), text(minutes)
            whole, file = (text(facts[name][0]) if name in facts else "" for name in ("isString", "fileName"))
            self._texts[minutes] = iri, Source(text=whole, name=file), self._first_lines.get(iri, 1)
        return self._texts[minutes]


def _by_subject(lines: list[bytes]) -> dict[bytes, list[bytes]]:
    """Return lines by what they begin with; those of one subject stand together, as a rule."""
    found: dict[bytes, list[bytes]] = {}
    start, run = b" ", list[bytes]()
    for line in lines:
        if not line.startswith(start):
            start = line[: line.index(b" ") + 1]
            run = found.setdefault(start[:-1], [])
        run.append(line)
    return found
