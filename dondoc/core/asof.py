"""Every question is asked for a day, from what was known at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dondoc.core.periods import HANOI, day_of


@dataclass(frozen=True)
class AsOf:
    """The day a verdict is for, and the moment up to which facts were known.

    >>> AsOf.end_of(date(2025, 2, 19)).known_at.isoformat()
    '2025-02-19T23:59:59.999999+07:00'
    """

    day: date
    known_at: datetime

    @classmethod
    def end_of(cls, day: date) -> AsOf:
        """A past day with what was known at its end."""
        return cls(day, start_of(day + timedelta(days=1)) - timedelta(microseconds=1))

    @classmethod
    def at(cls, moment: datetime) -> AsOf:
        """A moment: its day in Hanoi, with what is known then."""
        return cls(day_of(moment), moment)

    @classmethod
    def ever(cls, day: date) -> AsOf:
        """A day with all that is known of it by now: who is meant by the names of a dispatch."""
        return cls(day, datetime.max.replace(tzinfo=HANOI) - timedelta(days=1))

    @property
    def diagonal(self) -> bool:
        """Whether what is asked for a day is also what was known within that day."""
        return day_of(self.known_at) == self.day

    @property
    def is_over(self) -> bool:
        """Whether the day has ended: what somebody is only typing belongs to no such day.

        >>> AsOf.end_of(date(2025, 2, 19)).is_over, AsOf.at(start_of(date(2025, 2, 19))).is_over
        (True, False)
        """
        return not self.diagonal or self == AsOf.end_of(self.day)


def start_of(day: date) -> datetime:
    """Midnight in Hanoi at which a day begins."""
    return datetime.combine(day, time(), HANOI)
