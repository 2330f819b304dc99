"""What the review of a dispatch shows: its duties, decided or not, and the sheet beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from dondoc.agencies.models import Person
from dondoc.core.asof import AsOf
from dondoc.dispatches.models import Dispatch, Proposal
from dondoc.tasks import deciding, endorsing, sheet
from dondoc.tasks.between import Between
from dondoc.tasks.decided import as_then
from dondoc.tasks.deciding import AlreadyDecided, Terms
from dondoc.tasks.duties import Apart, Doubt, Duty, order_of, said
from dondoc.tasks.endorsing import AwaitingEndorsement, OwnerUnknown, Said, Standing
from dondoc.tasks.models import Decision, Endorsement, Task
from dondoc.tasks.sheet import Flag, Note, Sheet
from dondoc.tasks.suggesting import Directory, Likely, Named, likely_again, terms_as_read, together

SUSPECT = "suspected_scan_error"
# Below this the recogniser itself is not sure of a word: a person looks at the picture.
SURE = 70
MOST_TOLD = 3  # of one place, the mark in the text says no more; the duty's card says all


@dataclass
class Review:
    """A dispatch under review, for one person."""

    dispatch: Dispatch
    person: Person
    wanted: int | None = None
    at: AsOf | None = None  # the moment it is read for; none: now, to be decided about
    directory: Directory = field(init=False)
    _said_of_names: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        day = self.dispatch.dated_on
        self.directory = Directory(AsOf(day, self.at.known_at) if self.at else AsOf.ever(day))

    @cached_property
    def duties(self) -> list[Duty]:
        """Every duty that stands by itself; one that was cut in two is shown as its halves."""
        found = self._proposals()
        made = {
            tuple(row.fields["apart_of"]): row.position
            for row in found
            if row.fields.get("apart_of") and not _is_dropped(row)
        }
        duties = [self._duty(row, made) for row in found]
        elsewhere = Decision.SHOWN_ELSEWHERE
        return [d for d in duties if not d.decision or d.decision.kind not in elsewhere]

    def _proposals(self) -> list[Proposal]:
        rows = self.dispatch.proposals.select_related("clause")
        if self.at:
            return as_then(rows.known(self.at.known_at), self.dispatch, self.at.known_at)
        decided = rows.select_related("decision__by", "decision__task")
        return list(decided.prefetch_related("decision__task__changes"))

    def _duty(self, proposal: Proposal, made: dict[tuple[int, ...], int]) -> Duty:
        decision = getattr(proposal, "decision", None)
        aparts = proposal.fields.get("aparts") or []
        return Duty(
            proposal,
            decision,
            self,
            order=order_of(proposal, decision),
            endorsed=self.endorsing.on(proposal),
            held_back=decision is None and self.endorsing.holds_back(proposal),
            aparts=[Apart(n, one, made.get((proposal.pk, n))) for n, one in enumerate(aparts)],
            campaign=self._read("campaigns", proposal.fields.get("campaign")),
            form=self._read("forms", proposal.fields.get("form_place")),
        )

    def _read(self, kind: str, place: int | None) -> dict[str, Any] | None:
        """What the reading found of a kind, by its place from 1."""
        found = self.dispatch.reading.get(kind) or []
        return found[place - 1] if place and place <= len(found) else None

    def doubts_on(self, proposal: Proposal) -> list[Doubt]:
        """Doubts about its words, and about names that mean nobody on the document's day."""
        start, end = proposal.start, proposal.end
        found = [doubt for doubt in self.doubts if doubt.start < end and doubt.end > start]
        names = [*proposal.fields["lead"], *(proposal.fields.get("coordinate") or [])]
        who = [mark for mark in proposal.fields.get("marks", []) if mark["kind"] == "who"]
        place = who[0]["start"] if who else start
        for number, one in enumerate(self.directory.named(names)):
            for told in () if one.agencies else self._gone(one.name):
                found.append(Doubt(f"{proposal.position}-{number}", told, place, end))
        for number, told in enumerate(self.between.notes_on(proposal)):
            found.append(Doubt(f"{proposal.position}-v{number}", told, start, end))
        return found

    @cached_property
    def between(self) -> Between:
        """How the dispatch stands to others, and its duties to each other."""
        return Between(self.dispatch, self.person, self.at.known_at if self.at else None)

    def _gone(self, name: str) -> list[str]:
        """What is to be said of a name that means nobody; asked once for each name."""
        if name not in self._said_of_names:
            self._said_of_names[name] = list(self.directory.doubts_about(name))
        return self._said_of_names[name]

    def likely(self, duty: Duty) -> list[Likely]:
        """Earlier tasks that it may order again; a past day offers no choice."""
        if self.at and self.at.is_over:
            return []
        known = [agency for one in duty.leads for agency in one.agencies]
        read = duty.fields
        found = likely_again(read["title"], known, self.earlier_tasks, read=read)
        return self.between.held_against(duty.proposal, found)

    def unsure_in(self, proposal: Proposal) -> list[str]:
        """Words of a duty's own marks that the recogniser was not sure of."""
        text = self.dispatch.text
        marks = proposal.fields.get("marks", [])
        return [
            text[word["start"] : word["end"]]
            for word in self.unsure
            if any(m["start"] < word["end"] and m["end"] > word["start"] for m in marks)
        ]

    @cached_property
    def unsure(self) -> list[dict[str, int]]:
        """Words recognised from a picture with less confidence than is sure."""
        scanned = self.dispatch.reading.get("scanned") or []
        return [word for word in scanned if word["confidence"] < SURE]

    @cached_property
    def doubts(self) -> list[Doubt]:
        """What the reader doubted about words, numbered as in the reading."""
        warnings = self.dispatch.reading.get("warnings", [])
        return [
            Doubt(str(number), said(one), one["start"], one["end"])
            for number, one in enumerate(warnings, start=1)
            if one["end"]
        ]

    @cached_property
    def endorsing(self) -> Standing:
        """What was put before a leader, and what the leader wrote."""
        return endorsing.standing(self.dispatch, known_at=self.at.known_at if self.at else None)

    @cached_property
    def endorsements(self) -> list[Endorsement]:
        """All of it that the person may read, in order."""
        rows = endorsing.endorsements(self.dispatch, self.person)
        return list(rows.filter(at__lte=self.at.known_at) if self.at else rows)

    def terms(self, duty: Duty) -> Terms:
        """A duty as read, without those who have a limit of their own."""
        terms = terms_as_read(duty.proposal, self.directory)
        target = duty.fields.get("target") or {}
        terms = replace(
            terms,
            target_scope=(target.get("scope") or "")[:200],
            report_by=(duty.fields.get("report_by") or "")[:120],
        )
        return self.without_apart(duty, terms)

    def without_apart(self, duty: Duty, terms: Terms) -> Terms:
        """Whoever was given the work apart does not lead it a second time with the others."""
        names = [name for one in duty.aparts if one.made for name in one.read["who"]]
        apart = {a.pk for one in self.directory.named(names) for a in one.agencies}
        others = [agency for agency in terms.leads if agency.pk not in apart]
        return replace(terms, leads=others) if others else terms

    def owners(self, duty: Duty) -> tuple[list[Named], list[Named]]:
        """Who leads and who supports, as the leader wrote it, else as it was read."""
        if duty.endorsed is None or not duty.endorsed.lead_label:
            return duty.leads, duty.helpers
        helpers = [Named(one.name, (one,)) for one in duty.endorsed.supporters.all()]
        leads = self.directory.named(duty.endorsed.lead_label.split("; "))
        if any(not one.agencies for one in leads):  # a label longer than its column is cut
            leads = [Named(one.name, (one,)) for one in duty.endorsed.leads.all()]
        return leads, helpers

    @cached_property
    def earlier_tasks(self) -> list[Task]:
        """Tasks of earlier dispatches that these words may order again."""
        before = Task.objects.in_force().visible_to(self.person).exclude(dispatch=self.dispatch)
        before = before.filter(dispatch__issued_on__lte=self.directory.day)
        return list(before.select_related("dispatch").prefetch_related("assignments"))

    @cached_property
    def open(self) -> list[Duty]:
        """Those on which nobody has decided."""
        return [duty for duty in self.duties if duty.decision is None]

    @cached_property
    def clear(self) -> list[Duty]:
        """Those that may be confirmed together."""
        return [duty for duty in self.duties if duty.is_clear]

    @property
    def unclear(self) -> list[Duty]:
        """Those that wait and need a look of their own."""
        return [duty for duty in self.open if not duty.is_clear]

    @property
    def corrected(self) -> tuple[int, int]:
        """How many facts were corrected, in how many duties."""
        by_duty = [len(duty.corrected) for duty in self.duties if duty.corrected]
        return sum(by_duty), len(by_duty)

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
    def before(self) -> Duty | None:
        """The duty above the current one, decided or not."""
        place = self.duties.index(self.current) if self.current else 0
        return self.duties[place - 1] if place else None

    @property
    def after(self) -> Duty | None:
        """The duty below the current one, decided or not."""
        place = self.duties.index(self.current) + 1 if self.current else len(self.duties)
        return self.duties[place] if place < len(self.duties) else None

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
            notes=[*self._notes(), *self._suspect_notes(), *self._unsure_notes()],
            flags=list(self._flags()),
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

    def _unsure_notes(self) -> Iterator[Note]:
        for word in self.unsure:
            told = f"máy quét chắc {word['confidence']}%"
            yield Note("unsure", word["start"], word["end"], told=told)

    def _flags(self) -> Iterator[Flag]:
        """A small mark where doubts begin; under misread words stands a mark already."""
        silent = {(one["start"], one["end"]) for one in self.suspects}
        here: dict[int, list[str]] = {}
        over: dict[int, int] = {}
        of_duties = [(one, duty.number) for duty in self.duties for one in duty.doubts]
        for doubt, number in [*of_duties, *((one, 0) for one in self.doubts)]:
            told = here.setdefault(doubt.start, [])
            if number:
                over.setdefault(doubt.start, number)
            if (doubt.start, doubt.end) not in silent and doubt.told not in told:
                told.append(doubt.told)
        for start, told in here.items():
            more = f" (và {len(told) - MOST_TOLD} điều nữa)" if len(told) > MOST_TOLD else ""
            yield Flag(start, " ".join(told[:MOST_TOLD]) + more, over.get(start))


def _is_dropped(proposal: Proposal) -> bool:
    decision = getattr(proposal, "decision", None)
    return decision is not None and decision.kind == Decision.Kind.DROPPED


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
        try:
            terms = review.terms(duty)
            made.append(deciding.confirm(proposal=duty.proposal, terms=terms, by=by, at=at))
        except (AlreadyDecided, AwaitingEndorsement):
            continue
    return made


def spoken(
    review: Review,
    duty: Duty,
    *,
    words: str = "",
    leads: Sequence[str] = (),
    supporters: Sequence[str] | None = None,
) -> Said:
    """What a leader says about a duty, with names as typed; raises `OwnerUnknown`.

    Without leads only words are said. Supporters outside the province stay in the dispatch's words.
    """
    if not leads:
        return Said(duty.proposal, words=words)
    named = review.directory.named(leads)
    unknown = [one.name for one in named if not one.agencies]
    if unknown:
        raise OwnerUnknown(position=duty.number, named="; ".join(unknown[:MOST_TOLD]))
    helpers = review.owners(duty)[1]
    if supporters is not None:
        helpers = review.directory.named(supporters)
    return Said(
        duty.proposal,
        words=words,
        leads=together(named),
        lead_label="; ".join(one.name for one in named),
        supporters=together(helpers),
    )
