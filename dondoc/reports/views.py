"""Pages of one's own reports: the list, the form to fill in, its draft, its spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.agencies.queries import as_named
from dondoc.agencies.requests import Request
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.reports import actions, overseeing, queries, sheets
from dondoc.reports.filling import Desk
from dondoc.reports.grid import Typed, differences
from dondoc.reports.models import Report
from dondoc.web import words
from dondoc.web.days import as_of, is_past
from dondoc.web.downloads import XLSX, download
from dondoc.web.numbers import number_in
from dondoc.web.refusals import translated

MOST_CHANGES_SHOWN = 60
WAYS = {"sheet", "paste"}


@require_GET
def reports(request: Request) -> HttpResponse:
    """What is to be filed first, then what was; for who watches others, period by period."""
    at = as_of(request)
    owed = queries.own_reports(request.person, at)
    waiting = queries.to_file(owed, at.known_at)
    overviews = queries.overviews(request.person, at)
    context = {
        "waiting": waiting,
        "silent": sum(one.standing.key == "missing" for one in waiting),
        "today": sum(one.due_on(at.day) for one in waiting),
        "current": overviews[0].current(at.known_at) if overviews else None,
        "history": [one for one in owed if one.standing.filing or not one.open],
        "overviews": overviews,
        "agency": as_named(request.person.duty.agency, at) if request.person.duty else None,
        "at": at.known_at,
    }
    return render(request, "reports/reports.html", context)


@require_http_methods(["GET", "POST"])
def report(request: Request, pk: int) -> HttpResponse:
    """The form to fill in for its own officer; what was sent for those above."""
    past = request.method == "GET" and is_past(request)
    seen = Report.objects.visible_to(request.person)
    found = get_object_or_404(
        queries.with_filings(seen.on(as_of(request)) if past else seen), pk=pk
    )
    own = Report.objects.fillable_by(request.person).owed(AsOf.at(request.at))
    fillable = own.filter(pk=pk).exists() and not past
    if found.consolidated:
        return overseeing.consolidated(request, found, fillable)
    if not fillable:
        return overseeing.shown(request, found)
    desk = Desk(found, request.at, unlocked=bool(request.GET.get("sua")))
    return _posted(request, desk) if request.method == "POST" else _desk(request, desk)


def _desk(
    request: Request,
    desk: Desk,
    typed: Typed | None = None,
    *,
    refusal: Refusal | None = None,
    seen: int | None = None,
) -> HttpResponse:
    """The page of the form, with what is typed and, after a no, why."""
    moved = request.session.pop("changed", {}) if refusal is None else {}
    moved = moved if moved.get("report") == desk.report.pk else {}
    typed = typed or desk.start()
    closed = actions.closing(desk.report, desk.at)
    context = _live(desk, typed, [tuple(one[:2]) for one in moved.get("cells", [])])
    context |= {
        "moved": moved,
        "refusal": _said(refusal, desk) if refusal else None,
        "closed": translated(closed) if closed and not isinstance(refusal, type(closed)) else "",
        "is_closed": closed is not None,
        "seen": desk.newest.revision if seen is None and desk.newest else seen or 0,
        "corrections": desk.against_newest(typed) if desk.draft or refusal else [],
        "paste_open": "dan" in request.GET,
        "revisions": overseeing.revisions(desk.report, desk.at),
        "via": moved.get("how", "page"),
    }
    return render(request, "reports/report.html", context, status=422 if refusal else 200)


def _live(desk: Desk, typed: Typed, changed: Any = ()) -> dict[str, Any]:
    """What moves while one types; the draft's answer and the whole page say it alike."""
    return {
        "report": desk.report,
        "form": desk.form,
        "grid": desk.grid(typed, changed),
        "typed": typed,
        "standing": desk.standing,
        "countdown": desk.countdown,
        "newest": desk.newest,
        "draft": desk.draft,
        "at": desk.at,
    }


def _said(refusal: Refusal, desk: Desk) -> dict[str, Any]:
    """A no with its places as links to the boxes."""
    places = []
    for finding in refusal.findings:
        row, _dot, name = finding.place.partition(".")
        known = row in desk.form.rows and name in desk.form.fields
        label = f"{desk.form.rows[row]}, {desk.form.fields[name]}" if known else finding.place
        places.append((label, f"c-{row}-{name}" if known else "", translated(finding)))
    return {"sentence": translated(refusal), "code": refusal.code, "places": places}


def _posted(request: Request, desk: Desk) -> HttpResponse:
    """One of the acts of the page; whatever is refused, what was typed is kept."""
    if "sheet" in request.FILES or "upload" in request.POST:
        return _upload(request, desk)
    typed = desk.posted(request.POST)
    if "take" in request.POST:
        row = request.POST["take"]
        return _keep(request, desk, desk.with_yesterday(typed, row), to=f"#row-{row}")
    if "unlock" in request.POST:
        return _keep(request, desk, typed, to="?sua=1")
    if "paste" in request.POST:
        return _paste(request, desk, typed)
    if "save" in request.POST:
        said = _("Draft kept at %(at)s; nothing was sent yet.") % {"at": words.hour_text(desk.at)}
        messages.success(request, said)
        return _keep(request, desk, typed)
    return _send(request, desk, typed)


def _keep(request: Request, desk: Desk, typed: Typed, *, to: str = "") -> HttpResponse:
    _save(request, desk, typed)
    return HttpResponseRedirect(reverse("report", args=[desk.report.pk]) + to)


def _save(request: Request, desk: Desk, typed: Typed) -> None:
    desk.report.draft = actions.save_draft(
        report=desk.report,
        cells=typed.cells,
        explanations=typed.explanations,
        obstacles=typed.obstacles,
        by=request.person,
        at=desk.at,
    )


def _send(request: Request, desk: Desk, typed: Typed) -> HttpResponse:
    seen = number_in(request.POST.get("seen")) or 0
    via = request.POST.get("via", "")
    try:
        content = actions.read_content(
            desk.form,
            typed.cells,
            explanations=typed.explanations,
            obstacles=typed.obstacles,
            via=via if via in WAYS else "page",
        )
        filing = actions.file(
            report=desk.report, content=content, by=request.person, at=desk.at, seen=seen
        )
    except actions.SameAsLast as refusal:
        return _desk(request, desk, typed, refusal=refusal)
    except Refusal as refusal:
        _save(request, desk, typed)
        again = queries.with_filings(Report.objects.fillable_by(request.person))
        fresh = Desk(again.get(pk=desk.report.pk), desk.at, desk.unlocked)
        newest = fresh.newest.revision if fresh.newest else 0
        return _desk(request, fresh, typed, refusal=refusal, seen=newest)
    messages.success(request, overseeing.sent_words(desk.report, filing))
    return redirect("report", pk=desk.report.pk)


def _paste(request: Request, desk: Desk, typed: Typed) -> HttpResponse:
    cells = sheets.pasted(desk.form, request.POST.get("pasted", ""))
    laid = desk.over(typed, cells)
    _remember_changes(request, desk, typed, laid, "paste")
    return _keep(request, desk, laid)


def _upload(request: Request, desk: Desk) -> HttpResponse:
    """Read a filled workbook into the draft; what it changes is shown before anything is sent."""
    start = desk.start()
    given = request.FILES.get("sheet")
    if not isinstance(given, UploadedFile):
        messages.error(request, _("Choose the .xlsx file downloaded here and filled in."))
        return redirect("report", pk=desk.report.pk)
    try:
        texts = sheets.read(given.read(), desk.report, desk.form)
        content = actions.read_content(desk.form, texts, via="sheet")
        actions.refuse_same(desk.report, content, desk.at)
    except Refusal as refusal:
        return _desk(request, desk, start, refusal=refusal)
    laid = Typed(texts, start.explanations, start.obstacles)
    _remember_changes(request, desk, start, laid, "sheet")
    return _keep(request, desk, laid)


def _remember_changes(request: Request, desk: Desk, before: Typed, after: Typed, how: str) -> None:
    moved = differences(desk.form, before.cells, after.cells)
    request.session["changed"] = {
        "report": desk.report.pk,
        "how": how,
        "count": len(moved),
        "cells": [
            [one.row, one.field, one.place, one.before, one.after]
            for one in moved[:MOST_CHANGES_SHOWN]
        ],
    }


@require_POST
def report_draft(request: Request, pk: int) -> HttpResponse:
    """Keep what is being typed, and answer with the parts of the page that say something new."""
    own = queries.with_filings(Report.objects.fillable_by(request.person))
    found = get_object_or_404(own.filter(consolidated=False), pk=pk)
    desk = Desk(found, request.at)
    typed = desk.posted(request.POST)
    _save(request, desk, typed)
    context = _live(desk, typed)
    # A line of explanation being typed must not be replaced under the fingers: its row is sent
    # only when it has to appear.
    context["appearing"] = [
        line
        for line in context["grid"].lines
        if bool(line.warned or line.explanation) != (f"explain.{line.code}" in request.POST)
    ]
    return render(request, "reports/fragments.html", context)


@require_GET
def report_sheet(request: Request, pk: int) -> HttpResponse:
    """The form as a spreadsheet, with the figures already known."""
    own = queries.with_filings(Report.objects.fillable_by(request.person))
    found = get_object_or_404(own.filter(consolidated=False), pk=pk)
    if is_past(request):  # what was typed into the form then is no longer known
        return redirect("report-sheet", pk)
    desk = Desk(found, request.at)
    content = sheets.write(found, desk.form, desk.start().cells)
    return download(content, XLSX, sheets.file_name(found, desk.form))
