"""Working days in Vietnam: weekends, public holidays and the days swapped for a longer rest.

Article 112 of the Labour Code 45/2019/QH14 names the holidays; Tết and Giỗ Tổ follow the lunar
calendar, and the days given or moved with them are announced each year. The library `holidays`
keeps up with both; `rest_days.toml` beside this file holds what it lacks, and wins. Who relies on
a day counted over a rest that was announced late looks at the announcement first.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

_OURS = Path(__file__).with_name("rest_days.toml")
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether offices work on that day.

    >>> is_working_day(date(2025, 1, 29)), is_working_day(date(2025, 4, 26))
    (False, True)
    >>> is_working_day(date(2026, 1, 2)), is_working_day(date(2026, 1, 10))  # from our own file
    (False, True)
    """
    rest, worked = _calendar(day.year)
    if day in worked:
        return True
    return day.weekday() < _SATURDAY and day not in rest


@cache
def _calendar(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The days of rest of a year, and the weekend days on which offices work all the same."""
    from holidays.countries.vietnam import Vietnam  # some 40 ms, paid only where days are counted

    known: Any = Vietnam(years=year)  # type: ignore[no-untyped-call]
    ours = _swaps(_OURS).get(str(year), {})
    rest, worked = frozenset(ours.get("rest", ())), frozenset(ours.get("work", ()))
    moved = frozenset(day for day in known.weekend_workdays if day.year == year)
    return (frozenset(known) | rest) - worked, (moved | worked) - rest


@cache
def _swaps(path: Path) -> dict[str, dict[str, list[date]]]:
    """The days of our own file, by year; other values than days are refused when it is read.

    >>> sorted(_swaps(_OURS)["2026"])
    ['rest', 'work']
    """
    years: dict[str, dict[str, list[date]]] = tomllib.loads(path.read_text(encoding="utf-8"))
    for year, lists in years.items():
        for name, days in lists.items():
            if name not in ("rest", "work") or any(str(day)[:4] != year for day in days):
                raise ValueError(f"{path.name}: [{year}] {name}")
    return years


def add_working_days(day: date, count: int) -> date:
    """The working day that lies so many working days after a day; the day itself is not counted.

    Civil Code 91/2015/QH13, Article 147: the first day is not counted.

    >>> add_working_days(date(2025, 4, 29), 2)
    datetime.date(2025, 5, 6)
    """
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def next_working_day(day: date) -> date:
    """The day itself when offices work on it, else the nearest working day after it.

    Civil Code 91/2015/QH13, Article 148: a time limit that ends on a rest day ends with the working
    day that follows.

    >>> next_working_day(date(2025, 8, 30))
    datetime.date(2025, 9, 3)
    """
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days come after the first day, up to and with the last; negative when it
    lies before.

    >>> working_days_between(date(2025, 2, 14), date(2025, 2, 19))
    3
    """
    if last < first:
        return -working_days_between(last, first)
    span = (last - first).days
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, span + 1))


def last_working_day_on_or_before(day: date) -> date:
    """The day itself when offices work on it, else the nearest working day before it.

    >>> last_working_day_on_or_before(date(2025, 2, 2))
    datetime.date(2025, 1, 24)
    """
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
