"""Work passes on: who answers on a day, in any order of recording, with and without withdrawals."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from dondoc.core.asof import AsOf, start_of
from dondoc.core.passing import (
    NOBODY,
    Answering,
    Owner,
    Passing,
    answering,
    restated,
)
from dondoc.core.periods import HANOI

MARCH = date(2025, 3, 1)
WORK = ("task", 1)
RECORDED = datetime(2025, 2, 20, 9, tzinfo=HANOI)


def passing(to: str, on: date = MARCH, decision: int = 1, **facts) -> Passing:
    return Passing(
        WORK, "so-tn-mt", to, on, **{"recorded_at": RECORDED, **facts}, decision=decision
    )


def on(day: date, *passings: Passing) -> Answering:
    return answering(passings, WORK, "so-tn-mt", AsOf.end_of(day))


class TestWhoAnswers:
    def test_without_a_decision_it_is_the_agency_it_was_given_to(self):
        found = on(date(2030, 1, 1))
        assert found.owners == (Owner("so-tn-mt"),)
        assert not found.passed_on and not found.moot

    def test_from_the_day_of_effect_it_is_the_successor_and_not_a_day_earlier(self):
        merged = passing("so-nn-mt")
        assert on(MARCH - timedelta(days=1), merged).keys == {"so-tn-mt"}
        assert on(MARCH, merged).owners == (Owner("so-nn-mt", (), MARCH, 1),)
        assert on(MARCH, merged).passed_on

    def test_a_decision_not_yet_recorded_is_not_known(self):
        late = passing("so-nn-mt", recorded_at=start_of(MARCH + timedelta(days=9)))
        assert on(MARCH + timedelta(days=8), late).keys == {"so-tn-mt"}
        assert on(MARCH + timedelta(days=9), late).keys == {"so-nn-mt"}
        back = AsOf(MARCH, start_of(date(2025, 4, 1)))
        assert answering([late], WORK, "so-tn-mt", back).keys == {"so-nn-mt"}

    def test_a_chain_answers_with_its_last_and_tells_its_steps(self):
        july = date(2025, 7, 1)
        chain = passing("so-nn-mt"), passing("so-moi", july, 2)
        found = on(july, *chain)
        assert found.keys == {"so-moi"}
        assert [(step.since, step.decision) for step in found.steps] == [(MARCH, 1), (july, 2)]
        assert on(july - timedelta(days=1), *chain).keys == {"so-nn-mt"}

    def test_split_to_several_each_answers_by_its_functions(self):
        found = on(MARCH, passing("so-y-te", function="trẻ em"),
                   passing("so-noi-vu", function="lao động"),
                   passing("so-noi-vu", function="việc làm"))  # fmt: skip
        assert found.owners == (
            Owner("so-noi-vu", ("lao động", "việc làm"), MARCH, 1),
            Owner("so-y-te", ("trẻ em",), MARCH, 1),
        )

    def test_a_later_decision_names_everybody_anew(self):
        july = date(2025, 7, 1)
        first = passing("so-y-te"), passing("so-noi-vu")
        found = on(july, *first, passing("so-y-te", july, 2), passing("so-moi", july, 2))
        assert found.owners == (Owner("so-moi", (), july, 2), Owner("so-y-te", (), MARCH, 1))

    def test_passed_to_nobody_it_is_closed(self):
        found = on(MARCH, passing(NOBODY))
        assert found.moot and found.passed_on and found.owners == ()

    def test_given_back_it_is_as_if_it_had_never_left(self):
        found = on(date(2025, 8, 1), passing("so-nn-mt"), passing("so-tn-mt", date(2025, 7, 1), 2))
        assert not found.passed_on and found.keys == {"so-tn-mt"}

    def test_of_two_decisions_for_one_day_the_one_recorded_later_stands(self):
        later = RECORDED + timedelta(hours=1)
        found = on(MARCH, passing("b", decision=1), passing("c", decision=2, recorded_at=later))
        assert found.keys == {"c"} and len(found.steps) == 1

    def test_another_part_of_the_same_work_is_not_concerned(self):
        merged = passing("so-nn-mt")
        at = AsOf.end_of(MARCH)
        assert answering([merged], WORK, "so-tu-phap", at).keys == {"so-tu-phap"}
        assert answering([merged], ("report", 1), "so-tn-mt", at).keys == {"so-tn-mt"}


class TestWhoIsLeft:
    def test_a_stranger_leaving_changes_nothing(self):
        assert restated(Answering("a"), "b", [("c", "")]) == (("a", ""),)

    def test_the_last_one_leaving_to_nobody_leaves_nobody(self):
        assert restated(Answering("a"), "a", []) == ()


# -- laws ------------------------------------------------------------------------------------

NAMES = some.sampled_from(["a", "b", "c", "d"])
FIRST = date(2025, 1, 1)
DAYS = some.integers(0, 20).map(lambda n: FIRST + timedelta(days=n))
MOMENTS = some.integers(0, 20 * 24).map(lambda n: start_of(FIRST) + timedelta(hours=n))
ASKED = some.builds(AsOf, DAYS, MOMENTS)


@some.composite
def decisions(draw) -> list[Passing]:
    """What one decision says of up to two pieces of work, recorded and perhaps withdrawn later."""
    recorded = draw(MOMENTS)
    later = some.integers(1, 400).map(lambda n: recorded + timedelta(hours=n))
    withdrawn, key, day = draw(some.none() | later), draw(some.integers(1, 10**6)), draw(DAYS)
    rows = []
    for work, whose in draw(some.sets(some.tuples(some.integers(1, 2), NAMES), max_size=3)):
        targets = draw(some.sets(NAMES, max_size=3)) or {NOBODY}
        rows += [
            Passing(("task", work), whose, to, day, recorded, key, "", withdrawn)
            for to in sorted(targets)
        ]
    return rows


LEDGERS = some.lists(
    decisions(), max_size=6, unique_by=lambda rows: rows[0].decision if rows else 0
)
PARTS = [(("task", work), whose) for work in (1, 2) for whose in "abcd"]


def told(passings: list[Passing], at: AsOf) -> str:
    """Everything that can be answered, letter by letter."""
    return repr([answering(passings, work, whose, at) for work, whose in PARTS])


@given(LEDGERS, ASKED, some.randoms())
def test_the_order_of_the_rows_never_matters(ledger, at, random):
    rows = [row for decision in ledger for row in decision]
    mixed = list(rows)
    random.shuffle(mixed)
    assert told(rows, at) == told(mixed, at)


@given(LEDGERS, ASKED, some.data())
def test_a_decision_withdrawn_answers_as_if_it_had_never_been_recorded(ledger, at, data):
    taken = data.draw(some.integers(0, max(0, len(ledger) - 1)))
    others = [row for place, rows in enumerate(ledger) if place != taken for row in rows]
    gone = [replace(row, withdrawn_at=min(at.known_at, row.withdrawn_at or at.known_at))
            for rows in ledger[taken : taken + 1] for row in rows]  # fmt: skip
    assert told(others + gone, at) == told(others, at)


@given(LEDGERS, LEDGERS, ASKED)
def test_what_is_recorded_later_changes_no_answer_given_before(ledger, later, at):
    rows = [row for decision in ledger for row in decision]
    after = at.known_at + timedelta(minutes=1)
    new = [replace(row, recorded_at=max(after, row.recorded_at), decision=row.decision + 10**7)
           for decision in later for row in decision]  # fmt: skip
    still = [replace(row, withdrawn_at=None) if (row.withdrawn_at or after) >= after else row
             for row in rows]  # fmt: skip
    assert told(rows + new, at) == told(still, at)


@given(LEDGERS, ASKED)
def test_the_owners_are_those_of_the_newest_decision_and_nobody_else(ledger, at):
    """The sentence of the rule, said once more in the plainest way."""
    for work, whose in PARTS:
        counted = [row for rows in ledger for row in rows
                   if (row.work, row.given) == (work, whose) and row.recorded_at <= at.known_at
                   and row.effective_on <= at.day
                   and (row.withdrawn_at is None or row.withdrawn_at > at.known_at)]  # fmt: skip
        newest = max((row.place for row in counted), default=None)
        expected = {row.to for row in counted if row.place == newest} - {NOBODY}
        found = answering([row for rows in ledger for row in rows], work, whose, at)
        assert found.keys == (expected if counted else {whose})
        assert len(found.steps) <= len(ledger)


@given(LEDGERS, ASKED)
def test_who_answers_since_a_day_answered_on_each_day_since(ledger, at):
    rows = [row for decision in ledger for row in decision]
    for work, whose in PARTS:
        for owner in answering(rows, work, whose, at).owners:
            day = owner.since or at.day
            while day <= at.day:
                then = answering(rows, work, whose, AsOf(day, at.known_at))
                assert owner.key in then.keys
                day += timedelta(days=1)


@given(LEDGERS, ASKED, NAMES, some.lists(NAMES, max_size=3))
def test_who_stays_when_one_leaves_is_everybody_else_and_the_heirs(ledger, at, leaver, heirs):
    rows = [row for decision in ledger for row in decision]
    for work, whose in PARTS:
        found = answering(rows, work, whose, at)
        now = {key for key, _ in restated(found, leaver, [(heir, "") for heir in heirs])}
        expected = found.keys if leaver not in found.keys else found.keys - {leaver} | set(heirs)
        assert now == expected
