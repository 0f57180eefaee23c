"""Findings -> lines to review and add: names for a vocabulary file, aliases for a file of corrections."""

from __future__ import annotations

import json
from collections.abc import Iterable

from . import iris
from .diagnostics import Diagnostic
from .vocab import FOAF, KG, ORG, PREFIXES

_CLASSES = {"project": KG.Project, "group": KG.WorkingGroup, "organization": ORG.Organization, "person": FOAF.Person}
_PREFIXES = ("kg", "foaf", "org", "rdfs")


def suggestions(found: Iterable[Diagnostic]) -> str:
    """Return the suggestions as one text: Turtle, and behind it, as comments, what belongs into a file of corrections.

    An unknown name is declared under the IRI it has now, so that taking the line over changes no IRI. What may be a name
    and may not is a comment.
    """
    known, doubtful, aliases = dict[str, str](), dict[str, str](), dict[str, str]()
    for d in found:
        if d.code == "unknown-name":
            known.setdefault(_declaration(*d.about), _where(d))
        elif d.code == "doubtful-name":
            doubtful.setdefault(d.about[1], _where(d))
        elif d.code == "near-title":
            one, other = (json.dumps(title, ensure_ascii=False) for title in d.about)
            aliases.setdefault(f"# [[alias]]\n# case = {one}\n# means = {other}\n# reason = \"\"", _where(d))
    parts = [f"@prefix {p}: <{PREFIXES[p]}> ." for p in _PREFIXES] + [""] if known else []
    parts += [f"# {where}\n{line}" for line, where in known.items()]
    parts += [f"# {where}: is {name} the name of a project?" for name, where in doubtful.items()]
    parts += [f"# {where}: for a file of corrections, if the two are one case\n{alias}" for alias, where in aliases.items()]
    return "\n".join([*parts, ""]) if parts else "# nothing is in doubt\n"


def _declaration(sort: str, name: str, body: str) -> str:
    if not body:
        return f"<{iris.BASE}organization/{iris.segment(name)}> a org:FormalOrganization ; rdfs:label {json.dumps(name, ensure_ascii=False)}@zh-hant ; kg:everywhere true ."
    where = f"<{iris.BASE}organization/{iris.segment(body)}>"
    scope = f"org:subOrganizationOf {where}" if sort == "group" else f"kg:namedIn {where}"
    label = json.dumps(name, ensure_ascii=False)
    prefix, local = next((p, _CLASSES[sort].removeprefix(PREFIXES[p])) for p in _PREFIXES if _CLASSES[sort].startswith(PREFIXES[p]))
    return f"<{iris.BASE}{sort}/{iris.path(body, name)}> a {prefix}:{local} ; rdfs:label {label}@zh-hant ; {scope} ."


def _where(d: Diagnostic) -> str:
    line, column = d.source.locate(d.span.start) if d.source and d.span else (0, 0)
    return f"{d.source.name if d.source else d.path}:{line}:{column}"
