"""A store that somebody runs: graphs are put, dropped, counted and read back, by the Graph Store Protocol or by SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..vocab import KG
from .client import Client, LoadError
from .profiles import BATCH, BATCH_BYTES, Addresses

PAGE = 5_000  # rows asked for at once: below what stores cut off without a word
_CUT = "x-sparql-maxrows"  # how Virtuoso says that it left rows out
_HELD = """\
SELECT ?g ?n WHERE {{ {{
  SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{start}")) }} GROUP BY ?g ORDER BY ?g
}} }} LIMIT {page} OFFSET {offset}"""
_MINUTES = """\
SELECT ?g WHERE {{ {{
  SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?minutes <{placed}> ?g }} FILTER(STRSTARTS(STR(?g), "{start}")) }} ORDER BY ?g
}} }} LIMIT {page} OFFSET {offset}"""


class Remote:
    """A store at its addresses; `batch` is how many statements one INSERT DATA holds."""

    def __init__(self, client: Client, addresses: Addresses, *, batch: int = BATCH) -> None:
        self._client, self._at, self._batch = client, addresses, batch

    def held(self, start: str) -> dict[str, int]:
        """Return the graphs whose names begin so, each with how many statements it has."""
        return {row["g"].value: int(row["n"].value) for row in self._rows(_HELD, start=start)}

    def minutes(self, start: str) -> frozenset[str]:
        """Return the graphs of these that hold minutes."""
        return frozenset(row["g"].value for row in self._rows(_MINUTES, start=start, placed=KG.inGraph))

    def put(self, graph: str, triples: list[bytes]) -> None:
        """Let a graph hold these statements and no others."""
        if self._at.graphs is not None:
            self._client.send("PUT", self._at.graphs, params={"graph": graph}, content=b"".join(triples), headers={"Content-Type": "text/turtle"})
            return
        self.drop(graph)
        for batch in _batches(triples, self._batch):
            self._update(b"INSERT DATA { GRAPH <%s> {\n%s} }" % (graph.encode(), b"".join(batch)))

    def drop(self, graph: str) -> None:
        """Let a graph hold nothing."""
        if self._at.graphs is not None:
            self._client.send("DELETE", self._at.graphs, params={"graph": graph}, absent=True)
        else:
            self._update(f"DROP SILENT GRAPH <{graph}>".encode())

    def contents(self, graph: str) -> frozenset[str]:
        """Return the statements of a graph, each as N-Triples."""
        headers = {"Accept": "application/n-triples, text/turtle;q=0.5"}
        if self._at.graphs is not None:
            answer = self._client.send("GET", self._at.graphs, params={"graph": graph}, headers=headers, absent=True)
        else:
            answer = self._client.send("POST", self._at.query, data={"query": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"}, headers=headers)
        if answer.status_code == 404:
            return frozenset()
        form = ox.RdfFormat.from_media_type(answer.headers.get("content-type", "").partition(";")[0].strip()) or ox.RdfFormat.TURTLE
        try:
            return spelt(answer.content, form)
        except SyntaxError as error:
            raise LoadError(3, f"{self._at.graphs or self._at.query}: what the store gives back as <{graph}> is not understood: {error}", "leave --verify out, and look at the store yourself") from error

    def _update(self, text: bytes) -> None:
        self._client.send("POST", self._at.update, content=text, headers={"Content-Type": "application/sparql-update; charset=utf-8"})

    def _rows(self, query: str, **words: str) -> Iterator[ox.QuerySolution]:
        offset = 0
        while True:
            text = query.format(page=PAGE, offset=offset, **words)
            answer = self._client.send("POST", self._at.query, data={"query": text}, headers={"Accept": "application/sparql-results+json"})
            rows = self._read(answer.content)
            yield from rows
            offset += len(rows)
            if not rows or (len(rows) < PAGE and _CUT not in answer.headers):
                return

    def _read(self, answer: bytes) -> list[ox.QuerySolution]:
        try:
            found = ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)
        except SyntaxError as error:
            raise LoadError(3, f"{self._at.query}: the answer is no result of a query", "look at the address of --to and at --profile: this is no SPARQL endpoint") from error
        return list(found) if isinstance(found, ox.QuerySolutions) else []


def spelt(data: bytes, form: ox.RdfFormat) -> frozenset[str]:
    """Return statements in the one spelling in which they can be compared; language tags are alike whatever their case."""
    return frozenset(str(_small(quad)) for quad in ox.parse(data, format=form))


def _small(quad: ox.Quad) -> ox.Triple:
    value = quad.object
    if isinstance(value, ox.Literal) and value.language:
        value = ox.Literal(value.value, language=value.language.lower())
    return ox.Triple(quad.subject, quad.predicate, value)


def _batches(triples: Iterable[bytes], most: int) -> Iterator[list[bytes]]:
    """Yield statements by as many as a store takes at once, by number and by length; one that is longer goes alone."""
    batch: list[bytes] = []
    size = 0
    for triple in triples:
        if batch and (len(batch) == most or size + len(triple) > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(triple)
        size += len(triple)
    if batch:
        yield batch
