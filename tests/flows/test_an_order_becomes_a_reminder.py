"""The whole circle in the small province: an order in, work and reports, a drafted reminder out."""

from __future__ import annotations

from datetime import date

from dondoc.core.asof import AsOf
from dondoc.core.reading import read
from dondoc.core.tasks import State
from dondoc.documents.letter import write_letter
from dondoc.documents.reading import read_bytes
from dondoc.indicators import actions as indicators
from dondoc.reminders import actions as reminders
from dondoc.reminders import composing
from dondoc.tasks import actions as tasks
from tests.cast import cells, hanoi


def confirmed(cast):
    """The order of the cast, confirmed as read, its form in force, its campaign measured."""
    dispatch = cast.dispatch()
    proposals = list(dispatch.proposals.all())
    leads = {"Sở Tư pháp": cast.justice, "Sở Tài chính": cast.finance, "Công an tỉnh": cast.police}
    made = [cast.confirm(one, leads[one.fields["lead"][0]]) for one in proposals]
    cast.demand(dispatch)
    campaign = next(task for task in made if "chiến dịch" in task.text)
    tasks.measure_by(
        task=campaign, indicator="civil_status.registers_transferred", by=cast.lan, at=cast.at
    )
    return made


def file_everything(cast):
    """Two days of reports: the hills are slow, the coast never reports."""
    for day, hills, river in ((18, 40, 95), (19, 45, 100)):
        at = hanoi(2025, 2, day + 1, 7, 30)
        cast.files(cast.hoa, date(2025, 2, day), at, cells(100, hills))
        cast.files(cast.vinh, date(2025, 2, day), at, cells(100, river))


def test_the_chairman_reminds_late_departments(cast):
    made = confirmed(cast)
    file_everything(cast)
    morning = hanoi(2025, 2, 20, 7, 40)
    indicators.measure(at=morning)

    states = {task.code: task.state(AsOf.at(morning)) for task in made}
    draft = reminders.draft(by=cast.lan, at=morning)
    composed = composing.compose(draft)

    assert list(states.values()).count(State.OVERDUE) == 2
    assert [entry.owner for entry in composed.entries] == ["Sở Tư pháp", "Sở Tài chính"]
    justice = composed.entries[0].text
    assert "đã quá hạn 01 ngày" in justice
    assert "725/1.000 dữ liệu (72,5%)" in justice
    assert "trước 08 giờ hằng ngày" in justice


def test_take_the_cause_away_and_the_item_goes(cast):
    made = confirmed(cast)
    file_everything(cast)
    budget = next(task for task in made if "dự toán" in task.text)
    tasks.hand_in(
        task=budget, product="Tờ trình dự toán", by=cast.lan, at=hanoi(2025, 2, 19, 16, 0)
    )

    draft = reminders.draft(by=cast.lan, at=hanoi(2025, 2, 20, 7, 40))

    assert [entry.owner for entry in composing.compose(draft).entries] == ["Sở Tư pháp"]


def test_the_draft_read_back_gives_its_own_items_again(cast):
    confirmed(cast)
    file_everything(cast)
    draft = reminders.draft(by=cast.lan, at=hanoi(2025, 2, 20, 7, 40))

    reading = read(read_bytes("du-thao.docx", write_letter(composing.letter(draft)))).to_json()

    for item in draft.items.all():
        again = [
            duty
            for duty in reading["assignments"]
            if item.facts["duty"][5:60].casefold() in duty["text"].casefold()
        ]
        assert again, (item.facts["duty"], [d["text"] for d in reading["assignments"]])
        assert again[0]["lead"] == [item.facts["owner"]]
        assert again[0]["due"] == item.new_due_on.isoformat()
    assert [len(form["columns"]) for form in reading["forms"]] == [6]
