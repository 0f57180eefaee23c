"""A part of the view: by kinds of things, working groups, a period, the status of cases."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .view import View


def select(view: View, *, kinds: Collection[str] = (), groups: Collection[str] = (), since: str = "", until: str = "", statuses: Collection[str] = ()) -> View:
    """Return the part of a view that all filters leave; without any, a copy.

    Args:
        view: stays as it is.
        kinds: of nodes to keep.
        groups: IRIs of working groups; of groups, cases and directives those stay that a decision, a mention or a request joins with one of them.
        since, until: `YYYY-MM-DD`, both included; edges of other or unknown dates go, those that no minutes state stay.
        statuses: of cases to keep.

    A node that the filters leave without the edges it had goes with them.
    """
    kept = view.copy()
    if since or until:
        kept.remove_edges_from([(a, b, key) for a, b, key, facts in view.edges(keys=True, data=True) if not _held(facts, since, until)])
    if groups:
        near = {n for group in groups if group in kept for n in (group, *kept.predecessors(group), *kept.successors(group))}
        kept.remove_nodes_from([n for n, facts in view.nodes(data=True) if facts["kind"] in ("group", "case", "directive") and n not in near])
    if statuses:
        kept.remove_nodes_from([n for n, facts in view.nodes(data=True) if facts["kind"] == "case" and facts.get("status") not in statuses])
    if kinds:
        kept.remove_nodes_from([n for n, facts in view.nodes(data=True) if facts["kind"] not in kinds])
    # With kinds alone, what is left without edges was asked for all the same.
    if since or until or groups or statuses:
        kept.remove_nodes_from([n for n in list(kept) if not kept.degree(n) and view.degree(n)])
    return kept


def _held(facts: dict[str, str], since: str, until: str) -> bool:
    date = facts["date"]
    return not facts["meeting"] or bool(date and (not since or date >= since) and (not until or date <= until))
