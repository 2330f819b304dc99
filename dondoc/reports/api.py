"""Reports as JSON: what is owed, and sending it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import StrictInt

from dondoc.agencies.requests import Request
from dondoc.reports import actions
from dondoc.reports.models import Filing, Report
from dondoc.web.api import Entry, Line, Note, ProblemOut
from dondoc.web.days import as_of

router = Router(tags=["reports"])


class ReportOut(Schema):
    """What a unit owes for a period."""

    id: int
    form: str
    unit: str
    first_on: date
    due_at: datetime
    closes_at: datetime | None
    back_fill: bool
    consolidated: bool

    @staticmethod
    def resolve_form(report: Report) -> str:
        """The programme and the form."""
        return f"{report.demand.programme.code}.{report.demand.form_code}"

    @staticmethod
    def resolve_unit(report: Report) -> str:
        """The unit's code in its time."""
        return report.unit.code


class FilingIn(Schema):
    """Counts as texts or numbers by row and field; a missing cell is not zero."""

    cells: dict[str, dict[str, Entry | StrictInt]]
    explanations: dict[Entry, Line] = {}
    obstacles: Note = ""
    seen: int | None = None


class FilingOut(Schema):
    """One sent version."""

    id: int
    revision: int
    sent_at: datetime
    cells: dict[str, dict[str, int]]
    warnings: list[str]


@router.get("", response=list[ReportOut])
def list_reports(request: Request, first_on: date | None = None) -> Any:
    """The reports owed by today or by `?ngay=2025-02-19`, newest period first; `first_on` asks for
    the one period that begins on a day."""
    at = as_of(request)
    owed = Report.objects.visible_to(request.person).on(at).owed_or_sent(at)
    reports = owed.select_related("demand__programme", "unit")
    return (reports.filter(first_on=first_on) if first_on else reports)[:500]


@router.get("{int:pk}/filings", response=list[FilingOut])
def list_filings(request: Request, pk: int) -> Any:
    """Every version that was sent by then, oldest first."""
    at = as_of(request)
    report = get_object_or_404(Report.objects.visible_to(request.person).on(at), pk=pk)
    return Filing.objects.filter(report=report, sent_at__lte=at.known_at)


@router.post("{int:pk}/filings", response={201: FilingOut, 422: ProblemOut})
def send_filing(request: Request, pk: int, body: FilingIn) -> Any:
    """Send a report, whole or not at all."""
    report = get_object_or_404(Report.objects.fillable_by(request.person), pk=pk)
    raw = {row: {name: str(v) for name, v in fields.items()} for row, fields in body.cells.items()}
    form = report.demand.form
    content = actions.read_content(
        form,
        raw,
        explanations={row: said for row, said in body.explanations.items() if row in form.rows},
        obstacles=body.obstacles,
        via="api",
    )
    filing = actions.file(
        report=report, content=content, by=request.person, at=request.at, seen=body.seen
    )
    return Status(201, filing)
