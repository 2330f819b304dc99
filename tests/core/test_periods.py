"""Periods tile the year, and a report is due after its period."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.core.periods import (
    CloseRule,
    DueRule,
    Kind,
    closes_at,
    due_at,
    next_period,
    period_of,
    periods_between,
    previous_period,
)

kinds = st.sampled_from(Kind)
days = st.dates(date(1990, 1, 8), date(2090, 12, 24))


@given(kind=kinds, day=days)
def test_periods_follow_each_other_without_gap_or_overlap(kind, day):
    period = period_of(kind, day)

    assert period.first <= day <= period.last
    assert next_period(period).first == period.last + timedelta(days=1)
    assert previous_period(next_period(period)) == period
    assert period_of(kind, period.first) == period == period_of(kind, period.last)


@given(
    kind=st.sampled_from([kind for kind in Kind if kind is not Kind.WEEKLY]),
    year=st.integers(1990, 2090),
)
def test_periods_tile_the_year(kind, year):
    tiles = list(periods_between(kind, date(year, 1, 1), date(year, 12, 31)))

    assert (tiles[0].first, tiles[-1].last) == (date(year, 1, 1), date(year, 12, 31))
    assert sum((tile.last - tile.first).days + 1 for tile in tiles) in {365, 366}


@pytest.mark.parametrize(
    ("rule", "moment", "inclusive"),
    [
        (DueRule(1, before=time(8)), "2025-02-19T08:00:00+07:00", False),
        (DueRule(0, by=time(17)), "2025-02-18T17:00:00+07:00", True),
        (DueRule(0), "2025-02-19T00:00:00+07:00", False),
    ],
)
def test_a_report_is_due_at_its_hour(rule, moment, inclusive):
    due = due_at(period_of("daily", date(2025, 2, 18)), rule)

    assert (due.at.isoformat(), due.inclusive) == (moment, inclusive)


def test_a_month_closes_days_after_its_last_day():
    assert (
        closes_at(period_of("monthly", date(2024, 2, 3)), CloseRule(5, time(12))).isoformat()
        == "2024-03-05T12:00:00+07:00"
    )
    assert closes_at(period_of("monthly", date(2024, 2, 3)), None) is None


def test_nothing_lies_between_a_day_and_an_earlier_one():
    assert list(periods_between("daily", date(2025, 2, 2), date(2025, 2, 1))) == []
