"""Verbs that change a task: each names who, when and on what ground, and keeps the past."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.agencies.models import Person
from dondoc.audit import actions as audit
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.core.tasks import Kind
from dondoc.dispatches.models import Clause
from dondoc.tasks import history, wordings
from dondoc.tasks.models import Change, Task


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


@transaction.atomic
def hand_in(
    *, task: Task, product: str, by: Person, at: datetime, number: str = "", on: date | None = None
) -> None:
    """Hand in a result with its product; it waits for confirmation, neither overdue nor done."""
    if not (product.strip() or number.strip()):
        raise ProductMissing(code=task.code)
    _unfinished(task, at)
    payload = {"number": number.strip()}
    history.add(
        task, Kind.HANDED_IN, on=on or at.date(), at=at, by=by, note=product, payload=payload
    )
    audit.record("task.handed_in", on=task, by=by, at=at, number=number)


@transaction.atomic
def accept(*, task: Task, by: Person, at: datetime) -> None:
    """Confirm a result; the task is done on the day on which that result was handed in."""
    _waiting(task, at)
    history.add(task, Kind.ACCEPTED, on=at.date(), at=at, by=by)
    audit.record("task.accepted", on=task, by=by, at=at)


@transaction.atomic
def send_back(*, task: Task, reason: str, by: Person, at: datetime) -> None:
    """Return a result with the reason; the task is open again as if nothing had been handed in."""
    _waiting(task, at)
    history.add(task, Kind.RETURNED, on=at.date(), at=at, by=by, note=reason)
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
    history.add(
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
    history.add(task, Kind.ENDED, on=at.date(), at=at, by=by, authority=authority)
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
    history.add(
        task, Kind.PROGRESS, on=at.date(), at=at, by=by, note=note, percent=percent,
        forecast_on=expected_on,
    )  # fmt: skip
    audit.record("task.progress", on=task, by=by, at=at, percent=str(percent or ""))


@transaction.atomic
def note_pace(
    *, task: Task, percent: Decimal, forecast_on: date | None, at: datetime, source: dict[str, Any]
) -> None:
    """Note a measured share and the day its pace foretells; the same again is not noted twice."""
    history.hold(task)
    facts = task.facts(AsOf.at(at))
    if facts.percent == percent and facts.forecast_on == forecast_on:
        return
    history.add(
        task, Kind.PACE, on=at.date(), at=at, by=None, percent=percent, forecast_on=forecast_on,
        payload=source,
    )  # fmt: skip


@transaction.atomic
def measure_by(*, task: Task, indicator: str, by: Person, at: datetime) -> None:
    """Tie a task to the indicator ("programme.indicator") that measures it."""
    Task.objects.filter(pk=task.pk).update(indicator=indicator)
    wordings.remember(task, at)
    audit.record("task.measured_by", on=task, by=by, at=at, indicator=indicator)


@transaction.atomic
def receive(*, task: Task, by: Person, at: datetime) -> None:
    """Note that an agency has opened a task it leads; once for each agency, silently after that."""
    if by.duty is None:
        return
    received = Change.objects.filter(task=task, kind=Kind.RECEIVED, agency__key=by.duty.agency.key)
    if received.exists():
        return
    # Two officers of one agency may open it at once: the second waits here and finds it noted.
    history.hold(task)
    if not received.exists() and Task.objects.in_force().filter(pk=task.pk).exists():
        history.add(task, Kind.RECEIVED, on=at.date(), at=at, by=by)
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
    wordings.remember(task, at)
    audit.record("task.clarified", on=task, by=by, at=at, before=old, after=new)


def _unfinished(task: Task, at: datetime) -> None:
    """A result that was accepted stays as it was judged; only periodic work goes on."""
    history.hold(task)
    facts = task.facts(AsOf.at(at))
    if facts.ended or (facts.done_on is not None and not task.every):
        raise AlreadyEnded(code=task.code)


def _open(task: Task, at: datetime) -> None:
    history.hold(task)
    if task.facts(AsOf.at(at)).ended:
        raise AlreadyEnded(code=task.code)


def _waiting(task: Task, at: datetime) -> None:
    history.hold(task)
    if not task.facts(AsOf.at(at)).awaiting:
        raise NothingHandedIn(code=task.code)
