"""The brief itself: the first real dispatch goes in, months later the second comes out as a draft.

Units, agencies and (invented) people are the demonstration's; the two texts are the real ones, read
as they were scanned.
"""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.agencies.models import Person, Unit
from dondoc.core.asof import AsOf
from dondoc.core.reading import read
from dondoc.core.tasks import State
from dondoc.demo import places
from dondoc.dispatches import actions as dispatches
from dondoc.documents.letter import write_letter
from dondoc.documents.reading import read_bytes
from dondoc.indicators import actions as indicators
from dondoc.indicators import queries as figures
from dondoc.reminders import actions as reminders
from dondoc.reminders import composing
from dondoc.reports import actions as reports
from dondoc.reports import demanding
from dondoc.reports.annexes import Setting
from dondoc.reports.models import Report
from dondoc.tasks import actions as tasks
from dondoc.tasks import deciding
from dondoc.tasks.models import Task
from dondoc.tasks.suggesting import Directory, terms_as_read
from tests.cast import cells, hanoi
from tests.reports.posting import typed

ARRIVED = hanoi(2025, 2, 18, 17, 20)
MORNING = hanoi(2025, 2, 20, 7, 40)


@pytest.fixture
def lan(db):
    """The province of the demonstration before any dispatch, and its officer."""
    places.settle()
    return Person.objects.get(username="lan").on_duty(date(2025, 2, 18))


def arrive(gold, lan, name: str, at, again=()):
    """A dispatch loaded and every duty whose owner is known confirmed as it was read."""
    path = gold.parent / "dispatches" / name
    dispatch = dispatches.register(name=name, data=path.read_bytes(), by=lan, at=at)
    directory = Directory(AsOf.ever(dispatch.dated_on))
    for proposal in dispatch.proposals.all():
        terms = terms_as_read(proposal, directory)
        if terms.leads:
            earlier = next((task for words, task in again if words in proposal.text), None)
            deciding.confirm(proposal=proposal, terms=terms, by=lan, at=at, again=earlier)
    return dispatch


@pytest.fixture
def first(gold, lan):
    return arrive(gold, lan, "4017-UBND-TTHC.md", hanoi(2024, 7, 30, 9))


def about(words: str) -> Task:
    return Task.objects.get(text__contains=words)


def test_what_the_first_set_for_2024_is_late_in_february(first, lan):
    late = Task.objects.in_state(State.OVERDUE, AsOf.at(ARRIVED))

    assert about("số hóa sổ hộ tịch trong năm 2024") in late
    assert about("lộ trình thực hiện việc số hóa dữ liệu đất đai") in late
    assert about("53 dịch vụ công thiết yếu") in late
    assert about("nắm chắc số lượng người lao động") not in late


def test_the_reminder_takes_up_the_late_items_and_drops_the_one_that_was_done(first, lan):
    roadmap = about("lộ trình thực hiện việc số hóa dữ liệu đất đai")
    tasks.hand_in(task=roadmap, product="Lộ trình", by=lan, at=hanoi(2024, 10, 15))
    tasks.accept(task=roadmap, by=lan, at=hanoi(2024, 10, 16))

    draft = reminders.draft(by=lan, at=ARRIVED)
    owners = [entry.owner for entry in composing.compose(draft).entries]

    assert "Sở Tư pháp" in owners
    assert "Sở Tài nguyên và Môi trường" not in owners


def test_the_second_goes_in_and_its_campaign_comes_out_urged_on(
    gold, first, lan, client, monkeypatch
):
    books = about("số hóa sổ hộ tịch trong năm 2024")
    second = arrive(gold, lan, "02-TCTDA06.md", ARRIVED, again=[("chiến dịch cao điểm", books)])
    monkeypatch.setattr("dondoc.web.clock.now", lambda: ARRIVED)
    client.force_login(lan)
    values = typed(Setting(second.form_proposals.get(), ARRIVED), task=str(books.pk))
    put_in_force(client, second, values)
    file_for(lan, date(2025, 2, 18), hanoi(2025, 2, 19, 7, 30), transferred=90)
    file_for(lan, date(2025, 2, 19), hanoi(2025, 2, 20, 7, 30), transferred=96)
    indicators.measure(at=MORNING)
    books.refresh_from_db()

    draft = reminders.draft(by=lan, at=MORNING)
    justice = next(e for e in composing.compose(draft).entries if e.owner == "Sở Tư pháp")
    reading = read(read_bytes("d.docx", write_letter(composing.letter(draft)))).to_json()

    assert books.indicator == "civil_status.registers_transferred"
    assert "02/TCTĐA06 ngày 18/02/2025, mục 1" in justice.text
    assert "đã quá hạn 01 ngày, 51 ngày tính từ hạn gốc" in justice.text
    assert "82.080/85.500 dữ liệu (96,0%)" in justice.text
    assert [(len(f["rows"]), len(f["columns"])) for f in reading["forms"]] == [(5, 6)]
    assert any(
        d["lead"] == ["Sở Tư pháp"] and d["every"] == "daily" for d in reading["assignments"]
    )


def put_in_force(client, dispatch, values) -> None:
    """One confirmation on the page of the annex."""
    answer = client.post(f"/van-ban/{dispatch.pk}/bieu-mau/1/", values)
    assert answer.status_code == 302, answer.context["form"].errors


def file_for(lan, day: date, at, *, transferred: int) -> None:
    """Every lowest unit files the same figures for a day."""
    demanding.open_all(at=at)
    for report in Report.objects.filter(first_on=day, consolidated=False):
        content = reports.Content(cells(100, transferred))
        reports.file(report=report, content=content, by=lan, at=at)


def test_every_lowest_unit_of_the_province_owes_the_form(gold, first, lan, client, monkeypatch):
    books = about("số hóa sổ hộ tịch trong năm 2024")
    second = arrive(gold, lan, "02-TCTDA06.md", ARRIVED, again=[("chiến dịch cao điểm", books)])
    monkeypatch.setattr("dondoc.web.clock.now", lambda: ARRIVED)
    client.force_login(lan)
    values = typed(Setting(second.form_proposals.get(), ARRIVED), task=str(books.pk))
    put_in_force(client, second, values)

    owed = Report.objects.filter(first_on=date(2025, 2, 18), consolidated=False)

    assert owed.count() == Unit.objects.lowest(AsOf.ever(date(2025, 2, 18))).count() == 171
    assert {report.due_at for report in owed} == {hanoi(2025, 2, 19, 8)}
    assert not Report.objects.filter(first_on=date(2025, 2, 17), back_fill=False).exists()
    assert figures.measured("civil_status.registers_transferred", AsOf.at(ARRIVED)) is not None
