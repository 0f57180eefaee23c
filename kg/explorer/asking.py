"""What the page of queries reads: the saved questions, prefixes, and the words of the vocabulary for completion and for answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..query import saved_queries, shortened
from ..vocab import CONCEPT_IRI, EN, KG_IRI, RDFS, SKOS, read_vocabulary

if TYPE_CHECKING:
    from .explorer import Explorer

NAME = "queries.json"


def queries(explorer: Explorer) -> bytes:
    """Return the saved questions with their SPARQL, all prefixes, our terms, and what concepts and terms are called."""
    from .questions import known  # which knows the explorer
    from .words import COLUMNS

    prefixes, labels = known(explorer), _labels()
    found = {
        "base": explorer.base, "prefixes": prefixes, "labels": labels, "columns": COLUMNS,
        "questions": [
            {"name": one.name, "title": one.title, "title_en": one.title_en, "question": one.question, "question_en": one.question_en, "parameter": one.parameter, "text": one.text}
            for one in saved_queries().values()
        ],
        "terms": [[shortened(iri, prefixes), *names] for iri, names in labels.items()],
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _labels() -> dict[str, tuple[str, str]]:
    found: dict[str, dict[bool, str]] = {}
    for quads in read_vocabulary().triples.values():
        for quad in quads:
            thing, label = quad.subject, quad.object
            if quad.predicate.value not in (RDFS.label, SKOS.prefLabel) or not isinstance(thing, ox.NamedNode) or not isinstance(label, ox.Literal):
                continue
            if thing.value.startswith((KG_IRI, CONCEPT_IRI)):
                found.setdefault(thing.value, {})[label.language == EN] = label.value
    return {iri: (names.get(False, names.get(True, "")), names.get(True, names.get(False, ""))) for iri, names in sorted(found.items())}
