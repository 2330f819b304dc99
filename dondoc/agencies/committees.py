"""Every unit has its People's Committee: founded, renamed, ended and gone on with the unit.

Law 72/2025/QH15 on local government gives each unit one, as the laws before it did; so they are
never typed by hand. A plan that names the committee of a unit itself keeps the name it gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from dondoc.agencies.models import COMMITTEES, Level
from dondoc.core.arrangements import Change, Part, Plan
from dondoc.core.units import ONE_DAY, Succession, Tree, Version

KINDS = dict(zip(Level, COMMITTEES, strict=True))


def with_committees(plan: Plan, units: Tree, agencies: Tree) -> Plan:
    """The plan with what it means for the committees of its units."""
    return replace(plan, agencies=_Following(plan, units, agencies).part())


def committee_name(kind: str, name: str) -> str:
    """What the committee of a unit is called.

    >>> committee_name("xã", "Bình Chương")
    'UBND xã Bình Chương'
    """
    return f"UBND {kind} {name}"


@dataclass
class _Following:
    plan: Plan
    units: Tree
    agencies: Tree
    of: dict[str, str] = field(default_factory=dict)  # unit -> its committee

    def part(self) -> Part:
        said = self.plan.agencies
        self.of = {
            str(one.version.extra["unit"]): key
            for key, versions in self.agencies.versions.items()
            for one in versions
            if one.version.kind in COMMITTEES and one.version.extra.get("unit")
        }
        for one in said.founded:
            if one.kind in COMMITTEES and one.extra.get("unit"):
                self.of[str(one.extra["unit"])] = one.key
        founded = tuple(self._founded())
        return Part(
            said.founded + founded,
            said.changed + tuple(self._changed()),
            said.ended + tuple(self._ended()),
            said.successions + tuple(self._successions()),
        )

    def _founded(self) -> Iterator[Version]:
        for unit in self.plan.units.founded:
            if unit.key in self.of:
                continue
            self.of[unit.key] = f"ubnd-{unit.key}"
            name = committee_name(unit.kind, unit.name)
            yield Version(
                key=self.of[unit.key],
                code=f"ubnd-{unit.code}",
                name=name,
                kind=KINDS[Level(unit.level)],
                from_on=unit.from_on,
                source=unit.source,
                extra={"short_name": name, "unit": unit.key},
            )

    def _changed(self) -> Iterator[Change]:
        """A new name is a new name of the committee; a move is a further row of it as well, so
        that it stands where its unit stands."""
        said = {(one.key, one.on) for one in self.plan.agencies.changed}
        for change in self.plan.units.changed:
            key = self.of.get(change.key, "")
            before = self.agencies.version(key, change.on - ONE_DAY)
            unit = self.units.version(change.key, change.on - ONE_DAY)
            if before is None or unit is None or (key, change.on) in said:
                continue
            by_rule = before.name == committee_name(unit.kind, unit.name)
            name = committee_name(change.kind or unit.kind, change.name or unit.name)
            code = f"ubnd-{change.code}" if change.code and by_rule else None
            yield Change(
                key,
                change.on,
                code=code,
                name=name if by_rule and name != before.name else None,
                extra={"short_name": name} if before.extra.get("short_name") == before.name else {},
            )

    def _ended(self) -> Iterator[tuple[str, date]]:
        said = {key for key, _ in self.plan.agencies.ended}
        for key, last_on in self.plan.units.ended:
            committee = self.of.get(key, "")
            if committee and committee not in said:
                yield committee, last_on

    def _successions(self) -> Iterator[Succession]:
        """Where a unit goes on, its committee's work goes on; one that stays keeps its own."""
        ended = {key for key, _ in self.plan.units.ended}
        for step in self.plan.units.successions:
            before, after = self.of.get(step.before, ""), self.of.get(step.after, "")
            if before and after and before != after and step.before in ended:
                yield replace(step, before=before, after=after, weight=None)
