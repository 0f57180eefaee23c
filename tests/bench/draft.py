"""Minutes in the making."""

from dataclasses import dataclass, field
from random import Random

from .lives import Body, Meeting
from .spelling import roc_year
from .words import ANY_SUBJECT, DEADLINES, ISSUES, OFFICES

WRONG = 0.02  # share of stated counts, and of stated weekdays, that are wrong


@dataclass(slots=True, kw_only=True)
class Draft:
    """Minutes in the making: lines as (level, text), level 0 without a mark, and the counts of the truth."""

    rng: Random
    body: Body
    slot: int
    lines: list[tuple[int, str]] = field(default_factory=list)
    additions: int = 0
    delistings: int = 0
    cited: int = 0
    noted: int = 0
    directives: int = 0
    wrong_counts: int = 0
    wrong_weekday: bool = False
    speakers: tuple[str, ...] = ()

    @property
    def meeting(self) -> Meeting:
        """Return the meeting these minutes are of."""
        return self.body.meetings[self.slot]

    def add(self, level: int, text: str) -> None:
        """Append one line."""
        self.lines.append((level, text))

    def claim(self, real: int) -> str:
        """Write a count of cases, now and then a wrong one."""
        if self.rng.random() >= WRONG:
            return f"{real}案"
        self.wrong_counts += 1
        return f"{real + self.rng.choice((1, -1) if real > 2 else (1,))}案"

    def fill(self, template: str) -> str:
        """Fill the places of a sentence with this body's towns, projects, offices and topics."""
        if "{" not in template:
            return template
        rng, body = self.rng, self.body
        office, other = rng.sample(OFFICES, 2)
        project, second = rng.sample(body.projects, 2)
        roc = roc_year(self.meeting.date)
        return template.format(
            all="兩市" if len(body.cities) > 1 else "各局處", units="雙邊單位" if len(body.cities) > 1 else "相關單位",
            o=f"{body.cities[0]}政府{office}", o2=f"{body.cities[-1]}政府{other}", p=project, p2=second, t=rng.choice(self.meeting.topics),
            s=rng.choice(ANY_SUBJECT), issue=rng.choice(ISSUES), city=rng.choice(body.cities), y=roc + 1,
            town=rng.choice(body.towns), n=rng.randrange(12, 180), when=rng.choice(DEADLINES).format(y=roc),
        )
