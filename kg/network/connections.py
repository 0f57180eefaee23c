"""The question of `explain` in SPARQL 1.1, for any store that holds the named graphs: the same connections, but for chains.

Both ends are projects, working groups, organizations or cases. Each hop stands in one graph, for two minutes may name one case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count

from ..vocab import PREFIXES

_USED = ("kg", "office", "org", "dcterms")
# A directive or case, ?n, that names or asks ?x, or is decided on for it.
_NAMES = (
    "?n a ?kind ; kg:mentions|kg:addressee ?x . FILTER(?kind IN (kg:Directive, kg:Case))",
    "?d a kg:Decision ; kg:directive|kg:case ?n ; kg:group|kg:addressee ?x .",
    "?x a ?kind ; kg:mentions ?n . ?n a kg:Case . FILTER(?kind IN (kg:Directive, kg:Case))",
)
_ITEM = (
    "?n a kg:AgendaItem ; kg:mentions ?x .",
    "?d a kg:Decision ; kg:item ?n ; kg:case|kg:directive|kg:group|kg:addressee ?x .",
    "?d a kg:Directive ; kg:item ?n ; kg:mentions|kg:addressee ?x .",
)
_MEETING = (
    "?d kg:meeting ?n ; kg:case|kg:directive|kg:group|kg:addressee|kg:mentions ?x .",
    "?d a kg:Case ; kg:mentions ?x . ?m a kg:Minutes ; kg:meeting ?n .",
    "?x a kg:Case ; kg:mentions ?d . ?m a kg:Minutes ; kg:meeting ?n .",
)
_PART = ("?x org:unitOf|org:memberOf|org:subOrganizationOf|org:hasMember ?n .", "?n org:unitOf|org:memberOf|org:subOrganizationOf|org:hasMember ?x .")
_HUBS = (
    "?c org:memberOf ?whole .", "?c org:hasMember ?member . ?member org:memberOf ?whole .", "?meeting kg:series ?c .", "?chair org:organization ?c ; org:role office:mayor .",
)  # fmt: skip

_TYPED = 'GRAPH ?t { ?c a ?type } VALUES (?type ?rank) { (kg:Directive "directive") (kg:Case "case") }'
_BESIDE = """GRAPH ?t { ?c a ?type } VALUES (?type ?rank) {
      (kg:WorkingGroup "group") (org:Organization "organization") (org:FormalOrganization "organization") (org:OrganizationalCollaboration "organization") (kg:Collective "organization") }"""


def query(ones: Sequence[str], others: Sequence[str], *, hubs: bool = False) -> str:
    """Return SPARQL that lists what connects two things: a rank of `explain.RANKS` and the IRI of the context a row.

    Args:
        ones, others: IRIs: of a thing, and of its parts and aliases after it.
        hubs: whether platforms and cities connect; persons do not here.
    """
    return _Query(ones, others).text(hubs=hubs)


class _Query:
    def __init__(self, ones: Sequence[str], others: Sequence[str]) -> None:
        self._values = {name: " ".join(f"<{iri}>" for iri in iris) for name, iris in (("a", ones), ("b", others))}
        self._ends = ", ".join(f"<{iri}>" for iri in (*ones, *others))
        self._fresh = count(1)

    def text(self, *, hubs: bool) -> str:
        minus = "" if hubs else " ".join(f"MINUS {{ GRAPH ?h {{ {form} }} }}" for form in _HUBS)
        whole = ("?x dcterms:isPartOf ?n .", "?n dcterms:isPartOf ?x .")
        parts = (
            f'{{ {self._hop((*_NAMES, *_PART, *whole), "a", "b")} }} UNION {{ {self._hop(_NAMES, "b", "a")} }} BIND("direct" AS ?rank) BIND("" AS ?c)',
            f"{self._hop(_NAMES, 'c', 'a')} {self._hop(_NAMES, 'c', 'b')} {_TYPED}",
            f'{self._hop(_ITEM, "c", "a")} {self._hop(_ITEM, "c", "b")} BIND("item" AS ?rank)',
            f'{self._hop(_MEETING, "c", "a")} {self._hop(_MEETING, "c", "b")} BIND("meeting" AS ?rank)',
            f"{{ {self._beside('a')} }} {{ {self._beside('b')} }} {_BESIDE} {minus}",
        )
        prefixes = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in _USED)
        unions = "\n    UNION\n    ".join(f"{{ {part} }}" for part in parts)
        return f"{prefixes}SELECT DISTINCT ?rank ?c WHERE {{\n    {unions}\n    FILTER(?c NOT IN ({self._ends}))\n}} ORDER BY ?rank ?c\n"

    def _hop(self, forms: Iterable[str], n: str, x: str) -> str:
        """Return the union of some forms between two variables; the ends are known, and said within each."""
        blocks = []
        for form in forms:
            number = next(self._fresh)
            for name, other in (("kind", f"kind{number}"), ("d", f"d{number}"), ("m", f"m{number}"), ("n", n), ("x", x)):
                form = re.sub(rf"\?{name}\b", f"?{other}", form)
            known = " ".join(f"VALUES ?{name} {{ {self._values[name]} }}" for name in (n, x) if name in self._values)
            blocks.append(f"{{ {known} GRAPH ?g{number} {{ {form} }} }}")
        return f"{{ {' UNION '.join(blocks)} }}"

    def _beside(self, x: str) -> str:
        n = f"n{next(self._fresh)}"
        own = f"{{ {self._hop(_NAMES, x, 'c')} }} UNION {{ {self._hop(_PART, 'c', x)} }}"
        return f"{own} UNION {{ {self._hop(_NAMES, n, x)} {self._hop(_NAMES, n, 'c')} FILTER(?{n} NOT IN ({self._ends})) }}"
