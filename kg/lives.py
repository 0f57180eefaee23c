"""What is odd across minutes: cases added twice, delisted unseen, and titles so near that they may be one case.

Everything is said, nothing is merged: what the person knows goes into a correction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from .diagnostics import Diagnostic
from .iris import untitled
from .ledgers import Ledgers, Listed
from .vocab import ANOMALY

# Anomaly -> the code of its finding, what it says, and which decision shows it: the first or the last of an action.
_SAID = {
    ANOMALY["delisted-unseen"]: ("delisted-unseen", "is delisted here, and no minutes that are held add it before", "delisted", 0),
    ANOMALY["delisted-twice"]: ("delisted-twice", "is delisted here, and was delisted already", "delisted", -1),
    ANOMALY["added-twice"]: ("added-twice", "is added here while it is listed already", "added", -1),
    ANOMALY["same-meeting"]: ("same-meeting", "is added and delisted at one meeting", "delisted", -1),
    ANOMALY["order-unknown"]: ("order-unknown", "has decisions of which nobody can say which came first", "delisted", -1),
}
SHORTEST = 6  # characters of a title; shorter ones differ in a character by right
MOST_ALIKE = 8  # titles that share a form; more are a series, such as the same event year by year
_SIGNS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十百〇零甲乙丙丁上下東西南北]")
_TAIL = re.compile(r"(?:合作)?(?:方案|計畫|機制|事宜|議題|合作|交流|活動|案)$")


def lives(ledgers: Ledgers, paths: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report what is odd in the lives of cases.

    Args:
        ledgers: of all graphs.
        paths: of files by minutes, to name them as the person did.
    """
    by_case: dict[str, list[Listed]] = defaultdict(list)
    for listed in ledgers.listings:
        by_case[ledgers.same.get(listed.case, listed.case)].append(listed)
    for found in by_case.values():
        found.sort(key=_order)
    for case, anomaly in sorted(set(ledgers.anomalies)):
        code, what, action, which = _SAID[anomaly]
        shown = [listed for listed in by_case[case] if listed.action == action]
        if shown:
            yield _finding(code, f"{shown[which].label} {what}", shown[which], ledgers, paths)
    for one, other in near_titles(by_case):
        first, second = by_case[one][0], by_case[other][0]
        found_near = _finding("near-title", f"{second.label} may be the same case as {first.label}", second, ledgers, paths)
        yield replace(found_near, about=(second.label, first.label))


def near_titles(cases: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of cases of one body whose titles differ in signs, in one character, or in a noun at the end.

    Numbers, years and points of the compass make two things and not one: such pairs are left out. Every title is put
    under the forms that it and its near ones share, so that the work grows with the number of titles.
    """
    forms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for case in sorted(cases):
        body, _, title = case.rpartition("/")
        if "~" not in title:
            for form in _forms(_SIGNS.sub("", untitled(title))):
                forms[body, form].append(case)
    pairs = {pair for sharing in forms.values() if 1 < len(sharing) <= MOST_ALIKE for pair in combinations(sharing, 2)}
    return sorted(pair for pair in pairs if _alike(*(_SIGNS.sub("", case.rpartition("/")[2]) for case in pair)))


def _forms(title: str) -> set[str]:
    if len(title) < SHORTEST:
        return {title}
    short = _TAIL.sub("", title)
    return {title, *(title[:i] + title[i + 1 :] for i in range(len(title))), *([short] if len(short) >= SHORTEST else [])}


def _alike(one: str, other: str) -> bool:
    """Tell whether two titles differ in nothing that makes a difference."""
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    end = next((i for i, (a, b) in enumerate(zip(one[:start:-1], other[:start:-1], strict=False)) if a != b), 0)
    differing = one[start : len(one) - end] + other[start : len(other) - end]
    return not _NUMBER.search(differing)


def _order(listed: Listed) -> tuple[int, int, int]:
    place = listed.place
    return (listed.day if listed.day is not None else -1, place.line if place else 0, place.column if place else 0)


def _finding(code: str, message: str, listed: Listed, ledgers: Ledgers, paths: Mapping[str, str]) -> Diagnostic:
    if listed.place is None:
        return Diagnostic(code=code, message=message, path=listed.decision)
    source, span = ledgers.source(listed.place, paths.get(listed.place.minutes, ""))
    return Diagnostic(code=code, message=message, source=source, span=span)
