"""What stands beside a table of an annex when it is to become a form: duty, campaign, offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property

from dondoc.agencies import queries as agencies
from dondoc.agencies.models import Agency, AgencyKind
from dondoc.core.asof import AsOf
from dondoc.core.packs import DueRule, Target
from dondoc.core.periods import Kind
from dondoc.dispatches.models import Dispatch, FormProposal, Proposal
from dondoc.programmes.forms_from_annex import Annex, Campaign, Offer, code_of, offer
from dondoc.programmes.models import Version
from dondoc.reports.demanding import demand_of
from dondoc.reports.models import Demand
from dondoc.tasks.models import Decision, Task
from dondoc.web import words

SIGNATURES = ("CHỦ TỊCH", "TỔ TRƯỞNG", "KT.", "TM.", "GIÁM ĐỐC")


@dataclass(frozen=True)
class Setting:
    """One table of one dispatch, and what the dispatch says about filling it in."""

    proposal: FormProposal
    at: datetime

    @property
    def dispatch(self) -> Dispatch:
        """The dispatch the table hangs on."""
        return self.proposal.dispatch

    @property
    def arrived_on(self) -> date:
        """The day from which something can be owed."""
        return self.dispatch.arrived_on

    @property
    def arrived(self) -> AsOf:
        """The same day with who is known to exist on it."""
        return AsOf.ever(self.arrived_on)

    @cached_property
    def annex(self) -> Annex:
        """The table with the words as read."""
        return Annex.as_read(self.proposal.fields)

    @cached_property
    def suggested(self) -> Annex:
        """The table with the reader's suggestions."""
        return self.annex.with_suggestions(self.proposal.fields.get("suggestions") or ())

    @cached_property
    def duty(self) -> Proposal | None:
        """The duty that orders the form to be filled in, a recurring one first."""
        found = list(self.dispatch.proposals.filter(fields__form="annex").select_related("clause"))
        return min(found, key=lambda one: not one.fields.get("every"), default=None)

    @property
    def source(self) -> str:
        """ "02/TCTĐA06, 18/02/2025, mục 1": the ground of everything asked."""
        parts = [str(self.dispatch)]
        if self.dispatch.issued_on:
            parts.append(words.day(self.dispatch.issued_on))
        if self.duty and self.duty.clause and self.duty.clause.number:
            parts.append(f"mục {self.duty.clause.number}")
        return ", ".join(parts)

    @cached_property
    def consolidator(self) -> Agency | None:
        """Who adds up: the agency the duty names."""
        names = self.duty.fields.get("lead") or [] if self.duty else []
        found = [one for name in names for one in agencies.who_is(name, self.arrived)]
        return found[0] if found else None

    @cached_property
    def offer(self) -> Offer:
        """The shipped form the table matches, else one of its own words."""
        title = self.annex.title.strip()
        signed = title.upper() == title and title.startswith(SIGNATURES)
        return offer(
            self.annex,
            self.suggested,
            code=code_of(self.dispatch.reference or str(self.dispatch.pk), self.proposal.position),
            label=title if title and not signed else f"Biểu kèm theo {self.dispatch}",
            lead=self.consolidator.code if self.consolidator else "so",
            source=self.source,
        )

    @cached_property
    def demand(self) -> Demand | None:
        """The demand by which the form is in force already."""
        return demand_of(self.dispatch, self.offer.pack.code, self.offer.form.code)

    @property
    def departments(self) -> list[Agency]:
        """Who may add up or receive."""
        return list(Agency.objects.of_province(self.arrived).filter(kind=AgencyKind.DEPARTMENT))

    @cached_property
    def recipient(self) -> Agency | None:
        """Who receives the sum: the pack says, else the duty, else it is the standing agency."""
        if code := self.offer.form.recipient:
            return Agency.objects.on(self.arrived).filter(code=code).first()
        named = self.duty.fields.get("report_to") if self.duty else None
        found = agencies.who_is(named, self.arrived) if named else []
        return found[0] if found else agencies.standing_agency(self.arrived)

    @property
    def due(self) -> DueRule:
        """The hour the dispatch names; else the pack's."""
        said = self.duty.fields.get("due_time") if self.duty else None
        if not said:
            return self.offer.form.due
        hour = time.fromisoformat(said)
        after = self.offer.form.due.days_after
        if self.duty and self.duty.fields.get("due_before"):
            return DueRule(after, before=hour)
        return DueRule(after, by=hour)

    @property
    def frequency(self) -> Kind:
        """How often the dispatch asks; else the pack."""
        every = self.duty.fields.get("every") if self.duty else None
        return Kind(every) if every in list(Kind) else self.offer.form.frequency

    @cached_property
    def campaigns(self) -> list[Task]:
        """Tasks that this dispatch orders, first or again, with a share to reach by a day."""
        ordered = Decision.objects.filter(
            proposal__dispatch=self.dispatch, kind=Decision.Kind.CONFIRMED
        )
        given = Task.objects.filter(pk__in=ordered.values("task"))
        tasks = given.prefetch_related("changes", "decisions__proposal")
        return [task for task in tasks if self.campaign_of(task)]

    def campaign_of(self, task: Task) -> Campaign | None:
        """The share, the last day and the first day that a task orders."""
        due_on = task.facts(AsOf.at(self.at)).due_on
        share = _share(task)
        if due_on is None or share is None:
            return None
        starts = None
        for change in task.changes.all():
            if said := change.payload.get("starts_on"):
                starts = date.fromisoformat(said)
        return Campaign(due_on, share, self.source, starts)

    @property
    def measures(self) -> str:
        """The name of the indicator the form feeds, where its pack has one."""
        form = self.offer.form.code
        return next((one.label for one in self.offer.pack.indicators if one.form == form), "")

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """Targets in force from earlier orders; a shipped pack's own are only its example."""
        versions = Version.objects.filter(programme__code=self.offer.pack.code).order_by("-number")
        newest = versions.first()
        found = newest.pack.indicators if newest else ()
        form = self.offer.form.code
        return next((one.targets for one in found if one.form == form), ())

    @property
    def back_fill_from(self) -> date:
        """The campaign's first day where it has one, but no day after the arrival."""
        first = self.campaign_of(self.campaigns[0]) if self.campaigns else None
        said = first.starts if first else None
        return min(said, self.arrived_on) if said else self.arrived_on


def _share(task: Task) -> Decimal | None:
    """The percentage a task orders: as confirmed, else as read in its words."""
    if task.target_value is not None:
        return task.target_value if task.target_unit.strip() in {"%", ""} else None
    for decision in task.decisions.all():
        target = decision.proposal.fields.get("target") or {}
        if target.get("unit") == "%":
            return Decimal(str(target["value"]))
    return None
