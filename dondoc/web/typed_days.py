"""A day as somebody types it: how it may be written, and which days can be meant."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError

DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]  # a browser sends the first
FIRST_YEAR, LAST_YEAR = 2000, 2099


def can_be_meant(day: date) -> bool:
    """Whether a day lies in this century; any other year is a slip of the finger.

    >>> can_be_meant(date(2025, 2, 20)), can_be_meant(date(205, 2, 20))
    (True, False)
    """
    return FIRST_YEAR <= day.year <= LAST_YEAR


def of_this_century(day: date) -> None:
    """Refuse on a form what cannot be meant."""
    if not can_be_meant(day):
        raise ValidationError(f"Ghi một ngày từ năm {FIRST_YEAR} đến {LAST_YEAR}.")
