"""What the review of a dispatch shows: its duties, decided or not, and the sheet beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from dondoc.agencies.models import Person
from dondoc.dispatches.models import Dispatch, Proposal
from dondoc.tasks import deciding, sheet
from dondoc.tasks.deciding import AlreadyDecided, Terms
from dondoc.tasks.duties import Duty, order_of, said
from dondoc.tasks.models import Decision, Task
from dondoc.tasks.sheet import Note, Sheet
from dondoc.tasks.suggesting import Directory, likely_again, terms_as_read

SUSPECT = "suspected_scan_error"


@dataclass
class Review:
    """A dispatch under review, for one person."""

    dispatch: Dispatch
    person: Person
    wanted: int | None = None
    directory: Directory = field(init=False)

    def __post_init__(self) -> None:
        self.directory = Directory(self.dispatch.dated_on)

    @cached_property
    def duties(self) -> list[Duty]:
        """Every duty that stands by itself; one that was cut in two is shown as its halves."""
        rows = self.dispatch.proposals.select_related(
            "clause", "decision__by", "decision__task"
        ).prefetch_related("decision__task__changes")
        duties = [self._duty(row) for row in rows]
        return [d for d in duties if not d.decision or d.decision.kind != Decision.Kind.SPLIT]

    def _duty(self, proposal: Proposal) -> Duty:
        decision = getattr(proposal, "decision", None)
        leads = self.directory.named(proposal.fields["lead"])
        known = [agency for one in leads for agency in one.agencies]
        title = proposal.fields["title"]
        return Duty(
            proposal,
            decision,
            leads,
            self.directory.named(proposal.fields.get("coordinate") or []),
            self._doubts(proposal),
            [] if decision else likely_again(title, known, self.earlier_tasks),
            order_of(proposal, decision),
        )

    def _doubts(self, proposal: Proposal) -> list[str]:
        return [
            said(doubt)
            for doubt in self.dispatch.reading.get("warnings", [])
            if doubt["start"] < proposal.end and doubt["end"] > proposal.start
        ]

    @cached_property
    def earlier_tasks(self) -> list[Task]:
        """Tasks of earlier dispatches that these words may order again."""
        before = Task.objects.visible_to(self.person).exclude(dispatch=self.dispatch)
        before = before.filter(dispatch__issued_on__lte=self.directory.day)
        return list(before.select_related("dispatch").prefetch_related("assignments"))

    @property
    def open(self) -> list[Duty]:
        """Those on which nobody has decided."""
        return [duty for duty in self.duties if duty.decision is None]

    @property
    def clear(self) -> list[Duty]:
        """Those that may be confirmed together."""
        return [duty for duty in self.duties if duty.is_clear]

    @property
    def confirmed(self) -> int:
        """How many became tasks."""
        return self._decided(Decision.Kind.CONFIRMED)

    @property
    def merged(self) -> int:
        """How many were found to be part of another task."""
        return self._decided(Decision.Kind.MERGED)

    @property
    def dropped(self) -> int:
        """How many set no duty."""
        return self._decided(Decision.Kind.DROPPED)

    def _decided(self, kind: str) -> int:
        return sum(1 for duty in self.duties if duty.decision and duty.decision.kind == kind)

    @property
    def tally(self) -> dict[str, int]:
        """How many have a last day, come again and again, or have no date at all."""
        repeated = sum(1 for duty in self.duties if duty.every)
        dated = sum(1 for duty in self.duties if duty.due_on and not duty.every)
        undated = len(self.duties) - repeated - dated
        return {"dated": dated, "repeated": repeated, "undated": undated}

    @property
    def share(self) -> float:
        """The part on which somebody has decided."""
        return 1 - len(self.open) / len(self.duties) if self.duties else 1.0

    @cached_property
    def current(self) -> Duty | None:
        """The duty asked for, else the first one that waits."""
        for duty in self.duties:
            if duty.number == self.wanted:
                return duty
        return self.open[0] if self.open else None

    @property
    def following(self) -> Duty | None:
        """The next duty that waits after the current one, round to the beginning."""
        waiting = self.open
        if self.current is None or not waiting:
            return None
        place = self.duties.index(self.current)
        later = [duty for duty in self.duties[place + 1 :] if duty.decision is None]
        return next((d for d in [*later, *waiting] if d is not self.current), None)

    @property
    def is_numbered_through(self) -> bool:
        """Whether the numbers run from one to the last; a cut or an added duty breaks that."""
        return [duty.number for duty in self.duties] == list(range(1, len(self.duties) + 1))

    @property
    def page_doubts(self) -> list[str]:
        """Doubts about the whole document, tied to none of its words."""
        return [said(d) for d in self.dispatch.reading.get("warnings", []) if d["end"] == 0]

    @property
    def suspects(self) -> list[dict[str, Any]]:
        """Words that were probably misread by a scanner."""
        return [d for d in self.dispatch.reading.get("warnings", []) if d["code"] == SUSPECT]

    @cached_property
    def sheet(self) -> Sheet:
        """The dispatch's words with everything found in them."""
        current = self.current
        return sheet.lay_out(
            self.dispatch.text,
            duties=[_place(duty) for duty in self.duties],
            notes=[*self._notes(), *self._suspect_notes()],
            clauses=[(c.start, c.number) for c in self.dispatch.clauses.all() if c.number],
            current=_place(current) if current else None,
        )

    def _notes(self) -> list[Note]:
        text, notes = self.dispatch.text, []
        for duty in self.duties:
            proposal = duty.proposal
            for mark in duty.fields.get("marks", []):
                if mark["kind"] in ("who", "when", "target"):
                    notes.append(Note(mark["kind"], mark["start"], mark["end"], duty.number))
            underlined = sheet.words_of_title(
                text, proposal.start, proposal.end, duty.fields["title"]
            )
            notes += [Note("what", start, end, duty.number) for start, end in underlined]
        return notes

    def _suspect_notes(self) -> list[Note]:
        return [Note("suspect", d["start"], d["end"], told=said(d)) for d in self.suspects]


def _place(duty: Duty) -> sheet.Duty:
    return sheet.Duty(duty.number, duty.proposal.start, duty.proposal.end)


def confirm_clear(
    review: Review, numbers: Sequence[int] | None = None, *, by: Person, at: datetime
) -> list[Task]:
    """Confirm every duty about which nothing is doubtful; with `numbers`, only those a person saw.

    A duty that somebody decided meanwhile is left as it was decided.
    """
    made = []
    for duty in review.clear:
        if numbers is not None and duty.number not in numbers:
            continue
        terms: Terms = terms_as_read(duty.proposal, review.directory)
        try:
            made.append(deciding.confirm(proposal=duty.proposal, terms=terms, by=by, at=at))
        except AlreadyDecided:
            continue
    return made
