"""A day before 1900 or after everyone's time is refused where it is typed, with a sentence."""

import pytest

from dondoc.dashboards.card_forms import ExtendForm, ProgressForm
from dondoc.reminders.views import IssueForm, ItemForm

DAYS = ["0001-01-01", "1899-12-31", "9999-12-31", "2025-02-30", "31/12/9999", "2025-13-01"]


@pytest.mark.parametrize("day", DAYS)
def test_no_work_is_forecast_or_extended_to_such_a_day(day):
    told = ProgressForm({"note": "đang làm", "expected_on": day})
    longer = ExtendForm({"due_on": day, "authority": "Kết luận 9"})

    assert list(told.errors) == ["expected_on"]
    assert list(longer.errors) == ["due_on"]


@pytest.mark.parametrize("day", DAYS)
def test_no_letter_gives_or_bears_such_a_day(day):
    assert list(ItemForm({"new_due_on": day}).errors) == ["new_due_on"]
    assert list(IssueForm({"number": "7", "issued_on": day}).errors) == ["issued_on"]


@pytest.mark.parametrize("number", ["٣", "1e9", "-1", "1234567", "7; 8", ""])
def test_the_number_of_a_letter_is_plain_digits(number):
    assert "number" in IssueForm({"number": number, "issued_on": "2025-02-20"}).errors
