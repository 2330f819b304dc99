"""Days, weeks, months, quarters, half-years and years: what a report speaks of and when it is due.

The period is the day (or days) of the data; the report on it is due on a later day, at an hour.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def day_of(moment: datetime) -> date:
    """The day in Hanoi on which a moment falls, in whatever zone it is told.

    >>> day_of(datetime.fromisoformat("2025-02-18T17:30+00:00")).isoformat()
    '2025-02-19'
    """
    return moment.astimezone(HANOI).date()


class Kind(StrEnum):
    """How often a report is asked for, in the words a reading of a dispatch uses."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


MONTHS_IN = {Kind.MONTHLY: 1, Kind.QUARTERLY: 3, Kind.HALF_YEARLY: 6, Kind.YEARLY: 12}


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days that one report speaks of, both ends included."""

    first: date
    last: date
    kind: Kind

    @property
    def key(self) -> str:
        """A short name that sorts by time and can stand in an address or a file name.

        >>> period_of("quarterly", date(2025, 2, 18)).key
        'quarterly-2025-01-01'
        """
        return f"{self.kind.value}-{self.first.isoformat()}"


@dataclass(frozen=True)
class DueRule:
    """When a report is due: so many days after its period, `before` an hour or `by` an hour.

    "Trước 08 giờ" excludes the hour, "đến 17 giờ" includes it; with neither, the whole day is on
    time.
    """

    days_after: int = 0
    before: time | None = None
    by: time | None = None


@dataclass(frozen=True)
class CloseRule:
    """When a period is locked: so many days after it, at an hour; only a reopening helps then."""

    days_after: int
    at: time


class Due(NamedTuple):
    """The moment a report is due, and whether that very moment is still on time."""

    at: datetime
    inclusive: bool


def period_of(kind: Kind | str, day: date) -> Period:
    """The period of this kind in which a day lies; weeks begin on Monday.

    >>> period_of("daily", date(2025, 2, 18)).last
    datetime.date(2025, 2, 18)
    >>> period_of("half-yearly", date(2025, 2, 18)).last
    datetime.date(2025, 6, 30)
    """
    kind = Kind(kind)
    if kind is Kind.DAILY:
        return Period(day, day, kind)
    if kind is Kind.WEEKLY:
        first = day - timedelta(days=day.weekday())
        return Period(first, first + timedelta(days=6), kind)
    months = MONTHS_IN[kind]
    start = (day.month - 1) // months * months + 1
    end = start + months - 1
    last = date(day.year, end, calendar.monthrange(day.year, end)[1])
    return Period(date(day.year, start, 1), last, kind)


def next_period(period: Period) -> Period:
    """The period that begins on the day after this one ends."""
    return period_of(period.kind, period.last + timedelta(days=1))


def previous_period(period: Period) -> Period:
    """The period that ends on the day before this one begins."""
    return period_of(period.kind, period.first - timedelta(days=1))


def periods_between(kind: Kind | str, first: date, last: date) -> Iterator[Period]:
    """Every period of a kind that touches a stretch of days, in order.

    >>> [p.first.day for p in periods_between("daily", date(2025, 2, 15), date(2025, 2, 19))]
    [15, 16, 17, 18, 19]
    """
    if last < first:
        return
    period = period_of(kind, first)
    yield period
    while period.last < last:
        period = next_period(period)
        yield period


def due_at(period: Period, rule: DueRule) -> Due:
    """The moment the report on a period is due, in the time of Hanoi.

    >>> due = due_at(period_of("daily", date(2025, 2, 18)), DueRule(days_after=1, before=time(8)))
    >>> due.at.isoformat(), due.inclusive
    ('2025-02-19T08:00:00+07:00', False)

    Without an hour the whole last day is on time, so the moment is the next midnight, excluded.
    """
    day = period.last + timedelta(days=rule.days_after)
    if rule.before is not None:
        return Due(datetime.combine(day, rule.before, HANOI), inclusive=False)
    if rule.by is not None:
        return Due(datetime.combine(day, rule.by, HANOI), inclusive=True)
    return Due(datetime.combine(day + timedelta(days=1), time(), HANOI), inclusive=False)


def closes_at(period: Period, rule: CloseRule | None) -> datetime | None:
    """The moment from which a period is locked, or None where the form names none.

    >>> closes_at(period_of("daily", date(2025, 2, 18)), CloseRule(1, time(12))).isoformat()
    '2025-02-19T12:00:00+07:00'
    """
    if rule is None:
        return None
    return datetime.combine(period.last + timedelta(days=rule.days_after), rule.at, HANOI)


def is_owed(period: Period, rule: DueRule, *, in_force_from: datetime) -> bool:
    """Nothing is owed for a moment before the dispatch arrived: such days are asked as back-fill.

    >>> arrived = datetime(2025, 2, 18, 15, 0, tzinfo=HANOI)
    >>> rule = DueRule(days_after=1, before=time(8))
    >>> is_owed(period_of("daily", date(2025, 2, 17)), rule, in_force_from=arrived)
    False
    >>> is_owed(period_of("daily", date(2025, 2, 18)), rule, in_force_from=arrived)
    True
    """
    return due_at(period, rule).at > in_force_from
