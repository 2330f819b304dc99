"""Judging a task for a day: the words, the two rates, and past days that answer as before."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dondoc.core.asof import AsOf
from dondoc.core.periods import HANOI
from dondoc.core.tasks import (
    ChangeFact,
    Kind,
    State,
    TaskFacts,
    days_late,
    days_since_first_due,
    facts_of,
    fold,
    rates,
    spans_of,
    state_of,
)

DUE = date(2025, 2, 19)
DAYS = some.dates(date(2025, 1, 1), date(2025, 3, 31))


def moment(day: int, hour: int = 9, month: int = 2) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=HANOI)


def happened(kind: Kind, day: int, *, hour: int = 9, on: date | None = None, **facts) -> ChangeFact:
    at = moment(day, hour)
    return ChangeFact(kind, on or at.date(), at, **facts)


ORDER = happened(Kind.ORDERED, 18, due_on=DUE)


def state(*changes: ChangeFact, day: date) -> State:
    return state_of(facts_of(changes, AsOf.end_of(day)), day=day)


class TestAnOrderTakenBack:
    BACK = happened(Kind.WITHDRAWN, 18, hour=10)

    def test_it_leaves_nothing_that_could_be_late(self):
        assert state(ORDER, self.BACK, day=date(2025, 3, 1)) is State.WITHDRAWN
        assert rates([(State.WITHDRAWN, None)]).base == 0

    def test_before_it_was_taken_back_the_day_answers_as_it_did(self):
        later = happened(Kind.WITHDRAWN, 21)
        assert state(ORDER, later, day=date(2025, 2, 20)) is State.OVERDUE
        assert state(ORDER, later, day=date(2025, 2, 21)) is State.WITHDRAWN

    def test_only_the_newest_order_is_taken_back_and_the_one_before_judges_again(self):
        again = happened(Kind.ORDERED, 18, hour=9, due_on=date(2025, 2, 28))
        assert state(ORDER, again, self.BACK, day=date(2025, 2, 20)) is State.OVERDUE
        assert state(ORDER, again, day=date(2025, 2, 20)) is State.OPEN

    def test_given_once_more_it_stands(self):
        anew = happened(Kind.ORDERED, 18, hour=11, due_on=DUE)
        facts = fold([ORDER, self.BACK, anew])
        assert facts == TaskFacts(due_on=DUE, first_due_on=DUE)

    def test_nothing_to_take_back_changes_nothing(self):
        assert fold([self.BACK, ORDER]) == fold([ORDER])


class TestTheWord:
    def test_the_last_day_is_still_on_time_and_the_next_is_overdue(self):
        assert state(ORDER, day=DUE) is State.OPEN
        assert state(ORDER, day=DUE + timedelta(days=1)) is State.OVERDUE

    def test_a_day_near_the_end_is_due_soon(self):
        task = TaskFacts(due_on=DUE, near_from=date(2025, 2, 12))
        assert state_of(task, day=date(2025, 2, 11)) is State.OPEN
        assert state_of(task, day=date(2025, 2, 12)) is State.DUE_SOON

    def test_a_pace_that_will_miss_the_day_outranks_nearness(self):
        task = TaskFacts(due_on=DUE, near_from=DUE, forecast_on=date(2025, 2, 26))
        assert state_of(task, day=DUE) is State.AT_RISK

    def test_a_pace_that_will_make_it_is_no_risk(self):
        assert state_of(TaskFacts(due_on=DUE, forecast_on=DUE), day=DUE) is State.OPEN

    def test_once_the_day_has_passed_it_is_overdue_whatever_was_foretold(self):
        task = TaskFacts(due_on=DUE, forecast_on=date(2025, 2, 26))
        assert state_of(task, day=date(2025, 2, 20)) is State.OVERDUE

    def test_without_a_day_it_is_standing_or_undated_and_never_overdue(self):
        far = date(2030, 1, 1)
        assert state_of(TaskFacts(standing=True), day=far) is State.STANDING
        assert state_of(TaskFacts(), day=far) is State.UNDATED

    def test_an_undated_duty_can_be_done(self):
        assert state_of(TaskFacts(done_on=DUE), day=DUE) is State.DONE

    def test_an_ended_task_is_nothing_else(self):
        task = TaskFacts(due_on=DUE, awaiting=True, ended=True)
        assert state_of(task, day=date(2025, 3, 1)) is State.ENDED


class TestHandingIn:
    def test_handed_in_is_neither_done_nor_overdue_until_somebody_judges(self):
        handed = happened(Kind.HANDED_IN, 19)
        assert state(ORDER, handed, day=date(2025, 2, 25)) is State.AWAITING

    def test_accepted_later_it_was_done_on_the_day_it_was_handed_in(self):
        handed, accepted = happened(Kind.HANDED_IN, 19), happened(Kind.ACCEPTED, 24)
        assert state(ORDER, handed, accepted, day=date(2025, 2, 24)) is State.DONE

    def test_handed_in_a_day_late_it_stays_late_for_ever(self):
        changes = [ORDER, happened(Kind.HANDED_IN, 20), happened(Kind.ACCEPTED, 20)]
        facts = facts_of(changes, AsOf.end_of(date(2025, 3, 30)))
        assert state_of(facts, day=date(2025, 3, 30)) is State.DONE_LATE
        assert days_late(facts, day=date(2025, 3, 30)) == 1

    def test_sent_back_it_is_open_as_if_nothing_had_been_handed_in(self):
        handed, back = happened(Kind.HANDED_IN, 19), happened(Kind.RETURNED, 20)
        assert state(ORDER, handed, back, day=date(2025, 2, 20)) is State.OVERDUE

    def test_an_acceptance_of_nothing_changes_nothing(self):
        assert state(ORDER, happened(Kind.ACCEPTED, 18), day=DUE) is State.OPEN

    def test_a_reopened_task_waits_for_a_new_result(self):
        done = [ORDER, happened(Kind.HANDED_IN, 19), happened(Kind.ACCEPTED, 19)]
        reopened = happened(Kind.REOPENED, 21)
        assert state(*done, reopened, day=date(2025, 2, 21)) is State.OVERDUE


class TestOrdersAndRulings:
    def test_ordered_again_the_newest_day_judges_and_the_first_one_is_kept(self):
        first = ChangeFact(Kind.ORDERED, date(2024, 12, 2), moment(2, month=1), date(2024, 12, 31))
        facts = fold([first, ORDER])
        assert (facts.due_on, facts.first_due_on) == (DUE, date(2024, 12, 31))
        assert days_late(facts, day=date(2025, 2, 20)) == 1
        assert days_since_first_due(facts, day=date(2025, 2, 20)) == 51

    def test_an_extension_moves_the_day_from_then_on_only(self):
        extended = happened(Kind.EXTENDED, 21, due_on=date(2025, 2, 28))
        assert state(ORDER, extended, day=date(2025, 2, 20)) is State.OVERDUE
        assert state(ORDER, extended, day=date(2025, 2, 21)) is State.OPEN

    def test_an_extension_keeps_the_first_day(self):
        extended = happened(Kind.EXTENDED, 21, due_on=date(2025, 2, 28))
        assert fold([ORDER, extended]).first_due_on == DUE

    def test_a_ruling_recorded_late_does_not_change_what_an_earlier_day_answered(self):
        handed = happened(Kind.HANDED_IN, 22, on=date(2025, 2, 19))  # said on the 22nd
        then, now = AsOf.end_of(date(2025, 2, 20)), AsOf(date(2025, 2, 20), moment(22))
        assert state_of(facts_of([ORDER, handed], then), day=then.day) is State.OVERDUE
        assert state_of(facts_of([ORDER, handed], now), day=now.day) is State.AWAITING


class TestPace:
    def test_a_measure_without_a_share_keeps_the_share_before(self):
        measured = happened(Kind.PACE, 18, percent=Decimal(40), forecast_on=date(2025, 2, 26))
        said = happened(Kind.PROGRESS, 19, forecast_on=None)
        facts = fold([ORDER, measured, said])
        assert (facts.percent, facts.forecast_on) == (Decimal(40), None)


class TestTheTwoRates:
    def test_they_are_about_done_and_overdue_tasks_with_a_day(self):
        judged = [
            *[(State.DONE, DUE)] * 52,
            *[(State.DONE_LATE, DUE)] * 9,
            *[(State.OVERDUE, DUE)] * 3,
            (State.OPEN, DUE),
            (State.AWAITING, DUE),
            (State.DONE, None),
            (State.STANDING, None),
        ]
        found = rates(judged)
        assert (found.on_time, found.base) == (52, 64)
        assert found.punctual == Decimal(52) / 64
        assert found.completed == Decimal(61) / 64

    def test_where_nothing_was_due_there_is_no_rate(self):
        assert rates([(State.OPEN, DUE)]).punctual is None
        assert rates([]).completed is None

    @given(some.lists(some.tuples(some.sampled_from(State), some.none() | DAYS)))
    def test_a_share_lies_between_none_and_all(self, judged):
        found = rates(judged)
        if found.base:
            assert 0 <= found.punctual <= found.completed <= 1


@given(due_on=some.none() | DAYS, done_on=some.none() | DAYS, day=DAYS)
def test_late_days_are_counted_exactly_where_the_word_says_late(due_on, done_on, day):
    task = TaskFacts(due_on=due_on, done_on=done_on)
    late = state_of(task, day=day) in (State.OVERDUE, State.DONE_LATE)
    assert (days_late(task, day=day) > 0) == late


KINDS = some.sampled_from(Kind)


@some.composite
def histories(draw) -> list[ChangeFact]:
    """What may be recorded about a task, in any order and for days before and after."""
    found = []
    for _ in range(draw(some.integers(1, 8))):
        recorded = moment(1, 0, month=1) + timedelta(minutes=draw(some.integers(0, 60 * 24 * 60)))
        effective = recorded.date() + timedelta(days=draw(some.integers(-10, 10)))
        due = draw(some.none() | DAYS)
        found.append(
            ChangeFact(draw(KINDS), effective, recorded, due, standing=draw(some.booleans()))
        )
    return found


@given(histories(), DAYS)
def test_the_intervals_answer_a_day_as_the_history_does(changes, day):
    at = AsOf.end_of(day)
    holding = [
        span
        for span in spans_of(changes)
        if span.known_from <= at.known_at and (span.known_to is None or span.known_to > at.known_at)
    ]
    expected = facts_of(changes, at)
    assert [span.facts for span in holding] == ([expected] if holding else [])
    assert holding or expected == TaskFacts()


@given(histories(), DAYS, some.integers(1, 40))
def test_what_is_recorded_later_never_changes_what_a_past_day_answered(changes, day, later):
    at = AsOf.end_of(day)
    told_later = ChangeFact(Kind.ENDED, day, at.known_at + timedelta(hours=later))
    assert facts_of([*changes, told_later], at) == facts_of(changes, at)


@given(histories())
def test_intervals_follow_one_another_without_a_gap(changes):
    spans = spans_of(changes)
    for before, after in pairwise(spans):
        assert before.known_to == after.known_from
        assert before.facts != after.facts
    assert spans[-1].known_to is None


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_word_of_its_own(state):
    from dondoc.web.words import STATES

    assert STATES[state.value].word
