"""Loading the demonstration: through the actions, whole or not at all, and only once."""

import os
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from dondoc.agencies.models import Agency, Person, Unit
from dondoc.audit.models import Entry
from dondoc.core.asof import AsOf
from dondoc.core.reading import read
from dondoc.core.tasks import State
from dondoc.demo import commands, letters, load
from dondoc.demo.data import documents, lowest_units
from dondoc.demo.people import PASSWORD, showcase
from dondoc.demo.simulator import HANOI, NOW, filings
from dondoc.demo.story import corrections
from dondoc.demo.work import task_of
from dondoc.documents.letter import write_letter
from dondoc.documents.reading import read_bytes
from dondoc.reminders import actions as reminders
from dondoc.reminders import composing
from dondoc.reports.models import Draft, Filing, Report
from dondoc.tasks import queries as tasks
from dondoc.tasks.models import Task

MORNING = AsOf.at(NOW)
LATE = {State.OVERDUE, State.AT_RISK}
NEAR = {unit.code for unit in lowest_units(NOW.date()) if unit.parent in {"524", "527"}}


@pytest.fixture(scope="module")
def sent():
    """The filings of two districts: enough to tell the story in a few seconds."""
    return [filing for filing in filings() if filing.unit_code in NEAR]


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker, sent):
    """The province, loaded once for this module and gone after it."""
    lines = []
    with django_db_blocker.unblock(), transaction.atomic():
        assert load.load(lines.append, sent=sent)
        yield lines
        transaction.set_rollback(True)


def test_units_agencies_and_people_are_in_place(province):
    assert Unit.objects.lowest(AsOf.ever(NOW.date())).count() == 171
    assert Unit.objects.on(AsOf.ever(date(2024, 7, 29))).filter(level="commune").count() == 173
    assert Agency.objects.on(AsOf.ever(NOW.date())).filter(kind="commune").count() == 170
    for person in showcase():
        found = Person.objects.get(username=person.username).on_duty(NOW.date())
        assert found.has_role(person.role)
        assert found.check_password(PASSWORD)


def test_a_second_load_does_nothing(province):
    before = (Task.objects.count(), Filing.objects.count(), Entry.objects.count())

    assert not load.load()
    assert (Task.objects.count(), Filing.objects.count(), Entry.objects.count()) == before


def test_no_duty_of_the_documents_is_lost(province):
    from dondoc.tasks.models import Decision

    assert not Decision.objects.filter(kind=Decision.Kind.DROPPED).exists()


def test_the_morning_shows_a_few_late_and_a_few_at_risk(province):
    count = tasks.counts(tasks.judge(Task.objects.all(), MORNING))

    assert count[State.OVERDUE] == 3
    assert count[State.AT_RISK] == 4
    assert count[State.DONE_LATE] == 3
    assert count[State.AWAITING] >= 1
    assert count[State.STANDING] + count[State.UNDATED] > 20


def test_the_duty_ordered_again_is_one_task_that_remembers_its_first_day(province):
    task = task_of("02/TCTĐA06", "05 ngày đêm hoàn thành số hóa sổ hộ tịch")
    facts = task.facts(MORNING)

    assert task == task_of("4017/UBND-TTHC", "hoàn thành số hóa sổ hộ tịch trong năm 2024")
    assert (facts.first_due_on, facts.due_on) == (date(2024, 12, 31), date(2025, 2, 19))


def test_every_simulated_filing_was_accepted_as_it_was_sent(province, sent):
    stored = {
        (f.report.unit.code, f.report.first_on, f.revision): f
        for f in Filing.objects.filter(report__consolidated=False).select_related("report__unit")
    }

    assert len(stored) == len(sent)
    for filing in sent:
        found = stored[filing.unit_code, filing.period, filing.revision]
        assert (found.cells, found.sent_at) == (filing.cells, filing.sent_at)


def test_nothing_is_owed_for_a_moment_before_the_dispatch_came(province):
    for report in Report.objects.filter(first_on__lt=date(2025, 2, 18)):
        assert report.back_fill
    owed = Report.objects.filter(first_on=date(2025, 2, 18), consolidated=False)
    assert owed.count() == 171
    assert not owed.filter(back_fill=True).exists()


def test_a_clerk_is_typing_when_the_story_stops(province):
    draft = Draft.objects.get()

    assert draft.by.username == "mai"
    assert len(draft.cells) == 3


def test_nothing_happens_after_the_morning_on_which_the_story_stops(province):
    assert Entry.objects.latest("at").at <= NOW
    assert commands.resumes_at() == NOW + timedelta(seconds=1) or commands.resumes_at() == NOW


@pytest.mark.django_db
def test_invented_people_never_stand_among_others():
    Person.objects.create(username="hai", full_name="Người Có Thật", password="!")

    with pytest.raises(load.DatabaseInUse):
        load.load()
    assert Unit.objects.count() == 0


@pytest.mark.django_db
def test_the_clock_goes_on_after_what_was_last_done():
    unit = Unit.objects.create(
        code="x", name="x", kind="xã", level="commune", path="x", exists_from=date(2024, 1, 1)
    )
    later = datetime(2025, 2, 21, 9, 30, tzinfo=HANOI)
    from dondoc.audit import actions as audit

    audit.record("unit.seen", on=unit, by=None, at=later)

    assert commands.resumes_at() == later + timedelta(seconds=1)


def test_the_command_serves_in_a_process_that_knows_the_moment(monkeypatch, capsys):
    clocks, started = [], []
    monkeypatch.setattr(commands, "prepare", lambda **how: None)
    monkeypatch.setattr(commands, "resumes_at", lambda: NOW)
    monkeypatch.setattr(commands.story, "tell", lambda folder, shown, **more: clocks.append(shown))
    monkeypatch.setattr(os, "execv", lambda path, argv: started.append(argv))

    commands.demo_command(["--port", "8123"])

    assert clocks == [NOW]
    assert started[0][0] == sys.executable
    assert started[0][-5:] == ["serve", "--host", "127.0.0.1", "--port", "8123"]
    said = capsys.readouterr().out
    assert "http://127.0.0.1:8123" in said
    assert PASSWORD in said


def test_the_sample_letter_reads_back_with_its_duties_and_its_form(tmp_path):
    path = letters.write_sample(tmp_path)
    reading = read(read_bytes(path.name, path.read_bytes())).to_json()

    assert reading["document"]["number"] == "05/TCTĐA06"
    assert [duty["due"] for duty in reading["assignments"]] == [
        "2025-03-14", "2025-02-25", None, None,
    ]  # fmt: skip
    assert reading["assignments"][2]["every"] == "daily"
    assert [len(form["columns"]) for form in reading["forms"]] == [4]


def test_a_sample_letter_that_is_there_stays_as_it_is(tmp_path):
    path = letters.write_sample(tmp_path)
    path.write_bytes(b"mine")

    assert letters.write_sample(tmp_path).read_bytes() == b"mine"


def test_every_correction_of_the_officer_meets_one_duty():
    texts = {doc.reference: doc.path.read_text("utf-8") for doc in documents()}

    for change in corrections():
        assert texts[change.reference].count(change.words) == 1, change.words
        assert change.title or change.standing


@pytest.mark.django_db
def test_a_bare_province_has_people_and_not_one_dispatch():
    assert load.load_bare()

    assert Person.objects.filter(username="lan").exists()
    assert not Task.objects.exists()
    assert not load.load_bare()


@pytest.fixture
def reminder(province, settings):
    """What `dondoc remind` drafts on the morning on which the story stops."""
    lan = Person.objects.get(username="lan").on_duty(NOW.date())
    with transaction.atomic():
        yield reminders.draft(by=lan, at=NOW)
        transaction.set_rollback(True)


def test_the_draft_speaks_of_all_that_is_late_or_will_be(reminder):
    urged = {item.task.code for item in reminder.items.all()}
    states = {one.task.code: one.state for one in tasks.judge(Task.objects.all(), MORNING)}

    assert urged == {code for code, state in states.items() if state in LATE}


def test_the_draft_read_back_gives_every_one_of_its_items_again(reminder):
    # Numbered and dated, as it leaves the house: now a day without a year has one, too.
    letter = replace(composing.letter(reminder), number="03", issued_on=NOW.date())
    duties = read(read_bytes("03.docx", write_letter(letter))).to_json()["assignments"]

    for item in reminder.items.all():
        words = item.facts["duty"].split("; ")[0].casefold()
        again = [duty for duty in duties if words in duty["text"].casefold()]
        assert [duty["lead"] for duty in again] == [[item.facts["owner"]]], item.facts["duty"]
        assert again[0]["due"] == item.new_due_on.isoformat()


def test_the_draft_carries_the_form_that_goes_on_being_filled(reminder):
    body = write_letter(composing.letter(reminder))
    forms = read(read_bytes("du-thao.docx", body)).to_json()["forms"]

    assert [(len(form["rows"]), len(form["columns"])) for form in forms] == [(5, 6)]
    assert forms[0]["columns"][-1] == "Chuyển CSDL hộ tịch điện tử"
