"""What connects two things, for scripts: the answer of `kg path -f json`, asked for by names, IRIs or their paths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..network.explain import explain
from ..network.sentences import as_json
from .ways import LANGUAGES

if TYPE_CHECKING:
    from .explorer import Explorer

MOST = 50


def explained(explorer: Explorer, asked: Mapping[str, str], language: str) -> bytes | None:
    """Return the connections of `from` and `to` as JSON; nothing where a name does not mean one thing, or both mean the same."""
    ends = [explorer.index.find(asked.get(end, "").strip()) for end in ("from", "to")]
    if any(len(found) != 1 for found in ends) or ends[0] == ends[1]:
        return None
    given = asked.get("most", "")
    most = min(int(given), MOST) if given.isdecimal() and len(given) < 5 else MOST
    found = explain(explorer.index, ends[0][0], ends[1][0], most=most, hubs=asked.get("hubs", "") not in ("", "0"))
    return as_json(explorer.index, found, LANGUAGES[language]).encode("utf-8", "replace")
