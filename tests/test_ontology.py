"""Check that the ontology says everything once, in both languages, and nothing that no one uses."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.fulltext import functions

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "ontology"
SHAPES = ONTOLOGY / "shapes.ttl"
EXPORT = ROOT / "exports" / "graph.nq"
FILES = sorted(ONTOLOGY.glob("*.ttl"))

KG = "https://kg.example/ontology#"
HEADER = "https://kg.example/ontology"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
VANN = "http://purl.org/vocab/vann/"
DCTERMS = "http://purl.org/dc/terms/"

LANGUAGES = {"zh-hant", "en"}
DATATYPES = {XSD + name for name in ("string", "integer", "date", "boolean")}

# `skos:editorialNote "abstract"@en` on a term that only others specialise: it is never stated, so no use can be found.
ABSTRACT = (ox.NamedNode(SKOS + "editorialNote"), ox.Literal("abstract", language="en"))

# The names others write SPARQL against; more are welcome, these stay.
CLASSES = """
    Meeting Chair WorkingGroup Collective Case Decision Directive Statement AgendaItem CountClaim Project
    Minutes Correction
""".split()
PROPERTIES = """
    series level rocYear ordinal date year dayNumber startTime endTime venue chairedBy recorder attendance cites
    actingFor meeting item mentions addressee deadline text action wording case directive group closes
    issuedBy speaker fromMeeting number heading position sectionKind claimed listed verdict
    status addedBy delistedBy anomaly precedes sha256 fileName mediaType inGraph
    evidence supports denotes corrects correctedProperty
    kind ordinalRuns everywhere namedIn notFollowedBy suffix notSuffix
""".split()
PLAIN_STRINGS = "text wording heading number deadline venue attendance startTime endTime verdict".split()

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def parse(path: Path) -> list[ox.Quad]:
    return list(ox.parse(path=str(path)))


TRIPLES = parse(ONTOLOGY / "kg.ttl")
TYPES = {
    t.subject.value.removeprefix(KG): t.object.value.rpartition("#")[2]
    for t in TRIPLES
    if t.predicate.value == RDF + "type" and t.subject.value.startswith(KG)
}  # fmt: skip
FUNCTIONS = {name for name, kind in TYPES.items() if kind == "Function"}
each_term = pytest.mark.parametrize("name", sorted(TYPES))


def objects(subject: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
    return [t.object for t in TRIPLES if t.subject.value == subject and t.predicate.value == predicate]


def literals(triples: list[ox.Quad]) -> Iterator[ox.Literal]:
    return (t.object for t in triples if isinstance(t.object, ox.Literal))


def our_terms(triples: list[ox.Quad]) -> set[str]:
    nodes = (node for t in triples for node in (t.subject, t.predicate, t.object) if isinstance(node, ox.NamedNode))
    return {node.value.removeprefix(KG) for node in nodes if node.value.startswith(KG)}


# --- what is declared ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CLASSES)
def test_class_is_declared(name: str) -> None:
    assert TYPES.get(name) == "Class"


@pytest.mark.parametrize("name", PROPERTIES)
def test_property_is_declared(name: str) -> None:
    assert TYPES.get(name) in {"ObjectProperty", "DatatypeProperty"}


def test_no_term_is_declared_twice() -> None:
    paragraphs = Counter(re.findall(r"^(kg:\w+)", (ONTOLOGY / "kg.ttl").read_text("utf-8"), re.MULTILINE))
    assert [term for term, times in paragraphs.items() if times > 1] == []
    types = Counter(t.subject.value for t in TRIPLES if t.predicate.value == RDF + "type")
    assert [term for term, times in types.items() if times > 1] == []


@each_term
def test_term_is_named_and_defined_in_both_languages(name: str) -> None:
    for predicate in (RDFS + "label", SKOS + "definition"):
        assert sorted(o.language or "" for o in objects(KG + name, predicate)) == sorted(LANGUAGES)
    assert [o.value for o in objects(KG + name, RDFS + "isDefinedBy")] == [HEADER]


@each_term
def test_definition_is_a_sentence(name: str) -> None:
    ends = {o.language: o.value[-1] for o in objects(KG + name, SKOS + "definition")}
    assert ends == {"zh-hant": "。", "en": "."}


@each_term
def test_name_has_the_form_of_its_kind(name: str) -> None:
    assert re.fullmatch("[A-Z][A-Za-z]+" if TYPES[name] == "Class" else "[a-z][A-Za-z0-9]+", name)


@each_term
def test_range_fits_the_kind_of_property(name: str) -> None:
    ranges = {o.value for o in objects(KG + name, RDFS + "range")}
    if TYPES[name] == "DatatypeProperty":
        assert len(ranges) == 1 and ranges <= DATATYPES
    else:
        assert not any(iri.startswith(XSD) for iri in ranges)


@pytest.mark.parametrize("name", PLAIN_STRINGS)
def test_printed_words_are_plain_strings(name: str) -> None:
    assert [o.value for o in objects(KG + name, RDFS + "range")] == [XSD + "string"]


def test_header_states_version_prefix_and_licence() -> None:
    [version] = [o.value for o in objects(HEADER, OWL + "versionInfo")]
    assert re.fullmatch(r"0\.\d+\.\d+", version), "0.x while the namespace is kg.example"
    stated = {
        OWL + "versionIRI": f"{HEADER}/{version}",
        VANN + "preferredNamespacePrefix": "kg",
        VANN + "preferredNamespaceUri": KG,
        DCTERMS + "license": "https://spdx.org/licenses/MIT",
    }
    assert {predicate: [o.value for o in objects(HEADER, predicate)] for predicate in stated} == {
        predicate: [value] for predicate, value in stated.items()
    }
    for predicate in (DCTERMS + "title", DCTERMS + "description"):
        assert {o.language for o in objects(HEADER, predicate)} == LANGUAGES


# --- what every file under ontology/ keeps to -----------------------------------------------------------------------------


@each_file
def test_file_has_no_blank_nodes(path: Path) -> None:
    assert [t for t in parse(path) if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)] == []


@each_file
def test_file_has_no_other_datatypes(path: Path) -> None:
    typed = {o.datatype.value for o in literals(parse(path)) if not o.language}
    assert typed <= DATATYPES


@each_file
def test_file_has_no_other_language_tags(path: Path) -> None:
    # Read from the text: parsers lower the case of tags, stores do not agree whether to.
    text = re.sub(r'"""(?:[^\\]|\\.)*?"""', '""', path.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)
    tags = set(re.findall(r'""@([A-Za-z0-9-]+)', text))
    assert tags <= LANGUAGES


@each_file
def test_file_uses_only_declared_terms(path: Path) -> None:
    assert our_terms(parse(path)) - TYPES.keys() == set()


@pytest.mark.parametrize("path", [p for p in FILES if p.name != "kg.ttl"], ids=lambda path: path.name)
def test_only_kg_ttl_declares_and_defines_terms(path: Path) -> None:
    home = {RDF + "type", RDFS + "label", RDFS + "domain", RDFS + "range", SKOS + "definition"}
    assert [t for t in parse(path) if t.subject.value.startswith(KG) and t.predicate.value in home] == []


# --- what is used ---------------------------------------------------------------------------------------------------------


def stated_terms(quads: Iterable[ox.Quad]) -> set[str]:
    """Return the classes and properties that data states: not those it merely points at."""
    found = set()
    for quad in quads:
        found.add(quad.predicate.value)
        if quad.predicate.value == RDF + "type":
            found.add(quad.object.value)
    return {iri.removeprefix(KG) for iri in found if iri.startswith(KG)}


def exported_quads() -> Iterator[ox.Quad]:
    """Read the export, without its copy of the ontology: to be declared is not to be used."""
    for quad in ox.parse(path=str(EXPORT)):
        if not (isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.endswith("/graph/ontology")):
            yield quad


def test_every_term_is_used_shaped_or_abstract() -> None:
    used = stated_terms(exported_quads())
    for name in ("concepts.ttl", "entities.ttl"):
        used |= stated_terms(parse(ONTOLOGY / name))
    shaped = our_terms(parse(SHAPES)) if SHAPES.exists() else set()
    abstract = {t.subject.value.removeprefix(KG) for t in TRIPLES if (t.predicate, t.object) == ABSTRACT}
    assert TYPES.keys() - used - shaped - abstract - FUNCTIONS == set()


def test_the_functions_declared_are_those_of_the_program() -> None:
    assert {iri.value.removeprefix(KG) for iri in functions.FUNCTIONS} == FUNCTIONS


def test_export_states_only_declared_terms() -> None:
    assert stated_terms(exported_quads()) - TYPES.keys() == set()


# --- what the README says ---------------------------------------------------------------------------------------------------

README = ONTOLOGY / "README.md"
TABLE = "<!-- terms: made by `python tests/test_ontology.py` -->\n\n"


def term_table() -> str:
    """Return all terms as a table in Markdown, in the order of kg.ttl."""
    lines = ["| term | kind | 中文 | English | definition |", "|---|---|---|---|---|"]
    for name, kind in TYPES.items():
        label = {o.language: o.value for o in objects(KG + name, RDFS + "label")}
        [definition] = [o.value for o in objects(KG + name, SKOS + "definition") if o.language == "en"]
        kind = kind.removesuffix("Property").lower()
        cells = f"`kg:{name}`", kind, label["zh-hant"], label["en"], definition.replace("|", "\\|")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def with_table(text: str) -> str:
    return text.partition(TABLE)[0] + TABLE + term_table()


def test_readme_lists_all_terms_as_they_are() -> None:
    text = README.read_text("utf-8")
    assert text == with_table(text), "stale: run `python tests/test_ontology.py`"


@each_file
def test_readme_names_the_file(path: Path) -> None:
    assert f"`{path.name}`" in README.read_text("utf-8").partition(TABLE)[0]


if __name__ == "__main__":
    README.write_text(with_table(README.read_text("utf-8")), "utf-8")
