"""Every message has its Vietnamese: complete, certain, polite."""

import re
import subprocess
import sys
from datetime import date

from dondoc.config import messages
from dondoc.core.errors import Finding
from tests.house.tree import ROOT

FACT = re.compile(r"%\(\w+\)[sd]|%%|%[sd]")
RUDE = re.compile(r"!|\bLỗi\b|[Vv]ui lòng")


def pairs():
    return [(entry.id, entry.string) for entry in messages.load() if entry.id]


def test_the_source_and_the_catalogue_hold_the_same_messages():
    in_source = {entry.id for entry in messages.extract() if entry.id}
    in_catalogue = {entry.id for entry in messages.load() if entry.id}
    assert in_source - in_catalogue == set(), "run `make messages`"
    assert in_catalogue - in_source == set(), "run `make messages`"


def test_no_message_is_untranslated_or_a_guess():
    assert messages.untranslated(messages.load()) == []


def test_a_translation_has_the_facts_of_its_message():
    unlike = [
        english
        for english, vietnamese in pairs()
        if isinstance(english, str)
        and sorted(set(FACT.findall(english))) != sorted(set(FACT.findall(str(vietnamese))))
    ]
    assert unlike == []


def test_no_message_shouts_begs_or_blames():
    assert [vietnamese for _, vietnamese in pairs() if RUDE.search(str(vietnamese))] == []


def test_a_message_reaches_a_person_in_vietnamese():
    from django.utils.translation import gettext, override

    with override("vi"):
        said = gettext("An entry of the log is never changed. Record a correction instead.")
    assert said.startswith("Một dòng nhật ký")


def test_a_refusal_speaks_vietnamese_before_django_is_set_up():
    alone = (
        "from dondoc.config.messages import said; from dondoc.core.counts import CountTooLarge; "
    )
    script = alone + "print(said(CountTooLarge(text='1' * 20, most=12)))"
    answer = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip().endswith("có quá 12 chữ số. Kiểm tra lại số liệu.")


def test_days_and_kinds_in_a_refusal_are_said_as_people_write_them():
    finding = Finding(
        place="form[0].due",
        message="“%(key)s” must be %(kind)s.",
        facts={"key": "due", "kind": "a whole number", "day": date(2025, 2, 20)},
    )
    assert messages.said(finding) == "“due” phải là số nguyên."
    day = Finding(place="", message="%(day)s", facts={"day": date(2025, 2, 20)})
    assert messages.said(day) == "20/02/2025"
