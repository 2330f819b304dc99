"""One decision with its number; rows of transfer and nothing else; taken back, all is as before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from dondoc.agencies.models import AgencySuccession, Decision, Transfer
from dondoc.agencies.models import Ending as LastDay
from dondoc.agencies.transfers import Answers, NoSuchOwner
from dondoc.core.asof import AsOf
from dondoc.core.tasks import State
from dondoc.planning import actions, made, weighing
from dondoc.planning.weighing import Choice, Paper
from dondoc.reports import actions as reports
from dondoc.reports.models import Report
from dondoc.tasks import actions as tasks
from tests.cast import cells, hanoi
from tests.planning.scene import LATER, MARCH, NUMBER, PAPER, department

GROWING = {"agencies.Decision", "agencies.Transfer", "agencies.Withdrawal", "audit.Entry"}


def rows_of_everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, by the model's label."""
    models = [m for one in apps.get_app_configs() if one.name.startswith("dondoc.")
              for m in one.get_models(include_auto_created=True)]  # fmt: skip
    return {model._meta.label: list(model.objects.order_by("pk").values_list()) for model in models}


def owners(ending, kind, work, at=MARCH):
    """Who answers for a piece that Sở Xã hội was given."""
    answers = Answers(kind, AsOf.at(at))
    named = {ending.social.key: ending.social, **answers.named}
    found = answers.of(work, ending.social).owners
    return [named[one.key].short_name for one in found]


def test_the_proposals_and_a_choice_become_one_decision(ending):
    decision = ending.decides()
    assert (decision.number, decision.effective_on) == (NUMBER, date(2025, 3, 1))
    assert owners(ending, "task", ending.children.pk) == ["Sở Y tế"]
    assert owners(ending, "task", ending.work.pk) == ["Sở Nội vụ"]
    assert owners(ending, "task", ending.money.pk) == ["Sở Nội vụ"]
    assert owners(ending, "demand.consolidator", ending.demand.pk) == ["Sở Nội vụ"]
    assert owners(ending, "programme.lead", ending.demand.programme_id) == ["Sở Nội vụ"]
    assert ending.found().rows == []


def test_the_function_that_decided_is_kept_with_the_transfer(ending):
    decision = ending.decides()
    row = decision.transfers.get(kind="task", work_id=ending.children.pk)
    assert (row.to.key, row.function) == ("so-y-te", "trẻ em")


def test_no_filing_figure_or_finished_task_changed(ending):
    owed = Report.objects.filter(consolidated=True, first_on=date(2025, 2, 18)).get()
    content = reports.Content(cells())
    reports.file(report=owed, content=content, by=ending.hanh, at=hanoi(2025, 2, 19, 7))
    before = rows_of_everything()

    ending.decides()

    after = rows_of_everything()
    grown = {label for label, rows in after.items() if rows != before[label]}
    assert grown == {"agencies.Decision", "agencies.Transfer", "audit.Entry"}
    for label in grown:
        kept = after[label][: len(before[label])]
        assert kept == before[label]
    assert after["reports.Filing"] == before["reports.Filing"] != []
    assert after["tasks.Span"] == before["tasks.Span"]


def test_the_last_day_and_the_days_late_stay(ending):
    ending.decides()
    at = AsOf.at(LATER)
    assert ending.children.facts(at).due_on == date(2025, 2, 19)
    assert ending.children.state(at) is State.OVERDUE


def test_work_may_pass_to_several_and_may_be_closed(ending):
    ending.decides(
        **{
            f"task_{ending.relief.pk}": Choice((ending.labour, ending.health)),
            f"task_{ending.money.pk}": Choice(moot=True),
        }
    )
    assert owners(ending, "task", ending.relief.pk) == ["Sở Nội vụ", "Sở Y tế"]
    assert owners(ending, "task", ending.money.pk) == []


def test_what_is_left_for_later_stays_open(ending):
    ending.decides(**{f"task_{ending.relief.pk}": Choice(later=True)})
    assert [row.piece.work_id for row in ending.found().rows] == [ending.relief.pk]


def test_a_piece_without_a_choice_is_named_and_nothing_is_written(ending):
    choices = ending.choices()
    key = next(key for key in choices if key[1] == ending.relief.pk and key[0] == "task")
    choices[key] = Choice()
    before = rows_of_everything()
    with pytest.raises(weighing.NotChosen) as refused:
        actions.pass_on(
            agency=ending.social, choices=choices, paper=PAPER, by=ending.cast.lan, at=MARCH
        )
    assert refused.value.findings[0].facts["title"] == ending.relief.title
    assert rows_of_everything() == before


@pytest.mark.parametrize(
    ("paper", "refusal"),
    [
        (replace(PAPER, number=" "), weighing.DecisionIncomplete),
        (replace(PAPER, effective_on=None), weighing.DecisionIncomplete),
        (replace(PAPER, effective_on=date(2025, 2, 28)), weighing.BeforeTheEnd),
        (replace(PAPER, issued_on=date(2025, 3, 4)), weighing.NotIssuedYet),
    ],
)
def test_a_paper_that_cannot_be_is_refused(ending, paper, refusal):
    with pytest.raises(refusal):
        ending.decides(paper=paper)
    assert not Transfer.objects.exists()


def test_a_successor_that_does_not_exist_that_day_is_refused(ending):
    coming = department("so-moi", "Sở Mới", ending.cast.province, exists_from=date(2025, 6, 1))
    with pytest.raises(NoSuchOwner):
        ending.decides(**{f"task_{ending.relief.pk}": Choice((coming,))})
    assert not Transfer.objects.exists() and not Decision.objects.exists()


def test_nothing_but_later_decides_nothing(ending):
    choices = dict.fromkeys(ending.choices(), Choice(later=True))
    with pytest.raises(weighing.NothingDecided):
        actions.pass_on(
            agency=ending.social, choices=choices, paper=PAPER, by=ending.cast.lan, at=MARCH
        )


def test_an_agency_that_stands_passes_nothing_on(ending):
    with pytest.raises(actions.NotEnding):
        actions.pass_on(agency=ending.health, choices={}, paper=PAPER, by=ending.cast.lan, at=MARCH)


def test_the_same_decision_sent_twice_is_one(ending):
    choices = ending.choices()
    given = {"agency": ending.social, "choices": choices, "paper": PAPER}
    first = actions.pass_on(**given, by=ending.cast.lan, at=MARCH)
    before = rows_of_everything()
    assert actions.pass_on(**given, by=ending.cast.minh, at=LATER) == first
    assert rows_of_everything() == before


def test_the_second_of_two_officers_is_told_of_the_first(ending):
    choices = ending.choices()
    ending.decides()
    other = replace(PAPER, number="38/QĐ-UBND")
    with pytest.raises(weighing.AlreadyDecided) as refused:
        actions.pass_on(
            agency=ending.social, choices=choices, paper=other, by=ending.cast.minh, at=LATER
        )
    assert refused.value.facts["number"] == NUMBER
    assert refused.value.facts["by"] == "Nguyễn Thị Lan"


def test_a_number_is_used_once(ending):
    ending.decides(**{f"task_{ending.relief.pk}": Choice(later=True)})
    with pytest.raises(actions.NumberUsed):
        ending.decides(LATER, paper=replace(PAPER, number="37/qđ-ubnd"))
    ending.decides(LATER, paper=replace(PAPER, number="38/QĐ-UBND"))
    assert ending.found(LATER).rows == []


def test_a_task_done_in_the_meantime_does_not_pass_on(ending):
    choices = ending.choices()
    tasks.hand_in(task=ending.work, product="Báo cáo", by=ending.cast.lan, at=MARCH)
    tasks.accept(task=ending.work, by=ending.cast.lan, at=MARCH)
    with pytest.raises(weighing.NoLongerOpen):
        actions.pass_on(
            agency=ending.social, choices=choices, paper=PAPER, by=ending.cast.lan, at=LATER
        )


def test_a_decision_for_a_later_day_counts_as_taken(ending):
    ending.decides(paper=replace(PAPER, effective_on=date(2025, 4, 1)))
    assert ending.found().rows == []
    assert owners(ending, "task", ending.children.pk) == ["Sở Xã hội"]
    assert owners(ending, "task", ending.children.pk, hanoi(2025, 4, 1)) == ["Sở Y tế"]


def test_withdrawn_it_is_as_if_it_had_never_been(ending):
    decision = ending.decides()
    actions.undo(decision=decision, by=ending.cast.minh, at=LATER, reason="Ghi nhầm số")
    assert owners(ending, "task", ending.children.pk, LATER) == ["Sở Xã hội"]
    assert len(ending.found(LATER).rows) == 8
    assert made.made_of(ending.social.key, AsOf.at(LATER)) == []
    assert ending.decides(hanoi(2025, 3, 11)).number == NUMBER


def test_what_was_known_before_the_withdrawal_stays_known(ending):
    decision = ending.decides()
    actions.undo(decision=decision, by=ending.cast.minh, at=LATER, reason="Ghi nhầm số")
    assert owners(ending, "task", ending.children.pk, hanoi(2025, 3, 5)) == ["Sở Y tế"]


def test_a_withdrawal_needs_a_reason_and_a_decision_that_stands(ending):
    decision = ending.decides()
    with pytest.raises(actions.ReasonMissing):
        actions.undo(decision=decision, by=ending.cast.lan, at=LATER, reason=" ")
    actions.undo(decision=decision, by=ending.cast.lan, at=LATER, reason="nhầm")
    with pytest.raises(actions.NoSuchDecision):
        actions.undo(decision=decision, by=ending.cast.lan, at=hanoi(2025, 3, 11), reason="nhầm")


@pytest.fixture
def health_ends_too(ending):
    """At the end of April Sở Y tế ends as well, and Sở Dân số goes on with all of it."""
    decision = ending.decides()
    people = department(
        "so-dan-so", "Sở Dân số", ending.cast.province, exists_from=date(2025, 5, 1)
    )
    LastDay.objects.create(agency=ending.health, last_on=date(2025, 4, 30))
    AgencySuccession.objects.create(before=ending.health, after=people, on=date(2025, 5, 1))
    return decision, people


MAY = hanoi(2025, 5, 5)


def second(ending, people, at=MAY):
    """What came to Sở Y tế goes to Sở Dân số."""
    from dondoc.planning import queries

    found = queries.leaving(ending.health.key, AsOf.at(at))
    choices = {row.piece.key: Choice((people,)) for row in found.rows}
    return actions.pass_on(
        agency=ending.health, choices=choices, paper=Paper("60/QĐ-UBND", date(2025, 5, 2)),
        by=ending.cast.lan, at=at,
    )  # fmt: skip


def test_work_that_came_passes_on_again(ending, health_ends_too):
    _, people = health_ends_too
    second(ending, people)
    assert owners(ending, "task", ending.children.pk, MAY) == ["Sở Dân số"]
    assert owners(ending, "task", ending.work.pk, MAY) == ["Sở Nội vụ"]
    kept = Transfer.objects.filter(work_id=ending.children.pk, kind="task").latest("pk")
    assert (kept.given, kept.function) == (ending.social, "trẻ em")


def test_a_decision_built_upon_is_not_withdrawn_first(ending, health_ends_too):
    decision, people = health_ends_too
    later = second(ending, people)
    at = hanoi(2025, 5, 6)
    with pytest.raises(actions.BuiltUpon):
        actions.undo(decision=decision, by=ending.cast.lan, at=at, reason="nhầm")
    actions.undo(decision=later, by=ending.cast.lan, at=at, reason="nhầm")
    actions.undo(decision=decision, by=ending.cast.lan, at=at, reason="nhầm")
    assert owners(ending, "task", ending.children.pk, at) == ["Sở Xã hội"]


def test_a_part_shared_with_others_stays_theirs(ending, health_ends_too):
    decision, people = health_ends_too
    at = hanoi(2025, 5, 6)
    actions.undo(decision=decision, by=ending.cast.lan, at=MAY, reason="nhầm")
    both = Choice((ending.labour, ending.health))
    told = dict.fromkeys(ending.choices(at), both)
    given = {"agency": ending.social, "choices": told, "by": ending.cast.lan, "at": at}
    in_may = Paper("61/QĐ-UBND", date(2025, 5, 3))
    with pytest.raises(NoSuchOwner):  # Y tế stands in March and no longer in May
        actions.pass_on(paper=in_may, **given)
    actions.pass_on(paper=replace(in_may, effective_on=date(2025, 3, 1)), **given)
    from dondoc.planning import queries

    found = queries.leaving(ending.health.key, AsOf.at(at))
    choices = {row.piece.key: Choice((people,)) for row in found.rows}
    actions.pass_on(
        agency=ending.health, choices=choices, paper=Paper("62/QĐ-UBND", date(2025, 5, 2)),
        by=ending.cast.lan, at=hanoi(2025, 5, 7),
    )  # fmt: skip
    assert owners(ending, "task", ending.relief.pk, hanoi(2025, 5, 7)) == ["Sở Dân số", "Sở Nội vụ"]


@pytest.mark.parametrize("second", ["all closed", "one receiver fewer"])
def test_the_same_number_with_other_contents_is_refused_and_never_taken_for_the_first(
    ending, second
):
    """Whoever closes what was passed on before must not read that it is recorded."""
    both = Choice((ending.labour, ending.health))
    given = {"agency": ending.social, "paper": PAPER, "by": ending.cast.lan, "at": MARCH}
    pieces = list(ending.choices())
    first = actions.pass_on(choices=dict.fromkeys(pieces, both), **given)
    other = Choice(moot=True) if second == "all closed" else Choice((ending.labour,))

    with pytest.raises(actions.NumberUsed):
        actions.pass_on(choices=dict.fromkeys(pieces, other), **given)
    assert actions.pass_on(choices=dict.fromkeys(pieces, both), **given) == first
