"""Where a measured pace leads, what a campaign needs each day, and whose silence hides it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from dondoc.agencies.models import Unit
from dondoc.core import indicators as core
from dondoc.core.indicators import Forecast, UnitPace
from dondoc.indicators.figures import Day
from dondoc.indicators.measuring import Measured


@dataclass(frozen=True)
class Outlook:
    """When an area is done, each unit going on at its own pace, and who is not in that day."""

    last_day: date
    left: int
    pace: Decimal | None
    forecast: Forecast
    slowest: tuple[Unit, ...]
    unmeasured: tuple[Unit, ...]
    mean_day: date | None
    due: date | None
    missing: int = 0  # units without any figure: in no sum and in no forecast

    @property
    def day(self) -> date | None:
        """The day on which the slowest unit with a pace is done."""
        return self.forecast.moving_day

    @property
    def is_done(self) -> bool:
        """Whether nothing is left, and nobody is silent about it."""
        return self.left == 0 and not self.missing

    @property
    def days_late(self) -> int:
        """How many days that is after the last day."""
        return _after(self.day, self.due)

    @property
    def mean_days_late(self) -> int:
        """The same if the whole pace could go where work is left."""
        return _after(self.mean_day, self.due)

    @property
    def misses(self) -> bool:
        """Whether this pace does not make the date, or no day can be named at all."""
        if self.due is None or self.is_done:
            return False
        return self.day is None or self.day > self.due


def _after(day: date | None, due: date | None) -> int:
    return max(0, (day - due).days) if day and due else 0


def outlook(measured: Measured, area: Unit) -> Outlook | None:
    """The outlook of an area; none while nothing was reported."""
    figure = measured.figure(area)
    forecast = measured.forecast(area)
    if forecast is None or measured.last_day is None or figure.left is None:
        return None
    units = {part.unit.key: part.unit for part in figure.parts}
    pace = measured.pace(area)
    return Outlook(
        last_day=measured.last_day,
        left=figure.left,
        pace=pace,
        forecast=forecast,
        slowest=tuple(units[key] for key in forecast.slowest),
        unmeasured=tuple(units[key] for key in forecast.stuck),
        mean_day=_mean_day(figure.left, pace, measured.last_day),
        due=measured.target.by if measured.target else None,
        missing=len(figure.missing),
    )


def _mean_day(left: int, pace: Decimal | None, last_day: date) -> date | None:
    days = UnitPace(left, pace).days_left()
    return None if days is None else last_day + timedelta(days=days)


@dataclass(frozen=True)
class Campaign:
    """Days in a row that an order names, and which of them a day is."""

    first: date
    last: date
    today: date

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def nth(self) -> int:
        """Which day it is; the last one after the end."""
        return min((self.today - self.first).days + 1, self.length)

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.today > self.last


def campaign(measured: Measured) -> Campaign | None:
    """The campaign that the target of the day names; none before it began."""
    target = measured.target
    if target is None or target.starts is None or target.starts > measured.at.day:
        return None
    return Campaign(target.starts, target.by, measured.at.day)


@dataclass(frozen=True)
class DayNeed:
    """One day: what was done, what was needed that day to make the date, how many kept silent."""

    day: date
    done: int | None
    needed: int | None
    silent: int

    @property
    def enough(self) -> bool:
        """Whether the day did what it needed."""
        return self.done is not None and self.needed is not None and self.done >= self.needed


def needs(measured: Measured, line: list[Day]) -> list[DayNeed]:
    """Day by day what was done and what was needed, given what was left when the day began."""
    found: list[DayNeed] = []
    for before, day in pairwise(line):
        needed = None
        target = measured.target
        if target and (target.starts is None or day.day >= target.starts):
            left = _left_to(measured, before)
            pace = None if left is None else core.needed_pace(left, day.day, target.by)
            needed = None if pace is None else int(pace.to_integral_value(ROUND_CEILING))
        found.append(DayNeed(day.day, day.done, needed, day.silent))
    return found


def next_need(measured: Measured, line: list[Day]) -> int | None:
    """What each day from now on needs to make the date; none once it has passed."""
    target = measured.target
    left = _left_to(measured, line[-1]) if line else None
    if target is None or left is None:
        return None
    pace = core.needed_pace(left, line[-1].day + timedelta(days=1), target.by)
    return None if pace is None else int(pace.to_integral_value(ROUND_CEILING))


def _left_to(measured: Measured, day: Day) -> int | None:
    share = day.share
    if share.numerator is None or share.denominator is None:
        return None
    wanted = (share.denominator * measured.percent / 100).to_integral_value(ROUND_CEILING)
    return max(0, int(wanted) - share.numerator)
