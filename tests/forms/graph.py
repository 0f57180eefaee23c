"""Read what the program says of minutes, from the N-Quads alone."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

KG, NIF = "https://kg.example/ontology#", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
RDF_TYPE, LABEL = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.w3.org/2000/01/rdf-schema#label"
ORG = "http://www.w3.org/ns/org#"
SCALARS = {
    "title": LABEL,
    "series": KG + "series",
    "level": KG + "level",
    "rocYear": KG + "rocYear",
    "ordinal": KG + "ordinal",
    "date": KG + "date",
    "start": KG + "startTime",
    "end": KG + "endTime",
    "venue": KG + "venue",
    "attendance": KG + "attendance",
    "group": KG + "group",
}


def squeezed(text: object) -> str:
    """Return text without spaces, in one width, with one 臺: what two spellings must share to be the same."""
    folded = unicodedata.normalize("NFKC", str(text)).replace("台", "臺")
    return re.sub(r"[\s\u200b\u200c\u200d\ufeff]", "", folded)


@dataclass(frozen=True)
class Passage:
    supports: str
    begin: int
    end: int
    anchor: str


@dataclass
class Minutes:
    """What one minutes graph says, by printed names."""

    iri: str
    text: str
    header: dict[str, list[str]]
    chairs: list[dict[str, str]]
    recorders: list[str]
    decisions: list[dict[str, Any]]
    directives: list[dict[str, Any]]
    cites: list[dict[str, str]]
    faults: list[str] = field(default_factory=list)
    quotes: int = 0


class View:
    """One named graph as subject -> property -> values, and the other graphs for labels."""

    def __init__(self, quads: Any) -> None:
        self.facts: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            self.facts[quad.subject.value][quad.predicate.value].append(quad.object)

    def values(self, subject: str, predicate: str) -> list[str]:
        return [value.value for value in self.facts[subject][predicate]] if subject in self.facts else []

    def one(self, subject: str, predicate: str) -> str:
        found = self.values(subject, predicate)
        return found[0] if found else ""

    def label(self, subject: str) -> str:
        return self.one(subject, LABEL)

    def of_type(self, *kinds: str) -> list[str]:
        return sorted(s for s, rows in self.facts.items() if any(v.value in kinds for v in rows.get(RDF_TYPE, ())))

    def passages(self, subject: str, text: str) -> list[Passage]:
        """Return the passages of a subject that are in the graph."""
        return [
            Passage(self.one(p, KG + "supports"), int(self.one(p, NIF + "beginIndex")), int(self.one(p, NIF + "endIndex")), self.one(p, NIF + "anchorOf"))
            for p in self.values(subject, KG + "evidence")
            if p in self.facts
        ]


def read_graph(quads: bytes) -> list[Minutes]:
    """Return what each minutes graph says, in no particular order."""
    import pyoxigraph as ox

    store = ox.Store()
    store.load(quads, format=ox.RdfFormat.N_QUADS)
    names = {q.graph_name for q in store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), ox.NamedNode(KG + "Minutes"), None)}
    views = [View(store.quads_for_pattern(None, None, None, name)) for name in names if isinstance(name, ox.NamedNode)]
    return [minutes_of(view, iri) for view in views for iri in view.of_type(KG + "Minutes") if view.one(iri, KG + "inGraph") or view.one(iri, NIF + "isString")]


def minutes_of(view: View, iri: str) -> Minutes:
    """Return what a graph says of the meeting of its minutes."""
    meeting, text = view.one(iri, KG + "meeting"), view.one(iri, NIF + "isString")
    chairs = [chair_of(view, c) for c in view.values(meeting, KG + "chairedBy")]
    found = Minutes(
        meeting,
        text,
        header_of(view, meeting),
        chairs,
        [view.label(p) for p in view.values(meeting, KG + "recorder")],
        [decision_of(view, d, meeting, text) for d in view.of_type(KG + "Decision")],
        [directive_of(view, d, text) for d in view.of_type(KG + "Directive") if view.one(d, KG + "text")],
        [cited_of(view, m) for m in view.values(meeting, KG + "cites")],
    )
    check_quotes(view, meeting, text, found)
    return found


def header_of(view: View, meeting: str) -> dict[str, list[str]]:
    """Return the plain header facts; resources by label, a level by its code."""
    header = {}
    for key, predicate in SCALARS.items():
        values = view.values(meeting, predicate)
        if key == "level":
            values = [value.rsplit("/", 1)[1] for value in values]
        elif key in ("series", "group"):
            values = [view.label(value) for value in values]
        header[key] = values
    return header


def chair_of(view: View, chair: str) -> dict[str, str]:
    """Return name, office, organization and whom a chair acts for."""
    acting = view.one(chair, KG + "actingFor")
    return {
        "name": view.label(view.one(chair, ORG + "member")),
        "office": view.one(chair, ORG + "role"),
        "officeLabel": view.label(view.one(chair, ORG + "role")),
        "organization": view.label(view.one(chair, ORG + "organization")),
        "actingFor": view.label(view.one(acting, ORG + "member")) or view.label(acting) if acting else "",
    }


def decision_of(view: View, iri: str, meeting: str, text: str) -> dict[str, Any]:
    """Return a decision by printed names, with the place of its verb."""
    item, key = view.one(iri, KG + "item"), meeting.split("/meeting/", 1)[-1]
    passages = view.passages(iri, text)
    return {
        "iri": iri,
        "action": view.one(iri, KG + "action").rsplit("/", 1)[-1],
        "wording": view.one(iri, KG + "wording"),
        "case": view.label(view.one(iri, KG + "case")),
        "directive": view.label(view.one(iri, KG + "directive")),
        "group": view.label(view.one(iri, KG + "group")),
        "item": item.split(f"/item/{key}/", 1)[-1] if item else "",
        "addressees": sorted(view.label(a) for a in view.values(iri, KG + "addressee")),
        "deadlines": view.values(iri, KG + "deadline"),
        "begins": [p.begin for p in passages if p.supports == KG + "wording"],
    }


def directive_of(view: View, iri: str, text: str) -> dict[str, Any]:
    """Return a directive by printed names."""
    issued = view.one(iri, KG + "issuedBy")
    return {
        "text": view.one(iri, KG + "text"),
        "addressees": sorted(view.label(a) for a in view.values(iri, KG + "addressee")),
        "deadlines": view.values(iri, KG + "deadline"),
        "issuedBy": view.label(view.one(issued, ORG + "member")) or view.label(issued) if issued else "",
    }


def cited_of(view: View, meeting: str) -> dict[str, str]:
    """Return what is known of a cited meeting."""
    return {key: (values[0] if values else "") for key, values in header_of(view, meeting).items()}


def check_quotes(view: View, meeting: str, text: str, found: Minutes) -> None:
    """Check that each passage is the slice it says, and that header facts and decisions have the passages they need."""
    for passage in view.of_type(NIF + "OffsetBasedString"):
        found.quotes += 1
        begin, end, anchor = int(view.one(passage, NIF + "beginIndex")), int(view.one(passage, NIF + "endIndex")), view.one(passage, NIF + "anchorOf")
        if text[begin:end] != anchor or not anchor:
            found.faults.append(f"passage {begin},{end} says {anchor!r}, the text has {text[begin:end]!r}")
    supported = {p.supports for p in view.passages(meeting, text)}
    for key, predicate in [*SCALARS.items(), ("chair", KG + "chairedBy"), ("recorder", KG + "recorder"), ("cites", KG + "cites")]:
        if view.values(meeting, predicate):
            found.quotes += 1
            if predicate not in supported:
                found.faults.append(f"no passage supports the {key} of the meeting")
    for iri in view.of_type(KG + "Decision"):
        passages, label = view.passages(iri, text), view.label(iri)
        found.quotes += 1
        if not any(p.supports == KG + "wording" and squeezed(p.anchor) == squeezed(view.one(iri, KG + "wording")) for p in passages):
            found.faults.append(f"no passage quotes the verb of: {label}")
        if view.one(iri, KG + "case") and not any(p.supports == KG + "case" for p in passages):
            found.faults.append(f"no passage quotes the title of: {label}")
