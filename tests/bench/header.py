"""Header: time, place, chairs, attendance, recorder; and the hour of adjournment."""

import re

from .draft import WRONG, Draft
from .lives import FIRST_YEAR
from .spelling import half_day, han, hours, label, roc_year
from .words import ATTENDED, CLOSED, VENUES, WHEN


def header(draft: Draft) -> str:
    """Write time, place, chairs, attendance and recorder; return the line of adjournment, which shares the clock."""
    rng = draft.rng
    times = clock(draft)
    prefix = rng.choice(("會議", "會議", "開會", ""))
    when = rng.choice(WHEN)
    draft.wrong_weekday = draft.wrong_weekday and "{w}" in when
    spaced = rng.random() < 0.2
    draft.add(1, f"{label(prefix + '時間', spaced)}：{when.format(**times)}")
    draft.add(1, f"{label(prefix + '地點', spaced)}：{rng.choice(VENUES).format(c=rng.choice(draft.body.cities), p=draft.body.projects[0])}")
    recorder = f"{rng.choice(('紀錄', '紀錄', '紀錄', '紀    錄'))}：{rng.choice(draft.body.people[-4:])}"
    where = rng.choice(("line", "line", "own", "own", "numbered", "none"))
    chairs(draft, label(rng.choice(("主席", "主席", "主席", "會議主持人", "主持人")), spaced))
    attended = rng.choice(ATTENDED).format(names="、".join(draft.body.people[20:26]))
    draft.add(1, f"{rng.choice(('出席單位及人員', '出席人員', '出席者'))}：{attended}{' ' + recorder if where == 'line' else ''}")
    if where in ("own", "numbered"):
        draft.add(int(where == "numbered"), recorder)
    return rng.choice(CLOSED).format(**times)


def clock(draft: Draft) -> dict[str, str | int]:
    """Give the fields of date and time for the templates."""
    rng, day = draft.rng, draft.meeting.date
    start = rng.choice((9, 10, 10, 13, 14, 14, 15)) * 60 + rng.choice((0, 0, 0, 30, 15))
    end = start + rng.randrange(40, 150)
    draft.wrong_weekday = rng.random() < WRONG  # if it is printed
    weekday = "一二三四五六日"[(day.weekday() + draft.wrong_weekday) % 7]
    y = roc_year(day)
    return {
        "y": y, "year": day.year, "m": day.month, "d": day.day, "w": weekday, "hy": han(y), "hm": han(day.month), "hd": han(day.day),
        "half": half_day(start), "time": hours(start, 12),
        "htime": re.sub("[0-9]+", lambda m: han(int(m[0])), hours(start, 12)),
        "long": hours(start, 24), "clock": f"{start // 60:02}:{start % 60:02}", "end": f"{end // 60:02}:{end % 60:02}", "end_half": half_day(end),
        "end_time": hours(end, 12), "end_long": hours(end, 24),
    }


def chairs(draft: Draft, name: str) -> None:
    """Write the chair line or lines, and note who may speak in the conclusions."""
    rng, body, office = draft.rng, draft.body, draft.meeting.office
    term = (roc_year(draft.meeting.date) - FIRST_YEAR) // 4
    role = 10 if office == "副市長" else 0
    names = [body.people[role + term], body.people[role + 5 + term]][: len(body.cities)]
    forms = [named(who, office, rng.random() < 0.7) for who in names]
    if rng.random() < 0.08:
        stand_in = body.people[11 + term]
        draft.add(1, f"{name}：{body.cities[0]}政府 {forms[0]}（請假）{named(stand_in, '副' + office.removeprefix('副'), True)}（代）")
        return
    if len(names) == 1:
        draft.add(1, f"{name}：{rng.choice((forms[0], forms[0], f'{names[0]}（{office}）', names[0]))}")
        return
    draft.speakers = tuple(f"{who[0]}{office}" for who in names) if names[0][0] != names[1][0] else ()
    first, second = (f"{city}政府 {form}" for city, form in zip(body.cities, forms, strict=True))
    shape = rng.randrange(3)
    draft.add(1, f"{name}：{first}、{second}" if shape == 2 else f"{name}：{first}")
    if shape < 2:
        draft.add(0, f"{second} 共同主持" if shape == 0 else second)
    if shape == 1:
        draft.add(0, "共同主持")


def named(who: str, office: str, between: bool) -> str:
    """Join name and office: 柯市長文哲 or 柯文哲市長."""
    return who[0] + office + who[1:] if between else who + office
