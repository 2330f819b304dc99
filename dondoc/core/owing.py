"""Who owes a report for a period: the units of its last day, as known at a moment.

A merger that is written down late changes who owes periods that were opened before; taken back, it
changes it again. What was known on a day is answered as it was known, and nobody is late for what
nobody could have known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dondoc.core.asof import start_of
from dondoc.core.units import Tree, Version

COMMITTEES = ("commune", "district")  # whose committee answers for a unit, the first that it has
DEPARTMENT, LOWEST = "department", "lowest_unit"


@dataclass(frozen=True)
class Ower:
    """Who owes: an area, and the agency that answers for it."""

    unit: Version
    agency: Version


def who(reporters: str, unit: str, agency: str) -> str:
    """The key by which it is the same one that owes: of its unit, under whatever name; of a
    department its own, because all of them stand in one province."""
    return agency if reporters == DEPARTMENT else unit


def owers(
    units: Tree, agencies: Tree, reporters: str, day: date, *, within: str = ""
) -> dict[str, Ower]:
    """Who owes for a period that ends on a day, of the level that a form names.

    A unit without a committee owes nothing: there is nobody to ask. `within` is the key of the
    province where a register holds several.
    """
    if reporters == DEPARTMENT:
        found = _departments(units, agencies, day)
    else:
        found = _of_level(units, agencies, reporters, day)
    return {
        key: one
        for key, one in found.items()
        if not within or within in (one.unit.key, *units.above(one.unit.key, day))
    }


def _of_level(units: Tree, agencies: Tree, reporters: str, day: date) -> dict[str, Ower]:
    answering = _committees(agencies, day)
    found = {}
    for unit in units.lowest(day) if reporters == LOWEST else units.on(day):
        if reporters not in (LOWEST, unit.level):
            continue
        agency = next(filter(None, (answering.get((kind, unit.key)) for kind in COMMITTEES)), None)
        if agency is not None:
            found[unit.key] = Ower(unit, agency)
    return found


def _departments(units: Tree, agencies: Tree, day: date) -> dict[str, Ower]:
    found = {}
    for agency in agencies.on(day):
        unit = units.version(_area(agency), day) if agency.kind == DEPARTMENT else None
        if unit is not None:
            found[agency.key] = Ower(unit, agency)
    return found


def _committees(agencies: Tree, day: date) -> dict[tuple[str, str], Version]:
    found = {}
    for agency in sorted(agencies.on(day), key=lambda one: (one.from_on, one.key)):
        if agency.kind in COMMITTEES and _area(agency):
            found[agency.kind, _area(agency)] = agency
    return found


def _area(agency: Version) -> str:
    return str(agency.extra.get("unit") or "")


def known_from(demanded_at: datetime, first_on: date) -> datetime:
    """From which moment a period was known to be owed: it had begun, and the form was asked for.

    When the timer ran says nothing: it may have stood still for a night.
    """
    return max(demanded_at, start_of(first_on))


def never_late(
    due_at: datetime, *, in_force_from: datetime, learnt_at: datetime | None = None
) -> bool:
    """Whether a report is asked for afterwards: it was due before the order arrived, or before
    anybody knew that this unit would owe it."""
    return due_at <= in_force_from or (learnt_at is not None and due_at <= learnt_at)


@dataclass(frozen=True)
class Answered:
    """What was sent for a period, once units changed: whose filings are added up, and which of
    those that owe are told of, by themselves or by all those they came from."""

    counting: frozenset[str]
    told: frozenset[str]


def answered(
    tree: Tree, day: date, *, owing: Collection[str], sent: Collection[str],
    former: Iterable[str] = (),
) -> Answered:  # fmt: skip
    """Add up a period without counting anything twice.

    `former` are those that owed before the change was known. What one of them sent counts, until
    one that goes on for it has sent figures of its own.
    """
    heirs = {key: _goes_on(tree, key, day) for key in former}
    counting = {key for key in sent if not heirs.get(key, set()) & (set(sent) - {key})}
    told = {key for key in owing if key in counting or _all_sent(key, heirs, counting)}
    return Answered(frozenset(counting), frozenset(told))


def _goes_on(tree: Tree, key: str, day: date) -> set[str]:
    """Who tells of an area in place of the unit that did: its heirs, or those now under it."""
    if tree.version(key, day) is None:
        return {one.key for one in tree.heirs(key, day)}
    return {one.key for one in tree.on(day) if key in tree.above(one.key, day)}


def _all_sent(key: str, heirs: Mapping[str, set[str]], counting: Collection[str]) -> bool:
    before = [one for one, after in heirs.items() if key in after]
    return bool(before) and all(one in counting for one in before)
