"""The map of equal tiles: what is left or done in each unit, with the ranking beside."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dondoc.agencies.models import Person
from dondoc.agencies.requests import Request
from dondoc.indicators import mapping, pages, switching
from dondoc.indicators import queries as indicators
from dondoc.indicators.areas import Areas
from dondoc.indicators.queries import Measured, Part
from dondoc.web.days import as_of, day_query

LEFT, DONE = "con", "dat"


def map_page(request: Request) -> HttpResponse:
    """One indicator over the units that the person's post reaches."""
    person = request.person
    at = as_of(request)
    areas = Areas.asked(request, at)
    choices = [
        one
        for one in indicators.all_measured(at, areas)
        if indicators.reach(person, one) is not None
    ]
    wanted = request.GET.get("chi-tieu", "")
    if wanted and wanted not in [one.key for one in choices]:
        raise Http404
    chosen = next((one for one in choices if one.key == wanted), choices[0] if choices else None)
    left = request.GET.get("do") != DONE
    context: dict[str, Any] = {
        **pages.day_context(request, at),
        "choices": choices,
        "switch": switching.switch(request, at),
        "measured": chosen,
        "left": left,
    }
    if chosen:
        context |= _map_context(person, chosen, left, day_query(request))
    return render(request, "dashboards/map.html", context)


def _map_context(person: Person, measured: Measured, left: bool, query: str) -> dict[str, Any]:
    area = indicators.reach(person, measured)
    assert area is not None
    figure = measured.figure(area)

    def link(part: Part) -> str:
        return reverse("figure", args=[measured.key, part.unit.code]) + query

    said = "Còn phải làm" if left else "Đã đạt"
    return {
        "area": area,
        "figure": figure,
        "map": mapping.map_of(figure.parts, left=left, label=f"{said}, % từng đơn vị", link=link),
        "rows": _from_low(figure.parts),
        "finished": sum(part.left == 0 for part in figure.parts),
        "is_whole": pages.is_whole(area),
    }


def _from_low(parts: tuple[Part, ...]) -> list[tuple[int | None, Part]]:
    """Units from low to high; equal shares share a rank, silent units have none and come first."""
    ordered = sorted(
        parts,
        key=lambda part: (
            part.share.value is not None,
            part.share.value or 0,
            part.unit.sort_key,
        ),
    )
    known = [part.share.value for part in ordered if part.share.value is not None]
    return [
        (None if value is None else 1 + sum(other > value for other in known), part)
        for part in ordered
        for value in [part.share.value]
    ]
