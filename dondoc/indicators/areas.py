"""The units of a day, and the way to them for figures that units of earlier days reported."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from dondoc.agencies.models import Unit
from dondoc.agencies.register import unit_facts_around
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.core.regrouping import Regrouping, Row
from dondoc.core.units import Tree
from dondoc.web.days import areas_now


class Areas:
    """Which units report on a day, and whose old figures count in them; lives for one page."""

    def __init__(self, at: AsOf) -> None:
        self.at = at
        self._regrouping: Regrouping | None = None

    @classmethod
    def asked(cls, request: Request, at: AsOf) -> Areas:
        """Those of the day, *theo địa bàn khi báo cáo*, or, asked for, those of today."""
        return cls(AsOf.at(request.at) if areas_now(request) else at)

    @cached_property
    def units(self) -> list[Unit]:
        """The units that report themselves on the day."""
        return list(Unit.objects.lowest(self.at).select_related("parent"))

    def regrouping(self, givers: Collection[str]) -> Regrouping:
        """The way from those who reported to the units of the day."""
        known = self._regrouping
        if known is None or not known.tree.versions.keys() >= set(givers):
            keys = [one.key for one in self.units]
            facts = unit_facts_around([*keys, *givers], self.at, standing=self.units)
            known = self._regrouping = Regrouping(Tree(facts), self.at.day, keys)
        return known

    @cached_property
    def _rows(self) -> dict[str, Unit]:
        return {one.key: one for one in self.units}

    def fetch(self, keys: Iterable[str]) -> None:
        """Have the rows of these at hand: of a unit that is no more its last one."""
        wanted = set(keys) - self._rows.keys()
        if wanted:
            rows = Unit.objects.known(self.at).filter(key__in=wanted).select_related("parent")
            for one in rows.filter(exists_from__lte=self.at.day).order_by("exists_from", "pk"):
                self._rows[one.key] = one

    def unit(self, key: str) -> Unit:
        """A unit that `fetch` was asked for."""
        return self._rows[key]

    def holds(self, area: Unit, row: Row) -> bool:
        """Whether a row stands in an area: an undivided one where all its heirs are, so that it
        counts once; in the whole, always."""
        unit = self.unit(row.key)
        if not row.undivided or not row.heirs:
            return unit.is_within(area) or (row.undivided and area.parent_id is None)
        return area.parent_id is None or all(self.unit(one).is_within(area) for one in row.heirs)
