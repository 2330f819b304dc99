"""A draft is written from what is late, chosen by a person, approved, numbered, and read again."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.core.asof import AsOf
from dondoc.dispatches.models import Direction
from dondoc.indicators import actions as indicators
from dondoc.reminders import actions, composing, queries
from dondoc.reminders.models import Reminder, Snapshot
from dondoc.reports import demanding
from dondoc.tasks import actions as tasks
from tests.cast import cells, hanoi

MORNING = hanoi(2025, 2, 20, 7, 40)


@pytest.fixture
def late(cast, monkeypatch):
    """The cast with its order confirmed and two days of reports; it is the morning after."""
    dispatch = cast.dispatch()
    leads = {"Sở Tư pháp": cast.justice, "Sở Tài chính": cast.finance, "Công an tỉnh": cast.police}
    made = [cast.confirm(one, leads[one.fields["lead"][0]]) for one in dispatch.proposals.all()]
    cast.demand(dispatch)
    campaign = next(task for task in made if "chiến dịch" in task.text)
    tasks.measure_by(
        task=campaign, indicator="civil_status.registers_transferred", by=cast.lan, at=cast.at
    )
    for day, hills, river in ((18, 40, 95), (19, 45, 100)):
        at = hanoi(2025, 2, day + 1, 7, 30)
        cast.files(cast.hoa, date(2025, 2, day), at, cells(100, hills))
        cast.files(cast.vinh, date(2025, 2, day), at, cells(100, river))
    indicators.measure(at=MORNING)
    monkeypatch.setattr("dondoc.web.clock.now", lambda: MORNING)
    return cast


def drafted(cast) -> Reminder:
    return actions.draft(by=cast.lan, at=MORNING)


def test_every_figure_in_the_draft_keeps_its_filings(late):
    draft = drafted(late)

    measured = Snapshot.objects.get(reminder=draft, key__endswith=".measured")

    assert "725/1.000" in measured.value
    assert len(measured.filings) == 2


def test_a_correction_is_noticed_but_does_not_change_the_draft(late):
    draft = drafted(late)
    before = composing.compose(draft).entries[0].text
    later = hanoi(2025, 2, 20, 9, 0)
    late.files(late.hoa, date(2025, 2, 19), later, cells(100, 60))

    assert composing.compose(draft).entries[0].text == before
    assert queries.corrected_since(draft) == 1


def test_a_proposed_day_must_be_chosen_before_submitting(late):
    draft = drafted(late)

    with pytest.raises(actions.DayNotChosen):
        actions.submit(reminder=draft, by=late.lan, at=MORNING)


def test_an_item_taken_out_takes_its_sentences_with_it(late):
    draft = drafted(late)
    item = draft.items.get(facts__owner="Sở Tài chính")

    actions.choose(item=item, included=False, new_due_on=None, written="", by=late.lan, at=MORNING)

    assert [entry.owner for entry in composing.compose(draft).entries] == ["Sở Tư pháp"]


def test_the_numbered_letter_is_a_dispatch_again(late):
    draft = drafted(late)
    for item in draft.items.all():
        actions.choose(
            item=item,
            included=True,
            new_due_on=date(2025, 2, 25),
            written="",
            by=late.lan,
            at=MORNING,
        )
    actions.submit(reminder=draft, by=late.lan, at=MORNING)
    actions.approve(reminder=draft, by=late.minh, at=MORNING)

    dispatch = actions.issue(
        reminder=draft, number="03", issued_on=date(2025, 2, 20), by=late.lan, at=MORNING
    )

    assert dispatch.reference == "03/TCTĐA06"
    dispatch.refresh_from_db()
    assert dispatch.direction == Direction.OUTGOING
    assert dispatch.issued_on == date(2025, 2, 20)
    owners = {one.fields["lead"][0] for one in dispatch.proposals.all()}
    assert {"Sở Tư pháp", "Sở Tài chính"} <= owners


def test_nothing_late_means_nothing_to_urge(cast):
    with pytest.raises(actions.NothingToUrge):
        actions.draft(by=cast.lan, at=cast.at)


def test_only_who_writes_and_who_signs_sees_a_draft(late, client):
    draft = drafted(late)
    seen = {}
    for name in ("lan", "minh", "binh", "hoa", "khoa"):
        client.force_login(getattr(late, name))
        seen[name] = client.get(draft.get_absolute_url()).status_code

    assert seen == {"lan": 200, "minh": 200, "binh": 404, "hoa": 404, "khoa": 404}


def test_the_page_shows_the_draft_beside_its_evidence(late, client):
    draft = drafted(late)
    client.force_login(late.lan)

    page = client.get(draft.get_absolute_url()).content.decode()

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert "725/1.000" in page
    assert "mới là đề xuất" in page


def test_the_leader_returns_a_draft_with_remarks(late, client):
    draft = drafted(late)
    for item in draft.items.all():
        item.day_chosen = True
        item.save()
    client.force_login(late.lan)
    client.post(reverse("reminder-step", args=[draft.pk]), {"step": "submit"})
    client.force_login(late.minh)

    client.post(
        reverse("reminder-step", args=[draft.pk]), {"step": "return", "note": "Thêm Sở Nội vụ."}
    )

    draft.refresh_from_db()
    assert draft.state == Reminder.State.RETURNED
    assert Entry.objects.filter(verb="reminder.returned", actor=late.minh.full_name).exists()


def test_a_commune_clerk_cannot_take_a_step(late, client):
    draft = drafted(late)
    client.force_login(late.hoa)

    answer = client.post(reverse("reminder-step", args=[draft.pk]), {"step": "approve"})

    assert answer.status_code == 404


def test_the_word_file_opens_with_its_annex(late, client):
    draft = drafted(late)
    client.force_login(late.lan)

    answer = client.get(reverse("reminder-docx", args=[draft.pk]))

    assert answer["Content-Disposition"] == 'attachment; filename="du-thao-don-doc-2025-02-20.docx"'
    assert answer.content[:2] == b"PK"


def test_a_reopened_morning_drafts_for_a_past_day_as_it_was_known(late):
    demanding.open_all(at=MORNING)
    draft = actions.draft(by=late.lan, at=hanoi(2025, 2, 22), as_of=AsOf.end_of(date(2025, 2, 20)))

    assert "đã quá hạn 01 ngày" in composing.compose(draft).entries[0].text


def test_a_draft_is_not_returned_without_a_word(late):
    draft = drafted(late)
    for item in draft.items.all():
        actions.choose(
            item=item,
            included=True,
            new_due_on=item.new_due_on,
            written="",
            by=late.lan,
            at=MORNING,
        )
    actions.submit(reminder=draft, by=late.lan, at=MORNING)

    with pytest.raises(actions.RemarksMissing):
        actions.send_back(reminder=draft, note="  ", by=late.minh, at=MORNING)


def test_nothing_is_written_into_a_draft_that_was_submitted(late):
    draft = drafted(late)
    item = draft.items.first()
    draft.items.update(day_chosen=True)
    actions.submit(reminder=draft, by=late.lan, at=MORNING)

    with pytest.raises(actions.WrongStep):
        actions.choose(
            item=item, included=False, new_due_on=None, written="", by=late.lan, at=MORNING
        )
