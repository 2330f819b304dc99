"""The kinds of work that pass on when their owner ends.

A step that gives agencies a new kind of work adds a class here; a test walks every reference to an
agency or a unit and fails where one is neither covered nor said to be no work. A target goes with
the task or the programme that sets it, never apart from it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from django.db.models import Q
from django.urls import reverse

from dondoc.agencies import transfers
from dondoc.agencies.models import Agency
from dondoc.core.asof import AsOf
from dondoc.core.packs import Form, Pack
from dondoc.core.periods import day_of
from dondoc.core.tasks import State
from dondoc.programmes.models import Version
from dondoc.reports import queries as reports
from dondoc.reports.models import CONSOLIDATES, RECEIVES, Demand, Filing, Reopening, Report
from dondoc.reports.models import PASSED_ON as REPORT
from dondoc.tasks import queries as tasks
from dondoc.tasks.models import PART, Assignment, Task
from dondoc.tasks.models import PASSED_ON as PART_IN_A_TASK
from dondoc.web import words

# A dispatch weighs more than all its reports; its words are asked for once.
HEAVY = tuple(f"demand__dispatch__{column}" for column in ("text", "reading", "original"))
FINISHED = (State.DONE, State.DONE_LATE, State.ENDED, State.WITHDRAWN)


@dataclass(frozen=True)
class Piece:
    """One piece of work that an ended agency still answers for."""

    kind: str
    work_id: int
    given: Agency  # as it was when the work was given
    owner: str  # key of the agency that answers: the one it was given to, or one it passed to
    heading: str  # under which it is listed
    title: str
    text: str  # the words that say under which function it falls, beside the title
    basis: str
    state: str  # a state of the vocabulary, judged for the day
    detail: str = ""
    due: date | None = None
    days_late: int = 0
    url: str = ""
    sharers: frozenset[str] = frozenset()  # keys of agencies with a part of their own in it

    @property
    def key(self) -> tuple[str, int, str]:
        """What a decision speaks of: this work, as it was given to that agency."""
        return self.kind, self.work_id, self.given.key

    @property
    def field(self) -> str:
        """Its name in a form."""
        return f"{self.kind}-{self.work_id}-{self.given.pk}"


class KindOfWork(ABC):
    """A kind of work: its code in transfers, what people call it, and what is open of it."""

    code: ClassVar[str]
    label: ClassVar[str]
    covers: ClassVar[tuple[str, ...]]  # the fields by which agencies come to it

    @abstractmethod
    def open_of(self, agency_keys: Collection[str], at: AsOf) -> list[Piece]:
        """What these agencies still answer for; a decision for a later day counts as taken."""


def decided(at: AsOf) -> AsOf:
    """What was known at the moment for all days to come: work decided to pass on next week needs
    no second decision."""
    return AsOf(date.max, at.known_at)


def _held(
    kind: str, rows: Iterable[tuple[int, Agency]], agency_keys: Collection[str], at: AsOf
) -> Iterator[tuple[int, Agency, str]]:
    """Of work as it was given, what the agencies answer for now, each with its owner."""
    given = list(rows)
    answers = transfers.Answers(kind, decided(at), {work for work, _ in given})
    for work, agency in given:
        for key in sorted(answers.of(work, agency).keys & set(agency_keys)):
            yield work, agency, key


def _answered(kind: str, agency_keys: Collection[str], at: AsOf, **paths: str) -> Q:
    return transfers.answered_by(kind, list(agency_keys), decided(at), **paths)


class TaskKind(KindOfWork):
    """An agency's part in a task that is neither done nor ended: it leads, or it supports."""

    code, label = PART_IN_A_TASK, "Nhiệm vụ"
    covers = ("tasks.Assignment.agency",)
    HEADINGS = {
        Assignment.LEAD: "Nhiệm vụ chủ trì",
        Assignment.SUPPORT: "Nhiệm vụ phối hợp",
    }

    def open_of(self, agency_keys: Collection[str], at: AsOf) -> list[Piece]:
        """Assignments of open tasks; a result that waits for its confirmation is still open."""
        mine = Assignment.objects.filter(
            _answered(self.code, agency_keys, at, **PART)
        ).select_related("agency")
        parts = {(one.task_id, one.agency): one.role for one in mine}
        held = list(_held(self.code, parts, agency_keys, at))
        judged = {
            one.task.pk: one
            for one in tasks.judge(Task.objects.filter(pk__in={task for task, _, _ in held}), at)
        }
        held.sort(key=lambda one: parts[one[0], one[1]])  # those it leads before the others
        sharers: dict[int, set[str]] = defaultdict(set)
        shared = Assignment.objects.filter(task__in=judged)
        for task, key in shared.values_list("task", "agency__key"):
            sharers[task].add(key)
        return [
            replace(
                self._piece(judged[task], agency, owner, parts[task, agency]),
                sharers=frozenset(sharers[task] - {agency.key}),
            )
            for task, agency, owner in held
            if task in judged and judged[task].state not in FINISHED
        ]

    def _piece(self, judged: tasks.Judged, given: Agency, owner: str, role: str) -> Piece:
        task = judged.task
        late = judged.days_late if judged.state is State.OVERDUE else 0
        target = ""
        if task.target_value is not None:
            target = f"chỉ tiêu {words.number(task.target_value)}{task.target_unit}"
        further = judged.days_since_first_due
        since = f"{words.number(further)} ngày tính từ hạn gốc" if late and further > late else ""
        return Piece(
            kind=self.code, work_id=task.pk, given=given, owner=owner,
            heading=self.HEADINGS[role], title=task.title, text=task.text, basis=judged.basis,
            state=judged.state.value, detail="; ".join(filter(None, (since, target))),
            due=judged.facts.due_on, days_late=late, url=task.get_absolute_url(),
        )  # fmt: skip


class ReportKind(KindOfWork):
    """A report that is owed, was not sent and can still be sent."""

    code, label = REPORT, "Báo cáo còn nợ"
    covers = ("reports.Report.agency",)

    def open_of(self, agency_keys: Collection[str], at: AsOf) -> list[Piece]:
        """Reports without a filing that counts. A period that has closed stays *chưa báo cáo* and
        passes to nobody, because nobody can send it; what lapsed with its unit is owed no more."""
        sent = Filing.objects.counting(at.known_at).values("report")
        ahead = Q(closes_at=None) | Q(closes_at__gt=at.known_at)
        rows = Report.objects.on(at).filter(pk__in=Report.objects.owed(at).values("pk"))
        reopened = Reopening.objects.filter(until__gt=at.known_at).values("report")
        rows = rows.filter(_answered(self.code, agency_keys, at), ahead | Q(pk__in=reopened)).defer(
            *HEAVY
        )
        rows = rows.exclude(pk__in=sent)
        found = {one.pk: one for one in reports.with_filings(rows) if one.is_open(at.known_at)}
        held = _held(self.code, [(one.pk, one.agency) for one in found.values()], agency_keys, at)
        about: dict[int, Asked] = {}
        pieces = []
        for pk, given, owner in held:
            report = found[pk]
            if report.demand_id not in about:
                about[report.demand_id] = Asked.of(report.demand, at)
            pieces.append(self._piece(report, about[report.demand_id], given, owner, at))
        return pieces

    def _piece(self, report: Report, asked: Asked, given: Agency, owner: str, at: AsOf) -> Piece:
        form = asked.form
        due = day_of(report.due_at)
        standing = reports.standing_of(report, form, at.known_at)
        late = 0 if report.back_fill or report.due_at > at.known_at else (at.day - due).days
        whole = ", báo cáo tổng hợp" if report.consolidated else ""
        days = words.span(report.first_on, report.last_on)
        if report.first_on == report.last_on:
            days = words.day(report.first_on)
        return Piece(
            kind=self.code, work_id=report.pk, given=given, owner=owner, heading=self.label,
            title=f"{form.label}, kỳ {days}{whole}", text=asked.text,
            basis=asked.basis,
            state=standing.key, detail=standing.detail,
            due=None if report.back_fill else due, days_late=max(0, late),
            url=report.get_absolute_url(),
        )  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A form in force: what it is, and by which words it is asked for."""

    form: Form
    text: str  # of the programme and of the clause
    basis: str

    @classmethod
    def of(cls, demand: Demand, at: AsOf) -> Asked:
        """The form as it was at a moment, with the words of its demand."""
        clause, dispatch = demand.clause, demand.dispatch
        said = dispatch.text[clause.start : clause.end] if clause else dispatch.subject
        text = f"{demand.programme.label}. {said}"
        return cls(demand.form_at(at.known_at), text, str(clause or dispatch))


class _DemandKind(KindOfWork):
    """A form in force that an agency consolidates, or receives."""

    column: ClassVar[str]
    verb: ClassVar[str]

    def open_of(self, agency_keys: Collection[str], at: AsOf) -> list[Piece]:
        """Demands in force on the day."""
        rows = Demand.objects.filter(
            _answered(self.code, agency_keys, at, given=self.column),
            Q(until_on=None) | Q(until_on__gte=at.day),
            recorded_at__lte=at.known_at,
        ).select_related("programme", "dispatch", "clause__dispatch", self.column)
        found = {one.pk: one for one in rows}
        given = [(one.pk, getattr(one, self.column)) for one in found.values()]
        return [
            self._piece(found[pk], agency, owner, at)
            for pk, agency, owner in _held(self.code, given, agency_keys, at)
        ]

    def _piece(self, demand: Demand, given: Agency, owner: str, at: AsOf) -> Piece:
        asked = Asked.of(demand, at)
        form = asked.form
        return Piece(
            kind=self.code, work_id=demand.pk, given=given, owner=owner, heading=self.label,
            title=f"{self.verb}: {form.label}", text=asked.text,
            basis=asked.basis, state="standing",
            detail=words.EVERY[form.frequency.value], due=demand.until_on,
            url=reverse("programme", args=[demand.programme.code]),
        )  # fmt: skip


class ConsolidatingKind(_DemandKind):
    """An agency adds up what the units report, returns what is wrong and reports upward."""

    code, label = CONSOLIDATES, "Biểu mẫu phải tổng hợp"
    covers = ("reports.Demand.consolidator", "pack.Form.consolidated_by")
    column, verb = "consolidator", "Tổng hợp"


class ReceivingKind(_DemandKind):
    """An agency is the one to whom a form is sent."""

    code, label = RECEIVES, "Biểu mẫu được nhận"
    covers = ("reports.Demand.recipient", "pack.Form.recipient")
    column, verb = "recipient", "Nhận báo cáo"


class ProgrammeKind(KindOfWork):
    """A programme that an agency leads, with the targets that its pack sets."""

    code, label = "programme.lead", "Chương trình chủ trì"
    covers = ("pack.Pack.lead",)

    def open_of(self, agency_keys: Collection[str], at: AsOf) -> list[Piece]:
        """The newest version in force of each programme; its text names the lead by code."""
        newest: dict[int, Version] = {}
        rows = Version.objects.in_force(at)
        for version in rows.select_related("programme").order_by("number"):
            newest[version.programme_id] = version
        given = [
            (version.programme_id, agency)
            for version in newest.values()
            if (agency := _lead_of(version, at)) is not None
        ]
        return [
            self._piece(newest[pk], agency, owner, at)
            for pk, agency, owner in _held(self.code, given, agency_keys, at)
        ]

    def _piece(self, version: Version, given: Agency, owner: str, at: AsOf) -> Piece:
        pack = version.pack
        return Piece(
            kind=self.code, work_id=version.programme_id, given=given, owner=owner,
            heading=self.label, title=pack.label, text=" ".join(one.label for one in pack.forms),
            basis=pack.source, state="standing", detail=_targets(pack, at.day),
            url=reverse("programme", args=[version.programme.code]),
        )  # fmt: skip


def _lead_of(version: Version, at: AsOf) -> Agency | None:
    """The agency that the pack's code meant when the version came into force."""
    named = Agency.objects.on(AsOf(version.from_on, at.known_at)).filter(code=version.pack.lead)
    return named.order_by("pk").last()


def _targets(pack: Pack, day: date) -> str:
    """Its targets still ahead, or that there is none."""
    ahead = [one for each in pack.indicators for one in each.targets if one.by >= day]
    passed = sum(len(each.targets) for each in pack.indicators) - len(ahead)
    said = [f"{words.number(one.at_least)}% đến {words.day(one.by)}" for one in ahead]
    if passed:
        said.append(f"{words.number(passed)} chỉ tiêu đã qua hạn")
    return f"chỉ tiêu: {'; '.join(said)}" if said else ""


KINDS: tuple[KindOfWork, ...] = (
    TaskKind(),
    ReportKind(),
    ConsolidatingKind(),
    ReceivingKind(),
    ProgrammeKind(),
)


def open_of(
    agency_keys: Collection[str], at: AsOf, kinds: Iterable[KindOfWork] = KINDS
) -> list[Piece]:
    """Everything these agencies still answer for, of every kind."""
    if not agency_keys:
        return []
    asked: list[Callable[[Collection[str], AsOf], list[Piece]]] = [one.open_of for one in kinds]
    return [piece for ask in asked for piece in ask(agency_keys, at)]
