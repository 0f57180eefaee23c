"""Bodies and all they ever do: drawn from (seed, body) alone, so that meetings agree on the life of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from .words import ANY_SUBJECT, ASPECTS, COMMITTEES, DECLARED, GIVEN, GROUPS, ISSUES, PROJECTS, STRIDE, SUBJECTS, SURNAMES, TITLES, TOWNS

LIFE = 20  # meetings of one body
LANES = 8  # bodies that take turns; the first half are platforms of two cities, the others bodies of one city
FIRST_YEAR, LAST_YEAR = 95, 114


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case and its life in slots of its body; `added` is None where no minutes report it, `delisted` where it stays."""

    title: str
    group: str
    added: int | None
    delisted: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One slot of a body: `name` is the title without body and 紀錄, `short` what suffices to cite it."""

    name: str
    short: str
    date: date
    office: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """All that a body ever does."""

    name: str
    cities: tuple[str, ...]
    towns: tuple[str, ...]
    people: tuple[str, ...]
    projects: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    cases: tuple[Case, ...]


@lru_cache(maxsize=4 * LANES)
def found(seed: int, index: int) -> Body:
    """Draw the body with this index: body 0 is the sample's platform, at deputy-mayor level after the sample's 第10次."""
    rng = Random(f"{seed}/body/{index}")
    block, lane = divmod(index, LANES)
    half = LANES // 2
    pair, serial = block * half + lane, block * half + lane - half
    if serial >= len(TOWNS) * len(COMMITTEES):
        raise ValueError(f"number: bodies are exhausted, ask for at most {len(TOWNS) * len(COMMITTEES) // half * LANES * LIFE} minutes")
    platform = lane < half
    at = pair if platform else serial
    towns = tuple(TOWNS[(at * 241 + step) % len(TOWNS)] for step in (0, 101 * (1 + at // len(TOWNS))))
    # A town meets each partner and each kind of committee once: 241 and 101 are prime to 576, 577 to 20.
    suffix, form = ("合作交流平臺", "") if platform else COMMITTEES[(serial + serial // len(TOWNS)) % len(COMMITTEES)]
    cities = tuple(f"{town}市" for town in (towns if platform else towns[:1]))
    name = ("".join(towns) if platform else towns[0]) + suffix
    if index == 0:
        cities, name = ("臺北市", "新北市"), "雙北合作交流平臺"
    projects = tuple(form.format(a=towns[0], b=towns[1]) for form in rng.sample(PROJECTS, 4))
    declared = DECLARED if index == 0 else tuple(rng.sample(DECLARED, 1)) if rng.random() < 0.3 else ()
    projects = declared + projects[: 2 if index == 0 else 4]
    groups = tuple(GROUPS)[:8] if index == 0 else rng.sample(tuple(GROUPS), rng.randrange(7, 10))  # the first eight are the sample's
    people = tuple(dict.fromkeys(rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, 2)) for _ in range(40)))
    return Body(name=name, cities=cities, towns=towns, people=people, projects=projects,
                meetings=convene(rng, index, form, projects), cases=plan_cases(rng, towns, groups))


def convene(rng: Random, index: int, form: str, projects: Sequence[str]) -> tuple[Meeting, ...]:
    """Lay out the meetings of a body in order of time; `form` is empty for platforms."""
    rhythm = 4 if index == 0 else rng.choice((1, 2, 3, 4) if not form else (2, 4, 6, 10))
    start = 110 if index == 0 else rng.randrange(FIRST_YEAR, LAST_YEAR - (LIFE - 1) // rhythm + 1)
    first = 11 if index == 0 else rng.randrange(1, 9 if not form else 900)
    meetings = []
    for slot in range(LIFE):
        year, turn = start + slot // rhythm, slot % rhythm
        day = date(year + 1911, 1, 5) + timedelta(days=turn * 360 // rhythm + rng.randrange(360 // rhythm - 9))
        day -= timedelta(days=max(0, day.weekday() - 4))
        short, office = f"第{first + slot}次副市長層級會議", "副市長"
        if form:
            office = "市長" if "市政會議" in form else "主任委員"
            short = form.replace("{y}年", "").format(k=first + slot, t=1 + (year - FIRST_YEAR) // 2)
        name = f"{year}年{short}" if not form or "{y}" in form else short
        if not form and turn == 0 and index:
            name = f"{year}年度市長層級會議"
            office = "市長"
        topics = (rng.choice(projects) + rng.choice(ISSUES), rng.choice(ANY_SUBJECT) + rng.choice(ASPECTS),
                  rng.choice(projects) + rng.choice(ISSUES))
        meetings.append(Meeting(name=name, short=name if index else short, date=day, office=office, topics=topics))
    return tuple(meetings)


def plan_cases(rng: Random, towns: Sequence[str], groups: Sequence[str]) -> tuple[Case, ...]:
    """Plan every case of a body: when it is added, and when it is delisted, if ever."""
    cases = []
    for group in groups:
        offset = rng.randrange(STRIDE)
        for slot in range(LIFE):
            busy, at_once = rng.random() < 0.6, rng.random() < 0.05
            for serial in range(slot * 4, slot * 4 + (rng.randrange(1, 5) if busy else 0)):
                fate = rng.random()
                delisted = slot if at_once else None if fate < 0.2 else slot + rng.choice((1, 1, 1, 2, 2, 3, 4))
                added = None if fate > 0.92 and not at_once else slot
                title = case_title(group, offset + serial * STRIDE, rng.choice(towns))
                cases.append(Case(title=title, group=group, added=added, delisted=delisted))
    return tuple(cases)


def case_title(group: str, serial: int, town: str) -> str:
    """Build a title; within a group serials below 1,120 give different ones."""
    rest, form = divmod(serial, len(TITLES))
    rest, subject = divmod(rest, len(SUBJECTS[group]))
    words = SUBJECTS[group]
    return TITLES[form].format(s=words[subject], same=words[subject - 3], a=ASPECTS[rest % len(ASPECTS)], town=town, year=2007 + rest % 18)
