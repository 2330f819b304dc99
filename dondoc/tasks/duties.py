"""One proposed duty as its reviewer sees it: what was read, what was decided, what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Protocol

from django.utils.translation import gettext

from dondoc.core.counts import amount
from dondoc.core.reading.doubts import MESSAGES
from dondoc.core.tasks import Kind
from dondoc.dispatches.models import Proposal
from dondoc.tasks import saying
from dondoc.tasks.models import Change, Decision, Endorsement, Task
from dondoc.tasks.suggesting import Directory, Likely, Named, iso_day
from dondoc.web import rhythms, words


@dataclass(frozen=True)
class Doubt:
    """Something to look at, with a key of its own and the place of its words."""

    key: str
    told: str
    start: int
    end: int

    def __str__(self) -> str:
        return self.told


@dataclass(frozen=True)
class Apart:
    """Another limit for some of those who answer, and the duty that was made of it."""

    place: int
    read: dict[str, Any]
    made: int | None = None

    @property
    def who(self) -> str:
        """For whom."""
        return ", ".join(self.read["who"])

    @property
    def due_on(self) -> date | None:
        """Their last day."""
        return iso_day(self.read.get("due"))


class Asked(Protocol):
    """The review that answers what one duty alone cannot know."""

    directory: Directory

    def doubts_on(self, proposal: Proposal) -> list[Doubt]:
        """What is doubtful about its words."""

    def unsure_in(self, proposal: Proposal) -> list[str]:
        """Its words of which the recogniser was not sure."""

    def likely(self, duty: Duty) -> list[Likely]:
        """Earlier tasks that it may order again."""

    def owners(self, duty: Duty) -> tuple[list[Named], list[Named]]:
        """Who leads and who supports, as a leader wrote it, else as it was read."""


@dataclass
class Duty:
    """A proposed duty with what was decided, what is doubtful and what it may repeat."""

    proposal: Proposal
    decision: Decision | None
    review: Asked
    order: Change | None = None
    endorsed: Endorsement | None = None
    held_back: bool = False
    aparts: list[Apart] = field(default_factory=list)

    campaign: dict[str, Any] | None = None  # the campaign it belongs to, as read
    form: dict[str, Any] | None = None  # the form by which it is reported, as read

    # Looked for when somebody asks: confirming one duty asks nothing of the thirty others.
    @cached_property
    def leads(self) -> list[Named]:
        """Who leads, by the names of the dispatch."""
        return self.review.directory.named(self.fields["lead"])

    @cached_property
    def owners(self) -> list[Named]:
        """Who is to lead: the leader's word, else the dispatch's."""
        return self.review.owners(self)[0]

    @cached_property
    def helpers(self) -> list[Named]:
        """Who supports, by the names of the dispatch."""
        return self.review.directory.named(self.fields.get("coordinate") or [])

    @cached_property
    def doubts(self) -> list[Doubt]:
        """What is doubtful about its words."""
        return self.review.doubts_on(self.proposal)

    @cached_property
    def unsure(self) -> list[str]:
        """Its telling words of which the recogniser was not sure."""
        return self.review.unsure_in(self.proposal)

    @cached_property
    def likely(self) -> list[Likely]:
        """Earlier tasks that it may order again; none once it is decided."""
        return [] if self.decision else self.review.likely(self)

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
        if self.endorsed and self.endorsed.lead_label:
            return self.endorsed.lead_label.replace("; ", ", ")
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
    def lead_as_read(self) -> str:
        """Who, in the words of the dispatch alone."""
        return ", ".join(self.fields["lead"])

    @property
    def lacks_lead(self) -> bool:
        """Whether a name of the lead, or every one, means no agency of that day."""
        if self.endorsed and self.endorsed.lead_label:
            return False
        return not self.leads or any(not one.agencies for one in self.leads)

    @property
    def rhythm(self) -> str:
        """On which days it falls, where it comes again and again."""
        return rhythms.rhythm(self.fields.get("rhythm"), self.fields.get("every"))

    @property
    def assumptions(self) -> list[str]:
        """What the reader took for granted about its day."""
        return saying.assumed(self.fields.get("due_rule"), self.fields.get("due_assumptions"))

    @property
    def campaign_words(self) -> str:
        """The campaign it belongs to, with its days."""
        if self.campaign is None:
            return ""
        days = [iso_day(self.campaign.get(name)) for name in ("starts", "ends")]
        return f"Thuộc {' – '.join([self.campaign['title'], *(words.day(d) for d in days if d)])}"

    @property
    def settles(self) -> str:
        """What would make its day certain, unless a doubt says so already."""
        said = saying.settled_by(self.fields.get("due_settles"))
        return "" if any(said in doubt.told for doubt in self.doubts) else said

    @property
    def further(self) -> list[str]:
        """What was read of it beside owner, work and last day, each in a few words."""
        read, found = self.fields, []
        if self.helpers:
            found.append(f"phối hợp: {'; '.join(one.name for one in self.helpers)}")
        if target := read.get("target"):
            found.append(f"chỉ tiêu {_amount(target)}")
        if self.starts_on:
            found.append(f"bắt đầu {words.day(self.starts_on)}")
        if read.get("due_time"):
            found.append(f"{'trước' if read.get('due_before') else 'lúc'} {read['due_time']}")
        if read.get("every"):
            found.append(self.rhythm or self.every_words)
        if self.is_standing and not read.get("every"):
            found.append("thường xuyên")
        if read.get("report_by"):
            found.append(f"gửi qua {read['report_by']}")
        if read.get("places"):
            found.append(f"tại {', '.join(read['places'])}")
        return found

    @property
    def corrected(self) -> list[str]:
        """The facts in which whoever confirmed it and the reader differ."""
        return self.order.payload.get("corrected", []) if self.order else []

    @property
    def hesitations(self) -> list[str]:
        """Why it may not be confirmed unseen; none where everything about it is certain."""
        read = self.fields
        found = [str(doubt) for doubt in self.doubts]
        if self.lacks_lead:
            found.append("chưa rõ cơ quan chủ trì")
        if read.get("due_raw") and not (read["due"] or read["every"]):
            found.append(f"chưa rõ ngày từ “{read['due_raw']}”")
        if read.get("due") and read.get("due_settles"):
            found.append(saying.settled_by(read["due_settles"]))
        found += [f"có hạn riêng cho {one.who}" for one in self.aparts if one.made is None]
        if self.unsure:
            found.append(f"chữ quét chưa chắc: “{'”, “'.join(self.unsure[:3])}”")
        if self.likely:
            found.append(f"có thể là giao lại {self.likely[0].task.code}")
        return list(dict.fromkeys(found))

    @property
    def is_clear(self) -> bool:
        """Whether it may be confirmed as read: its lead is known, nothing about it is doubtful."""
        return not (self.decision or self.held_back or self.hesitations)


def _amount(target: dict[str, Any]) -> str:
    said = amount(float(target["value"]), target.get("unit") or "")
    return f"{said} {target.get('scope') or ''}".strip()


def said(doubt: dict[str, Any]) -> str:
    """A doubt of the reader in the language of the page."""
    message = MESSAGES.get(doubt["code"])
    return gettext(message) % doubt["facts"] if message else doubt["message"]


def order_of(proposal: Proposal, decision: Decision | None) -> Change | None:
    """The order that confirming these words wrote down."""
    if decision is None or decision.task is None or decision.kind != Decision.Kind.CONFIRMED:
        return None
    task: Task = decision.task
    told = [c for c in task.changes.all() if c.kind == Kind.ORDERED]
    told = [c for c in told if c.recorded_at <= decision.at]
    orders = [c for c in told if c.payload.get("proposal") == proposal.pk]
    # Taken back and given again, the newest is the one that stands.
    return orders[-1] if orders else None
