"""The day a page is for: today as it is now, or a past day as it was known at its end."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest

from dondoc.core.asof import AsOf


def as_of(request: HttpRequest) -> AsOf:
    """The moment a page answers for: `?ngay=2025-02-19` gives that day with what was known then.

    `&nay=1` gives the same day with what is known now. A day that cannot be read, or lies ahead,
    is today.
    """
    at: datetime = request.at  # type: ignore[attr-defined]
    today = at.date()
    try:
        day = date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return AsOf.at(at)
    if day >= today or day.year < 2000:
        return AsOf.at(at)
    return AsOf(day, at) if request.GET.get("nay") else AsOf.end_of(day)
