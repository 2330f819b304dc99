"""Drafting a reminder and taking it to its signature. Nothing is numbered or issued by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.agencies import queries as agencies
from dondoc.agencies.models import Person, Post, Role
from dondoc.audit import actions as audit
from dondoc.core.asof import AsOf
from dondoc.core.errors import Refusal
from dondoc.dispatches import actions as dispatches
from dondoc.dispatches.models import Direction, Dispatch
from dondoc.documents.letter import write_letter
from dondoc.reminders import composing, evidence
from dondoc.reminders.models import CHOSEN, WRITABLE, Choice, Item, Reminder, Snapshot, Step
from dondoc.web import words


class NothingToUrge(Refusal):
    """No task is late or in danger, so there is nothing to remind of."""

    code = "reminder.nothing_to_urge"
    message = gettext_noop("On %(day)s no task is overdue or at risk: there is nothing to urge.")


class DayNotChosen(Refusal):
    """A new last day is proposed by a rule; a person must choose it before it is submitted."""

    code = "reminder.day_not_chosen"
    message = gettext_noop(
        "Choose the new last day of %(codes)s before submitting: a proposed day is a proposal."
    )


class WrongStep(Refusal):
    """The draft is not at the point from which this step can be taken."""

    code = "reminder.wrong_step"
    message = gettext_noop("The draft is “%(state)s”; this step cannot be taken from there.")


class RemarksMissing(Refusal):
    """A draft sent back without a word helps nobody."""

    code = "reminder.remarks_missing"
    message = gettext_noop("Write what is to be mended before returning the draft.")


class NoLetterhead(Refusal):
    """Nobody is the standing agency on that day, or its letterhead is not known."""

    code = "reminder.no_letterhead"
    message = gettext_noop("No standing agency is recorded for %(day)s: record it before drafting.")


@transaction.atomic
def draft(*, by: Person, at: datetime, as_of: AsOf | None = None) -> Reminder:
    """Draft a reminder from every task that is late or at risk; each item keeps its evidence.

    Raises `NothingToUrge`, `NoLetterhead`.
    """
    as_of = as_of or AsOf.at(at)
    urgent = evidence.urgent(as_of)
    if not urgent:
        raise NothingToUrge(day=words.day(as_of.day))
    earlier = Reminder.objects.filter(day__lte=as_of.day).count()
    reminder = Reminder.objects.create(
        day=as_of.day,
        known_at=as_of.known_at,
        head=_head(as_of),
        created_by=by,
        created_at=at,
        edition=earlier + 1,
    )
    for position, judged in enumerate(urgent, start=1):
        _add_item(reminder, position, evidence.gather(judged, as_of), as_of)
    Step.objects.create(reminder=reminder, state=Reminder.State.DRAFT, by=by, at=at)
    audit.record(
        "reminder.drafted", on=reminder, by=by, at=at, tasks=[one.task.code for one in urgent]
    )
    return reminder


def _add_item(reminder: Reminder, position: int, found: evidence.Evidence, as_of: AsOf) -> None:
    kept = evidence.as_json(found.matter)
    new_due = found.matter.new_due_on
    item = Item.objects.create(
        reminder=reminder,
        task=found.task,
        position=position,
        facts=kept,
        new_due_on=new_due,
        # A last day still ahead is the order's own; only a new one needs a person's choice.
        day_chosen=new_due == found.matter.due_on,
    )
    slots = ("measured", "left", "slowest", "forecast_on", "days_late", "word_of_owner")
    Snapshot.objects.bulk_create(
        Snapshot(
            reminder=reminder,
            item=item,
            key=f"{found.task.code}.{slot}",
            day=as_of.day,
            known_at=as_of.known_at,
            value=kept[slot],
            filings=found.filings.get(slot, []),
        )
        for slot in slots
        if kept[slot]
    )


def _head(as_of: AsOf) -> dict[str, object]:
    role = agencies.standing_role(as_of)
    if role is None or not role.letterhead:
        raise NoLetterhead(day=words.day(as_of.day))
    leader = Post.objects.on(as_of).filter(role=Role.LEADER).select_related("person").first()
    return {
        **role.letterhead,
        "body_full": role.body,
        "at_hour": words.hour_text(as_of.known_at),
        "signer_name": leader.person.full_name if leader else "",
    }


@transaction.atomic
def choose(
    *,
    item: Item,
    included: bool,
    new_due_on: date | None,
    written: str,
    by: Person,
    at: datetime,
    day_chosen: bool = True,
) -> None:
    """Keep or take out an item, choose its new last day, or write its sentence oneself."""
    _locked(item.reminder, (Reminder.State.DRAFT, Reminder.State.RETURNED))
    before = {"included": item.included, "new_due_on": str(item.new_due_on or "")}
    item.included, item.new_due_on, item.written = included, new_due_on, written.strip()
    item.day_chosen = item.day_chosen or day_chosen
    item.save(update_fields=["included", "new_due_on", "written", "day_chosen"])
    Choice.objects.create(item=item, at=at, **{name: getattr(item, name) for name in CHOSEN})
    audit.record(
        "reminder.item_chosen", on=item.reminder, by=by, at=at, item=item.position, before=before,
        after={"included": included, "new_due_on": str(new_due_on or "")},
    )  # fmt: skip


def submit(*, reminder: Reminder, by: Person, at: datetime, note: str = "") -> None:
    """Put the draft before the leader; every new last day must have been chosen by a person."""
    undecided = reminder.items.filter(included=True, day_chosen=False).select_related("task")
    if codes := [item.task.code for item in undecided]:
        raise DayNotChosen(codes=", ".join(codes))
    _step(reminder, Reminder.State.SUBMITTED, WRITABLE, by=by, at=at, note=note)


def send_back(*, reminder: Reminder, note: str, by: Person, at: datetime) -> None:
    """Return the draft with remarks: who writes must know what to mend. Raises `RemarksMissing`."""
    if not note.strip():
        raise RemarksMissing
    _step(reminder, Reminder.State.RETURNED, (Reminder.State.SUBMITTED,), by=by, at=at, note=note)


def approve(*, reminder: Reminder, by: Person, at: datetime, note: str = "") -> None:
    """Approve the words; the clerk numbers them and the leader signs on paper or digitally."""
    _step(reminder, Reminder.State.APPROVED, (Reminder.State.SUBMITTED,), by=by, at=at, note=note)


@transaction.atomic
def issue(
    *, reminder: Reminder, number: str, issued_on: date, by: Person, at: datetime
) -> Dispatch:
    """Record number and day given by the clerk; the letter becomes a dispatch and is read again.

    The circle closes here: its items are proposals to confirm, as further orders of their tasks.
    """
    suffix = str(reminder.head["suffix"])
    Reminder.objects.filter(pk=reminder.pk).update(
        reference=f"{number}/{suffix}", issued_on=issued_on
    )
    reminder.refresh_from_db()
    _step(reminder, Reminder.State.NUMBERED, (Reminder.State.APPROVED,), by=by, at=at)
    body = write_letter(replace(composing.letter(reminder), number=number))
    name = f"{number}-{suffix}.docx"
    dispatch = dispatches.register(name=name, data=body, by=by, at=at, direction=Direction.OUTGOING)
    Reminder.objects.filter(pk=reminder.pk).update(dispatch=dispatch)
    return dispatch


def _locked(reminder: Reminder, allowed: tuple[str, ...]) -> None:
    """Hold the draft's row and make sure that it still is where this act may be done."""
    current = Reminder.objects.select_for_update().get(pk=reminder.pk)
    if current.state not in allowed:
        raise WrongStep(state=current.get_state_display())


@transaction.atomic
def _step(
    reminder: Reminder, state: str, allowed: tuple[str, ...], *, by: Person, at: datetime, note=""
) -> None:
    _locked(reminder, allowed)
    Reminder.objects.filter(pk=reminder.pk).update(state=state)
    reminder.state = state
    Step.objects.create(reminder=reminder, state=state, note=note, by=by, at=at)
    audit.record(f"reminder.{state}", on=reminder, by=by, at=at, note=note)
