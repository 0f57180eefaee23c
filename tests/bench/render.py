"""From lines to text: one hand for the whole minutes."""

import re

from .draft import Draft
from .spelling import han, mark, spelt
from .words import BULLETS, SCHEMES, WIDTHS

TABLES = tuple(str.maketrans(width) for width in WIDTHS)
BETWEEN = re.compile(r"(?<=[一-鿿])(?=[0-9])|(?<=[0-9])(?=[一-鿿])")


def render(draft: Draft) -> tuple[str, str]:
    """Choose one hand for the whole minutes (marks, widths, spaces, spelling) and write them; return title and text."""
    rng = draft.rng
    scheme, (bullet, list_bullet), space = rng.choice(SCHEMES), rng.choice(BULLETS), rng.choice(("", "", " "))
    table = rng.choice(TABLES)
    header_table = table if rng.random() < 0.7 else {}  # the sample's 111 is half-width in its items only
    title = print_title(draft)
    out, counters = [title.translate(header_table)], [0] * 5
    for level, text in draft.lines:
        line = text
        if level == 4 and list_bullet:
            line = list_bullet + text
        elif level:
            counters[level:] = [counters[level] + 1] + [0] * (4 - level)
            tail = scheme[2 * level - 1]
            line = mark(scheme[2 * level - 2], counters[level]) + tail + (space if tail != ". " else "") + text
            line = bullet + line if level == 2 else line
        out.append(line.translate(header_table if level == 1 else table))
    text = rng.choice(("\n\n", "\n\n", "\n")).join(out) + "\n"
    if rng.random() < 0.5:
        text = BETWEEN.sub(" ", text)
    if rng.random() < 0.2:
        text = text.replace("臺", "台")
    if rng.random() < 0.15:
        text = text.replace("紀", "記")
    return text[: text.index("\n")], text


def print_title(draft: Draft) -> str:
    """Write the title, with Chinese numerals in some: 第八○九次."""
    rng, name = draft.rng, draft.meeting.name
    if rng.random() < 0.12:
        name = re.sub("(?<=第)[0-9]+(?=[次屆])", lambda m: han(int(m[0])) if int(m[0]) < 100 else spelt(m[0]), name)
    return draft.body.name + name + rng.choice(("紀錄",) * 16 + (" 會議紀錄", ""))
