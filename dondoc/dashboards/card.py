"""The card of a task: its six clarities, the words that ordered it, and all that happened since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from dondoc.agencies.models import Agency, AgencySuccession, Person, known
from dondoc.core.asof import AsOf
from dondoc.core.tasks import Kind, State, TaskFacts, standing
from dondoc.dashboards import register_words as brief
from dondoc.dispatches.models import Dispatch, Proposal
from dondoc.tasks.answering import Lead, in_sight
from dondoc.tasks.models import Assignment, Change, Endorsement, Task
from dondoc.tasks.queries import Judged, judge
from dondoc.web import words as say

DECIDING = {"when", "target"}


@dataclass(frozen=True)
class Point:
    """One of the six: what is known of it, and whether it is clear."""

    key: str
    label: str
    words: str
    further: str
    clear: bool


@dataclass(frozen=True)
class Quoted:
    """An order: the clause word for word, its deciding words marked, and the day it set."""

    change: Change
    dispatch: Dispatch
    pieces: tuple[tuple[str, bool], ...]
    elsewhere: str
    judging: bool


@dataclass(frozen=True)
class Handover:
    """A lead agency ends before the work does: who goes on, from when."""

    before: Agency
    on: date
    after: tuple[tuple[Agency, str], ...]


class Card:
    """Everything the page of one task shows, for a day."""

    def __init__(self, task: Task, person: Person, at: AsOf, judged: Judged) -> None:
        self.person, self.at, self.judged = person, at, judged
        self.task = task

    @classmethod
    def of(cls, pk: int, person: Person, at: AsOf) -> Card | None:
        """The card, where the person sees the task and it had been given by then."""
        found = judge(Task.objects.visible_to(person).filter(pk=pk), at)
        return cls(found[0].task, person, at, found[0]) if found else None

    @cached_property
    def changes(self) -> list[Change]:
        """What was known, oldest first, with people and clauses."""
        rows = self.task.changes.select_related("by", "agency", "clause__dispatch").filter(
            effective_on__lte=self.at.day, recorded_at__lte=self.at.known_at
        )
        return list(rows.defer("clause__dispatch__reading", "clause__dispatch__original"))

    @property
    def facts(self) -> TaskFacts:
        """What is true of the task for the day."""
        return self.judged.facts

    @property
    def share(self) -> Decimal | None:
        """How far it is."""
        return None if self.facts.percent is None else self.facts.percent / 100

    @property
    def needed(self) -> Decimal | None:
        """How far it should be."""
        return brief.needed(self.judged, self.changes)

    @property
    def lateness(self) -> str:
        """ "quá 1 ngày; 51 ngày tính từ hạn gốc": nothing that was late is forgotten."""
        state, facts = self.judged.state, self.facts
        parts = []
        if state is State.OVERDUE:
            parts.append(say.overdue_by(self.judged.days_late))
        elif state is State.DONE_LATE:
            parts.append(say.late_by(self.judged.days_late))
        elif state is State.AWAITING and facts.handed_in_on and facts.due_on:
            late = (facts.handed_in_on - facts.due_on).days
            parts.append(f"nộp {say.late_by(late)}" if late > 0 else "nộp trong hạn")
        elif facts.due_on and not facts.done_on and state is not State.ENDED:
            parts.append(brief.days_words(self.at.day, facts.due_on))
        if again := brief.again_words(self.judged):
            parts.append(f"{again} {say.day(facts.first_due_on)}")
        return "; ".join(parts)

    @property
    def forecast_late(self) -> int:
        """How many days after the last day the forecast lies."""
        facts = self.facts
        if facts.due_on is None or facts.forecast_on is None or facts.done_on:
            return 0
        return max(0, (facts.forecast_on - facts.due_on).days)

    @cached_property
    def leads(self) -> list[Agency]:
        """Who leads."""
        parts = self.task.assignments.all()
        return [part.agency for part in parts if part.role == Assignment.LEAD]

    @cached_property
    def passed_on(self) -> list[Lead]:
        """The leads that others answer for now, by decision."""
        return [part for part in self.judged.parts if part.passed_on]

    @cached_property
    def owners(self) -> tuple[Agency, ...]:
        """Who answers for it on the day."""
        return in_sight(self.judged.parts, now=True)

    @cached_property
    def supporters(self) -> list[Agency]:
        """Who supports."""
        parts = self.task.assignments.all()
        return [part.agency for part in parts if part.role == Assignment.SUPPORT]

    @cached_property
    def six(self) -> list[Point]:
        """The six clarities in their order."""
        clear = brief.clear_points(self.judged)
        said = {
            "nguoi": self._who(),
            "viec": (self.task.title, self._amount()),
            "thoi-gian": self._when(),
            "trach-nhiem": self._responsible(),
            "san-pham": (self.task.product or "Văn bản không nói sản phẩm là gì", ""),
            "tham-quyen": (
                self.task.judge or "Văn bản không nói ai nghiệm thu",
                f"Báo cáo: {self.task.report_to}" if self.task.report_to else "",
            ),
        }
        return [
            Point(key, f"Rõ {label}", *said[key], clear[key]) for key, label in brief.SIX.items()
        ]

    @property
    def clear(self) -> int:
        """How many are clear."""
        return sum(point.clear for point in self.six)

    @property
    def unclear_words(self) -> str:
        """What is missing: "thẩm quyền, sản phẩm"."""
        return ", ".join(brief.SIX[point.key] for point in self.six if not point.clear)

    def _who(self) -> tuple[str, str]:
        if not self.leads:
            return "Chưa xác định cơ quan chủ trì", self.task.lead_label
        if len(self.leads) > 3:
            return f"{len(self.leads)} cơ quan", f"văn bản ghi: {self.task.lead_label}"
        now = ", ".join(agency.name for agency in self.owners)
        told = f"nay {now} trả lời" if self.passed_on and now else ""
        return ", ".join(agency.name for agency in self.leads), told

    def _amount(self) -> str:
        if self.task.target_value is None:
            return ""
        return f"Chỉ tiêu {say.number(self.task.target_value)} {self.task.target_unit}".strip()

    def _when(self) -> tuple[str, str]:
        facts = self.facts
        raw = self.judged.order.payload.get("due_raw") or ""
        quoted = f"“{' '.join(raw.split())}”" if raw else ""
        if facts.due_on:
            hour = f", {say.hour_text(facts.due_time)}" if facts.due_time else ""
            return f"Hạn cuối {say.day(facts.due_on)}{hour}", quoted
        if self.task.every:
            return f"Định kỳ {say.EVERY.get(self.task.every, self.task.every)}", quoted
        return ("Thường xuyên" if facts.standing else "Văn bản không ghi hạn"), quoted

    def _responsible(self) -> tuple[str, str]:
        if not self.leads:
            return "Chưa có cơ quan chịu trách nhiệm", ""
        if not self.owners:
            return "Không còn cơ quan phải trả lời", ""
        one = len(self.owners) == 1
        head = (
            f"Thủ trưởng {self.owners[0].short_name}"
            if one
            else "Thủ trưởng từng cơ quan, phần mình"
        )
        names = ", ".join(agency.short_name for agency in self.supporters)
        return head, f"Phối hợp: {names}" if names else ""

    @cached_property
    def orders(self) -> list[Quoted]:
        """All clauses that ordered it, the judging one first."""
        orders = [one for one in standing(self.changes) if one.kind == Kind.ORDERED]
        keys = [one.payload.get("proposal") for one in orders]
        proposals = {one.pk: one for one in Proposal.objects.filter(pk__in=keys)}
        known = {self.task.dispatch_id: self.task.dispatch}
        found = []
        for change in reversed(orders):
            proposal = proposals.get(change.payload.get("proposal"))
            dispatch = change.clause.dispatch if change.clause else known[self.task.dispatch_id]
            start, end = (
                (proposal.start, proposal.end) if proposal else (self.task.start, self.task.end)
            )
            pieces, elsewhere = _quoted(dispatch.text, start, end, proposal)
            found.append(Quoted(change, dispatch, pieces, elsewhere, change is orders[-1]))
        return found

    @cached_property
    def endorsements(self) -> list[Endorsement]:
        """What a leader wrote on the words that ordered it, for those who may read that."""
        keys = [one.payload.get("endorsement") for one in self.changes]
        rows = Endorsement.objects.visible_to(self.person).filter(
            pk__in=[key for key in keys if key]
        )
        return list(rows.select_related("by"))

    @cached_property
    def readable(self) -> set[int]:
        """The documents among its orders that the person may open."""
        keys = {one.dispatch.pk for one in self.orders}
        seen = Dispatch.objects.visible_to(self.person).filter(pk__in=keys)
        return set(seen.values_list("pk", flat=True))

    @cached_property
    def products(self) -> list[Change]:
        """What was handed in, newest first."""
        return [one for one in reversed(self.changes) if one.kind == Kind.HANDED_IN]

    @cached_property
    def notes(self) -> list[Change]:
        """The owner's own words on its progress, newest first."""
        return [one for one in reversed(self.changes) if one.kind == Kind.PROGRESS]

    @cached_property
    def handovers(self) -> list[Handover]:
        """Lead agencies that end before the last day, or within the work where there is none."""
        if self.facts.done_on or self.facts.ended:
            return []
        gone = {part.given.key for part in self.passed_on}  # decided: nothing left to announce
        rows = AgencySuccession.objects.filter(
            known(self.at), before__key__in={one.key for one in self.leads} - gone
        ).select_related("before", "after")
        found: dict[tuple[int, date], list[AgencySuccession]] = {}
        for row in rows.order_by("on", "pk"):
            # Overdue work goes over too; what ends well before the agency does, does not.
            if self.facts.due_on and max(self.facts.due_on, self.at.day) < row.on:
                continue
            found.setdefault((row.before_id, row.on), []).append(row)
        return [
            Handover(group[0].before, on, tuple(_after(group))) for (_, on), group in found.items()
        ]


def _after(group: Sequence[AgencySuccession]) -> Iterable[tuple[Agency, str]]:
    by_agency: dict[int, tuple[Agency, list[str]]] = {}
    for row in group:
        functions = by_agency.setdefault(row.after_id, (row.after, []))[1]
        if row.function:
            functions.append(row.function)
    return [(agency, ", ".join(functions)) for agency, functions in by_agency.values()]


def _quoted(
    text: str, start: int, end: int, proposal: Proposal | None
) -> tuple[tuple[tuple[str, bool], ...], str]:
    """The words cut where marks begin and end; a deadline that stands elsewhere is given apart."""
    fields = proposal.fields if proposal else {}
    spans = [
        (mark["start"], mark["end"]) for mark in fields.get("marks", []) if mark["kind"] in DECIDING
    ]
    due = (fields.get("due_start"), fields.get("due_end"))
    elsewhere = ""
    if due[0] is not None and due[1] is not None:
        spans.append((due[0], due[1]))
        if not start <= due[0] < end:
            elsewhere = " ".join(text[due[0] : due[1]].split())
    inside = sorted((max(a, start), min(b, end)) for a, b in spans if a < end and b > start)
    pieces: list[tuple[str, bool]] = []
    here = start
    for first, last in inside:
        if last <= here:
            continue
        pieces += [(text[here : max(first, here)], False), (text[max(first, here) : last], True)]
        here = last
    pieces.append((text[here:end], False))
    return tuple((words, marked) for words, marked in pieces if words), elsewhere
