"""What holds for all minutes: labels of terms and named things, what persons corrected, where texts start in their files.

It is read before the graphs of minutes, and grows with the vocabulary and the number of minutes, not with their length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ...vocab import DCTERMS, KG, ORG, OWL, PROV, RDFS, SKOS
from ..dump import Dump
from .facts import Facts, facts_of, graphs, local, name, text, token, whole

# Terms that the graph of corrections and the catalog use.
_CORRECTS, _PROPERTY, _FIRST_LINE = token(KG.corrects), token(KG.correctedProperty), token(KG.firstLine)
_DESCRIPTION, _SAME = token(DCTERMS.description), token(OWL.sameAs)
_BY, _LABEL, _ALSO = token(PROV.wasAttributedTo), token(RDFS.label), token(SKOS.altLabel)
_PART_OF = tuple(token(iri) for iri in (DCTERMS.isPartOf, ORG.subOrganizationOf, ORG.unitOf, ORG.memberOf))
# They follow from the date, which is named.
_IMPLIED = frozenset((token(KG.year), token(KG.dayNumber)))


class Correction(NamedTuple):
    """What a person corrected of a resource: the property, and a sentence that says what, why and who."""

    property: bytes
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a reader of one graph of minutes knows beside it.

    Attributes:
        entities: what `graph/ontology`, `concepts` and `entities` say.
        corrected: (resource, property) -> the values that count instead of the text's.
        corrections: of each resource.
        kept: an alias of a case -> the case whose life it shares.
        first_line: minutes -> the line of their file at which they start, 1-based.
    """

    entities: Facts
    corrected: dict[tuple[bytes, bytes], list[bytes]]
    corrections: dict[bytes, list[Correction]]
    kept: dict[bytes, bytes]
    first_line: dict[bytes, int]

    def label(self, thing: bytes) -> str:
        """Return what a term or a named thing is called."""
        return name(self.entities.get(thing, {}).get(_LABEL, ())) or local(thing)

    def other_names(self, thing: bytes) -> list[str]:
        """Return what else a declared thing is called."""
        return sorted(text(label) for label in self.entities.get(thing, {}).get(_ALSO, ()) if label.endswith(b"@zh-hant"))

    def part_of(self, thing: bytes) -> list[bytes]:
        """Return what a declared thing is part, a unit or a member of."""
        stated = self.entities.get(thing, {})
        return [whole_ for predicate in _PART_OF for whole_ in stated.get(predicate, ())]

    def notes(self, things: Iterable[bytes]) -> list[str]:
        """Return what was corrected of things, each said once."""
        return list(dict.fromkeys(c.note for thing in things for c in self.corrections.get(thing, ())))


def known(dump: Dump) -> Known:
    """Read all graphs but those of minutes and conclusions."""
    entities: Facts = defaultdict(dict)
    corrected: dict[tuple[bytes, bytes], list[bytes]] = {}
    found: dict[bytes, list[Correction]] = defaultdict(list)
    stated: list[Facts] = []
    for graph, blocks in graphs(dump):
        if is_correction(dump, graph):
            stated.append(facts_of(blocks))
        elif not dump.flat(graph):
            facts_of(blocks, into=entities)
    for facts in stated:
        for thing, correction in _corrections(facts, entities):
            found[thing].append(correction)
            corrected[thing, correction.property] = facts.get(thing, {}).get(correction.property, [])
            for value in corrected[thing, correction.property]:
                entities.setdefault(value, facts.get(value, {}))
    return Known(
        entities=entities,
        corrected={place: values for place, values in corrected.items() if values},
        corrections={thing: [c for c in made if c.property not in _IMPLIED] for thing, made in found.items()},
        kept={thing: values[0] for (thing, predicate), values in corrected.items() if predicate == _SAME and values},
        first_line={minutes: whole(stated[_FIRST_LINE][0]) for minutes, stated in entities.items() if _FIRST_LINE in stated},
    )


def is_correction(dump: Dump, graph: bytes) -> bool:
    """Tell whether a graph holds what a person corrected in some minutes."""
    return graph.startswith(f"{dump.base}graph/correction/".encode())


def _corrections(facts: Facts, entities: Facts) -> Iterable[tuple[bytes, Correction]]:
    for stated in list(facts.values()):
        for thing in stated.get(_CORRECTS, ()):
            for predicate in stated.get(_PROPERTY, ()):
                who = "、".join(name(facts.get(agent, {}).get(_LABEL, ())) or local(agent) for agent in stated.get(_BY, ()))
                why = "；".join(text(reason) for reason in stated.get(_DESCRIPTION, ()))
                what = name(stated.get(_LABEL, ())) or name(entities.get(predicate, {}).get(_LABEL, ())) or local(predicate)
                yield thing, Correction(predicate, f"{what}：{why or '未說明理由'}（{who or '未署名'}）")
