"""What a figure is: a share of an area on a day, with the units behind it and the silent ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dondoc.agencies.models import Unit
from dondoc.core.indicators import Share


@dataclass(frozen=True)
class Part:
    """What one unit gives to a figure, and the filings it was read from."""

    unit: Unit
    share: Share
    as_of: date | None
    stale: bool
    filings: tuple[int, ...]

    @property
    def left(self) -> int | None:
        """What is still to be done; none where nothing was reported."""
        return _left(self.share)

    @property
    def left_share(self) -> Decimal | None:
        """What is still to be done, of all; none where nothing was reported."""
        value = self.share.value
        return None if value is None else max(Decimal(0), 1 - value)


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
        return tuple(part.unit for part in self.parts if part.as_of is None)

    @property
    def stale(self) -> tuple[Unit, ...]:
        """Units counted with an earlier day's figure because this day's is missing."""
        return tuple(part.unit for part in self.parts if part.stale)

    @property
    def left(self) -> int | None:
        """What is still to be done."""
        return _left(self.share)

    @property
    def reported(self) -> int:
        """How many units gave this day's own figure."""
        return len(self.parts) - len(self.missing) - len(self.stale)


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
