"""The day a page is for: today as it is now, or a past day as it was known at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest, QueryDict

from dondoc.core.asof import AsOf

# What an address says of its day; everything else in it is the page's own.
DAY, NOW_KNOWN = "ngay", "nay"
KEPT = frozenset({DAY, NOW_KNOWN})
AREAS = "dia-ban"  # by the units of which day figures are shown: "nay" is those of today


def as_of(request: HttpRequest) -> AsOf:
    """The moment a page answers for: `?ngay=2025-02-19` gives that day with what was known then.

    `&nay=1` gives the same day with what is known now. A day that cannot be read, or lies ahead,
    is today.
    """
    at: datetime = request.at  # type: ignore[attr-defined]
    today = at.date()
    try:
        day = date.fromisoformat(request.GET.get(DAY, ""))
    except ValueError:
        return AsOf.at(at)
    if day >= today or day.year < 2000:
        return AsOf.at(at)
    return AsOf(day, at) if request.GET.get(NOW_KNOWN) else AsOf.end_of(day)


def is_past(request: HttpRequest) -> bool:
    """Whether the page is for a day that is over: it is read, nothing is done on it."""
    return as_of(request).day < request.at.date()  # type: ignore[attr-defined]


def day_query(request: HttpRequest) -> str:
    """What a link of the page carries on of its day: "?ngay=2025-02-19", nothing for today."""
    return str(picked(request)["day_query"])


def areas_now(request: HttpRequest) -> bool:
    """Whether a past day's figures are asked for by the units of today."""
    return is_past(request) and request.GET.get(AREAS) == "nay"


@dataclass(frozen=True)
class Picked:
    """The day of a page, as its head, its notice and its links need it."""

    path: str
    asked: QueryDict
    at: AsOf
    today: date

    @property
    def past(self) -> bool:
        """Whether the day is over."""
        return self.at.day < self.today

    @property
    def with_hindsight(self) -> bool:
        """Whether what was recorded after the day counts too."""
        return self.past and not self.at.diagonal

    @cached_property
    def others(self) -> list[tuple[str, str]]:
        """What else the address says: kept when another day is picked. A page of a long list is
        not: another day's list is another list."""
        return [
            (name, str(value))
            for name, values in self.asked.lists()
            if name not in KEPT and name != "trang"
            for value in values
        ]

    @cached_property
    def kept(self) -> list[tuple[str, str]]:
        """What every link and every filter of a past day carries on."""
        if not self.past:
            return []
        areas = [(AREAS, "nay")] if self.asked.get(AREAS) == "nay" else []
        return [*self.day, *areas]

    @property
    def day(self) -> list[tuple[str, str]]:
        """What an address says of the day alone."""
        day = [(DAY, self.at.day.isoformat())] if self.past else []
        return [*day, (NOW_KNOWN, "1")] if self.with_hindsight else day

    @property
    def query(self) -> str:
        """The same behind an address without a query: "?ngay=2025-02-19"."""
        return f"?{self.more[1:]}" if self.past else ""

    @property
    def more(self) -> str:
        """The same behind an address that has one: "&ngay=2025-02-19"."""
        return "".join(f"&{name}={value}" for name, value in self.kept)

    @property
    def as_then(self) -> str:
        """This page for its day, by what was known at the day's end."""
        return self._address((DAY, self.at.day.isoformat()))

    @property
    def as_now_known(self) -> str:
        """This page for its day, by what is known now."""
        return self._address((DAY, self.at.day.isoformat()), (NOW_KNOWN, "1"))

    @property
    def for_today(self) -> str:
        """This page for today."""
        return self._address()

    def _address(self, *day: tuple[str, str]) -> str:
        query = QueryDict(mutable=True)
        for name, value in [*self.others, *day]:
            query.appendlist(name, value)
        return f"{self.path}?{query.urlencode()}" if query else self.path


def picked(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: its day, and what its links carry on of it."""
    if not hasattr(request, "at"):
        return {}
    at = as_of(request)
    found = Picked(request.path, request.GET, at, request.at.date())
    return {"picked": found, "day_query": found.query, "day_more": found.more}
