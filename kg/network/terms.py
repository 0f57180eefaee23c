"""The terms of N-Triples as text, and the properties and classes that the view reads, by short names."""

from __future__ import annotations

import re

from ..vocab import DCTERMS, FOAF, KG, NIF, ORG, OWL, RDF, RDFS, SKOS

_ESCAPE = re.compile(rb"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {b"t": b"\t", b"b": b"\b", b"n": b"\n", b"r": b"\r", b"f": b"\f"}


def _local(iri: str) -> str:
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


_READ = (
    RDF.type, RDFS.label, FOAF.name, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, DCTERMS.isPartOf, OWL.sameAs,
    ORG.member, ORG.role, ORG.organization, ORG.unitOf, ORG.memberOf, ORG.hasMember, ORG.subOrganizationOf,
    KG.meeting, KG.series, KG.date, KG.chairedBy, KG.recorder, KG.actingFor, KG.cites, KG.precedes, KG.fileName, KG.firstLine,
    KG.action, KG.case, KG.directive, KG.group, KG.item, KG.addressee, KG.deadline, KG.wording, KG.text, KG.issuedBy, KG.mentions, KG.fromMeeting, KG.speaker,
    KG.status, KG.evidence, KG.supports, KG.denotes, KG.page, KG.corrects, KG.correctedProperty,
    NIF.anchorOf, NIF.beginIndex, NIF.referenceContext, NIF.isString,
)  # fmt: skip
PROPERTIES = {f"<{iri}>".encode(): _local(iri) for iri in _READ}
CLASSES = {
    f"<{iri}>".encode(): name
    for iri, name in {
        KG.Meeting: "meeting", KG.Minutes: "minutes", KG.Chair: "chair", FOAF.Person: "person", KG.WorkingGroup: "group", KG.Case: "case", KG.Decision: "decision",
        KG.Directive: "directive", KG.AgendaItem: "item", KG.Statement: "statement", KG.Project: "project", KG.Collective: "organization", KG.Correction: "correction",
        ORG.Organization: "organization", ORG.FormalOrganization: "organization", ORG.OrganizationalCollaboration: "organization",
    }.items()
}  # fmt: skip


def text(term: bytes) -> str:
    """Return what an IRI or a literal holds."""
    if term.startswith(b"<"):
        return term[1:-1].decode()
    inner = term[1 : term.rindex(b'"')]
    return (_ESCAPE.sub(_escaped, inner) if b"\\" in inner else inner).decode()


def language(term: bytes) -> str:
    """Return the language of a literal, nothing where it has none."""
    end = term[term.rindex(b'"') + 1 :]
    return end[1:].decode().lower() if end.startswith(b"@") else ""


def _escaped(found: re.Match[bytes]) -> bytes:
    code = found[1] or found[2]
    return chr(int(code, 16)).encode("utf-8", "replace") if code else _PLAIN.get(found[3], found[3])
