"""Pages of programmes and of single figures: each number with what it was computed from."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.indicators import drawings, outlook, pages, queries, switching, tables
from dondoc.indicators.areas import Areas
from dondoc.indicators.measuring import Measured
from dondoc.programmes.models import Version
from dondoc.programmes.queries import all_in_force
from dondoc.web.days import as_of
from dondoc.web.downloads import CSV, download


def programmes(request: Request) -> HttpResponse:
    """Every programme in force on a day, with its figures as far as the person's post reaches."""
    at = as_of(request)
    newest = {version.programme.code: version for version in all_in_force(at)}
    rows = [_programme_row(request, version, at) for version in newest.values()]
    context = {**pages.day_context(request, at), "rows": rows}
    return render(request, "indicators/programmes.html", context)


def _programme_row(request: Request, version: Version, at: AsOf) -> dict[str, Any]:
    return {
        "version": version,
        "lead": pages.agency_name(version.pack.lead, at),
        "measures": _measures(request, version, at),
    }


def _measures(request: Request, version: Version, at: AsOf) -> list[pages.Measure]:
    found, areas = [], Areas.asked(request, at)
    for indicator in version.pack.indicators:
        key = f"{version.programme.code}.{indicator.code}"
        measured = queries.measured(key, at, areas)
        if measured is None:
            continue
        measure = pages.measure_for(request.person, measured)
        if measure:
            found.append(measure)
    return found


def programme(request: Request, code: str) -> HttpResponse:
    """A programme: its forms, its indicators by district, the tasks they measure."""
    at = as_of(request)
    found = [version for version in all_in_force(at) if version.programme.code == code]
    if not found:
        raise Http404
    version = found[-1]
    person = request.person
    measures = _measures(request, version, at)
    context = {
        **pages.day_context(request, at),
        "switch": switching.switch(request, at),
        **_programme_row(request, version, at),
        "measures": measures,
        "forms": [pages.form_words(form, at) for form in version.pack.forms],
        "judged": [
            (one, pages.word_for(one))
            for indicator in version.pack.indicators
            for one in pages.tasks_measured_by(f"{code}.{indicator.code}", person, at)
        ],
    }
    return render(request, "indicators/programme.html", context)


def figure(request: Request, key: str, unit: str) -> HttpResponse:
    """One figure: its parts, its formula, its target, its line, and the filings behind it."""
    at = as_of(request)
    person = request.person
    measured = queries.measured(key, at, Areas.asked(request, at))
    area = queries.area_of(person, measured, unit) if measured else None
    if measured is None or area is None:
        raise Http404
    context = {
        **pages.day_context(request, at),
        "switch": switching.switch_of_unit(request, measured, area),
        **_figure_context(measured, area),
        "dispatch": pages.dispatch_for(person, measured),
        "judged": [(one, pages.word_for(one)) for one in pages.tasks_measured_by(key, person, at)],
        "reach": queries.reach(person, measured),
    }
    return render(request, "indicators/figure.html", context)


def figure_table(request: Request, key: str, unit: str) -> HttpResponse:
    """A year of the form behind a figure, day by day and unit by unit, as CSV that spreadsheet
    programs read as Unicode."""
    at = as_of(request)
    measured = queries.measured(key, at, Areas.asked(request, at))
    area = queries.area_of(request.person, measured, unit) if measured else None
    if measured is None or area is None or not tables.can_be_made():
        raise Http404
    table = tables.year_of(measured, area)
    text = table.write_csv(quote_style="necessary", date_format="%d/%m/%Y")
    return download(f"\ufeff{text}", CSV, f"tung-ngay-{at.day}.csv")


def _figure_context(measured: Measured, area: queries.Unit) -> dict[str, Any]:
    found = measured.figure(area)
    line = measured.series(area)
    look = outlook.outlook(measured, area)
    days = outlook.needs(measured, line)
    drawn = drawings.line_drawing(measured, area, line, look)
    fields = measured.form.fields
    return {
        "measured": measured,
        "area": area,
        "figure": found,
        "line": list(reversed([(day, _need_of(days, day.day)) for day in line])),
        "outlook": look,
        "drawing": drawn[0] if drawn else "",
        "floor": drawn[1] if drawn else 0,
        "numerator": fields[measured.indicator.numerator],
        "denominator": fields[measured.indicator.denominator],
        "areas": measured.by_area(pages.children(area, measured.areas.at)),
        "sources": pages.sources(found.parts),
        "clause": _clause_text(measured),
        "has_table": tables.can_be_made(),
        "needs_more": bool(look and look.misses),
    }


def _need_of(days: list[outlook.DayNeed], day: object) -> outlook.DayNeed | None:
    return next((one for one in days if one.day == day), None)


def _clause_text(measured: Measured) -> str:
    clause = measured.demand.clause
    if clause is None:
        return ""
    return clause.dispatch.text[clause.start : clause.end].strip()
