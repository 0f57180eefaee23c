"""What lines of minutes begin with besides numbers: names of sections, labels of the parts of an item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..patterns import swift
from ..vocab import SECTION
from . import one_of
from .numerals import NUMBER

# Sections that may go on in the line of their heading: 臨時動議：無。 散會：15:30
_OPEN = frozenset((SECTION.remarks, SECTION.motions, SECTION.adjournment))
_ORDINAL = rf"(?:\s*\(\s?{NUMBER}\s?\)|\s*{NUMBER})?"
_CLOCK = rf"(?:[上下中]午|晚上|晚間)?\s*{NUMBER}\s*[時點:]\s*(?:{NUMBER}\s*分|整|{NUMBER})?"


class Forms(NamedTuple):
    """Forms of lines, matched on folded text with its spaces.

    `heading` is a whole line that names a section, without a number; `part` the label of a part of an item at the start of
    a line, `inner_part` the same in mid-line; the label is its only group, of `inner_part` with the colon. `section` is the name of a section of any kind
    with its colon; `list_head` is a whole line that is the verb of the list below it.
    """

    heading: re.Pattern[str]
    part: re.Pattern[str]
    inner_part: re.Pattern[str]
    section: re.Pattern[str]
    list_head: re.Pattern[str]


def forms(sections: Mapping[str, str], parts: Iterable[str], omitted: Iterable[str], verbs: Iterable[str]) -> Forms:
    """Compile the forms.

    Args:
        sections: words that name a section, and its kind; those of conclusions are labels of a part: 主席裁示：
        parts: labels of the parts of an item.
        omitted: words for what is left out: 略, 無.
        verbs: words of disposition.
    """
    rulings = [word for word, kind in sections.items() if kind == SECTION.conclusions]
    name = one_of((word for word, kind in sections.items() if kind != SECTION.conclusions), spaced=True)
    going_on = one_of((word for word, kind in sections.items() if kind in _OPEN), spaced=True)
    adjourned = one_of((word for word, kind in sections.items() if kind == SECTION.adjournment), spaced=True)
    label = one_of((*parts, *rulings), spaced=True)
    resolution = one_of(("決議", "決定", "議決"), spaced=True)
    return Forms(
        heading=swift(
            rf"[【\[(]?\s*{name}\s*+[】\])]?\s*+:?\s*+(?:\(?{one_of(omitted)}\)?)?\s*+[。.]?|{going_on}\s*(?::.*|\([^()]*\))[。.]?|{_CLOCK}\s*{adjourned}[。.]?"
        ),
        part=swift(
            rf"[【\[(]\s*({label}){_ORDINAL}\s*+[】\])]\s*:?|({label}){_ORDINAL}\s*+(?:\*\*)?\s*+(?::\s*+(?:\*\*)?|$)"
            rf"|({resolution})[ \t\u3000]+(?=\S)"
        ),
        inner_part=swift(rf"(?<=[。;)\]】\s!?」])(?P<label>{label}{_ORDINAL}\s*:|【\s*{label}{_ORDINAL}\s*】)"),
        section=swift(rf"{one_of(sections, spaced=True)}\s*(?::\s*|$)"),
        list_head=swift(rf"{one_of(verbs)}\s*+(?:(?:下列|以下)?\s*+(?:共|計)?\s*+{NUMBER}\s*+[案件項])?(?:合作)?(?:方案|案件|項目|案|部分|者)?\s*+(?:\([^()]*\))?(?:如下|如次)?\s*:"),
    )
