"""Working days in Vietnam: weekends, public holidays and the days swapped for a longer rest.

Article 112 of the Labour Code 45/2019/QH14 names the holidays; each year's days and swaps are
announced. Years outside the table know only weekends and the holidays with a fixed date.

Where the table comes from: the yearly announcements on the rests of officials (Ministry of Labour,
Invalids and Social Affairs for 2024 and 2025, Ministry of Home Affairs for 2026) as the press
carried them. They have not been compared with the signed notices: who relies on a day counted over
Tết, Giỗ Tổ or the National Day looks there first.
"""

from __future__ import annotations

from datetime import date, timedelta


def _days(year: int, *pairs: tuple[int, int]) -> frozenset[date]:
    return frozenset(date(year, month, day) for day, month in pairs)


# fmt: off
_REST: dict[int, frozenset[date]] = {  # (day, month), weekdays only
    2024: _days(
        2024,
        (1, 1), (8, 2), (9, 2), (12, 2), (13, 2), (14, 2),  # Tết Giáp Thìn 8-14/02
        (18, 4), (29, 4), (30, 4), (1, 5),  # Giỗ Tổ; 29/4 swapped with Saturday 4/5
        (2, 9), (3, 9),
    ),
    2025: _days(
        2025,
        (1, 1), (27, 1), (28, 1), (29, 1), (30, 1), (31, 1),  # Tết Ất Tỵ 25/01-02/02
        (7, 4), (30, 4), (1, 5), (2, 5),  # Giỗ Tổ; 2/5 swapped with Saturday 26/4
        (1, 9), (2, 9),
    ),
    2026: _days(
        2026,
        (1, 1), (2, 1),  # 2/1 swapped with Saturday 10/1
        (16, 2), (17, 2), (18, 2), (19, 2), (20, 2),  # Tết Bính Ngọ
        (27, 4), (30, 4), (1, 5),  # Giỗ Tổ falls on Sunday 26/4
        (31, 8), (1, 9), (2, 9),  # 31/8 swapped with Saturday 22/8
    ),
}
# fmt: on
_SWAPPED_IN = {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}
_FIXED = ((1, 1), (30, 4), (1, 5), (2, 9))


def is_working_day(day: date) -> bool:
    """Whether offices work on that day.

    >>> is_working_day(date(2025, 1, 29)), is_working_day(date(2025, 4, 26))
    (False, True)
    """
    if day in _SWAPPED_IN:
        return True
    if day.weekday() >= 5:
        return False
    if day.year in _REST:
        return day not in _REST[day.year]
    return (day.day, day.month) not in _FIXED


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
