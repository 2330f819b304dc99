"""Days, hours and periods as Vietnamese prose writes them: "ngày 20/02/2025", "17 giờ", "Quý
II/2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

# A date without its year may lie this far before the document and still belong to the same year.
_BACKWARDS = timedelta(days=180)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def rx(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which one blank stands for any spacing, a broken line included."""
    return re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE)


_SEPARATOR = r"\s{0,3}[/.-]\s{0,3}"


def day_words(tag: str) -> str:
    """Pattern of one day, its groups marked with a tag: 20/02/2025, 30-6, 20 tháng 02 năm 2025."""
    return (
        rf"(?:ngày\s*)?(?<![\d/.,-])(?P<d{tag}>\d{{1,2}})"
        rf"(?:{_SEPARATOR}(?P<m{tag}>\d{{1,2}})(?:{_SEPARATOR}(?P<y{tag}>\d{{4}})| năm "
        rf"(?P<yb{tag}>\d{{4}}))?"
        rf"| tháng (?P<mw{tag}>\d{{1,2}})(?:,? năm (?P<yw{tag}>\d{{4}})|"
        rf"\s{{0,3}}/\s{{0,3}}(?P<yv{tag}>\d{{4}}))?)"
        r"(?![\d%]|[/-]\d)(?: (?:này|năm nay))?"
    )


def hour_words(tag: str) -> str:
    """Pattern of one hour: 08 giờ, 17h30, 16 giờ 30 phút, 08:00."""
    return (
        rf"(?<!\d)(?P<h{tag}>\d{{1,2}})(?:\s{{0,3}}(?:giờ|h)"
        rf"(?:\s{{0,3}}(?P<n{tag}>[0-5]\d)(?:\s{{0,3}}(?:phút|'))?)?"
        rf"|\s{{0,3}}:\s{{0,3}}(?P<k{tag}>[0-5]\d))(?![\d])"
    )


PERIOD = (
    r"(?:tháng (?P<pm>1[0-2]|0?[1-9])(?!\d|\s{0,3}/\s{0,3}\d{1,2}\b(?!\d))"
    r"(?:\s{0,3}[/-]\s{0,3}(?P<pmy>\d{4})| "
    r"năm (?P<pmw>\d{4}))?"
    r"|quý (?P<pq>iv|i{1,3}|[1-4])\b(?:\s{0,3}[/-]\s{0,3}(?P<pqy>\d{4})|,? năm (?P<pqw>\d{4}))?"
    r"|(?:0?6|sáu) tháng (?P<ph>đầu|cuối) (?:của )?năm(?: (?P<phy>\d{4}))?"
    r"|(?:các|những) tháng (?:còn lại|cuối) (?:của )?năm (?P<pr>\d{4})"
    r"|thời gian còn lại (?:của )?năm (?P<ps>\d{4})"
    r"|năm (?P<py>\d{4})(?!\s{0,3}[-–]\s{0,3}\d)|(?P<pn>năm nay))"
)
_PERIOD_ALONE = rx(PERIOD)


@dataclass(frozen=True)
class Span:
    """A calendar period named in prose, first and last day; `kind` is month, quarter, half or
    year."""

    kind: str
    first: date
    last: date


def resolve_day(groups: dict[str, str | None], tag: str, written: date | None) -> date | None:
    """The day named by a match; without its year, the document's date decides, else nothing
    does."""
    day, month = groups.get(f"d{tag}"), groups.get(f"m{tag}") or groups.get(f"mw{tag}")
    if day is None or month is None:
        return None
    year = next(
        (groups[key + tag] for key in ("y", "yb", "yw", "yv") if groups.get(key + tag)), None
    )
    if year is not None:
        return real_day(int(year), int(month), int(day))
    if written is None:
        return None
    found = real_day(written.year, int(month), int(day))
    if found is not None and found < written - _BACKWARDS:
        found = real_day(written.year + 1, int(month), int(day))
    return found


def is_day(groups: dict[str, str | None], tag: str) -> bool:
    """Whether the numbers of a match can be a day at all."""
    day, month = groups.get(f"d{tag}"), groups.get(f"m{tag}") or groups.get(f"mw{tag}")
    return bool(day and month) and real_day(2024, int(month or 0), int(day or 0)) is not None


def real_day(year: int, month: int, day: int) -> date | None:
    """A day that the calendar has and a dispatch can mean, so that days around it exist too.

    >>> real_day(2025, 2, 30), real_day(9999, 12, 31), real_day(2025, 2, 28)
    (None, None, datetime.date(2025, 2, 28))
    """
    try:
        return date(year, month, day) if 1900 <= year < 2200 else None
    except ValueError:
        return None


def resolve_hour(groups: dict[str, str | None], tag: str) -> time | None:
    """The hour named by a match; "24 giờ" is the end of the day and so no hour at all."""
    hour = groups.get(f"h{tag}")
    if hour is None or int(hour) > 23:
        return None
    return time(int(hour), int(groups.get(f"n{tag}") or groups.get(f"k{tag}") or 0))


def is_hour(groups: dict[str, str | None], tag: str) -> bool:
    """Whether the number of a match can be an hour."""
    return groups.get(f"h{tag}") is not None and int(groups[f"h{tag}"] or 0) <= 24


def _year(groups: dict[str, str | None], written: date | None, *keys: str) -> int | None:
    named = next((groups[key] for key in keys if groups.get(key)), None)
    if named:
        return int(named) if real_day(int(named), 1, 1) else None
    return written.year if written else None


def resolve_period(groups: dict[str, str | None], written: date | None) -> Span | None:
    """The period named by a match; without its year, the document's year.

    >>> found = _PERIOD_ALONE.search("trong Quý II/2025")
    >>> resolve_period(found.groupdict(), None).last
    datetime.date(2025, 6, 30)
    """
    if groups.get("pm"):
        year = _year(groups, written, "pmy", "pmw")
        return (year and _months("month", year, int(groups["pm"] or 0), 1)) or None
    if groups.get("pq"):
        year = _year(groups, written, "pqy", "pqw")
        name = (groups["pq"] or "").lower()
        quarter = _ROMAN.get(name) or int(name)
        return (year and _months("quarter", year, 3 * quarter - 2, 3)) or None
    if groups.get("ph"):
        year = _year(groups, written, "phy")
        first = 1 if (groups["ph"] or "").lower() == "đầu" else 7
        return (year and _months("half", year, first, 6)) or None
    year = (
        _year(groups, written, "pr", "ps", "py")
        if any(groups.get(k) for k in ("pr", "ps", "py", "pn"))
        else None
    )
    return _months("year", year, 1, 12) if year else None


def _months(kind: str, year: int, first: int, count: int) -> Span:
    end = first + count
    after = date(year + (end > 12), end - 12 if end > 12 else end, 1)
    return Span(kind, date(year, first, 1), after - timedelta(days=1))


def last_period(text: str, written: date | None) -> tuple[Span, int, int] | None:
    """The last period that a text names, with its place."""
    named = list(_PERIOD_ALONE.finditer(text))
    span = resolve_period(named[-1].groupdict(), written) if named else None
    return (span, named[-1].start(), named[-1].end()) if span else None
