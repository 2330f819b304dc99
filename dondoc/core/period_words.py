"""Months, quarters, half-years and years as prose names them: "Quý III và quý IV/2025",
"06 tháng cuối năm", "thời gian còn lại của năm 2025"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.core.phrases import MONTH, Groups, month_named, real_day, rx, worded

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = r"(?:[il]v|[il]{1,3}|[1-4])"  # a scanner reads the roman I as the letter l
_OF_YEAR = r"(?:\s{0,3}[/-]\s{0,3}|,? (?:của )?năm )"
_FURTHER = r"(?:,| và|\s{0,2}[-–]| hoặc)\s{0,2}"
_HERE = "này|nay|sau|tới"

PERIOD = (
    # a month, or the last of two; "tháng 6/15" is no month of the year 15
    rf"(?:(?:tháng \d{{1,2}}{_FURTHER})?tháng (?:\d{{1,2}}{_FURTHER})?(?P<pm>{MONTH})(?![^\W_])"
    r"(?!\s{0,3}/\s{0,3}\d{1,2}(?!\d))"
    rf"(?:{_OF_YEAR}(?P<pmy>\d{{4}})|(?: của)? (?P<pmt>năm (?:{_HERE})|tới|này))?"
    r"|t(?P<pt>1[0-2]|0?[1-9])\s?[/-]\s?(?P<pty>\d{4})"
    rf"|tháng (?P<pmr>{_HERE})\b"
    # a quarter, or the last of several
    rf"|quý (?:{_QUARTER}{_FURTHER}(?:quý )?){{0,3}}(?P<pq>{_QUARTER})(?![^\W_])"
    rf"(?:{_OF_YEAR}(?P<pqy>\d{{4}})|(?: của)? (?P<pqt>năm (?:{_HERE})))?"
    rf"|q(?P<pqq>{_QUARTER})\s?[/-]\s?(?P<pqqy>\d{{4}})"
    rf"|quý (?P<pqr>{_HERE})\b"
    # so many months at one end of a year
    r"|(?P<phn>\d{1,2}|sáu|chín|ba) tháng (?P<ph>đầu|cuối) (?:của )?năm"
    rf"(?: (?:(?P<phy>\d{{4}})|(?P<pht>{_HERE})\b))?"
    r"|nửa (?P<pf>đầu|cuối) (?:của )?năm(?: (?P<pfy>\d{4}))?"
    # the rest of a year, and years
    r"|(?:các|những) (?P<rest>tháng) (?:còn lại|cuối)(?: (?:của )?năm(?: (?:(?P<pr>\d{4})|nay))?)?"
    r"|thời gian (?P<rests>còn lại) (?:của|trong) năm(?: (?:(?P<ps>\d{4})|nay))?"
    rf"|năm (?:(?P<py>\d{{4}})(?!\s{{0,3}}[-–/]\s{{0,3}}\d)|(?P<pyr>{_HERE})\b))"
)
_PERIOD_ALONE = rx(PERIOD)


@dataclass(frozen=True)
class Span:
    """A calendar period named in prose, first and last day; `kind` is month, quarter, half, months
    or year."""

    kind: str
    first: date
    last: date
    year_written: bool = True


def resolve_period(groups: Groups, written: date | None) -> Span | None:
    """The period named by a match; without its year, the document's year.

    >>> found = _PERIOD_ALONE.search("trong Quý II/2025")
    >>> resolve_period(found.groupdict(), None).last
    datetime.date(2025, 6, 30)
    >>> found = _PERIOD_ALONE.search("trong quý III và quý IV/2025")
    >>> resolve_period(found.groupdict(), None).last
    datetime.date(2025, 12, 31)
    """
    for kind, keys in _KINDS:
        if any(groups.get(key) for key in keys):
            return kind(groups, written)
    return None


def _month(groups: Groups, written: date | None) -> Span | None:
    named = groups.get("pm") or groups.get("pt")
    if named is None:
        here = (groups.get("pmr") or "").lower()
        ahead = here in ("sau", "tới")
        return _around("month", written, 1, ahead=ahead) if written else None
    year, told = _year(groups, written, "pmy", "pty", tail=groups.get("pmt"))
    return months("month", year, month_named(named), 1, told=told) if year else None


def _quarter(groups: Groups, written: date | None) -> Span | None:
    name = (groups.get("pq") or groups.get("pqq") or "").lower().replace("l", "i")
    if not name:
        here = (groups.get("pqr") or "").lower()
        ahead = here in ("sau", "tới")
        return _around("quarter", written, 3, ahead=ahead) if written else None
    year, told = _year(groups, written, "pqy", "pqqy", tail=groups.get("pqt"))
    quarter = _ROMAN.get(name) or int(name)
    return months("quarter", year, 3 * quarter - 2, 3, told=told) if year else None


def _part_of_year(groups: Groups, written: date | None) -> Span | None:
    count = worded(groups["phn"] or "6") if groups.get("phn") else 6
    head = (groups.get("ph") or groups.get("pf") or "").lower() == "đầu"
    year, told = _year(groups, written, "phy", "pfy", tail=groups.get("pht"))
    if not year or not 1 <= count <= 12:
        return None
    kind = "half" if count == 6 else "months"
    return months(kind, year, 1 if head else 13 - count, count, told=told)


def _whole_year(groups: Groups, written: date | None) -> Span | None:
    tail = groups.get("pyr")
    year, told = _year(groups, written, "pr", "ps", "py", tail=tail and f"năm {tail}")
    return months("year", year, 1, 12, told=told) if year else None


_KINDS = (
    (_month, ("pm", "pt", "pmr")),
    (_quarter, ("pq", "pqq", "pqr")),
    (_part_of_year, ("ph", "pf")),
    (_whole_year, ("rest", "rests", "py", "pyr")),
)


def _year(
    groups: Groups, written: date | None, *keys: str, tail: str | None = None
) -> tuple[int | None, bool]:
    """The year named, and whether it was written down."""
    named = next((groups[key] for key in keys if groups.get(key)), None)
    if named:
        return (int(named) if real_day(int(named), 1, 1) else None), True
    if written is None:
        return None, False
    ahead = (tail or "").lower() in ("năm sau", "năm tới")
    return written.year + ahead, bool(tail and "năm" in tail.lower())


def months(kind: str, year: int, first: int, count: int, *, told: bool = True) -> Span:
    """So many months of a year from one of them on.

    >>> months("quarter", 2025, 10, 3).last
    datetime.date(2025, 12, 31)
    """
    end = first + count
    after = date(year + (end > 12), end - 12 if end > 12 else end, 1)
    return Span(kind, date(year, first, 1), after - timedelta(days=1), told)


def _around(kind: str, day: date, count: int, *, ahead: bool = False) -> Span:
    """The month or quarter in which a day lies, or the one after it."""
    first = (day.month - 1) // count * count + 1
    here = months(kind, day.year, first, count)
    if not ahead:
        return here
    later = here.last + timedelta(days=1)
    return months(kind, later.year, later.month, count)


def around(kind: str, day: date) -> Span:
    """The month, quarter or year in which a day lies.

    >>> around("quarter", date(2025, 5, 9)).last
    datetime.date(2025, 6, 30)
    """
    return _around(kind, day, {"month": 1, "quarter": 3, "year": 12}[kind])


def last_period(text: str, written: date | None) -> tuple[Span, int, int] | None:
    """The last period that a text names, with its place."""
    named = list(_PERIOD_ALONE.finditer(text))
    span = resolve_period(named[-1].groupdict(), written) if named else None
    return (span, named[-1].start(), named[-1].end()) if span else None
