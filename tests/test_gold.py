"""The sample against the facts and quotes a person wrote down from reading it."""

import re
from functools import cache
from pathlib import Path

import facts as notation
import pytest

GOLD = Path(__file__).parent / "gold"
KEYS = re.findall(r"^## (.+)$", (GOLD / "platform-mayor-level.md").read_text("utf-8"), re.M)


@cache
def exported() -> bytes:
    import kg

    return kg.export_quads((GOLD / "platform-mayor-level.txt").read_text("utf-8"), "platform-mayor-level.txt")


def gold(key: str, fence: str) -> list[str]:
    """Read the lines of one fenced block under one heading of the gold."""
    text = (GOLD / "platform-mayor-level.md").read_text("utf-8")
    section = re.split(r"^## ", text.split(f"\n## {key}\n")[1], flags=re.M)[0]
    block = re.search(rf"^```{fence}\n(.*?)^```$", section, re.M | re.S)
    return [line for line in block[1].splitlines() if line.strip()] if block else []


def under(lines_by_key: dict[str, list[str]], key: str) -> list[str]:
    """Take the lines of one meeting; the fragment's key is a hash."""
    if key == "fragment":
        (key,) = (k for k in lines_by_key if re.fullmatch("[0-9a-f]{12}", k))
    return lines_by_key[key]


@pytest.mark.parametrize("key", KEYS)
def test_all_facts_are_found_and_no_others(key: str) -> None:
    found, expected = under(notation.facts_by_key(exported()), key), gold(key, "facts")
    missing = [p for p in expected if not any(notation.matches(p, line) for line in found)]
    surplus = [line for line in found if not any(notation.matches(p, line) for p in expected)]
    assert (missing, surplus) == ([], [])
    assert len(found) == len(expected)


@pytest.mark.parametrize("key", KEYS)
def test_the_quotes_are_exact(key: str) -> None:
    found = under(notation.quotes_by_key(exported()), key)
    missing = [p for p in gold(key, "quotes") if not any(notation.matches(p, line) for line in found)]
    assert missing == []


def test_there_are_four_minutes() -> None:
    assert len(notation.facts_by_key(exported())) == len(KEYS) == 4


def test_every_passage_is_the_slice_it_claims() -> None:
    assert notation.quotes(exported())
    assert notation.broken_passages(exported()) == []


def test_the_gold_counts_what_was_counted_by_hand() -> None:
    lines = [line for key in KEYS for line in gold(key, "facts")]
    decisions = [line for line in lines if re.match("decision (added|delisted) ", line)]
    assert sum("| case=" in line for line in decisions) == 45
    assert sum("| directive=" in line for line in decisions) == 4
    assert sum(line.startswith("directive ") for line in lines) == 15
