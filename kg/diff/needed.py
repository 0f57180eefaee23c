"""What a comparison in words needs of a graph: the things that changed, what they point at, and their passages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ..vocab import CONCEPT_IRI, DCTERMS, KG, KG_IRI, NIF, OWL, RDF, RDFS
from .lines import read_lines

_PASSAGE = tuple(f"<{p}>".encode() for p in (NIF.anchorOf, NIF.beginIndex, NIF.endIndex, NIF.referenceContext, KG.supports, KG.denotes))
_IS_PASSAGE = f"<{NIF.OffsetBasedString}> ".encode()
_ALWAYS = frozenset(f"<{p}>".encode() for p in (NIF.isString, KG.fileName, KG.precedes, OWL.versionInfo, DCTERMS.hasVersion))
_EVIDENCE, _TYPE, _LABEL, _MEETING = (f"<{p}>".encode() for p in (KG.evidence, RDF.type, RDFS.label, KG.meeting))
_MINUTES = f"<{KG.Minutes}> ".encode()
_TERMS = tuple(f"<{iri}".encode() for iri in (KG_IRI, CONCEPT_IRI))


def changed_subject(line: bytes) -> bytes:
    """Return the subject of a changed line, nothing where it is a passage."""
    subject, predicate, rest = line.split(b" ", 2)
    return b"" if predicate in _PASSAGE or (predicate == _TYPE and rest.startswith(_IS_PASSAGE)) else subject


def needed(path: Path, changed: set[bytes]) -> ox.Store:
    """Load from a file of N-Quads lines what is needed to tell of the things that changed."""
    wanted, passages, minutes = _around(path, changed)
    store = ox.Store()
    for block in read_lines(path):
        kept = [line for line in block if _is_needed(line, changed, wanted, passages, minutes)]
        store.extend(ox.parse(b"\n".join([*kept, b""]), format=ox.RdfFormat.N_QUADS))
    return store


def _around(path: Path, changed: set[bytes]) -> tuple[set[bytes], set[bytes], set[bytes]]:
    """Return what the changed things point at, their passages, and the minutes."""
    wanted, passages, minutes = set[bytes](), set[bytes](), set[bytes]()
    for block in read_lines(path):
        for subject, predicate, rest in (line.split(b" ", 2) for line in block):
            if predicate == _TYPE and rest.startswith(_MINUTES):
                minutes.add(subject)
            elif subject in changed and rest.startswith(b"<"):
                (passages if predicate == _EVIDENCE else wanted).add(rest.split(b" ", 1)[0])
    return wanted, passages, minutes


def _is_needed(line: bytes, changed: set[bytes], wanted: set[bytes], passages: set[bytes], minutes: set[bytes]) -> bool:
    subject, predicate, _ = line.split(b" ", 2)
    if subject in changed or subject in passages or subject in minutes or predicate in _ALWAYS:
        return True
    return (subject in wanted and predicate != _EVIDENCE) or (predicate in (_LABEL, _TYPE) and subject.startswith(_TERMS))


def subjects(changed: set[bytes]) -> Iterator[str]:
    """Yield the IRIs of changed things, sorted."""
    return (subject[1:-1].decode() for subject in sorted(changed) if subject.startswith(b"<"))
