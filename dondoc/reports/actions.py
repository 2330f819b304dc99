"""Verbs on reports: ask for a form, open its periods, draft, file, correct, return, consolidate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_noop

from dondoc.agencies import queries as agencies
from dondoc.agencies.models import Agency, AgencyKind, Level, Person, Unit
from dondoc.audit import actions as audit
from dondoc.core import periods, reports
from dondoc.core.errors import Refusal
from dondoc.core.packs import Form
from dondoc.core.periods import HANOI, Period
from dondoc.dispatches.models import Clause, Dispatch
from dondoc.programmes.models import Programme
from dondoc.reports.models import Demand, Draft, Filing, Reopening, Report, Verdict


class PeriodClosed(Refusal):
    """The period was locked; only a reopening helps."""

    code = "report.period_closed"
    message = gettext_noop(
        "The period %(period)s closed at %(closed_at)s. Ask %(agency)s to reopen it."
    )


class FiledMeanwhile(Refusal):
    """Somebody else sent a revision while this one was being typed."""

    code = "report.filed_meanwhile"
    message = gettext_noop(
        "%(by)s sent revision %(revision)s at %(at)s while you were typing. Your figures are kept "
        "as a draft: compare them with that revision, then send a correction."
    )


class NothingFilled(Refusal):
    """A report without a single figure says nothing."""

    code = "report.nothing_filled"
    message = gettext_noop("Fill in at least one figure before sending. An empty cell is not zero.")


class CellsUnreadable(Refusal):
    """Some cells hold no number that can be counted."""

    code = "report.cells_unreadable"
    message = gettext_noop(
        "%(count)s cells cannot be read as counts. Nothing was sent; correct the cells named."
    )


class PeriodNotBegun(Refusal):
    """The day of the data has not begun."""

    code = "report.period_not_begun"
    message = gettext_noop("The day %(period)s has not begun. Send its figures from that day on.")


class AlreadyReturned(Refusal):
    """A filing is returned once."""

    code = "report.already_returned"
    message = gettext_noop("Revision %(revision)s was already returned.")


class NothingToConsolidate(Refusal):
    """No unit has reported, so there is nothing to add up."""

    code = "report.nothing_to_consolidate"
    message = gettext_noop("No unit has reported for %(period)s yet: there is nothing to add up.")


@transaction.atomic
def demand(
    *,
    programme: Programme,
    form: Form,
    dispatch: Dispatch,
    clause: Clause | None,
    by: Person,
    at: datetime,
    back_fill_from: date | None = None,
) -> Demand:
    """Put a form in force by a clause: from the dispatch's arrival every unit of its level owes it.

    Days before the arrival may be asked for as back-fill; they never count as late or missing.
    """
    day = at.astimezone(HANOI).date()
    found, created = Demand.objects.get_or_create(
        programme=programme,
        form_code=form.code,
        dispatch=dispatch,
        defaults={
            "clause": clause,
            "consolidator": _agency(form.consolidated_by, day),
            "recipient": _agency(form.recipient, day),
            "in_force_from": dispatch.arrived_at,
            "back_fill_from": back_fill_from or dispatch.arrived_at.astimezone(HANOI).date(),
            "recorded_by": by,
            "recorded_at": at,
        },
    )
    if created:
        audit.record("report.demanded", on=found, by=by, at=at, form=form.code)
    open_periods(demand=found, at=at)
    return found


def _agency(code: str | None, day: date) -> Agency | None:
    return Agency.objects.on(day).filter(code=code).first() if code else None


@transaction.atomic
def open_periods(*, demand: Demand, at: datetime) -> int:
    """Write down what is owed for every period up to now; safe to repeat, never twice."""
    form = demand.form
    today = at.astimezone(HANOI).date()
    newest = Report.objects.filter(demand=demand).aggregate(day=Max("first_on"))["day"]
    first = newest + timedelta(days=1) if newest else demand.back_fill_from
    last = min(today, demand.until_on) if demand.until_on else today
    owed: list[Report] = []
    for period in periods.periods_between(form.frequency, first, last):
        owed += _owed_for(demand, form, period)
    return len(Report.objects.bulk_create(owed, ignore_conflicts=True))


def _owed_for(demand: Demand, form: Form, period: Period) -> list[Report]:
    due = periods.due_at(period, form.due)
    facts = {
        "demand": demand,
        "first_on": period.first,
        "last_on": period.last,
        "due_at": due.at,
        "due_inclusive": due.inclusive,
        "back_fill": not periods.is_owed(period, form.due, in_force_from=demand.in_force_from),
    }
    facts["closes_at"] = None if facts["back_fill"] else periods.closes_at(period, form.closes)
    rows = [
        Report(unit=unit, agency=agency, **facts) for unit, agency in _reporters(form, period.last)
    ]
    if demand.consolidator and demand.consolidator.unit:
        whole = {**facts, "closes_at": None}
        rows.append(
            Report(
                unit=demand.consolidator.unit,
                agency=demand.consolidator,
                consolidated=True,
                **whole,
            )
        )
    return rows


def _reporters(form: Form, day: date) -> Iterable[tuple[Unit, Agency]]:
    """The units of the form's level on a day, each with the committee that answers for it."""
    communes = agencies.committees(AgencyKind.COMMUNE, day)
    districts = agencies.committees(AgencyKind.DISTRICT, day)
    units = {
        "lowest_unit": Unit.objects.lowest(day),
        "commune": Unit.objects.on(day).filter(level=Level.COMMUNE),
        "district": Unit.objects.on(day).filter(level=Level.DISTRICT),
    }
    if form.reporters == "department":
        departments = Agency.objects.on(day).filter(kind=AgencyKind.DEPARTMENT).exclude(unit=None)
        return [(agency.unit, agency) for agency in departments.select_related("unit")]
    found = [(unit, communes.get(unit.pk) or districts.get(unit.pk)) for unit in
             units[form.reporters]]  # fmt: skip
    return [(unit, agency) for unit, agency in found if agency]


@transaction.atomic
def save_draft(
    *,
    report: Report,
    cells: Mapping[str, Mapping[str, str]],
    by: Person,
    at: datetime,
    obstacles: str = "",
    explanations: Mapping[str, str] | None = None,
) -> Draft:
    """Keep what is being typed, exactly as typed; it is not a report and counts nowhere."""
    draft, _ = Draft.objects.update_or_create(
        report=report,
        defaults={
            "cells": {row: dict(fields) for row, fields in cells.items()},
            "obstacles": obstacles,
            "explanations": dict(explanations or {}),
            "saved_at": at,
            "by": by,
        },
    )
    return draft


@dataclass(frozen=True)
class Content:
    """What is sent: figures, lines that explain them, and what stands in the way."""

    cells: Mapping[str, Mapping[str, int]]
    explanations: Mapping[str, str] = field(default_factory=dict)
    obstacles: str = ""
    sources: tuple[int, ...] = ()
    via: str = "page"


def read_content(form: Form, raw: Mapping[str, Mapping[str, str]], **further: Any) -> Content:
    """Turn typed texts into counts, or refuse with every cell that cannot be one."""
    read = reports.read_cells(form, raw)
    if read.findings:
        raise CellsUnreadable(count=len(read.findings), findings=read.findings)
    return Content(read.cells, **further)


def file(
    *, report: Report, content: Content, by: Person, at: datetime, seen: int | None = None
) -> Filing:
    """Send a report: a new revision, written whole or not at all.

    `seen` is the newest revision the sender had before them; another one sent meanwhile refuses
    with `FiledMeanwhile` and the typed figures stay as a draft. Raises `PeriodClosed`,
    `NothingFilled`, `PeriodNotBegun`.
    """
    _may_send(report, content, at)
    try:
        with transaction.atomic():
            return _write_filing(report, content, by, at, seen)
    except IntegrityError as clash:
        raise _meanwhile(report, at) from clash


def _may_send(report: Report, content: Content, at: datetime) -> None:
    if not any(content.cells.values()):
        raise NothingFilled
    if at.astimezone(HANOI).date() < report.last_on:
        raise PeriodNotBegun(period=f"{report.last_on:%d/%m/%Y}")
    closed = report.closes_at is not None and at >= report.closes_at
    if closed and not report.reopenings.filter(at__lte=at, until__gt=at).exists():
        raise PeriodClosed(
            period=f"{report.first_on:%d/%m/%Y}",
            closed_at=f"{report.closes_at.astimezone(HANOI):%H:%M %d/%m/%Y}",
            agency=str(agencies.standing_agency(at.date()) or "—"),
        )


def _write_filing(
    report: Report, content: Content, by: Person, at: datetime, seen: int | None
) -> Filing:
    # The row of the report is locked, so that two senders stand in line (SQLite: the whole file).
    Report.objects.select_for_update().get(pk=report.pk)
    newest = report.filings.aggregate(top=Max("revision"))["top"] or 0
    if seen is not None and newest > seen:
        raise _meanwhile(report, at)
    version = report.demand.version()
    form = version.form(report.demand.form_code)
    findings = reports.check(form, content.cells, previous_cells(report, at))
    filing = Filing.objects.create(
        report=report,
        revision=newest + 1,
        version=version,
        cells={row: dict(fields) for row, fields in content.cells.items() if fields},
        explanations={row: text for row, text in content.explanations.items() if text.strip()},
        obstacles=content.obstacles.strip(),
        warnings=[f"{finding.row}.{finding.check_code}" for finding in findings],
        sources=list(content.sources),
        via=content.via,
        sent_at=at,
        by=by,
    )
    Draft.objects.filter(report=report).delete()
    audit.record(
        "report.filed",
        on=report,
        by=by,
        at=at,
        for_whom=report.agency.name,
        revision=filing.revision,
        via=content.via,
        warnings=filing.warnings,
    )
    return filing


def _meanwhile(report: Report, at: datetime) -> FiledMeanwhile:
    newest = report.filings.order_by("-revision").select_related("by").first()
    return FiledMeanwhile(
        by=newest.by.full_name if newest else "—",
        revision=newest.revision if newest else 1,
        at=f"{(newest.sent_at if newest else at).astimezone(HANOI):%H:%M}",
    )


def previous_cells(report: Report, at: datetime) -> dict[str, dict[str, int]] | None:
    """The unit's newest figures of an earlier period: "hôm qua" beside each cell."""
    before = (
        Filing.objects.newest(at)
        .filter(
            report__demand=report.demand,
            report__unit=report.unit,
            report__consolidated=report.consolidated,
            report__first_on__lt=report.first_on,
        )
        .order_by("-report__first_on")
        .first()
    )
    return before.cells if before else None


@transaction.atomic
def send_back(*, filing: Filing, reason: str, by: Person, at: datetime) -> None:
    """Return a filing with its reason; from then on it counts nowhere and its sender sees why."""
    if filing.verdicts.filter(kind=Verdict.RETURNED).exists():
        raise AlreadyReturned(revision=filing.revision)
    Verdict.objects.create(filing=filing, kind=Verdict.RETURNED, reason=reason[:300], at=at, by=by)
    audit.record("report.returned", on=filing.report, by=by, at=at, revision=filing.revision,
                 reason=reason)  # fmt: skip


@transaction.atomic
def reopen(*, report: Report, until: datetime, reason: str, by: Person, at: datetime) -> None:
    """Open a closed period again for one report until a moment."""
    Reopening.objects.create(report=report, until=until, reason=reason[:300], at=at, by=by)
    audit.record("report.reopened", on=report, by=by, at=at, until=until.isoformat(),
                 reason=reason)  # fmt: skip


def consolidate(*, report: Report, by: Person, at: datetime, obstacles: str = "") -> Filing:
    """Add up the units' newest filings into the department's own report to the standing agency.

    Units that did not report are missing from the sum and are named in the obstacles line.
    """
    form = report.demand.form
    parts = list(
        Filing.objects.newest(at)
        .filter(report__demand=report.demand, report__consolidated=False,
                report__first_on=report.first_on)
        .select_related("report__unit")
    )  # fmt: skip
    if not parts:
        raise NothingToConsolidate(period=f"{report.first_on:%d/%m/%Y}")
    rolled = reports.roll_up(form, [part.cells for part in parts])
    content = Content(
        cells=rolled.cells, obstacles=obstacles, sources=tuple(part.pk for part in parts),
        via="sum",
    )  # fmt: skip
    return file(report=report, content=content, by=by, at=at)


def open_all(*, at: datetime) -> int:
    """What the timer does: open the periods of every form in force."""
    return sum(open_periods(demand=one, at=at) for one in Demand.objects.all())
