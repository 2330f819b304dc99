"""A person decides about proposed words: a task, part of another, two duties, or none at all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.agencies.models import Agency, Person
from dondoc.audit import actions as audit
from dondoc.core.errors import Refusal
from dondoc.core.tasks import Kind
from dondoc.dispatches import actions as dispatches
from dondoc.dispatches.models import Proposal
from dondoc.tasks import corrections, endorsing, history, wordings
from dondoc.tasks.endorsing import AwaitingEndorsement, NotApproved
from dondoc.tasks.models import Assignment, Decision, Endorsement, Span, Task
from dondoc.web.typed_days import can_be_meant


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


class TakenBackMeanwhile(Refusal):
    """The task to which words were to be joined is no longer in force."""

    code = "task.taken_back_meanwhile"
    message = gettext_noop("The order of %(code)s was taken back meanwhile. Choose another task.")


@dataclass(frozen=True)
class Terms:
    """What a person confirms about proposed words: who, what, by when, how much."""

    title: str
    leads: list[Agency]
    lead_label: str = ""
    supporters: list[Agency] = field(default_factory=list)
    support_label: str | None = None  # the names typed, "; " between them; none: as read
    due_on: date | None = None
    due_time: time | None = None
    starts_on: date | None = None
    standing: bool = False
    every: str = ""
    target_value: Decimal | None = None
    target_unit: str = ""
    target_scope: str = ""
    product: str = ""
    report_to: str = ""
    report_by: str = ""
    judge: str = ""
    due_note: str = ""

    def check(self) -> None:
        """Refuse what cannot be a task: no owner, an impossible day, an end before a start."""
        if not self.leads:
            raise NobodyLeads(named=self.lead_label or "—")
        for day in (self.due_on, self.starts_on):
            if day and not can_be_meant(day):
                raise DayOutOfRange(day=day.isoformat())
        if self.starts_on and self.due_on and self.starts_on > self.due_on:
            raise StartsAfterDue(starts_on=self.starts_on, due_on=self.due_on)


@transaction.atomic
def confirm(
    *, proposal: Proposal, terms: Terms, by: Person, at: datetime, again: Task | None = None
) -> Task:
    """Make the proposed words a task; with `again`, a further order of a task that stands.

    The day from which it counts is the day of the dispatch. Where a leader named other owners,
    those are taken. Raises `AlreadyDecided`, `AwaitingEndorsement`, `NobodyLeads`, `DayOutOfRange`,
    `StartsAfterDue`, `TakenBackMeanwhile`.
    """
    _undecided(proposal)
    endorsed = _endorsed(proposal)
    terms = as_endorsed(terms, endorsed)
    terms.check()
    if again:
        _in_force(again)
    task = again or _renewed_task(proposal, terms) or _new_task(proposal, terms, by=by, at=at)
    ordered_on = proposal.dispatch.issued_on or at.date()
    payload = _order_payload(proposal, terms, endorsed)
    given = [*terms.leads, *terms.supporters]
    payload["told"] = dispatches.newly_told(proposal.dispatch, given)
    payload["assigned"] = [
        *(a.pk for a in terms.leads if _assign(task, a, Assignment.LEAD)),
        *(a.pk for a in terms.supporters if _assign(task, a, Assignment.SUPPORT)),
    ]
    payload["promoted"] = _promote(task, terms.leads)
    history.add(
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
        payload=payload,
    )
    wordings.remember(task, at)
    dispatches.note_recipients(proposal.dispatch, given)
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


def as_endorsed(terms: Terms, endorsed: Endorsement | None) -> Terms:
    """The terms with the owners that a leader named; as they were where the leader named none."""
    leads = list(endorsed.leads.all()) if endorsed else []
    if endorsed is None or not leads:
        return terms
    helpers = list(endorsed.supporters.all())
    return replace(
        terms,
        leads=leads,
        lead_label=endorsed.lead_label.replace("; ", ", "),
        supporters=helpers,
        support_label="; ".join(one.name for one in helpers),
    )


def _endorsed(proposal: Proposal) -> Endorsement | None:
    now = endorsing.standing(proposal.dispatch)
    if now.holds_back(proposal) and now.returned and now.answer:
        raise NotApproved(dispatch=str(proposal.dispatch), by=now.answer.by.full_name)
    if now.holds_back(proposal):
        asked_by = now.asked.by.full_name if now.asked else "—"
        raise AwaitingEndorsement(dispatch=str(proposal.dispatch), by=asked_by)
    return now.on(proposal)


def _order_payload(
    proposal: Proposal, terms: Terms, endorsed: Endorsement | None
) -> dict[str, Any]:
    confirmed = corrections.confirmed(proposal.fields, terms)
    if endorsed and endorsed.lead_label:
        # A leader chose another owner: that corrects no reader.
        confirmed |= {name: proposal.fields.get(name) for name in ("lead", "coordinate")}
    return {
        "starts_on": terms.starts_on.isoformat() if terms.starts_on else None,
        "due_raw": proposal.fields.get("due_raw"),
        "due_rule": proposal.fields.get("due_rule"),
        "proposal": proposal.pk,
        "confirmed": confirmed,
        "corrected": corrections.differing(proposal.fields, confirmed),
        "endorsement": endorsed.pk if endorsed else None,
    }


def _columns(terms: Terms) -> dict[str, Any]:
    return {
        "title": terms.title.strip()[:300],
        "lead_label": (terms.lead_label or ", ".join(a.name for a in terms.leads))[:400],
        "target_value": terms.target_value,
        "target_unit": terms.target_unit,
        "target_scope": terms.target_scope,
        "product": terms.product,
        "report_to": terms.report_to,
        "report_by": terms.report_by,
        "judge": terms.judge,
        "every": terms.every,
    }


def _new_task(proposal: Proposal, terms: Terms, *, by: Person, at: datetime) -> Task:
    return Task.objects.create(
        **_columns(terms),
        code=_next_code(proposal),
        dispatch=proposal.dispatch,
        clause=proposal.clause,
        start=proposal.start,
        end=proposal.end,
        text=proposal.text,
        created_by=by,
        created_at=at,
    )


def _renewed_task(proposal: Proposal, terms: Terms) -> Task | None:
    """The task these words made before that was taken back: it keeps its code and its history."""
    taken_back = Span.objects.filter(withdrawn=True, known_to=None).values("task")
    for task in Task.objects.filter(dispatch=proposal.dispatch, pk__in=taken_back):
        if any(one.payload.get("proposal") == proposal.pk for one in task.changes.all()):
            Task.objects.filter(pk=task.pk).update(**_columns(terms))
            task.assignments.all().delete()
            task.refresh_from_db()
            return task
    return None


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


def _assign(task: Task, agency: Agency, role: str) -> bool:
    """Give an agency its part; false where it had one already."""
    given = Assignment.objects.get_or_create(task=task, agency=agency, defaults={"role": role})
    return given[1]


def _promote(task: Task, leads: list[Agency]) -> list[int]:
    """Whoever supported until now and is ordered to lead, leads; an undo makes that undone too."""
    parts = task.assignments.filter(agency__in=leads, role=Assignment.SUPPORT)
    promoted = sorted(parts.values_list("agency", flat=True))
    parts.update(role=Assignment.LEAD)
    return promoted


def _undecided(proposal: Proposal) -> None:
    # Two officers may decide at once: the second one waits here, then hears of the first.
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    decided = Decision.objects.filter(proposal=proposal).select_related("by").first()
    if decided:
        raise AlreadyDecided(by=decided.by.full_name, position=proposal.position)


def _in_force(task: Task) -> None:
    # Somebody may take its order back at the same moment: one of the two waits here.
    history.hold(task)
    if not Task.objects.in_force().filter(pk=task.pk).exists():
        raise TakenBackMeanwhile(code=task.code)


def _decide(proposal: Proposal, kind: str, *, by: Person, at: datetime, **more: Any) -> None:
    Decision.objects.create(proposal=proposal, kind=kind, by=by, at=at, **more)


@transaction.atomic
def drop(*, proposal: Proposal, reason: str, by: Person, at: datetime) -> None:
    """Say that the words set no duty."""
    _undecided(proposal)
    _decide(proposal, Decision.Kind.DROPPED, by=by, at=at, reason=reason[:300])
    audit.record("proposal.dropped", on=proposal, by=by, at=at, reason=reason)


@transaction.atomic
def merge(*, proposal: Proposal, into: Task, by: Person, at: datetime) -> None:
    """Say that the words belong to a task that stands already."""
    _undecided(proposal)
    _in_force(into)
    _decide(proposal, Decision.Kind.MERGED, task=into, by=by, at=at)
    audit.record("proposal.merged", on=proposal, by=by, at=at, into=into.code)


@transaction.atomic
def split(*, proposal: Proposal, at_offset: int, by: Person, at: datetime) -> list[Proposal]:
    """Cut the words in two duties, each to be decided on its own."""
    _undecided(proposal)
    halves = dispatches.split(proposal=proposal, at_offset=at_offset, by=by, at=at)
    facts = {"halves": [half.pk for half in halves]}
    _decide(proposal, Decision.Kind.SPLIT, by=by, at=at, facts=facts)
    return halves
