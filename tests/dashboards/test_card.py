"""The card of a task: what it says of lateness, whose words it quotes, and what each may do."""

import re
from datetime import date

import pytest

from dondoc.agencies.models import AgencySuccession, Ending
from dondoc.audit.models import Entry
from dondoc.core.asof import AsOf
from dondoc.dashboards.card import Card
from dondoc.dashboards.card_story import story
from dondoc.tasks import actions
from dondoc.tasks.actions import AlreadyEnded
from tests.cast import hanoi
from tests.dashboards import scene


@pytest.fixture
def task(cast, monkeypatch):
    scene.at(monkeypatch, scene.NOON)
    found = scene.given(cast)
    return next(one for one in found.values() if one.assignments.get().agency == cast.finance)


@pytest.fixture
def owner(cast):
    from tests.cast import _person

    return _person("hung", "Bùi Văn Hùng", cast.finance, "department", "Đầu mối Sở Tài chính")


def page(client, person, task, query=""):
    client.force_login(person)
    said = client.get(f"/nhiem-vu/{task.pk}/{query}").content.decode()
    # The token against forgery is new on every page.
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", said)


def card_of(cast, task, moment):
    return Card.of(task.pk, cast.lan, AsOf.at(moment))


def test_it_quotes_the_clause_and_marks_the_deciding_words(cast, task, client):
    said = page(client, cast.lan, task)

    assert "trình UBND tỉnh <mark>trước ngày 20/02/2025</mark>" in " ".join(said.split())
    assert "Mục 2, " in said
    assert "quá 1 ngày" in said


def test_an_extension_leaves_past_days_as_they_were(cast, task, client):
    before = page(client, cast.lan, task, "?ngay=2025-02-18")
    client.post(
        f"/nhiem-vu/{task.pk}/gia-han/",
        {"gia-han-due_on": "28/02/2025", "gia-han-authority": "Thông báo 33/TB-UBND"},
    )

    assert "Gia hạn đến 28/02/2025 theo Thông báo 33/TB-UBND" in page(client, cast.lan, task)
    after = page(client, cast.lan, task, "?ngay=2025-02-18")
    assert after.split("<main", 1)[1] == before.split("<main", 1)[1]
    on_the_20th = card_of(cast, task, hanoi(2025, 2, 20, 11))
    assert (on_the_20th.judged.state, on_the_20th.lateness) == ("overdue", "quá 1 ngày")


def test_an_extension_does_not_erase_the_first_last_day(cast, task):
    actions.extend(
        task=task, due_on=date(2025, 2, 28), authority="KL 1", by=cast.minh, at=scene.NOON
    )
    late = card_of(cast, task, hanoi(2025, 3, 3))
    assert late.lateness == "quá 3 ngày; 12 ngày tính từ hạn gốc 19/02/2025"


def test_was_late_stays_after_completion(cast, task, owner, client):
    actions.hand_in(task=task, product="Tờ trình", by=owner, at=hanoi(2025, 2, 22))
    actions.accept(task=task, by=cast.lan, at=hanoi(2025, 2, 25))

    done = card_of(cast, task, hanoi(2025, 4, 1))
    assert (done.judged.state, done.lateness) == ("done_late", "chậm 3 ngày")
    with pytest.raises(AlreadyEnded):
        actions.extend(
            task=task, due_on=date(2025, 6, 1), authority="KL 2", by=cast.minh,
            at=hanoi(2025, 3, 1),
        )  # fmt: skip
    with pytest.raises(AlreadyEnded):
        actions.end(task=task, authority="QĐ 1", by=cast.minh, at=hanoi(2025, 3, 1))
    assert card_of(cast, task, hanoi(2025, 4, 1)).judged.state == "done_late"


def test_the_lead_hands_in_and_the_standing_agency_confirms(cast, task, owner, client):
    client.force_login(owner)
    answer = client.post(
        f"/nhiem-vu/{task.pk}/nop/", {"nop-product": "Tờ trình", "nop-number": "15/TTr-STC"}
    )
    assert answer.status_code == 302
    assert "15/TTr-STC" in page(client, cast.lan, task)
    assert "Chờ xác nhận kết quả" in page(client, cast.lan, task)

    client.post(f"/nhiem-vu/{task.pk}/xac-nhan/")

    assert "Hoàn thành quá hạn" in page(client, cast.lan, task)


def test_a_refusal_stands_in_its_form_and_nothing_is_lost(cast, task, owner, client):
    client.force_login(owner)
    answer = client.post(f"/nhiem-vu/{task.pk}/nop/", {"nop-product": "  "})
    assert answer.status_code == 422
    assert task.code in answer.content.decode()
    assert not task.changes.filter(kind="handed_in").exists()

    answer = client.post(
        f"/nhiem-vu/{task.pk}/tien-do/", {"tien-do-note": "gõ dở", "tien-do-percent": "sáu mươi"}
    )
    assert answer.status_code == 422
    assert "gõ dở" in answer.content.decode()
    assert "Ghi một số từ 0 đến 100" in answer.content.decode()


def test_percentages_are_read_as_people_write_them(cast, task, owner, client):
    client.force_login(owner)
    for typed, kept in (("60,5", "60.50"), ("70%", "70.00"), ("", None)):
        client.post(
            f"/nhiem-vu/{task.pk}/tien-do/",
            {"tien-do-note": "tiếp tục", "tien-do-percent": typed},
        )
        newest = task.changes.filter(kind="progress").last()
        assert (str(newest.percent) if newest.percent is not None else None) == kept
    for typed in ("101", "-1", "NaN", "1e9"):
        answer = client.post(
            f"/nhiem-vu/{task.pk}/tien-do/",
            {"tien-do-note": "tiếp tục", "tien-do-percent": typed},
        )
        assert answer.status_code == 422, typed


def test_what_the_order_left_unsaid_is_said_with_a_trace(cast, task, client):
    assert "còn thiếu" in page(client, cast.lan, task)

    client.post(
        f"/nhiem-vu/{task.pk}/lam-ro/", {"lam-ro-judge": "Tổ trưởng", "lam-ro-product": "Tờ trình"}
    )

    assert "đủ 6" in page(client, cast.lan, task)
    entry = Entry.objects.get(verb="task.clarified")
    assert entry.facts["before"]["judge"] == ""
    assert entry.facts["after"]["judge"] == "Tổ trưởng"


def test_the_lead_that_opens_it_has_received_it_once(cast, task, owner, client):
    page(client, cast.lan, task)
    assert not task.changes.filter(kind="received").exists()

    page(client, owner, task)
    page(client, owner, task)

    assert task.changes.filter(kind="received").count() == 1
    assert "Đã nhận việc" in page(client, cast.lan, task)


def test_looking_at_a_past_day_writes_nothing_and_offers_no_act(cast, task, owner, client):
    said = page(client, owner, task, "?ngay=2025-02-18")
    assert '<form class="form' not in said
    assert not task.changes.filter(kind="received").exists()


def test_the_successor_is_named_before_the_agency_ends(cast, task, client):
    Ending.objects.create(agency=cast.finance, last_on=date(2025, 2, 28))
    AgencySuccession.objects.create(
        before=cast.finance, after=cast.justice, on=date(2025, 3, 1), note="Nghị quyết 1"
    )
    assert "Cơ quan kế thừa" not in page(client, cast.lan, task)  # due before it ends

    actions.extend(
        task=task, due_on=date(2025, 6, 30), authority="KL 1", by=cast.minh, at=scene.NOON
    )

    said = " ".join(page(client, cast.lan, task).split())
    assert "Từ <b>01/03/2025</b> việc này thuộc <b>Sở Tư pháp</b>" in said


def test_the_line_of_facts_runs_from_what_is_ahead_to_the_first_order(cast, task):
    actions.extend(
        task=task, due_on=date(2025, 3, 31), authority="KL 1", by=cast.minh, at=scene.NOON
    )
    told = story(card_of(cast, task, scene.NOON))
    assert [one.when for one in told] == ["future", "now", ""]
    assert told[0].words == "Hạn cuối"
    assert told[-1].words.startswith("Giao việc theo 02/TCTĐA06, mục 2")


def test_words_of_people_are_shown_as_words(cast, task, owner, client):
    actions.report_progress(task=task, note="<script>alert(1)</script>", by=owner, at=scene.NOON)
    assert "<script>alert" not in page(client, cast.lan, task)
