"""Every question is asked for a day, from what was known at a moment."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from dondoc.core.asof import AsOf, start_of
from dondoc.core.periods import HANOI

DAYS = some.dates(date(2000, 1, 2), date(2099, 12, 30))


def test_a_day_begins_at_midnight_in_hanoi():
    assert start_of(date(2025, 2, 20)) == datetime(2025, 2, 19, 17, 0, tzinfo=UTC)


def test_a_moment_late_in_the_evening_of_greenwich_is_already_tomorrow_in_hanoi():
    assert AsOf.at(datetime(2025, 2, 19, 17, 30, tzinfo=UTC)).day == date(2025, 2, 20)


def test_a_past_day_asked_with_what_is_known_now_is_off_the_diagonal():
    at = AsOf(date(2025, 2, 18), datetime(2025, 2, 20, 9, 0, tzinfo=HANOI))
    assert not at.diagonal


@given(DAYS)
def test_the_end_of_a_day_is_known_within_that_day_and_touches_the_next(day: date):
    at = AsOf.end_of(day)
    assert at.diagonal
    assert at.known_at + timedelta(microseconds=1) == start_of(day + timedelta(days=1))


@given(some.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30), timezones=some.just(UTC)))
def test_any_moment_is_on_the_diagonal_of_its_own_day(moment: datetime):
    assert AsOf.at(moment).diagonal
