"""The leader's page: are we late, where, and what is to be decided today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dondoc.agencies.models import WHOLE_PROVINCE, Person, Role
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal, gettext_noop
from dondoc.core.tasks import State
from dondoc.dashboards import queries, ranking, sentences, tiles
from dondoc.indicators import drawings, mapping, pages, switching
from dondoc.indicators import outlook as looking
from dondoc.indicators import queries as indicators
from dondoc.indicators.areas import Areas
from dondoc.indicators.queries import Measured, Part
from dondoc.planning import queries as planning
from dondoc.tasks import endorsing
from dondoc.tasks import queries as tasks
from dondoc.tasks.models import Task
from dondoc.tasks.queries import Judged
from dondoc.web.days import as_of, day_query

OVERDUE_SHOWN, SLOWEST_SHOWN, SILENT_SHOWN = 8, 11, 8
BACK = timedelta(days=7)
WORDS = {State.DONE: "Đúng hạn", State.OPEN: "Trong hạn"}
STATES = (
    State.OVERDUE,
    State.AT_RISK,
    State.DUE_SOON,
    State.OPEN,
    State.DONE,
    State.DONE_LATE,
    State.AWAITING,
    State.STANDING,
    State.UNDATED,
)


class NoPost(Refusal):
    """Somebody signed in whose account holds no post on this day."""

    code = "person.no_post"
    message = gettext_noop(
        "%(name)s holds no post today, so there is nothing to show. Ask the standing agency to "
        "record the post."
    )


def home(request: Request) -> HttpResponse:
    """Leaders begin with the whole, everyone else with their own work."""
    person = request.person
    if person.duty is None:
        raise NoPost(name=person.full_name)
    first = reverse("overview" if person.has_role(Role.LEADER) else "my-work")
    query = request.GET.urlencode()
    return redirect(f"{first}?{query}" if query else first)


def overview(request: Request) -> HttpResponse:
    """The whole province on a day, for those who answer for the whole."""
    person = request.person
    if not person.has_role(*WHOLE_PROVINCE):
        raise Http404
    at = as_of(request)
    judged = tasks.judge(Task.objects.visible_to(person), at)
    found = indicators.all_measured(at, Areas.asked(request, at))
    context = {
        **pages.day_context(request, at),
        **_verdict(judged, at),
        **_tiles(person, judged, found, at),
        **_silent(person, at),
        **_ranking(judged, now=request.GET.get("chu") == "nay"),
        "switch": switching.switch(request, at) if found else None,
        "unclaimed": planning.unclaimed(person, at),
        "to_endorse": endorsing.waiting_for(person, at),
        "campaigns": [one for one in (_campaign(request, m) for m in found) if one],
    }
    context["decision"] = next((one for one in context["campaigns"] if one["decides"]), None)
    return render(request, "dashboards/overview.html", context)


def _verdict(judged: list[Judged], at: AsOf) -> dict[str, Any]:
    counts = tasks.counts(judged)
    first, second = sentences.verdict(counts)
    overdue = [one for one in judged if one.state is State.OVERDUE]
    overdue.sort(key=lambda one: (one.days_late, one.days_since_first_due), reverse=True)
    before_that = at.day - BACK
    earlier = AsOf.end_of(before_that) if at.diagonal else AsOf(before_that, at.known_at)
    before = ranking.states_before(judged, earlier)
    rates = tasks.rates(judged)
    return {
        "first": first,
        "second": second,
        "counts": {state.value: count for state, count in counts.items()},
        "states": [(s, WORDS.get(s), counts[s]) for s in STATES if counts[s]],
        "total": len(judged),
        "dispatches": len({one.task.dispatch_id for one in judged}),
        "overdue": overdue[:OVERDUE_SHOWN],
        "overdue_more": max(0, len(overdue) - OVERDUE_SHOWN),
        "rates": rates,
        "finished": rates.on_time + rates.late,
        "earlier": earlier.day,
        "change": sentences.change(before[State.OVERDUE], counts[State.OVERDUE]),
        "had_before": sum(before.values()) > 0,
    }


def _tiles(person: Person, judged: list[Judged], found: list[Measured], at: AsOf) -> dict[str, Any]:
    measured = [tiles.of_indicator(person, one, judged) for one in found]
    first = [tile for tile in measured if tile]
    return {"tiles": [*first, *tiles.of_tasks(judged, at, tiles.MOST - len(first))]}


def _silent(person: Person, at: AsOf) -> dict[str, Any]:
    boards = []
    for demand in queries.demands_for(person, at):
        period = queries.newest_due(demand.reports.filter(consolidated=False), at)
        board = queries.board(person, demand, at, period) if period else None
        if board:
            silent = board.silent
            shown = silent[:SILENT_SHOWN]
            boards.append({"board": board, "shown": shown, "more": len(silent) - len(shown)})
    return {"silent": boards}


def _ranking(judged: list[Judged], *, now: bool) -> dict[str, Any]:
    ranked, undue = ranking.ranking(judged, now=now)
    most = max((sum(row.counts.values()) for row in ranked), default=1)
    return {
        "ranked": ranked,
        "undue": undue,
        "most": most,
        "is_ranked": len(ranked) >= 4,
        "owners_now": now,
        "some_passed_on": any(one.passed_on for one in judged),
    }


def _campaign(request: Request, measured: Measured) -> dict[str, Any] | None:
    area = indicators.reach(request.person, measured)
    carried = day_query(request)
    if area is None or measured.last_day is None:
        return None
    line, found = measured.series(area), looking.outlook(measured, area)
    figure = measured.figure(area)
    days = [day for day in looking.needs(measured, line) if day.needed is not None]
    campaign = looking.campaign(measured)
    return {
        "measured": measured,
        "area": area,
        "campaign": campaign,
        "days": days,
        "enough": sum(day.enough for day in days),
        "daily": drawings.daily_drawing(measured, line, days) if campaign else "",
        "outlook": found,
        "slowest": pages.slowest(figure.parts, SLOWEST_SHOWN),
        "map": mapping.map_of(
            figure.parts,
            left=True,
            label=f"Còn phải làm, % từng đơn vị: {measured.version.pack.label}",
            link=lambda part: _figure_url(measured, part) + carried,
        ),
        # Both days must be computable for every unit and differ, or nothing is to be chosen.
        "decides": bool(
            campaign
            and found
            and found.misses
            and found.day
            and found.mean_day
            and found.mean_day < found.day
            and not found.missing
        ),
    }


def _figure_url(measured: Measured, part: Part) -> str:
    return reverse("figure", args=[measured.key, part.unit.code])
