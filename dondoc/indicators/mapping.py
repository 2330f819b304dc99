"""Units as equal tiles in five classes with round limits; the silent ones hatched and counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from dondoc.indicators.figures import Part
from dondoc.web import charts
from dondoc.web.charts import Class_, Tile

LEFT = (
    Class_("đã xong", 0.000001),
    Class_("dưới 10%", 0.1),
    Class_("10–50%", 0.5),
    Class_("50–90%", 0.9),
    Class_("từ 90%", 2),
)
DONE = (
    Class_("dưới 50%", 0.5),
    Class_("50–80%", 0.8),
    Class_("80–95%", 0.95),
    Class_("95–dưới 100%", 1),
    Class_("100%", 1000),
)
FEWEST = 4  # fewer units are a list, not a map


@dataclass(frozen=True)
class Map:
    """The drawing with what its legend needs."""

    drawing: SafeString
    units: list[Tile]
    classes: tuple[Class_, ...]


def measure_of(part: Part, left: bool) -> Decimal | None:
    """What is mapped: what is left to do, so that trouble is dark, or what is done."""
    return part.left_share if left else part.share.value


def map_of(
    parts: Sequence[Part], *, left: bool, label: str, link: Callable[[Part], str]
) -> Map | None:
    """Equal tiles of units; none where they are few or one has no place in the grid.

    An old unit that is not divided yet has no tile: its place is that of another day.
    """
    parts = [part for part in parts if not part.undivided]
    if len(parts) < FEWEST or any(part.unit.column is None for part in parts):
        return None
    classes = LEFT if left else DONE
    units = [_tile(part, left, link(part)) for part in parts]
    return Map(charts.tiles(units, classes, label=label), units, classes)


def _tile(part: Part, left: bool, url: str) -> Tile:
    unit, value = part.unit, measure_of(part, left)
    return Tile(
        unit.name,
        unit.column or 0,
        unit.row or 0,
        None if value is None else float(value),
        url=url,
    )
