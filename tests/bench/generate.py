"""Invent minutes: seeded, endless, and of the sample's forms.

The n-th minutes are a function of (seed, n): n names a body and a slot in its life, and all that a body ever does (its
meetings, cases, topics) is drawn from (seed, body) alone. So 1,000 minutes are the first of 10,000, no state is kept
but a small cache of bodies, and cases added at one meeting are delisted at a later one of the same body.
Towns, bodies, persons and cases are invented; only the sample's platform, its mayors and its projects are real.
This room knows what minutes look like. It must not know how they are read: nothing is imported from `kg`.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random

from .draft import Draft
from .header import header
from .lives import LANES, LIFE, Body, Case, Meeting, found
from .render import render
from .reports import group_reports
from .sections import conclusions, discussion, opening, special_report
from .spelling import han

__all__ = ["LIFE", "Body", "Case", "Meeting", "Truth", "compose", "found", "generate", "generate_with_truth", "han", "main"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What one minutes say, to be compared with what was read from them."""

    title: str  # as printed
    body: str
    date: date
    additions: int  # cases added, one a title
    delistings: int  # cases delisted, without directives
    cited: int  # earlier directives delisted by name
    noted: int  # 洽悉 and 備查, one a group or item
    directives: int  # in the conclusions only
    wrong_counts: int
    wrong_weekday: bool


def generate(number: int, *, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield file name and text of the first `number` minutes of a seed."""
    return ((name, text) for name, text, _ in generate_with_truth(number, seed=seed))


def generate_with_truth(number: int, *, seed: int = 1) -> Iterator[tuple[str, str, Truth]]:
    """Yield file name, text and what the text says."""
    for n in range(number):
        text, truth = compose(n, seed=seed)
        yield f"minutes-{n + 1:07}.txt", text, truth


def compose(n: int, *, seed: int = 1) -> tuple[str, Truth]:
    """Write the n-th minutes (0-based) of a seed."""
    block, rest = divmod(n, LANES * LIFE)
    slot, lane = divmod(rest, LANES)
    draft = Draft(rng=Random(f"{seed}/{n}"), body=found(seed, block * LANES + lane), slot=slot)
    end = header(draft)
    opening(draft)
    group_reports(draft)
    special_report(draft)
    discussion(draft)
    conclusions(draft)
    draft.add(1, end)
    title, text = render(draft)
    return text, Truth(
        title=title, body=draft.body.name, date=draft.meeting.date, additions=draft.additions, delistings=draft.delistings, cited=draft.cited,
        noted=draft.noted, directives=draft.directives, wrong_counts=draft.wrong_counts, wrong_weekday=draft.wrong_weekday)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write minutes into sub-folders of 1,000 files."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.generate", description=main.__doc__)
    parser.add_argument("number", type=int, help="how many minutes")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-file", type=int, default=1, metavar="K", help="minutes in one file (default 1)")
    options = parser.parse_args(arguments)
    minutes = generate(options.number, seed=options.seed)
    file = 0
    while held := list(islice(minutes, options.per_file)):
        folder = options.folder / f"{file // 1000:04}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / held[0][0]).write_text("\n".join(text for _, text in held), encoding="utf-8", newline="\n")
        file += 1


if __name__ == "__main__":
    main()
