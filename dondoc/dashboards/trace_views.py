"""Where a dispatch has come: its clauses in order, each with its tasks, forms and figures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from dondoc.agencies.requests import Request
from dondoc.dashboards.trace import Trace
from dondoc.dispatches.models import Dispatch
from dondoc.tasks.between import Between
from dondoc.web.days import as_of


def dispatch(request: Request, pk: int) -> HttpResponse:
    """One dispatch, clause by clause, for a day."""
    at = as_of(request)
    visible = Dispatch.objects.visible_to(request.person).on(at).select_related("recorded_by")
    found = get_object_or_404(visible.defer("reading", "original"), pk=pk)
    trace = Trace(found, request.person, at)
    verdict, rest = trace.verdict
    context = {
        "dispatch": found,
        "trace": trace,
        "between": Between(found, request.person, at.known_at),
        "verdict": verdict,
        "rest": rest,
        "day": at.day,
        "may_review": Dispatch.objects.kept_by(request.person).filter(pk=pk).exists(),
    }
    return render(request, "dashboards/trace.html", context)
