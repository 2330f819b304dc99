"""Questions about units and agencies: who is meant by a name, who stands under whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from django.db.models import Q

from dondoc.agencies.classes import Named, class_of, taken_apart
from dondoc.agencies.models import (
    WHOLE_PROVINCE,
    Agency,
    AgencyKind,
    AgencySuccession,
    Level,
    Person,
    Role,
    StandingRole,
    Unit,
    below,
)
from dondoc.core.agency_names import canonical, parted, same_agency
from dondoc.core.names import bare

DISTRICT, COMMUNE = AgencyKind.DISTRICT, AgencyKind.COMMUNE


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

    def __init__(self, day: date) -> None:
        self.day = day

    @cached_property
    def agencies(self) -> Index:
        """Those that exist on the day."""
        return Index(Agency.objects.on(self.day).select_related("unit"))

    @cached_property
    def ever(self) -> Index:
        """Those of every day."""
        return Index(Agency.objects.all())

    @cached_property
    def committees(self) -> dict[str, list[Agency]]:
        """The People's Committees of the day by the folded name of their unit: "huyện Bình Sơn"
        given as an owner is its committee."""
        found: dict[str, list[Agency]] = {}
        for one in self.agencies.agencies:
            if one.unit and one.unit.level != Level.PROVINCE and one.kind in (DISTRICT, COMMUNE):
                found.setdefault(bare(one.unit.full_name), []).append(one)
        return found

    @cached_property
    def province(self) -> str:
        """The folded name of the province, empty where none is known."""
        unit = Unit.objects.on(self.day).filter(level=Level.PROVINCE).first()
        return bare(unit.name) if unit else ""


def who_is(name: str, day: date, roll: Roll | None = None) -> list[Agency]:
    """The agencies a dispatch means by a name or a class, among those that exist on the day.

    A name that fits nothing gives an empty list: a person must choose. So does "the others", which
    the name alone cannot tell. Who asks for many names hands in one roll of that day.
    """
    roll = roll or Roll(day)
    said = taken_apart(name)
    found = _called(said.name, roll.agencies, roll)
    if not found and (members := class_of(said.name)) is not None:
        found = list(Agency.objects.on(day).filter(members)) if _can_tell(said) else []
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
    """Who answers now, and for which function; an empty function is the whole."""

    agency: Agency
    functions: tuple[str, ...] = ()


@dataclass(frozen=True)
class StandingOfName:
    """Whether a name means somebody on a day; if not, since or until when, and who answers."""

    name: str
    standing: Standing
    agency: Agency | None = None
    on: date | None = None  # the first day without it, or its first day
    heirs: tuple[Heir, ...] = ()


def standing_of_name(name: str, day: date, roll: Roll | None = None) -> StandingOfName:
    """Whether a dispatch of that day names a body that then existed; facts are dated, so this is
    asked anew for each page and never stored."""
    roll = roll or Roll(day)
    if who_is(name, day, roll):
        return StandingOfName(name, Standing.KNOWN)
    said = taken_apart(name)
    members = class_of(said.name)
    others = _called(said.name, roll.ever, roll)
    if not others and members is not None and _can_tell(said):
        others = list(Agency.objects.filter(members)[:1])
    gone = [one for one in others if one.exists_until and one.exists_until < day]
    if gone:
        last = max(gone, key=lambda one: one.exists_until or day)
        until = (last.exists_until or day) + timedelta(days=1)
        whole = members is not None
        return StandingOfName(
            name,
            Standing.GONE,
            None if whole else last,
            until,
            () if whole else heirs_of(last, day),
        )
    coming = [one for one in others if one.exists_from > day]
    if coming:
        first = min(coming, key=lambda one: one.exists_from)
        return StandingOfName(name, Standing.NOT_YET, first, first.exists_from)
    return StandingOfName(name, Standing.UNKNOWN)


def heirs_of(agency: Agency, day: date) -> tuple[Heir, ...]:
    """Who answers on a day for what an agency did, through every succession until then."""
    found: dict[int, tuple[Agency, list[str]]] = {}
    open_, seen = [(agency, "")], {agency.pk}
    while open_:
        here, function = open_.pop(0)
        rows = AgencySuccession.objects.filter(before=here, on__lte=day).select_related("after")
        for row in rows.order_by("on", "pk"):
            what = row.function or function
            if row.after.exists_until and row.after.exists_until < day:
                if row.after_id not in seen:
                    seen.add(row.after_id)
                    open_.append((row.after, what))
                continue
            functions = found.setdefault(row.after_id, (row.after, []))[1]
            if what and what not in functions:
                functions.append(what)
    return tuple(Heir(one, tuple(functions)) for one, functions in found.values())


def known_names(day: date) -> list[str]:
    """Names the reader of dispatches may lean on."""
    return list(Agency.objects.on(day).exclude(kind=COMMUNE).values_list("name", flat=True))


def standing_role(day: date) -> StandingRole | None:
    """Which agency is the standing one on a day, of which body, with which letterhead."""
    return StandingRole.objects.on(day).select_related("agency").order_by("-exists_from").first()


def standing_agency(day: date) -> Agency | None:
    """The standing agency of the task force on a day."""
    role = standing_role(day)
    return role.agency if role else None


def province(day: date) -> Unit:
    """The whole: the unit above all others on a day."""
    return Unit.objects.on(day).get(level=Level.PROVINCE)


def units_seen_by(person: Person, day: date) -> Q:
    """Which units a person's post reaches, as a condition on `Unit`."""
    if person.duty is None:
        return Q(pk__in=[])
    if person.has_role(*WHOLE_PROVINCE, Role.DEPARTMENT):
        return Q()
    unit = person.duty.agency.unit
    return Q(pk=unit.pk) | below(unit) if unit else Q(pk__in=[])


def committees(kind: AgencyKind, day: date) -> dict[int, Agency]:
    """The People's Committee of each unit of a level, by the unit's key."""
    found = Agency.objects.on(day).filter(kind=kind).exclude(unit=None)
    return {agency.unit_id: agency for agency in found if agency.unit_id is not None}
