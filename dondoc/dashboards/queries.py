"""Who reported for a period, in time or late, and who is silent since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Min, QuerySet

from dondoc.agencies.models import Person, Post
from dondoc.agencies.transfers import Answers
from dondoc.core import owing
from dondoc.core import reports as core
from dondoc.core.asof import AsOf, start_of
from dondoc.core.reports import Timeliness
from dondoc.dashboards.boards import Board, Place, Sent
from dondoc.programmes.models import Version
from dondoc.reports.models import PASSED_ON, Demand, Draft, Filing, Report


def demands_for(person: Person, at: AsOf) -> list[Demand]:
    """The forms asked for by then of which the person sees at least one unit's reports."""
    seen = Report.objects.visible_to(person).filter(consolidated=False).values("demand")
    found = Demand.objects.filter(pk__in=seen, recorded_at__lte=at.known_at)
    return list(found.select_related("programme", "dispatch", "clause__dispatch").order_by("-pk"))


def newest_due(reports: QuerySet[Report], at: AsOf) -> date | None:
    """The newest period whose hour had passed at the moment; days asked afterwards do not count."""
    owed = reports.filter(back_fill=False, due_at__lte=at.known_at)
    return owed.order_by("-first_on").values_list("first_on", flat=True).first()


def period_of_day(reports: QuerySet[Report], at: AsOf) -> date | None:
    """The period that is due on the day itself; else the newest one that was due before."""
    ends = start_of(at.day + timedelta(days=1))
    owed = reports.filter(back_fill=False, due_at__lte=ends, first_on__lte=at.day)
    return owed.order_by("-first_on").values_list("first_on", flat=True).first()


def board(person: Person, demand: Demand, at: AsOf, period: date | None = None) -> Board | None:
    """The board of one period for the units a person sees; none where nothing was owed yet."""
    seen = Report.objects.visible_to(person).known(at).filter(demand=demand, consolidated=False)
    day = period or period_of_day(seen, at)
    if day is None:
        return None
    of_day = seen.owed_or_sent(at).filter(first_on=day)
    owed = list(of_day.select_related("unit__parent", "agency").order_by("unit__sort_key"))
    if not owed:
        return None
    version = demand.version(at.known_at)
    form = version.form(demand.form_code)
    silence = _Silence(demand, form.reporters, day, at)
    states = _states(demand, day, at, version)
    answers = Answers(PASSED_ON, at)
    contacts = _contacts([one for one in owed if one.pk not in states], answers, at)
    typing = _typing(owed, at)
    places = tuple(
        replace(
            _place(one, states.get(one.pk), typing, silence, contacts.get(one.pk, "")),
            owners=_owners(one, answers),
        )
        for one in owed
    )
    asked = [one for one in places if not one.report.former]
    in_time = [one for one in asked if not one.report.back_fill]
    return Board(
        demand, form.label, day, owed[0].due_at, at, tuple(in_time), len(form.rows),
        asked_back=tuple(one for one in asked if one.report.back_fill),
        former=tuple(one for one in places if one.report.former),
    )  # fmt: skip


def _place(
    report: Report,
    state: Sent | None,
    typing: dict[int, int],
    silence: _Silence,
    contact: str,
) -> Place:
    if state is not None:
        return Place(report.unit, report, state)
    found = Sent.TYPING if report.pk in typing else Sent.MISSING
    return Place(
        report.unit,
        report,
        found,
        rows=typing.get(report.pk, 0),
        silent_periods=silence.periods(report),
        last_on=silence.last_on(report),
        contact=contact,
    )


def _states(demand: Demand, day: date, at: AsOf, version: Version) -> dict[int, Sent]:
    """By report: in time when any filing that counts was; the newest one says the rest."""
    filings = (
        Filing.objects.counting(at.known_at)
        .filter(report__demand=demand, report__first_on=day, report__consolidated=False)
        .select_related("report")
        .order_by("report", "revision")
    )
    form = version.form(demand.form_code)
    by_report: dict[int, list[Filing]] = defaultdict(list)
    for filing in filings:
        by_report[filing.report_id].append(filing)
    states = {}
    for pk, sent in by_report.items():
        in_time = any(one.report.timeliness(one.sent_at) is Timeliness.ON_TIME for one in sent)
        if not in_time:
            states[pk] = Sent.LATE
        elif len(core.filled_rows(form, sent[-1].cells)) < len(form.rows):
            states[pk] = Sent.PARTIAL
        else:
            states[pk] = Sent.WARNED if sent[-1].warnings else Sent.ON_TIME
    return states


def _typing(owed: Sequence[Report], at: AsOf) -> dict[int, int]:
    """Reports somebody is typing at, with the number of rows begun; on no past day."""
    if at.is_over:
        return {}
    drafts = Draft.objects.filter(report__in=[one.pk for one in owed], saved_at__lte=at.known_at)
    return {
        draft.report_id: sum(any(fields.values()) for fields in draft.cells.values())
        for draft in drafts
    }


def _owners(report: Report, answers: Answers) -> tuple[str, ...]:
    """Who sends a report now, where it passed on."""
    found = answers.of(report.pk, report.agency)
    return tuple(answers.named[key].name for key in sorted(found.keys)) if found.passed_on else ()


def _contacts(silent: Sequence[Report], answers: Answers, at: AsOf) -> dict[int, str]:
    """Whom to call about each report: the people of the agency that answers for it."""
    keys = {one.pk: sorted(answers.of(one.pk, one.agency).keys) for one in silent}
    everybody = {key for owners in keys.values() for key in owners}
    posts = Post.objects.on(at).filter(agency__key__in=everybody)
    rows = posts.values_list("agency__key", "person__full_name")
    people = dict(rows.order_by("pk"))
    return {
        pk: ", ".join(people[key] for key in owners if key in people) for pk, owners in keys.items()
    }


class _Silence:
    """Since when each unit of a form has said nothing, as known at a moment."""

    def __init__(self, demand: Demand, reporters: str, day: date, at: AsOf) -> None:
        self.reporters = reporters
        counted = Filing.objects.counting(at.known_at).filter(
            report__demand=demand, report__consolidated=False, report__first_on__lte=day
        )
        who = owing.who(reporters, "unit__key", "agency__key")
        self.sent: dict[str, set[date]] = defaultdict(set)
        for key, first_on in counted.values_list(f"report__{who}", "report__first_on"):
            self.sent[key].add(first_on)
        owed = Report.objects.known(at).filter(
            demand=demand, consolidated=False, back_fill=False, first_on__lte=day
        )
        days = owed.order_by().values_list("first_on", flat=True).distinct()
        self.owed = sorted(days, reverse=True)
        # A unit that is new was not silent before it was there.
        since = owed.order_by().values(who).annotate(first=Min("first_on"))
        self.since = dict(since.values_list(who, "first"))

    def _who(self, report: Report) -> str:
        return owing.who(self.reporters, report.unit.key, report.agency.key)

    def periods(self, report: Report) -> int:
        """How many owed periods in a row, up to this one, brought nothing."""
        who = self._who(report)
        count = 0
        for day in self.owed:
            if day in self.sent[who] or day < self.since.get(who, day):
                break
            count += 1
        return count

    def last_on(self, report: Report) -> date | None:
        """The newest day the unit told anything of; days asked afterwards too."""
        return max(self.sent[self._who(report)], default=None)
