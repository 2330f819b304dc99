"""Figures that say how far a programme is: shares, what is carried over, and what is missing.

A missing report is not zero: a unit keeps its last figure and is named as stale; a unit that never
reported has none.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dondoc.core.forecasts import (
    Forecast,
    UnitPace,
    daily_paces,
    forecast,
    level_needed,
    needed_pace,
    pace_of,
    remaining,
)

__all__ = [
    "Carried",
    "Combined",
    "Forecast",
    "Share",
    "ShareState",
    "Standing",
    "UnitPace",
    "carry",
    "combine",
    "daily_paces",
    "forecast",
    "level_needed",
    "needed_pace",
    "pace_of",
    "remaining",
]


class ShareState(StrEnum):
    """Why a share has a value or has none."""

    KNOWN = "known"
    MISSING = "missing"
    NO_DENOMINATOR = "no_denominator"


@dataclass(frozen=True)
class Share:
    """A share with its two parts; nothing out of nothing is *không có mẫu số*, not 0 %.

    >>> Share(806, 1000).value, Share(0, 0).state.value, Share(None, 5).state.value
    (Decimal('0.806'), 'no_denominator', 'missing')
    """

    numerator: int | None
    denominator: int | None

    @property
    def state(self) -> ShareState:
        """Why it has a value or none."""
        if self.numerator is None or self.denominator is None:
            return ShareState.MISSING
        return ShareState.KNOWN if self.denominator > 0 else ShareState.NO_DENOMINATOR

    @property
    def value(self) -> Decimal | None:
        """The share between 0 and 1, as reported: a faulty report may give more than 1."""
        if self.numerator is None or not self.denominator or self.denominator < 0:
            return None
        return Decimal(self.numerator) / self.denominator

    def reaches(self, percent: Decimal) -> bool:
        """Whether a target in percent is reached, without rounding: 99,96 % is not 100 %."""
        if self.numerator is None or not self.denominator or self.denominator < 0:
            return False
        return self.numerator * 100 >= percent * self.denominator


@dataclass(frozen=True)
class Combined[Unit: Hashable]:
    """The share of many units together, and the units that are not in it."""

    share: Share
    missing: tuple[Unit, ...]
    no_denominator: tuple[Unit, ...]


def combine[Unit: Hashable](shares: Mapping[Unit, Share]) -> Combined[Unit]:
    """The share of a province: numerators over denominators of the units that have a share.

    It lies between the best and the worst of them. Units without a figure are named, not zero.

    >>> combine({"An Phú": Share(1, 2), "Ba Xa": Share(None, 10), "Trà Tây": Share(3, 4)})
    Combined(share=Share(numerator=4, denominator=6), missing=('Ba Xa',), no_denominator=())
    """
    in_state = {
        state: tuple(unit for unit, share in shares.items() if share.state is state)
        for state in ShareState
    }
    known = [shares[unit] for unit in in_state[ShareState.KNOWN]]
    share = Share(
        sum(part.numerator or 0 for part in known) if known else None,
        sum(part.denominator or 0 for part in known) if known else None,
    )
    return Combined(share, in_state[ShareState.MISSING], in_state[ShareState.NO_DENOMINATOR])


@dataclass(frozen=True)
class Carried[Value]:
    """A unit's figure and the day it was reported for."""

    value: Value
    as_of: date


@dataclass(frozen=True)
class Standing[Unit: Hashable, Value]:
    """What each unit stands at on a day, and whose figure is old or was never given."""

    values: dict[Unit, Carried[Value]]
    stale: tuple[Unit, ...]
    never: tuple[Unit, ...]


def carry[Unit: Hashable, Value](
    units: Iterable[Unit], histories: Mapping[Unit, Mapping[date, Value]], day: date
) -> Standing[Unit, Value]:
    """Where every unit stands on a day: one that did not report keeps its last figure, as stale.

    >>> said = {"An Phú": {date(2025, 2, 18): 90}, "Ba Xa": {date(2025, 2, 17): 40}}
    >>> standing = carry(["An Phú", "Ba Xa", "Trà Tây"], said, date(2025, 2, 18))
    >>> standing.values["Ba Xa"].value, standing.stale, standing.never
    (40, ('Ba Xa',), ('Trà Tây',))
    """
    values: dict[Unit, Carried[Value]] = {}
    never = []
    for unit in units:
        history = histories.get(unit, {})
        last = max((known for known in history if known <= day), default=None)
        if last is None:
            never.append(unit)
        else:
            values[unit] = Carried(history[last], last)
    stale = tuple(unit for unit, carried in values.items() if carried.as_of < day)
    return Standing(values, stale, tuple(never))
