"""The first page: how much is here, what was read and what was not, and questions to begin with."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from ..ledgers import Claimed, Covered
from ..network import Index, Node
from ..network.explain import connections
from ..phrases import phrase
from .explorer import Explorer
from .frame import page
from .shown import Link, link
from .spoken import Spoken, spoken_of
from .ways import Ways
from .words import ui

AROUND = 60  # characters shown on each side of a stated number
MOST = 100  # minutes whose coverage is listed; counts, meetings and oddities as well
_TELLING = ("directive", "case", "item", "group")  # what makes a good example, the best first
_TRIED = 4  # projects that are looked at for two that have to do with each other
_RAIL = "線"


class Question(NamedTuple):
    """A question to click, and what it says beside it."""

    href: str
    words: str
    hint: str


class Count(NamedTuple):
    """A stated number that is not what is listed, in the words around it, and where it stands."""

    before: str
    claim: str
    after: str
    claimed: int
    listed: int
    verdict: str
    place: str
    href: str


class Wanted(NamedTuple):
    """A meeting that is cited and not held, and how often."""

    link: Link
    cited: int


def home_page(explorer: Explorer, ways: Ways, path: str) -> str:
    """Return the first page."""
    ledgers = explorer.ledgers
    odd, wanted = [claim for claim in ledgers.counts if claim.verdict != "equal"], ledgers.wanted()
    read = [(link(explorer, row.minutes, ways), explorer.facts[ways.language].dated(explorer.facts[ways.language].meeting(row.minutes)), row) for row in _in_order(explorer)]
    sums = [sum(getattr(row, name) for row in ledgers.coverage) for name in ("length", "fact", "structure", "boilerplate", "unread")]
    return page(
        "home.html", ways, title=ui("site", ways.language), name="home", path=path, numbers=_numbers(explorer, ways), questions=questions(explorer, ways), read=read, sums=sums, hidden=len(ledgers.coverage) - len(read),
        odd=[_count(explorer, claim, ways) for claim in odd[:MOST]], many={"odd": len(odd), "wanted": len(wanted), "anomalies": len(ledgers.anomalies)}, claims=len(ledgers.counts), anomalies=[(link(explorer, case, ways), explorer.label(kind, ways.language)) for case, kind in ledgers.anomalies[:MOST]],
        wanted=[Wanted(link(explorer, meeting, ways), len(places)) for meeting, _, places in wanted[:MOST]],
        data=[Link(ways.file(f"data/{name}"), name) for name in ("things.json", "edges.json", "cases.json", "words.json")],
    )  # fmt: skip


def _numbers(explorer: Explorer, ways: Ways) -> list[tuple[int, str, str]]:
    """Return how much there is of what, and where it is listed."""
    kinds = {kind: len(iris) for kind, iris in explorer.listed.items()}
    counted = [
        (kinds.get("minutes", 0), "n-minutes", "things.html#minutes"), (kinds.get("case", 0), "n-cases", "cases.html"),
        (kinds.get("directive", 0), "n-directives", "things.html#directive"), (kinds.get("meeting", 0), "n-meetings", "things.html#meeting"),
    ]  # fmt: skip
    return [(number, ui(name, ways.language, number), ways.page(place)) for number, name, place in counted]


def questions(explorer: Explorer, ways: Ways) -> list[Question]:
    """Return the questions to begin with, those that this graph can answer."""
    language, listed = ways.language, sum(row.case.status == "listed" for row in explorer.cases)
    found = [Question(ways.page("query/open-cases.html"), ui("ask-open", language), ui("ask-open-hint", language, listed))]
    if spoken := foremost(explorer):
        most = spoken[0]
        asked = ui("ask-often", language, explorer.node_label(most.project, language))
        found.append(Question(ways.page(explorer.place(most.project.iri)), asked, ui("ask-often-hint", language, most.meetings, most.times)))
    pair = example(explorer)
    hint = ui("ask-both-hint", language, *(explorer.node_label(node, language) for node in pair)) if pair else ui("ask-any-hint", language)
    ends = {"from": pair[0].label, "to": pair[1].label} if pair and ways.served else {}
    return [*found, Question(ways.page("connections.html", **ends), ui("ask-both", language), hint)]


@lru_cache(maxsize=8)
def foremost(explorer: Explorer) -> list[Spoken]:
    """Return the projects that minutes speak of most, lines first; what is said of a project's parts counts for it, and a part after its whole."""
    index, found = explorer.index, list[tuple[bool, Spoken]]()
    for node in index.nodes():
        if node.kind == "project" and explorer.has_page(node.iri):
            part = any(edge.kind == "isPartOf" and edge.source == node.iri for edge in index.edges(node.iri))
            found.append((part, spoken_of(index, node)))
    found.sort(key=lambda one: (one[0], not one[1].project.label.endswith(_RAIL), -one[1].meetings, -one[1].times, one[1].project.iri))
    return [one for _, one in found]


@lru_cache(maxsize=8)
def example(explorer: Explorer) -> tuple[Node, Node] | None:
    """Return two projects that have to do with each other, in the most telling way."""
    found: list[tuple[int, tuple[Node, Node]]] = []
    for pair in combinations([one.project for one in foremost(explorer)[:_TRIED]], 2):
        found.append((_rank(explorer.index, *pair), pair))
        if found[-1][0] == 0:
            break
    best = min(found, key=lambda one: one[0], default=None)
    return best[1] if best and best[0] < len(_TELLING) else None


def _rank(index: Index, one: Node, other: Node) -> int:
    """Return how telling the best connection of two things is; 0 is the best. Chains, for which much is looked at, do not count."""
    ranks = {connection.rank for connection in connections(index, one, other)}
    return next((place for place, rank in enumerate(_TELLING) if rank in ranks), len(_TELLING)) if "direct" not in ranks else len(_TELLING)


def _in_order(explorer: Explorer) -> list[Covered]:
    """Return the rows of coverage in the order of time; of many, those with most unread."""
    places = {minutes: place for place, minutes in enumerate(explorer.minutes)}
    most = sorted(explorer.ledgers.coverage, key=lambda row: (-row.unread, places[row.minutes]))[:MOST]
    return sorted(most, key=lambda row: places[row.minutes])


def _count(explorer: Explorer, claim: Claimed, ways: Ways) -> Count:
    place, line = claim.place, explorer.ledgers.line(claim.place) if claim.place else 0
    verdict = phrase(claim.verdict, ways.lang) if claim.verdict in ("fewer", "more", "unnamed") else claim.verdict
    where = explorer.place(claim.minutes)
    column, words = (place.column - 1, place.text) if place else (0, "")
    before, after = (words[max(column - AROUND, 0) : column].lstrip(), words[column + len(claim.claim) :][:AROUND].rstrip()) if words.startswith(claim.claim, column) else ("", "")
    return Count(f"{'…' * (column > AROUND)}{before}", claim.claim, after, claim.claimed, claim.listed, verdict, f"{place.file}:{line}:{place.column}" if place else "", ways.page(f"{where}#L{line}") if place and where else "")
