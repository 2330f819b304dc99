"""Two send at once, or the machine stops in the middle: nothing is lost, nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import date

import pytest
from django.db import connection, connections

from dondoc.audit.models import Entry
from dondoc.core.errors import Refusal
from dondoc.programmes.models import Version
from dondoc.reports import actions, demanding
from dondoc.reports.annexes import Setting
from dondoc.reports.demanding import FormInForce
from dondoc.reports.forms import AskedForm
from dondoc.reports.models import Demand, Draft, Filing, Report
from tests.cast import cells, hanoi
from tests.reports.posting import typed

DAY = date(2025, 2, 18)
AT = hanoi(2025, 2, 19, 7, 43)
TYPED = {"birth": {"total": "100", "draft": "7"}}


@pytest.fixture
def owed(transactional_db, cast) -> Report:
    """Hoa's report, in a database that other threads and processes see."""
    cast.demand()
    report = cast.owes(cast.hoa, DAY)
    actions.save_draft(report=report, cells=TYPED, by=cast.hoa, at=AT)
    return report


def send(report: Report, cast, transferred: int, answers: list) -> None:
    """Send from another thread, as another officer's browser does."""
    try:
        content = actions.Content(cells(100, transferred))
        answers.append(actions.file(report=report, content=content, by=cast.hoa, at=AT, seen=0))
    except Refusal as refusal:
        answers.append(refusal)
    finally:
        connections.close_all()


def test_of_two_who_send_at_once_one_is_told_of_the_other(owed, cast):
    answers: list = []
    threads = [threading.Thread(target=send, args=(owed, cast, figure, answers))
               for figure in (80, 81)]  # fmt: skip
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=30)

    refused = [one for one in answers if isinstance(one, Refusal)]
    assert len(answers) == 2
    assert [type(one) for one in refused] == [actions.FiledMeanwhile]
    assert Filing.objects.get(report=owed).revision == 1
    assert Entry.objects.filter(verb="report.filed").count() == 1


def test_of_two_who_confirm_a_form_at_once_one_is_told_of_the_other(transactional_db, cast):
    proposal = cast.dispatch().form_proposals.get()
    answers: list = []

    def confirm() -> None:
        setting = Setting(proposal, AT)
        form = AskedForm(typed(setting), setting=setting)
        assert form.is_valid(), form.errors
        try:
            made = demanding.put_in_force(
                proposal=proposal, offer=setting.offer, asked=form.asked(), task=None,
                back_fill_from=form.cleaned_data["back_fill_from"], by=cast.lan, at=AT,
            )  # fmt: skip
            answers.append(made)
        except Refusal as refusal:
            answers.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=confirm) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=30)
    refused = [one for one in answers if isinstance(one, Refusal)]
    assert len(answers) == 2
    assert [type(one) for one in refused] == [FormInForce]
    assert (Demand.objects.count(), Version.objects.count()) == (1, 1)


def test_many_corrections_at_once_are_revisions_in_a_row(owed, cast):
    def correct(figure: int) -> None:
        try:
            content = actions.Content(cells(100, figure))
            actions.file(report=owed, content=content, by=cast.hoa, at=AT)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=correct, args=(figure,)) for figure in range(70, 76)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=30)
    assert sorted(one.revision for one in owed.filings.all()) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("where", ["audit.record", "Draft.objects.filter"])
def test_an_error_between_two_writes_leaves_the_draft_and_nothing_else(
    owed, cast, monkeypatch, where
):
    def broken(*args, **facts):
        raise OSError("no space left on device")

    monkeypatch.setattr(f"dondoc.reports.actions.{where}", broken)
    with pytest.raises(OSError, match="no space"):
        actions.file(report=owed, content=actions.Content(cells()), by=cast.hoa, at=AT)
    monkeypatch.undo()
    assert not Filing.objects.exists()
    assert Draft.objects.get().cells == TYPED
    assert not Entry.objects.filter(verb="report.filed").exists()


KILLED = """
import os, signal, sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from datetime import datetime
from dondoc.audit import actions as audit
from dondoc.reports import actions
from dondoc.reports.models import Filing, Report

def power_cut(*args, **facts):
    assert Filing.objects.filter(report=report).exists()
    print("written, not yet whole", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

audit.record = power_cut
report = Report.objects.get(pk=sys.argv[2])
person = report.agency.posts.get().person.on_duty(report.first_on)
figures = {"birth": {"total": 100, "draft": 1}}
actions.file(report=report, content=actions.Content(figures), by=person,
             at=datetime.fromisoformat(sys.argv[3]))
"""


def test_a_kill_in_the_middle_of_sending_leaves_the_draft_and_nothing_else(owed, cast):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    words = [str(connection.settings_dict["NAME"]), str(owed.pk), AT.isoformat()]
    stopped = subprocess.run(
        [sys.executable, "-c", KILLED, *words],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert stopped.stdout.strip() == "written, not yet whole", stopped.stderr
    assert stopped.returncode == -9
    assert not Filing.objects.exists()
    assert Draft.objects.get().cells == TYPED
    sent = actions.file(report=owed, content=actions.Content(cells()), by=cast.hoa, at=AT)
    assert sent.revision == 1
