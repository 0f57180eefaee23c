"""A thing's facts as rows, for spreadsheets and programs: one a quote, with its place."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from functools import lru_cache

from ..render import details
from ..show import Dossier, dossier
from .explorer import Explorer

COLUMNS = ("section", "date", "meeting", "fact", "details", "quote", "for", "file", "line", "column", "pages", "minutes", "begin")


@lru_cache(maxsize=4)
def known(explorer: Explorer, iri: str, language: str) -> Dossier:
    """Return all that is known of a thing; its page and its files are made one after another."""
    return dossier(explorer.facts[language], iri)


def as_csv(explorer: Explorer, iri: str, language: str) -> bytes:
    """Return the facts about a thing as CSV, with the mark that spreadsheets know UTF-8 by."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(explorer, iri, language))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def as_json(explorer: Explorer, iri: str, language: str) -> bytes:
    """Return all that is known of a thing as JSON."""
    found = known(explorer, iri, language)
    made = {
        "iri": iri, "title": found.title, "kind": found.kind, "summary": found.summary,
        "facts": [dict(zip(COLUMNS, row, strict=True)) for row in _rows(explorer, iri, language)],
        "sources": [{"file": one.file, "meeting": one.meeting, "sha256": one.sha256} for one in found.sources], "notes": found.notes, "version": found.version,
    }  # fmt: skip
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _rows(explorer: Explorer, iri: str, language: str) -> Iterator[tuple[str, ...]]:
    for section in known(explorer, iri, language).sections:
        for fact in section.facts:
            head = (section.title, fact.date, fact.meeting, fact.text, "; ".join(details(fact)))
            for said in fact.quotes:
                quote = said.quote
                yield (*head, quote.text, "; ".join(said.of), quote.file, str(quote.line), str(quote.column), "-".join(map(str, quote.pages)), quote.minutes, str(quote.begin))
            if not fact.quotes:
                yield (*head, *[""] * 8)
