"""One graph of minutes, to be asked what it states."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from ..quads import Chunk
from ..shadow import Shadow, key
from ..source import Span
from ..vocab import KG, NIF, ORG, RDF, RDFS


class Stated:
    """The graph of one chunk, and the text it was read from."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk
        self._store = ox.Store()
        self._store.bulk_load(chunk.quads, format=ox.RdfFormat.N_QUADS)

    @cached_property
    def _shadow(self) -> Shadow:
        (text,) = self._values(self.subjects(NIF.isString)[0], NIF.isString)
        return Shadow(text)

    def terms(self, subject: str, predicate: str) -> list[str]:
        """Return what is stated of a subject, as N-Quads write it, sorted."""
        found = self._store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
        return sorted(str(quad.object) for quad in found)

    def subjects(self, predicate: str, target: str | None = None) -> list[str]:
        """Return of what something is stated, sorted."""
        wanted = ox.NamedNode(target) if target else None
        return sorted({_value(quad.subject) for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate), wanted)})

    def is_a(self, subject: str, kind: str) -> bool:
        """Say whether a thing is named here under a type."""
        return f"<{kind}>" in self.terms(subject, RDF.type)

    def named(self, kinds: Iterable[str]) -> dict[str, list[str]]:
        """Return the things of some types with their labels."""
        return {iri: labels for kind in kinds for iri in self.subjects(RDF.type, kind) if (labels := self._values(iri, RDFS.label))}

    def naming(self, subject: str) -> tuple[tuple[str, str], ...]:
        """Return the types and labels of a thing, as they stand here."""
        return tuple((predicate, term) for predicate in (RDF.type, RDFS.label) for term in self.terms(subject, predicate))

    def member_names(self, chair: str) -> list[str]:
        """Return the name of the person in an office."""
        return [name for person in self._values(chair, ORG.member) for name in self._values(person, RDFS.label)]

    def find(self, quote: str) -> list[Span]:
        """Return where words stand in the text, white space and widths aside."""
        wanted, found, start = key(quote), list[Span](), 0
        while wanted and (start := self._shadow.squeezed.find(wanted, start)) >= 0:
            found.append(self._shadow.up(start, start + len(wanted)))
            start += len(wanted)
        return found

    def touched(self, span: Span, kinds: Iterable[str]) -> list[str]:
        """Return the things of some types that have evidence in a stretch of the text."""
        return [iri for kind in kinds for iri in self.subjects(RDF.type, kind) if any(self._meets(p, span) for p in self._values(iri, KG.evidence))]

    def _meets(self, passage: str, span: Span) -> bool:
        start, _, end = passage.rpartition("#char=")[2].partition(";")[0].partition(",")
        return int(start) < span.end and span.start < int(end)

    def _values(self, subject: str, predicate: str) -> list[str]:
        found = self._store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
        return sorted(_value(quad.object) for quad in found)


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return "" if isinstance(term, ox.Triple) else term.value
