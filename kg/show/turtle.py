"""The quads about a thing in a format of RDF: its own, its passages, and the sayings that point at it with theirs."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from ..facts import SAYINGS, Facts
from ..formats.dump import Dump
from ..outlet import dump_of, write_stream
from ..vocab import KG
from .dossier import about


def turtle(facts: Facts, thing: str) -> bytes:
    """Return what the graph says about a thing as Turtle, sorted, with the prefixes of an export."""
    return data(facts, thing, "ttl")


def data(facts: Facts, thing: str, form: str) -> bytes:
    """Return what the graph says about a thing, in a format of triples (`kg.formats`)."""
    return all_data(facts, thing, (form,))[form]


def all_data(facts: Facts, thing: str, forms: Iterable[str]) -> dict[str, bytes]:
    """Return what the graph says about a thing, in several formats of triples."""
    quads = about(facts.store, thing)
    subjects = {q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)}
    quads += [q for s in subjects - {thing} if not facts.kinds(s).isdisjoint(SAYINGS) for q in facts.store.quads_for_pattern(ox.NamedNode(s), None, None)]
    passages = {q.object.value for q in quads if q.predicate.value == KG.evidence and isinstance(q.object, ox.NamedNode)}
    quads += [q for p in passages for q in facts.store.quads_for_pattern(ox.NamedNode(p), None, None)]
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / "thing.nq"
        graph = ox.NamedNode(f"{facts.start}graph/thing")
        lines = {f"{q.subject} {q.predicate} {q.object} {graph}" for q in quads}
        path.write_bytes("".join(f"{line} .\n" for line in sorted(lines)).encode())
        dump = dump_of(path, _bodies(quads, facts.start), base=facts.start)
        return {form: _written(dump, form) for form in forms}


def _written(dump: Dump, form: str) -> bytes:
    out = io.BytesIO()
    write_stream(dump, form, out)
    return out.getvalue()


def _bodies(quads: list[ox.Quad], start: str) -> set[str]:
    terms = {t.value for q in quads for t in (q.subject, q.object) if isinstance(t, ox.NamedNode)}
    return {t.removeprefix(f"{start}{kind}/").split("/")[0] for t in terms for kind in ("case", "group") if t.startswith(f"{start}{kind}/")}
