"""Questions about units and agencies: who is meant by a name, who stands under whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext

from dondoc.agencies import task_forces
from dondoc.agencies.classes import Named, class_of, taken_apart
from dondoc.agencies.models import (
    LOCAL,
    WHOLE_PROVINCE,
    Agency,
    AgencyKind,
    Level,
    Person,
    Role,
    StandingRole,
    Unit,
    at_home,
    home_of,
    within,
)
from dondoc.agencies.register import agency_facts
from dondoc.core.agency_names import canonical, parted, same_agency
from dondoc.core.asof import AsOf
from dondoc.core.names import bare
from dondoc.core.units import ONE_DAY, Tree


class Index:
    """Agencies by what they may be called, so that a name is looked up and not compared."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.agencies = list(agencies)
        self.names: dict[str, list[Agency]] = {}
        self.short: dict[str, list[Agency]] = {}
        for one in self.agencies:
            for key in {one.bare_name, one.code.replace("-", " ")}:
                self.names.setdefault(key, []).append(one)
            self.short.setdefault(bare(one.short_name), []).append(one)

    @cached_property
    def spelled(self) -> dict[str, list[Agency]]:
        """By the words of each name, however they are spelled."""
        found: dict[str, list[Agency]] = {}
        for one in self.agencies:
            for key in {parted(canonical(name))[0] for name in (one.name, one.short_name)}:
                found.setdefault(key, []).append(one)
        return found


class Roll:
    """All agencies and units of a day, fetched once; a page asks it for each of its names."""

    def __init__(self, at: AsOf) -> None:
        self.at = at

    @cached_property
    def agencies(self) -> Index:
        """Those that exist on the day."""
        return Index(Agency.objects.of_province(self.at).select_related("unit"))

    @cached_property
    def ever(self) -> Index:
        """Those of every day."""
        return Index(Agency.objects.known(self.at))

    @cached_property
    def tree(self) -> Tree:
        """The agencies in time, with their successions."""
        return Tree(agency_facts(self.at))

    @cached_property
    def rows(self) -> dict[int, Agency]:
        """Agencies of every day by their primary key."""
        return {one.pk: one for one in self.ever.agencies}

    @cached_property
    def committees(self) -> dict[str, list[Agency]]:
        """The People's Committees of the day by the folded name of their unit: "huyện Bình Sơn"
        given as an owner is its committee."""
        found: dict[str, list[Agency]] = {}
        for one in self.agencies.agencies:
            if one.unit and one.unit.level != Level.PROVINCE and one.kind in LOCAL:
                found.setdefault(bare(one.unit.full_name), []).append(one)
        return found

    @cached_property
    def province(self) -> str:
        """The folded name of the province, empty where none is known."""
        unit = Unit.objects.here(self.at).filter(level=Level.PROVINCE).first()
        return bare(unit.name) if unit else ""


def who_is(name: str, at: AsOf, roll: Roll | None = None) -> list[Agency]:
    """The agencies a dispatch means by a name or a class, among those that exist on the day.

    A name that fits nothing gives an empty list: a person must choose. So does "the others", which
    the name alone cannot tell. Who asks for many names hands in one roll of that day.
    """
    roll = roll or Roll(at)
    said = taken_apart(name)
    found = _called(said.name, roll.agencies, roll)
    seated = None if found else task_forces.meant(said.name, roll.agencies.agencies, at)
    if seated is not None:
        found = seated
    elif not found and (members := class_of(said.name)) is not None:
        found = list(Agency.objects.of_province(at).filter(members)) if _can_tell(said) else []
    found = found or roll.committees.get(bare(said.name).removeprefix("ubnd "), [])
    if said.without:
        left_out = {bare(one) for one in said.without}
        found = [agency for agency in found if not _is_left_out(agency, left_out)]
    return found


def _can_tell(said: Named) -> bool:
    return not said.the_rest or bool(said.without)


def _is_left_out(agency: Agency, left_out: set[str]) -> bool:
    own = {agency.bare_name, bare(agency.short_name)}
    if agency.unit:
        own |= {bare(agency.unit.name), bare(agency.unit.full_name)}
    return bool(own & left_out)


def _called(name: str, among: Index, roll: Roll) -> list[Agency]:
    """Those whose name, code or short name it is; else those whose name it is in another
    spelling, if it names no other province."""
    wanted = bare(name)
    if not wanted:
        return []
    if found := among.names.get(wanted) or among.short.get(wanted):
        return list(found)
    words, place = parted(canonical(name))
    if place not in {"", roll.province}:
        return []
    return [one for one in among.spelled.get(words, []) if _spelled(one, name)]


def _spelled(agency: Agency, name: str) -> bool:
    return same_agency(agency.name, name) or same_agency(agency.short_name, name)


class Standing(StrEnum):
    """What can be said of a name on a day."""

    KNOWN = "known"
    GONE = "gone"  # it was, and no longer is
    NOT_YET = "not_yet"  # it is known for later days only
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Heir:
    """Who answers now, and for which functions; none is the whole. `rest`: and for what no other
    heir took by name."""

    agency: Agency
    functions: tuple[str, ...] = ()
    rest: bool = False

    @property
    def said(self) -> str:
        """ "Sở Y tế (trẻ em; bảo trợ xã hội)": who goes on, and by which functions."""
        name = self.agency.name
        told = (*self.functions, gettext("the rest")) if self.rest else self.functions
        return f"{name} ({'; '.join(told)})" if told else name


@dataclass(frozen=True)
class StandingOfName:
    """Whether a name means somebody on a day; if not, since or until when, and who answers."""

    name: str
    standing: Standing
    agency: Agency | None = None
    on: date | None = None  # the first day without it, or its first day
    heirs: tuple[Heir, ...] = ()


def standing_of_name(name: str, at: AsOf, roll: Roll | None = None) -> StandingOfName:
    """Whether a dispatch of that day names a body that then existed; facts are dated, so this is
    asked anew for each page and never stored."""
    roll = roll or Roll(at)
    if who_is(name, at, roll):
        return StandingOfName(name, Standing.KNOWN)
    said = taken_apart(name)
    members = class_of(said.name)
    others = _called(said.name, roll.ever, roll)
    if not others and members is not None and _can_tell(said):
        others = list(Agency.objects.known(at).filter(members))
    gone = [
        (until, one) for one in others if (until := roll.tree.until(one.key)) and until < at.day
    ]
    if gone:
        until, last = max(gone, key=lambda pair: pair[0])
        whole = members is not None
        heirs = () if whole else heirs_of(last, at, roll)
        return StandingOfName(name, Standing.GONE, None if whole else last, until + ONE_DAY, heirs)
    coming = [one for one in others if one.exists_from > at.day]
    if coming:
        first = min(coming, key=lambda one: one.exists_from)
        return StandingOfName(name, Standing.NOT_YET, first, first.exists_from)
    return StandingOfName(name, Standing.UNKNOWN)


def heirs_of(agency: Agency, at: AsOf, roll: Roll | None = None) -> tuple[Heir, ...]:
    """Who answers on a day for what an agency did, through every succession until then; nobody
    while it stands itself."""
    roll = roll or Roll(at)
    found = []
    for heir in roll.tree.heirs(agency.key, at.day):
        version = roll.tree.version(heir.key, at.day)
        if heir.key != agency.key and version is not None:
            found.append(Heir(roll.rows[version.id], heir.functions, heir.rest))
    return tuple(found)


def as_named(agency: Agency, at: AsOf) -> Agency:
    """The agency under the name it bore on a day, as known at a moment; else under its own."""
    return Agency.objects.on(at).of_key(agency.key).last() or agency


def known_names(at: AsOf) -> list[str]:
    """Names the reader of dispatches may lean on."""
    return list(
        Agency.objects.of_province(at)
        .exclude(kind=AgencyKind.COMMUNE)
        .values_list("name", flat=True)
    )


def standing_role(at: AsOf) -> StandingRole | None:
    """Which agency is the standing one on a day, of which body, with which letterhead."""
    return StandingRole.objects.on(at).select_related("agency").order_by("exists_from", "pk").last()


def standing_agency(at: AsOf) -> Agency | None:
    """The standing agency of the task force on a day."""
    role = standing_role(at)
    return role.agency if role else None


def province(at: AsOf) -> Unit:
    """The whole: the unit above all others on a day."""
    return home_of(at)


def units_seen_by(person: Person, at: AsOf) -> Q:
    """Which units a person's post reaches, as a condition on `Unit`."""
    if person.duty is None:
        return Q(pk__in=[])
    if person.has_role(*WHOLE_PROVINCE, Role.DEPARTMENT):
        return at_home(at)
    unit = person.duty.agency.unit
    return within(unit) if unit else Q(pk__in=[])


def committees(kind: AgencyKind, at: AsOf) -> dict[str, Agency]:
    """The People's Committee of each unit of a level, by the unit's key."""
    found = (
        Agency.objects.of_province(at).filter(kind=kind).exclude(unit=None).select_related("unit")
    )
    return {agency.unit.key: agency for agency in found if agency.unit is not None}
