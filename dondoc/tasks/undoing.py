"""Taking a decision of the review back. Nothing is erased: an order stays, a row takes it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.agencies.models import Person
from dondoc.audit import actions as audit
from dondoc.core import tasks as core
from dondoc.core.errors import Refusal
from dondoc.core.tasks import Kind
from dondoc.dispatches import actions as dispatches
from dondoc.dispatches.models import Dispatch, Proposal
from dondoc.tasks import history, wordings
from dondoc.tasks.models import Assignment, Change, Decision, Span, TakenBack, Task, Wording


class NothingToTakeBack(Refusal):
    """The person decided nothing about this dispatch that still stands."""

    code = "task.nothing_to_take_back"
    message = gettext_noop("You have decided nothing about %(dispatch)s that could be taken back.")


class MoreThanAnOrder(Refusal):
    """Something hangs on the task beside its order: it is no longer a matter of the review."""

    code = "task.more_than_an_order"
    message = gettext_noop(
        "%(code)s is more than an order by now: it was received, reported on, measured, or other "
        "words were joined to it. Take those back first, or end it by a ruling."
    )


class NotTheLast(Refusal):
    """The decision to be taken back is not the person's last one: a form was sent twice."""

    code = "task.not_the_last_decision"
    message = gettext_noop(
        "That was already taken back, or you have decided on %(dispatch)s since. Nothing was "
        "changed."
    )


class HalfDecided(Refusal):
    """A half of a cut duty was decided on by itself."""

    code = "task.half_decided"
    message = gettext_noop(
        "A half of duty %(position)s has been decided on. Take that decision back first."
    )


# What every task brings with it; any other row that points at it hangs on it.
OWN_ROWS = (Assignment, Change, Decision, Span, TakenBack, Wording)


@transaction.atomic
def take_back(*, proposal: Proposal, by: Person, at: datetime) -> None:
    """Take back what was decided about proposed words, so that they wait again.

    Raises `MoreThanAnOrder` for a task on which something hangs, `HalfDecided` for a duty cut in
    two of which one half was decided on. Words that wait already stay as they are.
    """
    # Two officers may take it back at once: the second one waits here and finds nothing to do.
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    decision = Decision.objects.filter(proposal=proposal).select_related("task").first()
    if decision is None or decision.kind == Decision.Kind.REJOINED:
        return
    if decision.kind == Decision.Kind.CONFIRMED and decision.task:
        _withdraw(decision, decision.task, by=by, at=at)
    elif decision.kind == Decision.Kind.SPLIT:
        _rejoin(decision, by=by, at=at)
    audit.record(
        "proposal.reconsidered", on=proposal, by=by, at=at, before=decision.kind, after="undecided"
    )
    TakenBack.of(decision, at).save(force_insert=True)
    decision.delete()


def take_back_last(
    *, dispatch: Dispatch, by: Person, at: datetime, seen: int | None = None
) -> list[Proposal]:
    """Take back the person's last decision; those made in one go are taken back in one go.

    `seen` is the decision that a page offered to take back. Raises `NothingToTakeBack` where there
    is none, `NotTheLast` where it is another one, else what `take_back` raises; then all stand.
    """
    mine = last_of(dispatch, by)
    if not mine:
        raise NothingToTakeBack(dispatch=str(dispatch))
    if seen is not None and seen != mine[0].pk:
        raise NotTheLast(dispatch=str(dispatch))
    with transaction.atomic():
        _hold(mine)
        for decision in mine:
            take_back(proposal=decision.proposal, by=by, at=at)
    return [decision.proposal for decision in reversed(mine)]


def last_of(dispatch: Dispatch, by: Person) -> list[Decision]:
    """The person's last decision about a dispatch, with all that were made in the same go."""
    mine = Decision.objects.filter(proposal__dispatch=dispatch, by=by)
    mine = mine.exclude(kind=Decision.Kind.REJOINED).order_by("-pk")
    newest = mine.first()
    if newest is None:
        return []
    return list(mine.filter(at=newest.at).select_related("proposal", "task"))


def _hold(decisions: list[Decision]) -> None:
    """Everybody takes rows in the same order, or two who each wait for the other would wait on."""
    words = sorted(one.proposal_id for one in decisions)
    list(Proposal.objects.select_for_update().filter(pk__in=words).order_by("pk").values("pk"))
    tasks = [one.task_id for one in decisions if one.task_id]
    list(Task.objects.select_for_update().filter(pk__in=tasks).order_by("pk").values("pk"))


def _withdraw(decision: Decision, task: Task, *, by: Person, at: datetime) -> None:
    history.hold(task)
    rows = core.standing(Change.objects.filter(task=task).order_by("pk"))
    order = rows[-1] if rows else None
    if (
        order is None
        or order.kind != Kind.ORDERED
        or order.payload.get("proposal") != decision.proposal_id
    ):
        raise MoreThanAnOrder(code=task.code)
    made_here = len(rows) == 1
    if task.decisions.filter(pk__gt=decision.pk).exists() or (made_here and _burdened(task)):
        raise MoreThanAnOrder(code=task.code)
    history.add(
        task,
        Kind.WITHDRAWN,
        on=order.effective_on,  # on every day on which the order would count, it no longer does
        at=at,
        by=by,
        authority=order.authority,
        payload={"proposal": decision.proposal_id, "order": order.pk},
    )
    if not made_here:
        task.assignments.filter(agency__in=order.payload.get("assigned", [])).delete()
        promoted = task.assignments.filter(agency__in=order.payload.get("promoted", []))
        promoted.update(role=Assignment.SUPPORT)
        wordings.remember(task, at)
    _untell(decision)
    audit.record("task.withdrawn", on=task, by=by, at=at, due_on=str(order.due_on or ""))


def _burdened(task: Task) -> bool:
    """Whether anything but its own rows points at it: a reminder's snapshot, an indicator."""
    if task.indicator:
        return True
    return any(
        one.related_model._default_manager.filter(**{one.field.name: task}).exists()
        for one in Task._meta.related_objects
        if one.related_model not in OWN_ROWS
    )


def _untell(taken_back: Decision) -> None:
    """Whom only orders told of a dispatch, and no order names any more, reads it no more."""
    dispatch = taken_back.proposal.dispatch
    words = list(dispatch.proposals.values_list("pk", flat=True))
    orders = Change.objects.filter(kind=Kind.ORDERED, payload__proposal__in=words)
    told = {pk for one in orders.values_list("payload", flat=True) for pk in one.get("told", [])}
    others = Decision.objects.filter(proposal__dispatch=dispatch).exclude(task=None)
    others = others.exclude(pk=taken_back.pk)
    live = Task.objects.in_force().filter(pk__in=others.values("task"))
    named = Assignment.objects.filter(task__in=live).values_list("agency", flat=True)
    dispatches.forget_recipients(dispatch, told - set(named))


def _rejoin(decision: Decision, *, by: Person, at: datetime) -> None:
    halves = Proposal.objects.filter(pk__in=decision.facts.get("halves", []))
    if len(halves) < 2 or Decision.objects.filter(proposal__in=halves).exists():
        raise HalfDecided(position=decision.proposal.position)
    Decision.objects.bulk_create(
        Decision(proposal=half, kind=Decision.Kind.REJOINED, by=by, at=at) for half in halves
    )
