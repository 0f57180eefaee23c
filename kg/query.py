"""Questions asked of a graph: the saved ones under `queries/`, by name and with the names of things, and one's own SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import pyoxigraph as ox

from .fulltext.functions import FUNCTIONS
from .names import Named, find, near
from .sparql import check
from .store import links
from .vocab import FOAF, KG, ORG, OWL

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

FOLDER = Path(__file__).parent / "queries"
KINDS: dict[str, frozenset[str]] = {  # kind of thing that a question is asked about -> its classes; none: any
    "case": frozenset([KG.Case]),
    "group": frozenset([KG.WorkingGroup]),
    "project": frozenset([KG.Project]),
    "person": frozenset([FOAF.Person, KG.Chair]),
    "organization": frozenset([ORG.Organization, ORG.FormalOrganization, ORG.OrganizationalCollaboration, KG.Collective, KG.WorkingGroup]),
    "thing": frozenset(),
}
MOST_ROWS, MOST_BYTES = 200_000, 200_000_000
T = TypeVar("T")
_HEAD = re.compile(r"^# ([a-z-]+): (.+)$", re.M)
_PARAMETER = re.compile(r"VALUES \?\w+ \{ UNDEF \}")


class Saved(NamedTuple):
    """A saved question: its titles and words, the kind of thing it may be asked about, and its SPARQL."""

    name: str
    title: str
    title_en: str
    question: str
    question_en: str
    parameter: str | None
    text: str


class Iri(str):
    """A value that is an IRI, and not a text."""


class Answer(NamedTuple):
    """What a query gave: columns and rows, or true or false, or triples; how many; and what to note."""

    form: str  # select, ask, graph
    data: bytes
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | None, ...], ...] = ()
    total: int = 0
    note: str = ""


class UnknownName(Exception):
    """A name that stands for nothing, or for several things; says which are near."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


class TooLong(Exception):
    """An answer that memory should not have to hold."""


@lru_cache
def saved_queries() -> dict[str, Saved]:
    """Return the saved questions by name."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.rq"))}


def _read(path: Path) -> Saved:
    text = path.read_text("utf-8")
    head = dict(_HEAD.findall(text))
    return Saved(path.stem, head["title"], head["title-en"], head["question"], head["question-en"], head.get("parameter"), text)


def asked_about(store: ox.Store, saved: Saved, values: Iterable[str], prefixes: Mapping[str, str]) -> str:
    """Return the SPARQL of a saved question about the things that some names stand for; about all, where none is given.

    Raises:
        UnknownName: the question takes no name, or a name stands for nothing or for several things.
    """
    names = list(values)
    if names and saved.parameter is None:
        raise UnknownName(f"{saved.name} is asked about nothing in particular", f"leave {names[0]} out")
    if not names:
        return saved.text
    iris = dict.fromkeys(_thing(store, name, saved.parameter or "thing", prefixes) for name in names)
    return _PARAMETER.sub(lambda found: found[0].replace("UNDEF", " ".join(f"<{iri}>" for iri in iris)), saved.text)


def answer(store: ox.Store, text: str, prefixes: Mapping[str, str], form: str = "rows", *, most: int = MOST_ROWS) -> Answer:
    """Run a query.

    Args:
        store: what is asked.
        text: SPARQL, which may call `kg:matches`; `SERVICE` and updates are refused.
        prefixes: known without being declared.
        form: `rows`, or a format of results (csv, tsv, json, xml), or ttl for triples.
        most: rows that are given, where `rows` are asked for; all are counted.

    Raises:
        SparqlError: the query is refused or not understood.
        TooLong: the answer has too many rows.
    """
    words = {token.text.upper() for token in check(text, prefixes) if token.kind == "word"}
    # DESCRIBE knows no GRAPH, so it alone looks into all graphs.
    found = store.query(text, prefixes=dict(prefixes), use_default_graph_as_union="DESCRIBE" in words and "FROM" not in words, custom_functions=FUNCTIONS)
    given = _answer(found, prefixes, form, most)
    return given if given.total or words & {"GRAPH", "FROM"} else given._replace(note="all facts stand in named graphs: write GRAPH ?g { … } around what is asked")


def _answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, prefixes: Mapping[str, str], form: str, most: int) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        data = found.serialize(format=_RESULTS[form]) if form in ("json", "xml") else b"true\n" if found else b"false\n"
        return Answer("ask", data or b"", total=1)
    if isinstance(found, ox.QueryTriples):
        triples = sorted(set(_few(found)), key=str)
        return Answer("graph", ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b"", total=len(triples))
    columns = tuple(variable.value for variable in found.variables)
    if form != "rows":
        # rows are counted in what was written: going through them twice would ask twice
        with _Bounded() as out:
            found.serialize(out, format=_RESULTS[form])
            data = out.getvalue()
        return Answer("select", data, columns, total=sum(1 for _ in _read_back(data, form)))
    few = _few(found)
    rows = tuple(tuple(_text(value) for value in row) for row in islice(few, most))
    return Answer("select", b"", columns, rows, len(rows) + sum(1 for _ in few))


class _Bounded(BytesIO):
    def write(self, data: Buffer, /) -> int:
        if self.tell() > MOST_BYTES:
            raise TooLong(f"the answer is longer than {MOST_BYTES:,} bytes")
        return super().write(data)


def _few(found: Iterable[T]) -> Iterator[T]:
    for place, row in enumerate(found):
        if place == MOST_ROWS:
            raise TooLong(f"the answer has more than {MOST_ROWS:,} rows")
        yield row


def _read_back(data: bytes, form: str) -> Iterable[object]:
    if form in ("csv", "tsv"):
        return re.findall(rb'(?:"(?:[^"]|"")*"|[^"\n])*\n', data)[1:]
    found = ox.parse_query_results(data, format=_RESULTS[form])
    return found if isinstance(found, ox.QuerySolutions) else ()


def _thing(store: ox.Store, name: str, kind: str, prefixes: Mapping[str, str]) -> str:
    """Return the one thing that a name stands for; for an alias of a case the case that is kept."""
    prefix, _, local = name.partition(":")
    typed = prefixes[prefix] + local if local and prefix in prefixes else name
    found = {_kept(store, thing.iri): thing for thing in find(store, typed, KINDS[kind])}
    what = "" if kind == "thing" else f" {kind}"
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise UnknownName(f"{name} is the name of {len(found)} things", f"give one of these instead:{_listed(found.values(), prefixes)}")
    alike = near(store, name, KINDS[kind])
    raise UnknownName(f"no{what} is named {name}" if what else f"nothing is named {name}", f"did you mean:{_listed(alike, prefixes)}" if alike else f"give the name of {_article(kind)} {kind} as it is printed, or its IRI")


def _kept(store: ox.Store, iri: str) -> str:
    return next((kept for _, kept, _ in links(store, iri, OWL.sameAs)), iri)


def _listed(things: Iterable[Named], prefixes: Mapping[str, str]) -> str:
    return "".join(f"\n      {'' if thing.label == thing.iri else thing.label + '  '}{shortened(thing.iri, prefixes)}" for thing in things)


def shortened(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI with the longest prefix that fits, as it can be typed again."""
    fitting = [(len(space), prefix) for prefix, space in prefixes.items() if iri.startswith(space) and len(iri) > len(space)]
    return f"{max(fitting)[1]}:{iri[max(fitting)[0] :]}" if fitting else iri


def _text(value: object) -> str | None:
    if isinstance(value, ox.NamedNode):
        return Iri(value.value)
    return None if value is None else value.value if isinstance(value, ox.Literal | ox.BlankNode) else str(value)


_RESULTS = {
    "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV, "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML,
}  # fmt: skip


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"
