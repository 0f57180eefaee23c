"""The view made by walking an rdflib dataset with triple patterns: what `tests.bench.network` compares with.

Written as one would who knows rdflib: subjects by their types, then the values of each, from the union of all graphs,
which is the fastest that rdflib's store answers. It makes the same nodes and typed edges; of a quote it takes the words
and the offset, not file and line. Two things only our minutes need are left out: corrections, and names in other scripts.
"""

from collections.abc import Iterator

import networkx as nx
from rdflib import Dataset, URIRef
from rdflib.term import Node

from kg.vocab import DCTERMS, FOAF, KG, NIF, ORG, RDF, RDFS, SKOS

CLASSES = {
    KG.Meeting: "meeting", FOAF.Person: "person", KG.WorkingGroup: "group", KG.Case: "case", KG.Directive: "directive", KG.Project: "project",
    KG.Collective: "organization", ORG.Organization: "organization", ORG.FormalOrganization: "organization", ORG.OrganizationalCollaboration: "organization",
}  # fmt: skip
UPWARD = {"isPartOf": DCTERMS.isPartOf, "unitOf": ORG.unitOf, "memberOf": ORG.memberOf, "subOrganizationOf": ORG.subOrganizationOf}
LINKS = {
    KG.Meeting: {"series": KG.series, "cites": KG.cites, "group": KG.group},
    KG.Directive: {"meeting": KG.meeting, "fromMeeting": KG.fromMeeting, "mentions": KG.mentions, "addressee": KG.addressee},
    KG.Case: {"mentions": KG.mentions},
}
PEOPLE = ((KG.Meeting, "chairedBy", KG.chairedBy), (KG.Meeting, "recorder", KG.recorder), (KG.Directive, "issuedBy", KG.issuedBy), (KG.Statement, "speaker", KG.speaker))
CONSTANT = ("/graph/ontology", "/graph/concepts", "/graph/entities", "/graph/catalog", "/graph/derived")
Said = tuple[tuple[str, int], ...]


class Walk:
    """One walk.

    Args:
        dataset: with `default_union`, as an export states it.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._all = dataset
        self._entities = next(graph for graph in dataset.graphs() if str(graph.identifier).endswith("/graph/entities"))
        self._minutes = [graph for graph in dataset.graphs() if not str(graph.identifier).endswith(CONSTANT)]
        self.view: nx.MultiDiGraph[str] = nx.MultiDiGraph()

    def run(self) -> "nx.MultiDiGraph[str]":
        """Make the nodes, then the edges."""
        for iri, kind in CLASSES.items():
            for graph in self._minutes:
                for thing in graph.subjects(RDF_TYPE, URIRef(iri)):
                    self._node(thing, kind)
        for chair in self._chairs():
            if self._person(chair) == chair:
                self._node(chair, "person")
        self._wholes()
        for edges in (self._decisions(), self._links(), self._items(), self._people(), self._order(), self._parts()):
            for source, target, kind, through, meeting, said in edges:
                date = str(self._all.value(meeting, URIRef(KG.date)) or "") if meeting else ""
                self._edge(source, target, kind, through, str(meeting or ""), date, said)
        return self.view

    def _edge(self, source: Node, target: Node, kind: str, through: Node, meeting: str, date: str, said: Said) -> None:
        if str(source) not in self.view or str(target) not in self.view:
            return
        key = f"{kind} {through}"
        if self.view.has_edge(str(source), str(target), key) and self.view.edges[str(source), str(target), key]["meeting"] != meeting:
            key = f"{key} {meeting}"
        self.view.add_edge(str(source), str(target), key, kind=kind, through=str(through), meeting=meeting, date=date, quotes=said)

    def _node(self, thing: Node, kind: str) -> None:
        if str(thing) not in self.view:
            label = self._all.value(thing, URIRef(SKOS.prefLabel)) or self._all.value(thing, URIRef(RDFS.label))
            self.view.add_node(str(thing), kind=kind, label=str(label or ""))

    def _wholes(self) -> None:
        """Add what the things that minutes name are part of."""
        waiting = list(self.view)
        while waiting:
            thing = URIRef(waiting.pop())
            for name, iri in UPWARD.items():
                for whole in self._entities.objects(thing, URIRef(iri)):
                    if str(whole) not in self.view:
                        self._node(whole, self.view.nodes[str(thing)]["kind"] if name in ("isPartOf", "unitOf") else "organization")
                        waiting.append(str(whole))

    def _decisions(self) -> Iterator[tuple]:
        self._decided = set()
        for decision in self._typed(KG.Decision):
            meeting, item = self._all.value(decision, URIRef(KG.meeting)), self._all.value(decision, URIRef(KG.item))
            groups = list(self._all.objects(decision, URIRef(KG.group)))
            targets = [*self._all.objects(decision, URIRef(KG.case)), *self._all.objects(decision, URIRef(KG.directive))]
            self._decided.update((item, thing) for thing in (*targets, *groups))
            joined = [(g, t) for t in targets or [meeting] for g in groups] or [(meeting, t) for t in targets]
            for action in self._all.objects(decision, URIRef(KG.action)):
                for source, target in joined:
                    said = {*self._said(decision, (KG.wording, KG.group), source), *self._said(decision, (KG.wording, KG.case, KG.directive))}
                    yield source, target, str(action).rpartition("/")[2], decision, meeting, tuple(sorted(said))
            for target in targets:
                yield target, meeting, "meeting", decision, meeting, self._said(decision, (KG.case, KG.directive))
            for told in self._all.objects(decision, URIRef(KG.addressee)):
                for target in targets or [meeting]:
                    yield target, told, "addressee", decision, meeting, self._said(decision, (KG.addressee,), told)

    def _links(self) -> Iterator[tuple]:
        for kind, properties in LINKS.items():
            for thing in self._typed(kind):
                meeting = thing if kind == KG.Meeting else self._all.value(thing, URIRef(KG.meeting))
                for name, iri in properties.items():
                    for value in self._all.objects(thing, URIRef(iri)):
                        if kind == KG.Case:
                            for minutes in sorted(set(self._minutes_of(thing, iri, value))):
                                yield thing, value, name, thing, self._all.value(minutes, URIRef(KG.meeting)), self._said(thing, (iri,), value)
                        elif name == "meeting":
                            yield thing, value, name, thing, value, self._said(thing, (KG.text,))
                        else:
                            stated = meeting or next((self._all.value(m, URIRef(KG.meeting)) for m in self._minutes_of(thing, iri, value)), None)
                            yield thing, value, name, thing, stated, self._said(thing, (iri,), value)

    def _items(self) -> Iterator[tuple]:
        for item in self._typed(KG.AgendaItem):
            for value in self._all.objects(item, URIRef(KG.mentions)):
                if (item, value) not in self._decided:
                    meeting = self._all.value(item, URIRef(KG.meeting))
                    yield meeting, value, "mentions", item, meeting, self._said(item, (KG.mentions,), value)

    def _people(self) -> Iterator[tuple]:
        for kind, name, iri in PEOPLE:
            for thing, who in self._all.subject_objects(URIRef(iri)):
                if (thing, RDF_TYPE, URIRef(kind)) not in self._all:
                    continue
                meeting = thing if kind == KG.Meeting else self._all.value(thing, URIRef(KG.meeting))
                statement = kind == KG.Statement
                yield meeting if statement else thing, self._person(who), name, thing if statement else who, meeting, self._said(thing, (iri,), who)
        for chair in self._chairs():
            for value in self._all.objects(chair, URIRef(ORG.organization)):
                yield self._person(chair), value, "office", chair, None, ()
            for other in self._all.objects(chair, URIRef(KG.actingFor)):
                yield self._person(chair), self._person(other), "actingFor", chair, None, ()

    def _order(self) -> Iterator[tuple]:
        for minutes, following in self._all.subject_objects(URIRef(KG.precedes)):
            for meeting in self._all.objects(minutes, URIRef(KG.meeting)):
                yield meeting, following, "precedes", minutes, meeting, ()

    def _parts(self) -> Iterator[tuple]:
        for name, iri in {**UPWARD, "hasMember": ORG.hasMember}.items():
            for part, whole in self._all.subject_objects(URIRef(iri)):
                if self.view.nodes.get(str(part), {}).get("kind") in ("project", "organization", "group"):
                    yield part, whole, name, part, None, ()

    def _typed(self, iri: str) -> list[Node]:
        return sorted(self._all.subjects(RDF_TYPE, URIRef(iri), unique=True))

    def _chairs(self) -> list[Node]:
        """Return the offices that minutes name; the vocabulary knows others."""
        return sorted({chair for graph in self._minutes for chair in graph.subjects(RDF_TYPE, URIRef(KG.Chair))})

    def _person(self, chair: Node) -> Node:
        return self._all.value(chair, URIRef(ORG.member)) or chair

    def _minutes_of(self, thing: Node, iri: str, value: Node) -> Iterator[Node]:
        for passage in self._passages(thing, (iri,), value):
            yield self._all.value(passage, URIRef(NIF.referenceContext))

    def _said(self, thing: Node, properties: tuple[str, ...], value: Node | None = None) -> Said:
        words, begin = URIRef(NIF.anchorOf), URIRef(NIF.beginIndex)
        return tuple(sorted({(str(self._all.value(p, words)), int(self._all.value(p, begin))) for p in self._passages(thing, properties, value)}))

    def _passages(self, thing: Node, properties: tuple[str, ...], value: Node | None) -> Iterator[Node]:
        for passage in self._all.objects(thing, URIRef(KG.evidence)):
            if str(self._all.value(passage, URIRef(KG.supports))) in properties and (value is None or (passage, URIRef(KG.denotes), value) in self._all):
                yield passage


RDF_TYPE = URIRef(RDF.type)
