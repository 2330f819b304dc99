"""Statistics by owner then and by owner now: the same tasks, the same whole, two ways to count."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from dondoc.config.cli import main
from dondoc.core.asof import AsOf
from dondoc.core.reading import Source, read
from dondoc.core.tasks import State
from dondoc.dashboards import ranking
from dondoc.dashboards.card import Card
from dondoc.dashboards.card_story import story
from dondoc.dashboards.duties import sections
from dondoc.dashboards.register import Register, Wanted
from dondoc.dashboards.register_lines import lines_of
from dondoc.reminders import actions as reminders
from dondoc.reminders import composing
from dondoc.reminders.queries import checks
from dondoc.tasks import actions
from dondoc.tasks.models import Task
from dondoc.tasks.queries import judge
from tests.cast import hanoi
from tests.dashboards import scene
from tests.merging import LATER, merger

__all__ = ["merger"]

BEFORE = hanoi(2025, 2, 28)


@pytest.fixture
def passed(merger, monkeypatch):
    """Finance's late task has passed on; it is the evening of 04/03/2025."""
    scene.at(monkeypatch, LATER)
    merger.passes()
    return merger


def register(person, moment=LATER, **asked):
    get = {name.replace("_", "-"): value for name, value in asked.items()}
    wanted = Wanted.of(lambda name, default: get.get(name, default))
    return Register(person, AsOf.at(moment), wanted)


def leads(found: Register) -> dict[str, int]:
    """How many tasks each lead has in the register."""
    named = [lead.name for line in found.all for lead in line.leads]
    return {name: named.count(name) for name in named}


def test_the_register_counts_by_whom_it_was_given_and_by_who_answers_and_the_whole_is_equal(passed):
    then, now = register(passed.cast.lan), register(passed.cast.lan, chu="nay")

    assert leads(then)["Sở Tài chính"] == leads(now)["Sở Kinh tế"] == 1
    assert "Sở Kinh tế" not in leads(then) and "Sở Tài chính" not in leads(now)
    assert len(then.all) == len(now.all) and then.counts == now.counts
    assert then.passed_on == now.passed_on == 1


def test_the_register_is_filtered_and_grouped_by_the_owner_that_was_asked_for(passed):
    lan = passed.cast.lan
    assert [one.pk for one in register(lan, chu="nay", chu_tri="so-kinh-te").lines] == [
        passed.late.pk
    ]
    assert register(lan, chu_tri="so-kinh-te").lines == []
    groups = {one.label for one in register(lan, chu="nay", nhom="chu-tri").groups}
    assert "Sở Kinh tế" in groups and "Sở Tài chính" not in groups


def test_the_rate_is_the_same_whole_and_the_late_task_counts_for_either(passed):
    judged = judge(Task.objects.all(), AsOf.at(LATER))
    then, _ = ranking.ranking(judged)
    now, _ = ranking.ranking(judged, now=True)

    assert [row.rates for row in then if row.name == "Sở Tài chính"] == [
        row.rates for row in now if row.name == "Sở Kinh tế"
    ]
    assert sum(row.rates.base for row in then) == sum(row.rates.base for row in now)


def test_a_past_day_is_shown_under_the_owner_of_that_day(passed):
    assert leads(register(passed.cast.lan, BEFORE)) == leads(
        register(passed.cast.lan, BEFORE, chu="nay")
    )
    known_now = AsOf(date(2025, 3, 2), LATER)  # off the diagonal: folded one by one
    named = {
        lead.name for line in lines_of(passed.cast.lan, known_now, now=True) for lead in line.leads
    }
    assert "Sở Kinh tế" in named


def test_work_without_object_is_ended_in_the_lines_as_in_the_rule(merger):
    merger.pass_on(merger.late.pk, merger.cast.finance)
    line = next(o for o in lines_of(merger.cast.lan, AsOf.at(LATER)) if o.pk == merger.late.pk)
    assert line.state is State.ENDED
    assert (
        ranking.states_before(judge(Task.objects.all(), AsOf.at(LATER)), AsOf.at(LATER))[
            State.ENDED
        ]
        == 1
    )


def test_the_page_offers_both_and_marks_what_passed_on(passed, client):
    client.force_login(passed.cast.lan)
    then = client.get("/nhiem-vu/").content.decode()
    now = client.get("/nhiem-vu/?chu=nay").content.decode()

    assert "theo cơ quan nay chịu trách nhiệm</a>" in then and "1 việc đã chuyển kế thừa" in then
    assert "nay Sở Kinh tế" in then and "giao Sở Tài chính" in now
    assert "chu=nay" in then and "theo cơ quan được giao</a>" in now


def test_nothing_is_offered_where_nothing_passed_on(merger, client, monkeypatch):
    scene.at(monkeypatch, LATER)
    client.force_login(merger.cast.lan)
    assert "theo cơ quan nay" not in client.get("/nhiem-vu/").content.decode()
    client.force_login(merger.cast.minh)
    assert "theo cơ quan nay" not in client.get("/tong-quan/").content.decode()


def test_the_leaders_ranking_turns_from_then_to_now(passed, client):
    client.force_login(passed.cast.minh)
    then = client.get(reverse("overview")).content.decode()
    now = client.get(reverse("overview") + "?chu=nay").content.decode()
    assert "<td>Sở Tài chính</td>" in then and "theo cơ quan nay chịu trách nhiệm</a>" in then
    assert "<td>Sở Kinh tế</td>" in now and "theo cơ quan được giao</a>" in now


def test_the_spreadsheet_names_both(passed, client):
    client.force_login(passed.cast.lan)
    sheet = load_workbook(BytesIO(client.get(reverse("tasks-sheet")).content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    given, now = rows[0].index("Chủ trì"), rows[0].index("Nay chịu trách nhiệm")
    assert ("Sở Tài chính", "Sở Kinh tế") in [(row[given], row[now]) for row in rows]
    assert sum(bool(row[now]) for row in rows[1:]) == 1


def test_the_command_and_the_programs_name_both(passed, client, capsys, monkeypatch):
    assert main(["tasks", "list"]) == 0
    assert "(nay Sở Kinh tế)" in capsys.readouterr().out
    assert main(["tasks", "list", "--chu", "nay"]) == 0
    said = capsys.readouterr().out
    assert "Sở Kinh tế (giao Sở Tài chính)" in said and "  Sở Kinh tế: 1" in said

    client.force_login(passed.cast.lan)
    found = {one["id"]: one for one in client.get("/api/tasks/").json()}
    late = found[passed.late.pk]
    assert (late["leads"], late["owners"], late["passed_on"]) == (
        ["Sở Tài chính"], ["Sở Kinh tế"], True,
    )  # fmt: skip
    assert late["state"] == "overdue" and late["days_late"] == 13


class TestTheCard:
    def test_it_says_who_was_given_it_who_answers_since_when_and_by_what(self, passed, client):
        client.force_login(passed.doan)
        page = " ".join(client.get(f"/nhiem-vu/{passed.late.pk}/").content.decode().split())

        assert "Đã chuyển kế thừa" in page
        said = ("Giao <b>Sở Tài chính</b> · nay <b>Sở Kinh tế</b> trả lời, từ 01/03/2025, "
                "theo 05/QĐ-UBND.")  # fmt: skip
        assert said in page
        assert "quá 13 ngày" in page
        assert "Nộp kết quả" in page  # the successor hands it in

    def test_its_story_has_a_line_for_the_passing_on(self, passed):
        card = Card.of(passed.late.pk, passed.cast.lan, AsOf.at(LATER))
        told = [one for one in story(card) if "Chuyển từ" in one.words]
        assert [one.words for one in told] == [
            "Chuyển từ Sở Tài chính sang Sở Kinh tế theo 05/QĐ-UBND"
        ]
        assert told[0].day == date(2025, 3, 1) and "ghi 03/03/2025" in told[0].who

    def test_before_that_day_it_says_nothing_of_it(self, passed):
        card = Card.of(passed.late.pk, passed.cast.lan, AsOf.end_of(BEFORE.date()))
        assert card.passed_on == []
        assert not [one for one in story(card) if "Chuyển từ" in one.words]


def test_the_successor_finds_it_among_its_own_work_and_the_predecessor_no_more(passed):
    def to_hand_in(person) -> list[str]:
        found = [s for s in sections(person, AsOf.at(LATER)) if "nộp kết quả" in s.title]
        return [row.detail for section in found for row in section.rows]

    assert any("giao Sở Tài chính" in detail for detail in to_hand_in(passed.doan))
    assert to_hand_in(passed.hung) == []


class TestTheReminder:
    @pytest.fixture
    def draft(self, passed):
        return reminders.draft(by=passed.cast.lan, at=LATER)

    def test_it_speaks_to_who_answers_now_and_names_the_first_owner_once(self, passed, draft):
        composed = composing.compose(draft)
        entry = next(one for one in composed.entries if one.owner == "Sở Kinh tế")
        assert "nhiệm vụ giao Sở Tài chính, nay Sở Kinh tế chịu trách nhiệm" in entry.text
        assert entry.text.count("Sở Tài chính") == 1
        assert "đã quá hạn 13 ngày" in entry.text
        assert "Sở Tài chính" not in " ".join(composed.addressees)
        assert not any("Sở Tài chính kết thúc" in one.text
                       for one in checks(draft, list(draft.items.all())))  # fmt: skip

    def test_read_back_as_a_dispatch_it_orders_the_successor(self, passed, draft):
        composed = composing.compose(draft)
        entry = next(one for one in composed.entries if one.owner == "Sở Kinh tế")
        found = read(Source(f"Yêu cầu:\n\n{entry.text}\n")).to_json()["assignments"]
        assert [duty["lead"] for duty in found] == [["Sở Kinh tế"]]


def test_done_by_the_successor_it_counts_as_done_for_either(passed):
    actions.hand_in(task=passed.late, product="Dự toán", by=passed.doan, at=LATER)
    actions.accept(task=passed.late, by=passed.cast.lan, at=hanoi(2025, 3, 5))
    day = hanoi(2025, 3, 6)
    then, now = register(passed.cast.lan, day), register(passed.cast.lan, day, chu="nay")
    assert then.counts == now.counts and then.counts[State.DONE_LATE] == 1
