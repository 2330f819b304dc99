"""The words of a reminder: days and counts as the decree writes them, items with their evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dondoc.core import reminders
from dondoc.core.decree import decree_count, decree_day
from dondoc.core.reminders import Cause, Matter
from dondoc.core.workdays import is_working_day

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
LATE = Matter(
    code="02.1",
    owner="Sở Tư pháp",
    duty="hoàn thành số hóa sổ hộ tịch",
    ground="Công văn số 02/TCTĐA06 ngày 18/02/2025, mục 1",
    cause=Cause.OVERDUE,
    due_on=date(2025, 2, 19),
    days_late=1,
    days_since_first_due=1,
    new_due_on=date(2025, 2, 25),
    measured="725/1.000 dữ liệu (72,5%)",
)


@given(DAYS)
def test_the_decree_writes_a_zero_only_before_small_days_and_the_first_two_months(day):
    first, month, year = decree_day(day).split("/")
    assert (len(first), int(first)) == (2, day.day)
    assert month == (f"0{day.month}" if day.month <= 2 else str(day.month))
    assert int(year) == day.year


def test_the_decree_counts_with_two_digits():
    assert [decree_count(count) for count in (3, 12)] == ["03", "12"]


def test_the_evidence_stands_in_brackets_behind_its_duty():
    said = reminders.text_of(reminders.item(LATE))

    assert said.startswith("Hoàn thành số hóa sổ hộ tịch (Công văn số 02/TCTĐA06")
    assert "đã quá hạn 01 ngày" in said
    assert said.endswith("; hoàn thành chậm nhất ngày 25/02/2025.")


def test_a_duty_ordered_again_says_how_long_it_is_since_its_first_day():
    said = reminders.text_of(reminders.item(replace(LATE, days_since_first_due=51)))

    assert "51 ngày tính từ hạn gốc" in said


def test_a_person_may_write_the_sentence_and_then_nothing_is_composed():
    said = reminders.text_of(reminders.item(replace(LATE, written="Làm rõ trách nhiệm.")))

    assert said == "Làm rõ trách nhiệm."


def test_without_a_day_none_is_invented():
    said = reminders.text_of(reminders.item(replace(LATE, new_due_on=None)))

    assert said.endswith("; khẩn trương hoàn thành.")


@given(DAYS, DAYS)
def test_a_day_still_ahead_is_kept_and_a_passed_one_gives_a_later_day(drafted_on, due_on):
    day = reminders.proposed_day(drafted_on=drafted_on, forecast_on=None, due_on=due_on)

    if due_on >= drafted_on:
        assert day == due_on
    else:
        assert day > drafted_on
        assert is_working_day(day)


def test_each_owner_has_one_item_in_the_order_of_appearance():
    other = replace(LATE, code="02.2", owner="Sở Tài chính")
    third = replace(LATE, code="02.3")

    assert [owner for owner, _ in reminders.grouped([LATE, other, third])] == [
        "Sở Tư pháp",
        "Sở Tài chính",
    ]
