"""The explorer: a graph, and the pages that show it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from ..facts import Facts
from ..ledgers import Ledgers
from ..network import KINDS, Edge, Index, Node, index_of
from ..search import Indexed, Scan, Shelf
from ..store import base_of
from ..vocab import KG, NIF, RDF, RDFS
from . import asking, data, scripted
from .data import Row
from .ways import ENDING, LANGUAGES, mark

if TYPE_CHECKING:
    from .kept import Archive

Asked = Mapping[str, str]
CASES, LEDGERS = ".cases", ".ledgers"  # what is kept besides files of data
_PASSAGE = re.compile(r"([^#]*)#char=(\d+),\d+;for=\w+")
_COUNTED = (
    KG.meeting, KG.fileName, NIF.isString, KG.firstLine, KG.factCharacters, KG.structureCharacters, KG.boilerplateCharacters, KG.unreadCharacters,
    KG.claimed, KG.listed, KG.verdict, KG.item, KG.cites, KG.anomaly, RDFS.label,
)  # fmt: skip
_SAYINGS = ("decision", "directive", "statement", "item", "count")


class Order(NamedTuple):
    """How meetings follow each other and whose they are: edges, and the nodes at their ends."""

    nodes: dict[str, Node]
    edges: frozenset[Edge]


class Explorer:
    """A graph as its pages need it. What many pages need is read once.

    Args:
        store: the graph.
        index: of the network of its things; made where none is given.
        kept: what was gathered of the graph before; gathered where nothing is given.
    """

    def __init__(self, store: ox.Store, index: Index | None = None, kept: Archive | None = None) -> None:
        self.store, self.base, self._kept = store, base_of(store), kept
        first = Facts(store)
        self.facts = {language: first if lang == first.lang else Facts(store, lang=lang, like=first) for language, lang in LANGUAGES.items()}
        self._index = index
        self.place = lru_cache(maxsize=65536)(self._place)

    @cached_property
    def index(self) -> Index:
        """The network of the things."""
        return self._index or index_of(self.store)

    @cached_property
    def cases(self) -> list[Row]:
        """The cases."""
        if self._kept and (held := self._kept.read(CASES)):
            return data.unpacked(held)
        return data.rows(self.index, self.facts["zh"])

    @cached_property
    def ledgers(self) -> Ledgers:
        """What was read, counted and cited."""
        if self._kept:
            return self._kept.ledgers()
        ledgers = Ledgers()
        for graph in sorted(name.value for name in self.store.named_graphs() if isinstance(name, ox.NamedNode)):
            ledgers.add(f"{quad.subject} {quad.predicate} {quad.object}".encode() for quad in self._counted(ox.NamedNode(graph)))
        return ledgers

    def _counted(self, graph: ox.NamedNode) -> Iterator[ox.Quad]:
        """Yield what ledgers are made of, in one graph: passages are most of it, and only those of counts and citations are needed."""
        quads = self.store.quads_for_pattern
        for predicate in _COUNTED:
            yield from quads(None, ox.NamedNode(predicate), None, graph)
        for kind in (KG.Minutes, KG.CoverageLedger, KG.CountClaim):
            yield from quads(None, ox.NamedNode(RDF.type), ox.NamedNode(kind), graph)
        for predicate in (KG.claimed, KG.cites):
            for subject in {quad.subject for quad in quads(None, ox.NamedNode(predicate), None, graph)}:
                for passage in quads(subject, ox.NamedNode(KG.evidence), None, graph):
                    yield passage
                    if isinstance(passage.object, ox.NamedNode):
                        yield from quads(passage.object, ox.NamedNode(KG.denotes), None, graph)

    @cached_property
    def minutes(self) -> list[str]:
        """The minutes in the order of time."""
        facts = self.facts["zh"]
        return sorted(facts.subjects(RDF.type, KG.Minutes), key=lambda m: (facts.order(facts.meeting(m)), m))

    def chairs(self) -> list[str]:
        """Return persons in an office, those that minutes name."""
        facts = self.facts["zh"]
        return [chair for chair in facts.subjects(RDF.type, KG.Chair) if facts.in_minutes(chair)]

    def things(self) -> Iterator[str]:
        """Yield the IRIs of what has a page: things of the network, persons in an office, minutes."""
        return (iri for iris in self.listed.values() for iri in iris)

    @cached_property
    def listed(self) -> dict[str, tuple[str, ...]]:
        """What has a page, by kind: minutes in the order of time, then the kinds of the network, then persons in an office that it does not know."""
        found = defaultdict[str, list[str]](list)
        for node in self.index.nodes():
            if node.iri.startswith(self.base) and "#" not in node.iri:
                found[node.kind].append(node.iri)
        people = {*found["person"]}
        found["chair"] = [chair for chair in self.chairs() if chair not in people]
        found["minutes"] = self.minutes
        return {kind: tuple(found[kind]) for kind in ("minutes", *KINDS, "chair") if found[kind]}

    @cached_property
    def order(self) -> Order:
        """How meetings follow each other, and whose they are."""
        edges = frozenset(edge for kind in ("precedes", "series") for edge in self.index.of_kind(kind))
        ends = sorted({end for edge in edges for end in (edge.source, edge.target)})
        return Order({iri: node for iri in ends if (node := self.index.node(iri))}, edges)

    def has_page(self, iri: str) -> bool:
        """Tell whether a thing has a page of its own."""
        if not iri.startswith(self.base) or "#" in iri:
            return False
        kind = iri.removeprefix(self.base).partition("/")[0]
        return self.index.node(iri) is not None or (kind in ("chair", "minutes") and self.facts["zh"].is_thing(iri) and self.facts["zh"].in_minutes(iri))

    def _place(self, iri: str) -> str:
        """Return where a thing, or a fact, is shown: the path of a page and an anchor; nothing where it is not."""
        if self.has_page(iri):
            return f"{iri.removeprefix(self.base)}{ENDING}"
        if found := _PASSAGE.fullmatch(iri):
            return f"{found[1].removeprefix(self.base)}{ENDING}#c{found[2]}" if self.has_page(found[1]) else ""
        if not iri.startswith(self.base) or iri.removeprefix(self.base).partition("/")[0] not in _SAYINGS:
            return ""
        facts = self.facts["zh"]
        home = next(iter([*facts.values(iri, KG.case), *facts.values(iri, KG.directive), facts.meeting(iri)]), "")
        return f"{home.removeprefix(self.base)}{ENDING}#{mark(iri)}" if home and self.has_page(home) else ""

    def label(self, iri: str, language: str) -> str:
        """Return what a thing is called; of a passage its words."""
        quote = self.facts[language].places.quote(iri) if _PASSAGE.fullmatch(iri) else None
        return quote.text if quote else self.facts[language].label(iri)

    def node_label(self, node: Node, language: str) -> str:
        """Return what a thing of the network is called."""
        return (language == "en" and node.label_en) or node.label

    def shelf(self, language: str) -> Shelf:
        """Return where words are looked for: the index that was kept, else the graph itself."""
        index = self._kept.searched(LANGUAGES[language]) if self._kept else None
        return Indexed(index) if index else Scan(self.facts[language])

    def data(self, name: str) -> bytes | None:
        """Return a file of data; nothing where there is none of that name."""
        if self._kept and name.endswith(".json") and (held := self._kept.read(name)):
            return held
        if name == "things.json":
            return data.things(self.index.nodes(), self.base)
        if name == "edges.json":
            return data.edges(self.index.nodes(), self._edges, self.base)
        if name == "cases.json":
            return data.cases(self.cases, self.base)
        if name == "words.json":
            return data.words(self._edges, self.index.nodes(), self.facts["zh"])
        if name == "text.json":
            return data.texts(self.facts["zh"], self.minutes, self.base)
        if name in scripted.PICTURED:
            return scripted.network(self, name)
        if name == asking.NAME:
            return asking.queries(self)
        piece = name.removeprefix("quotes/").removesuffix(".json")
        if name == f"quotes/{piece}.json" and piece.isdecimal() and int(piece) * data.PIECE < max(len(self._edges), 1):
            return data.quotes(self._edges, int(piece), self.base)
        return None

    def data_names(self, *, served: bool = False) -> Iterator[str]:
        """Yield the names of the files of data; a server searches by itself, where pages on disk need the text of all minutes."""
        yield from ("things.json", "edges.json", "cases.json", "words.json", *(() if served else ("text.json",)), asking.NAME)
        yield from (f"quotes/{piece}.json" for piece in range(0, -(-max(len(self._edges), 1) // data.PIECE)))

    @cached_property
    def _edges(self) -> list[Edge]:
        return sorted({*self.index.all_edges()})
