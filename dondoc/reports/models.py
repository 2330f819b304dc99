"""Who owes which report by when, since which clause; and what was sent. Filings only grow."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from dondoc.agencies import transfers
from dondoc.agencies.models import WHOLE_PROVINCE, Agency, Decision, Person, Role, Unit, below
from dondoc.audit.models import Permanent, PermanentQuerySet
from dondoc.core.asof import AsOf
from dondoc.core.packs import Form
from dondoc.core.reports import Timeliness, timeliness
from dondoc.dispatches.models import Clause, Dispatch
from dondoc.programmes.models import Programme, Version
from dondoc.web import words

# Transfers' words for what may pass on: one report, and the two parts of whoever follows a form.
PASSED_ON, CONSOLIDATES, RECEIVES = "report", "demand.consolidator", "demand.recipient"


class Demand(models.Model):
    """A form is asked for from a day, by a clause, of all units of a level."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="demands")
    form_code = models.SlugField(max_length=60)
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="demands")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="demands")
    consolidator = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    recipient = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    back_fill_from = models.DateField()
    in_force_from = models.DateTimeField()  # when the dispatch arrived: nothing was owed before
    until_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    # When who owes was last put right, and by how many decisions and withdrawals known then.
    settled_at = models.DateTimeField()
    settled_by = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "form_code", "dispatch"], name="demand_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.form_code}"

    def version(self, at: datetime | None = None) -> Version:
        """The newest version of the programme, known at a moment or now; a filing remembers the
        one it answered. A form is asked for by a version that was known, so there is always one.
        """
        versions = self.programme.versions.order_by("-number")
        known = versions.filter(adopted_at__lte=at).first() if at else None
        return known or versions[0]

    def form_at(self, at: datetime) -> Form:
        """The form as it was in force at a moment."""
        return self.version(at).form(self.form_code)

    @property
    def form(self) -> Form:
        """The form as it is in force."""
        return self.version().form(self.form_code)


class ReportQuerySet(models.QuerySet):
    """Reports, fetched by what a person may do with them."""

    def visible_to(self, person: Person) -> Self:
        """The whole province's; the consolidator's; else the own unit's and those below it.

        What one answers for since it passed on counts, and what one answered for before.
        """
        if person.has_role(*WHOLE_PROVINCE):
            return self
        if person.duty is None:
            return self.none()
        agency = person.duty.agency
        reach = transfers.ever_answered_by(PASSED_ON, [agency.key], person.today)
        follows = transfers.ever_answered_by(
            CONSOLIDATES, [agency.key], person.today, given="consolidator"
        ) | transfers.ever_answered_by(RECEIVES, [agency.key], person.today, given="recipient")
        reach |= Q(demand__in=Demand.objects.filter(follows))
        if person.has_role(Role.DISTRICT) and agency.unit:
            reach |= below(agency.unit, "unit__")
        return self.filter(reach)

    def fillable_by(self, person: Person, at: AsOf | None = None) -> Self:
        """The reports one's own agency answers for today, or answered for on the day of a page."""
        if person.duty is None:
            return self.none()
        key = person.duty.agency.key
        return self.filter(transfers.answered_by(PASSED_ON, [key], at or person.today))

    def judged_by(self, person: Person) -> Self:
        """Reports whose filings the person may return: the consolidator and the standing agency."""
        if person.has_role(Role.STANDING):
            return self
        if person.duty is None:
            return self.none()
        adds_up = transfers.answered_by(
            CONSOLIDATES, [person.duty.agency.key], person.today, given="consolidator"
        )
        return self.filter(demand__in=Demand.objects.filter(adds_up), consolidated=False)

    def known(self, at: AsOf) -> Self:
        """Those that were known to be owed by the moment, whatever became known later."""
        return self.filter(known_from__lte=at.known_at)

    def on(self, at: AsOf) -> Self:
        """The same, of the periods that had begun by the day."""
        return self.known(at).filter(first_on__lte=at.day, demand__recorded_at__lte=at.known_at)

    def owed(self, at: AsOf) -> Self:
        """What has to be sent, as known at the moment: of units that stand on the period's last day
        (`core.owing`), without what a decision closed."""
        lapsed = Lapse.objects.standing(at.known_at).filter(report=OuterRef("pk"))
        return self.known(at).filter(~Exists(lapsed), ~transfers.closed(PASSED_ON, at))

    def owed_or_sent(self, at: AsOf) -> Self:
        """The same with what was sent by a unit that, as is known then, was no more (`former`)."""
        lapsed = Lapse.objects.standing(at.known_at).filter(report=OuterRef("pk"))
        sent = Filing.objects.counting(at.known_at).filter(report=OuterRef("pk"))
        found = self.known(at).annotate(former=Exists(lapsed))
        return found.filter(Q(former=False) | Exists(sent), ~transfers.closed(PASSED_ON, at))

    def silent(self, at: datetime) -> Self:
        """Owed, due by then, and nothing that counts was sent by then."""
        sent = Filing.objects.counting(at).filter(report=OuterRef("pk"))
        owed = self.owed(AsOf.at(at)).filter(due_at__lte=at, back_fill=False)
        return owed.exclude(Exists(sent))


class Report(models.Model):
    """What a unit owes for a period: due at a moment, closed at another."""

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="reports")
    consolidated = models.BooleanField(default=False)
    first_on = models.DateField()
    last_on = models.DateField()
    due_at = models.DateTimeField()
    due_inclusive = models.BooleanField()
    closes_at = models.DateTimeField(null=True)
    back_fill = models.BooleanField(default=False)  # asked for, but never counted as late
    known_from = models.DateTimeField()  # from when it was known that this unit owes it
    former: bool  # told by `owed_or_sent`: its unit was no more

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on", "unit__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["demand", "unit", "agency", "first_on", "consolidated", "known_from"],
                name="report_owed_once",
            )
        ]
        indexes = [models.Index(fields=["demand", "first_on"], name="report_of_day")]

    def __str__(self) -> str:
        return f"{self.demand.programme}, {self.unit}, {words.day(self.first_on)}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("report", args=[self.pk])

    def is_open(self, at: datetime) -> bool:
        """Whether it can be sent at a moment: not closed yet, or open again for a while."""
        if self.closes_at is None or at < self.closes_at:
            return True
        return any(one.at <= at < one.until for one in self.reopenings.all())

    def timeliness(self, sent_at: datetime) -> Timeliness:
        """Whether a moment is in time for it."""
        return timeliness(sent_at, self.due_at, self.due_inclusive)

    def lapse(self, at: datetime) -> Lapse | None:
        """Why it is no longer owed by its unit at a moment; none where it is."""
        return next((one for one in self.lapses.all() if one.stands(at)), None)


class LapseQuerySet(PermanentQuerySet):
    """Lapses, as they stood at a moment."""

    def standing(self, at: datetime) -> Self:
        """Those known by a moment and not over by then."""
        return self.filter(at__lte=at).filter(Q(revival=None) | Q(revival__at__gt=at))


class Lapse(Permanent):
    """From a moment on a report is no longer owed: as is known since, its unit did not exist on
    the period's last day, or was none of those that report."""

    ENDED, WITHDRAWN, NO_REPORTER = "ended", "withdrawn", "no_reporter"
    REASONS = (
        (ENDED, "đơn vị không còn"),
        (WITHDRAWN, "quyết định lập đơn vị đã rút"),
        (NO_REPORTER, "không còn là đơn vị báo cáo"),
    )

    report = models.ForeignKey(Report, models.PROTECT, related_name="lapses")
    at = models.DateTimeField()
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=11, choices=REASONS)

    objects = LapseQuerySet.as_manager()  # type: ignore[misc]  # the stubs call it an instance's

    class Meta:
        ordering = ["at", "pk"]

    def stands(self, at: datetime) -> bool:
        """Whether it is in effect at a moment."""
        revival = getattr(self, "revival", None)
        return self.at <= at and (revival is None or at < revival.at)


class Revival(Permanent):
    """A lapse is over: the unit stands again, because the decision that ended it was taken back."""

    lapse = models.OneToOneField(Lapse, models.PROTECT, related_name="revival")
    at = models.DateTimeField()


class FilingQuerySet(PermanentQuerySet):
    """Filings, as they counted at a moment."""

    def counting(self, at: datetime) -> Self:
        """Sent by a moment and not returned by then: a filing counts from when it is sent."""
        returned = Verdict.objects.filter(filing=OuterRef("pk"), kind=Verdict.RETURNED, at__lte=at)
        return self.filter(sent_at__lte=at).exclude(Exists(returned))

    def newest(self, at: datetime) -> Self:
        """Of each report the newest revision that counts at a moment."""
        later = Filing.objects.counting(at).filter(
            report=OuterRef("report"), revision__gt=OuterRef("revision")
        )
        return self.counting(at).exclude(Exists(later))


class Filing(Permanent):
    """One sent version of a report. A correction is a further revision; none is changed."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="filings")
    revision = models.PositiveSmallIntegerField()
    version = models.ForeignKey(Version, models.PROTECT, related_name="filings")
    cells = models.JSONField()
    explanations = models.JSONField(default=dict)  # {row: a line that explains its figures}
    obstacles = models.TextField(blank=True)
    warnings = models.JSONField(default=list)  # codes of checks that spoke when it was sent
    sources = models.JSONField(default=list)  # filings a consolidated report was added up from
    via = models.CharField(max_length=12, default="page")
    sent_at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = FilingQuerySet.as_manager()  # type: ignore[misc]  # the stubs call it an instance's

    class Meta:
        ordering = ["report", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["report", "revision"], name="filing_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.report}, bản {self.revision}"


class Verdict(Permanent):
    """A filing was returned with a reason, or accepted."""

    RETURNED, ACCEPTED = "returned", "accepted"

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="verdicts")
    kind = models.CharField(max_length=8, choices=[(RETURNED, "trả lại"), (ACCEPTED, "đã duyệt")])
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")


class Reopening(Permanent):
    """A closed period opened again for one report, until a moment, by the standing agency."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="reopenings")
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")


class Draft(models.Model):
    """What somebody is typing, as texts, faults and all; it is not yet a report."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="draft")
    cells = models.JSONField(default=dict)
    explanations = models.JSONField(default=dict)
    obstacles = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
