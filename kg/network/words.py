"""What the kinds of nodes and edges are called in Chinese and English: from the vocabulary, and of others' terms from `phrases`."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from ..phrases import TERMS
from ..vocab import CONCEPT_IRI, EN, KG_IRI, RDFS, SKOS, read_vocabulary

_LABELS = (RDFS.label, SKOS.prefLabel)
_EDGES = {"meeting": ("所屬會議", "of the meeting"), "office": ("任職於", "holds an office in")}
_NODES = {
    "meeting": ("會議", "meeting"), "person": ("人", "person"), "group": ("議題小組", "working group"), "case": ("案件", "case"),
    "directive": ("指示", "directive"), "project": ("建設", "project"), "organization": ("組織", "organization"),
}  # fmt: skip


def edge_label(kind: str) -> tuple[str, str]:
    """Return what a kind of edge is called: an action, or a property."""
    if kind in _EDGES:
        return _EDGES[kind]
    labels = _labels()
    return labels.get(f"{CONCEPT_IRI}action/{kind}") or labels.get(KG_IRI + kind) or _foreign().get(kind) or (kind, kind)


def node_label(kind: str) -> tuple[str, str]:
    """Return what a kind of node is called."""
    return _NODES[kind]


def status_label(status: str) -> tuple[str, str]:
    """Return what the status of a case is called."""
    return _labels().get(f"{CONCEPT_IRI}status/{status}", (status, status))


@cache
def _foreign() -> dict[str, tuple[str, str]]:
    return {iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]: names for iri, names in TERMS.items()}


@cache
def _labels() -> dict[str, tuple[str, str]]:
    found: dict[str, dict[bool, str]] = {}
    for quads in read_vocabulary().triples.values():
        for quad in quads:
            if quad.predicate.value in _LABELS and isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
                found.setdefault(quad.subject.value, {})[quad.object.language == EN] = quad.object.value
    return {iri: (names.get(False, names.get(True, "")), names.get(True, names.get(False, ""))) for iri, names in found.items()}
