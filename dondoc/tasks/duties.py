"""One proposed duty as its reviewer sees it: what was read, what was decided, what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext

from dondoc.core.reading.doubts import MESSAGES
from dondoc.dispatches.models import Proposal
from dondoc.tasks.models import Change, Decision, Task
from dondoc.tasks.suggesting import Likely, Named, iso_day
from dondoc.web import words


@dataclass
class Duty:
    """A proposed duty with what was decided, what is doubtful and what it may repeat."""

    proposal: Proposal
    decision: Decision | None
    leads: list[Named]
    helpers: list[Named]
    doubts: list[str]
    likely: list[Likely]
    order: Change | None = None

    @property
    def number(self) -> int:
        """The number on the sheet and in the task's code."""
        return self.proposal.position

    @property
    def fields(self) -> dict[str, Any]:
        """What the reader read."""
        return self.proposal.fields

    @property
    def lead_words(self) -> str:
        """Who, in the words of the dispatch or of whoever confirmed."""
        if self.order:
            return self.decision.task.lead_label
        return ", ".join(one.name for one in self.leads)

    @property
    def title(self) -> str:
        """What, as confirmed or as read."""
        confirmed = self.decision and self.decision.kind == Decision.Kind.CONFIRMED
        return self.decision.task.title if confirmed else self.fields["title"]

    @property
    def due_on(self) -> date | None:
        """By when, as confirmed or as read."""
        return self.order.due_on if self.order else iso_day(self.fields.get("due"))

    @property
    def starts_on(self) -> date | None:
        """From when, as confirmed or as read."""
        stored = self.order.payload.get("starts_on") if self.order else self.fields.get("starts")
        return iso_day(stored)

    @property
    def day_after(self) -> date | None:
        """The first day that is late."""
        return self.due_on + timedelta(days=1) if self.due_on else None

    @property
    def every(self) -> str:
        """How often, as confirmed or as read."""
        return self.decision.task.every if self.order else self.fields.get("every") or ""

    @property
    def every_words(self) -> str:
        """How often, in words."""
        return words.EVERY.get(self.every, "")

    @property
    def is_standing(self) -> bool:
        """Whether it goes on without a last day, as confirmed or as read."""
        return self.order.standing if self.order else self.fields.get("modality") == "standing"

    @property
    def again(self) -> bool:
        """Whether it was confirmed as a further order of a task given before."""
        return self.order is not None and self.decision.task.dispatch_id != (
            self.proposal.dispatch_id
        )

    @property
    def again_detail(self) -> str:
        """ "giao lại 4017.3"."""
        return f"giao lại {self.decision.task.code}"

    @property
    def lacks_lead(self) -> bool:
        """Whether a name of the lead, or every one, means no agency of that day."""
        return not self.leads or any(not one.agencies for one in self.leads)

    @property
    def is_clear(self) -> bool:
        """Whether it may be confirmed as read: its lead is known, nothing about it is doubtful."""
        unread = self.fields.get("due_raw") and not (self.fields["due"] or self.fields["every"])
        return not (self.decision or self.lacks_lead or self.doubts or self.likely or unread)


def said(doubt: dict[str, Any]) -> str:
    """A doubt of the reader in the language of the page."""
    message = MESSAGES.get(doubt["code"])
    return gettext(message) % doubt["facts"] if message else doubt["message"]


def order_of(proposal: Proposal, decision: Decision | None) -> Change | None:
    """The order that confirming these words wrote down."""
    if decision is None or decision.task is None or decision.kind != Decision.Kind.CONFIRMED:
        return None
    task: Task = decision.task
    orders = [c for c in task.changes.all() if c.payload.get("proposal") == proposal.pk]
    return orders[0] if orders else None
