"""Verbs on reports: draft, file, correct, return, accept, reopen, consolidate.

Asking for a form and opening its periods stand in `demanding`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_noop

from dondoc.agencies import queries as agencies
from dondoc.agencies.models import Person
from dondoc.audit import actions as audit
from dondoc.core import reports
from dondoc.core.asof import AsOf
from dondoc.core.errors import Finding, Refusal
from dondoc.core.packs import Form, Severity
from dondoc.core.periods import day_of
from dondoc.reports.adding_up import parts_of
from dondoc.reports.models import Draft, Filing, Reopening, Report, Verdict
from dondoc.web import words


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


class SameAsLast(Refusal):
    """Exactly these figures were sent before: a file loaded twice, a button pressed twice."""

    code = "report.same_as_last"
    message = gettext_noop(
        "Revision %(revision)s, sent at %(at)s by %(by)s, holds exactly these figures. "
        "Nothing was sent again; change a figure to send a correction."
    )


class ImpossibleFigures(Refusal):
    """Figures that cannot be, whatever the explanation."""

    code = "report.impossible_figures"
    message = gettext_noop(
        "%(count)s rows hold figures that cannot be. Nothing was sent; correct the rows named."
    )


class PeriodNotBegun(Refusal):
    """The day of the data has not begun."""

    code = "report.period_not_begun"
    message = gettext_noop("The day %(period)s has not begun. Send its figures from that day on.")


class NoLongerOwed(Refusal):
    """The unit was no more on the day of the data, as is known since."""

    code = "report.no_longer_owed"
    message = gettext_noop(
        "%(agency)s no longer owes the report for %(period)s, as is known by now. Open the list of "
        "reports to see who does."
    )


class AlreadyReturned(Refusal):
    """A filing is returned once."""

    code = "report.already_returned"
    message = gettext_noop("Revision %(revision)s was already returned.")


class ReasonMissing(Refusal):
    """Who is told no must be told why."""

    code = "report.reason_missing"
    message = gettext_noop("State the reason in one line, so that %(agency)s knows what to do.")


class ReopeningInPast(Refusal):
    """A reopening must leave time to send."""

    code = "report.reopening_in_past"
    message = gettext_noop("Choose a moment after now: until then %(agency)s can send.")


class NothingToConsolidate(Refusal):
    """No unit has reported, so there is nothing to add up."""

    code = "report.nothing_to_consolidate"
    message = gettext_noop("No unit has reported for %(period)s yet: there is nothing to add up.")


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
    `NothingFilled`, `PeriodNotBegun`, `NoLongerOwed`, `ImpossibleFigures`, `SameAsLast`.
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
    if day_of(at) < report.last_on:
        raise PeriodNotBegun(period=words.day(report.last_on))
    if not Report.objects.owed(AsOf.at(at)).filter(pk=report.pk).exists():
        raise NoLongerOwed(agency=report.agency.name, period=words.day(report.first_on))
    if closed := closing(report, at):
        raise closed


def closing(report: Report, at: datetime) -> PeriodClosed | None:
    """Why a report can no longer be sent at a moment; none while it is open, or open again."""
    if report.closes_at is None or report.is_open(at):
        return None
    return PeriodClosed(
        period=words.day(report.first_on),
        closed_at=words.full_moment(report.closes_at),
        agency=str(agencies.standing_agency(AsOf.at(at)) or "—"),
    )


def _write_filing(
    report: Report, content: Content, by: Person, at: datetime, seen: int | None
) -> Filing:
    # The row of the report is locked, so that two senders stand in line (SQLite: the whole file).
    Report.objects.select_for_update().get(pk=report.pk)
    newest = report.filings.aggregate(top=Max("revision"))["top"] or 0
    if seen is not None:
        refuse_same(report, content, at)
        if newest > seen:
            raise _meanwhile(report, at)
    version = report.demand.version()
    form = version.form(report.demand.form_code)
    findings = reports.check(form, content.cells, previous_cells(report, at))
    _refuse_impossible(form, findings)
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


def refuse_same(report: Report, content: Content, at: datetime) -> None:
    """Say that the newest revision that counts holds exactly what would be sent again."""
    last = Filing.objects.newest(at).filter(report=report).select_related("by").first()
    if last is None or last.cells != {row: dict(c) for row, c in content.cells.items() if c}:
        return
    said = {row: text.strip() for row, text in content.explanations.items() if text.strip()}
    if content.via != "sheet" and (
        {row: text.strip() for row, text in last.explanations.items()} != said
        or last.obstacles != content.obstacles.strip()
    ):
        return
    raise SameAsLast(
        revision=last.revision,
        at=words.full_moment(last.sent_at),
        by=last.by.full_name,
    )


def _refuse_impossible(form: Form, findings: Iterable[reports.CheckFinding]) -> None:
    wrong = [one for one in findings if one.severity is Severity.IMPOSSIBLE]
    if wrong:
        places = [Finding(form.rows[one.row], "%(said)s", {"said": one.message}) for one in wrong]
        raise ImpossibleFigures(count=len({one.row for one in wrong}), findings=places)


def _meanwhile(report: Report, at: datetime) -> FiledMeanwhile:
    newest = report.filings.order_by("-revision").select_related("by").first()
    return FiledMeanwhile(
        by=newest.by.full_name if newest else "—",
        revision=newest.revision if newest else 1,
        at=words.clock_time(newest.sent_at if newest else at),
    )


def previous_filing(report: Report, at: datetime) -> Filing | None:
    """The unit's newest filing of an earlier period that counts."""
    return (
        Filing.objects.newest(at)
        .filter(
            report__demand=report.demand,
            report__unit=report.unit,
            report__consolidated=report.consolidated,
            report__first_on__lt=report.first_on,
        )
        .select_related("report")
        .order_by("-report__first_on")
        .first()
    )


def previous_cells(report: Report, at: datetime) -> dict[str, dict[str, int]] | None:
    """The unit's newest figures of an earlier period: "hôm qua" beside each cell."""
    before = previous_filing(report, at)
    return before.cells if before else None


@transaction.atomic
def send_back(*, filing: Filing, reason: str, by: Person, at: datetime) -> None:
    """Return a filing with its reason; from then on it counts nowhere and its sender sees why."""
    _refuse_silence(filing.report, reason)
    _refuse_returned(filing)
    Verdict.objects.create(filing=filing, kind=Verdict.RETURNED, reason=reason[:300], at=at, by=by)
    audit.record("report.returned", on=filing.report, by=by, at=at, revision=filing.revision,
                 reason=reason)  # fmt: skip


def _refuse_returned(filing: Filing) -> None:
    if filing.verdicts.filter(kind=Verdict.RETURNED).exists():
        raise AlreadyReturned(revision=filing.revision)


def _refuse_silence(report: Report, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing(agency=report.agency.name)


@transaction.atomic
def accept(*, filing: Filing, by: Person, at: datetime) -> None:
    """Accept a filing; the same again changes nothing. Raises `AlreadyReturned`."""
    _refuse_returned(filing)
    if filing.verdicts.filter(kind=Verdict.ACCEPTED).exists():
        return
    Verdict.objects.create(filing=filing, kind=Verdict.ACCEPTED, at=at, by=by)
    audit.record("report.accepted", on=filing.report, by=by, at=at, revision=filing.revision)


@transaction.atomic
def reopen(*, report: Report, until: datetime, reason: str, by: Person, at: datetime) -> None:
    """Open a closed period again for one report until a moment.

    Raises `ReasonMissing`, `ReopeningInPast`.
    """
    _refuse_silence(report, reason)
    if until <= at:
        raise ReopeningInPast(agency=report.agency.name)
    Reopening.objects.create(report=report, until=until, reason=reason[:300], at=at, by=by)
    audit.record("report.reopened", on=report, by=by, at=at, until=until.isoformat(),
                 reason=reason)  # fmt: skip


def consolidate(
    *,
    report: Report,
    by: Person,
    at: datetime,
    obstacles: str = "",
    seen: int | None = None,
) -> Filing:
    """Add up the units' newest filings into the department's own report to the standing agency.

    Units that did not report are missing from the sum and are named in the obstacles line.
    """
    parts = parts_of(report, report.demand.form, at)
    if not parts.filings:
        raise NothingToConsolidate(period=words.day(report.first_on))
    content = Content(
        cells=parts.cells,
        obstacles=obstacles,
        sources=tuple(filing.pk for filing in parts.filings),
        via="sum",
    )
    return file(report=report, content=content, by=by, at=at, seen=seen)
