"""Moments -> places from left to right: days in proportion, and undated meetings in columns of their own, before the day they precede."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from .lives import UNKNOWN, Moment

_A_DAY, _LEAST, _MOST = 16, 520, 1600  # pixels for each day with a meeting; of all
_BAND, _BANDS, _GAP = 72, 720, 14  # pixels of a column; of all columns; between columns and days


@dataclass(frozen=True, slots=True)
class Band:
    """A column of undated meetings: before a day, or nobody knows when."""

    before: date
    left: float
    width: float


class Axis:
    """Where moments stand.

    Args:
        moments: all there are.
        left: where the axis begins.
    """

    def __init__(self, moments: Collection[Moment], left: float) -> None:
        self.days = sorted({m.day for m in moments if m.dated})
        undated = sorted({m for m in moments if not m.dated})
        self._anchors = sorted({m.day for m in undated})
        self._slots = {day: [m for m in undated if m.day == day] for day in self._anchors}
        self._band = min(_BAND, _BANDS / len(self._anchors)) if self._anchors else 0
        self._left = left + _GAP
        self._span = (self.days[-1] - self.days[0]).days if self.days else 0
        self._width = min(max(len(self.days) * _A_DAY, _LEAST), _MOST) if self._span else 0
        self.bands = [Band(day, (self._day(day) if day != UNKNOWN else self._left + self._band) - self._band + _GAP / 2, max(self._band - 1.5 * _GAP, 1.0)) for day in self._anchors]
        self.right = (self._day(self.days[-1]) if self.days else self._left + self._band * len(self._anchors)) + _GAP

    def place(self, moment: Moment) -> float:
        """Return where a moment stands."""
        if moment.dated:
            return self._day(moment.day)
        band, slots = self.bands[self._anchors.index(moment.day)], self._slots[moment.day]
        return band.left + band.width * (slots.index(moment) + 1) / (len(slots) + 1)

    def years(self) -> list[tuple[int, float]]:
        """Return years and where they begin; the first where the axis does."""
        if not self.days:
            return []
        first, last = self.days[0], self.days[-1]
        return [(year, self._day(max(date(year, 1, 1), first))) for year in range(first.year, last.year + 1)]

    def _day(self, day: date) -> float:
        run = (day - self.days[0]).days / self._span * self._width if self._span else 0
        return self._left + run + self._band * bisect_right(self._anchors, day)
