"""The board of a form: who reported before the hour, who is silent, whether it will be made."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from dondoc.agencies.models import Person
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.dashboards import boards, queries, sentences
from dondoc.dashboards.boards import Board, Sent
from dondoc.indicators import drawings, pages
from dondoc.indicators import outlook as looking
from dondoc.indicators import queries as indicators
from dondoc.reports.models import Demand, Report
from dondoc.web.days import as_of

LEGEND = (
    (Sent.ON_TIME, "Đúng giờ"),
    (Sent.WARNED, "Đúng giờ, có cảnh báo"),
    (Sent.PARTIAL, "Đúng giờ, nộp thiếu"),
    (Sent.LATE, "Nộp muộn"),
    (Sent.TYPING, "Đang nhập"),
    (Sent.MISSING, "Chưa báo cáo"),
)


def board(request: Request, demand: int) -> HttpResponse:
    """The reports of the day's period by unit, with the campaign they belong to."""
    person = request.person
    seen = Report.objects.visible_to(person).filter(consolidated=False).values("demand")
    found = get_object_or_404(
        Demand.objects.filter(pk__in=seen).select_related(
            "programme", "dispatch", "clause__dispatch"
        ),
        pk=demand,
    )
    at = as_of(request)
    if found.recorded_at > at.known_at:
        raise Http404
    shown = queries.board(person, found, at)
    context: dict[str, Any] = {**pages.day_context(request, at), "demand": found, "board": shown}
    if shown:
        context |= _board_context(shown)
    context["campaigns"] = _campaigns(person, found, at)
    return render(request, "dashboards/board.html", context)


def _board_context(shown: Board) -> dict[str, Any]:
    first, second = sentences.board_verdict(shown)
    districts = boards.by_district(shown.places)
    return {
        "first": first,
        "second": second,
        "columns": boards.in_columns(districts),
        "districts": len(districts),
        "legend": [(s, word, shown.count(s)) for s, word in LEGEND if shown.count(s)],
        "silent": shown.silent,
        "sent": len(shown.places) - len(shown.silent),
        "before": shown.at.day - timedelta(days=1),
        "after": shown.at.day + timedelta(days=1),
    }


def _campaigns(person: Person, demand: Demand, at: AsOf) -> list[dict[str, Any]]:
    """For each indicator of the form: its line with pace and forecast, its days done and needed."""
    found = []
    for measured in indicators.all_measured(at):
        if measured.demand.pk != demand.pk:
            continue
        area = indicators.reach(person, measured)
        if area is None:
            continue
        line = measured.series(area)
        outlook = looking.outlook(measured, area)
        drawn = drawings.line_drawing(measured, area, line, outlook)
        days = [day for day in looking.needs(measured, line) if day.needed is not None]
        found.append(
            {
                "measured": measured,
                "area": area,
                "figure": measured.figure(area),
                "campaign": looking.campaign(measured),
                "drawing": drawn[0] if drawn else "",
                "floor": drawn[1] if drawn else 0,
                "daily": drawings.daily_drawing(measured, line, days),
                "days": days,
                "enough": sum(day.enough for day in days),
                "need": looking.next_need(measured, line),
                "outlook": outlook,
            }
        )
    return found
