"""On which days a recurring duty falls, in the words of the office; needs no Django."""

from __future__ import annotations

from datetime import date
from typing import Any

from dondoc.web import words

WEEKDAYS = ("", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def rhythm(read: dict[str, Any] | None, every: str | None) -> str:
    """On which days a recurring duty falls; a day below zero is counted from the end.

    >>> rhythm({"days": [24], "months": [], "weekday": None, "window": None}, "monthly")
    'chậm nhất ngày 24 hằng tháng'
    >>> rhythm({"days": [-1], "months": [6, 12]}, "yearly")
    'chậm nhất ngày cuối tháng 6, ngày cuối tháng 12 hằng năm'
    >>> rhythm({"weekday": 5, "first": "2025-02-21"}, "weekly")
    'Thứ Sáu hằng tuần, lần đầu 21/02/2025'
    >>> rhythm({"window": [20, 25], "until": "2025-12-31"}, "monthly")
    'từ ngày 20 đến ngày 25 hằng tháng, đến hết 31/12/2025'
    """
    if not read:
        return ""
    each = words.EVERY.get(every or "", "")
    parts = [" ".join(part for part in (_falling(read, every or ""), each) if part)]
    if read.get("first"):
        parts.append(f"lần đầu {words.day(date.fromisoformat(read['first']))}")
    if read.get("until"):
        parts.append(f"đến hết {words.day(date.fromisoformat(read['until']))}")
    return ", ".join(part for part in parts if part)


def _falling(read: dict[str, Any], every: str) -> str:
    if read.get("window"):
        first, last = read["window"]
        return f"từ {_day(first)} đến {_day(last)}"
    if read.get("weekday"):
        return WEEKDAYS[read["weekday"]]
    days, months = read.get("days") or [], read.get("months") or []
    if not days:
        return ", ".join(_month(month, every) for month in months)
    if months and len(days) == 1:
        days = days * len(months)
    if len(months) == len(days):
        pairs = zip(days, months, strict=True)
        return f"chậm nhất {', '.join(f'{_day(d)} {_month(m, every)}' for d, m in pairs)}"
    return f"chậm nhất {', '.join(_day(one) for one in days)}"


def _day(number: int) -> str:
    if number == -1:
        return "ngày cuối"
    return f"ngày {number}" if number > 0 else f"ngày thứ {-number} tính từ cuối kỳ"


def _month(number: int, every: str) -> str:
    return f"tháng thứ {number}" if every in {"quarterly", "half-yearly"} else f"tháng {number}"
