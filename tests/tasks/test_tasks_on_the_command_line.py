"""`dondoc tasks` lists a day, confirms what is clear and derives the intervals anew."""

from datetime import date

import pytest

from dondoc.config.cli import main
from dondoc.tasks.models import Span, Task
from tests.cast import hanoi


@pytest.fixture(autouse=True)
def morning(monkeypatch):
    monkeypatch.setattr("dondoc.web.clock.now", lambda: hanoi(2025, 2, 20, 7, 40))


def test_the_list_says_each_state_and_both_rates(cast, capsys):
    dispatch = cast.dispatch()
    cast.confirm(dispatch.proposals.get(position=1))
    assert main(["tasks", "list"]) == 0
    said = capsys.readouterr().out
    assert "02.1" in said
    assert "Quá hạn 1 ngày · 19/02/2025 · Sở Tư pháp" in said
    assert "đúng hạn 0/1" in said


def test_a_past_day_answers_as_it_was_known_then(cast, capsys):
    dispatch = cast.dispatch()
    cast.confirm(dispatch.proposals.get(position=1))
    main(["tasks", "list", "--on", "2025-02-19"])
    assert "Quá hạn" not in capsys.readouterr().out
    main(["tasks", "list", "--on", "2025-02-17"])
    assert "0 nhiệm vụ ngày 17/02/2025" in capsys.readouterr().out


@pytest.mark.parametrize("day", ["hôm qua", "2025-02-30", "0019-01-01"])
def test_a_day_that_is_none_is_refused_in_one_line(cast, capsys, day):
    assert main(["tasks", "list", "--on", day]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_what_is_clear_is_confirmed_by_number_or_place_and_the_rest_waits(cast, capsys):
    dispatch = cast.dispatch()
    assert main(["tasks", "confirm", "02/TCTĐA06", "--by", "lan"]) == 0
    assert "còn 1 việc cần người xem" in capsys.readouterr().out
    assert Task.objects.count() == 3
    assert main(["tasks", "confirm", str(dispatch.pk), "--by", "lan"]) == 0
    assert Task.objects.count() == 3


def test_only_the_standing_agency_confirms_and_only_a_known_dispatch(cast, capsys):
    cast.dispatch()
    assert main(["tasks", "confirm", "02/TCTĐA06", "--by", "hoa"]) == 1
    assert main(["tasks", "confirm", "99/UBND", "--by", "lan"]) == 1
    assert not Task.objects.exists()


def test_rebuilding_changes_nothing(cast, capsys):
    task = cast.confirm(cast.dispatch().proposals.get(position=1))
    before = list(Span.objects.values("task", "known_from", "known_to", "due_on"))
    assert main(["tasks", "rebuild"]) == 0
    assert list(Span.objects.values("task", "known_from", "known_to", "due_on")) == before
    assert task.spans.get().due_on == date(2025, 2, 19)
