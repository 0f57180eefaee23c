"""The graphs that do not depend on minutes: ontology, concepts, entities, and the catalog of the dataset."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from . import iris
from .quads import literal
from .vocab import CONCEPT_IRI, DCAT, DCTERMS, KG, PREFIXES, RDF, VOID, XSD, ZH, Vocabulary

GRAPHS = {"kg.ttl": "ontology", "concepts.ttl": "concepts", "entities.ttl": "entities"}
TITLE = {ZH: "會議紀錄知識圖譜", "en": "Knowledge graph of minutes"}


def constant_graphs(vocabulary: Vocabulary, *, base: str) -> Iterator[tuple[str, bytes]]:
    """Yield graph IRI and sorted lines of each graph that is the same for all minutes: ontology, concepts, entities."""
    stated: dict[str, set[str]] = {}
    for name, triples in vocabulary.triples.items():
        for t in triples:
            graph = f"{base}graph/{GRAPHS.get(name) or ('concepts' if str(t.subject).startswith(f'<{CONCEPT_IRI}') else 'entities')}"
            lines = stated.setdefault(graph, set())
            lines.add(f"{_rebased(str(t.subject), base)} {t.predicate} {_rebased(str(t.object), base)} <{graph}> .\n")
    for graph, lines in stated.items():
        yield graph, "".join(sorted(lines)).encode()


def catalog_lines(base: str) -> list[bytes]:
    """Return the lines of the catalog that do not depend on the minutes, without line ends."""
    return [line.encode() for line in _catalog(f"{base}graph/catalog", base)]


def first_line(minutes: str, line: int, base: str) -> bytes:
    """Return the line of the catalog that says at which line of its file a text of minutes starts."""
    return f'<{minutes}> <{KG.firstLine}> "{line}"^^<{XSD.integer}> <{base}graph/catalog> .'.encode()


def software_version() -> str:
    """Return the version of this program."""
    try:
        return version("kg-minutes")
    except PackageNotFoundError:
        return "0"


def _catalog(graph: str, base: str) -> Iterator[str]:
    dataset = f"<{base}graph/catalog>"
    for kind in (DCAT.Dataset, VOID.Dataset):
        yield f"{dataset} <{RDF.type}> <{kind}> <{graph}> ."
    for language, title in TITLE.items():
        yield f"{dataset} <{DCTERMS.title}> {literal(title)}@{language} <{graph}> ."
    yield f"{dataset} <{DCTERMS.hasVersion}> {literal('kg ' + software_version())} <{graph}> ."
    yield f"{dataset} <{VOID.vocabulary}> <{PREFIXES['kg']}> <{graph}> ."


def _rebased(term: str, base: str) -> str:
    """Move a data IRI to another base; the ontology and the concepts stay where they are."""
    if base == iris.BASE or not term.startswith(f"<{iris.BASE}"):
        return term
    path = term[len(iris.BASE) + 1 :]
    return f"<{base}{path}" if path.partition("/")[0] in iris.KINDS else term
