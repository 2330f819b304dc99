"""Reports and forms pass on: the successor fills, adds up and is called; filings stay as they were."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from dondoc.agencies import actions as agencies
from dondoc.agencies.models import Role
from dondoc.core.asof import AsOf
from dondoc.dashboards import queries as boards
from dondoc.reports import actions, demanding
from dondoc.reports.answering import answers_as, followers
from dondoc.reports.models import CONSOLIDATES, PASSED_ON, RECEIVES, Filing, Report
from tests.cast import cells, hanoi
from tests.merging import MERGED, Merger, department, merger

__all__ = ["merger"]

FIRST, NEXT = date(2025, 2, 18), date(2025, 3, 3)
DECIDED = hanoi(2025, 3, 3, 8)
NOW = hanoi(2025, 3, 4, 7)


@pytest.fixture
def moved(cast, merger, monkeypatch) -> Merger:
    """The commune of the hills ends; what its committee owes passes to the river's."""
    monkeypatch.setattr("dondoc.web.clock.now", lambda: NOW)
    cast.demand(merger.late.dispatch)
    cast.files(cast.hoa, FIRST, hanoi(2025, 2, 19, 7))
    demanding.open_all(at=hanoi(2025, 3, 4, 0, 5))
    merger.owed = Report.objects.get(agency=cast.hoa.duty.agency, first_on=NEXT)
    merger.given = merger.owed.agency
    merger.heir = cast.vinh.duty.agency
    return merger


def pass_report(moved: Merger, *to) -> None:
    moved.pass_on(moved.owed.pk, moved.given, *to, kind=PASSED_ON, at=DECIDED)


def test_the_successor_fills_what_was_owed_and_the_predecessor_no_more(moved, client):
    cast, page = moved.cast, reverse("report", args=[moved.owed.pk])
    client.force_login(cast.vinh)
    assert client.get(page).status_code == 404
    pass_report(moved, moved.heir)

    assert client.get(page).status_code == 200
    assert moved.owed in Report.objects.fillable_by(cast.vinh)
    assert moved.owed not in Report.objects.fillable_by(cast.hoa)
    assert moved.owed in Report.objects.visible_to(cast.hoa)
    filed = actions.file(report=moved.owed, content=actions.Content(cells()), by=cast.vinh, at=NOW)
    assert filed.report.agency == moved.given  # asked of whom it was asked


def test_what_was_filed_before_stays_with_whom_it_was_asked_of(moved):
    before = list(Filing.objects.values())
    pass_report(moved, moved.heir)
    assert list(Filing.objects.values()) == before
    first = Report.objects.get(agency=moved.given, first_on=FIRST)
    assert first not in Report.objects.visible_to(moved.cast.vinh)
    assert first in Report.objects.fillable_by(moved.cast.hoa)


def test_the_board_names_who_sends_it_now_and_whom_to_call(moved):
    demand = moved.owed.demand
    pass_report(moved, moved.heir)
    board = boards.board(moved.cast.lan, demand, AsOf.at(NOW), NEXT)
    place = next(one for one in board.places if one.report == moved.owed)
    assert place.owners == (moved.heir.name,)
    assert place.contact == moved.cast.vinh.full_name

    earlier = boards.board(moved.cast.lan, demand, AsOf.end_of(date(2025, 2, 28)), FIRST)
    assert not any(one.owners for one in earlier.places)


def test_closed_by_decision_it_is_owed_by_nobody_and_silent_no_more(moved):
    demand, at = moved.owed.demand, AsOf.at(NOW)
    owed = len(boards.board(moved.cast.lan, demand, at, NEXT).places)
    pass_report(moved)
    assert len(boards.board(moved.cast.lan, demand, at, NEXT).places) == owed - 1
    assert moved.owed not in Report.objects.silent(hanoi(2025, 3, 5))
    assert moved.owed not in Report.objects.fillable_by(moved.cast.hoa)


class TestWhoeverFollowsTheForm:
    @pytest.fixture
    def law(self, moved):
        """The department of law follows the form from March on; Giang works there."""
        law = department("so-phap-che", "Sở Pháp chế", moved.cast.province)
        moved.giang = agencies.appoint(
            username="giang", full_name="Lý Giang", password="mot-mat-khau-dai", agency=law,
            role=Role.DEPARTMENT, title="Đầu mối", from_on=MERGED, by=None, at=DECIDED,
        ).on_duty(NOW.date())  # fmt: skip
        moved.law = law
        moved.pass_on(moved.owed.demand_id, moved.cast.justice, law, kind=CONSOLIDATES, at=DECIDED)
        return moved

    def test_the_new_consolidator_sees_and_returns_and_the_old_one_returns_no_more(self, law):
        assert moved_in(Report.objects.judged_by(law.giang), law.owed)
        assert moved_in(Report.objects.visible_to(law.giang), law.owed)
        assert not moved_in(Report.objects.judged_by(law.cast.binh), law.owed)
        assert moved_in(Report.objects.visible_to(law.cast.binh), law.owed)

    def test_the_next_sums_are_owed_by_the_new_one_and_the_earlier_stay(self, law):
        demand = law.owed.demand
        demanding.open_periods(demand=demand, at=hanoi(2025, 3, 6, 0, 5))
        sums = Report.objects.filter(demand=demand, consolidated=True)
        assert sums.get(first_on=date(2025, 3, 5)).agency == law.law
        assert sums.get(first_on=FIRST).agency == law.cast.justice

    def test_it_is_known_of_a_day_who_follows_it(self, law):
        demand = law.owed.demand
        then, now = AsOf.end_of(date(2025, 2, 28)), AsOf.at(NOW)
        assert [one.name for one in answers_as(CONSOLIDATES, demand, then)] == ["Sở Tư pháp"]
        assert [one.name for one in answers_as(CONSOLIDATES, demand, now)] == ["Sở Pháp chế"]
        assert law.law.key in followers(demand, now)
        assert answers_as(RECEIVES, demand, now) == answers_as(RECEIVES, demand, then)

    def test_the_figures_open_for_the_new_one(self, law, client):
        client.force_login(law.giang)
        page = reverse("figure", args=["civil_status.registers_transferred", "51"])
        assert client.get(page).status_code == 200


def moved_in(rows, report) -> bool:
    return rows.filter(pk=report.pk).exists()
