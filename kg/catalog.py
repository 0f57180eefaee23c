"""The graphs that do not depend on minutes: ontology, concepts, entities, and the catalog of the dataset."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from . import iris
from .quads import literal
from .vocab import CONCEPT_IRI, DCAT, DCTERMS, PREFIXES, RDF, VOID, ZH, Vocabulary

GRAPHS = {"kg.ttl": "ontology", "concepts.ttl": "concepts", "entities.ttl": "entities"}
TITLE = {ZH: "會議紀錄知識圖譜", "en": "Knowledge graph of minutes"}


def constant_graphs(vocabulary: Vocabulary, *, base: str) -> Iterator[tuple[str, bytes]]:
    """Yield graph IRI and sorted lines of each graph that is the same for all minutes."""
    stated: dict[str, set[str]] = {}
    for name, triples in vocabulary.triples.items():
        for t in triples:
            graph = f"{base}graph/{GRAPHS.get(name) or ('concepts' if str(t.subject).startswith(f'<{CONCEPT_IRI}') else 'entities')}"
            lines = stated.setdefault(graph, set())
            lines.add(f"{_rebased(str(t.subject), base)} {t.predicate} {_rebased(str(t.object), base)} <{graph}> .\n")
    graph = f"{base}graph/catalog"
    stated[graph] = set(_catalog(graph, base))
    for graph, lines in stated.items():
        yield graph, "".join(sorted(lines)).encode()


def software_version() -> str:
    """Return the version of this program."""
    try:
        return version("kg-minutes")
    except PackageNotFoundError:
        return "0"


def _catalog(graph: str, base: str) -> Iterator[str]:
    dataset = f"<{base}graph/catalog>"
    for kind in (DCAT.Dataset, VOID.Dataset):
        yield f"{dataset} <{RDF.type}> <{kind}> <{graph}> .\n"
    for language, title in TITLE.items():
        yield f"{dataset} <{DCTERMS.title}> {literal(title)}@{language} <{graph}> .\n"
    yield f"{dataset} <{DCTERMS.hasVersion}> {literal('kg ' + software_version())} <{graph}> .\n"
    yield f"{dataset} <{VOID.vocabulary}> <{PREFIXES['kg']}> <{graph}> .\n"


def _rebased(term: str, base: str) -> str:
    """Move a data IRI to another base; the ontology and the concepts stay where they are."""
    if base == iris.BASE or not term.startswith(f"<{iris.BASE}"):
        return term
    path = term[len(iris.BASE) + 1 :]
    return f"<{base}{path}" if path.partition("/")[0] in iris.KINDS else term
