"""Who owes on any day, as known at any moment: the register read once, the rule of `core.owing`."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from dondoc.agencies import register
from dondoc.agencies.models import Level, home_of
from dondoc.core import owing
from dondoc.core.asof import AsOf
from dondoc.core.owing import Ower
from dondoc.core.units import ONE_DAY, Facts, Tree


class Register:
    """All that was ever recorded of units and agencies, read once."""

    @cached_property
    def units(self) -> Facts:
        """Of units."""
        return register.unit_facts()

    @cached_property
    def agencies(self) -> Facts:
        """Of agencies."""
        return register.agency_facts()

    @cached_property
    def _seen(self) -> dict[datetime, Seen]:
        return {}

    def at(self, moment: datetime) -> Seen:
        """What was known at a moment."""
        if moment not in self._seen:
            self._seen[moment] = Seen(
                moment, Tree.known_at(self.units, moment), Tree.known_at(self.agencies, moment)
            )
        return self._seen[moment]


@dataclass(frozen=True)
class Seen:
    """Units and agencies as known at a moment; between two changes every day is like the other."""

    moment: datetime
    units: Tree
    agencies: Tree
    _found: dict[tuple[str, int], dict[str, Ower]] = field(default_factory=dict)

    @cached_property
    def _changes(self) -> list[date]:
        found = set[date]()
        for facts in (self.units.facts, self.agencies.facts):
            found |= {one.from_on for one in facts.versions}
            found |= {one.last_on + ONE_DAY for one in facts.endings}
        return sorted(found)

    @cached_property
    def rows(self) -> tuple[frozenset[int], frozenset[int]]:
        """Which rows of units and of agencies were known, and not taken back."""
        units, agencies = self.units.facts.versions, self.agencies.facts.versions
        return frozenset(one.id for one in units), frozenset(one.id for one in agencies)

    def owers(self, reporters: str, day: date) -> dict[str, Ower]:
        """Who owes for a period that ends on a day."""
        place = reporters, bisect_right(self._changes, day)
        if place not in self._found:
            self._found[place] = owing.owers(
                self.units, self.agencies, reporters, day, within=self._home(day)
            )
        return self._found[place]

    def _home(self, day: date) -> str:
        """The province that works here, where the register holds more than one."""
        provinces = [one for one in self.units.on(day) if one.level == Level.PROVINCE]
        return home_of(AsOf(day, self.moment)).key if len(provinces) > 1 else ""
