"""From days and shares to places on the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

DAILY = 16  # up to this many days every day has its own tick


@dataclass(frozen=True)
class Days:
    """Days along the paper; a value measured at the end of a day stands at its right edge."""

    first: date
    last: date
    left: float
    right: float

    @property
    def daily(self) -> bool:
        return (self.last - self.first).days <= DAILY

    def end_of(self, day: date) -> float:
        """Where a day is over."""
        return self.start_of(day) + self._width

    def start_of(self, day: date) -> float:
        return self.left + (day - self.first).days * self._width

    @property
    def _width(self) -> float:
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def within(self, day: date) -> bool:
        return self.first <= day <= self.last

    def months(self, most: int = 7) -> list[date]:
        """First days of months, thinned until there is room for their names."""
        starts = list(_month_starts(self.first, self.last))
        for step in (1, 2, 3, 6, 12, 24, 60):
            chosen = [start for start in starts if step > 12 or (start.month - 1) % step == 0]
            if step > 12:
                chosen = [start for start in chosen if start.month == 1][:: step // 12]
            if len(chosen) <= most:
                return chosen
        return starts[:1]


@dataclass(frozen=True)
class Shares:
    """Shares up the paper, from a floor that the caption names when it is not zero."""

    floor: float
    top: float
    low_y: float
    high_y: float

    def y(self, share: float) -> float:
        inside = min(max(share, self.floor), self.top)
        return self.low_y - (inside - self.floor) / (self.top - self.floor) * (
            self.low_y - self.high_y
        )

    def ticks(self) -> list[float]:
        """Round shares, three to six of them."""
        for step in (0.01, 0.02, 0.05, 0.1, 0.25, 0.5):
            count = (self.top - self.floor) / step
            if count <= 5:
                first = -(-self.floor // step) * step
                steps = int((self.top - first) / step + 1e-9)
                return [round(first + i * step, 4) for i in range(steps + 1)]
        return [self.floor, self.top]


def _month_starts(first: date, last: date) -> Iterator[date]:
    year, month = first.year, first.month
    if first.day > 1:
        year, month = (year + month // 12, month % 12 + 1)
    while date(year, month, 1) <= last:
        yield date(year, month, 1)
        year, month = (year + month // 12, month % 12 + 1)
