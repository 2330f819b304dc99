"""Who reported for a period and who is silent; what each agency's tasks come to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from django.db.models import QuerySet

from dondoc.agencies.models import Level, Person, Post, Unit
from dondoc.core import reports as core
from dondoc.core import tasks as core_tasks
from dondoc.core.asof import AsOf, start_of
from dondoc.core.reports import Timeliness
from dondoc.core.tasks import Rates, State
from dondoc.programmes.models import Version
from dondoc.reports.models import Demand, Draft, Filing, Report
from dondoc.tasks.queries import Judged

COMMON = 4  # from so many leads on a task is everybody's: it is counted apart, once


class Sent(StrEnum):
    """How a unit stands with its report for a period."""

    ON_TIME = "on_time"
    WARNED = "warned"
    PARTIAL = "partial"
    LATE = "late"
    TYPING = "typing"
    MISSING = "missing"


SILENT = (Sent.TYPING, Sent.MISSING)


@dataclass(frozen=True)
class Place:
    """A unit on the board: its report, how it stands, since when it has said nothing."""

    unit: Unit
    report: Report
    state: Sent
    rows: int = 0
    silent_periods: int = 0
    last_on: date | None = None
    contact: str = ""

    @property
    def is_silent(self) -> bool:
        """Nothing that counts was sent."""
        return self.state in SILENT

    @property
    def in_time(self) -> bool:
        """Whether something that counts was sent before the hour."""
        return self.state not in (*SILENT, Sent.LATE)


@dataclass(frozen=True)
class Board:
    """The reports of one period as known at a moment."""

    demand: Demand
    label: str
    day: date
    due_at: datetime
    at: AsOf
    places: tuple[Place, ...]
    rows: int

    @property
    def is_due(self) -> bool:
        """Whether the hour has passed."""
        return self.at.known_at >= self.due_at

    @property
    def minutes_left(self) -> int:
        """Minutes until the hour."""
        return max(0, int((self.due_at - self.at.known_at).total_seconds() // 60))

    @property
    def in_time(self) -> int:
        return sum(place.in_time for place in self.places)

    @property
    def late(self) -> int:
        return self.count(Sent.LATE)

    @property
    def silent(self) -> list[Place]:
        """Who has said nothing; the longest silence first."""
        found = [place for place in self.places if place.is_silent]
        return sorted(found, key=lambda one: (-one.silent_periods, one.unit.sort_key))

    def count(self, state: Sent) -> int:
        """How many stand so."""
        return sum(place.state is state for place in self.places)


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
    seen = Report.objects.visible_to(person).filter(demand=demand, consolidated=False)
    day = period or period_of_day(seen, at)
    if day is None:
        return None
    owed = list(seen.filter(first_on=day).select_related("unit__parent").order_by("unit__sort_key"))
    if not owed:
        return None
    version = demand.version()
    form = version.form(demand.form_code)
    silence = _Silence(demand, day, at)
    states = _states(demand, day, at, version)
    contacts = _contacts([one for one in owed if one.pk not in states], at.day)
    typing = _typing(owed, at)
    places = tuple(
        _place(one, states.get(one.pk), typing, silence, contacts.get(one.agency_id, ""))
        for one in owed
    )
    return Board(demand, form.label, day, owed[0].due_at, at, places, len(form.rows))


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
        silent_periods=silence.periods(report.unit_id),
        last_on=silence.last_on(report.unit_id),
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
    """Reports somebody is typing at, with the number of rows begun."""
    drafts = Draft.objects.filter(report__in=[one.pk for one in owed], saved_at__lte=at.known_at)
    return {
        draft.report_id: sum(any(fields.values()) for fields in draft.cells.values())
        for draft in drafts
    }


def _contacts(silent: Sequence[Report], day: date) -> dict[int, str]:
    """Whom to call: the people of the silent units' committees."""
    posts = Post.objects.on(day).filter(agency__in={one.agency_id for one in silent})
    return {post.agency_id: post.person.full_name for post in posts.select_related("person")}


class _Silence:
    """Since when each unit of a form has said nothing, as known at a moment."""

    def __init__(self, demand: Demand, day: date, at: AsOf) -> None:
        counted = Filing.objects.counting(at.known_at).filter(
            report__demand=demand, report__consolidated=False, report__first_on__lte=day
        )
        self.sent: dict[int, set[date]] = defaultdict(set)
        for unit, first_on in counted.values_list("report__unit", "report__first_on"):
            self.sent[unit].add(first_on)
        owed = Report.objects.filter(
            demand=demand, consolidated=False, back_fill=False, first_on__lte=day
        )
        self.owed = sorted(set(owed.values_list("first_on", flat=True)), reverse=True)

    def periods(self, unit: int) -> int:
        """How many owed periods in a row, up to this one, brought nothing."""
        count = 0
        for day in self.owed:
            if day in self.sent[unit]:
                break
            count += 1
        return count

    def last_on(self, unit: int) -> date | None:
        """The newest day the unit told anything of; days asked afterwards too."""
        return max(self.sent[unit], default=None)


@dataclass(frozen=True)
class District:
    """A column of the board: a district with its units."""

    unit: Unit
    places: tuple[Place, ...]

    @property
    def sent(self) -> int:
        return sum(not place.is_silent for place in self.places)


def by_district(places: Iterable[Place]) -> list[District]:
    """Units by district; a district without communes stands under its own name."""
    found: dict[int, list[Place]] = defaultdict(list)
    heads: dict[int, Unit] = {}
    for place in places:
        parent = place.unit.parent
        head = parent if parent and parent.level != Level.PROVINCE else place.unit
        heads[head.pk] = head
        found[head.pk].append(place)
    ordered = sorted(heads.values(), key=lambda unit: unit.sort_key)
    return [District(unit, tuple(found[unit.pk])) for unit in ordered]


def in_columns(districts: Sequence[District], columns: int = 8) -> list[list[District]]:
    """Districts laid into columns of about equal height, each district whole."""
    packed: list[list[District]] = [[] for _ in range(min(columns, max(len(districts), 1)))]
    heights = [0] * len(packed)
    for one in sorted(districts, key=lambda one: -len(one.places)):
        lowest = heights.index(min(heights))
        packed[lowest].append(one)
        heights[lowest] += len(one.places) + 3
    return [column for column in packed if column]


# -- tasks ------------------------------------------------------------------------------------


def states_before(judged: Iterable[Judged], at: AsOf) -> Counter[State]:
    """How the same tasks stood on an earlier day, as known at its end."""
    found: Counter[State] = Counter()
    for one in judged:
        if core_tasks.visible(one.task.history(), at):
            found[one.task.state(at)] += 1
    return found


@dataclass(frozen=True)
class Ranked:
    """An agency with its tasks by state, its rate, and the place it shares with its equals."""

    name: str
    counts: dict[str, int]
    rates: Rates
    rank: int = 0


def ranking(judged: Iterable[Judged]) -> tuple[list[Ranked], int]:
    """Agencies by *đúng hạn*, equal rates sharing a rank; and how many have nothing due yet."""
    tasks: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        names = set(one.leads) if len(one.leads) < COMMON else {"Các cơ quan (việc chung)"}
        for name in names:
            tasks[name].append(one)
    rows = [_ranked(name, found) for name, found in tasks.items()]
    due = [row for row in rows if row.rates.base]
    due.sort(key=lambda row: (-(row.rates.punctual or Decimal(0)), -row.rates.base, row.name))
    placed: list[Ranked] = []
    for position, row in enumerate(due, start=1):
        same = placed and placed[-1].rates.punctual == row.rates.punctual
        rank = placed[-1].rank if same else position
        placed.append(Ranked(row.name, row.counts, row.rates, rank))
    return placed, len(rows) - len(due)


ORDER = (State.DONE, State.DONE_LATE, State.OPEN, State.DUE_SOON, State.AT_RISK, State.OVERDUE)


def _ranked(name: str, found: list[Judged]) -> Ranked:
    states = Counter(one.state for one in found)
    counted = {state.value: states[state] for state in ORDER if states[state]}
    return Ranked(name, counted, core_tasks.rates((o.state, o.facts.due_on) for o in found))
