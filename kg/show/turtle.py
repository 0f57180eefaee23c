"""The quads about a thing in a format of RDF: its own, its passages, and the sayings that point at it with theirs."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

import pyoxigraph as ox

from ..facts import SAYINGS, Facts
from ..outlet import dump_of, write_stream
from ..vocab import KG, RDF
from .dossier import about


def turtle(facts: Facts, thing: str) -> bytes:
    """Return what the graph says about a thing as Turtle, sorted, with the prefixes of an export."""
    return data(facts, thing, "ttl")


def data(facts: Facts, thing: str, form: str) -> bytes:
    """Return what the graph says about a thing, in a format of triples (`kg.formats`)."""
    quads = set(about(facts.store, thing))
    whole = {q.subject for q in quads if isinstance(q.subject, ox.NamedNode) and facts.kinds(q.subject.value) & {*SAYINGS}}
    quads |= {q for s in whole for q in facts.store.quads_for_pattern(s, None, None)}
    passages = {q.object for q in quads if q.predicate.value == KG.evidence and isinstance(q.object, ox.NamedNode)}
    quads |= {q for p in passages for q in facts.store.quads_for_pattern(p, None, None)}
    out = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / "thing.nq"
        graph = ox.NamedNode(f"{base(facts)}graph/thing")
        lines = {str(ox.Quad(q.subject, q.predicate, q.object, graph)) for q in quads}
        path.write_bytes("".join(f"{line} .\n" for line in sorted(lines)).encode())
        write_stream(dump_of(path, _bodies(quads, base(facts)), base=base(facts)), form, out)
    return out.getvalue()


def base(facts: Facts) -> str:
    """Return what the IRIs of data begin with, by those of a graph and its minutes: `BASEgraph/KEY`, `BASEminutes/KEY`."""
    placed = min((f"{minutes} {graph}" for minutes in facts.subjects(RDF.type, KG.Minutes) for graph in facts.values(minutes, KG.inGraph)), default="")
    found = re.fullmatch(r"(.*)minutes/(.*) \1graph/\2", placed)
    return found[1] if found else ""


def _bodies(quads: set[ox.Quad], start: str) -> set[str]:
    terms = {t.value for q in quads for t in (q.subject, q.object) if isinstance(t, ox.NamedNode)}
    return {t.removeprefix(f"{start}{kind}/").split("/")[0] for t in terms for kind in ("case", "group") if t.startswith(f"{start}{kind}/")}
