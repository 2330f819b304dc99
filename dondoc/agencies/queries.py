"""Questions about units and agencies: who is meant by a name, who stands under whom."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Q

from dondoc.agencies.models import Agency, AgencyKind, Level, Person, Role, StandingRole, Unit
from dondoc.core.names import bare

# A dispatch speaks to classes; who belongs to them depends on the day of the document.
CLASSES: tuple[tuple[str, Q], ...] = (
    (r"^(cac )?co quan( don vi)?( va)? dia phuong", Q(kind__in=["department", "district"])),
    (
        r"^(cac so( ban)?( nganh)?|so( ban)? nganh)( (thuoc|cua|tren|trong|cap) .*| tinh)?$",
        Q(kind="department"),
    ),
    (r"^ubnd (cac )?huyen thi xa thanh pho", Q(kind="district")),
    (r"^ubnd cap huyen", Q(kind="district")),
    (r"^to cong tac de an 06 cap huyen", Q(kind="district")),
    (r"^ubnd (cac )?xa phuong( thi tran)?", Q(kind="commune")),
    (r"^ubnd cap xa|^to cong tac de an 06 cap xa", Q(kind="commune")),
)


def who_is(name: str, day: date) -> list[Agency]:
    """The agencies a dispatch means by a name or a class, among those that exist on the day.

    A name that fits nothing gives an empty list: a person must choose.
    """
    wanted = re.sub(r"\s+", " ", bare(name))
    living = Agency.objects.on(day)
    exact = living.filter(Q(bare_name=wanted) | Q(code=wanted.replace(" ", "-")))
    if found := list(exact):
        return found
    short = [agency for agency in living if bare(agency.short_name) == wanted]
    if short:
        return short
    for pattern, members in CLASSES:
        if re.search(pattern, wanted):
            return list(living.filter(members))
    return _committee_of(wanted, day)


def _committee_of(wanted: str, day: date) -> list[Agency]:
    """ "huyện Bình Sơn" given as an owner is its People's Committee."""
    for unit in Unit.objects.on(day).exclude(level=Level.PROVINCE):
        if wanted in {bare(unit.full_name), f"ubnd {bare(unit.full_name)}"}:
            return list(Agency.objects.on(day).filter(unit=unit, kind__in=["district", "commune"]))
    return []


def known_names(day: date) -> list[str]:
    """Names the reader of dispatches may lean on."""
    return list(Agency.objects.on(day).exclude(kind="commune").values_list("name", flat=True))


def standing_agency(day: date) -> Agency | None:
    """The standing agency of the task force on a day."""
    role = StandingRole.objects.on(day).select_related("agency").order_by("-exists_from").first()
    return role.agency if role else None


def units_seen_by(person: Person, day: date) -> Q:
    """Which units a person's post reaches, as a condition on `Unit`."""
    if person.duty is None:
        return Q(pk__in=[])
    if person.has_role(Role.LEADER, Role.STANDING, Role.INSPECTOR, Role.DEPARTMENT):
        return Q()
    unit = person.duty.agency.unit
    return Q(pk=unit.pk) | Q(path__startswith=f"{unit.path}/") if unit else Q(pk__in=[])


def committees(kind: AgencyKind, day: date) -> dict[int, Agency]:
    """The People's Committee of each unit of a level, by the unit's key."""
    found = Agency.objects.on(day).filter(kind=kind).exclude(unit=None)
    return {agency.unit_id: agency for agency in found if agency.unit_id is not None}
