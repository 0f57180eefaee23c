"""The vocabulary: terms, words and named things, read from the Turtle under `ontology/`.

A misspelt term fails when it is first named; a new word or name is a line of Turtle and no Python.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

_BESIDE = Path(__file__).parent / "ontology"
FOLDER = _BESIDE if _BESIDE.is_dir() else Path(__file__).parent.parent / "ontology"
FILES = ("kg.ttl", "concepts.ttl", "entities.ttl")
KG_IRI = "https://kg.example/ontology#"
CONCEPT_IRI = "https://kg.example/concept/"
ZH, EN = "zh-hant", "en"
Term = ox.NamedNode | ox.BlankNode | ox.Literal

PREFIXES = {
    "kg": KG_IRI,
    **{scheme: f"{CONCEPT_IRI}{scheme}/" for scheme in ("action", "level", "section", "status", "anomaly", "office", "kind", "deadline", "field")},
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "vann": "http://purl.org/vocab/vann/",
}
_SERVED = {"sd": "http://www.w3.org/ns/sparql-service-description#", "formats": "http://www.w3.org/ns/formats/"}  # in no export


class Namespace:
    """A closed namespace: an attribute or item that was not declared is an error that says so."""

    def __init__(self, iri: str, names: frozenset[str]) -> None:
        self._iri, self._names = iri, names
        self.__dict__.update({name: iri + name for name in names})  # found without a call; what is misspelt is not there

    def __getattr__(self, name: str) -> str:
        return self[name]

    def __getitem__(self, name: str) -> str:
        if name not in self._names:
            raise AttributeError(f"<{self._iri}{name}> is not declared in ontology/")
        return self._iri + name

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(sorted(self._names))


class Entity(NamedTuple):
    """A named thing of `entities.ttl`."""

    iri: str
    type: str
    label: str
    names: tuple[str, ...]
    kind: str | None
    bodies: frozenset[str]
    everywhere: bool
    not_before: tuple[str, ...]
    members: frozenset[str]
    part_of: str | None


class Concept(NamedTuple):
    """A concept of `concepts.ttl` with the words that say it."""

    iri: str
    scheme: str
    label: str
    words: tuple[str, ...]
    spellings: tuple[str, ...]  # those of the words that are other spellings of one of them
    suffixes: tuple[str, ...]
    not_suffixes: tuple[str, ...]
    life_patterns: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """All words and names the parser knows. Build one with `read_vocabulary`."""

    concepts: dict[str, Concept]
    entities: dict[str, Entity]
    officers: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # chair -> person, office, organization
    ordinal_runs: frozenset[str] = frozenset()
    triples: dict[str, tuple[ox.Quad, ...]] = field(default_factory=dict)  # file -> what it states
    digest: bytes = b""  # sha-256 of the files it was read from

    def words(self, scheme: str) -> dict[str, str]:
        """Return word -> concept IRI of one scheme."""
        return {word: c.iri for c in self.concepts.values() if c.scheme == scheme for word in c.words}


@lru_cache(maxsize=8)
def read_vocabulary(folder: Path = FOLDER, extra: tuple[Path, ...] = ()) -> Vocabulary:
    """Read the ontology folder, and a user's own Turtle files after it.

    Raises:
        OSError: a file cannot be read.
        SyntaxError: a file is not Turtle; says where.
    """
    triples = {name: tuple(ox.parse(path=str(folder / name))) for name in FILES}
    for place, path in enumerate(extra):
        triples[f"{place}:{path.name}"] = tuple(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    facts: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for name, stated in triples.items():
        if name != "kg.ttl":
            for t in stated:
                facts[t.subject.value][t.predicate.value].append(t.object)
    concepts = {iri: _concept(iri, f) for iri, f in facts.items() if PREFIXES["skos"] + "inScheme" in f}
    entities = {iri: _entity(iri, f) for iri, f in facts.items() if iri not in concepts and _entity_type(f)}
    return Vocabulary(
        concepts=concepts,
        entities=entities,
        officers={iri: _officer(f) for iri, f in facts.items() if KG["Chair"] in _values(f, "rdf:type")},
        ordinal_runs=frozenset(iri for iri, f in facts.items() if "true" in _values(f, "kg:ordinalRuns")),
        triples=triples,
        digest=hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in (*(folder / name for name in FILES), *extra))).digest(),
    )


def _values(facts: dict[str, list[Term]], name: str) -> list[str]:
    prefix, _, local = name.partition(":")
    return [o.value for o in facts.get(PREFIXES[prefix] + local, [])]


def _texts(facts: dict[str, list[Term]], name: str, language: str = ZH) -> list[str]:
    prefix, _, local = name.partition(":")
    found = facts.get(PREFIXES[prefix] + local, [])
    return [o.value for o in found if isinstance(o, ox.Literal) and (o.language or language) == language]


def _label(facts: dict[str, list[Term]]) -> str:
    return (_texts(facts, "rdfs:label") or _texts(facts, "skos:prefLabel") or [""])[0]


def _concept(iri: str, facts: dict[str, list[Term]]) -> Concept:
    scheme = _values(facts, "skos:inScheme")[0].rpartition("/")[2]
    words = _texts(facts, "skos:altLabel") + _texts(facts, "skos:hiddenLabel")
    return Concept(iri, scheme, _label(facts), tuple(dict.fromkeys(words)), tuple(_texts(facts, "skos:hiddenLabel")), tuple(_values(facts, "kg:suffix")), tuple(_values(facts, "kg:notSuffix")), tuple(_values(facts, "kg:lifePattern")))


def _entity_type(facts: dict[str, list[Term]]) -> str | None:
    for wanted in ENTITY_TYPES:
        if wanted in _values(facts, "rdf:type"):
            return wanted
    return None


def _entity(iri: str, facts: dict[str, list[Term]]) -> Entity:
    label = _label(facts)
    names = [label, *_texts(facts, "skos:altLabel"), *_texts(facts, "skos:hiddenLabel")]
    return Entity(
        iri=iri,
        type=_entity_type(facts) or "",
        label=label,
        names=tuple(dict.fromkeys(names)),
        kind=next(iter(_values(facts, "kg:kind")), None),
        bodies=frozenset(_values(facts, "kg:namedIn") + _values(facts, "org:subOrganizationOf")),
        everywhere="true" in _values(facts, "kg:everywhere"),
        not_before=tuple(_values(facts, "kg:notFollowedBy")),
        members=frozenset(_values(facts, "org:memberOf")),
        part_of=next(iter(_values(facts, "dcterms:isPartOf")), None),
    )


def _officer(facts: dict[str, list[Term]]) -> tuple[str, str, str]:
    return (_values(facts, "org:member")[0], _values(facts, "org:role")[0], _values(facts, "org:organization")[0])


def _declared(iri: str) -> frozenset[str]:
    names = set()
    for name in ("kg.ttl", "concepts.ttl"):
        for triple in ox.parse(path=str(FOLDER / name)):
            subject = triple.subject.value
            if subject.startswith(iri) and "/" not in subject[len(iri) :]:
                names.add(subject[len(iri) :])
    return frozenset(names)


def _namespace(prefix: str) -> Namespace:
    return Namespace(PREFIXES[prefix], _declared(PREFIXES[prefix]))


def _foreign(prefix: str, names: str) -> Namespace:
    return Namespace((PREFIXES | _SERVED)[prefix], frozenset(names.split()))


KG = _namespace("kg")
ACTION, LEVEL, SECTION, STATUS = (_namespace(p) for p in ("action", "level", "section", "status"))
ANOMALY, FIELD, KIND, OFFICE = (_namespace(p) for p in ("anomaly", "field", "kind", "office"))
RDF = _foreign("rdf", "type")
RDFS = _foreign("rdfs", "label")
OWL = _foreign("owl", "Class sameAs versionInfo")
XSD = _foreign("xsd", "integer date boolean")
SKOS = _foreign("skos", "prefLabel altLabel hiddenLabel Concept definition inScheme")
DCTERMS = _foreign("dcterms", "isPartOf title license hasVersion source description")
PROV = _foreign("prov", "wasDerivedFrom wasGeneratedBy wasAttributedTo Agent SoftwareAgent")
ORG = _foreign("org", "Organization FormalOrganization OrganizationalCollaboration Role member role organization Membership unitOf memberOf hasMember subOrganizationOf")
FOAF = _foreign("foaf", "Person name")
NIF = _foreign("nif", "OffsetBasedString Context isString referenceContext beginIndex endIndex anchorOf")
DCAT = _foreign("dcat", "Dataset DataService service servesDataset endpointURL endpointDescription")
VOID = _foreign("void", "Dataset vocabulary sparqlEndpoint uriSpace")
SD = _foreign("sd", "Service Dataset Graph endpoint supportedLanguage SPARQL11Query SPARQL11Update resultFormat inputFormat defaultDataset defaultGraph")
FORMATS = _foreign("formats", "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV Turtle N-Triples N-Quads TriG RDF_XML JSON-LD")

ENTITY_TYPES = (
    KG.WorkingGroup, KG.Project, KG.Collective, FOAF.Person,
    ORG.OrganizationalCollaboration, ORG.FormalOrganization, ORG.Organization,
)
