"""The switch of a past day's page: by the units that reported then, or by those of today."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from dondoc.agencies.models import Unit, UnitSuccession, home_of, known
from dondoc.agencies.queries import units_seen_by
from dondoc.agencies.register import unit_facts_around
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.core.units import Tree
from dondoc.indicators.measuring import Measured
from dondoc.web.days import AREAS, areas_now


@dataclass(frozen=True)
class Switch:
    """Which of the two a page shows, and the address of the other."""

    now: bool
    url: str


def switch(request: Request, at: AsOf) -> Switch | None:
    """The switch of a page; none where no unit went on in another since its day."""
    if not _changed(at, AsOf.at(request.at)):
        return None
    return Switch(areas_now(request), _address(request, request.path))


def switch_of_unit(request: Request, measured: Measured, area: Unit) -> Switch | None:
    """The same of a unit's page; the other page is that of its one heir, or of the province.

    None, too, where the person's post does not reach the other page.
    """
    at, now = measured.at, AsOf.at(request.at)
    if not _changed(at, now):
        return None
    shown = areas_now(request)
    wanted = at if shown else now
    other = _counterpart(area, wanted, now)
    seen = Unit.objects.on(wanted).filter(units_seen_by(request.person, wanted), pk=other.pk)
    if not seen.exists():
        return None
    page = reverse("figure", args=[measured.key, other.code])
    return Switch(shown, _address(request, page))


def _changed(at: AsOf, now: AsOf) -> bool:
    if at.day >= now.day:
        return False
    rows = UnitSuccession.objects.filter(known(now), on__gt=at.day, on__lte=now.day)
    return rows.exists()


def _counterpart(area: Unit, wanted: AsOf, now: AsOf) -> Unit:
    tree = Tree(unit_facts_around([area.key], now))
    heirs = tree.heirs(area.key, wanted.day)
    key = heirs[0].key if len(heirs) == 1 else area.key
    found = Unit.objects.on(wanted).of_key(key).first()
    return found or home_of(wanted)


def _address(request: Request, path: str) -> str:
    query = QueryDict(request.GET.urlencode(), mutable=True)
    query.pop(AREAS, None)
    if not areas_now(request):
        query[AREAS] = "nay"
    return f"{path}?{query.urlencode()}"
