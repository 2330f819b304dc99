"""Working days skip weekends and holidays and count the swapped Saturdays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.workdays import (
    _swaps,
    add_working_days,
    is_working_day,
    last_working_day_on_or_before,
    next_working_day,
    working_days_between,
)

DAYS = st.dates(date(2024, 1, 1), date(2026, 11, 30))


def test_tet_of_2025_lasts_nine_days():
    rest = [date(2025, 1, 25) + timedelta(days=n) for n in range(9)]

    assert not any(is_working_day(day) for day in rest)
    assert is_working_day(date(2025, 1, 24))
    assert is_working_day(date(2025, 2, 3))


def test_a_swapped_saturday_is_worked_for_the_friday_off():
    assert is_working_day(date(2025, 4, 26))
    assert not is_working_day(date(2025, 5, 2))


def test_a_year_to_come_knows_its_holidays_tet_included():
    assert not is_working_day(date(2030, 9, 2))
    assert is_working_day(date(2030, 9, 4))
    assert not is_working_day(date(2030, 2, 4))  # the second day of Tết Canh Tuất


def test_a_swap_that_the_library_lacks_stands_in_our_own_file():
    assert not is_working_day(date(2026, 1, 2))
    assert is_working_day(date(2026, 1, 10))


def test_a_limit_that_ends_on_a_rest_day_may_end_with_the_next_working_day():
    assert next_working_day(date(2025, 1, 25)) == date(2025, 2, 3)
    assert next_working_day(date(2025, 2, 3)) == date(2025, 2, 3)


def test_our_own_file_may_not_name_a_day_of_another_year(tmp_path):
    path = tmp_path / "rest_days.toml"
    path.write_text("[2027]\nrest = [2026-01-02]\n", encoding="utf-8")

    with pytest.raises(ValueError, match="2027"):
        _swaps(path)


@given(DAYS, st.integers(0, 30))
def test_counting_on_and_counting_between_agree(day, count):
    later = add_working_days(day, count)

    assert working_days_between(day, later) == count
    assert count == 0 or is_working_day(later)


@given(DAYS, DAYS)
def test_counting_back_is_counting_on_with_the_other_sign(one, other):
    assert working_days_between(one, other) == -working_days_between(other, one)


@given(DAYS)
def test_the_last_working_day_is_near_and_worked(day):
    found = last_working_day_on_or_before(day)

    assert is_working_day(found)
    assert timedelta() <= day - found <= timedelta(days=10)
