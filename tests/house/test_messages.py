"""Every message has its Vietnamese: complete, certain, polite."""

import re

from dondoc.config import messages

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
