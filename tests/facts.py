"""Print what an export says, one fact a line, in words a reader of minutes can check.

Knows RDF and the names of the ontology, nothing of the program: gold written by hand and graphs
written by machine meet in this notation.

    decision added | wording=同意新增 | group=交通組 | case=捷運環狀線第一階段未來營運相關事宜 | item=柒/一
    count 1案 | claimed=1 | listed=1 | verdict=equal | item=柒/一

Fields stand in a fixed order, empty ones are left out, several values are sorted and joined by `;`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

PREFIXES = {
    "kg": "https://kg.example/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
}

# What hangs at graph/ beside the graphs of minutes; corrections too.
OTHER_GRAPHS = {"ontology", "concepts", "entities", "derived", "catalog"}

# How one field of a line is printed: its name, the property, and as what.
FIELDS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "decision": (
        ("wording", "kg:wording", "value"),
        ("group", "kg:group", "label"),
        ("case", "kg:case", "label"),
        ("directive", "kg:directive", "label"),
        ("addressee", "kg:addressee", "label"),
        ("deadline", "kg:deadline", "value"),
        ("item", "kg:item", "path"),
    ),
    "count": (
        ("claimed", "kg:claimed", "value"),
        ("listed", "kg:listed", "value"),
        ("verdict", "kg:verdict", "value"),
        ("item", "kg:item", "path"),
    ),
    "directive": (
        ("issuedBy", "kg:issuedBy", "label"),
        ("addressee", "kg:addressee", "label"),
        ("mentions", "kg:mentions", "label"),
        ("deadline", "kg:deadline", "value"),
        ("item", "kg:item", "path"),
    ),
    "cited": (
        ("from", "kg:fromMeeting", "label"),
        ("mentions", "kg:mentions", "label"),
    ),
    "statement": (
        ("speaker", "kg:speaker", "label"),
        ("item", "kg:item", "path"),
    ),
    "meeting": (
        ("title", "rdfs:label", "value"),
        ("series", "kg:series", "label"),
        ("level", "kg:level", "code"),
        ("rocYear", "kg:rocYear", "value"),
        ("ordinal", "kg:ordinal", "value"),
        ("date", "kg:date", "value"),
        ("start", "kg:startTime", "value"),
        ("end", "kg:endTime", "value"),
        ("venue", "kg:venue", "value"),
        ("chairs", "kg:chairedBy", "label"),
        ("recorder", "kg:recorder", "label"),
        ("attendance", "kg:attendance", "value"),
        ("cites", "kg:cites", "label"),
    ),
    "cited-meeting": (
        ("series", "kg:series", "label"),
        ("level", "kg:level", "code"),
        ("rocYear", "kg:rocYear", "value"),
        ("ordinal", "kg:ordinal", "value"),
        ("date", "kg:date", "value"),
    ),
    "item": (
        ("heading", "kg:heading", "value"),
        ("position", "kg:position", "value"),
        ("section", "kg:sectionKind", "code"),
        ("mentions", "kg:mentions", "label"),
    ),
    "case": (("mentions", "kg:mentions", "label"),),
    "chair": (
        ("member", "org:member", "label"),
        ("role", "org:role", "code"),
        ("organization", "org:organization", "label"),
        ("actingFor", "kg:actingFor", "label"),
    ),
    "minutes": (("precedes", "kg:precedes", "label"),),
}

KINDS = {
    "kg:Decision": "decision",
    "kg:CountClaim": "count",
    "kg:Directive": "directive",
    "kg:Statement": "statement",
    "kg:Meeting": "meeting",
    "kg:AgendaItem": "item",
    "kg:Case": "case",
    "kg:Chair": "chair",
    "kg:Minutes": "minutes",
}


def facts(nquads: bytes) -> list[str]:
    """List the facts of all minutes graphs of an export, sorted."""
    return sorted(line for lines in facts_by_key(nquads).values() for line in lines)


def facts_by_key(nquads: bytes) -> dict[str, list[str]]:
    """List the facts of each minutes graph under the KEY of its meeting."""
    return {graph.key: sorted(map(graph.line, graph.subjects())) for graph in _graphs(nquads)}


def quotes(nquads: bytes) -> list[str]:
    """List the evidence of all minutes graphs, sorted: subject, property (= what it denotes), quote."""
    return sorted(line for lines in quotes_by_key(nquads).values() for line in lines)


def quotes_by_key(nquads: bytes) -> dict[str, list[str]]:
    """List the evidence of each minutes graph under the KEY of its meeting.

    A line reads `decision added TITLE @柒/一 | case=TITLE | quote`; a line break in a quote is `⏎`.
    """
    return {graph.key: sorted(graph.quotes()) for graph in _graphs(nquads)}


def broken_passages(nquads: bytes) -> list[str]:
    """List the passages whose quote is not the slice of the text that they claim to be."""
    return sorted(iri for graph in _graphs(nquads) for iri in graph.broken_passages())


def normal(line: str) -> str:
    """Sort the values of each field, so that a line written by hand may list them in any order."""
    head, *fields = line.strip().split(" | ")
    return " | ".join([head, *map(_sorted_values, fields)])


def matches(pattern: str, line: str) -> bool:
    """Say whether a line is the one described, where `…` in the pattern stands for any text."""
    described = ".*".join(map(re.escape, normal(pattern).split("…")))
    return re.fullmatch(described, line) is not None


def _sorted_values(field: str) -> str:
    name, equals, value = field.partition("=")
    listed = name in {"addressee", "mentions", "from", "cites", "chairs", "recorder"}
    return name + equals + (";".join(sorted(value.split(";"))) if listed else value)


def _graphs(nquads: bytes) -> list["_Graph"]:
    triples: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(_nested)
    for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS):
        english = isinstance(quad.object, ox.Literal) and quad.object.language == "en"
        if isinstance(quad.graph_name, ox.NamedNode) and not english:
            graph = triples[quad.graph_name.value]
            graph[quad.subject.value][quad.predicate.value].append(quad.object.value)
    names = sorted(filter(_holds_minutes, triples))
    return [_Graph(name, triples[name], list(triples.values())) for name in names]


def _nested() -> dict[str, dict[str, list[str]]]:
    return defaultdict(lambda: defaultdict(list))


def _holds_minutes(name: str) -> bool:
    _, found, key = name.partition("/graph/")
    return bool(found) and key not in OTHER_GRAPHS and not key.startswith("correction/")


class _Graph:
    """One minutes graph, read through the names of the ontology."""

    def __init__(
        self,
        name: str,
        own: Mapping[str, Mapping[str, list[str]]],
        everywhere: Iterable[Mapping[str, Mapping[str, list[str]]]],
    ) -> None:
        base, _, self.key = name.partition("/graph/")
        self.base = base + "/"
        self._own = own
        self._everywhere = everywhere

    def subjects(self) -> list[str]:
        """List the subjects that make a line, in no order; the plain minutes make none."""
        return [s for s in self._own if self._kind(s) and (self._kind(s) != "minutes" or self._get(s, "kg:precedes"))]

    def line(self, subject: str) -> str:
        kind = self._kind(subject)
        fields = [(name, self._print(subject, prop, how)) for name, prop, how in FIELDS[kind]]
        said = [f"{name}={text}" for name, text in fields if text]
        return " | ".join([self._head(subject), *said, *self._oddities(subject)])

    def quotes(self) -> Iterable[str]:
        for subject in self._own:
            for passage in self._get(subject, "kg:evidence"):
                about = ";".join(sorted(_local(p) for p in self._get(passage, "kg:supports")))
                denoted = ";".join(sorted(map(self._label, self._get(passage, "kg:denotes"))))
                quote = "/".join(self._get(passage, "nif:anchorOf")).replace("\n", "⏎")
                yield f"{self._place(subject)} | {about}{'=' + denoted if denoted else ''} | {quote}"

    def broken_passages(self) -> Iterable[str]:
        texts = {s: t for s in self._own for t in self._get(s, "nif:isString")}
        for passage in (s for s in self._own if self._get(s, "nif:anchorOf")):
            try:
                (context,) = self._get(passage, "nif:referenceContext")
                (begin,) = map(int, self._get(passage, "nif:beginIndex"))
                (end,) = map(int, self._get(passage, "nif:endIndex"))
                (quote,) = self._get(passage, "nif:anchorOf")
            except ValueError:
                yield passage
            else:
                if begin >= end or texts.get(context, "")[begin:end] != quote:
                    yield passage

    def _kind(self, subject: str) -> str:
        types = {_compact(t) for t in self._get(subject, "rdf:type")}
        kind = next((kind for name, kind in KINDS.items() if name in types), "")
        if kind == "directive" and not self._get(subject, "kg:text"):
            return "cited"
        if kind == "meeting" and subject != f"{self.base}meeting/{self.key}":
            return "cited-meeting"
        return kind

    def _head(self, subject: str) -> str:
        """Name a subject as its line begins."""
        kind = self._kind(subject)
        heads: Mapping[str, Callable[[], str]] = {
            "decision": lambda: self._print(subject, "kg:action", "code"),
            "directive": lambda: self._print(subject, "kg:text", "value"),
            "statement": lambda: self._print(subject, "kg:text", "value"),
            "item": lambda: self._path(subject),
            "meeting": lambda: "",
            "minutes": lambda: "",
        }
        return f"{kind} {heads.get(kind, lambda: self._label(subject))()}".rstrip()

    def _place(self, subject: str) -> str:
        """Name a subject shortly, by kind, title and item, for its evidence."""
        kind = self._kind(subject)
        if kind in {"directive", "statement"}:
            named = kind
        elif kind == "decision":
            names = (self._print(subject, prop, "label") for prop in ("kg:case", "kg:directive", "kg:group"))
            about = next(filter(None, names), "")
            named = f"{self._head(subject)} {about}".rstrip()
        else:
            named = self._head(subject) if kind else subject
        item = self._print(subject, "kg:item", "path")
        return f"{named} @{item}" if item else named

    def _oddities(self, subject: str) -> Iterable[str]:
        """Print what a sound graph has no need to say: a number that is not the end of its path."""
        if self._kind(subject) == "item":
            number = self._print(subject, "kg:number", "value")
            if number != self._path(subject).rpartition("/")[2]:
                yield f"number={number or '?'}"

    def _print(self, subject: str, prop: str, how: str) -> str:
        printed = {"value": str, "label": self._label, "code": _local, "path": self._path}[how]
        return ";".join(sorted(set(map(printed, self._get(subject, prop)))))

    def _get(self, subject: str, prop: str) -> list[str]:
        return list(self._own[subject][_expand(prop)]) if self._has(subject, prop) else []

    def _has(self, subject: str, prop: str) -> bool:
        return subject in self._own and _expand(prop) in self._own[subject]

    def _label(self, iri: str) -> str:
        """Give the label of this graph, else of any other, else the IRI itself."""
        own = self._get(iri, "rdfs:label")
        if own:
            return "/".join(sorted(set(own)))
        prop = _expand("rdfs:label")
        others = sorted(label for g in self._everywhere if iri in g and prop in g[iri] for label in g[iri][prop])
        return others[0] if others else iri

    def _path(self, item: str) -> str:
        start = f"{self.base}item/{self.key}/"
        return item.removeprefix(start)


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _compact(iri: str) -> str:
    return next((f"{p}:{iri.removeprefix(ns)}" for p, ns in PREFIXES.items() if iri.startswith(ns)), iri)


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]
