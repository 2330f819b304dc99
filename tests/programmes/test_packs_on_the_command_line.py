"""`dondoc pack`: mistakes are explained with their place, examples are run, packs are written out."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc import packs
from dondoc.core.packs import PackInvalid, parse_pack
from dondoc.programmes import actions
from dondoc.programmes.commands import ExamplesFail, PackNotFound, pack_command
from tests.cast import hanoi


@pytest.fixture
def folder(tmp_path):
    """The shipped pack copied to a folder of one's own."""
    (tmp_path / "pack.toml").write_text(packs.shipped()["civil_status"], "utf-8")
    (tmp_path / "examples.toml").write_text(packs.examples()["civil_status"], "utf-8")
    return tmp_path


def test_a_good_pack_is_said_to_be_usable(folder, capsys):
    assert pack_command(["check", str(folder)]) == 0
    assert "5 dòng x 6 cột" in capsys.readouterr().out


def test_every_mistake_is_named_with_its_place(folder):
    text = packs.shipped()["civil_status"]
    wrong = text.replace("lead   =", "laed   =").replace("transferred <= approved", "a <= approved")
    (folder / "pack.toml").write_text(wrong, "utf-8")
    with pytest.raises(PackInvalid) as no:
        pack_command(["check", str(folder / "pack.toml")])
    places = [one.place for one in no.value.findings]
    assert "laed" in places
    assert any(place.startswith("form[0].check[0].rule") for place in places)


def test_the_shipped_examples_hold(capsys):
    assert pack_command(["run-examples"]) == 0
    assert "3 ví dụ" in capsys.readouterr().out


def test_an_example_worked_otherwise_is_named(folder):
    text = packs.examples()["civil_status"].replace("not_entered = 257", "not_entered = 258")
    (folder / "examples.toml").write_text(text, "utf-8")
    with pytest.raises(ExamplesFail) as no:
        pack_command(["run-examples", str(folder)])
    assert [one.place for one in no.value.findings] == [
        "civil_status, report[0].derived_totals.not_entered"
    ]


@pytest.mark.parametrize("words", [["check", "/nowhere/at/all"], ["run-examples", "/nowhere"]])
def test_a_pack_that_is_not_there_is_said_so(words):
    with pytest.raises(PackNotFound):
        pack_command(words)


def test_a_pack_in_force_is_written_out_as_it_was_adopted(cast, capsys):
    text = packs.shipped()["civil_status"]
    actions.adopt(text=text, source="02/TCTĐA06", from_on=date(2025, 2, 18), by=cast.lan,
                  at=hanoi(2025, 2, 18))  # fmt: skip
    assert pack_command(["export", "civil_status"]) == 0
    assert parse_pack(capsys.readouterr().out) == parse_pack(text)
    with pytest.raises(PackNotFound):
        pack_command(["export", "nothing"])


def test_the_same_text_is_the_same_version_and_another_ends_the_one_before(cast):
    text = packs.shipped()["civil_status"]
    facts = {"source": "02/TCTĐA06", "by": cast.lan, "at": hanoi(2025, 2, 18)}
    first = actions.adopt(text=text, from_on=date(2025, 2, 18), **facts)
    assert actions.adopt(text=text, from_on=date(2025, 2, 19), **facts) == first
    second = actions.adopt(
        text=text.replace("Lưu nháp", "Bản nháp"), from_on=date(2025, 2, 20), **facts
    )
    first.refresh_from_db()
    assert (second.number, first.until_on) == (2, date(2025, 2, 19))
