"""Who owes each period is put right when what is known of units changes: a merger written down
late, a decision taken back. Nothing is rewritten: reports lapse, stand again, or are opened.

The rule is `core.owing`. Every moment at which a decision was recorded or taken back is gone
through in turn, so that it says nothing when the timer ran.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from dondoc.agencies import arranging
from dondoc.agencies.models import (
    Agency,
    Decision,
    Ending,
    Person,
    Unit,
    Withdrawal,
    known,
)
from dondoc.audit import actions as audit
from dondoc.core import owing, periods
from dondoc.core.arrangements import Plan
from dondoc.core.asof import AsOf
from dondoc.core.owing import Ower
from dondoc.core.packs import Form
from dondoc.core.periods import Period, day_of
from dondoc.core.units import ONE_DAY
from dondoc.dispatches import actions as dispatches
from dondoc.reports.answering import answers_as
from dondoc.reports.models import CONSOLIDATES, Demand, Filing, Lapse, Report, Revival
from dondoc.reports.owers import Register, Seen

BATCH = 1000


@transaction.atomic
def settle(*, at: datetime) -> int:
    """Put right who owes what of every form in force, as known now; safe to repeat.

    To be called after units were arranged or a decision was taken back; the timer calls it too.
    """
    standing = Register()
    demands = Demand.objects.order_by("pk")
    return sum(Settling(one.pk, at, standing).run(also_now=True) for one in demands)


@transaction.atomic
def arrange(
    plan: Plan, *, by: Person | None, at: datetime, known_since: datetime | None = None
) -> Decision | None:
    """Record what a decision changes among units and agencies, and who owes reports since."""
    decision = arranging.arrange(plan, by=by, at=at, known_since=known_since)
    settle(at=at)
    return decision


@transaction.atomic
def withdraw(decision: Decision, *, by: Person | None, at: datetime, reason: str) -> Withdrawal:
    """Take a decision back: what its units owed and did not send is no longer owed, and those
    before them owe again. Refused where something was sent (`DecisionInUse`)."""
    besides = {"reports.report"} if only_owed(decision) else set[str]()
    founded = Agency.objects.filter(decision=decision).values_list("pk", flat=True)
    for demand in Demand.objects.filter(reports__agency__in=founded).distinct():
        # They were told of the order because they owed its report.
        dispatches.forget_recipients(demand.dispatch, founded)
    taken = arranging.withdraw(decision, by=by, at=at, reason=reason, besides=besides)
    settle(at=at)
    return taken


def only_owed(decision: Decision) -> bool:
    """Whether the units and agencies a decision founded sent nothing yet, so that their reports
    are no work that stands in the way of taking it back."""
    of_units = Filing.objects.filter(report__unit__decision=decision)
    return not (of_units | Filing.objects.filter(report__agency__decision=decision)).exists()


# -- one form in force ---------------------------------------------------------------------------


class Row(NamedTuple):
    """A report as far as settling asks."""

    pk: int
    unit: int
    agency: int
    unit_key: str
    agency_key: str
    first_on: date
    last_on: date
    due_at: datetime
    back_fill: bool


class Settling:
    """One form in force, brought up to a moment: periods opened, and who owes them put right."""

    def __init__(self, demand: int, at: datetime, standing: Register | None = None) -> None:
        # Two who settle at once stand in line here (SQLite: the whole file).
        self.demand = Demand.objects.select_for_update().get(pk=demand)
        self.at, self.register = at, standing or Register()
        self.opened = 0

    @cached_property
    def form(self) -> Form:
        """The form as it is in force."""
        return self.demand.form

    def run(self, *, also_now: bool = False) -> int:
        """Go through every moment at which what is known changed; tells how many were opened."""
        facts = Decision.objects.count() + Withdrawal.objects.count()
        changed = facts != self.demand.settled_by or also_now
        moments = self._moments() if changed and self.at >= self.demand.settled_at else []
        knowing = self.demand.settled_at
        for moment in moments:
            self._open(moment, knowing)
            self._put_right(moment)
            knowing = moment
        self._open(self.at, max(knowing, self.at))
        if moments:
            Demand.objects.filter(pk=self.demand.pk).update(settled_at=knowing, settled_by=facts)
        return self.opened

    def _moments(self) -> list[datetime]:
        """When what is known changed since, and now.

        History typed in later is told as known from its issue; who owed by then was asked already
        and is not asked otherwise in hindsight: such a fact counts from now.
        """
        reports = Report.objects.filter(demand=self.demand)
        asked = reports.aggregate(newest=Max("known_from"))["newest"]
        since, until = max(self.demand.settled_at, asked or self.demand.settled_at), self.at
        recorded = Decision.objects.filter(recorded_at__gt=since, recorded_at__lte=until)
        taken_back = Withdrawal.objects.filter(at__gt=since, at__lte=until)
        found = {*recorded.values_list("recorded_at", flat=True)}
        return sorted(found | {*taken_back.values_list("at", flat=True), until})

    def _last(self, at: datetime) -> date:
        until = self.demand.until_on
        return min(day_of(at), until) if until else day_of(at)

    def _open(self, at: datetime, knowing: datetime) -> None:
        """Open the periods begun by a moment, by what was known of units since an earlier one."""
        reports = Report.objects.filter(demand=self.demand)
        newest = reports.aggregate(day=Max("first_on"))["day"]
        first = self.demand.back_fill_from
        if newest:
            first = periods.period_of(self.form.frequency, newest).last + ONE_DAY
        rows: list[Report] = []
        for period in periods.periods_between(self.form.frequency, first, self._last(at)):
            since = owing.known_from(self.demand.recorded_at, period.first)
            owers = self.register.at(knowing).owers(self.form.reporters, period.last)
            rows += [self._report(period, one, since) for one in owers.values()]
            rows += self._whole(period, since, at)
        self._write(rows)

    def _report(
        self, period: Period, ower: Ower, since: datetime, learnt_at: datetime | None = None
    ) -> Report:
        due = periods.due_at(period, self.form.due)
        asked_back = owing.never_late(
            due.at, in_force_from=self.demand.in_force_from, learnt_at=learnt_at
        )
        return Report(
            demand=self.demand, unit_id=ower.unit.id, agency_id=ower.agency.id,
            first_on=period.first, last_on=period.last, due_at=due.at,
            due_inclusive=due.inclusive, back_fill=asked_back, known_from=since,
            closes_at=None if asked_back else periods.closes_at(period, self.form.closes),
        )  # fmt: skip

    def _whole(self, period: Period, since: datetime, at: datetime) -> list[Report]:
        """One sum goes upward, so one agency owes it: where several add up, the first named."""
        due = periods.due_at(period, self.form.due)
        back = owing.never_late(due.at, in_force_from=self.demand.in_force_from)
        return [
            Report(
                demand=self.demand, unit=agency.unit, agency=agency, consolidated=True,
                first_on=period.first, last_on=period.last, due_at=due.at,
                due_inclusive=due.inclusive, back_fill=back, known_from=since,
            )
            for agency in answers_as(CONSOLIDATES, self.demand, AsOf(period.last, at))[:1]
            if agency.unit
        ]  # fmt: skip

    def _write(self, rows: list[Report]) -> None:
        written = Report.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
        self.opened += len(written)
        # Who must fill a form may read the words that ask for it.
        told = Agency.objects.in_bulk({one.agency_id for one in rows})
        dispatches.note_recipients(self.demand.dispatch, told.values())

    # -- what is known changed ----------------------------------------------------------------

    def _rows(self) -> Iterable[Row]:
        rows = Report.objects.filter(demand=self.demand, consolidated=False).order_by("pk")
        return map(Row._make, rows.values_list(
            "pk", "unit", "agency", "unit__key", "agency__key", "first_on", "last_on", "due_at",
            "back_fill",
        ))  # fmt: skip

    def _who(self, row: Row) -> str:
        return owing.who(self.form.reporters, row.unit_key, row.agency_key)

    def _put_right(self, at: datetime) -> None:
        """Let lapse what is owed by nobody who is there, and ask those who are."""
        seen = self.register.at(at)
        lapses = {
            one.report_id: one
            for one in Lapse.objects.filter(report__demand=self.demand, revival=None)
        }
        sent = set(
            Filing.objects.filter(report__in=lapses).values_list("report", flat=True).distinct()
        )
        of_period: dict[date, list[Row]] = defaultdict(list)
        for row in self._rows():
            of_period[row.first_on].append(row)
        units, agencies = seen.rows
        gone: list[Row] = []
        again: list[Lapse] = []
        opened: list[Report] = []
        last = self._last(at)
        for period in periods.periods_between(
            self.form.frequency, self.demand.back_fill_from, last
        ):
            owers = dict(seen.owers(self.form.reporters, period.last))
            resting: dict[str, list[Row]] = defaultdict(list)
            for row in of_period[period.first]:
                there = row.unit in units and row.agency in agencies
                if row.pk in lapses:
                    if there:
                        resting[self._who(row)].append(row)
                elif not there or owers.pop(self._who(row), None) is None:
                    gone.append(row)
            for who, ower in owers.items():
                waiting = [
                    row
                    for row in resting[who]
                    if row.pk in sent or not _fell_due(row, lapses[row.pk], at)
                ]
                if waiting:
                    again.append(lapses[waiting[-1].pk])
                else:
                    opened.append(self._report(period, ower, at, learnt_at=at))
        Lapse.objects.bulk_create(_lapses(gone, seen, at), batch_size=BATCH)
        Revival.objects.bulk_create([Revival(lapse=one, at=at) for one in again], batch_size=BATCH)
        self._write(opened)
        if gone or again or opened:
            audit.record("report.settled", on=self.demand, by=None, at=at, lapsed=len(gone),
                         revived=len(again), opened=len(opened))  # fmt: skip


def _fell_due(row: Row, lapse: Lapse, at: datetime) -> bool:
    """Whether it fell due while nobody owed it: standing again it would be late at once."""
    return not row.back_fill and lapse.at <= row.due_at <= at


def _lapses(rows: list[Row], seen: Seen, at: datetime) -> list[Lapse]:
    """Why each is no longer owed, with the decision that says so."""
    units, agencies = seen.rows
    founded = {
        **{("unit", pk): by for pk, by in _decisions(Unit, {one.unit for one in rows})},
        **{("agency", pk): by for pk, by in _decisions(Agency, {one.agency for one in rows})},
    }
    ended = _ends(rows, at)
    found = []
    for row in rows:
        decision, reason = None, Lapse.NO_REPORTER
        if row.unit not in units:
            decision, reason = founded["unit", row.unit], Lapse.WITHDRAWN
        elif row.agency not in agencies:
            decision, reason = founded["agency", row.agency], Lapse.WITHDRAWN
        elif seen.units.version(row.unit_key, row.last_on) is None:
            decision, reason = ended.get(row.unit_key), Lapse.ENDED
        elif seen.agencies.version(row.agency_key, row.last_on) is None:
            decision, reason = ended.get(row.agency_key), Lapse.ENDED
        found.append(Lapse(report_id=row.pk, at=at, decision_id=decision, reason=reason))
    return found


def _decisions(model: type[Unit] | type[Agency], pks: set[int]) -> list[tuple[int, int | None]]:
    return list(model.objects.filter(pk__in=pks).values_list("pk", "decision"))


def _ends(rows: list[Row], at: datetime) -> dict[str, int | None]:
    """By key of a unit or agency the decision that gave it its last day."""
    now = known(AsOf.at(at))
    units = Ending.objects.filter(now, unit__key__in={one.unit_key for one in rows})
    agencies = Ending.objects.filter(now, agency__key__in={one.agency_key for one in rows})
    return {
        **dict(agencies.order_by("last_on").values_list("agency__key", "decision")),
        **dict(units.order_by("last_on").values_list("unit__key", "decision")),
    }
