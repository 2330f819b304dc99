"""Verbs that change a task: each names who, when and on what ground, and keeps the past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.agencies.models import Agency, Person
from dondoc.audit import actions as audit
from dondoc.core import tasks as core
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.core.tasks import Kind
from dondoc.dispatches import actions as dispatches
from dondoc.dispatches.models import Clause, Proposal
from dondoc.tasks.models import Assignment, Change, Decision, Span, Task


class AlreadyDecided(Refusal):
    """Somebody decided about these words before, perhaps a minute ago."""

    code = "task.already_decided"
    message = gettext_noop(
        "%(by)s already decided on duty %(position)s. Reload the page to see what was decided."
    )


class NobodyLeads(Refusal):
    """A task without an owner cannot be judged."""

    code = "task.nobody_leads"
    message = gettext_noop("Name at least one agency that leads: %(named)s is not known.")


class StartsAfterDue(Refusal):
    """The first day lies after the last day."""

    code = "task.starts_after_due"
    message = gettext_noop("The first day %(starts_on)s is after the last day %(due_on)s.")


class DayOutOfRange(Refusal):
    """A day no dispatch of today can mean."""

    code = "task.day_out_of_range"
    message = gettext_noop("%(day)s cannot be a last day. Enter a day between 2000 and 2100.")


class NothingHandedIn(Refusal):
    """There is no result to accept or return."""

    code = "task.nothing_handed_in"
    message = gettext_noop(
        "No result of %(code)s waits for confirmation. Its lead agency must hand it in first."
    )


class ProductMissing(Refusal):
    """A result needs its product: a document number or a description."""

    code = "task.product_missing"
    message = gettext_noop(
        "State the product of %(code)s: the number of the document or what was made."
    )


class NotLater(Refusal):
    """An extension must give a later day."""

    code = "task.extension_not_later"
    message = gettext_noop("%(due_on)s is not later than the last day in force, %(current)s.")


class AlreadyEnded(Refusal):
    """The task was ended before, or its result accepted: what was late cannot be undone."""

    code = "task.already_ended"
    message = gettext_noop("%(code)s has ended. Reopen it before changing it.")


@dataclass(frozen=True)
class Terms:
    """What a person confirms about proposed words: who, what, by when, how much."""

    title: str
    leads: list[Agency]
    lead_label: str = ""
    supporters: list[Agency] = field(default_factory=list)
    due_on: date | None = None
    due_time: time | None = None
    starts_on: date | None = None
    standing: bool = False
    every: str = ""
    target_value: Decimal | None = None
    target_unit: str = ""
    product: str = ""
    report_to: str = ""
    judge: str = ""
    due_note: str = ""

    def check(self) -> None:
        """Refuse what cannot be a task: no owner, an impossible day, an end before a start."""
        if not self.leads:
            raise NobodyLeads(named=self.lead_label or "—")
        for day in (self.due_on, self.starts_on):
            if day and not 2000 <= day.year < 2100:
                raise DayOutOfRange(day=day.isoformat())
        if self.starts_on and self.due_on and self.starts_on > self.due_on:
            raise StartsAfterDue(starts_on=self.starts_on, due_on=self.due_on)


@transaction.atomic
def confirm(
    *, proposal: Proposal, terms: Terms, by: Person, at: datetime, again: Task | None = None
) -> Task:
    """Make the proposed words a task; with `again`, a further order of a task that stands.

    The day from which it counts is the day of the dispatch. Raises `AlreadyDecided`, `NobodyLeads`,
    `DayOutOfRange`, `StartsAfterDue`.
    """
    terms.check()
    _undecided(proposal)
    task = again or _new_task(proposal, terms, by=by, at=at)
    ordered_on = proposal.dispatch.issued_on or at.date()
    _add(
        task,
        Kind.ORDERED,
        on=min(ordered_on, at.date()),
        at=at,
        by=by,
        clause=proposal.clause,
        authority=str(proposal.clause or proposal.dispatch),
        due_on=terms.due_on,
        due_time=terms.due_time,
        standing=terms.standing or bool(terms.every),
        note=terms.due_note,
        payload=_order_payload(proposal, terms),
    )
    for agency in terms.leads:
        _assign(task, agency, Assignment.LEAD)
    for agency in terms.supporters:
        _assign(task, agency, Assignment.SUPPORT)
    dispatches.note_recipients(proposal.dispatch, [*terms.leads, *terms.supporters])
    _decide(proposal, Decision.Kind.CONFIRMED, task=task, by=by, at=at)
    audit.record(
        "task.confirmed",
        on=task,
        by=by,
        at=at,
        due_on=str(terms.due_on or ""),
        leads=[agency.code for agency in terms.leads],
        again=again is not None,
    )
    return task


def _order_payload(proposal: Proposal, terms: Terms) -> dict[str, Any]:
    return {
        "starts_on": terms.starts_on.isoformat() if terms.starts_on else None,
        "due_raw": proposal.fields.get("due_raw"),
        "due_rule": proposal.fields.get("due_rule"),
        "proposal": proposal.pk,
    }


def _new_task(proposal: Proposal, terms: Terms, *, by: Person, at: datetime) -> Task:
    return Task.objects.create(
        code=_next_code(proposal),
        title=terms.title.strip()[:300],
        dispatch=proposal.dispatch,
        clause=proposal.clause,
        start=proposal.start,
        end=proposal.end,
        text=proposal.text,
        lead_label=(terms.lead_label or ", ".join(a.name for a in terms.leads))[:400],
        target_value=terms.target_value,
        target_unit=terms.target_unit,
        product=terms.product,
        report_to=terms.report_to,
        judge=terms.judge,
        every=terms.every,
        created_by=by,
        created_at=at,
    )


def _next_code(proposal: Proposal) -> str:
    """ "02.4": the dispatch's number and the duty's place in it, made unique where years repeat."""
    dispatch = proposal.dispatch
    stem = (dispatch.reference.split("/")[0] or f"V{dispatch.pk}").strip()
    code = f"{stem}.{proposal.position}"
    if Task.objects.filter(code=code).exists():
        code = f"{stem}-{dispatch.dated_on.year}.{proposal.position}"
    while Task.objects.filter(code=code).exists():
        code += "'"
    return code


def _assign(task: Task, agency: Agency, role: str) -> None:
    Assignment.objects.get_or_create(task=task, agency=agency, defaults={"role": role})


def _undecided(proposal: Proposal) -> None:
    # Two officers may decide at once: the second one waits here, then hears of the first.
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    decided = Decision.objects.filter(proposal=proposal).select_related("by").first()
    if decided:
        raise AlreadyDecided(by=decided.by.full_name, position=proposal.position)


def _decide(
    proposal: Proposal, kind: str, *, by: Person, at: datetime, task: Task | None = None, reason=""
) -> None:
    Decision.objects.create(
        proposal=proposal, kind=kind, task=task, reason=reason[:300], by=by, at=at
    )


@transaction.atomic
def drop(*, proposal: Proposal, reason: str, by: Person, at: datetime) -> None:
    """Say that the words set no duty."""
    _undecided(proposal)
    _decide(proposal, Decision.Kind.DROPPED, by=by, at=at, reason=reason)
    audit.record("proposal.dropped", on=proposal, by=by, at=at, reason=reason)


@transaction.atomic
def merge(*, proposal: Proposal, into: Task, by: Person, at: datetime) -> None:
    """Say that the words belong to a task that stands already."""
    _undecided(proposal)
    _decide(proposal, Decision.Kind.MERGED, task=into, by=by, at=at)
    audit.record("proposal.merged", on=proposal, by=by, at=at, into=into.code)


@transaction.atomic
def split(*, proposal: Proposal, at_offset: int, by: Person, at: datetime) -> list[Proposal]:
    """Cut the words in two duties, each to be decided on its own."""
    _undecided(proposal)
    halves = dispatches.split(proposal=proposal, at_offset=at_offset, by=by, at=at)
    _decide(proposal, Decision.Kind.SPLIT, by=by, at=at)
    return halves


@transaction.atomic
def reconsider(*, proposal: Proposal, by: Person, at: datetime) -> None:
    """Take back "no duty" or "merged"; a confirmed task is ended by a ruling instead."""
    decision = Decision.objects.filter(
        proposal=proposal, kind__in=[Decision.Kind.DROPPED, Decision.Kind.MERGED]
    )
    if decision.exists():
        audit.record("proposal.reconsidered", on=proposal, by=by, at=at)
        decision.delete()


@transaction.atomic
def hand_in(
    *, task: Task, product: str, by: Person, at: datetime, number: str = "", on: date | None = None
) -> None:
    """Hand in a result with its product; it waits for confirmation, neither overdue nor done."""
    if not (product.strip() or number.strip()):
        raise ProductMissing(code=task.code)
    _unfinished(task, at)
    payload = {"number": number.strip()}
    _add(task, Kind.HANDED_IN, on=on or at.date(), at=at, by=by, note=product, payload=payload)
    audit.record("task.handed_in", on=task, by=by, at=at, number=number)


@transaction.atomic
def accept(*, task: Task, by: Person, at: datetime) -> None:
    """Confirm a result; the task is done on the day on which that result was handed in."""
    _waiting(task, at)
    _add(task, Kind.ACCEPTED, on=at.date(), at=at, by=by)
    audit.record("task.accepted", on=task, by=by, at=at)


@transaction.atomic
def send_back(*, task: Task, reason: str, by: Person, at: datetime) -> None:
    """Return a result with the reason; the task is open again as if nothing had been handed in."""
    _waiting(task, at)
    _add(task, Kind.RETURNED, on=at.date(), at=at, by=by, note=reason)
    audit.record("task.returned", on=task, by=by, at=at, reason=reason)


@transaction.atomic
def extend(
    *,
    task: Task,
    due_on: date,
    authority: str,
    by: Person,
    at: datetime,
    clause: Clause | None = None,
) -> None:
    """Grant a later last day by a ruling; the old one stays, so past days answer as before."""
    _unfinished(task, at)
    current = task.facts(AsOf.at(at)).due_on
    if current is None or due_on <= current:
        raise NotLater(due_on=due_on, current=current or "—")
    _add(
        task, Kind.EXTENDED, on=at.date(), at=at, by=by, due_on=due_on, authority=authority,
        clause=clause,
    )  # fmt: skip
    audit.record(
        "task.extended", on=task, by=by, at=at, before=str(current), after=str(due_on),
        authority=authority,
    )  # fmt: skip


@transaction.atomic
def end(*, task: Task, authority: str, by: Person, at: datetime) -> None:
    """End a task without object by a ruling; it leaves all rates and keeps its history."""
    _unfinished(task, at)
    _add(task, Kind.ENDED, on=at.date(), at=at, by=by, authority=authority)
    audit.record("task.ended", on=task, by=by, at=at, authority=authority)


@transaction.atomic
def report_progress(
    *,
    task: Task,
    note: str,
    by: Person,
    at: datetime,
    percent: Decimal | None = None,
    expected_on: date | None = None,
) -> None:
    """The owner's own word on how far it is, and the day on which it expects to be done."""
    _open(task, at)
    _add(
        task, Kind.PROGRESS, on=at.date(), at=at, by=by, note=note, percent=percent,
        forecast_on=expected_on,
    )  # fmt: skip
    audit.record("task.progress", on=task, by=by, at=at, percent=str(percent or ""))


@transaction.atomic
def note_pace(
    *, task: Task, percent: Decimal, forecast_on: date | None, at: datetime, source: dict[str, Any]
) -> None:
    """Note a measured share and the day its pace foretells; the same again is not noted twice."""
    facts = task.facts(AsOf.at(at))
    if facts.percent == percent and facts.forecast_on == forecast_on:
        return
    _add(
        task, Kind.PACE, on=at.date(), at=at, by=None, percent=percent, forecast_on=forecast_on,
        payload=source,
    )  # fmt: skip


@transaction.atomic
def measure_by(*, task: Task, indicator: str, by: Person, at: datetime) -> None:
    """Tie a task to the indicator ("programme.indicator") that measures it."""
    Task.objects.filter(pk=task.pk).update(indicator=indicator)
    audit.record("task.measured_by", on=task, by=by, at=at, indicator=indicator)


@transaction.atomic
def receive(*, task: Task, by: Person, at: datetime) -> None:
    """Note that an agency has opened a task it leads; once for each agency, silently after that."""
    if by.duty is None:
        return
    received = Change.objects.filter(task=task, kind=Kind.RECEIVED, agency=by.duty.agency)
    if received.exists():
        return
    # Two officers of one agency may open it at once: the second waits here and finds it noted.
    Task.objects.select_for_update().get(pk=task.pk)
    if not received.exists():
        _add(task, Kind.RECEIVED, on=at.date(), at=at, by=by)
        audit.record("task.received", on=task, by=by, at=at)


@transaction.atomic
def clarify(
    *, task: Task, by: Person, at: datetime, product: str | None = None, judge: str | None = None
) -> None:
    """Say what the dispatch left unsaid: the product, or who accepts it; the log keeps what was."""
    said = {"product": product, "judge": judge}
    new = {name: words.strip() for name, words in said.items() if words is not None}
    old = {name: getattr(task, name) for name in new}
    if new == old:
        return
    Task.objects.filter(pk=task.pk).update(**new)
    audit.record("task.clarified", on=task, by=by, at=at, before=old, after=new)


def _unfinished(task: Task, at: datetime) -> None:
    """A result that was accepted stays as it was judged; only periodic work goes on."""
    facts = task.facts(AsOf.at(at))
    if facts.ended or (facts.done_on is not None and not task.every):
        raise AlreadyEnded(code=task.code)


def _open(task: Task, at: datetime) -> None:
    if task.facts(AsOf.at(at)).ended:
        raise AlreadyEnded(code=task.code)


def _waiting(task: Task, at: datetime) -> None:
    if not task.facts(AsOf.at(at)).awaiting:
        raise NothingHandedIn(code=task.code)


def _add(
    task: Task, kind: Kind, *, on: date, at: datetime, by: Person | None, **facts: Any
) -> None:
    agency = by.duty.agency if by and by.duty else None
    Change.objects.create(
        task=task, kind=kind, effective_on=on, recorded_at=at, by=by, agency=agency, **facts
    )
    rebuild_spans([task])


def rebuild_spans(tasks: Iterable[Task]) -> int:
    """Derive the intervals anew from the changes; gives an equal table however often it runs."""
    written = 0
    for task in tasks:
        changes = [change.as_fact() for change in Change.objects.filter(task=task)]
        spans = [Span.of(task, span) for span in core.spans_of(changes)]
        Span.objects.filter(task=task).delete()
        written += len(Span.objects.bulk_create(spans))
    return written
