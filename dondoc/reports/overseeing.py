"""Pages of others' reports: what a unit sent, one revision, the sum of all, a period reopened."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.agencies.models import Role
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.core.periods import HANOI
from dondoc.reports import actions, queries
from dondoc.reports.adding_up import parts_of
from dondoc.reports.filling import Desk
from dondoc.reports.grid import Typed, grid_of, texts_of
from dondoc.reports.models import Filing, Report
from dondoc.web import words
from dondoc.web.days import as_of
from dondoc.web.numbers import number_in
from dondoc.web.refusals import translated


def revisions(found: Report, at: datetime) -> list[dict[str, Any]]:
    """Every revision sent by a moment, the newest first, with its judgements."""
    return [
        {
            "filing": one,
            "timeliness": found.timeliness(one.sent_at),
            "returned": queries.returned(one, at),
            "accepted": queries.accepted(one, at),
        }
        for one in sorted(found.filings.all(), key=lambda one: -one.revision)
        if one.sent_at <= at
    ]


def sent_words(report: Report, filing: Filing) -> str:
    """What was sent, when, and whether in time."""
    facts = {
        "revision": filing.revision,
        "at": words.hour_text(filing.sent_at),
        "judged": words.look_of(report.timeliness(filing.sent_at)).word.lower(),
    }
    if report.back_fill:
        said = _("Revision %(revision)s sent at %(at)s: back-fill, never counted as late.")
    elif filing.revision == 1:
        said = _("Revision %(revision)s sent at %(at)s, %(judged)s.")
    else:
        said = _("Revision %(revision)s sent at %(at)s: a correction.")
    return said % facts


def shown(request: Request, found: Report, refusal: Refusal | None = None) -> HttpResponse:
    """What a unit sent, for those who look after it; drafts are nobody else's business."""
    if request.method == "POST" and refusal is None:
        raise Http404
    at = _moment(request)
    form = found.demand.form_at(at.known_at)
    standing = queries.standing_of(found, form, at.known_at, live=not at.is_over)
    cells = standing.filing.cells if standing.filing else {}
    before = actions.previous_filing(found, at.known_at)
    lapse = found.lapse(at.known_at)
    typed = Typed(texts_of(cells), standing.filing.explanations if standing.filing else {})
    context = {
        "report": found,
        "form": form,
        "standing": standing,
        "grid": grid_of(form, typed, before.cells if before else None, unlocked=False),
        "revisions": revisions(found, at.known_at),
        "closed": actions.closing(found, at.known_at),
        "may_reopen": request.person.has_role(Role.STANDING) and not at.is_over and not lapse,
        "lapse": lapse,
        "reopenings": found.reopenings.select_related("by")
        .filter(at__lte=at.known_at)
        .order_by("-at"),
        "refusal": translated(refusal) if refusal else "",
        "at": at.known_at,
    }
    return render(request, "reports/report_shown.html", context, status=422 if refusal else 200)


def _moment(request: Request) -> AsOf:
    """What a page of a report answers for; what is sent from it is sent now."""
    return as_of(request) if request.method == "GET" else AsOf.at(request.at)


@require_POST
def report_reopen(request: Request, pk: int) -> HttpResponse:
    """Open a closed period again for one unit; only the standing agency."""
    if not request.person.has_role(Role.STANDING):
        raise Http404
    found = get_object_or_404(
        queries.with_filings(Report.objects.visible_to(request.person)), pk=pk
    )
    try:
        until = datetime.fromisoformat(request.POST.get("until", "")).replace(tzinfo=HANOI)
    except (ValueError, OverflowError):
        until = request.at
    try:
        actions.reopen(report=found, until=until, reason=request.POST.get("reason", ""),
                       by=request.person, at=request.at)  # fmt: skip
    except Refusal as refusal:
        return shown(request, found, refusal)
    messages.success(request, _("Reopened for %(agency)s until %(until)s.")
                     % {"agency": found.agency, "until": words.full_moment(until)})  # fmt: skip
    return redirect("report", pk=pk)


def consolidated(request: Request, found: Report, fillable: bool) -> HttpResponse:
    """The department's own report: the units' figures added up, and who is missing from them."""
    at = _moment(request)
    form = found.demand.form_at(at.known_at)
    refusal = None
    if request.method == "POST":
        if not fillable:
            raise Http404
        try:
            filing = actions.consolidate(
                report=found, by=request.person, at=request.at,
                obstacles=request.POST.get("obstacles", "")[:4000],
                seen=number_in(request.POST.get("seen")),
            )  # fmt: skip
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, sent_words(found, filing))
            return redirect("report", pk=found.pk)
    parts = parts_of(found, form, at.known_at)
    before = actions.previous_filing(found, at.known_at)
    context = {
        "report": found,
        "form": form,
        "parts": parts,
        # A check speaks to who typed a figure; nobody typed a sum.
        "grid": grid_of(
            replace(form, checks=()),
            Typed(texts_of(parts.cells)),
            before.cells if before else None,
        ),
        "standing": queries.standing_of(found, form, at.known_at, live=not at.is_over),
        "revisions": revisions(found, at.known_at),
        "fillable": fillable,
        "refusal": translated(refusal) if refusal else "",
        "countdown": Desk(found, at.known_at).countdown,
        "at": at.known_at,
    }
    status = 422 if refusal else 200
    return render(request, "reports/consolidated.html", context, status=status)


@require_http_methods(["GET", "POST"])
def filing(request: Request, pk: int) -> HttpResponse:
    """One revision with its ground: who sent it, when, by which form, under which clause."""
    at = _moment(request)
    reports = Report.objects.visible_to(request.person).on(at)
    seen = Filing.objects.filter(report__in=reports, sent_at__lte=at.known_at)
    found = get_object_or_404(
        seen.select_related("report__demand__programme", "report__demand__dispatch", "version",
                            "report__demand__clause__dispatch", "report__unit", "report__agency",
                            "by").prefetch_related("verdicts__by"),
        pk=pk,
    )  # fmt: skip
    judged = Report.objects.judged_by(request.person).filter(pk=found.report_id)
    judges = judged.exists() and not at.is_over
    refusal = None
    if request.method == "POST":
        if not judges:
            raise Http404
        try:
            return _judge(request, found)
        except Refusal as error:
            refusal = error
    context = _filing_context(found, at.known_at, judges=judges, refusal=refusal)
    return render(request, "reports/filing.html", context, status=422 if refusal else 200)


def _judge(request: Request, found: Filing) -> HttpResponse:
    """Return a filing with its reason, or accept it."""
    facts = {"revision": found.revision}
    if "accept" in request.POST:
        actions.accept(filing=found, by=request.person, at=request.at)
        messages.success(request, _("Revision %(revision)s accepted.") % facts)
    else:
        reason = request.POST.get("reason", "")
        actions.send_back(filing=found, reason=reason, by=request.person, at=request.at)
        said = _("Revision %(revision)s returned; its figures no longer count.") % facts
        messages.success(request, said)
    return redirect("filing", pk=found.pk)


def _filing_context(
    found: Filing, at: datetime, *, judges: bool, refusal: Refusal | None
) -> dict[str, Any]:
    form = found.version.form(found.report.demand.form_code)
    before = actions.previous_filing(found.report, found.sent_at)
    typed = Typed(texts_of(found.cells), found.explanations)
    return {
        "filing": found,
        "report": found.report,
        "form": form,
        "grid": grid_of(form, typed, before.cells if before else None),
        "timeliness": found.report.timeliness(found.sent_at),
        "returned": queries.returned(found, at),
        "accepted": queries.accepted(found, at),
        "post": found.by.posts.on(AsOf.at(found.sent_at)).first(),
        "sources": Filing.objects.filter(pk__in=found.sources).select_related("report__unit")
        .order_by("report__unit__sort_key"),
        "others": found.report.filings.exclude(pk=found.pk).filter(sent_at__lte=at)
        .order_by("revision"),
        "judges": judges,
        "refusal": translated(refusal) if refusal else "",
    }  # fmt: skip
