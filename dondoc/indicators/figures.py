"""What a figure is: a share of an area on a day, with the units behind it and the silent ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dondoc.agencies.models import Unit
from dondoc.core.indicators import Share


@dataclass(frozen=True)
class Origin:
    """A unit whose own reports are in a figure: for which day, from which filings."""

    unit: Unit
    as_of: date
    stale: bool
    filings: tuple[int, ...]
    weight: Decimal = Decimal(1)  # less than one: a decision gives only this share to the unit


@dataclass(frozen=True)
class Part:
    """What one unit gives to a figure, and the filings it was read from.

    The reports may be those of units that went on in it; they are its `origins`.
    """

    unit: Unit
    share: Share
    as_of: date | None
    stale: bool
    filings: tuple[int, ...]
    origins: tuple[Origin, ...] = ()
    silent: tuple[Unit, ...] = ()  # old units of it that never reported
    apart: tuple[Unit, ...] = ()  # old units a part of which fell to it: not in its figure
    undivided: bool = False  # an old unit's own row, *chưa tách*

    @property
    def left(self) -> int | None:
        """What is still to be done; none where nothing was reported."""
        return _left(self.share)

    @property
    def left_share(self) -> Decimal | None:
        """What is still to be done, of all; none where nothing was reported."""
        value = self.share.value
        return None if value is None else max(Decimal(0), 1 - value)

    @property
    def missing(self) -> tuple[Unit, ...]:
        """Who never reported: the unit itself, or of its old units those that kept silent."""
        if self.as_of is not None:
            return self.silent
        return () if self.apart else (self.unit,)

    @property
    def old(self) -> tuple[Origin, ...]:
        """The old units whose reports stand for it."""
        return tuple(one for one in self.origins if one.unit.key != self.unit.key)


@dataclass(frozen=True)
class Figure:
    """A share of an area on a day, with the units behind it and those that are silent."""

    label: str
    area: Unit
    day: date
    share: Share
    parts: tuple[Part, ...]

    @property
    def missing(self) -> tuple[Unit, ...]:
        """Units that never reported: in no sum, and named."""
        return tuple({one.key: one for part in self.parts for one in part.missing}.values())

    @property
    def stale(self) -> tuple[Unit, ...]:
        """Units counted with an earlier day's figure because this day's is missing."""
        return tuple(part.unit for part in self.parts if part.stale)

    @property
    def undivided(self) -> tuple[Unit, ...]:
        """Old units that stand in rows of their own until a decision divides their figures."""
        return tuple(part.unit for part in self.parts if part.undivided)

    @property
    def left(self) -> int | None:
        """What is still to be done."""
        return _left(self.share)

    @property
    def reported(self) -> int:
        """How many units gave this day's own figure."""
        return sum(
            part.as_of is not None and not part.stale and not part.silent for part in self.parts
        )


@dataclass(frozen=True)
class Day:
    """One point of a line: what stood, what was done that day, how many units were silent."""

    day: date
    share: Share
    done: int | None
    silent: int


def _left(share: Share) -> int | None:
    if share.numerator is None or share.denominator is None:
        return None
    return max(0, share.denominator - share.numerator)
