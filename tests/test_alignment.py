"""Check that every foreign term named under `ontology/` exists where its vocabulary declares it."""

import csv
import itertools
from functools import cache
from pathlib import Path

import pytest
import rdflib
import rdflib.namespace as ns
from rdflib.namespace import DCTERMS, ORG, OWL, RDF, RDFS, SKOS

ROOT = Path(__file__).parent.parent
ALIGNMENT = ROOT / "ontology" / "alignment.ttl"
VOCABULARIES = ROOT.parent / "shared" / "vocabularies"
FILES = sorted((ROOT / "ontology").glob("*.ttl"))

OURS = "https://kg.example/"
KG = "https://kg.example/ontology#"
OPENGOV = "http://www.w3.org/ns/opengov#"

IN_RDFLIB = (
    ns.DC, ns.DCMITYPE, ns.DCTERMS, ns.FOAF, ns.ORG, ns.OWL, ns.PROV, ns.RDF, ns.RDFS, ns.SDO, ns.SH, ns.SKOS,
    ns.TIME, ns.VANN, ns.VOID, ns.XSD,
)  # fmt: skip
IN_FILES = {
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#": "nif-core.ttl",
    "http://www.w3.org/ns/oa#": "oa.ttl",
    "http://www.w3.org/ns/sparql-service-description#": "sd.ttl",
    "http://www.w3.org/ns/dcat#": "dcat.ttl",
    "http://www.w3.org/ns/person#": "person.ttl",
    "http://data.europa.eu/eli/ontology#": "eli.ttl",
    "http://data.europa.eu/eli/eli-draft-legislation-ontology#": "eli-dl.ttl",
    "http://data.vlaanderen.be/ns/besluit#": "besluit.ttl",
    "http://data.vlaanderen.be/ns/mandaat#": "mandaat.ttl",
    "https://data.vlaanderen.be/ns/besluitvorming#": "besluitvorming.ttl",
    "https://data.vlaanderen.be/ns/dossier#": "dossier.ttl",
}

MAPPINGS = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, SKOS.closeMatch, SKOS.relatedMatch}
# Values of these are documents, not terms.
DOCUMENTS = {DCTERMS.license, DCTERMS.source, RDFS.seeAlso}

needs_vocabularies = pytest.mark.skipif(
    not VOCABULARIES.is_dir(), reason="the copies of foreign vocabularies are not beside this checkout"
)


@cache
def graph(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path)


@cache
def listed_terms() -> frozenset[str]:
    """Return the terms of vocabularies that have no file to copy."""
    with (VOCABULARIES / "terms.tsv").open(encoding="utf-8", newline="") as rows:
        return frozenset(row["iri"] for row in csv.DictReader(rows, delimiter="\t"))


def exists(iri: str) -> bool:
    """Say whether a vocabulary declares the term: as a subject, in its own namespace; anything else does not count."""
    term = rdflib.URIRef(iri)
    for namespace, name in IN_FILES.items():
        if iri.startswith(namespace):
            return (term, None, None) in graph(VOCABULARIES / name) or iri in listed_terms()
    for known in IN_RDFLIB:
        if iri.startswith(str(known)):
            return term in known
    return iri in listed_terms()


def foreign_terms(path: Path) -> set[str]:
    nodes = (node for s, p, o in graph(path) for node in (s, p, *([] if p in DOCUMENTS else [o])))
    return {str(node) for node in nodes if isinstance(node, rdflib.URIRef) and not node.startswith(OURS)}


@needs_vocabularies
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_foreign_terms_exist(path: Path) -> None:
    assert sorted(iri for iri in foreign_terms(path) if not exists(iri)) == []


@needs_vocabularies
@pytest.mark.parametrize(
    "iri",
    [
        str(ns.SDO) + "agenda",  # there is none
        str(ORG) + "memberships",  # misspelt, closed in rdflib
        "http://data.vlaanderen.be/ns/besluitvorming#Verslag",  # http where https is published
        "http://data.europa.eu/eli/eli-draft-legislation-ontology#DecisionOutcomeTable",  # named there, declared nowhere
        "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#context",  # wrong case
        "https://example.com/unknown#Term",  # a vocabulary nobody has
    ],
)
def test_what_does_not_exist_is_noticed(iri: str) -> None:
    assert not exists(iri)


def test_alignment_only_maps_our_terms() -> None:
    for subject, predicate, target in graph(ALIGNMENT):
        assert subject.startswith(KG) and predicate in MAPPINGS, (subject, predicate)
        assert isinstance(target, rdflib.URIRef) and not target.startswith(OURS), target


def test_no_class_has_a_super_property_nor_a_property_a_super_class() -> None:
    ontology = graph(ROOT / "ontology" / "kg.ttl")
    for subject, predicate, _ in graph(ALIGNMENT):
        is_class = (subject, RDF.type, OWL.Class) in ontology
        assert predicate not in ({RDFS.subPropertyOf} if is_class else {RDFS.subClassOf, OWL.equivalentClass}), subject


def test_popolo_is_matched_closely_at_most() -> None:
    """No ontology of Popolo was ever published, so nothing may be inferred from it."""
    used = {predicate for _, predicate, target in graph(ALIGNMENT) if target.startswith(OPENGOV)}
    assert used <= {SKOS.closeMatch, SKOS.relatedMatch}


def test_every_mapping_says_why() -> None:
    """A statement stands under a comment, or under another statement that does."""
    lines = ALIGNMENT.read_text("utf-8").partition("\n# === Classes")[2].splitlines()
    for before, line in itertools.pairwise(lines):
        if line.startswith("kg:"):
            assert before.startswith(("# ", "kg:")) and not before.startswith(("# -", "# =")), line
