"""Match one gold row against one row of the program.

A gold file `NAME.toml` has one `[[meeting]]` per meeting of `NAME.txt`, in order. Its keys: `title series level rocYear
ordinal date start end venue attendance group` (absent: the text does not say, so the graph must not either), `chairs`
(`name`, and `office organization actingFor` where printed), `recorders`, `decisions`, `directives`, `cites`.
Where the contract leaves several readings open, a value is `{ any = [...] }` ("" in it: may be absent) or a list, and a
row that may or may not be there has `optional = true`.

A decision is about whichever of these fits: `case` (its title), `directive` (label of an earlier directive, as a part of it),
`item` (path of printed numbers, and no case), `at` (the verb stands in these printed words; a case only if its
title is a part of `subject`). A directive's `text` is its beginning, all of it where `whole = true`. `groups` makes one decision of each group; none means that no group may be stated.
"""

from __future__ import annotations

from typing import Any

from .graph import Minutes, squeezed

FIELDS = ("title", "series", "level", "rocYear", "ordinal", "date", "start", "end", "venue", "attendance", "group")


def readings(value: Any) -> list[Any]:
    """Return the values a gold value allows; absence is an empty string."""
    if isinstance(value, dict):
        return list(value["any"])
    return value if isinstance(value, list) else [value]


def same(gold: Any, found: str) -> bool:
    """Tell whether a found value is one of the readings, but for spaces, width and a final 。."""
    return squeezed(found).rstrip("。") in {squeezed(one).rstrip("。") for one in readings(gold)}


def plain_title(title: str) -> str:
    """Return the form of a title that two spellings share: without a final 案 that is not of 方案, 專案 and the like."""
    text = squeezed(title).rstrip("。")
    kept = ("方案", "專案", "提案", "草案", "個案", "法案")
    return text[:-1] if text.endswith("案") and not text.endswith(kept) else text


def akin(gold: Any, found: str) -> bool:
    """Tell whether one of two wordings contains the other; a gold that is absent allows any."""
    ours = squeezed(found)
    return gold == "" or any(one in ours or (ours and ours in one) for one in map(squeezed, readings(gold)))


def stands_at(words: str, begins: list[int], text: str) -> bool:
    """Tell whether one of the places stands within the printed words, line breaks and spaces not counted."""
    places = [n for n, sign in enumerate(text) for _ in squeezed(sign)]
    plain, sought = squeezed(text), squeezed(words)
    start = plain.find(sought)
    while start >= 0:
        if any(places[start] <= begin <= places[start + len(sought) - 1] for begin in begins):
            return True
        start = plain.find(sought, start + 1)
    return False


def about(gold: dict[str, Any], found: dict[str, Any], minutes: Minutes) -> bool:
    """Tell whether a decision is about what the gold says."""
    case, directive = found["case"], found["directive"]
    if "case" in gold and case and plain_title(case) in [plain_title(one) for one in readings(gold["case"])]:
        return True
    if "directive" in gold and directive and any(squeezed(one) in squeezed(directive) for one in readings(gold["directive"])):
        return True
    if "item" in gold and not case and not directive and found["item"] in readings(gold["item"]):
        return True
    if "at" not in gold or not stands_at(gold["at"], found["begins"], minutes.text) or directive:
        return False
    return not case or plain_title(case) in squeezed(gold.get("subject", ""))


def decision_fits(gold: dict[str, Any], found: dict[str, Any], minutes: Minutes) -> bool:
    """Tell whether a found decision is the gold one: action, group and object strictly, the verb leniently."""
    return (
        found["action"] in readings(gold["action"])
        and (squeezed(found["group"]) in {squeezed(one) for one in readings(gold.get("group", ""))})
        and akin(gold.get("wording", ""), found["wording"])
        and about(gold, found, minutes)
    )


def directive_fits(gold: dict[str, Any], found: dict[str, Any], minutes: Minutes) -> bool:
    """Tell whether a found directive begins as one of the readings does, or is it where the gold is `whole`."""
    ours = squeezed(found["text"])
    return any(ours == squeezed(one) if gold.get("whole") else ours.startswith(squeezed(one)) for one in readings(gold["text"]))


def cited_fits(gold: dict[str, Any], found: dict[str, str], minutes: Minutes) -> bool:
    """Tell whether a cited meeting is the gold one: nothing else, and nothing missing but its body."""
    for key in ("ordinal", "date", "level"):
        if not same(gold.get(key, ""), found[key]):
            return False
    if "rocYear" in gold and not same(gold["rocYear"], found["rocYear"]):
        return False
    return not found["series"] or "series" not in gold or same(gold["series"], found["series"])


def by_group(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one row for each group of a row."""
    return [{**row, "group": group} for row in rows for group in row.get("groups", [row.get("group", "")])]
