"""Sections of facts as plain text and as Markdown. Knows the values, not where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .facts import Fact, Said, Section
from .phrases import phrase

# What Markdown would read as a mark, anywhere; and at the start of a line only (a list, a heading, `1.`).
_MARKS = re.compile(r"([\\`*_\[\]<>|~$&#!])")
_START = re.compile(r"^\s*(?=[-+=])|^\s*\d+(?=[.)])")
_BREAK = re.compile(r"\s*(?:\r\n|[\r\n\f\v\x1c-\x1e\x85\u2028\u2029])\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def text_lines(sections: Sequence[Section], lang: str) -> Iterator[str]:
    """Yield sections as lines of text: a heading, facts, under each its details and its quotes with their places."""
    for section in sections:
        yield ""
        yield plain(section.title)
        for fact in section.facts:
            yield f"  - {head(fact, lang)}"
            yield from (f"      {plain(detail)}" for detail in details(fact))
            yield from (f"      「{plain(said.quote.text)}」 {plain(str(said.quote))}{named(said, lang)}" for said in fact.quotes)


def markdown_lines(sections: Sequence[Section], lang: str) -> Iterator[str]:
    """Yield sections as Markdown: a heading, a list of facts, the quotes as block quotes followed by their places."""
    for section in sections:
        yield from ("", f"## {escape(section.title)}")
        for fact in section.facts:
            yield from ("", f"- {escape(head(fact, lang))}")
            yield from (f"  - {escape(detail)}" for detail in details(fact))
            for said in fact.quotes:
                yield ""
                yield from (f"  > {line}" for line in quoted(said.quote.text))
                yield "  >"
                yield f"  > — {escape(str(said.quote))}{escape(named(said, lang))}"


def plain(text: str) -> str:
    """Return a text on one line, without what a terminal would act on."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", _BREAK.sub(" ", text))


def escape(text: str) -> str:
    """Return a text on one line, so that Markdown shows it as it is."""
    return _START.sub(r"\g<0>\\", _MARKS.sub(r"\\\1", plain(text)))


def quoted(text: str) -> list[str]:
    """Return the lines of a quote, escaped; a line break stays one."""
    lines = [escape(line) for line in _BREAK.split(text) if line]
    return [f"{line}\\" for line in lines[:-1]] + lines[-1:]


def head(fact: Fact, lang: str) -> str:
    """Return a fact on one line: when and where it was stated, and what."""
    lead = " ".join(plain(x) for x in (fact.date, fact.meeting) if x)
    return phrase("colon", lang, lead, plain(fact.text)) if lead else plain(fact.text)


def details(fact: Fact) -> tuple[str, ...]:
    """Return what else is said of a fact, and who settled it if no text does."""
    return (*fact.details, fact.settled) if fact.settled else fact.details


def named(said: Said, lang: str) -> str:
    """Return what a quote is evidence for, in brackets."""
    return phrase("bracket", lang, phrase("join", lang).join(said.of)) if said.of else ""
