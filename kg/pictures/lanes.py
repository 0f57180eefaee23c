"""The picture of lanes: cases by group along time, with the marks of what was decided on them, and open ends where they are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby, pairwise

from ..network.rows import Edge, Node
from ..network.words import edge_label, status_label
from .axis import Axis
from .canvas import LARGE, SIZE, SMALL, Canvas, cut, number, wide, wrapped
from .lives import ADDED, DELISTED, UNKNOWN, Life, Lives, Mark, Moment, lives_of
from .words import english, said

MOST = 400
_ROW, _LANE, _MARGIN = 20, 26, 16
_TITLE = 50  # cells of a case's title
_LEFT = _MARGIN + wide("x" * _TITLE) + 10
_END, _STUB, _HALF = 34, 22, 5  # how far open ends reach beyond the last meeting, open beginnings before a mark, and half a mark
_NOTE = 120  # cells of a line of the note
_TALL = 30  # rows from which the axis is drawn below as well
_NEAR = 58  # pixels between the words of two years
_NEVER = Moment(UNKNOWN, -1 << 30)


def lanes(nodes: Iterable[Node], edges: Iterable[Edge], lang: str = "zh-hant") -> str:
    """Return the picture of the cases of a graph as SVG.

    Args:
        nodes, edges: in any order; those that are of no case may be there.
        lang: `en`, or Chinese.
    """
    return _Lanes(lives_of(nodes, edges), lang).svg()


class _Lanes:
    def __init__(self, found: Lives, lang: str) -> None:
        self._all, self._held, self._bodies, self._lang, self._en = found.lives, found.nodes, found.bodies, lang, english(lang)
        kept = sorted(self._all, key=lambda life: (life.listed, life.marks[-1].moment if life.marks else _NEVER, life.case), reverse=True)[:MOST]
        self._lives = sorted(kept, key=lambda life: (not life.group, self._group(life), life.group, life.marks[:1] == (), _begin(life), life.case))
        self._axis = Axis({mark.moment for life in self._lives for mark in life.marks}, _LEFT)
        self._end = self._axis.right + _END
        self._canvas = Canvas()

    def svg(self) -> str:
        """Return the picture."""
        title = said("lanes", self._lang)
        width = max(self._end + _MARGIN, _LEFT + 380.0)
        y = self._head(title)
        top = y = self._legend(y, width) + (54 if self._dates() else 44)
        rows = Canvas()
        y = self._rows(rows, y, width)
        if not self._all:
            self._canvas.write(_MARGIN, y, said("no-cases", self._lang))
        self._grid(top, y)
        self._canvas.add(rows)
        if len(self._lives) > _TALL:
            y = self._years(y + 14, below=True) + 12
        lang = "en" if self._en else "zh-Hant"
        return self._canvas.svg(width, y + _MARGIN, title=title, desc=f"{said('lanes-desc', self._lang)} {self._counts()}", lang=lang)

    def _head(self, title: str) -> float:
        self._canvas.write(_MARGIN, _MARGIN + LARGE, title, kind="f-ink large")
        self._canvas.write(_MARGIN + wide(title, LARGE) + 16, _MARGIN + LARGE, self._counts(), kind="f-soft")
        return self._left_out(_MARGIN + LARGE + 4.0) + 20

    def _counts(self) -> str:
        counts = Counter(life.case.status for life in self._all)
        told = (said("count", self._lang, status_label(code)[self._en] if code else said("status-less", self._lang), n) for code, n in counts.most_common())
        return said("counts", self._lang, len(self._all), said("join", self._lang).join(told))

    def _legend(self, y: float, width: float) -> float:
        """Draw what the marks mean, over as many lines as it takes."""
        x = float(_MARGIN)
        for sign, words in (
            (ADDED, edge_label(ADDED)[self._en]), (DELISTED, edge_label(DELISTED)[self._en]), ("both", said("both", self._lang)), ("other", said("other", self._lang)),
            ("open", said("open", self._lang)), ("unseen", said("unseen", self._lang)),
        ):  # fmt: skip
            room = 26 if sign in ("open", "unseen") else 12
            if x > _MARGIN and x + room + wide(words) > width - _MARGIN:
                x, y = float(_MARGIN), y + 18
            if sign == "open":
                self._open(self._canvas, x, x + room, y - 4, kind="kg-sample")
            elif sign == "unseen":
                self._line(self._canvas, x, x + room, y - 4, dashed=True, kind="kg-sample")
            else:
                self._sign(self._canvas, sign, x + 6, y - 4, kind="kg-sample")
            self._canvas.write(x + room + 6, y, words, kind="f-soft")
            x += room + wide(words) + 24
        return y

    def _rows(self, rows: Canvas, y: float, width: float) -> float:
        """Draw the lanes, one below the other; return where they end."""
        for group, found in groupby(self._lives, key=lambda life: life.group):
            lane = list(found)
            name = self._named(group) if group else said("no-group", self._lang)
            rows.draw("rect", kind="f-band", x=_MARGIN / 2, y=y + 3, width=width - _MARGIN, height=_LANE - 6, rx=3)
            rows.write(_MARGIN, y + 17, said("lane", self._lang, cut(name, 80), len(lane)), title=name, kind="f-ink bold")
            y += _LANE
            for life in lane:
                self._case(rows, life, y + _ROW / 2)
                y += _ROW
        return y + 4

    def _case(self, rows: Canvas, life: Life, y: float) -> None:
        title = self._label(life.case)
        status = status_label(life.case.status)[self._en] if life.case.status else said("status-less", self._lang)
        rows.write(_MARGIN + 6, y + 4, cut(title, _TITLE), title=f"{title} — {status}")
        places = self._places(life)
        opened: float | None = None
        doubtful = False
        for mark, x in zip(life.marks, places, strict=True):
            doubtful |= mark.moment.day == UNKNOWN and len(life.marks) > 1
            if mark.sign in (DELISTED, "both") and opened is not None:
                self._line(rows, opened, x, y, dashed=doubtful)
                opened = None
            elif mark.sign == DELISTED:
                self._line(rows, max(x - _STUB, *(other + _HALF for other in places if other < x), _LEFT), x, y, dashed=True)
            opened = x if mark.sign == ADDED and opened is None else opened
        if life.listed:
            self._open(rows, opened if opened is not None else max((*places, self._axis.right - _STUB)), self._end, y)
        for mark, x in zip(life.marks, places, strict=True):
            self._sign(rows, mark.sign, x, y, title=self._told(mark))

    def _places(self, life: Life) -> list[float]:
        """Return where the marks of a case stand: none covers another."""
        places, last = list[float](), float("-inf")
        for mark in life.marks:
            last = max(self._axis.place(mark.moment), last + 2 * _HALF + 1)
            places.append(last)
        return places

    def _told(self, mark: Mark) -> str:
        when = mark.moment.day.isoformat() if mark.moment.dated else said("undated", self._lang)
        meeting = self._held.get(mark.moment.meeting)
        words = said("join", self._lang).join(edge_label(action)[self._en] for action in mark.actions)
        return " ".join(part for part in (when, words, self._label(meeting) if meeting else "") if part)

    def _sign(self, canvas: Canvas, sign: str, x: float, y: float, *, title: str = "", kind: str = "") -> None:
        classes = f"{kind or f'kg-{sign}'} f-{sign}"
        if sign == ADDED:
            canvas.draw("circle", title=title, kind=classes, cx=x, cy=y, r=_HALF)
        elif sign == DELISTED:
            canvas.draw("rect", title=title, kind=classes, x=x - _HALF + 0.5, y=y - _HALF + 0.5, width=2 * _HALF - 1, height=2 * _HALF - 1)
        elif sign == "both":
            canvas.draw("path", title=title, kind=classes, d=f"M{number(x)} {number(y - 6.5)}l6.5 6.5l-6.5 6.5l-6.5 -6.5z")
        else:
            canvas.draw("path", title=title, kind=f"{kind or 'kg-other'} s-ink", d=f"M{number(x)} {number(y - 6)}v12", stroke_width=2)

    def _line(self, canvas: Canvas, start: float, end: float, y: float, *, dashed: bool = False, kind: str = "kg-life") -> None:
        canvas.draw("path", kind=f"{kind} s-life", d=f"M{number(start)} {number(y)}H{number(end)}", stroke_width=2, **({"stroke_dasharray": "3 3"} if dashed else {}))

    def _open(self, canvas: Canvas, start: float, end: float, y: float, *, kind: str = "kg-open") -> None:
        """Draw a line that goes on: it ends in an arrow."""
        d = f"M{number(start)} {number(y)}H{number(end)}M{number(end - 6)} {number(y - 4)}L{number(end)} {number(y)}L{number(end - 6)} {number(y + 4)}"
        canvas.draw("path", kind=f"{kind} s-added", d=d, stroke_width=2, fill="none")

    def _grid(self, top: float, bottom: float) -> None:
        """Draw what stands behind the rows: columns of the undated, and where years begin."""
        for band in self._axis.bands:
            self._canvas.draw("rect", kind="f-band", x=band.left, y=top - 16, width=band.width, height=bottom - top + 16)
        dates = self._dates()
        self._years(top - (30 if dates else 18), below=False)
        for x, words in dates:
            self._canvas.write(x, top - 6, words, kind="f-ink small")
        for _, x in self._axis.years():
            self._canvas.draw("path", kind="s-grid", d=f"M{number(x)} {number(top)}V{number(bottom)}", stroke_width=1)

    def _years(self, y: float, *, below: bool) -> float:
        """Write the years of both calendars, as many as there is room for, and over what columns no date is stated."""
        free = float("-inf")
        for band in self._axis.bands:
            words = said("undated", self._lang)
            if band.left >= free:
                self._canvas.write(band.left + band.width / 2, y + 6, words, kind="f-soft small", anchor="middle")
                free = band.left + wide(words, SMALL) + 4
        free = float("-inf")
        years = self._axis.years()
        for place, (year, x) in enumerate(years):
            crowded = place == 0 and len(years) > 1 and years[1][1] - x < _NEAR
            if x < free or crowded:
                continue
            self._canvas.write(x, y, said("roc", self._lang, year - 1911), kind="f-soft small")
            self._canvas.write(x, y + 12, str(year), kind="f-soft small")
            free = x + _NEAR
        return y + (12 if below else 0)

    def _dates(self) -> list[tuple[float, str]]:
        """Return the days of meetings as words and where they stand, if there is room for all."""
        found = [(self._axis.place(Moment(day)), f"{day:%m-%d}") for day in self._axis.days]
        return found if all(b[0] - a[0] > wide(b[1], SMALL) + 4 for a, b in pairwise(found)) else []

    def _left_out(self, y: float) -> float:
        if len(self._all) > len(self._lives):
            for line in wrapped(said("left-out", self._lang, len(self._all) - len(self._lives), len(self._lives)), _NOTE, 4):
                y += SIZE + 6
                self._canvas.write(_MARGIN, y, line, kind="f-delisted bold")
        return y

    def _group(self, life: Life) -> str:
        return self._label(self._held[life.group]) if life.group else ""

    def _named(self, group: str) -> str:
        """Return what a group is called, with its body where others are called the same."""
        name = self._label(self._held[group])
        others = {life.group for life in self._lives if life.group not in ("", group)}
        alike = any(self._label(self._held[other]) == name for other in others)
        body = self._held.get(self._bodies.get(group, ""))
        return said("of", self._lang, name, self._label(body)) if alike and body else name

    def _label(self, node: Node) -> str:
        return (self._en and node.label_en) or node.label


def _begin(life: Life) -> Moment:
    return life.marks[0].moment if life.marks else _NEVER
