"""Which indicators are measured, as known at a moment, and whose figures a person reaches."""

from __future__ import annotations

from dondoc.agencies import queries as agencies
from dondoc.agencies.models import WHOLE_PROVINCE, Person, Role, Unit
from dondoc.core.asof import AsOf
from dondoc.indicators.areas import Areas
from dondoc.indicators.figures import Day, Figure, Part
from dondoc.indicators.measuring import Measured
from dondoc.programmes.models import Version
from dondoc.reports.answering import followers
from dondoc.reports.models import Demand

__all__ = [
    "Day",
    "Figure",
    "Measured",
    "Part",
    "all_measured",
    "area_of",
    "measured",
    "reach",
]


def measured(key: str, at: AsOf, areas: Areas | None = None) -> Measured | None:
    """The indicator of that name, where its programme is in force and its form is asked for; by
    the units of the day, or those of other areas."""
    programme, _, code = key.partition(".")
    if "\0" in key:  # PostgreSQL will not even look for it
        return None
    version = (
        Version.objects.filter(programme__code=programme, adopted_at__lte=at.known_at)
        .select_related("programme")
        .order_by("-number")
        .first()
    )
    if version is None:
        return None
    indicator = next((one for one in version.pack.indicators if one.code == code), None)
    if indicator is None:
        return None
    demand = Demand.objects.filter(
        programme=version.programme, form_code=indicator.form, recorded_at__lte=at.known_at
    ).select_related("programme", "dispatch", "clause__dispatch", "consolidator", "recipient")
    found = demand.order_by("-pk").first()
    return Measured(found, version, indicator, at, areas) if found else None


def all_measured(at: AsOf, areas: Areas | None = None) -> list[Measured]:
    """Every indicator in force."""
    areas = areas or Areas(at)
    keys = [
        f"{version.programme.code}.{indicator.code}"
        for version in Version.objects.in_force(at).select_related("programme")
        for indicator in version.pack.indicators
    ]
    found = [measured(key, at, areas) for key in dict.fromkeys(keys)]
    return [one for one in found if one is not None]


def reach(person: Person, measured: Measured) -> Unit | None:
    """The widest area whose figures a person's post reaches; none where it reaches none.

    The whole province for leader, standing agency and inspector, and for the department that
    consolidates or receives the reports; otherwise the unit of the person's own committee.
    """
    if person.duty is None:
        return None
    agency, demand = person.duty.agency, measured.demand
    if person.has_role(*WHOLE_PROVINCE):
        return agencies.province(measured.areas.at)
    if person.has_role(Role.DEPARTMENT):
        follows = agency.key in followers(demand, person.today)
        return agencies.province(measured.areas.at) if follows else None
    return agency.unit


def area_of(person: Person, measured: Measured, code: str) -> Unit | None:
    """The unit of that code on the day of the areas, where the person's post reaches it."""
    if reach(person, measured) is None or "\0" in code:
        return None
    at = measured.areas.at
    return Unit.objects.on(at).filter(agencies.units_seen_by(person, at), code=code).first()
