"""A clause becomes a task. What happens to it are rows that only grow; lateness is never stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from dondoc.agencies import transfers
from dondoc.agencies.models import WHOLE_PROVINCE, Agency, Person, Role, below
from dondoc.audit.models import Permanent, PermanentQuerySet
from dondoc.core import tasks as core
from dondoc.core.asof import AsOf
from dondoc.core.tasks import ChangeFact, Kind, State, TaskFacts
from dondoc.core.workdays import add_working_days
from dondoc.dispatches.models import Clause, Dispatch, Proposal

PASSED_ON = "task"  # a transfer's word for the part of an agency in a task
PART = {"work": "task_id", "given": "agency"}


class OffDiagonal(ValueError):
    """Lists in SQL answer a day with what was known within it; later knowledge needs `facts_at`."""


class TaskQuerySet(models.QuerySet):
    """Tasks, fetched by what a person may do with them and by their state for a moment."""

    def visible_to(self, person: Person) -> Self:
        """Everything for leader, standing agency, inspector; else what one was given, or answers
        for today or did before."""
        if person.has_role(*WHOLE_PROVINCE):
            return self
        if person.duty is None:
            return self.none()
        keys = [person.duty.agency.key]
        mine = transfers.ever_answered_by(PASSED_ON, keys, person.today, **PART)
        unit = person.duty.agency.unit
        if person.has_role(Role.DISTRICT) and unit:
            mine |= below(unit, "agency__unit__")
        # One whose order was taken back stands on the pages of the days before; `judge` drops it.
        return self.filter(pk__in=Assignment.objects.filter(mine).values("task"))

    def in_force(self) -> Self:
        """Without those whose order was taken back: nobody works on them, nothing joins them."""
        taken_back = Span.objects.filter(withdrawn=True, known_to=None)
        return self.exclude(pk__in=taken_back.values("task"))

    def led_by(self, person: Person, at: AsOf | None = None) -> Self:
        """Tasks whose lead the person's own agency answers for today, or answered for on the day of
        a page: it reports, it hands in.

        Where the lead passed on by decision, its successor does, and who was given it no more.
        """
        if person.duty is None:
            return self.none()
        keys = [person.duty.agency.key]
        mine = transfers.answered_by(PASSED_ON, keys, at or person.today, **PART)
        lead = Assignment.objects.filter(mine, role=Assignment.LEAD)
        return self.filter(pk__in=lead.values("task"))

    def judged_by(self, person: Person) -> Self:
        """Tasks whose result the person may accept, return, extend or end."""
        return self if person.has_role(Role.STANDING, Role.LEADER) else self.none()

    def known(self, at: AsOf) -> Self:
        """The interval of each task that stood at a moment, for that moment's own day."""
        return self.filter(_stood(at))

    def in_state(self, state: State, at: AsOf) -> Self:
        """The same rule as core.tasks.state_of, said in SQL over the intervals known then."""
        # One filter: two would ask two different intervals of a task.
        said = _condition(state, at.day)
        if state is State.ENDED:
            live = Q(spans__ended=False, spans__done_on=None)
            said |= live & _closed(at)
        elif state not in (State.WITHDRAWN, State.DONE, State.DONE_LATE):
            said &= ~_closed(at)
        return self.filter(_stood(at) & said)

    def closed(self, at: AsOf) -> Self:
        """Those of whose leads none has to answer any more, by decision."""
        return self.filter(_closed(at))


def _stood(at: AsOf) -> Q:
    if not at.diagonal:
        raise OffDiagonal(at)
    open_end = Q(spans__known_to=None) | Q(spans__known_to__gt=at.known_at)
    return open_end & Q(spans__known_from__lte=at.known_at)


def _closed(at: AsOf) -> Q:
    """Every lead passed to nobody."""
    lead = Assignment.objects.filter(task=OuterRef("pk"), role=Assignment.LEAD)
    shut = transfers.closed(PASSED_ON, at, **PART)
    none = transfers.standing(PASSED_ON, at).filter(to=None).values("work_id")
    return Q(pk__in=none) & Exists(lead.filter(shut)) & ~Exists(lead.exclude(shut))


def _condition(state: State, day: date) -> Q:
    live = Q(spans__ended=False, spans__awaiting=False)
    dated = live & Q(spans__due_on__isnull=False)
    undated = live & Q(spans__due_on=None)
    ahead = dated & Q(spans__done_on=None, spans__due_on__gte=day)
    risky = Q(spans__forecast_on__gt=F("spans__due_on"))
    calm = ahead & (Q(spans__forecast_on=None) | ~risky)
    far = Q(spans__near_from=None) | Q(spans__near_from__gt=day)
    return {
        State.WITHDRAWN: Q(spans__withdrawn=True),
        State.ENDED: Q(spans__ended=True, spans__withdrawn=False),
        State.AWAITING: Q(spans__ended=False, spans__awaiting=True),
        State.STANDING: undated & Q(spans__done_on=None, spans__standing=True),
        State.UNDATED: undated & Q(spans__done_on=None, spans__standing=False),
        State.DONE: (undated & Q(spans__done_on__isnull=False))
        | (dated & Q(spans__done_on__lte=F("spans__due_on"))),
        State.DONE_LATE: dated & Q(spans__done_on__gt=F("spans__due_on")),
        State.OVERDUE: dated & Q(spans__done_on=None, spans__due_on__lt=day),
        State.AT_RISK: ahead & risky,
        State.DUE_SOON: calm & Q(spans__near_from__lte=day),
        State.OPEN: calm & far,
    }[state]


class Task(models.Model):
    """One duty of the province, as one clause gave it, tied to its words."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="tasks")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="tasks")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    lead_label = models.CharField(max_length=400)
    target_value = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    target_unit = models.CharField(max_length=40, blank=True)
    target_scope = models.CharField(max_length=200, blank=True)  # of what: "hồ sơ tiếp nhận"
    product = models.CharField(max_length=300, blank=True)
    report_to = models.CharField(max_length=200, blank=True)
    report_by = models.CharField(max_length=120, blank=True)  # the channel: "thư điện tử"
    judge = models.CharField(max_length=200, blank=True)  # who accepts the result (rõ thẩm quyền)
    every = models.CharField(max_length=12, blank=True)
    indicator = models.CharField(max_length=120, blank=True)  # "programme.indicator" measuring it
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        """Its card."""
        return reverse("task", args=[self.pk])

    @property
    def basis(self) -> str:
        """ "02/TCTĐA06, mục 1": the ground of the duty."""
        return str(self.clause or self.dispatch)

    def history(self) -> list[ChangeFact]:
        """Everything that happened to it, as values."""
        return [change.as_fact() for change in self.changes.all()]

    def facts(self, at: AsOf) -> TaskFacts:
        """What is true of it for a day, as known at a moment."""
        return with_nearness(core.facts_of(self.history(), at))

    def order(self, at: AsOf) -> Change | None:
        """The newest order known for a day: the one that judges; none where none stands."""
        known = [
            change
            for change in self.changes.all()
            if change.effective_on <= at.day and change.recorded_at <= at.known_at
        ]
        told = sorted(known, key=lambda one: (one.recorded_at, one.effective_on))
        orders = [one for one in core.standing(told) if one.kind == Kind.ORDERED]
        return orders[-1] if orders else None

    def state(self, at: AsOf) -> State:
        """Its state for a day, as known at a moment."""
        return core.state_of(self.facts(at), day=at.day)


def with_nearness(facts: TaskFacts) -> TaskFacts:
    """Turn the threshold in working days into a date, so that SQL only compares dates."""
    if facts.due_on is None:
        return facts
    near = add_working_days(facts.due_on, -settings.NEAR_DAYS)
    return replace(facts, near_from=near)


class Assignment(models.Model):
    """One agency's part in a task: it leads, or it supports."""

    LEAD, SUPPORT = "lead", "support"
    ROLES = [(LEAD, "chủ trì"), (SUPPORT, "phối hợp")]

    task = models.ForeignKey(Task, models.PROTECT, related_name="assignments")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=8, choices=ROLES)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["task", "agency"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.task}: {self.agency}"


class Change(Permanent):
    """Something that happened to a task: for which day, when recorded, by whom, on what ground."""

    KINDS = [(kind.value, kind.name) for kind in Kind]

    task = models.ForeignKey(Task, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=KINDS)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="orders")
    authority = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    due_time = models.TimeField(null=True)
    standing = models.BooleanField(default=False)
    percent = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    forecast_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    payload = models.JSONField(default=dict)

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["task", "recorded_at"], name="change_of_task")]

    def as_fact(self) -> ChangeFact:
        """The values the rule needs."""
        return ChangeFact(
            kind=Kind(self.kind),
            effective_on=self.effective_on,
            recorded_at=self.recorded_at,
            due_on=self.due_on,
            due_time=self.due_time,
            standing=self.standing,
            percent=self.percent,
            forecast_on=self.forecast_on,
        )


class Span(models.Model):
    """Derived from the changes, for lists in SQL; `dondoc tasks rebuild` makes an equal table."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="spans")
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    first_due_on = models.DateField(null=True)
    standing = models.BooleanField()
    awaiting = models.BooleanField()
    handed_in_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    forecast_on = models.DateField(null=True)
    near_from = models.DateField(null=True)
    ended = models.BooleanField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["task", "known_from"]
        indexes = [models.Index(fields=["known_from", "known_to"], name="span_known")]

    @classmethod
    def of(cls, task: Task, span: core.Span) -> Span:
        """The row that says what an interval of the rule says."""
        facts = with_nearness(span.facts)
        columns: dict[str, Any] = {
            name: getattr(facts, name)
            for name in ("due_on", "first_due_on", "standing", "awaiting", "handed_in_on")
        }
        for name in ("done_on", "forecast_on", "near_from", "ended", "withdrawn"):
            columns[name] = getattr(facts, name)
        return cls(task=task, known_from=span.known_from, known_to=span.known_to, **columns)


class Decision(models.Model):
    """What a person decided about proposed words: a task, part of another, or no duty at all."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", "đã xác nhận"
        MERGED = "merged", "đã gộp"
        SPLIT = "split", "đã tách"
        DROPPED = "dropped", "không phải giao việc"
        REJOINED = "rejoined", "đã ghép lại"  # a half whose cutting was taken back

    # Two kinds under which words are shown no more: their halves, or their whole, stand for them.
    SHOWN_ELSEWHERE = (Kind.SPLIT, Kind.REJOINED)

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="decision")
    kind = models.CharField(max_length=10, choices=Kind)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="decisions")
    reason = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)  # what taking it back needs: the halves of a cut
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class TakenBack(Permanent):
    """A decision that stood for a while: a page for a day within it shows it as it was."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="taken_back")
    kind = models.CharField(max_length=10, choices=Decision.Kind)
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()

    @classmethod
    def of(cls, decision: Decision, until: datetime) -> TakenBack:
        """The decision as it was, and the moment at which it was taken back."""
        names = ("proposal_id", "kind", "task_id", "reason", "facts", "by_id", "at")
        return cls(until=until, **{name: getattr(decision, name) for name in names})

    def decision(self) -> Decision:
        """The decision as it was; it stands in no table any more."""
        names = ("proposal", "kind", "task", "reason", "facts", "by", "at")
        return Decision(**{name: getattr(self, name) for name in names})


class Wording(Permanent):
    """What a task said and who had a part in it, from a moment on: its columns say only the newest.

    Written whenever one of them changes, so that a page for a past day shows what was written then.
    """

    COLUMNS = ("title", "lead_label", "target_value", "target_unit", "target_scope", "product",
               "report_to", "report_by", "judge", "every", "indicator")  # fmt: skip

    task = models.ForeignKey(Task, models.PROTECT, related_name="wordings")
    recorded_at = models.DateTimeField()
    columns = models.JSONField()
    parts = models.JSONField()  # [[agency, role], …] in the order in which they were given

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["task", "recorded_at"], name="wording_of_task")]


class EndorsementQuerySet(PermanentQuerySet):
    """Words between the standing agency and the leader; nobody else reads them."""

    def visible_to(self, person: Person) -> Self:
        """Leader and standing agency."""
        return self if person.has_role(Role.LEADER, Role.STANDING) else self.none()


class Endorsement(Permanent):
    """*Bút phê*: what was put before a leader, and what the leader wrote on it. Rows only grow.

    Decree 30/2020/NĐ-CP, Article 23.2: on a dispatch that came in, whoever is competent writes how
    it is to be dealt with; where it concerns several bodies, who leads, who supports, by when.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", "trình bút phê"
        RECALLED = "recalled", "thôi trình"
        APPROVED = "approved", "đồng ý"
        RETURNED = "returned", "chưa đồng ý"
        CHANGED = "changed", "ý kiến về một việc"

    LEADERS = (Kind.APPROVED, Kind.RETURNED, Kind.CHANGED)

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="endorsements")
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, related_name="endorsements"
    )  # none: about the whole dispatch
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField(blank=True)
    leads = models.ManyToManyField(Agency, related_name="+")  # none: the owner as read
    lead_label = models.CharField(max_length=400, blank=True)
    supporters = models.ManyToManyField(Agency, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.CharField(max_length=160, blank=True)  # held then, kept as words
    at = models.DateTimeField()

    objects = EndorsementQuerySet.as_manager()  # type: ignore[misc]  # the stubs call it an instance's

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.proposal or self.dispatch}: {self.get_kind_display()}"
