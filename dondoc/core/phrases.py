"""Days, hours and numbers as Vietnamese prose writes them: "ngày 20/02/2025", "17 giờ 30",
"mười lăm (15)".

Each kind of words has a pattern, its groups marked with a tag so that it may stand twice in one
wording, and a function that makes a value of what the groups hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, cast

Groups = dict[str, str | None]

# A day or month without its year may lie this far before the document and still belong to the same
# year; one longer past is of the next.
BACKWARDS = timedelta(days=120)


class _Later:
    """A regular expression that is made when it is first asked: a text asks a third of them."""

    def __init__(self, source: str, flags: int = re.IGNORECASE) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        made = re.compile(self._source, self._flags)
        for each in ("match", "search", "fullmatch", "finditer", "findall", "split", "sub"):
            setattr(self, each, getattr(made, each))
        return getattr(made, name)


def rx(pattern: str) -> re.Pattern[str]:
    """A pattern in which one blank stands for any spacing, a broken line included.

    >>> bool(rx("hoàn thành").match("Hoàn\\n  thành"))
    True
    """
    return cast("re.Pattern[str]", _Later(pattern.replace(" ", r"\s+")))


def later(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern exactly as written, made when it is first asked.

    >>> bool(later("Sở").match("sở"))
    False
    """
    return cast("re.Pattern[str]", _Later(source, flags))


_UNITS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8}
_UNITS |= {"chín": 9}
_AFTER_TEN = _UNITS | {"mốt": 1, "tư": 4, "lăm": 5}
_MONTHS = _UNITS | {"tư": 4, "mười": 10, "mười một": 11, "mười hai": 12}
_UNIT, _LAST = "|".join(_UNITS), "|".join(_AFTER_TEN)
_WORDED = rf"(?:(?:(?:{_UNIT}) mươi|mười)(?: (?:{_LAST}))?|(?:{_UNIT}))"
MONTH = rf"(?:1[0-2]|0?[1-9]|{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"


def worded(words: str) -> int:
    """A number below a hundred in digits or words.

    >>> worded("mười lăm"), worded("ba mươi"), worded("chín"), worded("05")
    (15, 30, 9, 5)
    """
    if words.isdigit():
        return int(words)
    *tens, last = words.lower().split()
    if not tens:
        return 10 if last == "mười" else _AFTER_TEN[last]
    if last == "mươi":
        return 10 * _UNITS[tens[0]]
    return (10 if tens == ["mười"] else 10 * _UNITS[tens[0]]) + _AFTER_TEN[last]


def month_named(words: str) -> int:
    """A month in digits or words.

    >>> month_named("09"), month_named("tư"), month_named("mười hai")
    (9, 4, 12)
    """
    return int(words) if words.isdigit() else _MONTHS[words.lower()]


def count_words(tag: str) -> str:
    """Pattern of a count: 15, năm (05), 05 (năm), mười lăm."""
    return (
        rf"(?<![\d/.,-])(?<!ngày )(?:(?P<c{tag}>\d{{1,3}})(?: \((?:{_WORDED})\))?"
        rf"|(?P<cw{tag}>{_WORDED})(?: ?\( ?\d{{1,3}} ?\))?)"
    )


def resolve_count(groups: Groups, tag: str) -> int:
    """The count named by a match."""
    return worded(groups.get(f"c{tag}") or groups.get(f"cw{tag}") or "0")


_SEPARATOR = r"\s{0,3}[/.-]\s{0,3}"
NO_NUMBER_BEFORE = r"(?<![\d/.,-])"


def day_words(tag: str) -> str:
    """Pattern of one day: 20/02/2025, 30-6, 20 tháng 02 năm 2025, mùng 5 tháng Ba."""
    return (
        rf"(?:ngày\s*)?(?:(?:mùng|mồng) )?{NO_NUMBER_BEFORE}(?P<d{tag}>\d{{1,2}})"
        rf"(?:{_SEPARATOR}(?P<m{tag}>\d{{1,2}})(?:{_SEPARATOR}(?P<y{tag}>\d{{4}}|\d\d)|,? năm "
        rf"(?P<yb{tag}>\d{{4}}))?"
        rf"| tháng (?P<mw{tag}>{MONTH})(?:,? năm (?P<yw{tag}>\d{{4}})|"
        rf"\s{{0,3}}[/-]\s{{0,3}}(?P<yv{tag}>\d{{4}}))?)"
        rf"(?![\d%]|[/-]\d)(?: (?P<t{tag}>này|năm nay|tới|năm (?:sau|tới)))?"
    )


_PART = "sáng|trưa|chiều|tối|đêm"


def hour_words(tag: str) -> str:
    """Pattern of one hour: 08 giờ, 17h30, 16 giờ 30 phút, 08:00, 3 giờ chiều."""
    return (
        rf"(?<![\d/.,-])(?P<h{tag}>\d{{1,2}})(?:\s{{0,3}}(?:giờ|h|g)(?![^\W\d_])"
        rf"(?:\s{{0,3}}(?P<n{tag}>[0-5]\d)(?!\d|[/.-]\d)(?:\s{{0,3}}(?:phút|'|p\b))?)?"
        rf"|\s{{0,3}}:\s{{0,3}}(?P<k{tag}>[0-5]\d))(?!\d)(?: (?:đúng|(?P<p{tag}>{_PART})\b))?"
    )


@dataclass(frozen=True)
class NamedDay:
    """A day that words name; `on` is None where they leave the year open and nothing tells it."""

    on: date | None
    assumptions: tuple[str, ...] = ()


def named_day(groups: Groups, tag: str, written: date | None) -> NamedDay | None:
    """The day named by a match, or None where its numbers can be no day at all.

    Without a year the document's year is taken, or the next one where the day would lie long
    before the document; without the document's date there is no day.
    """
    day, month = _day_and_month(groups, tag)
    if not day or not month or real_day(2024, month, day) is None:
        return None
    year = _year_written(groups, tag)
    if year is not None:
        found = real_day(year if year > 99 else 2000 + year, month, day)
        assumed = ("year_in_two_digits",) if year < 100 else ()
        return NamedDay(found, assumed) if found else None
    if written is None:
        return NamedDay(None)
    tail = (groups.get(f"t{tag}") or "").lower()
    if tail in ("năm sau", "năm tới"):
        return NamedDay(real_day(written.year + 1, month, day), ("year_after_the_document",))
    found = real_day(written.year, month, day)
    if tail not in ("này", "năm nay") and found is not None and found < written - BACKWARDS:
        return NamedDay(real_day(written.year + 1, month, day), ("year_after_the_document",))
    return NamedDay(found, ("year_of_the_document",))


def _day_and_month(groups: Groups, tag: str) -> tuple[int, int]:
    month = groups.get(f"m{tag}") or groups.get(f"mw{tag}")
    return int(groups.get(f"d{tag}") or 0), month_named(month) if month else 0


def _year_written(groups: Groups, tag: str) -> int | None:
    named = (groups.get(key + tag) for key in ("y", "yb", "yw", "yv"))
    return next((int(year) for year in named if year), None)


def resolve_day(groups: Groups, tag: str, written: date | None) -> date | None:
    """The day named by a match; without its year, the document's date decides, else nothing
    does."""
    named = named_day(groups, tag, written)
    return named.on if named else None


def real_day(year: int, month: int, day: int) -> date | None:
    """A day that the calendar has and a dispatch can mean, so that days around it exist too.

    >>> real_day(2025, 2, 30), real_day(9999, 12, 31), real_day(2025, 2, 28)
    (None, None, datetime.date(2025, 2, 28))
    """
    try:
        return date(year, month, day) if 1900 <= year < 2200 else None
    except ValueError:
        return None


@dataclass(frozen=True)
class NamedHour:
    """An hour that words name: `at` is None for "24 giờ", the end of a day."""

    at: time | None
    midnight: bool = False  # "0 giờ": the day has only begun


def named_hour(groups: Groups, tag: str) -> NamedHour | None:
    """The hour named by a match, or None where its number can be no hour.

    >>> found = re.match(hour_words("1"), "3 giờ chiều")
    >>> named_hour(found.groupdict(), "1").at
    datetime.time(15, 0)
    """
    if groups.get(f"h{tag}") is None:
        return None
    hour = int(groups[f"h{tag}"] or 0)
    minute = int(groups.get(f"n{tag}") or groups.get(f"k{tag}") or 0)
    if (groups.get(f"p{tag}") or "").lower() in ("chiều", "tối", "đêm") and 1 <= hour < 12:
        hour += 12
    if hour > 24 or (hour == 24 and minute):
        return None
    return NamedHour(None if hour == 24 else time(hour, minute), hour == minute == 0)
