"""Numbers, days and hours are said one way everywhere."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.web import words

SOME_DAY = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (1148620, "1.148.620"),
        (Decimal("1234.5"), "1.234,5"),
        (Decimal("0.46"), "0,46"),
        (-1.9, "−1,9"),
        (Decimal("-0.0"), "0"),
        (None, "—"),
    ],
)
def test_numbers_have_dots_for_thousands_and_a_comma_for_decimals(value, said):
    assert words.number(value) == said


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_reads_back_as_itself(value):
    assert int(words.number(value).replace(".", "").replace("−", "-")) == value


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_says_all_only_when_it_is_all(count, of):
    count = min(count, of)
    assert (words.share(Decimal(count) / of) == "100,0%") == (count == of)


def test_few_cases_are_counted_not_shared():
    assert words.rate(2, 5) == "2/5"
    assert words.rate(19, 20) == "95,0%"


def test_a_share_is_read_from_anything_that_has_a_value():
    class Share:
        value = Decimal("0.384")

    assert words.share(Share()) == "38,4%"


def test_days_are_said_with_two_digits_and_their_weekday():
    assert words.day(date(2025, 2, 3)) == "03/02/2025"
    assert words.short_day(date(2025, 2, 3)) == "03/02"
    assert words.long_day(date(2025, 2, 16)) == "Chủ Nhật, 16/02/2025"
    assert words.span(date(2024, 12, 30), date(2025, 1, 5)) == "30/12/2024–05/01/2025"


def test_a_moment_is_said_in_hanoi_whatever_zone_it_came_in():
    late_evening_in_greenwich = datetime(2025, 2, 18, 18, 30, tzinfo=UTC)
    assert words.moment(late_evening_in_greenwich) == "19/02 01:30"
    assert words.day(late_evening_in_greenwich) == "19/02/2025"


def test_hours_are_spelt_out_in_sentences_only():
    assert words.hour_text(time(8)) == "08 giờ 00"
    assert words.clock_time(time(7, 58)) == "07:58"


def test_lateness_and_what_is_left_have_their_own_words():
    assert words.overdue_by(51) == "quá 51 ngày"
    assert words.late_by(7) == "chậm 7 ngày"
    assert words.days_left(5, working=True) == "còn 5 ngày LV"
    assert words.days_left(0) == "hạn hôm nay"
    assert words.difference(Decimal("1.9")) == "+1,9 điểm %"


def test_a_personal_number_never_shows_its_middle():
    assert words.masked("051148012327") == "051148••••27"
    assert "0123" not in words.masked("0123")


@given(SOME_DAY, st.integers(0, 400))
def test_a_span_names_its_first_and_last_day(first, length):
    last = first + timedelta(days=length)
    said = words.span(first, last)
    assert said.endswith(words.day(last))
    assert said.startswith(f"{first:%d}")
