"""How units stand with their reports for a period, by district, in columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dondoc.agencies.models import Level, Unit
from dondoc.core.asof import AsOf
from dondoc.reports.models import Demand, Report


class Sent(StrEnum):
    """How a unit stands with its report for a period."""

    ON_TIME = "on_time"
    WARNED = "warned"
    PARTIAL = "partial"
    LATE = "late"
    TYPING = "typing"
    MISSING = "missing"


SILENT = (Sent.TYPING, Sent.MISSING)


@dataclass(frozen=True)
class Place:
    """A unit on the board: its report, how it stands, since when it has said nothing."""

    unit: Unit
    report: Report
    state: Sent
    rows: int = 0
    silent_periods: int = 0
    last_on: date | None = None
    contact: str = ""
    owners: tuple[str, ...] = ()  # who sends it now, where that is another than it was asked of

    @property
    def is_silent(self) -> bool:
        """Nothing that counts was sent."""
        return self.state in SILENT

    @property
    def in_time(self) -> bool:
        """Whether something that counts was sent before the hour."""
        return self.state not in (*SILENT, Sent.LATE)


@dataclass(frozen=True)
class Board:
    """The reports of one period as known at a moment."""

    demand: Demand
    label: str
    day: date
    due_at: datetime
    at: AsOf
    places: tuple[Place, ...]
    rows: int
    # Once units changed and that was known late: who is asked afterwards, and whose reports
    # stand although, as is known since, they were no more.
    asked_back: tuple[Place, ...] = ()
    former: tuple[Place, ...] = ()

    @property
    def sent_back(self) -> int:
        """How many of those asked afterwards have sent."""
        return sum(not place.is_silent for place in self.asked_back)

    @property
    def is_due(self) -> bool:
        """Whether the hour has passed."""
        return self.at.known_at >= self.due_at

    @property
    def minutes_left(self) -> int:
        """Minutes until the hour."""
        return max(0, int((self.due_at - self.at.known_at).total_seconds() // 60))

    @property
    def in_time(self) -> int:
        """How many reported before the hour."""
        return sum(place.in_time for place in self.places)

    @property
    def late(self) -> int:
        """How many reported after it."""
        return self.count(Sent.LATE)

    @property
    def silent(self) -> list[Place]:
        """Who has said nothing; the longest silence first."""
        found = [place for place in self.places if place.is_silent]
        return sorted(found, key=lambda one: (-one.silent_periods, one.unit.sort_key))

    def count(self, state: Sent) -> int:
        """How many stand so."""
        return sum(place.state is state for place in self.places)


@dataclass(frozen=True)
class District:
    """A column of the board: a district with its units."""

    unit: Unit
    places: tuple[Place, ...]

    @property
    def sent(self) -> int:
        """How many of its units reported."""
        return sum(not place.is_silent for place in self.places)


def by_district(places: Iterable[Place]) -> list[District]:
    """Units by district; a district without communes stands under its own name."""
    found: dict[int, list[Place]] = defaultdict(list)
    heads: dict[int, Unit] = {}
    for place in places:
        parent = place.unit.parent
        head = parent if parent and parent.level != Level.PROVINCE else place.unit
        heads[head.pk] = head
        found[head.pk].append(place)
    ordered = sorted(heads.values(), key=lambda unit: unit.sort_key)
    return [District(unit, tuple(found[unit.pk])) for unit in ordered]


def in_columns(districts: Sequence[District], columns: int = 8) -> list[list[District]]:
    """Districts laid into columns of about equal height, each district whole."""
    packed: list[list[District]] = [[] for _ in range(min(columns, max(len(districts), 1)))]
    heights = [0] * len(packed)
    for one in sorted(districts, key=lambda one: -len(one.places)):
        lowest = heights.index(min(heights))
        packed[lowest].append(one)
        heights[lowest] += len(one.places) + 3
    return [column for column in packed if column]
