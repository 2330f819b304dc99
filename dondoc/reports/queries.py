"""Questions about reports: how one stands at a moment, what a person owes, a day's count of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch

from dondoc.agencies.models import WHOLE_PROVINCE, Person, Role
from dondoc.core import reports as core
from dondoc.core.asof import AsOf
from dondoc.core.packs import Form
from dondoc.core.periods import day_of
from dondoc.core.reports import Completeness, Sent, Timeliness
from dondoc.reports.models import Demand, Filing, Lapse, Report, ReportQuerySet, Verdict
from dondoc.web import words

PERIODS_SHOWN = 31
HISTORY_SHOWN = 60
SOON = timedelta(hours=6)
LAPSED = {Lapse.ENDED: "passed_on", Lapse.WITHDRAWN: "withdrawn", Lapse.NO_REPORTER: "ended"}


@dataclass(frozen=True)
class Standing:
    """How a report stands at a moment: a state of the vocabulary, and the filing that counts."""

    key: str
    detail: str = ""
    filing: Filing | None = None
    revisions: int = 0
    filled: int | None = None
    rows: int = 0
    returned_because: str = ""

    @property
    def partial(self) -> str:
        """ "4/5" where not every row was filled."""
        missing = self.filled is not None and self.filled < self.rows
        return f"{self.filled}/{self.rows}" if missing else ""


def returned(filing: Filing, at: datetime) -> Verdict | None:
    """The verdict that sent a filing back, given by a moment."""
    verdicts = [v for v in filing.verdicts.all() if v.kind == Verdict.RETURNED and v.at <= at]
    return verdicts[0] if verdicts else None


def accepted(filing: Filing, at: datetime) -> Verdict | None:
    """The verdict that accepted a filing by a moment."""
    verdicts = [v for v in filing.verdicts.all() if v.kind == Verdict.ACCEPTED and v.at <= at]
    return verdicts[0] if verdicts else None


def standing_of(report: Report, form: Form, at: datetime, *, live: bool = True) -> Standing:
    """Judge a report for a moment; a late correction does not make it late.

    What is only being typed belongs to no past day: `live` says whether it counts.
    """
    sent = [filing for filing in report.filings.all() if filing.sent_at <= at]
    counting = [filing for filing in sent if returned(filing, at) is None]
    if not counting:
        return _unsent(report, sent, at, live)
    newest = max(counting, key=lambda filing: filing.revision)
    in_time = any(report.timeliness(filing.sent_at) is Timeliness.ON_TIME for filing in counting)
    key = "warned" if newest.warnings else "on_time"
    detail = ""
    if report.back_fill:
        key, detail = "provisional", "số liệu bổ sung"
    elif not in_time:
        key = "late"
    if accepted(newest, at):
        key = "approved"
    filled = len(core.filled_rows(form, newest.cells))
    return Standing(key, detail, newest, len(sent), filled, len(form.rows))


def _unsent(report: Report, sent: Sequence[Filing], at: datetime, live: bool) -> Standing:
    if lapse := report.lapse(at):
        return Standing(LAPSED[lapse.reason], lapse.get_reason_display(), None, len(sent))
    if sent:
        newest = max(sent, key=lambda filing: filing.revision)
        verdict = returned(newest, at)
        reason = verdict.reason if verdict else ""
        return Standing("returned", reason, None, len(sent), returned_because=reason)
    typing = live and hasattr(report, "draft")
    if report.due_at <= at and not report.back_fill:
        return Standing("missing", "đang nhập" if typing else "")
    if typing:
        return Standing("typing", f"lưu {words.clock_time(report.draft.saved_at)}")
    if report.back_fill:
        return Standing("undated", "số liệu bổ sung, không tính muộn")
    return Standing("open")


@dataclass(frozen=True)
class Owed:
    """A report of a person's agency with its form and how it stands."""

    report: Report
    form: Form
    standing: Standing
    open: bool

    def due_on(self, day: date) -> bool:
        """Whether it is due on a day; what is asked for afterwards is due on none."""
        return not self.report.back_fill and day_of(self.report.due_at) == day


def with_filings(reports: ReportQuerySet) -> ReportQuerySet:
    """Reports with all that judging them needs."""
    filings = Filing.objects.select_related("by").prefetch_related("verdicts")
    return reports.select_related(
        "demand__programme", "demand__dispatch", "unit", "agency", "draft"
    ).prefetch_related(
        Prefetch("filings", filings), "reopenings", "lapses__revival", "lapses__decision"
    )


def own_reports(person: Person, at: AsOf) -> list[Owed]:
    """What a person's agency owed and had sent by then, the newest day first."""
    mine = Report.objects.fillable_by(person, at).on(at).owed_or_sent(at)
    rows = with_filings(mine).order_by("-first_on", "demand")
    forms: dict[int, Form] = {}
    found = []
    for report in rows[:HISTORY_SHOWN]:
        if report.demand_id not in forms:
            forms[report.demand_id] = report.demand.form_at(at.known_at)
        form = forms[report.demand_id]
        standing = standing_of(report, form, at.known_at, live=not at.is_over)
        found.append(Owed(report, form, standing, report.is_open(at.known_at)))
    return found


def to_file(owed: Iterable[Owed], at: datetime) -> list[Owed]:
    """What is still to be sent, the nearest hour first; a day not due for long stands last."""
    waiting = [one for one in owed if one.open and one.standing.filing is None]
    due = [one for one in waiting if not one.report.back_fill]
    return [*sorted(due, key=lambda one: one.report.due_at),
            *(one for one in waiting if one.report.back_fill)]  # fmt: skip


@dataclass(frozen=True)
class PeriodLine:
    """One period of a form over the units a person sees: how many filed, in time, late, silent."""

    first_on: date
    due_at: datetime
    counted: Completeness
    back_fill: bool
    passed: bool
    consolidated: int | None
    consolidated_sent: bool
    former: int = 0  # how many were sent by units that, as is known since, were no more

    @property
    def late(self) -> int:
        """Filed after the hour."""
        return self.counted.filed - self.counted.on_time

    @property
    def silent(self) -> int:
        """Not there though the hour has passed."""
        return self.counted.missing if self.passed and not self.back_fill else 0


@dataclass(frozen=True)
class Overview:
    """A form in force with its periods, as one person sees them."""

    demand: Demand
    form: Form
    lines: tuple[PeriodLine, ...]

    def current(self, at: datetime) -> PeriodLine | None:
        """The period one asks about now: the one due within hours, else the last one passed."""
        owed = [line for line in self.lines if not line.back_fill]
        ahead = min((line for line in owed if not line.passed), key=lambda line: line.due_at,
                    default=None)  # fmt: skip
        behind = max((line for line in owed if line.passed), key=lambda line: line.due_at,
                     default=None)  # fmt: skip
        if ahead and (behind is None or ahead.due_at - at < SOON):
            return ahead
        return behind


def overviews(person: Person, at: AsOf) -> list[Overview]:
    """Every form whose reports a person watches, period by period."""
    watched = _watched(person).on(at)
    demands = Demand.objects.filter(pk__in=watched.values("demand"))
    demands = demands.select_related("programme", "dispatch", "clause__dispatch", "consolidator")
    return [
        Overview(
            one, one.form_at(at.known_at), tuple(_periods(watched.filter(demand=one), at.known_at))
        )
        for one in demands.order_by("-recorded_at")
    ]


def watches(person: Person) -> bool:
    """Whether a person looks after others' reports."""
    return person.has_role(*WHOLE_PROVINCE, Role.DISTRICT) or _watched(person).exists()


def _watched(person: Person) -> ReportQuerySet:
    seen = Report.objects.visible_to(person)
    if person.has_role(Role.COMMUNE):
        return seen.none()
    return seen


def _periods(reports: ReportQuerySet, at: datetime) -> Iterable[PeriodLine]:
    newest = reports.order_by("-first_on").values_list("first_on", flat=True).first()
    if newest is None:
        return
    since = newest - timedelta(days=PERIODS_SHOWN)
    told = reports.owed_or_sent(AsOf.at(at))
    rows = list(told.filter(first_on__gt=since).order_by("first_on"))
    history = _history(rows, at)
    by_day: dict[date, list[Report]] = defaultdict(list)
    for row in rows:
        by_day[row.first_on].append(row)
    for day in sorted(by_day, reverse=True):
        asked = [row for row in by_day[day] if not row.consolidated and not row.former]
        whole = next((row for row in by_day[day] if row.consolidated), None)
        # Whoever is asked afterwards is not counted beside those who were asked in time.
        units = [row for row in asked if not row.back_fill] or asked
        sample = units[0] if units else by_day[day][0]
        yield PeriodLine(
            first_on=day,
            due_at=sample.due_at,
            counted=core.completeness(
                [row.pk for row in units], [one for row in units for one in history[row.pk]]
            ),
            back_fill=sample.back_fill,
            passed=sample.due_at <= at,
            consolidated=whole.pk if whole else None,
            consolidated_sent=bool(whole and history[whole.pk]),
            former=sum(row.former for row in by_day[day]),
        )


def _history(rows: Sequence[Report], at: datetime) -> dict[int, list[Sent]]:
    by_key = {row.pk: row for row in rows}
    history: dict[int, list[Sent]] = defaultdict(list)
    if not rows:
        return history
    sent = Filing.objects.counting(at).filter(
        report__demand=rows[0].demand_id, report__first_on__gte=rows[0].first_on
    )
    for key, moment in sent.values_list("report", "sent_at"):
        if key in by_key:
            history[key].append(Sent(key, by_key[key].timeliness(moment)))
    return history
