"""An N-Quads file of ours through the SHACL shapes: every violation, traced back to the text. Memory is flat.

A minutes graph is checked by itself, for it states all that it names; what several graphs say of one thing is gathered
meanwhile and checked after them (`gathered`); a correction graph is held to the shapes for corrections and no others.
The graphs that are the same for all minutes are not checked, but for first lines in the catalog.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

from .. import iris
from ..formats.dump import Dump, pieces
from ..spill import Lines
from ..vocab import FIELD, PREFIXES, SKOS, Vocabulary, read_vocabulary
from .engine import Background, Found, check, index_of
from .gathered import check_gathered, gather, gather_aliases, is_gathered
from .places import Passage, file_of, passage_of, stands_in
from .shapes import Shape, read_shapes

__all__ = ["Passage", "Violation", "background_of", "violations"]

CORRECTING = "Correct"  # shapes whose names begin so are for correction graphs, and switched off in the file
EACH_TRIPLE = "Stated"  # the shape that looks at one triple at a time, whatever the subject
FIRST_LINES = "FirstLine"  # the one shape for the catalog
_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
CONSTANT = ("ontology", "concepts", "entities")
BOUND = 8 << 20  # bytes of a sort held in memory
# RDF libraries lower the case of tags while they read, so no shape can see it.
_RAISED = re.compile(rb'^(\S+) (\S+) (".*"@[A-Za-z0-9-]*[A-Z][A-Za-z0-9-]*)$', re.M)
_TAGS = MappingProxyType({"zh-hant": "語言標籤以小寫書寫。", "en": "Language tags are written in lower case."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """What a shape refuses, and where it stands.

    Attributes:
        shape: the name of the shape or constraint.
        focus: the node that is refused, an IRI.
        path: the property, an IRI; `None` where it is about the node as a whole.
        value: as N-Triples writes it; `None` where values are too many or too few.
        messages: by language, `zh-hant` and `en`.
        graph: the named graph, an IRI; where several state it, the first that states the value.
        source: the graph of the minutes that `file` and `passage` are of; mostly the same graph, empty where there are none.
        file: the name of the file that the minutes come from which state it, or that say something of the focus node; may be empty.
        passage: where in the text of those minutes it stands, if that can be told.
    """

    shape: str
    focus: str
    path: str | None
    value: str | None
    messages: MappingProxyType[str, str] = field(compare=False)
    graph: str
    source: str = ""
    file: str = ""
    passage: Passage | None = None


def violations(path: Path, *, vocabulary: Vocabulary | None = None, base: str = iris.BASE) -> Iterator[Violation]:
    """Yield what the shapes refuse in an N-Quads file of ours, graph by graph, and last what several graphs show together.

    Args:
        path: the file: graphs together, lines sorted, as `kg export` writes it.
        vocabulary: the terms, schemes and words it was written with.
        base: what its data IRIs begin with.

    Raises:
        OSError: the file cannot be read.
        SyntaxError: a line is no N-Quad.
    """
    background = background_of(vocabulary or read_vocabulary())
    shapes = [shape for shape in read_shapes() if shape.active]
    with Lines(bound=BOUND) as gathered:
        for graph, triples in graphs_of(path, base):
            yield from _alone(graph, triples, shapes, background, base, gathered)
        together = list(check_gathered(shapes, gathered, background, base))
    if together:
        yield from _located(path, together, base)


def background_of(vocabulary: Vocabulary) -> Background:
    """Return what stands beside a checked graph: subclasses and declared terms, concepts in their schemes, words for a chair."""
    kinds = {_SUBCLASS, f"{PREFIXES['rdfs']}isDefinedBy", f"{PREFIXES['skos']}inScheme"}
    words = {SKOS.altLabel, f"{PREFIXES['skos']}hiddenLabel"}
    stated = [t for triples in vocabulary.triples.values() for t in triples]
    lines = sorted({str(t) for t in stated if t.predicate.value in kinds or (t.predicate.value in words and str(t.subject) == f"<{FIELD.chair}>")})
    above: dict[str, set[str]] = {}
    for t in stated:
        if t.predicate.value == _SUBCLASS:
            kind, higher = str(t.subject)[1:-1], str(t.object)[1:-1]
            above.setdefault(kind, {kind}).add(higher)
    for found in above.values():
        while more := set().union(*(above.get(kind, set()) for kind in found)) - found:
            found |= more
    return Background("".join(f"{line} .\n" for line in lines).encode(), MappingProxyType({kind: frozenset(found) for kind, found in above.items()}))


def graphs_of(path: Path, base: str) -> Iterator[tuple[str, list[bytes]]]:
    """Yield each graph whole, by name; `graph/derived`, which may be large, in pieces."""
    dump = Dump(path=path, prefixes={}, base=base, flat=lambda graph: True)
    for graph, parts in groupby(pieces(dump), key=itemgetter(0)):
        name = graph[1:-1].decode()
        if name == f"{base}graph/derived":
            yield from ((name, triples) for _, triples in parts)
        elif name not in {f"{base}graph/{constant}" for constant in CONSTANT}:
            yield name, list(chain.from_iterable(triples for _, triples in parts))


def _alone(graph: str, triples: list[bytes], shapes: Sequence[Shape], background: Background, base: str, gathered: Lines) -> Iterator[Violation]:
    """Check a graph by itself, and keep what is needed beside others."""
    index = index_of(triples)
    file = file_of(index)
    tail = graph.removeprefix(f"{base}graph/")
    if tail.startswith("correction/"):
        chosen = [shape for shape in read_shapes() if shape.name.startswith(CORRECTING)]
        gather_aliases(index, gathered)
    elif tail == "catalog":
        chosen = [shape for shape in shapes if shape.name == FIRST_LINES]
    elif tail == "derived":
        chosen = [shape for shape in shapes if shape.name == EACH_TRIPLE]
        gather(index, base, gathered)
    else:
        chosen = list(shapes)
        gather(index, base, gathered)
    for found in check(chosen, triples, index, background, everything=tail == "derived"):
        if tail in ("catalog", "derived") or tail.startswith("correction/") or not is_gathered(found, base):
            yield _violation(found, graph, graph if file else "", file, passage_of(found, index))
    for subject, predicate, value in _RAISED.findall(b"\n".join(triples)):
        yield Violation(shape="lower-case-tag", focus=subject[1:-1].decode(), path=predicate[1:-1].decode(), value=value.decode(), messages=_TAGS, graph=graph, source=graph if file else "", file=file)


def _located(path: Path, together: Sequence[Found], base: str) -> Iterator[Violation]:
    """Find in a second reading which graph states what was found on several together, and where in a text its focus node stands."""
    best: dict[int, tuple[int, str]] = {}
    texts: dict[int, tuple[str, str, Passage]] = {}
    for graph, triples in graphs_of(path, base):
        text = b"\n".join([b"", *triples])
        wanted = [place for place, found in enumerate(together) if f"\n{found.focus} ".encode() in text]
        index = index_of(triples) if wanted else {}
        for place in wanted:
            much, passage = stands_in(together[place], index), passage_of(together[place], index)
            if place not in best or much > best[place][0]:
                best[place] = (much, graph)
                if passage:
                    texts[place] = (graph, file_of(index), passage)
            if passage:
                texts.setdefault(place, (graph, file_of(index), passage))
    for place, (_, graph) in sorted(best.items()):
        yield _violation(together[place], graph, *texts.get(place, ("", "", None)))


def _violation(found: Found, graph: str, source: str, file: str, passage: Passage | None) -> Violation:
    focus = found.focus.removeprefix("<").removesuffix(">")
    return Violation(shape=found.by.name, focus=focus, path=found.path, value=found.value, messages=found.by.messages, graph=graph, source=source, file=file, passage=passage)
