"""A dispatch as it arrived, its clauses, and what the reader proposes to be duties and forms."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from dondoc.agencies.models import WHOLE_PROVINCE, Agency, Person, Role
from dondoc.agencies.transfers import inherited
from dondoc.core.asof import AsOf, start_of
from dondoc.core.periods import day_of
from dondoc.core.relations import RelationKind


class Direction(models.TextChoices):
    """Whether a dispatch came in or went out."""

    INCOMING = "incoming", "văn bản đến"
    OUTGOING = "outgoing", "văn bản đi"


class DispatchQuerySet(models.QuerySet):
    """Dispatches, fetched by what a person may do with them."""

    def visible_to(self, person: Person) -> Self:
        """The whole province's for leader, standing agency and inspector; else one's own, and what
        the agencies received that one succeeds, wholly or in part."""
        if person.has_role(*WHOLE_PROVINCE):
            return self
        if person.duty is None:
            return self.none()
        keys = inherited(person.duty.agency.key, person.today)
        own = Recipient.objects.filter(agency__key__in=keys).values("dispatch")
        return self.filter(pk__in=own)

    def on(self, at: AsOf) -> Self:
        """Those that had come in by the day and were recorded by the moment."""
        ends = start_of(at.day + timedelta(days=1))
        return self.filter(recorded_at__lte=at.known_at, arrived_at__lt=ends)

    def kept_by(self, person: Person) -> Self:
        """Those a person may review: the standing agency's work."""
        return self if person.has_role(Role.STANDING) else self.none()


class Dispatch(models.Model):
    """A document that came in or went out. Its text and its reading stay as they were read."""

    direction = models.CharField(max_length=8, choices=Direction, default=Direction.INCOMING)
    reference = models.CharField(max_length=80, blank=True)
    reference_key = models.CharField(max_length=80, db_index=True, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    arrived_at = models.DateTimeField()
    issuer = models.CharField(max_length=240, blank=True)
    place = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    signer = models.CharField(max_length=120, blank=True)
    signer_title = models.CharField(max_length=160, blank=True)
    horizon_on = models.DateField(null=True)
    text = models.TextField()
    text_hash = models.CharField(max_length=64, unique=True)
    reading = models.JSONField()
    original = models.BinaryField()
    original_name = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = DispatchQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        return self.reference or self.subject[:60] or self.original_name

    @property
    def arrived_on(self) -> date:
        """The day on which it arrived."""
        return day_of(self.arrived_at)

    @property
    def dated_on(self) -> date:
        """The day for which its words speak: its own date, else the day it arrived."""
        return self.issued_on or self.arrived_on

    def twins(self) -> DispatchQuerySet:
        """Other dispatches of the same number and day: the same paper in other words, perhaps."""
        if not self.reference_key or self.issued_on is None:
            return Dispatch.objects.none()
        same = Dispatch.objects.filter(reference_key=self.reference_key, issued_on=self.issued_on)
        return same.exclude(pk=self.pk)


class Recipient(models.Model):
    """An agency that a dispatch speaks to: addressed, or given work by it."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="recipients")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="received_dispatches")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "agency"], name="recipient_once")
        ]


class CitedDocument(models.Model):
    """A document that a dispatch cites and what it does to it, derived from the dispatch's words.

    Which dispatch of the register is meant is asked anew each time (`dispatches.relations`): what
    is loaded tomorrow may answer what is open today.
    """

    KINDS = [(kind.value, kind.name) for kind in RelationKind]

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="cited")
    number = models.CharField(max_length=120)
    number_key = models.CharField(max_length=120, db_index=True)
    on = models.DateField(null=True, db_index=True)
    issuer = models.CharField(max_length=240, blank=True)
    kind = models.CharField(max_length=80, blank=True)
    relation = models.CharField(max_length=12, choices=KINDS)
    asked = models.BooleanField(default=False)
    partial = models.BooleanField(default=False)
    words = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        day = f" ngày {self.on:%d/%m/%Y}" if self.on else ""
        kind = self.kind if self.number[:1].isdigit() else ""  # a law is cited by its name
        return f"{kind} {self.number}{day}".strip()


class Clause(models.Model):
    """A numbered part of a dispatch: "2.d", from character to character of its text."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="clauses")
    number = models.CharField(max_length=20, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    heading = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["start"]

    def __str__(self) -> str:
        number = f", mục {self.number}" if self.number else ""
        return f"{self.dispatch}{number}"


class ProposalQuerySet(models.QuerySet):
    """Proposed words, as they stood at a moment."""

    def known(self, at: datetime) -> Self:
        """Read with the dispatch, or pointed at or cut off by an officer by then."""
        return self.filter(Q(added_at=None) | Q(added_at__lte=at))


class Proposal(models.Model):
    """Words that look like a duty. The reader proposes; a person decides (in `tasks`)."""

    class Origin(models.TextChoices):
        READER = "reader", "máy đọc"
        OFFICER = "officer", "cán bộ tách"

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="proposals")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="proposals")
    position = models.PositiveIntegerField()
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.READER)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    fields = models.JSONField()
    added_at = models.DateTimeField(null=True)  # by an officer; none: read with the dispatch

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["start", "position"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=models.F("start")), name="proposal_span")
        ]

    def __str__(self) -> str:
        return f"{self.dispatch}, việc {self.position}"


class FormProposal(models.Model):
    """A table of an annex that looks like a form to fill."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="form_proposals")
    position = models.PositiveIntegerField()
    fields = models.JSONField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.dispatch}, biểu mẫu {self.position}"
