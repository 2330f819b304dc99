"""A small campaign to watch: the order of 18/02/2025, its tasks, and four units' reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from dondoc.agencies.models import Person, Unit
from dondoc.indicators import actions as indicators
from dondoc.reports import actions as reports
from dondoc.reports import demanding
from dondoc.reports.models import Demand, Filing, Report
from dondoc.tasks import actions as tasks
from dondoc.tasks.models import Task
from tests.cast import Cast, cells, hanoi

KEY = "civil_status.registers_transferred"
NOON = hanoi(2025, 2, 20, 12)


class Campaign:
    """The demand in force, the task it measures, and who sent what."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        dispatch = cast.dispatch()
        self.demand: Demand = cast.demand(dispatch)
        self.tasks: list[Task] = [cast.confirm(one) for one in dispatch.proposals.all()]
        self.task = next(one for one in self.tasks if "hộ tịch" in one.title)
        tasks.measure_by(task=self.task, indicator=KEY, by=cast.lan, at=cast.at)
        demanding.open_all(at=hanoi(2025, 2, 20, 0, 5))

    def sends(self, unit: Unit, day: int, done: int, *, total: int = 100, hour=7, rows=5,
              on: int | None = None) -> Filing:  # fmt: skip
        """A unit's committee reports a day's figures on the morning after, or on another day."""
        report = Report.objects.get(unit=unit, first_on=date(2025, 2, day), consolidated=False)
        at = hanoi(2025, 2, on or max(day + 1, 19), hour)
        if report.closes_at and at >= report.closes_at:
            reports.reopen(report=report, until=NOON, reason="Sửa số", by=self.cast.lan, at=at)
        return reports.file(
            report=report,
            content=reports.Content(cells(total, done, rows=rows)),
            by=self.cast.hoa,
            at=at,
        )

    def everyone(self, day: int, done: int = 80, *, but: tuple[Unit, ...] = ()) -> None:
        """All units of the province, except some."""
        cast = self.cast
        for unit in (cast.hills, cast.river, cast.coast, cast.island):
            if unit not in but:
                self.sends(unit, day, done)

    def measure(self, at=NOON) -> None:
        """Note the measured pace on the task."""
        indicators.measure(at=at)


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """The campaign before anybody reported."""
    return Campaign(cast)


@pytest.fixture
def see(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a person reads at an address, at noon of 20/02/2025 unless told otherwise."""

    def look(person: Person, address: str, *, at=NOON, status: int = 200) -> str:
        monkeypatch.setattr("dondoc.web.clock.now", lambda: at)
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == status, address
        return words_of(answer.content.decode())

    return look


def words_of(page: str) -> str:
    """The main part of a page as it is read aloud: no tags, single spaces."""
    import re
    from html import unescape

    main = page.split("<main", 1)[-1].split("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))
