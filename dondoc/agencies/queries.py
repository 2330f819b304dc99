"""Questions about units and agencies: who is meant by a name, who stands under whom."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Q

from dondoc.agencies.models import (
    WHOLE_PROVINCE,
    Agency,
    AgencyKind,
    Level,
    Person,
    Role,
    StandingRole,
    Unit,
    below,
)
from dondoc.core.names import bare

DEPARTMENT, DISTRICT, COMMUNE = AgencyKind.DEPARTMENT, AgencyKind.DISTRICT, AgencyKind.COMMUNE
# A dispatch speaks to classes; who belongs to them depends on the day of the document.
CLASSES: tuple[tuple[str, Q], ...] = (
    (r"^(cac )?co quan( don vi)?( va)? dia phuong", Q(kind__in=[DEPARTMENT, DISTRICT])),
    (
        r"^(cac so( ban)?( nganh)?|so( ban)? nganh)( (thuoc|cua|tren|trong|cap) .*| tinh)?$",
        Q(kind=DEPARTMENT),
    ),
    (r"^ubnd (cac )?huyen thi xa thanh pho", Q(kind=DISTRICT)),
    (r"^ubnd cap huyen", Q(kind=DISTRICT)),
    (r"^to cong tac de an 06 cap huyen", Q(kind=DISTRICT)),
    (r"^ubnd (cac )?xa phuong( thi tran)?", Q(kind=COMMUNE)),
    (r"^ubnd cap xa|^to cong tac de an 06 cap xa", Q(kind=COMMUNE)),
)


def who_is(name: str, day: date) -> list[Agency]:
    """The agencies a dispatch means by a name or a class, among those that exist on the day.

    A name that fits nothing gives an empty list: a person must choose.
    """
    wanted = bare(name)
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
            return list(Agency.objects.on(day).filter(unit=unit, kind__in=[DISTRICT, COMMUNE]))
    return []


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
