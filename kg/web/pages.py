"""Readable pages: a thing with its facts and quotes, a graph, the ontology. All that comes from data is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import pyoxigraph as ox

from ..facts import Fact, Section
from ..phrases import phrase
from ..render import details, head, named, plain
from ..show import Dossier
from ..vocab import EN, RDFS, SKOS, ZH

FORMS = (("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("nt", "application/n-triples"), ("rdf", "application/rdf+xml"))
_LANGUAGES = {"zh": ZH, "en": EN}
_GRAPH = {"zh": "具名圖；{0} 條陳述。", "en": "A named graph of {0} statements."}


def page(found: Dossier, path: str, language: str) -> bytes:
    """Return the page of a thing: all that is known of it, with quotes and their places."""
    lang = _LANGUAGES[language]
    sources = [_item(phrase("source", lang, one.file, one.meeting, one.sha256)) for one in found.sources] or [_item(phrase("nothing-quoted", lang))]
    body = [
        f"<p>{escape(found.kind)} · <a href=\"{escape(path)}\">{escape(found.iri)}</a></p>", *(f"<p>{_text(line)}</p>" for line in found.summary),
        *_sections(found.sections, lang), f"<h2>{phrase('sources', lang)}</h2>", "<ul>", *sources, "</ul>", *(f"<p>{_text(line)}</p>" for line in (*found.notes, found.version)),
    ]  # fmt: skip
    return _html(found.title, body, path, language)


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


def _sections(sections: Iterable[Section], lang: str) -> Iterator[str]:
    for section in sections:
        yield f"<h2>{_text(section.title)}</h2>"
        yield "<ul>"
        for fact in section.facts:
            yield f"<li>{escape(head(fact, lang))}"
            yield from _below(fact, lang)
            yield "</li>"
        yield "</ul>"


def _below(fact: Fact, lang: str) -> Iterator[str]:
    if told := details(fact):
        yield f"<ul>{''.join(map(_item, told))}</ul>"
    for said in fact.quotes:
        yield f"<blockquote>{_text(said.quote.text)}<footer>{_text(str(said.quote))}{_text(named(said, lang))}</footer></blockquote>"


def _item(text: str) -> str:
    return f"<li>{_text(text)}</li>"


def _text(text: str) -> str:
    return escape(plain(text))
