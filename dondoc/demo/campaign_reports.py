"""Puts the daily form in force by the dispatch of 18/02/2025 and sends the simulated filings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from dondoc import packs
from dondoc.demo.people import people
from dondoc.demo.simulator import DAYS, HANOI, NOW, SimFiling, campaign
from dondoc.demo.story import CIVIL_STATUS
from dondoc.demo.work import Event, Office, task_of
from dondoc.dispatches.models import Dispatch
from dondoc.indicators import actions as indicators
from dondoc.programmes import actions as programmes
from dondoc.reports import actions as reports
from dondoc.reports import demanding
from dondoc.reports.models import Demand, Filing, Report
from dondoc.tasks import actions as tasks

DISPATCH = "02/TCTĐA06"
IN_FORCE_AT = datetime(2025, 2, 18, 17, 40, tzinfo=HANOI)
MIDNIGHTS = [datetime(2025, 2, day, 0, 5, tzinfo=HANOI) for day in (19, 20)]
CONSOLIDATED = (  # the day told, and when the Department of Justice sent it on
    (date(2025, 2, 17), datetime(2025, 2, 19, 7, 57, tzinfo=HANOI)),
    (date(2025, 2, 18), datetime(2025, 2, 19, 7, 58, tzinfo=HANOI)),
    (date(2025, 2, 18), datetime(2025, 2, 19, 11, 45, tzinfo=HANOI)),
)
MEASURED = [datetime(2025, 2, 19, 8, 5, tzinfo=HANOI), datetime(2025, 2, 20, 7, 39, tzinfo=HANOI)]
RETURNED = ("21229", date(2025, 2, 18), datetime(2025, 2, 19, 9, 5, tzinfo=HANOI))
TYPING = ("mai", date(2025, 2, 19), datetime(2025, 2, 20, 7, 38, tzinfo=HANOI))


class Desk:
    """The form in force and what is owed, kept at hand while a thousand filings are sent."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.clerks = {person.agency: person.username for person in people()}
        self.owed: dict[tuple[str, date, bool], Report] = {}
        self.demand: Demand

    def put_in_force(self) -> None:
        """The annex is the shipped form: adopt its pack, ask for it, measure the duty by it."""
        lan, at = self.office.on("lan", IN_FORCE_AT), IN_FORCE_AT
        dispatch = Dispatch.objects.get(reference=DISPATCH)
        version = programmes.adopt(
            text=packs.shipped()["civil_status"],
            source=f"{DISPATCH}, mục 1 và phụ lục",
            from_on=DAYS[0],
            by=lan,
            at=at,
        )
        task = task_of(*CIVIL_STATUS)
        self.demand = demanding.demand(
            programme=version.programme,
            form=version.form("register_progress"),
            dispatch=dispatch,
            clause=dispatch.clauses.filter(number="1").first(),
            by=lan,
            at=at,
            back_fill_from=DAYS[0],
        )
        tasks.measure_by(task=task, indicator="civil_status.registers_transferred", by=lan, at=at)
        self._refresh()

    def open_day(self, at: datetime) -> None:
        """A new day begins, and with it what is owed for it."""
        demanding.open_periods(demand=self.demand, at=at)
        self._refresh()

    def _refresh(self) -> None:
        rows = Report.objects.filter(demand=self.demand).select_related("unit", "agency")
        for report in rows:
            report.demand = self.demand
            self.owed[report.unit.code, report.first_on, report.consolidated] = report

    def send(self, filing: SimFiling) -> None:
        """One clerk sends one revision."""
        report = self.owed[filing.unit_code, filing.period, False]
        clerk = self.office.on(self.clerks[report.agency.key], filing.sent_at)
        explained = {filing.about: filing.explanation} if filing.explanation else {}
        content = reports.Content(
            cells=filing.cells, explanations=explained, obstacles=filing.obstacles
        )
        reports.file(
            report=report, content=content, by=clerk, at=filing.sent_at, seen=filing.revision - 1
        )

    def consolidate(self, day: date, at: datetime) -> None:
        """The Department of Justice adds up what it has and hands it to the standing agency."""
        report = self.owed["51", day, True]
        reports.consolidate(report=report, by=self.office.on("binh", at), at=at)

    def send_back(self) -> None:
        """One filing is returned, so that its clerk sees why."""
        code, day, at = RETURNED
        filing = Filing.objects.filter(report=self.owed[code, day, False]).latest("revision")
        reason = "Số đã chuyển lớn hơn số đã duyệt ở một sổ; kiểm tra trên phần mềm rồi nộp lại."
        reports.send_back(filing=filing, reason=reason, by=self.office.on("binh", at), at=at)

    def leave_a_draft(self) -> None:
        """One clerk is typing when the story stops: three books of five, as texts."""
        username, day, at = TYPING
        clerk = self.office.on(username, at)
        assert clerk.duty is not None and clerk.duty.agency.unit is not None
        unit = clerk.duty.agency.unit.code
        rows = list(campaign()[unit].days[day].items())[:3]
        cells = {
            row: {name: f"{n:,}".replace(",", ".") for name, n in f.items()} for row, f in rows
        }
        reports.save_draft(report=self.owed[unit, day, False], cells=cells, by=clerk, at=at)


def events(desk: Desk, sent: Sequence[SimFiling]) -> list[Event]:
    """The campaign in the order of time."""
    found = [Event(IN_FORCE_AT, desk.put_in_force)]
    found += [Event(at, lambda at=at: desk.open_day(at)) for at in MIDNIGHTS]  # type: ignore[misc]
    found += [Event(f.sent_at, lambda f=f: desk.send(f)) for f in sent]  # type: ignore[misc]
    found += [
        Event(at, lambda day=day, at=at: desk.consolidate(day, at))  # type: ignore[misc]
        for day, at in CONSOLIDATED
    ]
    found += [Event(at, lambda at=at: _measure(at)) for at in MEASURED]  # type: ignore[misc]
    found += [Event(RETURNED[2], desk.send_back), Event(TYPING[2], desk.leave_a_draft)]
    return sorted((event for event in found if event.at <= NOW), key=lambda event: event.at)


def _measure(at: datetime) -> None:
    indicators.measure(at=at)
