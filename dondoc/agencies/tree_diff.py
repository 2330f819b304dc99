"""What a plan says that a register does not hold yet, and what a full list differs in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from dondoc.core.arrangements import Change, Part, Plan
from dondoc.core.errors import Finding, gettext_noop
from dondoc.core.units import ONE_DAY, Succession, Tree, Version

SAYS_OTHERWISE = gettext_noop("The register says %(held)s, the files say %(said)s.")
# What may differ of a version, as the files head it in Vietnamese.
FIELDS = {"code": "mã", "name": "tên", "kind": "loại", "parent": "cấp trên"}


@dataclass(frozen=True)
class Compared:
    """What of a plan a register lacks, and where the two contradict each other."""

    lacking: Plan
    contradictions: tuple[Finding, ...]

    @property
    def alike(self) -> bool:
        """Whether the register says all that the plan says."""
        lacking = self.lacking
        parts = (lacking.units, lacking.agencies, lacking.members, lacking.standing)
        return not any(parts) and not self.contradictions


def compared(plan: Plan, units: Tree, agencies: Tree) -> Compared:
    """A plan against a register, fact by fact."""
    places, bodies = _Against(units, plan.units), _Against(agencies, plan.agencies)
    lacking = replace(plan, units=places.lacking(), agencies=bodies.lacking())
    return Compared(lacking, (*places.contradictions(), *bodies.contradictions()))


def without_seats(
    found: Compared,
    seats: Collection[tuple[str, str, str, str]],
    standing: Collection[tuple[str, date]],
) -> Compared:
    """The same without the seats and standing roles that are written down already."""
    lacking = replace(
        found.lacking,
        members=tuple(
            one
            for one in found.lacking.members
            if (one.body, one.agency, one.role, one.post) not in seats
        ),
        standing=tuple(
            one for one in found.lacking.standing if (one.agency, one.from_on) not in standing
        ),
    )
    return replace(found, lacking=lacking)


@dataclass(frozen=True)
class _Against:
    tree: Tree
    said: Part

    def lacking(self) -> Part:
        steps = {_step(one) for one in self.tree.facts.successions}
        return Part(
            tuple(one for one in self.said.founded if self._begun(one.key, one.from_on) is None),
            tuple(one for one in self.said.changed if self._begun(one.key, one.on) is None),
            tuple(one for one in self.said.ended if not self._ends(*one)),
            tuple(one for one in self.said.successions if _step(one) not in steps),
        )

    def contradictions(self) -> Iterator[Finding]:
        for one in self.said.founded:
            there = self._begun(one.key, one.from_on)
            if there is not None and (unlike := _unlike(there, one)):
                yield _finding(one.key, there, unlike)
        for change in self.said.changed:
            there = self._begun(change.key, change.on)
            if there is not None and (unlike := _unlike(there, change)):
                yield _finding(change.key, there, unlike)

    def _begun(self, key: str, day: date) -> Version | None:
        """The version of a body that begins on just that day."""
        for one in self.tree.versions.get(key, ()):
            if one.version.from_on == day:
                return one.version
        return None

    def _ends(self, key: str, last_on: date) -> bool:
        return any(one.until_on == last_on for one in self.tree.versions.get(key, ()))


def _step(one: Succession) -> tuple[str, str, date, str]:
    return one.before, one.after, one.on, one.function


def _unlike(there: Version, said: Version | Change) -> dict[str, str]:
    found = {}
    for name in FIELDS:
        value = getattr(said, name)
        if value is not None and value != getattr(there, name):
            found[name] = value
    return found


def _finding(key: str, there: Version, unlike: dict[str, str]) -> Finding:
    held = ", ".join(f"{FIELDS[name]} {getattr(there, name) or '–'}" for name in unlike)
    said = ", ".join(f"{FIELDS[name]} {value or '–'}" for name, value in unlike.items())
    return Finding(key, SAYS_OTHERWISE, {"held": held, "said": said})


def against_list(listed: Iterable[Version], units: Tree, day: date) -> Plan:
    """The plan that would lead from a register to a full list of units on a day.

    A unit of the list is the one that bears its code, or else the only one of its level and name;
    who is in neither is founded or ended. Whether a code under another name is a new name or
    another unit no list can tell, nor what a unit that ended went into: that a decision says.
    """
    found = _Matched(units, day)
    order = {"province": 0, "district": 1, "commune": 2}
    for said in sorted(listed, key=lambda one: order.get(one.level, 3)):
        found.take(said)
    return Plan(
        number="",
        effective_on=day,
        units=Part(tuple(found.founded), tuple(found.changed), tuple(found.ended())),
    )


class _Matched:
    """Which unit of the register each line of a list is."""

    def __init__(self, units: Tree, day: date) -> None:
        self.units, self.day = units, day
        there = units.on(day)
        self.by_code = {one.code: one for one in there}
        self.by_name: dict[tuple[str, str], list[Version]] = {}
        for one in there:
            self.by_name.setdefault((one.level, one.name), []).append(one)
        self.keys: dict[str, str] = {}  # as the list calls it -> as the register does
        self.founded: list[Version] = []
        self.changed: list[Change] = []

    def take(self, said: Version) -> None:
        """Find a line's unit, and what differs."""
        parent = self.keys.get(said.parent, said.parent)
        same = self._same(said)
        if same is None:
            self.founded.append(replace(said, parent=parent))
            return
        self.keys[said.key] = same.key
        told = {
            name: getattr(said, name)
            for name in ("code", "name", "kind")
            if getattr(said, name) != getattr(same, name)
        }
        moved = parent if parent and parent != same.parent else None
        if told or moved:
            self.changed.append(Change(same.key, self.day, parent=moved, **told))

    def _same(self, said: Version) -> Version | None:
        bearing = self.by_code.get(said.code)
        if bearing is not None and bearing.level == said.level:
            return bearing
        named = self.by_name.get((said.level, said.name), [])
        return named[0] if len(named) == 1 else None

    def ended(self) -> Iterator[tuple[str, date]]:
        """Who stands in a province the list speaks of and is not in it."""
        seen = set(self.keys.values())
        tops = {self._top(key) for key in seen}
        for one in self.units.on(self.day):
            if one.key not in seen and self._top(one.key) in tops:
                yield one.key, self.day - ONE_DAY

    def _top(self, key: str) -> str:
        return (self.units.above(key, self.day) or [key])[-1]
