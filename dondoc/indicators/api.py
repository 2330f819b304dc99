"""Figures as JSON, each with what it rests on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from dondoc.agencies.models import Unit
from dondoc.agencies.queries import units_seen_by
from dondoc.agencies.requests import Request
from dondoc.indicators import queries
from dondoc.indicators.areas import Areas
from dondoc.web.days import as_of

router = Router(tags=["indicators"])


class FigureOut(Schema):
    """A share with its two parts, who is missing from it, and the filings it was added up from."""

    key: str
    label: str
    unit: str
    day: date
    numerator: int | None
    denominator: int | None
    share: Decimal | None
    missing: list[str]
    stale: list[str]
    undivided: list[str]
    filings: list[int]
    clause: str


@router.get("{key}/{unit}", response=FigureOut)
def get_figure(request: Request, key: str, unit: str) -> Any:
    """An indicator of a unit for a day, with its ground; `dia-ban=nay` gives a past day's figure
    by the units of today."""
    at = as_of(request)
    areas = Areas.asked(request, at)
    measured = queries.measured(key, at, areas)
    seen = Unit.objects.on(areas.at).filter(units_seen_by(request.person, areas.at))
    area = get_object_or_404(seen, code=unit)
    if measured is None:
        get_object_or_404(Unit.objects.none())
    assert measured is not None
    figure = measured.figure(area)
    return {
        "key": measured.key,
        "label": figure.label,
        "unit": area.code,
        "day": figure.day,
        "numerator": figure.share.numerator,
        "denominator": figure.share.denominator,
        "share": figure.share.value,
        "missing": [one.code for one in figure.missing],
        "stale": [one.code for one in figure.stale],
        "undivided": [one.code for one in figure.undivided],
        "filings": sorted({pk for part in figure.parts for pk in part.filings}),
        "clause": str(measured.demand.clause or measured.demand.dispatch),
    }
