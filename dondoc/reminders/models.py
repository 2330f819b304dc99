"""A drafted reminder: what it rests on, as it was then, and its way to a signature."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse

from dondoc.agencies.models import Person, Role
from dondoc.audit.models import Permanent
from dondoc.core.asof import AsOf
from dondoc.dispatches.models import Dispatch
from dondoc.tasks.models import Task
from dondoc.web import words


class ReminderQuerySet(models.QuerySet):
    """Drafts, fetched by what a person may do with them."""

    def visible_to(self, person: Person) -> Self:
        """Drafts are seen by who writes and who signs."""
        return self if person.has_role(Role.STANDING, Role.LEADER) else self.none()

    def on(self, at: AsOf) -> Self:
        """Those drafted by the moment, of the day or of days before."""
        return self.filter(created_at__lte=at.known_at, day__lte=at.day)

    def editable_by(self, person: Person) -> Self:
        """The standing agency writes; nothing approved is written in."""
        if not person.has_role(Role.STANDING):
            return self.none()
        return self.filter(state__in=WRITABLE)

    def decided_by(self, person: Person) -> Self:
        """The leader approves or returns what was submitted."""
        return (
            self.filter(state=Reminder.State.SUBMITTED)
            if person.has_role(Role.LEADER)
            else self.none()
        )


class Reminder(models.Model):
    """A dispatch on its way: draft → submitted → returned or approved → numbered."""

    class State(models.TextChoices):
        """Where it stands on its way."""

        DRAFT = "draft", "đang soạn"
        SUBMITTED = "submitted", "đã trình"
        RETURNED = "returned", "trả lại"
        APPROVED = "approved", "đã duyệt"
        NUMBERED = "numbered", "đã cấp số"

    day = models.DateField()
    known_at = models.DateTimeField()
    head = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)
    reference = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, null=True, related_name="+")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Dự thảo đôn đốc ngày {words.day(self.day)}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reminder", args=[self.pk])


# What a person chooses for an item.
CHOSEN = ("included", "new_due_on", "day_chosen", "written")
# The states in which its words may still change.
WRITABLE = (Reminder.State.DRAFT, Reminder.State.RETURNED)


class Item(models.Model):
    """One task in the draft: the facts it speaks of as they were, and what a person chose."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="items")
    task = models.ForeignKey(Task, models.PROTECT, related_name="reminders")
    position = models.PositiveIntegerField()
    facts = models.JSONField()
    included = models.BooleanField(default=True)
    new_due_on = models.DateField(null=True)
    day_chosen = models.BooleanField(default=False)
    written = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["reminder", "task"], name="reminder_item_once")
        ]


class Choice(Permanent):
    """What a person chose for an item, from a moment on; the item itself holds only the newest."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="choices")
    at = models.DateTimeField()
    included = models.BooleanField()
    new_due_on = models.DateField(null=True)
    day_chosen = models.BooleanField()
    written = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]


class Snapshot(Permanent):
    """A value that left the house: key, as-of, value, and the filings it rested on."""

    reminder = models.ForeignKey(Reminder, models.PROTECT, related_name="snapshots")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="snapshots")
    key = models.CharField(max_length=160)
    day = models.DateField()
    known_at = models.DateTimeField()
    value = models.JSONField()
    filings = models.JSONField(default=list)


class Step(Permanent):
    """A step on the way to a signature, with remarks."""

    reminder = models.ForeignKey(Reminder, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=Reminder.State)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
