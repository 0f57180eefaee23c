"""Readable pages: a thing with its facts and quotes, a graph, the ontology. All that comes from data is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pyoxigraph as ox

from ..render import plain
from ..vocab import EN, RDFS, SKOS, ZH

FORMS = (("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("nt", "application/n-triples"), ("rdf", "application/rdf+xml"))
_LANGUAGES = {"zh": ZH, "en": EN}
_GRAPH = {"zh": "具名圖；{0} 條陳述。", "en": "A named graph of {0} statements."}


def graph_page(store: ox.Store, graph: str, path: str, language: str) -> bytes:
    """Return the page of a graph: how much it states."""
    size = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    return _html(graph, [f"<p>{_GRAPH[language].format(size)}</p>"], path, language)


def terms_page(triples: Iterable[ox.Triple], title: str, path: str, language: str) -> bytes:
    """Return the page of a vocabulary: its terms with labels and definitions in both languages."""
    said: dict[str, dict[str, list[str]]] = {}
    for t in triples:
        if isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.Literal) and t.predicate.value in (RDFS.label, SKOS.definition):
            said.setdefault(t.subject.value, {}).setdefault(t.predicate.value, []).append(t.object.value)
    body = ["<dl>"]
    for iri, texts in sorted(said.items()):
        name = iri.rpartition("#")[2]
        body.append(f'<dt id="{escape(name)}"><code>{escape(name)}</code> {" · ".join(map(_text, texts.get(RDFS.label, [])))}</dt>')
        body += [f"<dd>{_text(text)}</dd>" for text in texts.get(SKOS.definition, [])]
    return _html(title, [*body, "</dl>"], path, language)


def _html(title: str, body: Iterable[str], path: str, language: str) -> bytes:
    links = [f'<link rel="alternate" type="{media}" href="{escape(path)}.{form}">' for form, media in FORMS]
    others = " · ".join(f'<a href="{escape(path)}.{form}">{form}</a>' for form, _ in FORMS)
    lines = [
        "<!doctype html>", f'<html lang="{_LANGUAGES[language]}">', "<head>", '<meta charset="utf-8">', '<meta name="viewport" content="width=device-width">',
        f"<title>{_text(title)}</title>", *links, "</head>", "<body>", f"<h1>{_text(title)}</h1>", *body, f"<p>{others}</p>", "</body>", "</html>", "",
    ]  # fmt: skip
    return "\n".join(lines).encode("utf-8", "replace")


def _text(text: str) -> str:
    return escape(plain(text))
