"""How fast it must go, how fast it goes, and when it will be done: unit by unit, not on average.

An average hides the tail: a province is done on the day its slowest unit is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

PACE_DAYS = 3
# A day ten years off is no forecast: who is that slow is named with those who stand still.
FARTHEST = 3660


def needed_pace(left: int, day: date, last_day: date) -> Decimal | None:
    """What must be done each day from this day to the last, both counted; None once it has passed.

    `left` is what was left when the day began.

    >>> needed_pace(60670, date(2025, 2, 19), date(2025, 2, 19))
    Decimal('60670')
    >>> needed_pace(186220, date(2025, 2, 15), date(2025, 2, 19))
    Decimal('37244')
    """
    days = (last_day - day).days + 1
    if left <= 0:
        return Decimal(0)
    return Decimal(left) / days if days > 0 else None


def level_needed(
    start: int | Decimal, target: int | Decimal, first_day: date, last_day: date, day: date
) -> Decimal:
    """The level an even pace has reached at the end of a day: the tick beside a progress bar.

    `start` is the level before the first day; before it the answer is the start, after the last
    day the target.

    >>> level_needed(0, 100, date(2025, 2, 15), date(2025, 2, 19), date(2025, 2, 16))
    Decimal('40')
    """
    days = (last_day - first_day).days + 1
    gone = min(max((day - first_day).days + 1, 0), days)
    if days <= 0 or gone == days:
        return Decimal(target)
    return Decimal(start) + (Decimal(target) - Decimal(start)) * gone / days


def daily_paces(points: Mapping[date, int], *, days: int = PACE_DAYS) -> tuple[Decimal, ...]:
    """What was done on each of the last days for which it is known, oldest first.

    A figure that comes several days after the one before it is spread evenly over these days. With
    one figure or none nothing is known; with few figures fewer days are given.

    >>> [str(pace) for pace in daily_paces({date(2025, 2, 15): 10, date(2025, 2, 18): 40})]
    ['10', '10', '10']
    """
    known = sorted(points)
    paces: list[Decimal] = []
    for later, earlier in zip(known[:0:-1], known[-2::-1], strict=True):
        gap = (later - earlier).days
        pace = Decimal(points[later] - points[earlier]) / gap
        paces += [pace] * min(gap, days - len(paces))
        if len(paces) == days:
            break
    return tuple(reversed(paces))


def pace_of(points: Mapping[date, int], *, days: int = PACE_DAYS) -> Decimal | None:
    """The measured pace: the mean of the last three days' increments; None without two figures.

    >>> pace_of({date(2025, 2, 15): 0, date(2025, 2, 16): 29870, date(2025, 2, 17): 66320,
    ...          date(2025, 2, 18): 101240}).quantize(Decimal(1))
    Decimal('33747')
    """
    paces = daily_paces(points, days=days)
    return sum(paces, Decimal(0)) / len(paces) if paces else None


@dataclass(frozen=True)
class UnitPace:
    """What one unit has left, and its own measured pace (None: not known)."""

    left: int
    per_day: Decimal | None
    unit: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0

    def days_left(self, factor: Decimal = Decimal(1)) -> int | None:
        """Whole days still needed at this pace times a factor; None where no day can be named."""
        if self.is_done:
            return 0
        if self.per_day is None or self.per_day * factor <= 0:
            return None
        days = (self.left / (self.per_day * factor)).to_integral_value(ROUND_CEILING)
        return int(days) if days <= FARTHEST else None


@dataclass(frozen=True)
class Forecast:
    """When all will be done, in what range, who is last, who stands still and who is done already.

    `day` is None as long as a unit stands still: no day can be promised for the whole. `moving_day`
    is the day by which all others are done. `high` is None where the range has no end.
    """

    day: date | None
    moving_day: date | None
    low: date | None
    high: date | None
    slowest: tuple[str, ...]
    stuck: tuple[str, ...]
    done: int

    @property
    def is_done(self) -> bool:
        """Whether nothing is left anywhere."""
        return self.moving_day is None and not self.stuck


def forecast(units: Sequence[UnitPace], day: date, *, recent: Sequence[Decimal] = ()) -> Forecast:
    """Forecast the day on which the slowest unit is done, each unit going on at its own pace.

    `day` is the first day still to be worked; a unit with 10 left at 10 a day is done on it.

    The range comes from the province's last daily paces (`recent`, three of them as a rule): `low`
    lets every unit go as much faster than its mean as the province's best day was over the
    province's mean, `high` as much slower as its worst day was. Where the worst day brought
    nothing, `high` has no end. A unit with work left and no pace, or one that would need over ten
    years, stands still: it is named, and the whole has no day.

    >>> found = forecast([UnitPace(10, Decimal(10), "An Phú"), UnitPace(45, Decimal(10), "Ba Xa"),
    ...                   UnitPace(0, None, "Trà Tây")], date(2025, 2, 19))
    >>> found.day.isoformat(), found.slowest, found.done
    ('2025-02-23', ('Ba Xa',), 1)
    """
    finish = {index: unit.days_left() for index, unit in enumerate(units) if not unit.is_done}
    stuck = tuple(units[index].unit for index, days in finish.items() if days is None)
    moving = {index: days for index, days in finish.items() if days is not None}
    done = len(units) - len(finish)
    if not moving:
        return Forecast(None, None, None, None, (), stuck, done)
    longest = max(moving.values())
    last = _after(day, longest)
    fast, slow = _factors(recent)
    return Forecast(
        day=None if stuck else last,
        moving_day=last,
        low=_finish([units[index] for index in moving], day, fast),
        high=_finish([units[index] for index in moving], day, slow),
        slowest=tuple(units[index].unit for index, days in moving.items() if days == longest),
        stuck=stuck,
        done=done,
    )


def remaining(units: Sequence[UnitPace], first: date, last: date) -> Iterator[tuple[date, Decimal]]:
    """What is left at the end of each day if each unit goes on at its own pace: the dotted line.

    >>> units = [UnitPace(10, Decimal(10)), UnitPace(45, Decimal(10)), UnitPace(5, None)]
    >>> [int(left) for _, left in remaining(units, date(2025, 2, 19), date(2025, 2, 23))]
    [40, 30, 20, 10, 5]
    """
    for nth in range(1, (last - first).days + 2):
        left = (max(Decimal(0), unit.left - _pace(unit) * nth) for unit in units)
        yield _after(first, nth), sum(left, Decimal(0))


def _pace(unit: UnitPace) -> Decimal:
    return max(unit.per_day or Decimal(0), Decimal(0))


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days - 1)


def _factors(recent: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    mean = sum(recent, Decimal(0)) / len(recent) if recent else Decimal(0)
    if mean <= 0:
        return Decimal(1), Decimal(1)
    return max(recent) / mean, max(min(recent), Decimal(0)) / mean


def _finish(units: Sequence[UnitPace], day: date, factor: Decimal) -> date | None:
    days = [unit.days_left(factor) for unit in units]
    known = [value for value in days if value is not None]
    return _after(day, max(known)) if len(known) == len(days) else None
