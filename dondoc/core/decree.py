"""How dispatches write days (Decree 30/2020/NĐ-CP) and counts: in drafts only, never on pages."""

from __future__ import annotations

from datetime import date


def decree_day(day: date) -> str:
    """A date in a dispatch: a zero before days below 10 and before months 1 and 2.

    Decree 30/2020/NĐ-CP, Annex I, Part I, Section II, point 4.

    >>> decree_day(date(2025, 3, 1)), decree_day(date(2024, 7, 29)), decree_day(date(2025, 2, 9))
    ('01/3/2025', '29/7/2024', '09/02/2025')
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def decree_count(count: int) -> str:
    """A count in a dispatch has two digits at least: "03 nhiệm vụ".

    A habit of administrative letters, as in the dispatches read here; the decree rules on days.

    >>> decree_count(3), decree_count(51)
    ('03', '51')
    """
    return f"{count:02d}"
