"""Titles of minutes, and meetings cited in a sentence."""

from __future__ import annotations

import datetime
import itertools
from typing import NamedTuple

import regex

from ..patterns import pattern, swift
from ..shadow import key
from ..vocab import FIELD, LEVEL, Vocabulary
from . import one_of, row
from .dates import DATE, find_day
from .numerals import NUMBER, number

_N = NUMBER
YEAR = row("year of a session", rf"(?:中華民國|民國|西元)?(?P<year>{_N})(?P<unit>學年度|年度|年)", "109年度")
ORDINAL = row("ordinal", rf"第?(?P<number>{_N})(?P<unit>屆|會期|學期|次|期)|第(?P<number>{_N})(?P<unit>季)", "第8次")
MONTH = row("month of a session", rf"(?P<number>{_N})月份?", "11月份")
# The forms of a body's name, as they end: 甲山市政府, 甲山學會, 甲山社區; what comes behind is a kind of meeting.
BODY = row(
    "name of a body",
    r"(?:.*(?:委員會|協會|學會|基金會|工會|公會|商會|農會|漁會|議會|學生會|自治會|後援會|總會|分會|理事會|監事會|董事會|協進會|促進會|發展會|聯合會|諮詢會|審議會|平等會|推動會|指導會|評議會|教評會|考績會|家長會|福委會|管委會|自救會|校友會|同鄉會|宗親會|系學會|聯誼會|籌備會|研究會|性平會|小組|平臺|論壇|聯盟|公司|集團"
    r"|政府|公所|[局署院]|(?<!學|短|長)部(?!會|落)|(?<!辦公)處|大學|學院|學校|高中|高工|高職|國中|國小|小學|中學|幼兒園|醫院|法院|中心|社區|部落|大隊|分局|銀行|合作社|出版社|[縣市鄉鎮里]|(?<!社)區)(?!議|長))",
    "甲山市政府性別平等委員會",
)
_WEAK = "縣市鄉鎮里區部處中"  # ends of names that are ends of other words as well: 都市更新, 內部
JOINED = regex.compile(r"[至到、及與和~-]+")
PRINTED = row("a printed ordinal, with its year", rf"(?:(?P<year>{_N})年度?)?(?P<ordinal>第(?P<number>{_N})次)", "109年第9次")


class TitleParts(NamedTuple):
    """What a title states; places are in the squeezed title, `None` where it does not say.

    `name` is the body's, without a term that stands within; `ordinals` are normalized, largest unit first (`第25屆`, `第4次`); `kind` is the kind of meeting where it is more
    than 會議 (`市政會議`).
    """

    body: tuple[int, int] | None
    name: str
    level: tuple[int, int, str] | None
    group: tuple[int, int] | None
    year: tuple[int, int, int] | None
    ordinals: tuple[str, ...]
    ordinal: tuple[int, int, int] | None
    kind: str
    date: tuple[int, int, datetime.date] | None


class Citation(NamedTuple):
    """An earlier meeting named in a sentence; `year` may be carried over from the citation before it."""

    start: int
    end: int
    level: str | None
    level_span: tuple[int, int] | None
    year: int | None
    year_span: tuple[int, int] | None
    ordinal: int | None
    ordinal_span: tuple[int, int] | None
    date: datetime.date | None
    date_span: tuple[int, int] | None
    term: str = ""
    kind: str = ""
    body: str = ""  # the declared body whose meeting it is, where it is named right before
    body_span: tuple[int, int] | None = None
    short: tuple[int, int] | None = None  # month and day, where the year is that of the meeting which cites


class TitleGrammar:
    """The rows of titles and citations, compiled with a vocabulary's words."""

    def __init__(self, vocabulary: Vocabulary, group: str) -> None:
        words = vocabulary.words("level")
        self._levels = {_plain(word): iri for word, iri in words.items()}
        level = one_of(words)
        record = one_of(vocabulary.concepts[FIELD.record].words)
        kinds, topics = (vocabulary.concepts[FIELD[name]].words for name in ("meeting-kind", "topic-meeting"))
        self._kinds, self._topics = regex.compile(rf"{one_of([*kinds, *topics])}(?:會議)?$"), regex.compile(rf"{one_of(topics)}(?:會議)?$")
        self._noted_kind = regex.compile(rf"\((?P<kind>{one_of(kinds)})\)$")
        self._level, self._group = regex.compile(level), regex.compile(group)
        self._record = regex.compile(rf"(?:會議)?{record}(?:\([^()]*\))?$")
        self.looks_like_title = swift(
            rf"^(?![^。:]*[。:;,])(?=.{{4,90}}$)(?:.*{record}(?:\([^()]*\))?|.*第?{_N}次[^、]{{0,12}}會議|.*{_N}年度?[^、]{{0,12}}會議)$"
        )
        self._bodies = {key(n): e.iri for e in vocabulary.entities.values() if e.type.endswith(("OrganizationalCollaboration", "FormalOrganization")) for n in e.names if len(n) > 3}
        self._body_before = regex.compile(rf"{one_of(self._bodies)}(?=(?:的|之)?$)")
        date = "|".join(f.pattern.pattern for f in DATE[:1])
        when = rf"(?:(?P<dated>{date})|(?P<short>(?:本年|今年)?{_N}月{_N}日)(?:\((?:星期|週)?[一二三四五六日]\))?|(?P<y>{_N})年度?)"
        again = rf"(?P<term>第{_N}屆)?第(?P<n>{_N})次(?P<more>(?:[、及與和](?:{_N}年度?)?第{_N}次)*)"
        self._cited = regex.compile(
            rf"(?<=[上前]一?次(?:會議)?\(){when}?{again}(?=\)(?:會議|[紀記]錄|決議|裁示|指示|議事錄))"
            rf"|{when}?{again}(?:(?P<level>{level})(?:會議)?|(?P<kind>(?![的之本該])\p{{Han}}{{0,6}}?)(?:會議|會(?=[,。;、:()「」]|$|[紀記]錄|決議|通過|審議)))"
            rf"|{when}(?P<level>{level})會議"
        )

    def parse(self, text: str, bodies: regex.Pattern[str]) -> TitleParts:
        """Take a squeezed title apart. Groups, and the words for them, belong to declared bodies alone."""
        m = self._record.search(text)
        head = text[: m.start()] if m else text
        taken: list[tuple[int, int]] = []
        known = bodies.search(head)
        body = known.span() if known else None
        if body:
            taken.append(body)
        day = find_day(head)
        date = (day.start, day.end, day.date) if day and day.date else None
        if date:
            taken.append(date[:2])
        group = _first(self._group, head, taken) if known else None
        level = self._first_level(head, taken, known=known is not None)
        year = _first(YEAR.pattern, head, taken)
        ordinals = [o for form in (ORDINAL, MONTH) for o in form.pattern.finditer(head) if _free(o.span(), taken)]
        ordinals.sort(key=lambda o: o.start())
        numbered = bool(year or ordinals or date)
        taken += [o.span() for o in ordinals]
        rest = _leftovers(head, taken)
        if body is None and rest:
            body = self._body_of(head, rest[0], numbered=numbered, first=all(rest[0][0] < a for a, _ in taken), took=bool(m and m[0].startswith("會議")))
            rest = _leftovers(head, [*taken, body]) if body else rest
        name = head[slice(*body)] if body else ""
        if body and not known and rest and (of := pattern(rf"第{_N}屆(?P<more>\p{{Han}}{{0,6}}委員會)").match(head, body[1])):
            body, name = (body[0], of.end()), name + of["more"]  # a term of it: 甲山社區第9屆管理委員會
            rest = _leftovers(head, [*taken, body])
        times = [o for o in ordinals if o.groupdict().get("unit") == "次"]
        last = times[-1] if times and not _is_range(head, times) else None
        return TitleParts(
            body=body,
            name=name,
            level=self._level_of(level, group),
            group=group.span() if group else None,
            year=(year.start(), year.end(), _year(year)) if year and _year(year) else None,  # type: ignore[arg-type]
            ordinals=tuple(map(_normal, ordinals)),
            ordinal=(last.start(), last.end(), number(last["number"]) or 0) if last else None,
            kind=self._kind("".join(_trim(head[a:b]) for a, b in rest), m[0] if m else "", of_group=group is not None),
            date=date,
        )

    def is_body(self, name: str, bodies: regex.Pattern[str]) -> bool:
        """Tell whether a name has the form of a body's, or is declared as one's."""
        return bool(bodies.fullmatch(name) or BODY.pattern.fullmatch(name))

    def _first_level(self, head: str, taken: list[tuple[int, int]], *, known: bool) -> regex.Match[str] | None:
        found = _first(self._level, head, taken)
        if found and not known and self._levels[_plain(found[0])] == LEVEL["working-group"]:
            taken.pop()
            return None
        return found

    def _body_of(self, head: str, span: tuple[int, int], *, numbered: bool, first: bool, took: bool) -> tuple[int, int] | None:
        """Return the body in what a title says beside numbers: the kind of meeting behind it is no part of it, and a topic is none.

        甲山社區管理委員會臨時會, 甲山河岸整治研商會議.
        """
        text = head[slice(*span)]
        whole = f"{text}會議" if took and span[1] == len(head) else text
        kind, topic = self._kinds.search(whole), self._topics.search(f"{head}會議" if took else head)
        bare = text[: kind.start()] if kind else text
        name = bare.partition("「")[0]
        for end in range(len(name), 1, -1):
            if BODY.pattern.fullmatch(name, 0, end) and not (topic and name[end - 1] in _WEAK) and _ends_a_word(name, end):
                return span[0], span[0] + end
        if bare and numbered and first and not topic:
            return span[0], span[0] + len(bare)
        return None

    def _kind(self, rest: str, record: str, *, of_group: bool) -> str:
        """Return the kind of a meeting that is more than 會議; the name of the document may have taken its 會議: 市政會議紀錄."""
        noted = self._noted_kind.search(record)
        if noted:
            rest, record = rest + noted["kind"], ""
        if of_group and rest in ("工作會議", "工作"):
            return ""
        return plain_kind(f"{rest}會議" if rest and record.startswith("會議") and not rest.endswith("會議") else rest)

    def _level_of(self, level: regex.Match[str] | None, group: regex.Match[str] | None) -> tuple[int, int, str] | None:
        """Return the level a title states; that of a group's meeting is its own, whether it is printed or not."""
        if level:
            return (*level.span(), self._levels[_plain(level[0])])
        return (*group.span(), LEVEL["working-group"]) if group else None

    def citations(self, text: str, own: str = "") -> list[Citation]:
        """Find the meetings a squeezed sentence names by number, in order; `own` is the name of the body whose minutes these are.

        Those of other bodies are left out, but where their body is declared.

        A year is carried along the sentence (108年第8次、第9次), but not that of a full date, which is the date of one meeting.
        """
        found: list[Citation] = []
        if "次" not in text and "會議" not in text:
            return found
        year: int | None = None
        year_span: tuple[int, int] | None = None
        for m in self._cited.finditer(text):
            day = find_day(m["dated"]) if m["dated"] else None
            named = self._body_before.search(text[: m.start()])
            if named is None and not (own and text[: m.start()].endswith(own)) and _of_another_body(text, m.start()):
                continue
            if m["y"]:
                year, year_span = number(m["y"]), (m.start("y"), m.end("y") + 1)
            elif day:
                year, year_span = day.roc_year, _year_of_date(m.start("dated"), m["dated"])
            at, at_span = year, year_span
            if day or m["short"]:
                year, year_span = None, None
            at, at_span = (at, at_span) if not m["short"] else (None, None)
            level = self._levels.get(_plain(m["level"])) if m["level"] else None
            level_span = m.span("level") if m["level"] else None
            ordinal, place = (number(m["n"]), (m.start("n") - 1, m.end("n") + 1)) if m["n"] else (None, None)
            found.append(
                Citation(
                    start=named.start() if named else m.start(), end=m.end(), year=at, year_span=at_span, ordinal=ordinal, ordinal_span=place,
                    date=day.date if day else None, date_span=m.span("dated") if day else m.span("short") if m["short"] else None, level=level, level_span=level_span,
                    short=_month_and_day(m["short"]) if m["short"] else None,
                    term=_term(m["term"]), kind=plain_kind(f"{m['kind']}會議") if m["kind"] else "",
                    body=self._bodies[named[0]] if named else "", body_span=named.span() if named else None,
                )
            )
            for more in PRINTED.pattern.finditer(text, *m.span("more")) if m["more"] else ():
                if more["year"]:
                    year, year_span = number(more["year"]), (more.start("year"), more.end("year") + 1)
                found[-1] = found[-1]._replace(end=more.start())
                found.append(
                    Citation(
                        start=more.start(), end=m.end(), year=year, year_span=year_span, ordinal=number(more["number"]),
                        ordinal_span=more.span("ordinal"), date=None, date_span=None, level=level, level_span=level_span,
                        term=_term(m["term"]), kind=found[-1].kind, body=found[-1].body, body_span=found[-1].body_span,
                    )
                )
        return found


def plain_kind(kind: str) -> str:
    """Return a kind of meeting without what adds nothing: 會議 alone, and 會議 behind a word for a meeting (臨時會會議, 治安會報會議)."""
    return pattern(r"(?<=會|會報|會議)會議$|^會議$").sub("", kind)


def _ends_a_word(name: str, end: int) -> bool:
    """Tell the end of a body's name from the same character within a word: 甲山學|會議, 甲山社|區."""
    return not pattern(r"[議長]").match(name, end)


def _term(text: str | None) -> str:
    """Return a term as a KEY holds it: 第六屆 is 第6屆."""
    return f"第{number(text[1:-1])}屆" if text else ""


def _month_and_day(text: str) -> tuple[int, int]:
    numbers = [number(n) or 0 for n in regex.findall(_N, text)]
    return numbers[0], numbers[1]


def _normal(ordinal: regex.Match[str]) -> str:
    """Return a printed ordinal as a KEY holds it: 第4次, 11月."""
    unit = ordinal.groupdict().get("unit")
    return f"第{number(ordinal['number'])}{unit}" if unit else f"{number(ordinal['number'])}月"


def _is_range(head: str, ordinals: list[regex.Match[str]]) -> bool:
    """Tell whether ordinals name several meetings: 第1186次至第1235次, 第1次、第2次."""
    return any(JOINED.fullmatch(head[a.end() : b.start()]) for a, b in itertools.pairwise(ordinals))


def _of_another_body(text: str, start: int) -> bool:
    """Tell whether the name of some body stands right before a citation: 都市計畫委員會第750次會議."""
    return bool(pattern(r"(?<!本)(?:委員會|小組|協會|學會|[院部署局府會])$").search(text[max(0, start - 6) : start]))


def _plain(text: str) -> str:
    return text.replace("-", "")


def _year(m: regex.Match[str]) -> int | None:
    value = number(m["year"])
    if value is None or value > 2999:
        return None
    return value - 1911 if value >= 1900 else value if value < 200 else None


def _year_of_date(start: int, text: str) -> tuple[int, int]:
    m = pattern(rf"(?:中華民國|民國)?{_N}年?").match(text)
    return (start, start + (m.end() if m else len(text)))


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return all(span[1] <= a or span[0] >= b for a, b in taken)


def _first(pattern: regex.Pattern[str], text: str, taken: list[tuple[int, int]]) -> regex.Match[str] | None:
    for m in pattern.finditer(text):
        if m.end() > m.start() and _free(m.span(), taken):
            taken.append(m.span())
            return m
    return None


def _leftovers(text: str, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    rest, last = [], 0
    for start, end in [*sorted(taken), (len(text), len(text))]:
        if start > last and _trim(text[last:start]):
            rest.append((last, start))
        last = max(last, end)
    return rest


def _trim(text: str) -> str:
    return pattern(r"^[的之暨-]+|^會議$|^會$|[的之-]+$|^[至到、及與和~()-]+$").sub("", text)
